"""Reads rows of the record by id and by field, for the rest of the method.

Results are cached by the identity of the tuples they were read from, so that 2,000 touchpoints are gone
through once, and not once for each cell. `session` may be any object with a session's tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from operator import attrgetter
from typing import Any, TypeVar, cast

from cxworkshop.model.actions import Decision
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.organisation import Person, Stage, Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.record import Record
from cxworkshop.model.session import Session, index, unwritten
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.model.vision import ExperienceGoal

_Row = TypeVar("_Row", bound=Record)
_Result = TypeVar("_Result")
_CACHE_SIZE = 32


def cached_on(*tables: str) -> Callable[[Callable[[Session], _Result]], Callable[[Session], _Result]]:
    """Caches a function of the session for as long as `tables` ("people", "round.goals") are the same tuples.

    The function must read nothing else.
    """
    getters = [attrgetter(table) for table in tables]

    def decorate(compute: Callable[[Session], _Result]) -> Callable[[Session], _Result]:
        cache: dict[tuple[int, ...], tuple[list[Any], _Result]] = {}

        @wraps(compute)
        def cached(session: Session) -> _Result:
            parts = [get(session) for get in getters]
            key = tuple(map(id, parts))
            entry = cache.get(key)  # read once: the saver's thread may clear the cache in between
            if entry is None:
                if len(cache) >= _CACHE_SIZE:
                    cache.clear()
                cache[key] = entry = (parts, compute(session))  # holding the parts keeps their ids in use
            return entry[1]

        return cached

    return decorate


_groups: dict[tuple[int, str], tuple[tuple[Record, ...], dict[Any, list[Any]]]] = {}


def grouped(rows: tuple[_Row, ...], field: str) -> Mapping[Any, list[_Row]]:
    """The rows by the value of a field; a row that names several values is under each of them."""
    key = (id(rows), field)
    entry = _groups.get(key)
    if entry is None:
        if len(_groups) >= 4 * _CACHE_SIZE:
            _groups.clear()
        groups: dict[Any, list[Any]] = {}
        for row in rows:
            value = getattr(row, field)
            for key_value in value if isinstance(value, tuple) else (value,):
                groups.setdefault(key_value, []).append(row)
        _groups[key] = entry = (rows, groups)
    return entry[1]


def state_of(session: Session, touchpoint_id: str) -> TouchpointState:
    """The state of a touchpoint in the round in view; defaults when nothing is written yet."""
    state = index(session.round.touchpoint_states).get(touchpoint_id)
    return cast(TouchpointState, state or unwritten("touchpoint_states", touchpoint_id))


def ownership_of(session: Session, touchpoint_id: str) -> Ownership:
    """The ownership of a touchpoint in the round in view; defaults when nothing is written yet."""
    ownership = index(session.round.ownerships).get(touchpoint_id)
    return cast(Ownership, ownership or unwritten("ownerships", touchpoint_id))


def person(session: Session, person_id: str | None) -> Person | None:
    """The person with that id."""
    return cast(Person | None, index(session.people).get(person_id or ""))


def measure(session: Session, measure_id: str | None) -> Measure | None:
    """The measure with that id."""
    return cast(Measure | None, index(session.measures).get(measure_id or ""))


def measures_in_use(session: Session) -> tuple[Measure, ...]:
    """The measures that are not retired in the round in view."""
    return tuple(measure for measure in session.measures if is_in_use(session, measure))


def is_in_use(session: Session, measure: Measure) -> bool:
    """Whether a measure is not retired in the round in view."""
    return not _is_retired(measure.retired_round, session)


def touchpoints_of(session: Session, measure: Measure) -> frozenset[str]:
    """The touchpoints that a measure tells of: its own, and those of the goals that name it."""
    goals = grouped(session.round.goals, "measure").get(measure.id, ())
    return frozenset((*measure.touchpoints, *(goal.touchpoint for goal in goals if goal.touchpoint)))


def goals_of(session: Session, measure: Measure) -> tuple[ExperienceGoal | Goal, ...]:
    """The goals of the round that name a measure: those for the whole first."""
    of_touchpoints = grouped(session.round.goals, "measure").get(measure.id, ())
    return (*grouped(session.round.experience_goals, "measure").get(measure.id, ()), *of_touchpoints)


@cached_on("stages", "round.number")
def stages_in_use(session: Session) -> tuple[Stage, ...]:
    """The stages that are not retired in the round in view."""
    return tuple(stage for stage in session.stages if not _is_retired(stage.retired_round, session))


@cached_on("touchpoints", "stages", "round.touchpoint_states", "round.number")
def in_scope(session: Session) -> tuple[Touchpoint, ...]:
    """The touchpoints that this round diagnoses and counts, in the order of the journey.

    Touchpoints out of scope, retired by now or added by a later round are left out. Those without
    a stage come last.
    """
    return tuple(
        touchpoint
        for touchpoint in in_journey(session)
        if _is_in_round(touchpoint, session) and state_of(session, touchpoint.id).in_scope
    )


@cached_on("touchpoints", "stages")
def in_journey(session: Session) -> tuple[Touchpoint, ...]:
    """All touchpoints that there are or were, in the order of the journey; without a stage last."""
    order = {stage.id: i for i, stage in enumerate(session.stages)}
    return tuple(sorted(session.touchpoints, key=lambda tp: order.get(tp.stage or "", len(order))))


@cached_on("people", "round.participants", "round.started_on")
def expected_voters(session: Session) -> tuple[Person, ...]:
    """The participants who answer blindly: our own people, not a partner's, who are still with us."""
    begun, there = session.round.started_on or date.min, set(session.round.participants)
    return tuple(
        person
        for person in session.people
        if person.id in there and person.own and not person.has_left(begun)
    )


def share_of(part: int, whole: int) -> float | None:
    """`part` / `whole` (0–1); None when `whole` is 0."""
    return part / whole if whole else None


def mean_of(values: Iterable[float]) -> float | None:
    """The arithmetic mean; None without values."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None


def _is_in_round(touchpoint: Touchpoint, session: Session) -> bool:
    return (touchpoint.added_round or 1) <= session.round.number and not _is_retired(
        touchpoint.retired_round, session
    )


def _is_retired(retired_round: int | None, session: Session) -> bool:
    return retired_round is not None and retired_round <= session.round.number


def is_passed(session: Session, step: str) -> bool:
    """Whether a step was passed in the round in view."""
    return any(row.step == step and row.is_passed for row in session.round.steps)


def standing_decisions(session: Session) -> tuple[Decision, ...]:
    """The decisions of all rounds in view that no other one has taken the place of."""
    decisions = [decision for round_ in session.rounds for decision in round_.decisions]
    replaced = {decision.supersedes for decision in decisions}
    return tuple(decision for decision in decisions if decision.id not in replaced)
