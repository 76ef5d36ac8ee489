"""A page of text on top of the work, closed with Escape: help and the details of a file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from cxworkshop.language import Words
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.bars import KeyBar
from cxworkshop.widgets.pages import Pages

BOLD = Style(bold=True)


class Page:
    """Lines of a width, written from top to bottom."""

    def __init__(self, width: int, accent: str = "") -> None:
        self.width = width
        self.accent = BOLD + Style(color=accent or None)
        self.lines: list[Strip] = []

    def heading(self, words: Words) -> None:
        """A line that stands out."""
        self.text(words, self.accent)

    def text(self, words: Words, style: Style | None = None) -> None:
        """Words on as many lines as they need."""
        for _begin, line in wrap(str(words), self.width):
            self.lines.append(Strip([Segment(display(line), style)]))

    def listed(self, sign: str, words: Words) -> None:
        """An item of a list, after its sign or number; without one where `sign` is empty."""
        prefix = f"{sign} " if sign else ""
        for i, (_begin, line) in enumerate(wrap(display(words), self.width - len(prefix))):
            self.lines.append(Strip([Segment((prefix if i == 0 else " " * len(prefix)) + line)]))

    def item(self, head: Words, words: Words, width: int, title: str = "", column: int = 0) -> None:
        """Words beside their head, which has `width` cells. A bold title comes before them, in a column of
        its own if `column` is not 0."""
        heads = [line for _begin, line in wrap(display(head), width)]
        if column:
            heads[0], width, title = f"{fit(heads[0], width)}  {title}", width + 2 + column, ""
        lines = [
            line
            for _begin, line in wrap(
                display(f"{title}  {words}" if title else words), max(20, self.width - width - 2)
            )
        ]
        for i, (left, line) in enumerate(zip_longest(heads, lines, fillvalue="")):
            bold = len(title) if i == 0 else 0
            self.lines.append(
                Strip([Segment(fit(left, width) + "  " + line[:bold], BOLD), Segment(line[bold:])])
            )

    def gap(self) -> None:
        """An empty line."""
        self.lines.append(Strip([]))


class PageScreen(KeyScreen):
    """Shows a page that `write` fills; called again when the language changes."""

    MODES: ClassVar[tuple[Mode, ...]] = (Mode("page", "pages", ("everywhere",), ("back", "quit")),)
    CSS_PATH = "page.tcss"

    def __init__(self, write: Callable[[Page], None]) -> None:
        super().__init__()
        self.write = write
        self.pages, self.keys = Pages(), KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.pages
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.pages)
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        self.keys.show_commands(self.bar())
        page = Page(max(30, self.pages.size.width - 2), self.app.theme_variables["primary"])
        self.write(page)
        self.pages.show(page.lines)
