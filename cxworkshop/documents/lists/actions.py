"""The list of actions and enablers: what, who, by when, for what, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.lists import List, Value, content_of
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, say
from cxworkshop.method.deeds import Deed, deeds, words_of
from cxworkshop.model.actions import Action
from cxworkshop.model.session import Session


def table(session: Session, on: date) -> List:
    """A row for each action and enabler, by its date; those without one last."""
    view = RecordView(session, on)
    by_day = sorted(deeds(session), key=lambda deed: deed.due_on or date.max)
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
            _("Note"),
        ),
        tuple(_row(view, deed) for deed in by_day),
    )


def _row(view: RecordView, deed: Deed) -> tuple[Value, ...]:
    return (
        words_of(deed),
        view.person(deed.owner),
        deed.due_on,
        view.touchpoint(deed.touchpoint) if isinstance(deed, Action) else "",
        view.name("goals", deed.goal) if isinstance(deed, Action) else "",
        view.field(deed, "status"),
        deed.done_on,
        deed.carry_count if isinstance(deed, Action) else None,
        deed.note,
    )


def content(session: Session, on: date) -> Mapping[str, object]:
    return content_of(table(session, on), _("Actions"), session.organisation.name)


def missing(session: Session) -> tuple[Words, ...]:
    return () if deeds(session) else (say("No actions yet: add them in 4 Implement."),)
