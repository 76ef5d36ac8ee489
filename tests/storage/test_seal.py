"""A seal takes every name beside a blind answer: in the file and in every version of it, however it ends."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session, voting
from cxworkshop.editing.changes import add
from cxworkshop.errors import ChangedOutside, NotSaved
from cxworkshop.method import responsibility
from cxworkshop.method.ballots import state
from cxworkshop.method.privacy import reduced
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file import session_file
from cxworkshop.storage.file.copies import copies, copies_folder
from cxworkshop.storage.file.restoring import restore
from cxworkshop.storage.file.session_file import SessionFile
from tests.screens.hands import at_the_program
from tests.storage.faulty_disk import FaultyDisk, counting
from tests.storage.killed import Say, Work, heard, started
from tests.storage.versions import ELSEWHERE, NAME, answered, lie_about, named, without_ancestor

AT = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
MOST = 400
"""More operations than a seal has."""


def seal(path: Path) -> None:
    opened = open_session(path)
    opened.apply(voting.seal("1", AT))
    opened.save()
    opened.close()


def tallies(session: Session) -> object:
    return {
        "answers": responsibility.diagnoses(session),
        "whole": responsibility.as_is(session, "WHOLE"),
        "counted": {
            touchpoint.id: responsibility.tally_of(session, touchpoint.id)
            for touchpoint in session.touchpoints
        },
    }


def test_a_seal_leaves_no_name_in_any_version_of_the_file(tmp_path: Path) -> None:
    path = lie_about(tmp_path)
    before = (tmp_path / f"{ELSEWHERE}.json").read_bytes()
    assert len(named(tmp_path)) >= 15
    seal(path)
    assert named(tmp_path) == []
    assert (tmp_path / f"{ELSEWHERE}.json").read_bytes() == before


def test_what_else_stands_in_the_other_versions_stays(tmp_path: Path) -> None:
    path = lie_about(tmp_path)
    others = [one for one in tmp_path.rglob("*.json") if one != path and "copies" not in one.parent.name]
    before = {one: SessionFile.read(one) for one in others}
    seal(path)
    for one, file in before.items():
        after = SessionFile.read(one)
        assert after.session == (file.session if ELSEWHERE in one.name else reduced(file.session))
        assert tallies(after.session) == tallies(file.session)
        assert after.updated_at == file.updated_at


def test_older_copies_without_an_answer_stay(tmp_path: Path) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    opened.apply(add("parking", text="one"))
    opened.save()
    kept = tmp_path / "kuusilinna-copies" / "20261101T080000Z.json"
    create(tmp_path / "blank.json", Session()).close()
    (tmp_path / "blank.json").rename(kept)
    opened.apply(voting.seal("1", AT))
    opened.close()
    assert [copy.path for copy in copies(path)] == [kept]


def test_an_older_copy_does_not_tell_by_what_it_lacks_what_somebody_answered_later(tmp_path: Path) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    opened.apply(voting.score(Place("overall_levels", "p5", "value"), None))
    opened.apply(voting.seal("1", AT))
    opened.save()
    copies_folder(path).mkdir(exist_ok=True)
    for time in ("093000", "094000"):
        shutil.copyfile(path, copies_folder(path) / f"20261112T{time}Z.json")
    create(tmp_path / "blank.json", Session()).close()
    kept = (tmp_path / "blank.json").rename(copies_folder(path) / "20261112T080000Z.json")
    opened.apply(voting.score(Place("overall_levels", "p5", "value"), 5))
    opened.apply(voting.seal_figures("overall_levels"))
    opened.close()
    now = SessionFile.read(path).session.rounds
    left = {copy.path: SessionFile.read(copy.path).session.rounds for copy in copies(path)}
    assert kept in left
    assert all(rounds == now for copy, rounds in left.items() if copy != kept), (
        "a slow disk may have kept the last one"
    )


# ---- whenever it ends --------------------------------------------------------------------------------------
def sealing(path: Path, disk: FaultyDisk) -> Work:
    """Seals while the disk does what it is told, says so when it is saved, and saves again at the end."""

    def work(say: Say) -> None:
        opened = open_session(path)
        with counting(disk):
            opened.apply(voting.seal("1", AT))
            with suppress(NotSaved):
                opened.save()
                say("sealed")
        opened.close()
        say(f"{len(disk.done)}")

    return work


def run(work: Work) -> list[str]:
    """Runs a program to its end, whatever that is; what it said."""
    program, hear = started(work)
    said = heard(hear)
    os.waitpid(program, 0)
    os.close(hear)
    return said


def copied(whole: Path, folder: Path) -> Path:
    """The workshop with all its versions once more, to be spoiled; where its file is."""
    shutil.copytree(whole, folder)
    return folder / NAME


def look_at_it(path: Path) -> None:
    """The next program opens it."""

    def work(say: Say) -> None:
        open_session(path).close()
        say("looked")

    assert run(work) == ["looked"]


def judged(path: Path, before: Session) -> str:
    """What is wrong after the next look, in a few words."""
    session = SessionFile.read(path).session
    if not {"one", "two"} <= {row.text for row in session.round.parking}:
        return "rows are lost"
    if state(session, "1") == "open":
        kept = {row.id: row for row in session.round.ownership_ballots}
        return "" if kept == {row.id: row for row in before.round.ownership_ballots} else "answers are lost"
    if names := named(path.parent):
        return f"names in {names}"
    return "" if tallies(session) == tallies(voting.seal("1", AT)(before)) else "the tallies are others"


def kill(_code: int, number: int, now: int, _name: str) -> None:
    """Ends the program at an operation."""
    if now == number:
        os.kill(os.getpid(), signal.SIGKILL)


def fail(code: int, number: int, now: int, _name: str) -> None:
    """Refuses an operation."""
    if now == number:
        raise OSError(code, os.strerror(code))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs are forked")
@pytest.mark.parametrize(
    ("trouble", "code"), [(kill, 0), (fail, errno.EIO), (fail, errno.ENOSPC)], ids=["killed", "EIO", "ENOSPC"]
)
def test_whatever_happens_at_any_operation_of_a_seal_no_name_is_left_after_the_next_look(
    tmp_path: Path, trouble: Callable[[int, int, int, str], None], code: int
) -> None:
    session, wrong, states = answered(), [], list[str]()
    (whole := tmp_path / "whole").mkdir()
    lie_about(whole, session)
    for number in range(1, MOST):
        path = copied(whole, tmp_path / str(number))
        said = run(sealing(path, FaultyDisk(partial(trouble, code, number))))
        if trouble is kill and "sealed" in said and (names := named(path.parent)):
            wrong.append(f"{number}: saved, and {names}")
        file = SessionFile.read(path)
        wrong += [f"{number}: {fault.words}" for fault in file.faults]
        states.append(state(file.session, "1"))
        look_at_it(path)
        wrong += [f"{number}: {words}"] if (words := judged(path, session)) else []
        shutil.rmtree(path.parent)
        if said[-1:] and int(said[-1]) < number:
            break
    assert wrong == []
    assert number > 80
    assert number < MOST - 1
    if trouble is kill:
        assert min(states.count("open"), states.count("sealed")) > 5


# ---- every version of the file -----------------------------------------------------------------------------
def test_a_conflict_keeps_no_name_on_either_side_of_it(tmp_path: Path) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    other = SessionFile.read(path)  # at another machine
    other.write(add("parking", text="theirs")(other.session), datetime.now(UTC))
    without_ancestor(path)
    opened.apply(add("parking", text="ours"))
    with pytest.raises(ChangedOutside):
        opened.save()
    assert {"kuusilinna.json", "kuusilinna-2.json"} <= set(named(tmp_path))
    opened.apply(voting.seal("1", AT))
    opened.close()
    assert opened.path.name == "kuusilinna-2.json"
    assert named(tmp_path) == []
    assert SessionFile.read(path).session.round.parking[-1].text == "theirs"


@pytest.mark.parametrize("sealed", ["before", "with", "after"])
def test_what_another_program_brings_in_keeps_no_name_past_the_seal(tmp_path: Path, sealed: str) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    theirs = SessionFile.read(Path(shutil.copyfile(path, tmp_path / "elsewhere")))
    theirs.write(add("parking", text="theirs")(theirs.session), datetime.now(UTC))
    if sealed == "before":
        opened.apply(voting.seal("1", AT))
        opened.save()
    (tmp_path / "elsewhere").replace(path)
    shutil.rmtree(tmp_path / "elsewhere-copies")
    if sealed == "with":
        opened.apply(voting.seal("1", AT))
    opened.apply(add("parking", text="ours"))
    opened.save()
    if sealed == "after":
        opened.apply(voting.seal("1", AT))
    opened.close()
    assert opened.path == path
    assert named(tmp_path) == []
    assert {row.text for row in SessionFile.read(path).session.round.parking} >= {"theirs", "ours"}


def test_what_another_program_has_sealed_has_no_names_in_our_copies_either(tmp_path: Path) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    opened.close()
    opened = open_session(path)
    theirs = open_session(Path(shutil.copyfile(path, tmp_path / "elsewhere")))
    opened.apply(add("parking", text="ours"))  # which keeps a copy
    opened.save()
    theirs.apply(voting.seal("1", AT))
    theirs.close()
    (tmp_path / "elsewhere").replace(path)
    opened.apply(add("parking", text="more"))
    opened.close()
    assert named(tmp_path) == []
    assert [row.text for row in SessionFile.read(path).session.round.parking][-2:] == ["ours", "more"]


def test_a_conflict_at_the_seal_itself_keeps_no_name_either(tmp_path: Path) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    other = SessionFile.read(path)
    other.write(add("parking", text="theirs")(other.session), datetime.now(UTC))
    without_ancestor(path)
    opened.apply(voting.seal("1", AT))
    with pytest.raises(ChangedOutside):
        opened.save()
    opened.close()
    assert named(tmp_path) == []


def test_a_version_that_somebody_has_open_loses_its_names_at_the_next_look(tmp_path: Path) -> None:
    path = tmp_path / "kuusilinna.json"
    opened = create(path, answered())
    opened.apply(add("parking", text="one"))
    opened.save()
    back, _when = restore(path)
    somebody = open_session(back)
    opened.apply(voting.seal("1", AT))
    opened.save()
    opened.apply(add("parking", text="two"))
    opened.close()
    assert named(tmp_path) == [back.name]
    somebody.close()
    look_at_it(path)
    assert named(tmp_path) == []


def test_after_a_crash_the_version_that_is_opened_first_loses_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lie_about(tmp_path)
    with monkeypatch.context() as cut_off:
        cut_off.setattr(session_file, "remove_names", lambda *_arguments: False)
        seal(path)
    for name in ("kuusilinna-2.json", "archive/kuusilinna.json"):
        assert name in named(tmp_path)
        look_at_it(tmp_path / name)
        assert name not in named(tmp_path)
    look_at_it(path)
    assert named(tmp_path) == []


@pytest.mark.parametrize("backup", ["kuusilinna.json~", "kuusilinna.bak", "kuusilinna.JSON", "notes.txt"])
def test_a_backup_loses_its_names_whatever_it_is_called(tmp_path: Path, backup: str) -> None:
    path = tmp_path / NAME
    create(path, answered()).close()
    shutil.copyfile(path, tmp_path / backup)
    seal(path)
    assert named(tmp_path) == []
    assert SessionFile.read(tmp_path / backup).session == reduced(answered())


def test_that_names_are_left_in_a_version_that_may_not_be_changed_is_said(tmp_path: Path) -> None:
    path = tmp_path / NAME
    create(path, answered()).close()
    kept = tmp_path / "kept.json"
    shutil.copyfile(path, kept)
    kept.chmod(0o444)
    seal(path)
    assert "still have names in another version" in str(open_session(path).notice)
    kept.unlink()
    opened = open_session(path)
    assert not opened.notice
    opened.close()


def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = lie_about(tmp_path)
    damaged = tmp_path / "kuusilinna-2.json"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    before = damaged.read_bytes()
    seal(path)
    assert damaged.read_bytes() == before
    assert named(tmp_path) == ["kuusilinna-2.json"]


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    path = lie_about(tmp_path)
    (away := tmp_path / "away").mkdir()
    (tmp_path / "kuusilinna-2.json").rename(away / "kept.txt")
    (tmp_path / "kuusilinna-2.json").symlink_to(away / "kept.txt")
    seal(path)
    assert named(away) == ["kept.txt"]


# ---- where sync services keep versions ---------------------------------------------------------------------
KEPT = (
    ".stversions/kuusilinna~20261112-094800.json",
    ".stversions/archive/kuusilinna~20261112-094801.json",
    ".stversions/kuusilinna-copies/20261112T094500Z.json",
    ".dropbox.cache/2026-11-12/kuusilinna (deleted 4f2a).json",
    ".sync/Archive/kuusilinna.1.json",
    "archive/.stversions/kuusilinna~20261112-094802.json",
)


def kept_by_services(folder: Path, *names: str) -> Path:
    path = folder / "kuusilinna.json"
    create(path, answered()).close()
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    return path


def test_versions_that_sync_services_keep_lose_the_names_and_keep_all_else(tmp_path: Path) -> None:
    path = kept_by_services(tmp_path, *KEPT)
    (other := tmp_path / ".stversions" / "film.mp4").write_bytes(b"\0" * 5000)
    assert len(named(tmp_path)) == 1 + len(KEPT)
    seal(path)
    assert named(tmp_path) == []
    for name in KEPT:
        if (tmp_path / name).exists():
            assert tallies(SessionFile.read(tmp_path / name).session) == tallies(reduced(answered()))
    assert other.read_bytes() == b"\0" * 5000
    (again := SessionFile.open(path)).close()
    assert not again.names_pending
    assert not again.notice


def test_what_could_not_be_reached_is_named_at_once_and_when_it_is_opened_again(tmp_path: Path) -> None:
    path = kept_by_services(tmp_path, KEPT[0])
    (version := tmp_path / KEPT[0]).chmod(0o400)
    opened = open_session(path)
    opened.apply(voting.seal("1", AT))
    opened.save()
    assert KEPT[0] in str(opened.notice)
    opened.close()
    again = open_session(path)
    assert KEPT[0] in str(again.notice)
    version.chmod(0o600)
    again.close()
    last = open_session(path)
    assert not last.notice
    last.close()
    assert named(tmp_path) == []


def test_folders_of_versions_are_looked_into_so_far_and_no_further_and_never_through_a_link(
    tmp_path: Path,
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    path = kept_by_services(tmp_path / "s", "deep.json", ".stversions/a/b/c/d/e/kuusilinna.json")
    (tmp_path / "s" / "deep.json").rename(theirs / "kuusilinna.json")
    (tmp_path / "s" / ".sync").symlink_to(theirs)
    (tmp_path / "s" / ".stversions" / "linked.json").symlink_to(theirs / "kuusilinna.json")
    seal(path)
    assert len(named(theirs)) == 1
    assert ".stversions/a/b/c/d" in str(open_session(path).notice)


async def test_the_screen_tells_at_the_seal_what_could_not_be_reached(tmp_path: Path) -> None:
    path = kept_by_services(tmp_path, KEPT[0])
    (tmp_path / KEPT[0]).chmod(0o400)
    async with at_the_program(tmp_path, open_path=path) as hands:
        (opened,) = hands.app.opened
        opened.apply(voting.seal("1", AT))
        await asyncio.to_thread(opened.save)
        await hands.settled()
        assert [KEPT[0] in shown.message for shown in hands.app._notifications] == [True]
