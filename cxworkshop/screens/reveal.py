"""The screen that shows the room a revealed ballot: who was named and how often, never by whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult

from cxworkshop.commands import Situation, is_always
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.errors import CxError
from cxworkshop.language import Words, say
from cxworkshop.method import ballots, thresholds
from cxworkshop.method.ballots import BallotResult
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.responsibility import ballot_numbers
from cxworkshop.method.revisit.old_map import Cell, old_map
from cxworkshop.method.speaking import speaking_order, unplaced
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.capture import Capture
from cxworkshop.screens.modes import REVEAL
from cxworkshop.screens.over_workshop import OverWorkshop
from cxworkshop.screens.reveal_beside import beside, changed
from cxworkshop.sheets.question import Question
from cxworkshop.sheets.steps import revealed
from cxworkshop.sheets.text import shorten, wrap
from cxworkshop.storage.file.draft import Draft
from cxworkshop.widgets.bars import Bar, Header, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.guide import waiting_line
from cxworkshop.widgets.overlay import hint_for
from cxworkshop.widgets.votes import SHADES, Piece, Vote, Votes

SHORT = 20
"""Cells of a shortened name in the order of speaking."""


class RevealScreen(OverWorkshop):
    """Uses the full width: the room reads it from eight metres."""

    MODES: ClassVar = REVEAL
    step = "organise"
    CSS_PATH = "reveal.tcss"

    def __init__(
        self, opened: OpenSession, jump: Callable[[Place], object], number: str, words: Words = ""
    ) -> None:
        super().__init__()
        self.opened, self.jump, self.number = opened, jump, number
        self.touchpoints: list[str] = []
        self.shows_old_map = False
        """Whether the map of the round before stands beside: today's answers are seen alone first."""
        self.header, self.summary, self.order = (
            Header(id="header"),
            Bar(id="summary", classes="-plain"),
            Prose(id="order"),
        )
        self.votes = Votes(chosen=self._agree, id="votes")
        self.entry, self.capture = Entry(id="entry", changed=self._draw_keys), Capture(self)
        self.message = words
        self.question: Question | None = None
        self.keys = KeyBar(self.run_later, id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.summary
        yield self.order
        yield self.votes
        yield self.entry
        yield self.keys

    def on_mount(self) -> None:
        self.listen_to(self.opened)
        self.set_focus(self.votes)
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    @property
    def situation(self) -> Situation:
        return Situation(
            read_only=self.opened.read_only,
            ballots=len(self._revealed),
            rounds=len(self.session.rounds),
            has_more_to_ask=bool(self._next()),
            has_agenda=self.has_agenda,
            has_day=self.has_agenda,
        )

    @property
    def answers_shown(self) -> tuple[str, str, str] | None:
        return "reveal", "", self.number

    @property
    def live(self) -> Collection[str]:
        return ("entry",) if self.entry.is_open else ()

    @property
    def handlers(self) -> tuple[object, ...]:
        return (*super().handlers, self.capture)

    @property
    def typing(self) -> Draft | None:
        return self.capture.draft

    @property
    def reading(self) -> Reading:
        return Reading(self.session, self.session.judged_on(self.cx.today()))

    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def row(self) -> str:
        """The id of what is talked about; empty while the cursor stands at the first, as it begins."""
        return self.touchpoints[self.votes.row] if 0 < self.votes.row < len(self.touchpoints) else ""

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        results = ballots.results(self.session, self.number)
        whole = ballots.result_of(self.session, WHOLE, self.number)
        shown = [*results, *([whole] if whole.now.n else [])]
        self.touchpoints = [result.touchpoint for result in shown]
        cells = old_map(self.session, self.number) if self.shows_old_map else {}
        votes = {result.touchpoint: vote(self.session, result) for result in shown}
        self.votes.show(
            [beside(self.session, row, cells[id]) if id in cells else row for id, row in votes.items()]
        )
        self._draw_summary([result.now for result in results], cells)
        self._draw_order()
        self._draw_keys()
        self.draw_header()

    def _draw_keys(self) -> None:
        if self.is_attached:
            self.keys.show_commands(self.bar())

    def _draw_order(self) -> None:
        """Draws the order of speaking, on two lines at most; first names are cut when it needs more. What
        is told stands in its place until the next key."""
        session, width, on = self.session, max(20, self.size.width - 2), self.cx.today()
        waiting = [person.id for person in unplaced(session, on)]
        known = [person.id for person in speaking_order(session, on) if person.id not in waiting]
        spoken = speaking_line(
            *([session.name_of("people", who) for who in part] for part in (known, waiting))
        )
        if len(wrap(spoken, width)) > 2:
            short = (
                [shorten(session.short_name_of(who), SHORT) for who in part] for part in (known, waiting)
            )
            spoken = speaking_line(*short)
        if self.message:
            spoken = str(self.message)
        self.order.set_class(bool(self.message), "-told")
        lines = sum(len(wrap(line, width)) for line in spoken.split("\n"))
        self.order.styles.height = (
            lines if self.question is not None else min(4 if self.message else 2, lines)
        )
        self.order.show(spoken)

    def draw_header(self) -> None:
        """Draws the line at the top: organisation, ballot, whether it is saved."""
        session = self.session
        name = session.organisation.name or session.workshop.title
        title = revealed.heading(self.number)
        saved = self.cx.saved_pieces(self.opened)
        right = [*self.round_pieces(session.round.number), (f"   {title}", "accent")]
        room = self.size.width - sum(cell_len(text) for text, _tone in (*right, *saved)) - 4
        text, tone = self.name_piece(name)  # the name gives way: the title is the question
        self.header.show([(shorten(text, max(8, room)), tone), *right], [("  ", ""), *saved, (" ", "")])

    def _draw_summary(self, diagnoses: list[Diagnosis], cells: Mapping[str, Cell]) -> None:
        pieces: list[tuple[str, str]] = []
        touchpoints = [cell for id, cell in cells.items() if id != WHOLE]
        before = {word: n for _sign, word, n, _tone in revealed.summary([cell.then for cell in touchpoints])}
        for sign, word, count, tone in revealed.summary(diagnoses):
            was = f"{before.get(word, 0)} → " if cells else ""
            pieces.append((f"{'  ' if pieces else ''}{sign} {word} {was}{count}", tone))
        if cells:
            pieces.append((f"  {changed(touchpoints)}", "strong"))
        # last, because what does not fit is cut, and the counts say it too
        then = next((cell.round for cell in touchpoints), None)
        self.summary.show([*pieces, (f"  {revealed.shared_text(self.session, then)}", "strong")])

    async def press(self, key: str, character: str | None) -> None:
        question, self.question = self.question, None
        if self.message:
            self.tell("")
        if question is not None and not is_always(key):
            question.answer(key)
        else:
            await super().press(key, character)

    def tell(self, words: Words) -> None:
        self.message = words
        self._draw_order()

    def ask(self, question: Question) -> None:
        self.question = question
        hint = "   ".join((str(question.words), hint_for(is_question=True, picks=len(question.picks))))
        self.tell("\n".join((*map(str, question.details), hint)))

    def apply(self, change: Change) -> Words | None:
        try:
            self.opened.apply(change)
        except CxError as error:
            return error.words
        return None

    # -- commands --------------------------------------------------------------------------------------------
    def _next(self) -> tuple[str, ...]:
        return (
            ()
            if self.opened.read_only or self.session.round.is_closed
            else ballots.asked(self.session, ballots.next_number(self.session))
        )

    @property
    def _revealed(self) -> list[str]:
        """The numbers of the ballots that the room has seen."""
        numbers = ballot_numbers(self.session)
        return [number for number in numbers if ballots.state(self.session, number) == "revealed"]

    async def do_ask_again(self) -> None:
        """Opens another blind ballot, of what is unclear or contested and what was added since."""
        from cxworkshop.screens.ballot import BallotScreen

        await self.app.switch_screen(BallotScreen(self.opened, self.jump, ballots.next_number(self.session)))

    def do_old_map(self) -> None:
        """Lays the map of the round before beside today's answers, or takes it away."""
        if not self.shows_old_map and not old_map(self.session, self.number):
            before = self.session.rounds[-2].number
            self.tell(say("Round {n} asked nothing blindly of these touchpoints.", n=before))
            return
        self.shows_old_map = not self.shows_old_map
        self.draw()
        if self.shows_old_map and self.cx.has_phones:
            self.tell(say("You alone see the round before; the wall goes on showing today's answers."))

    def do_other_ballot(self) -> None:
        """Shows the previous or the newest ballot."""
        numbers = self._revealed
        if numbers:
            at = numbers.index(self.number) if self.number in numbers else 0
            self.number = numbers[(at + 1) % len(numbers)]
            self.draw()

    def _agree(self, row: int) -> None:
        """Goes from a vote to the cell of the person accountable from today."""
        touchpoint = self.touchpoints[row]
        where = (
            Place("cx_lead", "cx_lead", "accountable")
            if touchpoint == WHOLE
            else Place("ownerships", touchpoint, "accountable")
        )
        self.app.call_later(self._jump, where)

    async def _jump(self, where: Place) -> None:
        await self.app.pop_screen()
        self.jump(where)


def vote(session: Session, result: BallotResult) -> Vote:
    """The row of a touchpoint; with few answers its status only, because counts would reveal who answered
    what."""
    diagnosis, status = result.now, revealed.status(result)
    is_shown = diagnosis.n >= thresholds.FEW
    said = revealed.answers_and_reason(session, diagnosis) if is_shown else ""
    return Vote(
        status.text,
        status.tone,
        session.name_of("touchpoints", result.touchpoint),
        bar_pieces(session, diagnosis) if is_shown else (),
        revealed.count_text(diagnosis) if is_shown else "",
        tuple(filter(None, (said, revealed.before_words(result), revealed.beside(session, result)))),
        result.touchpoint == WHOLE,
    )


def speaking_line(names: Sequence[str], waiting: Sequence[str] = ()) -> str:
    """The order of speaking, with line breaks between names only, and whose turn is not known."""
    sequence = "\N{NO-BREAK SPACE}→ ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)
    known = str(say("They speak in this order: {names}", names=sequence)) if names else ""
    return " · ".join(part for part in (known, str(waiting_line(waiting)) if waiting else "") if part)


def bar_pieces(session: Session, diagnosis: Diagnosis) -> tuple[Piece, ...]:
    """The pieces of a bar, the answer given most first, which the count beside it is of: people by letter,
    other answers by sign."""
    fills = (*SHADES, *SHADES[-1:] * len(diagnosis.tally.votes))
    named = [
        Piece(ballots.letter_of(session, person) or "·", n, fill)
        for (person, n), fill in zip(diagnosis.tally.votes, fills, strict=False)
    ]
    others = [
        Piece(sign, votes, sign)
        for sign, kind in ballots.SIGNS.items()
        if (votes := getattr(diagnosis.tally, kind))
    ]
    return tuple(sorted((*named, *others), key=lambda piece: -piece.votes))
