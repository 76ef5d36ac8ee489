"""The lists of 2 Develop: a concrete goal for each touchpoint, and the ways of working that will reach it."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, NC_, Words, joined, language, say
from cxworkshop.method import derived, goals
from cxworkshop.method.lookup import state_of
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, row_of
from cxworkshop.sheets.steps.cells import TOUCHPOINT, dots


def next_touchpoint(session: Session, on: date) -> dict[str, Any]:
    """The first values of a goal: a touchpoint without one, priorities first, then onward from the last goal
    in journey order, so that a touchpoint the room skips comes again at the end only."""
    done = {goal.touchpoint for goal in session.round.goals} | {
        missing.touchpoint for missing in session.round.goals_missing
    }
    journey, priorities = [tp.id for tp in derived.in_scope(session)], derived.priorities(session)
    last = session.round.goals[-1].touchpoint if session.round.goals else None
    skipped = set(journey[: journey.index(last)]) if last in journey else set()
    waiting = [tp for tp in journey if tp not in done]
    waiting.sort(key=lambda tp: (tp not in priorities, tp in skipped))
    return {"touchpoint": waiting[0]} if waiting else {}


def concreteness(reading: Reading, row: Row) -> Cell:
    """A dot each: specific, measurable, assignable, realistic, dated."""
    goal = record_at(reading.session, row["goals"])
    if not isinstance(goal, Goal):
        return Cell()
    score = goals.concreteness(reading.session, goal, reading.on)
    return Cell(dots(score, 5), "good" if score == 5 else "unclear" if score >= 3 else "bad")


MISSING_PARTS = {
    "specific": N_("words without promise"),
    "measurable": N_("a measure and a target"),
    "assignable": N_("an accountable person who said yes"),
    "realistic": N_("a measured baseline"),
    "time_related": N_("a date"),
}
"""What a goal lacks, by the part of concreteness."""
BASELINE_LACKS: dict[goals.BaselineGround, str] = {
    "none": N_("today's figure, in Baseline"),
    "stated": N_("a measured figure behind the baseline (Observations, step 5)"),
    "few": N_("more answers behind the baseline (Observations, step 5)"),
}
"""Where a baseline is completed, by what it rests on."""


def goal_lacks(reading: Reading, goal: Goal) -> dict[str, str]:
    """What a goal lacks to be concrete, by part, in words to be said; names the fields that answer it."""
    concrete = goals.concrete_parts(reading.session, goal, reading.on)
    lacks = {part: words for part, words in MISSING_PARTS.items() if not getattr(concrete, part)}
    if "measurable" in lacks and (goal.measure is None) != (goal.target is None):
        lacks["measurable"] = N_("a measure") if goal.measure is None else N_("a target")
    if "realistic" in lacks:
        ground = goals.baseline_ground(reading.session, goal)
        lacks["realistic"] = BASELINE_LACKS.get(ground, lacks["realistic"])
    return lacks


def goal_note(reading: Reading, row: Row) -> Words:
    """What a goal lacks to be concrete."""
    goal = record_at(reading.session, row["goals"])
    if not isinstance(goal, Goal):
        return ""
    vague = goals.vague_words(goal.text, reading.session.workshop.language or language())
    if vague:
        return say("Empty words: {words}. What would the customer notice?", words=", ".join(vague))
    if flaws := goals.flaws(reading.session, goal, reading.on):
        return flaws[0]
    lacking = [str(say(words)) for words in goal_lacks(reading, goal).values()]
    words = say("Lacks: {parts}", parts=joined(lacking)) if lacking else say("Concrete: five of five")
    if goal.touchpoint and state_of(reading.session, goal.touchpoint).level_now is None:
        return say("{words}. Where it stands is not known: measure first.", words=words)
    return words


def without_goal(session: Session) -> list[Row]:
    """Rows of the touchpoints in scope that have no goal."""
    done = {goal.touchpoint for goal in session.round.goals}
    touchpoints = [tp for tp in derived.in_scope(session) if tp.id not in done]
    return [row_of(tp.id, "touchpoints", "goals_missing") for tp in touchpoints]


def somebody_is_to_follow_up(session: Session) -> bool:
    """Whether a goal still waits for the one who follows up, whom the closing asks for."""
    written = session.round.goals
    return not written or any(goal.follows_up is None for goal in written)


def all_are_followed_up(session: Session) -> bool:
    """Whether no goal waits for that: its column leaves its room to what was said."""
    return not somebody_is_to_follow_up(session)


PLANS = (
    SheetPlan(
        "goals",
        N_("Goals"),
        (
            Column("goals.touchpoint", width=11, weight=2, importance=9),
            Column("goals.text", width=16, weight=5, importance=10),
            Column("goals.measure", width=8, weight=2, importance=7),
            Column("goals.baseline", width=5, importance=7),
            Column("goals.target", width=5, importance=8),
            Column("goals.due_on", width=11, importance=8),
            Column(concreteness, N_("Concrete"), width=8, importance=5),
            Column(
                "goals.follows_up", N_("Follows up"), width=9, importance=4, when=somebody_is_to_follow_up
            ),
            Column("goals.business_link", NC_("column", "Business link"), width=12, weight=2, importance=3),
            Column("goals.follows_up", N_("Follows up"), width=9, importance=2, when=all_are_followed_up),
        ),
        table="goals",
        start=next_touchpoint,
        beginning=N_("A goal for {touchpoint}: what will the customer notice?"),
        views=("card", "progress"),
        note=goal_note,
        empty=N_(
            "No goals yet. What will the customer notice, and when? {add} begins with the touchpoint that "
            "weighs most."
        ),
    ),
    SheetPlan(
        "practices",
        N_("Ways of working"),
        (
            Column("practices.touchpoints", width=14, weight=1, importance=8),
            Column("practices.from", width=14, weight=2, importance=9),
            Column("practices.to", width=14, weight=2, importance=10),
            Column("practices.everyday_sign", width=14, weight=2, importance=9),
            Column("practices.customers_involved", N_("Who helped"), width=12, weight=1, importance=5),
            Column("practices.shift", width=12, weight=1, importance=4),
            Column("practices.adoption", width=11, importance=3),
            Column("practices.beneficiary", width=9, importance=2),
        ),
        table="practices",
        empty=N_(
            "What does somebody do differently on Monday? Say the old way aloud before the new one. {add} "
            "adds."
        ),
    ),
    SheetPlan(
        "goals_missing",
        N_("No goal this round"),
        (
            TOUCHPOINT,
            Column("goals_missing.reason", width=24, weight=4, importance=9),
            Column("goals_missing.decide_by", width=12, importance=8),
        ),
        rows=without_goal,
        views=("card",),
        empty=N_("Every touchpoint in scope has a goal."),
        elsewhere=N_("The rows are the touchpoints without a goal."),
    ),
)
