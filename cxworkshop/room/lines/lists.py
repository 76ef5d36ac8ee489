"""Rows and sentences of the room view as lines: lists, cards, the day's plan, the board, a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from rich.cells import cell_len

from cxworkshop.language import say
from cxworkshop.room.lines.stacked import stacked
from cxworkshop.room.parts import Agenda, Board, Card, Cell, Holding, Listing, Question, Showing
from cxworkshop.sheets.pieces import Line, Piece, cells, paragraph, side_by_side
from cxworkshop.sheets.text import display, words_of, wrap

GAP = 3
"""Cells between two columns."""
LEVELS = 5
MOST_UNBROKEN = 24
"""Cells of a word that a column is made as wide as."""
READ = 84
"""Cells of a line that is read aloud."""


# ---- lists -------------------------------------------------------------------------------------------------
def listing(view: Listing, _showing: Showing, width: int, height: int) -> list[Line]:
    """Rows with their cells whole, over several lines where needed."""
    if not view.rows:
        return list(paragraph(view.empty, min(width, READ), "muted"))
    texts = [[display(cell.text) for cell in row] for row in view.rows]
    heads = [display(head) for head in view.heads]
    widths = widths_of([heads, *texts], width - 2)
    top = _columns(
        [paragraph(head, wide, "muted") for head, wide in zip(heads, widths, strict=False)], widths
    )
    below: list[Line] = [(), (("  " + display(view.more), "muted"),)] if view.more else []
    blocks = [_row(row, widths, i == view.at) for i, row in enumerate(view.rows)]
    return [*top, (), *stacked(blocks, height - len(top) - 1 - len(below), view.at), *below]


def widths_of(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: as wide as its texts where there is room for all, else the widest give way,
    down to their longest words, then to the longest parts of names."""
    columns = [[row[i] for row in rows if i < len(row)] for i in range(max(map(len, rows), default=0))]
    wide = [max((cell_len(text) for text in column), default=0) for column in columns]
    floors = [[_longest(column, parts) for column in columns] for parts in (words_of, str.split)]
    room = width - GAP * (len(columns) - 1)
    while sum(wide) > room and max(wide) > 1:
        above = ([i for i in range(len(wide)) if wide[i] > floor[i]] for floor in floors)
        at = max(next(filter(None, above), range(len(wide))), key=lambda i: wide[i])
        wide[at] -= 1
    return wide


def _longest(texts: Sequence[str], parts: Callable[[str], list[str]]) -> int:
    return min(MOST_UNBROKEN, max((cell_len(part) for text in texts for part in parts(text)), default=0))


def _row(row: Sequence[Cell], widths: Sequence[int], is_here: bool) -> list[Line]:
    tones = [cell.tone or ("strong" if is_here or (i == 0 and len(row) > 1) else "")
             for i, cell in enumerate(row)]  # fmt: skip
    texts = [paragraph(cell.text, wide, tone) for cell, wide, tone in zip(row, widths, tones, strict=False)]
    lead = ("▶ ", "accent") if is_here else ("  ", "")
    return _columns(texts, widths, lead)


def _columns(texts: Sequence[Sequence[Line]], widths: Sequence[int], lead: Piece = ("  ", "")) -> list[Line]:
    begins = accumulate((wide + GAP for wide in widths), initial=0)
    lines = side_by_side([(x, wide, text) for x, wide, text in zip(begins, widths, texts, strict=False)])
    return [((lead if k == 0 else ("  ", "")), *line) for k, line in enumerate(lines)]


# ---- a card ------------------------------------------------------------------------------------------------
def card(view: Card, showing: Showing, width: int, height: int) -> list[Line]:
    lines: list[Line] = []
    if view.title != showing.heading:
        lines += [*paragraph(view.title, width, "strong"), ()]
    lines += [*_standing(view, width), ()]
    if view.goal:
        lines += paragraph(view.goal, min(width, 2 * READ) - 2, "strong", ("  ", ""))
    if view.measure:
        lines += paragraph(view.measure, width - 2, "muted", ("  ", ""))
    air: list[Line] = [()] * (2 if height >= 30 else 1)
    lines += [*air, *_holdings(view.columns, width), *air]
    actions = [paragraph(action, width - 2, "", ("□ ", "muted")) for action in view.actions]
    return [*lines, *stacked(actions, height - len(lines))]


def _standing(view: Card, width: int) -> list[Line]:
    """Where it stands: its place, its level of five and the level that is wanted, and on what ground."""
    dots: list[Piece] = []
    if view.level or view.target:
        level, target = view.level or 0, view.target or 0
        dots = [
            ("●" * level + "○" * (target - level), "accent"),
            ("·" * (LEVELS - max(level, target)), "muted"),
        ]
    words = [(display(view.level_words), ""), (display(view.basis), "muted")]
    line = [(display(view.where), "muted"), ("   " if view.where else "", ""), *dots]
    line += [piece for word in words if word[0] for piece in (("  ", ""), word)]
    if cells(line) <= width:
        return [tuple(line)]
    return [*paragraph(view.where, width, "muted"), tuple(line[2:])]


def _holdings(columns: Sequence[Holding], width: int) -> list[Line]:
    if not columns:
        return []
    each = (width - GAP * (len(columns) - 1)) // len(columns)
    texts = []
    for holding in columns:
        name = paragraph(holding.name, each, "strong" if holding.tone in ("", "muted") else holding.tone)
        words = paragraph(holding.words, each, holding.tone or "muted") if holding.words else ()
        texts.append([*paragraph(holding.head, each, "muted"), *name, *words])
    return side_by_side([(i * (each + GAP), each, text) for i, text in enumerate(texts)])


# ---- the day's plan ----------------------------------------------------------------------------------------
def agenda(view: Agenda, _showing: Showing, width: int, height: int) -> list[Line]:
    signs = {"done": ("✓ ", "good"), "now": ("▶ ", "accent"), "ahead": ("  ", "")}
    tones = {"done": "muted", "now": "accent", "ahead": ""}
    minutes = [str(say("{n} min", n=line.minutes)) for line in view.lines]
    right = max(map(cell_len, minutes), default=0)
    names = min(
        max((cell_len(display(line.title)) for line in view.lines), default=0), width - right - GAP - 2
    )
    blocks: list[list[Line]] = []
    for line, text in zip(view.lines, minutes, strict=True):
        name = paragraph(line.title, names + 2, tones[line.state], signs[line.state])
        when: Line = ((" " * (right - cell_len(text)) + text, "muted"),)
        blocks.append(side_by_side([(0, names + 2, name), (names + 2 + GAP, right, [when])]))
    at = next((i for i, line in enumerate(view.lines) if line.state == "now"), 0)
    return stacked(blocks, height, at)


# ---- the board ---------------------------------------------------------------------------------------------
def board(view: Board, _showing: Showing, width: int, height: int) -> list[Line]:
    if not view.months:
        return list(paragraph(view.empty, min(width, READ), "muted"))
    each = (width - GAP * (len(view.months) - 1)) // len(view.months)
    heads = [paragraph(month.head, each, "accent") for month in view.months]
    tall = max(map(len, heads))
    columns = []
    for i, month in enumerate(view.months):
        head = [*((),) * (tall - len(heads[i])), *heads[i], (("─" * each, "muted"),)]
        items = [paragraph(cell.text, each, cell.tone) for cell in month.rows]
        below = [((display(month.more), "muted"),)] if month.more else []
        text = stacked(items, height - len(head) - len(below))
        columns.append((i * (each + GAP), each, [*head, *text, *below]))
    return side_by_side(columns)


# ---- a question --------------------------------------------------------------------------------------------
def question(view: Question, showing: Showing, width: int, height: int) -> list[Line]:
    """The question in the middle of the screen; with lines below it, it stands at the top."""
    read = min(width, READ)
    words: list[Line] = []
    if view.words and view.words != showing.heading:
        words = [line for text in wrap_airy(view.words, read) for line in (text, ())]
    below: list[Line] = []
    numbered = len(view.lines) > 1
    for i, line in enumerate(view.lines, 1):
        below += [*paragraph(line, read, "", (f"{i}  " if numbered else "", "accent")), ()]
    if len(words) + len(below) > height:
        words, below = [line for line in words if line], [line for line in below if line]
    lines = [*words, *([()] if words and below and len(words) + len(below) < height else []), *below]
    indent = (" " * ((width - read) // 2), "")
    return [*((),) * max(0, (height - len(lines)) // 3), *((indent, *line) if line else () for line in lines)]


def wrap_airy(text: str, width: int) -> list[Line]:
    """A text in bold, on lines of about the same length."""
    shown = display(text)
    count = len(wrap(shown, width))
    widths = range(max(1, cell_len(shown) // max(1, count)), width)
    even = next((w for w in widths if len(wrap(shown, w)) <= count), width)
    return [((part.rstrip(), "strong"),) for _begin, part in wrap(shown, even)]
