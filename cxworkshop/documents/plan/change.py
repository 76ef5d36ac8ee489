"""What changed since the last round: how the experience is led, and the measures that moved."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import amount
from cxworkshop.documents.plan.headlines import label, text
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _
from cxworkshop.method import lookup
from cxworkshop.method.revisit.comparing import compare, measure_changes
from cxworkshop.model.measures import Measure


class HeadlineChange(NamedTuple):
    label: str
    before: str
    now: str
    arrow: str


class Changes(NamedTuple):
    round: str
    """What the round before is called in the headings."""
    headlines: tuple[HeadlineChange, ...]
    sentence: str
    """The one honest sentence about both."""


def changes(before: RecordView, view: RecordView) -> Changes:
    """This round beside the one before."""
    found = compare(view.session, before.round.number, view.round.number, view.on)
    return Changes(
        round=_("Round {n}").format(n=before.round.number),
        headlines=tuple(
            HeadlineChange(label(row.key), text(row.before), text(row.after), row.arrow)
            for row in found.headlines
        ),
        sentence=str(found.sentence),
    )


def real_changes(before: RecordView, view: RecordView) -> tuple[str, ...]:
    """A sentence for each measure that moved further than chance does: recommendation, then those furthest
    beyond it."""
    moved: list[tuple[bool, float, str]] = []
    for row in measure_changes(before.session, view.session):
        measure, change = lookup.measure(view.session, row.measure), row.change
        if measure is None or not change.real or change.delta is None or not change.margin:
            continue
        words = (
            _("{measure}: from {before} to {now} – worse")
            if row.moved < 0
            else _("{measure}: from {before} to {now}")
        )
        text = words.format(
            measure=measure.name_shown,
            before=_short(measure, row.before.value),
            now=_short(measure, row.after.value),
        )
        moved.append((measure.metric != "nps", -abs(change.delta) / change.margin, text))
    return tuple(text for _is_other, _times, text in sorted(moved))


def _short(measure: Measure, value: float | None) -> str:
    return amount(measure, None if value is None else round(value, 1))
