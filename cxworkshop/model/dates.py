"""Reads a day the way a facilitator types it: 2026-11-30, 30.11., 30.11.2026, 30 Nov, +30d, +2 weeks, +6m,
Friday, week 35, today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_STEP = re.compile(
    r"\+\s*(\d{1,4})\s*(?:(?P<days>d|days?|pv?|pvä\w?|päiv\w+)|(?P<weeks>w|wks?|weeks?|v|vko\w?|vk\w?|viik\w+)"
    r"|(?P<months>m|mo|mos|mths?|months?|k|kk\w{0,2}|kuu|kuuk\w+)|(?P<years>y|yrs?|years?|vuo\w+))?\.?",
    re.IGNORECASE,
)
_WEEK = re.compile(r"(?:week|wk|viikolla|viikko|viikon|vko|vkolla|vk)\.?:?\s*(\d{1,2})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d{2})?")
_NAMED = re.compile(r"(\d{1,2})(?:\.|st|[nr]d|th)?\s*([^\W\d_]{3,})\.?,?\s*(\d{4})?", re.IGNORECASE)
_MONTHS_TYPED = re.compile(r"(0?[1-9]|1[0-2])/(\d{4})\s*[-–]\s*(0?[1-9]|1[0-2])/(\d{4})")
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
_WEEKDAYS = (
    ("monday", "maanantai", "mon", "ma"),
    ("tuesday", "tiistai", "tue", "ti"),
    ("wednesday", "keskivii", "wed", "ke"),
    ("thursday", "torstai", "thu", "to"),
    ("friday", "perjantai", "fri", "pe"),
    ("saturday", "lauantai", "sat", "la"),
    ("sunday", "sunnuntai", "sun", "su"),
)
"""Written out, in Finnish as far as every form of the word begins so: perjantaina; and in short."""
_TODAY = {"today", "tänään", "nyt", "now"}
_DAYS_AGO = {"yesterday": 1, "eilen": 1, "the day before yesterday": 2, "toissapäivänä": 2}
_AGO = re.compile(
    r"(\d{1,3})\s*(?:(?P<days>days?|päivää?)|(?P<weeks>weeks?|viikkoa?)) (?:ago|sitten)", re.IGNORECASE
)
_LAST_WEEKDAY = re.compile(r"(?:(?:last|on|viime) )?(\w+)", re.IGNORECASE)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a Saturday or Sunday."""
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_months(text: str) -> str:
    """A range of months as the file holds it, 2025-10..2026-09, from 10/2025–9/2026; other text as it is."""
    if (m := _MONTHS_TYPED.fullmatch(text)) is None:
        return text
    return f"{m[2]}-{int(m[1]):02}..{m[4]}-{int(m[3]):02}"


def read_day(text: str, on: date, language: str = "en") -> date | None:
    """The day that `text` means when typed on the day `on`; None when it is no date.

    A day without a year is the next one to come; a day of the week is never today, and a week is its Friday.
    In Finnish "mar" is marraskuu, in English March.
    """
    text = text.strip()
    if text.casefold() in _TODAY:
        return on
    if (weekday := _weekday(text)) is not None:
        return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)
    try:
        if m := _STEP.fullmatch(text):
            return _later(on, int(m[1]), m.lastgroup or "days")
        if m := _WEEK.fullmatch(text):
            return _end_of_week(on, int(m[1]))
        if m := _ISO.fullmatch(text):
            return date(int(m[1]), int(m[2]), int(m[3]))
        if m := _DOTTED.fullmatch(text):
            return _next_date(on, int(m[1]), int(m[2]), m[3])
        if (m := _NAMED.fullmatch(text)) and (month := _month(m[2], language)):
            return _next_date(on, int(m[1]), month, m[3])
    except (ValueError, OverflowError):
        return None
    return None


def read_past_day(text: str, on: date, language: str = "en") -> date | None:
    """The last day up to `on` that `text` means; None when it is no date, or one still to come."""
    since = (on - timedelta(days=back) for back in (0, 7, 365))  # 7: Friday, 365: a day without its year
    days = (read_day(text, day, language) for day in since if not text.startswith("+"))
    return next((day for day in days if day is not None and day <= on), None)


def read_day_ago(text: str, on: date) -> date | None:
    """The day that words count back to: yesterday, 3 days ago, last Friday, perjantaina; a day of the week,
    written out, is the last one before today. None when they count back to none."""
    typed = " ".join(text.casefold().split())
    if typed in _DAYS_AGO:
        return on - timedelta(days=_DAYS_AGO[typed])
    if m := _AGO.fullmatch(typed):
        return on - timedelta(days=int(m[1]) * (7 if m["weeks"] else 1))
    if (m := _LAST_WEEKDAY.fullmatch(typed)) and is_weekday(m[1]) and (weekday := _weekday(m[1])) is not None:
        return on - timedelta(days=(on.weekday() - weekday - 1) % 7 + 1)
    return None


def read_nearest_day(text: str, on: date, language: str = "en") -> date | None:
    """The last day up to `on` that `text` means, or the next one where that is nearer; None when it is no
    date."""
    past = read_past_day(text, on, language)
    coming = None if text.startswith("+") else read_day(text, on, language)
    if past is None or coming is None:
        return past or coming
    return min(past, coming, key=lambda day: abs(day - on))


def is_weekday(word: str) -> bool:
    """Whether a word is a day of the week, written out."""
    return len(word) > len("sun") and _weekday(word) is not None


def is_days_alone(text: str) -> bool:
    """Whether words are nothing but days to add, with their unit, or a week by its number."""
    return bool(_STEP.fullmatch(text) or _WEEK.fullmatch(text))


def is_month(word: str) -> bool:
    """Whether a word is a month, in English also in short; "may" only where it begins with a capital."""
    typed = word.rstrip(".,;:").casefold()
    if len(typed) < len("jan") or word.startswith("may"):
        return False
    english = any(name.startswith(typed) for name in _MONTHS["en"])
    return english or any(typed.startswith(f"{name}kuu") for name in _MONTHS["fi"])


def month_named(word: str) -> int | None:
    """The number of a month, 1 to 12, by its name or its beginning, in either language."""
    return _month(word, "en")


def _weekday(word: str) -> int | None:
    """The number of a day of the week from Monday, 0, on."""
    typed = word.casefold()
    for weekday, (english, finnish, *short) in enumerate(_WEEKDAYS):
        if typed in (english, *short) or (typed.startswith(finnish) and typed.isalpha()):
            return weekday
    return None


def _later(on: date, count: int, unit: str) -> date:
    match unit:
        case "weeks":
            return on + timedelta(weeks=count)
        case "months":
            return add_months(on, count)
        case "years":
            return add_months(on, 12 * count)
        case _:
            return on + timedelta(days=count)


def _end_of_week(on: date, week: int) -> date:
    """The Friday of the next week of that number. Raises ValueError where no week has it."""
    fridays = (date.fromisocalendar(on.isocalendar().year + more, week, 5) for more in (0, 1))
    return next(friday for friday in fridays if friday >= on)


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
