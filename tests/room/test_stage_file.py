"""The stage file: what the room sees, for a second terminal of the same user and for nobody else."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from cxworkshop.errors import NotSaved
from cxworkshop.room import stage_file
from cxworkshop.room.parts import Question, Showing
from cxworkshop.room.stage_file import Follower, Writer, followed_ago, path_of, write

POSIX = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="other systems have other rights")


def showing(words: str = "Whom do we thank?") -> Showing:
    return Showing(
        organisation="Koti Oy", round="round 1", step="7 Closing", stairs=(), activity="Thanks", heading="",
        view=Question(words=words),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(tmp_path / "run" / "cxworkshop"))
    return path_of(tmp_path / "koti.json")


def aged(path: Path, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(path, (at, at))


def test_what_is_written_is_what_is_followed_and_the_same_value_until_it_changes(path: Path) -> None:
    follower = Follower(path)
    assert follower.look() == (None, False)
    write(path, showing())
    first, is_alive = follower.look()
    assert (first, is_alive) == (showing(), True)
    stage_file.beat(path)
    assert follower.look()[0] is first
    write(path, showing("Another one?"))
    assert follower.look() == (showing("Another one?"), True)


@POSIX
def test_nobody_else_can_read_it_whatever_the_umask(tmp_path: Path, path: Path) -> None:
    before = os.umask(0)
    try:
        write(path, showing())
        Follower(path).beat()
    finally:
        os.umask(before)
    files = sorted(path.parent.iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len(files) == 2
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_its_name_tells_nothing_of_the_workshop(path: Path) -> None:
    assert "koti" not in path.name
    assert path_of(path.parent / "other.json") != path


def test_without_a_heartbeat_nobody_is_at_the_other_end_and_what_was_shown_is_still_known(path: Path) -> None:
    write(path, showing())
    aged(path, stage_file.STALE + 1)
    follower = Follower(path)
    assert follower.look() == (showing(), False)
    stage_file.beat(path)
    assert follower.look() == (showing(), True)
    path.unlink()
    assert follower.look() == (showing(), False)
    write(path, showing("again"))
    assert follower.look() == (showing("again"), True)


def test_a_clock_that_is_set_pauses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, showing())
    follower = Follower(path)
    assert follower.look()[1]
    aged(path, -3600)
    assert follower.look()[1]


@pytest.mark.parametrize("raw", [b"", b"{", b'{"kind": "secret"}', b"\xff\xfe", b"[" * 100_000])
def test_a_file_of_something_else_is_not_shown(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    assert Follower(path).look() == (None, False)
    write(path, showing())
    follower = Follower(path)
    follower.look()
    path.write_bytes(raw)
    assert follower.look()[0] == showing()


@POSIX
@pytest.mark.parametrize("level", ["room", "cxworkshop"])
def test_a_link_in_the_place_of_its_folder_is_refused_on_both_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "run" / "cxworkshop"
    link = folder if level == "cxworkshop" else folder / "room"
    link.parent.mkdir(parents=True, mode=0o700)
    link.symlink_to(elsewhere)
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(folder))
    with pytest.raises(NotSaved, match="is a link"):
        path_of(tmp_path / "koti.json")


@POSIX
def test_a_link_in_its_place_is_replaced_and_never_written_through(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    for name in (path.name, f"{path.stem}.{os.getpid()}"):
        (path.parent / name).symlink_to(victim)
    assert Follower(path).look() == (None, False)
    write(path, showing())
    assert victim.read_text() == "mine"
    assert not path.is_symlink()


@POSIX
def test_a_folder_that_others_may_read_becomes_the_users_alone(path: Path, tmp_path: Path) -> None:
    path.parent.chmod(0o755)
    assert path_of(tmp_path / "koti.json") == path
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@POSIX
def test_a_folder_where_others_may_write_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(shared))
    with pytest.raises(NotSaved, match="Others may write"):
        path_of(tmp_path / "koti.json")


@POSIX
def test_a_folder_of_somebody_else_is_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1 if path.exists() else 4711)
    with pytest.raises(NotSaved, match="somebody else"):
        path_of(tmp_path / "koti.json")


def test_a_file_in_the_place_of_its_folder_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(tmp_path / "file" / "cxworkshop"))
    with pytest.raises(NotSaved, match="has no place"):
        path_of(tmp_path / "koti.json")


def settled(holds: object, within: float = 10.0) -> bool:
    """Whether something comes to hold."""
    assert callable(holds)
    until = time.monotonic() + within
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


def test_the_writer_writes_the_newest_beats_and_takes_it_away_at_the_end(path: Path) -> None:
    failures: list[Exception] = []
    writer, follower = Writer(path, failures.append), Follower(path)
    for n in range(50):
        writer.publish(showing(f"question {n}"))
    assert settled(lambda: follower.look() == (showing("question 49"), True))
    path.unlink()
    writer.beat()
    assert settled(lambda: follower.look() == (showing("question 49"), True))
    writer.close()
    assert follower.look() == (showing("question 49"), False)
    assert list(path.parent.iterdir()) == []
    assert failures == []


def followed(writer: Writer) -> float:
    return -1 if writer.followed is None else writer.followed


def test_the_writer_knows_whether_somebody_follows(path: Path) -> None:
    writer, follower = Writer(path, print), Follower(path)
    assert followed(writer) == -1
    follower.beat()
    writer.publish(showing())
    assert settled(lambda: 0 <= followed(writer) < 1)
    aged(path.with_suffix(stage_file.FOLLOWED), 5)
    writer.beat()
    assert settled(lambda: followed(writer) > 4)
    follower.close()
    writer.beat()
    assert settled(lambda: followed(writer) == -1)
    writer.close()


def test_who_followed_an_hour_ago_is_not_spoken_of(path: Path) -> None:
    Follower(path).beat()
    aged(path.with_suffix(stage_file.FOLLOWED), 3600)
    assert followed_ago(path) is None


def test_what_cannot_be_written_is_said_once_and_ends_nothing(path: Path) -> None:
    failures: list[Exception] = []
    path.mkdir()
    writer = Writer(path, failures.append)
    for n in range(3):
        writer.publish(showing(str(n)))
        assert settled(lambda: len(failures) == 1)
    path.rmdir()
    writer.publish(showing("at last"))
    assert settled(lambda: Follower(path).look() == (showing("at last"), True))
    writer.close()
