"""Who else may write the workshop that is open here, and what is answered to their programs; without a web
library.

A guest knows the code on the facilitator's screen, says a name, and is let in by a key. From then on the
program there is known by a secret of its own, of which only the digest is kept here.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cxworkshop.errors import CxError, NotUnderstood
from cxworkshop.language import say
from cxworkshop.language.harmless import display
from cxworkshop.model.ops import Ops
from cxworkshop.model.place import Place
from cxworkshop.room.exchange import PhoneRequest, PhoneResponse
from cxworkshop.room.hub import Hub
from cxworkshop.room.keys import Guest
from cxworkshop.storage.host.wire import FORMAT, ops_in, packed, place_of, raw_colleagues, unpacked
from cxworkshop.storage.shared import Colleague

MOST_ASKING = 4
"""Who may wait to be let in at once."""
ASKS_FOR, GONE = 15.0, 5.0
"""Seconds without a word after which somebody does not ask any more, and after which a program is away."""
NEWS_WITHIN, SAVED_WITHIN = 10.0, 3.0
"""Seconds for which a guest is left waiting: for news, and for the disk here."""
LONGEST_NAME = 40
UNKNOWN = say("This is no change of a workshop.")
Cross = Callable[[Callable[[], None]], object]
"""Has something done in the thread of the program."""


@dataclass
class Asking:
    """Somebody who wants in; `digest` is of the secret that was given, `heard_at` of the monotonic clock."""

    id: str
    name: str
    digest: str
    heard_at: float


@dataclass
class _Program:
    """A program that has the workshop open: whose it is, and where the cursor is there."""

    guest: str
    name: str
    place: Place | None = None
    heard_at: float = 0.0
    is_waiting: int = 0
    """How many questions of it are being answered just now, but for those that wait for news: a laptop that
    is gone waits, too."""


class Guests:
    """`on_change` is called in any thread when somebody asks, comes, goes or moves."""

    def __init__(
        self, hub: Hub, code: str, about: dict[str, str], cross: Cross, on_change: Callable[[], object],
        guests: Iterable[Guest] = (),
    ) -> None:  # fmt: skip
        self.hub, self.code, self.about = hub, code, about
        hub.on_news = self.wake
        self._cross, self._on_change = cross, on_change
        self._guests = {guest.digest: guest for guest in guests}
        self._asking: dict[str, Asking] = {}
        self._programs: dict[str, _Program] = {}
        self._seen = 0
        """Counts what changes in who is where."""
        self._here: tuple[str, Place | None] = ("", None)
        self._is_closing = False
        self._lock = threading.RLock()
        self._waking: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    # ---- the program's side --------------------------------------------------------------------------------
    def close(self) -> None:
        """The room closes: nobody is left waiting."""
        if not self._is_closing:
            self._is_closing = True
            self.hub.close()
            self.wake()

    @property
    def guests(self) -> tuple[Guest, ...]:
        """Who has been let in."""
        with self._lock:
            return tuple(self._guests.values())

    @property
    def asking(self) -> tuple[Asking, ...]:
        """Who waits to be let in, the first one first."""
        with self._lock:
            self.forget_the_silent()
            return tuple(self._asking.values())

    def admit(self, id: str) -> str:
        """Lets somebody in: the name; empty for whoever does not ask any more."""
        with self._lock:
            asking = next((one for one in self._asking.values() if one.id == id), None)
            if asking is None:
                return ""
            del self._asking[asking.digest]
            for digest in [d for d, one in self._guests.items() if self._has_come_anew(one, asking.name)]:
                del self._guests[digest]
            self._guests[asking.digest] = Guest(id=asking.id, name=asking.name, digest=asking.digest)
        self._changed()
        return asking.name

    def _has_come_anew(self, guest: Guest, name: str) -> bool:
        """Whether somebody of that name, who is let in, is the guest, who is not here any more."""
        return guest.name == name and not self.is_here(guest.id)

    def turn_out(self, id: str) -> None:
        """Whoever was let in, or asks, gets nothing any more."""
        with self._lock:
            for known in (self._asking, self._guests):
                for digest in [digest for digest, one in known.items() if one.id == id]:
                    del known[digest]
            for program in [name for name, one in self._programs.items() if one.guest == id]:
                del self._programs[program]
                self.hub.forget(program)
        self._changed()

    def here(self, name: str, place: Place | None) -> None:
        """Where the cursor is on this laptop, for the guests."""
        with self._lock:
            if (name, place) == self._here:
                return
            self._here = name, place
        self._changed()

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """The programs of guests, and where their cursors are."""
        with self._lock:
            self.forget_the_silent()
            return tuple(Colleague(id, one.name, one.place) for id, one in self._programs.items())

    def is_here(self, id: str) -> bool:
        """Whether a guest has the workshop open now."""
        with self._lock:
            self.forget_the_silent()
            return any(one.guest == id for one in self._programs.values())

    def forget_the_silent(self) -> None:
        """Whoever has said nothing for a while is not here, or does not ask any more."""
        now = time.monotonic()
        with self._lock:
            for digest in [d for d, one in self._asking.items() if now - one.heard_at > ASKS_FOR]:
                del self._asking[digest]
            programs = self._programs.items()
            for id in [id for id, one in programs if not one.is_waiting and now - one.heard_at > GONE]:
                self._left(id)

    def wake(self) -> None:
        """There may be news for guests who wait. From any thread."""
        with self._lock:
            waking = tuple(self._waking)
        for loop, event in waking:
            with suppress(RuntimeError):  # it has ended
                loop.call_soon_threadsafe(event.set)

    # ---- the guests' side, in the thread of the server -----------------------------------------------------
    def knows(self, token: str) -> bool:
        """Whether it is the secret of somebody who was let in: he may send much and often."""
        with self._lock:
            return _digest(token) in self._guests

    async def handle(self, request: PhoneRequest, token: str) -> PhoneResponse:
        """Answers a request; 403 for a wrong code, 401 for a secret that is none of ours."""
        if (request.method, request.path) == ("POST", "ask"):
            return self._ask(request)
        digest = _digest(token)
        with self._lock:
            asking, guest = self._asking.get(digest), self._guests.get(digest)
        if asking is not None:
            asking.heard_at = time.monotonic()
            return _answer({"state": "waiting"}) if request.path == "asked" else _refusal(403)
        if guest is None:
            return _refusal(401)
        if request.path == "asked":
            return _answer({"state": "in", **self.about})
        id = request.query.get("program", "")[:LONGEST_NAME]
        try:
            with self._heard(id, guest, waits=request.path == "news"):
                return await self._of_guest(request, id)
        except NotUnderstood:
            return _refusal(400)

    def _ask(self, request: PhoneRequest) -> PhoneResponse:
        try:
            asked = unpacked(request.body)
            code, name, version = str(asked["code"]), str(asked["name"]), asked["format"]
        except (NotUnderstood, TypeError, KeyError):
            return _refusal(400)
        if not hmac.compare_digest(code.strip().lower().encode("utf-8", "replace"), self.code.encode()):
            return _refusal(403)
        if version != FORMAT:
            return _refusal(409)
        token = secrets.token_urlsafe(32)
        with self._lock:
            self.forget_the_silent()
            if len(self._asking) >= MOST_ASKING:
                return _refusal(503)
            name = display(name.strip())[:LONGEST_NAME] or "?"
            asking = Asking(secrets.token_hex(4), name, _digest(token), time.monotonic())
            self._asking[asking.digest] = asking
        self._on_change()
        return _answer({"token": token})

    @contextmanager
    def _heard(self, id: str, guest: Guest, *, waits: bool) -> Iterator[None]:
        """While a question of a program is answered it is there, unless it `waits` for news."""
        with self._lock:
            is_new = id not in self._programs
            program = self._programs.setdefault(id, _Program(guest.id, guest.name))
            program.is_waiting += not waits
            program.heard_at = time.monotonic()
        if is_new:
            self._changed()
        try:
            yield
        finally:
            with self._lock:
                if not waits:
                    program.is_waiting -= 1
                    program.heard_at = time.monotonic()

    async def _of_guest(self, request: PhoneRequest, id: str) -> PhoneResponse:
        match request.method, request.path:
            case "GET", "session":
                return self._news_of_session(id, request.query.get("base", ""))
            case "POST", "put":
                return await self._put(request, id)
            case "GET", "news":
                return await self._wait(id, request.query.get("seen", ""))
            case "POST", "here":
                self._is_at(id, place_of(unpacked(request.body)))
                return _answer({})
            case "POST", "leave":
                self._left(id)
                return _answer({})
        return _refusal(404)

    def _news_of_session(self, id: str, base: str) -> PhoneResponse:
        news = self.hub.news(id, base)
        about = {"read_only": str(self.hub.read_only)}
        return _answer(about if news is None else {**news.raw, **about})

    async def _put(self, request: PhoneRequest, id: str) -> PhoneResponse:
        asked = unpacked(request.body)
        try:
            base, ops = str(asked["base"]), ops_in(asked["ops"])
        except (TypeError, KeyError):
            return _refusal(400)
        stands: Future[bool] = Future()
        self._cross(lambda: self._put_here(id, base, ops, stands))
        try:
            if await asyncio.wait_for(asyncio.wrap_future(stands), SAVED_WITHIN):
                return _answer({"revision": self.hub.told(id)})
        except CxError as error:
            return _answer({"why": str(error.words)}, 409)
        except TimeoutError:
            return _refusal(503)
        return self._news_of_session(id, base)

    def _put_here(self, id: str, base: str, ops: Ops, stands: Future[bool]) -> None:
        """In the thread of the program, which goes on whatever somebody else's program has sent."""
        try:
            self.hub.put(id, base, ops, stands)
        except Exception as error:  # noqa: BLE001  # such as a table that nobody knows
            if not stands.done():
                stands.set_exception(error if isinstance(error, CxError) else NotUnderstood(UNKNOWN))

    async def _wait(self, id: str, seen: str) -> PhoneResponse:
        """Answers when there is news, when somebody comes, goes or moves, or when the time is up."""
        event = asyncio.Event()
        waking = asyncio.get_running_loop(), event
        end = time.monotonic() + NEWS_WITHIN
        with self._lock:
            self._waking.add(waking)
        try:
            while not (self._is_closing or self.hub.has_news(id) or seen != str(self._seen)):
                event.clear()
                try:
                    await asyncio.wait_for(event.wait(), end - time.monotonic())
                except TimeoutError:
                    break
        finally:
            with self._lock:
                self._waking.discard(waking)
        with self._lock:
            name, place = self._here
            others = [Colleague("", name, place)] if name else []
            others += [one for one in self.colleagues if one.program != id]
            return _answer({"seen": str(self._seen), "people": raw_colleagues(tuple(others))})

    def _is_at(self, id: str, place: Place | None) -> None:
        with self._lock:
            program = self._programs[id]
            if program.place == place:
                return
            program.place = place
        self._changed()

    def _left(self, id: str) -> None:
        with self._lock:
            self._programs.pop(id, None)
            self.hub.forget(id)
        self._changed()

    def _changed(self) -> None:
        with self._lock:
            self._seen += 1
        self.wake()
        self._on_change()


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _answer(value: Any, status: int = 200) -> PhoneResponse:
    return PhoneResponse(status, {"Content-Type": "application/octet-stream"}, packed(value))


def _refusal(status: int) -> PhoneResponse:
    return PhoneResponse(status, {"Content-Type": "text/plain"}, b"")
