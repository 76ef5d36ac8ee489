"""Prepares text for terminal cells: replaces what must not be printed, measures, cuts and wraps. All widths
are in terminal cells."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, set_cell_size

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


def display(text: object) -> str:
    """The text as it may be printed: line ends become ⏎, other control and direction characters �."""
    one_line = str(text).replace("\r\n", "\n").replace("\n", " ⏎ ").replace("\t", " ")
    return CONTROL_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", one_line)


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def fit_right(text: str, width: int) -> str:
    """`fit`, aligned to the right edge, as numbers are."""
    return " " * max(0, width - cell_len(text)) + text if cell_len(text) <= width else fit(text, width)


def wrap(text: str, width: int) -> list[tuple[int, str]]:
    """Lines of at most `width` cells, broken at spaces where possible; each with the index in `text` where it
    begins."""
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
    """The text as it may be printed, in at most `width` cells."""
    return fit(display(text), width).rstrip() if cell_len(display(text)) > width else display(text)


def next_grapheme(text: str, index: int) -> int:
    """The index of the grapheme cluster after the one at `index`."""
    index = min(index + 1, len(text))
    while index < len(text) and (_continues_cluster(text[index]) or text[index - 1] == "\u200d"):
        index += 1
    return index


def previous_grapheme(text: str, index: int) -> int:
    """The index of the grapheme cluster before `index`."""
    index = max(index - 1, 0)
    while index > 0 and (_continues_cluster(text[index]) or text[index - 1] == "\u200d"):
        index -= 1
    return index


def _continues_cluster(character: str) -> bool:
    return (
        character in _JOINERS
        or unicodedata.combining(character) > 0
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
