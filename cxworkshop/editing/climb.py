"""The climb and the one-line captures as changes: passing a step, parking, deciding, an action, a private
note."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from cxworkshop.editing.changes import Change, add, newcomer, remove, set_value, together
from cxworkshop.editing.voting import forget_names
from cxworkshop.language import language, say
from cxworkshop.method import privacy, readiness, steps
from cxworkshop.model.dates import read_day
from cxworkshop.model.kinds import Option, Reading, every_option, matches
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def climb(session: Session, step: str, at: datetime, reason: str = "") -> Change:
    """Passes a step. Each must that is open is recorded with the reason given; the plan prints it.

    From Organise on, blind answers lose their names with it, and undo does not cross that.
    """
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
    passed = [set_value(place, value) for place, value in values]
    if steps.STEPS.index(step) >= steps.STEPS.index("organise") and privacy.reduced(session) is not session:
        passed.append(forget_names())
    return together(say("Passed {step}", step=steps.step(step).name), *passed)


def difficulty_met(session: Session, step: str, number: int, on: date) -> Change:
    """Ticks a difficulty of a step, by its place in the step's list from 1; one that is ticked is taken
    back."""
    sign = steps.step(step, session.organisation.sector).failures[number - 1].sign
    ticked = next(
        (one for one in session.round.failures_met if (one.step, one.failure) == (step, number)), None
    )
    if ticked is not None:
        return together(say("Not met: {sign}", sign=sign), remove(Place("failures_met", ticked.id), on))
    return together(say("Met: {sign}", sign=sign), add("failures_met", step=step, failure=number))


_WHEN = re.compile(r"(?:^|\s)(\+\d+\s?\w*|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{4}-\d{1,2}-\d{1,2})\s*\Z")

_WHO = re.compile(r"(?:^|(?<=\s))@(?=\s*\S)")
"""An @ that begins a word: the one in an address of mail is a part of what was said."""


def who_what_when(text: str, reading: Reading) -> tuple[str, str, date | None]:
    """One line taken apart: "Call the carrier @Koski +30d" is what, who and when.

    Behind the @ stands a name of one or more words: the longest that somebody is known by, else all that
    follows it.
    """
    when: date | None = None
    if (m := _WHEN.search(text)) and (when := read_day(m[1], reading.on, language())) is not None:
        text = text[: m.start()]
    what, *named = _WHO.split(text, maxsplit=1)
    words = "".join(named).split()
    if not words:
        return " ".join(text.split()), "", when
    people = every_option("people", reading)
    known = next((k for k in range(len(words), 0, -1) if matches(people, " ".join(words[:k]))), len(words))
    return " ".join([*what.split(), *words[known:]]), " ".join(words[:known]), when


def capture(table: str, text: str, step: str, reading: Reading) -> Change:
    """A parked thing, a decision, an action or a note from one line; somebody not known yet is added to the
    people."""
    what, who, when = who_what_when(text, reading)
    session = reading.session
    before: list[Change] = []
    person: str | None = None
    if who:
        found: list[Option] = matches(every_option("people", reading), who)
        if found:
            person = str(found[0].value)
        else:
            person, change = newcomer(session, "people", who)
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
            before = []
    new = add(table, **values)
    return together(new.name(session), *before, new) if before else new
