"""The kinds of field that hold a day or a moment. `cxworkshop.model.kinds` exports them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from cxworkshop import language
from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import Message, say
from cxworkshop.model.dates import read_day
from cxworkshop.model.kind import Kind, Reading
from cxworkshop.model.matching import folded

_Day = TypeVar("_Day", bound=date)
YEARS = range(100, 9900)
"""Every date is at least a century from the ends of the calendar, so that any horizon can be added to it."""


def _far_away(day: date | None) -> Message | None:
    if day is None or day.year in YEARS:
        return None
    return say("{value} is centuries away", value=day.isoformat())


def _near(day: _Day) -> _Day:
    if (fault := _far_away(day)) is not None:
        raise NotUnderstood(fault)
    return day


_YES = frozenset({"yes", "y", "kyllä", "k", "x", "✓"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Day(Kind):
    """A date. Reads +30d, 30.11., 30.11.2026, 30 Nov and ISO; stored as ISO. `is_a_yes`: somebody said yes on
    it, and so "yes" is today."""

    is_a_yes: bool = False

    def parse(self, text: str, reading: Reading) -> date | None:
        if not text.strip():
            return None
        if self.is_a_yes and folded(text) in _YES:
            return reading.on
        if (day := read_day(text, reading.on, language.language())) is None:
            raise NotUnderstood(
                say("{value} is not {expected}", value=quoted(text.strip()), expected=self.expected())
            )
        return _near(day)

    def show(self, value: Any, reading: Reading) -> str:
        return language.date_text(value) if value else ""

    def fault(self, value: Any) -> Message | None:
        return _far_away(value)

    def expected(self) -> Message:
        return say("a date: 30.11., 2026-11-30, +30d or +6m")


def _moment(text: str, on: date) -> datetime:
    """A moment as a file holds it, or as it is shown: 30.11.2026 14.05. Raises ValueError."""
    before, _space, clock = text.rpartition(" ")
    if (day := read_day(before, on, language.language())) is not None:
        return datetime.combine(day, time.fromisoformat(clock.replace(".", ":")))
    return datetime.fromisoformat(text)


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment(Kind):
    """A date and time, set by the program."""

    def parse(self, text: str, reading: Reading) -> datetime | None:
        if not text.strip():
            return None
        try:
            moment = _moment(text.strip(), reading.on)
        except ValueError:
            raise NotUnderstood(
                say("{value} is not {expected}", value=quoted(text.strip()), expected=self.expected())
            ) from None
        return _near(moment)

    def show(self, value: Any, reading: Reading) -> str:
        return f"{language.date_text(value.date())} {language.time_text(value)}" if value else ""

    def typed(self, value: Any, reading: Reading) -> str:
        return value.isoformat(" ", "minutes") if value else ""

    def fault(self, value: Any) -> Message | None:
        return _far_away(value)

    def expected(self) -> Message:
        return say("a date and time: 2026-11-30 14:05")
