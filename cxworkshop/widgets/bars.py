"""The lines around the work: the header, the key bar, the tabs of a step and the one-line entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.commands import Command, is_always, key_shown
from cxworkshop.language import Words, _, language
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.text import display, fit, next_grapheme, wrap
from cxworkshop.widgets.looks import look

Piece = tuple[str, str]
"""A text and its tone."""


class Bar(Widget):
    """One line of pieces, each in a tone. `left` gives way before `right` does."""

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
        """Draws other pieces."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        tail = sum(cell_len(display(text)) for text, _tone in self.right)
        return Strip.join(
            [self._strip(self.left, max(0, width - tail)), self._strip(self.right, min(tail, width))]
        )

    def _strip(self, pieces: Sequence[Piece], width: int) -> Strip:
        """Exactly `width` cells; an ellipsis says that something is left out."""
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
    """Several lines of pieces. Where there is no room for all, the empty ones go first, then those at the
    end."""

    DEFAULT_CSS = """
    Lines { height: 1fr; background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: list[Sequence[Piece]] = []

    def write(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Draws other lines."""
        if list(lines) != self.lines:
            self.lines = list(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        lines = self.lines if len(self.lines) <= self.size.height else [line for line in self.lines if line]
        return self._strip(lines[y] if y < len(lines) else (), self.size.width)


LEAST = 80, 24
"""Columns and rows below which lists cannot be read any more."""


class Header(Bar):
    """The line at the top of a screen; where the terminal is too small it says so in words."""

    def render_line(self, y: int) -> Strip:
        size = self.app.size
        if size.width >= LEAST[0] and size.height >= LEAST[1]:
            return super().render_line(y)
        told = _("{width}×{height} is too small: 80×24 is needed").format(
            width=size.width, height=size.height
        )
        return Strip(
            [Segment(fit(f" {told}", self.size.width), self.rich_style + look(self.app.theme, "alarm"))],
            self.size.width,
        )


class Prose(Widget):
    """A sentence on the lines there are for it."""

    DEFAULT_CSS = """
    Prose { height: 1; width: 100%; color: $text-muted; background: $background; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words: Words = ""

    def show(self, words: Words) -> None:
        """Another sentence."""
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
    """The keys that work now, the weightiest that fit, in the order of the key table."""

    def __init__(self, run: Callable[[str], object], *, id: str | None = None) -> None:
        super().__init__(id=id, clicked=self._run)
        self.run, self.commands, self.spoken = run, tuple[Command, ...](), ""
        self.shown: list[Command] = []

    def show_commands(self, commands: Sequence[Command]) -> None:
        """The commands to choose from."""
        told = tuple(commands), language()
        if told != (self.commands, self.spoken):
            self.commands, self.spoken = told
            self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        self.shown = fitting(self.commands, self.size.width)
        pieces: list[Piece] = []
        for command in self.shown:
            pieces += [(" " + key_shown(command), "accent"), (f" {_(command.title)} ", "")]
        if pieces:
            pieces[-1] = (pieces[-1][0].rstrip(), "")
        self.show(pieces)
        self.refresh()

    def _run(self, piece: int) -> None:
        command = self.shown[piece // 2]
        if command.asked:
            self.run(command.id)


def fitting(commands: Sequence[Command], width: int) -> list[Command]:
    """The commands whose keys and titles fit on one line of `width` cells, the least weighty left out
    first."""
    keep = [command for command in commands if command.bar and command.keys]

    def room(command: Command) -> int:
        return cell_len(key_shown(command)) + cell_len(_(command.title)) + 3

    while keep and sum(map(room, keep)) - 1 > width:  # nothing parts the last one from the edge
        keep.remove(min(reversed(keep), key=lambda command: command.bar))
    return keep


class Entry(Widget):
    """One line to type into, above the key bar: a parked thing, a decision, a reason. Hidden until it is
    asked."""

    DEFAULT_CSS = """
    Entry { height: 1; width: 100%; background: $primary-muted; color: $foreground; display: none; }
    Entry.-asked { display: block; }
    """

    def __init__(self, *, id: str | None = None, changed: Callable[[], object] | None = None) -> None:
        super().__init__(id=id)
        self.label: Words = ""
        self.hint: Words = ""
        self.fault: Words = ""
        self.line_typed = Line()
        self.keep: Callable[[str], Words | None] | None = None
        self.typed: Callable[[str], object] | None = None
        self.changed = changed

    @property
    def is_asked(self) -> bool:
        return self.keep is not None

    def ask(
        self,
        label: Words,
        keep: Callable[[str], Words | None],
        hint: Words = "",
        text: str = "",
        typed: Callable[[str], object] | None = None,
    ) -> None:
        """Asks for one line. `keep` gets it with Enter and answers with what is wrong, or None. `typed` hears
        of each key, and of nothing when the line is given up."""
        self.label, self.hint, self.keep, self.typed, self.fault = label, hint, keep, typed, ""
        self.line_typed = Line.of(text)
        self._update()

    def resume(self, text: str) -> None:
        """Has the text in the line, as if it had just been typed."""
        self._set(Line.of(text))

    def close(self) -> None:
        self.keep = None
        self._update()

    def _update(self) -> None:
        self.set_class(self.is_asked, "-asked")
        self.refresh()
        if self.changed is not None:
            self.changed()

    def take_key(self, key: str, character: str | None) -> bool:
        if self.keep is None or is_always(key):
            return False
        if key == "escape":
            self._set(Line())
            self.close()
        elif key == "enter":
            keep, text = self.keep, self.line_typed.text.strip()
            self.keep = None
            fault = keep(text) if text else None
            if fault is not None:
                self.keep, self.fault = keep, fault
            self._update()
        elif character and character.isprintable():
            self._set(self.line_typed.insert(character))
        elif (line := self.line_typed.press(key)) is not None:
            self._set(line)
        return True

    def take_paste(self, text: str) -> bool:
        self._set(self.line_typed.insert(" ".join(text.split())))
        return True

    def _set(self, line: Line) -> None:
        self.line_typed, self.fault = line, ""
        if self.typed is not None:
            self.typed(line.text)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        label = display(f" {self.label} ")
        before, caret, after = window(self.line_typed, max(12, width - cell_len(label) - 1))
        parts = [
            Segment(label, base + look(self.app.theme, "accent")),
            Segment(before, base),
            Segment(caret, look(self.app.theme, "caret")),
            Segment(after, base),
        ]
        if says := display(self.fault or ("" if self.line_typed.text else self.hint)):
            used = sum(cell_len(part.text) for part in parts) + 2
            parts.append(
                Segment(
                    f"  {fit(says, min(cell_len(says), width - used))}",
                    base + look(self.app.theme, "alarm" if self.fault else "muted"),
                )
            )
        self.app.cursor_position = self.content_region.offset + Offset(cell_len(label) + cell_len(before), 0)
        return Strip(parts).adjust_cell_length(width, base)


def window(line: Line, room: int) -> tuple[str, str, str]:
    """What is seen of a line in `room` cells: before the caret, under it and behind it. An ellipsis says that
    there is more."""
    text, at = line.text, line.caret
    start, end = 0, next_grapheme(text, at)
    caret = display(text[at:end]) or " "
    while cell_len(display(text[start:at])) > room - cell_len(caret) - 1 - bool(start):
        start = next_grapheme(text, start)
    before, after = ("…" if start else "") + display(text[start:at]), display(text[end:])
    return before, caret, fit(after, min(cell_len(after), room - cell_len(before) - cell_len(caret)))


def spread(pieces: Sequence[str], on: int, width: int) -> list[Piece]:
    """Titles side by side with one picked out; when they do not fit, those around the picked one."""
    names = [f" {fit(name, min(cell_len(name), width - 6))} " for name in pieces]
    first, last = 0, len(names)
    while last - first > 1 and sum(cell_len(n) + 1 for n in names[first:last]) > width:
        if on - first > last - 1 - on:
            first += 1
        else:
            last -= 1
    found: list[Piece] = [(" ‹", "muted")] if first else []
    for i in range(first, last):
        found += [(names[i], "cursor" if i == on else "muted"), (" ", "")]
    return [*found, ("›", "muted")] if last < len(names) else found
