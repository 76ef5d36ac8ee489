"""A day among the words of one line, as it is typed at a check-in and behind `!`: first or last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from cxworkshop.model.dates import is_days_alone, is_month, is_weekday

BEFORE_A_DATE = frozenset({"by", "on", "until", "till", "viimeistään"})
AFTER_A_DATE = frozenset({"mennessä", "asti", "saakka", "viimeistään"})
"""Words that only lead to the date right behind them, or follow one."""
LONGEST_DATE = 4
"""How many words a date has at most: by 15 January 2027."""
_OF_TIME = re.compile(
    r"next|ensi|seuraavan?|tulevan?|tomorrow|huomenna|ylihuomenna|päästä|kuluttua"
    r"|weeks?|fortnight|viik\w+|vk|vko\w*|months?|kuukau\w+|kk|quarter|neljännekse\w+|year|vuo\w+"
    r"|spring|summer|autumn|winter|kevää\w+|keväällä|kesä\w*|syks\w+|talve\w+|christmas|joulu\w*"
    r"|easter|pääsiäi\w+|midsummer|juhannu\w+",
    re.IGNORECASE,
)


def day_beside_words(
    text: str, read: Callable[[str], date | None], *, may_be_first: bool = True
) -> tuple[str, date | None]:
    """A line without its date, and the date that `read` makes of the first or the last words; the longest."""
    words = text.split()
    for part in _parts(len(words), may_be_first=may_be_first):
        if (typed := date_in(words[part])) and (day := read(typed)) is not None:
            del words[part]
            return " ".join(words), day
    return text.strip(), None


def _parts(count: int, *, may_be_first: bool) -> Iterator[slice]:
    for length in range(min(LONGEST_DATE, count), 0, -1):
        if may_be_first:
            yield slice(length)
        yield slice(count - length, None)


def date_in(words: list[str]) -> str:
    """What may be a date among the words around it, as in "by 15 January,"; empty where nothing may be."""
    bare = words[1:] if words and words[0].casefold() in BEFORE_A_DATE else words
    bare = bare[:-1] if bare and bare[-1].casefold() in AFTER_A_DATE else bare
    typed = " ".join(bare).rstrip(",;:")
    is_one = bool(bare) and bare[0][0] in "+0123456789" and (len(bare) == 1 or is_month(bare[1]))
    return typed if is_one or is_days_alone(typed) else ""


def may_say_when(text: str) -> bool:
    """Whether words hold what may have been meant as a date: a number, a month, a day of the week, or words
    of time such as next week."""
    return any(
        re.search(r"\d", word) or is_month(word) or is_weekday(bare) or _OF_TIME.fullmatch(bare)
        for word in text.split()
        if (bare := word.strip(".,;:!?()"))
    )
