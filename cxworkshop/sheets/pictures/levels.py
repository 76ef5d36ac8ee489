"""What the pictures of levels share: the sign of what a level is based on, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable

from cxworkshop.language import _
from cxworkshop.method.facts import Standing
from cxworkshop.method.facts.telling import CLAIM_WORDS
from cxworkshop.model.touchpoint_states import BASES
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.pieces import Line, Piece, signs

UNKNOWN = ("?", "bad")
_SIGNS = {"fact": ("●", "good"), "assumption": ("○", "unclear"), "unknown": UNKNOWN}


def basis_sign(standing: Standing) -> Piece:
    """The sign of what the mark of a level is worth (method B.10)."""
    return _SIGNS[standing.basis]


def claim_sign(standing: Standing) -> list[Piece]:
    """What follows the name of a touchpoint whose level was said to be a fact and is none."""
    return [(" !", "bad")] if standing.is_claim else []


def legend(width: int, *more: str, standings: Iterable[Standing]) -> tuple[Line, ...]:
    """What the signs mean; `more` are signs with their words, `standings` what is drawn."""
    claims = (
        [f"○ ! {_(CLAIM_WORDS[0]).removeprefix('○ ')}"] if any(each.is_claim for each in standings) else []
    )
    words = [*(_(label) for _basis, label in BASES), *claims, *more, f"{PRIORITY} {_('priority')}"]
    return signs(words, width)


def name_of(grid: Grid, i: int) -> str:
    """The name of the touchpoint of a row."""
    return grid.reading.session.name_of("touchpoints", grid.rows[i]["touchpoints"].id)
