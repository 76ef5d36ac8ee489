"""A page over the work: help, the details of a file, and whatever else is read and put away with Escape."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from cxworkshop.commands import commands_in
from cxworkshop.language import Words
from cxworkshop.screens.base import KeyScreen, Pane
from cxworkshop.widgets.bars import KeyBar
from cxworkshop.widgets.pages import Pages
from cxworkshop.widgets.text import display, fit, wrap

BOLD = Style(bold=True)


class Page:
    """Lines of a width, written one after the other."""

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

    def item(self, head: Words, words: Words, width: int) -> None:
        """Words beside their head, which has `width` cells."""
        for i, (_begin, line) in enumerate(wrap(str(words), max(20, self.width - width - 1))):
            self.lines.append(Strip([Segment(fit(display(head) if i == 0 else "", width) + " ", BOLD), Segment(display(line))]))

    def gap(self) -> None:
        """An empty line."""
        self.lines.append(Strip([]))


class PageScreen(KeyScreen):
    """Shows what `write` puts on a page; written anew when the language changes."""

    WHERE: ClassVar = ("everywhere",)
    CSS_PATH = "page.tcss"

    def __init__(self, write: Callable[[Page], None]) -> None:
        super().__init__()
        self.write = write
        self.pages, self.keys = Pages(), KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.pages
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.pages)
        self.call_after_refresh(self.draw)

    @property
    def pane(self) -> Pane:
        return self.pages

    def draw(self) -> None:
        self.keys.show_commands([c for c in commands_in("everywhere") if c.id in ("back", "quit")])
        page = Page(max(30, self.pages.size.width - 2), self.app.theme_variables["primary"])
        self.write(page)
        self.pages.show(page.lines)

    async def do_back(self) -> None:
        await self.app.pop_screen()
