"""What is asked over HTTP, and what is answered: the page of the room, its events, what it painted; phones
and guests. Everything here runs in the loop of the room's own thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from cxworkshop.language import Words, say, speaking
from cxworkshop.room import page
from cxworkshop.room.exchange import GuestSide, PhoneRequest, PhoneSide
from cxworkshop.room.parts import Paused, Showing
from cxworkshop.room.server.guards import HEADERS, LONGEST_BODY, Codes, Pace, refused
from cxworkshop.room.server.screens import Screens
from cxworkshop.storage.host.wire import DOOR, LONGEST

BEAT = 0.7
"""Seconds between two signs of life."""
SCREEN, PHONE = "screen", "phone"
UNKNOWN = say(
    "Nothing is at this address: check what you typed. A code that was scanned is not in use any more: scan "
    "the one on the wall again."
)
TOO_MANY = say("Too many wrong codes: wait a minute.")


class Site:
    def __init__(
        self, codes: Mapping[str, str], phones: PhoneSide | None, pace: Pace, guests: GuestSide | None = None
    ) -> None:
        self.codes, self.phones, self.pace, self.guests = Codes(codes), phones, pace, guests
        self.hosts: frozenset[str] = frozenset()
        self.screens = Screens()
        self.showing: Showing | None = None
        self.version = 0
        self.is_closing = False
        self.has_phones = False
        """Whether a phone has ever asked."""
        self._drawn = (-1, "")
        self._waiting: set[asyncio.Event] = set()

    # ---- what the thread of the program says ---------------------------------------------------------------
    def publish(self, showing: Showing) -> None:
        if showing != self.showing:
            self.showing, self.version = showing, self.version + 1
            self._wake()

    def close(self) -> None:
        """The last that pages are sent is that the room is closed."""
        self.publish((self.showing or _nothing()).model_copy(update={"view": Paused(), "clock": None}))
        self.is_closing = True
        self._wake()

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    # ---- what is asked -------------------------------------------------------------------------------------
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        with suppress(ClientDisconnect):
            response = await self._answer(request)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        now = time.monotonic()
        code, _slash, rest = request.url.path.removeprefix("/").partition("/")
        guests = self.guests if code == DOOR else None
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        is_known = guests is not None and guests.knows(token)
        if not is_known and not self.pace.may(address, now):
            return PlainTextResponse("slower", 429, {"Connection": "close"})
        if refusal := refused(request.method, request.headers, self.hosts):
            return PlainTextResponse(refusal[1], refusal[0])
        if guests is not None:
            return await self._guest(request, guests, rest, token, is_known=is_known)
        door = self.codes.door(code, address, now)
        if door is None:
            return self._says(TOO_MANY, 429)
        if door == PHONE and self.phones is not None:
            self.has_phones = True
            return await self._phone(request, self.phones, rest)
        if door == SCREEN:
            return await self._screen(request, code, rest)
        return self._unknown()

    def _unknown(self) -> Response:
        return self._says(UNKNOWN, 404)

    def _says(self, words: Words, status: int) -> Response:
        """In the language of the room: whoever typed an address reads it on a phone."""
        with speaking((self.showing or _nothing()).language):
            return PlainTextResponse(str(words), status)

    # ---- screens -------------------------------------------------------------------------------------------
    async def _screen(self, request: Request, code: str, rest: str) -> Response:
        if request.method == "POST":
            return await self._seen(request) if rest == "seen" else self._unknown()
        if rest == "":
            showing = self.showing or _nothing()
            return HTMLResponse(page.page(showing, self.version, f"/{code}", time.time()))
        if rest == "events":
            return self._events(request.query_params.get("me", ""))
        if rest in page.ASSETS:
            return Response(page.asset(rest), media_type=page.ASSETS[rest])
        return self._unknown()

    async def _seen(self, request: Request) -> Response:
        """The page says what it has painted, so the facilitator too knows when the room does not follow."""
        body = await _body(request)
        if body is None:
            return _too_large()
        me, _space, painted = body.decode("ascii", "replace").partition(" ")
        self.screens.heard(me, painted, time.monotonic())
        return Response(status_code=204)

    def _events(self, me: str) -> Response:
        if not self.screens.opened(me, time.monotonic()):
            return PlainTextResponse("too many screens", 503)
        return StreamingResponse(self._stream(me), media_type="text/event-stream")

    async def _stream(self, me: str) -> AsyncIterator[str]:
        """What is shown, whole, whenever it changes; between it signs of life with this laptop's time."""
        changed, sent = asyncio.Event(), -1
        stay = self.screens.stay(me)
        self._waiting.add(changed)
        try:
            yield "retry: 300\n\n"
            while self.screens.may_stay(me, stay, time.monotonic()):
                changed.clear()
                if sent != self.version:
                    sent = self.version
                    yield f"event: show\nid: {sent}\ndata: {self._fragment()}\n\n"
                if self.is_closing:
                    return
                try:
                    await asyncio.wait_for(changed.wait(), BEAT)
                except TimeoutError:
                    yield f"event: beat\ndata: {time.time():.3f}\n\n"
        finally:
            self._waiting.discard(changed)
            self.screens.left(me, stay)

    def _fragment(self) -> str:
        """Drawn once for all screens."""
        if self._drawn[0] != self.version:
            self._drawn = (self.version, page.fragment(self.showing or _nothing(), time.time()))
        return self._drawn[1]

    # ---- phones --------------------------------------------------------------------------------------------
    async def _phone(self, request: Request, phones: PhoneSide, rest: str) -> Response:
        body = await _body(request)
        if body is None:
            return _too_large()
        answer = phones.handle(
            PhoneRequest(
                method=request.method,
                path=rest,
                query=dict(request.query_params),
                headers=dict(request.headers),
                cookies=dict(request.cookies),
                body=body,
                base=f"/{phones.code}",
            )
        )
        return Response(answer.body, answer.status, dict(answer.headers))

    # ---- guests --------------------------------------------------------------------------------------------
    async def _guest(
        self, request: Request, guests: GuestSide, rest: str, token: str, *, is_known: bool
    ) -> Response:
        """A wrong code, or a secret that is none, is a guess like any other."""
        address = request.client.host if request.client else ""
        if not is_known and self.codes.is_barred(address, time.monotonic()):
            return self._says(TOO_MANY, 429)
        body = await _body(request, LONGEST if is_known else LONGEST_BODY)
        if body is None:
            return _too_large()
        query = dict(request.query_params)
        handling = asyncio.ensure_future(
            guests.handle(PhoneRequest(request.method, rest, query, body=body), token)
        )
        leaving = asyncio.ensure_future(request.receive())  # after the body it tells that nobody waits
        await asyncio.wait({handling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not handling.done():
            handling.cancel()
            raise ClientDisconnect
        answer = handling.result()
        if answer.status in (401, 403) and not is_known:
            self.codes.wrong(address, time.monotonic())
        return Response(answer.body, answer.status, dict(answer.headers))


def _too_large() -> Response:
    return PlainTextResponse("too large", 413)


async def _body(request: Request, longest: int = LONGEST_BODY) -> bytes | None:
    """What was sent; None where it is more than anything we ask for."""
    if request.headers.get("content-length", "0").zfill(8) > str(longest).zfill(8):
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            return None
    return bytes(body)


def _nothing() -> Showing:
    """Before anything was published."""
    return Showing(
        organisation="", round="", step="", stairs=(), activity="", heading="", view=Paused(), language="en"
    )
