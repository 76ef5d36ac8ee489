"""What is promised to a reader of either language: no word that the translators have given up, on no screen
and in no document. They keep the lists of it in `words/`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from cxworkshop.documents import DOCUMENTS, write_document
from cxworkshop.method.demo import demo_session

HERE = Path(__file__).parent
CONTENT = HERE.parent / "cxworkshop" / "method" / "content"
FINNISH = HERE.parent / "cxworkshop" / "locale" / "fi" / "LC_MESSAGES" / "cxworkshop.po"


class Forbidden(NamedTuple):
    pattern: str
    example: str
    instead: str
    only_in_the_catalogue: bool = False

    def catches(self, text: str) -> bool:
        return re.search(self.pattern, text, re.IGNORECASE) is not None


def forbidden(language: str) -> list[Forbidden]:
    rows = tomllib.loads((HERE / "words" / f"{language}.toml").read_text(encoding="utf-8"))["forbidden"]
    return [Forbidden(**row) for row in rows]


ENTRIES = [
    pytest.param(language, entry, id=f"{language}: {entry.example}")
    for language in ("en", "fi")
    for entry in forbidden(language)
]


@cache
def texts(language: str) -> tuple[str, ...]:
    """Everything that is said in a language: the catalogue, the content, the demo, and its documents."""
    return (*said(language), *content(language), *documents(language))


def said(language: str) -> Iterator[str]:
    with FINNISH.open("rb") as file:
        for message in read_po(file, locale="fi"):
            words = message.id if language == "en" else message.string
            if message.id:
                yield from words if isinstance(words, (list, tuple)) else [str(words)]


def content(language: str) -> Iterator[str]:
    for path in sorted(CONTENT.rglob("*.toml")):
        yield from inside(tomllib.loads(path.read_text(encoding="utf-8")), language)
    yield from inside(json.loads((CONTENT / "demo.json").read_text(encoding="utf-8")), language)


def inside(value: object, language: str) -> Iterator[str]:
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from inside(member, language)
    if isinstance(value, dict) and isinstance(value.get(language), str):
        yield value[language]


def documents(language: str) -> Iterator[str]:
    """The lines of each document of the demo, of each round, without marks and the escapes of Markdown."""
    session = demo_session(language)
    for seen in (session, session.as_of(1)):
        for name in (name for name, document in DOCUMENTS.items() if "md" in document.forms):
            text = write_document(seen, name, language=language, on=date(2026, 11, 21))
            text = re.sub(" <!-- .*? -->", "", text)  # marks, which nobody reads
            yield from re.sub(r"\\([^\w\s])", r"\1", text).splitlines()


@pytest.mark.parametrize(("language", "entry"), ENTRIES)
def test_nothing_that_is_read_says_what_the_translators_gave_up(language: str, entry: Forbidden) -> None:
    read = said(language) if entry.only_in_the_catalogue else texts(language)
    assert [text for text in read if entry.catches(text)] == []


@pytest.mark.parametrize(("language", "entry"), ENTRIES)
def test_an_entry_catches_its_example_and_leaves_what_is_said_instead(
    language: str, entry: Forbidden
) -> None:
    assert entry.catches(entry.example)
    assert not entry.catches(entry.instead)
