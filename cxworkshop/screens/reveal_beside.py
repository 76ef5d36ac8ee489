"""How a revealed ballot shows the map of the round before beside today's answers: then → now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cxworkshop.language import Words, _, say
from cxworkshop.method import thresholds
from cxworkshop.method.responsibility import few_words
from cxworkshop.method.revisit.old_map import Cell
from cxworkshop.model.session import Session
from cxworkshop.sheets.steps.cells import STATUS, answers
from cxworkshop.widgets.votes import Vote


def beside(session: Session, vote: Vote, cell: Cell) -> Vote:
    """A vote with what the round before said of its touchpoint; where few answered, no more than that."""
    sign, word, _tone = STATUS[cell.then.status]
    status = (
        f"{sign} → {vote.status}" if cell.is_told and cell.then.status != cell.now.status else vote.status
    )
    few = few_words(cell.then)
    told = str(say("Round {n}: {sign} {status}", n=cell.round, sign=sign, status=_(word)))
    if few or cell.then.n < thresholds.FEW:
        return replace(vote, status=status, words=(*vote.words, f"{told}, {few}" if few else told))
    told = f"{told} – {answers(session, cell.then)}"
    return replace(vote, status=status, words=(*vote.words, told, *_names(session, cell)))


def _names(session: Session, cell: Cell) -> tuple[str, ...]:
    """Who was agreed on then, and whom the answers name now."""
    if not cell.agreed:
        return (str(say("Agreed then: nobody")),)
    then = session.name_of("people", cell.agreed)
    if not cell.named or cell.now.n < thresholds.FEW:
        return (str(say("Agreed then: {name}", name=then)),)
    if cell.agreed == cell.named:
        return (str(say("Agreed then: {name}, and named most now", name=then)),)
    now = session.name_of("people", cell.named)
    return (str(say("Agreed then: {name} → named most now: {now}", name=then, now=now)),)


def changed(cells: Collection[Cell]) -> Words:
    """How many touchpoints changed, of those that can be told."""
    told = [cell for cell in cells if cell.is_told]
    return say("changed {n} of {of}", n=sum(cell.has_changed for cell in told), of=len(told))
