"""How figures are rounded wherever people read them: half up."""

from __future__ import annotations

EXACT = 1e15
"""From here on a float has no decimals that a reader could be shown."""


def rounded(value: float, decimals: int = 0) -> float:
    """Half up, away from zero, as people round: 62.5 is 63, 1.25 is 1.3, −12.5 is −13. What arithmetic adds
    in the tenth decimal is left out first, so that 100 × 0.145 is 14.5."""
    from decimal import ROUND_HALF_UP, Decimal  # 2 ms that --version does not need

    if not abs(value) < EXACT:
        return value
    exact = Decimal(repr(round(float(value), 9)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
