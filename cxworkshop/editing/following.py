"""What else changes with a value: what is proposed anew, and what was true of the value before only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cxworkshop.editing.action_goals import goal_follows
from cxworkshop.editing.goal_measures import learns
from cxworkshop.editing.parked import becomes_action
from cxworkshop.editing.titles import followers
from cxworkshop.model.ops import Op, Ops, Remove, Set
from cxworkshop.model.ownership import CxLead, Mandate, Ownership
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

DEPENDENTS = {("ownerships", "accountable"): ("accepted_on",), ("cx_lead", "accountable"): ("accepted_on",)}
"""Fields that a new value empties: the acceptance was given by the person named before."""
_EMPTIED = {("rounds", "agenda"): "agenda_items"}
"""Tables that a new value empties: the activities of the day belong to the agenda chosen before."""


def following(session: Session, changed: Place, value: Any) -> Ops:
    """The ops for what is proposed anew when a value changes."""
    rules = (followers, goal_follows, learns, becomes_action, asks_mandate_again)
    return tuple(op for rule in rules for op in rule(session, changed, value))


def asks_mandate_again(session: Session, changed: Place, value: Any) -> Iterator[Op]:
    """Empties the mandate that another person has said yes to, in this round or before it was carried:
    whoever is named now was given none."""
    if (changed.table, changed.field) not in DEPENDENTS or not value:
        return
    if session.find(changed.table, changed.id) is None:  # nobody was named there before
        return
    row, *before = _in_both_rounds(session, changed)
    is_anothers = any(
        agreed.accepted_on is not None
        and agreed.accountable not in (None, value)
        and _power(agreed.mandate) == _power(row.mandate)
        for agreed in (row, *before)
    )
    for name in vars(row.mandate) if is_anothers else ():
        if name != "extra":
            yield Set(changed.at(f"mandate.{name}"), getattr(type(row.mandate), name))


def _in_both_rounds(session: Session, place: Place) -> list[Ownership | CxLead]:
    """A responsibility as it stands, and as it was in the round before, if it was there."""
    numbers = [round_.number for round_ in session.rounds[-2:]]
    rows = (session.find(place.table, place.id, number) for number in reversed(numbers))
    return [row for row in rows if isinstance(row, Ownership | CxLead)]


def _power(mandate: Mandate) -> tuple[str, int | None]:
    """What of a mandate is carried as it was."""
    return mandate.decision_rights, mandate.budget_eur_per_year


def emptied(session: Session, changed: Place) -> Iterator[Op]:
    """The ops for what another value at a place empties."""
    for field in DEPENDENTS.get((changed.table, changed.field), ()):
        yield Set(changed.at(field), None)
    table = _EMPTIED.get((changed.table, changed.field))
    for row in session.records(table) if table else ():
        yield Remove(Place(row.table.name, row.id, "", session.round.number))
