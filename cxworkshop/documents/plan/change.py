"""What changed since the last round: how the experience is led, and the measures that moved."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import amount
from cxworkshop.documents.plan.headlines import Headline, headlines
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _
from cxworkshop.method import intervals, lookup
from cxworkshop.model.measures import Measure

WORTH_SHOWING = 0.05
"""How far a headline figure (0–1) must move to have an arrow."""


class HeadlineChange(NamedTuple):
    label: str
    before: str
    now: str
    arrow: str


class Changes(NamedTuple):
    round: str
    """What the round before is called in the headings."""
    headlines: tuple[HeadlineChange, ...]


def changes(before: RecordView, view: RecordView) -> Changes:
    """This round beside the one before."""
    return Changes(
        round=_("Round {n}").format(n=before.round.number),
        headlines=_headlines(headlines(before), headlines(view)),
    )


def real_changes(before: RecordView, view: RecordView) -> tuple[str, ...]:
    """A sentence for each measure that moved further than chance does, those furthest beyond it first."""
    moved: list[tuple[float, str]] = []
    for measure in lookup.measures_in_use(view.session):
        old = intervals.reading(before.session, measure.id)
        new = intervals.reading(view.session, measure.id)
        change = intervals.change(old, new)
        if not change.real or change.delta is None or not change.margin:
            continue
        is_worse = measure.direction and (change.delta > 0) != (measure.direction == "up")
        words = (
            _("{measure}: from {before} to {now} – worse")
            if is_worse
            else _("{measure}: from {before} to {now}")
        )
        text = words.format(
            measure=measure.name_shown, before=_short(measure, old.value), now=_short(measure, new.value)
        )
        moved.append((abs(change.delta) / change.margin, text))
    return tuple(text for _times, text in sorted(moved, key=lambda each: -each[0]))


def _short(measure: Measure, value: float | None) -> str:
    return amount(measure, None if value is None else round(value, 1))


def _headlines(before: tuple[Headline, ...], now: tuple[Headline, ...]) -> tuple[HeadlineChange, ...]:
    old = {headline.label: headline for headline in before}
    new = {headline.label: headline for headline in now}
    return tuple(
        _headline_change(label, old.get(label), new.get(label)) for label in dict.fromkeys((*old, *new))
    )


def _headline_change(label: str, before: Headline | None, now: Headline | None) -> HeadlineChange:
    arrow = ""
    if before and now and abs(now.value - before.value) >= WORTH_SHOWING:
        arrow = "↑" if now.value > before.value else "↓"
    return HeadlineChange(label, before.text if before else "", now.text if now else "", arrow)
