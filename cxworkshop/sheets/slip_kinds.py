"""Every kind of paper slips of a blind ballot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cxworkshop.language import N_, say
from cxworkshop.method import content
from cxworkshop.sheets.guess_slips import GuessSlips
from cxworkshop.sheets.paper_slips import Answered
from cxworkshop.sheets.slips import DotSlips, OwnershipSlips, ScoreSlips

if TYPE_CHECKING:
    from cxworkshop.storage.shared import Colleague


def know_others(
    kinds: Iterable[OwnershipSlips | ScoreSlips], others: Sequence[Colleague], *, is_shared: bool
) -> None:
    """Tells slips who else keys them in, and where; `is_shared`: whether anybody else may."""
    for slips in kinds:
        places = [(one.name, one.place) for one in others if one.place is not None]
        slips.is_shared = is_shared
        slips.others = {
            place.id: (name, place.field) for name, place in places if place.table == slips.slip.table
        }


def all_slips(opened: Answered, number: str) -> list[OwnershipSlips | ScoreSlips]:
    """The slips of everything that is answered blindly."""
    sector = opened.session.organisation.sector
    functions = [(function.key, function.statement) for function in content.five_functions(sector)]
    values = [(value.key, value.statement) for value in content.values_check(sector)]
    level = N_("Compared with what customers expect, where are we on the whole?")
    sure = N_("How sure are you that we will do this?")
    return [
        OwnershipSlips(opened, number),
        ScoreSlips(opened, "overall_levels", N_("Overall level"), level, [("", say("Overall level"))]),
        DotSlips(opened),
        ScoreSlips(
            opened,
            "function_scores",
            N_("Five functions"),
            N_("How true is this of us today? 1–5"),
            functions,
        ),
        ScoreSlips(
            opened, "value_scores", N_("Values check"), N_("How true is this of us today? 1–5"), values
        ),
        GuessSlips(opened),
        ScoreSlips(opened, "confidence_scores", N_("Confidence"), sure, [("", say("Confidence"))]),
    ]
