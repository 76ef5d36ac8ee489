"""One program writes a session at a time; a lock whose holder is gone stands in nobody's way."""

from __future__ import annotations

import json
import os
import platform
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import filelock
import pytest

from cxworkshop.errors import ReadOnly
from cxworkshop.storage.file import lock
from cxworkshop.storage.file.lock import Lock, acquire, lock_path

A_HANG = 20.0
"""Seconds."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


def taken(path: Path, **other: Any) -> Lock:
    """The lock of this program, but for what is told."""
    ours = acquire(path)
    assert ours is not None
    held = json.loads(lock_path(path).read_text("utf-8"))
    lock_path(path).write_text(json.dumps({**held, **other}), "utf-8")
    return ours


def left_behind(path: Path, **other: Any) -> None:
    """What is left of it, on the disk and in the system, when the program is killed."""
    killed = taken(path, **other)._system
    if killed is not None:
        os.close(killed._descriptor)


def of_the_first_version(path: Path, **other: Any) -> None:
    """What version 0.1.0 writes, which asks nothing of the system."""
    left_behind(path, **other)
    holder = json.loads(lock_path(path).read_text("utf-8"))
    del holder["held"]
    lock_path(path).write_text(json.dumps(holder), "utf-8")
    sidecar(path).unlink()


def sidecar(path: Path) -> Path:
    return path.with_name(f".{path.name}.held")


@contextmanager
def another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    """One that has the lock until it is told to end."""
    hold = f"held = acquire(Path({str(path)!r})); print(bool(held), flush=True); input(); held.release()"
    code = f"from pathlib import Path\nfrom cxworkshop.storage.file.lock import acquire\n{hold}"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "True\n"
        try:
            yield program
        finally:
            program.kill()


def no_system_locks(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(_descriptor: int, *, blocking: bool) -> bool:
        assert not blocking
        raise error

    monkeypatch.setattr(filelock, "lock_descriptor", refuse)


def test_the_second_is_told_who_holds_it_where_and_since_when(path: Path) -> None:
    taken(path, user="anna", since="2026-11-21T14:03:00+02:00")
    with pytest.raises(ReadOnly) as told:
        acquire(path)
    assert f"anna has it open on {platform.node()} since 21 Nov " in str(told.value)
    assert f"(process {os.getpid()})" in str(told.value)


def test_what_is_released_can_be_had(path: Path) -> None:
    first = acquire(path)
    assert first is not None
    for file in (lock_path(path), sidecar(path)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first.release()
    assert list(path.parent.iterdir()) == []
    first.release()  # a file that was closed is closed again when nobody has it any more
    assert acquire(path) is not None


@pytest.mark.parametrize(
    "other",
    [{"pid": 2**22 + 1}, {"boot": "before the power cut"}, {"started": "long ago"}, {"pid": "?"}],
    ids=["nobody has the number", "the machine was started anew", "somebody else has the number", "damaged"],
)
def test_a_lock_whose_holder_is_gone_is_taken_over(path: Path, other: dict[str, Any]) -> None:
    left_behind(path, **other)
    assert acquire(path) is not None
    assert json.loads(lock_path(path).read_text("utf-8"))["pid"] == os.getpid()


def test_nobody_can_tell_whether_another_machine_s_holder_is_gone(path: Path) -> None:
    left_behind(path, host="elsewhere", pid=2**22 + 1, boot="another")
    with pytest.raises(ReadOnly, match="on elsewhere"):
        acquire(path)


def test_a_lock_just_begun_is_respected_and_an_old_empty_one_is_not(path: Path) -> None:
    lock_path(path).touch()
    with pytest.raises(ReadOnly):
        acquire(path)
    os.utime(lock_path(path), (0, 0))
    assert acquire(path) is not None


def test_a_lock_that_became_somebody_else_s_is_not_removed(path: Path) -> None:
    ours = acquire(path)
    assert ours is not None
    lock_path(path).write_text("{}", "utf-8")
    ours.release()
    assert lock_path(path).exists()


def test_of_many_at_once_one_gets_it(path: Path) -> None:
    left_behind(path, pid=2**22 + 1)
    got: list[Lock | None] = []
    refused: list[ReadOnly] = []
    begin = threading.Barrier(8)

    def try_it() -> None:
        begin.wait()
        try:
            got.append(acquire(path))
        except ReadOnly as error:
            refused.append(error)

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(refused)) == (1, 7)


def test_a_killed_program_leaves_a_lock_that_stops_nobody(path: Path) -> None:
    with another_program(path) as holder:
        with pytest.raises(ReadOnly, match=f"process {holder.pid}"):
            acquire(path)
        holder.kill()
        holder.communicate()
        ours = acquire(path)
        assert ours is not None
        ours.release()
        assert list(path.parent.iterdir()) == []


def test_what_another_program_lets_go_can_be_had(path: Path) -> None:
    with another_program(path) as holder:
        holder.communicate("\n")
        assert holder.returncode == 0
        assert list(path.parent.iterdir()) == []
        assert acquire(path) is not None


@pytest.mark.parametrize(
    "alike",
    [{}, {"pid": os.getppid()}, {"pid": os.getppid(), "boot": "", "started": ""}],
    ids=["with its own number", "the number is another's", "on a system that tells neither start"],
)
def test_a_holder_whom_the_system_does_not_know_is_gone_however_alike_another_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, alike: dict[str, Any]
) -> None:
    left_behind(path, **alike)
    if "boot" in alike:
        monkeypatch.setattr(lock, "_boot", lambda: "")
        monkeypatch.setattr(lock, "_started", lambda _pid: "")
        monkeypatch.setattr(lock, "_is_running", lambda _pid: True)  # all that Windows says
    assert acquire(path) is not None


def test_whoever_lives_keeps_it_when_somebody_removes_the_file_the_system_locks(path: Path) -> None:
    ours = taken(path)
    sidecar(path).unlink()
    with pytest.raises(ReadOnly):
        acquire(path)
    ours.release()
    assert list(path.parent.iterdir()) == []


# ---- with version 0.1.0, and where the system locks nothing ------------------------------------------------
def test_the_first_version_s_lock_is_respected_while_it_runs_and_cleared_when_it_does_not(path: Path) -> None:
    of_the_first_version(path)
    with pytest.raises(ReadOnly, match=f"process {os.getpid()}"):
        acquire(path)
    assert list(path.parent.iterdir()) == [lock_path(path)]
    of_the_first_version(path.with_name("b.json"), started="long ago")
    assert acquire(path.with_name("b.json")) is not None


def test_the_first_version_reads_who_has_it(path: Path) -> None:
    taken(path)
    holder = json.loads(lock_path(path).read_text("utf-8"))
    assert {"user", "host", "pid", "started", "boot", "since"} <= set(holder)
    assert (holder["pid"], holder["host"]) == (os.getpid(), platform.node())


@pytest.mark.parametrize("error", [OSError(38, "No locks"), OSError(37, "No locks"), NotImplementedError()])
def test_where_the_system_locks_nothing_the_lock_tells(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    no_system_locks(monkeypatch, error)
    ours = taken(path)
    assert list(path.parent.iterdir()) == [lock_path(path)]
    with pytest.raises(ReadOnly, match=f"process {os.getpid()}"):
        acquire(path)
    ours.release()
    left_behind(path, started="long ago")
    assert acquire(path) is not None


@pytest.mark.parametrize("place", [lock_path, sidecar], ids=["the lock", "what the system locks"])
@pytest.mark.parametrize("thing", ["pipe", "folder", "link", "link to nothing"])
def test_what_stands_in_its_place_stops_nobody_and_is_not_written_through(
    path: Path, place: Callable[[Path], Path], thing: str
) -> None:
    target = path.with_name("theirs")
    match thing:
        case "pipe":
            os.mkfifo(place(path))
        case "folder":
            place(path).mkdir()
        case "link":
            target.write_text("as it was", "utf-8")
            place(path).symlink_to(target)
        case _:
            place(path).symlink_to(target)
    with suppress(ReadOnly):  # what was made a moment ago may be a lock that is being written
        if (ours := acquire(path)) is not None:
            ours.release()
    assert not target.exists() or target.read_text("utf-8") == "as it was"
    os.utime(place(path), (0, 0), follow_symlinks=False)
    ours = acquire(path)
    assert ours is not None or thing == "folder"


def test_somebody_else_s_lock_on_the_folder_stops_nobody(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    assert filelock.lock_descriptor(folder, blocking=False)
    assert acquire(path) is not None
    os.close(folder)


def test_where_nothing_may_be_written_one_may_look(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(lock, "_write", refuse)
    with pytest.raises(ReadOnly, match="Nothing may be written"):
        acquire(path)


def test_a_full_disk_is_no_reason_not_to_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lock, "_write", refuse)
    assert acquire(path) is None


def test_asking_waits_for_nobody(path: Path) -> None:
    taken(path)  # and never let go: who waited for that would wait for ever
    began = time.monotonic()
    with pytest.raises(ReadOnly):
        acquire(path)
    assert time.monotonic() - began < A_HANG
