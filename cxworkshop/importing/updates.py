"""What is new of an action by the lines of a document, as values to record and as words; and what of that is
not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from cxworkshop.documents.escape import one_line
from cxworkshop.language import Words, _, date_text, joined, say
from cxworkshop.method.deeds import Deed, words_of
from cxworkshop.model.actions import Action
from cxworkshop.model.checkins import GOING_ON
from cxworkshop.model.kinds import Choice
from cxworkshop.model.ownership import Enabler
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session

OUTCOMES = {"done": "met", "dropped": "dropped"}
"""By status: what it settles."""


class Update(NamedTuple):
    """What a document says of an action, where that is new."""

    action: Deed
    values: dict[str, Any]
    """By field."""
    words: tuple[Words, ...]
    """What is new, for people."""

    @property
    def says_how_it_goes(self) -> bool:
        """Whether it says what became of an action, and does not only add a note."""
        return "status" in self.values or "due_on" in self.values

    @property
    def outcome(self) -> str | None:
        """What it settles of an action at a check-in; None where the action goes on."""
        status = self.values.get("status", "")
        is_later = "due_on" in self.values and status not in dict(GOING_ON)
        return OUTCOMES.get(status, "slipped" if is_later else None)

    @property
    def word(self) -> str:
        """The note that is new."""
        note = str(self.values.get("note", ""))
        return note.removeprefix(self.action.note).removeprefix(" · ")

    def about(self, session: Session) -> str:
        """Which action, and who does it."""
        owner = session.name_of("people", self.action.owner or "")
        title = shown_title(self.action)
        return f"{title} ({owner})" if owner else title

    @property
    def news(self) -> str:
        """What is new, in one line."""
        return ", ".join(map(str, self.words))


@dataclass
class Answer:
    """What all lines of an action say together."""

    statuses: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    unclear: list[Words] = field(default_factory=list)

    def add(self, other: Answer) -> None:
        """Takes in what another line says."""
        self.statuses |= other.statuses
        self.days |= other.days
        self.notes += [note for note in other.notes if note not in self.notes]
        self.unclear += other.unclear


def title_of(deed: Deed) -> str:
    """Its words, as a document prints them."""
    return one_line(words_of(deed))


def shown_title(deed: Deed) -> str:
    return title_of(deed) or deed.name_shown


def update_of(action: Deed, answer: Answer, on: date) -> tuple[Update, list[Words]]:
    """What is new, and why something of it is not clear."""
    values: dict[str, Any] = {}
    words: list[Words] = []
    unclear = list(answer.unclear)
    days = sorted(answer.days)
    statuses = _statuses_of(action)
    if len(answer.statuses) > 1 or answer.statuses - set(statuses):
        names = [_(words) for status, words in _every_status().items() if status in answer.statuses]
        unclear.append(say("it is said to be {statuses}", statuses=joined(names)))
    elif len(days) > 1:
        unclear.append(say("it has several new dates: {days}", days=joined(list(map(date_text, days)))))
    else:
        status = next(iter(answer.statuses), None)
        unclear += _take_status(action, status, days, on, values, words)
    if added := [note for note in answer.notes if note not in action.note]:
        values["note"] = " · ".join((*filter(None, [action.note]), *added))
        words.append(say("note: {note}", note=" · ".join(added)))
    return Update(action, values, tuple(words)), unclear


def _take_status(
    action: Deed,
    status: str | None,
    days: Sequence[date],
    on: date,
    values: dict[str, Any],
    words: list[Words],
) -> list[Words]:
    """What is new of the status and the date; why that is not clear. A date at a ticked box is the day when
    it was done."""
    day = days[0] if days else None
    if status == "done" and day is not None and day > on:
        return [say("it is ticked, and has a new date: {day}", day=day)]
    is_new = status is not None and status != (action.status or "open")
    if is_new:
        values["status"] = status
    if status == "done":
        before = action.done_on
        done_on = day or (on if is_new else before)
        if is_new or done_on != before:
            values["done_on"] = done_on
        if is_new or "done_on" in values:
            words.append(say("done on {day}", day=done_on))
    elif is_new:
        words.append(say(_statuses_of(action)[status or ""]))
    if status != "done" and day is not None and day != action.due_on:
        values["due_on"] = day
        before = action.due_on
        words.append(
            say("by {day} (was {before})", day=day, before=before) if before else say("by {day}", day=day)
        )
    return []


def _statuses_of(deed: Deed) -> dict[str, str]:
    """What it can be, and the words for that."""
    kind = field_of(deed.table.name, "status").kind
    assert isinstance(kind, Choice)
    return {str(status): words for status, words in kind.of}


def _every_status() -> dict[str, str]:
    return _statuses_of(Action(id="")) | _statuses_of(Enabler(id=""))
