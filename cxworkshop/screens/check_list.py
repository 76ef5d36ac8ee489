"""A check-in: promises and open actions one by one, each settled by a key, and a word if there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import keyed
from cxworkshop.editing import checking_in
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, _, say
from cxworkshop.method.checkins import Matter, held_on, kind_on, matters
from cxworkshop.method.derived import row_name
from cxworkshop.model.checkins import CHECK_INS
from cxworkshop.model.place import Place
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import KEEP_OR_NOT, Mode
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import Listing
from cxworkshop.sheets.check_list import COLUMNS, about, cells
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox

A_WORD = N_("in a word · Enter without one")
LINES = {
    "met": (N_("Done"), A_WORD),
    "going": (N_("Under way"), A_WORD),
    "stuck": (N_("Stuck"), A_WORD),
    "later": (N_("Until when"), N_("+30d and why · Enter alone: two weeks later")),
    "dropped": (N_("Dropped"), A_WORD),
}
"""By answer: what the line for a word on it is called, and its hint."""
COMMAND = "hold_check_in"
"""The command that opens the screen; a draft of a word names it."""
HOLDS = {None: True, True: False, False: None}
"""What the answer about responsibility becomes with the next key."""


class Asked(NamedTuple):
    """What a word is asked on: a promise or an action, what was said of it, and on which day."""

    place: Place
    said: str
    on: date


class CheckListScreen(KeyScreen):
    """A list on top of the workshop. The check-in of today begins with the first answer; a `draft` is a word
    that was being typed when the program ended."""

    MODES: ClassVar = (
        Mode(
            "entry", "entry", ("choices", "cell", "everywhere"), KEEP_OR_NOT, is_typed=True, is_passing=True
        ),
        Mode("checking", "rows", ("checking", "everywhere")),
    )
    CSS_PATH = "whole_list.tcss"

    def __init__(self, workshop: Workshop, draft: Draft | None = None) -> None:
        super().__init__()
        self.workshop, self.draft = workshop, draft
        self.asked: Asked | None = None
        self.shown: tuple[Matter, ...] = ()
        self.heading, self.about = Bar(classes="-plain"), Prose()
        self.rows = ListBox(moved=self._moved)
        self.rows.always_shows_cursor = True
        self.entry = Entry(changed=self._moved)
        self.keys = KeyBar(self.run_later)

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
        if not text or self.asked is None:
            return None
        place, said, on = self.asked
        where = {"command": COMMAND, "table": place.table, "id": place.id, "said": said, "on": on.isoformat()}
        return Draft(text, where)

    @property
    def live(self) -> tuple[str, ...]:
        return ("entry",) if self.entry.is_open else ()

    @property
    def matter(self) -> Matter | None:
        """What the cursor is on."""
        return self.shown[self.rows.row] if self.rows.row < len(self.shown) else None

    def draw(self) -> None:
        session, today = self.workshop.session, self.workshop.cx.today()
        held = held_on(session, today)
        kind = held.kind if held is not None else kind_on(session, today)
        self.shown = matters(session, held.id if held else "", today)
        left = sum(matter.line is None for matter in self.shown)
        when = _(dict(CHECK_INS).get(kind or "", ""))
        title = say("Check-in of {day}, {when}", day=today, when=when)
        holds = held.responsibility_holds if held else None
        answer = {True: _("yes"), False: _("no"), None: "–"}[holds]
        self.heading.show(
            [(f" {title}", "accent"), (f"   {say('{n} left', n=left)}", "muted")],
            [(f"{_('Responsibility still true')}: {answer} ", "muted")],
        )
        self.rows.empty = _("Nothing is promised and no action is open.")
        self.rows.show(Listing(COLUMNS, tuple(cells(session, matter, today) for matter in self.shown)))
        self._moved()

    def _moved(self) -> None:
        if not self.is_attached:
            return
        matter = self.matter
        self.about.show(about(self.workshop.session, matter) if matter else "")
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
        matter = self.matter
        if matter is None:
            self.refuse(_("Nothing is promised and no action is open."))
            return
        asked = Asked(matter.place, said, self.workshop.cx.today())
        if (fault := self._record(asked, "")) is not None:
            self.refuse(fault)
        else:
            self._ask(asked)

    def _record(self, asked: Asked, text: str) -> Words | None:
        try:
            change = checking_in.answer(self.workshop.session, asked.place, asked.said, asked.on, text)
        except CxError as error:
            return error.words
        return self.workshop.apply(change)

    def _ask(self, asked: Asked) -> None:
        label, hint = LINES[asked.said]
        self.asked = asked
        self.entry.ask(say(label), partial(self._record, asked), say(hint))
        self.entry.changed = self._next_when_closed(asked.place)

    def _next_when_closed(self, place: Place) -> Callable[[], None]:
        """Goes to the row after one once the line is closed."""

        def changed() -> None:
            if not self.entry.is_open:
                self.entry.changed = self._moved
                places = [row.place for row in self.shown]
                at = places.index(place) if place in places else -1
                self.rows.row = min(at + 1, max(0, len(places) - 1))
                self.rows.draw_all()
                name = row_name(self.workshop.session, place)
                self.tell(keyed("Recorded: {row}. {undo} takes it back.", row=name))
            self._moved()

        return changed

    def do_acknowledged(self) -> None:
        """Says that the one who follows up has acknowledged it, or takes that back."""
        matter = self.matter
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

    def do_holds(self) -> None:
        """Whether everybody still answers for what was agreed: yes, no, not said."""
        session, today = self.workshop.session, self.workshop.cx.today()
        held = held_on(session, today)
        holds = HOLDS[held.responsibility_holds if held else None]
        self._apply(checking_in.responsibility_holds(session, today, holds))

    def _apply(self, change: Change) -> None:
        if (fault := self.workshop.apply(change)) is not None:
            self.refuse(fault)

    def do_undo(self) -> None:
        self._reverse(self.workshop.opened.undo, say("Nothing to undo."))

    def do_redo(self) -> None:
        self._reverse(self.workshop.opened.redo, say("Nothing to redo."))

    def _reverse(self, reverse: Callable[[], Words | None], nothing: Words) -> None:
        self.tell(reverse() or nothing)


def asked_in(draft: Draft) -> Asked | None:
    """What a draft is a word on; None of one that is of something else."""
    table, id, said, on = (draft.where.get(name) for name in ("table", "id", "said", "on"))
    try:
        if draft.where.get("command") != COMMAND or said not in LINES or type(id) is not str:
            return None
        return Asked(Place(str(table), id), said, date.fromisoformat(str(on)))
    except ValueError:
        return None
