"""What happens to the file outside the program is told while nobody types, and the work is kept: beside, or
as not saved, and never on another disk."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cxworkshop.editing import OpenSession, create, open_session
from cxworkshop.editing.changes import add
from cxworkshop.editing.saver import Saved, Status
from cxworkshop.editing.unstarted import Unstarted
from cxworkshop.errors import ChangedOutside, NotSaved
from cxworkshop.language import speaking
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft

PATIENCE = 30.0
QUIET = 1.6
"""Seconds in which three looks are taken."""


class Heard:
    """What the saver has reported."""

    def __init__(self) -> None:
        self.statuses: list[Status] = []
        self._more = threading.Condition()

    def __call__(self, status: Status) -> None:
        with self._more:
            self.statuses.append(status)
            self._more.notify_all()

    def until(self, holds: Callable[[list[Status]], bool]) -> None:
        with self._more:
            assert self._more.wait_for(lambda: holds(self.statuses), PATIENCE), self.statuses


def saved(statuses: list[Status]) -> bool:
    return bool(statuses) and isinstance(statuses[-1], Saved)


def not_saved(statuses: list[Status]) -> bool:
    return bool(statuses) and isinstance(statuses[-1], NotSaved)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    opened = create(tmp_path / "stick" / "k.json", Session())
    opened.apply(add("parking", text="said an hour ago"))
    opened.close()
    return opened.path


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def opened(path: Path, heard: Heard) -> Iterator[OpenSession]:
    opened = open_session(path)
    opened.on_saved = heard
    opened.watch()
    yield opened
    with suppress(OSError):
        opened.close()


def texts(path: Path) -> list[str]:
    return [row.text for row in open_session(path).session.round.parking]


def test_a_file_that_is_removed_is_told_and_written_anew(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    path.unlink()
    began = time.monotonic()
    heard.until(saved)
    assert time.monotonic() - began < 5
    (told,) = [status for status in heard.statuses if isinstance(status, ChangedOutside)]
    assert "k.json was removed by somebody else" in str(told)
    assert texts(path) == ["said an hour ago"]
    assert opened.path == path
    with speaking("fi"):
        assert "k.json" in str(told)
        assert "removed" not in str(told)


def test_a_folder_that_takes_the_file_s_place_is_told_and_the_work_is_kept_beside(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    path.unlink()
    path.mkdir()
    heard.until(saved)
    assert opened.path.name == "k-2.json"
    assert texts(opened.path) == ["said an hour ago"]
    assert list(path.iterdir()) == []


def test_what_somebody_else_writes_comes_in_while_nobody_types(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    theirs = path.read_text("utf-8").replace("said", "sung")
    path.write_text(theirs, "utf-8")
    heard.until(saved)
    assert path.read_text("utf-8") == theirs
    assert str(opened.take_in_news()) == "1 change from another program came in."
    assert [row.text for row in opened.session.round.parking] == ["sung an hour ago"]
    assert opened.take_in_news() == ""
    assert [*path.parent.glob("*.json")] == [path]


def test_what_cannot_be_read_stays_and_the_work_goes_on_beside_it(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    path.write_text("<<<<<<< HEAD", "utf-8")
    os.utime(path, (time.time() - 60,) * 2)
    heard.until(saved)
    assert any("was changed by somebody else" in str(status) for status in heard.statuses)
    assert path.read_text("utf-8") == "<<<<<<< HEAD"
    assert texts(opened.path) == ["said an hour ago"]


def test_a_file_that_is_on_its_way_to_the_disk_is_waited_for(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    theirs = path.read_text("utf-8").replace("said", "sung")
    path.write_text(theirs[:400], "utf-8")
    heard.until(not_saved)
    path.write_text(theirs, "utf-8")
    heard.until(saved)
    assert [*path.parent.glob("*.json")] == [path]
    opened.take_in_news()
    assert [row.text for row in opened.session.round.parking] == ["sung an hour ago"]


def test_a_sync_service_that_writes_the_same_is_no_change(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    copy = path.with_name("incoming")
    shutil.copyfile(path, copy)
    copy.replace(path)
    time.sleep(QUIET)
    assert heard.statuses == []
    opened.apply(add("parking", text="and now"))
    opened.save()
    assert opened.path == path


def test_while_nothing_changes_nothing_is_told_and_nothing_written(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    before = path.stat(), sorted(path.parent.iterdir())
    time.sleep(QUIET)
    assert heard.statuses == []
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before[0].st_mtime_ns, before[0].st_ino)
    assert sorted(path.parent.iterdir()) == before[1]
    assert opened.is_saved


def test_a_folder_that_is_gone_is_told_and_what_is_there_is_saved_when_it_is_back(
    opened: OpenSession, path: Path, heard: Heard
) -> None:
    away = path.parent.rename(path.parent.with_name("pulled out"))
    heard.until(not_saved)
    assert not opened.is_saved
    away.rename(path.parent)
    heard.until(saved)
    assert texts(path) == ["said an hour ago"]


def test_who_quits_right_after_a_removal_still_has_it(path: Path) -> None:
    opened = open_session(path)
    opened.watch()
    path.unlink()
    with pytest.raises(ChangedOutside):
        opened.save()
    opened.close()
    assert texts(path) == ["said an hour ago"]


def test_what_may_only_be_looked_at_is_not_watched(path: Path) -> None:
    first, threads = open_session(path), threading.active_count()
    second = open_session(path)
    second.watch()
    assert threading.active_count() == threads
    second.close()
    first.close()


# ---- another disk under the same name ----------------------------------------------------------------------
@pytest.fixture
def stick(tmp_path: Path, other_disk: Path) -> Path:
    """A mount point: a name under which one disk or another is found."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "stick").symlink_to(tmp_path / "disk")
    return tmp_path / "stick"


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("needs a second disk")
    folder = shared / f"cxworkshop-{os.getpid()}-{tmp_path.name}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def mount(disk: Path, stick: Path) -> None:
    (new := stick.with_name("new")).symlink_to(disk)
    new.replace(stick)


def test_a_stick_that_is_unmounted_is_told_and_nothing_goes_to_the_disk_below(
    stick: Path, other_disk: Path, heard: Heard
) -> None:
    create(stick / "k.json", Session()).close()
    opened = open_session(stick / "k.json")
    opened.on_saved = heard
    opened.watch()
    mount(other_disk, stick)
    heard.until(not_saved)
    assert "another disk" in str(heard.statuses[-1])
    opened.apply(add("parking", text="not for the disk below"))
    opened.put_draft(Draft("nor this", {}))
    with pytest.raises(NotSaved, match="another disk"):
        opened.save()
    assert list(other_disk.iterdir()) == []
    mount(stick.with_name("disk"), stick)
    opened.close()
    assert texts(stick / "k.json") == ["not for the disk below"]
    assert list(other_disk.iterdir()) == []


def test_a_stick_that_comes_back_under_another_number_is_the_stick(
    stick: Path, other_disk: Path, heard: Heard
) -> None:
    create(stick / "k.json", Session()).close()
    opened = open_session(stick / "k.json")
    shutil.copytree(stick.with_name("disk"), other_disk, dirs_exist_ok=True)
    mount(other_disk, stick)
    opened.apply(add("parking", text="on the stick"))
    opened.close()
    assert opened.path == stick / "k.json"
    assert texts(other_disk / "k.json") == ["on the stick"]


def test_what_is_filled_in_for_a_new_workshop_goes_to_no_other_disk(stick: Path, other_disk: Path) -> None:
    unstarted = Unstarted(stick)
    mount(other_disk, stick)
    unstarted.put(Session())
    with pytest.raises(NotSaved):
        unstarted.close()
    assert list(other_disk.iterdir()) == []
