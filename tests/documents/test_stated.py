"""A starting point that was stated in the room is a figure wherever figures are printed, and says what it
is."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.documents import write_document
from cxworkshop.documents.wording import joined
from cxworkshop.editing.changes import set_value
from cxworkshop.language import speaking
from cxworkshop.method import goals
from cxworkshop.method.demo import demo_session
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.card import SUBJECT
from cxworkshop.sheets.steps import touchpoint_card
from tests.method.builders import session as small

ON = date(2026, 11, 29)
STATED = "stated in the room, not measured yet"


def stated(baseline: float | None = 41.0, n: int | None = None) -> Session:
    """Two touchpoints, one with a goal whose starting point somebody stated, or that has n answers."""
    measure = Measure(
        id="m1", name="Bookings in two minutes", unit="percent", direction="up", touchpoints=("tp1",)
    )
    goal = Goal(
        id="g1", touchpoint="tp1", text="Booked quickly", measure="m1", baseline=baseline, target=75.0
    )
    observations = (
        (Observation(id="o1", measure="m1", value=41.0, n=n, observed_on=ON),) if n is not None else ()
    )
    return small(
        2,
        measures=(measure,),
        goals=(goal,),
        observations=observations,
        ownerships=(Ownership(id="tp1", touchpoint="tp1", accountable="p1"),),
        participants=("p1",),
    )  # fmt: skip


def written(name: str, session: Session) -> str:
    return write_document(session, name, language="en", on=ON)


def test_the_plan_prints_a_stated_figure_and_says_what_it_is() -> None:
    plan = written("plan", stated())
    assert "41% → 75% (provisional)" in plan
    assert plan.count("Provisional: the starting point was stated in the room") == 1
    assert f"| 41% ({STATED}) | 75% |" in plan
    listed = plan.split("**Starting points that were stated in the room, and are not measured yet**")[1]
    assert "(41%)" in listed.split("\n")[0]
    assert "Goals without a starting point" not in plan
    assert plan.split("No figure at all")[1].split("\n")[0].count("touchpoint") == 1  # only the second


def test_what_has_no_starting_point_is_listed_as_such() -> None:
    plan = written("plan", stated(baseline=None))
    assert "Goals without a starting point" in plan
    assert "not measured yet → 75%" in plan
    assert "rovisional" not in plan
    assert STATED not in plan


@pytest.mark.parametrize(("n", "is_named"), [(29, True), (30, False)])
def test_few_answers_are_named_where_a_starting_point_rests_on_them(n: int, is_named: bool) -> None:
    plan = written("plan", stated(n=n))
    assert ("Starting points that rest on few answers" in plan) == is_named
    assert STATED not in plan
    assert "Starting points that were stated" not in plan


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("kpi-wall", "41% → 75%"),
        ("kpi-wall", "Stated in the room, not measured yet"),
        ("log", f"41% ({STATED})"),
        ("owner", "Provisional: the starting point was stated in the room"),
    ],
)
def test_every_document_prints_it(document: str, words: str) -> None:
    assert words in written(document, stated())
    assert "no figure yet" not in written(document, stated())


@pytest.mark.parametrize(
    ("session", "ground", "words"),
    [
        (stated(None), "none", "today's figure, in Baseline"),
        (stated(), "stated", "a measured figure behind the baseline (Observations, step 5)"),
        (stated(n=12), "few", "more answers behind the baseline (Observations, step 5)"),
        (stated(n=30), "fact", ""),
    ],
)
def test_the_card_names_the_field_that_a_starting_point_lacks(
    session: Session, ground: str, words: str
) -> None:
    assert goals.baseline_ground(session, session.round.goals[0]) == ground
    with speaking("en"):
        cell = touchpoint_card.missing(Reading(session, ON), {SUBJECT: Place("", "tp1")})
    assert words in cell.text
    assert ("aseline" in cell.text) == bool(words)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("Hand out water and a rebooking.", "up to €150"), "Hand out water and a rebooking, up to €150"),
        (("by 30.11.", "Aino"), "by 30.11., Aino"),
        (("Kuusi Oy jne.", "x"), "Kuusi Oy jne., x"),
        (("A whole sentence.",), "A whole sentence."),
        (("", ""), ""),
    ],
)
def test_a_sentence_that_goes_on_loses_its_full_stop(parts: tuple[str, ...], words: str) -> None:
    assert joined(*parts) == words


def test_a_round_that_is_named_by_its_number_is_numbered_once() -> None:
    named = set_value(Place("rounds", "1", "label"), "Round 1, winter 2026")(stated())
    assert "Round 1, winter 2026, begun on" in written("plan", named)
    assert "Round 1, Round 1" not in written("plan", named)


def test_a_figure_of_the_plan_has_its_day() -> None:
    plan = write_document(demo_session("en"), "plan", language="en", on=date(2026, 11, 21))
    (row,) = (line for line in plan.splitlines() if line.startswith("| Would recommend us (NPS) | 9 |"))
    assert "| 15 Oct 2026 |" in row
