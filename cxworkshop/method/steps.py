"""The eight steps of the staircase: what the facilitator says, asks and records, and what is checked.

Shown by the screens and printed in documents. The words are in `content/steps`, one file a step; which checks
hold is in `readiness`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from cxworkshop.language import Bilingual
from cxworkshop.method.content import Term, bilingual, blind_promise, customer_means, glossary, read
from cxworkshop.model.climb import PASSED
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

STEPS = ("landing", "define", "develop", "organise", "implement", "measure", "redefine", "closing")
"""The ids of the steps from the ground up; the index is the stair, 0–7."""

STEP_TABLES: dict[str, tuple[str, ...]] = {
    "landing": ("workshop", "organisation", "rounds", "landing", "people", "definitions"),
    "define": (
        "vision",
        "experience_goals",
        "stages",
        "partners",
        "touchpoints",
        "touchpoint_states",
        "factors",
        "evidence",
    ),
    "develop": ("goals", "goals_missing", "practices"),
    "organise": ("ownerships", "objections", "cx_lead", "enablers", "leader_contacts"),
    "implement": ("choices", "actions", "allocations", "investments", "customer_balance", "decisions"),
    "measure": ("measures", "observations", "months", "imports", "rejects"),
    "redefine": ("reviews", "redefinition_triggers", "expectation_signals", "innovations", "parking"),
    "closing": ("commitments", "moods", "gate_overrides", "checkins", "checkin_lines"),
}
"""The tables of a step that may be shown to all: without blind answers and private notes."""
_ELSEWHERE = {
    ("rounds", "next_review_on"): "redefine",
    ("rounds", "convener"): "redefine",
    ("touchpoint_states", "process_level"): "organise",
    ("touchpoint_states", "process_owner"): "organise",
}
"""Fields that another step asks for than the rest of their table."""
_STEPS_OF_TABLES = {
    **{table: step for step, tables in STEP_TABLES.items() for table in tables},
    "agenda_items": "landing",
}


def step_of_place(place: Place) -> str | None:
    """The step whose lists show a place; None of blind answers and private notes."""
    return _ELSEWHERE.get((place.table, place.field), _STEPS_OF_TABLES.get(place.table))


class Gate(NamedTuple):
    """A readiness check of a step. Passing an open must needs a reason; an open should is advice. `lists`:
    where it is mended; it counts on a day that shows one of them, and on every day without."""

    id: str
    step: str
    severity: Literal["must", "should"]
    lists: tuple[str, ...]
    text: Bilingual

    @property
    def is_must(self) -> bool:
        return self.severity == "must"


class Failure(NamedTuple):
    """A sign that the step is going wrong, and what the facilitator does then."""

    sign: Bilingual
    do: Bilingual


class Step(NamedTuple):
    """The words of a step. `stair`: 0 landing, 1–6 stairs, 7 closing. `question`: the purpose in one line."""

    id: str
    stair: int
    name: Bilingual
    question: Bilingual
    purpose: Bilingual
    opening: Bilingual
    prompts: tuple[Bilingual, ...]
    inputs: Bilingual
    records: Bilingual
    output: Bilingual
    failures: tuple[Failure, ...]
    gates: tuple[Gate, ...]


@cache
def names() -> dict[str, Bilingual]:
    """What the steps are called, by their ids, from the ground up."""
    return {name: bilingual(words) for name, words in read("stairs").items()}


_IN_SENTENCES = {
    "landing": re.compile(r"\b(?:landing\b|lähtötasan)", re.IGNORECASE),
    "closing": re.compile(r"\b(?:closing\b|lopetuk?s)", re.IGNORECASE),
}
"""How a sentence names what has no number; Finnish inflects it."""


def named_in(words: str) -> str | None:
    """The step that a sentence in the language in force names first, by its whole name: "1 Define" or
    "(Define)"; None where it names none."""
    places = [
        (found.start(), -len(str(name)), id)
        for id, name in names().items()
        if (found := _IN_SENTENCES.get(id, re.compile(rf"\b{name}\b")).search(words))
    ]
    return min(places)[2] if places else None


@cache
def step(name: str, sector: str | None = "private") -> Step:
    """A step in the words of a sector. Raises KeyError when there is no such step."""
    if name not in STEPS:
        raise KeyError(name)
    entry = read(f"steps/{name}")
    return Step(
        id=name,
        stair=STEPS.index(name),
        name=names()[name],
        question=bilingual(entry["question"], sector),
        purpose=bilingual(entry["purpose"], sector),
        opening=_filled(bilingual(entry["opening"], sector), sector),
        prompts=tuple(bilingual(prompt, sector) for prompt in entry["prompts"]),
        inputs=bilingual(entry["inputs"], sector),
        records=bilingual(entry["records"], sector),
        output=bilingual(entry["output"], sector),
        failures=tuple(
            Failure(bilingual(row["sign"], sector), bilingual(row["do"], sector)) for row in entry["failures"]
        ),
        gates=tuple(
            Gate(row["id"], name, row["severity"], tuple(row.get("lists", ())), bilingual(row, sector))
            for row in entry["gates"]
        ),
    )


def _filled(text: Bilingual, sector: str | None) -> Bilingual:
    """The opening with what is promised and who the customer is in its place."""
    promise, means = blind_promise(), customer_means(sector)
    return Bilingual(
        **{
            language: words.replace("{promise}", promise.texts[language])
            .replace("{customer}", means.texts[language] if means else "")
            .strip()
            for language, words in text.texts.items()
        }
    )


def next_step(states: Mapping[str, str]) -> str:
    """The step after the highest one passed, even when one below it was not passed."""
    above = max((i + 1 for i, step in enumerate(STEPS) if states.get(step) in PASSED), default=0)
    return STEPS[min(above, len(STEPS) - 1)]


def not_passed(session: Session) -> str:
    """The numbers of the steps before the closing that were not passed in the round in view: 1, 3–6."""
    passed = {row.step for row in session.round.steps if row.is_passed}
    runs: list[list[int]] = []
    for number, name in enumerate(STEPS[:-1]):
        if name in passed:
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def gates(sector: str | None = "private") -> tuple[Gate, ...]:
    """Every readiness check, from the ground up."""
    return tuple(gate for name in STEPS for gate in step(name, sector).gates)


@cache
def gate(name: str, sector: str | None = "private") -> Gate:
    """A readiness check by its id. Raises KeyError when there is none."""
    return {gate.id: gate for gate in step(step_of(name), sector).gates}[name]


def step_of(check: str) -> str:
    """The step a readiness check belongs to: G3.10 to the third stair. Raises KeyError for another stair."""
    return dict(zip("01234567", STEPS, strict=True))[check[1:].partition(".")[0]]


@cache
def terms(name: str, sector: str | None = "private") -> tuple[Term, ...]:
    """The terms of the interface that a step's own texts use, in the order of the climb."""
    own = step(name, sector)
    checked = [gate.text for gate in own.gates]
    texts = (
        own.name,
        own.purpose,
        own.opening,
        *own.prompts,
        own.inputs,
        own.records,
        own.output,
        *checked,
    )
    spoken = " ".join(text.texts["en"] for text in texts).casefold()
    return tuple(
        term
        for term in glossary(sector)
        if (word := _spoken(term)) and re.search(rf"\b{re.escape(word)}s?\b", spoken)
    )


def _spoken(term: Term) -> str:
    """A term as said in a sentence, without what is in brackets; empty for a list of labels."""
    first, *others = re.sub(r"\(.*?\)", "", term.text.texts["en"]).casefold().split(",")
    return first.strip() if len(others) < 2 else ""
