"""The section “Front lines”: whose plan it is, and whether it is final."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside
from cxworkshop.language import Words, _, date_text
from cxworkshop.method import content, lookup
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.steps import gate
from cxworkshop.model.climb import GateOverride, StepState
from cxworkshop.model.session import index


class Override(NamedTuple):
    """A readiness check that was open when the step was climbed past, and the reason given."""

    check: str
    reason: str


class Front(NamedTuple):
    organisation: str
    workshop: str
    round: str
    """Its number and name."""
    started: date | None
    closed: date | None
    state: str
    """Draft or final, and when it was written."""
    facilitator: str
    participants: tuple[str, ...]
    """Everybody in the room, and who answered blindly and is not there any more; each with the role."""
    voice: str
    decider: str
    overrides: tuple[Override, ...]
    customer: Words
    """Who a customer is, where that is not plain."""


def front(view: RecordView) -> Front:
    """Whose plan it is: final when the round is closed or its closing is passed, else a draft."""
    session, round_ = view.session, view.round
    closing = index(round_.steps).get("closing")
    final = round_.is_closed or (isinstance(closing, StepState) and closing.is_passed)
    there = dict.fromkeys((*round_.participants, *(person.id for person in voters(session))))
    present = (lookup.person(session, person_id) for person_id in there)
    return Front(
        organisation=session.organisation.name,
        workshop=session.workshop.title,
        round=" – ".join(part for part in (str(round_.number), round_.label) if part),
        started=round_.started_on,
        closed=round_.closed_on,
        state=_("{state}, written on {day}").format(
            state=_("final") if final else _("draft"), day=date_text(view.on)
        ),
        facilitator=session.workshop.facilitator,
        participants=tuple(
            " – ".join(part for part in view.name_and_role(person) if part) for person in present if person
        ),
        voice=view.person(round_.voice_of_customer),
        decider=view.person(round_.decider),
        overrides=tuple(_override(view, override) for override in round_.gate_overrides),
        customer=content.customer_means(session.organisation.sector) or "",
    )


def _override(view: RecordView, override: GateOverride) -> Override:
    reason = aside(override.reason or _("no reason given"), override.by)
    try:
        check = gate(override.gate or "", view.session.organisation.sector)
    except KeyError:  # a check of another version of the program
        return Override(_("a check of another version of the program"), reason)
    return Override(aside(str(check.text), _("must") if check.is_must else ""), reason)
