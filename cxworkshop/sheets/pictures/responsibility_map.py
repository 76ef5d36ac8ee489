"""The map of responsibility: how the touchpoints divide over held, unclear, contested, vacant; then each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len

from cxworkshop.language import N_, _, date_text
from cxworkshop.method import responsibility, thresholds
from cxworkshop.method.lookup import ownership_of
from cxworkshop.model.kinds import Reading
from cxworkshop.sheets.cells import Cell, Computed, Row
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pictures.levels import name_of
from cxworkshop.sheets.pieces import Line, Piece, cells, cropped, paragraph, rule, side_by_side
from cxworkshop.sheets.steps.cells import (
    IN_NAME_ONLY,
    STATUS,
    UNREVEALED,
    agreed,
    agreed_status,
    in_practice,
    mandate,
    unrevealed,
)
from cxworkshop.sheets.text import display, fit

LEAST_NAME, MOST_NAME = 22, 48
_AGREEMENT = 10
"""Cells of the bar that shows how many gave the same answer."""


def _on_paper(reading: Reading, row: Row) -> Cell:
    return _person(reading, ownership_of(reading.session, row["touchpoints"].id).formal_owner)


def _from_today(reading: Reading, row: Row) -> Cell:
    return _person(reading, ownership_of(reading.session, row["touchpoints"].id).accountable)


def _yes_on(reading: Reading, row: Row) -> Cell:
    said = ownership_of(reading.session, row["touchpoints"].id).accepted_on
    return Cell(date_text(said)) if said else Cell(f"○ {_('not yet')}", "unclear")


def _person(reading: Reading, id: str | None) -> Cell:
    return Cell(reading.session.short_name_of(id)) if id else Cell("–", "muted")


def _bar(reading: Reading, row: Row) -> Cell:
    """How large a share of the answers is the same; nothing where so few answered that it would tell who."""
    diagnosis = responsibility.as_is(reading.session, row["touchpoints"].id)
    if diagnosis.n < thresholds.FEW:
        return Cell()
    full = round(_AGREEMENT * max(diagnosis.counts.values()) / diagnosis.n)
    return Cell("█" * full + "░" * (_AGREEMENT - full), "muted")


COLUMNS: tuple[tuple[str, Computed, int], ...] = (
    (N_("On paper"), _on_paper, 4),
    (N_("In practice"), in_practice, 9),
    ("", _bar, 2),
    (N_("From today"), _from_today, 8),
    (N_("Agreed"), agreed, 7),
    (N_("Yes on"), _yes_on, 5),
    (N_("Mandate"), mandate, 3),
)
"""What stands beside the name of a touchpoint: heading, cell, and importance where there is no room for
all."""
GAP = 2


def draw(grid: Grid, width: int) -> Drawing:
    """A bar of what is so in practice, one of what is agreed; a row for each touchpoint, its name whole."""
    canvas, reading = Canvas(), grid.reading
    if not grid.rows:
        return canvas.drawing
    shown = {heading: [cell(reading, row) for row in grid.rows] for heading, cell, _importance in COLUMNS}
    names = min(MOST_NAME, max(cell_len(name_of(grid, i)) for i in range(len(grid.rows))))
    columns = _columns(shown, width - min(names, LEAST_NAME) - 1)
    names = min(names, width - 1 - sum(wide + GAP for _heading, wide in columns))
    labels = f" {_('In practice')}", f" {_('From today')}"
    label_width = max(map(cell_len, labels)) + 2
    for label, status in zip(labels, (practice_status, agreed_status), strict=True):
        canvas.head.append(division(grid, status, fit(label, label_width), width))
    canvas.head.append(())
    line: list[Piece] = [*cropped([(f" {_('Touchpoint')}", "muted")], names + 1)]
    for heading, wide in columns:
        line += [(" " * GAP, ""), *cropped([(_(heading) if heading else "", "muted")], wide)]
    canvas.head += [tuple(line), rule(cells(line))]
    for i in range(len(grid.rows)):
        canvas.put((0, cells(line), [_item(grid, i, names, columns, shown)]))
    return canvas.drawing


def _columns(shown: Mapping[str, Sequence[Cell]], room: int) -> list[tuple[str, int]]:
    """The headings that have room beside the names, the least important dropped first, with their widths."""
    wide = {
        heading: max(
            cell_len(_(heading)) if heading else 0, *(cell_len(display(cell.text)) for cell in cells_of)
        )
        for heading, cells_of in shown.items()
    }
    kept = [heading for heading in wide if wide[heading]]
    importance = {heading: weight for heading, _cell, weight in COLUMNS}
    while kept and sum(wide[heading] + GAP for heading in kept) > room:
        kept.remove(min(kept, key=importance.__getitem__))
    return [(heading, wide[heading]) for heading in kept]


def _item(
    grid: Grid,
    i: int,
    names: int,
    columns: Sequence[tuple[str, int]],
    shown: Mapping[str, Sequence[Cell]],
) -> Item:
    is_priority = grid.is_about_priority(i)
    texts: list[tuple[int, int, Sequence[Line]]] = [
        (0, names, paragraph(name_of(grid, i), names, name_tone(is_priority)))
    ]
    x = names + GAP
    for heading, wide in columns:
        cell = shown[heading][i]
        texts.append((x, wide, [((display(cell.text), cell.tone),)]))
        x += wide + GAP
    return Item(led(side_by_side(texts), is_priority), i, grid.rows[i]["ownerships"].at("accountable"))


# ---- how they divide ---------------------------------------------------------------------------------------
FEW_ANSWERS = "few_answers"
SIGNS = {
    **STATUS,
    FEW_ANSWERS: ("·", N_("few answers"), "muted"),
    IN_NAME_ONLY: ("◌", N_("agreed, in name only"), "unclear"),
    **{state: ("·", words, "muted") for state, words in UNREVEALED.items()},
}
_ORDER = ("held", "agreed", IN_NAME_ONLY, "unclear", "contested", "vacant",
          FEW_ANSWERS, "insufficient", *UNREVEALED, "not_asked")  # fmt: skip


def practice_status(reading: Reading, touchpoint: str) -> str:
    diagnosis = responsibility.as_is(reading.session, touchpoint)
    if state := unrevealed(reading.session, touchpoint, diagnosis):
        return state
    return FEW_ANSWERS if diagnosis.is_few else diagnosis.status


def division(grid: Grid, status: Callable[[Reading, str], str], label: str, width: int) -> Line:
    """How the touchpoints divide: a sign for each, or for a share of them where there is no room for all;
    then the word and the count."""
    counts = Counter(status(grid.reading, row["touchpoints"].id) for row in grid.rows)
    there = [name for name in _ORDER if counts[name]]
    words = {name: f" {_(SIGNS[name][1])} {counts[name]}   " for name in there}
    room = width - cell_len(label) - sum(map(cell_len, words.values()))
    share = min(1.0, max(0, room - len(there)) / len(grid.rows))
    line: list[Piece] = [(label, "muted")]
    for name in there:
        sign, _word, tone = SIGNS[name]
        line += [(sign * max(1, int(share * counts[name])), tone), (words[name], "")]
    return tuple(line)


PICTURES = {
    "map": Picture(draw, N_("Responsibility is agreed for touchpoints: add them in 1 Define.")),
}
