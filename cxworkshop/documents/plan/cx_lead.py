"""Who answers for the customer's experience as a whole, in words."""

from __future__ import annotations

from cxworkshop.documents.plan.carried import mandate_text
from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView, joined, label
from cxworkshop.language import _, date_text, listed
from cxworkshop.method import responsibility

_REMIT = ("coordination", "touchpoint_management", "competence_development")


def lead_line(view: RecordView) -> str:
    """The person, with the day of the yes; empty while nobody is named."""
    lead = view.round.cx_lead
    if not lead.accountable:
        return ""
    agreed = responsibility.lead_agreed(view.session, view.on)
    name = joined(view.person(lead.accountable), lead.title)
    yes = (
        _("yes {day}").format(day=date_text(lead.accepted_on))
        if lead.accepted_on
        else _("yes still to be asked")
    )
    return joined(
        name,
        _("{name} has left").format(name=view.person(lead.accountable)) if agreed.left else yes,
        _("contested") if agreed.status == "contested" else "",
        _("in name only") if agreed.in_name_only else "",
    )


def lead_lines(view: RecordView) -> tuple[str, ...]:
    """What the person answers for, may decide and gets help with."""
    lead = view.round.cx_lead
    remit = [label("cx_lead", f"remit.{field}") for field in _REMIT if getattr(lead.remit, field)]
    sponsor, model = view.person(lead.sponsor), view.field(lead, "model")
    authority = lead.mandate.cross_function_authority
    return (
        sentences(
            _("Answers for the customer's experience as a whole."),
            lead.title,
            _("Sponsor: {sponsor}").format(sponsor=sponsor) if sponsor else "",
            _("Model: {model}").format(model=model) if model else "",
            _("Remit: {remit}").format(remit=listed(*remit)) if remit else "",
            _("Outside help: {help}").format(help=lead.external_help) if lead.external_help else "",
        ),
        sentences(
            mandate_text(view, lead),
            _("May change how every function works.")
            if authority
            else _("Authority across functions has not been agreed."),
        ),
    )
