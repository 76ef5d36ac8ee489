"""What one text of a survey says: a number, an answer on a scale, or why it is none."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from cxworkshop.importing.survey.shapes import Reason
from cxworkshop.importing.survey.words import FIVE_POINT, NA_CODES, YES_NO, is_not_applicable
from cxworkshop.method.surveys import plain


class Scale(NamedTuple):
    """From low to high."""

    low: float
    high: float
    is_whole: bool = True
    is_yes_no: bool = False
    has_words: bool = False
    """Whether words of agreement, satisfaction and ease stand for 1 to 5."""


SCALES: Final = {
    "0-10": Scale(0, 10),
    "1-10": Scale(1, 10),
    "1-5": Scale(1, 5, has_words=True),
    "1-7": Scale(1, 7),
    "yes/no": Scale(0, 1, is_yes_no=True),
    "number": Scale(0, 1e12, is_whole=False),
}
METRICS: Final = {
    "0-10": ("nps", "rating"),
    "1-10": ("rating",),
    "1-5": ("csat", "ces", "rating"),
    "1-7": ("ces", "rating"),
    "yes/no": ("share",),
    "number": ("duration", "money", "rating"),
}
"""What an answer of a scale can measure; the likeliest first."""
WHOLE_STEPS: Final = ("nps", "share")
"""Metrics that only whole steps of a scale are answers to: 8.5 is neither a promoter nor passive."""
ANYTHING: Final = Scale(-1e9, 1e9, is_whole=False, is_yes_no=True, has_words=True)
"""Takes every answer there is: to look what they are."""
_PROTECTED = re.compile(r'^="(.*)"$', re.DOTALL)
"""How spreadsheets keep a text a text."""
_BEGINNING = re.compile(
    r"([-+\N{MINUS SIGN}]?(?:\d{1,3}(?:[ ’']\d{3})+(?:[.,]\d+)?(?!\d)|\d[\d.,]*))(.*)", re.DOTALL
)
_LABEL = re.compile(r"\s*(?:$|[-=:;)](?!\s*\d)|/\s*\d+$|[%€(]|[^\W\d_])")
"""What may stand behind the number of an answer: 9 - very likely, 4 (good), 12 €, 5/7."""
_GAPS = re.compile(r"[\s’']")
_DIGITS = re.compile(r"[-+]?\d{1,15}(?:\.\d*)?")
_SPREADSHEET = re.compile(r"[-+]?\d+\.0{1,2}")


def scale_of(scale: str, metric: str) -> Scale:
    """How answers are read that a metric is made of."""
    return SCALES[scale]._replace(is_whole=SCALES[scale].is_whole and metric in WHOLE_STEPS)


def read_number(text: str, decimal: str) -> float | None:
    """A number as people of that decimal sign write it: 1 234,5 with a comma, 1,234.5 with a point; None
    when it is none."""
    bare = _GAPS.sub("", text).replace("\N{MINUS SIGN}", "-")
    thousands = "." if decimal == "," else ","
    whole, sign, rest = bare.partition(decimal)
    if thousands in whole:
        if not re.fullmatch(rf"[-+]?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole):
            return None
        whole = whole.replace(thousands, "")
    bare = f"{whole}.{rest}" if sign else whole
    return float(bare) if bare.isascii() and _DIGITS.fullmatch(bare) else None


def read_answer(
    text: str, scale: Scale, decimal: str, na_codes: Collection[float] = NA_CODES
) -> float | Reason | None:
    """A value on the scale, None for "not applicable", or the reason why it is neither."""
    said = plain(_PROTECTED.sub(r"\1", text.strip()))
    if is_not_applicable(said):
        return None
    if scale.is_yes_no and said in YES_NO:
        return YES_NO[said]
    if scale.has_words and said in FIVE_POINT:
        return FIVE_POINT[said]
    if (value := _beginning(said, decimal)) is None:
        return "no_answer"
    if scale.low <= value <= scale.high:
        return "not_whole" if scale.is_whole and not value.is_integer() else value
    return None if value in na_codes else "outside"


def _beginning(said: str, decimal: str) -> float | None:
    """The number that a text begins with, if what stands behind it is a label."""
    if not (parts := _BEGINNING.fullmatch(said)) or not _LABEL.match(parts[2]):
        return None
    digits = parts[1].rstrip(".,")
    if decimal == "," and _SPREADSHEET.fullmatch(digits):  # 9.0
        return float(digits)
    return read_number(digits, decimal)
