"""Two rounds beside each other, to the digits that the method has worked out for the demo (method F.3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.documents.board_figures import board_figures
from cxworkshop.documents.compared import sections
from cxworkshop.documents.plan.change import real_changes
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.measurement import measurement
from cxworkshop.documents.plan.page_one import page_one
from cxworkshop.documents.wording import RecordView
from cxworkshop.editing.changes import set_value
from cxworkshop.language import speaking
from cxworkshop.method.baselines import is_baseline
from cxworkshop.method.beside import Headline
from cxworkshop.method.figures import unmeasured
from cxworkshop.method.headlines import is_answered, moved, not_asked, told
from cxworkshop.method.revisit import Comparison, carried, compare, next_round
from cxworkshop.method.revisit.honest import RULES, Picture, sentence
from cxworkshop.model.actions import Action
from cxworkshop.model.choices import ChoiceMade
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState
from tests.method.builders import session


@pytest.fixture(scope="module")
def found(demo: Session) -> Comparison:
    return compare(demo, 1, 2)


def test_figures_move_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted = expected["comparison"]["change"]
    changes = {row.measure: row.change for row in found.measures}
    for measure, change in wanted.items():
        got = changes[measure]
        assert got.delta == pytest.approx(change["delta"], abs=0.006)
        assert got.margin == pytest.approx(change["moe"], abs=0.006)
        assert got.real is change["real"], measure


def test_goals_come_as_far_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted = expected["comparison"]
    assert [row.goal.id for row in found.goals] == list(wanted["attainment"])
    for row in found.goals:
        goal = wanted["attainment"][row.goal.id]
        assert row.now.value == pytest.approx(goal["value"], abs=0.006)
        assert row.now.progress == pytest.approx(goal["progress"], abs=0.006)
        assert (row.now.target, row.now.verdict, row.now.due_passed) == (
            goal["target"],
            goal["verdict"],
            goal["due_passed"],
        )
        assert row.has_new_figure
        assert row.review is not None
        assert row.review.text
    assert {verdict: list(goals) for verdict, goals in found.verdicts.items()} == wanted["verdicts"]


def test_responsibility_flows_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted = expected["comparison"]
    assert {id: list(pair) for id, pair in found.transitions.items()} == wanted["status_transitions"]
    assert found.flow == {
        ("vacant", "held"): 3,
        ("contested", "held"): 2,
        ("unclear", "held"): 1,
        ("held", "held"): 4,
        ("held", "unclear"): 1,
        ("unclear", "unclear"): 1,
        ("unclear", "contested"): 1,
        ("contested", "unclear"): 1,
    }
    assert {id: list(pair) for id, pair in found.accountable.items()} == wanted["accountable_changes"]


def test_deeds_promises_and_customers_are_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted, actions = expected["comparison"], expected["comparison"]["actions"]
    got = found.actions
    assert (got.total, got.due, got.done, got.on_time, got.median_slip) == tuple(
        actions[name] for name in ("total", "due", "done", "on_time", "median_slip_days")
    )
    assert got.done_of_due == pytest.approx(actions["done_of_due"], abs=5e-5)
    assert list(found.carried) == actions["open_carried"]
    assert [found.promises.count, found.promises.of] == wanted["commitments_kept"]
    assert list(found.retention) == [pytest.approx(p / 100, abs=5e-4) for p in wanted["retention_pct"]]
    assert [deeds.share for deeds in found.deeds] == [
        pytest.approx(0.4615, abs=5e-5),
        pytest.approx(0.4167, abs=5e-5),
    ]


def test_belief_comes_nearer_to_what_customers_say(found: Comparison) -> None:
    assert [gap.round for gap in found.gaps] == [1, 2]
    apart = [(gap.believers or 0) - (gap.customers or 0) for gap in found.gaps]
    assert apart == [pytest.approx(60.2, abs=0.05), pytest.approx(10.5, abs=0.1)]
    assert found.gaps[0].guess == 32.5


def test_the_journey_shows_facts_only(found: Comparison, demo: Session) -> None:
    for touchpoint, levels in found.journey.items():
        for number, level in zip((1, 2), levels, strict=True):
            state = next(
                (row for row in demo.as_of(number).round.touchpoint_states if row.id == touchpoint), None
            )
            if level is not None:
                assert state is not None
                assert (state.level_basis, state.level_now) == ("fact", level)


def test_the_demo_is_told_honestly(found: Comparison) -> None:
    assert str(found.sentence) == (
        "Responsibility is clearer, 12 of 14 due actions are done, and customers notice in 5 of 5 goals; "
        "most targets are not met yet."
    )
    went = {row.key: row.arrow for row in found.headlines}
    assert (went["practice"], went["deeds"]) == ("↗", "")  # 6 of 13, then 5 of 12: 4.5 points
    assert found.nps is not None
    assert (found.nps.measure, found.nps.moved) == ("m01", 1)


def test_a_good_fall_and_a_bad_fall_never_look_alike(found: Comparison) -> None:
    assert moved(Headline("gut_feel", 0.5, 14), Headline("gut_feel", 0.3, 14)) == 1
    assert moved(Headline("deeds", 0.5, 14), Headline("deeds", 0.3, 14)) == -1
    ways = {row.measure: row.moved for row in found.measures}
    assert ways["m09"] == 1  # less is better: −4.8
    assert ways["m10"] == 0  # −0.4 ± 2.15


@pytest.mark.parametrize(
    ("key", "before", "after", "way"),
    [
        ("deeds", 0.50, 0.55, 1),
        ("deeds", 0.50, 0.549, 0),
        ("deeds", 0.55, 0.50, -1),
        ("practice", 10 / 30, 11 / 30, 1),  # a touchpoint, and three points only
        ("reward", 10 / 30, 11 / 30, 0),
        ("gut_feel", 11 / 30, 10 / 30, 1),
        ("agreement", 0.5, 0.56, 1),
    ],
)
def test_an_arrow_stands_for_five_points_or_a_touchpoint(
    key: str, before: float, after: float, way: int
) -> None:
    of = None if key == "agreement" else 30
    assert moved(Headline(key, before, of), Headline(key, after, of)) == way


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (
            Picture(due=3, without_figure=2, responsibility=1),
            "We cannot say whether customers notice: 2 of 3",
        ),
        (
            Picture(due=2, met=2, surely_met=2, recommendation=-1, responsibility=1),
            "Customers recommend us less",
        ),
        (Picture(due=2, met=1, gut_feel=-1), "We act without asking."),
        (
            Picture(due=2, met=2, surely_met=1, responsibility=1),
            "Responsibility is clearer, and customers notice.",
        ),
        (Picture(due=2, met=2, responsibility=1), "Responsibility is clearer, and goals are met, though"),
        (Picture(due=3, met=1, responsibility=1), "Clarity is there, deeds are not yet."),
        (
            Picture(due=3, met=1, responsibility=1),
            "Clarity is there, deeds are not yet. No action has been due.",
        ),
        (Picture(due=3, responsibility=1, actions=5, actions_done=2), "Clarity is there, deeds are not yet."),
        (
            Picture(due=5, met=1, responsibility=1, better=4, actions=14, actions_done=11),
            "Responsibility is clearer, 11 of 14 due actions are done, and customers notice in 4 of 5 goals",
        ),
        (
            Picture(due=3, responsibility=1, actions=4, actions_done=2),
            "Responsibility is clearer and 2 of 4 due actions are done; customers do not notice yet.",
        ),
        (Picture(due=3, better=1), "Customers notice in 1 of 3 goals, though most targets"),
        (Picture(due=3, actions=2, actions_done=2), "2 of 2 due actions are done, and customers do not"),
        (Picture(responsibility=1), "Responsibility is clearer; no goal has been due yet."),
        (Picture(due=2, met=1, responsibility=-1), "Goals are met, and fewer touchpoints"),
        (Picture(due=3, met=1, responsibility=-1), "Fewer touchpoints have somebody"),
        (Picture(due=2, met=1), "Goals are met; who answers for what is as it was."),
        (Picture(due=3, met=1), "Nothing has moved"),
        (Picture(), "No goal has been due, and responsibility is as it was."),
    ],
)
def test_one_sentence_is_said_by_rule(picture: Picture, words: str) -> None:
    assert str(sentence(picture)).startswith(words)


def test_every_rule_says_something_of_its_own_in_both_languages() -> None:
    for language in ("en", "fi"):
        with speaking(language):
            said = {str(sentence(Picture())), *(words for _fits, words in RULES)}
            assert len(said) >= len(RULES)


def test_what_the_old_ballot_said_is_hidden_until_the_new_one_is_revealed(demo: Session) -> None:
    made = next_round(demo, date(2027, 5, 6))
    found = compare(made, 2, 3)
    assert found.transitions == {}
    assert {row.key for row in found.headlines}.isdisjoint({"practice", "agreement"})


def test_what_the_new_round_has_not_asked_yet_is_no_fall(demo: Session) -> None:
    found = compare(next_round(demo, date(2027, 5, 6)), 2, 3)
    rows = {row.key: row for row in found.headlines}
    for key in ("agreed", "gut_feel", "deeds"):
        assert (rows[key].after, rows[key].arrow) == (None, "")


def test_any_two_rounds_are_compared(demo: Session) -> None:
    made = next_round(demo, date(2027, 5, 6))
    assert compare(made, 1, 3).before == 1
    with pytest.raises(KeyError):
        compare(made, 1, 4)


# ---- figures that were entered as the earlier round was looked back at -------------------------------------
SPRING, AUTUMN = date(2026, 5, 12), date(2026, 11, 12)


def looked_back(*observed: date) -> Session:
    """A goal of May measured at 22 %, with figures of 48 % of these days entered in the round, which was then
    closed; and a goal of which no figure has come since."""
    figures = [Observation(id="o1", measure="m1", observed_on=date(2026, 5, 4), k=187, n=850)]
    figures += [
        Observation(id=f"o{i}", measure="m1", observed_on=day, k=390, n=812)
        for i, day in enumerate(observed, 2)
    ]
    goals = [
        Goal(
            id=f"g{i}",
            text=f"Goal {i}",
            measure=f"m{i}",
            baseline=value,
            target=50,
            due_on=date(2026, 10, 31),
        )
        for i, value in ((1, 22), (2, 31))
    ]
    first = session(
        measures=tuple(Measure(id=f"m{i}", name=f"M{i}", unit="percent", direction="up") for i in (1, 2)),
        started_on=SPRING,
        observations=tuple(figures),
        goals=tuple(goals),
    )
    return next_round(first, AUTUMN)


def lines_of(session: Session) -> str:
    return "\n".join(line for _name, lines in sections(session, compare(session, 1, 2)) for line in lines)


def test_what_was_measured_at_the_end_of_a_round_is_new_since_it_was_held() -> None:
    made = looked_back(date(2026, 8, 10), date(2026, 11, 2))
    measured, other = compare(made, 1, 2).goals
    assert measured.then.value == pytest.approx(22)
    assert measured.now.value == pytest.approx(48.03, abs=0.01)
    assert (measured.has_new_figure, other.has_new_figure) == (True, False)
    [change] = compare(made, 1, 2).measures
    assert change.moved == 1
    assert change.before.value == pytest.approx(22)
    assert "Goal 1: 22% → now 48%, target 50%, missed (uncertain)" in lines_of(made)
    assert "Goal 2: 31%, no new figure, target 50%." in lines_of(made)


def test_a_figure_to_come_is_neither_compared_nor_carried() -> None:
    to_come = Observation(id="o9", measure="m1", observed_on=AUTUMN + timedelta(days=9), k=800, n=812)
    made, known = looked_back(date(2026, 11, 2)), looked_back(date(2026, 11, 2))
    first = made.rounds[0].model_copy(update={"observations": (*made.rounds[0].observations, to_come)})
    made = made.model_copy(update={"rounds": (first, made.rounds[1])})
    assert compare(made, 1, 2) == compare(known, 1, 2)
    assert told(made, AUTUMN) == told(known, AUTUMN)
    later = compare(made, 1, 2, AUTUMN + timedelta(days=9))
    assert later.goals[0].now.value == pytest.approx(98.52, abs=0.01)
    open_again = made.as_of(1).model_copy(update={"rounds": (first.model_copy(update={"closed_on": None}),)})
    for on, baseline in ((AUTUMN, 48), (AUTUMN + timedelta(days=9), 98.5)):
        [goal] = [goal for goal in next_round(open_again, on).round.goals if goal.id == "g1"]
        assert goal.baseline == pytest.approx(baseline, abs=0.1)
    both = next_round(open_again, AUTUMN)
    assert first.observations == both.rounds[0].observations


def test_the_sentence_counts_the_goals_that_were_due_and_have_no_new_figure() -> None:
    assert "We cannot say" not in str(compare(looked_back(date(2026, 11, 2)), 1, 2).sentence)
    assert str(sentence(Picture(due=4, without_figure=3))) == (
        "We cannot say whether customers notice: 3 of 4 goals that were due have no new figure."
    )


def test_a_figure_between_where_a_goal_began_and_now_is_told_apart() -> None:
    made = looked_back(date(2026, 11, 2))
    for baseline, words in ((10, "10% → then 22% → now 48%"), (22.0, "22% → now 48%")):
        first, *others = made.rounds[0].goals
        goals = (first.model_copy(update={"baseline": baseline}), *others)
        begun = made.rounds[0].model_copy(update={"goals": goals})
        again = made.model_copy(update={"rounds": (begun, made.round)})
        assert f"Goal 1: {words}" in lines_of(again)


def test_a_figure_that_rounds_to_its_baseline_is_that_baseline() -> None:
    share = Measure(id="m1", unit="percent")
    assert is_baseline(share, Goal(id="g1", baseline=61), 60.94)
    assert not is_baseline(share, Goal(id="g1", baseline=61.0), 61.6)
    assert not is_baseline(share, Goal(id="g1", baseline=60.5), 60.9)


def test_documents_of_the_next_round_tell_what_was_measured_since_the_last() -> None:
    made = looked_back(date(2026, 11, 2))
    view, before = RecordView(made, AUTUMN), RecordView(made.as_of(1), AUTUMN)
    assert real_changes(before, view) == ("M1: from 22% to 48%",)
    [row] = [row for row in measurement(view, before).measures if row.name == "M1"]
    assert row.before == "22%"
    assert "a real change" in row.change
    tiles = {tile.label: tile for tile in board_figures(view, before)}
    assert (tiles["M1"].before, tiles["M1"].now) == ("22%", "48%")
    assert "the figures of the measures" not in " ".join(str(words) for words in gaps(made))


# ---- a round that has just begun ---------------------------------------------------------------------------
CLOSED_ON = date(2027, 5, 6)
OF_THE_ROOM = {"agreed", "mandate", "reward", "deeds", "gut_feel", "contacts"}


def test_nothing_of_a_round_that_has_just_begun_reads_as_a_fall(demo: Session) -> None:
    fresh = next_round(demo, CLOSED_ON)
    comparison = compare(fresh, 2, 3, CLOSED_ON)
    with speaking("en"):
        assert str(comparison.sentence).startswith("Nothing has been answered in the new round yet")
    assert all(row.moved == 0 for row in comparison.headlines)
    assert {row.key for row in comparison.headlines if row.after is None} >= OF_THE_ROOM
    assert comparison.journey == {}


@pytest.mark.parametrize(
    ("place", "value", "asked"),
    [
        (Place("ownerships", "tp01", "accepted_on"), CLOSED_ON, {"agreed", "mandate", "reward", "deeds"}),
        (Place("touchpoint_states", "tp01", "level_basis"), "assumption", {"gut_feel"}),
        (Place("touchpoint_states", "tp01", "level_now"), 3, {"gut_feel"}),
        (Place("leader_contacts", "p1", "last"), CLOSED_ON, {"contacts"}),
    ],
)
def test_the_first_answer_of_a_kind_is_compared(
    demo: Session, place: Place, value: object, asked: set[str]
) -> None:
    answered = set_value(place, value)(next_round(demo, CLOSED_ON))
    comparison = compare(answered, 2, 3, CLOSED_ON)
    known = {row.key for row in comparison.headlines if row.after is not None} & OF_THE_ROOM
    assert known - {"contacts"} == asked - {"contacts"}
    assert "contacts" in known
    with speaking("en"):
        assert "Nothing has been answered" not in str(comparison.sentence)


def test_a_fact_that_went_along_is_no_answer_of_the_new_round(demo: Session) -> None:
    fresh = next_round(demo, date(2026, 12, 1))
    assert any(row.level_basis for row in fresh.round.touchpoint_states)
    assert "gut_feel" in not_asked(fresh)
    assert not is_answered(fresh)
    assert is_answered(demo)
    assert not_asked(demo.as_of(1)) == frozenset()


def test_levels_that_were_judged_without_a_ground_are_judged() -> None:
    """Also where each is what it was in the last round."""
    levels = tuple(TouchpointState(id=f"tp{i}", level_now=i) for i in (1, 2, 3))
    made = session(3, started_on=SPRING, touchpoint_states=levels)
    made = next_round(made, AUTUMN)
    assert "gut_feel" in not_asked(made)
    for row in levels:
        made = set_value(Place("touchpoint_states", row.id, "level_now"), row.level_now)(made)
    assert "gut_feel" not in not_asked(made)
    text = write_document(made, "plan", language="en", on=AUTUMN)
    assert "has been judged in this round" not in text
    assert "Of 3 levels nobody has said what they rest on." in text
    tiles = {tile.label: tile for tile in board_figures(RecordView(made, AUTUMN), None)}
    with speaking("en"):
        assert tiles["Gut-feel share"].now == "100%"
        assert tiles["Gut-feel share"].note == "0 of 3 levels are facts, what 3 rest on is not said"


def test_what_was_carried_late_is_no_fall_of_the_new_round() -> None:
    late = Action(id="a1", title="Late", due_on=date(2026, 9, 1))
    done = [Action(id="a2", title="Done", due_on=date(2026, 9, 1), status="done", done_on=date(2026, 8, 1))]
    made = next_round(session(started_on=SPRING, actions=(late, *done)), AUTUMN)
    rows = {row.key: row for row in compare(made, 1, 2, AUTUMN).headlines}
    assert (rows["done"].before is not None, rows["done"].after, rows["done"].arrow) == (True, None, "")
    assert "Days early, in the middle: 31" in lines_of(made)
    again = set_value(Place("actions", "a1", "status"), "done")(made)
    assert {row.key: row for row in compare(again, 1, 2, AUTUMN).headlines}["done"].after is not None


def test_a_dropped_goals_action_is_asked_about_and_what_is_carried_is_named() -> None:
    goal = Goal(id="g1", text="Goal", measure="m1")
    first = session(
        goals=(goal,),
        actions=(Action(id="a1", title="Call them", goal="g1"),),
        reviews=(Review(id="g1", goal="g1", verdict="drop"),),
        started_on=SPRING,
    )
    told = carried(next_round(first, AUTUMN))
    assert "Actions: 1 – Call them" in map(str, told.kept)
    assert "Call them: its goal was dropped – is it still to be done?" in map(str, told.alerts)


def test_choices_of_an_earlier_round_say_so() -> None:
    first = session(choices=(ChoiceMade(id="c1", kind="strategic", text="No new shops"),), started_on=SPRING)
    made = next_round(first, AUTUMN)
    assert page_one(RecordView(made, AUTUMN), None).chosen[0][0] == "No new shops (since round 1)"
    changed = set_value(Place("choices", "c1", "text"), "One new shop")(made)
    assert page_one(RecordView(changed, AUTUMN), None).chosen[0][0] == "One new shop"


def test_a_measure_of_a_goal_measures_its_touchpoint() -> None:
    measured = session(
        2,
        measures=(Measure(id="m1", unit="percent"),),
        goals=(Goal(id="g1", touchpoint="tp1", measure="m1"),),
        observations=(Observation(id="o1", measure="m1", k=3, n=40),),
    )
    assert unmeasured(measured) == ("tp2",)
