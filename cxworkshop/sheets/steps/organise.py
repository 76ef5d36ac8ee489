"""The lists of 3 Organise: who carries responsibility in practice, who from today, and with what mandate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from cxworkshop.language import N_, NC_, Words, say
from cxworkshop.method import mandates
from cxworkshop.method.lookup import ownership_of
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, deep, form
from cxworkshop.sheets.steps.blind import FUNCTIONS, VALUES
from cxworkshop.sheets.steps.carrying import BY_FUNCTION, BY_PERSON
from cxworkshop.sheets.steps.cells import (
    PERSON,
    TOUCHPOINT,
    agreed,
    dots,
    in_practice,
    mandate,
    responsibility_note,
    touchpoint_rows,
)


def owner(reading: Reading, row: Row) -> Cell:
    """The person accountable from today."""
    ownership = reading.session.find("ownerships", row["touchpoints"].id)
    name = getattr(ownership, "accountable", None)
    text = reading.session.name_of("people", name) if name else "–"
    return Cell(text, "" if name else "muted", reading.session.short_name_of(name) if name else "")


def partner_score(reading: Reading, row: Row) -> Cell:
    """A dot each where a partner delivers: own person, shared goal, visible figure, dated review."""
    score = mandates.partner_score(reading.session, row["touchpoints"].id)
    if score is None:
        return Cell()
    return Cell(dots(score, 4), "good" if score == 4 else "unclear" if score >= 2 else "bad")


def mandate_note(reading: Reading, row: Row) -> Words:
    """What the mandate lacks, what its horizon means, and a caution about the reward."""
    session, touchpoint = reading.session, row["touchpoints"].id
    terms = ownership_of(session, touchpoint).mandate
    years = terms.horizon_years
    remarks: list[Words] = []
    if not terms.decision_rights.strip():
        remarks.append(say("Decision rights are still to be agreed."))
    if terms.budget_eur_per_year == 0:
        remarks.append(say("No money."))
    if years is not None and not mandates.is_long(terms, session.organisation.sector):
        remarks.append(say("A quarter is not a mandate."))
    elif years is not None:
        remarks += [words for applies, words in _HORIZONS if applies(years)][:1]
    if touchpoint in mandates.reward_caution(session):
        remarks.append(
            say("A bonus here follows too few answers, too many measures, or a measure of something else.")
        )
    return " ".join(str(words) for words in remarks)


_HORIZONS: tuple[tuple[Callable[[float], bool], Words], ...] = (
    (lambda years: years < 2, say("Shorter than the change: two to three years are usual.")),
    (lambda years: years > 3, say("More than three years: agree on a checkpoint.")),
)
"""What a horizon in years means that is a mandate (method D.6); the first that applies is shown."""


def leaders(session: Session) -> list[Row]:
    """Rows of the leadership team, each with their customer contacts."""
    return [
        {"person": Place("people", person.id), "leader_contacts": Place("leader_contacts", person.id)}
        for person in session.people
        if person.leadership_team and not person.left_on
    ]


def new_objection(session: Session, on: date) -> dict[str, Any]:
    """The first values of an objection: it is open."""
    return {"status": "open"}


CONTACTS = SheetPlan(
    "contacts",
    N_("Customer contacts"),
    (
        PERSON,
        Column("leader_contacts.last", NC_("column", "Last contact"), width=14, importance=8),
        Column("leader_contacts.next", NC_("column", "Next contact"), width=14, importance=9),
    ),
    rows=leaders,
    empty=N_("Leaders are marked on the landing, in Participants: column Leader."),
    elsewhere=N_("The rows are the leadership team; mark them in Participants on the landing."),
)

_ROWS = touchpoint_rows("ownerships")

PLANS = (
    SheetPlan(
        "responsibility",
        N_("Responsibility"),
        (
            TOUCHPOINT,
            Column("ownerships.formal_owner", width=11, weight=1, importance=7),
            Column(in_practice, N_("In practice"), width=18, importance=8),
            Column("ownerships.accountable", width=13, weight=1, importance=9),
            Column("ownerships.accepted_on", N_("Yes on"), width=11, importance=8),
            Column(agreed, N_("Agreed"), width=17, importance=6),
            Column("ownerships.resolve_by", width=11, importance=5),
            Column(mandate, N_("Mandate"), width=7, importance=4),
            Column("touchpoints.delivered_by", width=11, importance=3),
        ),
        rows=_ROWS,
        views=("card", "map"),
        note=responsibility_note,
        empty=N_("Responsibility is agreed for touchpoints: add them in 1 Define."),
        elsewhere=N_("The rows are the touchpoints; add them in 1 Define."),
    ),
    SheetPlan(
        "mandates",
        N_("Mandates"),
        (
            TOUCHPOINT,
            Column(owner, N_("Accountable"), width=13, weight=1, importance=8),
            Column("ownerships.mandate.decision_rights", width=18, weight=3, importance=9),
            Column("ownerships.mandate.budget_eur_per_year", N_("Budget/year"), width=11, importance=9),
            Column("ownerships.mandate.horizon_years", width=9, importance=9),
            Column("ownerships.reward.type", width=12, importance=5),
            Column(
                "ownerships.reward.measures",
                NC_("column", "Reward follows"),
                width=12,
                weight=1,
                importance=4,
            ),
            Column(mandate, N_("Mandate"), width=8, importance=6),
            Column("ownerships.responsible_team", width=12, weight=1, importance=2),
        ),
        rows=_ROWS,
        views=("card",),
        note=mandate_note,
        empty=N_("Mandates belong to touchpoints: add them in 1 Define."),
        elsewhere=N_("The rows are the touchpoints; add them in 1 Define."),
    ),
    SheetPlan(
        "frontline",
        N_("Frontline and partners"),
        (
            TOUCHPOINT,
            Column(
                "ownerships.frontline_authority.text",
                NC_("column", "May decide alone"),
                width=18,
                weight=3,
                importance=9,
            ),
            Column("ownerships.frontline_authority.limit_eur", N_("Up to"), width=9, importance=8),
            Column("touchpoints.delivered_by", width=11, importance=3),
            Column("ownerships.partner_checks.goal_shared", width=12, importance=6),
            Column(
                "ownerships.partner_checks.measure_visible_to_both",
                N_("Shared figure"),
                width=13,
                importance=6,
            ),
            Column(
                "ownerships.partner_checks.joint_review_on",
                NC_("column", "Joint review"),
                width=12,
                importance=6,
            ),
            Column("ownerships.partner_checks.briefed_on_promise", N_("Briefed"), width=8, importance=4),
            Column(partner_score, N_("Partner"), width=7, importance=7),
            Column(
                "ownerships.partner_checks.on_failure",
                width=16,
                weight=2,
                importance=2,
                when=deep("ownerships.partner_checks.on_failure"),
            ),
        ),
        rows=_ROWS,
        views=("card",),
        empty=N_("These belong to touchpoints: add them in 1 Define."),
        elsewhere=N_("The rows are the touchpoints; add them in 1 Define."),
    ),
    SheetPlan(
        "objections",
        N_("Objections"),
        (
            Column("objections.touchpoint", width=16, weight=1, importance=10),
            Column("objections.by", width=14, weight=1, importance=8),
            Column("objections.text", width=20, weight=3, importance=9),
            Column("objections.status", width=9, importance=7),
            Column("objections.settled_on", width=12, importance=4),
        ),
        table="objections",
        start=new_objection,
        empty=N_(
            "Nobody has objected. An open objection keeps a responsibility contested until it is "
            "settled. {add} adds one."
        ),
    ),
    form(
        "lead",
        N_("The whole"),
        "cx_lead.accountable",
        "cx_lead.title",
        "cx_lead.accepted_on",
        "cx_lead.resolve_by",
        "cx_lead.decider",
        "cx_lead.sponsor",
        "cx_lead.model",
        "cx_lead.mandate.decision_rights",
        "cx_lead.mandate.budget_eur_per_year",
        "cx_lead.mandate.horizon_years",
        "cx_lead.mandate.cross_function_authority",
        "cx_lead.remit.coordination",
        "cx_lead.remit.touchpoint_management",
        "cx_lead.remit.competence_development",
        "cx_lead.reward.type",
        "cx_lead.reward.measures",
        "cx_lead.reward.proposer",
        "cx_lead.reward.propose_by",
        "cx_lead.external_help",
    ),
    SheetPlan(
        "processes",
        N_("Processes"),
        (
            TOUCHPOINT,
            Column("touchpoints.process", width=20, weight=3, importance=9),
            Column("touchpoint_states.process_level", N_("Level"), width=16, importance=8),
            Column(
                "touchpoint_states.process_owner", NC_("process", "Owner"), width=14, weight=1, importance=8
            ),
        ),
        rows=touchpoint_rows("touchpoint_states"),
        empty=N_("Processes stand behind touchpoints: add them in 1 Define."),
        elsewhere=N_("The rows are the touchpoints; add them in 1 Define."),
    ),
    SheetPlan(
        "enablers",
        N_("Enablers"),
        (
            Column("enablers.text", width=18, weight=4, importance=10),
            Column("enablers.kind", width=13, weight=1, importance=7),
            Column("enablers.function", width=13, weight=1, importance=6),
            Column("enablers.owner", width=13, weight=1, importance=8),
            Column("enablers.due_on", width=12, importance=8),
            Column("enablers.status", width=8, importance=4),
            Column("enablers.goals", width=12, weight=1, importance=3, when=deep("enablers.goals")),
            Column("enablers.note", width=12, weight=1, importance=2),
        ),
        table="enablers",
        empty=N_(
            "What makes it possible? Recruit for the will to serve, then train the skill. {add} adds "
            "an enabler."
        ),
    ),
    FUNCTIONS,
    VALUES,
    BY_PERSON,
    BY_FUNCTION,
    CONTACTS,
)
