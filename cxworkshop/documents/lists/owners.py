"""The list of responsibilities: each touchpoint with its person, the day of the yes, and the mandate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.lists import List, Value, content_of
from cxworkshop.documents.wording import RecordView, agreed_words
from cxworkshop.language import Words, _, say
from cxworkshop.method import lookup, responsibility
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.session import Session


def table(session: Session, on: date) -> List:
    """A row for each touchpoint in scope, in the order of the journey."""
    view = RecordView(session, on)
    head = (
        _("Stage"), _("Touchpoint"), _("Accountable"), _("Role"), _("From today"), _("Accepted on"),
        _("In name only"), _("Settle by"), _("Decision rights"), _("Budget, € a year"), _("Horizon, years"),
    )  # fmt: skip
    return List(head, tuple(_row(view, touchpoint) for touchpoint in lookup.in_scope(session)))


def _row(view: RecordView, touchpoint: Touchpoint) -> tuple[Value, ...]:
    session = view.session
    ownership = lookup.ownership_of(session, touchpoint.id)
    agreed = responsibility.agreed(session, touchpoint.id, view.on)
    person = lookup.person(session, ownership.accountable)
    return (
        view.name("stages", touchpoint.stage),
        touchpoint.name_shown,
        view.person(ownership.accountable),
        person.role if person else "",
        agreed_words(agreed.status),
        ownership.accepted_on,
        _("yes") if agreed.in_name_only else "",
        ownership.resolve_by,
        ownership.mandate.decision_rights,
        ownership.mandate.budget_eur_per_year,
        ownership.mandate.horizon_years,
    )


def content(session: Session, on: date) -> Mapping[str, object]:
    return content_of(table(session, on), _("Responsibilities"), session.organisation.name)


def missing(session: Session) -> tuple[Words, ...]:
    if lookup.in_scope(session):
        return ()
    return (say("No touchpoints yet: add them in 1 Define."),)
