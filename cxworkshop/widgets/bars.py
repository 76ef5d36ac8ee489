"""The lines around the work: the header, the key bar, the tabs of a step, prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.commands import Command, key_shown
from cxworkshop.language import Words, _, language
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.looks import look

Piece = tuple[str, str]
"""A text and its look."""


class Bar(Widget):
    """One line of pieces. `left` is cut before `right`. Calls `clicked` with the index of a piece of
    `left`."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; background: $panel; color: $foreground; }
    Bar.-plain { background: $background; }
    """

    def __init__(
        self, *, id: str | None = None, classes: str = "", clicked: Callable[[int], object] | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.left: Sequence[Piece] = ()
        self.right: Sequence[Piece] = ()
        self.clicked = clicked

    def show(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Shows other pieces."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        right_width = sum(cell_len(display(text)) for text, _tone in self.right)
        return Strip.join(
            [
                self._strip(self.left, max(0, width - right_width)),
                self._strip(self.right, min(right_width, width)),
            ]
        )

    def _strip(self, pieces: Sequence[Piece], width: int) -> Strip:
        """The pieces in exactly `width` cells, cut with an ellipsis."""
        base = self.rich_style
        strip = Strip([Segment(display(text), base + look(self.app.theme, tone)) for text, tone in pieces])
        if strip.cell_length > width > 0:
            kept = list(strip.crop(0, width - 1))
            strip = Strip([*kept, Segment("…", kept[-1].style if kept else base)])
        return strip.adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        x = 0
        for i, (text, _tone) in enumerate(self.left):
            x += cell_len(display(text))
            if event.x < x:
                if self.clicked is not None:
                    self.clicked(i)
                return


class Lines(Bar):
    """Several lines of pieces. Without room for all, empty lines are left out first, then the last ones."""

    DEFAULT_CSS = """
    Lines { height: 1fr; background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: list[Sequence[Piece]] = []

    def write(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Shows other lines."""
        if list(lines) != self.lines:
            self.lines = list(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        lines = self.lines if len(self.lines) <= self.size.height else [line for line in self.lines if line]
        return self._strip(lines[y] if y < len(lines) else (), self.size.width)


MINIMUM_SIZE = 80, 24
"""Columns and rows of the smallest terminal in which lists can be read."""


class Header(Bar):
    """The line at the top of a screen; where the terminal is too small it says so instead."""

    def render_line(self, y: int) -> Strip:
        size = self.app.size
        if size.width >= MINIMUM_SIZE[0] and size.height >= MINIMUM_SIZE[1]:
            return super().render_line(y)
        words = _("{width}×{height} is too small: 80×24 is needed").format(
            width=size.width, height=size.height
        )
        return Strip(
            [Segment(fit(f" {words}", self.size.width), self.rich_style + look(self.app.theme, "alarm"))],
            self.size.width,
        )


class Prose(Widget):
    """A sentence, wrapped."""

    DEFAULT_CSS = """
    Prose { height: 1; width: 100%; color: $text-muted; background: $background; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words: Words = ""

    def show(self, words: Words) -> None:
        """Shows another sentence."""
        if str(words) != str(self.words):
            self.words = str(words)
            self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(wrap(display(self.words), max(10, width)))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        lines = [line for _begin, line in wrap(display(self.words), max(10, width))]
        if len(lines) > self.size.height and y == self.size.height - 1:
            lines[y] = fit(lines[y].rstrip() + " " + lines[y + 1], width)
        return Strip([Segment(lines[y] if y < len(lines) else "", base)]).adjust_cell_length(width, base)


class KeyBar(Bar):
    """The keys that work now: those of most weight that fit, in the order of the key table. Calls `run` with
    the id of a command that is clicked."""

    def __init__(self, run: Callable[[str], object], *, id: str | None = None) -> None:
        super().__init__(id=id, clicked=self._run)
        self.run, self.commands, self.language = run, tuple[Command, ...](), ""
        self.shown: list[Command] = []
        self.message: Words = ""
        self.warning: Words = ""

    def warn(self, words: Words) -> None:
        """Shows a warning at the right, whatever else is shown; takes it away for an empty one."""
        if str(words) != str(self.warning):
            self.warning = words
            self._fit()

    def tell(self, words: Words) -> None:
        """Shows a message before those keys that fit beside it; the keys alone for an empty one."""
        if words or self.message:
            self.message = words
            self._fit()

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Shows those of some commands that fit."""
        state = tuple(commands), language()
        if state != (self.commands, self.language):
            self.commands, self.language = state
            self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        warning = [(f" {self.warning} ", "bad")] if self.warning else []
        room = self.size.width - sum(cell_len(display(text)) for text, _tone in warning)
        pieces: list[Piece] = [(f" {self.message} ", "accent")] if self.message else []
        room -= sum(cell_len(display(text)) for text, _tone in pieces)
        self.shown = fitting_commands(self.commands, room)
        for command in self.shown:
            pieces += [(" " + key_shown(command), "accent"), (f" {_(command.title)} ", "")]
        if self.shown:
            pieces[-1] = (pieces[-1][0].rstrip(), "")
        self.show(pieces, warning)
        self.refresh()

    def _run(self, piece: int) -> None:
        of_keys = piece - bool(self.message)
        if of_keys >= 0 and self.shown and (command := self.shown[of_keys // 2]).by_name:
            self.run(command.id)


def fitting_commands(commands: Sequence[Command], width: int) -> list[Command]:
    """The commands whose keys and titles fit on one line of `width` cells; those of least weight are left out
    first."""
    kept = [command for command in commands if command.bar and command.keys]

    def command_width(command: Command) -> int:
        return cell_len(key_shown(command)) + cell_len(_(command.title)) + 3

    while kept and sum(map(command_width, kept)) - 1 > width:  # the last one has no gap after it
        kept.remove(min(reversed(kept), key=lambda command: command.bar))
    return kept


def tab_pieces(titles: Sequence[str], current: int, width: int) -> list[Piece]:
    """Titles side by side with the current one highlighted; those around it when not all fit in `width`
    cells."""
    names = [f" {fit(title, min(cell_len(title), width - 6))} " for title in titles]
    first, last = 0, len(names)
    while last - first > 1 and sum(cell_len(name) + 1 for name in names[first:last]) > width:
        if current - first > last - 1 - current:
            first += 1
        else:
            last -= 1
    pieces: list[Piece] = [(" ‹", "muted")] if first else []
    for i in range(first, last):
        pieces += [(names[i], "cursor" if i == current else "muted"), (" ", "")]
    return [*pieces, ("›", "muted")] if last < len(names) else pieces
