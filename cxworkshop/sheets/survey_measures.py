"""Which measure the figures of a survey file go into, as a page and a line ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cxworkshop.importing.survey import preview as previews
from cxworkshop.importing.survey.preview import Preview
from cxworkshop.language import Words, say
from cxworkshop.method.survey_measures import choices_of, likely, open_lines, values_of_new
from cxworkshop.method.surveys import ADD, Line, Survey, label_of, measures_of
from cxworkshop.model.measures import Measure
from cxworkshop.model.raw import record_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.survey_points import Point


class MeasurePoint(NamedTuple):
    """A line of a survey, and what can be said of its measure."""

    label: str
    words: Words
    """The question."""
    point: Point


def open_measures(preview: Preview, session: Session, survey: Survey) -> Iterator[MeasurePoint]:
    """The lines whose measure must be said."""
    for line, measures in open_lines(session, survey).items():
        yield _asked(preview, session, line, measures, None)


def settled_measures(preview: Preview, session: Session, survey: Survey) -> Iterator[MeasurePoint]:
    """The lines whose measure can be said otherwise."""
    unsaid, choices = open_lines(session, survey), choices_of(session, survey)
    of = measures_of(session, choices, survey.measures)
    for line, measures in choices.items():
        if line not in unsaid:
            measure = of[line]
            yield _asked(preview, session, line, measures, measure.id if measure else ADD)


def _asked(
    preview: Preview, session: Session, line: Line, measures: tuple[Measure, ...], now: str | None
) -> MeasurePoint:
    label = label_of(session, line)
    new = say("a new measure: {name}", name=new_measure(session, line).name)
    named: list[tuple[str, Words]] = [(measure.id, measure.name_shown) for measure in measures]
    options = (*named, (ADD, new))
    proposed = likely(line, measures) if now is None else None
    ordered = sorted(options, key=lambda option: option[0] != proposed)
    words = say("{label}: which measure is it?", label=label)
    return MeasurePoint(label, words, Point(tuple(ordered), _said(preview, label), now, proposed))


def _said(preview: Preview, label: str) -> Callable[[str], Preview]:
    return lambda value: previews.with_measure(preview, label, value)


def new_measure(session: Session, line: Line) -> Measure:
    """The measure that would be made for a line."""
    name = line.name or session.name_of("touchpoints", line.touchpoint)
    return record_of(Measure, {"id": "", **values_of_new(line, name)})
