"""The clock of the day: how long the activity goes on, how the day stands against its plan, when it ends.

A box turns amber at 80 % of its minutes; what runs over is taken from the buffer (method C.0).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from cxworkshop.method import day
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session

AMBER_FROM = 0.8
"""Of its minutes, from where an activity is in its last part."""


class Clock(NamedTuple):
    """What the clock shows. `used`, `left`: of the activity; `left` is negative when it runs over. `ends_at`:
    when the day ends if all that follows takes its minutes. `ahead`: of the plan, negative when behind.
    `buffer_left`: what the day may still run over."""

    item: AgendaItem
    is_paused: bool
    planned: timedelta
    used: timedelta
    ends_at: datetime
    ahead: timedelta
    buffer_left: timedelta

    @property
    def left(self) -> timedelta:
        return self.planned - self.used

    @property
    def share(self) -> float:
        """Of its minutes, how much is used: 0 … 1 and beyond; 1 for an activity of no minutes."""
        return self.used / self.planned if self.planned else 1.0

    @property
    def state(self) -> str:
        """ "paused", "over", "amber" or "in time"."""
        if self.is_paused:
            return "paused"
        return "over" if self.share >= 1 else "amber" if self.share >= AMBER_FROM else "in time"


def clock(session: Session, now: datetime) -> Clock | None:
    """The clock at a moment; None before the day has begun."""
    item, began = day.current(session), day.began_at(session)
    if item is None or began is None:
        return None
    used, planned = used_by(item, now), minutes(item)
    queue = day.queue(session)
    place = queue.index(item)
    to_come = sum((minutes(row) for row in queue[place + 1 :]), timedelta())
    plan_so_far = sum((minutes(row) for row in queue[:place]), timedelta()) + min(used, planned)
    ahead = plan_so_far - (now - began)
    buffer = timedelta(minutes=day.buffer_minutes(session))
    return Clock(
        item=item,
        is_paused=item.runs_since is None,
        planned=planned,
        used=used,
        ends_at=now + max(planned - used, timedelta()) + to_come,
        ahead=ahead,
        buffer_left=max(buffer + min(ahead, timedelta()), timedelta()),
    )


def minutes(item: AgendaItem) -> timedelta:
    """The planned time of an item."""
    return timedelta(minutes=item.planned_min or 0)


def used_by(item: AgendaItem, now: datetime) -> timedelta:
    """The time an item has taken so far; a clock that was set back takes nothing away."""
    runs = now - item.runs_since if item.runs_since is not None else timedelta()
    return timedelta(seconds=item.used_s or 0) + max(runs, timedelta())


def planned_end(session: Session) -> datetime | None:
    """When the day ends by its plan, buffer included; None before it has begun."""
    began = day.began_at(session)
    if began is None:
        return None
    planned = sum((minutes(row) for row in day.queue(session)), timedelta())
    return began + planned + timedelta(minutes=day.buffer_minutes(session))
