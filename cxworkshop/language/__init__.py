"""Translation, and numbers and dates in the reader's form; every room uses it.

`_` and `plural` translate now, `say` and `say_n` when the message is shown. `use` and `use_sector` set the
language of the interface and the sector of the workshop that is open, `speaking` others for the time a
document is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from cxworkshop.language.rounding import rounded
from cxworkshop.language.sectors import instead

if TYPE_CHECKING:
    import gettext
    from datetime import date, datetime

LANGUAGES = {"en": "English", "fi": "Suomi"}
SOURCE = "en"
"""The language that the words in the code are in; it needs no catalogue."""
# pathlib costs --version 6 ms
_LOCALE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")  # noqa: PTH118, PTH120
_IN_CONTEXT = "\x04"
"""Stands between a context and its words, here as in gettext's own files."""
_interface = "en"
_override: ContextVar[str | None] = ContextVar("language", default=None)
PRIVATE = "private"
"""The sector that the words of the catalogue are for."""
_open_sector = PRIVATE
_sector: ContextVar[str | None] = ContextVar("sector", default=None)


def N_(words: str) -> str:
    """Marks words for translation; `_` translates them where they are shown."""
    return words


def NC_(context: str, words: str) -> str:
    """As `N_`, for words that mean something else in another `context`."""
    return f"{context}{_IN_CONTEXT}{words}"


def use(language: str) -> None:
    """Sets the interface's language."""
    global _interface
    _interface = language if language in LANGUAGES else "en"


def language() -> str:
    """The language in force: that of `speaking`, else the interface's."""
    return _override.get() or _interface


def use_sector(sector: str | None) -> None:
    """Sets the sector whose words the interface uses; None is a private organisation's."""
    global _open_sector
    _open_sector = sector or PRIVATE


def sector() -> str:
    """The sector in force: that of `speaking`, else the one of the workshop that is open."""
    return _sector.get() or _open_sector


@contextmanager
def speaking(language: str, sector: str | None = None) -> Iterator[None]:
    """Puts `language` in force inside the block, and the words of `sector` if one is given."""
    token, sector_token = _override.set(language), _sector.set(sector or _sector.get())
    try:
        yield
    finally:
        _override.reset(token)
        _sector.reset(sector_token)


def in_each_language(words: str) -> list[str]:
    """The words in every language, in lower case: what is looked for is found also from a language one cannot
    read."""
    texts = []
    for code in LANGUAGES:
        with speaking(code):
            texts.append(_(words).casefold())
    return texts


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    import gettext  # English needs none, and `--help` waits for it

    return gettext.translation("cxworkshop", _LOCALE, [code], fallback=True)


def _(words: str) -> str:
    """`words` in the language in force."""
    if not words:
        return ""
    code = language()
    text = instead(words, sector(), code)
    if text is None:
        text = words if code == SOURCE else _catalogue(code).gettext(words)
    return text.rpartition(_IN_CONTEXT)[2]


def plain(words: str) -> str:
    """`words` in the language in force, as in a private organisation."""
    with speaking(language(), PRIVATE):
        return _(words)


def plural(one: str, many: str, n: int, **named: object) -> str:
    """The form for `n`, with `{n}` filled in the reader's way, and what else is named."""
    return _for_number(one, many, n).format(n=whole(n), **named)


def _for_number(one: str, many: str, n: int) -> str:
    code = language()
    if (text := instead(one, sector(), code, n=n)) is not None:
        return text
    if code == SOURCE:
        return one if n == 1 else many
    return _catalogue(code).ngettext(one, many, n)


class Message:
    """Words with their values, translated and filled when they are shown."""

    __slots__ = ("many", "values", "words")

    def __init__(self, words: str, many: str = "", /, **values: object) -> None:
        self.words, self.many, self.values = words, many, values

    def __str__(self) -> str:
        count = self.values.get("n")
        if self.many and isinstance(count, int):
            text = _for_number(self.words, self.many, count)
        else:
            text = _(self.words)
        return text.format(**{name: shown(value) for name, value in self.values.items()})

    def __repr__(self) -> str:
        return f"Message({self.words!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.words, self.many, self.values) == (
            other.words,
            other.many,
            other.values,
        )

    def __hash__(self) -> int:
        return hash((self.words, self.many))


def say(words: str, /, **values: object) -> Message:
    """A message that is translated and filled when it is shown."""
    return Message(words, **values)


def say_n(one: str, many: str, n: int, /, **values: object) -> Message:
    """`say`, with a form for one and one for many."""
    return Message(one, many, n=n, **values)


class Bilingual:
    """A text of the method in every language; shown in the one in force."""

    __slots__ = ("texts",)

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    def __str__(self) -> str:
        return self.texts.get(language()) or self.texts["en"]

    def __repr__(self) -> str:
        return f"Bilingual({self.texts.get('en', '')!r})"


def shown(value: object) -> str:
    """A value inside a sentence, in the reader's form."""
    from datetime import date  # 2 ms that --version does not need

    match value:
        case bool():
            return _("yes") if value else _("no")
        case int():
            return whole(value)
        case float():
            return number(value)
        case date():
            return date_text(value)
        case None:
            return "–"
        case _:
            return str(value)


def from_environment() -> str:
    """The interface language of the environment (LC_ALL, LC_MESSAGES, LANG); English for any other."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "fi" if value.lower().startswith("fi") else "en"
    return "en"


# ---- numbers and dates in the reader's form ----------------------------------------------------------------
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUS = "\N{MINUS SIGN}"


def whole(value: float) -> str:
    """A whole number with separated thousands: 1,020,000 or 1 020 000 (no-break spaces)."""
    text = f"{abs(rounded(value)):,.0f}"
    if language() == "fi":
        text = text.replace(",", "\N{NO-BREAK SPACE}")
    return (MINUS if value < 0 and text != "0" else "") + text


def number(value: float, decimals: int | None = None) -> str:
    """A number with as many decimals as it needs, or exactly `decimals`, half up."""
    if decimals is None:
        text = f"{abs(value):,.10f}".rstrip("0").rstrip(".")
    else:
        text = f"{abs(rounded(value, decimals)):,.{decimals}f}"
    if language() == "fi":
        text = text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return (MINUS if value < 0 and text.strip("0,.") else "") + text


def percent(share: float | None, decimals: int = 0) -> str:
    """A share of 0–1 as percent: 36 % in Finnish with a thin no-break space, 36% in English; – when there is
    none."""
    if share is None:
        return "–"
    gap = "\N{NARROW NO-BREAK SPACE}" if language() == "fi" else ""
    return f"{number(share * 100, decimals)}{gap}%"


def money(euros: float) -> str:
    """Whole euros: €61,500 or 61 500 €."""
    return in_euros(whole(euros))


def in_euros(amount: str) -> str:
    """A formatted amount with the euro sign where the language has it."""
    if language() == "fi":
        return f"{amount}\N{NO-BREAK SPACE}€"
    return f"{MINUS}€{amount[1:]}" if amount.startswith(MINUS) else f"€{amount}"


def with_unit(amount: str, unit: str, margin: str = "") -> str:
    """A formatted amount with its unit: 17.2 ± 1.6 days, 17,2 ± 1,6 pv (no-break space) or 3,6/5 ± 0,1."""
    if not unit:
        return amount + margin
    if unit.startswith("/"):
        return amount + unit + margin
    gap = "\N{NO-BREAK SPACE}" if language() == "fi" else " "
    return f"{amount}{margin}{gap}{unit}"


def date_text(day: date | None, *, with_year: bool = True) -> str:
    """A day as the reader writes it: 5 Nov 2026 or 5.11.2026; – when there is none."""
    if day is None:
        return "–"
    if language() == "fi":
        return f"{day.day}.{day.month}.{day.year if with_year else ''}"
    return f"{day.day} {_MONTHS[day.month - 1]}{f' {day.year}' if with_year else ''}"


def months_text(period: str) -> str:
    """A month or a range of months, 2025-10..2026-09, as Oct 2025 – Sep 2026 or 10/2025–9/2026; other text as
    it is."""
    parts = period.split("..")
    months = []
    for part in parts:
        year, _dash, month = part.strip().partition("-")
        if not (len(year) == 4 and (year + month).isdecimal() and month and 1 <= int(month) <= 12):
            return period
        months.append(f"{int(month)}/{year}" if language() == "fi" else f"{_MONTHS[int(month) - 1]} {year}")
    return ("–" if language() == "fi" else " – ").join(months)


def time_text(at: datetime, seconds: bool = False) -> str:
    """A time of day as the reader writes it: 14:05 or 14.05."""
    text = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    return text.replace(":", ".") if language() == "fi" else text


def joined(parts: list[str]) -> str:
    """Names as a list in a sentence: a, b and c; where one has a comma of its own, a, b; c; and d."""
    if len(parts) < 2:
        return "".join(parts)
    has_commas = any(", " in part for part in parts)
    between, last = ("; ", "," if len(parts) == 2 else ";") if has_commas else (", ", "")
    return f"{between.join(parts[:-1])}{last} {_('and')} {parts[-1]}"


def listed(*parts: str) -> str:
    """Names one after another, those that are not empty; parted by semicolons where one has a comma."""
    names = [part for part in parts if part]
    return ("; " if any(", " in name for name in names) else ", ").join(names)


Words = str | Message | Bilingual
"""What can be shown: text that people entered, or words that are translated when they are shown."""

__all__ = [
    "LANGUAGES",
    "NC_",
    "N_",
    "Bilingual",
    "Message",
    "Words",
    "_",
    "date_text",
    "from_environment",
    "joined",
    "language",
    "listed",
    "money",
    "number",
    "percent",
    "plain",
    "plural",
    "rounded",
    "say",
    "say_n",
    "sector",
    "shown",
    "speaking",
    "time_text",
    "use",
    "use_sector",
    "whole",
    "with_unit",
]  # fmt: skip
