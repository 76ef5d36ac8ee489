"""Older copies: the last ten a minute apart, one a day for a month, readable by the user alone, and without
names in the end."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.method.privacy import holds_names, reduced
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import NEWEST_KEPT, Copy, copies, copies_folder, copy_beside, expired
from cxworkshop.storage.file.restoring import newest_readable_copy
from cxworkshop.storage.file.session_file import SessionFile

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


def people(*names: str) -> Session:
    return Session(people=tuple(Person(id=f"p{i}", name=name) for i, name in enumerate(names, 1)))


def created(path: Path, session: Session) -> SessionFile:
    """A file as if it had been made at noon."""
    file = SessionFile.create(path, session, AT)
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    file._storage._stamp = file._storage._stamp_now()
    return file


def saved_at(file: SessionFile, session: Session, at: datetime) -> None:
    """A save as if it had been made then."""
    file.write(session, at)
    os.utime(file.path, (at.timestamp(), at.timestamp()))
    file._storage._stamp = file._storage._stamp_now()


def told(path: Path) -> list[str]:
    return [SessionFile.read(copy.path).session.people[0].name for copy in copies(path)]


def test_what_a_save_replaces_is_kept_when_the_last_copy_is_a_minute_old(path: Path) -> None:
    file = created(path, people("0"))
    for seconds in range(20, 200, 20):
        saved_at(file, people(str(seconds)), AT + timedelta(seconds=seconds))
    assert told(path) == ["120", "60", "0"]
    assert [copy.at for copy in copies(path)] == [AT + timedelta(minutes=m) for m in (2, 1, 0)]


def test_copies_can_be_read_by_the_user_alone(path: Path) -> None:
    file = SessionFile.create(path, people("A"), AT)
    file.write(people("B"), AT)
    assert told(path) == ["A"]
    assert stat.S_IMODE(copies_folder(path).stat().st_mode) == 0o700
    assert stat.S_IMODE(copies(path)[0].path.stat().st_mode) == 0o600


def test_where_a_disk_has_no_second_names_a_second_file_is_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    SessionFile.create(path, people("A"), AT).write(people("B"), AT)
    assert told(path) == ["A"]
    assert stat.S_IMODE(copies(path)[0].path.stat().st_mode) == 0o600


def test_no_room_for_a_copy_is_no_reason_not_to_save(path: Path) -> None:
    copies_folder(path).write_text("somebody's file stands where the folder belongs")
    SessionFile.create(path, people("A"), AT).write(people("B"), AT)
    assert SessionFile.read(path).session == people("B")


def test_ten_a_minute_apart_and_one_a_day_for_a_month_stay(tmp_path: Path) -> None:
    minutes = [AT - timedelta(minutes=i) for i in range(30)]
    days = [AT - timedelta(days=d, hours=h) for d in range(1, 60) for h in (0, 1, 2)]
    held = [Copy(at, tmp_path / "x") for at in (*minutes, *days)]
    kept = [copy.at for copy in held if copy not in expired(held)]
    assert kept[:NEWEST_KEPT] == minutes[:NEWEST_KEPT]
    assert kept[NEWEST_KEPT:] == [AT - timedelta(days=d) for d in range(1, 31)]


def test_thinning_a_little_each_day_keeps_what_thinning_at_once_keeps(tmp_path: Path) -> None:
    held: list[Copy] = []
    for day in range(80):
        for hour in range(6):
            held.insert(0, Copy(AT + timedelta(days=day, hours=hour), tmp_path / "x"))
            gone = expired(held)
            held = [copy for copy in held if copy not in gone]
    assert len(held) <= NEWEST_KEPT + 31
    assert (AT + timedelta(days=55, hours=5)) in [copy.at for copy in held]


def test_copies_with_names_go_when_the_session_holds_none(path: Path, demo: Session) -> None:
    file = created(path, demo)
    for minutes in range(1, 4):
        saved_at(
            file,
            demo.model_copy(update={"people": (*demo.people, Person(id=f"x{minutes}"))}),
            AT + timedelta(minutes=2 * minutes),
        )
    assert len(copies(path)) == 3
    assert holds_names(demo)
    saved_at(file, reduced(demo), AT + timedelta(minutes=9))
    assert copies(path) == []
    saved_at(file, reduced(demo), AT + timedelta(minutes=12))
    saved_at(file, reduced(demo), AT + timedelta(minutes=14))
    assert len(copies(path)) == 2


def test_copies_with_names_that_a_power_cut_left_go_with_the_next_save(path: Path, demo: Session) -> None:
    file = SessionFile.create(path, demo, AT)
    file.write(demo.model_copy(update={"people": ()}), AT)
    file.close()
    path.unlink()
    SessionFile.create(path, reduced(demo), AT)
    assert copies(path) == []


def test_a_copy_comes_back_under_a_new_name(path: Path) -> None:
    SessionFile.create(path, people("A"), AT).write(people("B"), AT)
    back = copy_beside(path, copies(path)[0])
    assert back.name == "kuusilinna-2.json"
    assert SessionFile.read(back).session == people("A")
    assert SessionFile.read(path).session == people("B")
    assert len(copies(path)) == 1


def test_the_newest_copy_that_can_be_read_is_offered(path: Path) -> None:
    file = created(path, people("A"))
    for i, name in enumerate("BCD"):
        saved_at(file, people(name), AT + timedelta(minutes=2 * i))
    newest = copies(path)[0]
    newest.path.write_bytes(newest.path.read_bytes()[:100])
    offered = newest_readable_copy(path)
    assert offered is not None
    assert offered.at < newest.at
