"""The next round: what it carries, what the room is told of that, and two rounds beside each other (method
F)."""

from cxworkshop.method.revisit.carrying import has_just_begun, next_round
from cxworkshop.method.revisit.comparing import Comparison, compare
from cxworkshop.method.revisit.telling import (
    Carried,
    carried,
    missing_at_the_end,
    told_at_the_end,
    why_not_closed,
)

__all__ = [
    "Carried",
    "Comparison",
    "carried",
    "compare",
    "has_just_begun",
    "missing_at_the_end",
    "next_round",
    "told_at_the_end",
    "why_not_closed",
]
