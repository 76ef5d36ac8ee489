"""Figures over time: each measure on a scale of its own, its newest figure last, with its targets."""

from __future__ import annotations

from cxworkshop.documents import figure_text
from cxworkshop.documents.board_figures import arrow
from cxworkshop.language import N_, _, date_text, joined, months_text, plural, say
from cxworkshop.method import charts, lookup
from cxworkshop.method.charts import Point, Trend
from cxworkshop.method.intervals import as_known
from cxworkshop.method.sides import with_side
from cxworkshop.model.measures import Measure
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pictures.scaled import (
    FIGURE,
    TARGET,
    Columns,
    columns,
    figure_marks,
    interval_sign,
    numbers,
    scale_of,
)
from cxworkshop.sheets.pieces import Line, paragraph, signs
from cxworkshop.sheets.scale import Mark, Scale
from cxworkshop.sheets.text import fit

SCALE = (28, 66)
"""Cells of a scale, the least and the most."""
NAMES = 46
DAY = 13
"""Cells of a day."""
NEWEST = 12
"""Figures of one measure that are drawn, the newest."""


def draw(grid: Grid, width: int) -> Drawing:
    """What was observed of each measure, day by day downwards, and how far the newest figure moved."""
    canvas, table = Canvas(), columns(width, NAMES, SCALE)
    for i in range(len(grid.rows)):
        canvas.put((0, width, [_item(grid, i, table, width)]))
        canvas.say()
    if grid.rows:
        words = f"{FIGURE[0]} {_('the newest figure')}", f"◇ {_('earlier figures')}"
        canvas.body += signs((*words, interval_sign(), f"{TARGET[0]} {_('target')}"), width)
    return canvas.drawing


def _item(grid: Grid, i: int, table: Columns, width: int) -> Item:
    session, place = grid.reading.session, grid.rows[i]["measures"]
    measure, is_priority = lookup.measure(session, place.id), grid.is_about_priority(i)
    trend = charts.trend(as_known(session, grid.reading.on), measure) if measure else None
    lines: list[Line] = [*paragraph(session.name_of("measures", place.id), width - 1, name_tone(is_priority))]
    if measure is None or trend is None:
        lines.append(((f"  {_('not measured')}", "muted"),))
    else:
        lines += _lines(trend, measure, table)
        lines += paragraph(trend_words(trend, with_side(session, measure)), width - 3, "muted", ("  ", ""))
    return Item(led(lines, is_priority), i, place)


def _lines(trend: Trend, measure: Measure, table: Columns) -> list[Line]:
    scale, points = scale_of(trend.axis, table.scale), trend.points[-NEWEST:]
    earlier = len(trend.points) - len(points)
    lines: list[Line] = []
    if earlier:
        lines.append(((f"  {plural('{n} earlier figure', '{n} earlier figures', earlier)}", "muted"),))
    lines += [_point(point, trend, measure, scale, table) for point in points]
    return [*lines, table.line([], [numbers(measure, scale)])]


def _point(point: Point, trend: Trend, measure: Measure, scale: Scale, table: Columns) -> Line:
    """A day and its figure; the newest one stands out."""
    is_newest = point is trend.points[-1]
    when = months_text(point.month) if point.month else date_text(point.day)
    day = fit(f"  {when}", DAY + 2)
    words = f"{figure_text.with_spread(measure, point.figure)}  {figure_text.answers(point.figure.n)}"
    name = [(day, "muted"), (words, "" if is_newest else "muted")]
    marks, spans = figure_marks(point.figure, FIGURE[1] if is_newest else "muted")
    if not is_newest:
        marks = [Mark(mark.at, "◇", mark.tone) for mark in marks]
    targets = [Mark(target, *TARGET) for target in trend.targets]
    return table.line(name, scale.line([*targets, *marks], spans))


def trend_words(trend: Trend, measure: Measure) -> str:
    """How far the newest figure moved, and its target."""
    words = []
    if trend.observed[1:]:
        before, now = trend.observed[-2:]
        sign, direction = arrow(measure, trend.change)
        way = f"{sign} {direction}" if sign else ""
        words.append(figure_text.moved(measure, before, now, trend.change, way))
    if trend.targets:
        targets = joined([figure_text.amount(measure, target) for target in trend.targets])
        words.append(str(say("target {target}", target=targets)))
    if words and (unsaid := figure_text.side_unsaid(measure)):
        words.append(unsaid)
    return " · ".join(words)


PICTURES = {
    "trend": Picture(
        draw,
        N_("No measure yet: what is measured more than once shows here which way it moves. {add} adds one."),
    )
}
