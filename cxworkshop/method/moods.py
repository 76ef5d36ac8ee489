"""The mood of the room: hands raised for 1 to 5, read from digits, and what they say."""

from __future__ import annotations

import re
from statistics import median

from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import Words, number, say, say_n
from cxworkshop.model.climb import Mood

SCALE = (1, 2, 3, 4, 5)
MOST_HANDS = 1000
"""For one value; more is a slip of the finger."""


def hands_in(text: str) -> tuple[int, ...]:
    """The hands for 1 to 5: "02431", or parted where there are ten and more, "0 2 12 3 1". Raises
    NotUnderstood."""
    text = text.strip()
    counts = [*text] if re.fullmatch(r"\d{5}", text, re.ASCII) else re.split(r"[\s,;/+–-]+", text)
    if len(counts) != len(SCALE) or not all(re.fullmatch(r"\d{1,9}", count, re.ASCII) for count in counts):
        raise NotUnderstood(
            say(
                "{value} is not five counts, for 1, 2, 3, 4 and 5: 02431, or 0 2 12 3 1",
                value=quoted(text),
            )
        )
    hands = tuple(int(count) for count in counts)
    if not any(hands) or max(hands) > MOST_HANDS:
        raise NotUnderstood(say("{value}: no room has so many hands", value=quoted(text)))
    return hands


def middle(mood: Mood) -> float | None:
    """The median of the hands, 1–5; None without any."""
    raised = [value for value, count in zip(SCALE, mood.hands, strict=True) for _ in range(count)]
    return median(raised) if raised else None


def mood_text(mood: Mood) -> Words:
    """The hands of each value, how many they are, and their median."""
    counts = " · ".join(f"{value}: {count}" for value, count in zip(SCALE, mood.hands, strict=True))
    at = middle(mood)
    if at is None:
        return counts
    words = say_n(
        "{n} hand, median {median}", "{n} hands, median {median}", sum(mood.hands), median=number(at)
    )
    return f"{counts}, {words}"
