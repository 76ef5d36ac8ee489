"""Days of survey files: the forms they are written in, and which of them a column has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from cxworkshop.model.dates import month_named

_NAME = r"(?P<name>[^\W\d_]{3,})\.?"
_TIME = r"(?:,?\s+\d{1,2}[:.]\d\d.*)?"
FORMS: Final = {
    "y-m-d": re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    "d.m.y": re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})"),
    "d/m/y": re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})"),
    "m/d/y": re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})"),
    "y/m/d": re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
    "d-m-y": re.compile(r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})"),
    "yyyymmdd": re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
    "y-m": re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})"),
    "d month y": re.compile(
        rf"(?P<d>\d{{1,2}})(?:\.|st|[nr]d|th)?[\s-]*{_NAME},?[\s-]*(?P<y>\d{{4}}){_TIME}"
    ),
    "month d y": re.compile(rf"{_NAME}\s*(?P<d>\d{{1,2}})(?:st|[nr]d|th)?,?\s+(?P<y>\d{{4}}){_TIME}"),
    "spreadsheet": re.compile(r"(?P<serial>[2-6]\d{4})(?:[.,]\d+)?"),
}
"""By name; a month stands for its first day, and spreadsheets count days."""
CLEAR: Final = ("y-m-d", "d.m.y", "y/m/d", "d month y", "month d y")
"""Forms that are read beside any other, as they cannot be taken for one."""
PLAIN: Final = ("y-m-d", "d.m.y", "d/m/y", "m/d/y", "y/m/d", "d-m-y", "d month y", "month d y")
"""Forms that nothing but a day has."""
_EARLIEST = 2000
"""A day before this year is no day of an answer."""
_FIRST_OF_SPREADSHEETS = date(1899, 12, 30)


def read_day(text: str, form: str) -> date | None:
    """The day that a text is in that form; None when it is none."""
    if not (parts := FORMS[form].fullmatch(text.strip())):
        return None
    values = parts.groupdict()
    if "serial" in values:
        return _FIRST_OF_SPREADSHEETS + timedelta(days=int(values["serial"]))
    year, month = int(values["y"]), month_named(values["name"]) if "name" in values else int(values["m"])
    try:
        return date(year + 2000 if year < 100 else year, month or 0, int(values.get("d") or 1))
    except ValueError:
        return None


def day_of(text: str, form: str | None) -> date | None:
    """The day that a text is in the form of its column, or in a clear one."""
    forms = dict.fromkeys((form, *CLEAR)) if form else CLEAR
    return next((day for one in forms if one and (day := read_day(text, one))), None)


def day_forms(texts: Mapping[str, int]) -> tuple[str, ...]:
    """The forms that read most of the days; two that read equally many (3/4/2026) must be asked. `texts`: how
    often each stands there."""
    read = {form: sum(n for text, n in texts.items() if read_day(text, form)) for form in FORMS}
    most = max(read.values())
    return tuple(form for form, times in read.items() if times == most) if most else ()


def is_day(text: str) -> bool:
    """Whether a text is a day of an answer, with or without a time behind it, whatever column it is in."""
    bare = text.strip().replace("T", " ").split(" ", 1)[0].rstrip(",")
    days = (read_day(one, form) for one in (bare, text) for form in PLAIN)
    return any(day is not None and day.year >= _EARLIEST for day in days)


@cache
def span_of(day: date, period: str) -> tuple[date, date]:
    """The quarter, half or year of a day: its first and last day."""
    months = {"quarter": 3, "half": 6, "year": 12}[period]
    first = (day.month - 1) // months * months + 1
    after = date(day.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return date(day.year, first, 1), after - timedelta(days=1)
