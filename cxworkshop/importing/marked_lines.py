"""Finds the lines of a document that carry the mark of an action, whatever an editor made of them.

A mark is `<!-- action: ID -->`. A line may be wrapped, moved, indented, quoted or numbered anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.as_printed import NAME

MARK = re.compile(
    # as we write it, and as word processors and editors write it: dashes, entities, backslashes
    r"\\?(?:<|&lt;)\\?!\s*(?:\\?[-–—‐‑]){1,2}\s*action\s*:\s*"
    r"(?P<id>[A-Za-z0-9]+(?:\\?[_-][A-Za-z0-9]+)*)"
    r"\s*(?:\\?[-–—‐‑]){1,2}\s*\\?(?:>|&gt;)",
    re.IGNORECASE,
)
_BULLET = r"(?:[-*+•◦▪·–—]|\(?\w{1,3}[.)])"
_BOX = r"(?:\\?\[(?P<sign>\s*\\?[^\[\]\\\s]?\s*)\\?\](?!\()|(?P<drawn>[☐☑☒✓✔✅□■]))"
_START = re.compile(rf"(?P<indent>[\s>]*)(?P<bullet>{_BULLET}[ \t]+)?(?P<box>{_BOX}(?:\s+|\Z))?")
_SAID_TOO = frozenset("✓✔")
"""What documents begin other words with, too: it is a box in a line with a mark only."""
_JOINED = re.compile(rf"(?<=>|;)[ \t]+(?={_BULLET}[ \t]+(?:\\?\[.?\\?\]|[☐☑☒])\s)")
"""Between two items that an editor has put on one line."""
_BROKEN = 4
"""Lines that a mark is broken over at most."""
_APART = re.compile(r"\s*(?:\#{1,6}\s|\||(?:[-*_]\s*){3,}\Z)")
"""A heading, a row of a table, a rule: belongs to no item."""
_FENCE = re.compile(r"[\s>]*(?P<fence>`{3,}|~{3,})(?![^`]*`)")


_AS_PRINTED = re.compile(
    rf"\\?(?:<|&lt;)\\?!\s*(?:\\?[-–—‐‑]){{1,2}}\s*{NAME}\s*:\s*(?P<due>\d{{8}})?\s*"
    r"(?P<status>\w+)?\s*(?:\\?[-–—‐‑]){1,2}\s*\\?(?:>|&gt;)",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """How an action stood when a line was written."""

    due_on: date | None
    status: str


class MarkedLine(NamedTuple):
    """A line with a box, a mark, or both; as Markdown."""

    id: str
    """Of the action; empty without a mark."""
    sign: str
    """What stands in its box; empty without a box, and in an empty one."""
    has_box: bool
    text: str
    """What stands before the mark, without bullet and box."""
    behind: tuple[str, ...] = ()
    """What stands behind the mark, then the lines below that belong to it."""
    printed: Printed | None = None
    """None where the line does not say."""


@dataclass
class _Item:
    indent: int
    sign: str
    has_box: bool
    lines: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    is_marked: bool = False

    def add(self, line: str) -> None:
        """Adds a line."""
        self.lines.append(line)
        self.is_marked = self.is_marked or MARK.search(" ".join(self.lines[-_BROKEN:])) is not None


def marked_lines(text: str) -> tuple[MarkedLine, ...]:
    """The lines with a mark or a box, in their order; what stands in a fence is no line."""
    items = _items(_lines_outside_fences(text))
    return tuple(line for item in items for line in _lines_of(item) if line.id or line.has_box)


def _lines_outside_fences(text: str) -> Iterator[str]:
    fence = ""
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if fence:
            if opened and opened["fence"].startswith(fence) and not line[opened.end() :].strip():
                fence = ""
        elif opened:
            fence = opened["fence"]
        else:
            yield from _JOINED.sub("\n", line).split("\n") if MARK.search(line) else [line]


def _items(lines: Iterator[str]) -> list[_Item]:
    items: list[_Item] = []
    item: _Item | None = None
    is_after_blank = False
    for line in lines:
        if not line.strip(" \t>"):
            is_after_blank = True
            continue
        start = _START.match(line)
        assert start is not None  # it matches the empty text
        indent, begins = len(start["indent"].expandtabs(4)), bool(start["bullet"] or start["box"])
        is_inside = item is not None and indent > item.indent
        words = line[start.end() :]
        if _APART.match(line):
            item = None
        elif item is not None and is_inside and item.is_marked and _is_remark(line, start):
            item.below.append(words)
            is_after_blank = False
            continue
        elif item is not None and not begins and (is_inside or not is_after_blank):
            item.add(line.lstrip(" \t>").rstrip())
            is_after_blank = False
            continue
        item = _Item(indent, _sign(start), bool(start["box"]))
        item.add(words)
        items.append(item)
        if _APART.match(line):
            item = None
        is_after_blank = False
    return items


def _is_remark(line: str, start: re.Match[str]) -> bool:
    """Whether an indented line says something of the item above it."""
    return not start["box"] and MARK.search(line) is None


def _sign(start: re.Match[str]) -> str:
    return (start["sign"] or start["drawn"] or "").strip().strip("\\")


def _lines_of(item: _Item) -> Iterator[MarkedLine]:
    """The item as one line, or, where an editor has joined several, one for each mark."""
    joined = "\n".join(item.lines)
    marks = list(MARK.finditer(joined))
    if not marks:
        has_box = item.has_box and item.sign not in _SAID_TOO
        yield MarkedLine("", item.sign, has_box, _on_one_line(joined))
        return
    begin, sign, has_box = 0, item.sign, item.has_box
    for number, mark in enumerate(marks):
        is_last = number == len(marks) - 1
        text = joined[begin : mark.start()]
        behind = [*joined[mark.end() :].split("\n"), *item.below] if is_last else []
        if is_last and not text.strip():  # the mark was put first
            start = _START.match(behind[0])
            assert start is not None
            sign, has_box = sign or _sign(start), has_box or bool(start["box"])
            text, behind = behind[0][start.end() :], behind[1:]
        was = _AS_PRINTED.search(text) or _AS_PRINTED.search(" ".join(behind))
        text, *behind = (_AS_PRINTED.sub(" ", part) for part in (text, *behind))
        words, remarks = _on_one_line(text), _stripped(behind)
        yield MarkedLine(_id(mark), sign, has_box, words, remarks, _printed(was) if was else None)
        begin, sign, has_box = mark.end(), "", False


def _printed(was: re.Match[str]) -> Printed | None:
    try:
        return Printed(date.fromisoformat(was["due"]) if was["due"] else None, was["status"] or "open")
    except ValueError:
        return None


def _id(mark: re.Match[str]) -> str:
    return mark["id"].replace("\\", "")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _stripped(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip())
