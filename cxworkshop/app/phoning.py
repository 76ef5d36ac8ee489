"""The phones of the room on the program's side: what they are asked, what they send, and who wants in. Their
answers come by message into the box of the open session."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from cxworkshop.commands import keyed
from cxworkshop.editing.box import Slip
from cxworkshop.errors import CxError
from cxworkshop.language import N_, Words, say, say_n
from cxworkshop.method.moods import SCALE
from cxworkshop.room import keys as room_keys
from cxworkshop.room.answered import Answered, answered
from cxworkshop.room.forms import MOOD, asked_now, form_of
from cxworkshop.room.phones import Phones, Sent
from cxworkshop.screens.base import KeyScreen
from cxworkshop.sheets.paper_slips import initials
from cxworkshop.sheets.text import without_breaks

if TYPE_CHECKING:
    from cxworkshop.app.program import CxApp
    from cxworkshop.editing import OpenSession

EVERY = 0.1
"""Seconds between two looks at what has changed, so that thirty phones at once cost no key."""


A_SECOND = N_(
    "A second phone says that it is {name}. {admit} lets it in; what the first one has answered goes then, "
    "unseen."
)
HAS_ANSWERED = N_(
    "A phone says that it is {name}, who has answered already. {admit} lets it in, and it may change the "
    "answers; none of them is shown."
)


class PhoneSent(Message):
    """A phone has sent answers, which wait to be taken."""

    def __init__(self, phoning: Phoning) -> None:
        super().__init__()
        self.phoning = phoning


class Phoning:
    """Belongs to the loop of the app; `phones` answers in the thread of the server."""

    def __init__(self, app: CxApp, opened: OpenSession, keys: room_keys.Keys) -> None:
        self.app, self.opened, self.keys = app, opened, keys
        self.answered = Answered()
        self._shown: object = None
        self._waiting: deque[Sent] = deque()
        opened.box.collect = self.take
        self._told: set[str] = set()
        secret = bytes.fromhex(keys.secret)
        self.phones = Phones(keys.phone_code, secret, self._hand_on, revoked=keys.revoked)
        self.look()
        self._timer = app.set_interval(EVERY, self.look, name="phones")

    def close(self) -> None:
        """Asks nothing any more. The box keeps what has come in."""
        self.take()
        self._timer.stop()

    def _hand_on(self, sent: Sent) -> None:
        """Called in the thread of the server."""
        self._waiting.append(sent)
        self.app.post_message(PhoneSent(self))

    def take(self) -> None:
        """Puts what was sent into the box: also before a seal, which would else miss what a phone has been
        told is in."""
        while self._waiting:
            self._take(self._waiting.popleft())

    def _take(self, sent: Sent) -> None:
        if sent.has_left:
            self.opened.box.forget(sent.person)
        if self.opened.read_only or not self.phones.sits(sent.seat, sent.person):
            return  # another phone has the name by now
        for answers, is_earlier in ((sent.earlier, True), (sent.answers, False)):
            for id, rows in answers.items():
                with suppress(CxError):  # the round was closed on the way
                    self.opened.receive(Slip.of(id), sent.person, rows, is_earlier=is_earlier)

    # -- what is asked, and who is in ------------------------------------------------------------------------
    @property
    def joined(self) -> Collection[str]:
        """The people who have a phone."""
        return self.phones.joined

    def look(self) -> None:
        """Asks what is asked now, and tells screens and phones how far it is, if anything has changed."""
        session, day, slips = self.opened.session, self.app.today(), self._slips_shown
        mood = self.mood
        joined, asking = frozenset(self.joined), self.phones.asking
        seen = (id(session), self.opened.box.version, day, slips, mood, joined, tuple(asking))
        if seen == self._shown:
            return
        self._shown, self._session = seen, session  # held, so that its id stays its own
        asked = asked_now(session, day, slips, mood)
        self.answered = answered(asked, self.opened.box)
        if (revoked := self.phones.revoked) != self.keys.revoked:
            self.keys = self.keys.model_copy(update={"revoked": revoked})
        self.phones.tell(self.answered.rows, self.opened.box.people())
        self.phones.ask(form_of(asked, self.opened.box, session))
        self._tell_who_asks()
        self._tell_hands()
        for screen in self.app.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.phones_changed()
        self.app.presenter.soon()

    @property
    def whole(self) -> int | None:
        """How many have answered all of what is asked now; None when nothing is."""
        return self.answered.whole if self.answered.of else None

    # -- the mood of the room --------------------------------------------------------------------------------
    @property
    def mood(self) -> int:
        """Which mood of the round is asked now, while the line for the hands is open; 0 for none."""
        workshop = self.app.presenter.workshop
        is_asked = workshop is not None and workshop.entry.is_open and workshop.capture.command == "mood"
        return int(self._mood_slip.ballot) if is_asked else 0

    @property
    def _mood_slip(self) -> Slip:
        round_ = self.opened.session.round
        return Slip(round_.number, MOOD, str(len(round_.moods) + 1))

    @property
    def hands(self) -> tuple[int, ...]:
        """How many phones say 1 to 5 of the mood that is asked, or was until a moment ago."""
        counts = self.opened.box.counts(self._mood_slip)
        return tuple(counts[value] for value in SCALE)

    def _tell_hands(self) -> None:
        """Says in the line for the hands how many have answered on their phones; takes out what was answered
        to one that was given up or recorded."""
        workshop, asked = self.app.presenter.workshop, self._mood_slip if self.mood else None
        if asked and workshop is not None and (n := sum(self.hands)):
            workshop.entry.tell(say_n("02431; {n} on a phone is added", "02431; {n} on phones are added", n))
        for slip in self.opened.box.slips:
            if slip.table == MOOD and slip != asked:
                self.opened.box.take_out(slip)

    @property
    def _slips_shown(self) -> tuple[str, str]:
        screens = [screen for screen in self.app.screen_stack if isinstance(screen, KeyScreen)]
        return next((screen.slips_shown for screen in screens if screen.slips_shown[0]), ("", ""))

    @property
    def words(self) -> Words:
        """Who has a phone and how far they are: "Phones (2): AK 3/15, BL ✓"; empty without a phone."""
        joined, of = self.joined, self.answered.of
        parts = []
        for person in self.opened.session.people:
            if person.id in joined:
                n = len(self.answered.rows.get(person.id, ()))
                count = "" if not of else " ✓" if n == of else f" {n}/{of}"
                parts.append(without_breaks(f"{initials(person)}{count}"))
        return say("Phones ({n}): {people}", n=len(parts), people=", ".join(parts)) if parts else ""

    @property
    def words_of_silent(self) -> Words:
        """Whose phone may be out of reach, before a seal; empty where none is."""
        silent = self.phones.silent(time.monotonic())
        people = ", ".join(initials(person) for person in self.opened.session.people if person.id in silent)
        return (
            say(
                "No sign of these phones: {people}; what they have not sent yet does not count", people=people
            )
            if people
            else ""
        )

    # -- two phones for one name -----------------------------------------------------------------------------
    def _tell_who_asks(self) -> None:
        for seat, person in self.phones.asking:
            if seat not in self._told:
                self._told.add(seat)
                name = self.opened.session.name_of("people", person)
                words = A_SECOND if person in self.joined else HAS_ANSWERED
                self.app.note(keyed(words, name=name), partial(self._asks, seat))
        self._told &= {seat for seat, _person in self.phones.asking}

    def _asks(self, seat: str) -> bool:
        return any(seat == asking for asking, _person in self.phones.asking)

    def admit(self) -> Words:
        """Lets the phone in that has asked first; what another that has the name has answered goes, since it
        may have been somebody else. Says what was done; nothing where none asks."""
        joined = self.joined
        for seat, _person in self.phones.asking:
            if person := self.phones.admit(seat):
                name = self.opened.session.name_of("people", person)
                if person not in joined:
                    return say("{name} answers on a phone now.", name=name)
                self.opened.box.forget(person)
                return say("{name} answers on the second phone now.", name=name)
        return ""
