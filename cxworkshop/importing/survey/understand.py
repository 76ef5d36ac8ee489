"""What the counted texts mean: pure functions from a tally and what a person chose to figures, rejects and
questions. Nothing is recorded here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from cxworkshop.importing.survey import asking
from cxworkshop.importing.survey.answers import METRICS, SCALES, read_answer
from cxworkshop.importing.survey.days import day_forms, day_of, read_day
from cxworkshop.importing.survey.figures import Answer, cover_of, figures_of, months_of
from cxworkshop.importing.survey.guess import Guess, decimal_of, guess_of
from cxworkshop.importing.survey.shapes import (
    LEAVE_OUT,
    Choices,
    Item,
    Question,
    Reason,
    Reject,
    Tally,
    Understood,
    Unknown,
)
from cxworkshop.importing.survey.words import NA_CODES, NOT_APPLICABLE, plain

QUOTED = 40
"""Characters of a rejected text that are shown."""
DAY, TOUCHPOINT = "day", "touchpoint"
"""What a reject is called that is of no column of answers."""
_ALIKE, _OFFERED = 0.6, 3
"""How alike two names are that one is offered for the other, and how many are."""
Texts = Mapping[str, int]
"""How often each text stands there."""


def understand(
    tally: Tally, choices: Choices, known: Mapping[str, str], today: date, usual_decimal: str = "."
) -> Understood:
    """What would be recorded. `known`: names of touchpoints by id; `usual_decimal`: the sign where no number
    tells, empty where numbers are typed and none is asked."""
    tally = folded(tally, known)
    reading = _Reading(tally, choices, known, today, usual_decimal)
    reading.read_all()
    return reading.understood()


def folded(tally: Tally, known: Mapping[str, str]) -> Tally:
    """Items that differ only in case, spaces or the form of a letter as one, in the spelling used most; a
    heading that names the touchpoint first turned round."""
    names = set(map(plain, known.values()))
    spelt: dict[tuple[str, str], Counter[Item]] = defaultdict(Counter)
    for (item, _answer, _day), times in tally.answers.items():
        spelt[_plain(_turned(item, names))][_turned(item, names)] += times
    best = {key: min(seen, key=lambda item: (-seen[item], item)) for key, seen in spelt.items()}
    answers: Counter[tuple[Item, str, str]] = Counter()
    cover: Counter[tuple[Item, str, str, str]] = Counter()
    for (item, answer, day), times in tally.answers.items():
        answers[best[_plain(_turned(item, names))], answer, day] += times
    for (item, answer, segment, event), times in tally.cover.items():
        if (key := _plain(_turned(item, names))) in best:
            cover[best[key], answer, segment, event] += times
    return tally._replace(answers=answers, cover=cover)


def _turned(item: Item, names: set[str]) -> Item:
    is_turned = plain(item.question) in names and plain(item.touchpoint) not in names
    return Item(item.question, item.touchpoint) if is_turned else item


def _plain(item: Item) -> tuple[str, str]:
    return plain(item.touchpoint), plain(item.question)


def matching(name: str, known: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """The touchpoint of that very name, else the nearest others, best first; those are only offered."""
    wanted = plain(name)
    same = [id for id, other in known.items() if plain(other) == wanted]
    if len(same) == 1:
        return same[0], ()
    alike = [(SequenceMatcher(None, wanted, plain(other)).ratio(), id) for id, other in known.items()]
    near = sorted((ratio, id) for ratio, id in alike if ratio >= _ALIKE)
    return None, tuple(id for _ratio, id in near[::-1][:_OFFERED])


class _Reading:
    """Reads a tally once, answer by answer; each has one fate."""

    def __init__(
        self, tally: Tally, choices: Choices, known: Mapping[str, str], today: date, usual_decimal: str
    ) -> None:
        self.tally, self.choices, self.known, self.today = tally, choices, known, today
        self.texts: dict[str, Counter[str]] = defaultdict(Counter)
        self.days: Counter[str] = Counter()
        for (item, answer, day), times in sorted(tally.answers.items()):
            self.texts[item.question][answer] += times
            self.days[day] += times
        every = Counter[str]()
        for texts in self.texts.values():
            every.update(texts)
        self.found_decimal = decimal_of(every, usual_decimal or ".") or (None if usual_decimal else ".")
        self.decimal = choices.decimal or self.found_decimal or usual_decimal
        self.forms = day_forms({day: n for day, n in self.days.items() if plain(day) not in NOT_APPLICABLE})
        self.form = choices.day_form or next(iter(self.forms), None)
        self.has_days = set(map(plain, self.days)) - NOT_APPLICABLE != set()
        self.guesses = {asked: guess_of(texts, asked, self.decimal) for asked, texts in self.texts.items()}
        self.scales = {asked: self._scale(asked, guess) for asked, guess in self.guesses.items()}
        self.readings = {asked: dict(self._read(asked)) for asked in self.texts}
        self.dated = {day: day_of(day, self.form) for day in self.days}
        self._matching = cache(lambda name: matching(name, known))
        self.matched: dict[str, str] = {}
        self.unknown: dict[str, Unknown] = {}
        self.used: list[Answer] = []
        self.fates: Counter[str] = Counter()
        self.rejects: Counter[Reject] = Counter()

    def _scale(self, asked: str, guess: Guess) -> tuple[str, str]:
        scale = self.choices.scales.get(asked, guess.scale)
        metric = self.choices.metrics.get(asked, guess.metric)
        return scale, metric if metric in METRICS[scale] else METRICS[scale][0]

    def _read(self, asked: str) -> Iterator[tuple[str, float | Reason | None]]:
        codes = NA_CODES | {0} if self.choices.zeros.get(asked) else NA_CODES
        for text in self.texts[asked]:
            yield text, read_answer(text, SCALES[self.scales[asked][0]], self.decimal, codes)

    def read_all(self) -> None:
        for (item, text, day), times in sorted(self.tally.answers.items()):
            self.fates["answers"] += times
            value = self.readings[item.question][text]
            if value is None:
                self.fates["not_applicable"] += times
            elif not plain(item.touchpoint):
                self.rejects[Reject(TOUCHPOINT, "", "no_touchpoint")] += times
            elif isinstance(value, str):
                self.rejects[Reject(column_of(item), text[:QUOTED], value)] += times
            elif why := self._day_fault(day):
                self.rejects[Reject(DAY, day[:QUOTED], why)] += times
            else:
                self._take(item, value, self.dated[day], times)

    def _day_fault(self, day: str) -> Reason | None:
        when = self.dated[day]
        if when is not None:
            return "future" if when > self.today else None
        if plain(day) not in NOT_APPLICABLE:
            return "no_such_day"
        return None if self.choices.until or not self.has_days else "no_day"

    def _take(self, item: Item, value: float, when: date | None, times: int) -> None:
        name = item.touchpoint
        if (touchpoint := self.choices.matches.get(name)) is None:
            touchpoint, near = self._matching(name)
        if touchpoint is None:
            before = self.unknown.get(name, Unknown(0, near))
            self.unknown[name] = before._replace(answers=before.answers + times)
            return
        self.matched[name] = touchpoint
        if touchpoint == LEAVE_OUT:
            self.fates["left_out"] += times
            return
        self.fates["used"] += times
        scale, metric = self.scales[item.question]
        self.used.append(Answer(item, touchpoint, metric, scale, when, value, times))

    def understood(self) -> Understood:
        is_valid = {
            (asked, text)
            for asked, readings in self.readings.items()
            for text, value in readings.items()
            if isinstance(value, float)
        }
        cover = cover_of(key for key in self.tally.cover if (key[0].question, key[1]) in is_valid)
        return Understood(
            figures=figures_of(self.used, cover, self.choices, self.today),
            months=months_of(self.used),
            answers=self.fates["answers"],
            used=self.fates["used"],
            not_applicable=self.fates["not_applicable"],
            left_out=self.fates["left_out"],
            rejects=dict(self.rejects),
            unknown=self.unknown,
            proposals=self.scales,
            matched=self.matched,
            questions=tuple(self._questions()),
            decimal=self.decimal,
            day_form=self.form,
            aside=dict(self.tally.aside),
            files=self.tally.files,
            or_more=self.tally.or_more,
        )

    def _questions(self) -> Iterator[Question]:
        if not self.choices.decimal and self.found_decimal is None:
            yield asking.decimal_question()
        if not self.choices.day_form and len(self.forms) > 1:
            yield asking.day_question(self.forms, self._day_that_differs())
        if not self.has_days and not self.choices.until:
            yield asking.undated_question()
        yield from asking.metric_questions(
            {q: g for q, g in self.guesses.items() if not g.is_sure and q not in self.choices.metrics}
        )
        zeros = {q: self.scales[q][0] for q, guess in self.guesses.items() if self._asks_zero(q, guess)}
        yield from asking.zero_questions(zeros)
        for name, unknown in self.unknown.items():
            yield asking.match_question(name, unknown, self.known)

    def _asks_zero(self, asked: str, guess: Guess) -> bool:
        return guess.has_zero and asked not in self.choices.zeros and self.scales[asked][0] in ("1-5", "1-7")

    def _day_that_differs(self) -> str:
        """A day that the forms read otherwise; any where all days are such as 3/3/2026."""
        read = [day for day in sorted(self.days) if read_day(day, self.forms[0])]
        differing = (day for day in read if len({read_day(day, form) for form in self.forms}) > 1)
        return next(differing, read[0])


def column_of(item: Item) -> str:
    """What a reject of an answer is called: what it is about."""
    return (
        f"{item.question}: {item.touchpoint}"
        if item.question not in ("", item.touchpoint)
        else item.touchpoint
    )
