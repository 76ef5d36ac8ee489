"""What every screen of the program shares: one queue of keys, commands by name, words drawn anew when the
language changes."""

from __future__ import annotations

from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual.screen import Screen

from cxworkshop.commands import Command, command_for, commands_in
from cxworkshop.language import Words, _
from cxworkshop.sheets.text import shorten

if TYPE_CHECKING:
    from cxworkshop.app import CxApp
    from cxworkshop.storage.file.draft import Draft


class Pane(Protocol):
    """What can have the keys: rows, a sheet, pages, the one-line entry."""

    def take_key(self, key: str, character: str | None) -> bool: ...

    def take_paste(self, text: str) -> bool: ...


class KeyScreen(Screen[None]):
    """A screen that answers each key before the next one is looked at, also when it opens another screen."""

    WHERE: ClassVar[tuple[str, ...]] = ("everywhere",)
    HELP_PLACES: ClassVar[tuple[str, ...]] = ()
    """The places whose keys the help tells of, where they are more than those that work at the start."""
    AUTO_FOCUS = ""
    opening: KeyScreen | None = None
    """The screen that something asked for in passing, which cannot wait for it."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (140, "-wide")]

    def on_compose(self) -> None:
        """As wide as the window from the first layout on: Textual looks at the breakpoints after it, and keys
        typed ahead would meet a list that lacks columns."""
        self.add_class(
            next(
                name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS) if self.app.size.width >= least
            )
        )

    @property
    def cx(self) -> CxApp:
        return cast("CxApp", self.app)

    @property
    def pane(self) -> Pane | None:
        """What has the keys now."""
        return None

    @property
    def typing(self) -> Draft | None:
        """What is being typed and would be lost if the program ended now."""
        return None

    def put_aside(self) -> None:
        """Keeps what belongs to no session yet, some moments after each key."""

    @property
    def where(self) -> tuple[str, ...]:
        """The places whose commands work now, the nearest first."""
        return self.WHERE

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
        pane, command = self.pane, command_for(key, *self.where)
        if command is not None and (why := self.refuses(command.id)):
            self.cx.warn(why)
            return
        if pane is not None and pane.take_key(key, character):
            return
        if command is not None:
            await self.run(command.id, key)

    def paste(self, text: str) -> None:
        """Pasted text, to the pane."""
        if self.pane is not None:
            self.pane.take_paste(text)

    async def run(self, id: str, key: str = "") -> None:
        """Does what a command asks."""
        action = self._action(id)
        if action is None:
            return
        done = action(key) if id == "step" else action()
        if isawaitable(done):
            await done
        await self.show_opening()

    def commands(self) -> list[Command]:
        """What can be asked for by name here."""
        return [
            command
            for command in commands_in(*self.where)
            if command.asked and self.can(command.id) and not self.refuses(command.id)
        ]

    def can(self, id: str) -> bool:
        """Whether a command has anything behind it here."""
        return self._action(id) is not None

    def refuses(self, id: str) -> Words:
        """Why a command that works here otherwise does nothing now; empty when it does."""
        return ""

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

    def name_piece(self, name: str) -> tuple[str, str]:
        """Whose workshop it is; a long name must not hide what stands behind it."""
        return f" {shorten(name, max(16, self.size.width // 3))}", "strong"

    def round_pieces(self, number: int) -> list[tuple[str, str]]:
        """The round, in a header that has room for it."""
        return [(f"  {_('round')} {number}", "muted")] if self.size.width >= 100 else []

    def draw(self) -> None:
        """Everything said anew: the record or the language has changed."""

    def means_back(self, key: str) -> bool:
        """Whether a key asks to go back here."""
        command = command_for(key, *self.where)
        return command is not None and command.id == "back"

    async def do_back(self) -> None:
        """Back to the screen below."""
        if len(self.app.screen_stack) > 2:
            await self.app.pop_screen()
