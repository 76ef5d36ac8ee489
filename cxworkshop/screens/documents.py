"""Documents: what can be handed out, read before it is written, and written to a file."""

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
from cxworkshop.language import LANGUAGES, _, language, plural, say, speaking
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.storage.atomic import replace_file
from cxworkshop.widgets.bars import Bar, Header, KeyBar
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.pages import Pages, markdown_lines

if TYPE_CHECKING:
    from cxworkshop.storage.file.session_file import SessionFile

LONGEST = 130
"""Cells of a line, however wide the screen is: longer ones are hard to read."""
LIST = (Column("", width=12, weight=1),)


class DocumentsScreen(KeyScreen):
    """Left the documents and their holes, right the pages."""

    MODES: ClassVar = (Mode("documents", "pages", ("documents", "everywhere")),)
    CSS_PATH = "documents.tcss"

    def __init__(self, opened: OpenSession | SessionFile) -> None:
        super().__init__()
        self.shown = opened
        self.in_language = self.session.workshop.language or language()
        self.document, self.text = "plan", ""
        self.header, self.said = Header(id="header"), Bar(id="said", classes="-plain")
        self.documents, self.holes = (
            ListBox(id="documents", heading=False),
            ListBox(id="holes", heading=False),
        )
        self.holes_title = Bar(classes="-plain")
        self.pages = Pages(id="pages")
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        yield self.header
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield self.documents
                yield self.holes_title
                yield self.holes
            yield self.pages
        yield self.said
        yield self.keys

    def on_mount(self) -> None:
        if isinstance(self.shown, OpenSession):  # a file is only read
            self.hear(self.shown)
        self.set_focus(self.pages)
        self.draw()

    @property
    def session(self) -> Session:
        return self.shown.session

    def draw(self) -> None:
        self.documents.show(Listing(LIST, tuple((self._named(name),) for name in DOCUMENTS)))
        self.keys.show_commands(self.bar())
        who = self.session.organisation.name or self.session.workshop.title
        self.header.show(
            [
                (f" {who}  " if who else " ", "strong"),
                (f"{_('Documents')}", "accent"),
                (f"  {_(DOCUMENTS[self.document].title)}", ""),
            ],
            [(f"  {LANGUAGES[self.in_language]} ", "muted")],
        )
        showing: WorkType[None] = self._show_pages
        self.run_worker(showing, exclusive=True)

    def _named(self, name: str) -> Cell:
        here = name == self.document
        return Cell(f"{'▶' if here else ' '} {_(DOCUMENTS[name].title)}", "accent" if here else "")

    def do_next_document(self) -> None:
        names = list(DOCUMENTS)
        self.document = names[(names.index(self.document) + 1) % len(names)]
        self.draw()

    async def _show_pages(self) -> None:
        """The text and its lines take time: both are made in a thread."""
        self.said.show([(f" {_('rendering …')}", "muted")])
        session, on, tongue = self.session, self.cx.today(), self.in_language
        self.text = await asyncio.to_thread(write_document, session, self.document, language=tongue, on=on)
        width, colours = min(LONGEST, max(30, self.pages.size.width - 2)), self.app.theme_variables
        lines = await asyncio.to_thread(
            markdown_lines, self.text, width, colours["primary"], colours["text-muted"]
        )
        self.pages.show(lines)
        with speaking(tongue):
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
        self.said.show([])

    async def do_write(self) -> None:
        """Writes beside the session; an earlier document of the same name is replaced by the newer one."""
        folder = self.shown.path.with_name(f"{self.shown.path.stem}-documents")
        path = folder / document_name(self.session, self.document, self.in_language, self.cx.today())
        try:
            text = await asyncio.to_thread(
                write_document, self.session, self.document, language=self.in_language, on=self.cx.today()
            )
            await asyncio.to_thread(folder.mkdir, 0o700, True, True)
            await asyncio.to_thread(replace_file, path, text.encode())
        except OSError as error:
            self.said.show([(f" {say('Could not be written: {why}', why=str(error))}", "bad")])
            return
        room = self.size.width - cell_len(f" {say('Written: {path}', path='')}") - 1
        where = (
            str(path) if cell_len(str(path)) <= room else f"…{str(path)[1 - room :]}"
        )  # the name of the file is at its end
        self.said.show([(f" {say('Written: {path}', path=where)}", "good")])

    def do_document_language(self) -> None:
        self.in_language = "en" if self.in_language == "fi" else "fi"
        self.draw()
