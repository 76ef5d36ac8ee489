"""When the group looks at all this again, who calls it together, and what brings that forward."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _, date_text, number
from cxworkshop.method import figures, thresholds
from cxworkshop.method.steps import step


class NextRound(NamedTuple):
    dates: str
    triggers: tuple[str, ...]
    bring: str
    confidence: str
    """How sure the group is; only the middle and the ends, and only where enough have answered."""


def next_round(view: RecordView) -> NextRound:
    """What follows the day."""
    round_ = view.round
    triggers = tuple(trigger.text for trigger in round_.redefinition_triggers if trigger.text)
    dates = _dates(view)
    bring = str(step("redefine", view.session.organisation.sector).inputs)
    return NextRound(dates, triggers, bring if dates or triggers else "", _confidence(view))


def _dates(view: RecordView) -> str:
    round_, start = view.round, view.round.started_on
    day, convener = round_.next_review_on, view.person(round_.convener)
    if not (day or convener):
        return ""
    checked = _("Promises and actions are checked on {day30}, measures and responsibility on {day90}.")
    begins = _("The next round begins on {day}; {name} calls us together.")
    if day and not convener:
        begins = _("The next round begins on {day}.")
    elif convener and not day:
        begins = _("{name} calls us together; no date has been set.")
    return sentences(
        checked.format(
            day30=date_text(start + thresholds.PROMISES_CHECKED),
            day90=date_text(start + thresholds.MEASURES_CHECKED),
        )
        if start
        else "",
        begins.format(day=date_text(day), name=convener),
    )


def _confidence(view: RecordView) -> str:
    spread = figures.confidence(view.session)
    if spread is None:
        return ""
    if not spread.may_be_shown:
        return _("too few answers to show")
    words = _("median {median}, {ends} (n = {n})")
    return words.format(median=number(spread.median), ends=spread.ends, n=spread.n)
