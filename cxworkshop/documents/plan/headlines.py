"""The figures of how the experience is led, for the sections “How we know” and “Change since last round”."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, of
from cxworkshop.language import _, number, plural
from cxworkshop.method import beside, thresholds
from cxworkshop.method.headlines import headlines as known_headlines


class Headline(NamedTuple):
    """One figure: how it reads."""

    label: str
    text: str


def headlines(view: RecordView) -> tuple[Headline, ...]:
    """The headline figures that are known by now."""
    return tuple(
        Headline(label(figure.key), text(figure)) for figure in known_headlines(view.session, view.on)
    )


def label(key: str) -> str:
    """What a headline figure is called."""
    if key != "contacts":
        return _(beside.LABELS[key])
    return plural(
        "Leaders who met a customer within {n} day",
        "Leaders who met a customer within {n} days",
        thresholds.CONTACT_DAYS,
    )


def text(figure: beside.Headline | None) -> str:
    """A figure as it is printed: 5 of 14, 0.62; empty when there is none."""
    if figure is None:
        return ""
    if figure.k is None or figure.of is None:
        return number(figure.value, 2)
    return of(figure.k, figure.of)
