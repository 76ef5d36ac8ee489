"""The laptop goes round: one person at a time answers blindly; between two people a screen that shows no
answer.

What was answered is never shown again, not even to whoever answered it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from cxworkshop.commands import is_always
from cxworkshop.editing import OpenSession
from cxworkshop.editing.voting import vote
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import LAPTOP
from cxworkshop.sheets.text import display, fit, shorten, wrap
from cxworkshop.widgets.bars import Header, KeyBar
from cxworkshop.widgets.pages import Pages

_BOLD = Style(bold=True)
BLOCK = 96, 20
"""Columns and lines of a question with its answers, which stands in the middle of a larger screen."""


class LaptopScreen(KeyScreen):
    """Hands over, asks, thanks, hands over. Letters and signs are answers here, never commands."""

    MODES: ClassVar = LAPTOP
    CSS_PATH = "laptop.tcss"

    def __init__(self, opened: OpenSession, number: str) -> None:
        super().__init__()
        self.opened, self.number = opened, number
        self.people = voters(opened.session)
        self.asked = ballots.asked(opened.session, number)
        self.next = 0
        self.who: Person | None = None
        self.row = 0
        self.typed_sign = ""
        self.said: Words = ""
        self.header, self.pages = Header(id="header"), Pages(id="asked")
        self.keys = KeyBar(lambda id: self.app.call_later(self.run, id), id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.pages
        yield self.keys

    def on_mount(self) -> None:
        self.hear(self.opened)
        self.set_focus(self.pages)
        self._pass_on()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def live(self) -> Collection[str]:
        return ("answering",) if self.who else ()

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        lines = self._question() if self.who else self._hand_over()
        above = max(0, self.app.size.height - 4 - max(BLOCK[1], len(lines))) // 3
        self.pages.show([*self._lines(*[("", None)] * above), *lines])
        self.keys.show_commands(self.bar())
        self.draw_header()

    def draw_header(self) -> None:
        """How many are in, and whether it is saved; no name and no answer."""
        progress = str(ballots.progress(self.session, self.number))
        self.header.show(
            [(f" {_('Blind ballot')}", "accent")],
            [(f"{progress}   ", "strong"), *self.cx.saved_pieces(self.opened), (" ", "")],
        )

    @property
    def _edge(self) -> str:
        return " " * max(4, (self.app.size.width - BLOCK[0]) // 2)

    def _lines(self, *texts: tuple[Words, Style | None]) -> list[Strip]:
        edge = self._edge
        width = max(30, self.app.size.width - 2 * len(edge))
        return [
            Strip([Segment(edge + line, style)])
            for text, style in texts
            for _begin, line in wrap(display(text), width)
        ]

    def _hand_over(self) -> list[Strip]:
        found = ballots.progress(self.session, self.number)
        are_in = bool(self.people) and all(one.id in found.whole for one in self.people)
        lines = self._lines(
            ("", None),
            (self.said, _BOLD),
            ("", None),
            (
                say("Everybody has answered. Hand the laptop to the facilitator.")
                if are_in
                else say("Hand the laptop to:"),
                None,
            ),
            ("", None),
        )
        for i, one in enumerate(self.people):
            sign = "✓" if one.id in found.whole else "◐" if one.id in found.part else "○"
            word = _("in") if one.id in found.whole else _("partly") if one.id in found.part else ""
            name = shorten(one.name, max(20, self.app.size.width - 24))
            text = f"{'▶' if i == self.next else ' '} {sign} {name}  {word}"
            lines += [Strip([Segment(self._edge + text, _BOLD if i == self.next else None)])]
        hint = say(
            "Enter when you hold the laptop. Nobody else sees your answers, and they vanish as you give them."
        )
        return (
            lines
            if are_in
            else [
                *lines,
                *self._lines(("", None), (hint if self.people else say("Nobody is here to answer."), None)),
            ]
        )

    def _question(self) -> list[Strip]:
        assert self.who
        lines = self._lines(
            ("", None),
            (say("{name}: {n} of {of}", name=self.who.name, n=self.row + 1, of=len(self.asked)), None),
            ("", None),
            (ballots.QUESTION, None),
            (say("TODAY, not ideally."), _BOLD),
            ("", None),
            (self.session.name_of("touchpoints", self.asked[self.row]), _BOLD),
            ("", None),
        )
        words = dict(ANSWERS)
        offers = [
            f"{letter}  {display(one.name)}" for letter, one in ballots.candidates(self.session).items()
        ]
        offers += [f"{sign}  {_(words[kind])}" for sign, kind in ballots.SIGNS.items()]
        across = 1 if self.app.size.width < 70 else 2 if self.app.size.width < 110 else 3
        down = -(-len(offers) // across)
        for i in range(down):
            row = "".join(fit(offers[k], 30) + "  " for k in range(i, len(offers), down))
            lines.append(Strip([Segment(self._edge + row.rstrip())]))
        return [*lines, *self._lines(("", None), (self._answer(), _BOLD))]

    def _answer(self) -> Words:
        if self.said:
            return self.said
        answer = ballots.answer_for(self.session, self.typed_sign) if self.typed_sign else None
        if answer is None:
            return say("Your answer: ▏")
        name = (
            self.session.name_of("people", answer.person) if answer.person else _(dict(ANSWERS)[answer.kind])
        )
        return say("Your answer: {answer} ▏   Enter keeps it", answer=name)

    # -- keys ------------------------------------------------------------------------------------------------
    async def press(self, key: str, character: str | None) -> None:
        if self.who is None or is_always(key):
            await super().press(key, character)
            return
        self.said = ""
        match key:
            case "enter":
                self._keep()
            case "escape":
                self._pass_on(say("Passed on. What you answered is kept and hidden."))
            case "up":
                self._go(self.row - 1)
            case "down":
                self._go(self.row + 1)
            case "backspace" | "delete":
                self.typed_sign = ""
            case _ if character and character.isprintable():
                self._type(character)
        self.draw()

    def _type(self, sign: str) -> None:
        if ballots.answer_for(self.session, sign) is None:
            self.said = say("{sign} means nothing here: a letter or a sign from above.", sign=sign)
        else:
            self.typed_sign = sign

    def _keep(self) -> None:
        """Keeps the answer and forgets it: the next question is all that is seen. Without one the question is
        left."""
        assert self.who
        if self.typed_sign:
            try:
                self.opened.apply(
                    vote(
                        self.number,
                        self.asked[self.row],
                        self.who.id,
                        ballots.answer_for(self.session, self.typed_sign),
                    )
                )
            except CxError as error:
                self.said = error.words
                return
        if self.row < len(self.asked) - 1:
            self._go(self.row + 1)
        else:
            self._pass_on(say("Thank you, {name}. Your answers are in, and hidden.", name=self.who.name))

    def _go(self, row: int) -> None:
        self.row, self.typed_sign = max(0, min(row, len(self.asked) - 1)), ""

    def _pass_on(self, said: Words = "") -> None:
        """Nothing of whoever answered stays on the screen; the cursor is on the next who has not."""
        self.who, self.said, self.typed_sign = None, said, ""
        found = ballots.progress(self.session, self.number)
        after = [*range(self.next, len(self.people)), *range(self.next)]
        waiting = [i for i in after if self.people[i].id not in (*found.whole, *found.part)]
        waiting += [i for i in after if self.people[i].id in found.part]
        self.next = waiting[0] if waiting else 0
        self.draw()

    def do_take(self) -> None:
        """Somebody has the laptop: the first question without an answer."""
        if not self.people or not self.asked or ballots.state(self.session, self.number) != "open":
            return
        self.who = self.people[self.next]
        answered = ballots.answered_by(self.session, self.number, self.who.id)
        self.said = (
            say("You have answered. Enter leaves an answer as it is.") if answered >= set(self.asked) else ""
        )
        self._go(next((i for i, one in enumerate(self.asked) if one not in answered), 0))
        self.draw()

    def do_choose_person(self, key: str) -> None:
        """The person after, or before; whoever is skipped can come back later."""
        self.next = (self.next + (-1 if key == "up" else 1)) % max(1, len(self.people))
        self.said = ""
        self.draw()
