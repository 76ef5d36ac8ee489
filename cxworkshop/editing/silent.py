"""What is recorded and is no step of the history: votes in the making. Undo and redo leave them as they are
now."""

from __future__ import annotations

from typing import Any

from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.record import Record
from cxworkshop.model.session import Session, index

TABLES = ("ballots", "ownership_ballots", "ownership_tallies", *BLIND_TABLES)
"""The tables of a round that are changed silently."""


def carried(now: Session, left: Session, to: Session) -> Session:
    """`to`, reached from `now` by taking back or making again the step that lies between `left` and `to`.

    Of the silent tables only the rows that the step itself changed become those of `to`; all others stay as
    they are now, but for those that name somebody or something that is gone with the step.
    """
    changed: dict[str, Any] = {}
    for table in TABLES:
        rows: tuple[Record, ...] = getattr(now.round, table)
        if rows is getattr(left.round, table):
            continue  # nothing was recorded silently since
        old, new = index(getattr(left.round, table)), index(getattr(to.round, table))
        own = {id for id in {*old, *new} if old.get(id) != new.get(id)}
        merged = (*(row for row in rows if row.id not in own), *(row for id, row in new.items() if id in own))
        changed[table] = tuple(row for row in merged if _names_what_is(to, row))
    if not changed:
        return to
    return to.model_copy(update={"rounds": (*to.rounds[:-1], to.round.model_copy(update=changed))})


def _names_what_is(session: Session, row: Record) -> bool:
    for field in fields(row.table.name):
        kind = field_of(row.table.name, field).kind
        if isinstance(kind, Reference):
            named = getattr(row, field)
            if isinstance(named, str) and named != WHOLE and session.find(kind.to, named) is None:
                return False
    return True
