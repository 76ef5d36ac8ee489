"""The boxes of actions in a Word file, read back whichever program saved it."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from cxworkshop.documents.writers.docx_elements import MARK, W14, W
from cxworkshop.errors import Unreadable
from cxworkshop.language import say

LARGEST = 50_000_000
"""Bytes of words that are read: a plan of a thousand touchpoints has a tenth."""
_TICKED = tuple("☒☑✔✓xX")


def ticks(data: bytes) -> dict[str, bool]:
    """Whether each action is ticked, by its id: ticked in one place counts. Raises Unreadable."""
    found: dict[str, bool] = {}
    for paragraph in _words(data).iter(W + "p"):
        names = (mark.get(W + "name", "") for mark in paragraph.iter(W + "bookmarkStart"))
        for name in names:
            if name.startswith(MARK):
                action = name.removeprefix(MARK).partition("__")[0]
                found[action] = found.get(action, False) or _is_ticked(paragraph)
    return found


def _is_ticked(paragraph: ElementTree.Element) -> bool:
    """By the control; where a program has dropped it, by the sign that begins the line."""
    controls = [control.get(W14 + "val") for control in paragraph.iter(W14 + "checked")]
    if controls:
        return controls[0] in ("1", "true")
    return "".join(part.text or "" for part in paragraph.iter(W + "t")).lstrip().startswith(_TICKED)


def _words(data: bytes) -> ElementTree.Element:
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open("word/document.xml") as part:
            text = part.read(LARGEST + 1)
        if len(text) <= LARGEST and b"<!DOCTYPE" not in text and b"<!ENTITY" not in text:
            return ElementTree.fromstring(text)  # noqa: S314  # without entities, and not too long
    except (BadZipFile, KeyError, OSError, ValueError, ElementTree.ParseError):
        pass
    raise Unreadable(say("This is no Word file, or a damaged one."))
