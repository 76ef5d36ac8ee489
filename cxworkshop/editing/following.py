"""What else changes with a value: what is proposed anew, and what was true of the value before only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cxworkshop.editing.action_goals import goal_follows
from cxworkshop.editing.goal_measures import learns
from cxworkshop.editing.parked import becomes_action
from cxworkshop.editing.titles import followers
from cxworkshop.model.ops import Op, Ops, Remove, Set
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

DEPENDENTS = {("ownerships", "accountable"): ("accepted_on",), ("cx_lead", "accountable"): ("accepted_on",)}
"""Fields that a new value empties: the acceptance was given by the person named before."""
_EMPTIED = {("rounds", "agenda"): "agenda_items"}
"""Tables that a new value empties: the activities of the day belong to the agenda chosen before."""


def following(session: Session, changed: Place, value: Any) -> Ops:
    """The ops for what is proposed anew when a value changes."""
    rules = (followers, goal_follows, learns, becomes_action)
    return tuple(op for rule in rules for op in rule(session, changed, value))


def emptied(session: Session, changed: Place) -> Iterator[Op]:
    """The ops for what another value at a place empties."""
    for field in DEPENDENTS.get((changed.table, changed.field), ()):
        yield Set(changed.at(field), None)
    table = _EMPTIED.get((changed.table, changed.field))
    for row in session.records(table) if table else ():
        yield Remove(Place(row.table.name, row.id, "", session.round.number))
