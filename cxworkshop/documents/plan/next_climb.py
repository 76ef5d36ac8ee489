"""The section “Next climb”."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words
from cxworkshop.method.steps import step

PROMISES_CHECKED = timedelta(days=30)

MEASURES_CHECKED = timedelta(days=90)
"""After the start of the round."""


class NextClimb(NamedTuple):
    promises_checked: date | None
    measures_checked: date | None
    review: date | None
    convener: str
    triggers: tuple[str, ...]
    bring: Words
    open_actions: int | None
    open_questions: int | None


def next_climb(view: RecordView) -> NextClimb:
    """When the group meets again, who calls it together, and what to bring."""
    round_, start = view.round, view.round.started_on
    return NextClimb(
        promises_checked=start + PROMISES_CHECKED if start else None,
        measures_checked=start + MEASURES_CHECKED if start else None,
        review=round_.next_review_on,
        convener=view.person(round_.convener),
        triggers=tuple(trigger.text for trigger in round_.redefinition_triggers if trigger.text),
        bring=step("redefine", view.session.organisation.sector).inputs,
        open_actions=sum(action.is_unfinished for action in round_.actions) or None,
        open_questions=sum(item.is_parked for item in round_.parking) or None,
    )
