"""Facts are earned: a mark is worth what stands behind it, whoever set it and whichever way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import write_document
from cxworkshop.language import date_text, speaking
from cxworkshop.method import facts, figures, thresholds
from cxworkshop.method.demo import demo_session
from cxworkshop.method.facts import rules, telling, worth
from cxworkshop.method.facts.grounds import NEVER_FACT, Ground
from cxworkshop.method.revisit import compare
from cxworkshop.model.evidence import SOURCES, Evidence
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import CATEGORIES, Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import BASES, TouchpointState
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.steps import define
from tests.method.builders import session

ON = date(2026, 11, 28)
MAY = date(2026, 5, 1)
SURVEY = Evidence(id="e1", source_type="survey", collected_on=MAY, n=40)
OWN = Evidence(id="e2", source_type="own_experience", collected_on=MAY, n=400)
OLD = Evidence(id="e3", source_type="survey", collected_on=date(2025, 11, 27), n=40)
LATE = Evidence(id="e4", source_type="survey", collected_on=date(2025, 11, 28), n=40)


def seen(n: int, category: str = "experience", on: date = MAY) -> tuple[Measure, Observation]:
    measure = Measure(
        id="m1", name="Ease", metric="csat", unit="percent", category=category, touchpoints=("tp1",),
        source="Survey of spring",
    )  # fmt: skip
    return measure, Observation(id="o1", measure="m1", k=n // 2, n=n, observed_on=on)


def claimed(
    *evidence: Evidence,
    figure: tuple[Measure, Observation] | None = None,
    basis: str = "fact",
    word: str = "",
) -> Session:
    """A touchpoint whose level is marked so, with what stands behind it."""
    state = TouchpointState(
        id="tp1", touchpoint="tp1", level_now=2, level_basis=basis, basis_reason=word,
        evidence=tuple(one.id for one in evidence),
    )  # fmt: skip
    return session(
        1,
        measures=(figure[0],) if figure else (),
        touchpoint_states=(state,),
        evidence=evidence,
        observations=(figure[1],) if figure else (),
    )


def standing(made: Session, on: date = ON) -> facts.Standing:
    return facts.standing(made, "tp1", on)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (claimed(SURVEY), ("fact", "supported", ("e1",))),
        (claimed(OWN, figure=seen(30)), ("fact", "supported", ("m1",))),
        (claimed(), ("assumption", "no_support", ())),
        (claimed(OWN), ("assumption", "unsupported_opinion", ())),
        (claimed(OWN, word="I went there myself"), ("assumption", "on_somebodys_word", ())),
        (claimed(OLD), ("assumption", "unsupported_stale", ())),
        (claimed(LATE), ("fact", "supported", ("e4",))),
        (claimed(figure=seen(29)), ("assumption", "unsupported_few_answers", ())),
        (claimed(figure=seen(500, "business")), ("assumption", "unsupported_other_category", ())),
        (claimed(figure=seen(30), basis="assumption"), ("assumption", "could_be_fact", ("m1",))),
        (claimed(figure=seen(30, on=date(2026, 11, 29))), ("assumption", "unsupported_future", ())),
        (claimed(figure=seen(30, on=date(2025, 11, 27))), ("assumption", "unsupported_stale", ())),
        (claimed(SURVEY.model_copy(update={"n": None})), ("assumption", "unsupported_not_counted", ())),
        (claimed(SURVEY.model_copy(update={"n": 0})), ("assumption", "unsupported_not_counted", ())),
        (
            claimed(SURVEY.model_copy(update={"collected_on": None})),
            ("assumption", "unsupported_undated", ()),
        ),
        (
            claimed(SURVEY.model_copy(update={"kind": "assumption"})),
            ("assumption", "unsupported_assumed", ()),
        ),
        (claimed(OWN.model_copy(update={"kind": "fact"})), ("assumption", "unsupported_opinion", ())),
    ],
)
def test_a_mark_is_worth_what_stands_behind_it(
    made: Session, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert standing(made)[:3] == expected


def test_a_level_that_nobody_gave_is_unknown_whatever_its_mark() -> None:
    assert worth(None, "fact", (Ground("e1", "survey", 40, MAY),))[:2] == ("unknown", "no_level")


def test_evidence_that_names_the_touchpoint_carries_its_mark_though_the_level_does_not_name_it() -> None:
    about = SURVEY.model_copy(update={"touchpoints": ("tp1",)})
    made = session(
        1,
        touchpoint_states=(TouchpointState(id="tp1", touchpoint="tp1", level_now=2, level_basis="fact"),),
        evidence=(about,),
    )
    assert standing(made).is_fact
    elsewhere = about.model_copy(update={"touchpoints": ("tp2",)})
    assert not standing(made.model_copy(update={"rounds": (
        made.round.model_copy(update={"evidence": (elsewhere,)}),
    )})).is_fact  # fmt: skip


def test_a_closed_round_keeps_the_facts_of_its_days_and_no_later_ones() -> None:
    made = claimed(SURVEY)
    closed = made.round.model_copy(update={"started_on": date(2026, 2, 1), "closed_on": date(2026, 11, 5)})
    made = made.model_copy(update={"rounds": (closed,)})
    assert standing(made, date(2030, 1, 1)).is_fact
    early = made.round.model_copy(update={"closed_on": date(2026, 4, 30)})
    assert standing(made.model_copy(update={"rounds": (early,)})).reason == "unsupported_future"


def test_a_figure_of_a_retired_measure_and_an_observation_without_a_figure_carry_nothing() -> None:
    measure, observation = seen(30)
    assert not standing(
        claimed(figure=(measure.model_copy(update={"retired_round": 1}), observation))
    ).is_fact
    empty = observation.model_copy(update={"k": None})
    assert standing(claimed(figure=(measure, empty))).reason == "unsupported_no_figure"


@given(
    level=st.sampled_from([None, 1, 2, 3, 4, 5]),
    basis=st.sampled_from([None, *(name for name, _words in BASES)]),
    word=st.text(max_size=5),
    kind=st.sampled_from([None, "fact", "assumption"]),
    source=st.sampled_from([None, *(name for name, _words in SOURCES)]),
    n=st.one_of(st.none(), st.integers(0, 60)),
    answers=st.one_of(st.none(), st.integers(1, 60)),
    category=st.sampled_from([None, *(name for name, _words in CATEGORIES)]),
    period=st.sampled_from(["", "2026-01..2026-03"]),
    days=st.tuples(*[st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2029, 1, 1)))] * 3),
)
def test_nothing_that_can_be_recorded_makes_a_fact_without_a_ground(
    level: int | None, basis: str | None, word: str, kind: str | None, source: str | None, n: int | None,
    answers: int | None, category: str | None, period: str, days: tuple[date | None, ...],
) -> None:  # fmt: skip
    on = days[2] or ON
    evidence = Evidence(id="e1", source_type=source, kind=kind, n=n, collected_on=days[0], period=period)
    measure = Measure(id="m1", category=category, metric="csat", touchpoints=("tp1",))
    observed = Observation(id="o1", measure="m1", k=1 if answers else None, n=answers, observed_on=days[1])
    state = TouchpointState(
        id="tp1", touchpoint="tp1", level_now=level, level_basis=basis, basis_reason=word, evidence=("e1",)
    )
    made = session(
        1, touchpoint_states=(state,), measures=(measure,), evidence=(evidence,), observations=(observed,)
    )

    def is_recent(day: date | None) -> bool:
        return day is not None and 0 <= (on - day).days <= 366

    is_counted = source not in NEVER_FACT and n and (source != "frontline" or period)
    by_evidence = is_counted and kind != "assumption" and is_recent(days[0])
    by_figure = category in ("experience", "behaviour") and (answers or 0) >= 30 and is_recent(days[1])
    is_fact = standing(made, on).is_fact
    assert is_fact <= bool(level and basis == "fact" and (by_evidence or by_figure))
    assert (figures.gut_feel_share(made, on) == 0) == is_fact


def test_the_demo_keeps_five_of_fourteen_and_three_of_fifteen_by_gut_feeling() -> None:
    demo = demo_session("en")
    counts = [len(figures.without_fact(demo.as_of(number), ON)) for number in (1, 2)]
    assert counts == [5, 3]


# ---- what is said ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("made", "words"),
    [
        (claimed(SURVEY), "fact: survey, 40 answers, 1 May 2026"),
        (claimed(figure=seen(104)), "fact: Ease, 104 answers, 1 May 2026"),
        (claimed(OWN), "said to be a fact: own experience is never a fact"),
        (claimed(), "said to be a fact: no evidence and no measure behind it"),
        (claimed(OLD), "said to be a fact: survey, 40 answers, 27 Nov 2025 is more than 12 months old"),
        (claimed(figure=seen(29)),
         "said to be a fact: Ease, 29 answers, 1 May 2026 – too few answers, a measure needs 30"),
        (claimed(OWN, word="I was there"),
         "said to be a fact: own experience is never a fact; all the same because: I was there"),
        (claimed(SURVEY, basis="assumption"), "could be a fact: survey, 40 answers, 1 May 2026"),
        (claimed(OWN, basis="assumption"), ""),
    ],
)  # fmt: skip
def test_the_ground_is_named_beside_the_mark(made: Session, words: str) -> None:
    assert telling.words(made, "tp1", ON) == words


def levels(made: Session) -> list[str]:
    plan = next(plan for plan in define.PLANS if plan.id == "levels")
    grid = Grid(plan, Reading(made, ON))
    basis = next(column for column in grid.columns if column.content == "touchpoint_states.level_basis")
    ground = next(column for column in grid.columns if column.content is define.ground)
    return [grid.cell(0, basis).text, grid.cell(0, ground).text]


def test_the_list_says_that_a_claim_is_one() -> None:
    assert levels(claimed(SURVEY)) == ["● fact", "fact: survey, 40 answers, 1 May 2026"]
    assert levels(claimed(OWN)) == [
        "○ said to be a fact",
        "said to be a fact: own experience is never a fact",
    ]


def unlevelled(basis: str) -> Session:
    made = claimed(SURVEY, basis=basis)
    state = made.round.touchpoint_states[0].model_copy(update={"level_now": None})
    return made.model_copy(
        update={"rounds": (made.round.model_copy(update={"touchpoint_states": (state,)}),)}
    )


def test_a_mark_without_a_level_is_unknown_wherever_it_is_read_and_says_why() -> None:
    made = unlevelled("fact")
    assert levels(made) == ["? no level, said to be a fact", "said to be a fact: no level is given"]
    background = write_document(made, "background", language="en", on=ON)
    assert "● fact" not in background
    assert "? unknown" in background
    assert "said to be a fact: no level is given" in background
    assert telling.words(unlevelled("assumption"), "tp1", ON) == "no level is given"
    assert "○ assumption" not in write_document(unlevelled("assumption"), "background", language="en", on=ON)
    assert telling.words(unlevelled("unknown"), "tp1", ON) == ""
    with speaking("fi"):
        assert telling.words(made, "tp1", ON) == "sanottu faktaksi: tasoa ei ole annettu"


def test_the_plan_prints_what_a_level_rests_on_and_why_it_is_called_a_fact_all_the_same() -> None:
    plan = write_document(claimed(OWN, word="I was there"), "plan", language="en", on=ON)
    assert "said to be a fact: own experience is never a fact; all the same because: I was there" in plan
    assert "fact: survey, 40 answers, 1 May 2026" in write_document(
        claimed(SURVEY), "plan", language="en", on=ON
    )


def test_an_opinion_that_was_marked_as_a_fact_stands_among_the_assumptions() -> None:
    said = OWN.model_copy(update={"kind": "fact", "statement": "I ordered once and it went fine"})
    plan = write_document(claimed(said), "plan", language="en", on=ON)
    assert "### Facts" not in plan
    told = plan[plan.index("### Assumptions") :]
    assert "I ordered once and it went fine" in told
    assert "said to be a fact: own experience is never a fact" in told


def test_a_fact_is_asked_what_follows_from_it() -> None:
    made = claimed(SURVEY)
    plan = next(plan for plan in define.PLANS if plan.id == "evidence")
    assert plan.note is not None
    row = {"evidence": Place("evidence", "e1")}
    assert str(plan.note(Reading(made, ON), row)).startswith("A fact. What follows from it?")
    assert telling.said_at(made, Place("evidence", "e1", "conclusion"), ON)[0] == "what follows from it?"
    followed = claimed(SURVEY.model_copy(update={"conclusion": "Call back within a day"}))
    assert "What follows" not in str(plan.note(Reading(followed, ON), row))


def test_a_comparison_draws_no_level_as_a_fact_that_is_none() -> None:
    demo = demo_session("en")
    assert compare(demo, 1, 2, ON).journey["tp02"] == (2, 3)
    bare = demo.rounds[0].model_copy(update={"evidence": (), "observations": ()})
    without = demo.model_copy(update={"rounds": (bare, demo.rounds[1])})
    assert compare(without, 1, 2, ON).journey["tp02"] == (None, 3)


def test_finnish_says_the_same() -> None:
    with speaking("fi"):
        assert telling.words(claimed(SURVEY), "tp1", ON) == f"fakta: kysely, 40 vastausta, {date_text(MAY)}"
        assert telling.words(claimed(OWN), "tp1", ON) == "sanottu faktaksi: oma kokemus ei ole fakta"


# ---- few answers, the best ground, a level that does not follow --------------------------------------------
@pytest.mark.parametrize(("n", "is_fact"), [(1, False), (3, False), (4, True), (29, True), (30, True)])
@pytest.mark.parametrize("source", sorted({name for name, _words in SOURCES} - NEVER_FACT))
def test_a_handful_of_answers_carries_no_fact(n: int, is_fact: bool, source: str) -> None:
    few = Evidence(id="e1", source_type=source, collected_on=MAY, n=n, period="2026-01..2026-03")
    assert standing(claimed(few)).is_fact == is_fact
    assert facts.evidence_basis(claimed(few), few, ON) == ("fact" if is_fact else "assumption")


def test_a_fact_on_few_answers_says_so_wherever_it_is_shown() -> None:
    made = claimed(SURVEY.model_copy(update={"n": 8, "statement": "Slow"}))
    plan = write_document(made, "plan", language="en", on=ON)
    assert "n = 8, 1 May 2026, few answers)" in plan
    assert "fact on few answers: survey, 8 answers, 1 May 2026" in plan
    assert telling.words(made, "tp1", ON) == "fact on few answers: survey, 8 answers, 1 May 2026"
    assert levels(made)[0] == "● fact on few answers"
    alone = claimed(SURVEY.model_copy(update={"n": 1}))
    assert telling.words(alone, "tp1", ON) == (
        "said to be a fact: survey, 1 answer, 1 May 2026 – too few answers, evidence needs 4"
    )
    assert levels(alone)[0] == "○ said to be a fact"


def test_the_ground_with_the_most_answers_is_named_not_the_newest() -> None:
    late = Evidence(id="e9", source_type="interviews", collected_on=date(2026, 11, 20), n=8)
    assert telling.words(claimed(late, figure=seen(104)), "tp1", ON) == "fact: Ease, 104 answers, 1 May 2026"
    alone = late.model_copy(update={"n": 1})
    assert telling.words(claimed(alone, figure=seen(37)), "tp1", ON) == "fact: Ease, 37 answers, 1 May 2026"
    as_many = late.model_copy(update={"n": 40})
    assert standing(claimed(as_many, figure=seen(40))).ground == Ground("m1", "measure", 40, MAY)


def with_level(level: int, k: int, n: int, **changes: str | None) -> Session:
    """A level marked a fact, beside `k` of `n` in a measure of the touchpoint."""
    measure, observation = seen(n)
    made = claimed(figure=(measure.model_copy(update=changes), observation.model_copy(update={"k": k})))
    state = made.round.touchpoint_states[0].model_copy(update={"level_now": level})
    round_ = made.round.model_copy(update={"touchpoint_states": (state,)})
    return made.model_copy(update={"rounds": (round_,)})


@pytest.mark.parametrize(
    ("made", "is_asked"),
    [
        (with_level(5, 18, 104), True),
        (with_level(4, 51, 104), True),
        (with_level(4, 52, 104), False),
        (with_level(3, 18, 104), False),
        (with_level(2, 18, 104), False),
        (with_level(2, 80, 100), True),
        (with_level(2, 79, 100), False),
        (with_level(1, 95, 100), True),
        (with_level(5, 5, 100, metric="share", direction="down"), False),
        (with_level(5, 83, 100, metric="share", direction="down"), True),
        (with_level(5, 18, 104, category=None), True),
        (with_level(5, 18, 104, category="behaviour"), False),
        (with_level(5, 1, 29), False),
    ],
)
def test_a_level_that_the_figure_speaks_against_is_asked_about(made: Session, is_asked: bool) -> None:
    asked = "does the level follow from it?"
    assert (asked in telling.words(made, "tp1", ON)) == is_asked
    assert (asked in levels(made)[1]) == is_asked


@pytest.mark.parametrize(
    ("unit", "value", "level", "is_asked"),
    [
        ("points_1_5", 2.9, 4, True), ("points_1_5", 3.0, 4, False), ("points_1_7", 6.0, 2, True),
        ("nps_points", -13.3, 4, True), ("nps_points", 60, 2, True), ("nps_points", 59, 2, False),
        ("days", 9.0, 5, False),
    ],
)  # fmt: skip
def test_so_is_one_beside_a_figure_on_any_scale(unit: str, value: float, level: int, is_asked: bool) -> None:
    made = with_level(level, 18, 104, unit=unit)
    row = made.round.observations[0].model_copy(update={"k": None, "mean": value})
    made = made.model_copy(update={"rounds": (made.round.model_copy(update={"observations": (row,)}),)})
    assert ("does the level follow" in telling.words(made, "tp1", ON)) == is_asked


def test_the_question_names_the_measure_and_its_figure_and_leaves_the_mark() -> None:
    made = with_level(5, 18, 104)
    assert telling.words(made, "tp1", ON) == (
        "fact: Ease, 104 answers, 1 May 2026; the figure says 17.3%: does the level follow from it?"
    )
    assert standing(made).is_fact
    plan = write_document(made, "plan", language="en", on=ON)
    assert "the figure says 17.3%: does the level follow from it?" in plan


def test_a_figure_that_is_not_the_ground_is_named_in_the_question() -> None:
    made = with_level(5, 18, 104)
    survey = SURVEY.model_copy(update={"n": 400, "touchpoints": ("tp1",)})
    made = made.model_copy(update={"rounds": (made.round.model_copy(update={"evidence": (survey,)}),)})
    assert telling.words(made, "tp1", ON) == (
        "fact: survey, 400 answers, 1 May 2026; Ease says 17.3%: does the level follow from it?"
    )


def test_a_measure_that_does_not_count_says_why_where_the_ground_is_looked_for() -> None:
    made = claimed(figure=seen(30, ""), basis="assumption")
    assert levels(made)[1] == (
        "no ground for a fact: Ease, 30 answers, 1 May 2026 – its category is not chosen"
    )
    assert "its category is not chosen" in levels(claimed(figure=seen(30, "")))[1]
    few = claimed(figure=seen(8), basis="assumption")
    assert "Ease, 8 answers, 1 May 2026 – too few answers, a measure needs 30" in levels(few)[1]
    assert levels(claimed(OWN, basis="assumption"))[1] == ""


def test_a_ground_of_a_measure_without_a_source_says_so() -> None:
    measure, observation = seen(30)
    made = claimed(figure=(measure.model_copy(update={"source": " "}), observation))
    assert telling.words(made, "tp1", ON) == "fact: Ease, 30 answers, 1 May 2026, source not named"


def test_a_level_whose_basis_is_unknown_is_no_assumption_in_any_picture() -> None:
    made = claimed(SURVEY, basis="unknown")
    assert standing(made)[:2] == ("unknown", "said_unknown")
    assert telling.mark(standing(made)) == "? unknown"
    assert figures.without_fact(made, ON) == ("tp1",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"n": None}, "An assumption: survey – how many is not said."),
        ({"n": 2}, "An assumption: survey – too few answers, evidence needs 4."),
        ({"collected_on": None}, "An assumption: survey has no day."),
        ({"collected_on": date(2027, 1, 1)}, "An assumption: survey is still to come."),
        ({"collected_on": date(2024, 1, 1)}, "An assumption: survey is more than 24 months old."),
        ({"source_type": "frontline"}, "An assumption: frontline – counted in which period is not said."),
        ({"source_type": "hearsay"}, "An assumption: hearsay is never a fact."),
        ({"source_type": None}, "An assumption: the evidence names no source."),
        ({"kind": "assumption"}, "An assumption, as it is marked."),
        ({"kind": "fact", "n": None}, "Said to be a fact: survey – how many is not said."),
        (
            {"collected_on": date(2025, 5, 1)},
            "A fact, but more than 12 months old: it carries no level. What follows from it?",
        ),
        ({"n": 8}, "A fact on few answers: fewer than 30. What follows from it?"),
    ],
)
def test_evidence_says_what_it_is_worth_and_why(changes: dict[str, object], words: str) -> None:
    evidence = SURVEY.model_copy(update=changes)
    assert telling.evidence_words(claimed(evidence), evidence, ON) == words


def test_the_plan_gives_the_reason_of_an_assumption() -> None:
    counted = Evidence(
        id="e1", source_type="frontline", collected_on=MAY, n=60, statement="Nobody answers at noon"
    )
    plan = write_document(claimed(counted), "plan", language="en", on=ON)
    told = plan[plan.index("### Assumptions") :]
    assert "an assumption: frontline – counted in which period is not said" in told


def test_stale_evidence_is_not_shown_as_a_plain_fact() -> None:
    stale = SURVEY.model_copy(update={"collected_on": date(2025, 5, 1)})
    said = telling.said_at(claimed(stale), Place("evidence", "e1", "kind"), ON)
    assert said == ("● fact, but stale", "● stale")
    assert telling.said_at(claimed(SURVEY), Place("evidence", "e1", "kind"), ON) == ("", "")


def test_the_rules_are_said_with_the_limits_that_are_in_force() -> None:
    said = " ".join(str(rule) for rule in rules.rules())
    for limit in (thresholds.FEW, thresholds.FACT_N, thresholds.STALE_MONTHS, thresholds.FACT_MONTHS):
        assert f" {limit} " in said
    assert "category experience or behaviour" in said


def test_a_claim_is_told_where_its_reason_goes() -> None:
    made = claimed(OWN)
    plan = next(plan for plan in define.PLANS if plan.id == "levels")
    assert plan.note is not None
    row = {name: Place(name, "tp1") for name in ("touchpoints", "touchpoint_states")}
    assert "o, Fact all the same" in str(plan.note(Reading(made, ON), row))
    assert "all the same: your" not in str(plan.note(Reading(claimed(OWN, word="I was there"), ON), row))
