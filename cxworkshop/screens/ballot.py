"""The blind ballot: paper slips keyed in one character an answer, read back, sealed, and revealed to the room
at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from inspect import isawaitable
from typing import ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import Situation, is_always
from cxworkshop.editing import OpenSession
from cxworkshop.editing.changes import Change
from cxworkshop.editing.voting import reveal, seal
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import BALLOT
from cxworkshop.sheets.slips import DotSlips, OwnershipSlips, ScoreSlips, all_slips
from cxworkshop.sheets.text import shorten, wrap
from cxworkshop.widgets.answers import AnswerGrid
from cxworkshop.widgets.bars import Bar, Header, KeyBar, Prose, spread

LEGEND = 3
"""Lines of letters and names; where there are more, first names are cut."""
SHORT = 24
"""Cells of a letter and a name whose first one is cut: very long names must not drive the signs away."""


class BallotScreen(KeyScreen):
    """A grid in typing mode: no letter or sign is a command here."""

    MODES: ClassVar = BALLOT
    CSS_PATH = "ballot.tcss"

    def __init__(
        self, opened: OpenSession, jump: Callable[[Place], object], number: str, first: str = ""
    ) -> None:
        super().__init__()
        self.opened, self.jump, self.number = opened, jump, number
        self.kinds = all_slips(opened, number)
        self.at = next(
            (i for i, one in enumerate(self.kinds) if isinstance(one, ScoreSlips) and one.table == first), 0
        )
        self.asking: Callable[[], object] | None = None
        self.header, self.question = Header(id="header"), Prose(id="question")
        self.tab_bar = Bar(id="slips-tabs", classes="-plain")
        self.grid = AnswerGrid(self.slips, moved=self._moved, refused=self._refused, id="grid")
        self.legend, self.said = Prose(id="legend"), Prose(id="said")
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id), id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.question
        yield self.tab_bar
        yield self.legend
        yield self.grid
        yield self.said
        yield self.keys

    def on_mount(self) -> None:
        self.hear(self.opened)
        self.set_focus(self.grid)
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_around)

    @property
    def slips(self) -> OwnershipSlips | ScoreSlips:
        return self.kinds[self.at]

    @property
    def explained(self) -> tuple[Words, ...]:
        """What the help says before the keys."""
        return (
            self.slips.question,
            say("One character is an answer, without Enter: the cursor goes down the slip, then to the "
                "next one. A letter names a person;"
                " - is nobody, * several, = a partner, ? don't know."),
            say("The room sees who was named and how often, never by whom. Two things show: that somebody "
                "named themselves, and that"
                " others named somebody who did not."),
            say("Destroy the slips today. The names beside the answers go when Organise is passed, or when "
                "the file is first opened on a"
                " later day; then only counts and self-claims are left."),
        )  # fmt: skip

    @property
    def live(self) -> Collection[str]:
        return ("asking",) if self.asking else ()

    @property
    def situation(self) -> Situation:
        slips = self.slips
        return Situation(
            read_only=slips.refused,
            is_answerable=slips.is_open,
            ballot=self._state if isinstance(slips, OwnershipSlips) else "",
        )

    def session_changed(self, before: Session, after: Session) -> None:
        """The grid draws each answer as it is keyed; only what stands around a sealed ballot is another."""
        if ballots.state(before, self.number) != ballots.state(after, self.number):
            self.draw()

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        title = self.slips.title
        self.kinds = all_slips(self.opened, self.number)
        self.at = next(i for i, one in enumerate(self.kinds) if one.title == title)
        self.grid.show(self.slips)
        self._draw_around()
        self._moved()

    def draw_header(self) -> None:
        """Whose workshop, how many slips are in, whether it is saved."""
        session = self.opened.session
        who = session.organisation.name or session.workshop.title or _("New workshop")
        title = _("Blind ballot") if self.number == FIRST else _("Second ballot")
        left = [self.name_piece(who), *self.round_pieces(session.round.number), (f"   {title}", "accent")]
        self.header.show(
            left,
            [
                (f"  {self.slips.progress} ", "strong"),
                ("  ", ""),
                *self.cx.saved_pieces(self.opened),
                (" ", ""),
            ],
        )

    def _draw_around(self) -> None:
        self.question.show(self.slips.question)
        self.tab_bar.show(
            spread([_(one.title) for one in self.kinds], self.at, max(20, self.tab_bar.size.width - 2))
        )
        self._draw_legend()
        self._draw_keys()
        self.draw_header()

    def _draw_keys(self) -> None:
        self.keys.show_commands(self.bar())

    def _draw_legend(self) -> None:
        width = max(20, self.size.width - 2)
        text = in_pieces(self.slips.legend(full=True))
        if len(wrap(text, width)) > LEGEND:
            text = in_pieces(shorten(one, SHORT) for one in self.slips.legend(full=False))
        self.legend.styles.height = min(5, len(wrap(text, width)))
        self.legend.show(text)

    def _moved(self) -> None:
        slips = self.slips
        if self.asking is not None or not self.is_attached:
            return
        if slips.refused:
            self._say(slips.refused)
        elif not slips.people:
            self._say(say("Nobody is here to answer: mark who is here in Participants, on the landing."))
        elif not slips.questions:
            self._say(say("There is nothing to ask: add touchpoints in 1 Define."))
        elif isinstance(slips, OwnershipSlips) and self._state == "revealed":
            self._say(say("The room has seen it. Enter shows what it says."))
        elif isinstance(slips, OwnershipSlips) and not slips.is_open:
            at = ballots.sealed_time(slips.session, self.number)
            self._say(say("Sealed at {time}. Enter reveals it to the room.", time=at))
        elif isinstance(slips, ScoreSlips) and slips.is_nameless:
            self._say(say("The answers are kept without names; nothing can be added to them."))
        elif self.grid.is_past_the_last:
            self._say(self._end())
        else:
            slip = slips.people[self.grid.col]
            said: Words = say(
                "Slip of {name} ({n} of {of})", name=slip.name, n=self.grid.col + 1, of=len(slips.people)
            )
            self._say(say("{slip}: {question}", slip=said, question=self.grid.cut) if self.grid.cut else said)
        self.draw_header()

    def _end(self) -> Words:
        if isinstance(self.slips, OwnershipSlips):
            return say("That was the last slip. ^s reads back its last row and seals.")
        return say("That was the last slip.")

    def _refused(self, sign: str) -> None:
        """Says which character means nothing; behind the last answer there is nothing to say."""
        if self.slips.is_open and not self.grid.is_past_the_last:
            letters = say("{sign} means nothing here: a letter from above, or - * = ?", sign=sign)
            figures = say("{sign} means nothing here: 1–5", sign=sign)
            dots = say("{sign} cannot be placed: 1 or 2 dots on one, and no more than there are.", sign=sign)
            is_dots = isinstance(self.slips, DotSlips)
            self._say(
                letters if isinstance(self.slips, OwnershipSlips) else dots if is_dots else figures,
                is_bad=True,
            )

    def refuse(self, why: Words) -> None:
        self._say(why)

    def _say(self, words: Words, *, is_bad: bool = False) -> None:
        self.said.set_class(is_bad, "-bad")
        self.said.styles.height = max(1, min(3, len(wrap(str(words), max(20, self.size.width - 2)))))
        self.said.show(words)

    # -- keys ------------------------------------------------------------------------------------------------
    async def press(self, key: str, character: str | None) -> None:
        if self.asking is not None and not is_always(key):
            asked, self.asking = self.asking, None
            self._draw_keys()
            if key == "enter":
                done = asked()
                if isawaitable(done):
                    await done
            else:
                self._moved()
            return
        await super().press(key, character)

    def _ask(self, words: Words, yes: Callable[[], object]) -> None:
        self.asking = yes
        self._draw_keys()
        self._say(f"{words}{unbroken('  ')} {unbroken(_('enter yes · esc no'))}")

    def do_next_slips(self, key: str = "") -> None:
        """The next questions that are asked blindly, or those before."""
        self.at = (self.at + (-1 if key == "shift+tab" else 1)) % len(self.kinds)
        self.grid.show(self.slips)
        self._draw_around()
        self._moved()

    async def do_laptop(self) -> None:
        """The other way into the same ballot."""
        from cxworkshop.screens.laptop import LaptopScreen

        if isinstance(self.slips, OwnershipSlips) and self.slips.is_open:
            await self.app.push_screen(LaptopScreen(self.opened, self.number))

    @property
    def _state(self) -> str:
        return ballots.state(self.opened.session, self.number)

    # -- sealing and revealing -------------------------------------------------------------------------------
    def do_seal(self) -> None:
        """Reads back the last row of the slip keyed last, and seals when it is what stands on the paper."""
        slips = self.slips
        if not isinstance(slips, OwnershipSlips) or not slips.is_open:
            return
        last = next(
            (
                col
                for col in reversed(range(len(slips.people)))
                if any(slips.sign(row, col) for row in range(len(slips.questions)))
            ),
            None,
        )
        if last is None:
            self._say(say("Nothing has been answered yet."))
            return
        if last in slips.keyed:
            words = say("{progress}. {last}. Seal?", progress=slips.progress, last=slips.read_back(last))
        else:  # what a person answered on the laptop is nobody's to read
            words = say("{progress}. Seal?", progress=slips.progress)
        self._ask(words, self._seal)

    def _seal(self) -> None:
        self._make(seal(self.number, self.cx.now()))

    async def do_reveal(self) -> None:
        """Asks once: what has been seen cannot be taken back."""
        if not isinstance(self.slips, OwnershipSlips) or self.slips.refused:
            return
        if self._state == "revealed":
            await self._show()
        elif self._state == "sealed":
            self._ask(say("Reveal to the room now?"), self._reveal)

    async def _reveal(self) -> None:
        self._make(reveal(self.number, self.cx.now()))
        await self._show()

    async def _show(self) -> None:
        from cxworkshop.screens.reveal import RevealScreen

        await self.app.switch_screen(RevealScreen(self.opened, self.jump, self.number))

    def _make(self, change: Change) -> None:
        try:
            self.opened.apply(change)
        except CxError as error:
            self._say(error.words, is_bad=True)


def in_pieces(texts: Iterable[str]) -> str:
    """Texts in a row, broken between two of them only."""
    return " ".join(unbroken(f"{one}  ") for one in texts)


def unbroken(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def ballot_screen(opened: OpenSession, jump: Callable[[Place], object], first: str = "") -> KeyScreen:
    """Where the ballot goes on: its slips, or what it says once it is revealed. `first` is the table of
    figures to begin with."""
    from cxworkshop.screens.reveal import RevealScreen

    number = ballots.newest_number(opened.session)
    if ballots.state(opened.session, number) == "revealed" and not first:
        return RevealScreen(opened, jump, number)
    return BallotScreen(opened, jump, number, first)
