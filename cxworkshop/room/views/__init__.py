"""What each kind of view shows of a session: pure functions, each of which makes a heading and a view.

Where the heading is empty, the question of the activity stands above the view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from cxworkshop.language import say
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.room.parts import Tone, View
from cxworkshop.room.stage import Around, Here

Made = tuple[str, View]
"""The heading of a view, and the view."""
Maker = Callable[[Session, Here, Around], Made]
MOST = 12
"""Rows of a list, the most: what does not fit is counted, never shrunk."""
_Row = TypeVar("_Row")
_TONES: dict[str, Tone] = {
    "good": "good",
    "unclear": "accent",
    "accent": "accent",
    "contested": "contested",
    "bad": "bad",
    "muted": "muted",
}


def tone_of(tone: str) -> Tone:
    """The tone of a cell of a list, as the room has it."""
    return _TONES.get(tone, "")


def reading_of(session: Session, around: Around) -> Reading:
    """A session and the day that it is judged on."""
    return Reading(session, session.judged_on(around.on))


def window(rows: Sequence[_Row], at: int, most: int = MOST) -> tuple[Sequence[_Row], int, str]:
    """The rows around the one at an index, -1 for none; the index of it among them, and how many more there
    are, in words."""
    first = max(0, min(at - most // 2, len(rows) - most))
    within = rows[first : first + most]
    return within, at - first if at >= 0 else -1, more_words(len(rows) - len(within))


def more_words(n: int) -> str:
    """How many are not shown; empty for none."""
    return str(say("{n} more", n=n)) if n > 0 else ""
