"""The section “Action list”."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, plural
from cxworkshop.method import (
    goals,
)
from cxworkshop.method.goals import QUADRANTS
from cxworkshop.method.thresholds import FIRST_ACTION_WITHIN
from cxworkshop.model.actions import Action

TOO_OFTEN = 2
"""Carried this many times, an action is to be decided or dropped."""


class ActionLine(NamedTuple):
    title: str
    owner: str
    due: date | None
    touchpoint: str
    size: str
    """Quick win, major, fill-in or thankless."""
    status: str
    is_unfinished: bool
    is_soon: bool
    """Due within the first 30 days of the round."""


def actions(view: RecordView) -> tuple[ActionLine, ...]:
    """The actions by their due dates, those without a date last."""
    ordered = sorted(view.round.actions, key=lambda action: action.due_on or date.max)
    return tuple(_action_line(view, action) for action in ordered)


def _action_line(view: RecordView, action: Action) -> ActionLine:
    start, due, is_unfinished = view.round.started_on, action.due_on, action.is_unfinished
    size = goals.quadrant(action)
    is_overdue = is_unfinished and due is not None and due < view.on
    carried = plural("carried once", "carried {n} times", action.carry_count) if action.carry_count else ""
    decide = _("decide or drop") if action.carry_count >= TOO_OFTEN and is_unfinished else ""
    return ActionLine(
        title=aside(
            action.title,
            _("outside help: {help}").format(help=action.external_help) if action.external_help else "",
        ),
        owner=view.person(action.owner),
        due=due,
        touchpoint=view.touchpoint(action.touchpoint),
        size=_(dict(QUADRANTS)[size]) if size else "",
        status=joined(view.field(action, "status"), _("overdue") if is_overdue else "", carried, decide),
        is_unfinished=is_unfinished,
        is_soon=bool(start and due and due <= start + FIRST_ACTION_WITHIN),
    )
