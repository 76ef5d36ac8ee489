"""What the room sees of the workshop that is open: it follows the day, or what the facilitator chose to show.
Handed to whoever carries it; the app holds one.

Nothing of the room is imported, made or written before somebody looks: until then it waits for the file by
which a second terminal tells that it follows.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from cxworkshop import language as words
from cxworkshop.app.subject import Subject, shown_on
from cxworkshop.commands import keyed
from cxworkshop.language import Words, _, say
from cxworkshop.themes import LIGHT

if TYPE_CHECKING:
    from datetime import datetime

    from cxworkshop.app.program import CxApp
    from cxworkshop.app.watching import Watch
    from cxworkshop.editing import OpenSession
    from cxworkshop.room.parts import Clock, Showing
    from cxworkshop.room.stage import Around, Stage
    from cxworkshop.screens.base import KeyScreen
    from cxworkshop.screens.workshop import WorkshopScreen

LEAST = 0.03
"""Seconds between two that are published, the least: nobody sees more."""
STALE = 2.0
"""Seconds after which it is said that somebody does not follow."""


class Carrier(Protocol):
    """Who takes what the room sees to where it is seen. `followed` is how many seconds ago somebody there
    followed, None when nobody does."""

    @property
    def followed(self) -> float | None: ...

    def publish(self, showing: Showing) -> None: ...

    def beat(self) -> None:
        """Is called every half second for as long as keys are answered."""


class Room(Protocol):
    """The room that is open for browsers and phones: where phones answer, how many have come, and how many of
    them have answered what is asked now, None when nothing is."""

    @property
    def url(self) -> str: ...

    @property
    def joined(self) -> int: ...

    @property
    def answered(self) -> int | None: ...


class Presenter:
    """Holds the stage. It is at rest until somebody looks."""

    def __init__(self, app: CxApp) -> None:
        self.app = app
        self.workshop: WorkshopScreen | None = None
        self.subject: Subject | None = None
        self.room: Room | None = None
        self.carriers: list[Carrier] = []
        self.showing: Showing | None = None
        """What was published last."""
        self.is_curtain_down = False
        self.is_cut_off = False
        """Whether browsers and phones wait for a room that was open when the program was ended by force."""
        self._stage: Stage | None = None
        self._made_of: tuple[object, ...] = ()
        """The arguments that the last one was made of, to tell whether it would read otherwise."""
        self._published_at = 0.0
        self._is_due = False
        self._drawn: tuple[list[tuple[str, str]], bool] = [], False
        self._watch: Watch | None = None
        self._stop_listening: Callable[[], None] = lambda: None

    # -- from a workshop to the next -------------------------------------------------------------------------
    def begin(self, workshop: WorkshopScreen) -> None:
        """Shows a workshop that has been opened, to whoever comes to look."""
        from cxworkshop.app.watching import Watch

        self.workshop, opened = workshop, workshop.opened
        self.subject = Subject(self.app, workshop)
        self._watch = Watch(opened, self._failed)
        self._stop_listening = opened.listen(lambda _before, _after: self.soon())
        self.app.run_worker(self._watch.find(), group="room")

    def shows(self, opened: OpenSession) -> bool:
        """Whether the room sees this session; of a closed round that is looked at on top it sees nothing."""
        return self.workshop is not None and self.workshop.opened is opened

    async def end(self) -> None:
        """Shows nothing any more: who looks is told at once."""
        self._stop_listening()
        self._stop_listening = lambda: None
        watch, self.workshop, self.subject, self._watch = self._watch, None, None, None
        self.carriers, self.showing = [], None
        self._stage = None
        self.is_curtain_down, self.is_cut_off, self._made_of = False, False, ()
        if watch is not None:
            await asyncio.to_thread(watch.close)

    def tick(self) -> None:
        """Looks who follows, and tells them that the program runs."""
        self.app.notices.look()
        if self.workshop is None or self._watch is None:
            return
        if self._watch.is_followed_anew and (writer := self._watch.writer()) is not None:
            self.app.run_worker(self.join(writer), group="room")
        for carrier in self.carriers:
            carrier.beat()
        self.look()
        self._draw_headers()

    async def join(self, carrier: Carrier) -> None:
        """Hands what the room sees to one more carrier, at once."""
        await self.wake()
        if self.workshop is not None and carrier not in self.carriers:
            self.carriers.append(carrier)
            self.look()
            if self.showing is not None:
                carrier.publish(self.showing)

    def leave(self, carrier: Carrier) -> None:
        if carrier in self.carriers:
            self.carriers.remove(carrier)

    async def wake(self) -> None:
        """Imports what makes it, in a thread: that takes longer than a key may."""
        await asyncio.to_thread(import_module, "cxworkshop.room.showing")
        if self._stage is None and self.subject is not None:
            from cxworkshop.room.stage import Stage

            self._stage = Stage(self.subject.here(None))
            self.look()

    def _failed(self, why: Words) -> None:
        """Takes why a second terminal cannot be written for. Is called in the thread of its writer."""
        self.app.call_later(self.app.note, why)

    # -- what is shown ---------------------------------------------------------------------------------------
    def soon(self) -> None:
        """Publishes what is shown if it reads otherwise, now or as soon as LEAST allows."""
        if self._stage is None or self._is_due:
            return
        wait = self._published_at + LEAST - time.monotonic()
        self._is_due = True
        if wait <= 0:
            self.app.call_later(self._look_now)
        else:
            self.app.set_timer(wait, self._look_now)

    def _look_now(self) -> None:
        self._is_due = False
        self.look()

    def look(self) -> None:
        """Publishes what is shown if it reads otherwise."""
        if self._stage is None or self.workshop is None or self.subject is None:
            return
        from cxworkshop.room.showing import showing

        here = self.subject.here(self._stage.now)
        self._stage = replace(self._stage.show(here), curtain=self.is_curtain_down)
        session, around = self.workshop.opened.session, self._around()
        made_of = (session, self._stage.now, self._stage.curtain, around, words.language())
        if self._made_of and made_of[0] is self._made_of[0] and made_of[1:] == self._made_of[1:]:
            return
        self._made_of, self._published_at = made_of, time.monotonic()
        if (shown := showing(session, self._stage, around)) != self.showing:
            self.showing = shown
            for carrier in self.carriers:
                carrier.publish(shown)

    def _around(self) -> Around:
        from cxworkshop.room.showing import agenda_lines, clock_of
        from cxworkshop.room.stage import Around

        assert self.workshop is not None
        session, app, room = self.workshop.opened.session, self.app, self.room
        return Around(
            on=session.judged_on(app.today()),
            clock=in_true_time(clock_of(session, app.now()), app.now(), app.clock.pace),
            url=room.url if room else "",
            joined=room.joined if room else 0,
            answered=room.answered if room else None,
            look="light" if app.theme == LIGHT.name else "dark",
            agenda=agenda_lines(session),
        )

    # -- the keys --------------------------------------------------------------------------------------------
    def turn_curtain(self) -> Words:
        """Lets the curtain fall, or lifts it; says which."""
        self.is_curtain_down = not self.is_curtain_down
        self.look()
        self._draw_headers()
        if self.is_curtain_down:
            return keyed(
                "The curtain is down: the room sees the organisation and the clock. {curtain} lifts it."
            )
        return say("The curtain is up.")

    async def choose(self, screen: KeyScreen) -> Words:
        """Shows the room what stands on a screen, or the activity again where it does already; says which."""
        assert self.workshop is not None
        assert self.subject is not None
        await self.wake()
        here = shown_on(screen, self.workshop)
        if here is None:
            return say("This is for you alone; the room goes on seeing what it saw.")
        is_shown = self.subject.choose(here)
        self.look()
        self._draw_headers()
        if not is_shown:
            return say("The room follows the day again.")
        return keyed(
            "The room sees this now. {show_this} goes back to the activity, and so does the next one."
        )

    # -- what the facilitator sees of it ---------------------------------------------------------------------
    @property
    def warning(self) -> Words:
        """What cannot be missed: that the curtain is down, that somebody does not follow."""
        if self.is_curtain_down:
            return _("CURTAIN DOWN")
        if self.is_cut_off:
            return say("! browsers and phones are cut off")
        return say("! the room does not follow") if self._follows is False else ""

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The pieces of the header about the room, each a text and its tone."""
        if self.is_curtain_down:
            return [(f" {self.warning} ", "on bad"), ("  ", "")]
        if self.warning:
            return [(f"{self.warning}  ", "bad")]
        if self.subject is not None and self.subject.is_chosen:
            return [(f"◆ {_('room: what you chose')}  ", "accent")]
        return [(f"● {_('room')}  ", "good")] if self._follows else []

    @property
    def _follows(self) -> bool | None:
        """Whether everybody who looks follows; None when nobody looks."""
        ages = [age for carrier in self.carriers if (age := carrier.followed) is not None]
        return max(ages) <= STALE if ages else None

    def _draw_headers(self) -> None:
        if (drawn := (self.pieces, self.app.is_store_late)) != self._drawn:
            self._drawn = drawn
            self.app.draw_headers()


def in_true_time(clock: Clock | None, now: datetime, pace: int) -> Clock | None:
    """A clock that runs `pace` times as fast as the true one, as it reads now; made anew each second."""
    if clock is None or not clock.running or pace == 1:
        return clock
    return clock.model_copy(update={"ends_at": round(time.time() + clock.ends_at - now.timestamp())})
