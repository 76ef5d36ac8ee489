"""What the grid of a blind ballot says of its slips: what they ask, why nothing can be keyed in, why a
character is no answer, and what is read back before the seal."""

from __future__ import annotations

from cxworkshop.commands import keyed
from cxworkshop.language import Words, say
from cxworkshop.method import ballots, content
from cxworkshop.sheets.guess_slips import GuessSlips
from cxworkshop.sheets.slips import DotSlips, OwnershipSlips, ScoreSlips


def introduction(slips: OwnershipSlips | ScoreSlips) -> tuple[Words, ...]:
    """What help says before the keys."""
    return (
        slips.question,
        say("One character is an answer, without Enter: the cursor goes down the slip, then to the "
            "next one. A letter names a person;"
            " - is nobody, * several, = a partner, ? don't know."),
        say("A guess is a number: Enter keeps it and goes on.") if slips.is_typed else "",
        content.blind_promise(),
        say("Destroy the slips today. ^s seals the answers at hand: their names go, from the file and "
            "from all its copies. Sealing who is responsible takes the names of all answers given so far."
            " What was never sealed loses them when the file is first opened on a later day."),
    )  # fmt: skip


def seal_words(slips: OwnershipSlips | ScoreSlips, silent: Words = "") -> Words:
    """How many are in, with the last row of the slip that was keyed last, and which phones are `silent`;
    answers given on the laptop or on phones are never shown."""
    rows = range(len(slips.questions))
    keyed = (
        col
        for col in reversed(range(len(slips.people)))
        if any(slips.is_keyed_here(row, col) for row in rows)
    )
    last = next(keyed, None)
    words: Words = slips.progress
    if last is not None and (slips.is_keyed_here(rows[-1], last) or not slips.sign(rows[-1], last)):
        words = say("{progress}. {last}", progress=words, last=slips.read_back(last))
    for more in filter(None, (slips.few_told, silent)):
        words = say("{progress}. {few}", progress=words, few=more)
    return words


def why_closed(slips: OwnershipSlips | ScoreSlips) -> Words:
    """Why nothing can be keyed in; empty where it can."""
    if slips.refusal:
        return slips.refusal
    if not slips.people:
        return keyed(
            "Nobody is here to answer yet. Mark first who is here: {back}, then 0 for the landing, and space "
            "in Here, in Participants."
        )
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


def over_given(slips: OwnershipSlips | ScoreSlips, col: int) -> Words:
    """What is asked before a slip takes the place of what its person has sent from a phone, or of what was
    keyed in on another laptop."""
    name = slips.session.name_of("people", slips.people[col].id)
    if not slips.is_from_phone(col):
        return say("{name}'s slip has answers that were not keyed in here. Key it over those?", name=name)
    return say("{name} has answered on a phone. Key this slip over those answers?", name=name)


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
