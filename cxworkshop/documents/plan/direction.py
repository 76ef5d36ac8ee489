"""The plan's promise, its strategy on one sheet, and the new ways of working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxworkshop.documents.plan.readings import amount, figure
from cxworkshop.documents.plan.shown import SIGNS, Shown
from cxworkshop.method import derived, intervals, responsibility, rows
from cxworkshop.model.direction import ExperienceGoal, Goal, GoalMissing, Practice
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import index


@dataclass(frozen=True)
class ExperienceAim:
    text: str
    measure: str
    now: str
    target: str
    due: date | None
    distinctive: bool
    noticed: str
    """What the customer notices when it comes true."""
    business_link: str


@dataclass(frozen=True)
class Promised:
    definition: str
    value: str
    experience: str
    benefit: str
    distinctive: str
    profitable: str
    asked: bool
    asked_n: int | None
    goals: tuple[ExperienceAim, ...]


def promise(shown: Shown) -> Promised:
    """Section 2: what is owed to the customer, and how it earns its keep."""
    vision = shown.round.vision
    return Promised(
        definition=vision.definition,
        value=vision.value,
        experience=vision.experience,
        benefit=vision.benefit,
        distinctive=vision.distinctive,
        profitable=vision.profitable,
        asked=vision.customers_asked,
        asked_n=vision.customers_asked_n,
        goals=tuple(_aim(shown, goal) for goal in shown.round.experience_goals),
    )


def _aim(shown: Shown, goal: ExperienceGoal) -> ExperienceAim:
    measure = rows.measure(shown.session, goal.measure)
    noticed = [other.text for other in shown.round.goals if goal.measure and other.measure == goal.measure]
    return ExperienceAim(
        text=goal.text,
        measure=shown.name("measures", goal.measure),
        now=figure(measure, intervals.reading(shown.session, goal.measure)),
        target=amount(measure, goal.target),
        due=goal.due_on,
        distinctive=goal.distinctive,
        noticed=noticed[0] if noticed else shown.round.vision.benefit,
        business_link=goal.business_link,
    )


@dataclass(frozen=True)
class Aim:
    text: str
    measure: str
    baseline: str
    target: str
    due: date | None
    provisional: bool


@dataclass(frozen=True)
class Station:
    """A touchpoint on its stage of the journey, with everything the strategy says about it."""

    stage: str
    touchpoint: str
    priority: bool
    delivered_by: str
    partner: str
    last_metre: bool
    role: str
    level: str
    target: str
    goals: tuple[Aim, ...]
    no_goal: str
    decide_by: date | None
    accountable: str
    sign: str


def strategy(shown: Shown) -> tuple[Station, ...]:
    """Section 4: the touchpoints in the order of the journey."""
    priorities = derived.priorities(shown.session)
    return tuple(_station(shown, touchpoint, touchpoint.id in priorities) for touchpoint in rows.in_scope(shown.session))


def _station(shown: Shown, touchpoint: Touchpoint, priority: bool) -> Station:
    session = shown.session
    state, ownership = rows.state_of(session, touchpoint.id), rows.ownership_of(session, touchpoint.id)
    missing = index(shown.round.goals_missing).get(touchpoint.id)
    basis = shown.field(state, "level_basis")
    return Station(
        stage=shown.name("stages", touchpoint.stage),
        touchpoint=touchpoint.name_shown,
        priority=priority,
        delivered_by=shown.field(touchpoint, "delivered_by"),
        partner=shown.name("partners", touchpoint.partner),
        last_metre=bool(derived.value(session, Place("touchpoints", touchpoint.id, "last_metre"), shown.on)),
        role=shown.field(state, "role"),
        level=" ".join(part for part in (shown.field(state, "level_now"), basis[:1] if state.level_now else basis) if part),
        target=shown.field(state, "level_target"),
        goals=tuple(_goal(shown, goal) for goal in rows.grouped(shown.round.goals, "touchpoint").get(touchpoint.id, ())),
        no_goal=missing.reason if isinstance(missing, GoalMissing) else "",
        decide_by=missing.decide_by if isinstance(missing, GoalMissing) else None,
        accountable=shown.person(ownership.accountable),
        sign=SIGNS[responsibility.agreed(session, touchpoint.id, shown.on).status],
    )


def _goal(shown: Shown, goal: Goal) -> Aim:
    measure = rows.measure(shown.session, goal.measure)
    return Aim(
        text=goal.text,
        measure=shown.name("measures", goal.measure),
        baseline=amount(measure, goal.baseline),
        target=amount(measure, goal.target),
        due=goal.due_on,
        provisional=bool(derived.value(shown.session, Place("goals", goal.id, "provisional"), shown.on)),
    )


@dataclass(frozen=True)
class Way:
    touchpoints: str
    old: str
    new: str
    sign: str
    shift: str
    helped: str
    for_whom: str
    adoption: str


def practices(shown: Shown) -> tuple[Way, ...]:
    """Section 6: what somebody does differently on Monday."""
    return tuple(_way(shown, practice) for practice in shown.round.practices)


def _way(shown: Shown, practice: Practice) -> Way:
    return Way(
        touchpoints=shown.names("touchpoints", practice.touchpoints),
        old=practice.from_,
        new=practice.to,
        sign=practice.everyday_sign,
        shift=shown.field(practice, "shift"),
        helped=practice.customers_involved,
        for_whom="" if practice.beneficiary == "customer" else shown.field(practice, "beneficiary"),
        adoption=shown.field(practice, "adoption"),
    )
