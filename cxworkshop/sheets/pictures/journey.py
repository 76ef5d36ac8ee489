"""The journey, running down: the level of each touchpoint now, its target, and where it was last round."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len

from cxworkshop.language import N_, _, say
from cxworkshop.method.lookup import in_journey, state_of
from cxworkshop.model.kinds import LEVELS, Reading
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Line, Picture, cropped, led, name_tone, paragraph
from cxworkshop.sheets.pictures.levels import UNKNOWN, basis_sign, basis_words, legend, name_of
from cxworkshop.sheets.scale import Mark, Scale, Span
from cxworkshop.sheets.text import fit

AXIS = (LEVELS[0], LEVELS[2], LEVELS[4])
"""The levels that are written over the scale."""
SCALE = 45
"""Cells of the scale, the least."""
MOST = 64
"""Cells of the scale, however wide the screen."""
WORDS = 28
"""Cells of what the picture says in words, at the right of a wide screen."""
ROOMY = 100
"""Cells from which the words stand beside the scale."""


def draw(grid: Grid, width: int) -> Drawing:
    """One line a touchpoint in scope under the name of its stage, however the list is sorted."""
    session, canvas = grid.reading.session, Canvas()
    ids = [row["touchpoints"].id for row in grid.rows]
    order = {touchpoint.id: i for i, touchpoint in enumerate(in_journey(session))}
    rows = [i for i, id in enumerate(ids) if state_of(session, id).in_scope]
    rows.sort(key=lambda i: order[ids[i]])
    if not rows:
        return canvas.drawing
    words = WORDS if width >= ROOMY else 0
    names = min(max(cell_len(name_of(grid, i)) for i in rows) + 1, width - words - SCALE - 5)
    scale = Scale(1, 5, (1, 2, 3, 4, 5), max(SCALE, min(MOST, width - words - names - 6) // 4 * 4 - 3))
    canvas.head.append(((" " * (names + 3), ""), (scale.axis([(n, _(word)) for n, word in AXIS]), "muted")))
    before = {state.id: state for state in session.rounds[-2].touchpoint_states} if session.rounds[1:] else {}
    for stage, of_stage in groupby(rows, key=lambda i: _stage(grid, i)):
        if stage:
            canvas.body += paragraph(stage, width - 2, "accent", ("  ", ""))
        items = [_item(grid, i, before, names, scale, words) for i in of_stage]
        canvas.put((0, names + scale.width + (words + 2 if words else 0) + 3, items))
    canvas.say()
    canvas.body += legend(width, f"│ {_('target')}", *([f"◦ {_('last round')}"] if before else []))
    return canvas.drawing


def _stage(grid: Grid, i: int) -> str:
    session = grid.reading.session
    stage = getattr(session.find("touchpoints", grid.rows[i]["touchpoints"].id), "stage", None)
    return session.name_of("stages", stage) if stage else ""


def _item(
    grid: Grid, i: int, before: dict[str, TouchpointState], names: int, scale: Scale, words: int
) -> Item:
    state = state_of(grid.reading.session, grid.rows[i]["touchpoints"].id)
    is_priority = grid.is_about_priority(i)
    was = before[state.id].level_now if state.id in before else None
    first, *others = paragraph(name_of(grid, i), names, name_tone(is_priority))
    told = [("  ", ""), (fit(_words(grid.reading, state, was), words), "muted")] if words else []
    marks = scale.line(*_marks(grid.reading, state, was, is_priority))
    lines: list[Line] = [(*cropped(first, names), ("  ", ""), *marks, *told), *others]
    return Item(led(lines, is_priority), i, grid.rows[i]["touchpoint_states"].at("level_now"))


def _marks(
    reading: Reading, state: TouchpointState, was: int | None, is_priority: bool
) -> tuple[list[Mark], list[Span]]:
    now, target = state.level_now, state.level_target
    marks = [Mark(was, "◦", "muted")] if was and was != now else []
    marks += [Mark(target, "│", "strong")] if target else []
    marks += [Mark(now, *basis_sign(reading, state.id)) if now else Mark(1, *UNKNOWN)]
    if not now or not target or target <= now:
        return marks, []
    return marks, [Span(now, target, "contested" if is_priority else "muted")]


def _words(reading: Reading, state: TouchpointState, was: int | None) -> str:
    """What the marks say."""
    if not state.level_now:
        return str(say("unknown: measure first"))
    basis = basis_words(reading, state.id)
    levels = f"{state.level_now} → {state.level_target}" if state.level_target else f"{state.level_now}"
    moved = [str(say("was {n}", n=was))] if was and was != state.level_now else []
    return ", ".join([levels, basis, *moved])


PICTURES = {
    "journey": Picture(
        draw,
        N_(
            "There is no touchpoint in scope yet: they are added in Touchpoints, their levels are given in "
            "Levels and roles."
        ),
    )
}
