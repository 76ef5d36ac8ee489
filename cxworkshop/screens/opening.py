"""The frame of a workshop, painted at once while a thread imports the record and opens the session."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult

from cxworkshop.errors import Unreadable
from cxworkshop.language import _
from cxworkshop.screens.base import KeyScreen
from cxworkshop.storage.file.folder import summary as read_summary
from cxworkshop.widgets.bars import Header, Prose


class OpeningScreen(KeyScreen):
    """Shows the name of the workshop. Keys wait in the queue until it is open."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def compose(self) -> ComposeResult:
        yield (header := Header(id="header"))
        yield (message := Prose())
        try:
            summary = read_summary(self.path)
            name, round_shown = (
                summary.organisation or summary.title or self.path.stem,
                f"  {_('round')} {summary.round}" if summary.round else "",
            )
        except Unreadable:
            name, round_shown = self.path.stem, ""
        header.show([(f" {name}", "strong"), (round_shown, "muted")])
        message.show(_("Opening …"))
