"""What every kind of paper slips has: a column for each person who answers, a row for each question, and how
many are in, on paper or from phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from cxworkshop.editing.box import Box, Slip
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words, say, say_n
from cxworkshop.method import ballots, thresholds
from cxworkshop.method.checks.finding import voters
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import COVERED


def initials(person: Person) -> str:
    """The initials of a name, at most three: MK."""
    return "".join(part[:1] for part in person.name.split())[:3]


def answering(session: Session, box: Box) -> tuple[Person, ...]:
    """Those who are expected to answer blindly, and everybody who has, on paper or on a phone."""
    people = {person.id for person in voters(session)} | box.people(session.round.number)
    return tuple(person for person in session.people if person.id in people)


class Answered(Protocol):
    """What slips use of an open session."""

    @property
    def session(self) -> Session: ...

    @property
    def read_only(self) -> Words: ...

    def apply(self, change: Change) -> object: ...


class Keyed(NamedTuple):
    """What became of one answer when it was keyed in: the sign before and after, by question and person, and
    the sign that had been keyed in here before."""

    question: str
    person: str
    before: str
    keyed_before: str
    after: str


class PaperSlips:
    """The base of every kind of slips: a column for each person who answers, a row for each question."""

    title: str = ""
    """The title of the question, in two words."""
    is_typed = False
    """Whether an answer takes several characters, until a key leaves it."""

    slip: Slip
    """The kind, by which phones answer."""
    keys: Sequence[str] = ()
    """What each question is known by."""

    def __init__(self, opened: Answered) -> None:
        self.opened = opened
        self.box: Box = getattr(opened, "box", None) or Box()  # a session on trial has none
        self.people = answering(self.session, self.box)
        letters = {person.id: letter for letter, person in ballots.candidates(self.session).items()}
        self.headings: Sequence[str] = [
            f"{letters.get(person.id, '')} {initials(person)}".strip() for person in self.people
        ]
        self.questions: Sequence[str] = ()
        self.keyed: dict[tuple[str, str, str], str] = getattr(opened, "keyed", {})
        """What was keyed in here: by slip, question and person."""
        self.has_others = bool(getattr(opened, "has_met_others", False) or getattr(opened, "shared", None))
        """Whether somebody else may have keyed in answers on another laptop."""

    @property
    def session(self) -> Session:
        return self.opened.session

    def is_boxed(self, row: int, col: int) -> bool:
        """Whether an answer from a phone waits for the seal."""
        return self.keys[row] in self.box.rows_of(self.slip, self.people[col].id)

    def is_from_phone(self, col: int) -> bool:
        """Whether somebody has answered any of it on a phone."""
        return bool(self.box.rows_of(self.slip, self.people[col].id))

    def on_paper(self, cols: Iterable[int]) -> int | None:
        """The first of some slips whose person does not answer on a phone."""
        return next((col for col in cols if not self.is_from_phone(col)), None)

    def next_slip(self, col: int, taken: Mapping[str, str] = MappingProxyType({})) -> int | None:
        """The slip after one that is keyed next: nobody has begun it, and nobody else is at it. `taken`: who
        is at a slip, by its person."""
        count = len(self.people)
        return next(
            (
                other
                for other in (*range(col + 1, count), *range(col))
                if self.people[other].id not in taken
                and not self.is_from_phone(other)
                and not any(self.sign(row, other) for row in range(len(self.keys)))
            ),
            None,
        )

    def replaces(self, row: int, col: int, sign: str) -> bool:
        """Whether a sign keyed in takes the place of an answer that was not keyed in here: of one from a
        phone, or from another laptop."""
        before = self.sign(row, col)
        if not before or self.refusal_at(row, col):
            return False
        if self._is_from_phone(row, col, before):
            return bool(sign)
        return self.has_others and not self.is_keyed_here(row, col)

    def is_keyed_here(self, row: int, col: int) -> bool:
        """Whether an answer stands as it was keyed in here."""
        return bool(sign := self.keyed_sign(row, col)) and sign == self.sign(row, col)

    def keyed_sign(self, row: int, col: int) -> str:
        """The sign that was keyed in here last, whatever stands there now."""
        return self.keyed.get(self._keyed_at(row, col), "")

    def note_keyed(self, row: int, col: int, sign: str) -> None:
        """Remembers what was keyed in here."""
        if sign:
            self.keyed[self._keyed_at(row, col)] = sign
        else:
            self.keyed.pop(self._keyed_at(row, col), None)

    def _keyed_at(self, row: int, col: int) -> tuple[str, str, str]:
        return self.slip.id, self.keys[row], self.people[col].id

    def undo(self, step: Iterable[Keyed]) -> tuple[int, int] | None:
        """Puts back what stood before, where nobody has changed it since; question and slip of the first."""
        people = {person.id: col for col, person in enumerate(self.people)}
        rows = {key: row for row, key in enumerate(self.keys)}
        first = None
        for keyed in step:
            if keyed.question not in rows or keyed.person not in people:
                continue
            here = rows[keyed.question], people[keyed.person]
            first = first or here
            if self.sign(*here) == keyed.after and self.put(*here, keyed.before):
                self.note_keyed(*here, keyed.keyed_before)
        return first

    def first_open(self, col: int) -> int | None:
        """The first question of a slip without an answer."""
        return next((row for row in range(len(self.questions)) if not self.sign(row, col)), None)

    def begin(self, taken: Mapping[str, str] = MappingProxyType({})) -> tuple[int, int]:
        """Question and slip of the first missing answer on paper; after the last where none is missing.
        `taken`: who else is at a slip, by its person."""
        last = len(self.questions), max(0, len(self.headings) - 1)
        on_paper = [
            col
            for col, person in enumerate(self.people)
            if not self.is_from_phone(col) and person.id not in taken
        ]
        missing = ((self.first_open(col), col) for col in on_paper if not self.is_complete(col))
        return next(((row, col) for row, col in missing if row is not None), last)

    @property
    def is_open(self) -> bool:
        return not self.refusal and bool(self.people) and bool(self.questions)

    @property
    def refusal(self) -> Words:
        """Why no answer may be changed; empty when answers may be."""
        if self.session.round.is_closed:
            return say(
                "Round {number} is closed; it may be looked at and not changed.",
                number=self.session.round.number,
            )
        return self.opened.read_only

    @property
    def question(self) -> Words:
        """The question, in full."""
        return ""

    @property
    def warning(self) -> Words:
        """What is amiss with the paper; empty where nothing is."""
        return ""

    @property
    def without_questions(self) -> Words:
        """What is to be done first where there is no question."""
        return say("There is nothing to ask: add touchpoints in 1 Define.")

    def legend(self, *, full: bool) -> list[str]:
        """What each character means; with names in `full`, or shortened."""
        return []

    @property
    def progress(self) -> str:
        """How many slips are complete: 7 of 8 in."""
        return str(
            say("{n} of {of} in", n=sum(map(self.is_complete, range(len(self.people)))), of=len(self.people))
        )

    @property
    def few_told(self) -> Words:
        """That so few have answered that everybody knows whose answers they are; mostly empty."""
        rows = range(len(self.questions))
        n = sum(any(self.sign(row, col) for row in rows) for col in range(len(self.people)))
        if not 0 < n < thresholds.FEW:
            return ""
        return say_n(
            "Only {n} of {of} has answered: everybody will know whose answer it is",
            "Only {n} of {of} have answered: it is easy to tell whose answers they are",
            n,
            of=len(self.people),
        )

    def is_complete(self, col: int) -> bool:
        """Whether a slip has every answer."""
        return all(self.sign(row, col) for row in range(len(self.questions)))

    def sign(self, row: int, col: int) -> str:
        """The character of an answer; empty for none, `COVERED` for one that is stored without a name."""
        raise NotImplementedError

    def put(self, row: int, col: int, sign: str) -> bool:
        """Stores an answer, or removes it for an empty sign. False when it is no answer."""
        if not self.store(row, col, "" if self._is_from_phone(row, col, sign) else sign):
            return False
        self.note_keyed(row, col, self.sign(row, col) if sign else "")
        return True

    def store(self, row: int, col: int, sign: str) -> bool:
        """As `put`, without remembering that it was done here."""
        raise NotImplementedError

    @property
    def has_named(self) -> bool:
        """Whether there are answers with names, which a seal removes."""
        raise NotImplementedError

    def refusal_at(self, row: int, col: int) -> Words:
        """Why one answer cannot be given; empty when it can."""
        raise NotImplementedError

    def _is_from_phone(self, row: int, col: int, sign: str) -> bool:
        """Whether the sign is that of an answer from a phone, which comes back when what was keyed over it
        is taken out."""
        return sign == COVERED and self.is_boxed(row, col)

    def _last_row(self, col: int, question: str, answer: Words) -> Words:
        return say(
            "{slip}, last row: {question} – {answer}",
            slip=self.headings[col],
            question=question,
            answer=answer,
        )
