"""What each measure counts, where it comes from and who sees it; what the goals give back."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents import charts
from cxworkshop.documents.figure_text import amount, answers, figure
from cxworkshop.documents.pictures import Gap, Trend, Way
from cxworkshop.documents.plan.lines import Line, sentences
from cxworkshop.documents.plan.measurement import measures_shown
from cxworkshop.documents.wording import RecordView, aside, joined, marks
from cxworkshop.language import _, date_text, months_text, plural
from cxworkshop.method import intervals, lookup
from cxworkshop.method.surveys import Point, series
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure, Observation


class MeasureRow(NamedTuple):
    name: str
    about: str
    """What is counted and where it shows: definition, source, touchpoints, forum."""
    baseline: str
    on: date | None
    visible_to: str


class Measures(NamedTuple):
    measures: tuple[MeasureRow, ...]
    goals: tuple[Line, ...]
    """What a goal of a touchpoint gives back, and the goal it follows from."""
    gives_back: bool
    """Whether any goal says what it gives back."""
    trends: tuple[Trend, ...]
    ways: tuple[Way, ...]
    gaps: tuple[Gap, ...]
    """What was guessed, and how many believe that we exceed expectations."""
    months: tuple[Line, ...] = ()
    """The figures of a measure by month."""

    @property
    def is_begun(self) -> bool:
        return any(self)


MONTHS = 12
"""Months of a series that are printed: the last ones."""


def measures(view: RecordView) -> Measures:
    """The measures in use, and the goals of the touchpoints."""
    return Measures(
        months=tuple(line for measure in measures_shown(view) if (line := _months(view, measure)).text),
        measures=tuple(_measure_row(view, measure) for measure in measures_shown(view)),
        goals=tuple(Line(goal.text, text) for goal in view.round.goals if (text := _given_back(view, goal))),
        gives_back=any(goal.business_link for goal in view.round.goals),
        trends=charts.trends(view, measures_shown(view)),
        ways=charts.ways(view),
        gaps=(*charts.gaps(view), *charts.exceeded(view)),
    )


def _measure_row(view: RecordView, measure: Measure) -> MeasureRow:
    goals = lookup.grouped(view.round.goals, "measure").get(measure.id, ())
    latest = intervals.latest(view.session, measure.id)
    return MeasureRow(
        name=measure.name_shown,
        about=marks(_about(view, measure), _about_newest(view, measure, latest)),
        baseline=joined(*dict.fromkeys(amount(measure, goal.baseline) for goal in goals)),
        on=latest.observed_on if latest else None,
        visible_to=aside(view.field(measure, "visible_to"), measure.visibility_reason),
    )


def _about(view: RecordView, measure: Measure) -> str:
    groups, situations = measure.segments_covered, measure.event_types_covered
    first = measure.first_value_by
    return marks(
        view.field(measure, "category"),
        view.field(measure, "direction"),
        measure.definition,
        _("source: {source}").format(source=measure.source) if measure.source else "",
        view.touchpoints(measure.touchpoints),
        _("discussed in: {forum}").format(forum=measure.forum) if measure.forum else "",
        plural("{n} customer group", "{n} customer groups", groups) if groups else "",
        plural("{n} situation", "{n} situations", situations) if situations else "",
        _("asked: {question}").format(question=measure.question) if measure.question else "",
        _("answered on {scale}").format(scale=view.field(measure, "scale")) if measure.scale else "",
        _("first value by {day}").format(day=date_text(first)) if first else "",
    )


def _about_newest(view: RecordView, measure: Measure, latest: Observation | None) -> str:
    """Of what the newest figure speaks, and where it is from, unless that is the source of the measure."""
    if latest is None:
        return ""
    groups, situations = latest.segments, latest.event_types
    named = (view.name("imports", file) for file in (latest.imported, *latest.together) if file)
    files = [name for name in dict.fromkeys(named) if name != measure.source]
    return marks(
        _("its answers from {day} on").format(day=date_text(latest.since)) if latest.since else "",
        plural("{n} customer group answered", "{n} customer groups answered", groups) if groups else "",
        plural("about {n} kind of situation", "about {n} kinds of situation", situations)
        if situations
        else "",
        _("imported from {file}").format(file=", ".join(files)) if files else "",
    )


def _months(view: RecordView, measure: Measure) -> Line:
    """The figures of a measure by month, the newest last."""
    points = series(view.session, measure)[-MONTHS:]
    return Line(measure.name_shown, marks(*(_month(measure, point) for point in points)))


def _month(measure: Measure, point: Point) -> str:
    few = _("few answers ({n})").format(n=answers(point.figure.n)) if point.figure.n else ""
    return f"{months_text(point.month)}: {figure(measure, point.figure) or few or '–'}"


def _given_back(view: RecordView, goal: Goal) -> str:
    words = _("It follows from: {goal}")
    follows = words.format(goal=view.name("goals", goal.derived_from)) if goal.derived_from else ""
    is_the_same = view.name("goals", goal.derived_from) == goal.name_shown
    return sentences(goal.business_link, "" if is_the_same else follows)
