"""Lets a measure that was only named in a goal learn its touchpoint and its better side from that goal."""

from __future__ import annotations

from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.ops import Op, Ops, Set
from cxworkshop.model.place import Place, with_value
from cxworkshop.model.record import Record
from cxworkshop.model.session import Session

_LEARNT = ("touchpoints", "direction")


def learns(session: Session, changed: Place, value: object) -> Ops:
    """The ops for the measure of a goal whose value at a place changes."""
    goal = session.find(changed.table, changed.id, changed.round)
    if not isinstance(goal, Goal) or changed.field not in ("measure", "touchpoint", "baseline", "target"):
        return ()
    return learns_of(session, goal, with_value(goal, changed.field, value))


def learns_of(session: Session, before: Goal, after: Record) -> Ops:
    """The ops for the measure of a goal, of which nothing but its name and what goals told is known."""
    measure = session.find("measures", after.measure or "") if isinstance(after, Goal) else None
    if not isinstance(after, Goal) or not isinstance(measure, Measure) or not _is_bare(session, measure):
        return ()
    here, ops = Place("measures", measure.id), list[Op]()
    touchpoints = (after.touchpoint,) if after.touchpoint else ()
    if measure.touchpoints in ((), (before.touchpoint,)) and touchpoints not in ((), measure.touchpoints):
        ops.append(Set(here.at("touchpoints"), touchpoints))
    direction = _direction(after)
    if measure.direction in (None, _direction(before)) and direction not in (None, measure.direction):
        ops.append(Set(here.at("direction"), direction))
    return tuple(ops)


def _direction(goal: Goal) -> str | None:
    if goal.baseline is None or goal.target is None or goal.baseline == goal.target:
        return None
    return "up" if goal.target > goal.baseline else "down"


def _is_bare(session: Session, measure: Measure) -> bool:
    """Whether it has no figure, and nobody has said what it is: one of the whole is left as it is."""
    learnt = {name: getattr(measure, name) for name in ("name", *_LEARNT)}
    return measure.model_copy(update=learnt) == Measure(id=measure.id, **learnt) and not any(
        observation.measure == measure.id for round_ in session.rounds for observation in round_.observations
    )
