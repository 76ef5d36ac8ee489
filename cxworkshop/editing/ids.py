"""Ids of new rows: each free, and with a suffix of this run, so that two programs never make the same id."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain, count

from cxworkshop.model.session import TABLES, Session

_LETTERS = "bcdfghjkmnpqrstvwxz"
"""No vowels, which could form words, and no l, which looks like 1."""


def _new_suffix() -> str:
    if os.environ.get("CXWORKSHOP_HARNESS") == "1":  # tests compare the files of several runs
        return "kvmt"
    return "".join(random.SystemRandom().choices(_LETTERS, k=4))


SUFFIX = _new_suffix()
"""Four consonants, the same for all ids of a run."""


def new_id(session: Session, table: str, made_of: str = "") -> str:
    """The next free id of a table, as `new_ids`."""
    return next(new_ids(session, table, made_of=made_of))


def new_ids(session: Session, table: str, besides: Iterable[str] = (), *, made_of: str = "") -> Iterator[str]:
    """Free ids of a table in order: its prefix, a number that no round has used, and the suffix of this run
    ("p11kvmt"). Ids in `besides` count as used.

    Of what there is once in a round or on a day, `made_of` says what it is: the suffix is made of that, so
    that two programs that make it at once make one row and not two.
    """
    suffix = _letters_of(made_of) if made_of else SUFFIX
    prefix = TABLES[table].table.prefix
    of_round = TABLES[table].table.owner == "round"
    numbers = [round_.number for round_ in session.rounds] if of_round else [None]
    taken = chain((row.id for number in numbers for row in session.records(table, number)), besides)
    used = [row.removeprefix(prefix).rstrip(_LETTERS) for row in taken]
    last = max((int(digits) for digits in used if digits.isdecimal()), default=0)
    return (f"{prefix}{number:02d}{suffix}" for number in count(last + 1))


def id_of_made(session: Session, table: str, row: str) -> str:
    """The id of a row of a table of rounds that is made of another row: two programs that make it each make
    one row. A new one where there was such a row before."""
    digits = "".join(sign for sign in row if sign.isdigit())
    id = f"{TABLES[table].table.prefix}{digits}{_letters_of(row)}"
    is_taken = any(session.find(table, id, round_.number) is not None for round_ in session.rounds)
    return new_id(session, table) if is_taken else id


def _letters_of(text: str) -> str:
    """Four consonants made of a text."""
    digest = blake2b(text.encode(), digest_size=4).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
