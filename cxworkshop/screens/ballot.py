"""The screen on which the facilitator keys in paper slips of the blind ballot, one character an answer, seals
the ballot and reveals it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from inspect import isawaitable
from typing import ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import Situation, is_always, key_name, keyed
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.editing.voting import reveal, seal, seal_figures
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot_words import introduction, over_given, seal_words, why_closed, why_no_answer
from cxworkshop.screens.modes import BALLOT
from cxworkshop.screens.over_workshop import OverTheDay
from cxworkshop.sheets.answer_table import answers_in, put_answers, put_run
from cxworkshop.sheets.slip_kinds import all_slips
from cxworkshop.sheets.slips import OwnershipSlips, ScoreSlips
from cxworkshop.sheets.text import in_a_row, shorten, without_breaks, wrap
from cxworkshop.widgets.answers import AnswerGrid
from cxworkshop.widgets.bars import Bar, Header, KeyBar, Prose, tab_pieces

LEGEND = 3
"""Lines of the legend of letters and names; first names are cut when it needs more."""
PHONES = 2
"""Lines that say who has a phone and how far they are, at most."""
MESSAGE, READ_ALOUD = 3, 6
"""Lines of the message, at most; and while it is a sentence to be read aloud."""
SHORT = 24
"""Cells of a letter with a shortened name; longer names would push the signs out of the legend."""


class BallotScreen(OverTheDay):
    """A grid of people and questions. Letters and signs are answers, not commands."""

    MODES: ClassVar = BALLOT
    CSS_PATH = "ballot.tcss"

    def __init__(
        self,
        opened: OpenSession,
        jump: Callable[[Place], object],
        number: str,
        first_table: str = "",
        words: Words = "",
        doubt: Words = "",
    ) -> None:
        super().__init__()
        self.opened, self.jump, self.number, self.words = opened, jump, number, words
        self.doubt = {"guesses": doubt}  # by table: why its answers may not be blind
        self.slip_sheets = all_slips(opened, number)
        self.slip_index = next(
            (
                i
                for i, slips in enumerate(self.slip_sheets)
                if isinstance(slips, ScoreSlips) and slips.table == first_table
            ),
            0,
        )
        self.confirm: Callable[[], object] | None = None
        self.header, self.question = Header(id="header"), Prose(id="question")
        self.tab_bar = Bar(id="slips-tabs", classes="-plain")
        self.grid = AnswerGrid(self.slips, moved=self._moved, refused=self._refused, id="grid")
        self.legend, self.message = Prose(id="legend"), Prose(id="said")
        self.phones = Prose(id="phones")
        self.keys = KeyBar(self.run_later, id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.question
        yield self.tab_bar
        yield self.legend
        yield self.grid
        yield self.phones
        yield self.message
        yield self.keys

    def on_mount(self) -> None:
        self.listen_to(self.opened)
        self.set_focus(self.grid)
        self.grid.show(self.slips)
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_around)

    @property
    def slips(self) -> OwnershipSlips | ScoreSlips:
        return self.slip_sheets[self.slip_index]

    @property
    def slips_shown(self) -> tuple[str, str]:
        return (self.slips.slip.table, self.number) if self.slips.is_open else ("", "")

    @property
    def answers_shown(self) -> tuple[str, str, str] | None:
        is_over = isinstance(self.slips, OwnershipSlips) and self._ballot_state == "revealed"
        return None if is_over else ("ballot", self.slips.slip.table, self.number)

    def phones_changed(self) -> None:
        """Covers what has come in from phones, without moving the cursor."""
        self.grid.refresh()
        self._draw_phones()
        self._draw_keys()
        self.draw_header()

    @property
    def introduction(self) -> tuple[Words, ...]:
        """What help says before the keys."""
        return introduction(self.slips)

    @property
    def live(self) -> Collection[str]:
        return ("asking",) if self.confirm else ()

    @property
    def situation(self) -> Situation:
        slips = self.slips
        return Situation(
            read_only=slips.refusal,
            is_answerable=slips.is_open,
            is_sealable=slips.has_named,
            ballot=self._ballot_state if isinstance(slips, OwnershipSlips) else "",
            has_agenda=self.has_agenda,
            has_day=self.has_agenda,
        )

    def session_changed(self, before: Session, after: Session) -> None:
        """Redraws when the ballot is sealed or revealed, and what others key in; the grid itself draws each
        answer as it is keyed."""
        is_other = ballots.state(before, self.number) != ballots.state(after, self.number)
        if is_other or self.opened.is_taking_in:
            self.draw()

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        title = self.slips.title
        self.slip_sheets = all_slips(self.opened, self.number)
        self.slip_index = next(i for i, slips in enumerate(self.slip_sheets) if slips.title == title)
        self.grid.follow(self.slips)
        self._draw_around()
        self._moved()

    def draw_header(self) -> None:
        """Draws the line at the top: organisation, number of slips keyed in, whether it is saved."""
        session = self.opened.session
        name = session.organisation.name or session.workshop.title or _("New workshop")
        title = _("Blind ballot") if self.number == FIRST else _("Second ballot")
        left = [self.name_piece(name), *self.round_pieces(session.round.number), (f"   {title}", "accent")]
        self.header.show(
            left,
            [(f"  {self.slips.progress}   ", "strong"), *self.cx.saved_pieces(self.opened), (" ", "")],
        )

    def _draw_around(self) -> None:
        self.question.show(self.slips.question)
        titles = [_(slips.title) for slips in self.slip_sheets]
        self.tab_bar.show(tab_pieces(titles, self.slip_index, max(20, self.tab_bar.size.width - 2)))
        self._draw_legend()
        self._draw_phones()
        self._draw_keys()
        self.draw_header()

    def _draw_keys(self) -> None:
        self.keys.show_commands(self.bar())

    def _draw_legend(self) -> None:
        width = max(20, self.size.width - 2)
        text = in_a_row(self.slips.legend(full=True))
        if len(wrap(text, width)) > LEGEND:
            text = in_a_row(shorten(name, SHORT) for name in self.slips.legend(full=False))
        if warning := self.slips.warning or self.doubt.get(self.slips.slip.table):
            text = f"{text}  ! {warning}"
        self.legend.styles.height = min(5, len(wrap(text, width)))
        self.legend.show(text)

    def _draw_phones(self) -> None:
        words, _silent = self.cx.phones_words
        self.phones.display = bool(words)
        self.phones.styles.height = max(1, min(PHONES, len(wrap(str(words), max(20, self.size.width - 2)))))
        self.phones.show(words)

    def refuse(self, why: Words) -> None:
        self._show_message(why, is_bad=not self.slips.is_open)

    def nothing_done(self, key: str) -> Words:
        if why := why_closed(self.slips):
            return say("{key} does nothing. {why}", key=key_name(key), why=why)
        if key == "enter" and not self.grid.is_past_end:
            return say("The cursor goes on by itself; ↓ or the space bar leaves a question unanswered.")
        if key == "ctrl+z":
            return say("Nothing to undo: nothing was keyed since these slips were opened.")
        return super().nothing_done(key)

    def _moved(self) -> None:
        if self.confirm is None and self.is_attached:
            most = READ_ALOUD if self.words else MESSAGE
            words = self.words if self.slips.people else ""  # without anybody that is what is to be known
            self._show_message(words or self._standing_words(), most=most)
            self._draw_keys()
            self.draw_header()

    def _standing_words(self) -> Words:
        """What is to be done now, or why nothing can be answered."""
        if why := why_closed(self.slips):
            return why
        return self._end() if self.grid.is_past_end else self._slip_words()

    def _slip_words(self) -> Words:
        slips = self.slips
        words: Words = say(
            "Slip of {name} ({n} of {of})",
            name=slips.session.name_of("people", slips.people[self.grid.col].id),
            n=self.grid.col + 1,
            of=len(slips.people),
        )
        cut = self.grid.cut_question
        return say("{slip}: {question}", slip=words, question=cut) if cut else words

    def _end(self) -> Words:
        if isinstance(self.slips, OwnershipSlips) or self.slips.has_named:
            return say("That was the last slip. ^s reads back its last row and seals.")
        return say("The answers have no names any more. Whoever has not answered yet may still be added.")

    def _refused(self, sign: str) -> None:
        """Runs the command of a character that is no answer; without one says why it is none."""
        named = (c for c in self.mode.commands() if sign in map(key_name, c.keys) and not sign.isalnum())
        if (command := next(named, None)) is not None and command.is_useful(self.situation):
            self.pending_work = partial(self.run, command.id)
        elif not self.slips.is_open or self.grid.is_past_end:
            self._moved()
        elif self.grid.asks_first(sign):
            self._ask(over_given(self.slips, self.grid.col), partial(self.grid.key_over, sign))
        else:
            self._show_message(why_no_answer(self.slips, self.grid.row, self.grid.col, sign), is_bad=True)

    def _show_message(self, words: Words, *, is_bad: bool = False, most: int = MESSAGE) -> None:
        self.message.set_class(is_bad, "-bad")
        self.message.styles.height = max(1, min(most, len(wrap(str(words), max(20, self.size.width - 2)))))
        self.message.show(words)

    # -- keys ------------------------------------------------------------------------------------------------
    def paste(self, text: str) -> None:
        if not self.slips.is_open:
            self._show_message(say("These slips take no more answers. Nothing was pasted."))
            return
        if self.confirm is not None:
            return
        table, grid = answers_in(text), self.grid
        where = self.slips, min(grid.row, len(self.slips.questions)), grid.col
        with grid.keying():
            refusal = put_run(*where, text) if table is None else put_answers(*where, table)
        if refusal:
            self._show_message(refusal, is_bad=True)
            return
        grid.show(self.slips)
        self._moved()
        self._show_message(say("The answers are keyed in; ^z takes them back."))

    async def press(self, key: str, character: str | None) -> None:
        self.words = ""
        if self.confirm is not None and key == "ctrl+s":  # pressed twice it is no answer
            self.refuse(say("Enter seals, Esc does not."))
        elif self.confirm is not None and not is_always(key):
            confirmed, self.confirm = self.confirm, None
            self._draw_keys()
            if key == "enter":
                if isawaitable(result := confirmed()):
                    await result
            else:
                self._moved()
        else:
            await super().press(key, character)

    def _ask(self, words: Words, yes: Callable[[], object]) -> None:
        self.confirm = yes
        self._draw_keys()
        question = f"{words}{without_breaks('  ')} {without_breaks(_('enter yes · esc no'))}"
        self._show_message(question, most=READ_ALOUD)

    def do_next_slips(self, key: str = "") -> None:
        """Goes to the next or previous kind of slips."""
        self.slip_index = (self.slip_index + (-1 if key == "shift+tab" else 1)) % len(self.slip_sheets)
        self.grid.show(self.slips)
        self._draw_around()
        self._moved()

    async def do_laptop(self) -> None:
        """Passes the laptop round instead, for the same ballot."""
        from cxworkshop.screens.laptop import LaptopScreen

        if isinstance(self.slips, OwnershipSlips) and self.slips.is_open:
            await self.app.push_screen(LaptopScreen(self.opened, self.number))

    @property
    def _ballot_state(self) -> str:
        return ballots.state(self.opened.session, self.number)

    # -- sealing and revealing -------------------------------------------------------------------------------
    def do_seal(self) -> None:
        """Reads back the last row of the slip keyed last and seals after Enter."""
        final = keyed(
            "This removes the names beside the answers; {undo} cannot undo it, or anything before it."
        )
        _who, silent = self.cx.phones_words
        self._ask(say("{told}. Seal? {final}", told=seal_words(self.slips, silent), final=final), self._seal)

    def _seal(self) -> None:
        if isinstance(self.slips, ScoreSlips):
            self._apply(seal_figures(self.slips.table))
            self.draw()
            self._show_message(say("Sealed. The answers have no names any more."))
        else:
            self._apply(seal(self.number, self.cx.now()))

    async def do_reveal(self) -> None:
        """Reveals after Enter, because that cannot be undone; shows a revealed ballot."""
        if not isinstance(self.slips, OwnershipSlips) or self.slips.refusal:
            return
        if self._ballot_state == "revealed":
            await self._show()
        elif self._ballot_state == "sealed":
            final = keyed("What the room has seen stays seen; {undo} cannot undo anything before the reveal.")
            self._ask(say("Reveal to the room now? {final}", final=final), self._reveal)
        else:
            self.refuse(self.nothing_done("enter"))

    async def _reveal(self) -> None:
        self._apply(reveal(self.number, self.cx.now()))
        await self._show()

    async def _show(self) -> None:
        from cxworkshop.screens.reveal import RevealScreen

        await self.app.switch_screen(RevealScreen(self.opened, self.jump, self.number))

    def _apply(self, change: Change) -> None:
        try:
            self.opened.apply(change)
        except CxError as error:
            self._show_message(error.words, is_bad=True)
