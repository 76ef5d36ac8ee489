"""The section “Choices and investment”."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import date_text, money, months_text, plural
from cxworkshop.method import figures
from cxworkshop.model.choices import ChoiceMade, Investment


class Choice(NamedTuple):
    text: str
    gives_up: str
    limit: str
    decided_by: str
    touchpoints: str
    is_uncomfortable: bool


class Allocation(NamedTuple):
    touchpoint: str
    eur: int | None
    fte: float | None


class InvestmentLine(NamedTuple):
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
    """By how many customers start, won, lost and end do not add up."""


class Choices(NamedTuple):
    strategic: tuple[Choice, ...]
    daily: tuple[Choice, ...]
    allocations: tuple[Allocation, ...]
    allocated_eur: int
    allocated_fte: float
    budget: int | None
    """Euros a year of the person accountable for the whole."""
    investments: tuple[InvestmentLine, ...]
    balance: Balance | None
    """None where there is none to be asked for."""


def choices(view: RecordView) -> Choices:
    """What is chosen and given up, and where money and people go."""
    round_ = view.round
    return Choices(
        strategic=tuple(_choice(view, choice) for choice in round_.choices if choice.kind != "daily"),
        daily=tuple(_choice(view, choice) for choice in round_.choices if choice.kind == "daily"),
        allocations=tuple(
            Allocation(view.touchpoint(a.touchpoint), a.eur, a.fte) for a in round_.allocations
        ),
        allocated_eur=sum(a.eur or 0 for a in round_.allocations),
        allocated_fte=sum(a.fte or 0 for a in round_.allocations),
        budget=round_.cx_lead.mandate.budget_eur_per_year,
        investments=tuple(_investment_line(view, investment) for investment in round_.investments),
        balance=_customer_balance(view) if figures.has_customer_balance(view.session) else None,
    )


def _choice(view: RecordView, choice: ChoiceMade) -> Choice:
    return Choice(
        text=choice.text,
        gives_up=choice.gives_up,
        limit=choice.limit,
        decided_by=view.person(choice.decided_by),
        touchpoints=view.touchpoints(choice.touchpoints),
        is_uncomfortable=choice.uncomfortable,
    )


def _investment_line(view: RecordView, investment: Investment) -> InvestmentLine:
    total, months, approved = investment.total_eur, investment.horizon_months, investment.approved_on
    length = plural("{n} month", "{n} months", months) if months else ""
    by = joined(view.person(investment.approved_by), date_text(approved) if approved else "")
    return InvestmentLine(
        title=investment.title,
        standing=joined(
            "" if total is None else money(total), length, aside(view.field(investment, "status"), by)
        ),
        by_year=" + ".join(money(euros) for euros in investment.by_year),
        customer_value=investment.customer_value,
        owner_value=investment.owner_value,
        efficiency=investment.cost_efficiency,
        asset=view.field(investment, "asset_built"),
        touchpoints=view.touchpoints(investment.touchpoints),
        shows_in=view.names("measures", investment.return_measures),
        spent=investment.spent_eur,
    )


def _customer_balance(view: RecordView) -> Balance:
    sheet, computed = view.round.customer_balance, figures.customer_balance(view.session)
    return Balance(
        period=months_text(sheet.period),
        start=sheet.customers_start,
        won=sheet.won,
        lost=sheet.lost,
        end=sheet.customers_end,
        margin=sheet.margin_eur_per_customer_year,
        retention=computed.retention,
        value=computed.annual_value,
        at_stake=computed.at_stake,
        mismatch=computed.mismatch or 0,
    )
