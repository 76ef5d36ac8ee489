"""What passes between looking at a survey file, counting it and understanding it; plain values, no rows of
persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from cxworkshop.language import Words
from cxworkshop.method.surveys import ADD, LEAVE_OUT, WHOLE, Figure, Item, Month, Parts
from cxworkshop.method.thresholds import MONTH_N as FEW
from cxworkshop.model import imports

__all__ = [
    "ADD", "FEW", "LEAVE_OUT", "REASONS", "WHOLE", "BadLine", "Choices", "Figure", "Item", "Look", "Month",
    "Parts", "Question", "QuestionKind", "Reason", "Reject", "Roles", "SourceFile", "Tally",
    "Understood", "Unknown",
]  # fmt: skip


class Look(NamedTuple):
    """What a file is, as far as its first rows tell."""

    path: Path
    form: Literal["csv", "jsonl", "xlsx", "parquet"]
    names: tuple[str, ...]
    """The heading of each column, of several heading rows joined."""
    sample: tuple[tuple[str, ...], ...]
    """The first rows below the heading."""
    encoding: str = "utf-8"
    delimiter: str = ","
    skip: int = 0
    """Rows before the heading: titles, blank rows, sep=."""
    heading_rows: int = 1
    sheet: str = ""
    quotes: bool = True
    """Whether a quotation mark begins a cell that may hold delimiters and line breaks."""


class Roles(NamedTuple):
    """Columns by what they are for, as indexes. With a touchpoint or a question a row is an answer (long);
    else each column of answers is an item (wide)."""

    answers: tuple[int, ...] = ()
    touchpoint: int | None = None
    question: int | None = None
    day: int | None = None
    segment: int | None = None
    event: int | None = None
    status: int | None = None
    times: int | None = None
    """How many answers a row stands for."""
    counted_by: int | None = None
    """Of a result of our own counting statement: whether a row counts by days or by groups."""

    @property
    def is_long(self) -> bool:
        return self.touchpoint is not None or self.question is not None


Reason = Literal[
    "no_answer", "not_whole", "outside", "no_touchpoint", "no_day", "no_such_day", "future", "no_count",
    "misshapen", "unclosed", "unreadable", "total", "test",
]  # fmt: skip
REASONS: Mapping[str, str] = dict(imports.REASONS)
"""Why something in a row is not counted."""


class SourceFile(NamedTuple):
    """A file that was counted: its name, its sha256 in hexadecimal, and its rows below the heading."""

    name: str
    digest: str
    rows: int


class Tally(NamedTuple):
    """Different texts and how often each stood there; nothing is interpreted."""

    answers: Counter[tuple[Item, str, str]]
    """By item, answer, day."""
    cover: Counter[tuple[Item, str, str, str]]
    """By item, answer, customer group, kind of event."""
    aside: Counter[Reason]
    """Whole rows that are not counted."""
    files: tuple[SourceFile, ...]
    or_more: bool = False
    """Whether rows were broken beyond the limit up to which the engine counts them."""

    @property
    def rows(self) -> int:
        """All rows below the heading, whatever became of them."""
        return sum(file.rows for file in self.files)


class Reject(NamedTuple):
    """A text that cannot be counted; shown, and never stored in a session."""

    column: str
    text: str
    reason: Reason


class BadLine(NamedTuple):
    file: str
    line: int
    """Of a workbook: its row."""
    column: str
    text: str
    reason: Reason


class Choices(NamedTuple):
    """What a person said. What is left out is proposed; what is unknown or ambiguous is asked."""

    decimal: str | None = None
    day_form: str | None = None
    scales: Mapping[str, str] = {}
    """By question."""
    metrics: Mapping[str, str] = {}
    """By question."""
    zeros: Mapping[str, bool] = {}
    """By question: whether a 0 beside 1–5 or 1–7 says "not applicable"."""
    matches: Mapping[str, str] = {}
    """By touchpoint in the words of the file: an id, ADD, WHOLE or LEAVE_OUT."""
    measures: Mapping[str, str] = {}
    """By question and touchpoint, as `label_of` calls them: the measure that the figures go into, or ADD."""
    period: str = "half"
    """Figures for each quarter, half, year, or one for all."""
    since: date | None = None
    until: date | None = None
    """The period of answers without a day; without it they are rejected, or asked about where no answer has a
    day."""


class Unknown(NamedTuple):
    """A touchpoint that the workshop does not have: how many answers, and the nearest it has, best first."""

    answers: int
    near: tuple[str, ...]


QuestionKind = Literal["decimal", "day_form", "metric", "zero", "match", "undated"]


class Question(NamedTuple):
    """What must be settled before anything is recorded."""

    kind: QuestionKind
    about: tuple[str, ...]
    """Questions of the survey, or a touchpoint; empty where it is about the whole file."""
    words: Words
    options: tuple[tuple[str, Words], ...]
    """Values for `answered`, and what they are called; what is proposed comes first. Without options a period
    is asked: two days, 2026-01-01..2026-06-30."""


class Understood(NamedTuple):
    """What would be recorded, and what stands in its way."""

    figures: tuple[Figure, ...]
    months: tuple[Month, ...]
    answers: int
    """All of them; used + not_applicable + rejected + of unknown touchpoints + left_out."""
    used: int
    not_applicable: int
    left_out: int
    rejects: Mapping[Reject, int]
    unknown: Mapping[str, Unknown]
    """By touchpoint in the words of the file."""
    proposals: Mapping[str, tuple[str, str]]
    """By question: scale and metric in force."""
    matched: Mapping[str, str]
    """By touchpoint in the words of the file: an id, ADD, WHOLE or LEAVE_OUT."""
    questions: tuple[Question, ...]
    decimal: str
    """The decimal sign in force, as is the form of days."""
    day_form: str | None
    aside: Mapping[Reason, int]
    """Whole rows that are not counted."""
    files: tuple[SourceFile, ...]
    or_more: bool = False
    """Whether there are more broken rows than `aside` says."""
