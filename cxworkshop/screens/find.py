"""Finds words anywhere in a workshop: the box of the palette, with what was said before the commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len

from cxworkshop.commands import Command
from cxworkshop.language import N_, Words, _, say, say_n
from cxworkshop.screens.modes import Mode
from cxworkshop.screens.palette import Line, PaletteScreen, grouped, heading
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.finding import Said, around, found
from cxworkshop.sheets.plan import SheetPlan

COLUMNS = (
    Column("", width=24, weight=3, importance=10),
    Column("", width=16, weight=2, importance=5),
)


class FindScreen(PaletteScreen):
    """The same box: what was said first, then lists, activities and commands."""

    MODES: ClassVar = (
        Mode("finding", "rows", ("finding", "everywhere"), ("choose", "this_list", "back", "quit")),
    )
    COLUMNS_SHOWN: ClassVar[tuple[Column, ...]] = COLUMNS
    NOTHING: ClassVar = N_("Nobody has said that here.")
    is_here = False
    """Whether only the list at hand is searched."""
    count = 0
    """The texts that were found."""
    before_commands = 0
    """The lines before those of the commands: words that nobody has said run none, Quit least of all."""

    def ask(self, text: str) -> None:
        within = self._within
        label = say("Find in {list}", list=_(within.title)) if within is not None else say("Find")
        self.entry.ask(label, lambda _text: None, say("words that were said"), text, typed=self.find)

    @property
    def _within(self) -> SheetPlan | None:
        return self.findable.plan if self.is_here and self.findable is not None else None

    def found_lines(self, text: str) -> Iterator[Line]:
        hits = found(self.texts, text, self._within)
        self.count = len(hits)
        lines = [*grouped(hits, lambda said: self._cells(said, text), self.go_to)]
        if not self.is_here:
            lines += self.place_lines(text)
        self.before_commands = len(lines)
        yield from lines
        if self.is_here or not text.strip():
            return
        if self.matching:
            yield heading(_("Commands"))
        yield from (self.command_line(command) for command in self.matching)

    def may_begin_at(self, line: int) -> bool:
        return line < self.before_commands

    def _cells(self, said: Said, text: str) -> tuple[Cell, ...]:
        assert self.findable is not None
        words = around(said.text, text, max(24, self.rows.size.width // 2))
        return Cell(f"  {words}"), Cell(said.about(self.findable.session), "muted")

    def command_line(self, command: Command) -> Line:
        line = super().command_line(command)
        title, keys, about = line.cells
        return line._replace(cells=(Cell(f"  {title.text}  {keys.text}"), about))

    def told(self, line: Line) -> Words:
        if not self.count:
            return ""
        count = say_n("Found in {n} place", "Found in {n} places", self.count)
        room = self.rows.column_layout[0][2] if self.rows.column_layout else 0
        is_cut = line.cells[0].text.strip() != line.told or cell_len(line.told) > room
        return f"{count}: {line.told}" if is_cut else count

    async def press(self, key: str, character: str | None) -> None:
        if key == "tab":
            self.do_this_list()
        else:
            await super().press(key, character)

    def do_this_list(self) -> None:
        """Searches the list at hand only, or everything again."""
        self.is_here = not self.is_here
        self.ask(self.entry.line.text)
        self.draw()
