"""Ids of new rows: free, and ending in letters of this run, so that no other writer makes the same."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from itertools import chain, count

from cxworkshop.model.session import TABLES, Session

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


def new_id(session: Session, table: str) -> str:
    """The next free id of a table."""
    return next(new_ids(session, table))


def new_ids(session: Session, table: str, besides: Iterable[str] = ()) -> Iterator[str]:
    """Free ids of a table, one after the other: its prefix, a number that no round has used, and the letters
    of this run ("p11kvmt"), so that two writers never make the same. Those `besides` are taken too."""
    prefix = TABLES[table].table.prefix
    of_round = TABLES[table].table.owner == "round"
    numbers = [one.number for one in session.rounds] if of_round else [None]
    taken = chain((row.id for number in numbers for row in session.records(table, number)), besides)
    used = [without_ending(row.removeprefix(prefix)) for row in taken]
    last = max((int(digits) for digits in used if digits.isdecimal()), default=0)
    return (f"{prefix}{number:02d}{ENDING}" for number in count(last + 1))
