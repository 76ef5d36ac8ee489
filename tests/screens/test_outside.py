"""What stands in the way outside the program is said on every screen."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.model.session import Session
from cxworkshop.storage.file import lock
from tests.screens.hands import Hands, at_the_program


def words(hands: Hands) -> str:
    return " ".join(hands.seen.replace("│", " ").split())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize(
    ("spoken", "told", "empty"),
    [("en", "cannot be read", "No workshops"), ("fi", "Ei voi lukea", "Täällä ei ole")],
)
async def test_a_folder_that_cannot_be_read_is_said_in_the_library(
    tmp_path: Path, size: tuple[int, int], spoken: str, told: str, empty: str
) -> None:
    (folder := tmp_path / "sessions").write_text("a file")
    async with at_the_program(folder, size=size, spoken=spoken) as hands:
        assert told in words(hands)
        assert empty not in words(hands)
        folder.unlink()
        create(folder / "k.json", Session()).close()


async def test_a_new_workshop_that_no_folder_takes_says_so_and_stays(tmp_path: Path) -> None:
    (folder := tmp_path / "sessions").write_text("a file")
    async with at_the_program(folder) as hands:
        await hands.press("n")
        await hands.type("Lanka")
        await hands.press("ctrl+s")
        assert "lanka.json could not be written" in words(hands)
        assert "Lanka" in hands.seen


async def test_documents_of_a_file_that_became_unreadable_say_so(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path) as hands:
        path.unlink()
        os.mkfifo(path)
        await hands.press("w")
        assert "file" in words(hands)


async def test_documents_are_not_written_through_a_link(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "k-documents").symlink_to(tmp_path / "theirs")
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("w", "w")
        assert "k-documents is a link" in words(hands)
    assert list((tmp_path / "theirs").iterdir()) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_opened_without_a_lock_says_so_when_it_opens(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    create(path := tmp_path / "k.json", Session()).close()
    monkeypatch.setattr(lock, "_write", refuse)
    async with at_the_program(tmp_path, open_path=path, size=size) as hands:
        assert any("without a lock" in shown.message for shown in hands.app._notifications)
        await hands.press("a", *"Goal", "enter")
