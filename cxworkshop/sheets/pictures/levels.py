"""What the pictures of levels share: the sign of what a level is based on, and what the signs mean."""

from __future__ import annotations

from cxworkshop.language import _
from cxworkshop.method.facts import Standing
from cxworkshop.model.touchpoint_states import BASES
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Line, Piece, signs

UNKNOWN = ("?", "bad")
_SIGNS = {"fact": ("●", "good"), "assumption": ("○", "unclear"), "unknown": UNKNOWN}


def basis_sign(standing: Standing) -> Piece:
    """The sign of what the mark of a level is worth (method B.10)."""
    return _SIGNS[standing.basis]


def legend(width: int, *more: str) -> tuple[Line, ...]:
    """What the signs mean; `more` are signs with their words."""
    words = [*(_(label) for _basis, label in BASES), *more, f"{PRIORITY} {_('priority')}"]
    return signs(words, width)


def name_of(grid: Grid, i: int) -> str:
    """The name of the touchpoint of a row."""
    return grid.reading.session.name_of("touchpoints", grid.rows[i]["touchpoints"].id)
