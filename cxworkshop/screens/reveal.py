"""What a ballot says, shown to the room all at once: who was named and how often, never by whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import Situation
from cxworkshop.editing import OpenSession
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots, content, thresholds
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.responsibility import FIRST, ballot_numbers
from cxworkshop.method.speaking import speaking_order
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.grid import initialled
from cxworkshop.sheets.steps.cells import STATUS, answers
from cxworkshop.sheets.text import shorten, wrap
from cxworkshop.widgets.bars import Bar, Header, KeyBar, Prose
from cxworkshop.widgets.votes import SHADES, Piece, Vote, Votes

SHORT = 20
"""Cells of a name whose first one is cut, where names stand in a row."""
_REASONS: dict[str, Words] = {"nominee_unaware": say("You agree on one person; that person does not.")}
"""Reasons said otherwise to the room than in the plan."""


class RevealScreen(KeyScreen):
    """Full width, without a side panel: the room reads it from eight metres."""

    MODES: ClassVar = (Mode("reveal", "votes", ("reveal", "everywhere")),)
    CSS_PATH = "reveal.tcss"

    def __init__(self, opened: OpenSession, jump: Callable[[Place], object], number: str) -> None:
        super().__init__()
        self.opened, self.jump, self.number = opened, jump, number
        self.touchpoints: list[str] = []
        self.header, self.summary, self.order = (
            Header(id="header"),
            Bar(id="summary", classes="-plain"),
            Prose(id="order"),
        )
        self.votes = Votes(chosen=self._agree, id="votes")
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id), id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.summary
        yield self.order
        yield self.votes
        yield self.keys

    def on_mount(self) -> None:
        self.hear(self.opened)
        self.set_focus(self.votes)
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    @property
    def situation(self) -> Situation:
        newest = int(ballots.newest_number(self.session) != FIRST)
        return Situation(ballots=1 + newest, has_more_to_ask=bool(self._next()))

    @property
    def session(self) -> Session:
        return self.opened.session

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        told = ballots.results(self.session, self.number)
        whole = ballots.result_of(self.session, WHOLE, self.number)
        shown = [*told, *([whole] if whole.now.n else [])]
        self.touchpoints = [one.touchpoint for one in shown]
        self.votes.show([vote(self.session, one) for one in shown])
        self._draw_summary([one.now for one in told])
        self._draw_order()
        self.keys.show_commands(self.bar())
        self.draw_header()

    def _draw_order(self) -> None:
        """Who speaks when, on two lines at most; first names are cut where they need more."""
        names, width = [one.name for one in speaking_order(self.session)], max(20, self.size.width - 2)
        spoken = in_order(names)
        if len(wrap(spoken, width)) > 2:
            spoken = in_order([shorten(initialled(name), SHORT) for name in names])
        self.order.styles.height = min(2, len(wrap(spoken, width)))
        self.order.show(spoken)

    def draw_header(self) -> None:
        """Whose workshop, which ballot, whether it is saved."""
        session = self.session
        who = session.organisation.name or session.workshop.title
        title = _("Who actually holds responsibility?") if self.number == FIRST else _("Asked again")
        left = [self.name_piece(who), *self.round_pieces(session.round.number), (f"   {title}", "accent")]
        self.header.show(left, [("  ", ""), *self.cx.saved_pieces(self.opened), (" ", "")])

    def _draw_summary(self, found: list[Diagnosis]) -> None:
        pieces: list[tuple[str, str]] = []
        for status, tone in (
            ("held", "good"),
            ("unclear", "accent"),
            ("contested", "contested"),
            ("vacant", "bad"),
        ):
            sign, word, _tone = STATUS[status]
            count = sum(one.status == status for one in found)
            pieces.append((f"{'    ' if pieces else ''}{sign} {_(word)} {count}", tone))
        clear = sum(one.status == "held" for one in found)
        self.summary.show(pieces, [(str(say("clear {n} of {of}", n=clear, of=len(found))), "strong")])

    # -- what a key asks -------------------------------------------------------------------------------------
    def _next(self) -> tuple[str, ...]:
        return (
            ()
            if self.opened.read_only or self.session.round.is_closed
            else ballots.asked(self.session, ballots.next_number(self.session))
        )

    async def do_ask_again(self) -> None:
        """Another blind ballot of what is unclear or contested, and of what was added since."""
        from cxworkshop.screens.ballot import BallotScreen

        await self.app.switch_screen(BallotScreen(self.opened, self.jump, ballots.next_number(self.session)))

    def do_other_ballot(self) -> None:
        """The ballot before, or the newest one."""
        numbers = [
            one for one in ballot_numbers(self.session) if ballots.state(self.session, one) == "revealed"
        ]
        if numbers:
            at = numbers.index(self.number) if self.number in numbers else 0
            self.number = numbers[(at + 1) % len(numbers)]
            self.draw()

    def _agree(self, row: int) -> None:
        """From a vote to the cell where the person accountable from today is named."""
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


def vote(session: Session, told: ballots.BallotResult) -> Vote:
    """One touchpoint of a revealed ballot; with few answers only its status, lest the counts tell who it
    was."""
    found = told.now
    sign, word, tone = STATUS[found.status]
    status = f"{sign} {_(word)}"
    name = session.name_of("touchpoints", told.touchpoint)
    apart = told.touchpoint == WHOLE
    below: tuple[str, ...] = ()
    if told.before is not None:
        was, was_word, _tone = STATUS[told.before.status]
        status = f"{was} → {status}"
        below = (str(say("Before: {status}, {count}", status=_(was_word), count=count(told.before))),)
    if apart:
        below += (str(content.reference_line("whole")),)
    if found.n < thresholds.FEW:
        return Vote(
            status,
            tone,
            name,
            apart=apart,
            words=below if told.before is None or told.before.n >= thresholds.FEW else (),
        )
    said = answers(session, found, letters=True)
    if found.status != "held":  # what is held needs no reason
        said += f". {_REASONS.get(found.reason) or content.reason(found.reason)}"
    return Vote(status, tone, name, pieces(session, found), count(found), (said, *below), apart)


def in_order(names: list[str]) -> str:
    """Names in the order they speak in, broken between two of them only."""
    told = "\N{NO-BREAK SPACE}→ ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)
    return str(say("They speak in this order: {names}", names=told)) if names else ""


def count(found: Diagnosis) -> str:
    """6 of 8: how many gave the answer that most gave."""
    return str(say("{n} of {of}", n=max(found.counts.values(), default=0), of=found.n))


def pieces(session: Session, found: Diagnosis) -> tuple[Piece, ...]:
    """A bar's pieces: people by their letters, the most named first; then those who named no one, by their
    signs."""
    fills = (*SHADES, *SHADES[-1:] * len(found.tally.votes))
    named = [
        Piece(ballots.letter_of(session, who) or "·", n, fill)
        for (who, n), fill in zip(found.tally.votes, fills, strict=False)
    ]
    others = [
        Piece(sign, votes, sign)
        for sign, kind in ballots.SIGNS.items()
        if (votes := getattr(found.tally, kind))
    ]
    return (*named, *others)
