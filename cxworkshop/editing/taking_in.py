"""What others have changed comes into an open session: what that means for undo, and the words for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cxworkshop.editing.merge.telling import news
from cxworkshop.language import Words, plural, say
from cxworkshop.method.privacy import WHO_ANSWERED
from cxworkshop.model.ops import Move, difference, key_of
from cxworkshop.model.session import Session

if TYPE_CHECKING:
    from cxworkshop.editing.history import Step
    from cxworkshop.editing.merge import Merged

TableKey = tuple[str, int | None]
_STAGES = ("sealed_at", "revealed_at")


def is_barrier(before: Session, after: Session) -> bool:
    """Whether in between a round was opened or closed, or a ballot was sealed or revealed: undo does not go
    past that, whoever did it."""
    return _stages(before) != _stages(after)


def _stages(session: Session) -> list[object]:
    return [
        (
            round_.number,
            round_.closed_on,
            *(getattr(round_, table) for table in WHO_ANSWERED),
            *((ballot.id, *(getattr(ballot, stage) for stage in _STAGES)) for ballot in round_.ballots),
        )
        for round_ in session.rounds
    ]


def reordered(before: Session, after: Session) -> frozenset[TableKey]:
    """The tables in which rows that both have stand in another order."""
    return frozenset(key_of(op)[:2] for op in difference(before, after) if isinstance(op, Move))


def without_moves(step: Step, tables: Collection[TableKey]) -> Step:
    """The step without moving rows back in tables that others have put in another order since."""
    kept = (op for op in step.inverse if not isinstance(op, Move) or key_of(op)[:2] not in tables)
    return step._replace(inverse=tuple(kept))


def came_in(before: Session, merged: Merged) -> Words:
    """How much another program has brought into a session, and how many cells are to be settled for it; empty
    when that is nothing."""
    told = []
    if (number := merged.session.round.number) != before.round.number:
        told.append(str(say("Round {number} has begun in another program.", number=number)))
    if count := len(news(before, merged.session)):
        told.append(
            plural(
                "{n} change from another program came in.", "{n} changes from another program came in.", count
            )
        )
    if count := len(merged.kept):
        told.append(
            plural(
                "{n} cell was changed on both sides: it is marked ≠.",
                "{n} cells were changed on both sides: they are marked ≠.",
                count,
            )
        )
    return " ".join((*told, *map(str, merged.told)))
