"""Who carries a touchpoint, or the whole, from today by what was agreed (method D.4).

Everybody asks `responsibility`, which has these names too.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.method import thresholds
from cxworkshop.method.diagnosis import Status
from cxworkshop.method.lookup import grouped, ownership_of, person
from cxworkshop.method.mandates import mandate_score
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.session import Session


class Agreed(NamedTuple):
    """The status of what was agreed and the code of its reason; `left`: the person named has left."""

    status: Status
    reason: str
    in_name_only: bool = False
    left: bool = False


def agreed(session: Session, touchpoint_id: str, on: date) -> Agreed:
    """Who carries a touchpoint from today (method D.4), on a day; a closed round is judged as it was."""
    ownership = ownership_of(session, touchpoint_id)
    is_full = mandate_score(ownership.mandate, session.organisation.sector) == thresholds.MANDATE_PARTS
    return _agreed(session, touchpoint_id, ownership.accountable, ownership.accepted_on, is_full, on)


def lead_agreed(session: Session, on: date) -> Agreed:
    """Who carries the whole from today, as `agreed` of a touchpoint."""
    lead = session.round.cx_lead
    is_full = mandate_score(lead.mandate, session.organisation.sector) == thresholds.LEAD_MANDATE_PARTS
    return _agreed(session, WHOLE, lead.accountable, lead.accepted_on, is_full, on)


def _agreed(
    session: Session,
    touchpoint_id: str,
    accountable: str | None,
    accepted_on: date | None,
    has_full_mandate: bool,
    on: date,
) -> Agreed:
    owner = person(session, accountable)
    if owner is None:
        return Agreed("vacant", "no_name")
    if owner.has_left(session.judged_on(on)):
        return Agreed("vacant", "no_name", left=True)
    if not owner.own:
        return Agreed("vacant", "outsourced_accountability")
    if any(
        objection.is_open
        for objection in grouped(session.round.objections, "touchpoint").get(touchpoint_id, ())
    ):
        return Agreed("contested", "open_objection")
    if accepted_on is None:
        return Agreed("unclear", "not_accepted")
    return Agreed("held", "complete" if has_full_mandate else "on_paper", in_name_only=not has_full_mandate)
