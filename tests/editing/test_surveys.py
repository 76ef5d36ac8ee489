"""What a survey file says becomes part of the record as one step; the same file again doubles nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import write_document
from cxworkshop.editing import create
from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.surveys import Answer, Answers, apply_survey, open_clashes
from cxworkshop.errors import ReadOnly, WrongUse
from cxworkshop.method import intervals
from cxworkshop.method.revisit import next_round
from cxworkshop.method.survey_sums import summed
from cxworkshop.method.surveys import ADD, WHOLE, Figure, Item, Month, Survey, clashes, series
from cxworkshop.model.place import Place, row_name
from cxworkshop.model.session import Session
from tests.screens.test_workshop import begun

ON = date(2026, 11, 5)
HALF = (date(2026, 1, 1), date(2026, 6, 30))
LATER = (date(2026, 7, 1), date(2026, 10, 31))
RECOMMEND = "How likely are you to recommend us? (0-10)"


def asked(
    touchpoint: str, n: int = 60, period: tuple[date, date] = HALF, metric: str = "nps", name: str = ""
) -> Figure:
    """A figure of a recommendation, or of a satisfaction."""
    parts: dict[str, float] = (
        {"promoters": n - 20, "passives": 5, "detractors": 15, "n": n}
        if metric == "nps"
        else {"k": n // 2, "n": n}
    )
    scale = "0-10" if metric == "nps" else "1-5"
    question = RECOMMEND if metric == "nps" else "How satisfied?"
    return Figure(Item(name or touchpoint, question), touchpoint, metric, scale, *period, parts, 3, 2)


def by_month(figure: Figure, month: str, n: int) -> Month:
    parts = {"promoters": n, "passives": 0, "detractors": 0, "n": n}
    return Month(figure.item, figure.touchpoint, figure.metric, figure.scale, month, parts)


def survey(*figures: Figure, digest: str = "a" * 64, months: tuple[Month, ...] = ()) -> Survey:
    rejects = {"outside": 3, "no_day": 1}
    return Survey("export.csv", digest, figures, months, 80, 60, 12, 4, rejects, 'period = "half"\n')


def known(session: Session) -> str:
    return session.touchpoints[0].id


def in_the_record(session: Session, told: Survey, answers: Answers | None = None) -> Session:
    return apply_survey(told, ON, answers or {})(session)


def test_a_figure_becomes_a_measure_and_an_observation_with_its_period_and_where_it_is_from() -> None:
    session = begun("Home delivery")
    told = survey(asked(known(session)), asked(ADD, name="Chat"), asked(WHOLE))
    after = in_the_record(session, told)
    names = [(measure.name, measure.touchpoints) for measure in after.measures]
    chat = after.touchpoints[-1]
    assert chat.name == "Chat"
    assert names == [
        ("Recommendation (NPS): Home delivery", (known(session),)),
        ("Recommendation (NPS): Chat", (chat.id,)),
        ("Recommendation (NPS)", ()),
    ]
    first = after.round.observations[0]
    assert (first.since, first.observed_on) == HALF
    assert (first.promoters, first.passives, first.detractors, first.n) == (40, 5, 15, None)
    assert (first.segments, first.event_types) == (3, 2)
    [file] = after.round.imports
    assert first.imported == file.id
    assert (file.file, file.sha256, file.imported_on) == ("export.csv", "a" * 64, ON)
    assert (file.rows, file.used, file.not_applicable, file.unknown, file.rejected) == (80, 60, 12, 4, 4)
    assert {row.reason: row.n for row in after.round.rejects} == {"outside": 3, "no_day": 1}


def test_a_measure_that_is_there_gets_the_figure_and_learns_what_was_asked() -> None:
    session = begun("Home delivery")
    there = add("measures", name="Our NPS", metric="nps", unit="nps_points", touchpoints=(known(session),))
    session = there(session)
    after = in_the_record(session, survey(asked(known(session))))
    [measure] = after.measures
    assert (measure.name, measure.scale, measure.question) == ("Our NPS", "0-10", RECOMMEND)
    assert intervals.reading(after, measure.id).n == 60


def test_recommendation_in_other_words_goes_on_with_its_measure_and_another_question_does_not() -> None:
    session = begun("Home delivery")
    first = in_the_record(session, survey(asked(known(session)), asked(known(session), metric="csat")))
    later = [asked(known(session), 50, LATER), asked(known(session), 50, LATER, "csat")]
    worded = [figure._replace(item=Item("Home delivery", "In other words?")) for figure in later]
    after = in_the_record(first, survey(*worded, digest="b" * 64))
    assert [measure.metric for measure in after.measures] == ["nps", "csat", "csat"]
    assert after.round.observations[2].measure == after.measures[0].id


def test_of_two_questions_of_one_kind_each_has_its_measure() -> None:
    session = begun("Home delivery")
    one, other = asked(known(session), metric="csat"), asked(known(session), metric="csat")
    other = other._replace(item=Item("Home delivery", "Satisfied with the driver?"))
    after = in_the_record(session, survey(one, other))
    assert [measure.question for measure in after.measures] == [
        "How satisfied?",
        "Satisfied with the driver?",
    ]
    assert len({observation.measure for observation in after.round.observations}) == 2


@pytest.mark.parametrize(
    ("metric", "unit", "touchpoints"),
    [("csat", "percent", True), ("nps", "percent", True), ("nps", "nps_points", False)],
)
def test_a_measure_of_another_kind_unit_or_touchpoint_is_left_alone(
    metric: str, unit: str, touchpoints: bool
) -> None:
    session = begun("Home delivery")
    own = (known(session),) if touchpoints else ()
    session = add("measures", name="Other", metric=metric, unit=unit, touchpoints=own)(session)
    after = in_the_record(session, survey(asked(known(session))))
    assert len(after.measures) == 2
    assert after.measures[0] == session.measures[0]


def test_months_of_few_answers_keep_only_their_number() -> None:
    session = begun("Home delivery")
    figure = asked(known(session))
    months = tuple(by_month(figure, month, n) for month, n in (("2026-02", 4), ("2026-01", 5)))
    after = in_the_record(session, survey(figure, months=months))
    [january, february] = series(after, after.measures[0])
    assert (january.month, january.figure.value, january.figure.n) == ("2026-01", 100, 5)
    assert (february.month, february.figure.value, february.figure.n) == ("2026-02", None, 4)
    assert [row.promoters for row in after.round.months] == [None, 5]
    named = [row_name(after, Place("months", row.id)) for row in after.round.months]
    assert [name.split(" – ")[1] for name in named] == ["Feb 2026", "Jan 2026"]
    assert intervals.reading(after, after.measures[0].id).n == 60  # a month is never the newest figure


def test_the_same_file_understood_otherwise_takes_the_place_of_what_it_said() -> None:
    session = begun("Home delivery")
    figure = asked(known(session))
    first = in_the_record(session, survey(figure, months=(by_month(figure, "2026-01", 9),)))
    quarter = (date(2026, 1, 1), date(2026, 3, 31))
    again = in_the_record(first, survey(asked(known(session), 31, quarter)))
    [observation] = again.round.observations
    assert (observation.observed_on, intervals.answers(observation)) == (quarter[1], 31)
    assert observation.id == first.round.observations[0].id
    assert again.round.months == ()
    assert len(again.round.imports) == 1


def test_a_day_that_only_a_person_knew_stays_when_the_file_comes_again() -> None:
    session = begun("Home delivery")
    undated = survey(asked(known(session))._replace(since=None, until=None))
    first = in_the_record(session, undated)
    dated = set_value(Place("observations", first.round.observations[0].id, "observed_on"), ON)(first)
    assert in_the_record(dated, undated) == dated


def test_another_file_of_the_same_time_asks_and_shows_how_many_answers_there_are() -> None:
    session = begun("Home delivery")
    first = in_the_record(session, survey(asked(known(session), 40)))
    other = survey(asked(known(session), 55), digest="b" * 64)
    [clash] = clashes(first, other)
    assert (clash.before, clash.now) == (40, 55)
    with pytest.raises(WrongUse):
        in_the_record(first, other)
    counts: dict[Answer, list[int]] = {"replace": [55], "keep": [40], "both": [40, 55]}
    for answer, expected in counts.items():
        after = in_the_record(first, other, {clash.key: answer})
        assert [intervals.answers(row) for row in after.round.observations] == expected
        assert open_clashes(after, other, {clash.key: "keep"}) == ()


def test_a_figure_is_of_its_period_whatever_the_days_that_were_answered_on() -> None:
    session, days = begun("Home delivery"), (date(2026, 4, 2), date(2026, 6, 28))
    figure = asked(known(session), 40)
    first = in_the_record(session, survey(figure))  # as it was recorded with its whole half-year
    exact = figure._replace(since=days[0], until=days[1], period=HALF)
    [again] = in_the_record(first, survey(exact)).round.observations
    assert (again.id, again.since, again.observed_on) == (first.round.observations[0].id, *days)
    january = (date(2026, 1, 7), date(2026, 1, 20))
    other = figure._replace(since=january[0], until=january[1], period=HALF)
    [clash] = clashes(in_the_record(session, survey(exact)), survey(other, digest="b" * 64))
    assert (clash.since, clash.until) == HALF, "of one half-year there is one figure, unless somebody says so"


def test_late_answers_are_counted_together_with_those_that_are_there_and_never_twice() -> None:
    session = begun("Home delivery")
    old = asked(known(session), 40)
    new = asked(known(session), 30)._replace(since=date(2026, 5, 2), until=date(2026, 6, 20), period=HALF)
    first = survey(old, months=(by_month(old, "2026-05", 8), by_month(old, "2026-06", 4)))
    late = survey(new, digest="b" * 64, months=(by_month(new, "2026-05", 9), by_month(new, "2026-06", 3)))
    before = in_the_record(session, first)
    [clash] = clashes(before, late)
    together = in_the_record(before, late, {clash.key: "together"})
    [row] = together.round.observations
    assert (row.promoters, row.passives, row.detractors) == (30, 10, 30)
    assert (row.since, row.observed_on) == HALF
    assert {row.imported, *row.together} == {file.id for file in together.round.imports}
    points = series(together, together.measures[0])
    assert [(point.month, point.figure.n) for point in points] == [("2026-05", 17), ("2026-06", 7)]
    assert points[1].figure.value is None, "of months with few answers only numbers are known"
    for again in (first, late):
        assert clashes(together, again) == ()
        assert in_the_record(together, again) == together, "neither file is counted in twice"


def test_a_figure_typed_by_hand_is_not_counted_together_with_a_file() -> None:
    session = begun("Home delivery")
    session = add("measures", id="m1", name="NPS", metric="nps", touchpoints=(known(session),))(session)
    session = add(
        "observations", measure="m1", observed_on=date(2026, 3, 5), promoters=5, passives=1, detractors=0
    )(session)
    told = survey(asked(known(session)))
    [clash] = clashes(session, told)
    assert open_clashes(session, told, {clash.key: "together"}) == (clash,)


@given(st.lists(st.lists(st.integers(1, 7), min_size=1, max_size=9), min_size=1, max_size=4))
def test_means_of_several_files_together_are_the_mean_of_all_answers(files: list[list[int]]) -> None:
    def parts(answers: list[int]) -> dict[str, float]:
        spread = {"sd": stdev(answers)} if len(answers) > 1 else {}
        return {"mean": fmean(answers), "n": len(answers), **spread}

    every = [answer for answers in files for answer in answers]
    added = summed(map(parts, files))
    assert added is not None
    assert added["n"] == len(every)
    assert added["mean"] == pytest.approx(fmean(every))
    assert added.get("sd", 0) == pytest.approx(parts(every).get("sd", 0))


def test_months_follow_what_was_said_of_their_time() -> None:
    session = begun("Home delivery")
    old, new = asked(known(session), 40), asked(known(session), 55)
    first = in_the_record(
        session,
        survey(old, months=(by_month(old, "2026-01", 8), by_month(old, "2026-02", 9))),
    )
    other = survey(
        new,
        asked(known(session), 20, LATER),
        digest="b" * 64,
        months=(by_month(new, "2026-01", 11), by_month(new, "2026-07", 7)),
    )
    [clash] = clashes(first, other)

    def counts(answer: Answer) -> dict[str, int | None]:
        after = in_the_record(first, other, {clash.key: answer})
        return {point.month: point.figure.n for point in series(after, after.measures[0])}

    assert counts("replace") == {"2026-01": 11, "2026-07": 7}
    assert counts("keep") == {"2026-01": 8, "2026-02": 9, "2026-07": 7}
    assert counts("both") == {"2026-01": 11, "2026-02": 9, "2026-07": 7}


def test_a_figure_typed_by_hand_within_the_period_is_asked_about() -> None:
    session = begun("Home delivery")
    measure = add("measures", id="m1", name="NPS", metric="nps", touchpoints=(known(session),))
    typed = add("observations", measure="m1", observed_on=date(2026, 3, 5), value=12, n=30)
    session = typed(measure(session))
    told = survey(asked(known(session)))
    [clash] = clashes(session, told)
    assert clash.before == 30
    after = in_the_record(session, told, {clash.key: "replace"})
    assert [row.value for row in after.round.observations] == [None]
    assert clashes(session, survey(asked(known(session), period=LATER))) == ()


def test_what_was_imported_is_history_in_the_next_round_and_no_file_is_recorded_twice() -> None:
    session = begun("Home delivery")
    figure = asked(known(session))
    told = survey(figure, months=(by_month(figure, "2026-01", 9),))
    after = next_round(in_the_record(session, told), ON + timedelta(days=180))
    assert (after.round.imports, after.round.observations, after.round.months) == ((), (), ())
    measure = after.measures[0]
    assert [point.month for point in series(after, measure)] == ["2026-01"]
    with pytest.raises(ReadOnly) as refused:
        in_the_record(after, told)
    assert "round 1" in str(refused.value)
    more = survey(
        asked(known(session), 70, LATER), digest="c" * 64, months=(by_month(figure, "2026-01", 12),)
    )
    latest = in_the_record(after, more)
    assert latest.measures == after.measures
    assert [(point.month, point.figure.n) for point in series(latest, measure)] == [("2026-01", 12)]


def test_no_text_of_a_row_enters_the_file(tmp_path: Path) -> None:
    session = begun("Home delivery")
    told = survey(asked(known(session)))
    opened = create(tmp_path / "w.json", session)
    opened.apply(apply_survey(told, ON))
    opened.save()
    opened.close()
    text = (tmp_path / "w.json").read_text("utf-8")
    assert '"sha256"' in text
    assert "outside" in text


# ---- whatever a file says ----------------------------------------------------------------------------------
PERIODS = [HALF, LATER, (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 1, 1), date(2026, 12, 31))]


@st.composite
def surveys(draw: st.DrawFn, digest: str) -> Survey:
    """Figures of a known, of a new touchpoint and of the whole, each period of a measure once."""
    figures: dict[tuple[str, str, date], Figure] = {}
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.sampled_from(["tp", ADD, WHOLE]))
        metric = draw(st.sampled_from(["nps", "csat"]))
        period = draw(st.sampled_from(PERIODS))
        n = draw(st.integers(21, 90))
        figures[place, metric, period[0]] = asked(place, n, period, metric, "Chat" if place == ADD else "")
    months = {
        (figure.touchpoint, figure.metric, month): by_month(figure, month, draw(st.integers(1, 9)))
        for figure in figures.values()
        for month in draw(st.lists(st.sampled_from(["2026-01", "2026-06", "2026-09"]), unique=True))
    }
    return survey(*figures.values(), digest=digest * 64, months=tuple(months.values()))


def with_touchpoint(session: Session, told: Survey) -> Survey:
    here = known(session)

    def placed(touchpoint: str) -> str:
        return here if touchpoint == "tp" else touchpoint

    return told._replace(
        figures=tuple(figure._replace(touchpoint=placed(figure.touchpoint)) for figure in told.figures),
        months=tuple(month._replace(touchpoint=placed(month.touchpoint)) for month in told.months),
    )


def test_a_figure_that_is_kept_is_not_replaced_by_another_of_the_same_file() -> None:
    session, year = begun("Home delivery"), (date(2026, 1, 1), date(2026, 12, 31))
    first = in_the_record(session, survey(asked(WHOLE, 40, LATER), digest="a" * 64), {})
    other = survey(asked(WHOLE, 90, year), asked(WHOLE, 50, LATER), digest="b" * 64)
    answers: Answers = {
        clash.key: "replace" if clash.since == year[0] else "keep" for clash in clashes(first, other)
    }
    after = in_the_record(first, other, answers)
    assert sorted(row.promoters or 0 for row in after.round.observations) == [20, 70]
    assert in_the_record(after, other, answers) == after


ANSWERS: tuple[Answer, ...] = ("replace", "keep", "together", "both")
ANSWERED = st.sampled_from(ANSWERS)


@given(surveys("a"), surveys("b"), st.data())
def test_twice_is_once_and_taking_it_back_leaves_nothing(
    one: Survey, other: Survey, data: st.DataObject
) -> None:
    from cxworkshop.editing.ops import apply, difference

    session = begun("Home delivery")
    for told in (with_touchpoint(session, one), with_touchpoint(session, other)):
        answers = {clash.key: data.draw(ANSWERED) for clash in clashes(session, told)}
        answers |= {clash.key: "replace" for clash in open_clashes(session, told, answers)}
        after = in_the_record(session, told, answers)
        assert in_the_record(after, told, answers) == after
        assert apply(after, difference(after, session)) == session
        session = after


def test_only_figures_that_are_recorded_are_told() -> None:
    session = begun("Home delivery")
    first = in_the_record(session, survey(asked(known(session), 40)))
    both = survey(asked(known(session), 55), asked(known(session), 30, LATER), digest="b" * 64)
    [clash] = clashes(first, both)
    kept = apply_survey(both, ON, {clash.key: "keep"})
    assert str(kept.name(first)) == "Imported export.csv: 1 figure; as they were: 1"
    assert str(apply_survey(both, ON, {clash.key: "replace"}).name(first)) == "Imported export.csv: 2 figures"


def test_a_file_whose_figures_are_all_there_changes_nothing_on_any_day() -> None:
    session = begun("Home delivery")
    told = survey(asked(known(session)), months=(by_month(asked(known(session)), "2026-03", 9),))
    once = in_the_record(session, told)
    otherwise = told._replace(choices='period = "half"\nagain = "keep"\n')
    assert apply_survey(otherwise, ON + timedelta(days=30))(once) is once


def test_the_background_names_a_file_once() -> None:
    session = in_the_record(begun("Home delivery"), survey(asked(known(begun("Home delivery")))))
    printed = write_document(session, "background", language="en", on=ON)
    assert "imported from export.csv" in printed
    [measure] = [str(row.measure) for row in session.round.observations]
    session = set_value(Place("measures", measure, "source"), "export.csv")(session)
    printed = write_document(session, "background", language="en", on=ON)
    assert "source: export.csv" in printed
    assert "imported from export.csv" not in printed
