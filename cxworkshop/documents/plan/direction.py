"""The plan's promise, its strategy on one sheet, and the new ways of working."""

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.readings import amount, answers, figure
from cxworkshop.documents.plan.shown import SIGNS, Shown, aside, joined
from cxworkshop.language import _, date_text
from cxworkshop.method import derived, intervals, lookup, responsibility
from cxworkshop.model.goals import Goal, GoalMissing, Practice
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import index
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.model.vision import ExperienceGoal


class ExperienceAim(NamedTuple):
    text: str
    measure: str
    now: str
    target: str
    due: date | None
    distinctive: bool
    noticed: str
    """What the customer notices when it comes true."""
    business_link: str


class Promised(NamedTuple):
    definition: str
    value: str
    experience: str
    benefit: str
    distinctive: str
    profitable: str
    asked: str
    goals: tuple[ExperienceAim, ...]


def promise(shown: Shown) -> Promised:
    """What is owed to the customer, and how it earns its keep."""
    vision = shown.round.vision
    return Promised(
        definition=vision.definition,
        value=vision.value,
        experience=vision.experience,
        benefit=vision.benefit,
        distinctive=vision.distinctive,
        profitable=vision.profitable,
        asked=aside(_("yes"), answers(vision.customers_asked_n)) if vision.customers_asked else _("not yet"),
        goals=tuple(_aim(shown, goal) for goal in shown.round.experience_goals),
    )


def _aim(shown: Shown, goal: ExperienceGoal) -> ExperienceAim:
    measure = lookup.measure(shown.session, goal.measure)
    return ExperienceAim(
        text=goal.text,
        measure=shown.name("measures", goal.measure),
        now=figure(measure, intervals.reading(shown.session, goal.measure)),
        target=amount(measure, goal.target),
        due=goal.due_on,
        distinctive=goal.distinctive,
        noticed=_noticed(shown, goal),
        business_link=goal.business_link,
    )


def _noticed(shown: Shown, goal: ExperienceGoal) -> str:
    """The touchpoint goal nearest to an experience goal: of its measure, else of the touchpoints it measures,
    else the benefit."""
    goals, measure = shown.round.goals, lookup.measure(shown.session, goal.measure)
    same = (other.text for other in goals if measure and other.measure == measure.id and other.text)
    near = (
        other.text for other in goals if measure and other.touchpoint in measure.touchpoints and other.text
    )
    return next(same, "") or next(near, "") or shown.round.vision.benefit


class Aim(NamedTuple):
    text: str
    measure: str
    """The measure with its baseline, target and day."""


class Station(NamedTuple):
    """A touchpoint on its stage of the journey, with everything the strategy says about it."""

    stage: str
    touchpoint: str
    priority: bool
    delivered_by: str
    role: str
    level: str
    goals: tuple[Aim, ...]
    """At least one: where there is no goal, why not and until when."""
    accountable: str


def strategy(shown: Shown) -> tuple[Station, ...]:
    """The touchpoints in the order of the journey."""
    priorities = derived.priorities(shown.session)
    return tuple(
        _station(shown, touchpoint, touchpoint.id in priorities)
        for touchpoint in lookup.in_scope(shown.session)
    )


def _station(shown: Shown, touchpoint: Touchpoint, priority: bool) -> Station:
    session = shown.session
    state, ownership = lookup.state_of(session, touchpoint.id), lookup.ownership_of(session, touchpoint.id)
    last_metre = derived.value(session, Place("touchpoints", touchpoint.id, "last_metre"), shown.on)
    partner = ": ".join(
        part
        for part in (shown.field(touchpoint, "delivered_by"), shown.name("partners", touchpoint.partner))
        if part
    )
    goals = lookup.grouped(shown.round.goals, "touchpoint").get(touchpoint.id, ())
    status = responsibility.agreed(session, touchpoint.id, shown.on).status
    return Station(
        stage=shown.name("stages", touchpoint.stage),
        touchpoint=touchpoint.name_shown,
        priority=priority,
        delivered_by=aside(partner, _("last metre") if last_metre else ""),
        role=shown.field(state, "role"),
        level=_level(shown, state),
        goals=tuple(_goal(shown, goal) for goal in goals) or (Aim(_no_goal(shown, touchpoint), ""),),
        accountable=f"{SIGNS[status]} {shown.person(ownership.accountable) or '–'}",
    )


def _level(shown: Shown, state: TouchpointState) -> str:
    """Level now with the sign of its basis, and the target: 2 below ○ → 4 exceeds."""
    basis = shown.field(state, "level_basis")
    now = f"{shown.field(state, 'level_now')} {basis[:1]}".strip() if state.level_now else basis
    return f"{now or '?'} → {shown.field(state, 'level_target') or '?'}"


def _goal(shown: Shown, goal: Goal) -> Aim:
    measure = lookup.measure(shown.session, goal.measure)
    if measure is None:
        return Aim(goal.text, _("no measure"))
    way = f"{amount(measure, goal.baseline) or '?'} → {amount(measure, goal.target) or '?'}"
    provisional = derived.value(shown.session, Place("goals", goal.id, "provisional"), shown.on)
    told = joined(f"{measure.name_shown}: {way}", date_text(goal.due_on) if goal.due_on else _("no date"))
    return Aim(goal.text, aside(told, _("provisional") if provisional else ""))


def _no_goal(shown: Shown, touchpoint: Touchpoint) -> str:
    missing = index(shown.round.goals_missing).get(touchpoint.id)
    if not isinstance(missing, GoalMissing) or not missing.reason:
        return _("no goal yet")
    text = _("No goal this round: {reason}").format(reason=missing.reason)
    return aside(
        text, _("decide by {day}").format(day=date_text(missing.decide_by)) if missing.decide_by else ""
    )


class Way(NamedTuple):
    touchpoints: str
    old: str
    new: str
    sign: str
    shift: str
    helped: str
    for_whom: str
    adoption: str


def practices(shown: Shown) -> tuple[Way, ...]:
    """What somebody does differently on Monday."""
    return tuple(_way(shown, practice) for practice in shown.round.practices)


def _way(shown: Shown, practice: Practice) -> Way:
    return Way(
        touchpoints=shown.touchpoints(practice.touchpoints),
        old=practice.from_,
        new=practice.to,
        sign=practice.everyday_sign,
        shift=shown.field(practice, "shift"),
        helped=practice.customers_involved,
        for_whom="" if practice.beneficiary == "customer" else shown.field(practice, "beneficiary"),
        adoption=shown.field(practice, "adoption"),
    )
