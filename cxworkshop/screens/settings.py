"""The settings, one list for each group of entries of the file; Enter sets the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from cxworkshop.commands import Situation
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import N_, NC_, Words, _, language, say
from cxworkshop.model.kinds import Choice
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import Mode
from cxworkshop.settings import settings, settings_path
from cxworkshop.settings.entries import READING, Entry, Keys, groups
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import shorten
from cxworkshop.widgets.bars import Bar, KeyBar, Prose, tab_pieces
from cxworkshop.widgets.entry import Entry as Line
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (
    Column("", N_("Setting"), width=38, weight=2, importance=10),
    Column("", NC_("setting", "Now"), width=16, weight=1, importance=9),
    Column("", N_("Usual"), width=14, importance=5),
)
Settle = Callable[[tuple[str, ...], object], Words | None]
"""Puts an entry in force and writes it; why it cannot hold, else None."""


class SettingsScreen(KeyScreen):
    """A list on top of any screen."""

    MODES: ClassVar = (
        Mode("entry", "entry", ("cell", "everywhere"), ("keep", "give_up"), is_typed=True, is_passing=True),
        Mode("settings", "rows", ("settings", "everywhere"),
             ("set", "usual_again", "next_sheet", "help", "back")),
    )  # fmt: skip
    CSS_PATH = "page.tcss"

    def __init__(self, settle: Settle) -> None:
        super().__init__()
        self.settle, self.group = settle, 0
        self.tab_bar = Bar(classes="-plain", clicked=self._tab_clicked)
        self.rows = ListBox(chosen=lambda _row: self.do_set(), moved=self._moved)
        self.hint, self.entry, self.keys = Prose(id="about"), Line(), KeyBar(self.run_later)

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield self.tab_bar
            yield self.rows
            yield self.hint
            yield self.entry
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.draw()  # keys typed ahead meet the rows
        self.call_after_refresh(self.draw)  # the titles need the width

    @property
    def live(self) -> tuple[str, ...]:
        return ("entry",) if self.entry.is_open else ()

    @property
    def situation(self) -> Situation:
        return Situation(rows=len(self.entries))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the group in view."""
        return tuple(groups().values())[self.group]

    @property
    def at_cursor(self) -> Entry:
        return self.entries[self.rows.row]

    # -- drawing ---------------------------------------------------------------------------------------------
    def draw(self) -> None:
        titles = [_(title) for title in groups()]
        self.tab_bar.show(tab_pieces(titles, self.group, self.tab_bar.size.width))
        self.rows.show(Listing(COLUMNS, tuple(map(self._cells, self.entries))))
        self._moved()

    def _cells(self, entry: Entry) -> tuple[Cell, ...]:
        own = _own_value(entry)
        now = entry.shown(own) if own is not None else self._usual(entry)
        return (
            Cell(_(entry.kind.label)),
            Cell(now, "accent" if own is not None else ""),
            Cell(self._usual(entry) if own is not None else "", "muted"),
        )

    def _usual(self, entry: Entry) -> str:
        """What holds without the entry."""
        if entry.path == ("language",):
            return entry.shown(language()) if _own_value(entry) is None else _("as the system says")
        if entry.path == ("folder",):
            return self.cx.library.name if _own_value(entry) is None else _("as the system says")
        if entry.path == ("new", "language"):
            return _("as the program")
        return entry.shown(entry.usual) or "–"

    def _moved(self) -> None:
        if not self.is_attached:
            return
        about = say("{help} ({entry} in {file})", help=_(self.at_cursor.kind.help), entry=".".join(
            self.at_cursor.path), file=shorten(settings_path(), 60))  # fmt: skip
        self.hint.show(about)
        self.keys.show_commands(self.bar())

    def _tab_clicked(self, piece: int) -> None:
        title = self.tab_bar.left[piece][0].strip()
        titles = [_(title) for title in groups()]
        if title in titles:
            self._show_group(titles.index(title))

    # -- keys ------------------------------------------------------------------------------------------------
    def _show_group(self, group: int) -> None:
        self.group = group % len(groups())
        self.rows.row = 0
        self.draw()

    def do_next_sheet(self) -> None:
        self._show_group(self.group + 1)

    def do_previous_sheet(self) -> None:
        self._show_group(self.group - 1)

    def do_set(self) -> None:
        """Takes the next of a few values, or asks for the value in one line."""
        entry = self.at_cursor
        if isinstance(entry.kind, Choice):
            values = [option.value for option in entry.kind.options(READING)]
            now = _own_value(entry) or entry.usual or (language() if entry.name == "language" else None)
            self._settle(entry, values[(values.index(now) + 1) % len(values) if now in values else 0])
            return
        own = _own_value(entry)
        text = "" if isinstance(entry.kind, Keys) else entry.kind.typed(own, READING)
        hint = say("such as f5, ^k or P") if isinstance(entry.kind, Keys) else entry.kind.expected()
        self.entry.ask(_(entry.kind.label), lambda typed: self._keep(entry, typed), hint, text)
        self.keys.show_commands(self.bar())

    def do_usual_again(self) -> None:
        self._settle(self.at_cursor, None)

    def _keep(self, entry: Entry, typed: str) -> Words | None:
        """Why what was typed is no value of an entry; sets it otherwise."""
        try:
            value = entry.kind.parse(typed, READING)
        except NotUnderstood as error:
            return error.words
        if entry.name == "templates" and not Path(typed).expanduser().is_dir():
            return say("There is no folder {folder}.", folder=typed)
        if isinstance(value, tuple):
            value = list(value)
        return self._settle(entry, value)

    def _settle(self, entry: Entry, value: object) -> Words | None:
        fault = self.settle(entry.path, value)
        self.draw()
        if fault is not None:
            self.refuse(fault)
        elif entry.name == "folder":
            self.tell(say("Holds from the next start."))
        return fault

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter" and not self.entry.is_open:
            self.keys.tell("")
            self.do_set()
        else:
            await super().press(key, character)
        self._moved()


def _own_value(entry: Entry) -> object:
    """The value that is set, or None."""
    now = settings()
    if entry.table:
        return getattr(now, entry.table).get(entry.name)
    return getattr(now, entry.name) or None
