"""Two versions of a workshop become one: by record and field against the older version that both come from,
nothing lost, nothing twice, and the same whichever side begins.

Rows are compared by their ids. What only one side has changed is taken; where both have, one value stands and
the other is a row of the table `set_aside`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from cxworkshop.editing.merge.blind import Blind, counted, sealed
from cxworkshop.editing.merge.order import common, merged_order
from cxworkshop.editing.merge.removals import put_back, staying, without_dangling
from cxworkshop.editing.merge.rows import BLIND, merged_row
from cxworkshop.editing.merge.same_ids import told_apart
from cxworkshop.editing.merge.versions import Prefers, TableKey, Version, later_text, place_of, session_of
from cxworkshop.language import Words, say
from cxworkshop.model.ops import RowKey
from cxworkshop.model.place import Place, row_name, value_in, with_value
from cxworkshop.model.raw import raw_value
from cxworkshop.model.record import Record
from cxworkshop.model.references import retirement
from cxworkshop.model.session import TABLES, Session
from cxworkshop.model.set_aside import SetAside, set_aside


class Merged(NamedTuple):
    """The session of both; what was set aside in this merge, to be settled; what else is to be told; and the
    rows that only one side has removed and that stay, which is told too."""

    session: Session
    kept: tuple[SetAside, ...]
    told: tuple[Words, ...]
    stay: tuple[Place, ...] = ()


def merge(
    base: Session | None,
    mine: Session,
    theirs: Session,
    *,
    mine_is_newer: bool | None = None,
    in_use: Collection[RowKey] = (),
) -> Merged:
    """Both versions as one. Without a `base` that both come from, nothing is removed and whatever differs is
    set aside.

    Where both have changed a cell, the value of the newer version stands; where nobody knows which that is
    (None), the same one whichever side begins. What is `in_use` in mine stays there as if it had been
    changed.
    """
    if mine == theirs:
        return Merged(mine, (), ())
    in_use = {key for key in in_use if _has_left(key, mine, theirs)}
    if base is not None and (base == theirs or (base == mine and not in_use)):
        return Merged(theirs if base == mine else mine, (), ())
    return _Merge(base, mine, theirs, _prefers(mine_is_newer), in_use).merged()


def _prefers(mine_is_newer: bool | None) -> Prefers:
    return later_text if mine_is_newer is None else lambda _mine, _theirs: mine_is_newer


class _Merge:
    def __init__(
        self,
        base: Session | None,
        mine: Session,
        theirs: Session,
        prefers: Prefers,
        in_use: Collection[RowKey] = (),
    ) -> None:
        self.base = Version.of(base or Session())
        self.guess = base is None
        if self.guess:
            self.base.tables.clear()
        self.mine, self.theirs = Version.of(mine), Version.of(theirs)
        self.prefers, self.in_use = prefers, in_use
        self.back: set[RowKey] = set()
        """What is in use in mine and was retired in theirs."""
        self.kept: dict[str, SetAside] = {}
        self.changed_blind = False
        self.orders: list[dict[TableKey, list[str]]] = []
        """The ids of each table as mine and theirs have them, before rows are put back."""

    def merged(self) -> Merged:
        renamed: list[RowKey] = []
        if not self.guess:  # else whatever both have is taken for one row
            self.mine, self.theirs, renamed = told_apart(self.base, self.mine, self.theirs)
        before = None if self.guess else self.base.session
        blind = counted(before, self.mine.session, self.theirs.session, self.prefers)
        removers = ((self.mine, self.theirs, ()), (self.theirs, self.mine, self.in_use))
        self.orders = [
            {table: list(rows) for table, rows in version.tables.items()}
            for version in (self.mine, self.theirs)
        ]
        stay = [staying(self.base, *sides) for sides in removers]
        for side, rows in enumerate(stay):
            if rows:
                put_back(self.base, removers[side][0], rows)
        tables = {table: self._table(table, blind) for table in self._table_keys()}
        tables = without_dangling(tables, (self.base, self.mine, self.theirs))
        _close_rounds(tables, (self.mine, self.theirs, self.base))
        self._add_set_aside(tables)
        session = sealed(session_of(tables), self.mine.session, self.theirs.session)
        kept = tuple(self.kept[id] for id in sorted(self.kept))
        shown = tuple(_shown(session, stay[0] | stay[1] | self.back))
        return Merged(session, kept, tuple(self._told(session, shown, renamed, blind)), shown)

    def _table_keys(self) -> list[TableKey]:
        """The tables of all three, in the file's order."""
        order = {name: at for at, name in enumerate(TABLES)}
        keys = {key for version in (self.base, self.mine, self.theirs) for key in version.tables}
        return sorted(keys, key=lambda key: (order[key[0]], key[1] or 0))

    def _table(self, table: TableKey, blind: Blind) -> dict[str, Record]:
        if (counted_rows := blind.rows(*table)) is not None:
            return counted_rows
        base, mine, theirs = (side.tables.get(table, {}) for side in (self.base, self.mine, self.theirs))
        rows: dict[str, Record] = {}
        for id in {**mine, **theirs}:
            if (row := self._row((*table, id), base.get(id), mine.get(id), theirs.get(id))) is not None:
                rows[id] = row
        known = common(list(mine), list(theirs), self.prefers) if self.guess else list(base)
        mine_order, their_order = (side.get(table, []) for side in self.orders)
        order = merged_order(known, mine_order, their_order, rows.keys(), self.prefers)
        return {id: rows[id] for id in order}

    def _row(
        self, key: RowKey, base: Record | None, mine: Record | None, theirs: Record | None
    ) -> Record | None:
        """The row of both; None when it was removed."""
        if mine is None or theirs is None:
            return None if base is not None else mine or theirs
        row = merged_row(key, base, mine, theirs, self.prefers, self._keep, self.guess)
        if key in self.in_use and (field := retirement(key[0])):
            self.back.add(key)
            row = with_value(row, field, None)
        return row

    def _keep(self, key: RowKey, field: str, value: Any) -> None:
        if key[0] in BLIND:
            self.changed_blind = True
        elif key[0] != "set_aside":
            row = set_aside(key[0], key[2], field, key[1], raw_value(value))
            self.kept[row.id] = row

    def _add_set_aside(self, tables: dict[TableKey, dict[str, Record]]) -> None:
        rows = tables.setdefault(("set_aside", None), {})
        there = {(key[0], key[1], id) for key, of in tables.items() for id in of}
        for id in sorted(self.kept):
            row = self.kept[id]
            if (row.in_table, row.of_round, row.row) in there:
                rows.setdefault(id, row)
            else:
                del self.kept[id]

    def _told(
        self, session: Session, stay: Iterable[Place], renamed: Iterable[RowKey], blind: Blind
    ) -> Iterator[Words]:
        yield from (stays(session, place) for place in stay)
        for key in renamed:
            name = row_name(session, place_of(key))
            yield say("{row} had the id of another row and has one of its own now; both are there.", row=name)
        for round_ in session.rounds:
            if self._was_closed_beside(("rounds", None, round_.id), round_.number):
                yield say(
                    "Round {number} was closed in one version and changed in the other; the changes stand in "
                    "it.",
                    number=round_.number,
                )
        if self.changed_blind:
            yield say("A blind answer was given in both versions; one of the two counts.")
        if blind.answered_twice:
            yield say(
                "Some gave the same blind answer in both versions, and no name tells which; the fuller count "
                "stands."
            )

    def _was_closed_beside(self, key: RowKey, number: int) -> bool:
        """Whether one side has closed a round in which the other has changed something."""
        days = [_closed_on(version, key) for version in (self.base, self.mine, self.theirs)]
        if self.guess or days[0] is not None or (days[1] is None) == (days[2] is None):
            return False
        other = self.theirs if days[2] is None else self.mine
        return any(
            rows != self.base.tables.get(table, {})
            for table, rows in other.tables.items()
            if table[1] == number
        )


def _has_left(key: RowKey, mine: Session, theirs: Session) -> bool:
    """Whether a row was removed or retired in theirs only."""
    here, there = mine.find(key[0], key[2], key[1]), theirs.find(key[0], key[2], key[1])
    if here is None or there is None:
        return there is None
    field = retirement(key[0])
    return bool(field) and value_in(here, field) is None and value_in(there, field) is not None


def stays(session: Session, place: Place) -> Words:
    """That a row was removed by one side only."""
    name = row_name(session, place)
    return say("{row} was removed in one version and changed in the other; it stays.", row=name)


def _shown(session: Session, stay: Iterable[RowKey]) -> Iterator[Place]:
    """The rows that have a name of their own."""
    for key in sorted(stay, key=str):
        if session.find(key[0], key[2], key[1]) is not None and not TABLES[key[0]].table.key:
            yield place_of(key)


def _closed_on(version: Version, key: RowKey) -> Any:
    row = version.row(key)
    return value_in(row, "closed_on") if row is not None else None


def _close_rounds(tables: dict[TableKey, dict[str, Record]], versions: Iterable[Version]) -> None:
    """Only the last round is open, whichever side has reopened another one."""
    rounds = tables["rounds", None]
    for row in sorted(rounds.values(), key=lambda row: int(value_in(row, "number")))[:-1]:
        if value_in(row, "closed_on") is None:
            days = (_closed_on(version, ("rounds", None, row.id)) for version in versions)
            closed_on = min((day for day in days if day is not None), default=None)
            rounds[row.id] = row.model_copy(update={"closed_on": closed_on})
