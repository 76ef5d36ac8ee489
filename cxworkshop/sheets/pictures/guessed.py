"""Guesses beside figures: a dot for what each of us guessed, and what customers say with its interval."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from cxworkshop.documents import figure_text
from cxworkshop.language import N_, _, number, percent, say, with_unit
from cxworkshop.method import charts, lookup, perceptions
from cxworkshop.method.charts import Guessed
from cxworkshop.model.measures import Measure
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Line, Picture, led, name_tone, paragraph, signs
from cxworkshop.sheets.pictures.scaled import (
    FIGURE,
    GUESS,
    Columns,
    columns,
    figure_marks,
    figure_words,
    interval_sign,
    numbers,
    scale_of,
)
from cxworkshop.sheets.scale import Mark, Scale, Span
from cxworkshop.sheets.steps.blind import few_words
from cxworkshop.sheets.steps.define import VERDICTS, gap_note, verdict

SCALE = (36, 66)
"""Cells of a scale, the least and the most."""
NAMES = 40
DOT = "●"
HIGH = 4
"""Dots above each other, the most; the number of more stands for them."""


def draw(grid: Grid, width: int) -> Drawing:
    """Each measure that was guessed on a scale of its own; below, how many believe that expectations are
    exceeded."""
    canvas, table = Canvas(), columns(width, NAMES, SCALE)
    if not grid.rows:
        return canvas.drawing
    for i in range(len(grid.rows)):
        canvas.put((0, width, [_item(grid, i, table, width)]))
        canvas.say()
    canvas.body += led(_exceeded(grid, table), is_priority=False)
    has_dots = any(piece[1] == GUESS[1] and DOT in piece[0] for line in canvas.body for piece in line)
    dot = [f"{DOT} {_('a guess of one of us')}"] if has_dots else []
    words = *dot, f"{GUESS[0]} {_('the middle one')}"
    canvas.body += signs((*words, f"{FIGURE[0]} {_('customers')}", interval_sign()), width)
    return canvas.drawing


def _item(grid: Grid, i: int, table: Columns, width: int) -> Item:
    session, place = grid.reading.session, grid.rows[i]["measures"]
    measure, is_priority = lookup.measure(session, place.id), grid.is_about_priority(i)
    guessed = charts.guessed(session, measure) if measure else None
    lines: list[Line] = [*paragraph(session.name_of("measures", place.id), width - 1, name_tone(is_priority))]
    if guessed is None:
        lines += paragraph(str(few_words()), width - 3, "muted", ("  ", ""))
    else:
        lines += _lines(guessed, measure, table)
        told = verdict(grid.reading, grid.rows[i])
        note = f"{told.text}. {gap_note(grid.reading, grid.rows[i])}"
        lines += paragraph(note, width - 3, told.tone, ("  ", ""))
    return Item(led(lines, is_priority), i, place)


def _lines(guessed: Guessed, measure: Measure | None, table: Columns) -> list[Line]:
    """The dots, the middle of them within their range, what customers say, and the scale."""
    perception, scale = guessed.perception, scale_of(guessed.axis, table.scale)
    bare = replace(scale, ticks=())
    median = say("we guessed {n}", n=number(perception.median))
    given = [Mark(perception.median, *GUESS)], [Span(perception.low, perception.high, GUESS[1], "┄")]
    said, answers = _("no figure yet"), figure_text.answers(perception.measured.n)
    if perception.measured.value is not None:
        said = figure_words(measure, perception.measured)
    return [
        *(table.line([], bare.line(marks)) for marks in dots(guessed.guesses, scale)),
        table.line([(f"  {median}", GUESS[1])], bare.line(*given)),
        table.line(
            [(f"  {say('customers say {figure}', figure=said)}", "")],
            scale.line(*figure_marks(perception.measured)),
        ),
        table.line([(f"  {answers}", "muted")], [numbers(measure, scale)]),
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


def _exceeded(grid: Grid, table: Columns) -> list[Line]:
    """How many of us believe that expectations are exceeded, and what customers say to that."""
    session = grid.reading.session
    gap, measure = perceptions.delivery_gap(session), perceptions.exceeded_measure(session)
    if gap is None:
        return []
    scale = scale_of(charts.SHARES, table.scale)
    bare = replace(scale, ticks=())
    believe = say("we believe so: {share} of us", share=percent(gap.believers / 100))
    said = figure_words(measure, gap.customers) or _("not asked")
    found = charts.verdict_on(gap.believers, gap.customers)
    sign, words, tone = VERDICTS[found] if found else ("", N_("no figure yet"), "muted")
    if found and gap.gap is not None:
        difference = with_unit(number(abs(gap.gap), 1), _("percentage points"))
        words = f"{sign} {_(words)}: {difference}"
    return [
        ((_("Expectations are exceeded"), "strong"),),
        table.line([(f"  {believe}", GUESS[1])], bare.line([Mark(gap.believers, *GUESS)])),
        table.line(
            [(f"  {say('customers say {figure}', figure=said)}", "")],
            scale.line(*figure_marks(gap.customers)),
        ),
        table.line([], [(scale.axis([(n, percent(n / 100)) for n in scale.ticks]), "muted")]),
        ((f"  {words}", tone),),
        (),
    ]


PICTURES = {
    "guessed": Picture(
        draw,
        N_("Guesses are keyed in on the landing, in Answer slips; what customers said comes from 5 Measure."),
    )
}
