"""The lists of 4 Implement: choices, money and dated actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, Words, _, money, say
from cxworkshop.method import deeds, figures
from cxworkshop.model.actions import Action
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import record_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, form
from cxworkshop.sheets.steps.cells import TOUCHPOINT, touchpoint_rows

QUADRANT_TONES = {"quick_win": "good", "major": "accent", "fill_in": "muted", "thankless": "bad"}


def quadrant(reading: Reading, row: Row) -> Cell:
    """The quadrant of impact and effort."""
    action = record_at(reading.session, row["actions"])
    name = deeds.quadrant(action) if isinstance(action, Action) else None
    return Cell(_(dict(deeds.QUADRANTS)[name]), QUADRANT_TONES[name]) if name else Cell()


def action_note(reading: Reading, row: Row) -> Words:
    """The goal of an action, whose column is visible on wide screens only."""
    action = record_at(reading.session, row["actions"])
    if not isinstance(action, Action):
        return ""
    goal = reading.session.name_of("goals", action.goal or "")
    return say("Goal: {goal}", goal=goal) if goal else say("Goal: none chosen yet")


def allocation_note(reading: Reading, row: Row) -> Words:
    """What is allocated of the budget for the whole, or that so many people do not work here."""
    staff = reading.session.organisation.employees
    years = sum(a.fte or 0 for a in reading.session.round.allocations)
    if staff is not None and years > staff:
        return say("More person-years than there are people: {years} of {staff}.", years=years, staff=staff)
    total = sum(a.eur or 0 for a in reading.session.round.allocations)
    budget = reading.session.round.cx_lead.mandate.budget_eur_per_year
    if budget is None:
        return say("Given {given} in all.", given=money(total))
    return say(
        "Given {given} of the {budget} a year of the person accountable for the whole.",
        given=money(total),
        budget=money(budget),
    )


def balance_note(reading: Reading, row: Row) -> Words:
    """What the last round ended with, at the customers that this one starts with."""
    ended, place = figures.ended_with(reading.session), row["value"]
    if ended is None or place.field != "customers_start":
        return ""
    start = value_at(reading.session, place)
    if start is None or start == ended:
        return say("The last round ended with {n}.", n=ended)
    return say("The last round ended with {n}: why is it not the same?", n=ended)


def new_choice(session: Session, on: date) -> dict[str, Any]:
    """The first values of a choice: of the kind of the last one, as leaders make theirs before the daily
    ones."""
    return {"kind": session.round.choices[-1].kind if session.round.choices else "strategic"}


def new_decision(session: Session, on: date) -> dict[str, Any]:
    """The first values of a decision: made in this step today."""
    return {"step": "implement", "decided_on": on}


DECISIONS = SheetPlan(
    "decisions",
    N_("Decisions"),
    (
        Column("decisions.text", width=18, weight=4, importance=10),
        Column("decisions.decided_by", width=14, weight=1, importance=9),
        Column("decisions.decided_on", width=12, importance=6),
        Column("decisions.reason", width=12, weight=2, importance=6),
        Column("decisions.review_on", width=12, importance=6),
        Column("decisions.evidence", width=12, weight=1, importance=4),
        Column("decisions.contradicts_evidence", N_("Against ev."), width=11, importance=4),
        Column("decisions.touchpoint", width=12, weight=1, importance=3),
        Column("decisions.dissent", width=10, weight=1, importance=3),
    ),
    table="decisions",
    start=new_decision,
    empty=N_(
        "What has been decided, by whom? {decide} records a decision from anywhere; {add} adds one here."
    ),
)

PLANS = (
    SheetPlan(
        "choices",
        N_("Choices"),
        (
            Column("choices.text", width=20, weight=4, importance=10),
            Column("choices.kind", width=12, importance=8),
            Column("choices.gives_up", width=14, weight=2, importance=9),
            Column("choices.limit", width=10, weight=1, importance=7),
            Column("choices.decided_by", width=13, weight=1, importance=8),
            Column("choices.touchpoints", width=12, weight=1, importance=5),
            Column("choices.uncomfortable", N_("Uncomf."), width=7, importance=3),
        ),
        table="choices",
        start=new_choice,
        views=("two_sides",),
        empty=N_(
            "Which choice makes this room uncomfortable? That one first. Leaders choose "
            "strategically, everybody daily. {add} adds."
        ),
    ),
    SheetPlan(
        "actions",
        N_("Actions"),
        (
            Column("actions.title", width=20, weight=4, importance=10),
            Column("actions.owner", width=13, weight=1, importance=9),
            Column("actions.due_on", width=12, importance=9),
            Column("actions.touchpoint", width=12, weight=1, importance=6),
            Column("actions.goal", width=12, weight=1, importance=6),
            Column("actions.status", width=11, importance=5),
            Column("actions.impact", N_("Impact"), width=6, importance=4),
            Column("actions.effort", N_("Effort"), width=6, importance=4),
            Column(quadrant, N_("Kind of deed"), width=12, importance=3),
            Column("actions.note", width=12, weight=1, importance=2),
        ),
        table="actions",
        views=("board", "owners"),
        beginning=N_("An action for {touchpoint}: what will be done?"),
        note=action_note,
        empty=N_(
            "Who does what by when: one name, one date (+30d). {act} records an action from anywhere; "
            "{add} adds one here."
        ),
    ),
    SheetPlan(
        "allocations",
        N_("Resources"),
        (
            TOUCHPOINT,
            Column("allocations.eur", width=14, importance=9),
            Column("allocations.fte", width=12, importance=8),
            Column("touchpoint_states.role", width=16, importance=5),
            Column("touchpoint_states.level_now", width=16, importance=5),
        ),
        rows=touchpoint_rows("allocations", "touchpoint_states"),
        note=allocation_note,
        empty=N_("Resources are given to touchpoints: add them in 1 Define."),
        elsewhere=N_("The rows are the touchpoints; add them in 1 Define."),
    ),
    SheetPlan(
        "investments",
        N_("Investments"),
        (
            Column("investments.title", width=18, weight=3, importance=10),
            Column("investments.total_eur", width=12, importance=9),
            Column("investments.horizon_months", width=12, importance=8),
            Column("investments.status", width=10, importance=8),
            Column("investments.approved_by", width=13, weight=1, importance=6),
            Column("investments.by_year", width=27, weight=1, importance=5),
            Column("investments.customer_value", N_("For customers"), width=13, weight=2, importance=4),
            Column("investments.owner_value", N_("For owners"), width=12, weight=2, importance=4),
        ),
        table="investments",
        empty=N_(
            "Two to three years of money, approved, proposed or rejected; say what it buys for "
            "customers and owners. {add} adds."
        ),
    ),
    DECISIONS,
    form(
        "balance",
        N_("Customer balance sheet"),
        "customer_balance.period",
        "customer_balance.customers_start",
        "customer_balance.won",
        "customer_balance.lost",
        "customer_balance.customers_end",
        "customer_balance.margin_eur_per_customer_year",
        "customer_balance.invested_eur",
        note=balance_note,
        only_deep=("customer_balance.invested_eur",),
        applies=figures.has_customer_balance,
    ),
)
