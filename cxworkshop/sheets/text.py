"""Prepares text for terminal cells: replaces what must not be printed, measures, cuts and wraps. All widths
are in terminal cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from cxworkshop.language.harmless import display

__all__ = ["display", "fit", "fit_right", "next_grapheme", "previous_grapheme", "shorten", "wrap"]

_CHARACTERS_PER_CELL = 8
"""More than any script combines in one cell."""
_SINGLE_CELLS = re.compile(r"[\n\x20-\x7e\xa0-\xac\xae-\u02ff]*")
"""Line ends, and characters of exactly one cell."""
_cells = lru_cache(4096)(cell_len)
"""Of one character, as a long text asks for it again and again."""
NO_BREAK = "\N{NO-BREAK SPACE}"
_CLOSING = frozenset(",.;:!?)]}…·–—%€”»")
"""What no line begins with."""
_HYPHENS = "-–/"
SYLLABLE = re.compile(r"[^\W\d_]{3}(?=[^\W\d_aeiouyäöåAEIOUYÄÖÅ][aeiouyäöå])")
"""Three letters before a consonant and a vowel, where Finnish words are broken."""
_UNBROKEN = re.compile(rf" (?![{re.escape(''.join(_CLOSING))}])")


def beginning(text: str, width: int) -> str:
    """The beginning of a text, which is enough to fill `width` cells: measuring and cutting a text of any
    length must not take longer than that of a line."""
    return text[: max(0, width) * _CHARACTERS_PER_CELL + 1]


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    begun = beginning(text, width)
    if len(begun) == len(text) and cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(begun, width - 1).rstrip() + "…", width)


def fit_right(text: str, width: int) -> str:
    """`fit`, aligned to the right edge, as numbers are."""
    return " " * max(0, width - cell_len(text)) + text if cell_len(text) <= width else fit(text, width)


def wrap(text: str, width: int) -> list[tuple[int, str]]:
    """Lines of at most `width` cells, broken at spaces where possible, else at no-break spaces, within words
    last; each with the index in `text` where it begins."""
    return list(wrapped_lines(text, width))


def wrapped_lines(text: str, width: int) -> Iterator[tuple[int, str]]:
    """`wrap`, one line after the other, for who shows only the first ones."""
    begin: int | None = 0
    while begin is not None:
        first = begin
        end, begin = _line_end(text, first, max(1, width))
        yield first, text[first:end]


def words_of(text: str) -> list[str]:
    """The pieces of a text that are not broken while there is room: words with punctuation behind them."""
    return _UNBROKEN.split(text)


def _line_end(text: str, begin: int, width: int) -> tuple[int, int | None]:
    """Where the line ends that begins at an index, and where the next one begins; None after the last."""
    piece = text[begin : begin + width + 1]
    if not _SINGLE_CELLS.fullmatch(piece):
        return _measured_line_end(text, begin, width)
    if (line_feed := piece.find("\n")) >= 0:
        return begin + line_feed, begin + line_feed + 1
    if len(piece) <= width:
        return len(text), None
    return _broken(text, begin, begin + width)


def _measured_line_end(text: str, begin: int, width: int) -> tuple[int, int | None]:
    """`_line_end` of a line that has characters of no cell or of two."""
    used = 0
    for at in range(begin, len(text)):
        if text[at] == "\n":
            return at, at + 1
        used += _cells(text[at])
        if used > width and (at > begin or text[at] == " "):
            return _broken(text, begin, at)
    return len(text), None


def _broken(text: str, begin: int, limit: int) -> tuple[int, int]:
    """Where a line ends that has room up to the index `limit`, and where the next one begins: at a space,
    else a no-break space, a hyphen, between two syllables, and never before punctuation."""
    if text[limit] == " " and not _closes(text, limit + 1):  # the space that ends a full line needs no room
        return limit, limit + 1
    at = text.rfind(" ", begin, limit) + 1
    while at > begin and _closes(text, at):
        at = text.rfind(" ", begin, at - 1) + 1
    end = (at if at > begin else 0) or text.rfind(NO_BREAK, begin, limit) + 1
    end = end or _within_word(text, begin, limit)
    return end, end


def _closes(text: str, at: int) -> bool:
    """Whether a character belongs to what stands before it."""
    return text[at : at + 1] in _CLOSING and at < len(text)


def _within_word(text: str, begin: int, limit: int) -> int:
    """Where a word is broken that is wider than its line: behind a hyphen, else before a consonant with a
    vowel, as Finnish words are, with three letters before it."""
    hyphens = (at for at in range(limit, begin + 1, -1) if text[at - 1] in _HYPHENS and text[at].isalnum())
    syllables = (at for at in range(limit, begin + 2, -1) if SYLLABLE.match(text, at - 3))
    end = next(hyphens, 0) or next(syllables, limit)
    while end > begin + 1 and _closes(text, end + (text[end : end + 1] == " ")):
        end -= 1
    return end if end > begin + 1 else limit  # a line of nothing but punctuation is filled


def shorten(text: str, width: int) -> str:
    """The text as it may be printed, in at most `width` cells."""
    return fit(display(text), width).rstrip() if cell_len(display(text)) > width else display(text)


def shorten_middle(text: str, width: int) -> str:
    """The text as it may be printed, in at most `width` cells: its beginning and, above all, its end."""
    shown = display(text)
    if cell_len(shown) <= width:
        return shown
    begin = fit(shown, width // 3).rstrip()
    at = len(shown)
    while at and cell_len(begin) + cell_len(shown[previous_grapheme(shown, at) :]) <= width:
        at = previous_grapheme(shown, at)
    return begin + shown[at:]


def next_grapheme(text: str, index: int) -> int:
    """The index of the grapheme cluster after the one at `index`."""
    if index >= len(text):
        return len(text)
    if text.isascii():
        return index + 1
    from wcwidth import iter_graphemes  # its tables are only read for those who need them

    return index + len(next(iter_graphemes(text, index)))


def previous_grapheme(text: str, index: int) -> int:
    """The index of the grapheme cluster before `index`."""
    if index <= 0 or text.isascii():
        return max(index - 1, 0)
    from wcwidth import grapheme_boundary_before

    return int(grapheme_boundary_before(text, index))


def in_a_row(texts: Iterable[str]) -> str:
    """Texts in a row, with line breaks between them only."""
    return " ".join(without_breaks(f"{text}  ") for text in texts)


def without_breaks(text: str) -> str:
    """A text that is not broken over lines."""
    return text.replace(" ", NO_BREAK)
