"""The room view on the facilitator's own screen, where there is no other: nothing of hers shows, not even a
notice, until she goes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar, Protocol

from textual.app import ComposeResult

from cxworkshop.commands import Situation, commands_in
from cxworkshop.language import Words
from cxworkshop.room.parts import Showing
from cxworkshop.screens.modes import ROOM_VIEW
from cxworkshop.screens.stopped import StopsCommands
from cxworkshop.widgets.room_view import RoomView


class Presenter(Protocol):
    """Who tells what the room sees."""

    @property
    def showing(self) -> Showing | None: ...

    async def join(self, carrier: RoomScreen) -> None: ...

    def leave(self, carrier: RoomScreen) -> None: ...


class RoomScreen(StopsCommands):
    """Shows what the room sees. The keys that carry the day work on, and those that move the cursor. Words
    that would follow a key of the facilitator's own screen go nowhere, and are no keys."""

    MODES: ClassVar = ROOM_VIEW
    DEFAULT_CSS = "RoomScreen Toast { display: none; }"
    followed: float | None = None
    """It is nobody else's."""

    def __init__(self, presenter: Presenter, showing: Showing) -> None:
        super().__init__()
        self.presenter = presenter
        self.view = RoomView(showing)

    def compose(self) -> ComposeResult:
        yield self.view

    async def on_mount(self) -> None:
        await self.presenter.join(self)

    def on_unmount(self) -> None:
        self.presenter.leave(self)

    def publish(self, showing: Showing) -> None:
        self.view.show(showing)

    def beat(self) -> None:
        """The same program: it beats as long as it is painted."""

    @property
    def situation(self) -> Situation:
        return Situation(has_agenda=self.has_agenda, has_day=self.has_agenda)

    async def press(self, key: str, character: str | None) -> None:
        commands = commands_in("workshop")
        if not self.stopped and any(c.begins_text and key in c.keys for c in commands):
            self.stop("")
        else:
            await super().press(key, character)

    def tell(self, words: Words) -> None:
        """Says nothing: the room reads it."""

    async def do_room_view(self) -> None:
        await self.app.pop_screen()

    async def do_quit(self) -> None:
        """Ends the program. What keeps it from ending is said on the facilitator's own screen."""
        below = self._below
        if below is not None:
            with self.app.batch_update():
                await self.app.pop_screen()
                await below.run("quit")

    async def do_talk_about(self, key: str) -> None:
        """Moves the cursor of the list below."""
        below = self._below
        if below is not None and below.typing is None and below.pane is not None:
            below.pane.take_key(key, None)

    async def _carry_on(self, command: str) -> None:
        below = self._below
        if below is not None:
            await self._behind(lambda: below.run(command))

    async def _behind(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does something on the screen below, and lies over whatever that opens before anything of it is
        painted."""
        with self.app.batch_update():
            await self.app.pop_screen()
            await work()
            shown = self.presenter.showing or self.view.showing
            await self.app.push_screen(RoomScreen(self.presenter, shown))
