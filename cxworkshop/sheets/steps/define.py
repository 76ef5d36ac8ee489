"""The lists of 1 Define: what is owed to the customer, and by which facts where we are today."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, NC_, Words, _, number, say
from cxworkshop.method import derived, perceptions
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, form, row_of
from cxworkshop.sheets.steps.blind import DOTS, few_words
from cxworkshop.sheets.steps.cells import TOUCHPOINT, figure, touchpoint_rows


def new_touchpoint(session: Session, on: date) -> dict[str, Any]:
    """The first values of a touchpoint: the stage of the last one, as a map is drawn along the journey."""
    start: dict[str, Any] = {"added_round": session.round.number}
    if session.touchpoints and session.touchpoints[-1].stage:
        start["stage"] = session.touchpoints[-1].stage
    return start


def score(reading: Reading, row: Row) -> Cell:
    """Importance times the gap; "measure first" where the level is unknown."""
    priority = derived.priority_score(reading.session, row["touchpoints"].id)
    return Cell(_("measure first"), "unclear") if priority is None else Cell(number(priority, 1), "muted")


def guessed_measures(session: Session) -> list[Row]:
    """Rows of the measures that leaders guessed."""
    measures = {guess.measure for guess in session.round.guesses}
    return [row_of(measure.id, "measures") for measure in session.measures if measure.id in measures]


def measure_name(reading: Reading, row: Row) -> Cell:
    """The name of the measure."""
    return Cell(reading.session.name_of("measures", row["measures"].id))


def guess(reading: Reading, row: Row) -> Cell:
    """The median of the guesses and their range, from so many on that they do not tell whose they are."""
    perception = perceptions.perception(reading.session, row["measures"].id)
    if perception is None:
        return Cell()
    if not perception.may_be_shown:
        return Cell(_("too few"), "muted")
    return Cell(f"{number(perception.median)} ({number(perception.low)}…{number(perception.high)})")


def measured(reading: Reading, row: Row) -> Cell:
    """What customers said, with its margin."""
    perception = perceptions.perception(reading.session, row["measures"].id)
    text = figure(perception.measured) if perception else ""
    return Cell(text, short=text.partition(", n ")[0])


VERDICTS = {
    "overestimate": ("↑", N_("too high"), "bad"),
    "underestimate": ("↓", N_("too low"), "contested"),
    "within_margin": ("=", N_("within the margin"), "good"),
}
"""The sign, word and tone of a guess."""


def verdict(reading: Reading, row: Row) -> Cell:
    """Whether the guess was too high, too low or within the margin."""
    perception = perceptions.perception(reading.session, row["measures"].id)
    if perception is not None and not perception.may_be_shown:
        return Cell(_("too few"), "muted")
    if perception is None or perception.verdict not in VERDICTS:
        return Cell(_("no figure yet"), "muted")
    sign, words, tone = VERDICTS[perception.verdict]
    return Cell(f"{sign} {_(words)}", tone)


def gap_note(reading: Reading, row: Row) -> Words:
    """How many guessed above and below the figure of customers."""
    perception = perceptions.perception(reading.session, row["measures"].id)
    if perception is not None and not perception.may_be_shown:
        return few_words()
    if perception is None or perception.verdict not in VERDICTS:
        return say(
            "Customers' figure is missing: add an observation in 5 Measure, or an action that starts "
            "measuring."
        )
    return say(
        "{over} of {k} guessed above what customers said, {under} below.",
        over=perception.over,
        k=perception.k,
        under=perception.under,
    )


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
        "vision.still_true_on",
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
            Column("touchpoint_states.evidence", width=10, weight=1, importance=1),
        ),
        rows=touchpoint_rows("touchpoint_states", in_scope=False),
        views=("journey", "matrix"),
        empty=N_("Levels are given to touchpoints: add them in the list before this one."),
        elsewhere=N_("The rows are the touchpoints; add them in Touchpoints."),
    ),
    DOTS,
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
        ),
        table="evidence",
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
    ),
    SheetPlan(
        "gap",
        N_("Guess and measured"),
        (
            Column(measure_name, N_("Measure"), width=20, weight=3, importance=10),
            Column(guess, N_("Guess"), width=12, importance=9),
            Column(measured, N_("Customers said"), width=16, weight=1, importance=9),
            Column(verdict, N_("The guess was"), width=20, importance=8),
        ),
        rows=guessed_measures,
        note=gap_note,
        empty=N_(
            "Guesses are keyed in on the landing, in Answer slips; what customers said comes from 5 Measure."
        ),
        elsewhere=N_("This list is computed from the guesses and the observations."),
        ballot="guesses",
    ),
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
