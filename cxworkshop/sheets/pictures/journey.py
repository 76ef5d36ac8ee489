"""The journey, running down: the level of each touchpoint now, its target, and where it was last round."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len

from cxworkshop.language import N_, _, say
from cxworkshop.method import charts
from cxworkshop.method.charts import Stop
from cxworkshop.method.facts import telling
from cxworkshop.model.kinds import LEVELS
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pictures.levels import UNKNOWN, basis_sign, claim_sign, legend, name_of
from cxworkshop.sheets.pictures.scaled import BEFORE, TARGET, Columns, columns
from cxworkshop.sheets.pieces import cells, paragraph
from cxworkshop.sheets.scale import Mark, Scale, Span

AXIS = (LEVELS[0], LEVELS[2], LEVELS[4])
"""The levels that are written over the scale."""
SCALE = (45, 61)
"""Cells of the scale, the least and the most; a level stands on a cell where four share all but one."""
WORDS = 28
"""Cells of what the picture says in words, at the right of a wide screen."""


def draw(grid: Grid, width: int) -> Drawing:
    """One line a touchpoint in scope under the name of its stage, however the list is sorted."""
    session, canvas = grid.reading.session, Canvas()
    rows = {row["touchpoints"].id: i for i, row in enumerate(grid.rows)}
    stops = [stop for stop in charts.journey(session, grid.reading.on) if stop.touchpoint in rows]
    if not stops:
        return canvas.drawing
    names = max(cell_len(name_of(grid, rows[stop.touchpoint])) for stop in stops) + 3
    table = columns(width, names, SCALE, WORDS)
    table = table._replace(scale=(table.scale - 1) // 4 * 4 + 1)
    scale = Scale(1, 5, (1, 2, 3, 4, 5), table.scale)
    levels = scale.axis([(n, _(word)) for n, word in AXIS])
    before = [f"{BEFORE[0]} {_('last round')}"] if session.rounds[1:] else []
    signs = legend(width, f"{TARGET[0]} {_('target')}", *before, standings=(stop.standing for stop in stops))
    canvas.head += [*signs, ((" ", ""), *table.line([], [(levels, "muted")]))]
    for stage, of_stage in groupby(stops, key=lambda stop: stop.stage):
        if stage:
            canvas.body += paragraph(session.name_of("stages", stage), width - 2, "accent", ("  ", ""))
        items = [_item(grid, rows[stop.touchpoint], stop, table, scale) for stop in of_stage]
        canvas.put((0, table.width, items))
    return canvas.drawing


def _item(grid: Grid, i: int, stop: Stop, table: Columns, scale: Scale) -> Item:
    is_priority = grid.is_about_priority(i)
    claim = claim_sign(stop.standing)
    first, *others = paragraph(name_of(grid, i), table.names - cells(claim), name_tone(is_priority))
    first = (*first, *claim)
    lines = [
        table.line(first, scale.line(*_marks(stop, is_priority)), _words(stop)),
        *others,
    ]
    return Item(led(lines, is_priority), i, grid.rows[i]["touchpoint_states"].at("level_now"))


def _marks(stop: Stop, is_priority: bool) -> tuple[list[Mark], list[Span]]:
    marks = [Mark(stop.was, *BEFORE)] if stop.was and stop.was != stop.now else []
    marks += [Mark(stop.target, *TARGET)] if stop.target else []
    marks += [Mark(stop.now, *basis_sign(stop.standing)) if stop.now else Mark(1, *UNKNOWN)]
    if not stop.now or not stop.target or stop.target <= stop.now:
        return marks, []
    return marks, [Span(stop.now, stop.target, "contested" if is_priority else "muted")]


def _words(stop: Stop) -> str:
    """What the marks say."""
    if not stop.now:
        return str(say("unknown: measure first"))
    levels = f"{stop.now} → {stop.target}" if stop.target else f"{stop.now}"
    moved = [str(say("was {n}", n=stop.was))] if stop.was and stop.was != stop.now else []
    return ", ".join([levels, telling.mark(stop.standing), *moved])


PICTURES = {
    "journey": Picture(
        draw,
        N_(
            "There is no touchpoint in scope yet: they are added in Touchpoints, their levels are given in "
            "Levels and roles."
        ),
    )
}
