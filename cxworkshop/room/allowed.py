"""What of the record the room may see. What is not named here is not shown: a declaration to audit.

Fields stand as "table.field"; a computed cell by the module and the name of its function, because what it is
made of is not seen from outside. The tests of the room mark every text of a record and look for more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cxworkshop.language import _
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES

FIELDS = frozenset({
    # who and what
    "organisation.name", "workshop.title", "people.name", "people.role", "people.function", "partners.name",
    "partners.delivers", "stages.label", "stages.decision_point", "rounds.next_review_on", "rounds.convener",
    "agenda_items.name", "agenda_items.planned_min",
    # what is owed, and where we are
    "vision.definition", "vision.value", "vision.experience", "vision.benefit",
    "definitions.text", "touchpoints.name", "touchpoints.stage", "touchpoints.channel",
    "touchpoints.delivered_by", "touchpoints.partner", "touchpoints.element", "touchpoints.process",
    "touchpoint_states.role", "touchpoint_states.importance", "touchpoint_states.level_now",
    "touchpoint_states.level_basis", "touchpoint_states.level_target", "touchpoint_states.priority",
    "touchpoint_states.process_level", "touchpoint_states.process_owner", "factors.text", "factors.role",
    "evidence.statement", "evidence.source_type", "evidence.kind", "evidence.n", "evidence.conclusion",
    "evidence.collected_on", "evidence.period", "evidence.touchpoints", "experience_goals.text",
    "experience_goals.measure", "experience_goals.target", "experience_goals.due_on",
    # goals and ways of working
    "goals.touchpoint", "goals.text", "goals.measure", "goals.baseline", "goals.target", "goals.due_on",
    "goals_missing.reason", "goals_missing.decide_by", "practices.touchpoints", "practices.from",
    "practices.to", "practices.everyday_sign", "practices.shift",
    # responsibility, with its power, money and time; never what is paid for it
    "ownerships.formal_owner", "ownerships.accountable", "ownerships.accepted_on", "ownerships.resolve_by",
    "ownerships.mandate.decision_rights", "ownerships.mandate.budget_eur_per_year",
    "ownerships.mandate.horizon_years", "ownerships.frontline_authority.text",
    "ownerships.frontline_authority.limit_eur", "ownerships.partner_checks.goal_shared",
    "ownerships.partner_checks.measure_visible_to_both", "ownerships.partner_checks.joint_review_on",
    "ownerships.partner_checks.briefed_on_promise", "cx_lead.accountable", "cx_lead.title",
    "cx_lead.accepted_on", "cx_lead.resolve_by", "cx_lead.decider", "cx_lead.sponsor",
    "cx_lead.mandate.decision_rights", "cx_lead.mandate.budget_eur_per_year",
    "cx_lead.mandate.horizon_years", "cx_lead.mandate.cross_function_authority", "enablers.text",
    "enablers.owner", "enablers.due_on", "enablers.status",
    # choices, money and actions
    "choices.text", "choices.kind", "choices.gives_up", "choices.limit", "choices.decided_by",
    "choices.touchpoints", "decisions.text", "decisions.decided_by", "decisions.decided_on",
    "decisions.review_on", "actions.title", "actions.owner", "actions.due_on", "actions.touchpoint",
    "actions.status", "allocations.eur", "allocations.fte", "investments.title", "investments.total_eur",
    "investments.horizon_months", "investments.status", "investments.approved_by",
    "customer_balance.period", "customer_balance.customers_start", "customer_balance.won",
    "customer_balance.lost", "customer_balance.customers_end",
    "customer_balance.margin_eur_per_customer_year", "customer_balance.invested_eur",
    # figures
    "measures.name", "measures.metric", "measures.touchpoints", "measures.owner",
    "observations.measure", "observations.n", "observations.observed_on",
    # looking back, and what was promised
    "reviews.verdict", "reviews.result", "redefinition_triggers.text", "expectation_signals.text",
    "expectation_signals.direction", "innovations.text", "innovations.experiment", "innovations.owner",
    "innovations.decide_by", "innovations.status", "parking.text", "parking.owner", "parking.by",
    "parking.status", "commitments.person", "commitments.text", "commitments.by", "commitments.kept",
    "checkins.held_on", "checkins.kind",
})  # fmt: skip
"""Fields of the record, as "table.field"."""

COMPUTED = frozenset({
    "cells.touchpoint_name", "cells.person_name", "cells.in_practice", "cells.agreed", "cells.mandate",
    "plan.label_of", "organise.owner", "carrying.load", "carrying.actions",
    "carrying.function_name", "carrying.function_load", "carrying.function_touchpoints",
    "measure.latest", "measure.interval", "measure.reliability", "measure.measured_by", "measure.newest_of",
    "measure.counted_name", "measure.counted", "measure.not_measured", "redefine.goal_name",
    "redefine.then_and_now", "closing.settled_what", "closing.settled_whose", "closing.settled_when",
    "closing.settled_how", "guessed.subject", "guessed.guess", "guessed.measured", "guessed.verdict",
    "blind.scored.<locals>.name", "blind.scored.<locals>.scores.<locals>.cell", "blind._level",
    "blind._level_count", "blind._place", "blind._dots",
})  # fmt: skip
"""Cells that are computed of what is allowed, and of blind answers as far as the method shows them."""


def is_field(table: str, field: str) -> bool:
    """Whether the room may see a field of a table."""
    return f"{table}.{field}" in FIELDS


def is_computed(content: Callable[..., Any]) -> bool:
    """Whether the room may see the cells that a function computes."""
    return name_of(content) in COMPUTED


def name_of(content: Callable[..., Any]) -> str:
    """What a function is called in `COMPUTED`."""
    return f"{content.__module__.rpartition('.')[2]}.{content.__qualname__}"


def fields_table() -> str:
    """What the room may see and what it never sees, table by table, in Markdown."""
    lines = ["| of | the room may see | never |", "|---|---|---|"]
    for table, record in TABLES.items():
        said = [field for field in fields(table) if field != "id" and field not in record.table.keys]
        seen = [field for field in said if is_field(table, field)]
        if seen:
            hidden = [field for field in said if field not in seen]
            lines.append(f"| {_(record.table.label)} | {_labels(table, seen)} | {_labels(table, hidden)} |")
    return "\n".join(lines) + "\n"


def _labels(table: str, names: list[str]) -> str:
    return ", ".join(dict.fromkeys(_(field_of(table, name).kind.label) for name in names))
