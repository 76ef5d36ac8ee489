"""Asks for an edited document, shows what it says of the actions, and records it when told to."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cxworkshop.commands import keyed
from cxworkshop.editing import OpenSession
from cxworkshop.errors import CxError
from cxworkshop.handing_out import paths_of
from cxworkshop.importing.checkin import CheckIn
from cxworkshop.importing.document_file import check_in_files
from cxworkshop.language import Words, _, plural, say
from cxworkshop.method.due import checks_left
from cxworkshop.screens.documents_parts import Documents
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.storage.file.folder import documents_folder, path_from
from cxworkshop.widgets.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cxworkshop.model.session import Session

LINE = (Column("", width=10, weight=1),)


class CheckingIn:
    """Takes an edited document back, on the screen of the documents."""

    def __init__(self, screen: Documents) -> None:
        self.screen = screen
        self.typed = ""
        """The file that was named last."""

    @property
    def why_not(self) -> Words:
        """Why nothing can be taken back here; empty when it can."""
        source = self.screen.source
        if isinstance(source, OpenSession):
            return source.read_only
        return say("Open the workshop to change it; here it is only read.")

    def do_check_in(self) -> None:
        """Asks which file."""
        self._ask(self.typed or self._usual())

    def _ask(self, text: str) -> None:
        self.screen.entry.ask(
            say("Check in"),
            self._named,
            say("the ticked file: Markdown or Word"),
            text,
            is_selected=True,
        )

    def _usual(self) -> str:
        """The name of the Markdown file of the document that is shown, where it was written."""
        handout = self.screen.handout._replace(form="md")
        path = next(iter(paths_of(self.screen.session, self.screen.source.path, (handout,))))
        return path.name if path.exists() else ""

    def _named(self, text: str) -> Words | None:
        path = self._path(text)
        if not path.exists():
            return say("There is no file {file}.", file=text)
        self.typed = text
        self.screen.work(partial(self._read, path), "checking")
        return None

    def _path(self, text: str) -> Path:
        """A file among the documents of the workshop, else where the path leads."""
        beside = documents_folder(self.screen.source.path) / text
        return beside if beside.exists() else path_from(text)

    async def _read(self, path: Path) -> None:
        screen = self.screen
        self.screen.tell(say("Reading {file} …", file=path.name))
        try:
            checked = await asyncio.to_thread(check_in_files, screen.session, [path], screen.cx.today())
        except CxError as error:
            screen.tell(error.words, "bad")
            if not screen.entry.is_open:
                self._ask(self.typed)
            return
        screen.tell("")
        await screen.app.push_screen(CheckInScreen(checked, screen.session, path.name, self.record))

    def record(self, checked: CheckIn) -> None:
        """Records it as one step of the history."""
        source = self.screen.source
        assert isinstance(source, OpenSession)
        change = checked.change(source.session)
        try:
            source.apply(change)
        except CxError as error:
            self.screen.tell(error.words, "bad")
            return
        what = change.name(source.session)
        words = say("{what}. Undo in the workshop takes it back.", what=what)
        left = checks_left(source.session, self.screen.cx.today())
        self.screen.tell(f"{words} {left}".strip(), "good")


class CheckInScreen(ListPage):
    """What was understood, on top of the documents; Enter records it."""

    MODES: ClassVar = (Mode("check_in", "rows", ("check_in", "everywhere"), ("record", "help", "back")),)

    def __init__(
        self, checked: CheckIn, session: Session, name: str, record: Callable[[CheckIn], None]
    ) -> None:
        super().__init__(ListBox(heading=False))
        self.checked, self.session, self.file, self.record = checked, session, name, record

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        count, figures = len(self.checked.news), len(self.checked.figures)
        title = plural("{n} action to record", "{n} actions to record", count - figures)
        if figures:
            of_figures = plural("{n} figure to record", "{n} figures to record", figures)
            title = f"{title} · {of_figures}" if count > figures else of_figures
        self.heading.show([(f" {title if count else _('Nothing new to record')}", "accent")])
        self.hint.show(
            keyed("Understood in {file}. Enter records it as one step; {back} leaves it.", file=self.file)
            if count
            else say("Understood in {file}.", file=self.file)
        )
        room = max(20, self.rows.size.width - 5)
        cells: list[tuple[Cell, ...]] = []
        stops = []
        for sign, text, tone in self._lines():
            stops.append(len(cells))
            for k, (_begin, line) in enumerate(wrap(text, room)):
                cells.append((Cell(f"{sign if k == 0 else ' ' * len(sign)}{line}", tone),))
        self.rows.show(Listing(LINE, tuple(cells)))
        self.rows.stops = stops
        self.keys.show_commands(self.bar())

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        """What was understood and what was not: each with its sign and its tone."""
        for update in self.checked.news:
            yield "✓ ", f"{update.about(self.session)}: {update.news}", ""
        for sign, heading, lines, tone in (
            ("! ", _("Not clear, so not recorded:"), self.checked.unclear, "contested"),
            ("· ", _("Of no action of this workshop, so left out:"), self.checked.unknown, "muted"),
        ):
            if lines:
                yield "", heading, "accent"
            for words in lines:
                yield sign, str(words), tone

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_record()
        else:
            await super().press(key, character)

    async def do_record(self) -> None:
        """Records what was understood, and goes back."""
        await self.app.pop_screen()
        if self.checked.news:
            self.record(self.checked)
