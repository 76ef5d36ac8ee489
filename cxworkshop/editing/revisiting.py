"""The changes of a round that ends: the day on which it is looked back at, and the next round."""

from __future__ import annotations

from datetime import date

from cxworkshop.editing.changes import Change
from cxworkshop.editing.ids import new_ids
from cxworkshop.language import say
from cxworkshop.method import day, revisit
from cxworkshop.method.privacy import KINDS, holds_names
from cxworkshop.method.revisit.carrying import AGENDA
from cxworkshop.model.ops import END, Add, Ops, Remove, Set, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def next_round(session: Session, on: date, why: Change | None = None) -> Change:
    """Closes the round in view on a day and opens the next one: one step, which is undone as long as nothing
    was done in the new round. Without effect while that has just begun.

    `why` records in the round that closes why its open musts stay open. Where blind answers still have names
    they lose them, and the change is a barrier.
    """
    return Change(
        say("Round {n} closed", n=session.round.number),
        lambda now: difference(now, revisit.next_round(why(now) if why else now, on)),
        barrier=holds_names(session),
        changes_closed_rounds=True,
        seals=frozenset(KINDS),
    )


def begin_day() -> Change:
    """Gives the round in view the day on which the team comes back, from its first activity; an earlier day
    is taken out."""

    def ops(session: Session) -> Ops:
        round_ = session.round
        earlier = (Remove(Place("agenda_items", row.id, "", round_.number)) for row in round_.agenda_items)
        ids = new_ids(session, "agenda_items", made_of=f"{round_.number} {AGENDA}")
        rows = (row.model_copy(update={"id": next(ids)}) for row in day.declared_items(session, AGENDA))
        added = (Add("agenda_items", round_.number, row, END) for row in rows)
        return (*earlier, Set(Place("rounds", round_.id, "agenda"), AGENDA), *added)

    return Change(say("The day of the next round"), ops, reads_rows=True)
