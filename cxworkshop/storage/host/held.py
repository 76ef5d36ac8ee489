"""The workshop of another laptop, as it is written from this one."""

from __future__ import annotations

import secrets
import selectors
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from cxworkshop.errors import CxError, NotReached, NotSaved, NotUnderstood
from cxworkshop.language import Words, say
from cxworkshop.model.ops import Ops, apply
from cxworkshop.model.ops_raw import raw_ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.host.asking import Answer, Asking, not_reached
from cxworkshop.storage.host.pairing import Pairing
from cxworkshop.storage.host.wire import colleagues_of, news_of, raw_place
from cxworkshop.storage.shared import Colleague, Newer, Put

_OUT_FOR = 30.0
"""Seconds for which a laptop that lets this one in no more is not asked again: each time counts as a
guess."""


class HostHeld:
    """Two connections: one asks, the other waits for news."""

    def __init__(self, pairing: Pairing, base: Session | None = None, revision: str = "") -> None:
        self.session, self.revision = base or Session(), revision if base is not None else ""
        self.read_only: Words = ""
        self._program = secrets.token_hex(8)
        self._pairing = pairing
        self._asking = Asking(pairing.address, pairing.token, pairing.who)
        self._news = Asking(pairing.address, pairing.token, pairing.who)
        self._news_from: socket.socket | None = None
        """The connection on which news is waited for."""
        self._seen = ""
        self._colleagues: tuple[Colleague, ...] = ()
        self._out_until = 0.0
        try:
            self.newer()
        except BaseException:
            self.close()
            raise

    @property
    def header(self) -> Mapping[str, Any]:
        return {"session": self._pairing.workshop}

    def put(self, ops: Ops, names: Sequence[str] = ()) -> Put | Newer:
        after = apply(self.session, ops)
        status, value = self._ask("POST", "put", {"base": self.revision, "ops": raw_ops(ops)})
        if status == 409:
            raise NotSaved(
                say(
                    "The other facilitator's laptop does not take it: {why}",
                    why=str((value or {}).get("why")),
                )
            )
        if status in (400, 413):
            raise NotSaved(
                say("The other facilitator's program does not understand it: install the same version on "
                    "both laptops.")
            )  # fmt: skip
        if "ops" not in self._value(status, value):
            self.session, self.revision = after, str(value["revision"])
            return Put(self.revision)
        return self._taken(value)

    def newer(self) -> Newer | None:
        status, value = self._ask("GET", "session", base=self.revision)
        self.read_only = str(self._value(status, value).get("read_only", ""))
        return self._taken(value) if "ops" in value else None

    def _taken(self, raw: Any) -> Newer:
        try:
            news = news_of(raw)
            self.session, self.revision = news.applied(self.session), news.revision
        except NotUnderstood as error:
            raise self._not_reached(error.words) from None
        except CxError:  # what is known here is not what was thought: the next answer is the whole of it
            self.revision = ""
            raise self._not_reached(say("it has another version of the workshop")) from None
        return Newer(self.revision, self.session)

    def wait(self, seconds: float, waker: socket.socket) -> None:
        if self._news_from is None:
            self._check_is_let_in()
            self._news_from = self._news.send("GET", "news", program=self._program, seen=self._seen)
        with selectors.DefaultSelector() as selector:
            selector.register(waker, selectors.EVENT_READ)
            if self._news_from is not None:
                selector.register(self._news_from, selectors.EVENT_READ)
            ready = [key.fileobj for key, _events in selector.select(seconds)]
        if self._news_from in ready:
            self._news_from = None
            with suppress(NotReached):  # it was closed, by the next question at the latest it is known why
                status, value = self._news.answer()
                self._note_people(self._value(status, value))

    def _note_people(self, value: Any) -> None:
        with suppress(NotUnderstood):
            self._colleagues = colleagues_of(value.get("people", ()))
            self._seen = str(value.get("seen", ""))

    def here(self, place: Place | None) -> None:
        self._ask("POST", "here" if place is not None else "leave", raw_place(place) or [])

    def colleagues(self) -> tuple[Colleague, ...]:
        return self._colleagues

    def close(self) -> None:
        self._news.close()
        self._asking.close()

    def _ask(self, method: str, path: str, value: Any = None, **query: str) -> Answer:
        self._check_is_let_in()
        return self._asking.ask(method, path, value, program=self._program, **query)

    def _value(self, status: int, value: Any) -> dict[str, Any]:
        """What was answered. Raises NotReached."""
        if status in (401, 403, 429):
            self._out_until = time.monotonic() + _OUT_FOR
            self._check_is_let_in()
        if status == 503:
            raise self._not_reached(say("it has not saved it yet"))
        if status != 200 or not isinstance(value, dict):
            raise self._not_reached(say("what answers there is no workshop"))
        return value

    def _check_is_let_in(self) -> None:
        if time.monotonic() < self._out_until:
            raise self._not_reached(
                say("{who}'s room has another code now", who=self._pairing.who)
                if self._pairing.who
                else say("join anew with the code, this laptop is not let in there any more")
            )

    def _not_reached(self, why: Words) -> NotReached:
        return not_reached(self._pairing.address, why)
