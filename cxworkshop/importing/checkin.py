"""Takes an edited list of actions back into the session: what it says, what is not clear, and the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from cxworkshop.documents.escape import one_line
from cxworkshop.editing.changes import Change, set_values
from cxworkshop.errors import Unreadable, quoted
from cxworkshop.importing.marked_lines import MarkedLine, Printed, marked_lines
from cxworkshop.importing.remarks import Calendar, Remarks, from_label, no_date, plain, remarks
from cxworkshop.language import LANGUAGES, Words, _, date_text, joined, say, say_n, speaking
from cxworkshop.method.deeds import Deed, deeds, words_of
from cxworkshop.model.actions import Action
from cxworkshop.model.kinds import Choice
from cxworkshop.model.ownership import Enabler
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session

_TICKED = frozenset("xXvV✓✔✅☑☒*+")
_CROSSED = frozenset("-–—~")
_UNTOUCHED = frozenset(("", "☐", "□"))
_STRUCK = re.compile(r"(?<!\\)~~(.+?)(?<!\\)~~|<(s|del|strike)>([^<]+)</\2>", re.IGNORECASE)
_SEPARATED = re.compile(r"\s+[–—-](?:\s+|\Z)|:(?:\s|\Z)")
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_LIKE_A_DATE = re.compile(r"[\d./ -]*\d[./-][\d./ -]*")
_STRUCK_MOST = 0.6
"""The share of the letters of a line that is struck out where the whole of it is meant."""


class Update(NamedTuple):
    """What a document says of an action, where that is new."""

    action: Deed
    values: dict[str, Any]
    """By field."""
    words: tuple[Words, ...]
    """What is new, for people."""

    def about(self, session: Session) -> str:
        """Which action, and who does it."""
        owner = session.name_of("people", self.action.owner or "")
        title = _shown(self.action)
        return f"{title} ({owner})" if owner else title

    @property
    def news(self) -> str:
        """What is new, in one line."""
        return ", ".join(map(str, self.words))


@dataclass(frozen=True)
class CheckIn:
    """What a document says of the actions of a session."""

    updates: tuple[Update, ...] = ()
    unclear: tuple[Words, ...] = ()
    """What contradicts itself or is no date; nothing of it is recorded."""
    unknown: tuple[Words, ...] = ()
    """Lines of no action of the session."""
    marked: int = 0
    """The actions that have a line."""

    def change(self, session: Session) -> Change:
        """The updates as one step of the history."""
        number = session.round.number
        values = [
            (Place(update.action.table.name, update.action.id, name, number), value)
            for update in self.updates
            for name, value in update.values.items()
        ]
        return set_values(values, say_n("Checked in {n} action", "Checked in {n} actions", len(self.updates)))


@dataclass
class _Answer:
    """What all lines of an action say together."""

    statuses: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    unclear: list[Words] = field(default_factory=list)


def check_in(session: Session, text: str, on: date) -> CheckIn:
    """What a document, edited on the day `on`, says. Raises Unreadable when it has no mark, or is of
    another workshop."""
    lines = marked_lines(text)
    if not any(line.id for line in lines):
        raise Unreadable(
            say(
                "No line carries the mark of an action. Write the plan or a person's page anew, "
                "and edit that."
            )
        )
    about = [(line, _deed(session, line)) for line in lines]
    _check_same_workshop(session, text, about)
    days = [_as_printed(line, action).due_on for line, action in about if action is not None]
    calendar = Calendar(on, _languages(text, days))
    answers: dict[tuple[str, str], _Answer] = {}
    unknown: list[Words] = []
    promises = [one_line(promise.text) for promise in session.round.commitments if promise.text]
    for line, action in about:
        if action is None:
            unknown += _unknown(line, promises)
        else:
            _take(
                line,
                action,
                calendar,
                answers.setdefault(_key(action), _Answer()),
            )
    updates, unclear = [], []
    for action in deeds(session):
        if (answer := answers.get(_key(action))) is not None:
            update, why = _update(action, answer, on)
            updates += [update] if update.values else []
            unclear += [say("{action}: {why}", action=_shown(action), why=words) for words in why]
    return CheckIn(tuple(updates), tuple(unclear), tuple(dict.fromkeys(unknown)), len(answers))


def _deed(session: Session, line: MarkedLine) -> Deed | None:
    """What a line is about: what has its id in the round in view, else what was carried there from it. Of an
    action and an enabler with one id that whose words stand in the line."""
    everything = deeds(session) if line.id else ()
    same = [deed for deed in everything if deed.id == line.id] or [
        deed for deed in everything if deed.carried_from == line.id
    ]
    named = [deed for deed in same if title_of(deed) in plain(line.text)]
    return next(iter(named or same), None)


def _key(deed: Deed) -> tuple[str, str]:
    return deed.table.name, deed.id


def title_of(deed: Deed) -> str:
    """Its words, as a document prints them."""
    return one_line(words_of(deed))


def _shown(deed: Deed) -> str:
    return title_of(deed) or deed.name_shown


def _as_printed(line: MarkedLine, action: Deed) -> Printed:
    """How an action stood when its line was written; as it is recorded now where the line does not say."""
    return line.printed or Printed(action.due_on, action.status or "open")


def _languages(text: str, printed: Iterable[date | None]) -> tuple[str, ...]:
    """The language of a document, as its printed dates show; all where they do not."""
    days = set(filter(None, printed))
    seen = tuple(code for code in LANGUAGES if any(_printed(day, code) in text for day in days))
    return seen if len(seen) == 1 else tuple(LANGUAGES)


def _printed(day: date | None, code: str) -> str:
    with speaking(code):
        return date_text(day)


def _check_same_workshop(
    session: Session, text: str, about: Iterable[tuple[MarkedLine, Deed | None]]
) -> None:
    """Raises Unreadable when the actions are strange to the session. Titles may have been edited or
    translated; then the document still says whose it is."""
    known = [(line, action) for line, action in about if action is not None]
    alike = [line for line, action in known if title_of(action) in plain(line.text)]
    name = one_line(session.organisation.name)
    is_ours = bool(name) and name in plain(text)
    if not known or (not is_ours and 2 * len(alike) < len(known)):
        raise Unreadable(say("Its actions are not of this workshop: it is a document of another one."))


def _unknown(line: MarkedLine, promises: Sequence[str]) -> Iterator[Words]:
    """The words for a line of no action. The untouched box of a promise, which has no mark, says nothing."""
    words = quoted(text := plain(line.text))
    if line.id:
        yield say("There is no action {id} here any more: {line}", id=line.id, line=words)
    elif words and (line.sign not in _UNTOUCHED or not any(promise in text for promise in promises)):
        yield say("No mark, so nobody knows which action it is: {line}", line=words)


# ---- what a line says --------------------------------------------------------------------------------------
def _take(line: MarkedLine, action: Deed, calendar: Calendar, answer: _Answer) -> None:
    struck = plain(" ".join(part[1] or part[3] for part in _STRUCK.finditer(line.text)))
    printed = _as_printed(line, action)
    if line.sign in _TICKED:
        answer.statuses |= {"done"} - {printed.status}
    elif line.sign in _CROSSED or _is_all_struck(struck, line.text, action):
        answer.statuses |= {"dropped"} - {printed.status}
    elif line.sign not in _UNTOUCHED:
        answer.unclear.append(say("the box holds “{sign}”, which is neither x nor -", sign=line.sign))
    if "done" in answer.statuses or printed.status == "done":
        calendar = calendar._replace(is_past=True)
    before, after = _around_title(plain(_STRUCK.sub(" ", line.text)), title_of(action))
    _take_leading_date(before, printed.due_on, calendar, answer)
    _take_remarks(remarks([after], calendar, is_printed=True), answer)
    _take_remarks(remarks(line.behind, calendar), answer)


def _is_all_struck(struck: str, text: str, action: Deed) -> bool:
    """Whether the action is struck out, not only its date."""
    if not struck:
        return False
    title = title_of(action)
    return bool(title and title in struck) or len(struck) >= _STRUCK_MOST * len(plain(text))


def _around_title(words: str, title: str) -> tuple[str, str]:
    """What stands before the title of an action, and behind it and the brackets that a document prints
    there. Where the title is not found, what stands before the first dash or colon, and behind it."""
    if title and (at := _title_at(words, title)) >= 0:
        return words[:at], _without_brackets(words[at + len(title) :])
    before, separator, after = _partition(words)
    if not separator:
        return before, from_label(words)
    return before, after if title else _without_brackets(after)


def _partition(words: str) -> tuple[str, str, str]:
    match = _SEPARATED.search(words)
    return (words[: match.start()], match[0], words[match.end() :]) if match else (words, "", "")


def _title_at(words: str, title: str) -> int:
    """Where the title begins, rather behind a dash or a colon than anywhere; -1 where it does not stand."""
    begins = [match.end() for match in _SEPARATED.finditer(words)]
    places = [at for at in (*begins, 0) if words.startswith(title, at)]
    return places[0] if places else words.find(title)


def _without_brackets(words: str) -> str:
    """The words without the pair of brackets that they begin with."""
    words = words.lstrip()
    depth = 0
    for i, sign in enumerate(words if words.startswith("(") else ""):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return words[i + 1 :]
    return "" if depth else words


def _take_leading_date(words: str, due_on: date | None, calendar: Calendar, answer: _Answer) -> None:
    """The date that a line begins with, where it is another than was printed."""
    first = _partition(words)[0]
    for code in LANGUAGES if due_on else ():
        first = first.replace(_printed(due_on, code), " ")
    for text in map(str.strip, _ARROW.split(first)):
        if days := calendar.days(text):
            _take_days([days] if due_on not in days else [], answer)
        elif _LIKE_A_DATE.fullmatch(text):
            answer.unclear.append(no_date(text))


def _take_remarks(said: Remarks, answer: _Answer) -> None:
    answer.statuses |= said.statuses
    _take_days(said.days, answer)
    answer.unclear += map(no_date, said.unclear)
    answer.unclear += [
        say("{words} may mean that it is settled: tick it, or write “note:” before it", words=quoted(each))
        for each in said.asked
    ]
    if said.note and said.note not in answer.notes:
        answer.notes.append(said.note)


def _take_days(mentions: Iterable[set[date]], answer: _Answer) -> None:
    for days in mentions:
        if len(days) == 1:
            answer.days |= days
        else:
            texts = joined([date_text(day) for day in sorted(days)])
            first = date_text(min(days))
            answer.unclear.append(
                say("its new date can be read as {days}: write, for example, {day}", days=texts, day=first)
            )


# ---- what is new of it -------------------------------------------------------------------------------------
def _update(action: Deed, answer: _Answer, on: date) -> tuple[Update, list[Words]]:
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
