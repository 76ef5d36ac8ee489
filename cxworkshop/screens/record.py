"""A whole record as a form over the work: every field of it, each with its help."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Situation
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen, Listened
from cxworkshop.screens.modes import RECORD, situation_of, typed_in
from cxworkshop.sheets.plan import record_form
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, KeyBar
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.sheet import Sheet


class Below(Desk, Protocol):
    """The screen below, whose record it is."""

    @property
    def situation(self) -> Situation:
        """The facts that the usefulness of commands hangs on."""

    def do_undo(self) -> None:
        """Takes the last change back and says so."""

    def do_redo(self) -> None:
        """Makes it again and says so."""


class RecordScreen(KeyScreen):
    """Edits on behalf of the desk below it."""

    MODES: ClassVar = RECORD
    CSS_PATH = "record.tcss"

    def __init__(self, desk: Below, shown: Listened, places: list[Place], title: str) -> None:
        super().__init__()
        self.desk, self.shown, self.places, self.heading = desk, shown, places, title
        self.sheet = Sheet(self, moved=self._moved)
        self.detail = Detail()
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        with Vertical(id="card"):
            yield (title := Bar(id="title", classes="-plain"))
            title.show([(" " + self.heading, "accent")])
            yield self.sheet
            yield self.detail
            yield self.keys

    def on_mount(self) -> None:
        self.hear(self.shown)
        self.sheet.set_plan(record_form(self.reading.session, self.places, self.heading))
        self.set_focus(self.sheet)

    @property
    def live(self) -> Collection[str]:
        return (typed_in(self.sheet),)

    @property
    def situation(self) -> Situation:
        return replace(situation_of(self.sheet), read_only=self.desk.situation.read_only)

    @property
    def typing(self) -> Draft | None:
        return self.sheet.draft

    @property
    def reading(self) -> Reading:
        return self.desk.reading

    def apply(self, change: Change) -> Words | None:
        return self.desk.apply(change)

    def tell(self, words: Words) -> None:
        self.detail.tell(words)

    def open_record(self, places: list[Place], title: str) -> None:
        """A form of a form is the same form."""

    async def do_undo(self) -> None:
        await self._take_back(self.desk.do_undo)

    async def do_redo(self) -> None:
        await self._take_back(self.desk.do_redo)

    async def _take_back(self, turn: Callable[[], None]) -> None:
        """What is shown may go with what is taken back; then the form goes too."""
        turn()
        if self._is_gone:
            await self.do_back()

    @property
    def _is_gone(self) -> bool:
        return all(record_at(self.reading.session, place) is None for place in self.places)

    def session_changed(self, before: Session, after: Session) -> None:
        if not self._is_gone:
            self.sheet.reload()
            self._moved()

    def _moved(self) -> None:
        if self.is_attached:
            self.detail.show(self.sheet)
            self.keys.show_commands(self.bar())

    def draw(self) -> None:
        self.sheet.retranslate()
        self._moved()
