"""Which rows of a table keep their place, so that the fewest are said to have moved."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise


def longest_in_order(numbers: list[int]) -> set[int]:
    """The longest increasing subsequence (patience sorting): the rows that were not moved."""
    if all(a < b for a, b in pairwise(numbers)):
        return set(numbers)
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for i, number in enumerate(numbers):
        k = bisect_left(ends, number)
        back.append(at[k - 1] if k else -1)
        ends[k : k + 1], at[k : k + 1] = [number], [i]
    run: set[int] = set()
    i = at[-1]
    while i >= 0:
        run.add(numbers[i])
        i = back[i]
    return run
