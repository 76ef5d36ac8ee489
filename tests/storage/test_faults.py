"""Whatever the disk refuses, and whenever: what is on it stays whole, what is not is said, and it is there
when the disk lets."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import Change, add
from cxworkshop.model.session import Session
from cxworkshop.storage.file.session_file import SessionFile
from tests.storage.faulty_disk import FaultyDisk, counting

MOST = 60
"""More operations than opening and a save can have."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "k.json"


def said(text: str) -> Change:
    return add("parking", text=text)


def parked(path: Path) -> list[str | None]:
    return [row.text for row in SessionFile.read(path).session.round.parking]


def failing(number: int, code: int) -> FaultyDisk:
    def fail(now: int, _name: str) -> None:
        if now == number:
            raise OSError(code, os.strerror(code))

    return FaultyDisk(fail)


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES], ids=lambda code: errno.errorcode[code]
)
def test_an_error_at_any_operation_loses_nothing_and_is_said(tmp_path: Path, code: int) -> None:
    reached = 0
    for number in range(1, MOST):
        path = tmp_path / f"{number}.json"
        opened = create(path, Session())
        opened.apply(said("before"))
        opened.save()
        disk = failing(number, code)
        told = False
        with counting(disk):
            try:
                opened.apply(said("now"))
                opened.save()
            except OSError:
                told = True
        assert parked(path) == ["before", "now"] or (told and parked(path) == ["before"])
        opened.save()
        assert parked(path) == ["before", "now"]
        opened.close()
        assert not list(tmp_path.glob(f".{number}.json*"))
        reached = max(reached, len(disk.done))
        if len(disk.done) < number:
            break
    assert reached > 5


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EIO, errno.EROFS], ids=lambda code: errno.errorcode[code]
)
def test_an_error_at_any_operation_of_opening_changes_nothing(path: Path, code: int) -> None:
    create(path, Session()).close()
    before = path.read_bytes()
    for number in range(1, MOST):
        disk = failing(number, code)
        with counting(disk):
            try:
                opened = open_session(path)
            except Exception as error:  # noqa: BLE001  # what kinds there are is what is asked
                assert type(error).__name__ == "Unreadable"  # noqa: PT017
            else:
                opened.close()
        assert path.read_bytes() == before
        if len(disk.done) < number:
            break
    open_session(path).close()


# ---- a power cut -------------------------------------------------------------------------------------------
class Trace:
    """What is done to the names in a folder and to what stands behind them, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[tuple[str, str, str]] = []

    def note(self, what: str, old: object, new: object = "") -> None:
        """A step, if it is of this folder."""
        before, after = Path(str(old)), Path(str(new))
        if what == "sync":
            self.steps += [(what, "", "")] if before == self.folder else []
        elif self.folder in (before.parent, after.parent):
            self.steps.append((what, str(before), str(after)))


@contextmanager
def traced(trace: Trace) -> Iterator[None]:
    fsync, replace, link, unlink, opened = os.fsync, os.replace, os.link, os.unlink, os.open

    def noted_fsync(descriptor: int) -> None:
        fsync(descriptor)
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        trace.note("sync" if name.is_dir() else "data", name)

    def noted_replace(old: str, new: str) -> None:
        replace(old, new)
        trace.note("move", old, new)

    def noted_link(old: str, new: str) -> None:
        link(old, new)
        trace.note("link", old, new)

    def noted_unlink(old: str) -> None:
        unlink(old)
        trace.note("gone", old)

    def noted_open(name: str, flags: int, *more: int, **named: int) -> int:
        if flags & os.O_CREAT:
            trace.note("made", name)
        return opened(name, flags, *more, **named)

    with (
        patch.object(os, "fsync", noted_fsync),
        patch.object(os, "replace", noted_replace),
        patch.object(os, "link", noted_link),
        patch.object(os, "unlink", noted_unlink),
        patch.object(os, "open", noted_open),
    ):
        yield


def left(names: dict[str, str], steps: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Which file stands behind which name after these changes of names; one that cannot have happened is left
    out."""
    found = dict(names)
    for what, old, new in steps:
        if what == "made":
            found[old] = old
        elif what == "gone":
            found.pop(old, None)
        elif old in found:
            found[new] = found[old]
            if what == "move":
                del found[old]
    return found


def after_a_power_cut(session: str, steps: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, bool]]:
    """Every file that may stand behind the session's name, and whether all of its data is surely there.
    Changes of names that were not told to be on the disk may be there or not, each by itself; data that was
    not, in part."""
    synced = max((i + 1 for i, step in enumerate(steps) if step[0] == "sync"), default=0)
    names = left({session: session}, [step for step in steps[:synced] if step[0] != "data"])
    whole = {session} | {old for what, old, _new in steps if what == "data"}
    loose = [step for step in steps[synced:] if step[0] != "data"]
    for count in range(len(loose) + 1):
        for some in combinations(loose, count):
            file = left(names, some).get(session, "nothing")
            yield file, file in whole


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the trace asks Linux for names")
def test_in_every_state_a_power_cut_can_leave_the_old_or_the_new_record_is_there(path: Path) -> None:
    opened = create(path, Session())
    trace = Trace(path.parent)
    for text in ("one", "two"):
        trace.steps.clear()
        with traced(trace):
            opened.apply(said(text))
            opened.save()
        assert [what for what, _old, _new in trace.steps if what != "made"][-2:] == ["move", "sync"]
        states = 0
        for at in range(len(trace.steps) + 1):
            for file, is_whole in after_a_power_cut(str(path), trace.steps[:at]):
                states += 1
                assert is_whole, f"{trace.steps[:at]} may leave {file}"
                assert at < len(trace.steps) or file != str(path)  # what is called saved is the new one
        assert states > 5
    opened.close()
