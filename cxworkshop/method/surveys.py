"""What a survey says of measures: its figures, the measure that each is of, what the record has already.

The importing makes the figures of a file; `cxworkshop.editing.surveys` records them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from cxworkshop.method import intervals, lookup
from cxworkshop.model.imports import Import, MonthFigure
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.session import Session

ADD, WHOLE, LEAVE_OUT = "+", "*", "-"
"""What a touchpoint of a file can be beside the id of a known one: a new one, the relationship as a whole,
nothing."""

Parts = Mapping[str, float]
"""Of an observation: promoters, passives, detractors and n; or k and n; or mean, sd and n."""


class Item(NamedTuple):
    """What an answer is about: a touchpoint in the words of the file, and what was asked of it."""

    touchpoint: str
    question: str


class Figure(NamedTuple):
    """One observation to be recorded: the answers of a period, from the first day of one to the last."""

    item: Item
    touchpoint: str
    """An id, ADD or WHOLE."""
    metric: str
    scale: str
    since: date | None
    until: date | None
    parts: Parts
    segments: int = 0
    events: int = 0
    period: tuple[date, date] | None = None
    """The quarter, half or year that its answers are of; None where its days are not divided so."""

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """The time that no other figure of the measure is for."""
        return self.period or (self.since, self.until)

    def is_of(self, observation: Observation) -> bool:
        """Whether an observation of its measure is of its period, as far as its first day tells."""
        since, until = self.bounds
        first = observation.since
        if since is None or until is None or first is None:
            return first == since
        return since <= first <= until


class Month(NamedTuple):
    """One month of a series; of few answers only their number."""

    item: Item
    touchpoint: str
    metric: str
    scale: str
    month: str
    """2026-03"""
    parts: Parts


class Survey(NamedTuple):
    """One file as it is to be recorded."""

    file: str
    """Its name, without folders."""
    digest: str
    """sha256 of its contents, hexadecimal."""
    figures: tuple[Figure, ...]
    months: tuple[Month, ...] = ()
    rows: int = 0
    used: int = 0
    not_applicable: int = 0
    left_out: int = 0
    rejects: Mapping[str, int] = {}
    """By reason."""
    choices: str = ""
    """How it was understood, as the next file can be read by it."""
    measures: Mapping[str, str] = {}
    """The measures that were chosen, by the label of a line, plain: an id or a name, or ADD."""


class Line(NamedTuple):
    """What one measure is made of: a touchpoint, a metric, a scale, and the question where there are
    several."""

    touchpoint: str
    """An id, "" for the relationship as a whole, or ADD."""
    name: str
    """The touchpoint in the words of the file."""
    metric: str
    scale: str
    question: str


# ---- one measure a line ------------------------------------------------------------------------------------
_NONE: Mapping[str, str] = MappingProxyType({})
_INVISIBLE = {ord("\u200b"): None, ord("\ufeff"): None, ord("\u00ad"): None, ord("–"): "-", ord("—"): "-"}


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text as it is compared: one form of each letter and dash, no case, one space between words, no
    invisible signs."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold().split())


def line_of(session: Session, figure: Figure | Month) -> Line:
    """The line of a figure. A touchpoint to be added that is there by now is that one."""
    touchpoint = "" if figure.touchpoint == WHOLE else figure.touchpoint
    if touchpoint == ADD:
        name = plain(figure.item.touchpoint)
        there = (tp for tp in session.touchpoints if not tp.retired_round and plain(tp.name) == name)
        touchpoint = next((tp.id for tp in there), ADD)
    name = figure.item.touchpoint if touchpoint == ADD else ""
    return Line(touchpoint, name, figure.metric, figure.scale, figure.item.question)


def lines_of(session: Session, survey: Survey) -> tuple[Line, ...]:
    """The measures of a survey, each once, in its order."""
    figures: tuple[Figure | Month, ...] = (*survey.figures, *survey.months)
    return tuple(dict.fromkeys(line_of(session, figure) for figure in figures))


def label_of(session: Session, line: Line) -> str:
    """What a line is called: its question, and the touchpoint that it is about."""
    touchpoint = line.name or session.name_of("touchpoints", line.touchpoint)
    asked = line.question or line.metric
    return f"{asked}: {touchpoint}" if touchpoint else asked


def measures_of(
    session: Session, lines: Iterable[Line], chosen: Mapping[str, str] = _NONE
) -> dict[Line, Measure | None]:
    """The measure in use that each line is of; None where one is to be made. `chosen`: as a survey has it.

    A measure that was chosen is taken, or one of the same question; else, where the file asks only one
    question of a touchpoint, metric and scale, the only measure of them that has none. Of recommendation
    there is one question, however it is worded.
    """
    lines = tuple(lines)
    of: dict[Line, Measure | None] = {}
    for line in lines:
        choice = choice_of(session, line, chosen)
        alike = [measure for measure in lookup.measures_in_use(session) if is_of(measure, line)]
        asked = [measure for measure in alike if plain(measure.question) == plain(line.question)]
        bare = [measure for measure in alike if not measure.question or line.metric == "nps"]
        is_alone = sum(other[:4] == line[:4] for other in lines) == 1
        free = bare if is_alone and len(bare) == 1 and choice != ADD else []
        of[line] = choice if isinstance(choice, Measure) else next(iter(asked or free), None)
    return of


def choice_of(session: Session, line: Line, chosen: Mapping[str, str]) -> Measure | str | None:
    """What was chosen for a line: a measure that can hold it, or ADD; None where nothing was."""
    choice = chosen.get(plain(label_of(session, line)))
    if choice is None or choice == ADD:
        return choice
    named = (m for m in lookup.measures_in_use(session) if plain(choice) in (m.id, plain(m.name)))
    return next((measure for measure in named if can_hold(measure, line)), None)


def is_asked_by(measure: Measure, line: Line) -> bool:
    """Whether the figures of a line are of that very question of a measure."""
    return is_of(measure, line) and bool(measure.scale) and plain(measure.question) == plain(line.question)


def can_hold(measure: Measure, line: Line) -> bool:
    """Whether a person can say that a measure is the one of a line, whatever was asked. One without a metric
    can be of any."""
    return is_of(measure, line) or (
        measure.metric is None and is_of(measure.model_copy(update={"metric": line.metric}), line)
    )


def is_of(measure: Measure, line: Line) -> bool:
    """Whether a measure can hold the figures of a line."""
    touchpoints = (line.touchpoint,) if line.touchpoint else ()
    return (
        measure.touchpoints == touchpoints
        and measure.metric == line.metric
        and measure.scale in (None, line.scale)
        and (measure.unit is None or measure.unit in units_of(line))
    )


_FIXED_UNITS = {"nps": "nps_points", "csat": "percent", "share": "percent", "money": "eur"}
_POINTS = {"1-5": "points_1_5", "1-7": "points_1_7"}
_TIMES = {
    "days": ("day", "päiv", "vuorokau"),
    "hours": ("hour", "tunti", "tuntia"),
    "minutes": ("minute", "minuut"),
}
"""Words of a question that name the unit of a duration."""


def units_of(line: Line) -> tuple[str, ...]:
    """The units that the figures of a line can have, the likeliest first."""
    if line.metric == "duration":
        words = plain(line.question)
        named = tuple(unit for unit, signs in _TIMES.items() if any(sign in words for sign in signs))
        return named or tuple(_TIMES)
    if line.metric in _FIXED_UNITS:
        return (_FIXED_UNITS[line.metric],)
    return (_POINTS[line.scale],) if line.scale in _POINTS else ()


def figure_shown(session: Session, figure: Figure, measure: Measure | None) -> intervals.Interval:
    """A figure with its margin, as the record will have it."""
    line = line_of(session, figure)
    of = measure or Measure(id="", metric=line.metric, unit=next(iter(units_of(line)), None))
    counts: dict[str, Any] = {name: value for name, value in figure.parts.items() if name in COUNTS}
    return intervals.reading_of(of, Observation(id="", **counts), session.organisation.active_customers)


# ---- what the record has already ---------------------------------------------------------------------------
class Clash(NamedTuple):
    """A figure of which the record has another for the same time, from elsewhere."""

    measure: str
    figure: Figure
    there: tuple[Observation, ...]

    @property
    def since(self) -> date | None:
        """The first day that both are for."""
        return self.figure.bounds[0]

    @property
    def until(self) -> date | None:
        """The last one."""
        return self.figure.bounds[1]

    @property
    def now(self) -> int:
        """Answers of the new figure."""
        return int(self.figure.parts.get("n", 0))

    @property
    def before(self) -> int:
        """Answers of the figures that are there."""
        return sum(intervals.answers(observation) or 0 for observation in self.there)

    @property
    def key(self) -> tuple[str, date | None, date | None]:
        """What an answer to it is kept under."""
        return self.measure, self.since, self.until


def imported_before(session: Session, digest: str) -> tuple[int, Import] | None:
    """The round in which a file with these contents was imported last, and what it was; None for none."""
    for round_ in reversed(session.rounds):
        for one in round_.imports:
            if one.sha256 == digest:
                return round_.number, one
    return None


def clashes(session: Session, survey: Survey) -> tuple[Clash, ...]:
    """The figures for whose measure and time the record has figures from elsewhere. What was recorded of this
    file is settled."""
    measures = measures_of(session, lines_of(session, survey), survey.measures)
    before = imported_before(session, survey.digest)
    own = before[1].id if before is not None else ""
    clashing = []
    for figure in survey.figures:
        measure = measures[line_of(session, figure)]
        observed = intervals.observations_of(session, measure.id) if measure is not None else []
        is_settled = any(own in files_of(row) and is_counted_in(figure, row) for row in observed)
        others = (row for row in observed if not own or own not in files_of(row))
        there = () if is_settled else tuple(row for row in others if _overlap(figure, row))
        if measure is not None and there:
            clashing.append(Clash(measure.id, figure, there))
    return tuple(clashing)


def files_of(row: Observation | MonthFigure) -> tuple[str | None, ...]:
    """The imported files that a row is counted from."""
    return (row.imported, *row.together)


def is_counted_in(figure: Figure, row: Observation) -> bool:
    """Whether a row of its measure and its file holds a figure: it is of it, or counted together with it."""
    return figure.is_of(row) or (bool(row.together) and _overlap(figure, row))


def _overlap(figure: Figure, observation: Observation) -> bool:
    """Whether both are of the same time in part. What was typed has only a day; without any both are of all
    times."""
    since, until = observation.since or observation.observed_on, observation.observed_on
    first, last = figure.bounds
    if first is None or last is None or since is None or until is None:
        return last == until
    return first <= until and since <= last


# ---- the series of a measure -------------------------------------------------------------------------------
class Point(NamedTuple):
    """A month of a series: its figure, without a value where few answered."""

    month: str
    """2026-03"""
    figure: intervals.Interval


def series(session: Session, measure: Measure) -> tuple[Point, ...]:
    """The figures of a measure by month in all rounds in view, the first month first; of one month the newest
    round's."""
    months: dict[str, MonthFigure] = {}
    for round_ in session.rounds:
        months |= {row.month: row for row in lookup.grouped(round_.months, "measure").get(measure.id, ())}
    return tuple(Point(month, figure_of(measure, months[month])) for month in sorted(months))


def figure_of(measure: Measure, row: MonthFigure) -> intervals.Interval:
    """The figure of a month with its margin."""
    counts = {name: getattr(row, name) for name in COUNTS}
    return intervals.reading_of(measure, Observation(id=row.id, **counts))


COUNTS = ("n", "k", "mean", "sd", "promoters", "passives", "detractors")
"""The fields of an observation and of a month that hold what was counted."""
