"""Which way of a measure is better: asked where something is judged by it, guessed where that tells."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop import language
from cxworkshop.documents.board_figures import BETTER, WORSE, arrow
from cxworkshop.documents.figure_text import side_unsaid
from cxworkshop.editing.changes import add
from cxworkshop.method import sides
from cxworkshop.method.goals import verdict_on
from cxworkshop.method.intervals import Change, Interval
from cxworkshop.method.readiness import findings
from cxworkshop.method.revisit import compare, next_round
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.offers import editor_at
from tests.method.builders import session as small

ON = date(2026, 11, 5)


def _judged(
    *goals: Goal, metric: str | None = "share", direction: str | None = None, figures: int = 0
) -> Session:
    measure = Measure(id="m1", name="Late", metric=metric, unit="percent", direction=direction)
    observations = tuple(
        Observation(id=f"o{i}", measure="m1", k=10 + i, n=100, observed_on=date(2026, i, 1))
        for i in range(1, figures + 1)
    )
    return small(1, measures=(measure,), goals=goals, observations=observations)


def _goal(baseline: float | None, target: float | None, id: str = "g1") -> Goal:
    return Goal(id=id, touchpoint="tp1", measure="m1", baseline=baseline, target=target)


@pytest.mark.parametrize(
    ("session", "likely"),
    [
        (_judged(_goal(34, 15)), ("down", "goals")),
        (_judged(_goal(15, 34)), ("up", "goals")),
        (_judged(_goal(15, 34), metric="duration"), ("up", "goals")),
        (_judged(_goal(15, 34), _goal(15, 4, "g2"), metric="nps"), None),
        (_judged(_goal(None, 34)), None),
        (_judged(metric="nps"), ("up", "metric")),
        (_judged(metric="duration"), ("down", "metric")),
    ],
)
def test_the_better_side_is_guessed_from_start_and_target_else_from_the_metric(
    session: Session, likely: tuple[str, str] | None
) -> None:
    assert sides.likely(session, session.measures[0]) == likely


@pytest.mark.parametrize(("spoken", "words"), [("en", "lower is better"), ("fi", "pienempi on parempi")])
def test_the_cell_offers_the_guess_first(spoken: str, words: str) -> None:
    with language.speaking(spoken):
        editor = editor_at(Reading(_judged(_goal(34, 15)), ON), Place("measures", "m1", "direction"))
        assert (editor.options[0].text, editor.options[0].value) == (words, "down")
        assert editor.options[0].aside
        assert [option.value for option in editor.options] == ["down", "up"]
        assert editor.value() is None, "nothing is taken before somebody chooses it"
        chosen = editor.press("down")
        assert chosen is not None
        assert chosen.value() == "down"


@pytest.mark.parametrize("text", ["up", "higher", "more is better", "higher is better"])
def test_the_better_side_is_read_however_it_is_written(text: str) -> None:
    kind = field_of("measures", "direction").kind
    assert kind.parse(text, Reading(_judged(), ON)) == "up"


@pytest.mark.parametrize(
    ("session", "check"),
    [
        (_judged(_goal(34, 15)), "G2.2"),
        (_judged(_goal(None, 15)), "G2.2"),
        (_judged(figures=2), "G5.1"),
        (_judged(figures=1), ""),
        (_judged(), ""),
        (_judged(_goal(34, 15), direction="down", figures=2), ""),
    ],
)
def test_it_is_asked_for_where_a_target_or_a_change_is_judged(session: Session, check: str) -> None:
    cell = Place("measures", "m1", "direction")
    assert {one.check for one in findings(session, ON) if cell in one.places} == ({check} if check else set())


def test_a_target_below_its_start_is_met_below_it_where_nobody_said_which_way_is_better() -> None:
    assert verdict_on(Interval(14, 13, 14.5), 34, 15, None) == "met"
    assert verdict_on(Interval(34, 33, 35), 34, 15, None) == "missed"
    assert verdict_on(Interval(34, 33, 35), 15, 33, None) in ("met", "met_uncertain")


def test_what_is_not_said_is_named() -> None:
    assert side_unsaid(_judged().measures[0]) == "which way is better is not said"
    assert side_unsaid(_judged(direction="up").measures[0]) == ""


@pytest.mark.parametrize(
    ("session", "side", "way", "later_way"),
    [
        (_judged(_goal(8, 30), figures=2), "up", 1, 1),
        (_judged(_goal(34, 5), figures=2), "down", -1, -1),
        (_judged(_goal(34, 5), direction="up", figures=2), "up", 1, 1),
        (_judged(_goal(None, 30), figures=2), None, 0, 1),  # the newest figure is the next baseline
    ],
)
def test_the_side_that_start_and_target_tell_is_known_wherever_a_figure_is_judged(
    session: Session, side: str | None, way: int, later_way: int
) -> None:
    measure = sides.with_side(session, session.measures[0])
    assert measure.direction == side
    change = Change(20.0, 5.0, True)
    assert arrow(measure, change)[0] == {1: BETTER, -1: WORSE, 0: ""}[way]
    newest = Observation(id="o9", measure="m1", k=60, n=100, observed_on=date(2027, 3, 1))
    later = next_round(session, date(2027, 2, 1))
    later = add("observations", **{name: getattr(newest, name) for name in newest.__dict__})(later)
    [row] = compare(later, 1, 2, date(2027, 4, 1)).measures
    assert row.moved == later_way
