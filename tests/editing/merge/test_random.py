"""Whatever two people do to two copies: nothing is lost, nothing is there twice, no reference hangs.

The same fifty edits in every run; `make merges` tries ten thousand.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.editing import ids
from cxworkshop.editing.merge import Merged, merge
from cxworkshop.editing.merge.rows import BLIND, EARLIEST
from cxworkshop.editing.merge.versions import Version, ids_in, references, text_of
from cxworkshop.errors import CxError
from cxworkshop.method.demo import demo_session
from cxworkshop.method.settling import asides_at, place_of
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.ops import Move, Remove, RowKey, difference
from cxworkshop.model.place import Place, fields, value_in
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Session
from tests.editing.some_changes import changes, places, setting_of

DEMO = demo_session("en")
NOTHING = (None, "", (), False)
SEEDED = settings(derandomize=True)


def sides(data: st.DataObject, *several: str, times: int = 5) -> list[Session]:
    """What people with programs of these letters have made of the demo. They are often after the same
    cells."""
    hot: list[Place] = data.draw(st.lists(places(DEMO), max_size=3))
    return [edited(data, DEMO, letters, times, hot) for letters in several]


def edited(data: st.DataObject, session: Session, letters: str, times: int, hot: list[Place]) -> Session:
    before, ids.SUFFIX = ids.SUFFIX, letters
    try:
        for _time in range(times):
            if data.draw(st.booleans()) and hot:
                change = data.draw(setting_of(session, data.draw(st.sampled_from(hot))))
            else:
                change = data.draw(changes(session))
            try:
                session = change(session)
            except CxError:
                continue
    finally:
        ids.SUFFIX = before
    return session


def loose_ends(session: Session) -> set[tuple[object, ...]]:
    there = {(table, row.id) for table, _number, rows in session.tables() for row in rows}
    return {
        (table, number, row.id, field, id)
        for table, number, rows in session.tables()
        for row in rows
        for field, to in references(table)
        for id in ids_in(value_in(row, field))
        if id != WHOLE and (to, id) not in there
    }


def lost(base: Version, side: Version, other: Version, merged: Merged) -> list[Any]:
    """What a side has put somewhere and that is nowhere now."""
    now = Version.of(merged.session)
    kept = {(row.in_table, row.of_round, row.row, row.field, row.value) for row in merged.session.set_aside}
    missing: list[Any] = []
    for key in side.row_keys():
        row, was, there = side.row(key), base.row(key), now.row(key)
        assert row is not None
        if key[0] in (*BLIND, "set_aside", "unread") or row == was:
            continue
        if there is None:
            missing += [] if was is not None and is_only_emptied(was, row) else [key]
            continue
        for field in fields(key[0]):
            value = value_in(row, field)
            if (
                (key[0], field) in EARLIEST
                or value in NOTHING
                or (was is not None and value == value_in(was, field))
            ):
                continue
            if value != value_in(there, field) and (*key[:2], key[2], field, text_of(value)) not in {
                (table, number, id, name, text) for table, number, id, name, text in kept
            }:
                missing += (
                    [] if is_joined(key, field, value, was, there, other, now) else [(key, field, value)]
                )
    return missing


def is_only_emptied(was: Record, row: Record) -> bool:
    values = ((value_in(was, field), value_in(row, field)) for field in fields(was.table.name))
    return all(
        old == new or new in NOTHING or (isinstance(new, tuple) and {*new} < {*old}) for old, new in values
    )


def is_joined(
    key: RowKey, field: str, value: Any, was: Record | None, there: Record, other: Version, now: Version
) -> bool:
    """Whether all members of a set are there that the other side has not taken out, or that are gone."""
    if not isinstance(value, tuple):
        return False
    row, to = other.row(key), dict(references(key[0])).get(field)
    taken = {*(value_in(was, field) if was else ())} - {*(value_in(row, field) if row else ())}
    missing = {*value} - {*value_in(there, field)} - taken
    number = key[1] if to and TABLES[to].table.owner == "round" else None
    return all(to is not None and now.row((to, number, id)) is None for id in missing)


def doubled(versions: list[Version], merged: Merged) -> list[RowKey]:
    """The rows that no version has: what is there twice has a new id."""
    now = Version.of(merged.session)
    for table, rows in now.tables.items():
        assert len(rows) == len(merged.session.records(*table))
    keys = (key for key in now.row_keys() if key[0] != "set_aside")
    return [key for key in keys if not any(version.has(key) for version in versions)]


def came_back_untold(versions: list[Version], merged: Merged) -> list[RowKey]:
    """The rows that one side has removed and that are there, while nothing is told of any."""
    now = Version.of(merged.session)
    base, *both = versions
    removed = (key for key in base.row_keys() if not all(side.has(key) for side in both))
    back = (key for key in removed if now.has(key) and not TABLES[key[0]].table.key)
    return [] if merged.told else list(back)


@SEEDED
@given(data=st.data())
def test_nothing_is_lost_nothing_is_doubled_and_nothing_refers_to_nothing(data: st.DataObject) -> None:
    mine, theirs = sides(data, "bbbb", "cccc")
    merged = merge(DEMO, mine, theirs)
    versions = [Version.of(session) for session in (DEMO, mine, theirs)]
    assert lost(versions[0], versions[1], versions[2], merged) == []
    assert lost(versions[0], versions[2], versions[1], merged) == []
    assert loose_ends(merged.session) <= loose_ends(DEMO) | loose_ends(mine) | loose_ends(theirs)
    assert doubled(versions, merged) == []
    assert all(row in asides_at(merged.session, place_of(row)) for row in merged.kept)
    assert came_back_untold(versions, merged) == []


@SEEDED
@given(data=st.data(), same=st.booleans())
def test_it_is_the_same_whichever_side_begins_and_merged_again_nothing_changes(
    data: st.DataObject, same: bool
) -> None:
    mine, theirs = sides(data, "bbbb", "bbbb" if same else "cccc")
    merged = merge(DEMO, mine, theirs)
    assert merge(DEMO, theirs, mine) == merged
    for side in (mine, theirs):
        assert merge(DEMO, merged.session, side).session == merged.session
    unrelated = merge(None, mine, theirs)
    assert merge(None, theirs, mine) == unrelated


@SEEDED
@given(data=st.data())
def test_of_three_any_two_may_be_merged_first_where_nothing_conflicts(data: st.DataObject) -> None:
    one, two, three = sides(data, "bbbb", "cccc", "dddd", times=3)
    first, last = merge(DEMO, one, two), merge(DEMO, two, three)
    left, right = merge(DEMO, first.session, three), merge(DEMO, one, last.session)
    if any(merged.kept or merged.told for merged in (first, last, left, right)):
        return
    ops = difference(left.session, right.session)
    removed = any(isinstance(op, Remove) for side in (one, two, three) for op in difference(DEMO, side))
    # where a row was put behind one that another removes, nothing is left that tells where that was moved
    assert not ops or (removed and all(isinstance(op, Move) for op in ops))
