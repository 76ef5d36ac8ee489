"""The workshop: the staircase at the left, the present step's lists at the right, what is missing between
them.

Steps are declarations, so going from one to another mounts nothing. This screen is the desk of its list:
every change goes through the open session, and what reads otherwise afterwards is drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import WorkType

from cxworkshop.commands import Situation, keyed
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import steps
from cxworkshop.method.readiness import Readiness
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens import headlines
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.capture import Capture
from cxworkshop.screens.doors import Doors
from cxworkshop.screens.guiding import ROOMY, Guiding
from cxworkshop.screens.mending import Mending
from cxworkshop.screens.modes import WORKSHOP, situation_of, typed_in
from cxworkshop.screens.navigation import Navigation, Spot
from cxworkshop.screens.resuming import resume
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, Entry, Header, KeyBar, Prose
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.guide import Guide
from cxworkshop.widgets.missing import Missing
from cxworkshop.widgets.sheet import Sheet
from cxworkshop.widgets.staircase import Staircase

TALL = 44
"""The height from which each stair is two lines high."""


class WorkshopScreen(KeyScreen):
    """One open workshop."""

    MODES: ClassVar = WORKSHOP
    CSS_PATH = "workshop.tcss"

    def __init__(self, opened: OpenSession, *, throwaway: bool = False) -> None:
        super().__init__()
        self.opened, self.throwaway = opened, throwaway
        self.at = Navigation(steps.next_step(self.states))
        self.readiness = Readiness()
        self.capture, self.guiding = Capture(self), Guiding(self)
        self.mending, self.doors = Mending(self), Doors(self)
        self.entered: set[str] = set()
        self.figure = ""
        self.leaving = False
        self.header, self.question = Header(id="header"), Bar(id="question", classes="-plain")
        self.lead = Prose(id="lead")
        self.tab_bar = Bar(id="tabs", classes="-plain", clicked=self._tab_clicked)
        self.stairs, self.band = Staircase(id="stairs"), Staircase(id="band", is_band=True)
        self.missing_title = Bar(id="missing-title", classes="-plain")
        self.missing = Missing(self.mending.mend, id="missing")
        self.sheet = Sheet(self, id="sheet", moved=self._moved)
        self.detail, self.entry = Detail(id="detail"), Entry(id="entry", changed=self.draw_keys)
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id), id="keys")
        self.guide = Guide(id="guide", ticked=self.guiding.tick, turned=self.guiding.do_next_prompt)

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.band
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield self.stairs
                yield self.missing_title
                yield self.missing
            with Vertical(id="work"):
                yield self.question
                yield self.lead
                yield self.tab_bar
                yield self.sheet
                yield self.detail
            yield self.guide
        yield self.entry
        yield self.keys

    async def on_mount(self) -> None:
        self.hear(self.opened)
        self.set_focus(self.sheet)
        self._show_plan()
        if self.opened.draft is not None and not self.opened.read_only:
            await resume(self, self.opened.draft)
        elif self.opened.read_only:
            self.tell(self.opened.read_only)

    def on_resize(self) -> None:
        self.guiding.place()
        self.stairs.set_class(self.size.width >= ROOMY and self.size.height >= TALL, "-tall")
        self.call_after_refresh(self.draw_around)

    # -- what is open ----------------------------------------------------------------------------------------
    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def reading(self) -> Reading:
        return Reading(self.session, self.session.judged_on(self.cx.today()))

    @property
    def judged(self) -> tuple[Session, str, date, Readiness]:
        """What a readiness check is asked of."""
        return self.session, self.step, self.cx.today(), self.readiness

    @property
    def step(self) -> str:
        return self.at.step

    @property
    def plan(self) -> SheetPlan:
        return self.at.plan

    @property
    def states(self) -> dict[str, str]:
        return {one.step or "": one.state or "" for one in self.session.round.steps}

    # -- which part has the keys -----------------------------------------------------------------------------
    @property
    def live(self) -> Collection[str]:
        return {
            *self.entered,
            typed_in(self.sheet),
            "entry" if self.entry.is_asked else "",
            "faulty" if self.opened.faults else "",
        }

    @property
    def situation(self) -> Situation:
        return replace(
            situation_of(self.sheet),
            read_only=self.opened.read_only,
            lists=len(plans(self.step)),
            has_library=self.cx.has_library or bool(self.mode.leave),
        )

    @property
    def holders(self) -> tuple[object, ...]:
        return (*super().holders, self.capture, self.guiding, self.mending, self.doors, self.sheet)

    @property
    def typing(self) -> Draft | None:
        if self.entry.is_asked:
            text = self.entry.line_typed.text
            return Draft(text, {"step": self.step, "command": self.capture.command}) if text else None
        draft = self.sheet.typing
        return draft and draft._replace(where={"step": self.step, **draft.where})

    async def press(self, key: str, character: str | None) -> None:
        asked, told = self.entry.is_asked, self.detail.told
        if not asked:
            self.detail.clear_told()
        self.leaving = self.leaving and self.means_back(key)
        await super().press(key, character)
        if asked and not self.entry.is_asked and self.detail.told is told:
            self.detail.clear_told()
        if self.sheet.open is None:
            self.detail.show(self.sheet)

    def leave_guide(self) -> None:
        self.guiding.leave()

    def leave_missing(self) -> None:
        self.mending.leave()

    # -- the desk of the list --------------------------------------------------------------------------------
    def apply(self, change: Change) -> Words | None:
        try:
            self.opened.apply(change)
        except CxError as error:
            return error.words
        return None

    def tell(self, words: Words) -> None:
        self.detail.tell(words)

    def open_record(self, places: list[Place], title: str) -> None:
        from cxworkshop.screens.record import RecordScreen

        self.opening = RecordScreen(self, self.opened, places, title)

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        self.sheet.say_anew()
        self.draw_around()
        self._moved()

    def session_changed(self, before: Session, after: Session) -> None:
        self.sheet.reload()
        self.draw_around()
        self._moved()

    def _show_plan(self) -> None:
        spot = self.at.spot
        self.sheet.set_plan(self.plan, spot.row, spot.col, spot.view)
        self.draw_around()
        self._moved()

    def draw_around(self) -> None:
        """What stands around the list; figures and findings follow when no change has come for a moment."""
        names = steps.names()
        for stairs in (self.stairs, self.band):
            stairs.show(names, self.step, self.states)
        self.lead.show(steps.step(self.step, self.session.organisation.sector).purpose)
        self.guiding.draw()
        self.draw_header()
        self.draw_tabs()
        judging: WorkType[None] = self.mending.judge
        self.run_worker(judging, group="judge", exclusive=True)

    def draw_tabs(self) -> None:
        headlines.draw_tabs(self)

    def draw_header(self) -> None:
        """The line at the top: whose workshop, which step, whether it is saved."""
        organisation, workshop = self.session.organisation, self.session.workshop
        headlines.draw_header(self, self.name_piece(organisation.name or workshop.title or _("New workshop")))

    def draw_keys(self) -> None:
        if self.is_attached:
            self.keys.show_commands(self.bar())

    def _moved(self) -> None:
        if self.is_attached:
            self.at = self.at.at(Spot(self.sheet.row, self.sheet.col, self.sheet.view))
            self.detail.show(self.sheet)
            self.draw_tabs()
            self.draw_keys()

    # -- going about -----------------------------------------------------------------------------------------
    def go(self, at: Navigation) -> None:
        """Shows another place of the workshop, with the cursor where one was in it."""
        if at.step != self.step:
            self.figure = ""
        self.at = at
        self.mending.leave()
        self._show_plan()

    def jump(self, place: Place) -> bool:
        """Goes to the list and the cell that show a place; a place without a row is its list."""
        there = self.at.to_place(place, self.reading)
        if there is not None:
            self.go(there)
            if place.id:
                self.sheet.find(place)
        return there is not None

    def do_step(self, key: str) -> None:
        """Goes to a step by its number."""
        self.go(self.at.to_step(steps.STEPS[int(key)]))

    def do_previous_step(self) -> None:
        self.go(self.at.by_steps(-1))

    def do_next_step(self) -> None:
        self.go(self.at.by_steps(1))

    def do_next_sheet(self) -> None:
        self.go(self.at.by_lists(1))

    def do_previous_sheet(self) -> None:
        self.go(self.at.by_lists(-1))

    def _tab_clicked(self, piece: int) -> None:
        title = self.tab_bar.left[piece][0].strip()
        clicked = next((i for i, plan in enumerate(plans(self.step)) if _(plan.title) == title), None)
        if clicked is not None:
            self.go(self.at.to_list(clicked))

    # -- taking back, and going back -------------------------------------------------------------------------
    def do_undo(self) -> None:
        self._take_back(
            self.opened.undo, lambda what: say("Undone: {what}", what=what), say("Nothing to undo.")
        )

    def do_redo(self) -> None:
        self._take_back(
            self.opened.redo, lambda what: say("Redone: {what}", what=what), say("Nothing to redo.")
        )

    def _take_back(
        self, turn: Callable[[], Words | None], done: Callable[[Words], Words], nothing: Words
    ) -> None:
        before = self.sheet.grid
        what = turn()
        if what is not None:
            self.sheet.go_to_change(before)
        self.tell(nothing if what is None else done(what))

    async def do_back(self) -> None:
        if self.mode.leave:
            await super().do_back()
        elif not self.cx.has_library:
            return
        elif not self.leaving:
            # esc also ends a cell or a list of new rows: one too many must not close the workshop
            self.leaving = True
            self.tell(keyed("{back} once more: back to the library. Everything is saved."))
        else:
            try:
                await self.cx.leave_workshop(self.opened)
            except (CxError, OSError) as error:
                self.tell(str(error))
