"""The program on the screen: themes, the one queue of keys, which screen is on top, and how it ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen
from textual.worker import WorkType

from cxworkshop import language as words
from cxworkshop.app.beside import Beside
from cxworkshop.app.everywhere import Everywhere
from cxworkshop.app.keys import Input, handle_inputs
from cxworkshop.app.notices import Notices, always
from cxworkshop.app.roomed import RoomedApp
from cxworkshop.app.saving import SaveReported, not_saved, not_sealed, saved_pieces
from cxworkshop.errors import ChangedOutside, CxError, FileTrouble
from cxworkshop.language import Words, say
from cxworkshop.library import FolderLibrary, Library
from cxworkshop.method.paced_clock import PacedClock
from cxworkshop.screens.base import KeyScreen
from cxworkshop.terminal import direct_driver, install_terminal_readers

if TYPE_CHECKING:
    from textual.timer import Timer

    from cxworkshop.editing import OpenSession
    from cxworkshop.screens.workshop import WorkshopScreen
    from cxworkshop.storage.host.address import Address

LOOK_EVERY = 0.5
"""Seconds between two looks at who follows what the room sees."""
HERE = Path(__file__).parent.parent
DRAFT_DELAY = 0.5
"""Seconds from a key to the draft that is handed to the disk: a second of typing is the most that is lost."""


class CxApp(RoomedApp):
    """Runs the screens. Each key is handled completely before the next one is read."""

    def __init__(
        self,
        where: Path | Library,
        *,
        open_path: Path | None = None,
        joins: Address | None = None,
        throwaway: bool = False,
        new_title: str | None = None,
        theme: str | None = None,
        troubles: Sequence[Words] = (),
        today: date | None = None,
        opens_in_background: bool = False,
    ) -> None:
        # Textual reads a screen's own tcss when it is pushed; the first screen is not.
        super().__init__(theme, HERE / "screens" / ("workshop.tcss" if open_path else "library.tcss"))
        install_terminal_readers(self.driver_class)
        self.key_queue: asyncio.Queue[Input] = asyncio.Queue()
        self.driver_class = direct_driver(self.driver_class, self.key_queue.put_nowait)
        self.library = FolderLibrary(where) if isinstance(where, Path) else where
        self.open_path, self.throwaway, self.new_title = open_path, throwaway, new_title
        self.troubles = troubles
        self.status: Any = None
        self.opened: list[OpenSession] = []
        self.has_warned, self.warned_box = False, -1
        self.noted, self.notices = {""}, Notices(self)
        self.draft_timer: Timer | None = None
        self.fixed_day, self.clock = today, PacedClock()
        self.joins = joins
        self.has_library = open_path is None and joins is None
        self.opens_in_background = opens_in_background and open_path is not None
        self.is_ready = asyncio.Event()
        self.everywhere = Everywhere(self)
        self.harness = os.environ.get("CXWORKSHOP_HARNESS") == "1"

    def today(self) -> date:
        """The day everything is judged on."""
        return self.fixed_day or date.today()

    def now(self) -> datetime:
        """The time with its zone, to the second."""
        now = self.clock.now().replace(microsecond=0)
        return now if self.fixed_day is None else datetime.combine(self.fixed_day, now.timetz())

    def get_default_screen(self) -> Screen[Any]:
        if self.open_path is not None and self.opens_in_background:
            from cxworkshop.screens.opening import OpeningScreen

            return OpeningScreen(self.open_path)
        if self.open_path is not None:
            return self._workshop_screen(self.open_path, throwaway=self.throwaway)
        if self.joins is not None:
            from cxworkshop.screens.joining import JoiningScreen

            return JoiningScreen(self.joins)
        from cxworkshop.screens.library import LibraryScreen

        return LibraryScreen()

    def _workshop_screen(self, path: Path, *, throwaway: bool) -> WorkshopScreen:
        """The screen of a workshop, with its session opened. Raises Unreadable."""
        from cxworkshop.screens.workshop import WorkshopScreen

        return WorkshopScreen(self._listen(self.library.open(path)), throwaway=throwaway)

    async def _open_in_background(self) -> None:
        """Opens the workshop in a thread while its frame is on the screen: importing the record and its rules
        takes longer than a paint."""
        assert self.open_path is not None
        try:
            opening = partial(self._workshop_screen, self.open_path, throwaway=self.throwaway)
            screen = await asyncio.to_thread(opening)
        except CxError as error:
            if self.ending is not None:
                self.ending.last_words = error.words
            self.exit(2)
            return
        await self._show(screen)
        self.is_ready.set()

    async def _show(self, screen: WorkshopScreen) -> None:
        await self.push_screen(screen)  # the first screen of an app cannot be switched
        await self._begin(screen)

    async def _begin(self, screen: WorkshopScreen) -> None:
        """Shows what is wrong with a workshop that has been opened, or where a word was being typed; the room
        may look from now on."""
        self.presenter.begin(screen)
        self.run_worker(self.everywhere.tell_of_room(screen.opened.path), group="room")
        if screen.opened.faults:
            await screen.run("faults")
        await screen.show_pending()

    async def on_mount(self) -> None:
        self.run_worker(self._handle_inputs(), name="keys")
        self.set_interval(LOOK_EVERY, self.presenter.tick)
        self.beside = Beside(self)
        if self.opens_in_background:
            opening: WorkType[None] = self._open_in_background
            self.call_after_refresh(self.run_worker, opening, name="opening")
        else:
            self.is_ready.set()
            if self.open_path is not None:
                self.call_after_refresh(self._begin, self.screen)
        if self.troubles:
            self.call_after_refresh(self.warn, " · ".join(str(trouble) for trouble in self.troubles))
        if self.new_title is not None:
            from cxworkshop.screens.new import NewScreen

            await self.push_screen(NewScreen(self.new_title))

    async def on_unmount(self) -> None:
        words.use_sector(None)
        await self.close_room()
        if self.ending is None:  # tests run the app without one
            for opened in self.opened:
                with suppress(FileTrouble):
                    await asyncio.to_thread(opened.close)

    # -- keys: one queue -------------------------------------------------------------------------------------
    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.key_queue.put_nowait(event)
        else:
            await super().on_event(event)
            if isinstance(event, events.MouseUp):
                self.presenter.soon()

    async def _handle_inputs(self) -> None:
        await self.is_ready.wait()
        await handle_inputs(self, self.key_queue, self._handled)

    def _handled(self) -> None:
        self._save_draft_soon()
        self.notices.look()
        self.presenter.soon()

    # -- drafts ----------------------------------------------------------------------------------------------
    def _save_draft_soon(self) -> None:
        if self.draft_timer is None:
            self.draft_timer = self.set_timer(DRAFT_DELAY, self.save_drafts)

    def save_drafts(self) -> None:
        """Saves what is being typed as a draft. The draft of a kept cell stays until the cell is on the
        disk."""
        self.draft_timer = None
        screens = [screen for screen in reversed(self.screen_stack) if isinstance(screen, KeyScreen)]
        typing = next((screen.typing for screen in screens if screen.typing is not None), None)
        for screen in screens:
            screen.save_draft()
        for opened in self.opened:
            if typing is not None or opened.is_saved:
                opened.put_draft(typing)

    # -- commands that work everywhere -----------------------------------------------------------------------
    async def do_quit(self) -> None:
        """Ends the program when everything is on the disk. After a failed save it warns; a second quit
        ends without saving."""
        self.save_drafts()
        await asyncio.gather(*(worker.wait() for worker in self.workers if worker.group == "settings"))
        for opened in self.opened:
            if self._warns_of_box(opened):
                return
            try:
                await asyncio.to_thread(opened.save)
            except ChangedOutside as conflict:  # saved under another name; the next quit ends
                self.warn(conflict.words)
                return
            except OSError as error:
                if not self.has_warned:
                    self.has_warned = True
                    self.warn(say("Quit once more, and what is not saved is lost. {why}", why=str(error)))
                    return
            if words := await self.not_put(opened):
                self.warn(words)
                return
        self.exit(0)

    def _warns_of_box(self, opened: OpenSession) -> bool:
        """Whether it has just been said that answers from phones would be lost; once for the same answers."""
        words, version = not_sealed(opened), opened.box.version
        if not words or version == self.warned_box:
            return False
        self.warned_box = version
        self.warn(words)
        return True

    def end(self, code: int) -> None:
        """Ends the program at once with an exit code."""
        self.save_drafts()
        super().end(code)

    def warn(self, words: Words) -> None:
        """Shows an important message on the top screen."""
        if tell := getattr(self.screen, "tell", None):
            tell(words)
        else:
            self.notify(str(words), severity="error", markup=False)

    def note(self, words: Words, holds: Callable[[], bool] = always) -> None:
        """Shows a message over every screen for a minute, whatever is typed, for as long as it holds."""
        self.notices.add(words, holds)

    async def action_quit(self) -> None:
        await self.do_quit()

    # -- sessions --------------------------------------------------------------------------------------------
    async def open_workshop(self, path: Path, *, throwaway: bool = False) -> None:
        """Opens a session file on top of the library. Raises Unreadable."""
        opening = partial(self._workshop_screen, path, throwaway=throwaway)
        await self._show(await asyncio.to_thread(opening))

    async def show_workshop(self, opened: OpenSession) -> None:
        """Shows a session that is open already."""
        from cxworkshop.screens.workshop import WorkshopScreen

        await self._show(WorkshopScreen(self._listen(opened)))

    async def look_at_round(self, opened: OpenSession, number: int) -> None:
        """Shows a closed round of a session on top of it. Raises Unreadable."""
        from cxworkshop.editing.open_session import OpenSession
        from cxworkshop.screens.earlier_round import EarlierRoundScreen
        from cxworkshop.storage.file.session_file import SessionFile

        file = await asyncio.to_thread(SessionFile.read, opened.path)
        file.session = opened.session.as_of(number)
        file.read_only = say("Round {number} is closed; it may be looked at and not changed.", number=number)
        await self.push_screen(EarlierRoundScreen(self._listen(OpenSession(file))))

    async def leave_workshop(self, opened: OpenSession) -> None:
        """Saves and closes the session, then returns to the library; stays open when it cannot be saved."""
        from cxworkshop.screens.library import LibraryScreen

        if self._warns_of_box(opened):
            return
        try:
            await asyncio.to_thread(opened.save)
            await asyncio.to_thread(opened.close)
        except OSError as error:
            self.warn(say("{why} The workshop stays open.", why=str(error)))
            return
        if self.presenter.shows(opened):
            await self.close_room()
        self.opened.remove(opened)
        self.status = None
        await self.pop_screen()
        if isinstance(self.screen, LibraryScreen):
            await self.screen.reload()

    def _listen(self, opened: OpenSession) -> OpenSession:
        """Registers a session, whose saver reports to this app, from its own thread; returns it."""
        opened.on_saved = self.report_saved
        self.listen_to_store(opened)
        opened.watch()
        self.opened.append(opened)
        return opened

    def on_save_reported(self, message: SaveReported) -> None:
        self.status = message.status
        self.has_warned = self.has_warned and isinstance(message.status, Exception)
        if not isinstance(message.status, Exception):
            self.save_drafts()
        elif isinstance(message.status, ChangedOutside):
            # the header soon says "saved" again, and it is: under another name
            self.note(message.status.words)
        for opened in self.opened:
            self.notices.tell_of(opened)
        self.draw_headers()

    @property
    def trouble(self) -> Words:
        """Why something is not saved, in full; empty when all is."""
        return str(self.status) if isinstance(self.status, Exception) else ""

    @property
    def short_trouble(self) -> Words:
        """The same in one line; else what of the room cannot be missed."""
        return not_saved(self.status) or self.presenter.warning

    def report_saved(self, status: object) -> None:
        """Takes the report of a saver. May be called from any thread."""
        self.post_message(SaveReported(status))

    def saved_pieces(self, opened: OpenSession) -> list[tuple[str, str]]:
        """The pieces of the header about the room and about saving, each a text and its tone."""
        return [
            *self.presenter.pieces,
            *saved_pieces(opened, self.status, self.colleagues(opened), shows_text=self.harness),
        ]
