"""The section “What we promise and why it pays”."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import amount, figure, outcome
from cxworkshop.documents.plan.lines import Line
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text, plural
from cxworkshop.method import (
    intervals,
    lookup,
)
from cxworkshop.model.touchpoint_states import Factor
from cxworkshop.model.vision import ExperienceGoal, Vision


class ExperienceGoalRow(NamedTuple):
    text: str
    measure: str
    figures: str
    """Where the figure is, where it shall be, and by when."""
    is_distinctive: bool
    noticed: str
    """What the customer notices when it comes true."""
    business_link: str


class PromiseSection(NamedTuple):
    definition: str
    value: str
    experience: str
    benefit: str
    distinctive: str
    profitable: str
    asked: str
    answered: str
    factors: tuple[Line, ...]
    """What customers choose by, or take for granted, and what they say of it."""
    goals: tuple[ExperienceGoalRow, ...]
    is_begun: bool
    still_true: str = ""
    """Of a vision whose value was not said: when the room said that it still holds."""


def promise(view: RecordView) -> PromiseSection:
    """What is promised to customers, and the experience goals that pay for it."""
    vision = view.round.vision
    said = (
        vision.value
        + vision.experience
        + vision.benefit
        + vision.distinctive
        + vision.profitable
        + vision.definition
    )
    return PromiseSection(
        definition=vision.definition,
        value=aside(vision.value, _still_true(vision)) if vision.value else "",
        still_true="" if vision.value else _still_true(vision),
        experience=vision.experience,
        benefit=vision.benefit,
        distinctive=vision.distinctive,
        profitable=vision.profitable,
        asked=_asked(vision) if vision.customers_asked else "",
        answered=vision.customers_answered,
        factors=tuple(_factor(view, factor) for factor in view.round.factors),
        goals=tuple(_goal_row(view, goal) for goal in view.round.experience_goals),
        is_begun=bool(said or view.round.experience_goals or view.round.factors),
    )


def _factor(view: RecordView, factor: Factor) -> Line:
    role = "" if factor.role in (None, "undecided") else view.field(factor, "role")
    says = _("Customers say: {text}").format(text=factor.state) if factor.state else ""
    return Line(aside(factor.text, role), says)


def _still_true(vision: Vision) -> str:
    """Of a vision that went along from the round before: when the room said that it still holds."""
    day = vision.still_true_on
    return _("the vision is still true, said in the room on {day}").format(day=date_text(day)) if day else ""


def _asked(vision: Vision) -> str:
    n = vision.customers_asked_n
    return plural("yes, {n} customer", "yes, {n} customers", n) if n else _("yes")


def _goal_row(view: RecordView, goal: ExperienceGoal) -> ExperienceGoalRow:
    return ExperienceGoalRow(
        text=goal.text,
        measure=view.name("measures", goal.measure),
        figures=_figures(view, goal),
        is_distinctive=goal.distinctive,
        noticed=_noticed(view, goal),
        business_link=goal.business_link,
    )


def _figures(view: RecordView, goal: ExperienceGoal) -> str:
    measure = lookup.measure(view.session, goal.measure)
    reading, due = intervals.reading(view.session, goal.measure), goal.due_on
    now, target = figure(measure, reading), amount(measure, goal.target)
    return joined(
        _("now {figure}").format(figure=now) if now else "",
        _("target {target}").format(target=target) if target else "",
        outcome(view.session, goal, view.on),
        _("by {day}").format(day=date_text(due)) if due else "",
    )


def _noticed(view: RecordView, goal: ExperienceGoal) -> str:
    """What the customer notices: a touchpoint goal with the same measure, else one of a touchpoint that it
    measures, else the promised benefit."""
    goals, measure = view.round.goals, lookup.measure(view.session, goal.measure)
    same = (other.text for other in goals if measure and other.measure == measure.id and other.text)
    related = (
        other.text for other in goals if measure and other.touchpoint in measure.touchpoints and other.text
    )
    return next(same, "") or next(related, "") or view.round.vision.benefit
