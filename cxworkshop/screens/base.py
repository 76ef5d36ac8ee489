"""The base of all screens: routes keys to the part that has them, runs commands by id, and redraws when the
language or the session changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual.screen import Screen

from cxworkshop.commands import Command, Situation, commands_in, is_always, nothing_done
from cxworkshop.language import Words, _, say, use_sector
from cxworkshop.screens.modes import Mode, places_of
from cxworkshop.screens.program import Program
from cxworkshop.sheets.clipboard import CLIPBOARD
from cxworkshop.sheets.text import shorten

if TYPE_CHECKING:
    from cxworkshop.model.place import Place
    from cxworkshop.model.session import Session
    from cxworkshop.screens.findable import Findable
    from cxworkshop.storage.file.draft import Draft
    from cxworkshop.widgets.bars import KeyBar
    from cxworkshop.widgets.entry import Entry


class Pane(Protocol):
    """A part of a screen that can have the keys. Its methods return whether they did anything or said why."""

    def take_key(self, key: str, character: str | None) -> bool: ...

    def take_paste(self, text: str) -> bool: ...


class ChangeSource(Protocol):
    """A session that calls listeners with its value before and after each change."""

    @property
    def session(self) -> Session: ...

    def listen(self, listener: Callable[[Session, Session], None]) -> Callable[[], None]: ...


class KeyScreen(Screen[None]):
    """A screen with modes. Each key is handled completely before the next, also when it opens another
    screen."""

    MODES: ClassVar[tuple[Mode, ...]] = (Mode("waiting", "", ("everywhere",)),)
    AUTO_FOCUS = ""
    # notices stand above the lines below a list, which say what the cursor is on and what is wrong
    DEFAULT_CSS = "KeyScreen ToastRack { margin-bottom: 8; }"
    keys: KeyBar
    entry: Entry
    pending_screen: KeyScreen | None = None
    """A screen to be opened after the key, set by code that cannot await."""
    pending_work: Callable[[], Awaitable[None]] | None = None
    """What is to be done after the key, set by code that cannot await."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (140, "-wide")]
    is_stale = False
    """Whether the session has changed while another screen covered this one."""
    _stop_listening: tuple[Callable[[], None], ...] = ()

    def on_compose(self) -> None:
        """Sets the class of the width before the first layout. Textual sets it after, and keys typed ahead
        would meet a list without all columns."""
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
        """The names of the modes that are on above the lowest one."""
        return ()

    @property
    def mode(self) -> Mode:
        """The topmost mode that is on."""
        live = self.live
        return next((mode for mode in self.MODES[:-1] if mode.name in live), self.MODES[-1])

    @property
    def pane(self) -> Pane | None:
        """The part that has the keys."""
        return getattr(self, self.mode.pane) if self.mode.pane else None

    @property
    def takes_text(self) -> bool:
        """Whether each character is only typed, so that several can be pressed at once."""
        return self.mode.is_typed and not self.mode.is_question

    @property
    def findable(self) -> Findable | None:
        """What can be found and gone to from here besides commands; None where nothing can."""
        return None

    async def leave_for(self, go: Callable[[], None]) -> None:
        """Goes to what was found."""
        go()

    @property
    def situation(self) -> Situation:
        """The facts that decide which commands are useful."""
        return Situation()

    @property
    def typing(self) -> Draft | None:
        """The text being typed in a session, to be saved as a draft; None when there is none."""
        return None

    @property
    def is_typed_into(self) -> bool:
        """Whether the next key is a part of what is typed or answers a question, and no command."""
        return self.mode.is_typed

    @property
    def in_use(self) -> Collection[Place]:
        """The records that are typed into or asked about: they stay while somebody else removes them."""
        return ()

    @property
    def slips_shown(self) -> tuple[str, str]:
        """The table and the ballot of blind slips that are keyed in here; empty where none are."""
        return "", ""

    @property
    def answers_shown(self) -> tuple[str, str, str] | None:
        """What the room sees of blind answers while this is open: "ballot" or "reveal", their table, the
        number of the ballot; None for what is not about answers, or over."""
        return None

    def phones_changed(self) -> None:
        """Shows how far people are on their phones, where that is shown."""

    def save_draft(self) -> None:
        """Saves what is not in a session yet, DRAFT_DELAY after a key."""

    async def press(self, key: str, character: str | None) -> None:
        """Handles a key: the pane takes it, else the command of the key runs, else it is said that it does
        nothing. Returns when a screen that it opens is shown."""
        if hasattr(self, "keys"):
            self.keys.tell("")
        await self._press(key, character)
        await self.show_pending()

    async def show_pending(self) -> None:
        """Opens the pending screen and does the pending work, if any."""
        if self.pending_screen is not None:
            screen, self.pending_screen = self.pending_screen, None
            await self.app.push_screen(screen)
        if self.pending_work is not None:
            work, self.pending_work = self.pending_work, None
            await work()

    async def _press(self, key: str, character: str | None) -> None:
        mode, pane, now = self.mode, self.pane, self.situation
        command = mode.command_for(key, now)
        if command is not None and not mode.is_typed and (why := command.refusal(now)):
            self.refuse(why)
            if command.begins_text:
                self.stop(why)
        elif pane is not None and pane.take_key(key, character):
            pass
        elif self.mode is not mode:  # the key kept what was typed, and means what it does without
            await self._press(key, character)
        elif command is not None and self._action(command.id) and (not mode.is_typed or is_always(key)):
            await self.run(command.id, key)
        else:
            self.refuse(self.nothing_done(key))

    def nothing_done(self, key: str) -> Words:
        """Why a key that neither the pane nor a command takes does nothing."""
        return nothing_done(key, is_typed=self.mode.is_typed)

    def stop(self, why: Words) -> None:
        """Takes no words for commands that follow a command that would have begun a text."""

    def paste(self, text: str) -> None:
        """Passes pasted text to the pane."""
        if self.pane is None or not self.pane.take_paste(text):
            self.refuse(say("Nothing was pasted: there is no text here."))

    def do_put_back(self) -> None:
        """Pastes what was copied last in the program, whatever the terminal made of it."""
        if CLIPBOARD.copied is None:
            self.refuse(say("Nothing has been copied yet."))
        else:
            self.paste(CLIPBOARD.copied.text)

    # -- commands --------------------------------------------------------------------------------------------
    async def run(self, id: str, key: str = "") -> None:
        """Runs a command by its id."""
        self.redraw_if_stale()
        command = next((command for command in self._all_commands() if command.id == id), None)
        if command is not None and (why := command.refusal(self.situation)):
            self.refuse(why)
            return
        action = self._action(id)
        if action is None:
            return
        done = action(key) if command is not None and command.by_key else action()
        if isawaitable(done):
            await done
        await self.show_pending()

    def run_later(self, id: str) -> None:
        """Runs a command after the current event, as for a click."""
        self.app.call_later(self.run, id)

    def _all_commands(self) -> list[Command]:
        """Every command of this screen, those of the current mode first."""
        return [*self.mode.commands(), *commands_in(*places_of(self.MODES))]

    def commands(self) -> list[Command]:
        """The commands that the palette lists."""
        now = self.situation
        return [
            command
            for command in self.mode.commands()
            if command.is_named(now) and self._action(command.id) is not None
        ]

    def bar(self) -> list[Command]:
        """The commands for the key bar."""
        return self.mode.in_bar(self.situation)

    def refuse(self, why: Words) -> None:
        """Shows why a key or a command does nothing now."""
        if hasattr(self, "entry") and self.entry.is_open:
            self.entry.refuse(why)
        else:
            self.tell(why)

    def tell(self, words: Words) -> None:
        """Shows a message until the next key; before the keys where a screen has no line for it."""
        if hasattr(self, "keys"):
            self.keys.tell(words)

    def others_changed(self) -> None:
        """Draws who else has the workshop open, and how it stands with its store."""
        self.draw_header()

    @property
    def handlers(self) -> tuple[object, ...]:
        """The objects whose method `do_` and a command's id runs the command; the first that has it."""
        return self, self.pane, self.cx, self.cx.everywhere

    def _action(self, id: str) -> Any:
        """The method that runs a command; None without one."""
        return next(
            (
                action
                for handler in self.handlers
                if (action := getattr(handler, f"do_{id}", None)) is not None
            ),
            None,
        )

    def means_back(self, key: str) -> bool:
        """Whether a key means Back here."""
        command = self.mode.command_for(key, self.situation)
        return command is not None and command.id == "back"

    async def do_back(self) -> None:
        """Ends the current mode, else returns to the screen below."""
        if self.mode.leave:
            getattr(self, self.mode.leave)()
        else:
            await self.app.pop_screen()

    # -- what is shown ---------------------------------------------------------------------------------------
    def listen_to(self, source: ChangeSource) -> None:
        """Redraws after each change of a session, until the screen is removed."""
        use_sector(source.session.organisation.sector)
        self.hears(source, self._note_change)

    def hears(self, source: ChangeSource, listener: Callable[[Session, Session], None]) -> None:
        """Calls a listener after each change of a session, until the screen is removed."""
        self._stop_listening = (*self._stop_listening, source.listen(listener))

    def _note_change(self, before: Session, after: Session) -> None:
        if after.organisation.sector != before.organisation.sector:
            use_sector(after.organisation.sector)
            self.draw()  # every heading says it otherwise
        if self._is_covered:
            self.is_stale = True
        else:
            self.session_changed(before, after)

    @property
    def _is_covered(self) -> bool:
        """Whether a screen with an opaque background is on top; a record's form is not."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        return any(screen.styles.background.a == 1 for screen in above)

    def session_changed(self, before: Session, after: Session) -> None:
        """Redraws after a change of the session."""
        self.draw()

    def redraw_if_stale(self) -> None:
        """Redraws if the session has changed while the screen was covered."""
        if self.is_stale:
            self.is_stale = False
            self.draw()

    def draw_header(self) -> None:
        """Draws the line that shows whether all is saved; beside the keys where a screen has no other."""
        if hasattr(self, "keys"):
            self.keys.warn(self.cx.short_trouble)

    def on_screen_resume(self) -> None:
        self.redraw_if_stale()
        self.draw_header()
        self.be_here()

    def be_here(self) -> None:
        """Tells others who have the workshop open where the cursor is, where that is shown to them."""

    def on_unmount(self) -> None:
        for stop in self._stop_listening:
            stop()
        self._stop_listening = ()

    def draw(self) -> None:
        """Draws everything, after a change of the session or the language."""

    def name_piece(self, name: str) -> tuple[str, str]:
        """The name of the organisation for a header, cut to a third of the width."""
        return f" {shorten(name, max(16, self.size.width // 3))}", "strong"

    def round_pieces(self, number: int) -> list[tuple[str, str]]:
        """The round for a header; nothing in a narrow one."""
        return [(f"  {_('round')} {number}", "muted")] if self.size.width >= 100 else []
