"""What every screen of the program shares: one queue of keys, commands by name, words drawn anew when the
language or what is shown changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual.screen import Screen

from cxworkshop.commands import Command, Situation, commands_in
from cxworkshop.language import Words, _
from cxworkshop.screens.modes import Mode, places_of
from cxworkshop.screens.program import Program
from cxworkshop.sheets.text import shorten

if TYPE_CHECKING:
    from cxworkshop.model.session import Session
    from cxworkshop.storage.file.draft import Draft


class Pane(Protocol):
    """What can have the keys: rows, a sheet, pages, the one-line entry."""

    def take_key(self, key: str, character: str | None) -> bool: ...

    def take_paste(self, text: str) -> bool: ...


class Listened(Protocol):
    """A session that says when it changes."""

    def listen(self, listener: Callable[[Session, Session], None]) -> Callable[[], None]: ...


class KeyScreen(Screen[None]):
    """A screen that answers each key before the next one is looked at, also when it opens another screen."""

    MODES: ClassVar[tuple[Mode, ...]] = (Mode("waiting", "", ("everywhere",)),)
    AUTO_FOCUS = ""
    opening: KeyScreen | None = None
    """The screen that something asked for in passing, which cannot wait for it."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (140, "-wide")]
    is_stale = False
    """Whether what it shows has changed while another screen covered it."""
    _ends_hearing: Callable[[], None] | None = None

    def on_compose(self) -> None:
        """As wide as the window from the first layout on: Textual looks at the breakpoints after it, and keys
        typed ahead would meet a list that lacks columns."""
        self.add_class(
            next(
                name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS) if self.app.size.width >= least
            )
        )

    @property
    def cx(self) -> Program:
        return cast("Program", self.app)

    # -- which part has the keys -----------------------------------------------------------------------------
    @property
    def live(self) -> Collection[str]:
        """The modes that are on above the lowest one."""
        return ()

    @property
    def mode(self) -> Mode:
        """The uppermost mode that is on."""
        live = self.live
        return next((mode for mode in self.MODES[:-1] if mode.name in live), self.MODES[-1])

    @property
    def pane(self) -> Pane | None:
        """What has the keys now."""
        return getattr(self, self.mode.pane) if self.mode.pane else None

    @property
    def situation(self) -> Situation:
        """The facts that the usefulness of commands hangs on."""
        return Situation()

    @property
    def typing(self) -> Draft | None:
        """What is being typed and would be lost if the program ended now."""
        return None

    def put_aside(self) -> None:
        """Keeps what belongs to no session yet, some moments after each key."""

    async def press(self, key: str, character: str | None) -> None:
        """One key: to the pane, else the command it means here. A screen that it opens is there before the
        next key."""
        await self._press(key, character)
        await self.show_opening()

    async def show_opening(self) -> None:
        """Puts the screen that something asked for over this one."""
        if self.opening is not None:
            opening, self.opening = self.opening, None
            await self.app.push_screen(opening)

    async def _press(self, key: str, character: str | None) -> None:
        mode, pane, now = self.mode, self.pane, self.situation
        command = mode.command_for(key, now)
        if command is not None and not mode.is_typed and (why := command.refusal(now)):
            self.refuse(why)
        elif not (pane is not None and pane.take_key(key, character)) and command is not None:
            await self.run(command.id, key)

    def paste(self, text: str) -> None:
        """Pasted text, to the pane."""
        if self.pane is not None:
            self.pane.take_paste(text)

    # -- commands --------------------------------------------------------------------------------------------
    async def run(self, id: str, key: str = "") -> None:
        """Does what a command asks."""
        self.freshen()
        command = next((one for one in self._known() if one.id == id), None)
        if command is not None and (why := command.refusal(self.situation)):
            self.refuse(why)
            return
        action = self._action(id)
        if action is None:
            return
        done = action(key) if command is not None and command.by_key else action()
        if isawaitable(done):
            await done
        await self.show_opening()

    def _known(self) -> list[Command]:
        """Every command of this screen, those that work now first."""
        return [*self.mode.commands(), *commands_in(*places_of(self.MODES))]

    def commands(self) -> list[Command]:
        """What can be asked for by name here."""
        now = self.situation
        return [one for one in self.mode.commands() if one.is_named(now) and self._action(one.id) is not None]

    def bar(self) -> list[Command]:
        """What the key bar chooses from."""
        return self.mode.in_bar(self.situation)

    def refuse(self, why: Words) -> None:
        """Says why a command does nothing now."""
        self.cx.warn(why)

    @property
    def holders(self) -> tuple[object, ...]:
        """Who may do what a command asks, by its `do_` and the command's id."""
        return self, self.pane, self.cx

    def _action(self, id: str) -> Any:
        """What does a command: the screen, what has the keys, or the app."""
        return next(
            (action for holder in self.holders if (action := getattr(holder, f"do_{id}", None)) is not None),
            None,
        )

    def means_back(self, key: str) -> bool:
        """Whether a key asks to go back here."""
        command = self.mode.command_for(key, self.situation)
        return command is not None and command.id == "back"

    async def do_back(self) -> None:
        """Ends the mode that has the keys, else goes back to the screen below."""
        if self.mode.leave:
            getattr(self, self.mode.leave)()
        else:
            await self.app.pop_screen()

    # -- what is shown ---------------------------------------------------------------------------------------
    def hear(self, shown: Listened) -> None:
        """Has what is shown drawn anew after each change of it, until this screen goes."""
        self._ends_hearing = shown.listen(self._hear_change)

    def _hear_change(self, before: Session, after: Session) -> None:
        if self._is_covered:
            self.is_stale = True
        else:
            self.session_changed(before, after)

    @property
    def _is_covered(self) -> bool:
        """Whether another screen hides it; behind a card it is still seen."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        return any(screen.styles.background.a == 1 for screen in above)

    def session_changed(self, before: Session, after: Session) -> None:
        """What is seen of the session reads otherwise."""
        self.draw()

    def freshen(self) -> None:
        """Draws what has changed under another screen: before the next key is looked at."""
        if self.is_stale:
            self.is_stale = False
            self.draw()

    def on_screen_resume(self) -> None:
        self.freshen()

    def on_unmount(self) -> None:
        if self._ends_hearing is not None:
            self._ends_hearing()
            self._ends_hearing = None

    def draw(self) -> None:
        """Everything said anew: the record or the language has changed."""

    def name_piece(self, name: str) -> tuple[str, str]:
        """Whose workshop it is; a long name must not hide what stands behind it."""
        return f" {shorten(name, max(16, self.size.width // 3))}", "strong"

    def round_pieces(self, number: int) -> list[tuple[str, str]]:
        """The round, in a header that has room for it."""
        return [(f"  {_('round')} {number}", "muted")] if self.size.width >= 100 else []
