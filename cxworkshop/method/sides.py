"""Which side of a measure is better: said of it, else guessed; and of which measures it has to be said."""

from __future__ import annotations

from cxworkshop.method import goals, lookup
from cxworkshop.method.intervals import observations_of
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session

BY_METRIC = {"nps": "up", "csat": "up", "ces": "up", "rating": "up", "duration": "down"}
"""The better side of what is always meant the same way."""


def likely(session: Session, measure: Measure) -> tuple[str, str] | None:
    """The side, up or down, that a measure is likely better on, and what tells so: its "goals", which all aim
    there, else its "metric"."""
    aims = lookup.goals_of(session, measure)
    sides = {goals.better_side(goals.baseline_of(session, goal), goal.target) for goal in aims} - {None}
    if len(sides) == 1:
        return str(sides.pop()), "goals"
    side = BY_METRIC.get(measure.metric or "")
    return (side, "metric") if side and not sides else None


def with_side(session: Session, measure: Measure) -> Measure:
    """The measure with the side that is better: said of it, else that of which the baselines and targets of
    its goals leave no doubt, in the newest round that has any."""
    if measure.direction is not None:
        return measure
    for round_ in reversed(session.rounds):
        told = likely(session.as_of(round_.number), measure)
        if told is not None and told[1] == "goals":
            return measure.model_copy(update={"direction": told[0]})
    return measure


def unsaid(session: Session) -> tuple[Measure, ...]:
    """The measures in use that something is to be judged by, a target or a second figure, and of which nobody
    said which side is better."""
    return tuple(
        measure
        for measure in lookup.measures_in_use(session)
        if measure.direction is None
        and (
            any(goal.target is not None for goal in lookup.goals_of(session, measure))
            or len(observations_of(session, measure.id)) > 1
        )
    )
