"""A whole record as a form over the work: every field of it, each with its help."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import commands_in
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, record_at
from cxworkshop.screens.base import KeyScreen, Pane
from cxworkshop.sheets.plan import record_form
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, KeyBar
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.sheet import Sheet


class Below(Desk, Protocol):
    """The screen below, whose record it is."""

    def refuses(self, id: str) -> Words:
        """Why a command does nothing now; empty when it does."""

    def do_undo(self) -> None:
        """Takes the last change back and says so."""

    def do_redo(self) -> None:
        """Makes it again and says so."""


class RecordScreen(KeyScreen):
    """Edits on behalf of the desk below it."""

    WHERE: ClassVar = ("everywhere",)
    CSS_PATH = "record.tcss"

    def __init__(self, desk: Below, places: list[Place], title: str) -> None:
        super().__init__()
        self.desk, self.places, self.heading = desk, places, title
        self.sheet = Sheet(self, moved=self._moved)
        self.detail = Detail()
        self.keys = KeyBar(self._run)

    def compose(self) -> ComposeResult:
        with Vertical(id="card"):
            yield (title := Bar(id="title", classes="-plain"))
            title.show([(" " + self.heading, "accent")])
            yield self.sheet
            yield self.detail
            yield self.keys

    def on_mount(self) -> None:
        self.sheet.set_plan(record_form(self.reading.session, self.places, self.heading))
        self.set_focus(self.sheet)

    @property
    def pane(self) -> Pane:
        return self.sheet

    @property
    def typing(self) -> Draft | None:
        return self.sheet.typing

    @property
    def where(self) -> tuple[str, ...]:
        return (
            ("cell", "everywhere") if self.sheet.open else ("workshop", "everywhere")
        )  # of the workshop's: undo and redo

    @property
    def reading(self) -> Reading:
        return self.desk.reading

    def apply(self, change: Change) -> Words | None:
        fault = self.desk.apply(change)
        if fault is None:
            self.sheet.reload()
        return fault

    def tell(self, words: Words) -> None:
        self.detail.tell(words)

    def refuses(self, id: str) -> Words:
        return self.desk.refuses(id)

    def open_record(self, places: list[Place], title: str) -> None:
        """A form of a form is the same form."""

    async def do_undo(self) -> None:
        await self._taken_back(self.desk.do_undo)

    async def do_redo(self) -> None:
        await self._taken_back(self.desk.do_redo)

    async def _taken_back(self, turn: Callable[[], None]) -> None:
        """What is shown may go with what is taken back; then the form goes too."""
        turn()
        if all(record_at(self.reading.session, place) is None for place in self.places):
            await self.do_back()
        else:
            self.draw()

    def _moved(self) -> None:
        if self.is_attached:
            self.detail.show(self.sheet)
            shown = (
                self.sheet.open.told[1]
                if self.sheet.open
                else [
                    c
                    for c in commands_in("sheet", "workshop", "everywhere")
                    if c.id in ("edit", "toggle", "undo", "back", "help")
                ]
            )
            self.keys.show_commands([command for command in shown if not self.refuses(command.id)])

    def _run(self, id: str) -> None:
        self.app.call_later(self.run, id)

    def draw(self) -> None:
        self.sheet.say_anew()
        self._moved()

    async def do_back(self) -> None:
        await self.app.pop_screen()
