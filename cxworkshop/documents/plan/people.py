"""The plan's account of people and leadership: five functions, enablers, frontline limits, customer contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxworkshop.documents.plan.shown import Shown
from cxworkshop.language import _
from cxworkshop.method import figures
from cxworkshop.model.responsibility import FIVE_FUNCTIONS, VALUES, Enabler, LeaderContact
from cxworkshop.model.session import index


@dataclass(frozen=True)
class Scored:
    name: str
    median: float
    spread: int
    n: int
    weak: bool


@dataclass(frozen=True)
class Enabling:
    text: str
    kind: str
    owner: str
    due: date | None
    status: str


@dataclass(frozen=True)
class Frontline:
    touchpoint: str
    text: str
    limit: int | None


@dataclass(frozen=True)
class Contact:
    leader: str
    last: date | None
    next: date | None


@dataclass(frozen=True)
class People:
    functions: tuple[Scored, ...]
    principles: tuple[Scored, ...]
    enablers: tuple[Enabling, ...]
    frontline: tuple[Frontline, ...]
    contacts: tuple[Contact, ...]


def people(shown: Shown) -> People:
    """Section 9: what people need to create the experience, and when leaders meet customers."""
    session, one = shown.session, shown.round
    return People(
        functions=_scored(dict(FIVE_FUNCTIONS), figures.functions(session)),
        principles=_scored(dict(VALUES), figures.values(session)),
        enablers=tuple(_enabling(shown, enabler) for enabler in one.enablers),
        frontline=tuple(
            Frontline(shown.touchpoint(own.touchpoint), own.frontline_authority.text, own.frontline_authority.limit_eur)
            for own in one.ownerships
            if own.frontline_authority.text
        ),
        contacts=_contacts(shown),
    )


def _scored(words: dict[str, str], spreads: dict[str, figures.Spread]) -> tuple[Scored, ...]:
    return tuple(Scored(_(words[key]), one.median, one.range, one.n, one.is_weak) for key, one in spreads.items())


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
        Contact(shown.person(row), one.last, one.next) if isinstance(one, LeaderContact) else Contact(shown.person(row), None, None)
        for row, one in found
    )
