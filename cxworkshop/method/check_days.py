"""When check-ins are held: the days of the checks, which one a day holds, and which are still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.method.thresholds import MEASURES_CHECKED, PROMISES_CHECKED
from cxworkshop.model.checkins import CheckIn
from cxworkshop.model.dates import working_day
from cxworkshop.model.session import Round, Session

CHECKS = {"check_30": PROMISES_CHECKED, "check_90": MEASURES_CHECKED}
"""By kind: how long after the start of a round."""


def check_days(round_: Round) -> dict[str, date]:
    """The working days of both checks by kind; none before a round has begun."""
    start = round_.started_on
    return {kind: working_day(start + after) for kind, after in CHECKS.items()} if start else {}


def checks_to_hold(round_: Round) -> Iterator[tuple[str, date]]:
    """The checks that were not held yet and come before the next round, each with its day."""
    for kind, day in check_days(round_).items():
        is_held = any(_stands_for(row, kind, day) for row in answered(round_))
        if not is_held and day < (round_.next_review_on or date.max):
            yield kind, day


def _stands_for(row: CheckIn, kind: str, day: date) -> bool:
    """Whether a check-in was the check of a kind, or one that came after it; by its day where it does not say
    which it was. One in between was none, nor was what only came back in writing."""
    if row.kind is None:
        return row.held_on is not None and row.held_on >= day
    return row.kind in CHECKS and CHECKS[row.kind] >= CHECKS[kind]


def answered(round_: Round) -> tuple[CheckIn, ...]:
    """The check-ins that something was said at; one without an answer was none."""
    spoken = {line.checkin for line in round_.checkin_lines}
    return tuple(
        row for row in round_.checkins if row.id in spoken or row.responsibility_holds is not None or row.text
    )


def next_check(round_: Round, after: date) -> date | None:
    """The day of the first check that comes after a day."""
    return next((day for _kind, day in checks_to_hold(round_) if day > after), None)


def held_on(session: Session, day: date) -> CheckIn | None:
    """The check-in that is held on a day; of several the newest."""
    return next((row for row in reversed(session.round.checkins) if row.held_on == day), None)


def kind_on(session: Session, day: date) -> str:
    """Which check-in is held on a day: that of the agenda where it was not held before, else of those that
    are due and were not held the first, else one in between."""
    of_agenda = {"check_30_days": "check_30", "check_90_days": "check_90"}.get(session.round.agenda or "")
    is_held = any(row.kind == of_agenda and row.held_on != day for row in answered(session.round))
    if of_agenda and not is_held:
        return of_agenda
    return next(checks_due(session, day), "other")


def checks_due(session: Session, day: date) -> Iterator[str]:
    """The checks that are due on a day and were not held before it."""
    earlier = tuple(row for row in session.round.checkins if row.held_on != day)
    round_ = session.round.model_copy(update={"checkins": earlier})
    for kind, _day in checks_to_hold(round_):
        if round_.started_on is not None and round_.started_on + CHECKS[kind] <= day:
            yield kind


def kind_of_day(session: Session, day: date) -> str:
    """Which check-in that of a day is, or will be once the room holds it."""
    held = held_on(session, day)
    return held.kind if held and held.kind not in (None, "written") else kind_on(session, day)


def other_kind(session: Session, day: date, now: str = "") -> str:
    """Which check-in else that of a day may be, one after the other, instead of what it is `now`: the checks
    that no other check-in was, and one in between."""
    now = now or kind_of_day(session, day)
    taken = {row.kind for row in answered(session.round) if row.held_on != day}
    every = dict.fromkeys((kind_on(session, day), *CHECKS, "other"))
    kinds = [kind for kind in every if kind in (now, "other") or kind not in taken]
    return kinds[(kinds.index(now) + 1) % len(kinds)] if now in kinds else kinds[0]
