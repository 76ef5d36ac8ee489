"""The section “Promises”: the leaders' promises and the group's confidence."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text, number
from cxworkshop.method import (
    figures,
)
from cxworkshop.method.checks.finding import present
from cxworkshop.model.actions import Commitment


class PromiseLine(NamedTuple):
    person: str
    text: str
    """With its date, and whether it was kept once that is known."""


class Promises(NamedTuple):
    given: tuple[PromiseLine, ...]
    without_promise: str
    """The leaders present who have promised nothing."""
    confidence: str


def promises(view: RecordView) -> Promises:
    """A line for each promise, and the confidence that they are kept."""
    round_ = view.round
    promised = {commitment.person for commitment in round_.commitments if commitment.text}
    leaders = [person.id for person in present(view.session) if person.leadership_team]
    return Promises(
        given=tuple(_promise_line(view, commitment) for commitment in round_.commitments),
        without_promise=view.names("people", (leader for leader in leaders if leader not in promised)),
        confidence=_confidence(view),
    )


def _promise_line(view: RecordView, commitment: Commitment) -> PromiseLine:
    day = date_text(commitment.by) if commitment.by else ""
    return PromiseLine(
        view.person(commitment.person), aside(commitment.text, joined(day, view.field(commitment, "kept")))
    )


def _confidence(view: RecordView) -> str:
    spread = figures.confidence(view.session)
    if spread is None:
        return ""
    if not spread.may_be_shown:
        return _("too few answers to show")
    words = _("median {median}, {ends} (n = {n})")
    return words.format(median=number(spread.median), ends=spread.ends, n=spread.n)
