"""The workshop: the staircase at the left, the present step's sheets at the right, what is missing between
them.

Steps are declarations, so going from one to another mounts nothing. This screen is the desk of its sheet:
every change goes through the open session, and what reads otherwise afterwards is drawn again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import WorkType

from cxworkshop.commands import CHANGING, Command, commands_in, key_of, keyed
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.editing.climb import difficulty_met
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import readiness, steps
from cxworkshop.method.checks.finding import Finding, said_once
from cxworkshop.method.readiness import Readiness
from cxworkshop.method.speaking import speaking_order
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen, Pane
from cxworkshop.screens.capture import CAUGHT, Catching
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans, where_shown
from cxworkshop.sheets.steps.headline import LEAD
from cxworkshop.sheets.text import display, fit, shorten
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, Entry, Header, KeyBar, Prose, spread
from cxworkshop.widgets.detail import Detail
from cxworkshop.widgets.guide import Guide
from cxworkshop.widgets.missing import Missing
from cxworkshop.widgets.sheet import Sheet
from cxworkshop.widgets.staircase import Staircase

BESIDE, ROOMY = 120, 140
"""The widths from which the guide stands beside the work, and beside the work and the staircase."""
TALL = 44
"""The height from which each stair is two lines high."""
PAUSE = 0.12
"""Seconds without a change before figures and findings are worked out."""


@dataclass
class Spot:
    """Where one was in a sheet."""

    row: int = 0
    col: int = 0
    view: View = View()


class WorkshopScreen(KeyScreen):
    """One open workshop."""

    WHERE: ClassVar = ("workshop", "everywhere")
    HELP_PLACES: ClassVar = (
        "workshop", "sheet", "narrowed", "cell", "choices", "new_row", "guide", "everywhere"
    )  # fmt: skip
    CSS_PATH = "workshop.tcss"

    def __init__(self, opened: OpenSession, *, throwaway: bool = False) -> None:
        super().__init__()
        self.opened, self.throwaway = opened, throwaway
        self.step = steps.goes_on_at(self.states)
        self.tabs: dict[str, int] = {}
        self.spots: dict[tuple[str, str], Spot] = {}
        self.readiness = Readiness()
        self.header, self.question, self.lead = (
            Header(id="header"),
            Bar(id="question", classes="-plain"),
            Prose(id="lead"),
        )
        self.tab_bar = Bar(id="tabs", classes="-plain", clicked=self._tab_clicked)
        self.stairs, self.band = Staircase(id="stairs"), Staircase(id="band", is_band=True)
        self.missing_title = Bar(id="missing-title", classes="-plain")
        self.missing = Missing(self._mend, id="missing")
        self.sheet = Sheet(self, id="sheet", moved=self._moved)
        self.detail, self.entry = Detail(id="detail"), Entry(id="entry", changed=self._state_changed)
        self.keys = KeyBar(self._run_later, id="keys")
        self.guide = Guide(id="guide", ticked=self._tick, turned=self.do_next_prompt)
        self.in_missing = self.in_guide = False
        self.figure = ""
        self.catching = Catching(self)
        self.leaving = False
        self.asked_by = ""

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
        self.set_focus(self.sheet)
        self._show_plan()
        if self.opened.draft is not None and not self.opened.read_only:
            await self._take_up(self.opened.draft)
        elif self.opened.read_only:
            self.tell(self.opened.read_only)

    def on_resize(self) -> None:
        self._place_guide()
        self.stairs.set_class(self.size.width >= ROOMY and self.size.height >= TALL, "-tall")
        self.call_after_refresh(self._draw_around)

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
    def plan(self) -> SheetPlan:
        held = plans(self.step)
        return held[self.tabs.get(self.step, 0) % len(held)]

    @property
    def states(self) -> dict[str, str]:
        return {one.step or "": one.state or "" for one in self.session.round.steps}

    @property
    def pane(self) -> Pane | None:
        if self.entry.is_asked:
            return self.entry
        if self.in_guide:
            return self.guide
        return self.missing if self.in_missing else self.sheet

    @property
    def where(self) -> tuple[str, ...]:
        if self.entry.is_asked:
            return ("cell", "everywhere")
        if self.in_guide:
            return ("guide", *self.WHERE)
        if self.in_missing:
            return self.WHERE
        if self.sheet.open is not None:
            return ("new_row" if self.sheet.open.adding else "cell", "everywhere")
        return ("sheet", *(("faults",) if self.opened.faults else ()), *self.WHERE)

    @property
    def holders(self) -> tuple[object, ...]:
        return (*super().holders, self.catching, self.sheet)

    # -- the desk of the sheet -------------------------------------------------------------------------------
    def apply(self, change: Change) -> Words | None:
        try:
            self.opened.apply(change)
        except CxError as error:
            return error.words
        self._record_changed()
        return None

    def tell(self, words: Words) -> None:
        self.detail.tell(words)

    def open_record(self, places: list[Place], title: str) -> None:
        from cxworkshop.screens.record import RecordScreen

        self.opening = RecordScreen(self, places, title)

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        self.sheet.say_anew()
        self._draw_around()
        self._moved()

    def _record_changed(self) -> None:
        self.sheet.reload()
        self._draw_around()
        self._moved()

    def _show_plan(self) -> None:
        spot = self.spots.setdefault((self.step, self.plan.id), Spot())
        self.sheet.set_plan(self.plan, spot.row, spot.col, spot.view)
        self._draw_around()
        self._moved()

    def _draw_around(self) -> None:
        sector = self.session.organisation.sector
        told = steps.names()
        for stairs in (self.stairs, self.band):
            stairs.show(told, self.step, self.states)
        self.lead.show(steps.step(self.step, sector).purpose)
        self._draw_guide()
        self.draw_header()
        self._draw_tabs()
        judging: WorkType[None] = self._judge
        self.run_worker(judging, group="judge", exclusive=True)

    async def _judge(self) -> None:
        """Figures and findings of a large session take longer than a key may: they are worked out beside the
        keys, and a newer change begins them anew."""
        await asyncio.sleep(PAUSE)
        reading = self.reading
        await asyncio.to_thread(readiness.open_shoulds, *self.judged)
        lead = LEAD.get(self.step)
        self.figure = str(await asyncio.to_thread(lead, reading)) if lead else ""
        self._draw_tabs()
        self.draw_header()
        self._draw_missing()

    def _draw_tabs(self) -> None:
        held = plans(self.step)
        self.question.show(
            [(self._asked, "strong")], [(f"  {self.figure} ", "accent")] if self._has_room else []
        )
        sought = self._sought()
        room = max(20, self.tab_bar.size.width - 4 - cell_len(sought))
        self.tab_bar.show(
            spread([_(plan.title) for plan in held], held.index(self.plan), room), [(sought, "accent")]
        )

    @property
    def _asked(self) -> str:
        return f" {steps.step(self.step, self.session.organisation.sector).question}"

    @property
    def _has_room(self) -> bool:
        """Whether the step's figure stands beside its question; else it stands in the header."""
        return cell_len(f"{self._asked}  {self.figure} ") <= self.question.size.width

    def _sought(self) -> str:
        """What rows in sight must hold, and how many do: a kept filter hides the others."""
        wanted = self.sheet.view.filter
        if not wanted or self.sheet.filtering is not None:
            return ""
        return f"  / {shorten(wanted, 16)}  {len(self.sheet.source)}/{len(self.plan.lines(self.session))} "

    def draw_header(self) -> None:
        """The line at the top: whose workshop, which step, whether it is saved."""
        session, name = self.session, steps.step(self.step, self.session.organisation.sector).name
        left = [
            self.name_piece(session.organisation.name or session.workshop.title or _("New workshop")),
            (f"  {_('round')} {session.round.number}", "muted"),
            (f"   {steps.STEPS.index(self.step)} {name}", "accent"),
        ]
        if self.throwaway and self.size.width >= 100:
            left.append((f"   {_('demo, nothing is kept')}", "muted"))
        saved = self.cx.saved_pieces(self.opened)
        if not self.cx.harness:  # a long reason must not hide whose workshop it is
            room = (
                self.size.width - min(self.size.width // 2, sum(cell_len(text) for text, _tone in left)) - 3
            )
            saved = [(fit(display(text), min(cell_len(display(text)), room)), tone) for text, tone in saved]
        whose, tone = left[0]
        over = sum(cell_len(text) for text, _tone in (*left, *saved)) + 3 - self.size.width
        left[0] = (shorten(whose, max(16, cell_len(whose) - max(0, over))), tone)
        told = [(self.figure, "accent"), ("   ", "")] if self.figure and not self._has_room else []
        if sum(cell_len(text) for text, _tone in (*left, *told, *saved)) + 3 > self.size.width:
            told = []
        self.header.show(left, [("  ", ""), *told, *saved, (" ", "")])

    def _draw_missing(self) -> None:
        musts = said_once(readiness.open_musts(*self.judged))
        shoulds = said_once((*musts, *readiness.open_shoulds(*self.judged)))[len(musts) :]
        count = len(musts) + len(shoulds)
        title = say("Missing here") if count else say("Nothing is missing here")
        self.missing_title.show(
            [(f" {title}", "strong"), (f"  {count}", "muted")] if count else [(f" ✓ {title}", "good")]
        )
        self.band.tell(f"{key_of('missing')} {title}  {count}" if count else "")
        self.missing.show_findings(musts, shoulds)

    def _moved(self) -> None:
        if not self.is_attached:
            return
        self.spots[(self.step, self.plan.id)] = Spot(self.sheet.row, self.sheet.col, self.sheet.view)
        self.detail.show(self.sheet)
        self._draw_tabs()
        self._state_changed()

    def _state_changed(self) -> None:
        if not self.is_attached:
            return
        if self.entry.is_asked or self.sheet.filtering is not None or self.sheet.ask is not None:
            shown = [c for c in commands_in("cell") if c.id in ("keep", "give_up")]
        elif self.in_guide:
            shown = [
                c
                for c in commands_in(*self.where)
                if c.where == "guide" or c.id in ("next_prompt", "guide", "back", "help")
            ]
        elif self.in_missing:
            shown = [c for c in commands_in("faults", "everywhere") if c.id in ("go_there", "back", "help")]
        elif self.sheet.open is not None:
            shown = self.sheet.open.told[1]
        else:
            shown = [c for c in commands_in(*self.where) if self._is_useful(c)]
        self.keys.show_commands(shown)

    def refuses(self, id: str) -> Words:
        return self.opened.read_only if id in CHANGING and self.sheet.filtering is None else ""

    def _is_useful(self, command: Command) -> bool:
        plan = self.plan
        if self.refuses(command.id):
            return False
        if command.id == "edit":
            return len(self.sheet.source) > 0 and any(isinstance(column.of, str) for column in plan.columns)
        if command.id in ("add", "remove"):
            return bool(plan.table) and (command.id == "add" or len(self.sheet.source) > 0)
        if command.id in ("filter", "sort", "open_record"):
            return not plan.is_form and len(self.sheet.source) > 0
        if command.id == "back":
            return self.cx.has_library
        if self.opened.faults and command.id in (
            "act",
            "go_there",
        ):  # ! says what is wrong; nothing can be captured here
            return False
        return command.id != "toggle" and (command.id != "next_sheet" or len(plans(self.step)) > 1)

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

    async def run(self, id: str, key: str = "") -> None:
        if why := self.refuses(id):
            self.tell(why)
        else:
            self.asked_by = id
            await super().run(id, key)

    def _run_later(self, id: str) -> None:
        self.app.call_later(self.run, id)

    # -- going about -----------------------------------------------------------------------------------------
    def do_step(self, key: str) -> None:
        """Goes to a step by its number."""
        self.go_to(steps.STEPS[int(key)])

    def do_previous_step(self) -> None:
        self.go_to(steps.STEPS[max(0, steps.STEPS.index(self.step) - 1)])

    def do_next_step(self) -> None:
        self.go_to(steps.STEPS[min(len(steps.STEPS) - 1, steps.STEPS.index(self.step) + 1)])

    def go_to(self, step: str) -> None:
        """Another step, where one was in it."""
        self.step, self.figure = step, ""
        self._leave_missing()
        self._show_plan()

    def do_next_sheet(self) -> None:
        self._turn(1)

    def do_previous_sheet(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.tabs[self.step] = (self.tabs.get(self.step, 0) + by) % len(plans(self.step))
        self._leave_missing()
        self._show_plan()

    def _tab_clicked(self, piece: int) -> None:
        title = self.tab_bar.left[piece][0].strip()
        found = next((i for i, plan in enumerate(plans(self.step)) if _(plan.title) == title), None)
        if found is not None:
            self.tabs[self.step] = found
            self._show_plan()

    # -- the guide -------------------------------------------------------------------------------------------
    def _draw_guide(self) -> None:
        if self.guide.is_shown:
            met = {
                one.failure
                for one in self.session.round.failures_met
                if one.step == self.step and one.failure
            }
            self.guide.tell(
                steps.step(self.step, self.session.organisation.sector), speaking_order(self.session), met
            )

    def _place_guide(self) -> None:
        """Beside the work where there is room, else over it; there it has the keys."""
        over = self.guide.is_shown and self.size.width < BESIDE
        self.set_class(over, "-guide-over")
        self.set_class(self.guide.is_shown and self.size.width < ROOMY, "-guide-first")
        self.in_guide = self.in_guide or over

    def do_guide(self) -> None:
        """Shows or hides the guide."""
        self.in_guide = False
        self.guide.set_class(not self.guide.is_shown, "-shown")
        self.guide.picked = -1
        self._place_guide()
        self._draw_guide()
        self._state_changed()
        self.call_after_refresh(self._draw_tabs)
        self.call_after_refresh(self.draw_header)

    def do_next_prompt(self) -> None:
        """The next thing to ask the room."""
        if self.guide.is_shown:
            self.guide.next_prompt()
        else:
            self.do_guide()

    def do_difficulty(self) -> None:
        """Gives the keys to the signs that it goes wrong."""
        if not self.guide.is_shown:
            self.do_guide()
        self.in_guide = True
        self.guide.pick(max(0, self.guide.picked))
        self.call_after_refresh(lambda: self.guide.pick(self.guide.picked))
        self._state_changed()

    def do_tick(self) -> None:
        """Ticks the difficulty under the cursor."""
        self._tick(self.guide.picked)

    def _tick(self, sign: int) -> None:
        if (
            sign >= 0
            and (fault := self.apply(difficulty_met(self.session, self.step, sign + 1, self.cx.today())))
            is not None
        ):
            self.tell(fault)

    def _leave_guide(self) -> None:
        """Back to the list; beside it the guide stays."""
        self.in_guide = False
        self.guide.pick(-1)
        if self.has_class("-guide-over"):
            self.do_guide()
        self._state_changed()

    # -- missing here ----------------------------------------------------------------------------------------
    def do_missing(self) -> None:
        """Gives the keys to the list of what is missing."""
        self._draw_missing()
        if not self.missing.findings:
            self.tell(keyed("Nothing is missing here. {climb} climbs."))
            return
        self.in_missing = True
        self.missing.row = 0
        self.set_class(True, "-missing")
        self.set_focus(self.missing)
        self._state_changed()
        self.call_after_refresh(self._draw_missing)

    def _leave_missing(self) -> None:
        self.in_missing = False
        self.set_class(False, "-missing")
        self.set_focus(self.sheet)
        self.call_after_refresh(self._draw_tabs)  # what changed meanwhile found them hidden

    def _mend(self, finding: Finding) -> None:
        """From a missing check to the cell that mends it."""
        self._leave_missing()
        if not any(self.jump(place) for place in finding.places):
            self.opening = self._asked_blind(finding.places)
        self._moved()
        self.tell(steps.gate(finding.check, self.session.organisation.sector).text)

    def _asked_blind(self, places: tuple[Place, ...]) -> KeyScreen | None:
        """What is asked blindly stands in no sheet: its slips are opened."""
        from cxworkshop.screens.ballot import ballot_screen
        from cxworkshop.sheets.slips import BLIND

        table = places[0].table if places else ""
        return ballot_screen(self.opened, self, BLIND[table]) if table in BLIND else None

    def jump(self, place: Place) -> bool:
        """Goes to the sheet and the cell that show a place; a place without a row is its sheet."""
        found = where_shown(place, self.reading, self.step)
        if found is not None:
            self.step, self.tabs[found[0]] = found
            self.spots.pop((self.step, self.plan.id), None)
            self._show_plan()
            if place.id:
                self.sheet.find(place)
        return found is not None

    # -- what was being typed --------------------------------------------------------------------------------
    @property
    def typing(self) -> Draft | None:
        if self.entry.is_asked:
            text = self.entry.line_typed.text
            return Draft(text, {"step": self.step, "command": self.asked_by}) if text else None
        draft = self.sheet.typing
        return draft and draft._replace(where={"step": self.step, **draft.where})

    async def _take_up(self, draft: Draft) -> None:
        """Opens again what was being typed when the program ended, with the text in it; on the parking lot
        what has no place any more."""
        where = {name: value for name, value in draft.where.items() if isinstance(value, str)}
        if where.get("step") in steps.STEPS:
            self.go_to(where["step"])
        if where.get("command") in CAUGHT:
            await self.run(where["command"])
        elif "id" in where:
            place = Place(where.get("table", ""), where["id"], where.get("field", ""))
            if self.jump(place) and self.sheet.place is not None and self.sheet.place[:3] == place[:3]:
                self.sheet.do_edit()
        elif found := [i for i, plan in enumerate(plans(self.step)) if plan.id == where.get("sheet")]:
            self.tabs[self.step] = found[0]
            self._show_plan()
            self.sheet.do_add()
        self.sheet.resume(draft.text)
        if not self.entry.is_asked and self.sheet.open is None:
            await self.run("park")
        if self.entry.is_asked:
            self.entry.resume(draft.text)
        self._state_changed()
        self.tell(say("This was being typed when the program ended. Enter keeps it, Escape gives it up."))

    # -- taking back and handing out -------------------------------------------------------------------------
    def do_undo(self) -> None:
        self._took_back(
            self.opened.undo(), lambda what: say("Undone: {what}", what=what), say("Nothing to undo.")
        )

    def do_redo(self) -> None:
        self._took_back(
            self.opened.redo(), lambda what: say("Redone: {what}", what=what), say("Nothing to redo.")
        )

    def _took_back(self, what: Words | None, done: Callable[[Words], Words], nothing: Words) -> None:
        if what is not None:
            before = self.sheet.grid
            self._record_changed()
            self.sheet.go_to_change(before)
        self.tell(nothing if what is None else done(what))

    async def do_ballot(self) -> None:
        """The blind ballot as far as it is: the slips to key in, or what they say."""
        from cxworkshop.screens.ballot import ballot_screen

        await self.app.push_screen(
            ballot_screen(self.opened, self, "confidence_scores" if self.step == "closing" else "")
        )

    async def do_faults(self) -> None:
        """Everything that is wrong in the file."""
        from cxworkshop.screens.faults import FaultsScreen
        from cxworkshop.storage.file.copies import copies

        restoring = f"cxworkshop restore {self.opened.path.stem}" if copies(self.opened.path) else ""
        await self.app.push_screen(FaultsScreen(self.opened.faults, self.jump, restoring))

    async def do_documents(self) -> None:
        from cxworkshop.screens.documents import DocumentsScreen

        await self.app.push_screen(DocumentsScreen(self.opened))

    async def do_back(self) -> None:
        if self.in_guide:
            self._leave_guide()
        elif self.in_missing:
            self._leave_missing()
            self._moved()
        elif not self.cx.has_library:
            return
        elif (
            not self.leaving
        ):  # esc also ends a cell or a list of new rows: one too many must not close the workshop
            self.leaving = True
            self.tell(keyed("{back} once more: back to the library. Everything is saved."))
        else:
            try:
                await self.cx.leave_workshop(self.opened)
            except (CxError, OSError) as error:
                self.tell(str(error))
