"""The ballot in the room view as lines: how many have answered, and what the ballot says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from rich.cells import cell_len

from cxworkshop.language import _, say, say_n
from cxworkshop.room.lines.large import HEIGHT, large
from cxworkshop.room.lines.stacked import stacked
from cxworkshop.room.parts import Piece as Part
from cxworkshop.room.parts import Progress, Reveal, Showing, Vote
from cxworkshop.sheets.pieces import Line, Piece, cells, paragraph, side_by_side
from cxworkshop.sheets.text import display, fit

GAP = 2
BAR = 24
"""Cells of a bar, the least."""
READ = 64
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


# ---- how many have answered --------------------------------------------------------------------------------
def progress(view: Progress, _showing: Showing, width: int, height: int) -> list[Line]:
    code = qr_lines(view.url) if view.url else []
    beside = cells(code[0]) + 4 if code and len(code) <= height else 0
    room = width - beside
    left = [*_count(view, height), (), *_seats(view, room), (), *_phones(view, room)]
    if view.state == "sealed":
        left += [((f"✓ {_('sealed')}", "good"),), ()]
    if view.hint:
        left += paragraph(view.hint, min(room, READ), "muted")
    if not beside:
        return left
    return side_by_side([(0, room, left), (room + 4, beside - 4, code)])


def _count(view: Progress, height: int) -> list[Line]:
    words = str(say("of {n} have answered", n=view.of))
    if height < HEIGHT + 6:
        return [((str(view.n), "strong"), (f" {words}", ""))]
    figure = large(str(view.n), "accent")
    last = len(figure) - 1
    wide = max(map(cells, figure))
    return [
        (*line, (" " * (wide - cells(line)) + f"   {words}", "strong")) if i == last else line
        for i, line in enumerate(figure)
    ]


def _seats(view: Progress, width: int) -> list[Line]:
    """A dot for each of those who answer; by count, never by person."""
    seats = "●" * min(view.n, view.of) + "○" * max(0, view.of - view.n)
    each = max(1, width // 2)
    return [
        tuple((f"{sign} ", "good" if sign == "●" else "muted") for sign in seats[begin : begin + each])
        for begin in range(0, len(seats), each)
    ]


def _phones(view: Progress, width: int) -> list[Line]:
    if not view.url:
        return []
    joined = str(say_n("{n} phone has joined", "{n} phones have joined", view.joined))
    return [*paragraph(view.url, width, "accent"), ((joined, "muted"),), ()]


@lru_cache(8)
def qr_lines(url: str) -> list[Line]:
    """The code that phones read, dark on white in both themes; nothing without the library that makes it."""
    try:
        code = import_module("segno").make(url, error="m", micro=False, boost_error=False)
    except ImportError:
        return []
    rows = [[int(bit) for bit in row] for row in code.matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    return [
        (("".join(_HALVES[a, b] for a, b in zip(above, below, strict=True)), "code"),)
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    ]


# ---- what the ballot says ----------------------------------------------------------------------------------
def reveal(view: Reveal, _showing: Showing, width: int, height: int) -> list[Line]:
    summary: list[Piece] = []
    for status in view.summary:
        words = f"{display(status.sign)} {display(status.words)} {status.n}"
        summary += [("   " if summary else "", ""), (words, status.tone)]
    figure: list[Piece] = [("   ", ""), (display(view.figure), "strong")] if view.figure else []
    if cells(summary) + cells(figure) <= width:
        lines: list[Line] = [(*summary, *figure), ()]
    else:
        lines = [tuple(summary), tuple(figure[1:]), ()]
    signs = (display(view.legend), display(view.more))
    below = [line for text in signs if text for line in paragraph(text, width, "muted")]
    room = height - len(lines) - len(below) - 1
    return [*lines, *stacked(_votes(view.votes, width, room), room, view.at), (), *below]


def _votes(votes: Sequence[Vote], width: int, room: int) -> list[list[Line]]:
    """Each touchpoint with its status, its bar and its count; with its sentence too where all have room."""
    statuses = [f"{display(vote.sign)} {display(vote.status)}".strip() for vote in votes]
    status = min(max(map(cell_len, statuses), default=0), max(12, width // 4))
    count = max((cell_len(display(vote.count)) for vote in votes), default=0)
    rest = width - status - count - 3 * GAP
    name = min(max((cell_len(display(vote.name)) for vote in votes), default=0), max(16, rest - BAR))
    begins = (0, status + GAP, status + name + 2 * GAP, width - count)
    bar = rest - name
    blocks, with_words = [], []
    for vote, text in zip(votes, statuses, strict=True):
        columns = (
            (begins[0], status, paragraph(text, status, vote.tone)),
            (begins[1], name, paragraph(vote.name, name, "strong")),
            (begins[2], bar, [bar_of(vote, bar)]),
            (begins[3], count, [((display(vote.count), ""),)]),
        )
        block = side_by_side(columns)
        blocks.append(block)
        words = paragraph(vote.words, width - begins[1], "muted", (" " * begins[1], "")) if vote.words else ()
        with_words.append([*block, *words])
    return with_words if sum(len(block) + 1 for block in with_words) <= room else blocks


def bar_of(vote: Vote, width: int) -> Line:
    """The answers side by side, each as wide as it was given often; nobody's name stands on a broken line."""
    pieces = vote.pieces
    if not pieces:
        return ()
    pairs: list[Piece] = []
    for i, (part, wide) in enumerate(zip(pieces, _widths(pieces, width - len(pieces) + 1), strict=True)):
        label = display(part.label if cell_len(display(part.label)) + 2 <= wide else part.short)
        tone = "muted" if not part.names_someone else f"on {vote.tone or 'muted'}" if i == 0 else "on muted"
        text = f" {label} " if cell_len(label) + 2 <= wide else label
        filled = text + "┄" * (wide - cell_len(text)) if not part.names_someone else fit(text, wide)
        pairs += [*([(" ", "")] if pairs else []), (fit(filled, wide), tone)]
    return tuple(pairs)


def _widths(pieces: Sequence[Part], room: int) -> list[int]:
    """The cells of each answer: by how often it was given, and never too few for its sign."""
    total = sum(piece.votes for piece in pieces) or 1
    least = [min(cell_len(display(piece.short)) + 2, max(1, room // len(pieces))) for piece in pieces]
    wide = [max(few, piece.votes * room // total) for piece, few in zip(pieces, least, strict=True)]
    while sum(wide) > room and any(w > few for w, few in zip(wide, least, strict=True)):
        wide[max(range(len(wide)), key=lambda i: wide[i] - least[i])] -= 1
    return wide
