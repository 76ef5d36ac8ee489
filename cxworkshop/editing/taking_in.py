"""What others have changed comes into an open session: what that means for undo, and the words for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cxworkshop.editing.merge import stays
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
    count = len(news(before, merged.session))
    words = plural(
        "{n} change from another program came in.", "{n} changes from another program came in.", count
    )
    return " ".join(([words] if count else []) + to_be_known(before, merged))


def to_be_known(before: Session, merged: Merged) -> list[str]:
    """What is to be known of what came in: a new round, how many cells are to be settled for it, and what
    else was met."""
    words = plural(
        "{n} cell was changed on both sides: it is marked ≠.",
        "{n} cells were changed on both sides: they are marked ≠.",
        count := len({*merged.session.set_aside} - {*before.set_aside}),
    )
    stay = [str(stays(merged.session, place)) for place in merged.stay]
    return [*stay, *([words] if count else []), *map(str, came_in_beside(before, merged))]


def came_in_beside(before: Session, merged: Merged) -> list[Words]:
    """A new round, and what else was met, but for rows that stay and cells that are to be settled."""
    number = merged.session.round.number
    begun = [say("Round {number} has begun in another program.", number=number)]
    told = [] if number == before.round.number else begun
    stay = {str(stays(merged.session, place)) for place in merged.stay}
    return [*told, *(words for words in merged.told if str(words) not in stay)]
