"""Asks to be let in by another facilitator, whose laptop has the workshop, and opens it from there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from cxworkshop.commands import Situation
from cxworkshop.errors import CxError, NotReached, NotUnderstood, WrongUse
from cxworkshop.language import Words, _, say
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import ENTRY, Mode
from cxworkshop.settings import settings
from cxworkshop.widgets.bars import Header, KeyBar, Prose
from cxworkshop.widgets.entry import Entry

if TYPE_CHECKING:
    from cxworkshop.editing.sharing import SharedSession
    from cxworkshop.storage.host.address import Address
    from cxworkshop.storage.host.pairing import Pairing

LOOKS_EVERY = 0.4
"""Seconds between two looks whether one was let in."""


class JoiningScreen(KeyScreen):
    """Asks for the address where none is given, then for a name and the code. Whoever was let in before is
    asked for neither; `known` is where that was, which may have another address by now. `again`: the workshop
    from there that is open here; it goes on, and what was typed meanwhile goes there."""

    MODES: ClassVar = (ENTRY, Mode("joining", "", ("joining", "everywhere"), ("join_on", "help", "back")))
    DEFAULT_CSS = (
        "JoiningScreen Prose { height: auto; margin: 1 1; } JoiningScreen Header { margin-bottom: 1; }"
    )

    def __init__(
        self, address: Address | None = None, known: Pairing | None = None, again: SharedSession | None = None
    ) -> None:
        super().__init__()
        self.known, self.again = known, again
        self.address, self.who, self.code = address, _own_name(), ""
        self.words: Words = ""
        self.is_joining = False
        self.header, self.message = Header(id="header"), Prose()
        self.entry, self.keys = Entry(id="entry", changed=self._changed), KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.message
        yield self.entry
        yield self.keys

    def on_mount(self) -> None:
        self.call_after_refresh(self.do_join_on)

    @property
    def live(self) -> Collection[str]:
        return ("entry",) if self.entry.is_open else ()

    @property
    def situation(self) -> Situation:
        has_below = self.cx.has_library or self.again is not None
        return Situation(has_below=has_below, has_library=has_below)

    def draw(self) -> None:
        where = f"  {self.address}" if self.address else ""
        self.header.show([(f" {_('With another facilitator')}", "strong"), (where, "muted")])
        self.message.show(self.words)
        self.keys.show_commands(self.bar())

    def _changed(self) -> None:
        if self.is_attached:
            self.draw()

    def _say(self, words: Words) -> None:
        self.words = words
        self._changed()

    # -- what is asked ---------------------------------------------------------------------------------------
    def do_join_on(self) -> None:
        """Goes on: asks what is not known yet."""
        if self.is_joining:
            return
        if self.address is None:
            self._ask_address()
        elif not self.code:
            self._work(self._if_known(self.address))
        else:
            self._ask_name()

    def _ask_address(self) -> None:
        words, at = (
            say("The other facilitator opens the room; the address and a code stand on that screen."),
            "",
        )
        if self.known is not None:
            words = say(
                "{title} is on the other facilitator's laptop ({who}). It was at this address last; Enter "
                "goes there. Where the other screen names another one by now, type that.",
                title=self.known.title,
                who=self.known.leader,
            )
            at = str(self.known.address)
        self._say(words)
        hint = say("such as 192.168.1.20:8765")
        self.entry.ask(say("Address"), self._take_address, hint, at, is_selected=bool(at))

    def _take_address(self, text: str) -> Words | None:
        from cxworkshop.storage.host.address import address_of

        try:
            self.address = address_of(text)
        except WrongUse as error:
            return error.words
        self._work(self._if_known(self.address))
        return None

    def _ask_name(self) -> None:
        hint = say("as the other facilitator knows you")
        self.entry.ask(say("Your name"), self._take_name, hint, self.who, is_selected=True)

    def _take_name(self, text: str) -> Words | None:
        self.who = text
        self.call_later(self._ask_code)  # the line closes first
        return None

    def _ask_code(self) -> None:
        self.entry.ask(say("Code"), self._take_code, say("six signs, from the other facilitator's screen"))

    def _take_code(self, text: str) -> Words | None:
        assert self.address is not None
        self.code = text
        self._work(self._ask_to_join(self.address, text))
        return None

    # -- in the background -----------------------------------------------------------------------------------
    def _work(self, work: Awaitable[None]) -> None:
        self.is_joining = True
        self.app.run_worker(self._worked(work), group="joining", exclusive=True)

    async def _worked(self, work: Awaitable[None]) -> None:
        try:
            await work
        except CxError as error:
            self._say(error.words)
            if isinstance(error, NotUnderstood):  # a wrong code
                self.call_later(self._ask_code)
        finally:
            self.is_joining = False

    async def _if_known(self, address: Address) -> None:
        """Opens the workshop where this laptop was let in before; what was typed while the other one was out
        of reach goes there then."""
        from cxworkshop.storage.host import pairing

        known = await asyncio.to_thread(pairing.kept, address) if self.again is None else None
        if known is None and self.known is not None:
            known = self.known._replace(address=address)
        if known is not None:
            self._say(say("Opening …"))
            try:
                again = await asyncio.to_thread(pairing.asked, address, known.token)
            except NotReached:
                if self.again is not None or not known.mirror.exists():
                    self.address = None if self.again is not None else address
                    raise
                again = known
            except NotUnderstood:  # it was closed on another day, or this laptop was turned out
                again = None
                if not known.slug:
                    await asyncio.to_thread(pairing.forget, known)
            if again is not None:
                if again is not known and self.again is None:
                    with suppress(OSError):  # it may have another address or name by now
                        await asyncio.to_thread(pairing.keep, again)
                await self._open(again)
                return
        self._say(
            say("Type the code that stands on the other facilitator's screen, where the room is open. What "
                "is typed goes over this network as it is, not encrypted.")
        )  # fmt: skip
        self._ask_name()

    async def _ask_to_join(self, address: Address, code: str) -> None:
        from cxworkshop.storage.host import pairing

        token = await asyncio.to_thread(pairing.ask_to_join, address, code, self.who)
        self._say(say("Waiting until the other facilitator lets {name} in …", name=self.who))
        while self.is_attached:
            try:
                known = await asyncio.to_thread(pairing.asked, address, token)
            except NotUnderstood as error:
                raise NotReached(error.words) from None
            if known is not None:
                if self.again is None:
                    await asyncio.to_thread(pairing.keep, known)
                await self._open(known)
                return
            await asyncio.sleep(LOOKS_EVERY)

    async def _open(self, known: Pairing) -> None:
        from cxworkshop.editing.sharing import open_shared
        from cxworkshop.storage.host.store import HostStore

        if self.again is not None:
            await self._go_on(self.again, known)
            return
        opened = await asyncio.to_thread(partial(open_shared, HostStore(known), known.slug))
        if self.cx.has_library:
            await self.app.pop_screen()
        await self.cx.show_workshop(opened)

    async def _go_on(self, opened: SharedSession, known: Pairing) -> None:
        """The workshop that is open goes on with the other laptop as it is known now."""
        from cxworkshop.storage.host import pairing
        from cxworkshop.storage.host.store import HostStore

        store = opened.store
        assert isinstance(store, HostStore)
        if known.workshop != store.pairing.workshop:
            self.address, self.code = None, ""
            raise WrongUse(
                say("Another workshop is open there: {title}. What was typed here waits for its own.",
                    title=known.title)
            )  # fmt: skip
        store.pairing = known
        await asyncio.to_thread(pairing.keep, known)
        if opened.exchange is not None:
            opened.exchange.begin_anew()
        await self.app.pop_screen()
        self.cx.warn(say("Joined again. What was typed meanwhile goes there now."))


def _own_name() -> str:
    """The facilitator of the settings; the name of a login tells the other one nothing."""
    return str(settings().new.get("facilitator") or "")
