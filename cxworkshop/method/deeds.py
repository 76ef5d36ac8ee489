"""What is to be done: actions and enablers as one list, for documents and what comes back of them; the size
of actions."""

from __future__ import annotations

from typing import TypeAlias

from cxworkshop.language import N_
from cxworkshop.model.actions import Action
from cxworkshop.model.ownership import Enabler
from cxworkshop.model.session import Session

Deed: TypeAlias = Action | Enabler
"""What stands with a box in the lists of what is done: for those who tick it, an action."""

QUADRANTS = (
    ("quick_win", N_("quick win")),
    ("major", N_("major")),
    ("fill_in", N_("fill-in")),
    ("thankless", N_("thankless")),
)


def deeds(session: Session) -> tuple[Deed, ...]:
    """The actions, then the enablers, of the round in view."""
    return (*session.round.actions, *session.round.enablers)


def words_of(deed: Deed) -> str:
    """What it is called; empty while nothing is written."""
    return deed.title if isinstance(deed, Action) else deed.text


def quadrant(action: Action) -> str | None:
    """Impact against effort, one of `QUADRANTS`; None until both are judged."""
    if action.impact is None or action.effort is None:
        return None
    if action.impact >= 4:
        return "quick_win" if action.effort <= 2 else "major"
    return "fill_in" if action.effort <= 2 else "thankless"
