"""Opens the room for browsers and phones: where it can be reached, who follows, what keeps people away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, Protocol

from cxworkshop.commands import Situation, is_always, keyed
from cxworkshop.errors import RoomNotOpened
from cxworkshop.language import N_, NC_, Words, _, say, say_n
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", NC_("room", "Where"), width=17, importance=9),
    Column("", N_("Page for a projector"), width=30, weight=2, importance=10),
    Column("", N_("Phones"), width=25, weight=1, importance=8),
)
OPEN, CLOSED = NC_("room", "open"), NC_("room", "closed")
ASKS, HERE, AWAY = (
    N_("asks: enter lets in"),
    N_("writes too"),
    N_("not here now"),
)
TONES: dict[str, str] = {ASKS: "accent", HERE: "good", AWAY: "muted"}
EVERY = 0.5
"""Seconds between two looks at who follows."""
KEEPS_AWAY = N_(
    "Nobody gets through? Phones and laptop must be in the same Wi-Fi. In the laptop's firewall, allow "
    "Python on private networks. A guest Wi-Fi often keeps devices apart: then use the hotspot of a phone, "
    "and stay connected although it says that there is no internet."
)


class GuestNow(NamedTuple):
    """Another facilitator: an id, the name, and one of the states above."""

    id: str
    name: str
    state: str


class RoomNow(NamedTuple):
    """The room that is open: at which address, its page, its page on this laptop itself, where phones answer
    (empty where they do not get to); how many screens follow, for how many seconds one does not, None where
    all do; how many phones have a name; what other facilitators open (empty where they do not get to), the
    code that they type, and who they are."""

    host: str
    page: str
    own_page: str
    phones: str
    screens: int
    silent_for: float | None
    joined: int
    door: str = ""
    code: str = ""
    guests: tuple[GuestNow, ...] = ()


class RoomKeeper(Protocol):
    """Opens the room at an address, or moves it there, and closes it. `now` is None while it is closed."""

    @property
    def now(self) -> RoomNow | None: ...

    @property
    def terminal(self) -> str:
        """The command for a second terminal; empty while one follows."""

    async def open(self, host: str) -> None:
        """Raises RoomNotOpened."""

    async def close(self) -> None: ...

    def admit(self) -> Words:
        """Lets in who asked first; says what was done."""

    def turn_out(self, id: str) -> None:
        """Lets another facilitator write no more."""


class RoomOpeningScreen(ListPage):
    """A row for this laptop alone, for each of its networks, and for each other facilitator; `addresses`
    begin with the first."""

    MODES: ClassVar = (
        Mode(
            "room_opening",
            "rows",
            ("room_opening", "everywhere"),
            ("open_here", "turn_out", "close_room", "curtain", "help", "back"),
        ),
    )
    CSS_PATH = "whole_list.tcss"
    FRAME: ClassVar = "whole-list"

    def __init__(self, keeper: RoomKeeper, addresses: Sequence[str]) -> None:
        super().__init__(ListBox(chosen=lambda _row: self.run_later("open_here"), moved=self._moved))
        self.keeper, self.addresses = keeper, tuple(addresses)
        self.rows.always_shows_cursor = True
        self._shown: tuple[RoomNow | None, str] = (None, "")
        self._asked: Callable[[], Awaitable[None]] | None = None
        """What is done after Enter, and what would cut people off."""
        self._fault: Words = ""
        """Why the room was not opened, until the next key."""
        hosts = [now.host] if (now := keeper.now) is not None else self.addresses[1:]
        self.rows.row = next((i for i, address in enumerate(self.addresses) if address in hosts), 0)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        if (self.keeper.now, self.keeper.terminal) != self._shown and self._asked is None:
            self.draw()

    def _moved(self) -> None:
        self.keys.show_commands(self.bar())

    @property
    def situation(self) -> Situation:
        return Situation(is_room_open=self.keeper.now is not None, is_on_guest=self._guest is not None)

    @property
    def _guest(self) -> GuestNow | None:
        """The facilitator under the cursor."""
        guests, at = self._shown[0].guests if self._shown[0] else (), self.rows.row - len(self.addresses)
        return guests[at] if 0 <= at < len(guests) else None

    def draw(self) -> None:
        now, terminal = self._shown = self.keeper.now, self.keeper.terminal
        state = (f"   ● {_(OPEN)}", "good") if now else (f"   {_(CLOSED)}", "muted")
        self.heading.show([(f" {_('The room in browsers and on phones')}", "accent"), state])
        self.hint.show(self._fault or " ".join(str(words) for words in about(now, terminal)))
        guests = [
            (Cell(_("Co-facilitator")), Cell(guest.name, "strong"), Cell(_(guest.state), TONES[guest.state]))
            for guest in (now.guests if now else ())
        ]
        typed = [
            (Cell(str(words), "accent", spans=True), Cell(), Cell()) for words in to_be_typed(now, terminal)
        ]
        rows = (*(self._cells(address, now) for address in self.addresses), *guests, *typed)
        self.rows.show(Listing(COLUMNS, rows))
        self.keys.show_commands(self.bar())

    def _cells(self, address: str, now: RoomNow | None) -> tuple[Cell, ...]:
        is_own = address == self.addresses[0]
        where = Cell(_("This laptop only") if is_own else _("This network"))
        if now is not None and address == now.host:
            return Cell(where.text, "accent"), Cell(now.page, "good"), Cell(now.phones or "–", "good")
        if now is not None and is_own:
            return where, Cell(now.own_page, "good"), Cell("–", "muted")
        return where, Cell(address, "muted"), Cell("–" if is_own else _("with a code to scan"), "muted")

    async def press(self, key: str, character: str | None) -> None:
        asked, self._asked, self._fault = self._asked, None, ""
        if asked is not None and not is_always(key):
            self.draw()
            self.tell("")
            if key == "enter":
                await asked()
        elif key == "enter":  # the list would run it after the keys that follow
            await self.do_open_here()
        else:
            await super().press(key, character)

    async def do_open_here(self) -> None:
        """Opens the room at the address under the cursor, or moves it there; lets in who asks."""
        if (guest := self._guest) is not None:
            if guest.state == ASKS:
                self.tell(self.keeper.admit())
            else:
                self.refuse(keyed("{name} was let in already. {turn_out} turns out.", name=guest.name))
            self.draw()
            return
        if self.rows.row >= len(self.addresses):
            self.refuse(say("This is for typing it elsewhere. The room is opened at an address above."))
            return
        address = self.addresses[self.rows.row]
        if (now := self.keeper.now) is not None and now.host == address:
            self.refuse(say("The room is open here already."))
            return
        await self._unless_used(say("Move the room?"), partial(self._open, address))

    async def _unless_used(self, question: Words, work: Callable[[], Awaitable[None]]) -> None:
        """Does at once what nobody notices; asks while people would be cut off by it."""
        if not (used := used_by(self.keeper.now)):
            await work()
            return
        self._asked = work
        self.hint.show(" ".join(map(str, used)))
        self.keys.show_commands(())
        self.tell(f"{question}  {_('enter yes · esc no')}")

    async def _open(self, address: str) -> None:
        try:
            await self.keeper.open(address)
        except RoomNotOpened as error:
            self._fault = error.words
            self.draw()
            self.tell(error.words)
        else:
            self.draw()
            self.tell(say("The room is open. It closes with the program."))

    async def do_turn_out(self) -> None:
        """Lets the facilitator under the cursor write no more; asks first."""
        if (guest := self._guest) is None:
            return

        async def turn_out() -> None:
            self.keeper.turn_out(guest.id)
            self.draw()
            self.tell(say("{name} writes no more. What was written stays.", name=guest.name))

        self._asked = turn_out
        self.keys.show_commands(())  # Enter and Esc mean something else now
        self.tell(f"{say('Turn {name} out?', name=guest.name)}  {_('enter yes · esc no')}")

    async def do_close_room(self) -> None:
        """Closes the room: pages and phones are told."""
        await self._unless_used(say("Close the room?"), self._close)

    async def _close(self) -> None:
        knows_guests = bool(self.keeper.now and self.keeper.now.guests)
        await self.keeper.close()
        self.draw()
        self.tell(
            say("The room is closed. Whoever was let in is back when you open it again today.")
            if knows_guests
            else say("The room is closed. Its addresses and codes are worth nothing any more.")
        )  # fmt: skip


def used_by(now: RoomNow | None) -> list[Words]:
    """Who would be cut off, and how each gets back; nothing where nobody would."""
    if now is None:
        return []
    screens = [say_n("{n} screen follows.", "{n} screens follow.", now.screens)] * bool(now.screens)
    phones = [say_n("{n} phone has joined.", "{n} phones have joined.", now.joined)] * bool(now.joined)
    guests = [say("{name} writes this workshop.", name=one.name) for one in now.guests if one.state == HERE]
    cut_off = say("They are cut off then: screens open the page anew, phones scan the new code.")
    alone = say("Whoever writes goes on alone, and is back as soon as the room is open again today.")
    return [*screens, *phones, *[cut_off] * bool(screens or phones), *guests, *[alone] * bool(guests)]


def to_be_typed(now: RoomNow | None, terminal: str) -> list[Words]:
    """What somebody types elsewhere, each in a line of its own. `terminal`: the command for a second one,
    empty while one follows."""
    lines: list[Words] = [say("Second terminal: {command}", command=terminal)] if terminal else []
    if now is not None and now.door:
        lines += [
            say("Co-facilitator: {command}", command=f"cxworkshop open {now.door}"),
            say("Code to join: {code}", code=now.code),
        ]
    return lines


def about(now: RoomNow | None, terminal: str) -> list[Words]:
    """What is said above the addresses."""
    second = (
        say("A second terminal of this laptop shows what the room sees, too.")
        if terminal
        else say("A second terminal follows.")
    )
    if now is None:
        return [
            say("Enter opens a page for the projector's browser, and at an address of the network phones can "
                "answer too. It is served by this program, reaches nobody outside the network, and closes "
                "with the program. What is sent is not encrypted inside the Wi-Fi."),
            second,
        ]  # fmt: skip
    words: list[Words] = []
    if now.silent_for is not None:
        words.append(say("! A screen does not follow for {n} s.", n=int(now.silent_for)))
    elif now.screens:
        words.append(say_n("{n} screen follows.", "{n} screens follow.", now.screens))
    elif terminal:
        words.append(
            say("No screen follows yet: open the page in the browser of the laptop at the projector; F11 "
                "fills the screen.")
        )  # fmt: skip
    words.append(second)
    if now.phones:
        words.append(say_n("{n} phone has joined.", "{n} phones have joined.", now.joined))
    if now.door:
        words.append(
            say("Another facilitator types the command and the code below on a laptop of their own; you let "
                "in.")
        )  # fmt: skip
    if now.phones:
        words.append(say(KEEPS_AWAY))
    return words
