"""What Windows and macOS answer, faked: promises hold there too, as far as they can be tried without them.

On this Windows an open file is neither moved nor removed, and there is none of what only POSIX has.
"""

from __future__ import annotations

import errno
import fcntl
import importlib
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock
import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import Change, set_value
from cxworkshop.errors import NotSaved, ReadOnly
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage import atomic
from cxworkshop.storage.atomic import remove_leftovers, replace_file, replace_files
from cxworkshop.storage.file import lock
from cxworkshop.storage.file.copies import copies_folder, keep_version
from cxworkshop.storage.file.disk_errors import not_saved, why_unreadable
from cxworkshop.storage.file.folder import archive, unarchive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fakes what the others are")
ONLY_POSIX = ("fchmod", "fchown", "getuid", "ttyname", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY")
MODULES = ("fcntl", "termios", "resource", "pwd")


def is_open(path: object) -> bool:
    """Whether this program has a file open."""
    named = Path(str(path)).resolve()
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if descriptor.readlink() == named:
                return True
    return False


def sharing_violation(path: object) -> PermissionError:
    error = PermissionError(errno.EACCES, "in use", str(path))
    error.winerror = 32  # type: ignore[attr-defined]  # only Windows has it
    return error


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # its folder is made here
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ONLY_POSIX:
        monkeypatch.delattr(os, name)
    for name in MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    unlink, replace, rename = os.unlink, os.replace, os.rename

    def unlink_there(path: object, **options: Any) -> None:
        if is_open(path):
            raise sharing_violation(path)
        unlink(path, **options)  # type: ignore[arg-type]  # what the system was given

    def replace_there(old: Any, new: Any, **options: Any) -> None:
        if is_open(old) or is_open(new):
            raise sharing_violation(new)
        replace(old, new, **options)

    def rename_there(old: Any, new: Any, **options: Any) -> None:
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, "there", str(new))
        if is_open(old):
            raise sharing_violation(old)
        rename(old, new, **options)

    monkeypatch.setattr(os, "unlink", unlink_there)
    monkeypatch.setattr(os, "remove", unlink_there)
    monkeypatch.setattr(os, "replace", replace_there)
    monkeypatch.setattr(os, "rename", rename_there)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


def named(name: str) -> Change:
    return set_value(Place("people", "p1", "name"), name)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# ---- Windows: files ----------------------------------------------------------------------------------------
@pytest.mark.usefixtures("windows")
def test_a_day_of_work_is_kept_on_windows_and_nothing_is_left_beside_it(path: Path, demo: Session) -> None:
    with closing(create(path, demo)) as opened:
        opened.apply(named("Anna"))
        opened.save()
        with pytest.raises(ReadOnly, match="has it open"):
            lock.acquire(path)
        opened.apply(named("Bo"))
    with closing(open_session(path)) as again:
        assert again.session.people[0].name == "Bo"
        keep_version(path, "before lunch: 12:00?", datetime.now(UTC))
    assert {".kuusilinna.undo", copies_folder(path).name, path.name} == set(names(path.parent))
    assert not [name for name in names(copies_folder(path)) if set(name) & set('<>:"/\\|?*')]
    moved = archive(path)
    assert not path.exists()
    assert unarchive(moved, path) == path


@pytest.mark.usefixtures("windows")
def test_a_lock_of_a_killed_program_is_taken_over_on_windows(path: Path) -> None:
    killed = lock.acquire(path)
    assert killed is not None
    assert killed._system is not None
    os.close(killed._system._descriptor)  # all that the system does for it
    assert names(path.parent) == [f".{path.name}.held", f".{path.name}.lock"]
    again = lock.acquire(path)
    assert again is not None
    again.release()
    assert names(path.parent) == []


@pytest.mark.usefixtures("windows")
def test_where_windows_cannot_lock_a_running_holder_is_respected(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filelock, "lock_descriptor", refused(OSError(errno.EINVAL, "no locks here")))
    monkeypatch.setattr(os, "kill", lambda *_told: pytest.fail("os.kill ends the process on Windows"))
    held = lock.acquire(path)
    assert held is not None
    with pytest.raises(ReadOnly, match="has it open"):
        lock.acquire(path)
    held.release()


def refused(error: Exception) -> Callable[..., Any]:
    def refuse(*_given: object, **_named: object) -> Any:
        raise error

    return refuse


class Registry:
    """The one value that is asked of `winreg`."""

    HKEY_LOCAL_MACHINE = "HKLM"

    @staticmethod
    def OpenKey(root: str, path: str) -> closing[Any]:  # noqa: N802 - its name
        assert (root, path) == ("HKLM", r"SOFTWARE\Microsoft\Cryptography")
        return closing(open(os.devnull))  # noqa: PTH123 - only something to close

    @staticmethod
    def QueryValueEx(_key: object, name: str) -> tuple[str, int]:  # noqa: N802 - its name
        assert name == "MachineGuid"
        return "the machine", 1


def test_windows_knows_its_machine_whatever_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", Registry)
    assert lock._boot() == "the machine"
    monkeypatch.setitem(sys.modules, "winreg", None)  # a registry that may not be read
    assert lock._boot() == ""


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


@pytest.mark.usefixtures("windows")
def test_a_virus_scanner_that_looks_at_the_file_for_a_moment_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("old")
    scanner = path.open()
    waited: list[float] = []

    def until_it_is_done(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            scanner.close()

    monkeypatch.setattr(time, "sleep", until_it_is_done)
    replace_file(path, b"new")
    assert (path.read_bytes(), len(waited), names(path.parent)) == (b"new", 3, [path.name])


@pytest.mark.usefixtures("windows")
def test_who_keeps_the_file_open_is_said_and_the_old_file_stays(path: Path, pauses: list[float]) -> None:
    path.write_text("old")
    with path.open(), pytest.raises(PermissionError) as refusal:
        replace_file(path, b"new")
    assert (path.read_text(), names(path.parent)) == ("old", [path.name])
    assert 0.5 <= sum(pauses) <= 2
    assert "another program is using it" in str(not_saved(path, refusal.value))


@pytest.mark.usefixtures("windows")
def test_on_windows_of_several_files_all_are_replaced_or_none(tmp_path: Path, pauses: list[float]) -> None:
    kept, new = tmp_path / "b.md", tmp_path / "a.md"
    kept.write_text("old")
    with kept.open(), pytest.raises(PermissionError):
        replace_files({new: b"1", kept: b"2"})
    assert (names(tmp_path), kept.read_text()) == (["b.md"], "old")
    assert pauses


@pytest.mark.usefixtures("windows")
def test_on_windows_what_a_killed_program_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    (tmp_path / ".a.json.abc_1.tmp").touch()
    with (tmp_path / ".a.json.abc_2.tmp").open("w"):
        remove_leftovers(tmp_path)
        assert names(tmp_path) == [".a.json.abc_2.tmp"]


@pytest.mark.usefixtures("windows")
def test_on_windows_the_work_goes_on_and_is_saved_when_the_other_program_lets_go(
    path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_TRIES", 1)
    with closing(create(path, demo)) as opened:
        with path.open():
            opened.apply(named("Anna"))
            with pytest.raises(NotSaved, match="another program is using it"):
                opened.save()
        opened.save()
    with closing(open_session(path)) as again:
        assert again.session.people[0].name == "Anna"


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (5, errno.EACCES, "it is not allowed"),
        (19, errno.EACCES, "the disk is read-only"),
        (21, errno.EACCES, "there is no disk in the drive"),
        (32, errno.EACCES, "another program is using it"),
        (33, errno.EACCES, "another program is using it"),
        (53, errno.ENOENT, "the network does not answer"),
        (64, errno.EINVAL, "the network does not answer"),
        (112, errno.ENOSPC, "the disk is full"),
        (39, errno.EINVAL, "the disk is full"),
        (1392, errno.EINVAL, "the disk is damaged"),
    ],
)
def test_an_error_of_windows_is_said_as_what_it_is(number: int, code: int, words: str) -> None:
    error = OSError(code, "in the words of Windows")
    error.winerror = number  # type: ignore[attr-defined]  # only Windows has it
    assert words in str(not_saved(Path("a.json"), error))
    assert words in str(why_unreadable(error))


# ---- macOS -------------------------------------------------------------------------------------------------
FULL_FSYNC = 51


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What F_FULLFSYNC was asked for."""
    asked: list[str] = []

    def note(descriptor: int, command: int) -> int:
        assert command == FULL_FSYNC
        asked.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_FSYNC, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", note)
    return asked


def test_on_macos_saved_means_past_the_cache_of_the_drive(
    path: Path, flushed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _file: pytest.fail("stops at the drive's cache there"))
    replace_file(path, b"new")
    assert flushed == ["file", "folder"]


@pytest.mark.usefixtures("flushed")
def test_a_disk_of_macos_that_cannot_do_that_is_flushed_as_far_as_it_can(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plainly: list[int] = []
    monkeypatch.setattr(fcntl, "fcntl", refused(OSError(errno.ENOTSUP, "a network disk")))
    monkeypatch.setattr(os, "fsync", plainly.append)
    replace_file(path, b"new")
    assert (path.read_bytes(), len(plainly)) == (b"new", 2)


@pytest.mark.usefixtures("flushed")
def test_a_disk_of_macos_that_fails_keeps_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("old")
    for module, name in ((fcntl, "fcntl"), (os, "fsync")):
        monkeypatch.setattr(module, name, refused(OSError(errno.EIO, "the disk fails")))
    with pytest.raises(OSError, match="the disk fails"):
        replace_file(path, b"new")
    assert (path.read_text(), names(path.parent)) == ("old", [path.name])


def test_a_mac_that_was_started_anew_leaves_no_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(filelock, "lock_descriptor", refused(OSError(errno.ENOTSUP, "a network disk")))
    monkeypatch.setattr(lock, "_started", lambda _process: "")  # there is no /proc
    monkeypatch.setattr(lock, "_boot_of_macos", lambda: "before the power cut")
    assert lock.acquire(path) is not None
    with pytest.raises(ReadOnly):
        lock.acquire(path)
    monkeypatch.setattr(lock, "_boot_of_macos", lambda: "after it")
    assert lock.acquire(path) is not None


class Kernel:
    """The one function that is asked of the system's library of macOS."""

    def __init__(self, answer: int) -> None:
        self._answer = answer

    def sysctlbyname(self, name: bytes, text: Any, size: Any, new: None, length: int) -> int:
        assert (name, new, length) == (b"kern.bootsessionuuid", None, 0)
        text.value = b"5E1B"
        return self._answer


@pytest.mark.parametrize(("answer", "boot"), [(0, "5E1B"), (-1, "")])
def test_macos_says_which_start_of_the_machine_it_is(
    monkeypatch: pytest.MonkeyPatch, answer: int, boot: str
) -> None:
    ctypes = importlib.import_module("ctypes")
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Kernel(answer))
    assert lock._boot() == boot
