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
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.errors import ReadOnly
from cxworkshop.storage.file import lock
from cxworkshop.storage.file.lock import Lock, acquire, lock_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


def left_behind(path: Path, **other: Any) -> None:
    """The lock of this program, but for what is told."""
    assert acquire(path) is not None
    held = json.loads(lock_path(path).read_text("utf-8"))
    lock_path(path).write_text(json.dumps({**held, **other}), "utf-8")


def test_the_second_is_told_who_holds_it_where_and_since_when(path: Path) -> None:
    left_behind(path, user="anna", since="2026-11-21T14:03:00+02:00")
    with pytest.raises(ReadOnly) as told:
        acquire(path)
    assert f"anna has it open on {platform.node()} since 21.11." in str(told.value)
    assert f"(process {os.getpid()})" in str(told.value)


def test_what_is_released_can_be_had(path: Path) -> None:
    first = acquire(path)
    assert first is not None
    assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600
    first.release()
    assert not lock_path(path).exists()
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
    hold = f"assert acquire(Path({str(path)!r})); print('held', flush=True); input()"
    code = f"from pathlib import Path\nfrom cxworkshop.storage.file.lock import acquire\n{hold}"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(ReadOnly, match=f"process {holder.pid}"):
        acquire(path)
    holder.kill()
    holder.communicate()
    assert acquire(path) is not None


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
    left_behind(path)
    began = time.monotonic()
    with pytest.raises(ReadOnly):
        acquire(path)
    assert time.monotonic() - began < 0.5
