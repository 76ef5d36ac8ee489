"""Which columns of a list have room on a line, and how wide each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from cxworkshop.sheets.cells import Column

Layout = list[tuple[Column, int, int]]
"""The columns in sight, each with the cell it begins at and its width."""
FIXED, WIDE = 30, 40
"""Cells that a column without weight gets before the texts, if it says so much; and that no column gets
beyond what it says: the eye follows a line over narrow gaps, not over empty halls."""
SLIGHT, MAIN = 3, 9
"""Columns of so little importance stand only where the texts of so much have ample room."""


def lay_out(
    columns: Sequence[Column],
    width: int,
    wanted: Column | None = None,
    content: Callable[[Column], int] | None = None,
    free: int = 0,
) -> Layout:
    """(column, x, width) of those that fit: whole columns drop out, the least important first, and the wanted
    one never.

    Which ones fit does not depend on what stands in them, or keys typed ahead would land elsewhere in another
    session. How wide they are does: `content` is the widest cell of a column, 0 where all are empty; `free`
    cells are left at the end where no column needs them.
    """
    keep = list(columns)
    heads = {id(c): cell_len(c.heading()) for c in keep}
    need = {id(c): max(c.width, min(heads[id(c)], c.width + 4)) for c in keep}
    ease = {id(c): max(need[id(c)], _ample(c) if c.weight > 1 and c.importance >= MAIN else 0) for c in keep}
    while len(keep) > 1:
        last = min((c for c in reversed(keep) if c is not wanted), key=lambda c: c.importance)
        if sum((ease if last.importance <= SLIGHT else need)[id(c)] + 2 for c in keep) - 2 <= width:
            break
        keep.remove(last)
    held = [content(c) if content else 0 for c in keep]
    wide = _shared(
        keep,
        [need[id(c)] for c in keep],
        [heads[id(c)] for c in keep],
        held,
        width - free - 2 * len(keep) + 2,
    )
    found: Layout = []
    x = 0
    for column, own in zip(keep, wide, strict=True):
        found.append((column, x, max(1, min(own, width))))
        x += own + 2
    return found


def _shared(
    keep: Sequence[Column], need: list[int], heads: list[int], held: list[int], room: int
) -> list[int]:
    """The widths of columns in a room: first each what it says, the most important before the others, a text
    up to a limit; then the texts by their weight, up to what they say; then all the others too; then what is
    left. A text nobody wrote and a computed column that says nothing need no more than their headings."""
    weights = [c.weight for c in keep]
    says = [max(head, most) for head, most in zip(heads, held, strict=True)]
    knows = [most or (any(held) and (c.weight or callable(c.of))) for c, most in zip(keep, held, strict=True)]
    wide = [min(n, s) if known else n for n, s, known in zip(need, says, knows, strict=True)]
    if any(held):
        enough = [min(s, _ample(c)) for c, s in zip(keep, says, strict=True)]
        for importance in sorted({c.importance for c in keep}, reverse=True):
            wide = _grown(wide, enough, [int(c.importance == importance) for c in keep], room)
        wide = _grown(wide, says, weights, room)
        wide = _grown(wide, says, [1] * len(keep), room)
    return _grown(wide, [WIDE if any(held) else room] * len(keep), weights, room)


def _grown(wide: list[int], limits: list[int], shares: list[int], room: int) -> list[int]:
    """The widths grown by their shares of what is left of a room, each up to its limit."""
    wide = list(wide)
    while (spare := room - sum(wide)) > 0 and (
        still := [i for i, w in enumerate(wide) if w < limits[i] and shares[i]]
    ):
        parts = sum(shares[i] for i in still)
        if spare < parts:
            still, parts = sorted(still, key=lambda i: -shares[i])[:spare], 0
        for i in still:
            wide[i] = min(limits[i], wide[i] + (spare * shares[i] // parts if parts else 1))
    return wide


def _ample(column: Column) -> int:
    """Cells in which a text of this weight can mostly be read."""
    return 16 + 4 * column.weight if column.weight else FIXED
