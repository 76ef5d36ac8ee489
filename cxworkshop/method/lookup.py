"""Reads rows of the record fast and by name: what the rest of the arithmetic stands on.

Everything is kept by the identity of the tuples it was read from, so that 2,000 touchpoints are gone through
once and not once a cell. `session` may be any object with a session's tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from operator import attrgetter
from typing import Any, TypeVar, cast

from cxworkshop.model.measures import Measure
from cxworkshop.model.organisation import Person, Stage, Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.record import Record
from cxworkshop.model.session import Session, index, unwritten
from cxworkshop.model.touchpoint_states import TouchpointState

_Row = TypeVar("_Row", bound=Record)
_Found = TypeVar("_Found")
_KEPT = 32


def remembered(*tables: str) -> Callable[[Callable[[Session], _Found]], Callable[[Session], _Found]]:
    """Keeps what a function of the session found for as long as `tables` ("people", "round.goals") hold the
    same tuples.

    The function must read nothing else.
    """
    read = [attrgetter(table) for table in tables]

    def keeping(find: Callable[[Session], _Found]) -> Callable[[Session], _Found]:
        kept: dict[tuple[int, ...], tuple[list[Any], _Found]] = {}

        @wraps(find)
        def asked(session: Session) -> _Found:
            parts = [part(session) for part in read]
            key = tuple(map(id, parts))
            known = kept.get(key)  # asked once: the saver's thread may clear them in between
            if known is None:
                if len(kept) >= _KEPT:
                    kept.clear()
                kept[key] = known = (
                    parts,
                    find(session),
                )  # holding the parts keeps their ids from being used again
            return known[1]

        return asked

    return keeping


_groups: dict[tuple[int, str], tuple[tuple[Record, ...], dict[Any, list[Any]]]] = {}


def grouped(rows: tuple[_Row, ...], field: str) -> Mapping[Any, list[_Row]]:
    """The rows by the value of a field; a row that names several values is under each of them."""
    key = (id(rows), field)
    known = _groups.get(key)
    if known is None:
        if len(_groups) >= 4 * _KEPT:
            _groups.clear()
        found: dict[Any, list[Any]] = {}
        for row in rows:
            value = getattr(row, field)
            for one in value if isinstance(value, tuple) else (value,):
                found.setdefault(one, []).append(row)
        _groups[key] = known = (rows, found)
    return known[1]


def state_of(session: Session, touchpoint_id: str) -> TouchpointState:
    """How the touchpoint stands in the round in view; defaults when nothing is written yet."""
    found = index(session.round.touchpoint_states).get(touchpoint_id)
    return cast(TouchpointState, found or unwritten("touchpoint_states", touchpoint_id))


def ownership_of(session: Session, touchpoint_id: str) -> Ownership:
    """Who carries the touchpoint in the round in view; defaults when nothing is written yet."""
    found = index(session.round.ownerships).get(touchpoint_id)
    return cast(Ownership, found or unwritten("ownerships", touchpoint_id))


def person(session: Session, person_id: str | None) -> Person | None:
    """The person with that id."""
    return cast(Person | None, index(session.people).get(person_id or ""))


def measure(session: Session, measure_id: str | None) -> Measure | None:
    """The measure with that id."""
    return cast(Measure | None, index(session.measures).get(measure_id or ""))


def measures_in_use(session: Session) -> tuple[Measure, ...]:
    """The measures that are not retired in the round in view."""
    return tuple(measure for measure in session.measures if not _retired(measure.retired_round, session))


@remembered("stages", "round.number")
def stages_in_use(session: Session) -> tuple[Stage, ...]:
    """The stages that are not retired in the round in view."""
    return tuple(stage for stage in session.stages if not _retired(stage.retired_round, session))


@remembered("touchpoints", "stages", "round.touchpoint_states", "round.number")
def in_scope(session: Session) -> tuple[Touchpoint, ...]:
    """The touchpoints that this round diagnoses and counts, in the order of the journey.

    Left out are those out of scope, those retired by now and those that a later round added. Without a stage:
    last.
    """
    order = {stage.id: i for i, stage in enumerate(session.stages)}
    counted = (
        touchpoint
        for touchpoint in session.touchpoints
        if _is_here(touchpoint, session) and state_of(session, touchpoint.id).in_scope
    )
    return tuple(sorted(counted, key=lambda one: order.get(one.stage or "", len(order))))


def share_of(part: int, whole: int) -> float | None:
    """`part` of `whole` as 0–1; None of nothing."""
    return part / whole if whole else None


def mean_of(values: Iterable[float]) -> float | None:
    """The plain mean; None of nothing."""
    held = list(values)
    return sum(held) / len(held) if held else None


def _is_here(touchpoint: Touchpoint, session: Session) -> bool:
    return (touchpoint.added_round or 1) <= session.round.number and not _retired(
        touchpoint.retired_round, session
    )


def _retired(retired_round: int | None, session: Session) -> bool:
    return retired_round is not None and retired_round <= session.round.number
