"""The screen that previews documents and writes them to files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import WorkType

from cxworkshop.commands.situation import Situation
from cxworkshop.documents import FORMS, Written, documents, missing, people_of
from cxworkshop.documents.escape import markdown
from cxworkshop.editing import OpenSession
from cxworkshop.editing.printing import record_printed
from cxworkshop.editing.voting import printed
from cxworkshop.errors import CxError, FaultyTemplate
from cxworkshop.firm_folder import firm_in_force
from cxworkshop.handing_out import Handout, files_of, for_everybody, hand_out, taken
from cxworkshop.language import LANGUAGES, Words, _, language, plural, say, speaking
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.folder import documents_folder
from cxworkshop.storage.outside import Disk
from cxworkshop.widgets.bars import Bar, Header, KeyBar
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.pages import Pages, markdown_lines

if TYPE_CHECKING:
    from pathlib import Path

    from cxworkshop.documents.firm import Firm
    from cxworkshop.storage.file.session_file import SessionFile

LONGEST = 130
"""Cells of a line at most: longer ones are hard to read."""
LIST = (Column("", width=12, weight=1),)


def _firm() -> tuple[Firm | None, Words]:
    """A firm's own templates and look, as the settings say, or why they cannot be used."""
    try:
        firm = firm_in_force()
        documents(firm)
    except FaultyTemplate as error:
        return None, error.words
    return firm, ""


class DocumentsScreen(KeyScreen):
    """The documents and their holes at the left, the pages of one at the right."""

    MODES: ClassVar = (Mode("documents", "pages", ("documents", "everywhere")),)
    CSS_PATH = "documents.tcss"

    def __init__(self, opened: OpenSession | SessionFile) -> None:
        super().__init__()
        self.source, self.disk = opened, Disk(opened.path.parent)
        self.document_language = self.session.workshop.language or language()
        self.document, self.text = "plan", ""
        self.form = "md"
        self.firm, self.fault = _firm()
        self.known = documents(self.firm)
        self.person: str | None = None
        """Whose page is shown, of a personal document; None: the first."""
        self.asked: tuple[Path, ...] = ()
        """The files that would be replaced if the same is written once more."""
        self.header, self.message = Header(id="header"), Bar(id="said", classes="-plain")
        self.documents, self.holes = (
            ListBox(id="documents", heading=False),
            ListBox(id="holes", heading=False),
        )
        self.holes_title = Bar(classes="-plain")
        self.pages = Pages(id="pages")
        self.keys = KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        yield self.header
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield self.documents
                yield self.holes_title
                yield self.holes
            yield self.pages
        yield self.message
        yield self.keys

    def on_mount(self) -> None:
        if isinstance(self.source, OpenSession):  # a file that is only read does not change
            self.listen_to(self.source)
        self.set_focus(self.pages)
        self.draw()

    @property
    def session(self) -> Session:
        return self.source.session

    def draw(self) -> None:
        self.documents.show(Listing(LIST, tuple((self._document_cell(name),) for name in self.known)))
        self.keys.show_commands(self.bar())
        name = self.session.organisation.name or self.session.workshop.title
        person = self.handout.person
        whose = f": {self.session.name_of('people', person)}" if person else ""
        self.header.show(
            [
                (f" {name}  " if name else " ", "strong"),
                (f"{_('Documents')}", "accent"),
                (f"  {_(self.known[self.document].title)}{whose}", ""),
            ],
            [(f"  {LANGUAGES[self.document_language]} · {FORMS[self.handout.form]} ", "muted")],
        )
        showing: WorkType[None] = self._show_pages
        self.run_worker(showing, exclusive=True)

    @property
    def people(self) -> tuple[str, ...]:
        """Who has a page of their own in the document shown."""
        return people_of(self.session, self.document, self.cx.today(), self.firm)

    @property
    def handout(self) -> Handout:
        """The document that is shown: the page of the person chosen, else of the first."""
        people, forms = self.people, self.known[self.document].forms
        person = self.person if self.person in people else next(iter(people), None)
        form = self.form if self.form in forms else forms[0]
        return Handout(self.document, self.document_language, self.cx.today(), person, form, self.firm)

    @property
    def situation(self) -> Situation:
        return Situation(pages=len(self.people))

    def do_next_person(self) -> None:
        people, now = self.people, self.handout.person
        if now is not None:
            self.person = people[(people.index(now) + 1) % len(people)]
        self.draw()

    def _document_cell(self, name: str) -> Cell:
        is_current = name == self.document
        return Cell(
            f"{'▶' if is_current else ' '} {_(self.known[name].title)}", "accent" if is_current else ""
        )

    def do_next_document(self) -> None:
        names = list(self.known)
        self.document = names[(names.index(self.document) + 1) % len(names)]
        self.draw()

    def _check_firm(self) -> None:
        """Raises FaultyTemplate when the firm's templates or look cannot be used: none of ours takes their
        place unasked."""
        if self.fault:
            raise FaultyTemplate(self.fault)

    async def _show_pages(self) -> None:
        """Shows the document; its text and lines are made in threads, because they take time."""
        rendering = [(f" {_('rendering …')}", "muted")]
        self.message.show(rendering)
        session, code = self.session, self.document_language
        try:
            self._check_firm()
            self.text = await asyncio.to_thread(self.handout.text, session)
        except FaultyTemplate as error:
            self.text = markdown(error.words)
        width, colours = min(LONGEST, max(30, self.pages.size.width - 2)), self.app.theme_variables
        lines = await asyncio.to_thread(
            markdown_lines, self.text, width, colours["primary"], colours["text-muted"]
        )
        self.pages.show(lines)
        with speaking(code, session.organisation.sector):
            holes = [str(words) for words in missing(session, self.document, self.firm)]
        room = max(12, self.holes.size.width - 5)
        cells = [
            (Cell(("· " if k == 0 else "  ") + line),)
            for hole in holes
            for k, (_b, line) in enumerate(wrap(hole, room))
        ]
        self.holes.show(Listing(LIST, tuple(cells)))
        count = plural("{n} hole will be printed", "{n} holes will be printed", len(holes))
        self.holes_title.show(
            [(f" {count}", "strong")] if holes else [(f" ✓ {_('Nothing is missing in it')}", "good")]
        )
        if self.message.left == rendering:  # nothing has been said since
            self.message.show([])

    async def do_write(self) -> None:
        """Writes the document beside the session; asks before it replaces an earlier one."""
        await self._hand_out((self.handout,))

    async def do_write_all(self) -> None:
        """Writes a page for everybody who has one."""
        await self._hand_out(for_everybody(self.session, self.handout))

    async def _hand_out(self, handouts: tuple[Handout, ...]) -> None:
        try:
            self._check_firm()
            files = await asyncio.to_thread(files_of, self.session, self.source.path, handouts)
        except FaultyTemplate as error:
            self.message.show([(f" {error.words}", "bad")])
            return
        there, is_sure = taken(files), self.asked == tuple(files)
        self.asked = ()
        if there and not is_sure:
            self.asked = tuple(files)
            asks = say("Once more replaces {file}", file=there.name)
            self.message.show([(f" {asks}", "accent")])
            return
        try:
            await asyncio.to_thread(self._write_files, files)
        except OSError as error:
            self.message.show([(f" {not_saved(self.source.path, error)}", "bad")])
            return
        if self.document == "ballot" and (why := await self._record_printed()):
            self.message.show([(f" {say('Its letters are not fixed: {why}', why=why)}", "bad")])
            return
        self._tell_where(tuple(files))

    def _tell_where(self, paths: tuple[Path, ...]) -> None:
        is_one = len(paths) == 1
        where = str(paths[0] if is_one else documents_folder(self.source.path))

        def words(path: str) -> Words:
            if is_one:
                return say("Written: {path}", path=path)
            return say("Written, {n} pages: {path}", n=len(paths), path=path)

        room = self.size.width - cell_len(f" {words('')}") - 1
        # a long path keeps its end, the name of the file
        shown = where if cell_len(where) <= room else f"…{where[1 - room :]}"
        self.message.show([(f" {words(shown)}", "good")])

    async def _record_printed(self) -> Words:
        """Fixes the letters of a ballot sheet; why that could not be, empty when it is done."""
        if not isinstance(self.source, OpenSession):
            return await asyncio.to_thread(record_printed, self.source.path)
        if self.session.round.is_closed:
            return ""
        try:
            self.source.apply(printed())
        except CxError as error:
            return error.words
        return ""

    def tell(self, words: Words) -> None:
        self.message.show([(f" {words}", "accent")])

    def _write_files(self, files: dict[Path, Written]) -> None:
        self.disk.check()
        hand_out(files, replace=True, folder=documents_folder(self.source.path))

    def do_document_form(self) -> None:
        forms = self.known[self.document].forms
        self.form = forms[(forms.index(self.handout.form) + 1) % len(forms)]
        self.draw()

    def do_document_language(self) -> None:
        self.document_language = "en" if self.document_language == "fi" else "fi"
        self.draw()
