"""A check-in: promises and open actions one by one, each settled by a key, and a word if there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import keyed
from cxworkshop.editing import checking_in
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method.checkins import Matter, held_on, kind_on, matters
from cxworkshop.method.derived import row_name
from cxworkshop.model.checkins import CHECK_INS
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import KEEP_OR_NOT, Mode
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import Listing
from cxworkshop.sheets.check_list import COLUMNS, about, cells
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox

HOLDS = {None: True, True: False, False: None}
"""What the answer about responsibility becomes with the next key."""


class CheckListScreen(KeyScreen):
    """A list on top of the workshop. The check-in of today begins with the first answer."""

    MODES: ClassVar = (
        Mode(
            "entry", "entry", ("choices", "cell", "everywhere"), KEEP_OR_NOT, is_typed=True, is_passing=True
        ),
        Mode("checking", "rows", ("checking", "everywhere")),
    )
    CSS_PATH = "whole_list.tcss"

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self.workshop = workshop
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
        self._answer("met", say("Done"))

    def do_going(self) -> None:
        self._answer("going", say("Under way"))

    def do_stuck(self) -> None:
        self._answer("stuck", say("Stuck"))

    def do_later(self) -> None:
        self._answer("later", say("Until when"), say("+30d and why · Enter alone: two weeks later"))

    def do_given_up(self) -> None:
        self._answer("dropped", say("Dropped"))

    def _answer(self, said: str, label: Words, hint: Words = "") -> None:
        """Records the answer, then asks for a word on it; Enter without one goes to the next row."""
        matter = self.matter
        if matter is None:
            self.refuse(_("Nothing is promised and no action is open."))
            return

        def answer(text: str) -> Words | None:
            session, today = self.workshop.session, self.workshop.cx.today()
            try:
                change = checking_in.answer(session, matter.place, said, today, text)
            except CxError as error:
                return error.words
            return self.workshop.apply(change)

        if (fault := answer("")) is not None:
            self.refuse(fault)
            return
        self.entry.ask(label, answer, hint or say("in a word · Enter without one"))
        self.entry.changed = self._next_when_closed(matter)

    def _next_when_closed(self, matter: Matter) -> Callable[[], None]:
        """Goes to the row after one once the line is closed."""

        def changed() -> None:
            if not self.entry.is_open:
                self.entry.changed = self._moved
                places = [row.place for row in self.shown]
                at = places.index(matter.place) if matter.place in places else -1
                self.rows.row = min(at + 1, max(0, len(places) - 1))
                self.rows.draw_all()
                name = row_name(self.workshop.session, matter.place)
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
