"""The blind scores of the five functions and of the values."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _
from cxworkshop.method import figures
from cxworkshop.model.ballots import FIVE_FUNCTIONS, VALUES


class ScoreRow(NamedTuple):
    """Scores of a function or a statement; without median and range where few have answered."""

    name: str
    median: float | None
    spread: str
    n: int
    note: str


class Scores(NamedTuple):
    functions: tuple[ScoreRow, ...]
    principles: tuple[ScoreRow, ...]


def scores(view: RecordView) -> Scores:
    """How ready the group feels, without who answered what."""
    return Scores(
        functions=_score_rows(dict(FIVE_FUNCTIONS), figures.functions(view.session)),
        principles=_score_rows(dict(VALUES), figures.values(view.session)),
    )


def _score_rows(words: dict[str, str], spreads: dict[str, figures.Spread]) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(
            _(words[key]),
            spread.median,
            spread.ends,
            spread.n,
            _("needs attention") if spread.is_weak else "",
        )
        if spread.may_be_shown
        else ScoreRow(_(words[key]), None, "", spread.n, _("too few answers to show"))
        for key, spread in spreads.items()
    )
