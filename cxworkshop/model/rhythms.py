"""How often, as people say it in either language: weekly, once a month, 2 vk, neljännesvuosittain."""

from __future__ import annotations

import re

from cxworkshop.model.matching import folded

_DAYS = {
    1: "day days d daily paiva paivaa pv paivittain paivassa",
    7: "week weeks w wk weekly viikko viikkoa viikossa vk viikoittain",
    14: "fortnight fortnightly biweekly",
    30: "month months m mo mon monthly kuukausi kuukautta kuukaudessa kuussa kk kuukausittain",
    91: "quarter quarters q quarterly neljannes neljannesvuosi neljannesvuodessa neljannesvuosittain "
    "kvartaali kvartaaleittain",
    182: "halfyear halfyearly puolivuosi puolivuotta puolivuosittain",
    365: "year years y yearly annually vuosi vuotta vuodessa v vuosittain",
}
_WORDS = {word: days for days, words in _DAYS.items() for word in words.split()}
_SHORTEST = 3
"""Letters that a word may be begun with: mon, viikoi."""
_LONGEST = 366
_RHYTHM = re.compile(
    r"(?:every|once (?:a|per)|per|joka|kerran)?\s*(?P<count>\d{1,3})?\s*(?P<word>[a-z][a-z -]*)\.?"
)


def rhythm(text: str) -> int | None:
    """The days between two of what is done so often; None when it is no such word, or more than a year."""
    match = _RHYTHM.fullmatch(folded(text).replace("ä", "a"))
    if match is None or (match[1] is None and len(match[2]) == 1):  # a letter alone begins several words
        return None
    total = int(match[1] or 1) * (_days(re.sub(r"[ -]", "", match[2])) or 0)
    return total if 0 < total <= _LONGEST else None


def _days(word: str) -> int | None:
    if word in _WORDS:
        return _WORDS[word]
    begun = {days for known, days in _WORDS.items() if len(word) >= _SHORTEST and known.startswith(word)}
    return begun.pop() if len(begun) == 1 else None
