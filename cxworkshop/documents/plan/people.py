"""The section “People and leadership”: five functions, enablers, frontline limits, customer contacts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside
from cxworkshop.language import _, money
from cxworkshop.method import figures
from cxworkshop.model.ballots import FIVE_FUNCTIONS, VALUES
from cxworkshop.model.ownership import Enabler, FrontlineAuthority, LeaderContact
from cxworkshop.model.session import index


class ScoreRow(NamedTuple):
    """Scores of a function or a statement; without median and range where few have answered."""

    name: str
    median: float | None
    spread: str
    n: int
    note: str


class EnablerRow(NamedTuple):
    text: str
    kind: str
    owner: str
    due: date | None
    status: str


class FrontlineLimit(NamedTuple):
    touchpoint: str
    text: str
    """With its limit in euros."""


class ContactRow(NamedTuple):
    leader: str
    last: date | None
    next: date | None


class People(NamedTuple):
    functions: tuple[ScoreRow, ...]
    principles: tuple[ScoreRow, ...]
    enablers: tuple[EnablerRow, ...]
    frontline: tuple[FrontlineLimit, ...]
    contacts: tuple[ContactRow, ...]


def people(view: RecordView) -> People:
    """What people need to create the experience, and when leaders meet customers."""
    session, round_ = view.session, view.round
    return People(
        functions=_score_rows(dict(FIVE_FUNCTIONS), figures.functions(session)),
        principles=_score_rows(dict(VALUES), figures.values(session)),
        enablers=tuple(_enabler_row(view, enabler) for enabler in round_.enablers),
        frontline=tuple(
            FrontlineLimit(view.touchpoint(ownership.touchpoint), _with_limit(ownership.frontline_authority))
            for ownership in round_.ownerships
            if ownership.frontline_authority.text
        ),
        contacts=_contact_rows(view),
    )


def _score_rows(words: dict[str, str], spreads: dict[str, figures.Spread]) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(
            _(words[key]),
            spread.median,
            spread.ends,
            spread.n,
            _("needs attention") if spread.is_weak else "",
        )
        if spread.may_be_shown
        else ScoreRow(_(words[key]), None, "", spread.n, _("too few answers to show"))
        for key, spread in spreads.items()
    )


def _with_limit(authority: FrontlineAuthority) -> str:
    limit = authority.limit_eur
    return aside(authority.text, _("up to {sum}").format(sum=money(limit)) if limit else "")


def _enabler_row(view: RecordView, enabler: Enabler) -> EnablerRow:
    return EnablerRow(
        text=enabler.text,
        kind=view.field(enabler, "kind"),
        owner=view.person(enabler.owner),
        due=enabler.due_on,
        status=view.field(enabler, "status"),
    )


def _contact_rows(view: RecordView) -> tuple[ContactRow, ...]:
    """The leadership team first, then others whose contacts are recorded."""
    contacts = index(view.round.leader_contacts)
    team = [leader.id for leader in figures.leaders(view.session, view.on)]
    rows = []
    for person_id in dict.fromkeys((*team, *contacts)):
        contact = contacts.get(person_id)
        days = (contact.last, contact.next) if isinstance(contact, LeaderContact) else (None, None)
        rows.append(ContactRow(view.person(person_id), *days))
    return tuple(rows)
