"""Goals on their way: from the baseline to the target, and where the newest figure stands."""

from __future__ import annotations

from cxworkshop.documents import figure_text
from cxworkshop.language import N_, _, date_text, say
from cxworkshop.method import charts, goals, lookup
from cxworkshop.method.charts import Way
from cxworkshop.method.goals import Attainment
from cxworkshop.method.intervals import Interval
from cxworkshop.method.sides import with_side
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import record_at
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pictures.scaled import (
    BEFORE,
    FIGURE,
    TARGET,
    Columns,
    columns,
    figure_marks,
    interval_sign,
)
from cxworkshop.sheets.pieces import Line, Piece, paragraph, signs
from cxworkshop.sheets.scale import Mark, Scale
from cxworkshop.sheets.steps.cells import known
from cxworkshop.sheets.steps.redefine import sign_of

SCALE = (32, 61)
"""Cells of the scale, the least and the most."""
NAMES = 56
TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5)


def draw(grid: Grid, width: int) -> Drawing:
    """One scale for all goals: what was at the start, what shall be, and how far of the way is gone."""
    canvas, table = Canvas(), columns(width, NAMES, SCALE)
    if not grid.rows:
        return canvas.drawing
    scale = Scale(*charts.WAY, TICKS, table.scale)
    ends = scale.axis([(0, _("start")), (1, _("target"))])
    canvas.head.append(((" ", ""), *table.line([], [(ends, "muted")])))
    for i in range(len(grid.rows)):
        canvas.put((0, table.width, [_item(grid, i, table, scale)]))
    canvas.say()
    kinds = f"{BEFORE[0]} {_('start')}", f"{FIGURE[0]} {_('the newest figure')}"
    canvas.body += signs((*kinds, interval_sign(), f"{TARGET[0]} {_('target')}"), width)
    return canvas.drawing


def _item(grid: Grid, i: int, table: Columns, scale: Scale) -> Item:
    row, is_priority = grid.rows[i], grid.is_about_priority(i)
    goal = record_at(grid.reading.session, row["goals"])
    place = row["reviews"].at("verdict") if "reviews" in row else row["goals"].at("text")
    if not isinstance(goal, Goal):
        return Item(((),))
    way = charts.way(known(grid.reading), goal, grid.reading.on)
    attainment = goals.attainment_of(known(grid.reading), goal, grid.reading.on)
    names = [
        *paragraph(goal.name_shown, table.names, name_tone(is_priority)),
        *paragraph(_words(grid, goal, attainment), table.names - 2, "muted", ("  ", "")),
    ]
    lines: list[Line] = [table.line(names[0], _marks(goal, way, attainment, scale)), *names[1:]]
    return Item(led(lines, is_priority), i, place)


def _marks(goal: Goal, way: Way, attainment: Attainment, scale: Scale) -> list[Piece]:
    if goal.baseline is None or goal.target is None:
        return scale.line([])
    marks, spans = figure_marks(Interval(way.now, way.low, way.high), sign_of(attainment)[1])
    start = [] if way.is_hold else [Mark(0, *BEFORE)]
    return scale.line([*start, Mark(1, *TARGET), *marks], spans)


def _words(grid: Grid, goal: Goal, attainment: Attainment) -> str:
    """16.8 → 8 by 30 Jun 2027; now 16.8 ± 1.4: missed so far."""
    measure = lookup.measure(grid.reading.session, goal.measure)
    start, target = (figure_text.amount(measure, value) or "?" for value in (goal.baseline, goal.target))
    is_hold = goal.target is not None and goal.target == goal.baseline
    path = str(say("hold at {figure}", figure=target)) if is_hold else f"{start} → {target}"
    if goal.due_on:
        path = _("{path} by {day}").format(path=path, day=date_text(goal.due_on))
    if measure is None:
        return f"{path}; {_('no measure')}"
    now = figure_text.with_spread(measure, attainment.figure) or _("not measured")
    if attainment.verdict == "unmeasured":
        return str(say("{path}; now {now}", path=path, now=now))
    verdict = figure_text.verdict_words(attainment)
    words = str(say("{path}; now {now}: {verdict}", path=path, now=now, verdict=verdict))
    unsaid = figure_text.side_unsaid(with_side(grid.reading.session, measure))
    return f"{words} · {unsaid}" if unsaid else words


PICTURES = {
    "progress": Picture(
        draw,
        N_(
            "No goals yet: each shows here how far it has come from its baseline to its target. {add} adds "
            "one."
        ),
    )
}
