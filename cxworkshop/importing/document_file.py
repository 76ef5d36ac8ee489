"""Opens documents that somebody edited and sent back, and says what a file is that is none."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cxworkshop.errors import Unreadable
from cxworkshop.importing.checkin import CheckIn, check_in
from cxworkshop.language import N_, Words, say
from cxworkshop.model.session import Session
from cxworkshop.storage.file.disk_errors import unreadable
from cxworkshop.storage.outside import open_file

LARGEST = 5_000_000
"""Bytes: a plan of a thousand touchpoints has a tenth."""
_OTHERS = (
    (b"%PDF", N_("It is a PDF, in which nobody can write. Edit the Markdown or the Word file.")),
    (b"{\\rtf", N_("It is rich text. Save it as Word (.docx) or as plain text.")),
    (b"\xd0\xcf\x11\xe0", N_("It is an old Word or Office file. Save it as Word (.docx) or as plain text.")),
    (b"PK\x03\x04", N_("It is no Word file. Save it as Word (.docx) or as plain text.")),
)
"""What a file is that cannot be read, by its first bytes."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def check_in_files(session: Session, paths: Iterable[Path], on: date) -> CheckIn:
    """What documents, edited on the day `on`, say together. Raises Unreadable, with the name of a file."""
    texts = []
    for path in paths:
        texts.append(text := document_text(path))
        try:
            checked = check_in(session, text, on)
        except Unreadable as error:
            raise _about(path, error.words) from None
    return checked if len(texts) == 1 else check_in(session, "\n\n".join(texts), on)


def document_text(path: Path) -> str:
    """The text of a Markdown or Word file, as Markdown. Raises Unreadable, with the name of the file."""
    try:
        with open_file(path) as file:
            contents = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Unreadable(say("There is no file {file}.", file=path)) from None
    except OSError as error:
        raise _about(path, unreadable(error).words) from error
    try:
        return text_of(contents)
    except Unreadable as error:
        raise _about(path, error.words) from None


def text_of(contents: bytes) -> str:
    """The text of a file, as Markdown. Raises Unreadable."""
    if len(contents) > LARGEST:
        raise Unreadable(say("It is too large for a document of ours."))
    if not contents.strip():
        raise Unreadable(say("It is empty."))
    if contents.startswith(b"PK"):
        from cxworkshop.importing.word import is_word, lines_of_word

        if is_word(contents):
            return lines_of_word(contents)
    for begin, words in _OTHERS:
        if contents.startswith(begin):
            raise Unreadable(say(words))
    text = _decoded(contents)
    if text.lstrip()[:9].lower() in ("<!doctype", "<html>"):
        raise Unreadable(say("It is a page for a browser. Edit the Markdown or the Word file."))
    if text.lstrip().startswith("{") and _is_session(text):
        raise Unreadable(say("It is a workshop, and no document of one."))
    return text


def _decoded(contents: bytes) -> str:
    """The text in its encoding: UTF-8, UTF-16, or what Windows writes without either."""
    for begin, encoding in _BOMS:
        if contents.startswith(begin):
            return contents[len(begin) :].decode(encoding, errors="replace")
    pairs = contents[: 1000 // 2 * 2]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if 2 * pairs[place::2].count(0) > len(pairs) // 2 and not pairs[1 - place :: 2].count(0):
            return contents.decode(encoding, errors="replace")
    if b"\0" in contents:
        raise Unreadable(say("It is no text. Edit the Markdown or the Word file."))
    try:
        return contents.decode()
    except UnicodeDecodeError:
        text = contents.decode("cp1252", errors="replace")
    if sum(not (sign.isprintable() or sign in "\t\r\n\f") for sign in text[:1000]) > len(text[:1000]) // 50:
        raise Unreadable(say("It is no text. Edit the Markdown or the Word file."))
    return text


def _is_session(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _about(path: Path, why: Words) -> Unreadable:
    return Unreadable(say("{file}: {why}", file=path.name, why=why))
