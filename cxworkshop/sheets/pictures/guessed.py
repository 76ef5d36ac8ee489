"""Guesses beside figures: a dot for what each of us guessed, and what customers say with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cxworkshop.documents import figure_text
from cxworkshop.language import N_, Words, _, number, percent, say
from cxworkshop.method import charts, lookup, perceptions
from cxworkshop.method.charts import Axis
from cxworkshop.method.intervals import Interval
from cxworkshop.model.measures import Measure
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pictures.scaled import (
    FIGURE,
    GUESS,
    Columns,
    columns,
    figure_marks,
    interval_sign,
    numbers,
    scale_of,
)
from cxworkshop.sheets.pieces import Line, paragraph, signs
from cxworkshop.sheets.scale import Mark, Scale, Span
from cxworkshop.sheets.steps.blind import few_words
from cxworkshop.sheets.steps.cells import known
from cxworkshop.sheets.steps.guessed import note, subject, verdict

SCALE = (36, 66)
"""Cells of a scale, the least and the most."""
NAMES = 40
DOT = "●"
HIGH = 4
"""Dots above each other, the most; the number of more stands for them."""


def draw(grid: Grid, width: int) -> Drawing:
    """Each measure that was guessed on a scale of its own; how many of us believe that we exceed
    expectations."""
    canvas, table = Canvas(), columns(width, NAMES, SCALE)
    for i in range(len(grid.rows)):
        canvas.put((0, width, [_item(grid, i, table, width)]))
        canvas.say()
    if grid.rows:
        has_dots = any(DOT in text for line in canvas.body for text, tone in line if tone == GUESS[1])
        dot = [f"{DOT} {_('a guess of one of us')}"] if has_dots else []
        words = *dot, f"{GUESS[0]} {_('the middle one')}", f"{FIGURE[0]} {_('customers')}", interval_sign()
        canvas.body += signs(words, width)
    return canvas.drawing


def _item(grid: Grid, i: int, table: Columns, width: int) -> Item:
    reading, row = grid.reading, grid.rows[i]
    is_priority = grid.is_about_priority(i)
    charted = _guessed(grid, i, table) if "measures" in row else _believed(grid, table)
    lines = [*paragraph(subject(reading, row).text, width - 1, name_tone(is_priority)), *charted]
    if charted:
        told = verdict(reading, row)
        lines += paragraph(f"{told.text}. {note(reading, row)}", width - 3, told.tone, ("  ", ""))
    else:
        lines += paragraph(str(few_words()), width - 3, "muted", ("  ", ""))
    return Item(led(lines, is_priority), i, next(iter(row.values())))


def _guessed(grid: Grid, i: int, table: Columns) -> list[Line]:
    """The dots, the middle of them within their range, and what customers say; nothing where few guessed."""
    measure = lookup.measure(grid.reading.session, grid.rows[i]["measures"].id)
    guessed = charts.guessed(known(grid.reading), measure) if measure else None
    if guessed is None:
        return []
    perception, scale = guessed.perception, scale_of(guessed.axis, table.scale)
    bare = replace(scale, ticks=())
    given = [Mark(perception.median, *GUESS)], [Span(perception.low, perception.high, GUESS[1], "┄")]
    median = say("we guessed {n}", n=number(perception.median))
    return [
        *(table.line([], bare.line(marks)) for marks in dots(guessed.guesses, scale)),
        table.line([(f"  {median}", GUESS[1])], bare.line(*given)),
        *_customers(measure, perception.measured, guessed.axis, table),
    ]


def _believed(grid: Grid, table: Columns) -> list[Line]:
    """The share of us who believe that we exceed expectations, and that of customers who say so."""
    gap = perceptions.delivery_gap(known(grid.reading))
    if gap is None:
        return []
    believe = say("we believe so: {share} of us", share=percent(gap.believers / 100))
    bare = replace(scale_of(charts.SHARES, table.scale), ticks=())
    return [
        table.line([(f"  {believe}", GUESS[1])], bare.line([Mark(gap.believers, *GUESS)])),
        *_customers(gap.measure, gap.customers, charts.SHARES, table),
    ]


def _customers(measure: Measure | None, figure: Interval, axis: Axis, table: Columns) -> Sequence[Line]:
    """What customers say, and the scale with its numbers."""
    scale = scale_of(axis, table.scale)
    said: Words = figure_text.with_spread(measure, figure) if figure.value is not None else _("no figure yet")
    words = say("customers say {figure}", figure=said)
    return [
        table.line([(f"  {words}", "")], scale.line(*figure_marks(figure))),
        table.line([(f"  {figure_text.answers(figure.n)}", "muted")], [numbers(measure, scale)]),
    ]


def dots(guesses: tuple[float, ...], scale: Scale) -> list[list[Mark]]:
    """The marks of guesses, the top line first: equal ones stand above each other."""
    counts = Counter(scale.x(guess) for guess in guesses)
    at = {scale.x(guess): guess for guess in guesses}
    lines = []
    for height in range(min(HIGH, max(counts.values(), default=0)), 0, -1):
        marks = [Mark(at[x], _dot(count, height), GUESS[1]) for x, count in counts.items() if count >= height]
        lines.append(marks)
    return lines


def _dot(count: int, height: int) -> str:
    """The sign at a height; the number of guesses at the top of more than have room."""
    if height < HIGH or count <= HIGH:
        return DOT
    return str(count) if count < 10 else "+"


PICTURES = {
    "guessed": Picture(
        draw,
        N_("{ballot} keys the guesses in, blind; what customers said comes from 5 Measure."),
    )
}
