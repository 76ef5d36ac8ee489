"""The list of measures: the newest figure of each with its margin, the target, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.lists import List, Value, content_of
from cxworkshop.documents.plan.measurement import measures_shown
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, rounded, say
from cxworkshop.method import intervals, lookup
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session


def table(session: Session, on: date) -> List:
    """A row for each measure in use."""
    view = RecordView(session, on)
    head = (
        _("Measure"), _("Unit"), _("Now"), _("Margin from"), _("Margin to"), _("Answers (n)"),
        _("Observed on"), _("Target"), _("By (date)"), _("Owner of the measure"), _("Rhythm, days"),
        _("Touchpoints"), _("Definition"), _("Source"), _("Forum"),
    )  # fmt: skip
    return List(head, tuple(_row(view, measure) for measure in measures_shown(view)))


def _row(view: RecordView, measure: Measure) -> tuple[Value, ...]:
    now = intervals.reading(view.session, measure.id)
    latest = intervals.latest(view.session, measure.id)
    goals = lookup.goals_of(view.session, measure)
    goal = next((goal for goal in goals if goal.target is not None), None)
    return (
        measure.name_shown,
        view.field(measure, "unit"),
        *(_short(figure) for figure in (now.value, now.low, now.high)),
        now.n,
        latest.observed_on if latest else None,
        goal.target if goal else None,
        goal.due_on if goal else None,
        view.person(measure.owner),
        measure.cadence_days,
        view.touchpoints(measure.touchpoints),
        measure.definition,
        measure.source,
        measure.forum,
    )


def _short(figure: float | None) -> float | None:
    return None if figure is None else rounded(figure, 2)


def content(session: Session, on: date) -> Mapping[str, object]:
    return content_of(table(session, on), _("Measures"), session.organisation.name)


def missing(session: Session) -> tuple[Words, ...]:
    if session.measures:
        return ()
    return (say("No measures yet: add them in 5 Measure."),)
