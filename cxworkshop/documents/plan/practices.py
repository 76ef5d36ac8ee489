"""The new ways of working."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.lines import capital, sentences
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import _
from cxworkshop.model.goals import Practice


class PracticeLine(NamedTuple):
    touchpoints: str
    old: str
    new: str
    text: str
    """How one sees it, who helped to design it, how far it is."""


def practices(view: RecordView) -> tuple[PracticeLine, ...]:
    """The new ways of working in the order of the record."""
    return tuple(_practice_line(view, practice) for practice in view.round.practices)


def _practice_line(view: RecordView, practice: Practice) -> PracticeLine:
    for_whom = "" if practice.beneficiary in (None, "customer") else view.field(practice, "beneficiary")
    marks = joined(
        view.field(practice, "shift"),
        _("for: {whom}").format(whom=for_whom) if for_whom else "",
        view.field(practice, "adoption"),
    )
    return PracticeLine(
        touchpoints=view.touchpoints(practice.touchpoints),
        old=practice.from_,
        new=practice.to,
        text=sentences(
            _("One sees it: {sign}").format(sign=practice.everyday_sign) if practice.everyday_sign else "",
            _("Helped design: {who}").format(who=practice.customers_involved)
            if practice.customers_involved
            else "",
            capital(marks),
        ),
    )
