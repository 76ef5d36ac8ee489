"""The counts of several files of one time as one: what can be added, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt

from cxworkshop.method.surveys import COUNTS, Clash, Parts
from cxworkshop.model.imports import MonthFigure
from cxworkshop.model.measures import Observation
from cxworkshop.model.session import Session, index

_KINDS = (("promoters", "passives", "detractors"), ("k", "n"), ("mean", "n"))
"""The counts that one figure is made of, of each kind of figure."""


def can_be_added(session: Session, clash: Clash) -> bool:
    """Whether the answers of both can be counted together: all are from files of the open round, counted in
    the same way."""
    here = index(session.round.observations)
    parts = (clash.figure.parts, *map(parts_of, clash.there))
    return all(row.imported and here.get(row.id) is row for row in clash.there) and summed(parts) is not None


def parts_of(row: Observation | MonthFigure) -> Parts:
    """What was counted of a row."""
    counts = {name: getattr(row, name) for name in COUNTS}
    return {name: value for name, value in counts.items() if value is not None}


def summed(several: Iterable[Parts]) -> Parts | None:
    """All of them as one; None where they were not counted in the same way. Of means the mean and the spread
    of all answers, as one sample (sums of squares)."""
    parts = tuple(several)
    kind = next((kind for kind in _KINDS if all(part.keys() >= set(kind) for part in parts)), None)
    if kind is None:
        return None
    if "mean" in kind:
        return _mean_of(parts)
    return {name: sum(part[name] for part in parts) for name in kind}


def _mean_of(parts: tuple[Mapping[str, float], ...]) -> Parts:
    n = sum(part["n"] for part in parts)
    mean = sum(part["mean"] * part["n"] for part in parts) / n
    squares = sum(
        part.get("sd", 0) ** 2 * (part["n"] - 1) + part["n"] * (part["mean"] - mean) ** 2 for part in parts
    )
    return {"mean": mean, "n": n} if n < 2 else {"mean": mean, "sd": sqrt(squares / (n - 1)), "n": n}


def answers_of(parts: Parts) -> int:
    """How many answers were counted."""
    counted = (parts.get(name, 0) for name in ("promoters", "passives", "detractors"))
    return int(sum(counted) or parts.get("n", 0))
