"""The wall of figures: a line in large type for each measure that everybody sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.board_figures import arrow, first_figure
from cxworkshop.documents.figure_text import STATED, figure, larger_before, stated_figure, targets
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.lines import capital, sentences
from cxworkshop.documents.plan.measurement import measures_shown
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, date_text, joined, say
from cxworkshop.method import intervals, lookup, thresholds
from cxworkshop.method.charts import points_of
from cxworkshop.method.measuring import days_overdue
from cxworkshop.method.sides import with_side
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session


class WallLine(NamedTuple):
    """A measure in large type, and what stands small under it."""

    measure: str
    now: str
    target: str
    arrow: str
    small: str


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    view = RecordView(session, on)
    lines = tuple(_line(view, measure) for measure in _visible(view))
    return {
        "organisation": session.organisation.name,
        "lines": lines,
        "has_arrow": any(line.arrow for line in lines),
        "holes": tuple(str(words) for words in missing(session)),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """What the wall lacks, and which step supplies it."""
    if not lookup.measures_in_use(session):
        return gaps(session, {"the measures"})
    if not _visible(RecordView(session, date.min)):
        return (say("No figure is visible to everybody yet: say who sees each measure in 5 Measure."),)
    return ()


def _visible(view: RecordView) -> list[Measure]:
    return [measure for measure in measures_shown(view) if measure.visible_to in (None, "all_staff")]


def _line(view: RecordView, measure: Measure) -> WallLine:
    now = intervals.reading(view.session, measure.id)
    target = joined(targets(view.session, measure, view.on))
    if now.value is None:
        stated = stated_figure(view.session, measure)
        small = sentences(capital(_(STATED)) if stated else "", capital(first_figure(view, measure)))
        return WallLine(measure.name_shown, stated or _("no figure yet"), target, "", small)
    return WallLine(
        measure=measure.name_shown,
        now=_now(measure, now),
        target=target,
        arrow="" if _is_of_few(now) else _arrow(view, measure),
        small=_small(view, measure),
    )


def _now(measure: Measure, now: intervals.Interval) -> str:
    """A figure for everybody; of fewer than MONTH_N answers only how many, as the rest tells of people."""
    return _("few answers ({n})").format(n=now.n) if _is_of_few(now) else figure(measure, now)


def _is_of_few(now: intervals.Interval) -> bool:
    return now.n is not None and now.n < thresholds.MONTH_N


def _arrow(view: RecordView, measure: Measure) -> str:
    """Whether the newest figure is really another than the one before."""
    figures = [point.figure for point in points_of(view.session, measure)]
    return arrow(with_side(view.session, measure), intervals.change(*figures[-2:]))[0] if figures[1:] else ""


def _small(view: RecordView, measure: Measure) -> str:
    """The day of the figure, whether the next one is late, and who answers for it."""
    latest = intervals.latest(view.session, measure.id)
    day = latest.observed_on if latest else None
    name = view.person(measure.owner)
    is_late = bool(days_overdue(view.session, measure, view.on))
    return sentences(
        _("The figure is from {day}").format(day=date_text(day)) if day else "",
        larger_before(view.session, measure),
        _("The next one is late") if is_late else "",
        _("Answers for it: {name}").format(name=name) if name else "",
    )
