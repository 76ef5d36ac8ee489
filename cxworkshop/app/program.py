"""The program on the screen: themes, the one queue of keys, which screen is on top, and how it ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed, WorkType

from cxworkshop import language as words
from cxworkshop.app.saving import SaveReported, saved_pieces
from cxworkshop.endings import Ending
from cxworkshop.errors import ChangedOutside, CxError, FileTrouble, NotSaved
from cxworkshop.language import Words, say
from cxworkshop.screens.base import KeyScreen
from cxworkshop.terminal import attend
from cxworkshop.themes import DARK, LIGHT
from cxworkshop.widgets.guard import guarded

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.timer import Timer

    from cxworkshop.editing import OpenSession
    from cxworkshop.editing.saver import Status
    from cxworkshop.screens.workshop import WorkshopScreen

HERE = Path(__file__).parent.parent
NOTED_AFTER = 1.0
"""Seconds after a key until what is being typed is put aside; whatever ends the program takes no more than
these."""
TOLD_FOR = 60.0
"""Seconds that it stays on the screen that somebody else has changed the file."""


class CxApp(App[int]):
    """Runs the screens. Keys are answered one after the other, each before the next is looked at."""

    TITLE = "cxworkshop"
    ENABLE_COMMAND_PALETTE = False
    CSS: ClassVar[str] = "Screen { background: $background; color: $foreground; }"

    def __init__(
        self,
        folder: Path,
        *,
        open_path: Path | None = None,
        throwaway: bool = False,
        new_title: str | None = None,
        theme: str | None = None,
        troubles: Sequence[Words] = (),
        today: date | None = None,
        opens_behind: bool = False,
    ) -> None:
        # Textual reads a screen's own tcss when it is pushed; the first screen is not.
        super().__init__(css_path=HERE / "screens" / ("workshop.tcss" if open_path else "library.tcss"))
        attend(self.driver_class)
        self.folder, self.open_path, self.throwaway, self.new_title = folder, open_path, throwaway, new_title
        self.troubles = troubles
        self.animation_level = "none"
        self.status: Any = None
        self.opened: list[OpenSession] = []
        self.ending: Ending | None = None
        self.warned = False
        self.noting: Timer | None = None
        self.fixed_day = today
        self.has_library = open_path is None
        self.typed: asyncio.Queue[events.Key | events.Paste] = asyncio.Queue()
        self.opens_behind = opens_behind and open_path is not None
        self.is_ready = asyncio.Event()
        self.settling = asyncio.Lock()
        self.harness = os.environ.get("CXWORKSHOP_HARNESS") == "1"
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = LIGHT.name if theme == "light" else DARK.name

    def today(self) -> date:
        """The day everything is judged on."""
        return self.fixed_day or date.today()

    def now(self) -> datetime:
        """The moment, for what is dated to the minute."""
        now = datetime.now().astimezone().replace(microsecond=0)
        return now if self.fixed_day is None else datetime.combine(self.fixed_day, now.timetz())

    def get_default_screen(self) -> Screen[Any]:
        if self.open_path is not None and self.opens_behind:
            from cxworkshop.screens.opening import OpeningScreen

            return OpeningScreen(self.open_path)
        if self.open_path is not None:
            return self._workshop_screen(self.open_path)
        from cxworkshop.screens.library import LibraryScreen

        return LibraryScreen()

    def _workshop_screen(self, path: Path) -> WorkshopScreen:
        """A workshop's screen with its session open. Raises Unreadable."""
        from cxworkshop.editing import open_session
        from cxworkshop.screens.workshop import WorkshopScreen

        return WorkshopScreen(self._listen(open_session(path)), throwaway=self.throwaway)

    async def _open_behind(self) -> None:
        """Opens the workshop while its frame is on the screen already: the record and its rules take longer
        than a paint."""
        assert self.open_path is not None
        try:
            screen = await asyncio.to_thread(self._workshop_screen, self.open_path)
        except CxError as error:
            self.exit(2, message=str(error))
            return
        await self.push_screen(screen)  # the first screen of an app cannot be switched
        if screen.opened.faults:
            await screen.run("faults")
        self.is_ready.set()

    def on_load(self) -> None:
        if self.ending is not None:
            self.ending.loop = asyncio.get_running_loop()
            self.ending.loop.set_exception_handler(self._failed_unwaited)

    async def on_mount(self) -> None:
        answering: WorkType[None] = self._answer_keys
        self.run_worker(answering, name="keys")
        if self.opens_behind:
            opening: WorkType[None] = self._open_behind
            self.call_after_refresh(self.run_worker, opening, name="opening")
        else:
            self.is_ready.set()
        opened = getattr(self.screen, "opened", None)
        if opened is not None and opened.faults and isinstance(self.screen, KeyScreen):
            await self.screen.run("faults")
        if self.troubles:
            self.call_after_refresh(self.warn, " · ".join(str(trouble) for trouble in self.troubles))
        if self.new_title is not None:
            from cxworkshop.screens.new import NewScreen

            await self.push_screen(NewScreen(self.new_title))

    async def on_unmount(self) -> None:
        if self.ending is None:  # nobody else sees to it
            for opened in self.opened:
                with suppress(FileTrouble):
                    await asyncio.to_thread(opened.close)

    def get_line_filters(self) -> list[LineFilter]:
        return [guarded(*super().get_line_filters())]

    # -- keys: one queue -------------------------------------------------------------------------------------
    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.typed.put_nowait(event)
        else:
            await super().on_event(event)

    async def _answer_keys(self) -> None:
        """Answers what was typed in the order it was typed, each key when the one before has done its work: a
        screen that a key opens is there before the next key is looked at."""
        await self.is_ready.wait()
        while True:
            event = await self.typed.get()
            try:
                if self.return_code is not None:  # what is typed behind a quit is for nobody here
                    continue
                screen = self.screen
                if not isinstance(screen, KeyScreen):
                    await super().on_event(event)
                    continue
                screen.freshen()
                if isinstance(event, events.Key):
                    await screen.press(event.key, event.character)
                else:
                    screen.paste(event.text)
                self._note_soon()
            finally:
                self.typed.task_done()

    # -- what is being typed ---------------------------------------------------------------------------------
    def _note_soon(self) -> None:
        if self.noting is None:
            self.noting = self.set_timer(NOTED_AFTER, self.note_typing)

    def note_typing(self) -> None:
        """Puts aside what is being typed. What was kept stays aside until it is on the disk."""
        self.noting = None
        screens = [screen for screen in reversed(self.screen_stack) if isinstance(screen, KeyScreen)]
        typing = next((screen.typing for screen in screens if screen.typing is not None), None)
        for screen in screens:
            screen.put_aside()
        for opened in self.opened:
            if typing is not None or opened.is_saved:
                opened.put_draft(typing)

    # -- commands that work everywhere -----------------------------------------------------------------------
    async def do_palette(self) -> None:
        from cxworkshop.screens.palette import PaletteScreen

        if isinstance(self.screen, KeyScreen):
            await self.push_screen(PaletteScreen(self.screen))

    async def do_help(self) -> None:
        from cxworkshop.screens.help import write_help
        from cxworkshop.screens.page import PageScreen

        screen = self.screen
        if isinstance(screen, KeyScreen) and not isinstance(screen, PageScreen):
            await self.push_screen(PageScreen(lambda page: write_help(screen, page)))

    def do_language(self) -> None:
        """The other language, at once and everywhere."""
        words.use("en" if words.language() == "fi" else "fi")
        for screen in self.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.draw()
        self._settle("language", words.language())

    def do_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        self._settle("theme", self.theme.removeprefix("cx-"))

    def _settle(self, entry: str, value: str) -> None:
        """Has the next start begin with what was chosen, behind the keys: the disk may take its time."""
        from cxworkshop import settings_file

        async def settled() -> None:
            async with self.settling:
                try:
                    await asyncio.to_thread(settings_file.save_setting, entry, value)
                except NotSaved as error:
                    self.warn(say("{why} What was chosen holds until the program ends.", why=error.words))

        self.run_worker(settled(), group="settings")

    async def do_quit(self) -> None:
        """Ends the program when everything is on the disk. What cannot be written is said; asking once more
        ends without it."""
        self.note_typing()
        await asyncio.gather(*(worker.wait() for worker in self.workers if worker.group == "settings"))
        for opened in self.opened:
            try:
                await asyncio.to_thread(opened.save)
            except ChangedOutside as moved:  # nothing is lost; who asks again knows it
                self.warn(moved.words)
                return
            except OSError as error:
                if not self.warned:
                    self.warned = True
                    self.warn(say("Quit once more, and what is not saved is lost. {why}", why=str(error)))
                    return
        self.exit(0)

    def end(self, code: int) -> None:
        """Ends the program at once, as it is told to from outside."""
        self.note_typing()
        self.exit(code, code)

    def warn(self, words: Words) -> None:
        """Says something that must be seen, on whatever screen is on top."""
        if tell := getattr(self.screen, "tell", None):
            tell(words)
        else:
            self.notify(str(words), severity="error", markup=False)

    async def action_quit(self) -> None:
        await self.do_quit()

    # -- mistakes --------------------------------------------------------------------------------------------
    def _fatal_error(self) -> None:
        """Textual's own prints what people said, as the values of variables. Ends the program and leaves the
        telling to it."""
        if self.ending is not None:
            error = self._exception or RuntimeError()  # without one, what reads the terminal has failed
            self.ending.failed(error.error if isinstance(error, WorkerFailed) else error)
        self._close_messages_no_wait()

    def panic(self, *_renderables: RenderableType) -> None:
        """What Textual would print is not for the terminal either."""
        self._fatal_error()

    def _failed_unwaited(self, _loop: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
        """A task that nobody waits for, or a callback, has failed."""
        if isinstance(error := about.get("exception"), Exception):
            self._handle_exception(error)

    # -- sessions --------------------------------------------------------------------------------------------
    async def open_workshop(self, path: Path, *, throwaway: bool = False) -> None:
        """Opens a session file over the library. Raises Unreadable."""
        from cxworkshop.editing import open_session
        from cxworkshop.screens.workshop import WorkshopScreen

        opened = await asyncio.to_thread(open_session, path)
        await self.push_screen(screen := WorkshopScreen(self._listen(opened), throwaway=throwaway))
        if opened.faults:
            await screen.run("faults")

    async def leave_workshop(self, opened: OpenSession) -> None:
        """Back to the library, when everything is saved."""
        from cxworkshop.screens.library import LibraryScreen

        try:
            await asyncio.to_thread(opened.save)
            await asyncio.to_thread(opened.close)
        except OSError as error:
            self.warn(say("{why} The workshop stays open.", why=str(error)))
            return
        self.opened.remove(opened)
        self.status = None
        await self.pop_screen()
        if isinstance(self.screen, LibraryScreen):
            await self.screen.reload()

    def _listen(self, opened: OpenSession) -> OpenSession:

        def report(status: Status) -> None:  # called from the saver's thread
            self.post_message(SaveReported(status))

        opened.on_saved = report
        self.opened.append(opened)
        return opened

    def on_save_reported(self, message: SaveReported) -> None:
        self.status = message.status
        self.warned = self.warned and isinstance(message.status, Exception)
        if not isinstance(message.status, Exception):
            self.note_typing()
        elif isinstance(
            message.status, ChangedOutside
        ):  # the header says "saved" again in a moment: it is, elsewhere
            self.notify(str(message.status), severity="warning", timeout=TOLD_FOR, markup=False)
        for screen in self.screen_stack:
            if hasattr(screen, "draw_header"):
                screen.draw_header()

    def saved_pieces(self, opened: OpenSession) -> list[tuple[str, str]]:
        """What the header says about saving."""
        return saved_pieces(opened, self.status, is_tried=self.harness)
