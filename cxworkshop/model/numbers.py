"""Reads a number or a time as people type it, in either language: 1 020 000, 4,5, 1.2M, 24 kk, 2 y."""

from __future__ import annotations

import re

from cxworkshop import language
from cxworkshop.language import _

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_DECIMALS_OR_THOUSANDS = re.compile(r"\d[.,]\d{3}(?=\D*$)")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+")
_GAPS = re.compile(r"[\s\u00a0\u202f\u2009']")
_UNITS = ("€", "eur", "%", "d", "pv", "h", "min", "p", "kpl")
_TIME = re.compile(r"(.*?)([^\W\d_]*)\.?")
_WORDS = {
    "years": {"y", "yr", "yrs", "year", "years", "v", "vuosi", "vuotta", "vuoden"},
    "months": {"m", "mo", "mos", "mth", "month", "months", "kk", "kuukausi", "kuukautta", "kuukauden"},
    "weeks": {"w", "wk", "wks", "week", "weeks", "vk", "viikko", "viikkoa", "viikon"},
    "days": {"d", "day", "days", "pv", "pvä", "vrk", "päivä", "päivää", "päivän"},
    "hours": {"h", "hr", "hrs", "hour", "hours", "t", "tunti", "tuntia", "tunnin"},
    "minutes": {"m", "min", "mins", "minute", "minutes", "minuutti", "minuuttia", "minuutin"},
}
_MONTHS = {"years": 12, "months": 1}
_MINUTES = {"weeks": 7 * 24 * 60, "days": 24 * 60, "hours": 60, "minutes": 1}
"""The units of a family: only within one does a time mean exactly so much in another unit."""
LONGEST = {"years": 100, "months": 1200, "days": 36_525, "hours": 876_600, "minutes": 52_596_000}
"""A hundred years in each unit a field may have; more is taken for a typing error."""


def read_number(text: str, unit: str = "") -> float | None:
    """The number `text` means in either language: 1 020 000, 1,020,000, 4,5, 4.5, −3, 120k, 1.2M, 12 %; else
    None."""
    text = _GAPS.sub("", text).replace(language.MINUS, "-").casefold()
    for ending in sorted({unit.casefold(), _(unit).casefold(), *_UNITS} - {""}, key=len, reverse=True):
        text = text.removesuffix(ending).removeprefix("€")
    factor = 1
    if text.endswith(("k", "t")):
        text, factor = text[:-1], 1_000
    elif text.endswith("m"):
        text, factor = text[:-1], 1_000_000
    amount = _amount(text)
    return None if amount is None else amount * factor


def may_be_thousands(text: str) -> bool:
    """Whether a whole number was meant in thousands and would be read as a decimal: 40.000; in Finnish 40,000
    too."""
    text = _GAPS.sub("", text).casefold()
    match = _DECIMALS_OR_THOUSANDS.search(text)
    is_factor = text.removesuffix("€").endswith(("k", "t", "m"))
    return match is not None and not is_factor and not (match[0][1] == "," and language.language() == "en")


def read_time(text: str, unit: str) -> float | None:
    """How many `unit` the time `text` is: a bare number, or one with its own unit (2 y, 24 kk, 90 min).

    None when it is none, is not exactly so many (a month in days), or is longer than a hundred years.
    """
    match = _TIME.fullmatch(_GAPS.sub("", text).replace(language.MINUS, "-").casefold())
    amount = _amount(match[1]) if match else None
    if match is None or amount is None:
        return None
    family = _MONTHS if unit in _MONTHS else _MINUTES
    typed_unit = next((name for name in family if match[2] in _WORDS[name]), None) if match[2] else unit
    if typed_unit is None:
        return None
    # 1.1 h is 66 min, not 66.00000000000001
    time = amount if typed_unit == unit else round(amount * family[typed_unit] / family[unit], 9)
    return time if abs(time) <= LONGEST[unit] else None


def _amount(text: str) -> float | None:
    sign, digits = (text[:1], text[1:]) if text[:1] in ("-", "+") else ("", text)
    digits = (
        digits.replace(",", "")
        if _THOUSANDS.fullmatch(digits) and language.language() == "en"
        else digits.replace(",", ".")
    )
    if len(digits) > 18 or not digits.isascii() or not _NUMBER.fullmatch(digits):
        return None
    return float(sign + digits)
