"""Figures and series by month from answers that are understood: the parts of observations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, sqrt
from typing import NamedTuple

from cxworkshop.importing.survey.answers import SCALES
from cxworkshop.importing.survey.days import span_of
from cxworkshop.importing.survey.shapes import ADD, FEW, Choices, Figure, Item, Month, Parts
from cxworkshop.importing.survey.words import plain

PROMOTERS_FROM, PASSIVES_FROM = 9, 7


class Answer(NamedTuple):
    """A value that was given so many times on that day."""

    item: Item
    touchpoint: str
    metric: str
    scale: str
    day: date | None
    value: float
    times: int


class _Measured(NamedTuple):
    """What one series is about; spellings of one touchpoint come together."""

    touchpoint: str
    new_name: str
    question: str
    metric: str
    scale: str


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


def figures_of(answers: Sequence[Answer], cover: Cover, choices: Choices, today: date) -> tuple[Figure, ...]:
    """One for each series and period. The period that is not over ends with its last answer."""
    figures = []
    for measured, given in _by_series(answers).items():
        item = _item(given)
        segments, events = (
            {name for answer in given if answer.item in cover for name in cover[answer.item][side]}
            for side in (0, 1)
        )
        spans: dict[tuple[date, date] | None, list[Answer]] = defaultdict(list)
        for answer in given:
            spans[_span(answer.day, choices)].append(answer)
        for span, within in sorted(spans.items(), key=lambda pair: pair[0] or (date.min, date.min)):
            days = [answer.day for answer in within if answer.day is not None]
            since, until = span or ((min(days), max(days)) if days else (choices.since, choices.until))
            if until is not None and until > today and days:
                until = max(days)
            parts = parts_of(_values(within), measured.metric, measured.scale)
            figures.append(
                Figure(item, measured.touchpoint, measured.metric, measured.scale, since, until, parts,
                       len(segments), len(events))
            )  # fmt: skip
    return tuple(figures)


def months_of(answers: Sequence[Answer]) -> tuple[Month, ...]:
    """A series by month for each; of few answers only how many."""
    months = []
    for measured, given in _by_series(answers).items():
        item = _item(given)
        by_month: dict[str, list[Answer]] = defaultdict(list)
        for answer in given:
            if answer.day is not None:
                by_month[f"{answer.day:%Y-%m}"].append(answer)
        for month, within in sorted(by_month.items()):
            parts = parts_of(_values(within), measured.metric, measured.scale)
            kept = parts if parts["n"] >= FEW else {"n": parts["n"]}
            months.append(Month(item, measured.touchpoint, measured.metric, measured.scale, month, kept))
    return tuple(months)


def _by_series(answers: Iterable[Answer]) -> dict[_Measured, list[Answer]]:
    series: dict[_Measured, list[Answer]] = defaultdict(list)
    for answer in answers:
        name = plain(answer.item.touchpoint) if answer.touchpoint == ADD else ""
        question = plain(answer.item.question)
        series[_Measured(answer.touchpoint, name, question, answer.metric, answer.scale)].append(answer)
    return dict(sorted(series.items()))


def _item(given: Iterable[Answer]) -> Item:
    """The spelling used most."""
    spelt: Counter[Item] = Counter()
    for answer in given:
        spelt[answer.item] += answer.times
    return min(spelt, key=lambda item: (-spelt[item], item))


def _span(day: date | None, choices: Choices) -> tuple[date, date] | None:
    return None if day is None or choices.period == "all" else span_of(day, choices.period)


def _values(answers: Iterable[Answer]) -> Counter[float]:
    values: Counter[float] = Counter()
    for answer in answers:
        values[answer.value] += answer.times
    return values
