"""The commands of a workshop that ask for one line: a parked item, a decision, an action, a private note,
and the reason for climbing past an open must."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from cxworkshop.commands import keyed
from cxworkshop.editing.changes import Change, set_value
from cxworkshop.editing.climb import capture, capture_all, climb, goals_of, raise_hands
from cxworkshop.editing.day_in_line import may_say_when
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, number, say, say_n
from cxworkshop.method import readiness, steps
from cxworkshop.method.checks.finding import Finding, without_repeats
from cxworkshop.method.derived import row_name
from cxworkshop.method.lookup import is_passed
from cxworkshop.method.moods import middle, mood_text
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, kind_at, value_at
from cxworkshop.model.session import TABLES, Session
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.depth import find_sheet
from cxworkshop.sheets.question import Question
from cxworkshop.sheets.text import shorten
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.entry import Entry

CAPTURES = ("park", "decide", "act", "note", "mood", "keep_version")
"""The commands that only ask for a line; a draft of one can be resumed."""
CELL = "cell"
"""Stands for a command where the value of a cell is asked for; its draft is resumed in the cell."""
NAME = 40
"""Cells of the name of what a value is asked for."""
SHOWN = 6
"""Pasted lines that are shown before they are added."""
_UNDERSTOOD = {
    "parking": ("owner", "by", "touchpoint"),
    "decisions": ("decided_by", "review_on", "touchpoint"),
    "actions": ("owner", "due_on", "touchpoint", "goal"),
}
"""The fields that a receipt shows."""
_DAYS = frozenset({"by", "review_on", "due_on"})
MOST_GOALS = 9
"""Goals that are asked about: each has a digit."""


class Host(Protocol):
    """What a screen gives for a line to be captured on it."""

    entry: Entry

    @property
    def step(self) -> str: ...

    @property
    def session(self) -> Session: ...

    @property
    def reading(self) -> Reading: ...

    def apply(self, change: Change) -> Words | None:
        """Applies a change. Returns why it was refused, or None."""

    def tell(self, words: Words) -> None:
        """Shows a message until the next key."""

    def ask(self, question: Question) -> None:
        """Asks a question; the next key is the answer."""


class Capture:
    """Asks for the line in the entry of a screen and applies it."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.command = ""
        """The id of the command that asks now."""
        self.place = Place("", "")
        """The cell whose value is asked for, by the command CELL."""
        self.shows_notes = False
        """Whether the key that shows private notes works here."""

    @property
    def draft(self) -> Draft | None:
        """The line being typed, and what asks for it."""
        text = self.host.entry.line.text if self.host.entry.is_open else ""
        if text and self.command == CELL:
            where = {"step": self.host.step, **self.place._asdict()}
            return Draft(text, {name: value for name, value in where.items() if value})
        return Draft(text, {"step": self.host.step, "command": self.command}) if text else None

    def do_park(self) -> None:
        self._ask("park", "parking", say("Park"), say("what @who +30d #touchpoint"), say("Parked"))

    def do_decide(self) -> None:
        self._ask("decide", "decisions", say("Decided"), say("what @who #touchpoint"), say("Decided"))

    def do_act(self) -> None:
        self._ask("act", "actions", say("Action"), say("what @who +30d #touchpoint"), say("Action recorded"))

    def do_note(self) -> None:
        self._ask("note", "notes", say("Private note"), say("the room never sees it"), say("Note recorded"))

    def ask_value(self, place: Place, text: str) -> None:
        """Asks for another value of a cell, `text` at first."""
        host, self.command, self.place = self.host, CELL, place
        kind, name = kind_at(host.session, place), row_name(host.session, place)

        def keep(typed: str) -> Words | None:
            try:
                value = kind.parse(typed, host.reading)
            except CxError as error:
                return error.words
            fault = host.apply(set_value(place, value))
            if fault is None:
                host.tell(say("{table}: {text}", table=name, text=kind.show(value, host.reading)))
            return fault

        host.entry.ask(f"{_(kind.label)} · {shorten(name, NAME)}", keep, text=text)

    def _ask(self, command: str, table: str, label: Words, hint: Words, receipt: Words) -> None:
        """Asks under `label`; `receipt` begins the line that says what was kept."""
        host, self.command = self.host, command

        def keep(text: str) -> Words | None:
            before = host.session
            try:
                change = capture(table, text, host.step, host.reading)
            except CxError as error:
                return error.words
            fault = host.apply(change)
            if fault is None and TABLES[table].table.private:
                shown = keyed("{notes} shows your private notes, and hides them.") if self.shows_notes else ""
                host.tell(f"{receipt}. {shown}".strip())
            elif fault is None:
                understood = self._understood(table, host.session)
                receipts = (
                    say("{table}: {text}", table=receipt, text=understood),
                    *_added(before, host.session),
                )
                host.tell(" · ".join(map(str, receipts)))
                self._ask_goal(host.session.records(table)[-1].id if table == "actions" else "")
            return fault

        def several(lines: Sequence[str]) -> None:
            self._ask_several(command, table, label, lines)

        host.entry.ask(label, keep, hint, several=several if table != "notes" else None)

    def _ask_several(self, command: str, table: str, label: Words, lines: Sequence[str]) -> None:
        """Shows what is understood of pasted lines, and asks before each becomes a row."""
        host, typed = self.host, self.host.entry.line.text
        try:
            change = capture_all(table, lines, host.step, host.reading)
        except CxError as error:
            host.entry.refuse(error.words)
            return
        after = change(host.session)

        def yes() -> None:
            host.tell(host.apply(change) or change.name(host.session))

        def no() -> None:
            getattr(self, f"do_{command}")()
            host.entry.resume(typed)

        shown = [self._understood(table, after, -i) for i in range(len(lines), 0, -1)]
        more = [say("{n} more", n=len(shown) - SHOWN)] if len(shown) > SHOWN else []
        added = _added(host.session, after)
        words = say_n("{label}: add {n} row?", "{label}: add {n} rows?", len(lines), label=label)
        host.entry.close()
        host.ask(Question(words, yes, (*added, *shown[:SHOWN], *more), no=no))

    def _ask_goal(self, action: str) -> None:
        """Asks which goal of its touchpoint an action is for, where there are several; a digit answers."""
        host = self.host
        goals = goals_of(host.session, action)[:MOST_GOALS]
        if goals:

            def taking(goal: Goal) -> Callable[[], None]:
                place = Place("actions", action, "goal")
                return lambda: host.tell(
                    host.apply(set_value(place, goal.id)) or say("Goal: {goal}", goal=goal.text)
                )

            details = [f"{number}  {goal.name_shown}" for number, goal in enumerate(goals, 1)]
            picks = [taking(goal) for goal in goals]
            host.ask(Question(say("Which goal is it for?"), lambda: None, details, picks=picks))

    def _understood(self, table: str, session: Session, row: int = -1) -> str:
        """What was understood of a captured line, the last one by default: text, person, day, touchpoint."""
        record = session.records(table)[row]
        places = [Place(table, record.id, field) for field in _UNDERSTOOD.get(table, ())]
        reading = replace(self.host.reading, session=session)
        shown = [kind_at(session, place).show(value_at(session, place), reading) for place in places]
        day = next((place for place in places if place.field in _DAYS), None)
        if day is not None and value_at(session, day) is None and may_say_when(record.name_shown):
            shown.append(_("no date is read in it"))
        return " · ".join([record.name_shown, *filter(None, shown)])


def _added(before: Session, after: Session) -> list[Words]:
    """Who was added to the people, as it is said."""
    newcomers = [person.name for person in after.people[len(before.people) :]]
    return [say("Added to the people: {names}", names=", ".join(newcomers))] if newcomers else []


class WorkshopCapture(Capture):
    """Climbs too, and asks why when a must is open."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        self.workshop, self.shows_notes = workshop, True
        self.asked_why = ""
        """The step for which a reason was asked last: somebody may be about to type it once more."""

    def do_mood(self) -> None:
        """Asks for the hands of the room, and says how they compare with the time before."""
        workshop, self.command = self.workshop, "mood"

        def keep(text: str) -> Words | None:
            before, phones = workshop.session.round.moods[-1:], workshop.cx.phones_hands
            if not text and not any(phones):
                return None
            try:
                change = raise_hands(text, workshop.step, workshop.cx.now(), phones)
            except CxError as error:
                return error.words
            fault = workshop.apply(change)
            if fault is None:
                (mood,) = workshop.session.round.moods[-1:]
                earlier = middle(before[0]) if before else None
                words: Words = say("Mood: {hands}", hands=mood_text(mood))
                if earlier is not None:
                    words = say("{words}; {median} the time before", words=words, median=number(earlier))
                workshop.tell(words)
            return fault

        hint = say("five digits: 02431")
        workshop.entry.ask(say("Hands for 1 2 3 4 5"), keep, hint, may_be_empty=True)

    def do_climb(self) -> None:
        """Passes the step and goes to the next; asks for a reason first when a must is open."""
        workshop, self.command = self.workshop, "climb"
        if open_musts := without_repeats(readiness.open_musts(*workshop.check_arguments)):
            self.asked_why = workshop.step
            words = say_n("{n} must is open. Why climb?", "{n} musts are open. Why climb?", len(open_musts))
            workshop.entry.ask(words, self._climb_because, say("printed in the plan"))
            where = keyed("{back}, then {missing} and Enter: where it is mended.")
            workshop.tell(" · ".join([*map(self._named, open_musts), str(where)]), is_whole=True)
        elif self.asked_why == workshop.step and not is_passed(workshop.session, workshop.step):
            self.asked_why = ""
            workshop.entry.ask_no_reason(lambda: self._climb(""))
        elif (fault := self._climb("")) is not None:
            workshop.tell(fault)

    def _named(self, must: Finding) -> str:
        """What is missing, and the list where it is mended."""
        sheets = (find_sheet(place, self.workshop.reading, self.workshop.step) for place in must.places)
        plan = next((sheet[1] for sheet in sheets if sheet is not None), None)
        return f"! {must.words} ({_(plan.title)})" if plan is not None else f"! {must.words}"

    def _climb_because(self, reason: str) -> Words | None:
        return readiness.why_no_reason(reason) or self._climb(reason)

    def _climb(self, reason: str) -> Words | None:
        workshop = self.workshop
        step_id = workshop.position.step
        shoulds = without_repeats(readiness.first_shoulds(*workshop.check_arguments))
        more = len(without_repeats(readiness.open_shoulds(*workshop.check_arguments))) - len(shoulds)
        fault = workshop.apply(climb(workshop.session, step_id, workshop.cx.now(), reason))
        if fault is not None:
            return fault
        if step_id == "closing":
            left = steps.not_passed(workshop.session)
            workshop.tell(
                keyed(
                    "Closing is passed; of the steps {left} not yet. {documents} writes the plan.", left=left
                )
                if left
                else keyed("The climb is done. {documents} writes the plan before people leave the room.")
            )
            return None
        name = steps.names()[step_id]
        open_checks = " · ".join(
            [
                *(str(finding.words) for finding in shoulds),
                *([str(say("{n} more", n=more))] if more > 0 else []),
            ]
        )
        workshop.go(workshop.position.after_climb())
        workshop.climbed(
            step_id,
            say("{step} is passed. Still open: {still}", step=name, still=open_checks)
            if open_checks
            else say("{step} is passed.", step=name),
        )
        return None
