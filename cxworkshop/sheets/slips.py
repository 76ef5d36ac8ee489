"""The slips of paper behind the blind grids: who answered what by which character, and the change each
character makes."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.editing import OpenSession
from cxworkshop.editing.voting import score, vote
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, say
from cxworkshop.method import ballots, content, dots
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.privacy import is_nameless
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import COVERED, initialled

BLIND = {
    "ballots": "",
    "ownership_ballots": "",
    "overall_levels": "overall_levels",
    "dots": "dots",
    "function_scores": "function_scores",
    "value_scores": "value_scores",
    "confidence_scores": "confidence_scores",
}
"""What is asked blindly, one character an answer: by table, the table of figures its slips begin with."""


def initials(person: Person) -> str:
    """MK for Maria Koski."""
    return "".join(part[:1] for part in person.name.split())[:3]


class PaperSlips:
    """What every kind of slip shares: a column for each person asked, and how many slips are in."""

    title: str = ""
    """What is asked, in two words."""

    def __init__(self, opened: OpenSession) -> None:
        self.opened = opened
        self.people = voters(self.session)
        letters = {one.id: letter for letter, one in ballots.candidates(self.session).items()}
        self.heads: Sequence[str] = [
            f"{letters.get(one.id, '')} {initials(one)}".strip() for one in self.people
        ]
        self.questions: Sequence[str] = ()

    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def is_open(self) -> bool:
        return not self.refused and bool(self.people) and bool(self.questions)

    @property
    def refused(self) -> Words:
        """Why nothing may be answered at all; empty when it may."""
        if self.session.round.is_closed:
            return say(
                "Round {number} is closed; it may be looked at and not changed.",
                number=self.session.round.number,
            )
        return self.opened.read_only

    @property
    def question(self) -> Words:
        """What is asked, in full."""
        return ""

    def legend(self, *, full: bool) -> list[str]:
        """What each character means; names in full, or with the first one cut."""
        return []

    @property
    def progress(self) -> str:
        """7 of 8 in."""
        return str(
            say("{n} of {of} in", n=sum(map(self.is_in, range(len(self.people)))), of=len(self.people))
        )

    def is_in(self, col: int) -> bool:
        """Whether nothing is lacking on a slip."""
        return all(self.sign(row, col) for row in range(len(self.questions)))

    def sign(self, row: int, col: int) -> str:
        raise NotImplementedError


class OwnershipSlips(PaperSlips):
    """Who is accountable today, for each touchpoint and for the whole."""

    title = N_("Responsibility")

    def __init__(self, opened: OpenSession, number: str) -> None:
        super().__init__(opened)
        self.number = number
        self.asked = ballots.asked(self.session, number)
        self.keyed: set[int] = set()
        """The slips that were keyed in here, from paper."""
        self.questions = [self.session.name_of("touchpoints", one) for one in self.asked]

    @property
    def is_open(self) -> bool:
        return super().is_open and ballots.state(self.session, self.number) == "open"

    @property
    def question(self) -> Words:
        return ballots.QUESTION

    def legend(self, *, full: bool) -> list[str]:
        named = [
            f"{letter} {one.name if full else initialled(one.name)}"
            for letter, one in ballots.candidates(self.session).items()
        ]
        words = dict(ANSWERS)
        return [*named, *(f"{sign} {_(words[kind])}" for sign, kind in ballots.SIGNS.items())]

    def sign(self, row: int, col: int) -> str:
        if row >= len(self.asked):
            return ""
        touchpoint, who = self.asked[row], self.people[col].id
        given = ballots.given(self.session, self.number, touchpoint, who)
        if given is not None:
            return ballots.sign_of(self.session, given) or COVERED
        return COVERED if ballots.is_kept_without_name(self.session, self.number, touchpoint, who) else ""

    def is_in(self, col: int) -> bool:
        return ballots.answered_by(self.session, self.number, self.people[col].id) >= set(self.asked)

    def put(self, row: int, col: int, sign: str) -> bool:
        answer = ballots.answer_for(self.session, sign) if sign else None
        if sign and answer is None:
            return False
        try:
            self.opened.apply(vote(self.number, self.asked[row], self.people[col].id, answer))
        except CxError:
            return False
        self.keyed.add(col)
        return True

    def read_back(self, col: int) -> Words:
        """The last row of a slip in words, to be held against the paper: a row skipped shows there."""
        given = ballots.given(self.session, self.number, self.asked[-1], self.people[col].id)
        answer = ballots.answer_words(self.session, given) if given else _("no answer")
        return say(
            "{slip}, last row: {question} – {answer}",
            slip=self.heads[col],
            question=self.questions[-1],
            answer=answer,
        )


class ScoreSlips(PaperSlips):
    """Figures of 1–5: the statements of a list, or one question."""

    def __init__(
        self,
        opened: OpenSession,
        table: str,
        title: str,
        question: str,
        statements: Sequence[tuple[str, Words]],
    ) -> None:
        super().__init__(opened)
        self.table, self.title, self.told = table, title, question
        self.keys = [key for key, _words in statements]
        self.questions = [str(words) for _key, words in statements]

    @property
    def question(self) -> Words:
        return say(self.told)

    def legend(self, *, full: bool) -> list[str]:
        if self.table == "overall_levels":
            return [_(words) for _value, words in LEVELS]
        return [_("1 not at all … 5 fully")]

    @property
    def is_open(self) -> bool:
        return super().is_open and not self.is_nameless

    @property
    def is_nameless(self) -> bool:
        """Whether the names are gone already."""
        return is_nameless(self.session, self.table)

    def _place(self, row: int, col: int) -> Place:
        who = self.people[col].id
        return Place(self.table, f"{self.keys[row]}:{who}" if self.keys[row] else who, "value")

    def sign(self, row: int, col: int) -> str:
        value = value_at(self.session, self._place(row, col)) if row < len(self.keys) else None
        return "" if value is None else str(value)

    def put(self, row: int, col: int, sign: str) -> bool:
        return (not sign or sign in "12345") and self._keep(row, col, sign)

    def _keep(self, row: int, col: int, sign: str) -> bool:
        try:
            self.opened.apply(score(self._place(row, col), int(sign) if sign else None))
        except CxError:
            return False
        return True

    def read_back(self, col: int) -> Words:
        """The last row of a slip, to be held against the paper."""
        last = len(self.keys) - 1
        return say(
            "{slip}, last row: {question} – {answer}",
            slip=self.heads[col],
            question=self.questions[last],
            answer=self.sign(last, col),
        )


class DotSlips(ScoreSlips):
    """Dots on the touchpoints in scope: 1 or 2 on what to take up first, nothing on the rest."""

    def __init__(self, opened: OpenSession) -> None:
        question = N_("What should we take up first? Place your dots, at most two on one.")
        super().__init__(
            opened, "dots", N_("Dots"), question, [(one.id, one.name) for one in in_scope(opened.session)]
        )

    def legend(self, *, full: bool) -> list[str]:
        each = say("{n} dots each", n=dots.dots_each(len(self.keys)))
        return [str(each), _("1 or 2: so many dots"), _("space: none"), _("0: none, and in")]

    def is_in(self, col: int) -> bool:
        return any(self.sign(row, col) for row in range(len(self.keys)))

    def put(self, row: int, col: int, sign: str) -> bool:
        if sign and (
            sign not in "012"
            or not dots.may_place(self.session, self.people[col].id, self.keys[row], int(sign))
        ):
            return False
        return self._keep(row, col, sign)


def all_slips(opened: OpenSession, number: str) -> list[OwnershipSlips | ScoreSlips]:
    """Everything that is asked blindly one character an answer, in the order of the day."""
    functions = [(one.key, one.statement) for one in content.five_functions()]
    values = [(one.key, one.statement) for one in content.values_check()]
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
        ScoreSlips(opened, "confidence_scores", N_("Confidence"), sure, [("", say("Confidence"))]),
    ]
