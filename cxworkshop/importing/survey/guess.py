"""What the answers to a question probably are: their decimal sign, their scale and what it measures. A
proposal; a person confirms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cxworkshop.importing.survey.answers import ANYTHING, METRICS, SCALES, read_answer
from cxworkshop.importing.survey.words import (
    EASE,
    MONEY,
    NA_CODES,
    RECOMMEND,
    SATISFIED,
    TIME,
    YES_NO,
    has_word,
    is_not_applicable,
)
from cxworkshop.method.surveys import plain

_SIGNS = (
    re.compile(r"^[-+]?\d[\d\s]*([.,])\d{1,2}(?!\d)"),
    re.compile(r"\d[.,]\d{3}([.,])\d"),
    re.compile(r"^\d+([.,])\d{4,}"),
)
_UNCERTAIN = re.compile(r"^[-+]?\d{1,3}[.,]\d{3}\s*(?:€|eur|$)", re.IGNORECASE)
"""A thousand, or one and a bit."""
_SCALE_SAID = re.compile(r"(?<!\d)([01])\s*-\s*(10|7|5)(?!\d)")
SMALL = 10
"""Up to here numbers are ratings on a scale of their own."""
_BULK = 100
"""Answers from which few strange ones count for nothing."""


class Guess(NamedTuple):
    scale: str
    metric: str
    has_zero: bool
    """Whether 0 stands beside 1–5 or 1–7: perhaps "not applicable"."""
    is_sure: bool
    """Whether the words of the question say so; else it is asked."""
    is_small: bool = False
    """Whether all numbers but those that say "not applicable" are at most 10."""


def decimal_of(texts: Mapping[str, int], usual: str) -> str | None:
    """The decimal sign; None when it must be asked: every number with a sign has three digits behind it.
    `texts`: how often each stands there; `usual`: the sign where none is used."""
    votes: Counter[str] = Counter()
    is_uncertain = False
    for text, times in texts.items():
        bare = text.strip()
        for form in _SIGNS:
            for sign in form.findall(bare):
                votes[sign] += times
        is_uncertain |= _UNCERTAIN.match(bare) is not None
    if votes:
        return max(votes, key=lambda sign: (votes[sign], sign == usual))
    return None if is_uncertain else usual


def guess_of(texts: Mapping[str, int], asked: str, decimal: str) -> Guess:
    """The scale and the metric, from every different answer and from the words of the question."""
    words = plain(asked)
    values: Counter[float] = Counter()
    for text, times in texts.items():
        value = read_answer(text, ANYTHING, decimal)
        if isinstance(value, float) and value not in NA_CODES:
            values[value] += times
    if not values:
        return Guess("0-10", "rating", False, False)
    said = _SCALE_SAID.search(words)
    scale = _scale(
        texts, values, words, f"1-{said[2]}" if said and said[2] != "10" else said[0] if said else ""
    )
    is_whole = _are_steps(values, 1)
    metric = _metric(scale, words, is_whole)
    has_zero = scale in ("1-5", "1-7") and 0.0 in values
    is_sure = _is_said(scale, metric, words) and not has_zero and (is_whole or metric != "rating")
    return Guess(scale, metric, has_zero, is_sure, max(values) <= SMALL)


def _scale(texts: Mapping[str, int], values: Counter[float], words: str, said: str) -> str:
    bulk = values.total()
    enough = 0.97 if bulk >= _BULK else 0.75
    tops = (top for top in (5, 7, 10) if _count(values, 0, top) >= enough * bulk)  # a stray 55 makes no scale
    top = next(tops, None)
    can_be_halves = all(value >= 1 for value in values if value)
    is_stepped = _are_steps(values, 2 if can_be_halves else 1)
    different = {said for said in map(plain, texts) if not is_not_applicable(said)}
    said = re.sub(r"\s", "", said)
    if different <= YES_NO.keys() or (not said and values.keys() <= {0.0, 1.0}):
        return "yes/no"
    if said in SCALES:
        return said
    if has_word(words, (*TIME, *MONEY)) or top is None or not is_stepped:
        return "number"
    if top < 10:
        return f"1-{top}"
    return "1-10" if 0.0 not in values and bulk >= _BULK else "0-10"


def _are_steps(values: Counter[float], parts: int) -> bool:
    """Whether the answers are whole, or halves of 2 `parts`, but for a few strange ones."""
    return sum(n for value, n in values.items() if (value * parts).is_integer()) >= 0.98 * values.total()


def _count(values: Counter[float], low: float, high: float) -> int:
    return sum(times for value, times in values.items() if low <= value <= high)


def _metric(scale: str, words: str, is_whole: bool) -> str:
    if scale in ("1-5", "1-7") and has_word(words, EASE):
        return "ces"
    if scale == "number":
        return "money" if has_word(words, MONEY) else "duration" if has_word(words, TIME) else "rating"
    return METRICS[scale][0] if is_whole else METRICS[scale][-1]


def _is_said(scale: str, metric: str, words: str) -> bool:
    match scale, metric:
        case "0-10", _:
            return has_word(words, RECOMMEND)
        case "1-5", "csat":
            return has_word(words, SATISFIED)
        case "number", _:
            return metric != "rating"
        case _:
            return metric in ("share", "ces")
