"""A file of survey answers on its way into the workshop: what it is taken for, what is open, what will be
recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.worker import WorkType

from cxworkshop.commands import Situation, is_always, keyed
from cxworkshop.editing.survey_words import nothing_new
from cxworkshop.editing.surveys import apply_survey
from cxworkshop.errors import CxError
from cxworkshop.importing.survey.bad_lines import LISTED, bad_lines
from cxworkshop.importing.survey.preview import Preview, sheets_of
from cxworkshop.importing.survey.remembered import Begun, begun_as_before
from cxworkshop.importing.survey.shapes import BadLine
from cxworkshop.importing.survey.tally import Cancelled, tally
from cxworkshop.language import Words, _, plural, say, whole
from cxworkshop.model.place import Place
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import SURVEY
from cxworkshop.screens.page import Page as Written
from cxworkshop.screens.page import PageScreen
from cxworkshop.screens.survey_reading import Reading
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import Cell, Listing
from cxworkshop.sheets.rows import HeadedRows
from cxworkshop.sheets.survey_page import COLUMNS, Page, page_of
from cxworkshop.sheets.survey_points import (
    PageRow,
    Point,
    bad_line_text,
    named_touchpoint,
    options_text,
    typed_period,
)
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox


class SurveyScreen(KeyScreen):
    """Reads the file in a thread, then shows what it is taken for; Enter records it when nothing is open.
    What is said of it and not recorded is kept in `begun`; `tell_below` says on the screen below what became
    of it."""

    MODES: ClassVar = SURVEY
    CSS_PATH = "whole_list.tcss"

    def __init__(
        self, workshop: Workshop, path: Path, begun: Begun, tell_below: Callable[[Words], object]
    ) -> None:
        super().__init__()
        self.workshop, self.path, self.begun, self.tell_below = workshop, path, begun, tell_below
        self.is_said = False
        """Whether anything was said otherwise."""
        self.preview: Preview | None = None
        self.page = Page((), None)
        self.sheets: tuple[str, ...] = ()
        self.reading = Reading(self._draw_bar)
        self.heading = Bar(classes="-plain")
        self.about, self.options = Prose(id="survey-about"), Prose(id="survey-options")
        self.rows = ListBox(HeadedRows(heading_height=0), moved=self._moved)
        self.rows.always_shows_cursor = True
        self.entry, self.keys = Entry(changed=self._moved), KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id="whole-list"):
            yield self.heading
            yield self.about
            yield self.options
            yield self.rows
            yield self.entry
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self._work(self._look_and_count)

    @property
    def live(self) -> tuple[str, ...]:
        return ("reading" if self.reading.goes_on else "", "entry" if self.entry.is_open else "")

    @property
    def situation(self) -> Situation:
        return Situation(
            questions=self.page.open, can_record=bool(self.page.survey) and not self.page.why_not
        )

    def on_unmount(self) -> None:
        self.reading.is_stopped = True  # no thread goes on for a screen that is gone
        super().on_unmount()

    async def press(self, key: str, character: str | None) -> None:
        """A key typed ahead meets the page of a file that is soon read; Escape never waits."""
        if self.reading.goes_on and key != "escape" and not is_always(key):
            await self.reading.soon()
        if self.is_current:
            await super().press(key, character)

    # -- reading ---------------------------------------------------------------------------------------------
    def _work(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Reads while the keys go on, with a bar."""
        self.reading.begin(self)

        async def to_its_end() -> None:
            await self._to_its_end(work)

        working: WorkType[None] = to_its_end
        self.run_worker(working, group="reading", exclusive=True)
        self.draw()

    async def _to_its_end(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        fault: Words = ""
        try:
            await work()
        except Cancelled:
            fault = say("Stopped. Nothing was recorded.")
        except CxError as error:
            fault = error.words
        except OSError as error:
            fault = say("{file}: {why}", file=self.path.name, why=error.strerror or type(error).__name__)
        finally:
            self.reading.end()
        if self.preview is None:
            self.app.call_later(self._give_up, fault)  # this worker ends with the screen
            return
        self._show_page()
        if fault:
            self.refuse(fault)
        self.reading.is_shown()

    async def _give_up(self, fault: Words) -> None:
        """Back to the name of the file, with why it cannot be read."""
        await self.app.pop_screen()
        self.tell_below(fault)
        self.reading.is_shown()

    async def _look_and_count(self) -> None:
        preview, session = self.preview, self.workshop.session
        if preview is None:
            preview = self.begun.preview(self.path, session)
        if preview is None:
            preview = await asyncio.to_thread(begun_as_before, self.path, session)
        self.sheets = await asyncio.to_thread(sheets_of, preview.look)
        if preview.roles.answers and preview.tally is None:
            counted = await asyncio.to_thread(tally, preview.look, preview.roles, self.reading.going)
            preview = preview._replace(tally=counted)
        self.preview = preview

    def stop_reading(self) -> None:
        self.reading.is_stopped = True

    def _draw_bar(self) -> None:
        self.options.show("")
        self.about.show(self.reading.bar)

    # -- what it is taken for --------------------------------------------------------------------------------
    def _show_page(self) -> None:
        """Shows the page anew: the cursor on what is open, else where it was."""
        assert self.preview is not None
        before = self._row_now
        self.page = page_of(self.preview, self.workshop.session, self.workshop.cx.today(), self.sheets)
        names = [row.cells[0].text for row in self.page.rows]
        first = next((i for i, row in enumerate(self.page.rows) if not row.is_heading), 0)
        where = names.index(before.cells[0].text) if before and before.cells[0].text in names else first
        was_open = before is None or before.point is None or before.point.now is None
        self.rows.row = (self._first_open if was_open else None) or where
        self._draw_page()
        self._moved()

    @property
    def _first_open(self) -> int | None:
        return next((i for i, row in enumerate(self.page.rows) if row.is_open), None)

    @property
    def _row_now(self) -> PageRow | None:
        """The row of the page under the cursor."""
        rows = self.page.rows
        return rows[self.rows.row] if self.rows.row < len(rows) else None

    @property
    def _point(self) -> Point | None:
        row = self._row_now
        return row.point if row is not None else None

    def _say(self, point: Point, value: str) -> None:
        try:
            self.preview = point.said(value)
        except CxError as error:
            self.refuse(error.words)
            return
        self.is_said = True
        if self.preview.tally is None and self.preview.roles.answers:
            self._work(self._look_and_count)
        else:
            self._show_page()

    def do_say_option(self, key: str) -> None:
        """Says the option of that key."""
        point = self._point
        if point is None or (option := point.option_of(key)) is None:
            self.refuse(say("There is no option {key} here.", key=key))
        else:
            self._say(point, option)

    def do_next_option(self) -> None:
        """Says the option after the one in force."""
        point = self._point
        if point is None or not point.options:
            self.refuse(say("Nothing can be said otherwise here."))
        else:
            self._say(point, point.next_option)

    async def do_take_or_record(self) -> None:
        """Answers what is open as it is proposed; records the figures where nothing is open."""
        if self.page.open:
            self._take_proposed()
        else:
            await self._record()

    def _take_proposed(self) -> None:
        """Answers what is open under the cursor as it is proposed; elsewhere goes to what is open."""
        point = self._point
        if point is None or point.now is not None:
            self.rows.go(self._first_open or 0, 0)
        elif point.proposed is not None:
            self._say(point, point.proposed)
        elif not point.options:
            self.do_say_touchpoint()
        else:
            self.refuse(say("Nothing is proposed here: say one by its digit."))

    def do_say_touchpoint(self) -> None:
        """Asks which touchpoint of the workshop it is; of answers without a day, from when to when."""
        point, session, today = self._point, self.workshop.session, self.workshop.cx.today()
        if point is not None and point.touchpoint:
            named = point.touchpoint
            self._ask(point, say("Touchpoint"), lambda text: named_touchpoint(session, text), named)
        elif point is not None and not point.options:
            self._ask(point, say("From when to when"), lambda text: typed_period(text, today), "")
        else:
            self.refuse(say("This is said by its options."))

    def _ask(self, point: Point, label: Words, value_of: Callable[[str], str], text: str) -> None:
        def keep(typed: str) -> Words | None:
            try:
                value = value_of(typed)
            except CxError as error:
                return error.words
            self._say(point, value)
            return None

        self.entry.ask(label, keep, say("1 Jan 2026 .. 30 Jun 2026"), text, is_selected=True)

    # -- what is not counted ---------------------------------------------------------------------------------
    def do_not_counted(self) -> None:
        """Lists the rows that are not counted, each with its line and why."""
        if self.page.survey is None or not self.page.survey.rejects:
            self.refuse(say("Everything is counted."))
        else:
            self._work(self._find_bad_lines)

    async def _find_bad_lines(self) -> None:
        preview, session = self.preview, self.workshop.session
        understood = preview.understood(session, self.workshop.cx.today()) if preview else None
        if preview is None or understood is None:
            return
        sources = [(preview.look, preview.roles)]
        lines = await asyncio.to_thread(bad_lines, sources, understood, LISTED, self.reading.going)
        await self.app.push_screen(PageScreen(lambda page: self._write_bad_lines(page, lines)))

    def _write_bad_lines(self, page: Written, lines: tuple[BadLine, ...]) -> None:
        page.heading(say("Not counted in {file}", file=self.path.name))
        if len(lines) >= LISTED:
            page.text(say("The first {n} of them.", n=LISTED))
        page.gap()
        for line in lines:
            page.listed("✗", bad_line_text(line))

    # -- leaving and recording -------------------------------------------------------------------------------
    async def do_back(self) -> None:
        """Leaves the file; what was said of it is there when it is read again."""
        is_left = not self.mode.leave
        await super().do_back()
        if is_left and self.preview is not None:
            self.begun.leave(self.preview)
            if self.is_said:
                self.tell_below(keyed("What was said of it is kept: {read_file} goes on."))

    async def _record(self) -> None:
        """Records it as one step, and shows its figures."""
        survey, preview, workshop = self.page.survey, self.preview, self.workshop
        if survey is None or preview is None or self.page.why_not:
            self.refuse(self.page.why_not or say("Say first which column holds the answers."))
            return
        before = workshop.session
        change = apply_survey(survey, workshop.cx.today(), preview.kept)
        if (fault := workshop.apply(change)) is not None:
            self.refuse(fault)
            return
        self.begun.leave(None)
        await self.app.pop_screen()
        await self.app.pop_screen()
        imported = [row for row in workshop.session.round.observations if row.imported is not None]
        if imported:
            workshop.jump(Place("observations", imported[-1].id, "measure"))
        if workshop.session is before:
            workshop.tell(nothing_new(survey))
        else:
            workshop.tell(keyed("{what}. {undo} takes it back.", what=change.name(before)))

    # -- what is shown ---------------------------------------------------------------------------------------
    def draw(self) -> None:
        if self.reading.goes_on:
            self.heading.show([(f" {say('Reading {file}', file=self.path.name)}", "accent")])
            self._draw_bar()
            self._moved()
        elif self.preview is not None:
            self._show_page()  # in the language in force

    def _draw_page(self) -> None:
        page = self.page
        state: Words
        if page.survey is None:
            state, tone = say("no column of answers is known"), "contested"
        elif page.open:
            state, tone = plural("{n} thing is open", "{n} things are open", page.open), "contested"
        else:
            state, tone = page.why_not or say("nothing is open"), "bad" if page.why_not else "good"
        rejected = sum(page.survey.rejects.values()) if page.survey else 0
        not_counted = f"{_('Not counted')}: {whole(rejected)} " if rejected else ""
        self.heading.show([(f" {self.path.name}", "accent"), (f"   {state}", tone)], [(not_counted, "muted")])
        self.rows.stops = [i for i, row in enumerate(page.rows) if not row.is_heading]
        filled = ((*row.cells, *[Cell()] * len(COLUMNS))[: len(COLUMNS)] for row in page.rows)
        self.rows.show(Listing(COLUMNS, tuple(filled)))

    def _moved(self) -> None:
        if self.is_attached:
            self.keys.show_commands(self.bar())
            if not self.reading.goes_on:
                row, point = self._row_now, self._point
                self.about.show(row.told if row is not None else "")
                self.options.show(options_text(point) if point is not None else "")
