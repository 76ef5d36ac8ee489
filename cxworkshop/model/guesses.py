"""What a guess of a figure can be, by the unit of its measure."""

from __future__ import annotations

from functools import cache
from math import inf

from cxworkshop.language import N_
from cxworkshop.model.kinds import Number
from cxworkshop.model.measures import RANGES


def guess_range(unit: str | None) -> tuple[float, float]:
    """The lowest and the highest figure that can be in a unit."""
    return RANGES.get(unit or "", (0, inf))


@cache
def guess_kind(unit: str | None) -> Number:
    """What a guess in a unit is typed and judged by."""
    low, high = guess_range(unit)
    written = {"percent": "%", "eur": "€", "days": "days", "hours": "hours", "minutes": "minutes"}
    return Number(
        label=N_("Guess"),
        unit=written.get(unit or "", ""),
        minimum=low,
        maximum=None if high == inf else high,
    )
