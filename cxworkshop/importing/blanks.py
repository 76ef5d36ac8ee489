"""Finds what was written on the blanks of a check-in sheet: new figures, and what only people read, which is
not recorded from there: a decision, the words of a customer, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cxworkshop.errors import quoted
from cxworkshop.importing.marked_lines import MARK
from cxworkshop.importing.remarks import plain
from cxworkshop.language import LANGUAGES, N_, Words, _, say, speaking

_ASKED = (
    N_("Has a customer noticed? In whose words?"),
    N_("What is blocked needs a name: who unblocks it, and by when?"),
)
"""The questions with a blank behind them."""
_PARTS = (
    N_("Is the responsibility still true?"),
    N_("Is the responsibility still carried?"),
    N_("Was the mandate enough?"),
)
"""The parts in which each item ends with a blank."""
_HEAD = (N_("Measure"), N_("When the round began"), N_("Now"))
"""What stands above the table of figures."""
_NO_FIGURE = N_("no new figure")
_NOW, _CHANGE = 2, 4
"""The columns of the table of figures."""
_BLANK = re.compile(r"(?:\\?_){3,}")
_HEADING = re.compile(r"\s*#{1,6}\s+(.*)")
_ITEM = re.compile(r"[\s>]*[-*+•]\s+(.*)")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def written_on_blanks(text: str) -> Iterator[Words]:
    """The words for each blank that something was written on, but those for figures."""
    asked, parts = _said(*_ASKED), _said(*_PARTS)
    is_inside = False
    for line in text.splitlines():
        words = plain(_BLANK.sub(" ", line))
        if heading := _HEADING.match(line):
            is_inside = plain(heading[1]) in parts
        elif MARK.search(line) is None and not _is_row(line):
            yield from _answered(words, asked)
            yield from _added(line) if is_inside else ()


def _said(*questions: str) -> tuple[str, ...]:
    """Words of the sheet in every language that it may be in."""
    found = []
    for code in LANGUAGES:
        with speaking(code):
            found += [_(words) for words in questions]
    return tuple(found)


def _answered(words: str, asked: tuple[str, ...]) -> Iterator[Words]:
    for question in asked:
        if words.startswith(question) and words != question:
            yield _left_out(words.removeprefix(question).strip())


def _added(line: str) -> Iterator[Words]:
    """What stands in an item behind the colon that it was printed with at its end, and what it is of."""
    item = _ITEM.match(line)
    words = plain(_BLANK.sub(" ", item[1])) if item else ""
    if words and not words.endswith(":"):
        about, (before, colon, added) = words.split(" – ")[0], words.rpartition(": ")
        yield _left_out(added, about) if colon and before != about else _left_out(words)


class WrittenCell(NamedTuple):
    """What stands as the new figure of a measure, by its printed name; `may_be_printed`: it may be the figure
    that the sheet was printed with."""

    name: str
    text: str
    may_be_printed: bool


def written_figures(text: str) -> Iterator[WrittenCell]:
    """What stands in the column of new figures, blanks left out. Whoever writes one may take out the words
    that there is none, and the name behind them."""
    heads, no_figure = {_said(words) for words in _HEAD}, ("(", *_said(_NO_FIGURE))
    is_inside = False
    for line in text.splitlines():
        cells = [plain(_BLANK.sub(" ", cell)) for cell in _BETWEEN_CELLS.split(line.strip().strip("|"))]
        if not _is_row(line):
            is_inside = False
        elif all(any(cell in head for head in heads) for cell in cells[: len(_HEAD)]):
            is_inside = True
        elif is_inside and len(cells) > _CHANGE and cells[_NOW].strip("-: "):
            change = cells[_CHANGE]
            yield WrittenCell(cells[0], cells[_NOW], bool(change) and not change.startswith(no_figure))


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _left_out(written: str, about: str = "") -> Words:
    return say(
        "Written on the sheet, but only actions come back from it; enter it in the workshop: {line}",
        line=": ".join(quoted(part) for part in (about, written) if part),
    )
