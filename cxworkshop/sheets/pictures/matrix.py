"""The matrix of priorities: how important a touchpoint is, against what is missing to its target."""

from __future__ import annotations

from rich.cells import cell_len

from cxworkshop.language import N_, _, say
from cxworkshop.method import charts, derived, facts
from cxworkshop.method.flaws import flaw_at
from cxworkshop.method.lookup import state_of
from cxworkshop.model.place import field_of
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pictures.levels import UNKNOWN, basis_sign, claim_sign, legend, name_of
from cxworkshop.sheets.pieces import cells, cropped, paragraph

IMPORTANCES = (5, 4, 3, 2, 1)
HEADINGS = (N_("on target"), N_("one level short"), N_("two or more short"))
MOST = 44
"""Cells of a column, however wide the screen."""
RULE = N_("Priorities: importance × what is missing to the target, half as much again for hygiene below 3.")
_NOTHING = Item(((("  ·", "muted"),),))


def draw(grid: Grid, width: int) -> Drawing:
    """What matters and falls short stands highest and furthest right; what cannot be placed yet, below."""
    session, canvas = grid.reading.session, Canvas()
    states = [(i, state_of(session, row["touchpoints"].id)) for i, row in enumerate(grid.rows)]
    in_scope = [(i, state) for i, state in states if state.in_scope]
    placed = [(i, state) for i, state in in_scope if derived.priority_score(session, state.id) is not None]
    labels = {n: f" {say('importance {n}', n=n)}" for n in IMPORTANCES}
    left = max(map(cell_len, labels.values())) + 2
    wide = min(MOST, (width - left) // len(HEADINGS))
    if placed:
        headings = [piece for words in HEADINGS for piece in cropped([(f"  {_(words)}", "accent")], wide)]
        canvas.head.append(((" " * left, ""), *headings))
    for importance in IMPORTANCES:
        here = [(i, state) for i, state in placed if state.importance == importance]
        short = [[(i, state) for i, state in here if _short_of(state) == k] for k in range(len(HEADINGS))]
        if here:
            label = Item((((labels[importance], "muted"),),))
            items = [[_item(grid, i, state, wide - 2) for i, state in cell] or [_NOTHING] for cell in short]
            columns = [(left + k * wide, wide - 2, column) for k, column in enumerate(items)]
            canvas.put((0, left, [label]), *columns)
            canvas.say()
    unplaced = [(i, state) for i, state in in_scope if derived.priority_score(session, state.id) is None]
    if unplaced:
        canvas.say((f" {_('measure first')}", "strong"))
        canvas.put((0, width, [_unplaced(grid, i, state, width) for i, state in unplaced]))
        canvas.say()
    if tie := derived.tie_words(session):
        canvas.body += paragraph(str(tie), width, "unclear", (" ", ""))
    if placed:
        standings = (facts.standing(session, state.id, grid.reading.on) for _i, state in placed)
        canvas.body += legend(width, standings=standings)
        canvas.body += paragraph(_(RULE), width, "muted", (" ", ""))
    return canvas.drawing


def _short_of(state: TouchpointState) -> int:
    """The column of a touchpoint: the levels that are missing to its target, two for more."""
    return max(0, min(2, (state.level_target or 0) - (state.level_now or 0)))


def _item(grid: Grid, i: int, state: TouchpointState, width: int) -> Item:
    standing = facts.standing(grid.reading.session, state.id, grid.reading.on)
    (sign, tone), is_priority = basis_sign(standing), grid.is_about_priority(i)
    lines = paragraph(name_of(grid, i), width - 3, name_tone(is_priority), (f"{sign} ", tone))
    lines = (*lines[:-1], (*lines[-1], *claim_sign(standing)))
    place = grid.rows[i]["touchpoint_states"]
    if aim := flaw_at(grid.reading.session, place.at("level_target"), grid.reading.on):
        lines = (*lines, *paragraph(f"! {aim}", width - 1, "bad", ("  ", "")))
    return Item(led(lines, is_priority), i, place.at("priority"))


def _unplaced(grid: Grid, i: int, state: TouchpointState, width: int) -> Item:
    """A touchpoint that lacks what its place depends on; the cursor goes to the first cell that lacks."""
    sign, tone = UNKNOWN
    missing = [field for field in charts.NEEDED if getattr(state, field) is None]
    is_priority = grid.is_about_priority(i)
    name, lacks = name_of(grid, i), ", ".join(_(field_of("touchpoint_states", f).kind.label) for f in missing)
    lines = paragraph(name, width - 1, name_tone(is_priority), (f"{sign} ", tone))
    if cells(lines[-1]) + cell_len(lacks) + 4 <= width:
        lines = (*lines[:-1], (*lines[-1], (f"   {lacks}", "muted")))
    return Item(led(lines, is_priority), i, grid.rows[i]["touchpoint_states"].at(missing[0]))


PICTURES = {
    "matrix": Picture(
        draw,
        N_(
            "Nothing can be placed yet: touchpoints are added in Touchpoints, their importance, level and "
            "target are given in Levels and roles."
        ),
    )
}
