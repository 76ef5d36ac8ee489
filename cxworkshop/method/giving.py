"""Whether what a check asks for was given in the round in view; the ticks of the day read it.

A check can hold with nothing given: of an empty list, or by what the round before left. So it is looked at
once more without the words of this round.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.method.checks import CHECKS
from cxworkshop.method.lookup import cached_on
from cxworkshop.method.privacy import BLIND_TABLES, WHO_ANSWERED
from cxworkshop.method.revisit.carrying import before, opened
from cxworkshop.method.steps import STEP_TABLES, step_of
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Round, Session, index

_ANSWERED = (*(table for table in BLIND_TABLES if table != "dots"), "ownership_ballots", *WHO_ANSWERED)
"""What is answered blindly; the dots are the ground of the priorities, which many checks are about."""

_OF_THE_ROUND = {"landing": ("participants",), "redefine": ("next_review_on", "convener")}
"""Fields of the round itself that checks of a step ask for."""


def is_given(session: Session, check: str, on: date) -> bool:
    """Whether a check holds, and holds by what was written in this round."""
    return CHECKS[check](session, on).holds and not CHECKS[check](_unwritten(session, check), on).holds


def _unwritten(session: Session, check: str) -> Session:
    """The session with the rows of a check's step as blank as when the round began, and nothing answered."""
    first = _opening(session)
    of_session: dict[str, Any] = {}
    of_round: dict[str, Any] = dict.fromkeys(_ANSWERED, ())
    of_round |= {field: getattr(first, field) for field in _OF_THE_ROUND.get(step_of(check), ())}
    for table in STEP_TABLES[step_of(check)]:
        record = TABLES[table]
        if table == "rounds":
            continue
        if record.table.owner == "round":
            begun = getattr(first, table)
            carried = {} if record.table.single else index(begun)
            rows = getattr(session.round, table)
            of_round[table] = (
                begun if record.table.single else tuple(carried.get(row.id) or _blank(row) for row in rows)
            )
        elif len(session.rounds) == 1:
            rows = getattr(session, table)
            of_session[table] = _blank(rows) if record.table.single else tuple(map(_blank, rows))
    rounds = (*session.rounds[:-1], session.round.model_copy(update=of_round))
    return session.model_copy(update={**of_session, "rounds": rounds})


def _blank(row: Record) -> Record:
    keys = ("id", *row.table.keys)
    return type(row)(**{key: getattr(row, key) for key in keys})


@cached_on("rounds")
def _opening(session: Session) -> Round:
    """The round in view as it began."""
    if len(session.rounds) == 1 or session.round.started_on is None:
        return Round(id=session.round.id, number=session.round.number)
    return opened(before(session), session.round.started_on)
