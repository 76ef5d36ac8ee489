"""The changes of a check-in: holding it, and settling one action or promise, each as one step."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import EllipsisType
from typing import Any, NamedTuple, cast

from cxworkshop.editing.changes import Change, add, set_value, together
from cxworkshop.editing.day_in_line import LONGEST_DATE, date_in, day_beside_words, may_say_when
from cxworkshop.editing.ids import id_of_made, new_id
from cxworkshop.errors import WrongUse
from cxworkshop.language import language, say
from cxworkshop.method.check_days import held_on, kind_of_day
from cxworkshop.method.checkins import line_about
from cxworkshop.method.derived import row_name
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.checkins import GOING_ON, CheckIn, CheckInLine
from cxworkshop.model.dates import is_weekday, read_day, read_day_ago, read_nearest_day
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session

OUTCOME_STATUS = {"met": "done", "dropped": "dropped"}
"""What an outcome makes of an action; a slipped one goes on."""


class Answer(NamedTuple):
    """What is said of an action: its outcome, if it has one yet, and the status of one that goes on."""

    outcome: str | None = None
    status: str | None = None


ANSWERS = {
    "met": Answer("met"),
    "going": Answer(status="in_progress"),
    "stuck": Answer(status="blocked"),
    "later": Answer("slipped"),
    "dropped": Answer("dropped"),
}
"""What can be said of an action; of a promise all but `stuck`."""
KEPT: dict[str, bool | None] = {"met": True, "dropped": False, "going": None, "later": None}
"""What is said of a promise: whether it was kept; None while it goes on."""
USUAL_DELAY = timedelta(days=14)
"""How much later something is done when nobody says until when: than its date, and than today."""


def word_and_day(text: str, on: date, due: date | None = None) -> tuple[str, date | None]:
    """The parts of one line that says why and until when, the date first or last: "+30d waits for parts",
    "by 15 January waits for parts". Days are added to what is `due`, and to `on` where that has passed."""
    if day := _day_of(text.strip(), on, due):
        return "", day
    return day_beside_words(text, lambda typed: _day_of(typed, on, due))


def word_and_past_day(text: str, on: date) -> tuple[str, date | None]:
    """The parts of one line that says when something was done and a word on it, the date first: "3.6. sent",
    "yesterday sent"; the day is the last one up to `on`, or the next one where that is nearer. "2.5 hours
    saved" begins with no date. A day of the week stays among the words: "Friday market" may be a name."""
    words = text.split()
    for count in range(min(LONGEST_DATE, len(words)), 0, -1):
        said = " ".join(words[:count]).rstrip(",;:")
        if day := read_day_ago(said, on):
            is_name = count < len(words) and is_weekday(said.split()[-1])
            return text.strip() if is_name else " ".join(words[count:]), day
    for count in range(min(LONGEST_DATE, len(words)), 0, -1):
        found = date_in(words[:count])
        is_number = count < len(words) and re.fullmatch(r"\d+\.\d+", found)
        if found and not is_number and (day := read_nearest_day(found, on, language())):
            return " ".join(words[count:]), day
    return text.strip(), None


def _day_of(text: str, on: date, due: date | None) -> date | None:
    return read_day(text, max(on, due or on) if text.startswith("+") else on, language())


def answer(
    session: Session,
    row: Place,
    said: str,
    on: date,
    text: str = "",
    *,
    is_sure: bool = False,
    kind: str | None = None,
    due: date | EllipsisType | None = ...,
) -> Change:
    """What is said of an action or a promise at the check-in of a day, which begins with the first answer.

    `said`: one of ANSWERS; `text`: a word on it, with a date where one is asked for, for an action that is
    done also with one. Where none is said, it is in two weeks; a promise that goes on keeps its day. Raises
    WrongUse, also where no date is read in words that may hold one, or that date is no later than what was
    due, unless the one who says it `is_sure`.
    `kind`: which check-in it is, where the room has chosen; `due`: when it was due before it was said, as it
    stands where that is not given.
    """
    checkin, begins, now = _held(session, on, kind)
    due, day = due_now(session, row) if due is ... else due, None
    word = text.strip()
    if asks_until_when(row, said, due, on):
        word, day = _until_when(row, said, text, on, due, is_sure=is_sure)
    if row.table == "commitments":
        settled = _promise(now, checkin, row.id, said, word, day)
    else:
        outcome, status = ANSWERS[said]
        done_on = None
        if said == "met":
            word, done_on = _done_on(now, word, on, is_sure=is_sure)
        settled = settle(now, checkin, row.id, outcome, word, day, status, done_on)
    return together(settled.name(now), *begins, settled)


def _until_when(
    row: Place, said: str, text: str, on: date, due: date | None, *, is_sure: bool
) -> tuple[str, date | None]:
    """A word on what goes on, and until when. Raises WrongUse as `answer` does."""
    word, day = word_and_day(text, on, due)
    if day is None:
        stays = said == "going" and row.table == "commitments"
        day = None if stays else max(on, due or on) + USUAL_DELAY
        if may_say_when(text) and not is_sure:
            why = say("No date as in +30d or 15.1. is read in it. Enter once more: {day}.", day=day or due)
            raise WrongUse(why)
    if day is not None and due is not None and day <= due and not is_sure:
        raise WrongUse(say("{day} is no later than {due}. Enter once more takes it.", day=day, due=due))
    return word, day


def _done_on(session: Session, text: str, on: date, *, is_sure: bool) -> tuple[str, date | None]:
    """A word on what is done, and the day that it was done on, if one is said. Raises WrongUse of a day that
    is still to come, and of one before the round began, unless the one who says it `is_sure`: a day to come
    then is only words."""
    word, day = word_and_past_day(text, on)
    if day is None and text.startswith("+"):
        word, day = word_and_day(text, on)
    began = session.round.started_on
    if day is None or (day <= on and (began is None or day >= began)):
        return word, day
    if is_sure:
        return (text, None) if day > on else (word, day)
    if day > on:
        raise WrongUse(say("{day} is still to come. Enter again: done today.", day=day))
    raise WrongUse(say("{day} is before the round began. Enter again takes it.", day=day))


def asks_until_when(row: Place, said: str, due: date | None, on: date) -> bool:
    """Whether another date is asked for with an answer: of what comes later, and of what goes on although its
    date has passed."""
    is_late = due is not None and due < on
    return said == "later" or (said in ("going", "stuck") and is_late)


def responsibility_holds(
    session: Session, on: date, holds: bool | None, text: str = "", kind: str | None = None
) -> Change:
    """Says at the check-in of a day whether everybody still answers for what was agreed; `text`: whose is not
    true any more; `kind`: which check-in it is, where the room has chosen."""
    checkin, begins, _now = _held(session, on, kind)
    here = Place("checkins", checkin)
    return together(
        say("Responsibility still true"),
        *begins,
        set_value(here.at("responsibility_holds"), holds),
        set_value(here.at("text"), text),
    )


def _held(session: Session, on: date, kind: str | None) -> tuple[str, tuple[Change, ...], Session]:
    """The check-in of a day by its id, the change that begins it if nothing has, and the session with it."""
    kind = kind or kind_of_day(session, on)
    held = held_on(session, on)
    if held is not None and held.kind == kind:
        known = dict.fromkeys((*held.open_then, *_open_actions(session)))
        knows = set_value(Place("checkins", held.id, "open_then"), tuple(known))
        return held.id, () if len(known) == len(held.open_then) else (knows,), session
    id, change = hold(session, kind, on)
    return id, (change,), change(session)


def _promise(session: Session, checkin: str, row: str, said: str, word: str, day: date | None) -> Change:
    kept: bool | EllipsisType | None = KEPT.get(said, ...)
    if kept is ...:
        raise WrongUse(say("A promise is kept, in progress, due later or not kept."))
    return settle_promise(session, checkin, row, kept=kept, by=day, word=word, goes_on=said == "going")


def hold(session: Session, kind: str, on: date) -> tuple[str, Change]:
    """The check-in of a day by its kind: its id, and the change that begins it, or renames it."""
    if (held := held_on(session, on)) is not None:
        return held.id, set_value(Place("checkins", held.id, "kind"), kind)
    id = new_id(session, "checkins", made_of=on.isoformat())
    return id, add("checkins", id=id, kind=kind, held_on=on, open_then=_open_actions(session))


def _open_actions(session: Session) -> tuple[str, ...]:
    return tuple(row.id for row in session.round.actions if row.is_unfinished)


def settle(
    session: Session,
    checkin: str,
    action: str,
    outcome: str | None,
    word: str = "",
    due_on: date | None = None,
    status: str | None = None,
    done_on: date | None = None,
) -> Change:
    """Says of an action what became of it: met makes it done, on the day of the check-in if no other is said,
    slipped gives it another date, dropped drops it; else it goes on, in that `status`, by another date if one
    is said. Said once more in the same check-in, it replaces what was said.

    Raises WrongUse when there is no such check-in or action.
    """
    held, row = session.find("checkins", checkin), session.find("actions", action)
    if not isinstance(held, CheckIn) or not isinstance(row, Action):
        raise WrongUse(say("This action is not of this check-in."))
    here = Place("actions", action)
    before = _due(session, checkin, here)
    values: dict[str, Any] = {"due_on": before if outcome in OUTCOME_STATUS else due_on or row.due_on}
    goes_on = status or ("open" if not row.is_unfinished else row.status)
    values["status"] = OUTCOME_STATUS.get(outcome or "", goes_on)
    going_on = goes_on if outcome is None and goes_on in dict(GOING_ON) else None
    said = {"action": action, "outcome": outcome, "going_on": going_on}
    values["done_on"] = (done_on or held.held_on) if outcome == "met" else None
    changes = [set_value(here.at(field), value) for field, value in values.items()]
    return together(
        say("Check-in: {row}", row=row_name(session, here)),
        _line(session, checkin, text=word, due_before=before, **said),
        *changes,
    )


def settle_promise(
    session: Session,
    checkin: str,
    commitment: str,
    *,
    kept: bool | None,
    by: date | None = None,
    word: str = "",
    goes_on: bool = False,
) -> Change:
    """Says of a promise whether it was kept; with None it goes on, by another day if there is one: later,
    unless it `goes_on`, which is in progress. Raises WrongUse when there is no such promise."""
    row, here = session.find("commitments", commitment), Place("commitments", commitment)
    if not isinstance(row, Commitment) or session.find("checkins", checkin) is None:
        raise WrongUse(say("This promise is not of this check-in."))
    outcome = "met" if kept else "slipped" if (by and not goes_on) or kept is False else None
    due = _due(session, checkin, here)
    return together(
        say("Check-in: {row}", row=row_name(session, here)),
        _line(session, checkin, commitment=commitment, outcome=outcome, text=word, due_before=due),
        set_value(here.at("kept"), kept),
        set_value(here.at("by"), by or (row.by if kept is None else due)),
    )


def _due(session: Session, checkin: str, row: Place) -> date | None:
    """When an action or a promise was due before the check-in."""
    earlier = line_about(session, checkin, row.id)
    if earlier is not None:
        return earlier.due_before
    return due_now(session, row)


def due_now(session: Session, row: Place) -> date | None:
    """When an action or a promise is due as it stands, whoever agreed it, in the room or on paper."""
    field = "by" if row.table == "commitments" else "due_on"
    return cast("date | None", value_at(session, row.at(field)))


def add_word(line: CheckInLine, word: str) -> Change:
    """A note from paper on what was spoken of already; what was said stays."""
    text = line.text if word in line.text else " · ".join(filter(None, (line.text, word)))
    return set_value(Place("checkin_lines", line.id, "text"), text)


def acknowledge(session: Session, checkin: str, row: str, *, is_acknowledged: bool) -> Change:
    """Says whether the one who follows up has acknowledged a line. Raises WrongUse when there is none."""
    line = line_about(session, checkin, row)
    if line is None:
        raise WrongUse(say("Nothing was said of it at this check-in."))
    return set_value(Place("checkin_lines", line.id, "acknowledged"), is_acknowledged)


def _line(session: Session, checkin: str, **values: Any) -> Change:
    """The line about an action or a promise: written anew where there is one already."""
    about = values.get("action") or values.get("commitment")
    line = line_about(session, checkin, str(about))
    if line is None:
        id = id_of_made(session, "checkin_lines", f"{checkin} {about}")
        return add("checkin_lines", id=id, checkin=checkin, **values)
    here = Place("checkin_lines", line.id)
    return together(say("Check-in"), *(set_value(here.at(field), value) for field, value in values.items()))
