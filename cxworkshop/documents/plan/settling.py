"""What stands in the way of a responsibility, in words: a yes that is missing, an objection, by when and by
whom it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView, aside
from cxworkshop.language import _, date_text
from cxworkshop.method import lookup, responsibility
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.ownership import Objection


class Unsettled(NamedTuple):
    """A touchpoint that nobody carries yet, or the whole."""

    id: str
    name: str
    accountable: str | None
    accepted_on: date | None
    resolve_by: date | None
    decider: str | None
    """Who settles it; a person's id."""
    objections: tuple[Objection, ...]
    """Those that still stand."""

    @property
    def name_inside(self) -> str:
        """As it reads inside a sentence."""
        return _("the experience as a whole") if self.id == WHOLE else self.name


def settles(view: RecordView) -> str | None:
    """Who settles what is open: the decider, else the sponsor; a person's id."""
    return view.round.decider or view.round.cx_lead.sponsor


def settled_text(view: RecordView, day: date | None, who: str | None) -> str:
    """That something open is settled by a day, and by whom."""
    if day is None:
        return _("No day has been set for settling it.")
    if day < view.session.judged_on(view.on):
        return _("It was to be settled by {day}, and is not.").format(day=date_text(day))
    name = view.person(who)
    if not name:
        return _("To be settled by {day}.").format(day=date_text(day))
    return _("{name} settles it by {day}.").format(name=name, day=date_text(day))


def unsettled(view: RecordView) -> tuple[Unsettled, ...]:
    """The touchpoints in scope that nobody carries yet, and the whole."""
    return view.once(_all_unsettled)


def _all_unsettled(view: RecordView) -> tuple[Unsettled, ...]:
    return tuple(_unsettled(view))


def _unsettled(view: RecordView) -> Iterator[Unsettled]:
    session = view.session
    by_touchpoint = lookup.grouped(view.round.objections, "touchpoint")

    def standing(id: str) -> tuple[Objection, ...]:
        return tuple(objection for objection in by_touchpoint.get(id, ()) if objection.is_open)

    lead = view.round.cx_lead
    decider = lead.decider or (settles(view) if lead.resolve_by else None)
    if responsibility.lead_agreed(session, view.on).status != "held":
        yield Unsettled(
            WHOLE, _("The experience as a whole"), lead.accountable, lead.accepted_on, lead.resolve_by,
            decider, standing(WHOLE),
        )  # fmt: skip
    for touchpoint in lookup.in_scope(session):
        if responsibility.agreed(session, touchpoint.id, view.on).status != "held":
            row = lookup.ownership_of(session, touchpoint.id)
            yield Unsettled(
                touchpoint.id, touchpoint.name_shown, row.accountable, row.accepted_on, row.resolve_by,
                settles(view), standing(touchpoint.id),
            )  # fmt: skip


def objection_texts(view: RecordView, objections: tuple[Objection, ...]) -> tuple[str, ...]:
    """Who objects, and in what words."""
    return tuple(
        _("{name} objects: {text}").format(name=view.person(objection.by), text=objection.text)
        if objection.by
        else _("Objection: {text}").format(text=objection.text)
        for objection in objections
        if objection.text
    )


def objected_text(view: RecordView, about: Unsettled) -> str:
    """What whoever answers for it is told while somebody objects: what was said, and who settles it when."""
    said = _("you said yes on {day}").format(day=date_text(about.accepted_on)) if about.accepted_on else ""
    return sentences(
        said,
        *(objection_texts(view, about.objections) or (_("There is an objection."),)),
        settled_text(view, about.resolve_by, about.decider),
    )


def own_objections(view: RecordView, person: str) -> Iterator[str]:
    """What a person objects to, and who settles it when."""
    for about in unsettled(view):
        whose = aside(about.name, view.person(about.accountable))
        for objection in about.objections:
            if objection.by == person:
                yield sentences(
                    _("{about} – you object: “{text}”").format(about=whose, text=objection.text),
                    settled_text(view, about.resolve_by, about.decider),
                )
