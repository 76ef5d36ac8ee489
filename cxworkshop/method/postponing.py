"""How actions were put off: the dates that an action has had, as check-ins and rounds have kept them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cxworkshop.language import Words, say, say_n
from cxworkshop.method.lookup import grouped
from cxworkshop.model.actions import Action
from cxworkshop.model.session import Round, Session, index


class Postponed(NamedTuple):
    """How often an action was put off, and from which day to which."""

    times: int
    first: date
    now: date

    @property
    def words(self) -> Words:
        if self.times == 2:
            return say("put off twice ({first} → {now})", first=self.first, now=self.now)
        return say_n(
            "put off once ({first} → {now})",
            "put off {n} times ({first} → {now})",
            self.times,
            first=self.first,
            now=self.now,
        )


def first_due(session: Session, action: Action) -> date | None:
    """The earliest day that an action was due on in the round in view: what was put off was due."""
    return min(_days(session.round, action), default=None)


def postponed(session: Session, action: Action) -> Postponed | None:
    """How an action was put off since it was agreed, also in the rounds that it was carried from; None where
    it was not, or no check-in spoke of it."""
    lives = list(_lives(session, action))
    if not any(grouped(round_.checkin_lines, "action").get(row.id) for round_, row in lives):
        return None
    days = [day for round_, row in reversed(lives) for day in _days(round_, row)]
    times = sum(after > before for before, after in pairwise(days))
    return Postponed(times, days[0], days[-1]) if times else None


def _days(round_: Round, action: Action) -> Iterator[date]:
    """The days that an action was due on in a round, one after the other: before each check-in that spoke of
    it, and now."""
    held = {row.id: row.held_on or date.max for row in round_.checkins}
    lines = grouped(round_.checkin_lines, "action").get(action.id, ())
    told = sorted((held.get(line.checkin or "", date.max), i) for i, line in enumerate(lines))
    days = (*(lines[i].due_before for _day, i in told), action.due_on)
    return (day for day in days if day is not None)


def _lives(session: Session, action: Action) -> Iterator[tuple[Round, Action]]:
    """An action in its round, then in those it was carried from, the newest first."""
    rounds = list(session.rounds)
    yield rounds.pop(), action
    while action.carried_from and rounds:
        row = index(rounds[-1].actions).get(action.carried_from)
        if not isinstance(row, Action):
            return
        action = row
        yield rounds.pop(), action
