"""Looks at a firm's Word document before its styles are taken: it is whole, and loads and runs nothing."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree

from cxworkshop.errors import FaultyTemplate, quoted
from cxworkshop.language import Words, say

LARGEST = 20 * 2**20
"""Bytes of all parts when they are unpacked."""
_NEEDED = ("[Content_Types].xml", "word/document.xml", "word/styles.xml")
_MAIN = b"wordprocessingml.document.main+xml"


def reference_from(name: str, data: bytes) -> bytes:
    """The document itself. Raises FaultyTemplate."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise _trouble(name, say("the file is larger than {n} KiB", n=LARGEST // 1024))
            parts = {part: archive.read(part) for part in archive.namelist()}
        if not all(part in parts for part in _NEEDED) or _MAIN not in parts["[Content_Types].xml"]:
            raise _trouble(name, say("it is no Word document (.docx)"))
        for part, content in parts.items():
            if part.endswith((".xml", ".rels")):
                _check_part(name, part, content)
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        LookupError,
        ValueError,
        NotImplementedError,
        OSError,
    ):
        raise _trouble(name, say("it is no Word document (.docx)")) from None
    except RuntimeError:
        raise _trouble(name, say("it is locked with a password")) from None
    return data


def _check_part(name: str, part: str, content: bytes) -> None:
    """Raises FaultyTemplate where a part leads to something outside; ParseError where it is damaged."""
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise _trouble(name, say("it holds more than a document ({word})", word=quoted(part)))
    root = ElementTree.fromstring(content)  # noqa: S314  # without a document type it cannot grow
    for link in root.iter() if part.endswith(".rels") else ():
        is_clicked = link.get("Type", "").endswith("/hyperlink")
        if link.get("TargetMode") == "External" and not is_clicked:
            word = quoted(link.get("Target", ""))
            raise _trouble(name, say("it holds more than a document ({word})", word=word))


def _trouble(name: str, why: Words) -> FaultyTemplate:
    return FaultyTemplate(say("{file}: {why}.", file=quoted(name), why=why))
