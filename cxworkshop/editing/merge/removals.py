"""Rows that one version has removed and the other has gone on with: they stay, with all that their removal
had cleared; and nothing refers to a row that is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from cxworkshop.editing.following import DEPENDENTS
from cxworkshop.editing.merge.versions import TableKey, Version, about, ids_in, references, referred
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.ops import RowKey
from cxworkshop.model.place import fields, value_in, with_value
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES

Loose = tuple[RowKey, str, str]
"""A reference to no row: the row and the field that have it, and the id that it names."""


def staying(base: Version, remover: Version, other: Version, in_use: Collection[RowKey] = ()) -> set[RowKey]:
    """The rows that `remover` has removed and that stay, as `other` has changed them, refers to them anew, or
    has them `in_use`."""
    gone = {key for key in base.row_keys() if not remover.has(key)}
    if not gone:
        return set()
    theirs = {key for key in base.row_keys() if not other.has(key)}
    touched = {key for key in (*_touched(base, other, theirs), *in_use) if key in gone and other.has(key)}
    stay: set[RowKey] = set()
    while touched:
        key = touched.pop()
        stay.add(key)
        touched |= {found for found in _along(base, other, gone, key) if other.has(found)} - stay
    return stay


def _touched(base: Version, other: Version, removed: Collection[RowKey]) -> Iterator[RowKey]:
    """What a version has changed, or refers to now and did not before. That it has cleared a reference to a
    row which it has itself removed is no change."""
    for table, rows in other.tables.items():
        before = base.tables.get(table, {})
        for id, row in rows.items():
            key, was = (*table, id), before.get(id)
            if was is row or was == row:
                continue
            if was is None or not _is_only_cleared(key, was, row, removed):
                yield key
                yield from about(key, row)
            for field, to in references(table[0]):
                old = frozenset(ids_in(value_in(was, field))) if was is not None else frozenset()
                yield from (ref for ref in referred(*table, row, field, to) if ref[2] not in old)


def _is_only_cleared(key: RowKey, was: Record, row: Record, removed: Collection[RowKey]) -> bool:
    refers = dict(references(key[0]))
    cleared = False
    dependents: set[str] = set()
    for field in fields(key[0]):
        old, new = value_in(was, field), value_in(row, field)
        if old == new or field in dependents:
            continue
        if field not in refers or not {*ids_in(new)} <= {*ids_in(old)}:
            return False
        gone = {*referred(key[0], key[1], was, field, refers[field])}
        gone -= {*referred(key[0], key[1], row, field, refers[field])}
        if not gone or any(ref not in removed for ref in gone):
            return False
        cleared = True
        dependents.update(DEPENDENTS.get((key[0], field), ()))
    return cleared and was.extra == row.extra


def _along(base: Version, other: Version, gone: Collection[RowKey], key: RowKey) -> Iterator[RowKey]:
    """What was removed too and stays with a row: what it is about, what is about it, its round; with a round
    all that is in it."""
    row = other.row(key)
    assert row is not None
    if key[0] == "rounds":
        number = value_in(row, "number")
        yield from (found for found in gone if found[1] == number)
    elif key[1] is not None:
        rounds = ((found, base.row(found)) for found in gone if found[0] == "rounds")
        yield from (found for found, facts in rounds if facts and value_in(facts, "number") == key[1])
    yield from (found for found in about(key, row) if found in gone)
    for found in gone:
        was = base.row(found)
        if was is not None and key in about(found, was):
            yield found


def put_back(base: Version, remover: Version, stay: Collection[RowKey]) -> None:
    """Puts rows back into the version that has removed them, and with them all that this had cleared."""
    for key in base.row_keys():
        if key in stay:
            row = base.row(key)
            assert row is not None
            remover.tables.setdefault(key[:2], {})[key[2]] = row
    for table, rows in remover.tables.items():
        before = base.tables.get(table, {})
        for id, row in rows.items() if references(table[0]) else ():
            if (was := before.get(id)) is not None and was is not row and was != row:
                rows[id] = _refilled(table, was, row, stay)


def _refilled(table: TableKey, was: Record, row: Record, stay: Collection[RowKey]) -> Record:
    for field, to in references(table[0]):
        old, new = value_in(was, field), value_in(row, field)
        back = [
            ref[2] for ref in referred(*table, was, field, to) if ref in stay and ref[2] not in ids_in(new)
        ]
        if not back or (not isinstance(old, tuple) and new is not None):
            continue
        value: Any = old
        if isinstance(old, tuple):
            kept = [id for id in old if id in new or id in back]
            value = (*kept, *(id for id in new if id not in old))
        row = with_value(row, field, value)
        for dependent in DEPENDENTS.get((table[0], field), ()):
            if value_in(row, dependent) is None:
                row = with_value(row, dependent, value_in(was, dependent))
    return row


def without_dangling(
    tables: dict[TableKey, dict[str, Record]], versions: Collection[Version]
) -> dict[TableKey, dict[str, Record]]:
    """The rows with no reference to a row that one of the versions had and the merged session has not. A
    reference that led to nothing in the very version that has it stays: it is no work of this merge."""
    known = {(key[0], key[2]) for version in versions for key in version.row_keys()}
    there = {(table[0], id) for table, rows in tables.items() for id in rows}
    gone = known - there
    loose = _loose(versions, gone)
    while gone:
        removed: set[tuple[str, str]] = set()
        for table, rows in tables.items():
            for id, row in list(rows.items()) if references(table[0]) else ():
                cleared = _cleared(table, row, gone, loose)
                if cleared is None:
                    del rows[id]
                    removed.add((table[0], id))
                elif cleared is not row:
                    rows[id] = cleared
        gone = removed
    return tables


def _loose(versions: Collection[Version], gone: Collection[tuple[str, str]]) -> set[Loose]:
    """The references of the versions to rows that are gone and that they do not have themselves."""
    if not gone:
        return set()
    loose: set[Loose] = set()
    for version in versions:  # as it was, before rows were put back
        there = {(table, row.id) for table, _number, rows in version.session.tables() for row in rows}
        missing = {row for row in gone if row not in there}
        for table, number, rows in version.session.tables() if missing else ():
            for field, to in references(table):
                loose |= {
                    ((table, number, row.id), field, id)
                    for row in rows
                    for id in ids_in(value_in(row, field))
                    if (to, id) in missing
                }
    return loose


def _cleared(
    table: TableKey, row: Record, gone: Collection[tuple[str, str]], loose: Collection[Loose]
) -> Record | None:
    """The row without its references to rows that are gone; None for one that is about such a row."""
    for field, to in references(table[0]):
        value = value_in(row, field)
        here = (*table, row.id)
        lost = [
            id for id in ids_in(value) if id != WHOLE and (to, id) in gone and (here, field, id) not in loose
        ]
        if not lost:
            continue
        if field in TABLES[table[0]].table.keys:
            return None
        several = isinstance(value, tuple)
        row = with_value(row, field, tuple(id for id in value if id not in lost) if several else None)
        for dependent in DEPENDENTS.get((table[0], field), ()):
            row = with_value(row, dependent, None)
    return row
