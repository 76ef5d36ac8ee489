"""Two rows to which two programs gave one id: they are two, and one gets an id of its own.

Ids of this program end in letters of its run; those of 0.1.0 do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from cxworkshop.editing.merge.versions import TableKey, Version, ids_in, references, session_of, text_of
from cxworkshop.model.ops import RowKey
from cxworkshop.model.place import Place, fields, unread_place, value_in, with_value
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES

_LETTERS = "bcdfghjkmnpqrstvwxz"


def told_apart(base: Version, mine: Version, theirs: Version) -> tuple[Version, Version, list[RowKey]]:
    """Both versions, and the rows that have got another id: of each two the one whose text sorts first, so
    that it is the same row whichever side begins."""
    new: tuple[dict[tuple[str, str], str], ...] = ({}, {})
    renamed: list[RowKey] = []
    for table, rows in mine.tables.items():
        before, others = base.tables.get(table, {}), theirs.tables.get(table, {})
        for id in rows.keys() & others.keys() if _may_be_two(table) else ():
            if id not in before and not _is_one(table[0], rows[id], others[id]):
                sides = (rows[id], others[id])
                side = 0 if text_of(sides[0]) < text_of(sides[1]) else 1
                new[side][table[0], id] = _new_id(table[0], sides[side])
                renamed.append((*table, new[side][table[0], id]))
    return _renamed(mine, new[0]), _renamed(theirs, new[1]), sorted(renamed, key=str)


def _may_be_two(table: TableKey) -> bool:
    declared = TABLES[table[0]].table
    return bool(declared.prefix) and not declared.key and not declared.single


def _is_one(table: str, row: Record, other: Record) -> bool:
    """Whether two rows are one: of one name, or alike in more than half of what either says."""
    if row == other:
        return True
    if (name := TABLES[table].table.names) and value_in(row, name) and value_in(other, name):
        names = [str(value_in(side, name)).casefold().strip() for side in (row, other)]
        if names[0] == names[1]:
            return True
    values = [(value_in(row, field), value_in(other, field)) for field in fields(table) if field != "id"]
    blank = TABLES[table](id=row.id)
    said = [
        one == two
        for (one, two), field in zip(values, [f for f in fields(table) if f != "id"], strict=True)
        if not one == two == value_in(blank, field)
    ]
    return bool(sum(said) * 2 > len(said))


def _new_id(table: str, row: Record) -> str:
    """Its number, and letters made of all that it says: another merge gives it the same id."""
    number = row.id.removeprefix(TABLES[table].table.prefix).rstrip(_LETTERS)
    digest = blake2b(text_of(row).encode(), digest_size=6).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
    return f"{TABLES[table].table.prefix}{number}{letters}"


def _renamed(version: Version, new: Mapping[tuple[str, str], str]) -> Version:
    """The version with other ids of some rows, also in whatever refers to them."""
    if not new:
        return version
    tables: dict[TableKey, dict[str, Record]] = {}
    for table, rows in version.tables.items():
        renamed = (_renamed_row(table[0], row, new) for row in rows.values())
        tables[table] = {row.id: row for row in renamed}
    return Version(session_of(tables), tables)


def _renamed_row(table: str, row: Record, new: Mapping[tuple[str, str], str]) -> Record:
    id = row.id
    for field, to in references(table):
        value = value_in(row, field)
        if any((to, other) in new for other in ids_in(value)):
            several = tuple(new.get((to, other), other) for other in ids_in(value))
            row = with_value(row, field, several if isinstance(value, tuple) else several[0])
    if keys := TABLES[table].table.keys:
        refers = dict(references(table))
        parts = id.split(":", len(keys) - 1)
        id = ":".join(
            new.get((refers.get(key, ""), part), part) for key, part in zip(keys, parts, strict=False)
        )
        if table == "unread":
            return _renamed_words(row, new)
    id = new.get((table, id), id)
    return row if id == row.id else row.model_copy(update={"id": id})


def _renamed_words(row: Record, new: Mapping[tuple[str, str], str]) -> Record:
    table, _slash, rest = row.id.partition("/")
    id, _slash, field = rest.rpartition("/")
    if (table, id) not in new:
        return row
    place = unread_place(Place(table, new[table, id], field)).id
    return row.model_copy(update={"id": place, "place": place})
