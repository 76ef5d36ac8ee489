"""The palette: the commands of the screen below, searched by name in either language; after them the lists,
activities and records that bear the name. `find` is the same box in another order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Command, is_always, keys_shown, nothing_done
from cxworkshop.language import N_, Words, _, in_each_language, say
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.findable import Findable
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.finding import Said, found_by_name
from cxworkshop.sheets.rows import HeadedRows
from cxworkshop.widgets.bars import KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", width=22, importance=10),
    Column("", width=9, importance=8),
    Column("", width=20, weight=1, importance=5),
)
LIST_KEYS = ("up", "down", "pageup", "pagedown")
"""Keys that move in the list; all others are typed."""


class Line(NamedTuple):
    """A line of the box: its cells, all that it says, and what choosing it does; a heading does nothing."""

    cells: tuple[Cell, ...]
    told: str = ""
    choose: Callable[[], Awaitable[None]] | None = None


class PaletteScreen(KeyScreen):
    """A line to search with, and a list of commands, then of what else bears that name."""

    MODES: ClassVar = (Mode("palette", "rows", ("palette", "everywhere"), ("choose", "back", "quit")),)
    CSS_PATH = "page.tcss"
    COLUMNS_SHOWN: ClassVar[tuple[Column, ...]] = COLUMNS
    NOTHING: ClassVar = N_("No command is called that.")

    def __init__(self, screen_below: KeyScreen) -> None:
        super().__init__()
        self.screen_below = screen_below
        self.all_commands = [command for command in screen_below.commands() if command.id != "palette"]
        self.matching = self.all_commands
        findable = screen_below.findable
        self.texts = findable.texts() if findable is not None else []
        self.places = findable.named() if findable is not None else []
        self.lines: list[Line] = []
        self.entry, self.help_line = Entry(), Prose(id="told")
        self.rows = ListBox(
            HeadedRows(heading_height=0),
            chosen=lambda _row: self.app.call_later(self.do_choose),
            moved=self._tell,
        )
        self.keys = KeyBar(self.run_later)

    @property
    def findable(self) -> Findable | None:
        return self.screen_below.findable

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.entry
            yield self.rows
            yield self.help_line
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.ask("")
        self.draw()  # before the first refresh, for keys typed ahead
        self.call_after_refresh(self._tell)

    def ask(self, text: str) -> None:
        """Opens the line to type in."""
        self.entry.ask(
            say("Which command?"), lambda _text: None, say("a part of its name"), text, typed=self.find
        )

    def draw(self) -> None:
        self.rows.empty = _(self.NOTHING) if self.entry.line.text else ""
        self.matching = matching_commands(self.all_commands, self.entry.line.text)
        self.lines = [*self.found_lines(self.entry.line.text)]
        self.rows.stops = [i for i, line in enumerate(self.lines) if line.choose is not None]
        self.rows.row = next((stop for stop in self.rows.stops if self.may_begin_at(stop)), 0)
        columns = self.COLUMNS_SHOWN
        cells = ((*line.cells, *[Cell()] * len(columns))[: len(columns)] for line in self.lines)
        self.rows.show(Listing(columns, tuple(cells)))
        self.keys.show_commands(self.bar())
        self._tell()

    def may_begin_at(self, line: int) -> bool:
        """Whether Enter may take a line of the box to which no arrow has led."""
        return True

    def find(self, _text: str) -> None:
        """Shows what the typed text finds."""
        self.draw()

    def found_lines(self, text: str) -> Iterator[Line]:
        """The lines of a search: commands, then lists and activities, then records of that name."""
        yield from (self.command_line(command) for command in self.matching)
        yield from self.place_lines(text)
        named = found_by_name(self.texts, text)
        yield from grouped(named, lambda said: (Cell(f"  {said.line}", spans=True),), self.go_to)

    def command_line(self, command: Command) -> Line:
        """The line of a command."""
        about = _(command.help)
        cells = Cell(_(command.title)), Cell(keys_shown(command), "accent"), Cell(about, "muted")
        return Line(cells, about, lambda: self.screen_below.run(command.id))

    def place_lines(self, text: str) -> Iterator[Line]:
        """The lists and activities of a name, under a heading."""
        words = text.casefold().split()
        places = [place for place in self.places if words and _begin_with(_words_of(place.names), words)]
        if places:
            yield heading(_("Lists and activities"))
        for place in places:
            yield Line((Cell(f"  {place.text}", spans=True),), "", self.to(place.go))

    def to(self, go: Callable[[], None]) -> Callable[[], Awaitable[None]]:
        """Choosing what leads elsewhere."""
        return lambda: self.screen_below.leave_for(go)

    def go_to(self, said: Said) -> Callable[[], Awaitable[None]]:
        """Choosing a text, which leads to its cell."""
        findable = self.findable
        assert findable is not None
        return self.to(lambda: findable.go_to_said(said))

    @property
    def current(self) -> Line | None:
        """The line under the cursor; None where nothing was found."""
        return self.lines[self.rows.row] if self.rows.stops and self.rows.row < len(self.lines) else None

    def told(self, line: Line) -> Words:
        """What is said below the list of the line under the cursor: its last cell, where that is cut."""
        room = self.rows.column_layout[-1][2] if self.rows.column_layout else 0
        return line.told if cell_len(line.told) > room else ""

    def _tell(self) -> None:
        line = self.current
        self.help_line.show(self.told(line) if line is not None else "")

    @property
    def takes_text(self) -> bool:
        return True

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_choose()
        elif key == "escape":
            await self.do_back()
        elif key in LIST_KEYS:
            if not self.rows.take_key(key, character):
                self.refuse(nothing_done(key))
        elif is_always(key):
            await super().press(key, character)
        elif not self.entry.take_key(key, character):
            self.refuse(nothing_done(key, is_typed=True))

    def paste(self, text: str) -> None:
        self.entry.take_paste(text)

    async def do_choose(self) -> None:
        """Does what the line under the cursor says, on the screen below."""
        line = self.current
        if line is not None and line.choose is not None:
            await self.app.pop_screen()
            await line.choose()
        else:
            self.refuse(_(self.NOTHING))

    async def do_palette(self) -> None:
        """Closes the palette."""
        await self.do_back()


def grouped(
    hits: Sequence[Said],
    cells: Callable[[Said], tuple[Cell, ...]],
    choose: Callable[[Said], Callable[[], Awaitable[None]]],
) -> Iterator[Line]:
    """The lines of texts, each list under its heading."""
    group = ""
    for said in hits:
        if said.group != group:
            group = said.group
            yield heading(group)
        yield Line(cells(said), said.line, choose(said))


def heading(text: str) -> Line:
    """A line that the cursor passes over."""
    return Line((Cell(text, "muted", spans=True),))


def matching_commands(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands of a search text: first those whose name begins with it, then those whose name, then whose
    help contains words that begin with its words."""
    words = list(dict.fromkeys(text.casefold().split()))

    def rank(command: Command) -> tuple[bool, bool, bool]:
        names = in_each_language(command.title)
        name_words = _words_of(names)
        help_words = " ".join(in_each_language(command.help)).split()
        return (
            _begin_with(names, [" ".join(words)]),
            _begin_with(name_words, words),
            _begin_with([*name_words, *help_words], words),
        )

    ranked = sorted(
        ((rank(command), command) for command in commands), key=lambda pair: pair[0], reverse=True
    )
    return [command for ranks, command in ranked if any(ranks)]


def _words_of(names: Sequence[str]) -> list[str]:
    return " ".join(names).split()


def _begin_with(texts: Sequence[str], beginnings: Sequence[str]) -> bool:
    """Whether for each beginning one of the texts starts with it."""
    return all(any(text.startswith(beginning) for text in texts) for beginning in beginnings)
