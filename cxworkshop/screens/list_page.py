"""A list with a heading and a sentence above it, on top of whatever is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.screens.base import KeyScreen
from cxworkshop.widgets.bars import Bar, KeyBar, Prose
from cxworkshop.widgets.list_box import ListBox


class ListPage(KeyScreen):
    """Shows `rows`; `FRAME` is what its style sheet calls the place they stand in."""

    CSS_PATH = "page.tcss"
    FRAME: ClassVar = "page"

    def __init__(self, rows: ListBox) -> None:
        super().__init__()
        self.heading, self.hint = Bar(classes="-plain"), Prose()
        self.rows, self.keys = rows, KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id=self.FRAME):
            yield self.heading
            yield self.hint
            yield self.rows
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.draw()  # keys typed ahead meet the rows
        self.call_after_refresh(self.draw)  # lines are broken by the width
