"""Reads a day the way a facilitator types it: 2026-11-30, 30.11., 30.11.2026, 30 Nov, +30d, +2w, +6m,
today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_STEP = re.compile(r"\+\s*(\d{1,4})\s*([dpwvmky]|kk)?\w*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d{2})?")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]{3,})\.?,?\s*(\d{4})?", re.IGNORECASE)
_MONTHS = {
    "en": (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    "fi": (
        "tammi",
        "helmi",
        "maalis",
        "huhti",
        "touko",
        "kesä",
        "heinä",
        "elo",
        "syys",
        "loka",
        "marras",
        "joulu",
    ),
}
"""The Finnish ones as far as every form of the word begins so: tammikuu, tammikuuta."""
_TODAY = {"today", "tänään", "nyt", "now"}


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_day(text: str, on: date, language: str = "en") -> date | None:
    """The day that `text` means when typed on the day `on`; None when it is no date.

    A day without a year is the next one to come. In Finnish "mar" is marraskuu, in English March.
    """
    text = text.strip()
    if text.casefold() in _TODAY:
        return on
    try:
        if m := _STEP.fullmatch(text):
            return _later(on, int(m[1]), (m[2] or "d").lower())
        if m := _ISO.fullmatch(text):
            return date(int(m[1]), int(m[2]), int(m[3]))
        if m := _DOTTED.fullmatch(text):
            return _next_date(on, int(m[1]), int(m[2]), m[3])
        if (m := _NAMED.fullmatch(text)) and (month := _month(m[2], language)):
            return _next_date(on, int(m[1]), month, m[3])
    except (ValueError, OverflowError):
        return None
    return None


def _later(on: date, count: int, unit: str) -> date:
    match unit:
        case "w" | "v":
            return on + timedelta(weeks=count)
        case "m" | "k" | "kk":
            return add_months(on, count)
        case "y":
            return add_months(on, 12 * count)
        case _:
            return on + timedelta(days=count)


def _next_date(on: date, day: int, month: int, year: str | None) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(on.year, on.year + 9):  # 29.2. may be eight years away
        try:
            coming = date(candidate, month, day)
        except ValueError:
            continue
        if coming >= on:
            return coming
    raise ValueError(month)


def _month(name: str, language: str) -> int | None:
    typed = name.casefold()
    for names in (_MONTHS[language], *_MONTHS.values()):
        for month, full in enumerate(names, 1):
            if full.startswith(typed) or typed.startswith(full):
                return month
    return None
