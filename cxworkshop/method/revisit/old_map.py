"""The map of responsibility of the round before, beside the answers of the round in view; for the reveal."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.lookup import ownership_of
from cxworkshop.method.responsibility import as_is, judged_of
from cxworkshop.method.revisit.carrying import before
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.session import Session


class Cell(NamedTuple):
    """A touchpoint on both maps."""

    round: int
    """The number of the round before."""
    then: Diagnosis
    now: Diagnosis
    agreed: str | None
    """Who was accountable when the round before ended."""
    named: str | None
    """Who is named most in the answers of now; None where nobody is, or several are as often."""

    @property
    def is_told(self) -> bool:
        """Whether enough answered both times to tell how it moved."""
        return not (self.then.is_few or self.now.is_few)

    @property
    def has_changed(self) -> bool:
        """Whether its status is another one, or the answers name another person than was agreed on."""
        is_renamed = bool(self.agreed and self.named) and self.agreed != self.named
        return self.is_told and (self.then.status != self.now.status or is_renamed)


def old_map(session: Session, ballot: str) -> dict[str, Cell]:
    """What the round before says, by touchpoint (and WHOLE) that it has asked about; empty in the first
    round."""
    if len(session.rounds) == 1:
        return {}
    old = before(session)
    cells = {}
    for id in (*(touchpoint.id for touchpoint in old.touchpoints), WHOLE):
        then, now = as_is(old, id), judged_of(session, id, ballot)
        row = old.round.cx_lead if id == WHOLE else ownership_of(old, id)
        if then.status != "not_asked" and now.status != "not_asked":
            cells[id] = Cell(old.round.number, then, now, row.accountable, _named_most(now))
    return cells


def _named_most(diagnosis: Diagnosis) -> str | None:
    votes = diagnosis.tally.votes
    most = [who for who, n in votes if n == max(n for _who, n in votes)]
    return most[0] if len(most) == 1 else None
