"""A viewer of long texts, and the rendering of Markdown to its lines, which may run in a thread."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, TableElement
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.theme import Theme
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

WIDEST = 1000
"""Cells; wider than any row of a table."""


class Pages(ScrollView, can_focus=True):
    """Shows lines that scroll by arrows, page keys and the wheel."""

    DEFAULT_CSS = """
    Pages { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: list[Strip] = []

    def show(self, lines: Sequence[Strip], *, keeps_place: bool = False) -> None:
        """Shows other lines, from the top, or where one is in them."""
        self.lines = list(lines)
        self.virtual_size = Size(self.size.width, len(self.lines))
        if not keeps_place:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        i = y + self.scroll_offset.y
        base = self.rich_style
        if i >= len(self.lines):
            return Strip.blank(self.size.width, base)
        return self.lines[i].apply_style(base).adjust_cell_length(self.size.width, base)

    def take_key(self, key: str, character: str | None) -> bool:
        page = max(1, self.size.height - 1)
        step = {
            "up": -1,
            "down": 1,
            "pageup": -page,
            "pagedown": page,
            "space": page,
            "home": -len(self.lines),
            "end": len(self.lines),
        }.get(key)
        if step is None:
            return False
        before = self.scroll_offset.y
        self.scroll_to(y=max(0, before + step), animate=False, force=True, immediate=True)
        return self.scroll_offset.y != before

    def take_paste(self, text: str) -> bool:
        return False


class _Heading(Heading):
    """A heading at the left edge, as its text is."""

    LEVEL_ALIGN = dict.fromkeys(Heading.LEVEL_ALIGN, "left")


class _Table(TableElement):
    """A table with a rule below its heading, and empty lines between rows where cells take several lines."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for table in super().__rich_console__(console, options):
            if isinstance(table, Table):
                table.show_edge = False
                for column in table.columns:
                    column.overflow = "fold"
                table.leading = int(
                    table.__rich_measure__(console, options.update(max_width=WIDEST)).maximum
                    > options.max_width
                )
            yield table


class _Text(Markdown):
    elements = {**Markdown.elements, "heading_open": _Heading, "table_open": _Table}


def markdown_lines(text: str, width: int, accent: str = "", muted: str = "") -> list[Strip]:
    """Markdown as lines of at most `width` cells, with headings in the `accent` colour and without live
    links."""
    heading, quiet = Style(bold=True, color=accent or None), Style(color=muted or None)
    looks = {
        "markdown.h1": heading + Style(underline=True),
        "markdown.h2": heading,
        "markdown.h3": Style(bold=True),
    }
    looks |= {"markdown.item.bullet": quiet, "markdown.code": Style(bold=True)}
    looks |= {
        "markdown.table.header": quiet + Style(bold=True),
        "markdown.table.border": quiet,
        "markdown.hr": quiet,
        "markdown.block_quote": Style(color=accent or None),
    }
    console = Console(
        width=max(20, width),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        theme=Theme(looks),
    )
    rendered = console.render_lines(_Text(text, hyperlinks=False), pad=False)
    return [Strip([Segment(s.text, s.style) for s in line if not s.control]) for line in rendered]
