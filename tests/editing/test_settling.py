"""A cell in which two versions met: marked, listed, settled by one key, undone, and printed nowhere."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.documents import DOCUMENTS, write_document
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.editing.history import History
from cxworkshop.editing.merge import merge
from cxworkshop.editing.settling import keep_what_stands, take_other
from cxworkshop.errors import NotUnderstood
from cxworkshop.method.demo import demo_session
from cxworkshop.method.readiness import open_shoulds
from cxworkshop.method.settling import asides_at
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from cxworkshop.model.set_aside import set_aside
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.steps import plans

ON = date(2026, 11, 28)
DEMO = demo_session("en")
ACTION = DEMO.round.actions[0].id
TITLE, OWNER = (Place("actions", ACTION, field, 2) for field in ("title", "owner"))


def met(place: Place, one: object, other: object) -> Session:
    """What one put into the cell stands, what the other did is set aside."""
    mine, theirs = (set_value(place, value)(DEMO) for value in (one, other))
    return merge(DEMO, mine, theirs, mine_is_newer=True).session


def test_what_was_set_aside_takes_the_place_of_what_stands_and_undo_brings_both_back() -> None:
    history = History(met(TITLE, "Mine", "Theirs"))
    before = history.session
    history.apply(take_other(before.set_aside[0]))
    assert (value_at(history.session, TITLE), history.session.set_aside) == ("Theirs", ())
    history.undo()
    assert history.session == before
    history.apply(keep_what_stands(TITLE))
    assert (value_at(history.session, TITLE), history.session.set_aside) == ("Mine", ())
    history.undo()
    assert history.session == before


def test_a_person_who_has_gone_since_cannot_be_put_back_into_a_cell() -> None:
    session = add("people", name="Zed")(DEMO)
    zed = session.people[-1].id
    row = set_aside("actions", ACTION, "owner", 2, zed)
    gone = remove(Place("people", zed), ON)(session).model_copy(update={"set_aside": (row,)})
    with pytest.raises(NotUnderstood, match="not there any more"):
        take_other(row)(gone)
    assert keep_what_stands(OWNER)(gone).set_aside == ()


def test_with_a_row_goes_what_was_set_aside_in_it() -> None:
    session = met(TITLE, "Mine", "Theirs")
    assert remove(Place("actions", ACTION), ON)(session).set_aside == ()


def test_a_cell_that_is_to_be_settled_is_marked_and_listed_as_missing() -> None:
    session = met(TITLE, "Mine", "Theirs")
    (found,) = (f for f in open_shoulds(session, "implement", ON) if TITLE in f.places)
    assert "“Mine” stands, “Theirs” was set aside" in str(found.words)
    plan = next(plan for plan in plans("implement") if plan.table == "actions")
    grid = Grid(plan, Reading(session, ON))
    assert any(grid.cell(0, column).text == "≠Mine" for column in grid.columns)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_prints_what_was_set_aside(name: str) -> None:
    session = met(TITLE, "Mine", "Zebra")
    assert "Zebra" not in write_document(session, name, language="en", on=ON)


def test_a_place_of_the_round_in_view_is_found_without_its_number() -> None:
    session = met(TITLE, "Mine", "Theirs")
    assert asides_at(session, TITLE._replace(round=None)) == [session.set_aside[0]]
    assert asides_at(session, OWNER) == ()
