"""Reads off a session what its marks are worth on a day; a closed round is judged as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.method.facts.grounds import (
    Basis,
    Ground,
    Standing,
    kind_of_evidence,
    lacks_of_evidence,
    lacks_of_figure,
    lacks_of_kind,
    worth,
)
from cxworkshop.method.intervals import answers, observations_of, reading_of
from cxworkshop.method.lookup import grouped, is_in_use, state_of
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.session import Session, index


def standing(session: Session, touchpoint: str, on: date) -> Standing:
    """What the mark of a touchpoint's level is worth: fact, assumption or unknown, with its ground."""
    state = state_of(session, touchpoint)
    if state.level_now is None:
        return worth(None, state.level_basis, ())
    return worth(
        state.level_now, state.level_basis, tuple(_grounds(session, touchpoint, on)), state.basis_reason
    )


def evidence_of(session: Session, touchpoint: str) -> tuple[Evidence, ...]:
    """The evidence of the round about a touchpoint: what names it, and what its level names."""
    known = index(session.round.evidence)
    named = (known.get(id) for id in state_of(session, touchpoint).evidence)
    about = grouped(session.round.evidence, "touchpoints").get(touchpoint, ())
    return tuple({row.id: row for row in (*about, *named) if isinstance(row, Evidence)}.values())


def evidence_basis(session: Session, evidence: Evidence, on: date) -> Basis:
    """What a piece of evidence is worth: marked an assumption it is one, marked a fact it must be one."""
    if evidence.kind == "assumption":
        return "assumption"
    return kind_of_evidence(evidence, *_days(session, on))


def ground_of_kind(session: Session, evidence: Evidence, on: date) -> Ground:
    """A piece of evidence with what it lacks to be a fact, whatever its mark says."""
    return _ground(evidence, lacks_of_kind(evidence, *_days(session, on)))


def _days(session: Session, on: date) -> tuple[date, date]:
    """The day that ageing is judged on, and the last day of what is known."""
    return session.judged_on(on), session.round.closed_on or on


def _ground(evidence: Evidence, lacks: str) -> Ground:
    return Ground(evidence.id, evidence.source_type or "", evidence.n, evidence.collected_on, lacks)


def _grounds(session: Session, touchpoint: str, on: date) -> Iterator[Ground]:
    day, until = _days(session, on)
    for evidence in evidence_of(session, touchpoint):
        yield _ground(evidence, lacks_of_evidence(evidence, day, until))
    yield from (ground for _measure, _newest, ground in figures_of(session, touchpoint, on))


def figures_of(
    session: Session, touchpoint: str, on: date
) -> Iterator[tuple[Measure, Observation | None, Ground]]:
    """The measures of a touchpoint, each with its newest figure and what that lacks to carry the level."""
    day, until = _days(session, on)
    for measure in _measures_of(session, touchpoint):
        newest = _newest_figure(session, measure, until)
        n, observed = (answers(newest), newest.observed_on) if newest else (None, None)
        lacks = lacks_of_figure(measure, newest, day, until)
        yield measure, newest, Ground(measure.id, "measure", n, observed, lacks)


def _measures_of(session: Session, touchpoint: str) -> Iterator[Measure]:
    about = grouped(session.measures, "touchpoints").get(touchpoint, ())
    return (measure for measure in about if is_in_use(session, measure))


def _newest_figure(session: Session, measure: Measure, until: date) -> Observation | None:
    """The newest observation that has a figure, of those made by a day; one that is still to come, or has no
    day, where there is no other."""
    figures = [
        row for row in observations_of(session, measure.id) if reading_of(measure, row).value is not None
    ]
    made = [row for row in figures if row.observed_on is not None and row.observed_on <= until]
    return max(reversed(made or figures), key=lambda row: row.observed_on or date.min, default=None)
