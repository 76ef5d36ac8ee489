"""Who has answered what is asked, and how far they are: never what."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from cxworkshop.editing.box import ALL_DOTS, Box, Slip
from cxworkshop.room.forms import MOOD, Asked, asked_slips
from cxworkshop.sheets.slips import DotSlips


class Answered(NamedTuple):
    """Of what is asked now: by person the rows that are answered, in whatever way; how many questions there
    are; and how many people have answered all of the first kind."""

    rows: Mapping[str, Set[tuple[str, str]]] = {}
    of: int = 0
    whole: int = 0


def answered(asked: Asked, box: Box) -> Answered:
    """What is answered by paper, laptop and phones together."""
    rows: dict[str, set[tuple[str, str]]] = {}
    of, whole = 0, []
    for slips in asked_slips(asked, box):
        is_one = isinstance(slips, DotSlips)
        of += 1 if is_one else len(slips.questions)
        whole.append(sum(map(slips.is_complete, range(len(slips.people)))))
        for col, person in enumerate(slips.people):
            signed = [row for row in range(len(slips.questions)) if slips.sign(row, col)]
            keys = [ALL_DOTS] if is_one and signed else [slips.keys[row] for row in signed]
            rows.setdefault(person.id, set()).update((slips.slip.id, key) for key in keys)
    if asked.mood:
        slip = Slip(asked.session.round.number, MOOD, str(asked.mood))
        of += 1
        whole.append(len(box.people_of(slip)))
        for person_id in box.people_of(slip):
            rows.setdefault(person_id, set()).add((slip.id, ""))
    return Answered(rows, of, next(iter(whole), 0))
