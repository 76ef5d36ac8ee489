"""Escapes values for each format, so that a parser reads back exactly the words that went in.

The Markdown environment calls `markdown` on every value it prints; `html` and `csv_cell` serve other formats.
"""

from __future__ import annotations

import html as _html
import re
from collections.abc import Iterable
from functools import lru_cache


class Markdown(str):
    """Text that is Markdown already and is not escaped again.

    Every operation of `str` on it gives a plain `str`, which is escaped once more: the safe side.
    """

    __slots__ = ()


_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_CONTROL = re.compile(
    f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
"""What XML and HTML allow nowhere, and what is seen nowhere."""
_INLINE = re.compile(
    r"(?P<backslash>\\)"  # as an entity: some table splitters count backslashes themselves
    r"|(?P<less><)"  # as an entity: literal in Markdown and inside raw HTML alike
    r"|(?P<ampersand>&(?=\#?\w*(?:;|\Z)))"  # only where an entity could begin
    r"|(?P<pipe>\|)"  # as an entity: "a\|b" above a line of dashes is a table to some
    r"|[`*\[\]~$^{]"  # code, emphasis, links, strike-through, mathematics, superscript, attributes
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore anywhere but inside a_word
    r"|@"  # addresses of people, and pandoc's citations
    r"|:(?=//|[\w+-]+:)"  # addresses that some readers turn into links, and :signs:
    r"|(?<=\bwww)\."
    r"|(?<=[^\W_])\.(?!(?:csv|tsv|xlsx?|jsonl?|parquet|docx?|pdf|txt)(?!\w))(?=[^\W\d_]{2})"  # no address
    r"|-(?=-)|\.(?=\.\.)"  # dashes and dots that pandoc joins
    r"|(?<=[-!?\]])>"  # could close a comment the template's author has open
    r"|\#(?=\#*\Z)|!\Z",  # a heading's closing marks, and "!" before an author's link
    re.IGNORECASE,
)
_ENTITIES = {"backslash": "&#92;", "less": "&lt;", "ampersand": "&amp;", "pipe": "&#124;"}
_OPENS_BLOCK = re.compile(
    # \d: some parsers take the digits of any script; letters, Roman numerals, brackets number pandoc's lists
    r"(?P<number>\d{1,9}|\(?(?:[^\W\d_]|[ivxlcdm]+|\d+|\#))(?P<point>[.)](?=\s|\Z))"
    r"|(?P<caption>Table)(?P<colon>:)"
    r"|(?P<mark>[-+](?=[-+:=\s]|\Z)|[=:#>.)%])",
    re.IGNORECASE,
)
_CLOSES = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)


def markdown(value: object) -> Markdown:
    """`value` on one line, safe inline: in a cell, item, heading, paragraph, emphasis or link text."""
    text = one_line(value)
    return _remembered(text) if len(text) < 200 else _markdown(text)


def _markdown(text: str) -> Markdown:
    head = ""
    if opening := _OPENS_BLOCK.match(text):
        head = (opening["number"] or opening["caption"] or "").replace("#", "\\#")
        head += "\\" + (opening["point"] or opening["colon"] or opening["mark"])
        text = text[opening.end() :]
    return Markdown(head + _INLINE.sub(_escaped, text))


_remembered = lru_cache(2000)(_markdown)
"""Names and words that a document prints again and again; never so many long ones that memory would tell."""


def html(value: object) -> str:
    """`value` safe as text and inside a quoted attribute of HTML; line breaks are kept."""
    return _html.escape(_visible(value))


def csv_cell(value: object) -> str | int | float:
    """`value` as a cell that a spreadsheet does not compute; numbers stay numbers.

    Text that begins like a formula (= + - @, also in their full-width forms) gets an apostrophe before it.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return "" if value is None else value
    text = _visible(value)
    return f"'{text}" if text.lstrip().startswith(tuple("=+-@＝＋－＠")) else text


def one_line(value: object) -> str:
    """`value` on one line without control characters."""
    text = "" if value is None else str(value)
    return (text if text.isprintable() else _visible(_BREAKS.sub(" ", text))).strip()


def _visible(value: object) -> str:
    text = _CONTROL.sub("", "" if value is None else str(value))
    return text + "".join(_left_open(text))


def _left_open(text: str) -> Iterable[str]:
    """The characters that close the changes of writing direction left open by `text`."""
    opened: list[str] = []
    for character in text:
        if character in _CLOSES:
            opened.append(_CLOSES[character])
        elif opened and character == opened[-1]:
            opened.pop()
    return reversed(opened)


def _escaped(match: re.Match[str]) -> str:
    return _ENTITIES.get(match.lastgroup or "") or "\\" + match[0]
