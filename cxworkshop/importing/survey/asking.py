"""What a person is asked before survey data is recorded, and what his answer changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from cxworkshop.errors import NotUnderstood
from cxworkshop.importing.survey.answers import METRICS
from cxworkshop.importing.survey.days import read_day
from cxworkshop.importing.survey.guess import Guess
from cxworkshop.importing.survey.shapes import (
    ADD,
    LEAVE_OUT,
    WHOLE,
    Choices,
    Question,
    Unknown,
)
from cxworkshop.language import N_, Words, joined, say
from cxworkshop.model.measures import METRICS as METRIC_WORDS

_Key = TypeVar("_Key", bound=object)
SCALE_WORDS: Mapping[str, str] = {
    "0-10": N_("0–10"),
    "1-10": N_("1–10"),
    "1-5": N_("1–5"),
    "1-7": N_("1–7"),
    "yes/no": N_("yes or no"),
    "number": N_("numbers"),
}
_METRIC_WORDS = dict(METRIC_WORDS)
_DECIMALS = (
    (",", N_("a comma: 1.234 is more than a thousand")),
    (".", N_("a point: 1.234 is one and a bit")),
)
_YES_NO = (("yes", N_("not applicable: leave it out")), ("no", N_("an answer outside the scale: reject it")))
_BESIDE: tuple[tuple[str, str], ...] = (
    (WHOLE, N_("the relationship as a whole")),
    (ADD, N_("add it as a touchpoint")),
    (LEAVE_OUT, N_("leave it out")),
)
_EXAMPLES = 3
"""Questions of the survey that are named where several are asked about at once."""


def decimal_question() -> Question:
    options = tuple((sign, say(words)) for sign, words in _DECIMALS)
    return Question("decimal", (), say("What is the decimal sign?"), options)


def day_question(forms: Iterable[str], example: str) -> Question:
    options: tuple[tuple[str, Words], ...] = tuple(
        (form, say("{day} ({form})", day=read_day(example, form), form=form)) for form in forms
    )
    return Question("day_form", (), say("Which day is {text}?", text=example), options)


def undated_question() -> Question:
    return Question("undated", (), say("The answers have no day. From when to when were they given?"), ())


def metric_questions(guesses: Mapping[str, Guess]) -> list[Question]:
    """One for each scale, not for each column; what is proposed comes first. `guesses`: what is not sure, by
    question."""
    questions = []
    for (scale, metric), about in _grouped({asked: (g.scale, g.metric) for asked, g in guesses.items()}):
        proposed = f"{metric} {scale}"
        options = tuple(
            sorted(
                measures(), key=lambda option: (option[0] != proposed, not option[0].endswith(f" {scale}"))
            )
        )
        words = say("{what}: what do the answers measure?", what=_named(about))
        questions.append(Question("metric", about, words, options))
    return questions


def zero_questions(zeros: Mapping[str, str]) -> list[Question]:
    """`zeros`: the scale of questions with a 0 beside it."""
    return [
        Question(
            "zero",
            about,
            say(
                "{what}: there is a 0 beside {scale}. What is it?",
                what=_named(about),
                scale=SCALE_WORDS[scale],
            ),
            tuple((value, say(words)) for value, words in _YES_NO),
        )
        for scale, about in _grouped(zeros)
    ]


def match_question(touchpoint: str, unknown: Unknown, known: Mapping[str, str]) -> Question:
    near: list[tuple[str, Words]] = [(id, known[id]) for id in unknown.near]
    options = (*near, *((value, say(words)) for value, words in _BESIDE))
    words = say("“{name}” is no touchpoint of the workshop. What is it?", name=touchpoint)
    return Question("match", (touchpoint,), words, options)


def measured(scale: str, metric: str) -> Words:
    """NPS, recommendation (0–10)."""
    return say("{metric} ({scale})", metric=say(_METRIC_WORDS[metric]), scale=say(SCALE_WORDS[scale]))


def measures() -> tuple[tuple[str, Words], ...]:
    """Everything that answers can measure, always in the same order."""
    return tuple((f"{m} {s}", measured(s, m)) for s, metrics in METRICS.items() for m in metrics)


def _named(about: tuple[str, ...]) -> Words:
    shown = [asked or "–" for asked in about[:_EXAMPLES]]
    return joined(shown) if len(about) <= _EXAMPLES else f"{', '.join(shown)} …"


def _grouped(by_question: Mapping[str, _Key]) -> list[tuple[_Key, tuple[str, ...]]]:
    groups: dict[_Key, list[str]] = defaultdict(list)
    for asked, key in by_question.items():
        groups[key].append(asked)
    return [(key, tuple(about)) for key, about in groups.items()]


def answered(choices: Choices, question: Question, value: str) -> Choices:
    """The choices with an answer to a question. Raises NotUnderstood when it is none of the options."""
    if question.options and value not in dict(question.options):
        raise NotUnderstood(say("{value} is no answer to: {question}", value=value, question=question.words))
    match question.kind:
        case "decimal":
            return choices._replace(decimal=value)
        case "day_form":
            return choices._replace(day_form=value)
        case "metric":
            metric, _space, scale = value.partition(" ")
            return choices._replace(
                metrics={**choices.metrics, **dict.fromkeys(question.about, metric)},
                scales={**choices.scales, **dict.fromkeys(question.about, scale)},
            )
        case "zero":
            return choices._replace(zeros={**choices.zeros, **dict.fromkeys(question.about, value == "yes")})
        case "match":
            return choices._replace(matches={**choices.matches, **dict.fromkeys(question.about, value)})
        case "undated":
            since, until = _period(value)
            return choices._replace(since=since, until=until)


def _period(text: str) -> tuple[date, date]:
    days = [read_day(part, "y-m-d") for part in text.split("..")]
    if len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
        raise NotUnderstood(say("{value} is no period: write two days with .. between them.", value=text))
    return days[0], days[1]
