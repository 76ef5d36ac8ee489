"""Only the priorities: which rows stay in sight, and which carry the mark."""

from __future__ import annotations

from cxworkshop.editing.changes import add, set_value
from cxworkshop.method import derived
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.grid import Grid, View
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.priorities import in_sight, is_about_priority, touchpoints_of
from cxworkshop.sheets.steps import plans_for
from tests.sheets.hands import ON, AtSheet, begun, sheet_of

ADVERT, DELIVERY, MESSAGES = "tp01", "tp02", "tp03"


def chosen() -> Session:
    """Three touchpoints, of which Home delivery is the priority."""
    session = begun("Seeing our ad", "Home delivery", "Delivery messages")
    for touchpoint in (ADVERT, DELIVERY, MESSAGES):
        place = Place("touchpoint_states", touchpoint, "priority")
        session = set_value(place, touchpoint == DELIVERY)(session)
    return session


def seen(session: Session, plan: SheetPlan, since: Session | None = None) -> list[str]:
    """The ids of the rows that a narrowed list shows."""
    rows = in_sight(session, since or session, plan.rows_in(session))
    return [next(place.id for place in row.values() if place.table == plan.table) for row in rows]


def test_every_list_of_the_demo_shows_rows_about_its_priorities_and_rows_about_none(demo: Session) -> None:
    priorities = derived.priorities(demo)
    narrowed = 0
    for step in STEPS:
        for plan in plans_for(step, demo):
            rows = plan.rows_in(demo)
            shown = in_sight(demo, demo, rows)
            hidden = [row for row in rows if row not in shown]
            narrowed += bool(hidden)
            assert all(priorities.isdisjoint(touchpoints_of(demo, row)) for row in hidden), plan.id
            assert all(touchpoints_of(demo, row) for row in hidden), plan.id
            for row in shown:
                assert not touchpoints_of(demo, row) or is_about_priority(demo, row), plan.id
    assert narrowed > 15


def test_an_action_is_about_the_touchpoint_of_its_goal_and_an_observation_about_that_of_its_measure() -> None:
    session = chosen()
    session = add("goals", id="g1", text="A day", touchpoint=DELIVERY)(session)
    session = add("actions", id="a1", title="Call the carrier", goal="g1")(session)
    session = add("actions", id="a2", title="Clean the van", goal="g1", touchpoint=ADVERT)(session)
    session = add("measures", id="m1", name="On the day", touchpoints=(DELIVERY,))(session)
    session = add("observations", id="o1", measure="m1")(session)
    for table, row, about in (
        ("actions", "a1", DELIVERY),
        ("actions", "a2", ADVERT),
        ("observations", "o1", DELIVERY),
    ):
        assert touchpoints_of(session, {table: Place(table, row)}) == {about}


def test_rows_about_nothing_in_particular_stay() -> None:
    session = chosen()
    session = add("actions", id="a1", title="Ask the board")(session)
    session = add("actions", id="a2", title="Repaint the ad", touchpoint=ADVERT)(session)
    assert seen(session, sheet_of("implement", "actions")) == ["a1"]


def test_what_is_added_or_changed_meanwhile_stays_in_sight() -> None:
    since = chosen()
    goals = sheet_of("develop", "goals")
    session = add("goals", id="g1", text="A name on it", touchpoint=MESSAGES)(since)
    assert seen(session, goals, since) == ["g1"]
    assert seen(session, goals) == []
    changed = set_value(Place("touchpoint_states", DELIVERY, "priority"), False)(session)
    levels = in_sight(changed, session, sheet_of("define", "levels").rows_in(changed))
    assert [row["touchpoints"].id for row in levels] == [DELIVERY]


def test_a_priority_carries_its_mark_in_a_list_and_not_in_a_form() -> None:
    session = chosen()
    plan = sheet_of("define", "levels")
    grid = Grid(plan, Reading(session, ON))
    assert [grid.cell(i, grid.columns[0]).mark for i in range(3)] == ["", PRIORITY, ""]
    lead = Grid(sheet_of("organise", "lead"), Reading(session, ON))
    assert {lead.cell(i, lead.columns[0]).mark for i in range(len(lead))} == {""}


def test_a_filter_and_a_sort_come_and_go_and_the_priorities_stay() -> None:
    session = chosen()
    hands = AtSheet(session)
    hands.rows.set_view(View(priorities_since=session))
    shown = [row["touchpoints"].id for row in hands.rows.grid.rows]
    assert shown == [DELIVERY]
    hands.press("s", "escape")
    hands.press("slash")
    hands.type("zzz")
    hands.press("enter")
    assert len(hands.rows.grid) == 0
    hands.press("escape")
    assert [row["touchpoints"].id for row in hands.rows.grid.rows] == [DELIVERY]


def test_a_touchpoint_typed_among_the_priorities_stays_on_the_screen() -> None:
    session = chosen()
    hands = AtSheet(session)
    hands.rows.set_view(View(priorities_since=session))
    hands.press("a")
    hands.type("Invoice")
    hands.press("enter", "escape")
    assert [hands.session.name_of("touchpoints", row["touchpoints"].id) for row in hands.rows.grid.rows] == [
        "Home delivery",
        "Invoice",
    ]
