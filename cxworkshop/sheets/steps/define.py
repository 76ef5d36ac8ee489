"""The lists of 1 Define: what is owed to the customer, and by which facts where we are today."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.commands import keyed
from cxworkshop.language import N_, NC_, Words, _, number, say
from cxworkshop.method import derived, facts, figures, goals
from cxworkshop.method.day import is_deep
from cxworkshop.method.facts import telling
from cxworkshop.method.facts.following import doubt
from cxworkshop.method.flaws import flaw_at
from cxworkshop.method.own_words import own_word
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.model.vision import ExperienceGoal
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, form, row_of
from cxworkshop.sheets.steps.blind import DOTS
from cxworkshop.sheets.steps.cells import TOUCHPOINT, touchpoint_rows
from cxworkshop.sheets.steps.guessed import GUESSED


def new_touchpoint(session: Session, on: date) -> dict[str, Any]:
    """The first values of a touchpoint: the stage of the last one, as a map is drawn along the journey."""
    start: dict[str, Any] = {"added_round": session.round.number}
    if session.touchpoints and session.touchpoints[-1].stage:
        start["stage"] = session.touchpoints[-1].stage
    return start


def touchpoint_note(reading: Reading, row: Row) -> Words:
    """That a touchpoint is called what the house calls it."""
    name = reading.session.name_of("touchpoints", row["touchpoints"].id)
    word = own_word(reading.session, name)
    return say("“{word}” is a name of yours: what does the customer do or meet?", word=word) if word else ""


def experience_goal_note(reading: Reading, row: Row) -> Words:
    """What is wrong with the target or the day of a goal for the whole; mostly empty."""
    goal = record_at(reading.session, row["experience_goals"])
    flaws = goals.flaws(reading.session, goal, reading.on) if isinstance(goal, ExperienceGoal) else []
    return flaws[0] if flaws else ""


def score(reading: Reading, row: Row) -> Cell:
    """Importance times the gap; "measure first" where the level is unknown, "tied" where the room chooses."""
    priority = derived.priority_score(reading.session, row["touchpoints"].id)
    if priority is None:
        return Cell(_("measure first"), "unclear")
    if row["touchpoints"].id in derived.ranking(reading.session).tied:
        return Cell(f"{number(priority, 1)} {_('tied')}", "unclear")
    return Cell(number(priority, 1), "muted")


def ground(reading: Reading, row: Row) -> Cell:
    """What the mark of a level rests on, or what it lacks."""
    touchpoint = row["touchpoints"].id
    found = facts.standing(reading.session, touchpoint, reading.on)
    words = telling.words_at_cell(reading.session, touchpoint, reading.on)
    is_doubted = found.is_claim or doubt(reading.session, touchpoint, reading.on) is not None
    return Cell(words, "bad" if is_doubted else "muted")


def _from_the_frontline(reading: Reading) -> Words:
    """How much of the evidence comes from those who meet customers, where there is time for that."""
    if not is_deep(reading.session):
        return ""
    share = figures.from_the_frontline(reading.session)
    return say("From the frontline: {n} of {of} pieces of evidence.", n=share.count, of=share.of)


def level_note(reading: Reading, row: Row) -> Words:
    """What the level under the cursor rests on; one that could be a fact is offered, never made by itself."""
    if flaw := flaw_at(reading.session, row["touchpoint_states"].at("level_target"), reading.on):
        return flaw
    if row["touchpoints"].id in derived.ranking(reading.session).tied:
        return derived.tie_words(reading.session)
    words = telling.words_at_cell(reading.session, row["touchpoints"].id, reading.on)
    words = words[:1].upper() + words[1:]
    found = facts.standing(reading.session, row["touchpoints"].id, reading.on)
    if not found.is_claim or found.reason == "on_somebodys_word":
        return words
    return keyed(N_("{words}. {open_record}, Fact all the same: your reason, if it is one."), words=words)


def evidence_note(reading: Reading, row: Row) -> Words:
    """Why a piece of evidence is no fact, or what is asked of a fact."""
    record = record_at(reading.session, row["evidence"])
    if not isinstance(record, Evidence):
        return _from_the_frontline(reading)
    words = telling.evidence_words(reading.session, record, reading.on)
    return " ".join(filter(None, (words, str(_from_the_frontline(reading)))))


PLANS = (
    form(
        "vision",
        N_("Vision"),
        "vision.definition",
        "vision.value",
        "vision.experience",
        "vision.benefit",
        "vision.distinctive",
        "vision.profitable",
        "vision.customers_asked",
        "vision.customers_asked_n",
        "vision.customers_answered",
        "vision.still_true_on",
        only_deep=("vision.customers_answered",),
    ),
    SheetPlan(
        "touchpoints",
        N_("Touchpoints"),
        (
            Column("touchpoints.name", width=18, weight=4, importance=10),
            Column("touchpoints.stage", width=12, weight=1, importance=9),
            Column("touchpoints.channel", width=12, weight=1, importance=8),
            Column("touchpoints.delivered_by", width=12, importance=8),
            Column("touchpoints.partner", width=12, weight=1, importance=7),
            Column("touchpoints.element", width=12, weight=1, importance=5),
            Column("touchpoints.last_metre", width=11, importance=2),
            Column("touchpoints.process", width=14, weight=1, importance=1),
        ),
        table="touchpoints",
        rows=lambda session: [
            row_of(tp.id, "touchpoints") for tp in session.touchpoints if tp.retired_round is None
        ],
        start=new_touchpoint,
        note=touchpoint_note,
        empty=N_(
            "No touchpoints yet. What does a customer do or meet, from the first glance to coming "
            "back? {add} adds the first."
        ),
    ),
    SheetPlan(
        "levels",
        N_("Levels and roles"),
        (
            TOUCHPOINT,
            Column("touchpoint_states.role", width=14, importance=8),
            Column("touchpoint_states.importance", N_("Import."), width=7, importance=7),
            Column("touchpoint_states.level_now", width=9, weight=1, importance=9),
            Column("touchpoint_states.level_basis", width=13, importance=9),
            Column("touchpoint_states.level_target", N_("Aim"), width=11, weight=1, importance=8),
            Column(score, N_("Score"), width=10, importance=3),
            Column("touchpoint_states.priority", width=8, importance=6),
            Column("touchpoint_states.in_scope", width=8, importance=2),
            Column("touchpoint_states.experience_trend", width=13, importance=1),
            Column("touchpoint_states.buying_trend", width=10, importance=1),
            Column(ground, N_("Ground"), width=14, weight=2, importance=2),
            Column("touchpoint_states.evidence", width=10, weight=1, importance=1),
            Column("touchpoint_states.basis_reason", width=12, weight=1, importance=1),
        ),
        rows=touchpoint_rows("touchpoint_states", in_scope=False),
        views=("journey", "matrix"),
        note=level_note,
        empty=N_("Levels are given to touchpoints: add them in the list before this one."),
        elsewhere=N_("The rows are the touchpoints; add them in Touchpoints."),
    ),
    DOTS,
    SheetPlan(
        "factors",
        N_("Factors"),
        (
            Column("factors.text", width=18, weight=2, importance=10),
            Column("factors.role", width=16, importance=9),
            Column("factors.state", width=20, weight=4, importance=8),
        ),
        table="factors",
        empty=N_(
            "What do customers choose you for, or take for granted, that is no touchpoint: certainty, one "
            "named contact? {add} adds a factor."
        ),
    ),
    SheetPlan(
        "evidence",
        N_("Evidence"),
        (
            Column("evidence.statement", width=18, weight=3, importance=10),
            Column("evidence.source_type", width=16, importance=8),
            Column("evidence.kind", N_("Basis"), width=12, importance=7),
            Column("evidence.n", N_("n"), width=6, importance=6),
            Column("evidence.conclusion", width=16, weight=2, importance=7),
            Column("evidence.collected_on", width=12, importance=5),
            Column("evidence.touchpoints", width=12, weight=1, importance=3),
            Column("evidence.period", width=12, importance=2),
        ),
        table="evidence",
        note=evidence_note,
        empty=N_(
            "Who says so? Customers, our own data, or us? {add} adds a piece of evidence with its "
            "number and what follows from it."
        ),
    ),
    SheetPlan(
        "experience_goals",
        N_("Experience goals"),
        (
            Column("experience_goals.text", width=14, weight=4, importance=10),
            Column("experience_goals.measure", width=14, weight=2, importance=7),
            Column("experience_goals.target", width=8, importance=8),
            Column("experience_goals.due_on", width=12, importance=8),
            Column(
                "experience_goals.business_link",
                NC_("column", "Business link"),
                width=14,
                weight=2,
                importance=6,
            ),
            Column("experience_goals.distinctive", width=11, importance=3),
        ),
        table="experience_goals",
        empty=N_(
            "One to five goals for the whole: what will be true for the customer, by when? {add} adds "
            "the first."
        ),
        note=experience_goal_note,
    ),
    GUESSED,
    SheetPlan(
        "partners",
        N_("Partners"),
        (
            Column("partners.name", width=18, weight=2, importance=10),
            Column("partners.delivers", width=16, weight=2, importance=8),
            Column("partners.cx_terms_in_contract", width=14, importance=5),
            Column("partners.contract_review_on", width=15, importance=6),
            Column("partners.influences", width=14, weight=1, importance=4),
            Column("partners.contact", width=12, weight=1, importance=3),
        ),
        table="partners",
        rows=lambda session: [row_of(s.id, "partners") for s in session.partners if s.retired_round is None],
        empty=N_("In whose hands does the customer meet you? {add} adds a partner."),
    ),
    SheetPlan(
        "stages",
        N_("Stages"),
        (
            Column("stages.label", width=20, weight=1, importance=10),
            Column("stages.decision_point", width=15, importance=8),
        ),
        table="stages",
        rows=lambda session: [row_of(s.id, "stages") for s in session.stages if s.retired_round is None],
        empty=N_("Three to nine stages, in the order the customer meets them. {add} adds the first."),
    ),
)
