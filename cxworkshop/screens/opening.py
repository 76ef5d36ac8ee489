"""The frame of a workshop that is being opened: painted at once, while the record and its rules are read
beside it."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult

from cxworkshop.errors import Unreadable
from cxworkshop.language import _
from cxworkshop.screens.base import KeyScreen
from cxworkshop.storage.file.folder import summary
from cxworkshop.widgets.bars import Header, Prose


class OpeningScreen(KeyScreen):
    """Says whose workshop it is. Keys wait until it is open."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def compose(self) -> ComposeResult:
        yield (header := Header(id="header"))
        yield (told := Prose())
        try:
            known = summary(self.path)
            name, round_shown = (
                known.organisation or known.title or self.path.stem,
                f"  {_('round')} {known.round}" if known.round else "",
            )
        except Unreadable:
            name, round_shown = self.path.stem, ""
        header.show([(f" {name}", "strong"), (round_shown, "muted")])
        told.show(_("Opening …"))
