"""Everything that is wrong in a file, by its place: shown when the file is opened, and again whenever it is
asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.language import plural, say
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.list_box import ListBox

if TYPE_CHECKING:
    from cxworkshop.model.place import Place
    from cxworkshop.storage.store import Fault

LINE = (Column("", width=10, weight=1),)


class FaultsScreen(KeyScreen):
    """A list over the workshop; Enter goes to the cell a fault stands in."""

    MODES: ClassVar = (Mode("faults", "rows", ("faults", "everywhere"), ("go_there", "help", "back")),)
    CSS_PATH = "page.tcss"

    def __init__(self, faults: Sequence[Fault], jump: Callable[[Place], object], restoring: str = "") -> None:
        super().__init__()
        self.faults, self.jump, self.restoring = faults, jump, restoring
        self.of_line: list[int] = []
        self.heading, self.hint = Bar(classes="-plain"), Prose()
        self.rows, self.keys = ListBox(heading=False), KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.heading
            yield self.hint
            yield self.rows
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        told = plural(
            "{n} thing is wrong in this file", "{n} things are wrong in this file", len(self.faults)
        )
        self.heading.show([(f" {told}", "bad")])
        left = say("It is opened to be read only, and left as it is.")
        again = say(
            "{left} {command} lists older copies, and brings one back that can be changed.",
            left=left,
            command=self.restoring,
        )
        self.hint.show(again if self.restoring else left)
        cells: list[tuple[Cell, ...]] = []
        self.of_line = []
        for i, fault in enumerate(self.faults):
            for k, (_begin, text) in enumerate(wrap(str(fault.words), max(20, self.rows.size.width - 6))):
                cells.append((Cell(("! " if k == 0 else "  ") + text),))
                self.of_line.append(i)
        self.rows.show(Listing(LINE, tuple(cells)))
        self.rows.stops = [self.of_line.index(i) for i in range(len(self.faults))]
        self.keys.show_commands(self.bar())

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_go_there()
        else:
            await super().press(key, character)

    async def do_go_there(self) -> None:
        """Goes to where the fault under the cursor stands."""
        place = self.faults[self.of_line[self.rows.row]].place if self.of_line else None
        await self.app.pop_screen()
        if place is not None:
            self.jump(place)
