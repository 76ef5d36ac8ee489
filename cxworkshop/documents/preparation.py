"""The list of what to prepare, from two weeks ahead: what is there, and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, joined, of
from cxworkshop.language import N_, Words, _, date_text, say, whole
from cxworkshop.method import preparation
from cxworkshop.method.preparation import AHEAD, Item, When
from cxworkshop.method.steps import step
from cxworkshop.model.session import Session

HEADINGS: dict[When, str] = {
    "two_weeks": N_("Two weeks before"),
    "one_week": N_("One week before"),
    "same_morning": N_("The same morning"),
}


class PreparationLine(NamedTuple):
    what: str
    is_there: bool
    how_much: str
    """How much of it is there; empty where the record cannot tell."""


class Stretch(NamedTuple):
    heading: str
    lines: tuple[PreparationLine, ...]


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    view, round_ = RecordView(session, on), session.round
    everything = preparation.items(session)
    return {
        "about": joined(
            session.organisation.name or session.workshop.title,
            date_text(round_.started_on) if round_.started_on else "",
            view.field(round_, "agenda"),
        ),
        "stretches": tuple(
            Stretch(
                _heading(round_.started_on, when),
                tuple(_line(item) for item in everything if item.when == when),
            )
            for when in HEADINGS
        ),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """What the record could hold already and does not, and which step supplies it."""
    return tuple(
        say("{what} ({step})", what=item.what, step=step(item.step).name)
        for item in preparation.items(session)
        if item.step and not item.is_there
    )


def _heading(day: date | None, when: When) -> str:
    """The stretch with its day."""
    words = _(HEADINGS[when])
    return f"{words} – {date_text(day - AHEAD[when])}" if day and day - date.min > AHEAD[when] else words


def _line(item: Item) -> PreparationLine:
    return PreparationLine(str(item.what), item.is_there, _count(item))


def _count(item: Item) -> str:
    if item.of is None:
        return whole(item.there) if item.there else ""
    if item.is_there or item.of == 1:
        return ""
    return of(item.there or 0, item.of) if item.of else _("none yet")
