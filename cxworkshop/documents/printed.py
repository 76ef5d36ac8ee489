"""Where each recorded field is printed, or why it is in no document: one table, which a test keeps true."""

from __future__ import annotations

from typing import NamedTuple


class Withheld(NamedTuple):
    """A field that no document prints."""

    reason: str


class Counted(NamedTuple):
    """Answers that documents print as counts, medians and ranges only."""

    documents: tuple[str, ...]


PRIVATE = Withheld("the facilitator's own: no document has it")
BLIND = Withheld("given blindly: it would tell whose answer is whose")
OF_THE_DAY = Withheld("how the day went: for the facilitator alone")
AT_CHECK_INS = Withheld(
    "said at a check-in: the plan says how many were done or kept, later, not kept and dropped"
)
INNER = Withheld("how the program keeps the record together")
PLACED = Withheld("decides which rows and words are printed, and is not printed itself")
OF_FILES = Withheld("how a file was read: stands in the list of imported files")
UNREAD = Withheld("words that were not understood")
SET_ASIDE = Withheld("what two versions of a workshop could not both keep in one cell")

PLAN = ("plan",)
BACKGROUND = ("background",)
BALLOT = ("ballot",)
BOTH = ("plan", "background")
EVERYWHERE = ("plan", "background", "ballot")

WHERE: dict[str, tuple[str, ...] | Withheld | Counted] = {
    "workshop": PLAN,
    "workshop.title": BOTH,
    "workshop.language": PLACED,
    "workshop.created_on": INNER,
    "organisation": BACKGROUND,
    "organisation.name": EVERYWHERE,
    "organisation.sector": PLACED,
    "people": BACKGROUND,
    "people.name": EVERYWHERE,
    "people.role": EVERYWHERE,
    "people.seniority_rank": Withheld("decides who speaks last; nobody is ranked on paper"),
    "people.joined_round": INNER,
    "partners": BACKGROUND,
    "partners.name": BOTH,
    "partners.retired_round": PLACED,
    "stages": PLAN,
    "stages.retired_round": PLACED,
    "touchpoints": BACKGROUND,
    "touchpoints.name": EVERYWHERE,
    "touchpoints.stage": PLAN,
    "touchpoints.added_round": PLACED,
    "touchpoints.retired_round": PLACED,
    "measures": BACKGROUND,
    "measures.name": EVERYWHERE,
    "measures.metric": PLACED,
    "measures.counts": PLACED,
    "measures.unit": ("plan", "ballot"),
    "measures.cadence_days": PLAN,
    "measures.owner": PLAN,
    "measures.guess": PLACED,
    "measures.asks_exceeded": PLAN,
    "measures.retired_round": PLACED,
    "rounds": PLAN,
    "rounds.label": EVERYWHERE,
    "rounds.agenda": OF_THE_DAY,
    "landing": BACKGROUND,
    "landing.ground_rules_accepted": OF_THE_DAY,
    "definitions": BLIND,
    "vision": PLAN,
    "experience_goals": PLAN,
    "touchpoint_states": BACKGROUND,
    "touchpoint_states.in_scope": PLACED,
    "touchpoint_states.priority": PLAN,
    "touchpoint_states.evidence": PLAN,
    "touchpoint_states.basis_reason": BOTH,
    "factors": PLAN,
    "dots": BLIND,
    "evidence": PLAN,
    "goals": PLAN,
    "goals.text": BOTH,
    "goals.business_link": BACKGROUND,
    "goals.derived_from": BACKGROUND,
    "goals_missing": PLAN,
    "practices": BACKGROUND,
    "practices.touchpoints": BOTH,
    "practices.from": BOTH,
    "practices.to": BOTH,
    "practices.carried_from": INNER,
    "ballots": PLACED,
    "letters": BALLOT,
    "letters.printed": INNER,
    "ownership_ballots": Counted(BOTH),
    "ownership_tallies": Counted(BOTH),
    "guesses": Counted(PLAN),
    "overall_levels": Counted(PLAN),
    "function_scores": Counted(PLAN),
    "value_scores": Counted(PLAN),
    "confidence_scores": Counted(PLAN),
    "figures_answered": BLIND,
    "figures_answered.answered": PLACED,
    "ownerships": PLAN,
    "ownerships.formal_owner": BACKGROUND,
    "ownerships.responsible_team": BACKGROUND,
    "ownerships.function": BACKGROUND,
    "objections": PLAN,
    "objections.text": BOTH,
    "objections.settled_on": BACKGROUND,
    "cx_lead": PLAN,
    "enablers": PLAN,
    "enablers.carried_from": INNER,
    "leader_contacts": PLAN,
    "choices": PLAN,
    "choices.carried_from": INNER,
    "allocations": PLAN,
    "investments": PLAN,
    "investments.carried_from": INNER,
    "customer_balance": PLAN,
    "actions": PLAN,
    "actions.carried_from": INNER,
    "decisions": PLAN,
    "decisions.step": OF_THE_DAY,
    "parking": PLAN,
    "parking.step": OF_THE_DAY,
    "parking.carried_from": INNER,
    "observations": PLAN,
    "observations.observed_on": BACKGROUND,
    "observations.since": BACKGROUND,
    "observations.segments": BACKGROUND,
    "observations.event_types": BACKGROUND,
    "observations.imported": BACKGROUND,
    "observations.together": BACKGROUND,
    "imports": OF_FILES,
    "imports.file": BACKGROUND,
    "rejects": OF_FILES,
    "months": BACKGROUND,
    "months.imported": OF_FILES,
    "months.together": OF_FILES,
    "reviews": PLAN,
    "expectation_signals": PLAN,
    "innovations": PLAN,
    "redefinition_triggers": PLAN,
    "commitments": PLAN,
    "notes": PRIVATE,
    "gate_overrides": PLAN,
    "gate_overrides.at": OF_THE_DAY,
    "steps": BACKGROUND,
    "time_log": OF_THE_DAY,
    "failures_met": OF_THE_DAY,
    "agenda_items": OF_THE_DAY,
    "checkins": PLAN,
    "checkins.text": ("plan", "check-30", "check-90"),
    "checkins.open_then": INNER,
    "checkin_lines": AT_CHECK_INS,
    "checkin_lines.due_before": PLAN,
    "moods": OF_THE_DAY,
    "unread": UNREAD,
    "set_aside": SET_ASIDE,
}
"""By table, and by field where it differs: a new field is printed where its table is, or has a row here."""


def _fields(**tables: str) -> tuple[str, ...]:
    """Fields by table, each as table.field."""
    return tuple(f"{table}.{field}" for table, fields_ in tables.items() for field in fields_.split())


ALSO: dict[str, tuple[str, ...]] = {
    "board": _fields(
        workshop="title",
        organisation="name",
        measures="name unit",
        rounds="label started_on closed_on next_review_on",
        vision="benefit",
        choices="text gives_up",
        investments="title customer_value owner_value total_eur horizon_months status",
        decisions="text",
        touchpoint_states="level_basis",
        ownerships="resolve_by",
        cx_lead="accountable resolve_by decider mandate.cross_function_authority",
        observations="measure value n k mean sd promoters passives detractors",
    ),
    "mail": _fields(
        workshop="title facilitator",
        people="name",
        touchpoints="name",
        measures="name owner first_value_by",
        goals="follows_up",
        leader_contacts="last next",
        ownerships=(
            "mandate.decision_rights accountable accepted_on resolve_by "
            "mandate.budget_eur_per_year mandate.horizon_years reward.type reward.measures "
            "reward.proposer reward.propose_by"
        ),
        cx_lead=(
            "mandate.decision_rights accountable accepted_on resolve_by decider "
            "mandate.budget_eur_per_year mandate.horizon_years reward.type reward.proposer reward.propose_by"
        ),
        objections="touchpoint by text status",
        enablers="text owner due_on",
        actions="title owner due_on touchpoint",
        decisions="text decided_by review_on",
        innovations="text owner status decide_by",
        investments="title total_eur status",
        parking="text owner by status",
        commitments="text person by",
        rounds="started_on next_review_on decider",
    ),
    "partner": _fields(
        organisation="name",
        people="name",
        partners="name delivers",
        touchpoints="name",
        measures="name unit cadence_days",
        vision="benefit",
        goals="text touchpoint measure baseline target due_on",
        ownerships=(
            "frontline_authority.text accountable frontline_authority.limit_eur "
            "partner_checks.goal_shared partner_checks.measure_visible_to_both "
            "partner_checks.joint_review_on partner_checks.briefed_on_promise "
            "partner_checks.on_failure"
        ),
        observations="measure value n k mean sd promoters passives detractors",
    ),
    "kpi-wall": _fields(
        organisation="name",
        people="name",
        measures="name unit owner",
        experience_goals="target",
        goals="target",
        observations="measure observed_on value n k mean sd promoters passives detractors",
    ),
    "check-30": _fields(
        workshop="title",
        organisation="name",
        people="name",
        touchpoints="name",
        rounds="label started_on closed_on next_review_on convener",
        enablers="text owner due_on",
        actions="title owner due_on touchpoint",
        ownerships="accountable resolve_by",
        commitments="text person by",
    ),
    "check-90": _fields(
        workshop="title",
        organisation="name",
        people="name",
        touchpoints="name",
        measures="name unit owner",
        rounds="label started_on closed_on next_review_on",
        experience_goals="target",
        goals="text touchpoint target",
        ownerships="mandate.decision_rights accountable resolve_by",
        enablers="text owner due_on",
        actions="title owner due_on touchpoint",
        redefinition_triggers="text",
        observations="measure value n k mean promoters detractors",
        commitments="text person by",
    ),
    "briefing": _fields(
        workshop="facilitator",
        organisation="name",
        people="name seniority_rank",
        rounds="agenda started_on participants voice_of_customer decider",
        cx_lead="sponsor",
    ),
    "preparation": _fields(
        organisation="name",
        rounds="agenda started_on voice_of_customer",
        touchpoint_states="role",
        letters="printed",
    ),
    "ballots": _fields(
        organisation="name",
        people="name role",
        touchpoints="name",
        rounds="label",
        letters="person",
    ),
    "goal-cards": _fields(
        partners="name",
        stages="label",
        touchpoints="name stage partner",
        measures="name unit",
        touchpoint_states="level_now level_basis basis_reason",
        observations="measure value n k mean sd promoters passives detractors",
    ),
    "log": _fields(
        organisation="name",
        workshop="title facilitator",
        people="name role",
        touchpoints="name",
        measures="name",
        rounds=(
            "label agenda started_on closed_on participants voice_of_customer decider next_review_on convener"
        ),
        decisions="text step decided_by decided_on contradicts_evidence",
        parking="text step owner by status",
        gate_overrides="reason by at",
        agenda_items="name planned_min left_out began_at is_done",
        landing="ground_rules_accepted",
        ballots="sealed_at revealed_at",
        observations="measure n promoters passives detractors",
        steps="state passed_on",
        time_log="planned_min used_min",
        failures_met="step failure",
        moods="at step hands_1 hands_2 hands_3 hands_4 hands_5",
    ),
}
"""What other documents print, by document; of a withheld field it is where it stands all the same."""


def where(table: str, field: str) -> tuple[str, ...] | Withheld | Counted:
    """Where a field is printed. The id of a row never is."""
    if field == "id":
        return INNER
    place = WHERE.get(f"{table}.{field}", WHERE[table])
    also = tuple(name for name, printed in ALSO.items() if f"{table}.{field}" in printed)
    if isinstance(place, Counted) or not also:
        return place
    return also if isinstance(place, Withheld) else (*place, *also)
