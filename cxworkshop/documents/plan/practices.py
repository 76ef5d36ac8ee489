"""The section “New ways of working”."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.wording import RecordView
from cxworkshop.model.goals import Practice


class PracticeLine(NamedTuple):
    touchpoints: str
    old: str
    new: str
    sign: str
    shift: str
    helped: str
    for_whom: str
    adoption: str


def practices(view: RecordView) -> tuple[PracticeLine, ...]:
    """The new ways of working in the order of the record."""
    return tuple(_practice_line(view, practice) for practice in view.round.practices)


def _practice_line(view: RecordView, practice: Practice) -> PracticeLine:
    return PracticeLine(
        touchpoints=view.touchpoints(practice.touchpoints),
        old=practice.from_,
        new=practice.to,
        sign=practice.everyday_sign,
        shift=view.field(practice, "shift"),
        helped=practice.customers_involved,
        for_whom="" if practice.beneficiary == "customer" else view.field(practice, "beneficiary"),
        adoption=view.field(practice, "adoption"),
    )
