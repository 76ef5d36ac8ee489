"""The screen of everything that is wrong in a session file, by place. Shown when such a file is opened,
and on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from cxworkshop.language import plural, say
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.widgets.list_box import ListBox

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession
    from cxworkshop.model.place import Place

LINE = (Column("", width=10, weight=1),)


class FaultsScreen(ListPage):
    """A list on top of the workshop; Enter goes to the cell of a fault."""

    MODES: ClassVar = (Mode("faults", "rows", ("faults", "everywhere"), ("go_there", "help", "back")),)

    def __init__(self, opened: OpenSession, jump: Callable[[Place], object]) -> None:
        super().__init__(ListBox(heading=False))
        self.faults, self.jump = opened.faults, jump
        self.restore_command = f"cxworkshop restore {opened.path.stem}" if copies_offered(opened.path) else ""
        self.fault_of_line: list[int] = []

    def draw(self) -> None:
        title = plural(
            "{n} thing is wrong in this file", "{n} things are wrong in this file", len(self.faults)
        )
        self.heading.show([(f" {title}", "bad")])
        explanation = say("It is opened to be read only, and left as it is.")
        with_command = say(
            "{left} {command} lists older copies, and brings one back that can be changed.",
            left=explanation,
            command=self.restore_command,
        )
        self.hint.show(with_command if self.restore_command else explanation)
        cells: list[tuple[Cell, ...]] = []
        self.fault_of_line = []
        for i, fault in enumerate(self.faults):
            for k, (_begin, text) in enumerate(wrap(str(fault.words), max(20, self.rows.size.width - 6))):
                cells.append((Cell(("! " if k == 0 else "  ") + text),))
                self.fault_of_line.append(i)
        self.rows.show(Listing(LINE, tuple(cells)))
        self.rows.stops = [self.fault_of_line.index(i) for i in range(len(self.faults))]
        self.keys.show_commands(self.bar())

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_go_there()
        else:
            await super().press(key, character)

    async def do_go_there(self) -> None:
        """Closes the list and goes to the place of the fault under the cursor."""
        place = self.faults[self.fault_of_line[self.rows.row]].place if self.fault_of_line else None
        await self.app.pop_screen()
        if place is not None:
            self.jump(place)
