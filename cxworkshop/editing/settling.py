"""Settles a cell in which two versions met: what stands stays, or what was set aside takes its place."""

from __future__ import annotations

from typing import Any

from cxworkshop.editing.changes import Change, set_value
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import Words, say
from cxworkshop.method.derived import cell_name
from cxworkshop.method.settling import aside_value, asides_at, place_of
from cxworkshop.model.kinds import Reference
from cxworkshop.model.ops import Add, Ops, Remove
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.raw import raw_value
from cxworkshop.model.session import TABLES, Session
from cxworkshop.model.set_aside import SetAside, set_aside


def keep_what_stands(place: Place) -> Change:
    """The other values of the cell go."""
    return Change(
        lambda session: _words(session, place),
        lambda session: _removals(session, place),
        reads_rows=True,
        changes_closed_rounds=True,
    )


def take_other(row: SetAside) -> Change:
    """A value that was set aside takes the place of the one that stands. Raises NotUnderstood when it cannot
    be a value of the cell any more."""
    place = place_of(row)

    def ops(session: Session) -> Ops:
        return *_set(session, row).ops(session), *_removals(session, place)

    return Change(lambda session: _words(session, place), ops, reads_rows=True, changes_closed_rounds=True)


def keep_beside(place: Place, value: Any) -> Change:
    """Sets a value aside that has stood in the cell."""

    def ops(session: Session) -> Ops:
        number = session.round.number if TABLES[place.table].table.owner == "round" else None
        row = set_aside(place.table, place.id, place.field, place.round or number, raw_value(value))
        return () if session.find("set_aside", row.id) is not None else (Add("set_aside", None, row),)

    return Change("", ops)


def _set(session: Session, row: SetAside) -> Change:
    try:
        value = aside_value(row)
    except ValueError:
        raise NotUnderstood(say("What was set aside cannot be read.")) from None
    kind = field_of(row.in_table, row.field).kind
    if isinstance(kind, Reference) and isinstance(value, str) and not _is_there(session, kind.to, value):
        raise NotUnderstood(say("What was set aside is not there any more; what stands can be kept."))
    return set_value(place_of(row), value)


def _is_there(session: Session, table: str, row: str) -> bool:
    return any(
        name == table and any(row == other.id for other in rows) for name, _n, rows in session.tables()
    )


def _removals(session: Session, place: Place) -> Ops:
    return tuple(Remove(Place("set_aside", row.id)) for row in asides_at(session, place))


def _words(session: Session, place: Place) -> Words:
    return cell_name(session, place)
