"""The plan's choices, money, actions, decisions, promises and the next climb."""

from datetime import date, timedelta
from typing import NamedTuple

from cxworkshop.documents.plan.shown import Shown, aside, joined
from cxworkshop.language import Words, _, date_text, money, months_text, number, plural
from cxworkshop.method import figures, goals
from cxworkshop.method.goals import QUADRANTS
from cxworkshop.method.steps import step
from cxworkshop.method.thresholds import FIRST_ACTION_WITHIN
from cxworkshop.model.actions import Action, Commitment, Decision
from cxworkshop.model.choices import ChoiceMade, Investment

PROMISES_CHECKED = timedelta(days=30)
MEASURES_CHECKED = timedelta(days=90)
"""After the start of the round."""
TOO_OFTEN = 2
"""Rounds an action may be carried before somebody decides or drops it."""


class Choice(NamedTuple):
    text: str
    gives_up: str
    limit: str
    decided_by: str
    touchpoints: str
    uncomfortable: bool


class Allocation(NamedTuple):
    touchpoint: str
    eur: int | None
    fte: float | None


class Invested(NamedTuple):
    title: str
    standing: str
    """Its sum, how long it runs, and who approved it."""
    by_year: str
    customer_value: str
    owner_value: str
    efficiency: str
    asset: str
    touchpoints: str
    shows_in: str
    spent: int | None


class Balance(NamedTuple):
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


class Choices(NamedTuple):
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
    """What is chosen and given up, and what is paid for."""
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
        touchpoints=shown.touchpoints(choice.touchpoints),
        uncomfortable=choice.uncomfortable,
    )


def _invested(shown: Shown, investment: Investment) -> Invested:
    total, months, approved = investment.total_eur, investment.horizon_months, investment.approved_on
    length = plural("{n} month", "{n} months", months) if months else ""
    by = joined(shown.person(investment.approved_by), date_text(approved) if approved else "")
    return Invested(
        title=investment.title,
        standing=joined(
            "" if total is None else money(total), length, aside(shown.field(investment, "status"), by)
        ),
        by_year=" + ".join(money(euros) for euros in investment.by_year),
        customer_value=investment.customer_value,
        owner_value=investment.owner_value,
        efficiency=investment.cost_efficiency,
        asset=shown.field(investment, "asset_built"),
        touchpoints=shown.touchpoints(investment.touchpoints),
        shows_in=shown.names("measures", investment.return_measures),
        spent=investment.spent_eur,
    )


def _balance(shown: Shown) -> Balance:
    sheet, found = shown.round.customer_balance, figures.customer_balance(shown.session)
    return Balance(
        period=months_text(sheet.period),
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


class Deed(NamedTuple):
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


def actions(shown: Shown) -> tuple[Deed, ...]:
    """Who does what by when, the earliest first and those without a day last."""
    ordered = sorted(shown.round.actions, key=lambda action: action.due_on or date.max)
    return tuple(_deed(shown, action) for action in ordered)


def _deed(shown: Shown, action: Action) -> Deed:
    start, due, unfinished = shown.round.started_on, action.due_on, action.is_unfinished
    size = goals.quadrant(action)
    overdue = unfinished and due is not None and due < shown.on
    carried = plural("carried once", "carried {n} times", action.carry_count) if action.carry_count else ""
    decide = _("decide or drop") if action.carry_count >= TOO_OFTEN and unfinished else ""
    return Deed(
        title=aside(
            action.title,
            _("outside help: {help}").format(help=action.external_help) if action.external_help else "",
        ),
        owner=shown.person(action.owner),
        due=due,
        touchpoint=shown.touchpoint(action.touchpoint),
        size=_(dict(QUADRANTS)[size]) if size else "",
        status=joined(shown.field(action, "status"), _("overdue") if overdue else "", carried, decide),
        unfinished=unfinished,
        soon=bool(start and due and due <= start + FIRST_ACTION_WITHIN),
    )


class Decided(NamedTuple):
    text: str
    by: str
    """Who decided, and when."""
    evidence: str
    against_evidence: bool
    reason: str
    dissent: str
    review: str


class Parked(NamedTuple):
    text: str
    owner: str
    by: date | None
    status: str


class Decisions(NamedTuple):
    decided: tuple[Decided, ...]
    parked: tuple[Parked, ...]


def decisions(shown: Shown) -> Decisions:
    """What was decided and on what, who sees it differently, and what is still open."""
    one = shown.round
    return Decisions(
        decided=tuple(_decided(shown, decision) for decision in one.decisions),
        parked=tuple(
            Parked(p.text, shown.person(p.owner), p.by, shown.field(p, "status")) for p in one.parking
        ),
    )


def _decided(shown: Shown, decision: Decision) -> Decided:
    review = decision.review_on
    return Decided(
        text=decision.text,
        by=joined(
            shown.person(decision.decided_by), date_text(decision.decided_on) if decision.decided_on else ""
        ),
        evidence="; ".join(shown.name("evidence", row) for row in decision.evidence),
        against_evidence=decision.contradicts_evidence,
        reason=decision.reason,
        dissent=shown.names("people", decision.dissent),
        review=aside(date_text(review), _("now due") if review <= shown.on else "") if review else "",
    )


class Promise(NamedTuple):
    person: str
    text: str
    """With its day, and whether it was kept once the next round has asked."""


class Promises(NamedTuple):
    given: tuple[Promise, ...]
    silent: str
    """Leaders in the room who have promised nothing."""
    confidence: str


def promises(shown: Shown) -> Promises:
    """A line for each leader."""
    one = shown.round
    spoken = {c.person for c in one.commitments if c.text}
    leaders = [p.id for p in shown.session.people if p.leadership_team and p.id in one.participants]
    return Promises(
        given=tuple(_promise(shown, commitment) for commitment in one.commitments),
        silent=shown.names("people", (row for row in leaders if row not in spoken)),
        confidence=_confidence(shown),
    )


def _promise(shown: Shown, commitment: Commitment) -> Promise:
    day = date_text(commitment.by) if commitment.by else ""
    return Promise(
        shown.person(commitment.person), aside(commitment.text, joined(day, shown.field(commitment, "kept")))
    )


def _confidence(shown: Shown) -> str:
    found = figures.confidence(shown.session)
    words = _("median {median}, range {range} (n = {n})")
    return words.format(median=number(found.median), range=found.range, n=found.n) if found else ""


class NextClimb(NamedTuple):
    promises_checked: date | None
    measures_checked: date | None
    review: date | None
    convener: str
    triggers: tuple[str, ...]
    bring: Words
    open_actions: int | None
    open_questions: int | None


def next_climb(shown: Shown) -> NextClimb:
    """When everybody meets again, who calls them, and what they bring."""
    one, start = shown.round, shown.round.started_on
    return NextClimb(
        promises_checked=start + PROMISES_CHECKED if start else None,
        measures_checked=start + MEASURES_CHECKED if start else None,
        review=one.next_review_on,
        convener=shown.person(one.convener),
        triggers=tuple(trigger.text for trigger in one.redefinition_triggers if trigger.text),
        bring=step("redefine", shown.session.organisation.sector).inputs,
        open_actions=sum(action.is_unfinished for action in one.actions) or None,
        open_questions=sum(parked.is_parked for parked in one.parking) or None,
    )
