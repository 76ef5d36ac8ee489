"""A revealed ballot in words: who was named and how often, never by whom; alike for facilitator and room."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.language import Words, _, say
from cxworkshop.method import content, responsibility, thresholds
from cxworkshop.method.ballots import BallotResult
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell
from cxworkshop.sheets.steps.cells import STATUS, answers, short_of

_SUMMED = ("held", "unclear", "contested", "vacant")
_REASONS: dict[str, Words] = {"nominee_unaware": say("You agree on one person; that person does not.")}
"""Reasons in other words than in the plan."""


def heading(number: str) -> str:
    """What a ballot has asked."""
    return _("Who actually holds responsibility?") if number == FIRST else _("Asked again")


def summary(diagnoses: Sequence[Diagnosis]) -> list[tuple[str, str, int, str]]:
    """How many touchpoints are held, unclear, contested and vacant, and for how many too few have answered:
    sign, word, number, tone."""
    counted = [
        (
            *STATUS[status][:2],
            sum(diagnosis.status == status and not diagnosis.is_few for diagnosis in diagnoses),
            STATUS[status][2],
        )
        for status in _SUMMED
    ]
    few = sum(diagnosis.is_few for diagnosis in diagnoses)
    rows = [(sign, _(word), n, tone) for sign, word, n, tone in counted]
    return [*rows, *([("·", _("few answers"), few, "muted")] if few else [])]


def shared_text(session: Session, then: int | None = None) -> str:
    """The shared picture in one figure, after that of the round `then` where that is laid beside it."""
    now = responsibility.shared_picture(session)
    if then is None:
        return str(say("shared picture {n} of {of}", n=now.held, of=now.of))
    was = responsibility.shared_picture(session.as_of(then))
    path = f"{was.held}/{was.of} → {now.held}/{now.of}"
    return str(say("shared picture {path}", path=path))


def status(result: BallotResult) -> Cell:
    """The status of a touchpoint after the sign of the one before; that few answered is never left out."""
    sign, word, tone = STATUS[result.now.status]
    text = ", ".join(filter(None, (f"{sign} {_(word)}", responsibility.few_words(result.now))))
    if result.before is not None:
        text = f"{STATUS[result.before.status][0]} → {text}"
    return Cell(text, "muted" if result.now.is_few else tone)


def count_text(diagnosis: Diagnosis) -> str:
    """How many gave the most frequent answer: 6 of 8."""
    return str(say("{n} of {of}", n=max(diagnosis.counts.values(), default=0), of=diagnosis.n))


def answers_and_reason(session: Session, diagnosis: Diagnosis) -> str:
    """The answers counted, why the touchpoint is not held, and how many are missing for that."""
    said = answers(session, diagnosis, letters=True)
    return f"{'. '.join(filter(None, (said, reason(diagnosis))))}{short_of(session, diagnosis)}"


def reason(diagnosis: Diagnosis) -> str:
    """Why a touchpoint is not held; empty where it is."""
    if diagnosis.status == "held":
        return ""
    return str(_REASONS.get(diagnosis.reason) or content.reason(diagnosis.reason))


def before_words(result: BallotResult) -> str:
    """How the ballot before ended; empty without one, and where it had few answers."""
    before = result.before
    if before is None or before.n < thresholds.FEW:
        return ""
    return str(say("Before: {status}, {count}", status=_(STATUS[before.status][1]), count=count_text(before)))


def beside(session: Session, result: BallotResult) -> str:
    """What research says of who answers for the whole; empty for a touchpoint."""
    is_whole = result.touchpoint == WHOLE
    return str(content.reference_line("whole", session.organisation.sector)) if is_whole else ""
