"""What was decided, with evidence and dissent, and the questions that are open."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.lines import Line, sentences
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text
from cxworkshop.language import joined as listed
from cxworkshop.model.actions import Decision, Parking


class Decisions(NamedTuple):
    decided: tuple[Line, ...]
    parked: tuple[Line, ...]
    """Questions that wait for an answer, then those that have got one; not what was dropped or became an
    action."""


def decisions(view: RecordView) -> Decisions:
    """The decisions of the round in their order, and its questions."""
    round_ = view.round
    parked = sorted(
        (item for item in round_.parking if not item.is_gone), key=lambda item: not item.is_parked
    )
    return Decisions(
        decided=tuple(Line(decision.text, _decision_text(view, decision)) for decision in round_.decisions),
        parked=tuple(Line(item.text, _parked_text(view, item)) for item in parked),
    )


def _decision_text(view: RecordView, decision: Decision) -> str:
    evidence = "; ".join(view.name("evidence", each) for each in decision.evidence)
    dissent = listed([view.person(each) for each in decision.dissent])
    reason = decision.reason
    if decision.contradicts_evidence:
        words = _("Decided against what customers said, because: {reason}")
        reason = words.format(reason=reason or _("no reason given"))
    return sentences(
        _about(view, decision),
        _decided_by(view, decision),
        _("It rests on: {evidence}").format(evidence=evidence) if evidence else _("No evidence was recorded"),
        reason,
        _("Sees it differently: {names}").format(names=dissent) if dissent else "",
        _("It takes the place of: {decision}").format(decision=view.name("decisions", decision.supersedes))
        if decision.supersedes
        else "",
        _review(view, decision),
    )


def _about(view: RecordView, row: Decision | Parking) -> str:
    """The touchpoint that a decision or a question is about."""
    return (
        _("About: {touchpoint}").format(touchpoint=view.touchpoint(row.touchpoint)) if row.touchpoint else ""
    )


def _decided_by(view: RecordView, decision: Decision) -> str:
    name, day = view.person(decision.decided_by), decision.decided_on
    if name and day:
        return _("Decided by {name} on {day}").format(name=name, day=date_text(day))
    if name:
        return _("Decided by {name}").format(name=name)
    return _("Decided on {day}").format(day=date_text(day)) if day else ""


def _review(view: RecordView, decision: Decision) -> str:
    day = decision.review_on
    if day is None:
        return ""
    if day <= view.session.judged_on(view.on):
        return _("It was to be looked at again by {day}; that is now.").format(day=date_text(day))
    return _("We look at this again on {day}").format(day=date_text(day))


def _parked_text(view: RecordView, item: Parking) -> str:
    raised = view.person(item.raised_by)
    return aside(
        joined(
            view.person(item.owner) or _("nobody takes it further yet"),
            _("by {day}").format(day=date_text(item.by)) if item.by else "",
            "" if item.is_parked else view.field(item, "status"),
        ),
        joined(_about(view, item), _("asked by {name}").format(name=raised) if raised else ""),
    )
