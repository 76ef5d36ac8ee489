"""The lists of 6 Redefine: a verdict on each goal, what customers expect now, and the next climb."""

from __future__ import annotations

from datetime import date
from math import inf
from typing import Any

from cxworkshop.language import N_, Words, _, say
from cxworkshop.method import baselines, goals, intervals
from cxworkshop.model.actions import Parking
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, form, row_of
from cxworkshop.sheets.steps.cells import known

SIGNS = {
    "met": ("✓", "good"),
    "met_uncertain": ("~✓", "good"),
    "missed_uncertain": ("~✗", "contested"),
    "missed": ("✗", "bad"),
    "unmeasured": ("", "muted"),
    "held": ("=", "good"),
    "moved": ("✗", "contested"),
    "wrong_way": ("!", "bad"),
    "past_day": ("!", "bad"),
}
"""The sign and the tone of how a goal stands by its figure; of one that is not due yet only what is met."""
AT_ONCE = goals.REACHED | {"wrong_way", "past_day"}
"""The verdicts that are shown before the day of the goal has come."""


def sign_of(attainment: goals.Attainment) -> tuple[str, str]:
    """The sign and the tone of how a goal stands; empty while there is time left."""
    is_judged = attainment.due_passed or attainment.verdict in AT_ONCE
    return SIGNS[attainment.verdict] if is_judged else ("", "")


def reviewed_goals(session: Session) -> list[Row]:
    """Rows of the goals of the round, each with its review: those that have come least far first, then those
    of which no figure tells."""

    def least_far(goal: Goal) -> float:
        way = goals.progress(intervals.reading(session, goal.measure).value, goal.baseline, goal.target)
        return inf if way is None else way

    return [row_of(goal.id, "goals", "reviews") for goal in sorted(session.round.goals, key=least_far)]


def then_and_now(reading: Reading, row: Row) -> Cell:
    """Whether the newest figure of the goal meets its target; its baseline, that figure and its margin."""
    from cxworkshop.documents import figure_text

    goal = record_at(reading.session, row["goals"])
    measure = reading.session.find("measures", goal.measure or "") if isinstance(goal, Goal) else None
    if not isinstance(goal, Goal) or not isinstance(measure, Measure):
        return Cell("–", "muted")
    attainment = goals.attainment_of(known(reading), goal, reading.on)
    sign, tone = sign_of(attainment)
    then = figure_text.amount(measure, goal.baseline) or "–"
    if not baselines.has_new_figure(known(reading), goal, reading.session.round.started_on):
        return Cell(_("{figure}, no new figure").format(figure=then), "muted")
    now = figure_text.with_spread(measure, attainment.figure) or "–"
    return Cell(f"{sign} {then} → {now}".strip(), tone)


def goal_name(reading: Reading, row: Row) -> Cell:
    """The name of the goal under review."""
    return Cell(reading.session.name_of("goals", row["goals"].id))


def review_note(reading: Reading, row: Row) -> Words:
    """The target of the goal, and how close the newest figure is to it."""
    from cxworkshop.documents import figure_text

    goal = record_at(reading.session, row["goals"])
    measure = reading.session.find("measures", goal.measure or "") if isinstance(goal, Goal) else None
    if not isinstance(goal, Goal) or not isinstance(measure, Measure):
        return say("No measure tells whether this came true.")
    attainment = goals.attainment_of(known(reading), goal, reading.on)
    now = figure_text.newest_figure(known(reading), measure) or _("not measured")
    if goal.target is None:
        return say("{measure}: {now}.", measure=measure.name_shown, now=now)
    if not baselines.has_new_figure(known(reading), goal, reading.session.round.started_on):
        return say(
            "{measure}: {now}, target {target}. No new figure since the round began: 5 Measure, "
            "Observations, takes one.",
            measure=measure.name_shown,
            now=now,
            target=figure_text.amount(measure, goal.target),
        )
    verdict = figure_text.verdict_words(attainment)
    words = say(
        "{measure}: {now}, target {target}: {verdict}.",
        measure=measure.name_shown,
        now=now,
        target=figure_text.amount(measure, goal.target),
        verdict=verdict,
    )
    if attainment.verdict in ("met_uncertain", "missed_uncertain"):
        return say("{words} ~: chance could explain it.", words=words)
    return words


def new_signal(session: Session, on: date) -> dict[str, Any]:
    """The first values of a signal: heard today."""
    return {"recorded_on": on}


def new_item(session: Session, on: date) -> dict[str, Any]:
    """The first values of a parked item: parked in this step."""
    return {"step": "redefine"}


def parked_note(reading: Reading, row: Row) -> Words:
    """What the closing requires of the parking lot; of a thing that was moved, where it is now."""
    item = record_at(reading.session, row["parking"])
    if isinstance(item, Parking) and item.status == "moved_to_action":
        if any(action.title == item.text for action in reading.session.round.actions):
            return say("It is an action now, in 4 Implement, with its owner and its date.")
        return say("No action has this text: write it in 4 Implement.")
    return say("Each item gets an owner and a date, or is dropped.")


PARKING = SheetPlan(
    "parking",
    N_("Parking lot"),
    (
        Column("parking.text", width=20, weight=4, importance=10),
        Column("parking.raised_by", width=12, weight=1, importance=4),
        Column("parking.owner", width=12, weight=1, importance=8),
        Column("parking.by", width=12, importance=8),
        Column("parking.status", width=10, weight=1, importance=7),
        Column("parking.step", width=10, importance=2),
        Column("parking.touchpoint", width=12, weight=1, importance=2),
    ),
    table="parking",
    start=new_item,
    note=parked_note,
    empty=N_("Nothing is parked. {park} parks a thing from anywhere, with a name."),
)

PLANS = (
    form("next", N_("Next climb"), "rounds.next_review_on", "rounds.convener", "redefinition_triggers.text"),
    SheetPlan(
        "reviews",
        N_("Reviews of goals"),
        (
            Column(goal_name, N_("Goal"), width=20, weight=3, importance=10),
            Column(then_and_now, N_("Then → now"), width=21, importance=9),
            Column("reviews.verdict", width=9, importance=9),
            Column("reviews.result", width=14, weight=1, importance=9),
            Column("reviews.cause", width=12, weight=1, importance=7),
            Column("reviews.text", width=16, weight=3, importance=8),
            Column("reviews.own_action", N_("Our own part"), width=14, weight=1, importance=4),
        ),
        rows=reviewed_goals,
        views=("progress",),
        note=review_note,
        empty=N_("Goals are reviewed when the team comes back; they are set in 2 Develop."),
        elsewhere=N_("The rows are the goals of this round."),
    ),
    SheetPlan(
        "redefinition_triggers",
        N_("Triggers"),
        (Column("redefinition_triggers.text", width=30, weight=1, importance=10),),
        table="redefinition_triggers",
        empty=N_("What event would make you climb again before the agreed date? {add} adds one."),
    ),
    SheetPlan(
        "expectation_signals",
        N_("Expectation signals"),
        (
            Column("expectation_signals.text", width=24, weight=4, importance=10),
            Column("expectation_signals.source", width=14, weight=2, importance=8),
            Column("expectation_signals.direction", width=9, importance=7),
            Column("expectation_signals.recorded_on", width=12, importance=4),
        ),
        table="expectation_signals",
        start=new_signal,
        empty=N_(
            "What do customers take for granted now that they did not last time? {add} adds a signal with "
            "its source."
        ),
    ),
    SheetPlan(
        "innovations",
        N_("Innovations"),
        (
            Column("innovations.text", width=18, weight=3, importance=10),
            Column("innovations.experiment", width=16, weight=2, importance=9),
            Column("innovations.owner", width=12, weight=1, importance=8),
            Column("innovations.decide_by", width=12, importance=8),
            Column("innovations.status", width=10, importance=5),
            Column("innovations.expectation", width=14, weight=2, importance=4),
            Column("innovations.measure", width=10, weight=1, importance=3),
        ),
        table="innovations",
        empty=N_("What could you try with twenty customers before the next round? {add} adds an innovation."),
    ),
    PARKING,
)
