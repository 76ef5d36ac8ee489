"""The screen of the blind ballot when the laptop is passed round: one person at a time answers, and a screen
without answers comes between two people.

An answer is never shown again, not even to the person who gave it.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from cxworkshop.commands import is_always, nothing_done
from cxworkshop.commands.refusals import DELETING
from cxworkshop.editing import OpenSession
from cxworkshop.editing.voting import vote
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import ballots, content
from cxworkshop.method.lookup import expected_voters
from cxworkshop.model.ballots import ANSWERS, WHOLE
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import LAPTOP
from cxworkshop.sheets.text import display, fit, shorten, wrap
from cxworkshop.widgets.bars import Header, KeyBar
from cxworkshop.widgets.pages import Pages

_BOLD = Style(bold=True)
BLOCK = 96, 20
"""Columns and lines of the block that is centred on a larger screen."""


class LaptopScreen(KeyScreen):
    """Alternates between handing over and asking a person. Letters and signs are answers, not commands."""

    MODES: ClassVar = LAPTOP
    CSS_PATH = "laptop.tcss"

    def __init__(self, opened: OpenSession, number: str) -> None:
        super().__init__()
        self.opened, self.number = opened, number
        self.people = expected_voters(opened.session)
        self.touchpoints = ballots.asked(opened.session, number)
        self.person_index = 0
        self.person: Person | None = None
        self.row = 0
        self.typed_sign = ""
        self.refused_count = 0
        """The characters refused last: Backspace takes these back before the answer."""
        self.message: Words = ""
        self.header, self.pages = Header(id="header"), Pages(id="asked")
        self.keys = KeyBar(self.run_later, id="keys")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.pages
        yield self.keys

    def on_mount(self) -> None:
        self.listen_to(self.opened)
        self.set_focus(self.pages)
        self._pass_on()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    @property
    def session(self) -> Session:
        return self.opened.session

    @property
    def counted(self) -> Session:
        """The session with what phones have sent, for counting who has answered."""
        return self.opened.box.counted(self.session)

    @property
    def _progress(self) -> ballots.Progress:
        return ballots.progress(self.counted, self.number)

    def phones_changed(self) -> None:
        self.draw()

    @property
    def live(self) -> Collection[str]:
        return ("answering",) if self.person else ()

    @property
    def in_use(self) -> list[Place]:
        """Who answers, and what is asked: while that goes on nobody removes them."""
        touchpoints = [Place("touchpoints", id) for id in self.touchpoints if id != WHOLE]
        return [Place("people", self.person.id), *touchpoints] if self.person else []

    @property
    def _person_name(self) -> str:
        return self.session.name_of("people", self.person.id) if self.person else ""

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        lines = self._question_lines() if self.person else self._handover_lines()
        empty_lines = max(0, self.app.size.height - 4 - max(BLOCK[1], len(lines))) // 3
        self.pages.show([*self._lines(*[("", None)] * empty_lines), *lines])
        self.keys.show_commands(self.bar())
        self.draw_header()

    def draw_header(self) -> None:
        """Draws the line at the top: how many have answered, whether it is saved; no name and no answer."""
        progress = str(self._progress)
        self.header.show(
            [(f" {_('Blind ballot')}", "accent")],
            [(f"{progress}   ", "strong"), *self.cx.saved_pieces(self.opened), (" ", "")],
        )

    @property
    def _margin(self) -> str:
        return " " * max(4, (self.app.size.width - BLOCK[0]) // 2)

    def _lines(self, *texts: tuple[Words, Style | None]) -> list[Strip]:
        margin = self._margin
        width = max(30, self.app.size.width - 2 * len(margin))
        return [
            Strip([Segment(margin + line, style)])
            for text, style in texts
            for _begin, line in wrap(display(text), width)
        ]

    def _handover_lines(self) -> list[Strip]:
        progress = self._progress
        all_answered = bool(self.people) and all(person.id in progress.whole for person in self.people)
        lines = self._lines(
            ("", None),
            (self.message, _BOLD),
            ("", None),
            (
                say("Everybody has answered. Hand the laptop to the facilitator.")
                if all_answered
                else say("Hand the laptop to:"),
                None,
            ),
            ("", None),
        )
        for i, person in enumerate(self.people):
            sign = "✓" if person.id in progress.whole else "◐" if person.id in progress.part else "○"
            word = (
                _("in") if person.id in progress.whole else _("partly") if person.id in progress.part else ""
            )
            name = shorten(self.session.name_of("people", person.id), max(20, self.app.size.width - 24))
            text = f"{'▶' if i == self.person_index else ' '} {sign} {name}  {word}"
            lines += [Strip([Segment(self._margin + text, _BOLD if i == self.person_index else None)])]
        hint = say("Enter when you hold the laptop. Your answers vanish as you give them.")
        return (
            lines
            if all_answered
            else [
                *lines,
                *self._lines(
                    ("", None),
                    (hint if self.people else say("Nobody is here to answer."), None),
                    (content.blind_promise(), None),
                ),
            ]
        )

    def _question_lines(self) -> list[Strip]:
        assert self.person
        lines = self._lines(
            ("", None),
            (
                say("{name}: {n} of {of}", name=self._person_name, n=self.row + 1, of=len(self.touchpoints)),
                None,
            ),
            ("", None),
            (ballots.QUESTION, None),
            (say("Answer as things are TODAY, not as they ought to be."), _BOLD),
            ("", None),
            (self.session.name_of("touchpoints", self.touchpoints[self.row]), _BOLD),
            ("", None),
        )
        words = dict(ANSWERS)
        offers = [
            f"{letter}  {display(self.session.name_of('people', who.id))}"
            for letter, who in ballots.candidates(self.session).items()
        ]
        offers += [f"{sign}  {_(words[kind])}" for sign, kind in ballots.SIGNS.items()]
        across = 1 if self.app.size.width < 70 else 2 if self.app.size.width < 110 else 3
        down = -(-len(offers) // across)
        for i in range(down):
            row = "".join(fit(offers[k], 30) + "  " for k in range(i, len(offers), down))
            lines.append(Strip([Segment(self._margin + row.rstrip())]))
        return [*lines, *self._lines(("", None), (self._answer_words(), _BOLD))]

    def _answer_words(self) -> Words:
        standing = self._standing_words()
        if self.message and standing:
            return f"{self.message} {standing}"  # a refusal hides no answer
        return self.message or standing or say("Your answer: ▏")

    def _standing_words(self) -> Words:
        """What is typed, or that this is answered; empty where it is neither."""
        answer = ballots.answer_for(self.session, self.typed_sign) if self.typed_sign else None
        if answer is None and self.touchpoints[self.row] in self._answered():
            return say("You have answered this. Enter leaves the answer as it is.")
        if answer is None:
            return ""
        name = (
            self.session.name_of("people", answer.person) if answer.person else _(dict(ANSWERS)[answer.kind])
        )
        return say("Your answer: {answer} ▏   Enter keeps it", answer=name)

    # -- keys ------------------------------------------------------------------------------------------------
    def refuse(self, why: Words) -> None:
        self.message = why
        self.draw()

    async def press(self, key: str, character: str | None) -> None:
        if self.person is None or is_always(key):
            await super().press(key, character)
            return
        self.message = ""
        refused_count, self.refused_count = self.refused_count, 0
        match key:
            case "enter":
                self._keep()
            case "escape":
                self._pass_on(say("Passed on. What you answered is kept and hidden."))
            case "up" if self.row > 0:
                self._go(self.row - 1)
            case "down" if self.row < len(self.touchpoints) - 1:
                self._go(self.row + 1)
            case "backspace" if refused_count:
                self.refused_count = refused_count - 1
            case _ if key in DELETING and self.typed_sign:
                self.typed_sign = ""
            case _ if character and character.isprintable():
                self.refused_count = 0 if self._type(character) else refused_count + 1
            case _:
                self.message = nothing_done(key, is_typed=True)
        self.draw()

    def _type(self, sign: str) -> bool:
        if ballots.answer_for(self.session, sign) is None:
            self.message = say("{sign} means nothing here: a letter or a sign from above.", sign=sign)
            return False
        self.typed_sign = sign
        return True

    def _keep(self) -> None:
        """Keeps the typed answer, if any, and goes on: after a first answer to the next question that has
        none, else to the next question. The turn ends where there is none."""
        assert self.person
        before = self._answered()
        if self.typed_sign:
            try:
                self.opened.apply(
                    vote(
                        self.number,
                        self.touchpoints[self.row],
                        self.person.id,
                        ballots.answer_for(self.session, self.typed_sign),
                    )
                )
            except CxError as error:
                self.message = error.words
                return
        answered = self._answered()
        rows = range(self.row + 1, len(self.touchpoints))
        if len(answered) > len(before):
            rows_left = [row for row in rows if self.touchpoints[row] not in answered]
        else:
            rows_left = list(rows)
        if rows_left:
            self._go(rows_left[0])
        elif answered >= set(self.touchpoints):
            self._pass_on(say("Thank you, {name}. Your answers are in, and hidden.", name=self._person_name))
        else:
            self._pass_on(say("Passed on. What you answered is kept and hidden."))

    def _answered(self) -> Set[str]:
        """The touchpoints that the person has answered."""
        assert self.person
        return ballots.answered_by(self.counted, self.number, self.person.id)

    def _go(self, row: int) -> None:
        self.row, self.typed_sign = max(0, min(row, len(self.touchpoints) - 1)), ""

    def _pass_on(self, message: Words = "") -> None:
        """Hands over: clears the answers from the screen and puts the cursor on the next person without
        answers."""
        self.person, self.message, self.typed_sign = None, message, ""
        progress = self._progress
        after = [*range(self.person_index, len(self.people)), *range(self.person_index)]
        waiting = [i for i in after if self.people[i].id not in (*progress.whole, *progress.part)]
        waiting += [i for i in after if self.people[i].id in progress.part]
        self.person_index = waiting[0] if waiting else 0
        self.draw()

    def do_take(self) -> None:
        """Asks the person under the cursor the first question without an answer."""
        if not self.people or not self.touchpoints or ballots.state(self.session, self.number) != "open":
            self.refuse(say("Nothing can be answered here now."))
            return
        self.person = self.people[self.person_index]
        self.message = ""
        answered = self._answered()
        self._go(next((i for i, touchpoint in enumerate(self.touchpoints) if touchpoint not in answered), 0))
        self.draw()

    def do_choose_person(self, key: str) -> None:
        """Moves to the next or previous person."""
        if len(self.people) < 2:
            self.refuse(nothing_done(key))
            return
        self.person_index = (self.person_index + (-1 if key == "up" else 1)) % max(1, len(self.people))
        self.message = ""
        self.draw()
