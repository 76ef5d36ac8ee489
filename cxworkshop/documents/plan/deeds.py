"""The plan's choices, money, actions, decisions, promises and the next climb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cxworkshop.documents.plan.shown import Shown
from cxworkshop.language import Words, _
from cxworkshop.method import figures, goals
from cxworkshop.method.goals import QUADRANTS
from cxworkshop.method.steps import step
from cxworkshop.model.deeds import Action, ChoiceMade, Decision, Investment

FIRST_DAYS = timedelta(days=30)
CHECKS = (30, 90)
"""Days after the start of the round when promises and then measures are looked at."""


@dataclass(frozen=True)
class Choice:
    text: str
    gives_up: str
    limit: str
    decided_by: str
    touchpoints: str
    uncomfortable: bool


@dataclass(frozen=True)
class Allocation:
    touchpoint: str
    eur: int | None
    fte: float | None


@dataclass(frozen=True)
class Invested:
    title: str
    status: str
    approved_by: str
    approved_on: date | None
    total: int | None
    by_year: tuple[int, ...]
    months: int | None
    customer_value: str
    owner_value: str
    efficiency: str
    asset: str
    touchpoints: str
    shows_in: str
    spent: int | None


@dataclass(frozen=True)
class Balance:
    period: str
    start: int | None
    won: int | None
    lost: int | None
    end: int | None
    margin: float | None
    retention: float | None
    value: float | None
    at_stake: float | None
    mismatch: int
    """Customers by which start, won, lost and end do not add up."""


@dataclass(frozen=True)
class Choices:
    strategic: tuple[Choice, ...]
    daily: tuple[Choice, ...]
    allocations: tuple[Allocation, ...]
    allocated_eur: int
    allocated_fte: float
    budget: int | None
    """What the person accountable for the whole has a year."""
    investments: tuple[Invested, ...]
    balance: Balance


def choices(shown: Shown) -> Choices:
    """Section 7: what is chosen and given up, and what is paid for."""
    one = shown.round
    return Choices(
        strategic=tuple(_choice(shown, c) for c in one.choices if c.kind != "daily"),
        daily=tuple(_choice(shown, c) for c in one.choices if c.kind == "daily"),
        allocations=tuple(Allocation(shown.touchpoint(a.touchpoint), a.eur, a.fte) for a in one.allocations),
        allocated_eur=sum(a.eur or 0 for a in one.allocations),
        allocated_fte=sum(a.fte or 0 for a in one.allocations),
        budget=one.cx_lead.mandate.budget_eur_per_year,
        investments=tuple(_invested(shown, investment) for investment in one.investments),
        balance=_balance(shown),
    )


def _choice(shown: Shown, choice: ChoiceMade) -> Choice:
    return Choice(
        text=choice.text,
        gives_up=choice.gives_up,
        limit=choice.limit,
        decided_by=shown.person(choice.decided_by),
        touchpoints=shown.names("touchpoints", choice.touchpoints),
        uncomfortable=choice.uncomfortable,
    )


def _invested(shown: Shown, investment: Investment) -> Invested:
    return Invested(
        title=investment.title,
        status=shown.field(investment, "status"),
        approved_by=shown.person(investment.approved_by),
        approved_on=investment.approved_on,
        total=investment.total_eur,
        by_year=investment.by_year,
        months=investment.horizon_months,
        customer_value=investment.customer_value,
        owner_value=investment.owner_value,
        efficiency=investment.cost_efficiency,
        asset=shown.field(investment, "asset_built"),
        touchpoints=shown.names("touchpoints", investment.touchpoints),
        shows_in=shown.names("measures", investment.return_measures),
        spent=investment.spent_eur,
    )


def _balance(shown: Shown) -> Balance:
    sheet, found = shown.round.customer_balance, figures.customer_balance(shown.session)
    return Balance(
        period=sheet.period,
        start=sheet.customers_start,
        won=sheet.won,
        lost=sheet.lost,
        end=sheet.customers_end,
        margin=sheet.margin_eur_per_customer_year,
        retention=found.retention,
        value=found.annual_value,
        at_stake=found.at_stake,
        mismatch=found.mismatch or 0,
    )


@dataclass(frozen=True)
class Deed:
    title: str
    owner: str
    due: date | None
    touchpoint: str
    size: str
    """Quick win, major, fill-in or thankless."""
    status: str
    unfinished: bool
    soon: bool
    """Due within the first thirty days of the round."""
    overdue: bool
    help: str
    carried: int


def actions(shown: Shown) -> tuple[Deed, ...]:
    """Section 10: who does what by when, the earliest first and those without a day last."""
    ordered = sorted(shown.round.actions, key=lambda a: (a.due_on is None, a.due_on or date.max))
    return tuple(_deed(shown, action) for action in ordered)


def _deed(shown: Shown, action: Action) -> Deed:
    start, due, unfinished = shown.round.started_on, action.due_on, action.status not in ("done", "dropped")
    size = goals.quadrant(action)
    return Deed(
        title=action.title,
        owner=shown.person(action.owner),
        due=due,
        touchpoint=shown.touchpoint(action.touchpoint),
        size=_(dict(QUADRANTS)[size]) if size else "",
        status=shown.field(action, "status"),
        unfinished=unfinished,
        soon=bool(start and due and due <= start + FIRST_DAYS),
        overdue=bool(due and due < shown.on and unfinished),
        help=action.external_help,
        carried=action.carry_count,
    )


@dataclass(frozen=True)
class Decided:
    text: str
    by: str
    on: date | None
    evidence: tuple[str, ...]
    against_evidence: bool
    reason: str
    dissent: str
    review: date | None
    review_due: bool


@dataclass(frozen=True)
class Parked:
    text: str
    owner: str
    by: date | None
    status: str


@dataclass(frozen=True)
class Decisions:
    decided: tuple[Decided, ...]
    without_evidence: int
    parked: tuple[Parked, ...]


def decisions(shown: Shown) -> Decisions:
    """Section 11: what was decided and on what, who sees it differently, and what is still open."""
    one = shown.round
    return Decisions(
        decided=tuple(_decided(shown, decision) for decision in one.decisions),
        without_evidence=sum(1 for decision in one.decisions if not decision.evidence),
        parked=tuple(Parked(p.text, shown.person(p.owner), p.by, shown.field(p, "status")) for p in one.parking),
    )


def _decided(shown: Shown, decision: Decision) -> Decided:
    return Decided(
        text=decision.text,
        by=shown.person(decision.decided_by),
        on=decision.decided_on,
        evidence=tuple(shown.name("evidence", row) for row in decision.evidence),
        against_evidence=decision.contradicts_evidence,
        reason=decision.reason,
        dissent=shown.names("people", decision.dissent),
        review=decision.review_on,
        review_due=bool(decision.review_on and decision.review_on <= shown.on),
    )


@dataclass(frozen=True)
class Promise:
    person: str
    text: str
    by: date | None
    kept: str
    """Kept or not kept; empty until the next round asks."""


@dataclass(frozen=True)
class Promises:
    given: tuple[Promise, ...]
    silent: str
    """Leaders in the room who have promised nothing."""
    confidence: figures.Spread | None


def promises(shown: Shown) -> Promises:
    """Section 12: a line for each leader."""
    one = shown.round
    spoken = {c.person for c in one.commitments if c.text}
    leaders = [p.id for p in shown.session.people if p.leadership_team and p.id in one.participants]
    return Promises(
        given=tuple(Promise(shown.person(c.person), c.text, c.by, shown.field(c, "kept")) for c in one.commitments),
        silent=shown.names("people", (row for row in leaders if row not in spoken)),
        confidence=figures.confidence(shown.session),
    )


@dataclass(frozen=True)
class Check:
    days: int
    on: date


@dataclass(frozen=True)
class NextClimb:
    checks: tuple[Check, ...]
    review: date | None
    convener: str
    triggers: tuple[str, ...]
    bring: Words
    open_actions: int
    open_questions: int


def next_climb(shown: Shown) -> NextClimb:
    """Section 13: when everybody meets again, who calls them, and what they bring."""
    one = shown.round
    return NextClimb(
        checks=tuple(Check(days, one.started_on + timedelta(days=days)) for days in CHECKS) if one.started_on else (),
        review=one.next_review_on,
        convener=shown.person(one.convener),
        triggers=tuple(trigger.text for trigger in one.redefinition_triggers if trigger.text),
        bring=step("redefine", shown.session.organisation.sector).inputs,
        open_actions=sum(1 for action in one.actions if action.status in ("open", "in_progress", "blocked")),
        open_questions=sum(1 for parked in one.parking if parked.status == "parked"),
    )
