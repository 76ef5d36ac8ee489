"""Where each recorded field is printed, or why it is in no document: one table, which a test keeps true."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES


class Withheld(NamedTuple):
    """A field that no document prints."""

    reason: str


class Counted(NamedTuple):
    """Answers that documents print as counts, medians and ranges only."""

    documents: tuple[str, ...]


PRIVATE = Withheld("the facilitator's own: no document has it")
BLIND = Withheld("given blindly: it would tell whose answer is whose")
OF_THE_DAY = Withheld("how the day went: for the facilitator alone")
AT_CHECK_INS = Withheld("said at a check-in: the plan says how many were met, slipped and dropped")
INNER = Withheld("how the program keeps the record together")
PLACED = Withheld("decides which rows and words are printed, and is not printed itself")
UNREAD = Withheld("words that were not understood")

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
    "measures.unit": ("plan", "ballot"),
    "measures.cadence_days": PLAN,
    "measures.owner": PLAN,
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
    "checkin_lines": AT_CHECK_INS,
    "moods": OF_THE_DAY,
    "unread": UNREAD,
}
"""By table, and by field where it differs: a new field is printed where its table is, or has a row here."""


def where(table: str, field: str) -> tuple[str, ...] | Withheld | Counted:
    """Where a field is printed. The id of a row never is."""
    if field == "id":
        return INNER
    return WHERE.get(f"{table}.{field}", WHERE[table])


def printed_table() -> str:
    """The table as the page of the documents has it, in English."""
    lines = ["| of | | printed in |", "|---|---|---|"]
    for table, record in TABLES.items():
        groups: dict[str, list[str]] = {}
        for field in fields(table):
            if field != "id":
                label = field_of(table, field).kind.label.rpartition("\x04")[2]
                groups.setdefault(_words(where(table, field)), []).append(label)
        for words, labels in groups.items():
            what = "everything" if len(groups) == 1 else ", ".join(labels)
            lines.append(f"| {record.table.label} | {what} | {words} |")
    return "\n".join(lines)


def _words(place: tuple[str, ...] | Withheld | Counted) -> str:
    if isinstance(place, Withheld):
        return f"nowhere: {place.reason}"
    if isinstance(place, Counted):
        return f"{_named(place.documents)}, as counts, medians and ranges only"
    return _named(place)


def _named(documents: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in documents)
