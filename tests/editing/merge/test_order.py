"""The order of rows that two people have moved, added and removed: one order, and the same once more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.merge.order import merged_order
from cxworkshop.editing.merge.versions import later_text


@st.composite
def sides(draw: st.DrawFn, base: list[str]) -> list[str]:
    """The rows after some were removed, moved and added."""
    side = draw(st.permutations([row for row in base if draw(st.booleans())]) if base else st.just([]))
    for row in draw(st.lists(st.sampled_from([f"t{n}" for n in range(10, 16)]), unique=True, max_size=3)):
        side.insert(draw(st.integers(0, len(side))), row)
    return side


def merged(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    both = {*mine} & {*theirs}
    stay = both | (({*mine} | {*theirs}) - {*base})
    order = merged_order(base, mine, theirs, stay, later_text)
    assert sorted(order) == sorted(stay)
    return order


@given(data=st.data())
def test_each_row_stands_once_whichever_side_begins_and_merged_again_nothing_moves(
    data: st.DataObject,
) -> None:
    base = data.draw(st.lists(st.sampled_from([f"t{n}" for n in range(1, 8)]), unique=True, max_size=5))
    mine, theirs = data.draw(sides(base)), data.draw(sides(base))
    order = merged(base, mine, theirs)
    assert merged(base, theirs, mine) == order
    assert merged(base, order, mine) == order
    assert merged(base, order, theirs) == order


def test_a_move_in_two_thousand_rows_waits_for_nobody() -> None:
    base = [f"tp{n:04d}" for n in range(2000)]
    mine, theirs = [*base[1:], base[0]], [base[-1], *base[:-1]]
    assert merged(base, mine, theirs) == [base[-1], *base[1:-1], base[0]]
    assert merged(base, base[::-1], theirs) == base[::-1]
