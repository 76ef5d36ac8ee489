"""Pieces of text with tones, and lines of them side by side: what pictures, scales and the room view are
drawn with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from cxworkshop.sheets.text import display, fit, in_a_row, wrap

Piece = tuple[str, str]
"""A text and its tone, as cells have them; what is named has "name", and "strong" where it is a priority."""
Line = tuple[Piece, ...]


def side_by_side(columns: Sequence[tuple[int, int, Sequence[Line]]]) -> list[Line]:
    """The lines of columns, each from a cell on and so many wide."""
    rows: list[Line] = []
    for parts in zip_longest(*(lines for _x, _width, lines in columns), fillvalue=()):
        pieces: list[Piece] = []
        for (x, width, _lines), part in zip(columns, parts, strict=True):
            pieces += [(" " * (x - cells(pieces)), ""), *cropped(part, width)]
        rows.append(tuple(piece for piece in pieces if piece[0]))
    return rows


def cells(pieces: Iterable[Piece]) -> int:
    """How wide pieces are together."""
    return sum(cell_len(text) for text, _tone in pieces)


def cropped(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Pieces in exactly `width` cells."""
    kept: list[Piece] = []
    left = width
    for text, tone in pieces:
        if (wide := cell_len(text)) > left:
            return [*kept, (fit(text, left), tone)]
        kept.append((text, tone))
        left -= wide
    return [*kept, (" " * left, "")]


def paragraph(text: str, width: int, tone: str = "", first: Piece = ("", "")) -> tuple[Line, ...]:
    """A text somebody said on lines of `width` cells, `first` before it and as many blanks on the others."""
    room = max(1, width - cell_len(first[0]))
    parts = [part.rstrip() for _begin, part in wrap(display(text), room)]
    indent = (" " * cell_len(first[0]), "")
    return tuple((indent if k else first, (part, tone)) for k, part in enumerate(parts))


def signs(words: Iterable[str], width: int) -> tuple[Line, ...]:
    """What signs mean, each with its word, below a picture."""
    return paragraph(in_a_row(words), width, "muted", (" ", ""))


def rule(width: int) -> Line:
    """A rule below a heading."""
    return (("─" * width, "muted"),)
