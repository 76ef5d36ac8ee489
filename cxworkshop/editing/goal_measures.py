"""Lets a measure learn its touchpoint from its goal: one that was only named there, which learns its better
side too, or one taken from the library."""

from __future__ import annotations

from cxworkshop.method.goals import better_side
from cxworkshop.method.library import WHOLE, in_library
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
    """The ops for the measure of a goal, of which nothing but its name and what goals told is known, or what
    the library says."""
    measure = session.find("measures", after.measure or "") if isinstance(after, Goal) else None
    if not isinstance(after, Goal) or not isinstance(measure, Measure) or _has_figures(session, measure):
        return ()
    starter = in_library(session, measure)
    if starter is None and not _is_bare(measure):
        return ()
    here, ops = Place("measures", measure.id), list[Op]()
    touchpoints = (after.touchpoint,) if after.touchpoint else ()
    is_of_whole = starter is not None and WHOLE in starter.suits and not measure.touchpoints
    is_untold = measure.touchpoints in ((), (before.touchpoint,)) and not is_of_whole
    if is_untold and touchpoints not in ((), measure.touchpoints):
        ops.append(Set(here.at("touchpoints"), touchpoints))
    if starter is not None:
        return tuple(ops)
    direction = better_side(after.baseline, after.target)
    if measure.direction in (None, better_side(before.baseline, before.target)) and direction not in (
        None,
        measure.direction,
    ):
        ops.append(Set(here.at("direction"), direction))
    return tuple(ops)


def _is_bare(measure: Measure) -> bool:
    """Whether nobody has said what it is: one of the whole is left as it is."""
    learnt = {name: getattr(measure, name) for name in ("name", *_LEARNT)}
    return measure == Measure(id=measure.id, **learnt)


def _has_figures(session: Session, measure: Measure) -> bool:
    return any(
        observation.measure == measure.id for round_ in session.rounds for observation in round_.observations
    )
