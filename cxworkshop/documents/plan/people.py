"""The plan's account of people and leadership: five functions, enablers, frontline limits, customer
contacts."""

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.shown import Shown, aside
from cxworkshop.language import _, money
from cxworkshop.method import figures
from cxworkshop.model.ballots import FIVE_FUNCTIONS, VALUES
from cxworkshop.model.ownership import Enabler, FrontlineAuthority, LeaderContact
from cxworkshop.model.session import index


class Scored(NamedTuple):
    name: str
    median: float
    spread: int
    n: int
    weak: bool


class Enabling(NamedTuple):
    text: str
    kind: str
    owner: str
    due: date | None
    status: str


class Frontline(NamedTuple):
    touchpoint: str
    text: str
    """With its limit in euros."""


class Contact(NamedTuple):
    leader: str
    last: date | None
    next: date | None


class People(NamedTuple):
    functions: tuple[Scored, ...]
    principles: tuple[Scored, ...]
    enablers: tuple[Enabling, ...]
    frontline: tuple[Frontline, ...]
    contacts: tuple[Contact, ...]


def people(shown: Shown) -> People:
    """What people need to create the experience, and when leaders meet customers."""
    session, one = shown.session, shown.round
    return People(
        functions=_scored(dict(FIVE_FUNCTIONS), figures.functions(session)),
        principles=_scored(dict(VALUES), figures.values(session)),
        enablers=tuple(_enabling(shown, enabler) for enabler in one.enablers),
        frontline=tuple(
            Frontline(shown.touchpoint(own.touchpoint), _with_limit(own.frontline_authority))
            for own in one.ownerships
            if own.frontline_authority.text
        ),
        contacts=_contacts(shown),
    )


def _scored(words: dict[str, str], spreads: dict[str, figures.Spread]) -> tuple[Scored, ...]:
    return tuple(
        Scored(_(words[key]), one.median, one.range, one.n, one.is_weak) for key, one in spreads.items()
    )


def _with_limit(authority: FrontlineAuthority) -> str:
    limit = authority.limit_eur
    return aside(authority.text, _("up to {sum}").format(sum=money(limit)) if limit else "")


def _enabling(shown: Shown, enabler: Enabler) -> Enabling:
    return Enabling(
        text=enabler.text,
        kind=shown.field(enabler, "kind"),
        owner=shown.person(enabler.owner),
        due=enabler.due_on,
        status=shown.field(enabler, "status"),
    )


def _contacts(shown: Shown) -> tuple[Contact, ...]:
    told = index(shown.round.leader_contacts)
    team = [leader.id for leader in figures.leaders(shown.session, shown.on)]
    others = [row for row in told if row not in team]
    found = ((row, told.get(row)) for row in (*team, *others))
    return tuple(
        Contact(shown.person(row), one.last, one.next)
        if isinstance(one, LeaderContact)
        else Contact(shown.person(row), None, None)
        for row, one in found
    )
