"""Figures and series by month from answers that are understood: the parts of observations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from math import fsum, sqrt
from typing import NamedTuple

from cxworkshop.importing.survey.answers import SCALES
from cxworkshop.importing.survey.days import span_of
from cxworkshop.importing.survey.shapes import ADD, FEW, Choices, Figure, Item, Month, Parts
from cxworkshop.method.surveys import plain

PROMOTERS_FROM, PASSIVES_FROM = 9, 7


Given = Mapping[date | None, Counter[float]]
"""Answers by day: how often each value was given."""


class Measured(NamedTuple):
    """What one series is about; spellings of one touchpoint come together."""

    touchpoint: str
    new_name: str
    question: str
    metric: str
    scale: str

    @classmethod
    def of(cls, item: Item, touchpoint: str, metric: str, scale: str) -> Measured:
        name = plain(item.touchpoint) if touchpoint == ADD else ""
        return cls(touchpoint, name, plain(item.question), metric, scale)


Series = Mapping[Measured, list[tuple[Item, Given]]]
"""The answers to each item of a series."""
Cover = Mapping[Item, tuple[set[str], set[str]]]
"""By item: its customer groups and kinds of events."""


def parts_of(values: Mapping[float, int], metric: str, scale: str) -> Parts:
    """The parts of an observation: counts for NPS, k of n for CSAT (the two best of five) and shares, else
    mean, sd and n. The same to the last digit in whatever order the answers came."""
    n = sum(values.values())

    def at_least(least: float) -> int:
        return sum(times for value, times in values.items() if value >= least)

    if metric == "nps":
        promoters, others = at_least(PROMOTERS_FROM), at_least(PASSIVES_FROM)
        return {"promoters": promoters, "passives": others - promoters, "detractors": n - others, "n": n}
    if metric in ("csat", "share"):
        return {"k": at_least(1 if scale == "yes/no" else SCALES[scale].high - 1), "n": n}
    ordered = sorted(values.items())
    mean = fsum(value * times for value, times in ordered) / n
    if n < 2:
        return {"mean": mean, "n": n}
    sd = sqrt(fsum(times * (value - mean) ** 2 for value, times in ordered) / (n - 1))
    return {"mean": mean, "sd": sd, "n": n}


def cover_of(keys: Iterable[tuple[Item, str, str, str]]) -> Cover:
    """From the keys of a tally's cover."""
    cover: dict[Item, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for item, _answer, segment, event in keys:
        cover[item][0].update({plain(segment)} - {""})
        cover[item][1].update({plain(event)} - {""})
    return cover


def figures_of(series: Series, cover: Cover, choices: Choices) -> tuple[Figure, ...]:
    """One for each series and period, from the first day that was answered on to the last."""
    figures = []
    for measured, given in sorted(series.items()):
        item, by_day = _item(given), _together(given)
        segments, events = (
            len({name for one, _given in given if one in cover for name in cover[one][side]})
            for side in (0, 1)
        )
        spans: dict[tuple[date, date] | None, list[date | None]] = defaultdict(list)
        for day in by_day:
            spans[None if day is None or choices.period == "all" else span_of(day, choices.period)].append(
                day
            )
        for period, within in sorted(spans.items(), key=lambda pair: pair[0] or (date.min, date.min)):
            days = [day for day in within if day is not None]
            since, until = (min(days), max(days)) if days else (choices.since, choices.until)
            parts = parts_of(_values(by_day, within), measured.metric, measured.scale)
            about = item, measured.touchpoint, measured.metric, measured.scale
            figures.append(Figure(*about, since, until, parts, segments, events, period))
    return tuple(figures)


def months_of(series: Series) -> tuple[Month, ...]:
    """A series by month for each; of few answers only how many."""
    months = []
    for measured, given in sorted(series.items()):
        item, by_day = _item(given), _together(given)
        by_month: dict[str, list[date | None]] = defaultdict(list)
        for day in by_day:
            if day is not None:
                by_month[day.isoformat()[:7]].append(day)
        for month, within in sorted(by_month.items()):
            parts = parts_of(_values(by_day, within), measured.metric, measured.scale)
            kept = parts if parts["n"] >= FEW else {"n": parts["n"]}
            months.append(Month(item, measured.touchpoint, measured.metric, measured.scale, month, kept))
    return tuple(months)


def _item(given: Iterable[tuple[Item, Given]]) -> Item:
    """The spelling used most."""
    times = {item: sum(values.total() for values in by_day.values()) for item, by_day in given}
    return min(times, key=lambda item: (-times[item], item))


def _together(given: Iterable[tuple[Item, Given]]) -> Given:
    """The answers to all items, by day."""
    together: dict[date | None, Counter[float]] = defaultdict(Counter)
    for _item_of, by_day in given:
        for day, values in by_day.items():
            together[day].update(values)
    return together


def _values(by_day: Given, days: Iterable[date | None]) -> Counter[float]:
    values: Counter[float] = Counter()
    for day in days:
        values.update(by_day[day])
    return values
