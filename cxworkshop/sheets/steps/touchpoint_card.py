"""The card of a touchpoint: what is promised there, who answers for it, what they may do, what is missing."""

from __future__ import annotations

from functools import partial
from typing import Any

from cxworkshop.language import N_, NC_, _, date_text, plural, say
from cxworkshop.method import content, derived, facts, goals, mandates, responsibility, thresholds
from cxworkshop.method.facts import telling
from cxworkshop.method.goals import baseline_observation
from cxworkshop.method.intervals import answers as count_of_answers
from cxworkshop.method.intervals import reading as newest_figure
from cxworkshop.method.lookup import grouped, ownership_of, state_of
from cxworkshop.method.lookup import measure as measure_of
from cxworkshop.method.responsibility import as_is
from cxworkshop.method.revisit.revised import revised, waiting_goals
from cxworkshop.model.actions import Action
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import UNITS, Measure
from cxworkshop.model.place import Place, record_at, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.card import SUBJECT, Card, CardField
from cxworkshop.sheets.cells import Cell, Column, Listing, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import define, develop, implement
from cxworkshop.sheets.steps.cells import (
    agreed,
    answers,
    figure,
    in_practice,
    known,
    larger_before,
    mandate,
)


def _list(plans: tuple[SheetPlan, ...], id: str) -> SheetPlan:
    return next(plan for plan in plans if plan.id == id)


# ---- what belongs to a touchpoint --------------------------------------------------------------------------
def touchpoint_of(session: Session, row: Row) -> str:
    """The id of the touchpoint that a row of a list is about; empty when there is none."""
    for place in row.values():
        if place.table in ("touchpoints", "touchpoint_states", "ownerships"):
            return place.id
        if place.table == "goals":
            return str(value_at(session, place.at("touchpoint")) or "")
    return ""


def _goals(session: Session, touchpoint: str) -> list[str]:
    return [goal.id for goal in grouped(session.round.goals, "touchpoint").get(touchpoint, ())]


def _evidence(session: Session, touchpoint: str) -> list[str]:
    return [row.id for row in grouped(session.records("evidence"), "touchpoints").get(touchpoint, ())]


def actions_of(session: Session, touchpoint: str) -> list[str]:
    """The ids of the actions for a touchpoint or one of its goals."""
    own = set(_goals(session, touchpoint))
    return [row.id for row in session.round.actions if row.touchpoint == touchpoint or row.goal in own]


def start(table: str, touchpoint: str) -> dict[str, Any]:
    """The first values of what is added from the card of a touchpoint."""
    return {"touchpoints": (touchpoint,)} if table == "evidence" else {"touchpoint": touchpoint}


# ---- computed lines ----------------------------------------------------------------------------------------
def _as(reading: Reading, row: Row) -> Row:
    """The row of the touchpoint as lists have it."""
    id = row[SUBJECT].id
    return {"touchpoints": Place("touchpoints", id), "ownerships": Place("ownerships", id)}


def level(reading: Reading, row: Row) -> Cell:
    """The level now and its target on a scale of five."""
    state = state_of(reading.session, row[SUBJECT].id)
    now, target = state.level_now or 0, state.level_target or 0
    return (
        Cell("█" * now + "░" * max(0, target - now) + "·" * (5 - max(now, target)), "accent")
        if now
        else Cell()
    )


def ground(reading: Reading, row: Row) -> Cell:
    """What the mark of the level rests on, or what it lacks."""
    return define.ground(reading, {"touchpoints": row[SUBJECT]})


def weight(reading: Reading, row: Row) -> Cell:
    """How important the touchpoint is to customers, and its level in the round before."""
    session, id = reading.session, row[SUBJECT].id
    importance = state_of(session, id).importance
    before = next((state for state in _states_before(session) if state.id == id and state.level_now), None)
    parts = [
        *([str(say("importance {n}", n=importance))] if importance else []),
        *([str(say("level {n} in the round before", n=before.level_now))] if before is not None else []),
    ]
    return Cell(" · ".join(parts), "muted")


def _states_before(session: Session) -> tuple[Any, ...]:
    return session.rounds[-2].touchpoint_states if len(session.rounds) > 1 else ()


def now(reading: Reading, row: Row) -> Cell:
    """The newest figure of the measure of a goal."""
    goal = record_at(reading.session, row["value"]) if "value" in row else None
    if not isinstance(goal, Goal) or not goal.measure:
        return Cell()
    text = figure(newest_figure(known(reading), goal.measure))
    return Cell(
        str(say("now {figure}", figure=text + larger_before(reading, goal.measure))) if text else "", "muted"
    )


def unit(reading: Reading, row: Row) -> Cell:
    """The unit that a figure of a goal is counted in."""
    measure = _measure_of_goal(reading, row)
    return Cell(_(dict(UNITS)[measure.unit]) if measure and measure.unit else "", "muted")


def observed(reading: Reading, row: Row) -> Cell:
    """The unit of a baseline, the day of the observation that it comes from, and how many answered."""
    goal, counted = record_at(reading.session, row["value"]) if "value" in row else None, unit(reading, row)
    if not isinstance(goal, Goal) or (seen := baseline_observation(reading.session, goal)) is None:
        return counted
    day, n = seen.observed_on, count_of_answers(seen)
    parts = (counted.text, date_text(day) if day else "", plural("{n} answer", "{n} answers", n) if n else "")
    return Cell(" · ".join(filter(None, parts)), "muted")


def _measure_of_goal(reading: Reading, row: Row) -> Measure | None:
    goal = record_at(reading.session, row["value"]) if "value" in row else None
    return measure_of(reading.session, goal.measure) if isinstance(goal, Goal) else None


def concrete(reading: Reading, row: Row) -> Cell:
    return develop.concreteness(reading, {"goals": row["value"]}) if "value" in row else Cell()


def worth(reading: Reading, row: Row) -> Cell:
    """Whether a piece of evidence is a fact, and who says so; else why it is none."""
    evidence = record_at(reading.session, row["value"]) if "value" in row else None
    if not isinstance(evidence, Evidence):
        return Cell()
    is_fact = facts.evidence_basis(reading.session, evidence, reading.on) == "fact"
    words = telling.evidence_in_short(reading.session, evidence, reading.on)
    return Cell(words, "muted" if is_fact else "unclear")


def practice(reading: Reading, row: Row) -> Cell:
    """The status by the blind answers, and the answers counted."""
    cell = in_practice(reading, _as(reading, row))
    diagnosis = responsibility.as_is(reading.session, row[SUBJECT].id)
    if diagnosis.n < thresholds.FEW:
        return cell
    return Cell(f"{cell.text}   {answers(reading.session, diagnosis)}", cell.tone)


def from_today(reading: Reading, row: Row) -> Cell:
    return agreed(reading, _as(reading, row))


def full_mandate(reading: Reading, row: Row) -> Cell:
    return mandate(reading, _as(reading, row))


def owner_and_day(reading: Reading, row: Row) -> Cell:
    """Who carries an action out, and until when."""
    action = record_at(reading.session, row["value"]) if "value" in row else None
    if not isinstance(action, Action):
        return Cell()
    owner = reading.session.name_of("people", action.owner) if action.owner else _("nobody yet")
    return Cell(", ".join([owner, *([date_text(action.due_on)] if action.due_on else [])]), "muted")


# ---- what is missing ---------------------------------------------------------------------------------------
def lacking(reading: Reading, touchpoint: str) -> list[str]:
    """What is missing for a touchpoint, in words."""
    session, state = reading.session, state_of(reading.session, touchpoint)
    words: list[str] = []
    if state.level_now is None or state.level_basis in (None, "unknown"):
        words.append(_("a level and what it is based on"))
    words += _lacking_in_goals(reading, touchpoint)
    settled = responsibility.agreed(session, touchpoint, reading.on)
    if settled.status != "held":
        words.append(str(content.reason(settled.reason)))
    elif mandates.mandate_score(ownership_of(session, touchpoint).mandate, session.organisation.sector) < 3:
        words.append(_("a full mandate: power, money and time"))
    return words


def _lacking_in_goals(reading: Reading, touchpoint: str) -> list[str]:
    session = reading.session
    own = [goal for goal in session.round.goals if goal.touchpoint == touchpoint]
    if not own:
        is_left = any(row.id == touchpoint and row.reason for row in session.round.goals_missing)
        return [] if is_left else [_("a goal")]
    flaws = [str(words) for goal in own for words in goals.flaws(session, goal, reading.on)]
    lacks = [develop.goal_lacks(reading, goal) for goal in own]
    words = [
        str(say(said))
        for part in develop.MISSING_PARTS
        for said in dict.fromkeys(words[part] for words in lacks if part in words)
    ]
    earns = [] if all(goal.business_link for goal in own) else [_("what the goal earns")]
    return [*dict.fromkeys(flaws), *words, *earns]


def missing(reading: Reading, row: Row) -> Cell:
    """What is missing, in one line."""
    words = lacking(reading, row[SUBJECT].id)
    return Cell("! " + " · ".join(words), "bad") if words else Cell(f"✓ {_('nothing')}", "good")


GOALS, ACTIONS = _list(develop.PLANS, "goals"), _list(implement.PLANS, "actions")
EVIDENCE = _list(define.PLANS, "evidence")
TOUCHPOINT_CARD = Card(
    (
        CardField("touchpoint_states.level_now", aside=level),
        CardField("touchpoint_states.level_target", aside=weight),
        CardField("touchpoint_states.level_basis", aside=ground),
        CardField("goals.text", aside=concrete, records=_goals, begins=True, adds=GOALS,
                  none=N_("None yet: {add} begins one.")),
        CardField("goals.measure", aside=now, records=_goals, adds=GOALS),
        CardField("goals.baseline", aside=observed, records=_goals, adds=GOALS),
        CardField("goals.target", aside=unit, records=_goals, adds=GOALS),
        CardField("goals.due_on", records=_goals, adds=GOALS),
        CardField("goals.follows_up", records=_goals, adds=GOALS),
        CardField("goals.business_link", NC_("column", "Business link"), records=_goals, adds=GOALS),
        CardField("ownerships.formal_owner", begins=True),
        CardField(practice, N_("In practice")),
        CardField("ownerships.accountable", aside=from_today),
        CardField("ownerships.accepted_on", N_("Yes on")),
        CardField("ownerships.mandate.decision_rights", aside=full_mandate, begins=True),
        CardField("ownerships.mandate.budget_eur_per_year", N_("Budget/year")),
        CardField("ownerships.mandate.horizon_years"),
        CardField("ownerships.reward.type"),
        CardField("ownerships.frontline_authority.text", NC_("column", "May decide alone")),
        CardField("touchpoints.partner"),
        CardField("evidence.statement", N_("Evidence"), aside=worth, records=_evidence, begins=True,
                  adds=EVIDENCE, none=N_("Nothing yet: {add} adds what customers told.")),
        CardField("actions.title", N_("Action"), aside=owner_and_day, records=actions_of, begins=True,
                  adds=ACTIONS, none=N_("None yet: {add} begins one.")),
        CardField(missing, N_("Missing"), begins=True),
    ),
    start,
)  # fmt: skip


FIRST_LINES = {
    "goals": "goals.text",
    "goals_missing": "goals.text",
    "responsibility": "ownerships.accountable",
    "mandates": "ownerships.mandate.decision_rights",
    "frontline": "ownerships.frontline_authority.text",
}
"""The line that a card is typed into first, by the list it stands for."""


def first_line(list_id: str) -> int:
    """The index of the field that a card is typed into first in the place of a list."""
    content = FIRST_LINES.get(list_id)
    return next((i for i, field in enumerate(TOUCHPOINT_CARD.fields) if field.content == content), 0)


def touchpoints(session: Session) -> list[str]:
    """The ids of the touchpoints that have cards, in the order of the journey."""
    return [touchpoint.id for touchpoint in derived.in_scope(session)]


def first_unfinished(reading: Reading, list_id: str) -> str:
    """The touchpoint that an activity with this list begins with; empty where there is none.

    Of goals: the first with one that was raised or changed and waits for its new target, then the first
    priority without a goal. Else the first that nobody has answered for, contested and vacant ones first.
    """
    session, ids = reading.session, touchpoints(reading.session)
    if list_id == "goals":
        waiting = [goal.touchpoint for goal in waiting_goals(session, reading.on)]
        chosen = develop.next_touchpoint(session, reading.on).get("touchpoint", "")
        return next((id for id in ids if id in waiting), chosen or next(iter(ids), ""))
    unanswered = (id for id in ids if responsibility.agreed(session, id, reading.on).status != "held")
    return min(unanswered, key=partial(_is_clear_so_far, session), default=next(iter(ids), ""))


def _is_clear_so_far(session: Session, touchpoint: str) -> int:
    """Where a touchpoint comes in the talk on names: contested and vacant first, then unclear, then held."""
    order = {"contested": 0, "vacant": 0, "unclear": 1, "held": 3}
    return order.get(as_is(session, touchpoint).status, 2)


_REVISED = {"raise": N_("goal raised"), "change": N_("goal changed")}


def head(session: Session, touchpoint: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pieces of the line above a card: its name, and where it stands in the journey."""
    ids = touchpoints(session)
    name = session.name_of("touchpoints", touchpoint)
    is_priority = touchpoint in derived.priorities(session)
    count = say("{n} of {of}", n=ids.index(touchpoint) + 1, of=len(ids)) if touchpoint in ids else ""
    left = [(" ▌" if is_priority else "  ", "accent"), (name, "strong")]
    left += [(f"   {_('priority')}", "accent")] if is_priority else []
    verdicts = revised(session)
    mine = (verdicts.get(goal.id) for goal in session.round.goals if goal.touchpoint == touchpoint)
    left += [(f"   {_(_REVISED[verdict])}", "contested") for verdict in mine if verdict]
    return left, [(f"  {where(session, touchpoint)}  ", "muted"), (f"{count} ", "muted")]


def where(session: Session, touchpoint: str) -> str:
    """The stage of a touchpoint, and the partner who delivers it."""
    record = session.find("touchpoints", touchpoint)
    stage, partner = getattr(record, "stage", None), getattr(record, "partner", None)
    names = (session.name_of("stages", stage or ""), session.name_of("partners", partner or ""))
    return " · ".join(filter(None, names))


def index(reading: Reading) -> Listing:
    """The touchpoints with what is settled from today, for the list beside a card."""
    cells = []
    for touchpoint in touchpoints(reading.session):
        row = {SUBJECT: Place("", touchpoint)}
        cells.append((Cell(reading.session.name_of("touchpoints", touchpoint)), from_today(reading, row)))
    return Listing(INDEX, tuple(cells))


INDEX = (Column("", N_("Touchpoint"), width=20, weight=1), Column("", N_("Agreed"), width=12))
