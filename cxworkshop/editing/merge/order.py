"""The order of the rows that two versions have together, and of the members of a set."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from cxworkshop.editing.merge.versions import Prefers

_TOP, _END = "", "…"
"""Before the first row of the older version, and behind its last; no row has such an id."""
_ID = re.compile(r"\D*?(\d*)(\D*)")


def merged_order(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    stay: Collection[str],
    prefers: Prefers,
) -> list[str]:
    """The ids in `stay`, each of which stands in one of the three, in one order. What one side has moved
    stands where it was moved to; a new row stands behind the row that it was put behind."""
    if mine == theirs:
        return [row for row in mine if row in stay]
    known_order = _known_order(base, mine, theirs, stay)
    if whole := [side for side in _kept(mine, theirs, stay) if _has_all(side, known_order, stay)]:
        return whole[0] if len(whole) == 1 or prefers(*whole) else whole[1]
    known = frozenset(base)
    spots = (_spots(mine, known, stay), _spots(theirs, known, stay))
    at = {row: _spot(row, spots[0], spots[1], prefers) for row in (*spots[0], *spots[1])}
    ranks = [_ranks(side, at) for side in spots]
    new: dict[str, list[str]] = {}
    for row in dict.fromkeys((*spots[0], *spots[1]) if prefers(mine, theirs) else (*spots[1], *spots[0])):
        new.setdefault(at[row], []).append(row)
    for rows in new.values():
        rows.sort(key=lambda row: _place(row, ranks))
    order = list(new.get(_TOP, ()))
    for row in known_order:
        order += [row] if row in stay else []
        order += new.get(row, ())
    return [*order, *new.get(_END, ())]


def common(mine: Sequence[str], theirs: Sequence[str], prefers: Prefers) -> tuple[str, ...]:
    """What two have both, where no older version tells what they began with."""
    both = [tuple(row for row in side if row in mine and row in theirs) for side in (mine, theirs)]
    return both[0] if prefers(*both) else both[1]


def _kept(mine: Sequence[str], theirs: Sequence[str], stay: Collection[str]) -> list[list[str]]:
    return [[row for row in side if row in stay] for side in (mine, theirs)]


def _has_all(side: list[str], known_order: Sequence[str], stay: Collection[str]) -> bool:
    """Whether the other side brings neither a row nor a move: so a merge that is made again changes
    nothing."""
    known = [row for row in known_order if row in stay]
    among = frozenset(known)
    return len(side) == len(stay) and [row for row in side if row in among] == known


def _spots(side: Sequence[str], known: Collection[str], stay: Collection[str]) -> dict[str, str]:
    """The new rows of a side in their order, each with the older row that it stands behind. At the end means
    the end, whatever stands there by then."""
    spots, last = {}, _TOP
    for row in side:
        if row in known:
            last = row
        elif row in stay:
            spots[row] = last
    return {row: _END if spot == last else spot for row, spot in spots.items()}


def _spot(row: str, mine: dict[str, str], theirs: dict[str, str], prefers: Prefers) -> str:
    spots = [side[row] for side in (mine, theirs) if row in side]
    if len({*spots}) == 1 or spots[1] == _END:
        return spots[0]
    return spots[1] if spots[0] == _END or not prefers(*spots) else spots[0]


def _ranks(spots: dict[str, str], at: dict[str, str]) -> dict[str, tuple[str, int, str]]:
    """What new rows of one spot are sorted by: the highest id up to each. So rows of one side keep their
    order, those of one writer stay together, and three versions give the same whichever two are merged
    first."""
    highest: dict[str, tuple[str, int, str]] = {}
    ranks = {}
    for row in spots:
        highest[at[row]] = ranks[row] = max(highest.get(at[row], ("", -1, "")), _rank(row))
    return ranks


def _place(row: str, ranks: Sequence[dict[str, tuple[str, int, str]]]) -> tuple[tuple[str, int, str], bool]:
    """Behind the row of the highest id before it on either side."""
    highest = max(side[row] for side in ranks if row in side)
    return highest, row != highest[2]


def _rank(row: str) -> tuple[str, int, str]:
    """The letters of the writer, the number, the id."""
    match = _ID.fullmatch(row)
    return (match[2], int(match[1] or 0), row) if match else ("", 0, row)


def _known_order(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], stay: Collection[str]
) -> list[str]:
    """The rows of the older version. Two rows that either side has turned round are turned round, and so are
    those that this would leave in a circle: the least such order, the join in the weak order of
    permutations. Rows that go keep their place behind the one before, for new rows to stand behind."""
    known = [row for row in base if row in stay]
    numbers = {row: number for number, row in enumerate(known)}
    turned = [0] * len(known)  # for each row the later ones that come before it, a bit for each
    for side in (mine, theirs):
        before = 0
        for row in _completed(known, [row for row in side if row in numbers]):
            number = numbers[row]
            turned[number] |= before >> number + 1 << number + 1
            before |= 1 << number
    order: list[str] = []
    for number in range(len(known) - 1, -1, -1):
        left = turned[number]
        while left:
            later = (left & -left).bit_length() - 1
            turned[number] |= turned[later]
            left &= ~(turned[later] | 1 << later)
        order.insert(turned[number].bit_count(), known[number])
    return _completed(base, order)


def _completed(base: Sequence[str], side: list[str]) -> list[str]:
    """The rows of a side, and each that it has not behind the one that was before it."""
    if len(side) == len(base):
        return side
    there = frozenset(side)
    behind: dict[str, list[str]] = {}
    last = _TOP
    for row in base:
        if row in there:
            last = row
        else:
            behind.setdefault(last, []).append(row)
    return [*behind.get(_TOP, ()), *(row for known in side for row in (known, *behind.get(known, ())))]
