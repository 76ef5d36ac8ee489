"""What is answered blindly: how many are in, and what came of it where no other activity shows that."""

from __future__ import annotations

from cxworkshop.method import ballots
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.session import Session
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made
from cxworkshop.room.views.lists import listing
from cxworkshop.room.views.progress import is_open, progress, table_of
from cxworkshop.room.views.reveal import reveal


def count(session: Session, here: Here, around: Around) -> Made:
    """How many are in. Figures show once they are sealed, and a ballot that was asked again once it is
    revealed; the first one has an activity of its own for that."""
    if not is_open(session, here):
        if table_of(here):
            return listing(session, here, around)
        if here.ballot != FIRST and ballots.state(session, here.ballot) == "revealed":
            return reveal(session, here, around)
    return progress(session, here, around)
