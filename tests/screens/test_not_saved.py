"""What is not saved is told at once, whatever has the keys, with a reason that can be read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len

from cxworkshop import language
from cxworkshop.app import CxApp
from cxworkshop.app.saving import not_saved
from cxworkshop.editing import create
from cxworkshop.errors import NotSaved
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.screens.workshop_header import NAME
from cxworkshop.storage.file import disk_errors
from tests.screens.hands import TODAY, Hands, at_the_program
from tests.screens.test_outside import words

SIZES = [(80, 24), (120, 36)]
SIGNS = [("en", "NOT SAVED: the disk is full"), ("fi", "EI TALLENNETTU: levy on täynnä")]
EVERYWHERE = {
    "open cell": ("enter", "Q"),
    "parking": ("p", "Q"),
    "guide": ("g",),
    "record": ("1", "o"),
    "help": ("question_mark",),
    "palette": ("colon",),
    "documents": ("w",),
    "ballot": ("b",),
}


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """A disk that is full as long as the list is not empty."""
    is_full = [True]
    fsync = os.fsync

    def refuse(descriptor: int) -> None:
        if is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse)
    yield is_full
    is_full.clear()


async def typed(hands: Hands) -> None:
    """Until what is typed is saved, or is not."""
    hands.app.save_drafts()
    for opened in hands.app.opened:
        if opened._drafts is not None:
            with suppress(NotSaved):
                opened._drafts.flush()
    await hands.settled()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("spoken", "sign"), SIGNS)
async def test_a_full_disk_is_told_while_a_cell_is_open_and_until_it_is_not_full(
    tmp_path: Path, full: list[bool], size: tuple[int, int], spoken: str, sign: str
) -> None:
    full.clear()
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, open_path=path, size=size, spoken=spoken) as hands:
        full.append(True)
        await hands.press("enter", "Q")
        await typed(hands)
        assert sign in hands.seen.splitlines()[0]
        assert "k.json" in words(hands)  # the whole sentence is below the list
        full.clear()
        await hands.press("x")
        await typed(hands)
        assert sign not in words(hands)
        assert "✓" in hands.seen.splitlines()[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("spoken", "sign"), SIGNS)
@pytest.mark.parametrize("where", EVERYWHERE)
async def test_it_is_told_on_every_screen(
    demo: Session, tmp_path: Path, full: list[bool], size: tuple[int, int], spoken: str, sign: str, where: str
) -> None:
    full.clear()
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, size=size, spoken=spoken) as hands:
        await hands.app.open_workshop(path)
        await hands.press(*EVERYWHERE[where])
        hands.app.report_saved(disk_errors.not_saved(path, OSError(errno.ENOSPC, "")))
        await hands.settled()
        assert sign in words(hands)


async def test_quitting_warns_of_words_that_are_only_typed(tmp_path: Path, full: list[bool]) -> None:
    full.clear()
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        full.append(True)
        await hands.press("enter", "Q", "ctrl+q")
        assert hands.app.return_code is None
        assert "what is not saved is lost" in words(hands)
        assert isinstance(hands.app.screen, WorkshopScreen)
        full.clear()
        await hands.press("ctrl+q")
        assert hands.app.return_code == 0


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_reason_is_in_the_words_of_the_system_nor_cut_at_80_columns(spoken: str, number: int) -> None:
    error = disk_errors.not_saved(Path("k.json"), OSError(number, os.strerror(number)))
    with language.speaking(spoken):
        told = not_saved(error)
        assert os.strerror(number) not in told
        assert cell_len(told) <= 80 - NAME - 3


@pytest.mark.parametrize(
    "name",
    ["ENOSPC", "EACCES", "EROFS", "EIO", "ENOENT", "EDQUOT", "EBUSY", "ENOTDIR", "EISDIR", "ENAMETOOLONG",
     "ELOOP", "EMFILE", "ENOMEM", "EPERM", "EFBIG", "ETXTBSY", "ESTALE", "ENODEV", "EEXIST", "EINVAL"],
)  # fmt: skip
def test_what_disks_say_has_words_in_both_languages(name: str) -> None:
    number = getattr(errno, name)
    for why in (disk_errors.why_not_written, disk_errors.why_unreadable):
        in_each = []
        for code in ("en", "fi"):
            with language.speaking(code):
                in_each.append(str(why(OSError(number, os.strerror(number)))))
        assert len(set(in_each)) == 2
        assert name not in "".join(in_each)


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_hides_neither_the_lines_below_the_list_nor_the_keys(
    tmp_path: Path, demo: Session, size: tuple[int, int]
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    app = CxApp(tmp_path, open_path=path, today=TODAY)
    async with app.run_test(size=size, notifications=True) as pilot:
        hands = Hands(app, pilot)
        await hands.settled()
        hands.app.note("Something that is to be known of this workshop, in a sentence of some length.")
        await hands.settled()
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        (notice,) = screen.query("Toast")
        assert notice.region.height
        for line in (screen.detail, screen.keys, screen.header):
            assert not notice.region.overlaps(line.region)
