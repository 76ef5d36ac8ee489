"""Decides which columns of a list fit on a line, and how wide each is. All widths are in terminal cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from cxworkshop.sheets.cells import Column

Layout = list[tuple[Column, int, int]]
"""The visible columns from left to right, each with its offset and its width."""
FIXED = 30
"""The most that a column without weight gets before the texts do."""
WIDEST = 40
"""The most that a column gets beyond its content: the eye follows a line over narrow gaps only."""
MINOR, MAIN = 3, 9
"""Columns up to the importance MINOR are shown only where texts from MAIN on have comfortable room."""


def lay_out(
    columns: Sequence[Column],
    width: int,
    wanted_column: Column | None = None,
    content_width: Callable[[Column], int] | None = None,
    reserved: int = 0,
) -> Layout:
    """The columns that fit. Whole columns drop out, the least important first, but never the wanted one.

    Which columns fit must not depend on their content, so that keys typed ahead reach the same cell in every
    session. Their widths do: `content_width` is the widest cell of a column, 0 where all are empty.
    `reserved` cells stay free at the end of the line.
    """
    kept = list(columns)
    headings = {id(c): cell_len(c.heading()) for c in kept}
    minimum = {id(c): max(c.width, min(headings[id(c)], c.width + 4)) for c in kept}
    comfortable = {
        id(c): max(minimum[id(c)], _comfortable(c) if c.weight > 1 and c.importance >= MAIN else 0)
        for c in kept
    }
    while len(kept) > 1:
        last = min((c for c in reversed(kept) if c is not wanted_column), key=lambda c: c.importance)
        needed = comfortable if last.importance <= MINOR else minimum
        if sum(needed[id(c)] + 2 for c in kept) - 2 <= width:
            break
        kept.remove(last)
    widths = _column_widths(
        kept,
        [minimum[id(c)] for c in kept],
        [headings[id(c)] for c in kept],
        [content_width(c) if content_width else 0 for c in kept],
        width - reserved - 2 * len(kept) + 2,
    )
    layout: Layout = []
    x = 0
    for column, own_width in zip(kept, widths, strict=True):
        layout.append((column, x, max(1, min(own_width, width))))
        x += own_width + 2
    return layout


def _column_widths(
    columns: Sequence[Column], minimum: list[int], headings: list[int], contents: list[int], room: int
) -> list[int]:
    """The widths of columns that share a room.

    In this order: each column up to its content, by importance and with a limit for texts; texts by weight,
    up to their content; all others up to theirs; texts by weight again. An empty text and an empty computed
    column need only the width of their headings.
    """
    weights = [c.weight for c in columns]
    full = [max(heading, content) for heading, content in zip(headings, contents, strict=True)]
    may_shrink = [
        content or (any(contents) and (c.weight or callable(c.content)))
        for c, content in zip(columns, contents, strict=True)
    ]
    widths = [
        min(least, most) if shrinks else least
        for least, most, shrinks in zip(minimum, full, may_shrink, strict=True)
    ]
    if any(contents):
        limits = [min(most, _comfortable(c)) for c, most in zip(columns, full, strict=True)]
        for importance in sorted({c.importance for c in columns}, reverse=True):
            widths = _grown(widths, limits, [int(c.importance == importance) for c in columns], room)
        widths = _grown(widths, full, weights, room)
        widths = _grown(widths, full, [1] * len(columns), room)
    widths = _grown(widths, headings, [1] * len(columns), room)
    return _grown(widths, [WIDEST if any(contents) else room] * len(columns), weights, room)


def _grown(widths: list[int], limits: list[int], shares: list[int], room: int) -> list[int]:
    """The widths, each grown by its share of the spare room, up to its limit."""
    widths = list(widths)
    while (spare := room - sum(widths)) > 0 and (
        growing := [i for i, width in enumerate(widths) if width < limits[i] and shares[i]]
    ):
        total = sum(shares[i] for i in growing)
        if spare < total:
            growing, total = sorted(growing, key=lambda i: -shares[i])[:spare], 0
        for i in growing:
            widths[i] = min(limits[i], widths[i] + (spare * shares[i] // total if total else 1))
    return widths


def _comfortable(column: Column) -> int:
    """The width at which most texts of this weight can be read."""
    return 16 + 4 * column.weight if column.weight else FIXED
