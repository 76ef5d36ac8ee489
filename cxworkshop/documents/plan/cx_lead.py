"""The part “The experience as a whole” of the section on responsibility."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.ballot_text import ballot_text
from cxworkshop.documents.wording import RecordView, aside, joined, label, of, status_words
from cxworkshop.language import _, date_text, money
from cxworkshop.method import mandates, responsibility
from cxworkshop.method.thresholds import LEAD_MANDATE_PARTS
from cxworkshop.model.ballots import WHOLE

_REMIT = ("coordination", "touchpoint_management", "competence_development")


class CxLead(NamedTuple):
    """The person accountable for the whole, with status, mandate and remit."""

    person: str
    status: str
    practice: str
    resolve: str
    mandate: str
    rights: str
    budget: str
    horizon: str
    authority: str
    remit: str
    sponsor: str
    model: str
    help: str


def cx_lead(view: RecordView) -> CxLead:
    lead, whole = view.round.cx_lead, responsibility.as_is(view.session, WHOLE)
    agreed = responsibility.lead_agreed(view.session, view.on)
    remit = [field for field in _REMIT if getattr(lead.remit, field)]
    return CxLead(
        person=joined(view.person(lead.accountable), lead.title),
        status=status_words(agreed.status, agreed.in_name_only),
        practice=ballot_text(view, whole),
        resolve="" if agreed.status == "held" else resolution(view, lead.resolve_by, lead.decider),
        mandate=of(
            mandates.mandate_score(lead.mandate, view.session.organisation.sector), LEAD_MANDATE_PARTS
        ),
        rights=lead.mandate.decision_rights,
        budget=_budget(lead.mandate.budget_eur_per_year),
        horizon=view.field(lead, "mandate.horizon_years"),
        authority=_("yes") if lead.mandate.cross_function_authority else _("no"),
        remit=", ".join(label("cx_lead", f"remit.{field}") for field in remit),
        sponsor=view.person(lead.sponsor),
        model=view.field(lead, "model"),
        help=lead.external_help,
    )


def resolution(view: RecordView, by: date | None, resolver: str | None) -> str:
    """By when an open responsibility is settled, and by whom."""
    return aside(date_text(by) if by else _("no date"), view.person(resolver))


def _budget(euros: int | None) -> str:
    """A budget of 0 is printed as no money; None is unknown and prints nothing."""
    return "" if euros is None else _("no money") if euros == 0 else money(euros)
