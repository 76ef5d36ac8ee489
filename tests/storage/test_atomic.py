"""A file is there whole, the old or the new one, whatever happens while it is written."""

import errno
import io
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.storage.atomic import remove_leftovers, replace_file


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


@pytest.mark.parametrize("size", [10, 300_000])
def test_a_full_disk_that_refuses_twice_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """The second time is when the file is closed, with what is left in its buffer."""
    (path := tmp_path / "session.json").write_text("old")
    made = tempfile.NamedTemporaryFile

    class Full(io.FileIO):
        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full(*arguments: Any, **named: Any) -> Any:
        file: Any = made(*arguments, **named)
        file.file.close()
        return tempfile._TemporaryFileWrapper(io.BufferedWriter(Full(file.name, "wb")), file.name, False)

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"x" * size)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["session.json"]


def test_what_a_killed_program_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    (tmp_path / ".a.json.k1ll3d01.tmp").write_text("left")
    (tmp_path / ".b.json.k1ll3d01.tmp").write_text("somebody else's")
    (tmp_path / ".a.json.tmp").write_text("nobody's")
    seen = list[str]()

    def look() -> None:
        remove_leftovers(tmp_path, {"a.json"}.__contains__)
        seen.extend(one.name for one in tmp_path.iterdir())

    replace_file(tmp_path / "a.json", b"{}", guard=look)
    assert (tmp_path / "a.json").read_bytes() == b"{}"
    assert len(seen) == 3
    assert ".a.json.k1ll3d01.tmp" not in seen
    assert sorted(one.name for one in tmp_path.iterdir()) == [".a.json.tmp", ".b.json.k1ll3d01.tmp", "a.json"]


def test_leftovers_are_not_looked_for_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (left := tmp_path / "theirs" / ".a.json.k1ll3d01.tmp").write_text("theirs")
    (tmp_path / "copies").symlink_to(tmp_path / "theirs")
    remove_leftovers(tmp_path / "copies")
    assert left.exists()
