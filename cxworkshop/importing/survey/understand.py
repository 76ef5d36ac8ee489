"""What the counted texts mean: pure functions from a tally and what a person chose to figures, rejects and
questions. Nothing is recorded here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher

from cxworkshop.importing.survey import asking
from cxworkshop.importing.survey.answers import METRICS, read_answer, scale_of
from cxworkshop.importing.survey.columns import turned
from cxworkshop.importing.survey.days import day_forms, day_of, read_day
from cxworkshop.importing.survey.figures import Given, Measured, cover_of, figures_of, months_of
from cxworkshop.importing.survey.guess import SMALL, Guess, decimal_of, guess_of
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
from cxworkshop.importing.survey.words import NA_CODES, NOT_APPLICABLE
from cxworkshop.method.surveys import plain

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
    times_of: Counter[Item] = Counter()
    for (item, _answer, _day), times in tally.answers.items():
        times_of[item] += times
    spelt: dict[tuple[str, str], Counter[Item]] = defaultdict(Counter)
    for item, times in times_of.items():
        meant = _turned(item, names)
        spelt[plain(meant.touchpoint), plain(meant.question)][meant] += times
    best = {item: _usual(spelt, _turned(item, names)) for item in times_of}
    if all(item == usual for item, usual in best.items()):
        return tally
    answers: Counter[tuple[Item, str, str]] = Counter()
    cover: Counter[tuple[Item, str, str, str]] = Counter()
    for (item, answer, day), times in tally.answers.items():
        answers[best[item], answer, day] += times
    for (item, answer, segment, event), times in tally.cover.items():
        cover[best.get(item, item), answer, segment, event] += times
    return tally._replace(answers=answers, cover=cover)


def _usual(spelt: Mapping[tuple[str, str], Counter[Item]], item: Item) -> Item:
    """The spelling of an item that is used most."""
    seen = spelt[plain(item.touchpoint), plain(item.question)]
    return min(seen, key=lambda other: (-seen[other], other))


def _turned(item: Item, names: set[str]) -> Item:
    other = turned(item)
    return other if plain(other.touchpoint) in names and plain(item.touchpoint) not in names else item


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
        choices = _by_plain_names(choices)
        self.tally, self.choices, self.known, self.today = tally, choices, known, today
        self.texts: dict[str, Counter[str]] = defaultdict(Counter)
        self.days: Counter[str] = Counter()
        for (item, answer, day), times in tally.answers.items():
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
        self.matched: dict[str, str] = {}
        self.unknown: dict[str, Unknown] = {}
        self.series: dict[Measured, list[tuple[Item, Given]]] = defaultdict(list)
        self.fates: Counter[str] = Counter()
        self.rejects: Counter[Reject] = Counter()

    def _scale(self, asked: str, guess: Guess) -> tuple[str, str]:
        scale = self.choices.scales.get(plain(asked), guess.scale)
        metric = self.choices.metrics.get(plain(asked), guess.metric)
        return scale, metric if metric in METRICS[scale] else METRICS[scale][0]

    def _read(self, asked: str) -> Iterator[tuple[str, float | Reason | None]]:
        codes = NA_CODES | {0} if self.choices.zeros.get(plain(asked)) else NA_CODES
        scale = scale_of(*self.scales[asked])
        if self.scales[asked] == ("number", "rating") and self.guesses[asked].is_small:
            scale = scale._replace(high=SMALL)  # else a 99 would be an answer
        for text in self.texts[asked]:
            yield text, read_answer(text, scale, self.decimal, codes)

    def read_all(self) -> None:
        """Gives each answer its fate."""
        given: dict[Item, Given] = defaultdict(lambda: defaultdict(Counter))
        faults = {day: self._day_fault(day) for day in self.days}
        fates: Counter[str] = Counter()
        for (item, text, day), times in self.tally.answers.items():
            fates["answers"] += times
            value = self.readings[item.question][text]
            if value is None:
                fates["not_applicable"] += times
            elif not item.touchpoint:
                self.rejects[Reject(TOUCHPOINT, "", "no_touchpoint")] += times
            elif isinstance(value, str):
                self.rejects[Reject(column_of(item), text[:QUOTED], value)] += times
            elif why := faults[day]:
                self.rejects[Reject(DAY, day[:QUOTED], why)] += times
            else:
                given[item][self.dated[day]][value] += times
        self.fates = fates
        for item, by_day in sorted(given.items()):
            self._take(item, by_day)

    def _day_fault(self, day: str) -> Reason | None:
        when = self.dated[day]
        if when is not None:
            return "future" if when > self.today else None
        if plain(day) not in NOT_APPLICABLE:
            return "no_such_day"
        return None if self.choices.until or not self.has_days else "no_day"

    def _take(self, item: Item, given: Given) -> None:
        """Counts the answers of an item for its touchpoint, if that is known."""
        name, n = item.touchpoint, sum(values.total() for values in given.values())
        touchpoint, near = matching(name, self.known)
        touchpoint = self.choices.matches.get(plain(name), touchpoint)
        if touchpoint is None:
            before = self.unknown.get(name, Unknown(0, near))
            self.unknown[name] = before._replace(answers=before.answers + n)
            return
        self.matched[name] = touchpoint
        self.fates["left_out" if touchpoint == LEAVE_OUT else "used"] += n
        if touchpoint != LEAVE_OUT:
            scale, metric = self.scales[item.question]
            self.series[Measured.of(item, touchpoint, metric, scale)].append((item, given))

    def understood(self) -> Understood:
        is_valid = {
            (asked, text)
            for asked, readings in self.readings.items()
            for text, value in readings.items()
            if isinstance(value, float)
        }
        cover = cover_of(key for key in self.tally.cover if (key[0].question, key[1]) in is_valid)
        return Understood(
            figures=figures_of(self.series, cover, self.choices),
            months=months_of(self.series),
            answers=self.fates["answers"],
            used=self.fates["used"],
            not_applicable=self.fates["not_applicable"],
            left_out=self.fates["left_out"],
            rejects=dict(sorted(self.rejects.items())),
            unknown=dict(sorted(self.unknown.items())),
            proposals=dict(sorted(self.scales.items())),
            matched=dict(sorted(self.matched.items())),
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
        guesses = sorted(self.guesses.items())
        yield from asking.metric_questions(
            {asked: guess for asked, guess in guesses if self._asks_metric(asked)}
        )
        zeros = {asked: self.scales[asked][0] for asked, _guess in guesses if self._asks_zero(asked)}
        yield from asking.zero_questions(zeros)
        for name, unknown in sorted(self.unknown.items()):
            yield asking.match_question(name, unknown, self.known)

    def _asks_metric(self, asked: str) -> bool:
        return not self.guesses[asked].is_sure and plain(asked) not in self.choices.metrics

    def _asks_zero(self, asked: str) -> bool:
        is_open = self.guesses[asked].has_zero and plain(asked) not in self.choices.zeros
        return is_open and self.scales[asked][0] in ("1-5", "1-7")

    def _day_that_differs(self) -> str:
        """A day that the forms read otherwise; any where all days are such as 3/3/2026."""
        read = [day for day in sorted(self.days) if read_day(day, self.forms[0])]
        differing = (day for day in read if len({read_day(day, form) for form in self.forms}) > 1)
        return next(differing, read[0])


def _by_plain_names(choices: Choices) -> Choices:
    """The choices by names as they are compared: the next file may spell them otherwise."""
    return choices._replace(
        scales={plain(asked): scale for asked, scale in choices.scales.items()},
        metrics={plain(asked): metric for asked, metric in choices.metrics.items()},
        zeros={plain(asked): is_none for asked, is_none in choices.zeros.items()},
        matches={plain(name): value for name, value in choices.matches.items()},
    )


def column_of(item: Item) -> str:
    """What a reject of an answer is called: what it is about."""
    return (
        f"{item.question}: {item.touchpoint}"
        if item.question not in ("", item.touchpoint)
        else item.touchpoint
    )
