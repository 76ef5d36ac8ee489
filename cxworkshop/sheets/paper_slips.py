"""What every kind of paper slips has: a column for each person who answers, a row for each question, and how
many are in, on paper or from phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cxworkshop.editing.box import Box, Slip
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words, say, say_n
from cxworkshop.method import ballots, thresholds
from cxworkshop.method.checks.finding import voters
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
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
        self.keyed_columns: set[int] = set()
        """The slips that were keyed in from paper since this was made."""
        self.keyed_over: set[str] = set()
        """The people of whom it was agreed that their slips are keyed over what was answered elsewhere."""
        self.keyed_here: dict[tuple[str, str], str] = {}
        """The signs that were keyed in here, by question and person."""
        self.is_shared = False
        """Whether somebody else may key slips in too, on another laptop."""
        self.others: Mapping[str, tuple[str, str]] = {}
        """Who of them is at whose slip, and at which question: by person."""

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

    def next_slip(self, col: int) -> int | None:
        """The slip that is keyed in after one. Where somebody else keys slips in too, one that nobody has
        begun and nobody is at."""
        last = len(self.people)
        if not self.is_shared:
            return self.on_paper(range(col + 1, last))
        return self.on_paper(each for each in (*range(col + 1, last), *range(col)) if self._is_free(each))

    def _is_free(self, col: int) -> bool:
        is_begun = any(self.sign(row, col) for row in range(len(self.questions)))
        return not is_begun and self.people[col].id not in self.others

    def replaces_phone(self, row: int, col: int) -> bool:
        """Whether an answer keyed in would take the place of one from a phone without that being agreed."""
        is_agreed = self.people[col].id in self.keyed_over
        return not is_agreed and self._is_from_phone(row, col, self.sign(row, col))

    def replaces_other(self, row: int, col: int) -> bool:
        """The same of an answer that was not keyed in here, where somebody else keys slips in too."""
        is_free = not self.is_shared or self.people[col].id in self.keyed_over
        return not is_free and self.is_from_elsewhere(row, col)

    def is_from_elsewhere(self, row: int, col: int) -> bool:
        """Whether there is an answer that is not the one keyed in here."""
        return bool(sign := self.sign(row, col)) and not self.is_own(row, col, sign)

    def name_at(self, row: int, col: int) -> str:
        """Who else is at a question of a slip; mostly nobody."""
        name, key = self.others.get(self.people[col].id, ("", ""))
        return name if name and self.keys[row] == key else ""

    def is_own(self, row: int, col: int, sign: str) -> bool:
        """Whether an answer is the one that was keyed in here."""
        return self.keyed_here.get((self.keys[row], self.people[col].id)) == sign

    def place_at(self, row: int, col: int) -> Place | None:
        """Where the cursor is, for the others: whose slip, and which question."""
        if not self.is_open or col >= len(self.people):
            return None
        return Place(self.slip.table, self.people[col].id, self.keys[row] if row < len(self.keys) else "")

    def in_use(self, col: int) -> list[Place]:
        """Whose slip is keyed in, and what it is about."""
        if not self.is_open or col >= len(self.people):
            return []
        touchpoints = [Place("touchpoints", key) for key in self.keys if key not in ("", WHOLE)]
        return [Place("people", self.people[col].id), *touchpoints]

    @property
    def others_words(self) -> list[Words]:
        """Who else is at which slip."""
        return [
            say("{who} is at the slip of {name}", who=who, name=self.session.name_of("people", person))
            for person, (who, _key) in self.others.items()
        ]

    def keyed(self, row: int, col: int) -> None:
        """The answer was keyed in here."""
        if row < len(self.keys):
            self.keyed_here[self.keys[row], self.people[col].id] = self.sign(row, col)

    def go_on_from(self, before: PaperSlips) -> None:
        """Takes over what is known of slips that these take the place of."""
        self.keyed_over, self.keyed_here = before.keyed_over, before.keyed_here
        ids = [person.id for person in self.people]
        keyed = {before.people[col].id for col in before.keyed_columns}
        self.keyed_columns = {col for col, id in enumerate(ids) if id in keyed}
        self.is_shared, self.others = before.is_shared, before.others

    def first_open(self, col: int) -> int | None:
        """The first question of a slip without an answer."""
        return next((row for row in range(len(self.questions)) if not self.sign(row, col)), None)

    @property
    def begin(self) -> tuple[int, int]:
        """Question and slip of the first missing answer on paper; after the last where none is missing."""
        last = len(self.questions), max(0, len(self.headings) - 1)
        on_paper = [col for col in range(len(self.headings)) if not self.is_from_phone(col)]
        missing = [(row, col) for col in on_paper if (row := self._missing(col)) is not None]
        free = [(row, col) for row, col in missing if self._is_free(col)] if self.is_shared else []
        return next(iter((*free, *missing)), last)

    def _missing(self, col: int) -> int | None:
        return None if self.is_complete(col) else self.first_open(col)

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
