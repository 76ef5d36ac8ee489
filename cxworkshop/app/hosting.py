"""The room as it is open for browsers and phones: starts and stops the server, carries to it what the room
sees, and says what a network does to it. The app holds one while the room is open."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from cxworkshop.errors import RoomNotOpened
from cxworkshop.language import Words, say
from cxworkshop.room import keys as room_keys
from cxworkshop.room.addresses import LOOPBACK, addresses, is_ours
from cxworkshop.screens.room_opening import KEEPS_AWAY, RoomNow
from cxworkshop.storage.host.address import Address

if TYPE_CHECKING:
    from cxworkshop.app.phoning import Phoning
    from cxworkshop.app.program import CxApp
    from cxworkshop.app.welcoming import Welcoming
    from cxworkshop.editing import OpenSession
    from cxworkshop.model.place import Place
    from cxworkshop.room.parts import Showing
    from cxworkshop.room.server import RoomServer, RoomState
    from cxworkshop.storage.shared import Colleague

ADDRESSES_WITHIN = 1.0
"""Seconds that the system has to tell the addresses of this laptop."""
NO_PHONE = 60.0
"""Seconds after which it is said what keeps phones away, if none has come."""


class Hosting:
    """A carrier of what the room sees, the room where phones answer and other facilitators write."""

    def __init__(self, app: CxApp, opened: OpenSession) -> None:
        self.app, self.opened = app, opened
        self.keys = room_keys.for_opening(opened.path, app.today())
        self.server: RoomServer | None = None
        self.phoning: Phoning | None = None
        self.welcoming: Welcoming | None = None
        self._began = 0.0
        self._has_told = self._is_moving = False

    # ---- opening and closing -------------------------------------------------------------------------------
    async def open(self, host: str) -> None:
        """Opens the room at an address of this laptop, or moves it there. Raises RoomNotOpened."""
        try:
            await asyncio.to_thread(import_module, "cxworkshop.room.server")
        except ModuleNotFoundError:
            raise missing() from None
        from cxworkshop.app.phoning import Phoning
        from cxworkshop.app.welcoming import Welcoming
        from cxworkshop.room.server import RoomServer

        if self.server is not None:
            if not is_same_network(self.server.host, host):
                codes = {"phone_code": room_keys.new_code(), "guest_code": room_keys.new_guest_code()}
                self.keys = self.keys.model_copy(update={**codes, "revoked": ()})
            await self._end()
        phoning = Phoning(self.app, self.opened, self.keys)
        welcoming = Welcoming(self.app, self.opened, self.keys, self._keep_guests)
        server = RoomServer(phoning.phones, self.keys.screen_code, welcoming.guests)
        try:
            port = await asyncio.to_thread(self._start, server, host)
        except RoomNotOpened:
            phoning.close()
            welcoming.close()
            raise
        self.server, self.phoning, self.welcoming, self.app.phoning = server, phoning, welcoming, phoning
        self._began, self._has_told = time.monotonic(), False
        self._tell_guests_address(Address(self.keys.host, self.keys.port), Address(host, port))
        await self._keep_with(host=host, port=port, closed_on=None)
        presenter = self.app.presenter
        presenter.room = self
        presenter.leave(self)  # where it moves, the new server has been told nothing yet
        await presenter.join(self)
        presenter.soon()

    def _tell_guests_address(self, before: Address, now: Address) -> None:
        """Says where to whoever was let in has to be sent."""
        names = ", ".join(guest.name for guest in self.keys.guests)
        if names and before.port and before != now and LOOPBACK not in (before.host, now.host):
            self.app.note(
                say("The room is at {now} now, no longer at {before}. Tell {names} the new address.",
                    now=now, before=before, names=names),
                lambda: self.server is not None and (self.server.host, self.server.port) == now,
            )  # fmt: skip

    def _start(self, server: RoomServer, host: str) -> int:
        """Takes the port of before where it is free, so that pages and phones come back by themselves."""
        if self.keys.port:
            with suppress(RoomNotOpened):
                return server.start(host, self.keys.port)
        return server.start(host)

    async def _keep_with(self, **changed: object) -> None:
        self.keys = self.keys.model_copy(update=changed)
        if self.phoning is not None:
            self.phoning.keys = self.keys
        await self._keep()

    def _keep_guests(self, guests: object) -> None:
        """Whoever was let in comes back by himself while the room is open, also after a crash."""
        self.app.run_worker(self._keep_with(guests=guests), group="room")

    async def _keep(self) -> None:
        with suppress(OSError):  # it is only for after a crash
            await asyncio.to_thread(room_keys.keep, self.opened.path, self.keys)

    async def close(self, *, for_good: bool = True) -> None:
        """Closes the room; `for_good`, its codes are worth nothing from now on."""
        self.app.presenter.room = None
        self.app.presenter.leave(self)
        await self._end()
        if for_good:
            self.keys = self.keys.closed(self.app.today())
            if self.keys.guests:
                await self._keep()
            else:
                await asyncio.to_thread(room_keys.forget, self.opened.path)
        self.app.presenter.soon()

    async def _end(self) -> None:
        server, phoning, welcoming = self.server, self.phoning, self.welcoming
        self.server = self.phoning = self.welcoming = self.app.phoning = None
        if phoning is not None:
            phoning.close()
        if welcoming is not None:
            welcoming.close()
        if server is not None:
            await asyncio.to_thread(server.stop)

    @property
    def now(self) -> RoomNow | None:
        """The room as it is open, for the facilitator; None while it is closed."""
        if self.server is None:
            return None
        server, state = self.server, self.server.state
        return RoomNow(
            host=server.host,
            page=server.screen_url,
            own_page=server.own_url,
            phones=self.url.removeprefix("http://"),
            screens=len(state.screens),
            silent_for=state.silent_for,
            joined=self.joined,
            door=server.guest_url if self.url else "",
            code=self.keys.guest_code,
            guests=self.welcoming.now if self.welcoming is not None else (),
        )

    def admit(self) -> Words:
        return self.app.admit()

    def turn_out(self, id: str) -> None:
        """Whoever was let in, or asks, gets nothing any more."""
        if self.welcoming is not None:
            self.welcoming.turn_out(id)

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """The other facilitators who have the workshop open on their laptops."""
        return self.welcoming.colleagues if self.welcoming is not None else ()

    def be_at(self, place: Place | None) -> None:
        """Where the cursor is here, for them."""
        if self.welcoming is not None:
            self.welcoming.be_at(place)

    @property
    def terminal(self) -> str:
        """The command for a second terminal; empty while one follows."""
        others = (carrier for carrier in self.app.presenter.carriers if carrier is not self)
        is_followed = any(carrier.followed is not None for carrier in others)
        return "" if is_followed else f"cxworkshop room {self.opened.path.stem}"

    # ---- what the presenter asks of a carrier and of the room ----------------------------------------------
    def publish(self, showing: Showing) -> None:
        if self.server is not None:
            self.server.publish(showing)

    def beat(self) -> None:
        """Looks whether this laptop still is where it said, and whether any phone has come."""
        if self.server is None:
            return
        if self.welcoming is not None:
            self.welcoming.guests.forget_the_silent()
        if self.phoning is not None and self.phoning.keys is not self.keys:
            self.keys = self.phoning.keys  # a seat was revoked
            self.app.run_worker(self._keep(), group="room")
        if not self._is_moving and not is_ours(self.server.host):
            self._is_moving = True
            self.app.run_worker(self._move(), group="room")
        is_late = time.monotonic() - self._began > NO_PHONE
        if is_late and not self._has_told and self._lacks_phones:
            self._has_told = True
            was_asked = self.answered is not None
            self.app.note(
                say("No phone has come yet. {why}", why=say(KEEPS_AWAY)),
                lambda: self._lacks_phones and (self.answered is not None or not was_asked),
            )

    @property
    def _lacks_phones(self) -> bool:
        """Whether phones could come, and none has. A room in which nothing is asked and another facilitator
        writes was not opened for phones."""
        is_for_phones = self.answered is not None or self.welcoming is None or not self.welcoming.now
        return bool(self.url) and is_for_phones and not self.state.has_phones

    async def _move(self) -> None:
        """Goes on at the new address after the network has changed, under a new code."""
        now = next(iter(await asyncio.to_thread(addresses)), "")
        if now and self.server is not None:
            try:
                await self.open(now)
            except RoomNotOpened as error:
                self.app.note(error.words)
            else:
                self.app.note(
                    say("The network has changed. The room is at {url} now, and phones scan the new code. "
                        "Answers that have come in are kept.", url=self.url.removeprefix("http://"))
                )  # fmt: skip
        self._is_moving = False

    @property
    def state(self) -> RoomState:
        from cxworkshop.room.server import RoomState

        return self.server.state if self.server is not None else RoomState()

    @property
    def followed(self) -> float | None:
        """The seconds since the screen that follows least said what it shows; None without a screen."""
        return max(self.state.screens, default=None)

    @property
    def url(self) -> str:
        """Where phones answer; empty where no phone gets to."""
        return "" if self.server is None or self.server.host == LOOPBACK else self.server.phone_url

    @property
    def joined(self) -> int:
        return len(self.phoning.joined) if self.phoning is not None else 0

    @property
    def answered(self) -> int | None:
        """How many have answered what is asked now; None when nothing is."""
        return self.phoning.whole if self.phoning is not None else None


async def own_addresses() -> tuple[str, ...]:
    """This laptop's own address for itself, then those in its networks; those that the system does not tell
    in time are left out."""
    with suppress(TimeoutError):
        return (LOOPBACK, *await asyncio.wait_for(asyncio.to_thread(addresses), ADDRESSES_WITHIN))
    return (LOOPBACK,)


def is_same_network(before: str, after: str) -> bool:
    """Whether what was typed at an address is still worth something: this laptop's own page always is."""
    return before == after or LOOPBACK in (before, after)


def missing() -> RoomNotOpened:
    return RoomNotOpened(
        say(
            "The room's page and phones need libraries that are not installed. They are the extra “room” of "
            "cxworkshop. With pip: pip install {extra}; with pipx: pipx install --force {extra}; with uv: "
            "uv tool install {extra}; in a clone: make room. A second terminal needs nothing more.",
            extra="'cxworkshop[room]'",
        )
    )
