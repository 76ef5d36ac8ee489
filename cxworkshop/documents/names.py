"""File names of documents: safe on every system, and the same for the same document."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxworkshop.model.session import Session

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin|conout|clock)", re.IGNORECASE)
_LONGEST = 80
"""Bytes of one part of a name; the longest name has two such parts and stays under the 255 of every file
system."""


def file_name(text: str) -> str:
    """A part of a file name made of `text`: lower-case letters, digits and hyphens; never empty, reserved or
    a path."""
    letters = "".join(_letter(character) for character in unicodedata.normalize("NFKC", text).casefold())
    name = re.sub(r"[\W_]+", "-", letters)
    name = name.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip("-")
    if not name:
        return "unnamed"
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def document_name(
    session: Session, document: str, language: str, on: date, owner: str | None = None, form: str = "md"
) -> str:
    """A document's file: 2026-11-05-kuusilinna-koti-oy-r2-plan.fi.md. `owner` is a person's id."""
    organisation = file_name(session.organisation.name or session.workshop.title)
    suffix = f"-{file_name(session.name_of('people', owner))}" if owner else ""
    stem = f"{on.isoformat()}-{organisation}-r{session.round.number}-{file_name(document)}"
    return f"{stem}{suffix}.{language}.{form}"


def _letter(character: str) -> str:
    """ä as a, which survives every e-mail and archive; letters of other scripts as they are."""
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character
