"""Reads what somebody wrote to a line of a document: a new date, a note, that it is done or dropped.

What is written behind a line: `20.12.`, `new date: 20 Dec`, `dropped`, `note: waits for the budget`, in any
order and language; a note is the last.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import NamedTuple

from cxworkshop.errors import quoted
from cxworkshop.language import LANGUAGES, N_, Words, in_each_language, say
from cxworkshop.model.actions import FINISHED
from cxworkshop.model.date_kinds import YEARS
from cxworkshop.model.dates import read_day
from cxworkshop.model.kinds import Choice
from cxworkshop.model.place import field_of

NEW_DATE, NOTE = N_("new date"), N_("note")
"""What is written before a date and before a note; documents print the same words."""
_MORE_WORDS = {
    **dict.fromkeys(("pois", "ei tehdä", "luovutaan", "jätetään tekemättä", "jätetään pois"), "dropped"),
    **dict.fromkeys(("given up", "not done", "will not be done", "drop it"), "dropped"),
    **dict.fromkeys(("valmis", "tehtiin"), "done"),
    "finished": "done",
}
"""What people write besides the words of the program."""
_DASHES = "-–—→>=·,;:|"
_BEFORE = " \t\n" + _DASHES + "*"
_BEFORE_A_NOTE = " \t–—→:·,;.!"
_MOVED = re.compile(
    r"(?:moved|postponed|rescheduled|deferred)(?: to)? |by "
    r"|(?:siirretty|siirretään|siirtyy|siirtyi)(?: päivään)? ",
    re.IGNORECASE,
)
"""What is written before a new date without a colon."""
_ON = re.compile(r"(?:on|jo|already)\s+", re.IGNORECASE)
_YESTERDAY = re.compile(r"(?:yesterday|eilen)(?=\W|\Z)", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SOON = timedelta(days=92)
"""A date without a year that comes so soon is a new one, even where the box is ticked."""
_BLANK = re.compile(r"(?:[_.…‗]\s*){3,}")
"""A line to write on that nobody has written on."""
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_ESCAPED = re.compile(rf"\\({_PUNCTUATION})|(&#?\w+;)")
_EMPHASIS = re.compile(rf"(\\{_PUNCTUATION})|\*+|(?<![^\W_])_+|_+(?![^\W_])")
_MOST = 50
"""Dates, statuses and labels that are read behind a line; nobody writes as many."""
_LONGEST_DATE = 4
"""Words: 20. joulukuuta 2026, 30. 11. 2026."""


@dataclass
class Remarks:
    """What was written to a line. `days`: of each date every day that it may mean. `unclear`: words where a
    date should be."""

    statuses: set[str] = field(default_factory=set)
    days: list[set[date]] = field(default_factory=list)
    note: str = ""
    unclear: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Words that begin as a status does, and go on."""


def plain(markdown: str) -> str:
    """The words of a line of Markdown, without emphasis."""
    return " ".join(unescaped(_EMPHASIS.sub(lambda part: part[1] or "", markdown)).split())


def unescaped(markdown: str) -> str:
    """The characters that Markdown shows, with the marks of emphasis."""
    return _ESCAPED.sub(lambda part: part[1] or html.unescape(part[2]), markdown)


class Calendar(NamedTuple):
    """How dates are read: the day on which the document comes back, and the languages they may be in."""

    on: date
    languages: tuple[str, ...] = tuple(LANGUAGES)
    is_past: bool = False
    """Whether a date says when something was done."""
    printed: date | None = None
    """The day that the document itself is of: a new date without a year is the next one after it, however
    late it is read."""

    def days(self, text: str) -> set[date]:
        """Every day that a text may mean; empty when it is no date."""
        if slashed := _SLASHED.fullmatch(text.strip()):
            days = set(_both_ways(*map(int, slashed.groups())))
        else:
            read = (self._day(text, code) for code in self.languages)
            days = {day for day in read if day is not None}
        return {day for day in days if day.year in YEARS}

    def _day(self, text: str, language: str) -> date | None:
        is_of_calendar = any(sign.isdigit() for sign in text) and not text.startswith("+")
        since = self.printed if self.printed and is_of_calendar and not self.is_past else self.on
        day = read_day(text, since, language)
        if not self.is_past or day is None or text.startswith("+"):
            return day
        if day <= self.on + _SOON and not text.isalpha():
            return day
        for back in (timedelta(days=7), timedelta(days=365)):  # the first that is not the same with its year
            earlier = read_day(text, self.on - back, language)
            if earlier is not None and earlier <= self.on:
                return earlier
        return day


def _both_ways(first: int, second: int, year: int) -> Iterator[date]:
    """A date with strokes: in one country the day is first, in another the month."""
    for day, month in ((first, second), (second, first)):
        with suppress(ValueError):
            yield date(year, month, day)


def remarks(lines: Iterable[str], calendar: Calendar, *, is_printed: bool = False) -> Remarks:
    """What lines say. Words that are neither a date nor a status nor begin
    with a label are a note, unless the document itself may have printed them."""
    read, notes = Remarks(), list[str]()
    for line in lines:
        if notes and not _begins_anew(line, calendar):
            notes.append(unescaped(line).strip())
        elif note := _read_line(unescaped(line), calendar, read, is_printed):
            notes.append(note)
    read.note = " ".join(notes)
    return read


def from_label(words: str) -> str:
    """The words from the first label on; empty without one."""
    match = re.search(rf"(?<!\S){_labels().pattern}", words, re.IGNORECASE)
    return words[match.start() :] if match else ""


def _begins_anew(line: str, calendar: Calendar) -> bool:
    words = plain(line)
    return bool(_label(words) or words.casefold() in _statuses() or calendar.days(words))


def _read_line(line: str, calendar: Calendar, read: Remarks, is_printed: bool) -> str:
    """Reads a line into `read`; returns its note."""
    rest = _BLANK.sub(" ", line).strip()
    for _piece in range(_MOST):
        if not (words := rest.lstrip(_BEFORE)):
            break
        if (label := _label(words)) and label[0] == NOTE:
            return _without_label(words, label)
        if label:
            rest = _labelled_date(_without_label(words, label), calendar, read)
        elif status := _status(words):
            read.statuses.add(_statuses()[status.casefold()])
            rest = words[len(status) :]
        elif (first := _first_date(words[_moved(words) :], calendar))[0] or (
            first := _done_on(words, calendar)
        )[0]:
            read.statuses |= {"done"} if _begun(words) else set()
            read.days.append(first[0])
            rest = first[1]
        elif is_printed:
            rest = from_label(words)
        elif _begun(words):
            read.asked.append(words)
            return ""
        else:
            return rest.lstrip(_BEFORE_A_NOTE).rstrip()
    return ""


def _labelled_date(words: str, calendar: Calendar, read: Remarks) -> str:
    """Reads the date behind its label into `read`; returns what stands behind it."""
    if not words or _label(words.lstrip(_BEFORE)):
        return words
    days, rest = _first_date(words, calendar, is_labelled=True)
    if not days:
        read.unclear.append(words)
        return ""
    read.days.append(days)
    return rest


def _first_date(words: str, calendar: Calendar, *, is_labelled: bool = False) -> tuple[set[date], str]:
    """What a date at the beginning may mean, and what stands behind it. Without a label only what nothing
    but a dash or a comma separates from the rest is a date: "Friday we met" is none."""
    ends = [part.end() for part in islice(re.finditer(r"\S+", words), _LONGEST_DATE)]
    for end in reversed(ends):
        text, rest = words[:end].strip("*() "), words[end:]
        bare = text.rstrip(",;:")
        is_apart = bare != text or not rest.strip() or rest.lstrip(" *)")[:1] in _DASHES
        if (is_apart or is_labelled or _label(rest.lstrip(_BEFORE))) and (days := calendar.days(bare)):
            return days, rest
    return set(), words


def _status(words: str) -> str:
    """The word for a status at the beginning, when it stands alone; as it is written."""
    for status in _statuses():
        written, rest = words[: len(status)], words[len(status) :].lstrip(" *_.")
        if written.casefold() == status and (not rest or rest[0] in _DASHES):
            return written
    return ""


def _begun(words: str) -> str:
    """The word for done or dropped at the beginning, when more words follow; as it is written."""
    for said, status in _statuses().items():
        written, rest = words[: len(said)], words[len(said) :]
        if status in FINISHED and written.casefold() == said and rest[:1].isspace():
            return written
    return ""


def _done_on(words: str, calendar: Calendar) -> tuple[set[date], str]:
    """The day when something was done, behind the word for that, and what stands behind it."""
    said = _begun(words)
    if _statuses().get(said.casefold()) != "done":
        return set(), words
    words = words[len(said) :].strip()
    words = words[found.end() :] if (found := _ON.match(words)) else words
    if yesterday := _YESTERDAY.match(words):
        return {calendar.on - timedelta(days=1)}, words[yesterday.end() :]
    return _first_date(words, calendar._replace(is_past=True))


def _moved(words: str) -> int:
    """How long the words are that say that a date follows; 0 without them."""
    label = next((text for text in in_each_language(NEW_DATE) if words.casefold().startswith(f"{text} ")), "")
    moved = _MOVED.match(words)
    return len(label) or (moved.end() if moved else 0)


def begins_with_label(words: str) -> bool:
    """Whether a line says of the one above it what its new date or note is."""
    return _label(words.lstrip(_BEFORE)) is not None


def _label(words: str) -> tuple[str, str] | None:
    """What a label at the beginning stands for, and the label as it is written; None without one."""
    match = _labels().match(words)
    if match is None:
        return None
    return (NOTE if match["note"] else NEW_DATE), match[0]


def _without_label(words: str, label: tuple[str, str]) -> str:
    return words[len(label[1]) :].strip()


@cache
def _labels() -> re.Pattern[str]:
    def either(*words: str) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    notes = either(*in_each_language(NOTE), "huomio", "huomautus", "huom.", "huom", "muistiinpano")
    dates = either(*in_each_language(NEW_DATE), *in_each_language("Due"), "date", "pvm", "uusi pvm", "by")
    return re.compile(rf"[*_]*(?:(?P<note>{notes})|(?P<date>{dates}))[*_]*\s*:[*_]*", re.IGNORECASE)


@cache
def _statuses() -> dict[str, str]:
    """The statuses by the words for them, in every language."""
    kinds = [field_of(table, "status").kind for table in ("actions", "enablers")]
    labels = {pair for kind in kinds if isinstance(kind, Choice) for pair in kind.of}
    words = {word: str(status) for status, label in labels for word in in_each_language(label)}
    return words | _MORE_WORDS


def no_date(words: str) -> Words:
    """That words look like a date and are none."""
    return say("{words} is not a date, such as 30 Nov 2026", words=quoted(words))
