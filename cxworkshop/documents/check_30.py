"""The sheet of the check after 30 days: what was promised, what is late, whose yes is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents import checking
from cxworkshop.documents.checking import missing
from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.plan.next_round import dates_ahead
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _
from cxworkshop.model.session import Session

__all__ = ["content", "missing"]


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    view = RecordView(session, on)
    late, others = checking.open_actions(view, 30)
    return {
        "front": front(view),
        "day": checking.sheet_day(view, 30),
        "promises": checking.promises(view),
        "late": late,
        "others": others,
        "waiting": checking.waiting_names(view) if session.round.ownerships else (),
        "carried": checking.carried(view),
        "doubted": checking.doubted(view),
        "next": _next(view),
        "holes": tuple(str(words) for words in missing(session)),
    }


def _next(view: RecordView) -> str:
    name = view.person(view.round.convener)
    return sentences(
        dates_ahead(view, checking.check_day(view, 30)),
        _("Calls everyone together: {name}").format(name=name) if name else "",
    )
