"""What both check-in sheets ask: promises, actions, names; for the sheets after 30 and 90 days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.actions import Task, at_check_in, tasks
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.lines import Line, sentences
from cxworkshop.documents.wording import RecordView, aside, joined, settled_by
from cxworkshop.language import Words, _, date_text
from cxworkshop.method import lookup, responsibility
from cxworkshop.method.check_days import check_days
from cxworkshop.method.checkins import check_ins
from cxworkshop.model.session import Session

NEEDED = frozenset(
    {"the leaders' promises", "the actions", "the names agreed on", "the date of the next round"}
)
"""What a check looks at."""


class OpenAction(NamedTuple):
    """An action that is not finished, late ones first."""

    who: str
    task: Task


class Awaited(NamedTuple):
    """A touchpoint that nobody carries yet."""

    about: str
    text: str
    is_named: bool
    """Whether somebody is named, whose yes is still to be asked."""


def check_day(view: RecordView, after: int) -> date:
    """The day of the check: 30 or 90 days after the round began; the day of writing before that."""
    return check_days(view.round).get(f"check_{after}", view.on)


def sheet_day(view: RecordView, after: int) -> date:
    """The day that a sheet is headed with: that of the check, and that of writing once it has passed."""
    return max(check_day(view, after), view.on)


def promises(view: RecordView) -> tuple[Line, ...]:
    """The promises that nobody has said kept or not kept of yet, by who gave them."""
    return tuple(
        Line(
            view.person(promise.person) or _("nobody yet"),
            aside(
                promise.text,
                joined(
                    _("by {day}").format(day=date_text(promise.by)) if promise.by else "",
                    at_check_in(view, promise.id),
                ),
            ),
        )
        for promise in view.round.commitments
        if promise.text and promise.kept is None
    )


def open_actions(view: RecordView, after: int) -> tuple[tuple[OpenAction, ...], tuple[OpenAction, ...]]:
    """The unfinished actions and enablers whose day is past on the day of the check, and the others."""
    day = max(check_day(view, after), view.on)
    unfinished = [OpenAction(view.person(task.owner), task) for task in tasks(view) if not task.is_finished]
    late = tuple(each for each in unfinished if each.task.due and each.task.due < day)
    return late, tuple(each for each in unfinished if each not in late)


def waiting_names(view: RecordView) -> tuple[Awaited, ...]:
    """The touchpoints that nobody carries yet: who is asked, or by when it is settled."""
    lines = []
    for touchpoint in lookup.in_scope(view.session):
        ownership = lookup.ownership_of(view.session, touchpoint.id)
        if responsibility.agreed(view.session, touchpoint.id, view.on).status == "held":
            continue
        settled = settled_by(view, ownership.resolve_by)
        name = view.person(ownership.accountable)
        text = aside(name or _("nobody yet"), settled)
        lines.append(Awaited(touchpoint.name_shown, text, bool(name)))
    return tuple(lines)


def carried(view: RecordView) -> tuple[Line, ...]:
    """The touchpoints with who carries them."""
    return tuple(
        Line(view.touchpoint(ownership.touchpoint), view.person(ownership.accountable))
        for ownership in responsibility.held_ownerships(view.session, view.on)
    )


def doubted(view: RecordView) -> str:
    """What the last check-in that spoke of responsibility said has changed; empty where it is still true."""
    said = [row for row in check_ins(view.session) if row.responsibility_holds is not None]
    if not said or said[-1].responsibility_holds:
        return ""
    day, what = date_text(said[-1].held_on) or _("no date"), _("who answers for what has changed")
    return sentences(_("At the check-in of {day}: {what}").format(day=day, what=what), said[-1].text)


def missing(session: Session) -> tuple[Words, ...]:
    """What there is nothing to check of, and which step supplies it."""
    return gaps(session, NEEDED)
