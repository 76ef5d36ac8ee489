"""Lines of a list that say what they are about first, used by several parts of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cxworkshop.documents.plan.actions import Task
from cxworkshop.language import listed


class Line(NamedTuple):
    """What a line is about, and what it says of it."""

    about: str
    text: str
    task: Task | None = None
    """What is ticked on the line."""


def together(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines in their order, those that say the same joined into one."""
    about: dict[str, list[str]] = {}
    for line in lines:
        about.setdefault(line.text, []).append(line.about)
    return tuple(Line(listed(*names), text) for text, names in about.items())


def capital(words: str) -> str:
    """Our own words as a sentence begins; never what people said."""
    return words[:1].upper() + words[1:]


def sentences(*parts: object) -> str:
    """The sentences that are not empty, one after another; each ends with a full stop."""
    texts = [text for part in parts if (text := str(part).strip())]
    return " ".join(text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in texts)
