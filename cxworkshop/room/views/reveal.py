"""A revealed ballot: who was named and how often, never by whom. Until then, how many have answered."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.language import _, say
from cxworkshop.method import ballots, responsibility, thresholds
from cxworkshop.method.ballots import BallotResult
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.model.ballots import ANSWERS, WHOLE
from cxworkshop.model.session import Session
from cxworkshop.room.parts import Piece, Reveal, Status, Vote
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made, tone_of, window
from cxworkshop.room.views.progress import progress
from cxworkshop.sheets.steps import revealed
from cxworkshop.sheets.steps.cells import STATUS

MOST_VOTES = 18
"""Rows, the most: a page and a terminal leave out, and count, those that they have no room for."""


def reveal(session: Session, here: Here, around: Around) -> Made:
    """What a ballot says of each touchpoint, what needs talk first, then of the whole."""
    if ballots.state(session, here.ballot) != "revealed":
        return progress(session, here, around)
    results = ballots.results(session, here.ballot)
    whole = ballots.result_of(session, WHOLE, here.ballot)
    shown = [*results, *([whole] if whole.now.n else [])]
    at = next((i for i, result in enumerate(shown) if result.touchpoint == here.row), -1)
    within, at, more = window(shown, at, MOST_VOTES)
    picture = responsibility.shared_picture(session)
    signs = (f"{sign} {_(dict(ANSWERS)[kind])}" for sign, kind in ballots.SIGNS.items())
    return revealed.heading(here.ballot), Reveal(
        summary=tuple(
            Status(sign=sign, words=word, n=n, tone=tone_of(tone))
            for sign, word, n, tone in revealed.summary([result.now for result in results])
        ),
        figure=str(say("Shared picture: {n} of {of}", n=picture.held, of=picture.of)),
        votes=tuple(_vote(session, result) for result in within),
        legend="   ".join(signs),
        more=more,
        at=at,
    )


def _vote(session: Session, result: BallotResult) -> Vote:
    """Counts of few answers would tell who answered what: of those the status alone."""
    diagnosis = result.now
    sign, word, tone = STATUS[diagnosis.status]
    few = responsibility.few_words(diagnosis)
    is_shown = diagnosis.n >= thresholds.FEW
    name = session.name_of("touchpoints", result.touchpoint)
    said = (revealed.reason(diagnosis) if is_shown else "", revealed.before_words(result))
    return Vote(
        sign=sign,
        status=", ".join(filter(None, (_(word), few))),
        tone="muted" if few else tone_of(tone),
        name=str(say("{name} (counted apart)", name=name)) if result.touchpoint == WHOLE else name,
        pieces=_pieces(session, diagnosis) if is_shown else (),
        count=revealed.count_text(diagnosis) if is_shown else "",
        words=_sentences(said),
    )


def _sentences(parts: Sequence[str]) -> str:
    """Parts as sentences one after the other, each but the last with its full stop."""
    *first, last = [*filter(None, parts)] or [""]
    return " ".join((*(f"{part.rstrip('.')}." for part in first), last))


def _pieces(session: Session, diagnosis: Diagnosis) -> tuple[Piece, ...]:
    """The answers, the one given most first: the count beside the bar is of that one."""
    named = [
        Piece(label=session.short_name_of(who), short=_initials(session.short_name_of(who)), votes=n)
        for who, n in diagnosis.tally.votes
    ]
    others = [
        Piece(label=_(dict(ANSWERS)[kind]), short=sign, votes=n, names_someone=False)
        for sign, kind in ballots.SIGNS.items()
        if (n := getattr(diagnosis.tally, kind))
    ]
    return tuple(sorted((*named, *others), key=lambda piece: -piece.votes))


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part[0].isalnum())
