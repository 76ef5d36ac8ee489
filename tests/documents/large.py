"""The demo with every touchpoint several times, each with its own level, goals, name, mandate and answers."""

from __future__ import annotations

from typing import Any

from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session

COPIED = ("touchpoint_states", "goals", "goals_missing", "ownerships", "ownership_tallies")


def large(language: str, number: int, touchpoints: int) -> Session:
    """The demo as of a round, with so many touchpoints in scope."""
    session = demo_session(language).as_of(number)
    times = -(-touchpoints // len(session.touchpoints))
    rows = tuple(_copy(row, i) for i in range(times) for row in session.touchpoints)[:touchpoints]
    kept = {row.id for row in rows}
    rounds = tuple(
        round_.model_copy(
            update={
                table: tuple(
                    copy
                    for i in range(times)
                    for row in getattr(round_, table)
                    if _is_kept(copy := _copy(row, i), kept)
                )
                for table in COPIED
            }
        )
        for round_ in session.rounds
    )
    measures = tuple(
        measure.model_copy(
            update={
                "touchpoints": tuple(
                    _id(tp, i) if i else tp for i in range(times) for tp in measure.touchpoints
                )
            }
        )
        for measure in session.measures
    )
    return session.model_copy(update={"touchpoints": rows, "rounds": rounds, "measures": measures})


def _is_kept(row: Any, kept: set[str]) -> bool:
    touchpoint = getattr(row, "touchpoint", None)
    return touchpoint is None or touchpoint in kept or touchpoint == "whole"


def _copy(row: Any, i: int) -> Any:
    """The row under an id of its own, about the copy of its touchpoint, with words of its own."""
    if i == 0:
        return row
    changed: dict[str, Any] = {"id": _id(row.id, i)}
    if getattr(row, "touchpoint", None):
        changed["touchpoint"] = _id(row.touchpoint, i)
    if getattr(row, "touchpoints", None):
        changed["touchpoints"] = tuple(_id(each, i) for each in row.touchpoints)
    if getattr(row, "goal", None):
        changed["goal"] = _id(row.goal, i)
    for field in ("name", "text", "title", "to"):
        if text := getattr(row, field, ""):
            changed[field] = f"{text} {i + 1}"
    return row.model_copy(update=changed)


def _id(row: str, i: int) -> str:
    """Of a tally, ballot:touchpoint."""
    return f"{row}x{i}"
