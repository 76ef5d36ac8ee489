"""Two versions of a workshop before they become one: what the original would get, what would be set aside. On
top of the library; Enter merges."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from cxworkshop import language
from cxworkshop.commands import keyed
from cxworkshop.editing.merge.files import Joined, looked_at, merge_files
from cxworkshop.editing.merge.telling import news
from cxworkshop.errors import CxError
from cxworkshop.language import Words, plural, say, speaking
from cxworkshop.method.settling import aside_words
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.library_files import LibraryList
from cxworkshop.screens.list_page import ListPage
from cxworkshop.screens.modes import Mode
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.mirrors import name_of
from cxworkshop.storage.summary import Summary
from cxworkshop.widgets.list_box import ListBox

LINE = (Column("", width=10, weight=1),)


async def ask_to_merge(
    screen: KeyScreen, library: LibraryList, version: Summary, merged: Callable[[], Awaitable[None]]
) -> None:
    """Shows what a version and its original would become. Where they cannot be merged, says why."""
    original = version.original
    assert original is not None
    try:
        joined = await asyncio.to_thread(looked_at, original.path, version.path)
        session = (await asyncio.to_thread(SessionFile.read, original.path)).session
    except CxError as error:
        library.tell(error.words)
        return
    await screen.app.push_screen(MergeScreen(library, version, joined, session, merged))


class MergeScreen(ListPage):
    """What would become of two versions, line by line."""

    MODES: ClassVar = (
        Mode("merging", "rows", ("merging", "everywhere"), ("merge_versions", "open_alone", "help", "back")),
    )

    def __init__(
        self,
        library: LibraryList,
        version: Summary,
        joined: Joined,
        original: Session,
        merged: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(ListBox(heading=False))
        self.library, self.version, self.joined, self.merged = library, version, joined, merged
        with speaking(language.language(), original.organisation.sector):
            self.lines = list(_lines(joined, original))

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        assert self.version.original is not None
        names = {"one": name_of(self.version.original.path), "other": name_of(self.version.path)}
        self.heading.show([(f" {say('Two versions become one')}", "accent")])
        self.hint.show(
            keyed(
                "Enter: {one} becomes both, {other} goes among its older copies. {back} leaves both.", **names
            )
        )
        room = max(20, self.rows.size.width - 5)
        cells: list[tuple[Cell, ...]] = []
        stops = []
        for sign, words, tone in self.lines:
            stops.append(len(cells))
            for k, (_begin, line) in enumerate(wrap(str(words), room)):
                cells.append((Cell(f"{sign if k == 0 else ' ' * len(sign)}{line}", tone),))
        self.rows.show(Listing(LINE, tuple(cells)))
        self.rows.stops = stops
        self.keys.show_commands(self.bar())

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter":
            await self.do_merge_versions()
        else:
            await super().press(key, character)

    async def do_merge_versions(self) -> None:
        """Merges, and says what is left to be settled."""
        original, library = self.version.original, self.library
        assert original is not None
        await self.app.pop_screen()
        try:
            joined = await asyncio.to_thread(merge_files, original.path, self.version.path)
        except CxError as error:
            library.tell(error.words)
            return
        await self.merged()
        count = len(joined.merged.session.set_aside)
        cells = plural(
            "{n} cell is to be settled: it is marked ≠ in the workshop.",
            "{n} cells are to be settled: they are marked ≠ in the workshop.",
            count,
        )
        library.tell(say("Merged. {what}", what=cells if count else say("Nothing is to be settled.")))

    async def do_open_alone(self) -> None:
        """Opens the version as it is."""
        await self.app.pop_screen()
        try:
            await self.library.cx.open_workshop(self.version.path)
        except CxError as error:
            self.library.tell(error.words)


def _lines(joined: Joined, original: Session) -> Iterator[tuple[str, Words, str]]:
    """What is told, what is set aside, what the original gets: each with its sign and its tone."""
    for words in joined.told:
        yield "· ", words, "muted"
    kept = joined.merged.kept
    if kept:
        yield "", say("Changed in both, so kept twice, to be settled:"), "accent"
    for row in kept:
        yield "≠ ", aside_words(joined.merged.session, row), "contested"
    found = news(original, joined.merged.session)
    yield "", say("What the original gets:") if found else say("The original gets nothing new."), "accent"
    for words in found:
        yield "+ ", words, ""
