"""Choices side by side: what we do, and what we give up for it, in whole sentences."""

from __future__ import annotations

from cxworkshop.language import N_, _
from cxworkshop.model.choices import ChoiceMade
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import field_of, record_at
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pieces import cropped, paragraph, rule

MOST = 72
"""Cells of a side, however wide the screen."""


def draw(grid: Grid, width: int) -> Drawing:
    """A choice a row. What gives nothing up says so: it is a wish."""
    canvas, wide = Canvas(), min(MOST, (width - 3) // 2)
    if not grid.rows:
        return canvas.drawing
    heads = [(f"  {_('What we do')}", "accent")], [(f"  {_('What we give up')}", "accent")]
    canvas.head.append((*cropped(heads[0], wide), ("   ", ""), *cropped(heads[1], wide)))
    canvas.head.append((*rule(wide), ("   ", ""), *rule(wide)))
    for i, row in enumerate(grid.rows):
        choice = record_at(grid.reading.session, row["choices"])
        if isinstance(choice, ChoiceMade):
            does, gives_up = _does(grid, i, choice, wide), _gives_up(grid, i, choice, wide)
            canvas.put((0, wide, [does]), (wide + 3, wide, [gives_up]))
            canvas.say()
    return canvas.drawing


def _does(grid: Grid, i: int, choice: ChoiceMade, wide: int) -> Item:
    """The choice, below it whose it is: strategic by leaders or daily by everybody, how far, by whom."""
    is_priority = grid.is_about_priority(i)
    words, tone = choice.text, name_tone(is_priority)
    if not words:  # what is only stopped is a choice too
        words, tone = ("–", "muted") if choice.gives_up else (_("not said yet"), "bad")
    lines = paragraph(words, wide - 1, tone)
    fields = ("kind", "limit", "decided_by", "touchpoints")
    shown = [text for field in fields if (text := _shown(grid.reading, choice, field))]
    shown += [_("Uncomfortable")] if choice.uncomfortable else []
    below = paragraph(" · ".join(shown), wide - 3, "muted", ("  ", "")) if shown else ()
    return Item(led((*lines, *below), is_priority), i, grid.rows[i]["choices"].at("text"))


def _gives_up(grid: Grid, i: int, choice: ChoiceMade, wide: int) -> Item:
    """What is given up. A choice of leaders that says nothing here is a wish; a daily one need not."""
    words, tone = choice.gives_up, "name"
    if not words:
        words, tone = ("–", "muted") if choice.kind == "daily" else (f"! {_('nothing yet')}", "bad")
    return Item(led(paragraph(words, wide - 1, tone), False), i, grid.rows[i]["choices"].at("gives_up"))


def _shown(reading: Reading, choice: ChoiceMade, field: str) -> str:
    kind = field_of("choices", field).kind
    return kind.show(getattr(choice, field), reading) if getattr(choice, field) else ""


PICTURES = {
    "two_sides": Picture(
        draw,
        N_(
            "No choice yet. A choice that costs nothing is a wish: what will we do, and what do we give up "
            "for it? {add} adds one."
        ),
    )
}
