"""The screen of an open workshop: the climb and the day in two lines, the lists of the current step below.
What is missing, and the guide, are a panel at the right.

Steps are declarations, so going to another one mounts nothing. The screen is the desk of its list: every
change goes through the open session, whose listeners redraw.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import WorkType

from cxworkshop.commands import Situation
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words
from cxworkshop.method import day, steps
from cxworkshop.method.readiness import Readiness
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.capture import WorkshopCapture
from cxworkshop.screens.card_panel import CardPanel
from cxworkshop.screens.day_panel import LOOK_EVERY, DayPanel
from cxworkshop.screens.guide_panel import GuidePanel
from cxworkshop.screens.missing_panel import MissingPanel
from cxworkshop.screens.modes import WORKSHOP, sheet_mode, situation_of
from cxworkshop.screens.navigation import Navigation, Spot
from cxworkshop.screens.read_only import ReadOnlyPanel
from cxworkshop.screens.stair_panel import StairPanel
from cxworkshop.screens.together import Together
from cxworkshop.screens.view_panel import ViewPanel
from cxworkshop.screens.workshop_finding import Finding
from cxworkshop.screens.workshop_header import draw_header, draw_tabs
from cxworkshop.screens.workshop_history import History
from cxworkshop.screens.workshop_rounds import Rounds
from cxworkshop.screens.workshop_versions import Versions
from cxworkshop.screens.workshop_ways import Ways
from cxworkshop.sheets.pictures import LIST
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.question import Question
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, Header, KeyBar
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.guide import Guide
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.missing import Missing
from cxworkshop.widgets.sheet import Sheet

TALL = 44
"""Lines of the screen from which the work has air around it."""


class WorkshopScreen(KeyScreen):
    """One open workshop. Its commands are here, in Ways, Capture and the panels."""

    MODES: ClassVar = WORKSHOP
    CSS_PATH = "workshop.tcss"

    def __init__(self, opened: OpenSession, *, throwaway: bool = False) -> None:
        super().__init__()
        self.opened, self.throwaway = opened, throwaway
        self.position = Navigation(steps.next_step(self.states)).in_session(self.session)
        self.readiness = Readiness()
        self.capture, self.guide_panel = WorkshopCapture(self), GuidePanel(self)
        self.missing_panel, self.read_only_panel = MissingPanel(self), ReadOnlyPanel(self)
        self.ways, self.card_panel = Ways(self), CardPanel(self)
        self.view_panel = ViewPanel(self, self.card_panel, self.ways, self.capture)
        self.stair_panel, self.rounds = StairPanel(self), Rounds(self)
        self.day_panel = DayPanel(self, self.view_panel, self.stair_panel)
        self.finding = Finding(self, self.ways, self.day_panel)
        self.together, self.undoing = Together(self), History(self)
        self.versions = Versions(self, self.capture, self.together)
        self.entered_modes: set[str] = set()
        self.figure, self.missing_count, self.is_leaving = "", 0, False
        self.header, self.day_bar = Header(id="header"), Bar(id="day")
        self.question = Bar(id="question", classes="-plain")
        self.tab_bar = Bar(id="tabs", classes="-plain", clicked=self.ways.go_to_tab)
        self.missing_title = Bar(id="missing-title", classes="-plain")
        self.missing = Missing(self.missing_panel.go_to_finding, id="missing")
        self.card_head = Bar(id="card-head", classes="-plain")
        self.index = ListBox(id="index", moved=self.card_panel.follow)
        self.sheet = Sheet(self, id="sheet", moved=self._moved)
        self.picture = self.view_panel.box
        self.detail, self.entry = Detail(id="detail"), Entry(id="entry", changed=self.draw_keys)
        self.keys = KeyBar(self.run_later, id="keys")
        self.guide = Guide(id="guide", ticked=self.guide_panel.tick, turned=self.guide_panel.do_next_prompt)

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.day_bar
        with Horizontal(id="body"):
            with Vertical(id="work"):
                yield self.stair_panel.lines
                yield self.question
                yield self.tab_bar
                with Horizontal(id="list"):
                    yield self.index
                    with Vertical():
                        yield self.card_head
                        yield self.sheet
                        yield self.picture
                yield self.detail
            with Vertical(id="side"):
                yield self.missing_title
                yield self.missing
            yield self.guide
        yield self.entry
        yield self.keys

    async def on_mount(self) -> None:
        self.listen_to(self.opened)
        if self.opened.notice:
            self.cx.note(self.opened.notice)
        self.set_focus(self.sheet)
        self._show_plan()
        self.together.begin()
        self.set_interval(LOOK_EVERY, self.day_panel.show)
        if self.opened.draft is not None and not self.opened.read_only:
            from cxworkshop.screens.resuming import resume

            await resume(self, self.opened.draft)
        elif self.opened.read_only:
            self.tell(self.read_only_panel.words)
            self.read_only_panel.begin()

    def on_resize(self) -> None:
        self.guide_panel.place()
        self.set_class(self.size.height >= TALL, "-tall")
        self.call_after_refresh(self.draw_around)

    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def reading(self) -> Reading:
        return Reading(self.session, self.session.judged_on(self.cx.today()))

    @property
    def check_arguments(self) -> tuple[Session, str, date, Readiness]:
        """The arguments of the functions of `method.readiness`; what phones have sent counts as answered."""
        return self.opened.box.counted(self.session), self.step, self.cx.today(), self.readiness

    @property
    def step(self) -> str:
        return self.position.step

    @property
    def plan(self) -> SheetPlan:
        return self.position.plan

    @property
    def states(self) -> dict[str, str]:
        return {passed.step or "": passed.state or "" for passed in self.session.round.steps}

    # -- which part has the keys -----------------------------------------------------------------------------
    @property
    def live(self) -> Collection[str]:
        return {
            *self.entered_modes,
            sheet_mode(self.sheet),
            "entry" if self.entry.is_open else "",
            "card" if self.position.is_card else "picture" if self.position.is_picture else "",
            "faulty" if self.opened.faults else "",
        }

    @property
    def situation(self) -> Situation:
        return replace(
            situation_of(self.sheet),
            read_only=self.read_only_panel.words,
            is_free=self.opened.is_free,
            is_copied_only=bool(self.opened.read_only) and not self.opened.faults,
            lists=len(self.position.every_plan),
            rounds=len(self.session.rounds),
            has_views=bool(self.plan.views),
            is_turnable=self.view_panel.turned != LIST,
            has_library=self.cx.has_library or bool(self.mode.leave or self.position.origin),
            is_rehearsal=self.throwaway,
            has_agenda=bool(day.items(self.session)),
            has_day=day.current(self.session) is not None,
        )

    @property
    def findable(self) -> Finding:
        return self.finding

    @property
    def handlers(self) -> tuple[object, ...]:
        panels = self.guide_panel, self.missing_panel, self.day_panel, self.read_only_panel
        views, ways = (self.view_panel, self.card_panel), (self.ways, self.rounds)
        return (*super().handlers, self.capture, *panels, *views, *ways, self.versions, self.sheet)

    @property
    def typing(self) -> Draft | None:
        if self.entry.is_open:
            return self.capture.draft
        draft = self.sheet.draft
        return draft and draft._replace(where={"step": self.step, **draft.where})

    async def press(self, key: str, character: str | None) -> None:
        self.stair_panel.leave()
        was_asked, message = self.entry.is_open, self.detail.message
        if not was_asked:
            self.detail.clear_message()
        self.is_leaving = self.is_leaving and self.means_back(key)
        await super().press(key, character)
        if was_asked and not self.entry.is_open and self.detail.message is message:
            self.detail.clear_message()
        if self.sheet.open is None:
            self.detail.show(self.sheet)

    def paste(self, text: str) -> None:
        self.stair_panel.leave()
        super().paste(text)

    def climbed(self, step: str, words: Words) -> None:
        self.day_panel.climbed(step, words)

    def leave_guide(self) -> None:
        self.guide_panel.leave()

    def leave_missing(self) -> None:
        self.missing_panel.leave()

    # -- the desk of the list --------------------------------------------------------------------------------
    def apply(self, change: Change) -> Words | None:
        try:
            self.opened.apply(change)
        except CxError as error:
            return error.words
        return None

    def tell(self, words: Words, *, is_whole: bool = False) -> None:
        self.detail.tell(words, is_whole=is_whole)
        if self.has_class("-guide-over"):  # which hides the detail
            self.keys.tell(words)

    def ask(self, question: Question) -> None:
        self.leave_guide()
        self.leave_missing()
        self.sheet.ask(question)

    def stop(self, why: Words) -> None:
        if self.pane is self.sheet:
            self.sheet.refuse_text(why)

    def open_record(self, places: list[Place], title: str) -> None:
        from cxworkshop.screens.record import RecordScreen

        self.pending_screen = RecordScreen(self, self.opened, places, title)

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        self.sheet.retranslate()
        self.draw_around()
        self._moved()

    def session_changed(self, before: Session, after: Session) -> None:
        self.position = self.position.in_session(after)
        if self.sheet.plan is not self.position.shown:  # its list does not apply any more
            self._show_plan()
            return
        self.sheet.reload(keeps_row=bool(self.opened.read_only) or self.opened.is_taking_in)
        self.draw_around()
        self._moved()

    def _show_plan(self) -> None:
        spot = self.position.spot
        self.sheet.set_plan(self.position.shown, spot.row, spot.col, spot.view)
        self.draw_around()
        self._moved()

    def draw_around(self) -> None:
        """Draws all but the list; figures and findings follow in the background."""
        self.day_panel.show()
        self.card_panel.show()
        self.view_panel.show()
        self.stair_panel.show()
        self.guide_panel.draw()
        self.draw_header()
        self.draw_tabs()
        updating: WorkType[None] = self.missing_panel.update_figures
        self.run_worker(updating, group="judge", exclusive=True)

    def draw_tabs(self) -> None:
        draw_tabs(self)

    def draw_header(self) -> None:
        """Draws the line at the top: organisation, step, whether it is saved; why not, below the list too."""
        self.detail.warn(self.cx.trouble)
        draw_header(self)

    def draw_keys(self) -> None:
        if self.is_attached:
            self.keys.show_commands(self.bar())

    def _moved(self) -> None:
        if self.is_attached:
            self.position = self.position.with_spot(Spot(self.sheet.row, self.sheet.col, self.sheet.view))
            self.view_panel.show()
            self.detail.show(self.sheet)
            self.draw_tabs()
            self.draw_keys()
            self.together.be_here()

    def others_changed(self) -> None:
        super().others_changed()
        self.together.show()

    # -- navigation ------------------------------------------------------------------------------------------
    def go(self, position: Navigation) -> None:
        """Shows another list or step, with the cursor at its last position."""
        if position.step != self.step:
            self.figure = ""
        elif self.has_class("-guide-over"):  # which hides the list
            self.guide_panel.leave()
        self.position = position.coming_from(None)
        self.missing_panel.leave()
        self._show_plan()

    def jump(self, place: Place) -> bool:
        """Goes to the list and the cell that show a place. Returns whether there is one."""
        return self.ways.jump(place)

    def do_undo(self) -> None:
        self.undoing.undo()

    def do_redo(self) -> None:
        self.undoing.redo()

    def leave_picture(self) -> None:
        self.view_panel.leave()

    async def do_back(self) -> None:
        if self.mode.leave:
            await super().do_back()
        elif not self.ways.go_back():
            # Escape also ends a cell or adding rows: one too many must not close the workshop
            self.is_leaving = await self.ways.leave(is_sure=self.is_leaving)
