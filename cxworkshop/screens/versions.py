"""The versions and older copies of a workshop, the newest first; Enter goes back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from cxworkshop.language import N_, NC_, _
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.storage.file.copies import Copy
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", NC_("version", "Kept"), width=18, importance=9),
    Column("", N_("Name"), width=24, weight=1, importance=10),
)


class VersionsScreen(ListPage):
    """A list on top of the workshop."""

    MODES: ClassVar = (Mode("versions", "rows", ("versions", "everywhere"), ("go_back_to", "help", "back")),)

    def __init__(self, versions: Sequence[Copy], chosen: Callable[[Copy], None]) -> None:
        super().__init__(ListBox(chosen=lambda _row: self.app.call_later(self.do_go_back_to)))
        self.versions, self.chosen = versions, chosen

    def draw(self) -> None:
        self.heading.show([(f" {_('Versions of this workshop')}", "accent")])
        self.hint.show(
            _("Going back keeps what is there now as a version, too. Answers given blindly stay as they are.")
        )
        self.rows.empty = _("Nothing is kept yet.")
        self.rows.show(Listing(COLUMNS, tuple(map(_cells, self.versions))))
        self.keys.show_commands(self.bar())

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_go_back_to()
        else:
            await super().press(key, character)

    async def do_go_back_to(self) -> None:
        """Closes the list and asks whether to go back to the version under the cursor."""
        if self.rows.row < len(self.versions):
            await self.app.pop_screen()
            self.chosen(self.versions[self.rows.row])
        else:
            self.refuse(_("Nothing is kept yet."))


def _cells(version: Copy) -> tuple[Cell, ...]:
    return Cell(version.when), Cell(version.name) if version.name else Cell(_("older copy"), "muted")
