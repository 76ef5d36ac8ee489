"""The screen that starts a new workshop: a form, the participants, touchpoints to tick. Writes the file
when it is started."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import Situation, command_for, keyed
from cxworkshop.editing.changes import Change
from cxworkshop.editing.history import History
from cxworkshop.editing.starting import blank_session, started
from cxworkshop.editing.unstarted import Unstarted
from cxworkshop.errors import CxError, FileTrouble, NotSaved
from cxworkshop.language import N_, Words, _, language, say, speaking
from cxworkshop.method import content
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import CHANNELS
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.asking import answer_of
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import NEW, sheet_mode, situation_of
from cxworkshop.settings import settings
from cxworkshop.settings.entries import NEW as NEW_ENTRIES
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.plan import form
from cxworkshop.sheets.steps.landing import PEOPLE
from cxworkshop.sheets.text import shorten
from cxworkshop.storage.file.folder import slug
from cxworkshop.widgets.bars import Bar, Header, KeyBar, Prose, tab_pieces
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.sheet import Sheet

FORM = form(
    "new",
    N_("Workshop"),
    "organisation.name", "workshop.title", "organisation.sector", "workshop.language", "rounds.agenda",
    "rounds.started_on",
    "rounds.label", "workshop.facilitator",
)  # fmt: skip
SHEETS = (FORM, PEOPLE)
STARTERS = len(SHEETS)
"""The index of the list after the sheets."""
TITLES = (*(plan.title for plan in SHEETS), N_("Starter touchpoints"))
HINTS = (
    N_("Whose customers’ experience is this about? Type, Tab, type; {start} starts."),
    N_("Who is in the room? Type or paste lines: Name, role. Enter opens the next row."),
    N_("What do your customers meet? {tick} ticks; {start} starts with what is ticked."),
)
COLUMNS = (
    Column("", width=2, importance=10),
    Column("", N_("Touchpoint"), width=36, weight=2, importance=10),
    Column("", N_("Stage"), width=20, weight=1, importance=8),
    Column("", N_("Channel"), width=24, importance=5),
)


class NewScreen(KeyScreen):
    """Edits a session in memory; starting writes it to the disk."""

    MODES: ClassVar = NEW
    CSS_PATH = "new.tcss"

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.initial_title = title
        self.tab = 0
        self.ticked: set[str] = set()
        self.starter_keys: list[str] = []
        self.is_leaving = False
        self.header, self.hint = Header(id="header"), Prose(id="hint")
        self.tab_bar = Bar(id="tabs", classes="-plain", clicked=self._tab_clicked)
        self.sheet = Sheet(self, id="form", moved=self._moved)
        self.starters = ListBox(id="starters", chosen=lambda _row: self.do_tick())
        self.detail, self.keys = Detail(), KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.tab_bar
        yield self.hint
        yield self.sheet
        yield self.starters
        yield self.detail
        yield self.keys

    def on_mount(self) -> None:
        begun = {NEW_ENTRIES[name]: value for name, value in settings().new.items()}
        self.blank = blank_session(language(), self.cx.today(), self.initial_title, begun)
        self.unstarted = Unstarted(self.cx.library.folder, self.cx.report_saved)
        is_resumed = self.unstarted.session is not None and not self.initial_title
        self.history = History((is_resumed and self.unstarted.session) or self.blank)
        self.ticked = set(self.unstarted.ticked) if is_resumed else self.ticked
        self.listen_to(self.history)
        self._show_list(0)
        if self.session is not self.blank:
            self.tell(keyed("This was filled in when the program ended. {back} twice gives it up."))

        if self.cx.library.is_shared:
            self.run_worker(self._warn_in_time())

    async def _warn_in_time(self) -> None:
        """Says before the form is filled in that nothing can come of it."""
        try:
            await answer_of(self.cx.library.check_new)
        except NotSaved as error:
            self.tell(error.words)
        except CxError:  # out of reach, which the start will say
            pass

    def save_draft(self) -> None:
        is_blank = self.session == self.blank and not self.ticked
        self.unstarted.put(None if is_blank else self.session, self.ticked)

    def on_unmount(self) -> None:
        with suppress(FileTrouble):
            self.unstarted.close()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_tabs)

    @property
    def reading(self) -> Reading:
        return Reading(self.session, self.cx.today())

    @property
    def live(self) -> Collection[str]:
        if self.tab == STARTERS:
            return ("starters",)
        return (sheet_mode(self.sheet), "form" if self.sheet.plan.is_form else "")

    @property
    def situation(self) -> Situation:
        can_undo = self.tab != STARTERS and self.session != self.blank
        return replace(situation_of(self.sheet), can_undo=can_undo)

    @property
    def session(self) -> Session:
        return self.history.session

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        folder = shorten(self.cx.library.name, max(20, self.size.width // 2))
        self.header.show([(f" {say('New workshop')}", "strong")], [(f"{folder} ", "muted")])
        if self.tab == STARTERS:
            self._draw_starters()
        else:
            self.sheet.retranslate()
        self._moved()

    def _draw_tabs(self) -> None:
        self.tab_bar.show(tab_pieces(self._titles(), self.tab, self.tab_bar.size.width))

    def _titles(self) -> list[str]:
        """The titles of the lists, with their counts."""
        offered = content.starter_touchpoints(self.session.organisation.sector) if self.ticked else ()
        counts = (0, len(self.session.people), sum(starter.key in self.ticked for starter in offered))
        return [f"{_(title)} {n}" if n else _(title) for title, n in zip(TITLES, counts, strict=True)]

    def _draw_starters(self) -> None:
        """Draws the starter touchpoints, in the language of the workshop."""
        sector = self.session.organisation.sector
        with speaking(self.session.workshop.language or language(), sector):
            stages = {stage.id: str(stage.label) for stage in content.starter_stages(sector)}
            rows = [
                (s.key, str(s.name), stages[s.stage], _(dict(CHANNELS)[s.channel]))
                for s in content.starter_touchpoints(sector)
            ]
        self.starter_keys = [key for key, *_cells in rows]
        cells = [
            (
                Cell("✓", "good") if key in self.ticked else Cell("·", "muted"),
                Cell(name),
                Cell(stage, "muted"),
                Cell(channel, "muted"),
            )
            for key, name, stage, channel in rows
        ]
        self.starters.show(Listing(COLUMNS, tuple(cells)))

    def _moved(self) -> None:
        if not self.is_attached:
            return
        self.hint.show(keyed(HINTS[self.tab]))
        if self.tab != STARTERS:
            self.detail.show(self.sheet)
        self._draw_tabs()
        self.keys.show_commands(self.bar())

    # -- from list to list -----------------------------------------------------------------------------------
    def _show_list(self, tab: int) -> None:
        """Shows a list. An empty one opens its first row, the form its first field."""
        self.tab = tab % len(TITLES)
        self.sheet.display, self.detail.display = self.tab != STARTERS, self.tab != STARTERS
        self.starters.display = self.tab == STARTERS
        self.set_focus(self.starters if self.tab == STARTERS else self.sheet)
        if self.tab != STARTERS:
            self.sheet.set_plan(SHEETS[self.tab])
        self.draw()
        if self.tab == 0 or (self.tab != STARTERS and not len(self.sheet.source)):
            self.sheet.do_edit()

    def do_next_sheet(self) -> None:
        self._show_list(self.tab + 1)

    def do_previous_sheet(self) -> None:
        self._show_list(self.tab - 1)

    def _tab_clicked(self, piece: int) -> None:
        title = self.tab_bar.left[piece][0].strip()
        titles = self._titles()
        if title in titles and self._close_cell():
            self._show_list(titles.index(title))

    def do_tick(self) -> None:
        """Ticks the touchpoint under the cursor, or clears its tick."""
        key = self.starter_keys[self.starters.row]
        self.ticked ^= {key}
        self._draw_starters()
        self._moved()

    # -- the desk of the sheet -------------------------------------------------------------------------------
    def apply(self, change: Change) -> Words | None:
        try:
            self.history.apply(change)
        except CxError as error:
            return error.words
        return None

    def session_changed(self, before: Session, after: Session) -> None:
        if self.tab != STARTERS:
            self.sheet.reload()
        self._moved()

    def tell(self, words: Words) -> None:
        """Shows a message until the next key: in place of the hint where the detail is hidden."""
        if self.tab == STARTERS:
            self.hint.show(words)
        else:
            self.detail.tell(words)

    def stop(self, why: Words) -> None:
        if self.pane is self.sheet:
            self.sheet.refuse_text(why)

    def open_record(self, places: list[Place], title: str) -> None:
        from cxworkshop.screens.record import RecordScreen

        self.pending_screen = (
            None if self.sheet.plan.is_form else RecordScreen(self, self.history, places, title)
        )

    def do_undo(self) -> None:
        if self.tab == STARTERS:  # ticks are no changes, and no change is made or taken back unseen
            self.tell(say("Ticking again takes a tick back. Other changes are undone in their own list."))
            return
        what = self.history.undo()
        self.tell(say("Undone: {what}", what=what) if what else say("Nothing to undo."))

    def do_redo(self) -> None:
        if self.tab == STARTERS:
            self.do_undo()
            return
        what = self.history.redo()
        self.tell(say("Redone: {what}", what=what) if what else say("Nothing to redo."))

    # -- keys ------------------------------------------------------------------------------------------------
    async def press(self, key: str, character: str | None) -> None:
        self.detail.clear_message()
        self._moved()
        self.is_leaving = self.is_leaving and self.means_back(key)
        command = command_for(key, "new")
        if command is not None and command.id == "start":
            # also from an open cell, which takes all other keys
            await self.do_start()
            return
        typing = self.sheet.open is not None
        await super().press(key, character)
        open = self.sheet.open
        if key == "tab" and typing and (open is None or open.is_kept_open):  # it was the last cell
            self.detail.clear_message()
            self.do_next_sheet()

    def paste(self, text: str) -> None:
        if self.tab == STARTERS:
            self.tell(say("Nothing was pasted: your own touchpoints are added in 1 Define."))
        else:
            super().paste(text)

    def _close_cell(self) -> bool:
        """Keeps the open cell; returns False when that fails."""
        open = self.sheet.open
        if open is not None:
            self.sheet.take_key("enter", None)
            if open.is_adding and self.sheet.open not in (None, open):  # Enter has opened another new row
                self.sheet.take_key("escape", None)
        return self.sheet.open is None

    async def do_start(self) -> None:
        """Keeps the open cell, writes the workshop and goes to its landing."""
        if not self._close_cell():
            return
        named = self.session.organisation.name or self.session.workshop.title
        if not named:
            self._show_list(0)
            self.tell(say("Give the organisation or the workshop a name first; the file is called by it."))
            return
        try:
            session = started(self.session, self.ticked)
            path = await answer_of(partial(self.cx.library.create, slug(named), session))
            self.unstarted.put(None)
            await self.app.pop_screen()
            await self.cx.open_workshop(path)
        except (CxError, OSError) as error:
            self.tell(str(error))

    async def do_back(self) -> None:
        """Leaves the form; what was filled in is given up at the second time only."""
        if self.is_leaving or (self.session == self.blank and not self.ticked):
            self.unstarted.put(None)
            await self.app.pop_screen()
        else:
            self.is_leaving = True
            self.tell(
                keyed(
                    "Nothing is written yet: {back} once more leaves the form, {start} starts the workshop."
                )
            )
