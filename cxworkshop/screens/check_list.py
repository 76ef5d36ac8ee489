"""A check-in: promises and open actions one by one, each settled by a key, and a word if there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Command, Situation, keyed
from cxworkshop.editing import checking_in
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, say
from cxworkshop.method import check_days, checkins
from cxworkshop.method.activities import activity_of
from cxworkshop.method.check_days import held_on
from cxworkshop.method.checkins import Matter
from cxworkshop.method.day import items
from cxworkshop.method.derived import row_name
from cxworkshop.model.checkins import CHECK_INS
from cxworkshop.model.place import Place
from cxworkshop.screens.check_history import CheckHistory
from cxworkshop.screens.check_word import ANSWERED_BY, COMMAND, HOLDS, Asked, asked_in, draft_of
from cxworkshop.screens.modes import ENTRY, Mode
from cxworkshop.screens.stopped import StopsCommands
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.check_list import OF_A_PROMISE, about, closing, listing, question
from cxworkshop.sheets.rows import Rows
from cxworkshop.sheets.text import shorten
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox


class CheckListScreen(StopsCommands):
    """A list on top of the workshop. The check-in of today begins with the first answer; a `draft` is a word
    that was being typed when the program ended."""

    MODES: ClassVar = (
        ENTRY,
        Mode("stopped", "", ("stopped", "everywhere"), ("end_stop",), is_typed=True, is_passing=True),
        Mode("checking", "rows", ("checking", "everywhere")),
    )
    CSS_PATH = "whole_list.tcss"

    def __init__(self, workshop: Workshop, draft: Draft | None = None) -> None:
        super().__init__()
        self.workshop, self.draft = workshop, draft
        self.asked: Asked | None = None
        self.chosen: str | None = None
        """Which check-in the room has chosen to hold; it is held from the first answer on."""
        self.is_step = False
        """Whether the answer that a word is asked on is the last step of the history: the word joins it."""
        self.doubted = ""
        """The text that was asked about: its date is no later than the one before, or was not read."""
        self.moved_on: tuple[Place, Place] | None = None
        """What was answered last and where the cursor went by itself, while it stays there."""
        self.shown: tuple[Matter, ...] = ()
        self.heading, self.about = Bar(classes="-plain"), Prose()
        self.rows = ListBox(Rows(whole=True), moved=self.moved)
        self.rows.always_shows_cursor = True
        self.entry = Entry(changed=self.moved)
        self.keys = KeyBar(self.run_later)
        self.undoing = CheckHistory(self)

    @property
    def handlers(self) -> tuple[object, ...]:
        return *super().handlers, self.undoing

    def compose(self) -> ComposeResult:
        with Vertical(id="whole-list"):
            yield self.heading
            yield self.about
            yield self.rows
            yield self.entry
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.listen_to(self.workshop.opened)
        self.draw()
        if self.draft is not None and (asked := asked_in(self.draft)) is not None:
            places = [row.place for row in self.shown]
            self.rows.row = places.index(asked.place) if asked.place in places else 0
            self.rows.draw_all()
            self._ask(asked)
            self.entry.resume(self.draft.text)
            self.tell(say("This was being typed when the program ended. Enter keeps it, Escape gives it up."))

    @property
    def typing(self) -> Draft | None:
        text = self.entry.line.text if self.entry.is_open else ""
        return draft_of(self.asked, text) if text and self.asked is not None else None

    @property
    def live(self) -> tuple[str, ...]:
        return ("entry",) if self.entry.is_open else ("stopped",) if self.stopped else ()

    @property
    def in_use(self) -> tuple[Place, ...]:
        return (self.asked.place,) if self.entry.is_open and self.asked is not None else ()

    @property
    def situation(self) -> Situation:
        return Situation(
            read_only=self.workshop.opened.read_only,
            rows=len(self.shown),
            is_promise=self.matter is not None and self.matter.place.table == "commitments",
            has_other_check=any(
                kind != self.kind for kind in check_days.checks_due(self.workshop.session, self.today)
            ),
            has_agenda=self.has_agenda,
            has_day=self.has_agenda,
        )

    @property
    def matter(self) -> Matter | None:
        """What the cursor is on."""
        return self.shown[self.rows.row] if self.rows.row < len(self.shown) else None

    @property
    def today(self) -> date:
        return self.workshop.cx.today()

    @property
    def kind(self) -> str:
        """Which check-in is held, or will be."""
        return self.chosen or check_days.kind_of_day(self.workshop.session, self.today)

    @property
    def has_begun(self) -> bool:
        """Whether something was said at the check-in of today."""
        session = self.workshop.session
        return held_on(session, self.today) in check_days.answered(session.round)

    def bar(self) -> list[Command]:
        """On a promise its keys are called what its answers are."""
        commands = super().bar()
        if not self.situation.is_promise:
            return commands
        titles = {id: OF_A_PROMISE[said] for id, said in ANSWERED_BY.items()}
        return [replace(command, title=titles.get(command.id, command.title)) for command in commands]

    def draw(self) -> None:
        session, today = self.workshop.session, self.today
        held, here = held_on(session, today), self.matter.place if self.matter is not None else None
        self.shown = checkins.matters(session, held.id if held else "", today)
        places = [row.place for row in self.shown]
        self.rows.row = places.index(here) if here in places else self.rows.row
        left = sum(matter.line is None for matter in self.shown)
        when = _(dict(CHECK_INS).get(self.kind, ""))
        title = say("Check-in of {day}, {when}", day=today, when=when)
        holds = held.responsibility_holds if held else None
        answer = {True: _("yes"), False: _("no"), None: "–"}[holds]
        if holds is False and held is not None and held.text:
            answer = f"{answer} · {shorten(held.text, max(12, self.size.width // 4))}"
        self.heading.show(
            [(f" {title}", "accent"), (f"   {say('{n} left', n=left)}", "muted")],
            [(f"{_('Responsibility still true')}: {answer} ", "muted")],
        )
        self.rows.empty = _("Nothing is promised and no action is open.")
        self.rows.show(listing(session, self.shown, today))
        self.moved()

    def go_on(self) -> None:
        self.moved()

    def moved(self) -> None:
        if not self.is_attached:
            return
        matter = self.matter
        if self.moved_on is not None and (matter is None or matter.place != self.moved_on[1]):
            self.moved_on = None
        session, held = self.workshop.session, held_on(self.workshop.session, self.today)
        words = closing(session, self.shown, self.today) if self.moved_on is not None else ""
        if not words and matter is not None:
            words = about(session, matter, held.id if held else "")
        self.about.show(words)
        self.keys.show_commands(self.bar())

    # -- what is said of the row under the cursor ------------------------------------------------------------
    def do_met(self) -> None:
        self._answer("met")

    def do_going(self) -> None:
        self._answer("going")

    def do_stuck(self) -> None:
        self._answer("stuck")

    def do_later(self) -> None:
        self._answer("later")

    def do_given_up(self) -> None:
        self._answer("dropped")

    def _answer(self, said: str) -> None:
        """Records the answer, then asks for a word on it; Enter without one goes to the next row."""
        if self.matter is None:
            return
        place = self.matter.place
        asked = Asked(place, said, self.today, checking_in.due_now(self.workshop.session, place))
        self.is_step = False
        if (fault := self._record(asked, "")) is not None:
            self.stop(fault)
        else:
            self._ask(asked)

    def _record(self, asked: Asked, text: str) -> Words | None:
        """Records an answer; one with a word takes the place of the one without: both are one step."""
        opened = self.workshop.opened
        make = partial(
            checking_in.answer, row=asked.place, said=asked.said, on=asked.on, text=text, kind=self.chosen
        )
        make = partial(make, due=asked.due, is_sure=bool(text) and text == self.doubted)
        try:
            change = make(opened.session)
        except CxError as error:
            self.doubted = text
            return error.words
        if text and self.is_step:
            opened.undo()
            change = make(opened.session)
        before = opened.session
        if (fault := self.workshop.apply(change)) is not None and text and self.is_step:
            opened.redo()
        self.is_step = opened.session is not before
        return fault

    def _ask(self, asked: Asked) -> None:
        label, hint = question(asked.place, asked.said, asked.due, asked.on)
        self.asked = asked
        self.entry.ask(label, partial(self._record, asked), hint)
        self.entry.changed = self._next_when_closed(asked.place)

    def _next_when_closed(self, place: Place) -> Callable[[], None]:
        """Goes to the row after one once the line is closed."""

        def changed() -> None:
            if not self.entry.is_open:
                self.entry.changed = self.moved
                self.rows.row = checkins.next_to_answer(self.shown, place)
                self.rows.draw_all()
                self.moved_on = (place, self.matter.place) if self.matter is not None else None
                name = row_name(self.workshop.session, place)
                self.tell(keyed("Recorded: {row}. {undo} takes it back.", row=name))
            self.moved()

        return changed

    def _give_up(self) -> None:
        """Gives up the word; where none is typed the answer it was asked on. The cursor stays on its row."""
        if self.entry.line.text and self.is_step:
            self.entry.resume("")
            self.entry.refuse(say("The word is given up. Esc once more takes the answer back."))
            return
        self.entry.changed = self.moved
        self.entry.take_key("escape", None)
        words = self.workshop.opened.undo() if self.is_step else None
        self.is_step = False
        self.tell(say("Taken back: {what}", what=words) if words else say("The answer stays as it was."))

    def do_acknowledged(self) -> None:
        """Says that the one who follows up has acknowledged it, or takes that back. Right after an
        answer it is that one, for the cursor has gone on by itself."""
        answered = self.moved_on[0] if self.moved_on is not None else None
        matter = next((row for row in self.shown if row.place == answered and row.line), self.matter)
        if matter is None or matter.line is None:
            self.refuse(say("First say what became of it."))
            return
        checkin = matter.line.checkin or ""
        is_acknowledged = matter.line.acknowledged is not True
        self._apply(
            checking_in.acknowledge(
                self.workshop.session, checkin, matter.place.id, is_acknowledged=is_acknowledged
            )
        )
        words = N_("Acknowledged: {row}") if is_acknowledged else N_("Not acknowledged: {row}")
        self._say_done(say(words, row=row_name(self.workshop.session, matter.place)))

    def do_which_check(self) -> None:
        """Holds the check-in of today as another one. Before the first answer that is only a choice."""
        session, today = self.workshop.session, self.today
        kind = check_days.other_kind(session, today, self.kind)
        if self.has_begun:
            self.chosen = None
            self._apply(checking_in.hold(session, kind, today)[1])
        else:
            self.chosen = kind
            self.draw()
            self.tell(say("It is held from the first answer on."))

    def took_choice_back(self) -> bool:
        """Takes back which check-in was chosen while nothing was said at it; whether one was."""
        was_chosen = self.chosen is not None and not self.has_begun
        if was_chosen:
            self.chosen = None
            self.draw()
        return was_chosen

    def do_holds(self) -> None:
        """Whether everybody still answers for what was agreed: yes, no, not said."""
        session, today = self.workshop.session, self.today
        held = held_on(session, today)
        holds = HOLDS[held.responsibility_holds if held else None]
        self._apply(checking_in.responsibility_holds(session, today, holds, kind=self.chosen))
        if holds is False and not self.stopped:
            self.asked, self.is_step = None, True
            hint = say("which touchpoint, and what has changed · Esc takes the no back")
            self.entry.ask(say("Not true any more: whose"), self._whose, hint)
        elif holds is not False:
            words = say("Responsibility still true: yes") if holds else say("Responsibility: not said")
            self._say_done(words)

    def _whose(self, text: str) -> Words | None:
        opened = self.workshop.opened
        opened.undo()
        return self.workshop.apply(
            checking_in.responsibility_holds(opened.session, self.today, False, text, self.chosen)
        )

    def _apply(self, change: Change) -> None:
        if (fault := self.workshop.apply(change)) is not None:
            self.stop(fault)

    def _say_done(self, words: Words) -> None:
        """Says what a key has done, unless it was refused."""
        if not self.stopped:
            self.tell(words)

    async def _carry_on(self, command: str) -> None:
        """Goes on only in a day that this check-in is a part of."""
        session = self.workshop.session
        parts = (activity_of(session, item) for item in items(session))
        if any(part is not None and part.command == COMMAND for part in parts):
            await super()._carry_on(command)
        else:
            self.refuse(keyed("This check-in is no part of the day that is laid out. {back} closes it."))

    async def press(self, key: str, character: str | None) -> None:
        if key == "escape" and self.entry.is_open and not self.stopped:
            self._give_up()
        else:
            await super().press(key, character)
