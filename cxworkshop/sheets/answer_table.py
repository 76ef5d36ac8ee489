"""Puts a pasted table of blind answers into slips: all of it where the screen shows it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from cxworkshop.editing.changes import Change
from cxworkshop.language import Words, say, say_n
from cxworkshop.model.numbers import read_number
from cxworkshop.model.ops import difference
from cxworkshop.model.session import Session
from cxworkshop.sheets.clipboard import as_pasted, read_rows
from cxworkshop.sheets.slips import OwnershipSlips, ScoreSlips

Rows = list[list[str]]


def answers_in(text: str) -> Rows | None:
    """The answers of a table, questions down and slips across; None for a run of answers on one line."""
    text = as_pasted(text).strip("\n")
    if "\t" not in text and "\n" not in text:
        return None
    rows = [[cell.strip() for cell in row] for row in read_rows(text)]
    if "\t" not in text and all(len(part) == 1 for row in rows for part in row[0].split()):
        return [row[0].split() or [""] for row in rows]
    return rows


def put_answers(slips: OwnershipSlips | ScoreSlips, row: int, col: int, table: Rows) -> Words:
    """Puts the answers of a table from a question and a slip on; an empty cell leaves the answer as it is.
    Returns why nothing was put, empty where all was."""
    questions, headings = list(slips.questions)[row:], list(slips.headings)[col:]
    answers, fault = _without_labels(table, questions, headings)
    if fault:
        return fault
    width = max(map(len, answers), default=0)
    if not width or len(answers) > len(questions) or width > len(headings):
        return say(
            "{table} do not fit into {room}. Nothing was pasted.",
            table=_size(len(answers), width),
            room=_size(len(questions), len(headings)),
        )
    return _put(slips, [(k, j, s) for k, signs in enumerate(answers, row) for j, s in enumerate(signs, col)])


def _size(questions: int, slips: int) -> Words:
    """How many questions down and slips across."""
    down = say_n("{n} question", "{n} questions", questions)
    return say("{down} × {across}", down=down, across=say_n("{n} slip", "{n} slips", slips))


def put_run(slips: OwnershipSlips | ScoreSlips, row: int, col: int, text: str) -> Words:
    """Puts a run of answers on one line down the slips, one after the other, from a question and a slip on; a
    space leaves the answer as it is. Returns why nothing was put, empty where all was."""
    questions = len(slips.questions)
    signs = text.split() if slips.is_typed else [sign.strip() for sign in text if sign.isprintable()]
    room = questions * (len(slips.headings) - col) - row
    if len(signs) > room:
        return say(
            "{n} answers do not fit here: there is room for {room}. Nothing was pasted.",
            n=len(signs),
            room=max(0, room),
        )
    return _put(
        slips, [((row + i) % questions, col + (row + i) // questions, s) for i, s in enumerate(signs)]
    )


def _put(slips: OwnershipSlips | ScoreSlips, answers: Sequence[tuple[int, int, str]]) -> Words:
    """Puts answers (question, slip, sign) as one change, or none and says why."""
    before = slips.session
    trial = _on_trial(slips)
    for k, j, sign in answers:
        keyed = slips.sign(k, j)
        if not sign or (sign == keyed and slips.is_keyed_here(k, j)):  # a covered answer is not to be guessed
            continue
        where = {"question": slips.questions[k], "slip": slips.headings[j]}
        if keyed:
            return say("{question}, slip {slip}, is answered already. Nothing was pasted.", **where)
        if (len(sign) > 1 and not slips.is_typed) or not trial.put(k, j, sign):
            return say(
                "{question}, slip {slip}: {sign} is no answer here. Nothing was pasted.",
                **where,
                sign=sign,
            )
    ops = difference(before, trial.session)
    slips.opened.apply(Change(say("Blind answer"), ops, unrecorded=True))
    slips.keyed.update(trial.keyed)
    return ""


class _Trial:
    """A session on which answers are tried."""

    def __init__(self, session: Session) -> None:
        self.session, self.read_only = session, ""

    def apply(self, change: Change) -> None:
        self.session = change(self.session)


def _on_trial(slips: OwnershipSlips | ScoreSlips) -> OwnershipSlips | ScoreSlips:
    """The same slips on a session of their own."""
    trial = copy(slips)
    trial.opened, trial.keyed = _Trial(slips.session), dict(slips.keyed)
    return trial


def _without_labels(table: Rows, questions: Sequence[str], headings: Sequence[str]) -> tuple[Rows, Words]:
    """The answers without the questions and the slips that stand beside and above them; why these are not
    those of the screen."""
    beside, above = [row[0] for row in table], table[0]
    is_headed = len(beside) > 1 and beside[1:] == list(questions[: len(beside) - 1])
    if is_headed or any(map(_is_label, above[1:])):
        shown = [{" ".join(heading.split()), *heading.split()} for heading in headings]
        begun = 1 if any(map(_is_label, beside[1:])) else 0
        labels = above[begun:]
        if len(labels) > len(shown) or not all(map(set.__contains__, shown, labels)):
            return [], say("The slips above the answers are not those here. Nothing was pasted.")
        table, beside = table[1:], beside[1:]
    if any(map(_is_label, beside)) and all(len(row) > 1 for row in table):
        if beside != list(questions[: len(beside)]):
            return [], say("The questions beside the answers are not those here. Nothing was pasted.")
        table = [row[1:] for row in table]
    return table, ""


def _is_label(text: str) -> bool:
    """Whether a text is the name of a question or a slip: more than a character, and no number."""
    return len(text) > 1 and read_number(text) is None
