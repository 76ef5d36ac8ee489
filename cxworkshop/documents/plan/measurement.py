"""The section “How we know”: the measures and what they cannot tell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.figure_text import amount, answers, figure
from cxworkshop.documents.plan.headlines import Headline, headlines
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import N_, _, plural
from cxworkshop.method import (
    derived,
    figures,
    goals,
    intervals,
    lookup,
)
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import Place
from cxworkshop.model.vision import ExperienceGoal


class MeasureRow(NamedTuple):
    name: str
    baseline: str
    now: str
    on: date | None
    target: str
    rhythm: str
    owner: str
    visible_to: str


class IndistinctTarget(NamedTuple):
    """A goal whose target cannot be told from chance."""

    goal: str
    touchpoint: str
    path: str
    """Baseline → target, with the number of answers."""


class Measurement(NamedTuple):
    measures: tuple[MeasureRow, ...]
    unmeasured: str
    indistinct_targets: tuple[IndistinctTarget, ...]
    provisional: tuple[str, ...]
    headlines: tuple[Headline, ...]


def measurement(view: RecordView) -> Measurement:
    """The measures with their figures, and the goals that no figure can settle."""
    session, round_ = view.session, view.round
    return Measurement(
        measures=tuple(
            _measure_row(view, measure)
            for measure in lookup.measures_in_use(session)
            if not _is_headline_only(view, measure)
        ),
        unmeasured=view.touchpoints(figures.unmeasured(session)),
        indistinct_targets=tuple(
            _indistinct_target(view, goal)
            for goal in round_.goals
            if goals.is_distinguishable(session, goal) is False
        ),
        provisional=tuple(
            goal.text
            for goal in round_.goals
            if derived.value(session, Place("goals", goal.id, "provisional"), view.on)
        ),
        headlines=headlines(view),
    )


def _is_headline_only(view: RecordView, measure: Measure) -> bool:
    """Whether the measure is a headline that is computed from the record and never observed."""
    return measure.category == "management" and intervals.latest(view.session, measure.id) is None


def _measure_row(view: RecordView, measure: Measure) -> MeasureRow:
    goals_of: list[Goal] = list(lookup.grouped(view.round.goals, "measure").get(measure.id, ()))
    with_target: list[ExperienceGoal | Goal] = [
        *(goal for goal in view.round.experience_goals if goal.measure == measure.id),
        *goals_of,
    ]
    latest = intervals.latest(view.session, measure.id)
    return MeasureRow(
        name=measure.name_shown,
        baseline=joined(*dict.fromkeys(amount(measure, goal.baseline) for goal in goals_of)),
        now=figure(measure, intervals.reading(view.session, measure.id)) or _("not measured"),
        on=latest.observed_on if latest else None,
        target=joined(*dict.fromkeys(amount(measure, goal.target) for goal in with_target)),
        rhythm=_rhythm(measure.cadence_days),
        owner=view.person(measure.owner),
        visible_to=aside(view.field(measure, "visible_to"), measure.visibility_reason),
    )


_RHYTHMS = {
    7: N_("every week"),
    30: N_("every month"),
    90: N_("every quarter"),
    91: N_("every quarter"),
    365: N_("every year"),
}


def _rhythm(days: int | None) -> str:
    """How often, in words; empty when it is not agreed."""
    if not days:
        return ""
    return _(_RHYTHMS[days]) if days in _RHYTHMS else plural("every day", "every {n} days", days)


def _indistinct_target(view: RecordView, goal: Goal) -> IndistinctTarget:
    measure = lookup.measure(view.session, goal.measure)
    observation = goals.baseline_observation(view.session, goal)
    path = f"{amount(measure, goal.baseline)} → {amount(measure, goal.target)}"
    return IndistinctTarget(
        goal.text,
        view.touchpoint(goal.touchpoint),
        aside(path, answers(intervals.answers(observation)) if observation else ""),
    )
