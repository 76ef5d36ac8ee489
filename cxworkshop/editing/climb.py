"""Changes of the climb: passing a step, ticking a difficulty, and what is captured in one line of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cxworkshop.editing.changes import Change, add, new_row_named, remove, set_value, together
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import language, say, say_n
from cxworkshop.method import readiness, steps
from cxworkshop.model.dates import is_weekday, read_day
from cxworkshop.model.kinds import Reading, every_option, several
from cxworkshop.model.matching import match
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def climb(session: Session, step: str, at: datetime, reason: str = "") -> Change:
    """Passes a step. Each open must is recorded with `reason`, which the plan prints."""
    open_musts = [finding.check for finding in readiness.open_musts(session, step, at.date())]
    values: list[tuple[Place, Any]] = []
    for gate in open_musts:
        here = Place("gate_overrides", gate)
        values += [
            (here.at("reason"), reason),
            (here.at("by"), session.workshop.facilitator),
            (here.at("at"), at),
        ]
    here = Place("steps", step)
    values += [
        (here.at("state"), "passed_with_override" if open_musts else "passed"),
        (here.at("passed_on"), at.date()),
    ]
    changes = [set_value(place, value) for place, value in values]
    return together(say("Passed {step}", step=steps.step(step).name), *changes)


def toggle_difficulty(session: Session, step: str, number: int, on: date) -> Change:
    """Ticks a difficulty of a step, or unticks it. `number` is its place in the step's list, from 1."""
    sign = steps.step(step, session.organisation.sector).failures[number - 1].sign
    ticked = next(
        (met for met in session.round.failures_met if (met.step, met.failure) == (step, number)), None
    )
    if ticked is not None:
        return together(say("Not met: {sign}", sign=sign), remove(Place("failures_met", ticked.id), on))
    return together(say("Met: {sign}", sign=sign), add("failures_met", step=step, failure=number))


_WHEN = re.compile(r"(?:^|\s)(\+\d+\s?\w*|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{4}-\d{1,2}-\d{1,2})\s*\Z")

_WHO = re.compile(r"(?:^|(?<=\s))@(?=\s*\S)")
"""An @ that begins a word: the one in an e-mail address is part of the text."""


def what_who_when(text: str, reading: Reading) -> tuple[str, str, date | None]:
    """The parts of one line: "Call the carrier @Koski +30d" is what, who and when.

    A day of the week is a date after a name; elsewhere it is a word like any other: "Close on Friday".
    The name after the @ may have several words: the longest that matches a person, else all that follows.
    """
    when: date | None = None
    before, _space, last = text.rstrip().rpartition(" ")
    if is_weekday(last) and _WHO.search(before):
        text, when = before, read_day(last, reading.on)
    elif (m := _WHEN.search(text)) and (when := read_day(m[1], reading.on, language())) is not None:
        text = text[: m.start()]
    what, *name = _WHO.split(text, maxsplit=1)
    words = "".join(name).split()
    if not words:
        return " ".join(text.split()), "", when
    people = every_option("people", reading)
    length = next(
        (k for k in range(len(words), 0, -1) if match(people, " ".join(words[:k])).possible), len(words)
    )
    return " ".join([*what.split(), *words[length:]]), " ".join(words[:length]), when


def capture_all(table: str, lines: Sequence[str], step: str, reading: Reading) -> Change:
    """Adds a row for each line, as `capture` does. Raises NotUnderstood with the number of a line."""
    changes = list[Change]()
    session = reading.session
    for k, line in enumerate(lines, 1):
        try:
            changes.append(capture(table, line, step, replace(reading, session=session)))
        except NotUnderstood as fault:
            raise NotUnderstood(
                say_n("Line {lines}: {why}", "Lines {lines}: {why}", 1, lines=k, why=fault.words)
            ) from None
        session = changes[-1](session)  # whoever a line adds is known to the next one
    return together(say_n("Added {n} row", "Added {n} rows", len(lines)), *changes)


def capture(table: str, text: str, step: str, reading: Reading) -> Change:
    """Adds an action, a decision, a parked item or a note from one line; an unknown name is added to the
    people. Raises NotUnderstood when the name may be that of several people, or is nearly that of one."""
    what, who, when = what_who_when(text, reading)
    session = reading.session
    before: list[Change] = []
    person: str | None = None
    if who and table != "notes":
        matched = match(every_option("people", reading), who)
        if matched.taken is not None:
            person = str(matched.taken.value)
        elif matched.possible:
            raise NotUnderstood(several(who, matched))
        else:
            person, change = new_row_named(session, "people", who)
            before.append(change)
    values: dict[str, Any]
    match table:
        case "actions":
            values = {"title": what, "owner": person, "due_on": when}
        case "decisions":
            values = {
                "text": what,
                "decided_by": person,
                "decided_on": reading.on,
                "review_on": when,
                "step": step,
            }
        case "parking":
            values = {"text": what, "owner": person, "by": when, "step": step}
        case _:
            values = {"text": text.strip(), "step": step}
    new = add(table, **values)
    return together(new.name(session), *before, new) if before else new
