"""The line of the day below the climb: the activity at hand and the next, and the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.cells import cell_len

from cxworkshop.commands import keyed
from cxworkshop.language import N_, Words, say, time_text
from cxworkshop.method import day
from cxworkshop.method.clock import Clock, clock, planned_end
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session
from cxworkshop.sheets.text import shorten
from cxworkshop.widgets.bars import Piece

_TONES = {"paused": "muted", "over": "bad", "amber": "contested", "in time": ""}
_ROOMY = 100
"""Columns from which the bar of time and the end of the day stand in the line."""
_BAR = 5
"""Cells of the bar of time."""


def pieces(
    session: Session, now: datetime, width: int, *, is_waited_for: bool = False
) -> tuple[list[Piece], list[Piece]]:
    """The line of the day: activity and next at the left, the clock at the right. The activity itself is the
    next one where it `is_waited_for`: what it lacked has been given."""
    seen = clock(session, now)
    if seen is None:
        return _before(session), []
    is_past = not day.runs_on(session, now.date())
    right = _stopped_on(seen.item) if is_past else _clock_pieces(seen, session, now)
    if width < _ROOMY:
        right = right[:3]
    room = width - sum(cell_len(text) for text, _tone in right) - 2
    name = f" {_numbered(session, seen.item)}"
    goes_on = width >= _ROOMY and not session.round.is_closed
    following = (seen.item if is_waited_for else day.after(session, seen.item)) if goes_on else None
    is_done = day.is_done(session, seen.item, now.date())
    if is_done:
        name += " ✓"
    after = _next_words(session, following, room - cell_len(name)) if following is not None else ""
    return [(shorten(name, max(8, room)), "good" if is_done else "strong"), (after, "muted")], right


def _next_words(session: Session, item: AgendaItem, room: int) -> str:
    """What comes next, its name whole: with its number and minutes where there is room; else nothing."""
    begun = f"   {keyed('{next_activity} next')}: "
    numbered, minutes = _numbered(session, item), say("{n} min", n=item.planned_min or 0)
    forms = f"{numbered}, {minutes}", numbered, day.name_of(session, item)
    return next((begun + form for form in forms if cell_len(begun + form) <= room), "")


def _numbered(session: Session, item: AgendaItem) -> str:
    """The name of an item after its number in its step: 3.2 Agree who answers; a break has none."""
    return f"{day.number_of(session, item)} {day.name_of(session, item)}".lstrip()


def _before(session: Session) -> list[Piece]:
    """The line before the day has begun."""
    first = day.after(session, None)
    if first is None:
        return []
    planned = sum((item.planned_min or 0 for item in day.queue(session)), day.buffer_minutes(session))
    begins = (
        keyed("{next_activity} next") if day.goes_on(session) else keyed("{next_activity} begins the day")
    )
    return [
        (f" {begins}: {day.name_of(session, first)}", "strong"),
        (f"   {say('{n} min in all', n=planned)}", "muted"),
    ]


def _clock_pieces(seen: Clock, session: Session, now: datetime) -> list[Piece]:
    minutes = _minutes(seen.left)
    tone = _TONES[seen.state]
    if seen.is_paused:
        left = str(say("‖ stopped, {n} min left", n=max(0, minutes)))
    elif seen.left < timedelta():
        left = str(say("! over by {n} min", n=_minutes(-seen.left)))
    else:
        left = str(say("▶ {n} min left", n=minutes))
    filled = min(_BAR, round(seen.share * _BAR))
    ahead = int(abs(seen.ahead).total_seconds()) // 60
    against = say("{n} min ahead", n=ahead) if seen.ahead >= timedelta() else say("! {n} min behind", n=ahead)
    if seen.left < timedelta() and seen.ahead >= timedelta():  # the activity is over, and the day is not
        against = say("the day {n} min ahead", n=ahead)
    is_behind = ahead > 0 and seen.ahead < timedelta()
    ends = planned_end(session)
    return [
        (f" {left} ", tone),
        ("█" * filled + "░" * (_BAR - filled), tone or "muted"),
        (f"  {against if ahead else say('on time')}", "contested" if is_behind else "muted"),
        (f"  {_end(ends, now)} " if ends is not None else " ", "muted"),
    ]


def _end(ends: datetime, now: datetime) -> Words:
    """When the day ends by its plan, or was to."""
    words = N_("ends {time}") if now <= ends else N_("was to end {time}")
    return say(words, time=time_text(ends))


def _stopped_on(item: AgendaItem) -> list[Piece]:
    """On another day: when the day was, in the place of its clock."""
    return [(f"{say('the day was {day}', day=item.entered_at and item.entered_at.date())} ", "muted")]


def _minutes(span: timedelta) -> int:
    """Whole minutes, begun ones included: 0 when none is left."""
    return -(-int(span.total_seconds()) // 60)
