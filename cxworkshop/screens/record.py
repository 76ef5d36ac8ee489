"""A form of all fields of a record, each with its help, on top of the workshop or the new workshop."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Situation, keyed
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words, say
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Session
from cxworkshop.screens.base import ChangeSource, KeyScreen
from cxworkshop.screens.findable import Findable
from cxworkshop.screens.modes import RECORD, sheet_mode, situation_of
from cxworkshop.sheets.in_use import records_in_use
from cxworkshop.sheets.plan import SheetPlan, record_form
from cxworkshop.sheets.row_changes import Desk
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, KeyBar
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.sheet import Sheet


class RecordOwner(Desk, Protocol):
    """The screen below, which applies the changes of the form."""

    detail: Detail

    @property
    def situation(self) -> Situation: ...

    @property
    def findable(self) -> Findable | None: ...

    def do_undo(self) -> None: ...

    def do_redo(self) -> None: ...


class RecordScreen(KeyScreen):
    """Edits a record through its owner."""

    MODES: ClassVar = RECORD
    CSS_PATH = "record.tcss"

    def __init__(self, owner: RecordOwner, source: ChangeSource, places: list[Place], title: str) -> None:
        super().__init__()
        self.owner, self.source, self.places, self.heading = owner, source, places, title
        self.sheet = Sheet(self, moved=self._moved)
        self.detail = Detail()
        self.keys = KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id="card"):
            yield (title := Bar(id="title", classes="-plain"))
            title.show([(" " + self.heading, "accent")])
            yield self.sheet
            yield self.detail
            yield self.keys

    def on_mount(self) -> None:
        self.listen_to(self.source)
        self.sheet.set_plan(self.plan)
        self.set_focus(self.sheet)

    @property
    def plan(self) -> SheetPlan:
        """What is shown: a form of all fields."""
        return record_form(self.reading.session, self.places, self.heading)

    @property
    def live(self) -> Collection[str]:
        return (sheet_mode(self.sheet),)

    @property
    def situation(self) -> Situation:
        here = situation_of(self.sheet)
        return replace(
            self.owner.situation,
            rows=here.rows,
            has_table=here.has_table,
            is_form=here.is_form,
            is_typed_into=here.is_typed_into,
            has_library=True,
        )

    @property
    def typing(self) -> Draft | None:
        return self.sheet.draft

    @property
    def reading(self) -> Reading:
        return self.owner.reading

    @property
    def findable(self) -> Findable | None:
        return self.owner.findable

    async def leave_for(self, go: Callable[[], None]) -> None:
        """Closes the form, which would lie over what was found."""
        await self.app.pop_screen()
        go()

    def nothing_done(self, key: str) -> Words:
        if (command := self.mode.command_for(key, self.situation)) is not None:
            title = say(command.title)
            return keyed("{title} works in the lists of the workshop: {back} goes back to them.", title=title)
        return super().nothing_done(key)

    def apply(self, change: Change) -> Words | None:
        return self.owner.apply(change)

    def tell(self, words: Words) -> None:
        self.detail.tell(words)

    @property
    def in_use(self) -> list[Place]:
        return [*self.places, *records_in_use(self.sheet.state)]

    def stop(self, why: Words) -> None:
        if self.pane is self.sheet:
            self.sheet.refuse_text(why)

    def open_record(self, places: list[Place], title: str) -> None:
        """Does nothing: the record is open already."""

    async def do_undo(self) -> None:
        await self._take_back(self.owner.do_undo)

    async def do_redo(self) -> None:
        await self._take_back(self.owner.do_redo)

    async def _take_back(self, step_back: Callable[[], None]) -> None:
        """Closes the form when undo or redo removes its record."""
        step_back()
        self.tell(self.owner.detail.message)
        if self.is_gone:
            await self.do_back()

    @property
    def is_gone(self) -> bool:
        return all(record_at(self.reading.session, place) is None for place in self.places)

    def draw_header(self) -> None:
        self.detail.warn(self.cx.trouble)

    def session_changed(self, before: Session, after: Session) -> None:
        if not self.is_gone:
            self.sheet.reload(keeps_row=True)
            self._moved()

    def _moved(self) -> None:
        if self.is_attached:
            self.detail.show(self.sheet)
            self.keys.show_commands(self.bar())

    def draw(self) -> None:
        self.sheet.retranslate()
        self._moved()
