"""The commands that work on every screen, but for quitting: help, palette, finding, settings, language,
theme."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop import language as words
from cxworkshop.commands import keyed
from cxworkshop.errors import NotSaved, WrongUse
from cxworkshop.language import Words, say
from cxworkshop.screens.base import KeyScreen
from cxworkshop.themes import DARK, LIGHT

if TYPE_CHECKING:
    from cxworkshop.app.program import CxApp
    from cxworkshop.screens.workshop import WorkshopScreen

NO_WORKSHOP = say("No workshop is open: there is nothing that a room could see.")


class Everywhere:
    """Opens what stands on top of any screen, and changes how all of them look."""

    def __init__(self, app: CxApp) -> None:
        self.app = app
        self._lock = asyncio.Lock()

    async def do_palette(self) -> None:
        from cxworkshop.screens.palette import PaletteScreen

        if isinstance(self.app.screen, KeyScreen):
            await self.app.push_screen(PaletteScreen(self.app.screen))

    async def do_parked(self) -> None:
        from cxworkshop.screens.notes import ParkedScreen

        workshop = self._workshop
        await self.app.push_screen(ParkedScreen(workshop, workshop.opened))

    async def do_notes(self) -> None:
        """The facilitator's private notes."""
        from cxworkshop.screens.notes import NotesScreen

        workshop = self._workshop
        await self.app.push_screen(NotesScreen(workshop, workshop.opened))

    # -- what the room sees ----------------------------------------------------------------------------------
    def do_curtain(self) -> None:
        """Lets the curtain fall, or lifts it."""
        presenter = self.app.presenter
        self.app.warn(presenter.turn_curtain() if presenter.workshop else NO_WORKSHOP)

    async def do_show_this(self) -> None:
        """Shows the room what stands on the screen, or the activity again."""
        presenter, screen = self.app.presenter, self.app.screen
        if isinstance(screen, KeyScreen):
            self.app.warn(await presenter.choose(screen) if presenter.workshop else NO_WORKSHOP)

    async def do_room_view(self) -> None:
        """Shows on this very screen what the room sees."""
        from cxworkshop.screens.room_view import RoomScreen

        presenter = self.app.presenter
        await presenter.wake()
        if presenter.showing is not None:
            await self.app.push_screen(RoomScreen(presenter, presenter.showing))

    async def tell_of_room(self, path: Path) -> None:
        """Says that the room was open when the program was ended by force."""
        if await asyncio.to_thread(_room_was_open, path):
            self.app.presenter.is_cut_off = True
            self.app.note(
                keyed(
                    "The room was open when the program ended. {open_room} opens it again (where answers are "
                    "keyed in, after {back}): at the same address, with the same codes."
                ),
                lambda: self.app.presenter.is_cut_off,
            )

    async def do_open_room(self) -> None:
        """Opens the room for browsers and phones, and shows who follows."""
        from cxworkshop.app.hosting import Hosting, own_addresses
        from cxworkshop.screens.room_opening import RoomOpeningScreen

        workshop = self.app.presenter.workshop
        if workshop is None:
            self.app.warn(NO_WORKSHOP)
            return
        self.app.presenter.is_cut_off = False
        self.app.hosting = self.app.hosting or Hosting(self.app, workshop.opened)
        await self.app.push_screen(RoomOpeningScreen(self.app.hosting, await own_addresses()))

    @property
    def _workshop(self) -> WorkshopScreen:
        from cxworkshop.screens.workshop import WorkshopScreen

        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, WorkshopScreen))

    async def do_find_anything(self) -> None:
        from cxworkshop.screens.find import FindScreen

        if isinstance(self.app.screen, KeyScreen) and self.app.screen.findable is not None:
            await self.app.push_screen(FindScreen(self.app.screen))

    async def do_join(self) -> None:
        """Opens a workshop that another facilitator has on a laptop in this network."""
        from cxworkshop.screens.joining import JoiningScreen

        await self.app.push_screen(JoiningScreen())

    async def do_admit(self) -> None:
        """Lets in who asks: another facilitator, or a second phone for a name. In a workshop of another
        laptop, asks for the address and the code that it has by now."""
        screen = self.app.screen
        shared = screen.opened.shared if isinstance(screen, KeyScreen) and hasattr(screen, "opened") else None
        if shared is not None and self.app.hosting is None:
            from cxworkshop.screens.joining import JoiningScreen
            from cxworkshop.storage.host.store import HostStore

            if isinstance(shared.store, HostStore):
                await self.app.push_screen(JoiningScreen(known=shared.store.pairing, again=shared))
                return
        self.app.warn(self.app.admit())

    async def do_help(self) -> None:
        from cxworkshop.screens.help import write_help
        from cxworkshop.screens.page import PageScreen

        if isinstance(screen := self.app.screen, KeyScreen) and type(screen) is not PageScreen:
            await self.app.push_screen(PageScreen(lambda page: write_help(screen, page)))

    async def do_settings(self) -> None:
        from cxworkshop.screens.settings import SettingsScreen

        screen = self.app.screen
        if isinstance(screen, KeyScreen) and not isinstance(screen, SettingsScreen):
            await self.app.push_screen(SettingsScreen(self.settle))

    def do_language(self) -> None:
        """Switches to the other language on all screens."""
        self.settle(("language",), "en" if words.language() == "fi" else "fi")

    def do_theme(self) -> None:
        self.settle(("theme",), "light" if self.app.theme == DARK.name else "dark")

    def settle(self, path: tuple[str, ...], value: object) -> Words | None:
        """Puts a setting in force on all screens and writes it; why it cannot hold, else None."""
        from cxworkshop import settings

        try:
            settings.settle(path, value)
        except WrongUse as error:
            return error.words
        if path == ("language",):
            words.use(str(value or words.from_environment()))
        elif path == ("theme",):
            self.app.theme = LIGHT.name if value == "light" else DARK.name
        for screen in self.app.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.draw()
        self._save_setting(path, value)
        return None

    def _save_setting(self, path: tuple[str, ...], value: object) -> None:
        """Writes a setting for the next start in the background, without blocking keys."""
        from cxworkshop.settings import file

        async def write() -> None:
            async with self._lock:
                try:
                    await asyncio.to_thread(file.save_setting, path, value)
                except NotSaved as error:
                    self.app.warn(say("{why} What was chosen holds until the program ends.", why=error.words))

        self.app.run_worker(write(), group="settings")


def _room_was_open(path: Path) -> bool:
    """Whether the keys of a session's room are there still. Without any, nothing of the room is imported."""
    from cxworkshop.room.left_open import path_of

    if not path_of(path).exists():
        return False
    from cxworkshop.room import keys

    return keys.kept(path) is not None
