"""What each column of a survey file is probably for, and which touchpoint a heading speaks of; a guess, shown
and confirmed by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from cxworkshop.importing.survey.answers import ANYTHING, read_answer
from cxworkshop.importing.survey.days import is_day
from cxworkshop.importing.survey.shapes import Item, Look, Roles
from cxworkshop.importing.survey.words import (
    HEADINGS,
    LIKE_HEADINGS,
    MONEY,
    OF_ANSWERING,
    RECOMMEND,
    TIME,
    has_word,
    is_not_applicable,
)
from cxworkshop.method.surveys import plain

_ROLES: Mapping[str, str] = {word: role for role, words in HEADINGS.items() for word in words}
_ANSWERED = 0.6
"""Share of the first cells that must be answers, or days, where a column is taken for such."""
_NUMBERED_ROWS = 6
"""First cells from which rising numbers, or numbers that never come twice, are no chance."""
_NAMING_DIGITS = 5
"""Digits of a number from which it names a row: 349523."""
_MOST_LETTERS = 200
"""Of a cell that may be an answer with words."""
_PARTS = (
    re.compile(r"(?P<question>.*?)\s*\[(?P<part>[^\]]+)\]"),
    re.compile(r"(?P<question>.+?)(?<!\d)\s+[-–—|]\s+(?!\d)(?P<part>.+)"),
    re.compile(r"(?P<question>.+?[:?])\s+(?P<part>\D.*)"),
)
"""How survey tools join a question and what it is asked of."""
_NUMBERED = re.compile(r"(?:Q\d+(?:[._]\d+)*[.):]?|\d+(?:\.\d+)+[.):]?|\d+[.):])\s+", re.IGNORECASE)
_SCALE = re.compile(r"\s*(\([^()]*\d\s*[-–—]\s*\d[^()]*\))$")
_ASKS = re.compile(
    r".*\?|(?:how|what|which|did|do|does|was|were|is|are|would|will|kuinka|miten|mitä|mikä|milla\w+|"
    r"millä|\w*[^\Wk]k[oö]) .+",
    re.IGNORECASE | re.DOTALL,
)
"""A question, by its mark or its first word."""


def roles_of(look: Look) -> Roles:
    """A guess by headings and, for columns of answers and of days, by the first cells."""
    by_role: dict[str, list[int]] = {}
    for i, name in enumerate(look.names):
        by_role.setdefault(_role_of(name), []).append(i)
    if "day" not in by_role and (days := _days(look, by_role.get("", []))):
        by_role["day"] = days
        by_role[""] = [i for i in by_role[""] if i not in days]

    def first(role: str) -> int | None:
        return by_role[role][0] if role in by_role else None

    about = {role: first(role) for role in ("day", "segment", "event", "status", "times", "counted_by")}
    answers = by_role.get("answer", [])
    if answers and (by_role.get("touchpoint") or by_role.get("question")):
        return Roles(tuple(answers[:1]), first("touchpoint"), first("question"), **about)
    columns = sorted(by_role.get("", []) + answers)
    answered = [
        i
        for i in columns
        if _holds_answers(look, i) and not ("times" not in by_role and _names_rows(look, i))
    ]
    asked = {item_of(look.names[i]).question for i in answered} - {""}
    others = (i for i in columns if i not in answered and _may_hold_answers(look, i))
    alike = [i for i in others if item_of(look.names[i]).question in asked]
    columns_of_answers = tuple(sorted(answered + alike))
    if not columns_of_answers and (called_so := by_role.get("times")):  # a column "answers" that counts none
        columns_of_answers, about["times"] = tuple(called_so[:1]), None
    return Roles(columns_of_answers, first("touchpoint"), **about)  # the headings of the answers ask


def _role_of(heading: str) -> str:
    """What a column is for, by its heading alone; empty where that does not tell."""
    words = plain(heading.replace("_", " "))
    apart = words.replace("-", " ")  # Vastaaja-ID
    like = (role for role, form in LIKE_HEADINGS if form.fullmatch(words) or form.fullmatch(apart))
    return _ROLES.get(words) or _ROLES.get(apart) or next(like, "")


def _days(look: Look, columns: Iterable[int]) -> list[int]:
    """Those that hold days; first the one whose heading speaks of answering."""
    days = [i for i in columns if holds_days(look, i)]
    return sorted(days, key=lambda i: not has_word(plain(look.names[i].replace("_", " ")), OF_ANSWERING))


def holds_days(look: Look, column: int) -> bool:
    """Whether most of the first cells of a column are days that somebody can have answered on."""
    said = _said(look, column)
    return bool(said) and sum(map(is_day, said)) >= _ANSWERED * len(said)


def is_personal(look: Look, column: int) -> bool:
    """Whether a column is headed as personal or free text and its cells differ: nobody's name is shown."""
    said = _said(look, column)
    return _role_of(look.names[column]) == "never" and len(set(said)) * 2 > len(said)


def _said(look: Look, column: int) -> list[str]:
    """The first cells of a column that are not blank."""
    cells = (row[column][:_MOST_LETTERS] for row in look.sample if column < len(row))
    return [cell for cell in cells if cell.strip()]


def _names_rows(look: Look, column: int) -> bool:
    """Whether the numbers of a column only tell the rows apart, as no answers do: they go up or down all the
    way, or are long, never come twice and are neither money nor time by their heading."""
    said = [cell.strip() for cell in _said(look, column)]
    if len(said) < _NUMBERED_ROWS or not all(cell.isdecimal() for cell in said):
        return False
    numbers = [*map(int, said)]
    if len({*numbers}) != len(numbers):
        return False
    if len({first < second for first, second in pairwise(numbers)}) == 1:
        return True
    is_counted = has_word(plain(look.names[column]), (*MONEY, *TIME))
    return not is_counted and all(len(cell) >= _NAMING_DIGITS for cell in said)


def _holds_answers(look: Look, column: int) -> bool:
    """Whether most of the first cells are answers, or all say "not applicable"."""
    told, answers = _told(look, column)
    return bool(look.names[column]) and bool(_said(look, column)) and answers >= _ANSWERED * told


def _may_hold_answers(look: Look, column: int) -> bool:
    """Whether any of the first cells is an answer, or all are blank."""
    return _told(look, column)[1] > 0 or not _said(look, column)


def _told(look: Look, column: int) -> tuple[int, int]:
    """How many of the first cells say something, and how many of those are answers."""
    told = [cell for cell in _said(look, column) if not is_not_applicable(plain(cell))]
    return len(told), sum(isinstance(read_answer(cell, ANYTHING, ","), float) for cell in told)


def item_of(heading: str) -> Item:
    """The touchpoint that a heading speaks of, and what is asked of it: "Rate your experience [Invoice]",
    "Rate your experience - Invoice (1-5)", "2.1 Rate your experience: Invoice". A heading without parts is
    the touchpoint, and the question too where it reads as one."""
    heading = heading.strip()
    if numbered := _NUMBERED.match(heading):
        heading = heading[numbered.end() :]
    heading, ending = _without_scale(heading)
    for form in _PARTS:
        if parts := form.fullmatch(heading):
            question, part = parts["question"].strip(" :"), parts["part"].strip()
            if _ASKS.fullmatch(part) and not _ASKS.fullmatch(question):
                question, part = part, question
            return Item(part, question + ending)
    asked = plain(heading)
    is_question = asked.endswith("?") or asked in HEADINGS["answer"] or has_word(asked, RECOMMEND)
    return Item(heading, (heading if is_question else "") + ending)


def turned(item: Item) -> Item:
    """The touchpoint and what is asked of it, the other way round; the scale stays with the question."""
    touchpoint, ending = _without_scale(item.question)
    return Item(touchpoint, item.touchpoint + ending)


def _without_scale(text: str) -> tuple[str, str]:
    """A text without the scale at its end, and that ending: " (1–5)"."""
    scale = _SCALE.search(text)
    return (text[: scale.start()], f" {scale[1]}") if scale else (text, "")
