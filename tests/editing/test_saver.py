"""The saver writes the newest value, makes one save of a burst, says what went wrong and does not give up."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cxworkshop.editing.saver import Saved, Saver, Status
from cxworkshop.errors import NotSaved
from cxworkshop.model.organisation import Workshop
from cxworkshop.model.session import Session

AT = datetime(2026, 11, 21, tzinfo=UTC)


def session(title: str) -> Session:
    return Session(workshop=Workshop(id="workshop", title=title))


class Disk:
    """Writes when it is let, and fails as often as it is told."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.begun = threading.Semaphore(0)
        self.let = threading.Event()
        self.let.set()
        self.failures = 0

    def write(self, session: Session) -> datetime:
        self.begun.release()
        assert self.let.wait(10)
        if self.failures:
            self.failures -= 1
            raise NotSaved("the disk is full")
        self.written.append(session.workshop.title)
        return AT


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def heard() -> list[Status]:
    return []


@pytest.fixture
def saver(disk: Disk, heard: list[Status]) -> Iterator[Saver[Session]]:
    saver = Saver(disk.write, heard.append, waits=(0.001,))
    yield saver
    saver.close()


def test_a_burst_becomes_one_save_of_the_newest_value(saver: Saver[Session], disk: Disk) -> None:
    disk.let.clear()
    saver.put(session("first"))
    assert disk.begun.acquire(timeout=10)
    for i in range(100):
        saver.put(session(f"burst {i}"))
    disk.let.set()
    saver.flush()
    assert disk.written == ["first", "burst 99"]


def test_giving_a_value_waits_for_nothing(saver: Saver[Session], disk: Disk) -> None:
    disk.let.clear()
    saver.put(session("one"))
    saver.put(session("two"))
    assert disk.written == []
    assert not saver.is_done
    disk.let.set()


def test_it_tries_again_by_itself_until_it_succeeds(disk: Disk) -> None:
    done = threading.Event()
    heard: list[Status] = []

    def report(status: Status) -> None:
        heard.append(status)
        if isinstance(status, Saved):
            done.set()

    saver = Saver(disk.write, report, waits=(0.001,))
    disk.failures = 3
    saver.put(session("at last"))
    assert done.wait(10)
    assert [type(status) for status in heard] == [NotSaved, NotSaved, NotSaved, Saved]
    assert disk.written == ["at last"]
    saver.close()


def test_who_waits_for_the_disk_hears_why_it_refused(disk: Disk, heard: list[Status]) -> None:
    saver = Saver(disk.write, heard.append, waits=(1000,))
    disk.failures = 1000
    saver.put(session("lost?"))
    with pytest.raises(OSError, match="the disk is full"):
        saver.flush()
    disk.failures = 0
    saver.flush()
    saver.close()
    assert disk.written == ["lost?"]


def test_nothing_new_is_not_written_again(saver: Saver[Session], disk: Disk) -> None:
    saver.put(session("once"))
    saver.flush()
    saver.flush()
    assert disk.written == ["once"]


def test_an_error_nobody_foresaw_is_told_and_does_not_stop_it(heard: list[Status]) -> None:
    broken = [True]

    def write(_session: Session) -> datetime:
        if broken:
            raise ZeroDivisionError("in the card")
        return AT

    saver = Saver(write, heard.append, waits=(1000,))
    saver.put(session("one"))
    with pytest.raises(NotSaved, match="ZeroDivisionError: in the card"):
        saver.flush()
    broken.clear()
    saver.flush()
    assert isinstance(heard[-1], Saved)
    saver.close()


def test_nothing_runs_after_it_is_closed(disk: Disk, heard: list[Status]) -> None:
    others = set(threading.enumerate())
    saver = Saver(disk.write, heard.append)
    saver.put(session("last"))
    saver.close()
    assert disk.written == ["last"]
    assert set(threading.enumerate()) <= others


def test_closing_gives_up_on_a_disk_that_refuses_and_says_so(disk: Disk, heard: list[Status]) -> None:
    others = set(threading.enumerate())
    saver = Saver(disk.write, heard.append, waits=(1000,))
    disk.failures = 1000
    saver.put(session("lost"))
    with pytest.raises(NotSaved):
        saver.close()
    assert set(threading.enumerate()) <= others
