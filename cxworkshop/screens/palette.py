"""The palette: the commands of the screen below, searched by name in either language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Command, is_always, keys_shown, nothing_done
from cxworkshop.language import LANGUAGES, _, say, speaking
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
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


class PaletteScreen(KeyScreen):
    """A list of commands and a line to search them."""

    MODES: ClassVar = (Mode("palette", "rows", ("palette", "everywhere"), ("choose", "back", "quit")),)
    CSS_PATH = "page.tcss"

    def __init__(self, screen_below: KeyScreen) -> None:
        super().__init__()
        self.screen_below = screen_below
        self.all_commands = [command for command in screen_below.commands() if command.id != "palette"]
        self.matching = self.all_commands
        self.entry, self.help_line = Entry(), Prose(id="told")
        self.rows = ListBox(
            heading=False, chosen=lambda _row: self.app.call_later(self.do_choose), moved=self._tell
        )
        self.keys = KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.entry
            yield self.rows
            yield self.help_line
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.entry.ask(say("Which command?"), lambda _text: None, say("a part of its name"), typed=self._find)
        self.draw()  # before the first refresh, for keys typed ahead
        self.call_after_refresh(self._tell)

    def draw(self) -> None:
        self.rows.empty = _("No command is called that.")
        cells = [
            (Cell(_(command.title)), Cell(keys_shown(command), "accent"), Cell(_(command.help), "muted"))
            for command in self.matching
        ]
        self.rows.show(Listing(COLUMNS, tuple(cells)))
        self.keys.show_commands(self.bar())
        self._tell()

    def _tell(self) -> None:
        """Shows the help of the command under the cursor where the list cuts it off."""
        text = _(self.matching[self.rows.row].help) if self.rows.row < len(self.matching) else ""
        room = self.rows.column_layout[-1][2] if self.rows.column_layout else 0
        self.help_line.show(text if cell_len(text) > room else "")

    def _find(self, text: str) -> None:
        self.matching = matching_commands(self.all_commands, text)
        self.rows.row = 0
        self.draw()

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
        """Runs the command under the cursor on the screen below."""
        if self.rows.row < len(self.matching):
            chosen = self.matching[self.rows.row]
            await self.app.pop_screen()
            await self.screen_below.run(chosen.id)
        else:
            self.refuse(_("No command is called that."))

    async def do_palette(self) -> None:
        """Closes the palette."""
        await self.do_back()


def matching_commands(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands of a search text: first those whose name begins with it, then those whose name, then whose
    help contains words that begin with its words."""
    words = list(dict.fromkeys(text.casefold().split()))

    def rank(command: Command) -> tuple[bool, bool, bool]:
        names = _in_each_language(command.title)
        name_words = " ".join(names).split()
        help_words = " ".join(_in_each_language(command.help)).split()
        return (
            _begin_with(names, [" ".join(words)]),
            _begin_with(name_words, words),
            _begin_with([*name_words, *help_words], words),
        )

    ranked = sorted(
        ((rank(command), command) for command in commands), key=lambda pair: pair[0], reverse=True
    )
    return [command for ranks, command in ranked if any(ranks)]


def _begin_with(texts: Sequence[str], beginnings: Sequence[str]) -> bool:
    """Whether for each beginning one of the texts starts with it."""
    return all(any(text.startswith(beginning) for text in texts) for beginning in beginnings)


def _in_each_language(words: str) -> list[str]:
    """The words in every language, in lower case: commands are found also from a language one cannot read."""
    texts = []
    for code in LANGUAGES:
        with speaking(code):
            texts.append(_(words).casefold())
    return texts
