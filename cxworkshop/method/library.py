"""The measures of the library, first those that suit what is to be measured; and what of the journey nothing
measures yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cxworkshop.method.content import StarterMeasure, starter_measures
from cxworkshop.method.derived import priorities
from cxworkshop.method.lookup import in_scope, measures_in_use
from cxworkshop.model.matching import folded
from cxworkshop.model.measures import Measure
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import fields
from cxworkshop.model.session import Session

WHOLE = "whole"
"""What a measure suits that is asked of the relationship, and of no touchpoint."""


class Suggested(NamedTuple):
    """A measure of the library for a touchpoint; for None it is of the whole."""

    measure: StarterMeasure
    touchpoint: Touchpoint | None


def suggested_for(session: Session, touchpoint: Touchpoint | None) -> list[Suggested]:
    """The library for a touchpoint, first what suits its element; for None first what suits the whole. What
    suits the whole and not the element stays one of the whole."""
    element = touchpoint.element if touchpoint else WHOLE

    def is_of_whole(suits: Sequence[str]) -> bool:
        return not suits or (WHOLE in suits and element not in suits)

    return [
        Suggested(measure, None if is_of_whole(measure.suits) else touchpoint)
        for measure in sorted(_library(session), key=lambda measure: element not in measure.suits)
    ]


def suggested(session: Session) -> list[Suggested]:
    """The library, first what suits touchpoints that nothing measures yet, each for the first of them; then
    what suits the whole."""
    waiting = uncovered(session)

    def of(measure: StarterMeasure) -> Touchpoint | None:
        return next((touchpoint for touchpoint in waiting if touchpoint.element in measure.suits), None)

    offered = [Suggested(measure, of(measure)) for measure in _library(session)]
    return sorted(offered, key=lambda one: _turn(one, waiting))


def _turn(suggested: Suggested, waiting: Sequence[Touchpoint]) -> tuple[int, bool]:
    touchpoint = suggested.touchpoint
    if touchpoint is not None:
        return waiting.index(touchpoint), False
    return len(waiting), WHOLE not in suggested.measure.suits


def benefits(session: Session) -> list[Suggested]:
    """The library for the whole, first the four benefits of responsibility that the method names."""
    return sorted(suggested_for(session, None), key=lambda one: not one.measure.is_benefit)


def _library(session: Session) -> list[StarterMeasure]:
    """The library of the sector; last what is computed from the record."""
    measures = starter_measures(session.organisation.sector)
    return sorted(measures, key=lambda measure: measure.metric == "management")


def uncovered(session: Session) -> list[Touchpoint]:
    """The touchpoints in scope that no measure in use names: priorities first, then in journey order."""
    covered = {touchpoint for measure in measures_in_use(session) for touchpoint in measure.touchpoints}
    chosen = priorities(session)
    waiting = [touchpoint for touchpoint in in_scope(session) if touchpoint.id not in covered]
    return sorted(waiting, key=lambda touchpoint: touchpoint.id not in chosen)


def in_library(session: Session, measure: Measure) -> StarterMeasure | None:
    """The measure of the library that a measure is, as long as nobody has said anything else of it than its
    name and its touchpoints."""
    for starter in starter_measures(session.organisation.sector) if measure.definition else ():
        known = {field: getattr(starter, field) for field in {*starter._fields} & {*fields("measures")}}
        own = {field: getattr(measure, field) for field in ("id", "name", "touchpoints")}
        texts = starter.definition.texts.values()
        if any(measure == Measure(**{**known, **own, "definition": text}) for text in texts):
            return starter
    return None


def taken_names(session: Session) -> set[str]:
    """The folded names of the measures in use."""
    return {folded(measure.name) for measure in measures_in_use(session)}
