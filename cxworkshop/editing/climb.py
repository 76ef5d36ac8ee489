"""Changes of the climb: passing a step, ticking a difficulty, and what is captured in one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from typing import Any

from cxworkshop.editing.changes import Change, add, new_row_named, remove, set_value, together
from cxworkshop.editing.day_in_line import day_beside_words
from cxworkshop.editing.ids import id_of_made
from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import language, say, say_n
from cxworkshop.method import moods, readiness, steps
from cxworkshop.method.checks.finding import Finding
from cxworkshop.model.actions import Action
from cxworkshop.model.dates import is_weekday, read_day
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading, Reference, every_option
from cxworkshop.model.matching import Match, match, several
from cxworkshop.model.people_names import PARTICLES
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session


def climb(session: Session, step: str, at: datetime, reason: str = "") -> Change:
    """Passes a step. Each open must is recorded with `reason`, which the plan prints; one that was overridden
    before and still is open stays so."""
    open_musts = readiness.open_musts(session, step, at.date())
    is_whole = not open_musts and not readiness.overridden(session, step, at.date())
    here = Place("steps", step)
    return together(
        say("Passed {step}", step=steps.step(step).name),
        overridden(session, open_musts, reason, at),
        set_value(here.at("state"), "passed" if is_whole else "passed_with_override"),
        set_value(here.at("passed_on"), at.date()),
    )


def overridden(session: Session, open_musts: Iterable[Finding], reason: str, at: datetime) -> Change:
    """Records with each open must why one went on, which the plan prints."""
    values = {"reason": reason, "by": session.workshop.facilitator, "at": at}
    return together(
        say("Why one went on"),
        *(
            set_value(Place("gate_overrides", finding.check, field), value)
            for finding in open_musts
            for field, value in values.items()
        ),
    )


def toggle_difficulty(session: Session, step: str, number: int, on: date) -> Change:
    """Ticks a difficulty of a step, or unticks it. `number` is its place in the step's list, from 1."""
    sign = steps.step(step, session.organisation.sector).failures[number - 1].sign
    ticked = next(
        (met for met in session.round.failures_met if (met.step, met.failure) == (step, number)), None
    )
    if ticked is not None:
        return together(say("Not met: {sign}", sign=sign), remove(Place("failures_met", ticked.id), on))
    id = id_of_made(session, "failures_met", f"{session.round.number} {step} {number}")
    return together(say("Met: {sign}", sign=sign), add("failures_met", id=id, step=step, failure=number))


def raise_hands(text: str, step: str, at: datetime, phones: Sequence[int] = ()) -> Change:
    """Records the hands of the room for 1 to 5 with their time, and what `phones` say besides; without a text
    only that. Raises NotUnderstood."""
    raised = moods.hands_in(text) if text.strip() or not any(phones) else (0,) * len(moods.SCALE)
    counts = [count + more for count, more in zip_longest(raised, phones, fillvalue=0)]
    hands: dict[str, Any] = {
        f"hands_{value}": count for value, count in zip(moods.SCALE, counts, strict=True)
    }
    return together(say("Mood of the room"), add("moods", at=at, step=step, **hands))


_A_NUMBER = re.compile(r"\d+\.\d+")
"""A day without its last full stop may be the number of a version."""
_BEFORE_A_WEEKDAY = frozenset({"next", "this", "coming", "on", "by", "ensi", "tuleva", "tulevana", "tämän"})

_WHO = re.compile(r"(?:^|(?<=\s))@(?=\+?[^\W\d_])")
"""An @ before a name, or before a plus and a name that is added: the one in an e-mail address, before a gap
or a number is text."""
_AROUND = ".,;:!?"
"""Signs that a name is followed by in a sentence."""

_WHERE = re.compile(r"(?:^|(?<=\s))#(?=[^\W_])")
"""A # that begins a word."""


def what_who_when(text: str, reading: Reading) -> tuple[str, str, date | None]:
    """The parts of one line: "Call the carrier @Koski +30d" is what, who and when.

    A day of the week is a date after a name, the next of that name; elsewhere it is a word like any other:
    "Close on Friday".
    The name after the @ may have several words: the longest that matches a person; after a plus as many as
    are written like a name; else all that follows.
    """
    *before, last = text.split() or [""]
    leading = " ".join(before[:-1] if before and before[-1].casefold() in _BEFORE_A_WEEKDAY else before)
    when: date | None
    if is_weekday(last) and _WHO.search(leading):
        text, when = leading, read_day(last, reading.on)
    else:
        text, when = day_beside_words(text, partial(_last_day, on=reading.on), may_be_first=False)
    what, *name = _WHO.split(text, maxsplit=1)
    words = "".join(name).split()
    if not words:
        return " ".join(text.split()), "", when
    people = every_option("people", reading)
    if words[0].startswith("+"):
        length = _written_as_name(words)
    else:
        meant = (k for k in range(len(words), 0, -1) if match(people, _name(words[:k])).possible)
        length = next(meant, len(words))
    return " ".join([*what.split(), *words[length:]]), _name(words[:length]), when


def _last_day(text: str, on: date) -> date | None:
    return None if _A_NUMBER.fullmatch(text) else read_day(text, on, language())


def _name(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(_AROUND)


def _written_as_name(words: Sequence[str]) -> int:
    """How many words are written as a name is: those with capitals, and the particles between them. All
    where the first is small, as then none is told from another."""
    if not words[0].removeprefix("+")[:1].isupper():
        return len(words)
    length = 1
    for k, word in enumerate(words[1:], 2):
        if words[k - 2].endswith(tuple(_AROUND)) or not (word[0].isupper() or word in PARTICLES):
            break
        if word[0].isupper():
            length = k
    return length


def with_touchpoint(text: str, reading: Reading) -> tuple[str, str | None]:
    """One line without the touchpoint that it names after a #, and the id of that; None without one.

    "Call the carrier #delivery @Koski +30d" is about Home delivery. As of a person, the longest part of what
    follows that may be a touchpoint is its name. A # before another number is text. Raises NotUnderstood when
    no touchpoint, or more than one, may be meant.
    """
    if (sign := _WHERE.search(text)) is None:
        return text, None
    before, after = text[: sign.start()], text[sign.end() :]
    words = (_WHO.split(after, maxsplit=1)[0]).split()
    kind = field_of("actions", "touchpoint").kind
    assert isinstance(kind, Reference)
    meant = ((k, kind.match(" ".join(words[:k]), reading)) for k in range(len(words), 0, -1))
    length, matched = next(((k, matched) for k, matched in meant if matched.possible), (1, Match()))
    name = " ".join(words[:length])
    if matched.taken is None and matched.possible:
        raise NotUnderstood(several(name, matched))
    if matched.taken is None and name[0].isdigit():
        return text, None
    if matched.taken is None:
        raise NotUnderstood(
            say("No touchpoint is called {name}: pick one of your own, or leave the # out", name=quoted(name))
        )
    end = re.match(r"\s*" + r"\s+".join(map(re.escape, words[:length])), after)
    rest = after[end.end() :] if end is not None else ""
    return f"{before.rstrip()} {rest.lstrip()}".strip(), str(matched.taken.value)


def goals_of(session: Session, action: str) -> list[Goal]:
    """The goals that an action may be for: those of its touchpoint, when it has no goal yet."""
    record = session.find("actions", action)
    if not isinstance(record, Action) or record.goal:
        return []
    return _goals_about(session, record.touchpoint)


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
    """Adds an action, a decision, a parked item or a note from one line; a name after a plus is added to the
    people, and an action takes the one goal of its touchpoint. Raises NotUnderstood when a name may be that
    of several people or touchpoints, is nearly that of one person, or is that of nobody and no touchpoint."""
    if table == "notes":
        return add(table, text=text.strip(), step=step)
    said, touchpoint = with_touchpoint(text, reading)
    what, who, when = what_who_when(said, reading)
    person, before = _person(who, reading)
    values: dict[str, Any] = {"touchpoint": touchpoint}
    match table:
        case "actions":
            values |= {"title": what, "owner": person, "due_on": when}
        case "decisions":
            values |= {"text": what, "decided_by": person, "decided_on": reading.on, "review_on": when}
            values["step"] = step
        case _:
            values |= {"text": what, "owner": person, "by": when, "step": step}
    new = add(table, **values)
    return together(new.name(reading.session), *before, new) if before else new


def _person(who: str, reading: Reading) -> tuple[str | None, list[Change]]:
    """The id of a named person, and the change that adds one whose name has a plus before it."""
    if not who:
        return None, []
    people, is_new = every_option("people", reading), who.startswith("+")
    matched = match(people, who.removeprefix("+"))
    surname, *others = who.replace(",", " ").split()
    turned = match(people, " ".join([*others, surname]))  # Koski, Timo
    known = matched.matched or turned.matched or (None if is_new else matched.taken)
    if known is not None:
        return str(known.value), []
    if not is_new:
        if matched.possible:
            raise NotUnderstood(several(who, matched))
        words = who.split()
        length = _written_as_name(words) if words[0][0].isupper() else 1
        raise NotUnderstood(
            say(
                "Nobody here is called {name}: @+{name} adds, or write it without @.",
                name=_name(words[:length]),
            )
        )
    person, newcomer = new_row_named(reading.session, "people", who.removeprefix("+"))
    return person, [newcomer]


def _goals_about(session: Session, touchpoint: str | None) -> list[Goal]:
    return [goal for goal in session.round.goals if touchpoint and goal.touchpoint == touchpoint]
