"""The paper slips of guesses: a number for each measure that is guessed, kept when a key leaves it."""

from __future__ import annotations

from datetime import date

from cxworkshop.editing.voting import score
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, say
from cxworkshop.method.guessing import CHOOSE, not_blind, unit_text
from cxworkshop.method.perceptions import guessed_measures
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import kind_at, value_at
from cxworkshop.sheets.paper_slips import Answered
from cxworkshop.sheets.slips import ScoreSlips


class GuessSlips(ScoreSlips):
    """Slips of guesses, each within the scale of its measure."""

    is_typed = True

    def __init__(self, opened: Answered) -> None:
        question = N_("What did our customers answer in the latest survey? Guess, do not look it up.")
        measures = guessed_measures(opened.session)
        statements = [(measure.id, measure.name_shown) for measure in measures]
        super().__init__(opened, "guesses", N_("Guesses"), question, statements)
        self.guessed_in = [measure.guessed_in or "" for measure in measures]
        self.units = [unit_text(measure) for measure in measures]
        self.fault: Words = ""
        """Why the number that was typed last is no answer."""

    @property
    def warning(self) -> Words:
        return not_blind(self.session)

    @property
    def without_questions(self) -> Words:
        return CHOOSE

    def legend(self, *, full: bool) -> list[str]:
        """The unit of each guess, and how a number is keyed."""
        units = [
            f"{name}: {unit}" if unit else name for name, unit in zip(self.questions, self.units, strict=True)
        ]
        return [_("a number, then Enter"), *units]

    def sign(self, row: int, col: int) -> str:
        if row >= len(self.keys):
            return ""
        place = self._place(row, col)
        value = value_at(self.session, place)
        if value is None:
            return self.covered_sign(row, col)
        return kind_at(self.session, place).typed(value, Reading(self.session, date.min))

    def store(self, row: int, col: int, sign: str) -> bool:
        place = self._place(row, col)
        try:
            value = kind_at(self.session, place).parse(sign, Reading(self.session, date.min))
            self.opened.apply(score(place, value))
        except CxError as error:
            self.fault = say("{measure}: {why}", measure=self.questions[row], why=error.words)
            return False
        return True
