"""The section “Decisions, dissent, open questions”."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text
from cxworkshop.model.actions import Decision


class DecisionLine(NamedTuple):
    text: str
    by: str
    """Who decided, and when."""
    evidence: str
    is_against_evidence: bool
    reason: str
    dissent: str
    review: str


class OpenQuestion(NamedTuple):
    text: str
    owner: str
    by: date | None
    status: str


class Decisions(NamedTuple):
    decided: tuple[DecisionLine, ...]
    parked: tuple[OpenQuestion, ...]


def decisions(view: RecordView) -> Decisions:
    """The decisions with their evidence and dissent, and the parked questions."""
    round_ = view.round
    return Decisions(
        decided=tuple(_decision_line(view, decision) for decision in round_.decisions),
        parked=tuple(
            OpenQuestion(item.text, view.person(item.owner), item.by, view.field(item, "status"))
            for item in round_.parking
        ),
    )


def _decision_line(view: RecordView, decision: Decision) -> DecisionLine:
    review = decision.review_on
    return DecisionLine(
        text=decision.text,
        by=joined(
            view.person(decision.decided_by), date_text(decision.decided_on) if decision.decided_on else ""
        ),
        evidence="; ".join(view.name("evidence", evidence) for evidence in decision.evidence),
        is_against_evidence=decision.contradicts_evidence,
        reason=decision.reason,
        dissent=view.names("people", decision.dissent),
        review=aside(date_text(review), _("now due") if review <= view.on else "") if review else "",
    )
