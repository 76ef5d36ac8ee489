"""Cells in which two versions of a workshop met: what stands there, and what was set aside beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cxworkshop.errors import CxError, quoted
from cxworkshop.language import Words, say
from cxworkshop.method.derived import cell_name
from cxworkshop.method.lookup import cached_on
from cxworkshop.method.steps import STEPS, step, step_of_place
from cxworkshop.model.kind import Reading
from cxworkshop.model.place import Place, field_of, kind_at, record_at, value_at
from cxworkshop.model.session import TABLES, Session
from cxworkshop.model.set_aside import SetAside


def place_of(row: SetAside) -> Place:
    """The cell of a value that was set aside."""
    return Place(row.in_table, row.row, row.field, row.of_round)


@cached_on("set_aside")
def asides(session: Session) -> Mapping[Place, Sequence[SetAside]]:
    """What was set aside, by cell; nothing of cells that this program does not know or that are gone."""
    cells: dict[Place, list[SetAside]] = {}
    for row in session.set_aside:
        place = place_of(row)
        if _is_known(place):
            cells.setdefault(place, []).append(row)
    return cells


def asides_at(session: Session, place: Place) -> Sequence[SetAside]:
    """What was set aside in a cell; mostly nothing."""
    if not session.set_aside:
        return ()
    if place.round is None and TABLES[place.table].table.owner == "round":
        place = place._replace(round=session.round.number)
    return asides(session).get(place, ())


def where(session: Session, cells: Sequence[Place]) -> Words:
    """Where cells are: one by its step and name, several by their steps; empty where no list shows them."""
    steps = dict.fromkeys(filter(None, map(step_of_place, cells)))
    names = ", ".join(f"{step(id).stair} {step(id).name}" for id in sorted(steps, key=STEPS.index))
    if len(cells) != 1 or record_at(session, cells[0]) is None:
        return names
    return f"{names} · {cell_name(session, cells[0])}" if names else cell_name(session, cells[0])


def aside_value(row: SetAside) -> Any:
    """The value as the record holds it. Raises NotUnderstood when an older or newer program wrote it."""
    return field_of(row.in_table, row.field).valid(json.loads(row.value))


def shown(session: Session, place: Place, value: Any) -> str:
    """A value of a cell as its list shows it."""
    return kind_at(session, place).show(value, Reading(session, date.min))


def aside_shown(session: Session, row: SetAside) -> str:
    """What was set aside, as its list would show it."""
    try:
        return shown(session, place_of(row), aside_value(row))
    except (CxError, ValueError):
        return row.value


def aside_words(session: Session, row: SetAside) -> Words:
    """What was set aside and where; of a private note only that."""
    place = place_of(row)
    if not _is_known(place) or record_at(session, place) is None:
        return say("Set aside in {table}: {value}", table=row.in_table, value=quoted(row.value))
    where = cell_name(session, place)
    if TABLES[place.table].table.private:
        return say("{place}: another text was set aside", place=where)
    here = quoted(shown(session, place, value_at(session, place)))
    other = quoted(aside_shown(session, row))
    return say("{place}: “{here}” stands, “{other}” was set aside", place=where, here=here, other=other)


def _is_known(place: Place) -> bool:
    try:
        field_of(place.table, place.field)
    except CxError:
        return False
    return True
