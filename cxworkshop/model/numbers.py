"""Reads a number or a time as people type it, in either language: 1 020 000, 1.250.000, 4,5, 1.2M, 24 kk,
2 y."""

from __future__ import annotations

import re

from cxworkshop import language
from cxworkshop.language import _

LONGEST_TEXT = 80
"""Characters of a number with its unit; a text that is longer is none."""
_NUMBER = re.compile(r"\d*\.?\d+")
_GAPS = re.compile(r"[\s\u00a0\u202f\u2009']")
_EUROS = ("€", "eur", "euros", "euro", "euroa", "e")
_SCALES = {
    1_000: ("k", "t", "tuh", "tuhatta", "thousand"),
    1_000_000: ("m", "mn", "mio", "milj", "miljoona", "miljoonaa", "million"),
    1_000_000_000: ("bn", "mrd", "miljardi", "miljardia", "billion"),
}
_SCALED = re.compile(r"(.*?)([^\W\d_]+)\.?")
_TIME = re.compile(r"(.*?)([^\W\d_]*)\.?")
_WORDS = {
    "years": {"y", "yr", "yrs", "year", "years", "v", "vuosi", "vuotta", "vuoden"},
    "months": {"m", "mo", "mos", "mth", "month", "months", "kk", "kuukausi", "kuukautta", "kuukauden"},
    "weeks": {"w", "wk", "wks", "week", "weeks", "vk", "viikko", "viikkoa", "viikon"},
    "days": {"d", "day", "days", "pv", "pvä", "vrk", "päivä", "päivää", "päivän"},
    "hours": {"h", "hr", "hrs", "hour", "hours", "t", "tunti", "tuntia", "tunnin"},
    "minutes": {"m", "min", "mins", "minute", "minutes", "minuutti", "minuuttia", "minuutin"},
}
_UNITS = {
    "percent": {"%", "percent", "pct", "prosentti", "prosenttia"},
    "eur": set(_EUROS) - {"e"},
    "days": _WORDS["days"],
    "hours": _WORDS["hours"] - {"t"},
    "minutes": _WORDS["minutes"] - {"m"},
    "nps_points": {"p", "pt", "pts", "point", "points", "piste", "pistettä"},
    "count": {"kpl", "pc", "pcs", "piece", "pieces", "kappale", "kappaletta"},
}
"""What stands behind a number for the unit of a measure; m and t are millions and thousands too."""
_UNIT_NAMES = {word: unit for unit, words in _UNITS.items() for word in words}
_TYPED_UNIT = re.compile(r".*\d(%|€|[^\W\d_]+)\.?|(€).*\d")
_MONTHS = {"years": 12, "months": 1}
_MINUTES = {"weeks": 7 * 24 * 60, "days": 24 * 60, "hours": 60, "minutes": 1}
"""The units of a family: only within one does a time mean exactly so much in another unit."""
LONGEST = {"years": 100, "months": 1200, "days": 36_525, "hours": 876_600, "minutes": 52_596_000}
"""A hundred years in each unit a field may have; more is taken for a typing error."""


def read_number(text: str, unit: str = "") -> float | None:
    """The number `text` means in either language: 1 020 000, 1,020,000, 4,5, 4.5, −3, 120k, 1.2M, 12 %; None
    when it is none, or may be two."""
    values = readings(text, unit, scales=True)
    return values[0] if len(values) == 1 else None


def readings(text: str, unit: str = "", *, whole: bool = False, scales: bool = False) -> tuple[float, ...]:
    """The numbers that `text` may mean: none, one, or two where a mark before three digits may part thousands
    or decimals, which is never so in a `whole` number. With `scales` a k or M is read, as in sums."""
    if len(text) > LONGEST_TEXT:
        return ()
    text = _plain(text)
    units = _EUROS if unit == "€" else {unit.casefold(), _(unit).casefold(), *_UNIT_NAMES} - {""}
    for ending in sorted(units, key=len, reverse=True):
        text = text.removesuffix(ending).removeprefix("€")
    factor = 1
    if scales and (match := _SCALED.fullmatch(text)):
        factor = next((n for n, words in _SCALES.items() if match[2] in words), 0)
        text = match[1]
    values = _amounts(text, whole=whole and factor == 1, is_sum=unit == "€")
    return tuple(value * factor for value in values if factor)


def read_time(text: str, unit: str, *, whole: bool = False) -> float | None:
    """How many `unit` the time `text` is: a bare number, or one with its own unit (2 y, 24 kk, 90 min).

    None when it is none, is not exactly so many (a month in days), or is longer than a hundred years.
    """
    match = _TIME.fullmatch(_plain(text)) if len(text) <= LONGEST_TEXT else None
    if match is None:
        return None
    family = _MONTHS if unit in _MONTHS else _MINUTES
    typed_unit = next((name for name in family if match[2] in _WORDS[name]), None) if match[2] else unit
    amounts = _amounts(match[1], whole=whole and typed_unit == unit)
    if typed_unit is None or len(amounts) != 1:
        return None
    # 1.1 h is 66 min, not 66.00000000000001
    (amount,) = amounts
    time = amount if typed_unit == unit else round(amount * family[typed_unit] / family[unit], 9)
    return time if abs(time) <= LONGEST[unit] else None


def unit_in(text: str) -> str:
    """The unit of a measure that a number is typed with, empty without one: 6 min, 61 %, €5."""
    match = _TYPED_UNIT.fullmatch(_plain(text)) if len(text) <= LONGEST_TEXT else None
    return _UNIT_NAMES.get(match[1] or match[2], "") if match else ""


def in_unit(number: float, unit: str, other: str) -> float | None:
    """A number of minutes, hours or days in another unit of the same; None for any other."""
    if unit not in _MINUTES or other not in _MINUTES:
        return None
    return round(number * _MINUTES[unit] / _MINUTES[other], 9)


def _plain(text: str) -> str:
    return _GAPS.sub("", text).replace(language.MINUS, "-").casefold()


def _amounts(text: str, *, whole: bool, is_sum: bool = False) -> tuple[float, ...]:
    """The numbers that digits with points and commas may mean."""
    sign, digits = (text[:1], text[1:]) if text[:1] in ("-", "+") else ("", text)
    marks, parts = re.findall("[.,]", digits), re.split("[.,]", digits)
    if not marks:
        return _floats(sign, digits)
    decimal = f"{''.join(parts[:-1])}.{parts[-1]}"
    if len(marks) > 1 and len(set(marks)) == 1:
        return _floats(sign, "".join(parts)) if _is_grouped(parts) else ()
    if len(marks) > 1:  # 1.250,50
        is_odd = not _is_grouped(parts[:-1]) or marks[-1] in marks[:-1] or (whole and len(parts[-1]) == 3)
        return () if is_odd else _floats(sign, decimal)
    if not _is_grouped(parts):
        return _floats(sign, decimal)
    is_decimal_mark = marks[0] == ("," if language.language() == "fi" else ".")
    if whole or (not is_decimal_mark and language.language() == "en"):
        return _floats(sign, "".join(parts))
    if is_decimal_mark and not is_sum and parts[1] != "000":
        return _floats(sign, decimal)
    return _floats(sign, decimal, "".join(parts))


def _is_grouped(parts: list[str]) -> bool:
    """Whether digits are parted as thousands are."""
    return 1 <= len(parts[0]) <= 3 and parts[0][0] != "0" and all(len(part) == 3 for part in parts[1:])


def _floats(sign: str, *digits: str) -> tuple[float, ...]:
    return tuple(
        float(sign + text)
        for text in digits
        if len(text) <= 18 and text.isascii() and _NUMBER.fullmatch(text)
    )
