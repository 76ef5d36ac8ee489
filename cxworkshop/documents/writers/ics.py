"""Days as iCalendar: whole days that leave people free, with ids by which a calendar knows them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from cxworkshop.documents import Written
from cxworkshop.documents.escape import one_line
from cxworkshop.documents.lists import calendar


def write(events: Iterable[calendar.Event], title: str, on: date) -> Written:
    """`on`: the day it is written, in the place of a clock."""
    made = Calendar()
    made.add("prodid", "-//cxworkshop//workshop//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", one_line(title))
    for event in events:
        made.add_component(_event(event, on))
    return Written(made.to_ical())


def _event(event: calendar.Event, on: date) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", datetime.combine(on, time(), UTC))
    made.add("dtstart", event.on)
    made.add("dtend", event.on + timedelta(days=1))
    made.add("summary", one_line(": ".join(part for part in (event.who, event.what) if part)))
    if event.about:
        made.add("description", one_line(event.about))
    made.add("transp", "TRANSPARENT")
    return made
