"""The palette: every command that works on the screen below, found by a part of its name, in either
language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Command, is_always, keys_shown
from cxworkshop.language import LANGUAGES, _, say, speaking
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.widgets.bars import Entry, KeyBar, Prose
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", width=22, importance=10),
    Column("", width=9, importance=8),
    Column("", width=20, weight=1, importance=5),
)
MOVING = ("up", "down", "pageup", "pagedown")
"""Keys of the list; all others are typed."""


class PaletteScreen(KeyScreen):
    """A list over the work and a line to type into."""

    MODES: ClassVar = (Mode("palette", "rows", ("palette", "everywhere"), ("choose", "back", "quit")),)
    CSS_PATH = "page.tcss"

    def __init__(self, about: KeyScreen) -> None:
        super().__init__()
        self.about = about
        self.known = [command for command in about.commands() if command.id != "palette"]
        self.found = self.known
        self.entry, self.told = Entry(), Prose(id="told")
        self.rows = ListBox(
            heading=False, chosen=lambda _row: self.app.call_later(self.do_choose), moved=self._tell
        )
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.entry
            yield self.rows
            yield self.told
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.entry.ask(say("Which command?"), lambda _text: None, say("a part of its name"), typed=self._find)
        self.draw()  # at once, for keys typed ahead
        self.call_after_refresh(self._tell)

    def draw(self) -> None:
        self.rows.empty = _("No command is called that.")
        cells = [
            (Cell(_(one.title)), Cell(keys_shown(one), "accent"), Cell(_(one.help), "muted"))
            for one in self.found
        ]
        self.rows.show(Listing(COLUMNS, tuple(cells)))
        self.keys.show_commands(self.bar())
        self._tell()

    def _tell(self) -> None:
        """What the command under the cursor does, where the list cuts it."""
        told = _(self.found[self.rows.row].help) if self.rows.row < len(self.found) else ""
        room = self.rows.column_layout[-1][2] if self.rows.column_layout else 0
        self.told.show(told if cell_len(told) > room else "")

    def _find(self, text: str) -> None:
        self.found = called(self.known, text)
        self.rows.row = 0
        self.draw()

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_choose()
        elif key == "escape":
            await self.do_back()
        elif key in MOVING:
            self.rows.take_key(key, character)
        elif is_always(key):
            await super().press(key, character)
        else:
            self.entry.take_key(key, character)

    def paste(self, text: str) -> None:
        self.entry.take_paste(text)

    async def do_choose(self) -> None:
        """Does what the cursor is on, where it was asked for."""
        if self.rows.row < len(self.found):
            chosen = self.found[self.rows.row]
            await self.app.pop_screen()
            await self.about.run(chosen.id)

    async def do_palette(self) -> None:
        """Asked for once more, it goes."""
        await self.do_back()


def called(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands whose name begins with what was typed, then those in whose name, then in whose help, words
    begin so."""
    wanted = text.casefold().split()

    def told(command: Command) -> tuple[list[str], list[str], list[str]]:
        names = _in_each_language(command.title)
        words = " ".join(names).split()
        return names, words, [*words, *" ".join(_in_each_language(command.help)).split()]

    def begins(parts: Sequence[str], words: Sequence[str]) -> bool:
        return all(any(part.startswith(word) for part in parts) for word in words)

    sought = [" ".join(wanted)], wanted, wanted
    ranks = [
        (command, [begins(*one) for one in zip(told(command), sought, strict=True)]) for command in commands
    ]
    return [command for command, found in sorted(ranks, key=lambda one: one[1], reverse=True) if any(found)]


def _in_each_language(words: str) -> list[str]:
    """Whoever has switched to a language they cannot read must find the way back."""
    found = []
    for code in LANGUAGES:
        with speaking(code):
            found.append(_(words).casefold())
    return found
