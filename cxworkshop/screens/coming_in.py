"""What is said of what the other facilitators have just done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.editing.history import Step
from cxworkshop.language import Words, plural, say
from cxworkshop.method.derived import row_name
from cxworkshop.method.settling import place_of, where
from cxworkshop.model.ops import Add, Move
from cxworkshop.model.place import Place, record_at, value_at
from cxworkshop.model.raw import raw_value
from cxworkshop.model.record import Record
from cxworkshop.model.references import retirement
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.cells import Row

if TYPE_CHECKING:
    from cxworkshop.editing.merge import Merged

_LAST = 20
"""Steps done here last, among which a removal is looked for that did not stand."""


def to_be_said(before: Session, merged: Merged, who: str, done: Sequence[Step]) -> list[Words]:
    """What is to be known of what came in, whatever is on the screen. `done`: the steps done here."""
    from cxworkshop.editing.taking_in import came_in_beside  # only who is not alone pays for it

    return [*_stayed(before, merged, who, done), *came_in_beside(before, merged), *_met(before, merged)]


def _stayed(before: Session, merged: Merged, who: str, done: Sequence[Step]) -> Iterator[Words]:
    """The rows that stay although somebody has removed them, and who works on them."""
    after, back = merged.session, []
    for place in merged.stay:
        if _is_gone(before, place):
            back.append(place)
        else:
            row = row_name(after, place)
            yield say("{who} removed {row}, which you are working on; it stays.", who=who, row=row)
    removed = [op.place.at("") for step in done[-_LAST:] for op in step.ops if not isinstance(op, Add | Move)]
    for place in dict.fromkeys([*back, *removed]):
        is_back = _is_gone(before, place) and not _is_gone(after, place)
        if is_back and TABLES[place.table].table.names:
            yield say("{row} stays: {who} is working on it.", row=row_name(after, place), who=who)


def _is_gone(session: Session, place: Place) -> bool:
    """Whether a row was removed or retired."""
    row, field = record_at(session, place), retirement(place.table)
    return row is None or (bool(field) and value_at(session, place.at(field)) is not None)


def _met(before: Session, merged: Merged) -> Iterator[Words]:
    """The cells that both have changed, and the key that settles them."""
    rows = [row for row in merged.session.set_aside if row not in {*before.set_aside}]
    cells = list(dict.fromkeys(map(place_of, rows)))
    if len(cells) == 1 and record_at(merged.session, cells[0]) is not None:
        cell = where(merged.session, cells)
        yield keyed("You both changed {cell} (≠). {settle} settles which value stands.", cell=cell)
    elif cells:
        yield keyed(
            "You both changed {n} cells (≠), {where}. {settle} settles them, one after the other.",
            n=len(cells),
            where=where(merged.session, cells) or say("in this workshop"),
        )


class Writers:
    """Who has written the values that met in a cell, as far as it was seen from here."""

    def __init__(self) -> None:
        self._by: dict[tuple[Place, str], str] = {}  # by cell and value as the record has it

    def met(self, before: Session, after: Session, who: str, *, is_here: bool) -> None:
        """Cells were set aside in between; `is_here` where another value was put over that of `who`, else the
        other way round, or in a merge."""
        for row in after.set_aside if after.set_aside is not before.set_aside else ():
            place = place_of(row)
            if before.find("set_aside", row.id) is not None or record_at(after, place) is None:
                continue
            was_here = not is_here and raw_value(value_at(before, place)) == row.value
            self._by[place, row.value] = str(say("you")) if was_here else who
            stands = raw_value(value_at(after, place))
            self._by[place, stands] = who if was_here else str(say("you"))

    def of(self, place: Place, value: str) -> str:
        """Who has written a value of a cell; empty where that is not known."""
        return self._by.get((place, value), "")


def rows_done(before: Session, after: Session, was: Sequence[Row], now: Sequence[Row], who: str) -> list[str]:
    """How many rows of the list on the screen somebody has added, changed or removed. `was` and `now`: its
    rows before and after."""

    def records(rows: Sequence[Row], session: Session) -> dict[frozenset[Place], list[Record | None]]:
        keyed_rows = {}
        for row in rows:
            places = frozenset(Place(p.table, p.id, "", p.round) for p in row.values() if p.table)
            keyed_rows[places] = [session.find(p.table, p.id, p.round) for p in sorted(places)]
        return keyed_rows

    old, new = records(was, before), records(now, after)
    added = len(new.keys() - old.keys())
    removed = len(old.keys() - new.keys())
    changed = sum(old[places] != new[places] for places in old.keys() & new.keys())
    told = [
        plural("{who} added {n} row here.", "{who} added {n} rows here.", added, who=who) if added else "",
        plural("{who} changed {n} row here.", "{who} changed {n} rows here.", changed, who=who)
        if changed
        else "",
        plural("{who} removed {n} row here.", "{who} removed {n} rows here.", removed, who=who)
        if removed
        else "",
    ]
    return [words for words in told if words]
