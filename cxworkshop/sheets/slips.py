"""The paper slips that are keyed into blind grids: the questions, the people who answer, and the change that
each character makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.editing.voting import score, vote
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, say, say_n
from cxworkshop.method import ballots, dots, thresholds
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.privacy import KEPT, has_named, is_nameless, refusal
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import COVERED

BLIND = {
    "ballots": "",
    "ownership_ballots": "",
    "overall_levels": "overall_levels",
    "dots": "dots",
    "function_scores": "function_scores",
    "value_scores": "value_scores",
    "confidence_scores": "confidence_scores",
}
"""What is answered blindly, one character an answer: by table, the table that selects its slips."""


def initials(person: Person) -> str:
    """The initials of a name, at most three: MK."""
    return "".join(part[:1] for part in person.name.split())[:3]


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

    def __init__(self, opened: OpenSession) -> None:
        self.opened: Answered = opened
        self.people = voters(self.session)
        letters = {person.id: letter for letter, person in ballots.candidates(self.session).items()}
        self.headings: Sequence[str] = [
            f"{letters.get(person.id, '')} {initials(person)}".strip() for person in self.people
        ]
        self.questions: Sequence[str] = ()
        self.keyed_columns: set[int] = set()
        """The slips that were keyed in from paper since this was made."""

    @property
    def session(self) -> Session:
        return self.opened.session

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

    def _last_row(self, col: int, question: str, answer: Words) -> Words:
        return say(
            "{slip}, last row: {question} – {answer}",
            slip=self.headings[col],
            question=question,
            answer=answer,
        )


class OwnershipSlips(PaperSlips):
    """Slips of a ballot: who is accountable today, for each touchpoint and for the whole."""

    title = N_("Responsibility")

    def __init__(self, opened: OpenSession, number: str) -> None:
        super().__init__(opened)
        self.number = number
        self.touchpoints = ballots.asked(self.session, number)
        self.questions = [self.session.name_of("touchpoints", touchpoint) for touchpoint in self.touchpoints]

    @property
    def is_open(self) -> bool:
        return super().is_open and ballots.state(self.session, self.number) == "open"

    @property
    def question(self) -> Words:
        return ballots.QUESTION

    @property
    def warning(self) -> Words:
        """Who has a letter and is not on the sheets that were printed; empty where everybody is."""
        later = ballots.not_printed(self.session)
        names = ", ".join(f"{sign} {self.session.name_of('people', who.id)}" for sign, who in later.items())
        return (
            say("Not on the printed sheets: {names}. Print them anew, or say the letter.", names=names)
            if later
            else ""
        )

    def legend(self, *, full: bool) -> list[str]:
        session = self.session
        names = [
            f"{letter} {session.name_of('people', who.id) if full else session.short_name_of(who.id)}"
            for letter, who in ballots.candidates(session).items()
        ]
        words = dict(ANSWERS)
        return [*names, *(f"{sign} {_(words[kind])}" for sign, kind in ballots.SIGNS.items())]

    def sign(self, row: int, col: int) -> str:
        if row >= len(self.touchpoints):
            return ""
        touchpoint, who = self.touchpoints[row], self.people[col].id
        answer = ballots.given(self.session, self.number, touchpoint, who)
        if answer is not None:
            return ballots.sign_of(self.session, answer) or COVERED
        return COVERED if ballots.is_kept_without_name(self.session, self.number, touchpoint, who) else ""

    def is_complete(self, col: int) -> bool:
        return ballots.answered_by(self.session, self.number, self.people[col].id) >= set(self.touchpoints)

    @property
    def has_named(self) -> bool:
        return any(
            self.sign(row, col) for row in range(len(self.questions)) for col in range(len(self.people))
        )

    def refusal_at(self, row: int, col: int) -> Words:
        touchpoint, who = self.touchpoints[row], self.people[col].id
        return KEPT if ballots.is_kept_without_name(self.session, self.number, touchpoint, who) else ""

    def put(self, row: int, col: int, sign: str) -> bool:
        answer = ballots.answer_for(self.session, sign) if sign else None
        if sign and answer is None:
            return False
        try:
            self.opened.apply(vote(self.number, self.touchpoints[row], self.people[col].id, answer))
        except CxError:
            return False
        self.keyed_columns.add(col)
        return True

    def read_back(self, col: int) -> Words:
        """The last row of a slip in words, to be compared with the paper: a skipped row shows there."""
        answer = ballots.given(self.session, self.number, self.touchpoints[-1], self.people[col].id)
        words = ballots.answer_words(self.session, answer) if answer else _("no answer")
        return self._last_row(col, self.questions[-1], words)


class ScoreSlips(PaperSlips):
    """Slips of scores, 1–5: the statements of a list, or one question. `statements` are keys and words."""

    def __init__(
        self,
        opened: OpenSession,
        table: str,
        title: str,
        question: str,
        statements: Sequence[tuple[str, Words]],
    ) -> None:
        super().__init__(opened)
        self.table, self.title, self.question_text = table, title, question
        self.keys = [key for key, _words in statements]
        self.questions = [str(words) for _key, words in statements]

    @property
    def question(self) -> Words:
        return say(self.question_text)

    def legend(self, *, full: bool) -> list[str]:
        if self.table == "overall_levels":
            return [_(words) for _value, words in LEVELS]
        return [_("1 not at all … 5 fully")]

    @property
    def is_open(self) -> bool:
        return super().is_open and not self.is_nameless

    @property
    def is_nameless(self) -> bool:
        """Whether the answers are stored without names."""
        return is_nameless(self.session, self.table)

    def _place(self, row: int, col: int) -> Place:
        who = self.people[col].id
        return Place(self.table, f"{self.keys[row]}:{who}" if self.keys[row] else who, "value")

    def sign(self, row: int, col: int) -> str:
        if row >= len(self.keys):
            return ""
        value = value_at(self.session, self._place(row, col))
        return str(value) if value is not None else COVERED if self.refusal_at(row, col) else ""

    @property
    def has_named(self) -> bool:
        return has_named(self.session, self.table)

    def refusal_at(self, row: int, col: int) -> Words:
        return refusal(self.session, self._place(row, col))

    def put(self, row: int, col: int, sign: str) -> bool:
        return (not sign or sign in "12345") and self._commit(row, col, sign)

    def _commit(self, row: int, col: int, sign: str) -> bool:
        try:
            self.opened.apply(score(self._place(row, col), int(sign) if sign else None))
        except CxError:
            return False
        self.keyed_columns.add(col)
        return True

    def read_back(self, col: int) -> Words:
        """The last row of a slip, to be compared with the paper."""
        return self._last_row(col, self.questions[-1], self.sign(len(self.keys) - 1, col) or _("no answer"))


class DotSlips(ScoreSlips):
    """Slips of dots: 1 or 2 on the touchpoints in scope to take up first, none on the rest."""

    def __init__(self, opened: OpenSession) -> None:
        question = N_("What should we take up first? Place your dots, at most two on one.")
        statements = [(touchpoint.id, touchpoint.name) for touchpoint in in_scope(opened.session)]
        super().__init__(opened, "dots", N_("Dots"), question, statements)

    def legend(self, *, full: bool) -> list[str]:
        each = say_n("{n} dot each", "{n} dots each", dots.dots_each(len(self.keys)))
        return [str(each), _("1 or 2: so many dots"), _("space: none"), _("0: none, and in")]

    def is_complete(self, col: int) -> bool:
        return any(self.sign(row, col) for row in range(len(self.keys)))

    def put(self, row: int, col: int, sign: str) -> bool:
        if sign and (
            sign not in "012"
            or not dots.may_place(self.session, self.people[col].id, self.keys[row], int(sign))
        ):
            return False
        return self._commit(row, col, sign)
