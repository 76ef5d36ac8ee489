"""Whether a level follows from the figures of its touchpoint: asked, never decided.

A figure may mean something else than the level, so none is changed and no mark is lost; but a level at the
other end of the scale than what customers answered is not left without a question.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cxworkshop.method import thresholds
from cxworkshop.method.facts.standing import figures_of
from cxworkshop.method.intervals import Interval, reading_of
from cxworkshop.method.lookup import state_of
from cxworkshop.model.measures import RANGES, Measure
from cxworkshop.model.session import Session

SAYS_NOTHING_OF_LEVELS = frozenset({"behaviour", "business", "management"})
"""Categories whose figures have no end that is good or bad by itself: a third may be much or little."""


class Doubt(NamedTuple):
    """A figure that the level of its touchpoint does not follow from."""

    measure: Measure
    figure: Interval


def doubt(session: Session, touchpoint: str, on: date) -> Doubt | None:
    """The figure with the most answers that speaks against the level of a touchpoint; mostly None."""
    level = state_of(session, touchpoint).level_now
    if level is None:
        return None
    against = (seen for seen in _answered(session, touchpoint, on) if _is_against(level, *seen))
    return max(against, key=lambda seen: seen.figure.n or 0, default=None)


def _answered(session: Session, touchpoint: str, on: date) -> Iterator[Doubt]:
    """The figures of a touchpoint that customers gave on a scale, as far as they count for its level."""
    for measure, observation, ground in figures_of(session, touchpoint, on):
        if observation and ground.lacks in ("", "no_category"):
            figure = reading_of(measure, observation)
            if measure.category not in SAYS_NOTHING_OF_LEVELS and (figure.n or 0) >= thresholds.FACT_N:
                yield Doubt(measure, figure)


def _is_against(level: int, measure: Measure, figure: Interval) -> bool:
    """Whether a level from EXCEEDS up has a figure in the worse half of its scale, or one below MEETS a
    figure in the best fifth."""
    scale = RANGES.get(measure.read_in or "")
    if scale is None or figure.value is None:
        return False
    share = (figure.value - scale[0]) / (scale[1] - scale[0])
    good = 1 - share if measure.direction == "down" else share
    if level >= thresholds.EXCEEDS:
        return good < thresholds.POOR_FIGURE
    return level < thresholds.MEETS and round(good, 9) >= thresholds.GOOD_FIGURE
