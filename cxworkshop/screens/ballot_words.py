"""What the grid of a blind ballot says of its slips: why nothing can be keyed in, and why a character is no
answer."""

from __future__ import annotations

from cxworkshop.language import Words, say
from cxworkshop.method import ballots
from cxworkshop.sheets.guess_slips import GuessSlips
from cxworkshop.sheets.slips import DotSlips, OwnershipSlips, ScoreSlips


def why_closed(slips: OwnershipSlips | ScoreSlips) -> Words:
    """Why nothing can be keyed in; empty where it can."""
    if slips.refusal:
        return slips.refusal
    if not slips.people:
        return say("Nobody is here to answer: mark who is here in Participants, on the landing.")
    if not slips.questions:
        return slips.without_questions
    if isinstance(slips, ScoreSlips):
        is_nameless = slips.is_nameless
        return say("The answers are kept without names; nothing can be added to them.") if is_nameless else ""
    if ballots.state(slips.session, slips.number) == "revealed":
        return say("The room has seen it. Enter shows what it says.")
    if not slips.is_open:
        at = ballots.sealed_time(slips.session, slips.number)
        return say("Sealed at {time}. Enter reveals it to the room.", time=at)
    return ""


def why_no_answer(slips: OwnershipSlips | ScoreSlips, row: int, col: int, sign: str) -> Words:
    """Why a character is no answer to a question of a slip."""
    if words := slips.refusal_at(row, col):
        return words
    if isinstance(slips, OwnershipSlips):
        return say("{sign} means nothing here: a letter from above, or - * = ?", sign=sign)
    if isinstance(slips, GuessSlips):
        return slips.fault
    if isinstance(slips, DotSlips):
        return say("{sign} cannot be placed: 1 or 2 dots on one, and no more than there are.", sign=sign)
    return say("{sign} means nothing here: 1–5", sign=sign)
