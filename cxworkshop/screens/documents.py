"""The screen that previews documents and writes them to files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import WorkType

from cxworkshop.documents import DOCUMENTS, missing, write_document
from cxworkshop.documents.names import document_name
from cxworkshop.editing import OpenSession
from cxworkshop.editing.printing import record_printed
from cxworkshop.editing.voting import printed
from cxworkshop.errors import CxError
from cxworkshop.language import LANGUAGES, Words, _, language, plural, say, speaking
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.storage.atomic import remove_leftovers, replace_file
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.folder import documents_folder
from cxworkshop.storage.outside import Disk, check_replaceable, make_own_folder
from cxworkshop.widgets.bars import Bar, Header, KeyBar
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.pages import Pages, markdown_lines

if TYPE_CHECKING:
    from pathlib import Path

    from cxworkshop.storage.file.session_file import SessionFile

LONGEST = 130
"""Cells of a line at most: longer ones are hard to read."""
LIST = (Column("", width=12, weight=1),)


class DocumentsScreen(KeyScreen):
    """The documents and their holes at the left, the pages of one at the right."""

    MODES: ClassVar = (Mode("documents", "pages", ("documents", "everywhere")),)
    CSS_PATH = "documents.tcss"

    def __init__(self, opened: OpenSession | SessionFile) -> None:
        super().__init__()
        self.source, self.disk = opened, Disk(opened.path.parent)
        self.document_language = self.session.workshop.language or language()
        self.document, self.text = "plan", ""
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
        self.documents.show(Listing(LIST, tuple((self._document_cell(name),) for name in DOCUMENTS)))
        self.keys.show_commands(self.bar())
        name = self.session.organisation.name or self.session.workshop.title
        self.header.show(
            [
                (f" {name}  " if name else " ", "strong"),
                (f"{_('Documents')}", "accent"),
                (f"  {_(DOCUMENTS[self.document].title)}", ""),
            ],
            [(f"  {LANGUAGES[self.document_language]} ", "muted")],
        )
        showing: WorkType[None] = self._show_pages
        self.run_worker(showing, exclusive=True)

    def _document_cell(self, name: str) -> Cell:
        is_current = name == self.document
        return Cell(
            f"{'▶' if is_current else ' '} {_(DOCUMENTS[name].title)}", "accent" if is_current else ""
        )

    def do_next_document(self) -> None:
        names = list(DOCUMENTS)
        self.document = names[(names.index(self.document) + 1) % len(names)]
        self.draw()

    async def _show_pages(self) -> None:
        """Shows the document; its text and lines are made in threads, because they take time."""
        rendering = [(f" {_('rendering …')}", "muted")]
        self.message.show(rendering)
        session, on, code = self.session, self.cx.today(), self.document_language
        self.text = await asyncio.to_thread(write_document, session, self.document, language=code, on=on)
        width, colours = min(LONGEST, max(30, self.pages.size.width - 2)), self.app.theme_variables
        lines = await asyncio.to_thread(
            markdown_lines, self.text, width, colours["primary"], colours["text-muted"]
        )
        self.pages.show(lines)
        with speaking(code, session.organisation.sector):
            holes = [str(words) for words in missing(session, self.document)]
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
        """Writes the document beside the session; replaces an earlier one of the same name."""
        name = document_name(self.session, self.document, self.document_language, self.cx.today())
        path = documents_folder(self.source.path) / name
        try:
            text = await asyncio.to_thread(
                write_document,
                self.session,
                self.document,
                language=self.document_language,
                on=self.cx.today(),
            )
            await asyncio.to_thread(self._write_file, path, text)
        except OSError as error:
            self.message.show([(f" {not_saved(path, error)}", "bad")])
            return
        if self.document == "ballot" and (why := await self._record_printed()):
            self.message.show([(f" {say('Its letters are not fixed: {why}', why=why)}", "bad")])
            return
        room = self.size.width - cell_len(f" {say('Written: {path}', path='')}") - 1
        # a long path keeps its end, the name of the file
        shown_path = str(path) if cell_len(str(path)) <= room else f"…{str(path)[1 - room :]}"
        self.message.show([(f" {say('Written: {path}', path=shown_path)}", "good")])

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

    def _write_file(self, path: Path, text: str) -> None:
        self.disk.check()
        make_own_folder(path.parent)
        check_replaceable(path)
        remove_leftovers(path.parent)
        replace_file(path, text.encode())

    def do_document_language(self) -> None:
        self.document_language = "en" if self.document_language == "fi" else "fi"
        self.draw()
