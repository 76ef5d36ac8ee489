"""What the next round begins with, on a page that the room reads; Enter closes the round and begins it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import keyed
from cxworkshop.editing import revisiting
from cxworkshop.editing.climb import overridden
from cxworkshop.language import Words, _, say, say_n
from cxworkshop.method import day
from cxworkshop.method.checks.finding import without_repeats
from cxworkshop.method.privacy import holds_names
from cxworkshop.method.readiness import why_no_reason
from cxworkshop.method.revisit import (
    Carried,
    carried,
    missing_at_the_end,
    next_round,
    told_at_the_end,
    why_not_closed,
)
from cxworkshop.method.revisit.carrying import AGENDA
from cxworkshop.model.session import Session
from cxworkshop.screens.modes import ENTRY, Mode
from cxworkshop.screens.page import Page, PageScreen
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.widgets.entry import Entry

FIRST_STEP = "define"
"""The step that the next round opens on."""


class NextRoundScreen(PageScreen):
    """A page on top of the workshop, whose round it closes."""

    CSS_PATH = "page.tcss"
    MODES: ClassVar = (
        ENTRY,
        Mode(
            "next_round", "pages", ("next_round", "everywhere"), ("begin_round", "begin_day", "help", "back")
        ),
    )

    def __init__(self, workshop: Workshop, asked_why: set[int]) -> None:
        """`asked_why`: the rounds for which a reason for closing was asked, also by an earlier page."""
        self.workshop, self.asked_why = workshop, asked_why
        super().__init__(lambda page: write_ending(workshop.session, workshop.cx.today(), page))
        self.entry = Entry(changed=self._draw_keys)

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.pages
            yield self.entry
            yield self.keys

    @property
    def live(self) -> tuple[str, ...]:
        return ("entry",) if self.entry.is_open else ()

    def _draw_keys(self) -> None:
        if self.is_attached:
            self.keys.show_commands(self.bar())

    def do_begin_round(self) -> None:
        """Begins the next round; asks for a reason first when a must is open."""
        workshop = self.workshop
        session, today = workshop.session, workshop.cx.today()
        if why := why_not_closed(session, today):
            self.tell(why)
        elif missing := without_repeats(missing_at_the_end(session, today)):
            self.asked_why.add(session.round.number)
            words = say_n("{n} must is open. Why close?", "{n} musts are open. Why close?", len(missing))
            self.entry.ask(words, self._begin_because, say("printed in the plan"))
        elif session.round.number in self.asked_why:
            self.asked_why.clear()
            self.entry.ask_no_reason(lambda: self._begin(""))
        else:
            self._begin("")

    def _begin_because(self, reason: str) -> Words | None:
        if fault := why_no_reason(reason):
            return fault
        self._begin(reason)
        return None

    def _begin(self, reason: str) -> None:
        workshop = self.workshop
        session, now = workshop.session, workshop.cx.now()
        why = overridden(session, missing_at_the_end(session, now.date()), reason, now)
        change = revisiting.next_round(session, now.date(), why)

        async def go() -> None:
            await self.app.pop_screen()
            if (fault := workshop.apply(change)) is not None:
                workshop.tell(fault)
                return
            workshop.go(workshop.position.to_step(FIRST_STEP).to_list(0))
            n = session.round.number
            done = say("Round {n} is closed. Round {next} has begun.", n=n, next=n + 1)
            more = (
                keyed("{next_round} shows what it began with.")
                if change.barrier
                else keyed("{next_round} shows what it began with; {undo} takes it back.")
            )
            workshop.tell(f"{done} {more}")

        self.pending_work = go

    async def do_begin_day(self) -> None:
        """Gives the round the day on which the team comes back."""
        workshop = self.workshop
        session = workshop.session
        if session.round.agenda == AGENDA and day.runs_on(session, workshop.cx.today()):
            self.tell(say("That day has begun already."))
            return
        await self.app.pop_screen()
        fault = workshop.apply(revisiting.begin_day())
        workshop.tell(
            fault or keyed("The day is laid out: {next_activity} begins it. {undo} takes that back.")
        )


def write_ending(session: Session, on: date, page: Page) -> None:
    """Writes what is missing in the round in view, and what the next one begins with if it is closed now."""
    n = session.round.number
    page.heading(say("Close round {n}, begin round {next}", n=n, next=n + 1))
    page.gap()
    if not (session.round.agenda == AGENDA and day.runs_on(session, on)):
        page.text(
            keyed(
                "Measure and Redefine of round {n} come first: {begin_day} lays out the half day for it.", n=n
            )
        )
    if holds_names(session):
        page.text(say("Blind answers lose their names when the round is closed, and that is not taken back."))
    page.gap()
    _write_part(_("Still missing in this round"), told_at_the_end(session, on), page, "!")
    write_carried(carried(next_round(session, on)), page)


def write_begun(session: Session, page: Page) -> None:
    """Writes what the round in view began with."""
    page.heading(say("What round {n} began with", n=session.round.number))
    page.gap()
    write_carried(carried(session), page)


def write_carried(told: Carried, page: Page) -> None:
    """Writes the parts of what was carried."""
    for heading, lines in told.parts:
        _write_part(heading, lines, page)


def _write_part(heading: str, lines: list[Words] | tuple[Words, ...], page: Page, sign: str = "·") -> None:
    if lines:
        page.heading(heading)
    for words in lines:
        page.listed(sign, words)
    if lines:
        page.gap()
