"""Takes an edited list of actions back into the session: what it says, what is not clear, and the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cxworkshop.documents.escape import one_line
from cxworkshop.editing.changes import Change, set_values, together
from cxworkshop.editing.checking_in import add_word, hold, settle
from cxworkshop.errors import Unreadable, quoted
from cxworkshop.importing.blanks import written_figures, written_on_blanks
from cxworkshop.importing.figures import WrittenFigure, read_figures
from cxworkshop.importing.marked_lines import MARK, MarkedLine, Printed, marked_lines
from cxworkshop.importing.remarks import Calendar, Remarks, from_label, no_date, plain, remarks
from cxworkshop.importing.updates import Answer, Update, shown_title, title_of, update_of
from cxworkshop.language import LANGUAGES, Words, date_text, joined, say, say_n, speaking
from cxworkshop.method.check_days import held_on
from cxworkshop.method.checkins import line_about
from cxworkshop.method.deeds import Deed, deeds
from cxworkshop.model.actions import Action
from cxworkshop.model.dates import read_day
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

_TICKED = frozenset("xXvV✓✔✅☑☒*+")
_CROSSED = frozenset("-–—~")
_UNTOUCHED = frozenset(("", "☐", "□"))
_STRUCK = re.compile(r"(?<!\\)~~(.+?)(?<!\\)~~|<(s|del|strike)>([^<]+)</\2>", re.IGNORECASE)
_SEPARATED = re.compile(r"\s+[–—-](?:\s+|\Z)|:(?:\s|\Z)")
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_LIKE_A_DATE = re.compile(r"[\d./ -]*\d[./-][\d./ -]*")
_TICKED_INSIDE = re.compile(r"[\s>]*+(?:[-*+•]\s++)?+[^\s\\\[☐☒☑✅].*(?:[☒☑✅]|\\?\[[xX]\\?\](?!\())")
_FIRST_PART = re.compile(r"^\s*##|<!--\s*action", re.MULTILINE)
_WHOLE_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{1,2} [^\W\d_]{3,9} \d{4}\b")
_STRUCK_MOST = 0.6
"""The share of the letters of a line that is struck out where the whole of it is meant."""


@dataclass(frozen=True)
class CheckIn:
    """What a document says of the actions of a session."""

    updates: tuple[Update, ...] = ()
    figures: tuple[WrittenFigure, ...] = ()
    """New figures of measures, from the blanks of the sheet."""
    unclear: tuple[Words, ...] = ()
    """What contradicts itself or is no date; nothing of it is recorded."""
    unknown: tuple[Words, ...] = ()
    """Lines of no action of the session."""
    marked: int = 0
    """The actions that have a line."""
    on: date = date.max
    """The day on which it comes back."""

    @property
    def news(self) -> tuple[Update | WrittenFigure, ...]:
        """All that can be recorded."""
        return *self.updates, *self.figures

    def change(self, session: Session) -> Change:
        """The news as one step of the history. What it says of actions counts at the check-in of that day,
        also when that begins later."""
        number, n = session.round.number, len(self.figures)
        words: Words = say_n("Checked in {n} action", "Checked in {n} actions", len(self.updates))
        if n and self.updates:
            words = say("{actions}, {figures}", actions=words, figures=say_n("{n} figure", "{n} figures", n))
        elif n:
            words = say_n("Recorded {n} figure", "Recorded {n} figures", n)
        values = [
            (Place(update.action.table.name, update.action.id, name, number), value)
            for update in self.updates
            for name, value in update.values.items()
        ]
        observed = [figure.change() for figure in self.figures]
        return together(words, *self._settled(session), set_values(values, words), *observed)

    def _settled(self, session: Session) -> Iterator[Change]:
        """What is said of actions, as the check-in of the day has it; the change that begins one first, in a
        round that has begun."""
        said = [(row.action, row) for row in self.updates if row.says_how_it_goes or row.word]
        actions = [(action, row) for action, row in said if isinstance(action, Action)]
        held = held_on(session, self.on)
        if not actions or (held is None and session.round.started_on is None):
            return
        if held is None:
            checkin, begins = hold(session, "written", self.on)
            yield begins
            session = begins(session)
        else:
            checkin = held.id
        for action, row in actions:
            before = line_about(session, checkin, action.id)
            if before is None and not action.is_unfinished and "status" not in row.values:
                continue  # another day, or a note, for what was settled long ago
            if before is not None and not row.says_how_it_goes:
                yield add_word(before, row.word)
                continue
            status, done_on, due_on = (row.values.get(name) for name in ("status", "done_on", "due_on"))
            yield settle(session, checkin, action.id, row.outcome, row.word, due_on, status, done_on)


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
    calendar = Calendar(on, _languages(text, days), printed=_printed_on(text, on))
    answers: dict[tuple[str, str], Answer] = {}
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
                answers.setdefault(_key(action), Answer()),
            )
    updates, unclear = _updates(session, answers, on)
    unknown += _left_out(text)
    figures, unread = read_figures(session, written_figures(text), calendar)
    return CheckIn(
        tuple(updates),
        tuple(dict.fromkeys(figures)),
        (*unclear, *unread),
        tuple(dict.fromkeys(unknown)),
        len(answers),
        on,
    )


def _updates(
    session: Session, answers: dict[tuple[str, str], Answer], on: date
) -> tuple[list[Update], list[Words]]:
    """What is new of the actions that have an answer, and what of that is not clear."""
    updates, unclear = list[Update](), list[Words]()
    for action in deeds(session):
        if (answer := answers.get(_key(action))) is not None:
            update, why = update_of(action, answer, on)
            updates += [update] if update.values else []
            unclear += [say("{action}: {why}", action=shown_title(action), why=words) for words in why]
    return updates, unclear


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


def _as_printed(line: MarkedLine, action: Deed) -> Printed:
    """How an action stood when its line was written; as it is recorded now where the line does not say."""
    return line.printed or Printed(action.due_on, action.status or "open")


def _languages(text: str, printed: Iterable[date | None]) -> tuple[str, ...]:
    """The language of a document, as its printed dates show; all where they do not."""
    days = set(filter(None, printed))
    seen = tuple(code for code in LANGUAGES if any(_printed(day, code) in text for day in days))
    return seen if len(seen) == 1 else tuple(LANGUAGES)


def _printed_on(text: str, on: date) -> date | None:
    """The day that a document is of: the newest date that stands above its first part, up to `on`."""
    head = plain(_FIRST_PART.split(text, 1)[0])
    days = (read_day(words, on, code) for words in _WHOLE_DATE.findall(head) for code in LANGUAGES)
    return max((day for day in days if day is not None and day <= on), default=None)


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


def _left_out(text: str) -> Iterator[Words]:
    """What only people read: ticks inside a line, and what was written on a blank."""
    yield from _ticked_in_a_line(text)
    yield from written_on_blanks(text)


def _ticked_in_a_line(text: str) -> Iterator[Words]:
    """The words for ticks inside a line, as beside a promise, which only people read."""
    for line in text.splitlines():
        if MARK.search(line) is None and _TICKED_INSIDE.match(line):
            yield say(
                "Ticked, but only actions come back from a document; say it in the check-in: {line}",
                line=quoted(plain(line).lstrip("-*+• ")),
            )


# ---- what a line says --------------------------------------------------------------------------------------
def _take(line: MarkedLine, action: Deed, calendar: Calendar, answer: Answer) -> None:
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
    said = Answer()
    _take_leading_date(before, printed.due_on, calendar, said)
    _take_remarks(remarks([after], calendar, is_printed=True), said)
    _take_remarks(remarks(line.behind, calendar), said)
    if "done" not in answer.statuses | said.statuses and printed.due_on != action.due_on:
        said.unclear += [_moved_on(printed.due_on, action.due_on, day) for day in said.days - {action.due_on}]
        said.days &= {action.due_on}
    answer.add(said)


def _moved_on(printed: date | None, now: date | None, day: date) -> Words:
    """That a document has a new date for what has got another one since it was written."""
    if printed is None or now is None:
        return say("its date has changed since this was written; {day} is not taken", day=day)
    return say(
        "it was due {printed} when this was written, and is due {now} now; {day} is not taken",
        printed=printed,
        now=now,
        day=day,
    )


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


def _take_leading_date(words: str, due_on: date | None, calendar: Calendar, answer: Answer) -> None:
    """The date that a line begins with, where it is another than was printed."""
    first = _partition(words)[0]
    for code in LANGUAGES if due_on else ():
        first = first.replace(_printed(due_on, code), " ")
    for text in map(str.strip, _ARROW.split(first)):
        if days := calendar.days(text):
            _take_days([days] if due_on not in days else [], answer)
        elif _LIKE_A_DATE.fullmatch(text):
            answer.unclear.append(no_date(text))


def _take_remarks(said: Remarks, answer: Answer) -> None:
    answer.statuses |= said.statuses
    _take_days(said.days, answer)
    answer.unclear += map(no_date, said.unclear)
    answer.unclear += [
        say("{words} may mean that it is settled: tick it, or write “note:” before it", words=quoted(each))
        for each in said.asked
    ]
    if said.note and said.note not in answer.notes:
        answer.notes.append(said.note)


def _take_days(mentions: Iterable[set[date]], answer: Answer) -> None:
    for days in mentions:
        if len(days) == 1:
            answer.days |= days
        else:
            texts = joined([date_text(day) for day in sorted(days)])
            first = date_text(min(days))
            answer.unclear.append(
                say("its new date can be read as {days}: write, for example, {day}", days=texts, day=first)
            )
