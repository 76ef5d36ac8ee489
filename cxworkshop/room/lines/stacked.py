"""Blocks of lines below each other in the height there is: with air, without, or only some of them and how
many are left out."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.sheets.pieces import Line


def stacked(blocks: Sequence[Sequence[Line]], height: int, at: int = -1) -> list[Line]:
    """The blocks in `height` lines. Where not all have room, those around the one at an index, -1 for the
    first."""
    heights = [len(block) for block in blocks]
    if not blocks:
        return []
    if sum(heights) + len(blocks) - 1 <= height:
        return [line for block in blocks for line in (*block, ())][:-1]
    if sum(heights) <= height:
        return [line for block in blocks for line in block]
    shown = window(heights, at, height - 1)
    signs = [f"↑ {shown.start}"] * bool(shown.start)
    signs += [f"↓ {len(blocks) - shown.stop}"] * (shown.stop < len(blocks))
    return [*(line for i in shown for line in blocks[i]), (("  " + "   ".join(signs), "muted"),)]


def window(heights: Sequence[int], at: int, room: int) -> range:
    """The blocks that fit around the one at an index; at least that one."""
    first = max(0, min(at, len(heights) - 1))
    end, room = first + 1, room - heights[first]
    grows = True
    while grows:
        grows = False
        if end < len(heights) and heights[end] <= room:
            room, end, grows = room - heights[end], end + 1, True
        if first > 0 and heights[first - 1] <= room:
            room, first, grows = room - heights[first - 1], first - 1, True
    return range(first, end)
