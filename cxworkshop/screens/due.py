"""What is due in all workshops, by whom to call; Enter opens the workshop where it is seen to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import ClassVar

from cxworkshop.language import N_, Words, _, date_text, say
from cxworkshop.method.coming import Due, by_whom
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", N_("Whom to call"), width=18, weight=1, importance=10),
    Column("", N_("Organisation"), width=16, weight=1, importance=8),
    Column("", N_("Since"), width=12, importance=9),
    Column("", N_("What is due"), width=24, weight=4, importance=10),
    Column("", N_("File"), width=12, weight=1, importance=3),
)


class DueScreen(ListPage):
    """A list on top of the library: whoever has waited longest stands first."""

    MODES: ClassVar = (Mode("due", "rows", ("due", "everywhere"), ("see_to_it", "help", "back", "quit")),)
    CSS_PATH = "whole_list.tcss"
    FRAME: ClassVar = "whole-list"

    def __init__(self, due: Sequence[Due], on: date, see_to: Callable[[Due], Awaitable[None]]) -> None:
        super().__init__(ListBox(chosen=lambda _row: self.run_later("see_to_it"), moved=self._moved))
        self.groups, self.on, self.see_to = by_whom(due), on, see_to
        self.shown = [one for _organisation, _who, rows in self.groups for one in rows]
        self.rows.always_shows_cursor = True

    def draw(self) -> None:
        self.heading.show([(f" {_('Due in all workshops')}", "accent"), (f"   {len(self.shown)}", "muted")])
        self.rows.empty = _("Nothing is due.")
        self.rows.show(Listing(COLUMNS, tuple(self._cells())))
        self._moved()

    def _cells(self) -> list[tuple[Cell, ...]]:
        """The rows; whom to call stands in the first of a person's."""
        cells: list[tuple[Cell, ...]] = []
        for organisation, who, rows in self.groups:
            for k, one in enumerate(rows):
                name = Cell(who or _("nobody named"), "accent" if who else "muted") if k == 0 else Cell()
                organised = Cell(organisation or one.slug, "muted") if k == 0 else Cell()
                is_today = one.what.day == self.on
                since = Cell(
                    _("due today") if is_today else date_text(one.what.day), "" if is_today else "muted"
                )
                what = Cell(one.what.words)
                cells.append((name, organised, since, what, Cell(one.slug, "muted")))
        return cells

    def _moved(self) -> None:
        if self.is_attached:
            self.hint.show(self._about())
            self.keys.show_commands(self.bar())

    def _about(self) -> Words:
        """The whole words of the row under the cursor."""
        if self.rows.row >= len(self.shown):
            return ""
        one = self.shown[self.rows.row]
        return " · ".join(filter(None, (one.organisation, one.what.who, one.what.words)))

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":  # the list would run it after the keys that follow
            await self.do_see_to_it()
        else:
            await super().press(key, character)

    async def do_see_to_it(self) -> None:
        """Opens the workshop where the row under the cursor is seen to."""
        if self.rows.row >= len(self.shown):
            self.refuse(say("Nothing is due."))
            return
        await self.app.pop_screen()
        await self.see_to(self.shown[self.rows.row])
