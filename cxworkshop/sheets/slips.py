"""The paper slips that are keyed into blind grids: the questions, the people who answer, and the change that
each character makes."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.editing.box import ALL_DOTS, OWNERSHIP, Slip
from cxworkshop.editing.voting import score, vote
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, say, say_n
from cxworkshop.method import ballots, dots
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.privacy import KEPT, SAME_SLIP, has_named, is_nameless, refusal
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import LEVELS
from cxworkshop.model.place import Place, value_at
from cxworkshop.sheets.grid import COVERED
from cxworkshop.sheets.paper_slips import Answered, PaperSlips

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


class OwnershipSlips(PaperSlips):
    """Slips of a ballot: who is accountable today, for each touchpoint and for the whole."""

    title = N_("Responsibility")

    def __init__(self, opened: Answered, number: str) -> None:
        super().__init__(opened)
        self.number, self.slip = number, Slip(self.session.round.number, OWNERSHIP, number)
        self.keys = ballots.asked(self.session, number)
        self.questions = [self.session.name_of("touchpoints", touchpoint) for touchpoint in self.keys]

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
        if row >= len(self.keys):
            return ""
        touchpoint, who = self.keys[row], self.people[col].id
        answer = ballots.given(self.session, self.number, touchpoint, who)
        if answer is not None:
            return ballots.sign_of(self.session, answer) or COVERED
        is_kept = ballots.is_kept_without_name(self.session, self.number, touchpoint, who)
        return COVERED if is_kept or self.is_boxed(row, col) else ""

    def is_complete(self, col: int) -> bool:
        who = self.people[col].id
        on_paper = ballots.answered_by(self.session, self.number, who)
        return on_paper | self.box.rows_of(self.slip, who) >= set(self.keys)

    @property
    def has_named(self) -> bool:
        return any(
            self.sign(row, col) for row in range(len(self.questions)) for col in range(len(self.people))
        )

    def refusal_at(self, row: int, col: int) -> Words:
        touchpoint, who = self.keys[row], self.people[col].id
        return KEPT if ballots.is_kept_without_name(self.session, self.number, touchpoint, who) else ""

    def store(self, row: int, col: int, sign: str) -> bool:
        answer = ballots.answer_for(self.session, sign) if sign else None
        if sign and answer is None:
            return False
        try:
            self.opened.apply(vote(self.number, self.keys[row], self.people[col].id, answer))
        except CxError:
            return False
        return True

    def read_back(self, col: int) -> Words:
        """The last row of a slip in words, to be compared with the paper: a skipped row shows there."""
        answer = ballots.given(self.session, self.number, self.keys[-1], self.people[col].id)
        words = ballots.answer_words(self.session, answer) if answer else _("no answer")
        return self._last_row(col, self.questions[-1], words)


class ScoreSlips(PaperSlips):
    """Slips of scores, 1–5: the statements of a list, or one question. `statements` are keys and words."""

    def __init__(
        self,
        opened: Answered,
        table: str,
        title: str,
        question: str,
        statements: Sequence[tuple[str, Words]],
    ) -> None:
        super().__init__(opened)
        self.table, self.title, self.question_text = table, title, question
        self.slip = Slip(self.session.round.number, table)
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
        return self.covered_sign(row, col) if value is None else str(value)

    def covered_sign(self, row: int, col: int) -> str:
        """The sign of an answer that the record does not hold beside a name."""
        return COVERED if self.refusal_at(row, col) or self.is_boxed(row, col) else ""

    @property
    def has_named(self) -> bool:
        number, kinds = self.session.round.number, SAME_SLIP.get(self.table, (self.table,))
        return has_named(self.session, self.table) or self.box.holds(number, kinds)

    def refusal_at(self, row: int, col: int) -> Words:
        return refusal(self.session, self._place(row, col))

    def store(self, row: int, col: int, sign: str) -> bool:
        return (not sign or sign in "12345") and self._commit(row, col, sign)

    def _commit(self, row: int, col: int, sign: str) -> bool:
        try:
            self.opened.apply(score(self._place(row, col), int(sign) if sign else None))
        except CxError:
            return False
        return True

    def read_back(self, col: int) -> Words:
        """The last row of a slip, to be compared with the paper."""
        return self._last_row(col, self.questions[-1], self.sign(len(self.keys) - 1, col) or _("no answer"))


class DotSlips(ScoreSlips):
    """Slips of dots: 1 or 2 on the touchpoints in scope to take up first, none on the rest."""

    def __init__(self, opened: Answered) -> None:
        question = N_("What should we take up first? Place your dots, at most two on one.")
        statements = [(touchpoint.id, touchpoint.name) for touchpoint in in_scope(opened.session)]
        super().__init__(opened, "dots", N_("Dots"), question, statements)

    def legend(self, *, full: bool) -> list[str]:
        each = say_n("{n} dot each", "{n} dots each", dots.dots_each(len(self.keys)))
        return [str(each), _("1 or 2: so many dots"), _("space: none"), _("0: none, and in")]

    def is_boxed(self, row: int, col: int) -> bool:
        return ALL_DOTS in self.box.rows_of(self.slip, self.people[col].id)

    def is_complete(self, col: int) -> bool:
        return any(self.sign(row, col) for row in range(len(self.keys)))

    def replaces(self, row: int, col: int, sign: str) -> bool:
        """All dots of a person are one answer."""
        own = super().replaces
        return own(row, col, sign) or (bool(sign) and any(own(k, col, sign) for k in range(len(self.keys))))

    def store(self, row: int, col: int, sign: str) -> bool:
        if sign and (
            sign not in "012"
            or not dots.may_place(self.session, self.people[col].id, self.keys[row], int(sign))
        ):
            return False
        return self._commit(row, col, sign)
