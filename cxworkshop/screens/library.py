"""The library: every saved workshop with its stair, and the way to a new one. Costs neither the record nor
its checks."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from cxworkshop.commands import Situation, command_for, keyed
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, plural, say, whole
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.library_list import (
    ORDERS,
    Summaries,
    folded,
    found,
    in_order,
    invitation,
    preview,
    write_details,
)
from cxworkshop.screens.modes import LIBRARY
from cxworkshop.storage.file.copies import copies
from cxworkshop.storage.file.folder import Summary, bring_back, paths_as_written, put_away, summary
from cxworkshop.widgets.bars import Entry, Header, KeyBar, Lines
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.staircase import Staircase

FIRST = 60
"""Files that are read before the first paint: as many as a large screen shows. The others are read behind
it."""
TALL = 36
"""Lines from which on the staircase beside the list has steps of two lines."""
AT_ONCE = ("quit", "new", "demo", "help", "palette")
"""Commands that do not ask which workshops there are."""


class LibraryScreen(KeyScreen):
    """The first screen."""

    MODES: ClassVar = LIBRARY
    CSS_PATH = "library.tcss"
    HORIZONTAL_BREAKPOINTS = [*KeyScreen.HORIZONTAL_BREAKPOINTS, (170, "-beside")]

    def __init__(self) -> None:
        super().__init__()
        self.summaries: list[Summary] = []
        self.shown: list[Summary] = []
        self.wanted = ""
        self.order = 0
        self.told: Words = ""
        self.away: list[tuple[Path, Path]] = []
        """Where archived files are and where they were, the last one last."""
        self.all_read = asyncio.Event()
        self.is_painted = False
        self.header = Header(id="header")
        self.rows = ListBox(id="library", chosen=lambda _row: self._run("open"), moved=self._moved)
        self.rows.always_picked = True
        self.stairs, self.facts = Staircase(id="stairs"), Lines(id="facts")
        self.entry = Entry(id="entry", changed=self._moved)
        self.keys = KeyBar(self._run, id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        with Container(id="body"):
            yield self.rows
            with Container(id="preview"):
                yield self.stairs
                yield self.facts
        yield self.entry
        yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        waiting = paths_as_written(self.cx.folder)
        self.summaries = [summary(path) for path in waiting[:FIRST]]
        self.draw()
        self.call_after_refresh(self._painted)
        self.call_after_refresh(
            lambda: self.run_worker(self._read_on(waiting[FIRST:]), group="read", exclusive=True)
        )

    def on_resize(self) -> None:
        self.call_after_refresh(self._preview)

    @property
    def live(self) -> Collection[str]:
        return ("entry",) if self.entry.is_asked else ()

    @property
    def situation(self) -> Situation:
        one = self._summary
        is_unreadable = one is not None and not one.readable
        return Situation(
            workshops=len(self.summaries),
            workshop="" if one is None else "unreadable" if is_unreadable else "readable",
            has_copies=one is not None and is_unreadable and bool(copies(one.path)),
            can_undo=bool(self.away),
            has_below=bool(self.wanted),
        )

    # -- what is in the folder -------------------------------------------------------------------------------
    async def reload(self) -> None:
        """Reads the folder anew, as after a workshop was closed."""
        waiting = await asyncio.to_thread(paths_as_written, self.cx.folder)
        known = {one.path: one for one in self.summaries}
        self.summaries = [summary(path) for path in waiting[:FIRST]]
        self.summaries += [known[path] for path in waiting[FIRST:] if path in known]
        self.draw()
        await self._read_on(waiting[FIRST:])

    async def _read_on(self, waiting: list[Path]) -> None:
        """Reads the rest behind the screen."""
        read = await asyncio.to_thread(lambda: [summary(path) for path in waiting])
        if read:
            behind = set(waiting)
            self.summaries = [one for one in self.summaries if one.path not in behind] + read
            self.draw()
        self.all_read.set()

    def draw(self) -> None:
        here = self._summary
        self.shown = in_order([one for one in self.summaries if found(one, self.wanted)], self.order)
        column, down, _key = ORDERS[self.order]
        self.rows.sorted_by, self.rows.sorted_down = column, down
        self.rows.empty = str(keyed("Nothing here holds that. {back} shows all."))
        self.set_class(not self.summaries, "-empty")
        if here is not None:
            self.rows.row = next(
                (i for i, one in enumerate(self.shown) if one.path == here.path), self.rows.row
            )
        self.rows.show(Summaries(self.shown, self.cx.today()))
        self.rows.reveal(self.rows.row)
        self.rows.refresh()
        count = plural("{n} workshop", "{n} workshops", len(self.summaries))
        if self.wanted:
            count = f"{_('Find')}: {self.wanted} · {whole(len(self.shown))} / {count}"
        self.header.show(
            [(" CX Workshop", "strong"), (f"   {self.cx.folder}", "muted")],
            [("  ", ""), (count, "muted"), (" ", "")],
        )
        self._moved()

    def _moved(self) -> None:
        if not self.is_attached:
            return
        self._preview()
        self.keys.show_commands(self.bar())

    def _preview(self) -> None:
        """What was said last, and the workshop under the cursor."""
        one, width = self._summary, self.facts.size.width
        told = folded(self.told, width, "accent", 5) if self.told else []
        if one is not None:
            self.facts.write([*told, *preview(one, self.cx.today(), width, self.has_class("-narrow"))])
        else:
            self.facts.write(told or ([] if self.summaries else invitation(width)))
        has_stairs = one.readable if one is not None else not self.summaries
        self.stairs.set_class(not has_stairs, "-nothing")
        self.stairs.set_class(self.has_class("-beside") and self.size.height >= TALL, "-tall")
        if has_stairs and self.is_painted:
            from cxworkshop.method import steps  # behind the first paint

            states = one.steps if one is not None else {}
            self.stairs.show(steps.names(), steps.next_step(states), states)

    def _painted(self) -> None:
        self.is_painted = True
        self._preview()

    @property
    def _summary(self) -> Summary | None:
        return self.shown[self.rows.row] if self.rows.row < len(self.shown) else None

    def _run(self, id: str) -> None:
        self.app.call_later(self.run, id)

    async def press(self, key: str, character: str | None) -> None:
        if self.told:
            self.tell("")
        command = None if self.entry.is_asked else command_for(key, *self.mode.places)
        if command is None or command.id not in AT_ONCE:
            await self.all_read.wait()
        if command is not None and command.id == "open":  # rows would hand it on, behind the keys that follow
            await self.do_open()
        else:
            await super().press(key, character)

    def tell(self, words: Words) -> None:
        """Says something until the next key."""
        self.told = words
        self._moved()

    # -- commands --------------------------------------------------------------------------------------------
    async def do_open(self) -> None:
        """Opens the workshop under the cursor; one that cannot be read says why and stays as it is."""
        one = self._summary
        if one is None:
            await self.do_new()
        elif not one.readable:
            await self.do_details()
        else:
            try:
                await self.cx.open_workshop(one.path)
            except CxError as error:
                self.tell(error.words)

    async def do_new(self) -> None:
        from cxworkshop.screens.new import NewScreen

        await self.app.push_screen(NewScreen())

    async def do_demo(self) -> None:
        """A throw-away copy of the demo."""
        from cxworkshop.rehearsal import demo_copy

        path = await asyncio.to_thread(demo_copy)
        await self.cx.open_workshop(path, throwaway=True)

    async def do_documents(self) -> None:
        """The documents of the workshop under the cursor."""
        if self._summary is None:
            return
        from cxworkshop.screens.documents import DocumentsScreen
        from cxworkshop.storage.file.session_file import SessionFile

        try:  # only read: whoever has it open may go on writing
            file = await asyncio.to_thread(SessionFile.read, self._summary.path)
        except CxError as error:
            self.tell(error.words)
        else:
            await self.app.push_screen(DocumentsScreen(file))

    async def do_details(self) -> None:
        """Everything that is known of the file under the cursor."""
        one = self._summary
        if one is not None:
            from cxworkshop.screens.page import PageScreen

            await self.app.push_screen(PageScreen(lambda page: write_details(one, page)))

    def do_sort(self) -> None:
        self.order = (self.order + 1) % len(ORDERS)
        self.draw()
        self.tell(say("Sorted by: {column}", column=say(ORDERS[self.order][0].title)))

    def do_find(self) -> None:
        self._find("")
        self.entry.ask(
            say("Find"),
            lambda _text: None,
            say("organisation, workshop or promise · esc all"),
            typed=self._find,
        )

    def _find(self, text: str) -> None:
        self.wanted = text.strip()
        self.draw()

    async def do_archive(self) -> None:
        """Moves the file out of the way; undo brings it back."""
        one = self._summary
        if one is None:
            return
        try:
            self.away.append((await asyncio.to_thread(put_away, one.path), one.path))
        except CxError as error:
            self.tell(error.words)
            return
        self.summaries = [other for other in self.summaries if other.path != one.path]
        self.draw()
        self.tell(
            keyed(
                "Archived: {name}. {undo} brings it back.",
                name=one.organisation or one.title or one.path.name,
            )
        )

    async def do_undo(self) -> None:
        """Brings the file back that was archived last."""
        try:
            path = await asyncio.to_thread(bring_back, *self.away[-1])
        except CxError as error:
            self.tell(error.words)
            return
        self.away.pop()
        self.summaries.append(summary(path))
        self.draw()
        self.rows.go(next((i for i, one in enumerate(self.shown) if one.path == path), 0), 0)
        self.tell(say("Back in the library: {name}", name=path.name))

    async def do_restore(self) -> None:
        """Brings back the newest older copy of the file under the cursor; the file itself stays."""
        one = self._summary
        if one is None:
            return
        from cxworkshop.storage.file.session_file import restored

        try:
            path, at = await asyncio.to_thread(restored, one.path)
        except CxError as error:
            self.tell(error.words)
            return
        self.summaries.append(summary(path))
        self.draw()
        self.rows.go(next((i for i, one in enumerate(self.shown) if one.path == path), 0), 0)
        self.tell(say("Brought back as it was saved {when}: {name}", when=at, name=path.name))

    async def do_back(self) -> None:
        """All workshops again, after something was found."""
        if self.wanted:
            self._find("")
