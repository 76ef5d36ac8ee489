"""When the group looks at all this again, who calls it together, and what brings that forward."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import _, date_text, number
from cxworkshop.method import check_days, checkins, figures
from cxworkshop.method.steps import step
from cxworkshop.model.session import index


class NextRound(NamedTuple):
    dates: str
    checks: tuple[str, ...]
    """The check-ins that were held, with what became of things by then."""
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
    return NextRound(
        dates,
        tuple(_check(view, row) for row in checkins.trend(view.session)),
        triggers,
        bring if dates or triggers else "",
        _confidence(view),
    )


def dates_ahead(view: RecordView, after: date | None = None) -> str:
    """The next check after a day, or that of writing, and the next round; empty where both are past."""
    check, review = check_days.next_check(view.round, after or view.on), view.round.next_review_on
    if review and view.is_past(review):
        review = None
    if check and review:
        words = _("Next check on {check}, next round on {review}")
        return words.format(check=date_text(check), review=date_text(review))
    if check:
        return _("Next check on {day}").format(day=date_text(check))
    return _("Next round on {day}").format(day=date_text(review)) if review else ""


def _check(view: RecordView, row: checkins.AtCheckIn) -> str:
    held = index(view.round.checkins)[row.id]
    holds = {
        True: _("who answers for what is still true"),
        False: _("who answers for what has changed"),
        None: "",
    }[row.responsibility_holds]
    kind, day = view.field(held, "kind"), date_text(row.held_on) or _("no date")
    about = _("Check-in {kind}, {day}: {what}").format(kind=kind, day=day, what=joined(str(row.words), holds))
    return sentences(about, view.field(held, "text"))


def _dates(view: RecordView) -> str:
    round_, checks = view.round, check_days.check_days(view.round)
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
        checked.format(day30=date_text(checks["check_30"]), day90=date_text(checks["check_90"]))
        if checks
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
