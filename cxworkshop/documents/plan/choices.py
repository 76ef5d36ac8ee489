"""What is chosen and what is given up for it, where money and people go, and the balance of customers."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.lines import Line, capital, sentences
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text, money, months_text, plural, whole
from cxworkshop.method import day, derived, figures
from cxworkshop.model.choices import ChoiceMade, CustomerBalance, Investment
from cxworkshop.model.place import Place
from cxworkshop.model.session import index


class Allocation(NamedTuple):
    touchpoint: str
    eur: int | None
    fte: float | None


class Balance(NamedTuple):
    period: str
    start: int | None
    won: int | None
    lost: int | None
    end: int | None
    before: str
    """How many customers the round before ended with; empty where that is not known."""
    margin: float | None
    invested: int | None
    """Euros put into the change."""
    retention: float | None
    value: float | None
    at_stake: float | None
    mismatch: int
    """By how many customers start, won, lost and end do not add up."""


class InvestmentLine(NamedTuple):
    title: str
    text: str
    """Its sum, how long it runs, and who approved it."""
    said: tuple[tuple[str, str], ...]
    """What it gives and what it builds, by label."""


class Choices(NamedTuple):
    strategic: tuple[Line, ...]
    daily: tuple[Line, ...]
    allocations: tuple[Allocation, ...]
    allocated_eur: int
    allocated_fte: float
    budget: int | None
    """Euros a year of the person accountable for the whole."""
    investments: tuple[InvestmentLine, ...]
    balance: Balance | None
    """None where there is none to be asked for, or nothing is written."""

    @property
    def is_begun(self) -> bool:
        return bool(self.strategic or self.daily or self.allocations or self.investments or self.balance)


def choices(view: RecordView) -> Choices:
    """What is chosen and given up, and where money and people go."""
    round_ = view.round
    return Choices(
        strategic=tuple(_strategic(view, choice) for choice in round_.choices if choice.kind != "daily"),
        daily=tuple(_daily(view, choice) for choice in round_.choices if choice.kind == "daily"),
        allocations=tuple(
            Allocation(view.touchpoint(a.touchpoint), a.eur, a.fte) for a in round_.allocations
        ),
        allocated_eur=sum(a.eur or 0 for a in round_.allocations),
        allocated_fte=sum(a.fte or 0 for a in round_.allocations),
        budget=round_.cx_lead.mandate.budget_eur_per_year,
        investments=tuple(_investment(view, investment) for investment in round_.investments),
        balance=_customer_balance(view) if _has_balance(view) else None,
    )


def _has_balance(view: RecordView) -> bool:
    sheet = view.round.customer_balance
    return figures.has_customer_balance(view.session) and sheet != CustomerBalance(id=sheet.id)


def name_of_choice(choice: ChoiceMade) -> tuple[str, str]:
    """What is chosen and what is given up for it; where only that is said, it is what is stopped."""
    if choice.text or not choice.gives_up:
        return choice.text, choice.gives_up
    return _("We stop: {what}").format(what=choice.gives_up), ""


def said_since(view: RecordView, choice: ChoiceMade) -> str:
    """Since which earlier round a choice stands as it is; empty for one of this round."""
    for round_ in view.session.rounds[:-1]:
        earlier = index(round_.choices).get(choice.id)
        if isinstance(earlier, ChoiceMade) and name_of_choice(earlier) == name_of_choice(choice):
            return _("since round {n}").format(n=round_.number)
    return ""


def _strategic(view: RecordView, choice: ChoiceMade) -> Line:
    name, given_up = name_of_choice(choice)
    if name and not choice.text:
        limit = _("Limit: {limit}").format(limit=choice.limit) if choice.limit else ""
        return Line(name, sentences(limit, *_both_kinds(view, choice)))
    return Line(
        name,
        sentences(
            _("We give up: {gives_up}").format(gives_up=given_up)
            if given_up
            else _("What this costs us has not been said."),
            _("Limit: {limit}").format(limit=choice.limit) if choice.limit else "",
            *_both_kinds(view, choice),
        ),
    )


def _daily(view: RecordView, choice: ChoiceMade) -> Line:
    words = _("as far as: {limit}")
    name, given_up = name_of_choice(choice)
    return Line(
        name,
        sentences(
            words.format(limit=choice.limit) if choice.limit else _("How far is not agreed."),
            _("We give up: {gives_up}").format(gives_up=given_up) if given_up else "",
            *_both_kinds(view, choice),
        ),
    )


def _both_kinds(view: RecordView, choice: ChoiceMade) -> tuple[str, ...]:
    name, touchpoints = view.person(choice.decided_by), view.touchpoints(choice.touchpoints)
    return (
        _("Decided by {name}").format(name=name) if name else "",
        _("Shows in: {touchpoints}").format(touchpoints=touchpoints) if touchpoints else "",
        _("This makes us uncomfortable.") if choice.uncomfortable else "",
    )


def _investment(view: RecordView, investment: Investment) -> InvestmentLine:
    total, months = investment.total_eur, investment.horizon_months
    amounts = joined(
        "" if total is None else money(total),
        plural("over {n} month", "over {n} months", months) if months else "",
        " + ".join(money(euros) for euros in investment.by_year),
    )
    asset, touchpoints = view.field(investment, "asset_built"), view.touchpoints(investment.touchpoints)
    shows_in, spent = view.names("measures", investment.return_measures), investment.spent_eur
    said = (
        (_("Value to customers"), investment.customer_value or _("not written yet")),
        (_("Value to owners"), investment.owner_value or _("not written yet")),
        (_("Cost efficiency"), investment.cost_efficiency),
        (_("Asset built"), asset),
        (_("Touchpoints"), touchpoints),
        (_("Return shows in"), shows_in),
        (_("Spent so far"), "" if spent is None else money(spent)),
    )
    text = sentences(amounts, _years(investment), _approval(view, investment))
    return InvestmentLine(investment.title, text, said)


def _years(investment: Investment) -> str:
    total, by_year = investment.total_eur, investment.by_year
    if total is None or not by_year or abs(sum(by_year) - total) < 1:
        return ""
    words = _("The years make {sum}, the total says {money}.")
    return words.format(sum=money(sum(by_year)), money=money(total))


def _approval(view: RecordView, investment: Investment) -> str:
    by, day = view.person(investment.approved_by), investment.approved_on
    status = view.field(investment, "status")
    return aside(capital(status), joined(by, date_text(day) if day else ""))


def _customer_balance(view: RecordView) -> Balance:
    sheet, computed = view.round.customer_balance, figures.customer_balance(view.session)
    is_deep = day.is_deep(view.session)
    ended = figures.ended_with(view.session) if is_deep else None
    booked = derived.value(view.session, Place("customer_balance", sheet.id, "invested_eur"), view.on)
    return Balance(
        period=months_text(sheet.period),
        start=sheet.customers_start,
        won=sheet.won,
        lost=sheet.lost,
        end=sheet.customers_end,
        before="" if ended is None else _("the last round ended with {n}").format(n=whole(ended)),
        margin=sheet.margin_eur_per_customer_year,
        invested=booked if is_deep else sheet.invested_eur,
        retention=computed.retention,
        value=computed.annual_value,
        at_stake=computed.at_stake,
        mismatch=computed.mismatch or 0,
    )
