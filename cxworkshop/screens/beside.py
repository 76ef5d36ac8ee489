"""The figures of a team beside those of the other organisations in the folder: the spread, never a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from cxworkshop.documents.plan.headlines import label, text
from cxworkshop.language import N_, _, joined, number, percent, plural, say
from cxworkshop.method.beside import LABELS, LESS_IS_BETTER, MEANS, NEEDED, Beside, Team, beside
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", N_("Figure"), width=26, weight=4, importance=10),
    Column("", N_("You"), width=6, importance=10),
    Column("", N_("Place"), width=7, importance=9),
    Column("", N_("Lowest"), width=7, importance=8),
    Column("", N_("Median"), width=8, importance=8),
    Column("", N_("Highest"), width=8, importance=8),
)


class BesideScreen(ListPage):
    """A list on top of the library; `teams` holds each organisation once."""

    MODES: ClassVar = (Mode("beside", "rows", ("everywhere",), ("help", "back", "quit")),)
    CSS_PATH = "whole_list.tcss"
    FRAME: ClassVar = "whole-list"

    def __init__(self, teams: Sequence[Team]) -> None:
        super().__init__(ListBox(moved=self._moved))
        self.shown, self.teams = beside(teams), teams
        self.rows.always_shows_cursor = True

    def draw(self) -> None:
        name = next(team.organisation for team in self.teams if team.is_own)
        others = plural("beside {n} other", "beside {n} others", len(self.teams) - 1)
        self.heading.show([(f" {name or _('You')}", "accent"), (f"   {others}", "muted")])
        self.rows.empty = str(say("No figure is known of {needed} organisations yet.", needed=NEEDED))
        self.rows.show(Listing(COLUMNS, tuple(_cells(row) for row in self.shown)))
        self._moved()

    def _moved(self) -> None:
        if not self.is_attached:
            return
        self.hint.show(self._about())
        self.keys.show_commands(self.bar())

    def _about(self) -> str:
        """What stands behind the row under the cursor, and which figures too few know."""
        parts = [_("Each organisation once, as its last round was saved.")]
        if self.rows.row < len(self.shown):
            row = self.shown[self.rows.row]
            own = f" ({text(row.own)})" if row.own is not None and row.own.of is not None else ""
            best = _("the lowest") if row.key in LESS_IS_BETTER else _("the highest")
            words = _("{figure}: place 1 is {best}; {n} know it.")
            parts.append(words.format(figure=label(row.key) + own, best=best, n=row.n))
        shown = {row.key for row in self.shown}
        asked = {figure.key for team in self.teams for figure in team.figures} - shown
        if left := [label(key) for key in LABELS if key in asked]:
            words = _("Known of fewer than {needed}, so left out: {figures}.")
            parts.append(words.format(needed=NEEDED, figures=joined(left)))
        return " ".join(parts)


def _cells(row: Beside) -> tuple[Cell, ...]:
    def shown(value: float) -> str:
        return number(value, 2) if row.key in MEANS else percent(value)

    own = Cell(shown(row.own.value), "strong") if row.own is not None else Cell("–", "muted")
    place = Cell(f"{row.place} / {row.n}") if row.place is not None else Cell("–", "muted")
    spread = (Cell(shown(value), "muted") for value in (row.lowest, row.median, row.highest))
    return (Cell(label(row.key)), own, place, *spread)
