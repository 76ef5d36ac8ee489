"""Choices and the money behind them: choices, resources, investments, the customer balance sheet."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import (
    Choice,
    Day,
    Money,
    Number,
    Numbers,
    Period,
    Reference,
    References,
    Text,
    YesNo,
)
from cxworkshop.model.record import Record, Table


class ChoiceMade(Record):
    """A choice: strategic ones by leaders, daily ones by everybody."""

    table: ClassVar[Table] = Table(
        name="choices", label=N_("Choices"), singular=N_("choice"), names="text", prefix="ch"
    )
    kind: Annotated[
        str | None,
        Choice(
            label=N_("Kind"),
            help=N_("Leaders make the strategic ones, everybody the daily ones."),
            of=(("strategic", N_("strategic")), ("daily", N_("daily"))),
        ),
    ] = None
    text: Annotated[
        str, Text(label=N_("Choice"), help=N_("What you choose to do; a daily choice is what people may do."))
    ] = ""
    gives_up: Annotated[
        str,
        Text(
            label=N_("Gives up"),
            help=N_("What you stop, so that this fits. A choice that costs nothing is a wish."),
        ),
    ] = ""
    limit: Annotated[str, Text(label=N_("Limit"), help=N_("How far a daily choice goes without asking."))] = (
        ""
    )
    decided_by: Annotated[str | None, Reference(label=N_("Decided by"), to="people")] = None
    touchpoints: Annotated[tuple[str, ...], References(label=N_("Touchpoints"), to="touchpoints")] = ()
    uncomfortable: Annotated[
        bool, YesNo(label=N_("Uncomfortable"), help=N_("Makes this room uncomfortable; shown in the plan."))
    ] = False
    carried_from: Annotated[str | None, Text(label=N_("Carried from"), carried="identity")] = None


class Allocation(Record):
    """Money and people given to a touchpoint this year."""

    table: ClassVar[Table] = Table(
        name="allocations",
        label=N_("Resources"),
        singular=N_("allocation"),
        key="touchpoint",
        carried="emptied",
    )
    touchpoint: Annotated[str | None, Reference(label=N_("Touchpoint"), to="touchpoints")] = None
    eur: Annotated[int | None, Money(label=N_("Euros this year"))] = None
    fte: Annotated[float | None, Number(label=N_("Person-years"), minimum=0)] = None


class Investment(Record):
    """Money for two to three years, with what it buys for customers and owners."""

    table: ClassVar[Table] = Table(
        name="investments",
        label=N_("Investments"),
        singular=N_("investment"),
        names="title",
        prefix="inv",
        carried="asked",
    )
    title: Annotated[str, Text(label=N_("Investment"))] = ""
    total_eur: Annotated[int | None, Money(label=N_("Total"))] = None
    by_year: Annotated[
        tuple[int, ...],
        Numbers(label=N_("By year"), help=N_("A sum for each year, parted by +; together the total.")),
    ] = ()
    horizon_months: Annotated[
        int | None,
        Number(
            label=N_("Horizon"),
            help=N_("24 to 36 months is recommended."),
            unit=N_("months"),
            singular=N_("month"),
            whole=True,
            minimum=1,
        ),
    ] = None
    status: Annotated[
        str | None,
        Choice(
            label=N_("Status"),
            of=(("proposed", N_("proposed")), ("approved", N_("approved")), ("rejected", N_("rejected"))),
        ),
    ] = "proposed"
    approved_by: Annotated[str | None, Reference(label=N_("Approved by"), to="people")] = None
    approved_on: Annotated[date | None, Day(label=N_("Approved on"))] = None
    customer_value: Annotated[str, Text(label=N_("Value to customers"))] = ""
    owner_value: Annotated[str, Text(label=N_("Value to owners"))] = ""
    cost_efficiency: Annotated[str, Text(label=N_("Cost efficiency"))] = ""
    asset_built: Annotated[
        str | None,
        Choice(
            label=N_("Asset built"),
            of=(
                ("relationship", N_("relationship")),
                ("knowledge", N_("knowledge")),
                ("capability", N_("capability")),
                ("brand_trust", N_("trust in the brand")),
                ("system", N_("system")),
            ),
        ),
    ] = None
    touchpoints: Annotated[tuple[str, ...], References(label=N_("Touchpoints"), to="touchpoints")] = ()
    return_measures: Annotated[tuple[str, ...], References(label=N_("Return shows in"), to="measures")] = ()
    spent_eur: Annotated[int | None, Money(label=N_("Spent so far"), carried="asked")] = None
    carried_from: Annotated[str | None, Text(label=N_("Carried from"), carried="identity")] = None


class CustomerBalance(Record):
    """The customer base over a period, as a balance sheet (asiakastase)."""

    table: ClassVar[Table] = Table(
        name="customer_balance",
        label=N_("Customer balance sheet"),
        singular=N_("customer balance sheet"),
        single=True,
        carried="emptied",
    )
    period: Annotated[str, Period(label=N_("Period"), help=N_("A year, or 2025-10..2026-09."))] = ""
    customers_start: Annotated[
        int | None, Number(label=N_("Customers at the start"), whole=True, minimum=0)
    ] = None
    won: Annotated[int | None, Number(label=N_("Won"), whole=True, minimum=0)] = None
    lost: Annotated[int | None, Number(label=N_("Lost"), whole=True, minimum=0)] = None
    customers_end: Annotated[
        int | None,
        Number(label=N_("Customers at the end"), help=N_("Start + won − lost."), whole=True, minimum=0),
    ] = None
    margin_eur_per_customer_year: Annotated[
        float | None, Number(label=N_("Margin per customer and year"), unit="€")
    ] = None
    invested_eur: Annotated[
        int | None,
        Money(
            label=N_("Invested in the change"),
            help=N_("The change booked as an investment: the approved ones, unless you say otherwise."),
            derived=True,
            is_new=True,
        ),
    ] = None
