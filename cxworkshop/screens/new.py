"""A new workshop: one form, then the landing. Nothing is written before it is started."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import commands_in
from cxworkshop.editing import create
from cxworkshop.editing.changes import Change
from cxworkshop.editing.starting import blank_session
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, language, say
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.screens.base import KeyScreen, Pane
from cxworkshop.storage.folder import free_path, slug
from cxworkshop.widgets.bars import Bar, KeyBar
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.grid import form
from cxworkshop.widgets.sheet import Sheet

PLAN = form(
    "new",
    N_("New workshop"),
    "organisation.name", "workshop.title", "organisation.sector", "workshop.language", "rounds.agenda", "rounds.started_on",
    "rounds.label", "workshop.facilitator",
)  # fmt: skip


class NewScreen(KeyScreen):
    """Edits a session that is not on the disk yet; starting writes it."""

    WHERE: ClassVar = ("new", "everywhere")
    CSS_PATH = "new.tcss"

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.title_given = title
        self.sheet = Sheet(self, id="form", moved=self._moved)
        self.header, self.hello = Bar(id="header"), Bar(id="hello", classes="-plain")
        self.detail, self.keys = Detail(), KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.hello
        yield self.sheet
        yield self.detail
        yield self.keys

    def on_mount(self) -> None:
        self.session = blank_session(language(), self.cx.today(), self.title_given)
        self.set_focus(self.sheet)
        self.draw()
        self.sheet.do_edit()

    @property
    def reading(self) -> Reading:
        return Reading(self.session, self.cx.today())

    @property
    def pane(self) -> Pane:
        return self.sheet

    @property
    def where(self) -> tuple[str, ...]:
        return ("new", "cell") if self.sheet.open else self.WHERE

    def draw(self) -> None:
        self.header.show([(f" {say('New workshop')}", "strong")], [(f"{self.cx.folder} ", "muted")])
        self.hello.show([(f" {say('Whose customers’ experience is this about? Type, Tab, type; ^s starts.')}", "muted")])
        self.sheet.set_plan(PLAN, self.sheet.row)

    def _moved(self) -> None:
        if self.is_attached:
            self.detail.show(self.sheet)
            sheet = [c for c in commands_in("sheet") if c.id == "edit"]
            self.keys.show_commands([*commands_in("new"), *(commands_in("cell") if self.sheet.open else [*sheet, *commands_in("everywhere")])])

    # -- the desk of the form ------------------------------------------------------------------------------------------
    def apply(self, change: Change) -> Words | None:
        try:
            self.session = change(self.session)
        except CxError as error:
            return error.words
        self.sheet.reload()
        return None

    def tell(self, words: Words) -> None:
        self.detail.tell(words)

    def open_record(self, places: list[Place], title: str) -> None:
        """The form is the whole record already."""

    async def press(self, key: str, character: str | None) -> None:
        self.detail.clear_told()
        if key == "ctrl+s":
            await self.do_start()
        else:
            await super().press(key, character)

    async def do_start(self) -> None:
        """Keeps the open cell, writes the workshop and goes to its landing."""
        if self.sheet.open is not None:
            self.sheet.take_key("enter", None)
            if self.sheet.open is not None:
                return
        named = self.session.organisation.name or self.session.workshop.title
        if not named:
            self.tell(say("Give the organisation or the workshop a name first; the file is called by it."))
            return
        try:
            opened = create(free_path(self.cx.folder, slug(named)), self.session)
            opened.close()
            path = opened.path
            await self.app.pop_screen()
            await self.cx.open_workshop(path)
        except (CxError, OSError) as error:
            self.tell(str(error))

    async def do_back(self) -> None:
        await self.app.pop_screen()
