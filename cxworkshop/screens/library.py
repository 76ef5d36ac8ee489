"""The first screen: every saved workshop in a list with a preview. Imports neither the record nor the
checks."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from cxworkshop.commands import Situation, command_for, keyed
from cxworkshop.language import Words, _, plural, say, time_text, use_sector, whole
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.library_files import LibraryFiles
from cxworkshop.screens.library_finding import LibraryFinding
from cxworkshop.screens.library_list import (
    ORDERS,
    Summaries,
    count_of,
    invitation,
    preview,
    sorted_by,
    wrapped,
)
from cxworkshop.screens.library_reading import LibraryReading
from cxworkshop.screens.library_ways import LibraryWays
from cxworkshop.screens.modes import LIBRARY
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.storage.file.folder import ARCHIVE
from cxworkshop.storage.file.folder import summary as read_summary
from cxworkshop.storage.file.versions import beneath, is_to_be_merged, with_originals
from cxworkshop.storage.summary import Summary
from cxworkshop.widgets.bars import Header, KeyBar, Lines, Piece
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.staircase import Staircase

READ_FIRST = 60
"""Files that are read before the first paint: as many as a large screen shows. The others are read in a
thread."""
TALL = 36
"""Lines of the screen from which each stair is two lines high."""
WITHOUT_WAITING = ("quit", "new", "demo", "help", "palette")
"""Commands that need not wait until all files are read."""

ROOMY = 100
"""Cells of a window in which every column has room beside the names."""


class LibraryScreen(KeyScreen):
    """A list of workshops; Enter opens one."""

    MODES: ClassVar = LIBRARY
    CSS_PATH = "library.tcss"
    HORIZONTAL_BREAKPOINTS = [*KeyScreen.HORIZONTAL_BREAKPOINTS, (170, "-beside")]

    def __init__(self) -> None:
        super().__init__()
        self.reading = LibraryReading(self, READ_FIRST, self.draw)
        self.shown: list[Summary] = []
        self._sorted: tuple[list[Summary], int, list[Summary]] = [], -1, []
        self.order = 0
        self.message: Words = ""
        self.wanted: Path | None = None
        """The workshop that the cursor goes to as soon as it is listed."""
        self.files, self.ways = LibraryFiles(self, self), LibraryWays(self, self)
        self.finding = LibraryFinding(self, self, self.draw)
        self.is_painted = False
        self.header = Header(id="header")
        self.rows = ListBox(id="library", chosen=lambda _row: self.run_later("open"), moved=self._moved)
        self.rows.always_shows_cursor = True
        self.stairs, self.facts = Staircase(id="stairs"), Lines(id="facts")
        self.entry = Entry(id="entry", changed=self._moved)
        self.keys = KeyBar(self.run_later, id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        with Container(id="body"):
            yield self.rows
            with Container(id="preview"):
                yield self.stairs
                yield self.facts
        yield self.entry
        yield self.keys

    def on_screen_resume(self) -> None:
        use_sector(None)
        super().on_screen_resume()

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.reading.begin()
        self.draw()
        self.call_after_refresh(self._painted)
        self.call_after_refresh(self.reading.read_on)

    def on_resize(self) -> None:
        self.call_after_refresh(self._preview)

    @property
    def live(self) -> Collection[str]:
        selected = self.selected
        return [
            "entry" if self.entry.is_open else "",
            "archive" if self.shows_archive else "",
            "version" if selected is not None and is_to_be_merged(selected) else "",
        ]

    @property
    def summaries(self) -> list[Summary]:
        return self.reading.summaries

    @property
    def shows_archive(self) -> bool:
        return self.reading.shows_archive

    @property
    def handlers(self) -> tuple[object, ...]:
        return (*super().handlers, self.files, self.ways, self.finding)

    @property
    def situation(self) -> Situation:
        selected = self.selected
        kind = "" if selected is None else _kind(selected)
        return Situation(
            workshops=len(self.summaries),
            workshop=kind,
            has_copies=selected is not None and kind == "unreadable" and bool(copies_offered(selected.path)),
            can_undo=bool(self.files.archived),
            has_below=bool(self.finding.search) or self.shows_archive,
        )

    # -- what is in the folder -------------------------------------------------------------------------------
    async def reload(self) -> None:
        """Reads the library again, after a workshop was closed."""
        await self.reading.read_again()
        if self.finding.search:
            self.finding.look_inside()

    def include(self, path: Path) -> None:
        """Adds a workshop to the list and puts the cursor on it."""
        self.wanted = path
        if self.cx.library.is_shared:
            self.reading.read_on()
        elif path not in (summary.path for summary in self.summaries):
            self.reading.summaries = [*self.summaries, read_summary(path)]
        if self.finding.search:
            self.finding.look_inside()
        self.draw()

    def drop(self, path: Path) -> None:
        """Takes a workshop out of the list."""
        self.reading.summaries = [summary for summary in self.summaries if summary.path != path]
        self.draw()

    def _in_order(self) -> list[Summary]:
        """All of them in the order that is chosen, sorted once while they are the same."""
        listed, order, ordered = self._sorted
        if listed is not self.summaries or order != self.order:
            ordered = sorted_by(with_originals(self.summaries), self.order)
            self._sorted = self.summaries, self.order, ordered
        return [*self.reading.away, *ordered]

    def draw(self) -> None:
        selected = self.selected
        self.shown = beneath(self.finding.found_in(self._in_order()))
        column, down, _key = ORDERS[self.order]
        self.rows.sort_column, self.rows.is_descending = column, down
        self.rows.empty = str(self._nothing_found)
        self.set_class(not (self.summaries or self.reading.away), "-empty")
        path = self.wanted or (selected and selected.path)
        at = next((i for i, summary in enumerate(self.shown) if summary.path == path), None)
        if at is not None:
            self.rows.row, self.wanted = at, None
        self.rows.show(Summaries(self.shown, self.cx.today(), self.finding.where))
        self.rows.reveal(self.rows.row)
        self.rows.refresh()
        n = count_of(self._sorted[2]) + len(self.reading.away)
        count = plural("{n} workshop", "{n} workshops", n)
        if self.shows_archive:
            count = plural("{n} archived", "{n} archived", n)
        if search := self.finding.search:
            more = " …" if self.finding.still_reads else ""
            count = f"{_('Find')}: {search} · {whole(count_of(self.shown))}{more} / {count}"
        if since := self.reading.since:
            count = f"{_('not reached since {time}').format(time=time_text(since))} · {count}"
        self.header.show(
            [(" CX Workshop", "strong"), (f"   {self._where}", "muted")],
            [("  ", ""), (count, "muted"), (" ", "")],
        )
        self._moved()

    @property
    def _where(self) -> str:
        library = self.cx.library
        return library.name if library.is_shared or not self.shows_archive else str(library.folder / ARCHIVE)

    def _moved(self) -> None:
        if not self.is_attached:
            return
        self._preview()
        self.keys.show_commands(self.bar())

    def _preview(self) -> None:
        """Draws the message and the preview of the workshop under the cursor."""
        selected, width = self.selected, self.facts.size.width
        words, tone = (self.message, "accent") if self.message else (self.reading.out_of_reach, "muted")
        message_lines = wrapped(words, width, tone, 5) if words else []
        if selected is not None:
            hits = self.finding.lines(selected, width)
            is_short = self.has_class("-narrow")
            self.facts.write([*message_lines, *hits, *preview(selected, self.cx.today(), width, is_short)])
        else:
            self.facts.write(message_lines or self._lines_without_selection(width))
        is_blank = not (self.summaries or self.reading.away or self.reading.trouble or self.shows_archive)
        has_stairs = is_blank if selected is None else selected.readable
        self.stairs.set_class(not has_stairs, "-nothing")
        self.stairs.set_class(self.has_class("-beside") and self.size.height >= TALL, "-tall")
        if has_stairs and self.is_painted:
            from cxworkshop.method import steps  # imported after the first paint

            states = selected.steps if selected is not None else {}
            self.stairs.show(steps.names(), steps.next_step(states), states)

    def _lines_without_selection(self, width: int) -> list[list[Piece]]:
        if self.reading.trouble and not self.cx.library.is_shared:
            return wrapped(self.reading.trouble, width, "bad", 5)
        if self.shows_archive:
            return wrapped(keyed("Nothing is archived. {back} shows the library."), width)
        return [] if self.summaries else invitation(width)

    def _painted(self) -> None:
        self.is_painted = True
        self._preview()

    @property
    def selected(self) -> Summary | None:
        """The workshop under the cursor."""
        return self.shown[self.rows.row] if self.rows.row < len(self.shown) else None

    async def press(self, key: str, character: str | None) -> None:
        if self.message:
            self.tell("")
        command = None if self.entry.is_open else command_for(key, *self.mode.places)
        if command is None or command.id not in WITHOUT_WAITING:
            await self.reading.wait()
            if not self.entry.is_open:
                await self.finding.wait()
        if command is not None and command.id == "open":  # the list would run it after the keys that follow
            await self.do_open()
        else:
            await super().press(key, character)

    def tell(self, words: Words) -> None:
        """Shows a message until the next key."""
        self.message = words
        self._moved()

    # -- commands --------------------------------------------------------------------------------------------
    async def do_open(self) -> None:
        """Opens the workshop under the cursor, or the details of a file that cannot be read."""
        selected = self.selected
        if selected is None and (self.finding.search or self.reading.trouble):
            self.tell(self.reading.trouble or self._nothing_found)
        elif selected is None:
            await self.do_new()
        elif not selected.readable:
            await self.do_details()
        elif selected.away:
            await self._go_back_to(selected)
        elif is_to_be_merged(selected):
            from cxworkshop.screens.merging import ask_to_merge

            await ask_to_merge(self, self, selected, self.reload)
        else:
            await self.ways.open_at(selected, self.finding.hits(selected))

    async def _go_back_to(self, selected: Summary) -> None:
        """Opens the workshop of another facilitator's laptop, wherever that is by now."""
        from cxworkshop.screens.joining import JoiningScreen
        from cxworkshop.storage.host.pairing import in_folder

        await self.app.push_screen(JoiningScreen(known=in_folder(selected.path.parent)))

    async def do_new(self) -> None:
        from cxworkshop.screens.new import NewScreen

        await self.app.push_screen(NewScreen())

    async def do_demo(self) -> None:
        """A throw-away copy of the demo."""
        from cxworkshop.rehearsal import demo_copy

        path = await asyncio.to_thread(demo_copy)
        await self.cx.open_workshop(path, throwaway=True)

    async def do_details(self) -> None:
        """Shows the details of the file under the cursor."""
        selected = self.selected
        if selected is not None:
            from cxworkshop.screens.library_details import write_details, write_figures
            from cxworkshop.screens.page import Page, PageScreen

            def write(page: Page) -> None:
                library = self.cx.library
                write_details(selected, self.cx.today(), page, library.name if library.is_shared else "")
                write_figures(self.summaries, self.cx.today(), page)

            await self.app.push_screen(PageScreen(write))

    def do_sort(self) -> None:
        """Sorts by the next column, which is in sight then; in a narrow window it would take the room of what
        is wrong with a file."""
        self.order = (self.order + 1) % len(ORDERS)
        if self.size.width >= ROOMY:
            self.rows.rows.wanted_column = ORDERS[self.order][0]
            self.rows.rows.lay_out()
        self.draw()
        self.tell(say("Sorted by: {column}", column=ORDERS[self.order][0].heading()))

    @property
    def _nothing_found(self) -> Words:
        return keyed("Nothing here holds “{words}”. {back} shows all.", words=self.finding.search)

    async def do_archived(self) -> None:
        """Shows the archive, or the library again."""
        await self.reading.turn(to_archive=not self.shows_archive)

    async def do_back(self) -> None:
        """Shows all workshops again after a search, and the library after the archive."""
        if self.finding.search:
            self.finding.find("")
        elif self.shows_archive:
            await self.do_archived()
        else:
            self.tell(keyed("There is nothing to go back to. {quit} ends the program; everything is saved."))


def _kind(selected: Summary) -> str:
    """As `Situation.workshop` has it."""
    if not selected.readable:
        return "unreadable"
    return "away" if selected.away else "readable"
