"""Every kind of paper slips of a blind ballot."""

from __future__ import annotations

from cxworkshop.language import N_, say
from cxworkshop.method import content
from cxworkshop.sheets.guess_slips import GuessSlips
from cxworkshop.sheets.paper_slips import Answered
from cxworkshop.sheets.slips import DotSlips, OwnershipSlips, ScoreSlips


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
