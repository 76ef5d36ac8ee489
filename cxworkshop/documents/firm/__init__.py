"""What a firm brings of its own: templates in the place of ours or beside them, and its look.

A value, read from a folder by `cxworkshop.firm_folder`; `apart` writes with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from cxworkshop.documents import DOCUMENTS, PAGES, Document
from cxworkshop.documents.look import Look
from cxworkshop.errors import FaultyTemplate
from cxworkshop.language import language, say, sector

if TYPE_CHECKING:
    from datetime import date

    from cxworkshop.documents.firm.child import Task

ENDING = ".md.j2"
CONTEXT_VERSION = 1
"""Raised when a name that templates may print is gone or means something else; a new name raises nothing."""
_FRONT = re.compile(r"\s*\{#(.*?)#\}", re.DOTALL)
_ENTRY = re.compile(r"^\s*-?\s*(title|contents|context):[ \t]*(.*?)[ \t]*-?$", re.MULTILINE)
_KEY = re.compile(r"\s*-?\s*(\w+)[ \t]*:")
_SECOND = re.compile(r",\s*(?:title|contents|context)[ \t]*:")
ENTRIES = ("title", "contents", "context")
_HEADING = re.compile(r"^# +([^{}\n]+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, eq=False)  # so that what holds one can be a key, although a mapping cannot
class Firm:
    """The templates by their names in the folder, as `minutes.md.j2` or `plan/sheet.md.j2`, and the look."""

    sources: Mapping[str, str] = field(default_factory=dict)
    look: Look = field(default_factory=Look)

    def added(self) -> dict[str, Document]:
        """The documents that the folder adds to ours, by name. Raises FaultyTemplate."""
        ours = our_sources()
        return {
            name.removesuffix(ENDING): _document(name, source)
            for name, source in sorted(self.sources.items())
            if "/" not in name and not name.startswith("_") and name not in ours
            if name.removesuffix(ENDING) not in DOCUMENTS
        }


def with_pages() -> tuple[str, ...]:
    """Our documents that a template prints, by name."""
    return tuple(name for name, document in DOCUMENTS.items() if "md" in document.forms)


@cache
def our_sources() -> dict[str, str]:
    """Our own templates by name."""
    from cxworkshop.documents.environment import TEMPLATES

    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob(f"*{ENDING}"))
    }


def contents_of(firm: Firm | None, document: str) -> str:
    """The document of ours whose contents a document has: itself, or what a firm's template names."""
    source = firm.sources.get(document + ENDING) if firm and document not in DOCUMENTS else None
    return _front(source or "").get("contents") or "plan" if source is not None else document


def _front(source: str) -> dict[str, str]:
    """What the comment says that a template begins with."""
    front = _FRONT.match(source)
    return dict(_ENTRY.findall(front[1])) if front else {}


def _check_front(name: str, source: str) -> None:
    """Raises FaultyTemplate where the comment at the top has an entry that there is not, or two on a line."""
    front = _FRONT.match(source)
    lines = front[1].splitlines() if front else []
    for line in lines:
        if _ENTRY.match(line) and _SECOND.search(line):
            raise FaultyTemplate(
                say("{file}: each entry stands on a line of its own: {line}.", file=name, line=line.strip())
            )
        word = _KEY.match(line)
        if word and not _ENTRY.match(line) and (nearest := get_close_matches(word[1].lower(), ENTRIES, 1)):
            words = say(
                "{file}: there is no entry {word}. Try: {nearest}",
                file=name,
                word=word[1],
                nearest=nearest[0],
            )
            raise FaultyTemplate(words)


def _document(name: str, source: str) -> Document:
    """A firm's document: its title from the comment it begins with, else its first heading, else its name."""
    _check_front(name, source)
    entries = _front(source)
    contents = entries.get("contents") or "plan"
    if contents not in with_pages():
        names = ", ".join(with_pages())
        words = say("there is no document {name}; there is: {names}", name=contents, names=names)
        raise FaultyTemplate(say("{file}, contents: {why}.", file=name, why=words))
    if (version := entries.get("context") or str(CONTEXT_VERSION)) != str(CONTEXT_VERSION):
        words = say(
            "it is written for version {version} of what can be printed; this program has {ours}",
            version=version, ours=CONTEXT_VERSION,
        )  # fmt: skip
        raise FaultyTemplate(say("{file}, context: {why}.", file=name, why=words))
    heading = _HEADING.search(source)
    title = entries.get("title") or (heading[1] if heading else name.removesuffix(ENDING))
    return DOCUMENTS[contents]._replace(title=title, forms=PAGES, template="")


def task(firm: Firm, template: str | None, content: Mapping[str, object], on: date) -> Task:
    """What is handed to the process that writes, in the language in force: the firm's templates and ours."""
    from cxworkshop.documents.firm.child import Task
    from cxworkshop.documents.firm.sandbox import OURS

    ours = our_sources()
    sources = {**ours, **firm.sources, **{OURS + name: source for name, source in ours.items()}}
    everywhere = {"context_version": CONTEXT_VERSION, "language": language(), "on": on}
    return Task(sources, template, {**everywhere, **content}, language(), sector())
