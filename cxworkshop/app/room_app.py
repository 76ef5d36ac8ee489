"""The room view in a second terminal: follows the stage file of a workshop that is open in another one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual import events
from textual.app import ComposeResult

from cxworkshop import language as words
from cxworkshop.app.guarded import GuardedApp
from cxworkshop.language import say
from cxworkshop.room.parts import Paused, Showing
from cxworkshop.room.stage_file import BEAT, LOOK_EVERY, Follower
from cxworkshop.terminal import direct_driver, install_terminal_readers
from cxworkshop.widgets.room_view import RoomView

QUITS = ("ctrl+q", "ctrl+c")
"""The keys that end it; no other one does anything."""


class RoomApp(GuardedApp):
    """Shows what the facilitator's program shows, and nothing of its own; paused without it."""

    def __init__(self, stage_file: Path, organisation: str, theme: str | None) -> None:
        super().__init__(theme)
        install_terminal_readers(self.driver_class)
        self.driver_class = direct_driver(self.driver_class, self.take)
        self.follower = Follower(stage_file)
        self.shown = paused(None, organisation)
        self.last: tuple[Showing | None, bool] = (None, False)
        self.view = RoomView(self.shown)

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.beat()
        self.look()
        self.set_interval(LOOK_EVERY, self.look)
        self.set_interval(BEAT, self.beat)

    def on_unmount(self) -> None:
        self.follower.close()

    def look(self) -> None:
        """Shows what is shown now, when it is something else."""
        now = showing, is_alive = self.follower.look()
        if now == self.last:
            return
        self.last = now
        if showing is not None:
            words.use(showing.language)
            self.use_look(showing.look)
        self.shown = showing if showing is not None and is_alive else paused(showing, self.shown.organisation)
        self.view.show(self.shown)

    def beat(self) -> None:
        """Tells the facilitator's program that somebody follows; where it cannot, it is followed all the
        same."""
        with suppress(OSError):
            self.follower.beat()

    def take(self, event: events.Key | events.Paste) -> None:
        if isinstance(event, events.Key) and event.key in QUITS:
            self.end(0)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.take(event)
        else:
            await super().on_event(event)


def paused(last: Showing | None, organisation: str) -> Showing:
    """What is shown while nobody is at the other end."""
    view = Paused(why=str(say("It goes on by itself. ^q ends the room view.")))
    if last is not None:
        return last.model_copy(update={"view": view, "clock": None})
    return Showing(
        organisation=organisation, round="", step="", stairs=(), activity="", heading="", view=view
    )
