"""What is measured of the journey, by channel and element, and which figures are late; read by the lists of
Measure, its checks and the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from cxworkshop.language import Words, say
from cxworkshop.method import lookup
from cxworkshop.method.figures import unmeasured
from cxworkshop.method.intervals import as_known, fault_of, observations_of
from cxworkshop.method.lookup import in_scope, measures_in_use
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.session import Session, index

BY = ("channel", "element")
"""The fields of a touchpoint that coverage is counted by."""


def coverage(
    touchpoints: Iterable[tuple[str, str | None]], measured: Collection[str]
) -> dict[str | None, tuple[int, int]]:
    """Of touchpoints (id, value), how many of how many are measured by value; the least covered first, of
    those the most touchpoints."""
    counts: dict[str | None, tuple[int, int]] = {}
    for id, value in touchpoints:
        k, n = counts.get(value, (0, 0))
        counts[value] = (k + (id in measured), n + 1)
    return dict(sorted(counts.items(), key=lambda item: (item[1][0] / item[1][1], -item[1][1])))


def coverage_by(session: Session, field: str) -> dict[str | None, tuple[int, int]]:
    """How many of how many touchpoints in scope are measured by their channel or their element; None is of
    those that do not say."""
    scope, lacking = in_scope(session), frozenset(unmeasured(session))
    measured = {touchpoint.id for touchpoint in scope} - lacking
    return coverage(((touchpoint.id, getattr(touchpoint, field)) for touchpoint in scope), measured)


def overdue(last: date | None, cadence: int | None, first_value_by: date | None, on: date) -> int | None:
    """Days since the next figure was due, 0 today; None when it is not due, or nothing says when."""
    due = last + timedelta(days=cadence) if last and cadence else None if last else first_value_by
    return (on - due).days if due is not None and due <= on else None


def days_overdue(session: Session, measure: Measure, on: date) -> int | None:
    """Days since the next figure of a measure was due, on a day; None when it is not."""
    seen = observations_of(as_known(session, on), measure.id)
    last = max((row.observed_on for row in seen if row.observed_on), default=None)
    return overdue(last, measure.cadence_days, measure.first_value_by, session.judged_on(on))


def late_measures(session: Session, on: date) -> tuple[tuple[Measure, int], ...]:
    """The measures in use whose next figure is late, with the days, the latest first."""
    late = ((measure, days_overdue(session, measure, on)) for measure in measures_in_use(session))
    return tuple(sorted(((m, days) for m, days in late if days), key=lambda pair: -pair[1]))


def newly_impossible(before: Session, after: Session) -> Words:
    """Why the observations that a change has made so are no figures; of the first, and how many more."""
    known = index(before.round.observations)
    told = [
        words
        for observation in after.round.observations
        if known.get(observation.id) is not observation and (words := _fault(after, observation))
    ]
    if len(told) < 2:
        return told[0] if told else ""
    return say("{first} And {n} more such.", first=told[0], n=len(told) - 1)


def _fault(session: Session, observation: Observation) -> Words:
    measure = lookup.measure(session, observation.measure)
    return fault_of(measure, observation) if measure is not None else ""
