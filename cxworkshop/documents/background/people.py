"""Who takes part, the organisation, and its partners."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView, aside, joined, label
from cxworkshop.language import _, date_text, plural
from cxworkshop.model.organisation import Partner, Person


class PersonRow(NamedTuple):
    name: str
    role: str
    function: str
    note: str
    """Leadership team, board, meets customers, of another organisation; when the person left."""


class PartnerRow(NamedTuple):
    name: str
    delivers: str
    contract: str
    contact: str


class People(NamedTuple):
    people: tuple[PersonRow, ...]
    partners: tuple[PartnerRow, ...]
    organisation: str
    """What it does, how large it is, and who its customers are."""

    @property
    def is_begun(self) -> bool:
        return any(self)


def people(view: RecordView) -> People:
    """Everybody of the record and every partner, in its order."""
    return People(
        people=tuple(_person_row(view, person) for person in view.session.people),
        partners=tuple(_partner_row(view, partner) for partner in view.session.partners),
        organisation=_organisation(view),
    )


def _person_row(view: RecordView, person: Person) -> PersonRow:
    name, role = view.name_and_role(person)
    left = person.left_on
    note = joined(
        _("leadership team") if person.leadership_team else "",
        label("people", "board_member") if person.board_member else "",
        _("meets customers") if person.customer_facing else "",
        "" if person.own else _("of another organisation"),
        _("left on {day}").format(day=date_text(left)) if left else "",
    )
    return PersonRow(name, role, view.field(person, "function"), note)


def _partner_row(view: RecordView, partner: Partner) -> PartnerRow:
    influences = view.field(partner, "influences")
    review = partner.contract_review_on
    return PartnerRow(
        partner.name_shown,
        aside(partner.delivers, influences),
        joined(
            _("says what the customer should experience") if partner.cx_terms_in_contract else "",
            _("open to change on {day}").format(day=date_text(review)) if review else "",
        ),
        partner.contact,
    )


def _organisation(view: RecordView) -> str:
    organisation, landing = view.session.organisation, view.round.landing
    n, customers = organisation.employees, organisation.active_customers
    typical, counted = landing.typical_customers, landing.typical_customers_of
    words = _("{n} of {of} in the room would be a typical customer.")
    return sentences(
        organisation.industry,
        plural("{n} employee", "{n} employees", n) if n is not None else "",
        plural("{n} active customer", "{n} active customers", customers) if customers is not None else "",
        _("A typical customer: {profile}").format(profile=organisation.customer_profile)
        if organisation.customer_profile
        else "",
        words.format(n=typical, of="?" if counted is None else counted) if typical is not None else "",
    )
