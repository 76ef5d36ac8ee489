"""Which file of survey answers is to be read: its path typed or dropped, and what begins so below."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import is_always, nothing_done
from cxworkshop.importing.survey.files import FileName, beginning_so, completed, is_whole_path, typed_path
from cxworkshop.importing.survey.remembered import Begun
from cxworkshop.language import Words, _, date_text, say
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", width=30, weight=1, importance=10),
    Column("", width=12, importance=7),
    Column("", width=12, importance=6),
)
LIST_KEYS = ("up", "down", "pageup", "pagedown")
"""Keys that move in the list; all others are typed."""


class SurveyFileScreen(KeyScreen):
    """A line to type into, and the folders and files below; Enter reads one. `begun`: the one before."""

    MODES: ClassVar = (
        Mode("survey_file", "rows", ("survey_file", "everywhere"), ("read_file", "complete", "back", "quit")),
    )
    CSS_PATH = "whole_list.tcss"

    def __init__(self, workshop: Workshop, begun: Begun) -> None:
        super().__init__()
        self.workshop, self.begun = workshop, begun
        self.files: tuple[FileName, ...] = ()
        self.heading, self.about = Bar(classes="-plain"), Prose()
        self.rows = ListBox(heading=False, chosen=lambda _row: self.run_later("read_file"))
        self.entry, self.keys = Entry(), KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id="whole-list"):
            yield self.heading
            yield self.about
            yield self.entry
            yield self.rows
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.ask(self.begun.text)

    def ask(self, text: str, why: Words = "") -> None:
        """Opens the line with a text, whose place the next one takes; `why` is what was wrong with it."""
        self.entry.ask(
            say("File"), lambda _text: None, say("its path"), text, typed=self.list_files, is_selected=True
        )
        self.list_files(text)
        if why:
            self.refuse(why)

    def list_files(self, text: str) -> None:
        """Lists what begins so, the cursor on the first file."""
        self.files = beginning_so(text)
        self.rows.row = next((i for i, one in enumerate(self.files) if not one.is_folder), 0)
        self.draw()

    def draw(self) -> None:
        self.heading.show([(f" {_('Import answers')}", "accent")])
        self.about.show(
            say("Which file? CSV, TSV, workbook, Parquet or JSON lines. Type its path, or drop it here.")
        )
        self.rows.empty = _("No folder and no file of answers begins so.")
        self.rows.show(Listing(COLUMNS, tuple(_cells(one) for one in self.files)))
        self.keys.show_commands(self.bar())

    # -- keys ------------------------------------------------------------------------------------------------
    @property
    def takes_text(self) -> bool:
        return True

    async def press(self, key: str, character: str | None) -> None:
        if is_always(key):
            await super().press(key, character)
        elif key == "escape":
            await self.do_back()
        elif key == "enter":
            await self.do_read_file()
        elif key == "tab":
            self.do_complete()
        elif key in LIST_KEYS:
            if not self.rows.take_key(key, character):
                self.refuse(nothing_done(key))
        elif not self.entry.take_key(key, character):
            self.refuse(nothing_done(key, is_typed=True))

    def paste(self, text: str) -> None:
        """A file that is dropped takes the place of whatever is typed."""
        self.entry.is_selected |= is_whole_path(text)
        self.entry.take_paste(text)

    def do_complete(self) -> None:
        """Types on as far as all names are alike; of one name to its end."""
        text = completed(self.entry.line.text, self.files)
        if text == self.entry.line.text:
            self.refuse(say("Several names go on otherwise.") if self.files else say("Nothing begins so."))
        else:
            self.entry.resume(text)

    async def do_read_file(self) -> None:
        """Reads the file that is typed, else the one under the cursor; goes into a folder."""
        text = self.entry.line.text.strip()
        if text and typed_path(text).is_file():
            await self._read(text)
        elif self.rows.row < len(self.files):
            chosen = self.files[self.rows.row]
            if chosen.is_folder:
                self.entry.resume(chosen.text)
            else:
                await self._read(chosen.text)
        else:
            self.refuse(say("There is no file {file}.", file=text))

    async def _read(self, text: str) -> None:
        from cxworkshop.screens.survey import SurveyScreen

        self.begun.text = text
        self.ask(text)
        await self.app.push_screen(SurveyScreen(self.workshop, typed_path(text), self.begun, self.refuse))


def _cells(one: FileName) -> tuple[Cell, ...]:
    if one.is_folder:
        return Cell(one.name, "muted", keeps_ends=True), Cell(), Cell()
    size, day = say("{n} kB", n=-(-one.size // 1000)), one.changed_on
    return (
        Cell(one.name, keeps_ends=True),
        Cell(str(size), "muted"),
        Cell(date_text(day) if day else "", "muted"),
    )
