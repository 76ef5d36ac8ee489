"""Which phone answers for whom: people pick themselves, a name has one phone, and a second one asks."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

MOST = 500
"""Phones; a room has fewer, so more are somebody's game."""
SILENT = 10.0
"""Seconds without a word after which a phone may be out of reach; it looks every three."""
A_SECOND, AT_ONCE = 5.0, 20.0
"""How many times a phone may send answers."""


@dataclass
class Seat:
    """A phone. `person` is who it answers for, `asks` who it says it is while another phone has the name."""

    id: str
    person: str = ""
    asks: str = ""
    allowance: float = AT_ONCE
    sent_at: float = 0.0
    heard_at: float = field(default_factory=time.monotonic)

    def may_send(self, now: float) -> bool:
        """Whether it does not send too often; counts this time. `now` in seconds."""
        self.allowance = min(AT_ONCE, self.allowance + (now - self.sent_at) * A_SECOND)
        self.sent_at = now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True


class Seats:
    """The phones, known by a signed cookie that outlives the program. `revoked` seats never sit again."""

    def __init__(self, secret: bytes, code: str, revoked: Iterable[str] = ()) -> None:
        self._secret, self._code = secret, code
        self._seats: dict[str, Seat] = {}
        self.revoked = set(revoked)

    @property
    def joined(self) -> Collection[str]:
        """The people who have a phone."""
        return {seat.person for seat in self._seats.values() if seat.person}

    def silent(self, now: float) -> Collection[str]:
        """The people whose phone has not been heard of for a while. `now` in seconds."""
        return {seat.person for seat in self._seats.values() if seat.person and now - seat.heard_at > SILENT}

    @property
    def asking(self) -> list[Seat]:
        """The phones that wait to be let in, the first one first."""
        return [seat for seat in self._seats.values() if seat.asks]

    def cookie(self, seat: Seat) -> str:
        """The cookie of a seat: who it is and for whom it answers, signed."""
        signed = f"{self._code}:{seat.id}:{seat.person}".encode()
        return f"{seat.id}.{seat.person}.{hmac.new(self._secret, signed, 'sha256').hexdigest()[:32]}"

    def of(self, cookie: str) -> Seat | None:
        """The seat of a cookie, also of one that sat here before the program began; None for a forged one."""
        if (signed := self._signed(cookie)) is None:
            return None
        id, person = signed
        if (seat := self._seats.get(id)) is None and id not in self.revoked and self.has_room:
            seat = self._seats[id] = Seat(id, "" if person in self.joined else person)
        return seat

    def turned_out(self, cookie: str) -> str:
        """For whom a phone answered until another was let in instead; empty where none was."""
        id, person = self._signed(cookie) or ("", "")
        return person if id in self.revoked else ""

    def _signed(self, cookie: str) -> tuple[str, str] | None:
        """Seat and person of a cookie; None for a forged one."""
        id, _dot, rest = cookie.partition(".")
        person = rest.rpartition(".")[0]
        is_ours = hmac.compare_digest(cookie.encode(), self.cookie(Seat(id, person)).encode())
        return (id, person) if is_ours else None

    @property
    def has_room(self) -> bool:
        return len(self._seats) < MOST

    def join(self, seat: Seat | None, person: str, has_answered: Collection[str] = ()) -> Seat:
        """Sits down as somebody; where another phone does already, or somebody has answered without this one,
        it asks."""
        seat = seat or Seat(secrets.token_urlsafe(9))
        if seat.person == person:
            return seat
        self._seats[seat.id] = seat
        seat.person = ""
        is_free = person not in self.joined and person not in has_answered
        seat.person, seat.asks = (person, "") if is_free else ("", person)
        return seat

    def leave(self, seat: Seat) -> None:
        """Frees the name of a phone."""
        self._seats.pop(seat.id, None)
        self.revoked.add(seat.id)

    def sits(self, id: str, person: str) -> bool:
        """Whether a phone answers for somebody now."""
        return id in self._seats and self._seats[id].person == person

    def admit(self, id: str) -> str:
        """Lets a phone that asks take the place of the one that has the name: whose it is now, empty where
        none asks."""
        seat = self._seats.get(id)
        if seat is None or not seat.asks:
            return ""
        for other in [other for other in self._seats.values() if other.person == seat.asks]:
            self.leave(other)
        seat.person, seat.asks = seat.asks, ""
        return seat.person

    def turn_away(self, id: str) -> None:
        """Lets a phone that asks choose another name."""
        if id in self._seats:
            self._seats[id].asks = ""
