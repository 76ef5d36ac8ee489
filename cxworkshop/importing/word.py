"""Reads a Word file as the lines that Markdown would have: check boxes, bookmarks, what is struck out.

The paragraph of an action has a bookmark `action_ID`, further ones of it `action_ID__2` and so on. Needs no
library: a Word file is XML in a zip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, is_zipfile

from cxworkshop.errors import Unreadable
from cxworkshop.importing.remarks import begins_with_label, plain
from cxworkshop.language import say

_TEXT = "word/document.xml"
_LARGEST = 50_000_000
"""Bytes of its text: a plan of a thousand touchpoints has a tenth."""
_BOOKMARK = "action_"
_TICKS = frozenset("☑☒✓✔xX")
"""What stands in a box that somebody has typed over."""
_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_OFF = frozenset(("0", "false", "off", "none"))


def is_word(contents: bytes) -> bool:
    """Whether a file is one of Word."""
    if not is_zipfile(BytesIO(contents)):
        return False
    try:
        return _TEXT in ZipFile(BytesIO(contents)).namelist()
    except BadZipFile:
        return False


def lines_of_word(contents: bytes) -> str:
    """Its paragraphs as lines of Markdown, apart, but for a date or a note below its action. Raises
    Unreadable."""
    damaged = Unreadable(say("It is a Word file that cannot be read; open it in Word and save it anew."))
    try:
        with ZipFile(BytesIO(contents)) as archive, archive.open(_TEXT) as part:
            text = part.read(_LARGEST + 1)
        if len(text) > _LARGEST or b"<!DOCTYPE" in text[:1000] or b"<!ENTITY" in text:
            raise damaged
        root = ElementTree.fromstring(text)  # noqa: S314  # entities were refused, the size is limited
    except (
        BadZipFile,
        ElementTree.ParseError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise damaged from error
    lines = (_line(paragraph) for paragraph in root.iter() if _name(paragraph) == "p")
    return "".join(f"\n  - {line}" if begins_with_label(plain(line)) else f"\n\n{line}" for line in lines)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: ElementTree.Element, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def _line(paragraph: ElementTree.Element) -> str:
    """A paragraph as a line. The mark stands where its bookmark ends, but never before the words."""
    boxes = [box for box in map(_box, paragraph.iter()) if box]
    pieces, marks = list[str](), dict[str, str]()
    for name, text in _pieces(paragraph):
        if name == "start" and text[1].startswith(_BOOKMARK):
            action, _again, _number = text[1].removeprefix(_BOOKMARK).partition("__")
            marks[text[0]] = f" <!-- action: {action} -->"
        elif name == "end" and text[0] in marks and any(piece.strip() for piece in pieces):
            pieces.append(marks.pop(text[0]))
        elif name == "text":
            pieces.append(text[0])
    line = "".join((*pieces, *marks.values())).replace("~~~~", "").strip()
    return f"- {boxes[0]} {line}" if boxes else line


def _pieces(paragraph: ElementTree.Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a paragraph holds, in its order: text, and where bookmarks start and end."""
    in_boxes = {id(part) for part in paragraph.iter() if _is_box(part) for part in part.iter()}
    for element in paragraph.iter():
        name = _name(element)
        if name == "bookmarkStart":
            yield "start", (_value(element, "id") or "", _value(element, "name") or "")
        elif name == "bookmarkEnd":
            yield "end", (_value(element, "id") or "", "")
        elif name == "r" and id(element) not in in_boxes:
            text = "".join(_text(part) for part in element)
            escaped = text if text.strip() in {"☐", "☑", "☒"} else _SPECIAL.sub(r"\\\1", text)
            is_struck = any(_is_strike(part) for part in element.iter())
            yield "text", (f"~~{escaped}~~" if is_struck and escaped.strip() else escaped, "")


def _text(part: ElementTree.Element) -> str:
    if _name(part) == "t":
        return part.text or ""
    return " " if _name(part) in ("tab", "br") else ""


def _is_strike(part: ElementTree.Element) -> bool:
    return _name(part) in ("strike", "dstrike") and _value(part) not in _OFF


def _is_box(part: ElementTree.Element) -> bool:
    return _name(part) == "sdt" and any(_name(inner) == "checkbox" for inner in part.iter())


def _box(part: ElementTree.Element) -> str:
    """A check box as Markdown has it; empty for anything else."""
    if not _is_box(part):
        return ""
    checked = next((inner for inner in part.iter() if _name(inner) == "checked"), None)
    is_ticked = checked is not None and (_value(checked) or "1") not in _OFF
    is_ticked = is_ticked or any(inner.text in _TICKS for inner in part.iter() if _name(inner) == "t")
    return "[x]" if is_ticked else "[ ]"
