"""What is wrong with the value of a cell though it can be read: said at the cell at once, wherever it is."""

from __future__ import annotations

from datetime import date

from cxworkshop.language import Words, _, say
from cxworkshop.method import goals, results, thresholds
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState

DAYS_OF_WHAT_WAS_SEEN = frozenset({("observations", "observed_on"), ("evidence", "collected_on")})
LEAST_AIM = {"hygiene": thresholds.MEETS, "differentiator": thresholds.EXCEEDS}
"""The level that a touchpoint aims at least at, by its role (method B.4)."""


def flaw_at(session: Session, place: Place, on: date) -> Words:
    """What is wrong at a place: the target or the day of a goal, an aim below its role, a figure or evidence
    of a day that is still to come, a result that the figure contradicts. Mostly empty."""
    if place.table == "goals":
        return goals.flaw_at(session, place, on)
    record = record_at(session, place)
    if (place.table, place.field) in DAYS_OF_WHAT_WAS_SEEN:
        day = getattr(record, place.field, None)
        is_to_come = day is not None and day > on
        return say("This day is still to come: when was it seen?") if is_to_come else ""
    if place.field == "level_target" and isinstance(record, TouchpointState):
        return _low_aim(record)
    if place.field == "result" and isinstance(record, Review):
        return results.contradiction(session, record, on)
    return ""


def _low_aim(state: TouchpointState) -> Words:
    least = LEAST_AIM.get(state.role or "")
    if least is None or state.level_target is None or state.level_target >= least:
        return ""
    level = _(dict(LEVELS)[least])
    if state.role == "hygiene":
        return say("Hygiene must simply work: its aim is at least {level}.", level=level)
    return say("For a differentiator you want to be chosen: its aim is at least {level}.", level=level)
