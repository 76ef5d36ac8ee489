"""What a word is asked on at a check-in, and the draft of one that is being typed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.editing import checking_in
from cxworkshop.model.place import Place
from cxworkshop.storage.file.draft import Draft

COMMAND = "hold_check_in"
"""The command that opens the screen; a draft of a word names it."""
ANSWERED_BY = {"met": "met", "given_up": "dropped"}
"""By command: such an answer."""
HOLDS = {None: True, True: False, False: None}
"""What the answer about responsibility becomes with the next key."""


class Asked(NamedTuple):
    """What a word is asked on: a promise or an action, what was said of it, on which day, and when it was due
    before that."""

    place: Place
    said: str
    on: date
    due: date | None = None


def draft_of(asked: Asked, text: str) -> Draft:
    """A word that is being typed, with what it is on."""
    place, said, on, due = asked
    where = {"command": COMMAND, "table": place.table, "id": place.id, "said": said, "on": on.isoformat()}
    return Draft(text, where | ({"due": due.isoformat()} if due else {}))


def asked_in(draft: Draft) -> Asked | None:
    """What a draft is a word on; None of one that is of something else."""
    table, id, said, on, due = (draft.where.get(name) for name in ("table", "id", "said", "on", "due"))
    try:
        if draft.where.get("command") != COMMAND or said not in checking_in.ANSWERS or type(id) is not str:
            return None
        day = date.fromisoformat(str(due)) if due else None
        return Asked(Place(str(table), id), said, date.fromisoformat(str(on)), day)
    except ValueError:
        return None
