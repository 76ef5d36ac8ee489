"""The list of actions: what, who, by when, for what, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.lists import List, content_of
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, say
from cxworkshop.model.session import Session


def table(session: Session, on: date) -> List:
    """A row for each action, by its date; those without one last."""
    view = RecordView(session, on)
    actions = sorted(view.round.actions, key=lambda action: action.due_on or date.max)
    return List(
        (
            _("Action"),
            _("Owner"),
            _("Due"),
            _("Touchpoint"),
            _("Goal"),
            _("Status"),
            _("Done on"),
            _("Times carried"),
        ),
        tuple(
            (
                action.title,
                view.person(action.owner),
                action.due_on,
                view.touchpoint(action.touchpoint),
                view.name("goals", action.goal),
                view.field(action, "status"),
                action.done_on,
                action.carry_count,
            )
            for action in actions
        ),
    )


def content(session: Session, on: date) -> Mapping[str, object]:
    return content_of(table(session, on), _("Actions"), session.organisation.name)


def missing(session: Session) -> tuple[Words, ...]:
    return () if session.round.actions else (say("No actions yet: add them in 4 Implement."),)
