"""Who writes: the letters in which the ids of this run's new rows end, so that no other writer makes the
same."""

from __future__ import annotations

import os
import random

_LETTERS = "bcdfghjkmnpqrstvwxz"
"""No vowels, so no words; no l, which reads as 1."""


def _ending() -> str:
    if os.environ.get("CXWORKSHOP_HARNESS") == "1":  # who tries the program from outside compares its runs
        return "kvmt"
    return "".join(random.SystemRandom().choices(_LETTERS, k=4))


ENDING = _ending()
"""Four consonants."""


def without_ending(digits: str) -> str:
    """The number of an id, without the letters of whoever made it."""
    return digits.rstrip(_LETTERS)
