"""What phones send and are sent, without a web library: the server wraps `Phones.handle`, in its own thread.

This holds no answer. What a phone has sent goes to `on_answers` at once; the program tells which rows it has.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import parse_qsl

from cxworkshop.editing.box import ALL_DOTS, Given
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import _, speaking
from cxworkshop.room import phone_page
from cxworkshop.room.exchange import PhoneRequest, PhoneResponse
from cxworkshop.room.forms import Form, Section, read
from cxworkshop.room.seats import Seat, Seats

COOKIE, COOKIE_AGE = "seat", 12 * 3600
MOST_FIELDS = 400
"""Answers in one request."""
Answers = Mapping[str, Mapping[str, Given]]
"""Answers by kind of slips and row."""
Rows = Mapping[str, Collection[tuple[str, str]]]
"""By person, the rows that are answered: kind of slips and row."""


class Sent(NamedTuple):
    """What a phone has sent; `earlier` was answered before the program began. `has_left`: it was not that
    person. Never printed."""

    seat: str
    person: str
    answers: Answers
    earlier: Answers
    has_left: bool = False

    def __repr__(self) -> str:
        return "<Sent>"


class Phones:
    """The phones of a room behind one code. `on_answers` is called in the thread of the server, and only
    hands on."""

    def __init__(
        self,
        code: str,
        secret: bytes,
        on_answers: Callable[[Sent], object],
        revoked: Iterable[str] = (),
    ) -> None:
        self.code, self._on_answers = code, on_answers
        self._seats = Seats(secret, code, revoked)
        self.start = secrets.token_hex(4)
        """Tells phones that the program was started anew."""
        self._form, self.version = Form(), ""
        self._rows: Rows = {}
        self._by_phone: Collection[str] = ()
        self._lock = threading.Lock()
        self.ask(Form())

    # -- the program's side ----------------------------------------------------------------------------------
    def ask(self, form: Form) -> None:
        """Asks something else."""
        version = sha256(form.model_dump_json(exclude={"unsealed", "waiting"}).encode()).hexdigest()[:12]
        with self._lock:
            self._form, self.version = form, version

    def tell(self, rows: Rows, by_phone: Collection[str] = ()) -> None:
        """Tells which rows are answered, on whatever way; a phone sends again what it has beyond them.
        `by_phone`: who has sent answers that are not sealed, be it before the room was opened again."""
        with self._lock:
            self._rows, self._by_phone = rows, by_phone

    def admit(self, seat: str) -> str:
        """Lets a phone in that asks: for whom, empty where it does not ask any more."""
        with self._lock:
            return self._seats.admit(seat)

    def sits(self, seat: str, person: str) -> bool:
        """Whether a phone answers for somebody now."""
        with self._lock:
            return self._seats.sits(seat, person)

    @property
    def joined(self) -> Collection[str]:
        """The people who have a phone."""
        with self._lock:
            return self._seats.joined

    def silent(self, now: float) -> Collection[str]:
        """The people whose phone may be out of reach. `now` in seconds, of the monotonic clock."""
        with self._lock:
            return self._seats.silent(now)

    @property
    def asking(self) -> list[tuple[str, str]]:
        """The phones that wait to be let in, the first one first: seat and person."""
        with self._lock:
            return [(seat.id, seat.asks) for seat in self._seats.asking]

    @property
    def revoked(self) -> tuple[str, ...]:
        """The seats that never sit again."""
        with self._lock:
            return tuple(sorted(self._seats.revoked))

    # -- the phones' side ------------------------------------------------------------------------------------
    def handle(self, request: PhoneRequest) -> PhoneResponse:
        """Answers a request whose code was right."""
        with self._lock:
            if seat := self._seats.of(request.cookies.get(COOKIE, "")):
                seat.heard_at = time.monotonic()
            response, sent = self._route(request, seat)
        if sent is not None:
            self._on_answers(sent)
        return response

    def _route(self, request: PhoneRequest, seat: Seat | None) -> tuple[PhoneResponse, Sent | None]:
        match request.method, request.path:
            case "GET", "phone.css":
                return _response(phone_page.style(), "text/css"), None
            case "GET", "phone.js":
                return _response(phone_page.script(), "text/javascript"), None
            case "GET", "":
                return self._with_cookie(self._page(request, seat), request, seat), None
            case "GET", "state":
                return self._with_cookie(_json(self._state(seat)), request, seat), None
            case "GET", "form":
                return self._with_cookie(_json(self._asked(seat)), request, seat), None
            case "POST", "join":
                return self._join(request, seat), None
            case "POST", "leave":
                return self._leave(request, seat)
            case "POST", "answers" | "answer":
                return self._answers(request, seat)
        return _response("not here", status=404), None

    def _person(self, seat: Seat | None) -> str:
        """For whom a phone answers; empty for nobody who is asked."""
        person = seat.person if seat else ""
        return person if any(candidate.id == person for candidate in self._form.people) else ""

    def _page(self, request: PhoneRequest, seat: Seat | None) -> PhoneResponse:
        form, base, person = self._form, f"/{self.code}", self._person(seat)
        with speaking(form.language, form.sector or None):
            if not person:
                asks = seat.asks if seat else ""
                was = self._seats.turned_out(request.cookies.get(COOKIE, "")) if seat is None else ""
                told = self._asked(seat)
                return _page(phone_page.who_are_you(form, base, self._taken, asks, told, was))
            rows = self._rows.get(person, ())
            told, at = self._asked(seat), request.query.get("q", "")
            return _page(phone_page.questions(form, base, person, told, rows, at))

    @property
    def _taken(self) -> dict[str, str]:
        """Why a phone has to ask for a name, by person: in the language in force."""
        elsewhere = {person: _(phone_page.ON_PAPER) for person, rows in self._rows.items() if rows}
        return elsewhere | dict.fromkeys((*self._by_phone, *self._seats.joined), _(phone_page.ON_A_PHONE))

    def _asked(self, seat: Seat | None) -> dict[str, object]:
        """What the script of a phone is told of the form."""
        person = self._person(seat)
        with speaking(self._form.language, self._form.sector or None):
            form = phone_page.asked(self._form, person) if person else {"words": phone_page.words_of_script()}
        return {**form, **self._state(seat)}

    def _state(self, seat: Seat | None) -> dict[str, object]:
        person, form = self._person(seat), self._form
        items = [(id, row) for id, row in _items(form.sections_for(person))]
        answered = self._rows.get(person, ())
        return {
            "v": self.version,
            "start": self.start,
            "seat": person,
            "asks": seat.asks if seat else "",
            "got": [i for i, item in enumerate(items) if item in answered],
            "keep": form.unsealed,
            "gone": [f"{section}|{row}" for section, row in form.sealed_for(person)],
        }

    def _join(self, request: PhoneRequest, seat: Seat | None) -> PhoneResponse:
        person = _fields(request.body).get("who", "")
        if person and person not in {candidate.id for candidate in self._form.people}:
            return _response("not here", status=400)
        if seat is None and not self._seats.has_room:
            return _response("full", status=503)
        if not person:
            if seat is not None:
                self._seats.turn_away(seat.id)
            return self._away()
        return self._away(self._seats.join(seat, person, self._taken))

    def _leave(self, request: PhoneRequest, seat: Seat | None) -> tuple[PhoneResponse, Sent | None]:
        if seat is None:
            return self._away(Seat("")), None
        loses = seat.person in self._form.waiting or bool(self._rows.get(seat.person))
        if loses and not request.query.get("sure"):
            return self._away(query=f"?q={phone_page.LEAVES}"), None
        self._seats.leave(seat)
        return self._away(Seat("")), Sent(seat.id, seat.person, {}, {}, has_left=True)

    def _answers(self, request: PhoneRequest, seat: Seat | None) -> tuple[PhoneResponse, Sent | None]:
        person, fields = self._person(seat), _fields(request.body)
        if seat is None or not person:
            return _response("no seat", status=403), None
        if not seat.may_send(time.monotonic()):
            return _response("slower", status=429), None
        if fields.pop("v", "") != self.version:
            return (self._away() if request.path == "answer" else _response("changed", status=409)), None
        sections = self._form.sections_for(person)
        fields = _with_dots(sections, fields)
        with speaking(self._form.language, self._form.sector or None):
            answers, faults = _read(sections, fields, "a")
            earlier, _no_faults = _read(sections, fields, "e")
        sent = Sent(seat.id, person, answers, earlier) if answers or earlier else None
        if request.path == "answer":
            return self._away(query=f"?q={next(iter(faults))}" if faults else ""), sent
        return _response("\n".join(("ok", *(f"{item}\t{why}" for item, why in faults.items())))), sent

    # -- cookies ---------------------------------------------------------------------------------------------
    def _with_cookie(
        self, response: PhoneResponse, request: PhoneRequest, seat: Seat | None
    ) -> PhoneResponse:
        """Gives a phone whose seat has changed its new cookie."""
        if seat is None or request.cookies.get(COOKIE, "") == self._seats.cookie(seat):
            return response
        return replace(response, headers={**response.headers, "Set-Cookie": self._set_cookie(seat)})

    def _away(self, seat: Seat | None = None, query: str = "") -> PhoneResponse:
        cookie = {"Set-Cookie": self._set_cookie(seat)} if seat else {}
        return PhoneResponse(303, {"Location": f"/{self.code}{query}", **cookie})

    def _set_cookie(self, seat: Seat) -> str:
        value, age = (self._seats.cookie(seat), COOKIE_AGE) if seat.id else ("", 0)
        return f"{COOKIE}={value}; Path=/{self.code}; Max-Age={age}; HttpOnly; SameSite=Strict"


def _items(sections: Iterable[Section]) -> Iterable[tuple[str, str]]:
    """Everything that is answered by itself, in its order: kind of slips and row. All dots are one."""
    for section in sections:
        rows = [ALL_DOTS] if section.kind == "dots" else [question.row for question in section.questions]
        yield from ((section.id, row) for row in rows)


def _read(
    sections: Collection[Section], fields: Mapping[str, str], prefix: str
) -> tuple[dict[str, dict[str, Given]], dict[int, str]]:
    """The answers in fields such as a12=p1, a letter and the number of the item; what is none is left out,
    numbers with the reason."""
    items, by_id = list(_items(sections)), {section.id: section for section in sections}
    answers: dict[str, dict[str, Given]] = {}
    faults: dict[int, str] = {}
    for name, sign in fields.items():
        number = name[1:]
        if name[:1] != prefix or not (number.isascii() and number.isdigit()) or len(number) > 4:
            continue
        if int(number) < len(items):
            id, row = items[int(number)]
            try:
                answer = read(by_id[id], row, sign)
            except NotUnderstood as error:
                faults[int(number)] = str(error)
                continue
            if answer is not None:
                answers.setdefault(id, {})[row] = answer
    return answers, faults


def _with_dots(sections: Collection[Section], fields: dict[str, str]) -> dict[str, str]:
    """Fields of a page without a script, d0 … for each touchpoint, as the one sign of all dots."""
    dotted = [section for section in sections if section.kind == "dots"]
    if "d0" not in fields or not dotted:
        return fields
    (section,) = dotted
    number = list(_items(sections)).index((section.id, ALL_DOTS))
    counts = [fields.get(f"d{i}", "").strip() or "0" for i in range(len(section.questions))]
    signs = (f"{question.row}:{count}" for question, count in zip(section.questions, counts, strict=True))
    return {f"a{number}": " ".join(signs)}


def _fields(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=MOST_FIELDS, keep_blank_values=True))
    except ValueError:  # not UTF-8, or too many
        return {}


def _page(text: str) -> PhoneResponse:
    return _response(text, "text/html")


def _json(value: object) -> PhoneResponse:
    return _response(phone_page.as_json(value), "application/json")


def _response(text: str, kind: str = "text/plain", status: int = 200) -> PhoneResponse:
    return PhoneResponse(status, {"Content-Type": f"{kind}; charset=utf-8"}, text.encode())
