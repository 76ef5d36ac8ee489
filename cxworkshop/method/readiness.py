"""What still stands between the room and the next stair: the findings of the readiness checks, kept between
keystrokes.

The app keeps one `Readiness` and passes it on as `kept`; the command line and the documents ask plainly. A
closed round is judged as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, cast

from cxworkshop.method.checks import CHECKS, Finding
from cxworkshop.method.checks.tracing import Reads, TracedSession
from cxworkshop.method.derived import priorities
from cxworkshop.method.steps import gate, step_of
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Session

SHOULDS_SHOWN = 3
"""How many open shoulds a climb shows."""
OF_PRIORITIES = frozenset({"G2.1", "G2.4", "G3.7", "G4.2", "G4.5"})
"""Checks that ask for something at the priority touchpoints, and may be mended by a row that is not there
yet."""


def findings(session: Session, on: date, step: str | None = None) -> tuple[Finding, ...]:
    """What every readiness check of a step finds, or of all steps from the ground up."""
    day = session.judged_on(on)
    return tuple(CHECKS[name](session, day) for name in _names(step))


class Readiness:
    """Findings, each kept for as long as the day and everything its check has read stay the very same
    objects."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def findings(self, session: Session, on: date, step: str | None = None) -> tuple[Finding, ...]:
        """The same as the function `findings`; only the checks that read what has changed are asked again."""
        day = session.judged_on(on)
        return tuple(self._finding(name, session, day) for name in _names(step))

    def _finding(self, name: str, session: Session, day: date) -> Finding:
        kept = self._kept.get(name)
        if kept is None or kept.day != day or not kept.reads.still_stand(session):
            reads = Reads(session)
            kept = _Kept(CHECKS[name](cast(Session, TracedSession(session, reads)), day), day, reads)
            self._kept[name] = kept
        return kept.finding


class _Kept(NamedTuple):
    finding: Finding
    day: date
    reads: Reads


def may_climb(session: Session, step: str, on: date, kept: Readiness | None = None) -> bool:
    """Whether a step can be passed without a reason: none of its musts is open."""
    return not open_musts(session, step, on, kept)


def open_musts(session: Session, step: str, on: date, kept: Readiness | None = None) -> tuple[Finding, ...]:
    """The musts of a step that neither hold nor were climbed past with a reason."""
    return tuple(one for one in _open(session, step, on, kept) if gate(one.check).is_must)


def open_shoulds(session: Session, step: str, on: date, kept: Readiness | None = None) -> tuple[Finding, ...]:
    """The shoulds of a step that neither hold nor were climbed past with a reason; those about priorities
    first."""
    unmet = (one for one in _open(session, step, on, kept) if not gate(one.check).is_must)
    return tuple(sorted(unmet, key=lambda one: not _weighs(session, one)))


def at_most_three_shoulds(
    session: Session, step: str, on: date, kept: Readiness | None = None
) -> tuple[Finding, ...]:
    """The open shoulds that a climb shows."""
    return open_shoulds(session, step, on, kept)[:SHOULDS_SHOWN]


def _open(session: Session, step: str, on: date, kept: Readiness | None) -> Iterator[Finding]:
    for one in (kept.findings if kept else findings)(session, on, step):
        override = session.find("gate_overrides", one.check)
        if not one.holds and not (override and getattr(override, "reason", "").strip()):
            yield one


def _weighs(session: Session, finding: Finding) -> bool:
    weighty = priorities(session)
    return finding.check in OF_PRIORITIES or any(
        _touchpoints_at(session, place) & weighty for place in finding.places
    )


def _names(step: str | None) -> list[str]:
    return [name for name in CHECKS if step is None or step_of(name) == step]


def _touchpoints_at(session: Session, place: Place) -> frozenset[str]:
    """The touchpoints a place is about."""
    if place.table == "touchpoints":
        return frozenset({place.id})
    record = record_at(session, place) if place.id else None
    named = (getattr(record, "touchpoint", None), *getattr(record, "touchpoints", ()))
    return frozenset(one for one in named if one)
