"""Reads a number the way a facilitator types it, in either language: 1 020 000, 4,5, 120k, 1.2M, 12 %."""

from __future__ import annotations

import re

from cxworkshop import language
from cxworkshop.language import _

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+")
_GAPS = re.compile(r"[\s\u00a0\u202f\u2009']")
_UNITS = ("€", "eur", "%", "d", "pv", "h", "min", "p", "kpl")


def read_number(text: str, unit: str = "") -> float | None:
    """The number `text` means in either language: 1 020 000, 1,020,000, 4,5, 4.5, −3, 120k, 1.2M, 12 %; else
    None."""
    text = _GAPS.sub("", text).replace(language.MINUS, "-").casefold()
    for ending in sorted({unit.casefold(), _(unit).casefold(), *_UNITS} - {""}, key=len, reverse=True):
        text = text.removesuffix(ending).removeprefix("€")
    factor = 1.0
    if text.endswith(("k", "t")):
        text, factor = text[:-1], 1e3
    elif text.endswith("m"):
        text, factor = text[:-1], 1e6
    sign, digits = (text[:1], text[1:]) if text[:1] in ("-", "+") else ("", text)
    digits = (
        digits.replace(",", "")
        if _THOUSANDS.fullmatch(digits) and language.language() == "en"
        else digits.replace(",", ".")
    )
    if len(digits) > 18 or not digits.isascii() or not _NUMBER.fullmatch(digits):
        return None
    return float(sign + digits) * factor
