"""The words of an empty list, in which keys are drawn apart: "a adds" would read as an article."""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cxworkshop.commands import keyed
from cxworkshop.language import say
from cxworkshop.sheets.text import NO_BREAK, display, wrap

_KEY_BEGIN, _KEY_END = "\x0e", "\x0f"
"""Enclose a key."""


def invitation(words: str) -> str:
    """The words of an empty list, with each key enclosed and kept on the line of the word after it."""
    keys = {id: f"{_KEY_BEGIN}{key}{_KEY_END}" for id, key in keyed(words).values.items()}
    return str(say(words, **keys)).replace(f"{_KEY_END} ", f"{_KEY_END}{NO_BREAK}")


def invitation_line(words: str, line: int, width: int, looks: tuple[Style, Style]) -> Strip:
    """A line of an invitation, wrapped, in the looks of its words and of its keys; empty after the last."""
    lines = wrap(words, max(10, width - 4)) if words else []
    text = "  " + lines[line][1].replace(NO_BREAK, " ") if 0 <= line < len(lines) else ""
    parts = re.split(f"[{_KEY_BEGIN}{_KEY_END}]", text)
    strip = Strip([Segment(part, looks[j % 2]) for j, part in enumerate(parts)])
    return strip.adjust_cell_length(width, looks[0])


def nothing_shown(looked_for: str, hides_others: bool) -> str:
    """Why a list that has rows shows none."""
    sentences = []
    if looked_for:
        words = display(looked_for)
        sentences.append(say("Nothing here holds “{words}”. Esc shows all rows.", words=words))
    if hides_others:
        sentences.append(keyed("Only the priorities are shown; {only_priorities} shows all touchpoints."))
    return " ".join(map(str, sentences))
