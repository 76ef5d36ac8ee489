"""The sheet on a screen: only lines that read otherwise are painted again, and all of them are."""

from __future__ import annotations

import random
from datetime import date

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from cxworkshop.editing.changes import Change
from cxworkshop.language import Words
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.widgets.sheet import Sheet
from tests.sheets.hands import begun, sheet_of

ON = date(2026, 11, 5)
MANY = tuple(f"Touchpoint {i}" for i in range(40))
WHOLE = ("The delivery to my home, and what is carried in with it", "Invoice", "The installation " * 6) * 2
KEYS = (
    "up", "down", "down", "left", "right", "end", "pagedown", "pageup", "enter", "enter", "tab", "escape",
    "a", "x", "space", "J", "K", "ctrl+d", "slash", "s", "delete", "y", "shift+down", "shift+right",
    "backspace", "b", "1",
)  # fmt: skip


class Room(App[None]):
    """A sheet and whoever holds the session, and nothing else."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.sheet = Sheet(self, moved=self._moved)
        self.moves = 0

    def compose(self) -> ComposeResult:
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.set_plan(sheet_of("define", "touchpoints"))

    @property
    def reading(self) -> Reading:
        return Reading(self.session, ON)

    def apply(self, change: Change) -> Words | None:
        self.session = change(self.session)
        self.sheet.reload()
        return None

    def tell(self, words: Words) -> None:
        """Nobody reads it here."""

    def open_record(self, places: list[Place], title: str) -> None:
        """Forms are not looked at here."""

    def _moved(self) -> None:
        self.moves += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.sheet.take_key(key, " " if key == "space" else key if len(key) == 1 else None)


def looks(strip: Strip) -> list[Segment]:
    return [segment for segment in strip.simplify() if segment.text]


async def painted(room: Room, pilot: Pilot[None]) -> list[list[Segment]]:
    """What stands on the screen."""
    await pilot.pause()
    size = room.sheet.outer_size
    return [looks(strip) for strip in room.sheet.render_lines(Region(0, 0, size.width, size.height))]


@pytest.mark.parametrize("names", [MANY, WHOLE], ids=["one line a row", "several"])
@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_pressed_every_line_that_reads_otherwise_is_painted(
    seed: int, names: tuple[str, ...]
) -> None:
    chosen, room = random.Random(seed), Room(begun(*names))
    async with room.run_test(size=(90, 14)) as pilot:
        for _turn in range(20):
            keys = chosen.choices(KEYS, k=chosen.randint(1, 4))
            room.press(*keys)
            shown = await painted(room, pilot)
            room.sheet.draw_all()
            assert shown == await painted(room, pilot), keys


@pytest.mark.parametrize(
    "keys", [["enter"], ["enter", "b"], ["right", "right", "enter", "w"], ["down"], ["space"]]
)
async def test_a_key_paints_only_the_lines_it_touches(
    keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, asked = Room(begun(*MANY)), list[tuple[Region, ...]]()
    async with room.run_test(size=(90, 24)) as pilot:
        room.press(*keys[:-1])
        await pilot.pause()
        monkeypatch.setattr(room.sheet, "refresh", lambda *regions, **_more: asked.append(regions))
        room.press(keys[-1])
        lines = asked.copy()  # the end of the program paints all
    assert lines
    assert all(regions for regions in lines)
    assert len({region.y for regions in lines for region in regions}) <= 10


async def test_what_is_told_around_the_sheet_is_told_anew_only_where_it_is_other() -> None:
    room = Room(begun(*MANY))
    async with room.run_test(size=(90, 24)):
        room.press("enter")
        opened = room.moves
        room.press(*"bcd", "backspace")
        assert room.moves == opened
        room.press("tab")
        assert room.moves == opened + 1


async def test_nothing_is_mounted_when_a_cell_opens() -> None:
    room = Room(begun(*MANY))
    async with room.run_test(size=(90, 24)) as pilot:
        before = list(room.query("*"))
        room.press("enter", "b")
        await pilot.pause()
        assert list(room.query("*")) == before


async def test_what_is_copied_goes_to_the_clipboard() -> None:
    room = Room(begun(*MANY))
    async with room.run_test(size=(90, 24)):
        room.press("shift+down", "y")
        assert room.clipboard == "Touchpoint 0\nTouchpoint 1"


async def test_each_line_of_a_row_belongs_to_it_for_eye_and_mouse() -> None:
    room = Room(begun(*WHOLE[:3]))
    async with room.run_test(size=(60, 24)) as pilot:
        lines = room.sheet.rows.lines
        assert (len(lines.of(0)) > 1, lines.air) == (True, 1)
        await pilot.click(room.sheet, offset=(4, 1 + lines.of(2)[1]))
        assert room.sheet.row == 2
        await pilot.click(room.sheet, offset=(4, 1 + lines.of(0)[-1] + 1))  # the air below
        assert room.sheet.row == 0
        room.press("shift+down")
        shown = await painted(room, pilot)
        ground = room.sheet.look("edit").bgcolor
        for y in lines.of(0):
            assert any(part.style and part.style.bgcolor == ground for part in shown[1 + y])


async def test_an_open_cell_grows_over_the_rows_below() -> None:
    room = Room(begun(*WHOLE[:3]))
    async with room.run_test(size=(60, 24)) as pilot:
        before = room.sheet.rows.lines
        room.press("enter", *"abcdefgh" * 20)
        await pilot.pause()
        assert room.sheet.rows.lines == before
        assert len(room.sheet._overlay.lines) > len(before.of(0))
        room.press("enter")
        assert len(room.sheet.rows.lines.of(0)) > len(before.of(0))


async def test_a_text_that_wraps_is_typed_in_its_column_with_the_breaks_it_had() -> None:
    room = Room(begun(*WHOLE[:3]))
    async with room.run_test(size=(60, 24)) as pilot:

        async def read() -> list[str]:
            width, shown = room.sheet.column_layout[0][2], await painted(room, pilot)
            return ["".join(part.text for part in line)[1 : width + 1] for line in shown]

        before = await read()
        room.press("enter")
        assert await read() == before
