"""What no figure tells: touchpoints without a measure, measures without a value, targets within chance."""

from __future__ import annotations

from collections.abc import Iterator

from cxworkshop.documents.figure_text import amount, answers, flaw_words
from cxworkshop.documents.plan.lines import Line, together
from cxworkshop.documents.plan.sheet import is_without_reason, now_text
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import _, date_text, plural
from cxworkshop.method import derived, figures, goals, intervals, lookup
from cxworkshop.method.measuring import late_measures
from cxworkshop.model.goals import Goal

Grouped = tuple[str, tuple[Line, ...]]


def not_measured(view: RecordView) -> Iterator[Grouped]:
    """Headings with their lines."""
    yield _("Priorities without a goal"), _priorities_without_goal(view)
    yield _("Goals that cannot be reached as they are written"), _flawed(view)
    yield _("No figure at all tells how these go"), _without_any_figure(view)
    yield _("Measures without a measured figure"), _without_value(view)
    yield _("Figures that are late"), _late(view)
    yield _("Starting points that were stated in the room, and are not measured yet"), _stated(view)
    yield _("Starting points that rest on few answers"), _grounded(view, "few")
    yield _("Goals without a starting point"), _grounded(view, "none")
    yield _("Targets that cannot be told from chance"), _indistinct(view)


def _priorities_without_goal(view: RecordView) -> tuple[Line, ...]:
    if not view.round.goals:
        return ()
    goals_of, chosen = lookup.grouped(view.round.goals, "touchpoint"), derived.priorities(view.session)
    return together(
        Line(touchpoint.name_shown, "")
        for touchpoint in lookup.in_scope(view.session)
        if touchpoint.id in chosen
        and touchpoint.id not in goals_of
        and is_without_reason(view, touchpoint.id)
    )


def _flawed(view: RecordView) -> tuple[Line, ...]:
    """The goals that aim the wrong way, or whose day was past from the start."""
    written: tuple[goals.AnyGoal, ...] = (*view.round.experience_goals, *view.round.goals)
    return together(
        Line(view.touchpoint(goal.touchpoint) if isinstance(goal, Goal) else goal.name_shown, words)
        for goal in written
        if (words := flaw_words(view.session, goal, view.on))
    )


def is_computed(view: RecordView, measure_id: str) -> bool:
    """Whether the measure is a figure that is computed from the record and never observed."""
    measure = lookup.measure(view.session, measure_id)
    return (
        measure is not None
        and measure.category == "management"
        and intervals.latest(view.session, measure_id) is None
    )


def _without_value(view: RecordView) -> tuple[Line, ...]:
    lines = []
    for measure in lookup.measures_in_use(view.session):
        if intervals.latest(view.session, measure.id) is not None or is_computed(view, measure.id):
            continue
        by = measure.first_value_by
        brings = joined(
            view.person(measure.owner), _("by {day}").format(day=date_text(by)) if by else _("no day set")
        )
        lines.append(Line(measure.name_shown, brings))
    return together(lines)


def _late(view: RecordView) -> tuple[Line, ...]:
    return together(
        Line(measure.name_shown, plural("{n} day late", "{n} days late", days))
        for measure, days in late_measures(view.session, view.on)
        if intervals.latest(view.session, measure.id) is not None
    )


def _without_any_figure(view: RecordView) -> tuple[Line, ...]:
    unmeasured = figures.unmeasured(view.session) if view.session.measures else ()
    stated = {goal.touchpoint for goal in view.round.goals if goal.baseline is not None}
    return together(Line(view.touchpoint(each), "") for each in unmeasured if each not in stated)


def _stated(view: RecordView) -> tuple[Line, ...]:
    return together(
        Line(
            view.touchpoint(goal.touchpoint),
            amount(lookup.measure(view.session, goal.measure), goal.baseline),
        )
        for goal in _provisional(view, "stated")
    )


def _grounded(view: RecordView, ground: goals.BaselineGround) -> tuple[Line, ...]:
    return tuple(Line(view.touchpoint(goal.touchpoint), goal.text) for goal in _provisional(view, ground))


def _provisional(view: RecordView, ground: goals.BaselineGround) -> list[Goal]:
    return [
        goal
        for goal in view.round.goals
        if goals.is_provisional(view.session, goal) and goals.baseline_ground(view.session, goal) == ground
    ]


def _indistinct(view: RecordView) -> tuple[Line, ...]:
    return tuple(
        Line(view.touchpoint(goal.touchpoint), _distance(view, goal))
        for goal in view.round.goals
        if goals.is_distinguishable(view.session, goal) is False and goal.baseline != goal.target
    )


def _distance(view: RecordView, goal: Goal) -> str:
    measure = lookup.measure(view.session, goal.measure)
    observation = goals.baseline_observation(view.session, goal)
    path = f"{now_text(view, goal)} → {amount(measure, goal.target)}"
    return joined(path, answers(intervals.answers(observation)) if observation else "")
