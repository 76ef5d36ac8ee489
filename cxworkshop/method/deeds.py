"""What is to be done: actions and enablers as one list, for documents and what comes back of them."""

from __future__ import annotations

from typing import TypeAlias

from cxworkshop.model.actions import Action
from cxworkshop.model.ownership import Enabler
from cxworkshop.model.session import Session

Deed: TypeAlias = Action | Enabler
"""What stands with a box in the lists of what is done: for those who tick it, an action."""


def deeds(session: Session) -> tuple[Deed, ...]:
    """The actions, then the enablers, of the round in view."""
    return (*session.round.actions, *session.round.enablers)


def words_of(deed: Deed) -> str:
    """What it is called; empty while nothing is written."""
    return deed.title if isinstance(deed, Action) else deed.text
