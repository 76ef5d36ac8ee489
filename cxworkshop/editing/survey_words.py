"""What is told of a survey that is recorded, for the history, the screen and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.language import Words, say, say_n
from cxworkshop.method.surveys import Survey, clashes, imported_before
from cxworkshop.model.session import Session


def recorded(
    session: Session, survey: Survey, answers: Mapping[tuple[str, date | None, date | None], str]
) -> Words:
    """How many figures are recorded, and how many of the file are not, as what is there is kept. `session`:
    the one before."""
    kept = sum(answers.get(clash.key) == "keep" for clash in clashes(session, survey))
    n, file = len(survey.figures) - kept, survey.file
    if not kept:
        return say_n("Imported {file}: {n} figure", "Imported {file}: {n} figures", n, file=file)
    return say_n(
        "Imported {file}: {n} figure; as they were: {kept}",
        "Imported {file}: {n} figures; as they were: {kept}",
        n,
        file=file,
        kept=kept,
    )


def nothing_new(survey: Survey) -> Words:
    """What is told of a file whose figures are all there."""
    return say("{file} is in the workshop with the same figures: nothing has changed.", file=survey.file)


def why_not(session: Session, survey: Survey) -> Words:
    """Why a survey cannot be recorded whatever is answered; empty when it can."""
    if session.round.is_closed:
        return say(
            "Round {number} is closed; it may be looked at and not changed.", number=session.round.number
        )
    before = imported_before(session, survey.digest)
    if before is None or before[0] == session.round.number:
        return ""
    return say(
        "This file was imported in round {number}, on {day}, as {file}. Its figures are there; nothing is "
        "recorded twice.",
        number=before[0],
        day=before[1].imported_on,
        file=before[1].file,
    )
