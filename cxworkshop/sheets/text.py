"""Text made ready for cells of a terminal: what may be shown, how wide it is, where it is cut and wrapped.
Pure."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, set_cell_size

UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


def display(text: object) -> str:
    """The text as it may stand on a screen: line ends become a sign, other control and direction marks a
    �."""
    one_line = str(text).replace("\r\n", "\n").replace("\n", " ⏎ ").replace("\t", " ")
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", one_line)


def fit(text: str, width: int) -> str:
    """Exactly `width` cells; an ellipsis says that something is left out."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def right(text: str, width: int) -> str:
    """`fit`, with the text at the right edge: numbers under each other."""
    return " " * max(0, width - cell_len(text)) + text if cell_len(text) <= width else fit(text, width)


def wrap(text: str, width: int) -> list[tuple[int, str]]:
    """Lines of at most `width` cells, broken at spaces where there are any; each with the place in `text` it
    begins at."""
    lines: list[tuple[int, str]] = []
    begin = at = used = 0
    last_space = -1
    while at < len(text):
        if text[at] == "\n":
            lines.append((begin, text[begin:at]))
            begin, at, used, last_space = at + 1, at + 1, 0, -1
            continue
        wide = cell_len(text[at])
        if text[at] == " " and used + wide > width:  # the space that ends a full line needs no room
            lines.append((begin, text[begin:at]))
            begin, at, used, last_space = at + 1, at + 1, 0, -1
            continue
        if used + wide > width and at > begin:
            end = last_space + 1 if last_space >= begin else at
            lines.append((begin, text[begin:end]))
            begin, used, last_space = end, cell_len(text[end:at]), -1
            continue
        if text[at] == " ":
            last_space = at
        used += wide
        at += 1
    lines.append((begin, text[begin:]))
    return lines


def shorten(text: str, width: int) -> str:
    """A text as it is shown, in at most `width` cells."""
    return fit(display(text), width).rstrip() if cell_len(display(text)) > width else display(text)


def next_grapheme(text: str, at: int) -> int:
    """Where the character after the one at `at` begins, as the reader counts characters."""
    at = min(at + 1, len(text))
    while at < len(text) and (_clings(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return at


def previous_grapheme(text: str, at: int) -> int:
    """Where the character before `at` begins, as the reader counts characters."""
    at = max(at - 1, 0)
    while at > 0 and (_clings(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _clings(character: str) -> bool:
    return (
        character in _JOINERS
        or unicodedata.combining(character) > 0
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
