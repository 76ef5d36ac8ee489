"""A file is there whole, the old or the new one, whatever happens while it is written."""

import os
import stat
from pathlib import Path

import pytest

from cxworkshop.storage.atomic import replace_file


def test_the_file_holds_what_was_written_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    path.chmod(0o644)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_error_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "session.json"
    path.write_text("old")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["session.json"]


def test_the_file_and_then_its_folder_are_on_the_disk_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def note_replace(old: str, new: Path) -> None:
        done.append("replace")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    replace_file(tmp_path / "a.json", b"{}")
    assert done == ["file", "replace", "folder"]


def test_a_guard_that_raises_keeps_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_text("theirs")

    def refuse() -> None:
        raise ValueError("somebody else's")

    with pytest.raises(ValueError, match="somebody"):
        replace_file(path, b"ours", guard=refuse)
    assert path.read_text() == "theirs"
    assert [one.name for one in tmp_path.iterdir()] == ["session.json"]
