"""A change is made, taken back, made again and kept; nothing else changes a session."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxworkshop.editing import OpenSession, create, open_session
from cxworkshop.editing.changes import Change, add, remove, set_value, together
from cxworkshop.editing.saver import Saved, Status
from cxworkshop.errors import ChangedOutside, CxError, NotSaved, ReadOnly, Unreadable
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.session_file import SessionFile
from tests.editing.some_changes import changes
from tests.storage.versions import without_ancestor

ON = date(2026, 11, 21)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


@pytest.fixture
def opened(path: Path, demo: Session) -> Iterator[OpenSession]:
    opened = create(path, demo)
    yield opened
    opened.close()


class SlowDisk:
    """Inside the `with` a save that has begun goes on only when it ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.goes_on, self.has_begun = threading.Event(), threading.Event()
        self.goes_on.set()
        fsync = os.fsync

        def slowly(descriptor: int) -> None:
            self.has_begun.set()
            assert self.goes_on.wait(30)
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", slowly)

    def __enter__(self) -> None:
        self.has_begun.clear()
        self.goes_on.clear()

    def __exit__(self, *_error: object) -> None:
        self.goes_on.set()

    def wait_for_a_save(self) -> None:
        assert self.has_begun.wait(30)


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> SlowDisk:
    return SlowDisk(monkeypatch)


def named(name: str) -> Change:
    return set_value(Place("people", "p1", "name"), name)


# ---- changing ----------------------------------------------------------------------------------------------
def test_a_change_gives_a_new_session_and_tells_who_listens(opened: OpenSession, demo: Session) -> None:
    heard: list[tuple[Session, Session]] = []
    stop = opened.listen(lambda before, after: heard.append((before, after)))
    after = opened.apply(named("Somebody"))
    assert after is opened.session
    assert after.people[0].name == "Somebody"
    assert heard == [(demo, after)]
    stop()
    opened.undo()
    assert len(heard) == 1


def test_a_change_that_changes_nothing_leaves_no_trace(opened: OpenSession, demo: Session) -> None:
    heard: list[object] = []
    opened.listen(lambda before, after: heard.append(after))
    opened.apply(named(demo.people[0].name))
    assert opened.session == demo
    assert (heard, opened.undo(), opened.is_saved) == ([], None, True)


@pytest.mark.parametrize(
    "change",
    [
        set_value(Place("people", "p99", "name"), "Nobody"),
        set_value(Place("goals", "g1", "text", 1), "Changed history"),
        remove(Place("people", "p99"), ON),
        add("people", id="p1", name="Twin"),
    ],
)
def test_a_change_that_cannot_be_made_leaves_everything_as_it_was(
    opened: OpenSession, demo: Session, change: Change
) -> None:
    with pytest.raises(CxError):
        opened.apply(change)
    assert opened.session == demo
    assert opened.undo() is None
    assert opened.is_saved


def test_a_file_with_faults_may_be_looked_at_and_not_changed(path: Path, demo: Session) -> None:
    create(path, demo).close()
    tables = json.loads(path.read_text("utf-8"))
    next(iter(tables["goals"].values()))["due_on"] = "2026-13-01"
    path.write_text(json.dumps(tables), "utf-8")
    before = path.read_bytes()
    opened = open_session(path)
    assert len(opened.faults) == 1
    with pytest.raises(ReadOnly):
        opened.apply(named("Somebody"))
    opened.save()
    opened.close()
    assert path.read_bytes() == before


def test_what_is_no_session_is_not_opened(path: Path) -> None:
    path.write_text("{}")
    with pytest.raises(Unreadable):
        open_session(path)


# ---- undo and redo -----------------------------------------------------------------------------------------
def test_undo_and_redo_say_what_they_did(opened: OpenSession, demo: Session) -> None:
    opened.apply(named("Somebody"))
    assert str(opened.undo()) == f"Name of {demo.people[0].name}"
    assert opened.session == demo
    assert str(opened.redo()) == f"Name of {demo.people[0].name}"
    assert opened.session.people[0].name == "Somebody"
    assert opened.redo() is None


def test_a_new_change_ends_what_could_be_redone(opened: OpenSession) -> None:
    opened.apply(named("Somebody"))
    opened.undo()
    opened.apply(named("Another"))
    assert opened.redo() is None


def test_undo_does_not_cross_a_barrier(opened: OpenSession) -> None:
    opened.apply(named("Somebody"))
    seal = named("Sealed")
    opened.apply(Change("Sealed the ballot", seal.ops, barrier=True))
    assert opened.undo() is None
    opened.apply(named("Later"))
    opened.undo()
    assert opened.undo() is None
    assert opened.session.people[0].name == "Sealed"


def test_an_owner_who_left_keeps_everything_that_names_her_and_undo_brings_her_back(
    opened: OpenSession,
) -> None:
    opened.apply(add("people", id="p90", name="Newcomer"))
    for place in (
        Place("ownerships", "tp01", "accountable"),
        Place("ownerships", "tp01", "reward.proposer"),
        Place("cx_lead", "cx_lead", "sponsor"),
        Place("rounds", "2", "convener"),
    ):
        opened.apply(set_value(place, "p90"))
    opened.apply(set_value(Place("rounds", "2", "participants[p90]"), True))
    opened.apply(add("ownership_ballots", touchpoint="tp01", participant="p90", kind="person", person="p90"))
    opened.apply(add("actions", title="Call", owner="p90"))
    before = opened.session

    after = opened.apply(remove(Place("people", "p90"), ON))
    assert after.people[-1].left_on == ON
    assert after.round.ownerships[0].accountable == "p90"
    assert opened.session.round.actions[-1].title == "Call"

    opened.undo()
    assert opened.session == before


def test_somebody_a_closed_round_names_is_retired_and_not_removed(opened: OpenSession, demo: Session) -> None:
    after = opened.apply(remove(Place("people", "p1"), ON))
    assert after.people[0].left_on == ON
    assert after.rounds[0] is demo.rounds[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_undo_brings_back_exactly_the_earlier_record(data: st.DataObject) -> None:
    demo = demo_session("en")
    with TemporaryDirectory() as folder, closing(create(Path(folder) / "k.json", demo)) as opened:
        states = [demo]
        for _ in range(data.draw(st.integers(1, 8), label="changes")):
            try:
                opened.apply(data.draw(changes(opened.session)))
            except CxError:
                assert opened.session is states[-1]
            if opened.session is not states[-1]:
                states.append(opened.session)
            if data.draw(st.booleans(), label="save"):
                opened.save()
        assert_kept(opened)
        for earlier in reversed(states[:-1]):
            assert opened.undo() is not None
            assert opened.session == earlier
        assert opened.undo() is None
        assert_kept(opened)
        for later in states[1:]:
            assert opened.redo() is not None
            assert opened.session == later
        assert opened.redo() is None
        assert_kept(opened)


def assert_kept(opened: OpenSession) -> None:
    opened.save()
    found = open_session(opened.path)
    assert found.faults == ()
    assert found.session == opened.session


# ---- keeping -----------------------------------------------------------------------------------------------
def test_what_is_saved_is_on_the_disk(opened: OpenSession, path: Path) -> None:
    opened.apply(named("Somebody"))
    opened.save()
    assert opened.is_saved
    assert open_session(path).session == opened.session


def test_closing_keeps_the_last_change(path: Path, demo: Session) -> None:
    opened = create(path, demo)
    opened.apply(named("Somebody"))
    opened.close()
    assert open_session(path).session.people[0].name == "Somebody"


def test_opening_and_closing_writes_nothing(path: Path, demo: Session) -> None:
    create(path, demo).close()
    before = path.stat()
    opened = open_session(path)
    opened.save()
    opened.close()
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_who_asks_hears_that_it_is_saved(opened: OpenSession) -> None:
    heard: list[Status] = []
    opened.on_saved = heard.append
    opened.apply(named("Somebody"))
    opened.save()
    assert isinstance(heard[-1], Saved)
    assert heard[-1].at == opened.saved_at


def test_the_newest_text_can_be_looked_for_in_the_file(opened: OpenSession, path: Path) -> None:
    for change, text in ((named("item-0001"), "item-0001"), (add("goals", text="item-0002"), "item-0002")):
        opened.apply(change)
        opened.save()
        assert opened.last_text == text
        assert text in path.read_text("utf-8")


def test_a_folder_that_is_gone_is_said_and_the_change_is_kept_until_it_is_back(
    tmp_path: Path, demo: Session
) -> None:
    folder = tmp_path / "stick"
    opened = create(folder / "k.json", demo)
    folder.rename(tmp_path / "pulled out")
    opened.apply(named("Somebody"))
    with pytest.raises(OSError, match="the folder is gone"):
        opened.save()
    assert not opened.is_saved
    (tmp_path / "pulled out").rename(folder)
    opened.save()
    assert open_session(folder / "k.json").session.people[0].name == "Somebody"
    opened.close()


def test_of_two_programs_on_one_file_that_cannot_be_merged_both_keep_their_work(
    opened: OpenSession, path: Path
) -> None:
    other = SessionFile.read(path)  # one that knows nothing of locks, or sits at another machine
    other.write(named("Theirs")(other.session), datetime.now(UTC))
    opened.apply(named("Ours"))
    without_ancestor(path)
    with pytest.raises(ChangedOutside, match=r"kept beside it as kuusilinna-2\.json"):
        opened.save()
    assert open_session(path).session.people[0].name == "Theirs"
    assert opened.path.name == "kuusilinna-2.json"
    assert open_session(opened.path).session.people[0].name == "Ours"
    opened.apply(named("Ours again"))
    opened.save()
    assert open_session(opened.path).session.people[0].name == "Ours again"


def test_a_second_opener_is_told_who_has_it_and_may_look(opened: OpenSession, path: Path) -> None:
    second = open_session(path)
    assert f"(process {os.getpid()})" in str(second.read_only)
    assert second.session == opened.session
    with pytest.raises(ReadOnly):
        second.apply(named("Theirs"))
    second.close()
    opened.apply(named("Ours"))
    opened.close()
    third = open_session(path)
    assert third.read_only == ""
    assert third.session.people[0].name == "Ours"
    third.close()


def test_a_session_nobody_looks_at_any_more_is_free_for_others(path: Path, demo: Session) -> None:
    create(path, demo).close()
    assert open_session(path).session == demo
    again = open_session(path)
    assert again.read_only == ""
    again.close()


def test_what_is_emptied_again_is_saved_however_little_is_left(tmp_path: Path, slow_disk: SlowDisk) -> None:
    """The store applies what was done to its own copy, and guesses nothing."""
    opened = create(tmp_path / "fresh.json", Session())
    with slow_disk:
        opened.apply(add("notes", id="n1", text="x" * 30_000))
        slow_disk.wait_for_a_save()
        opened.apply(set_value(Place("notes", "n1", "text"), ""))
    opened.close()
    assert open_session(opened.path).session.round.notes[0].text == ""


def test_three_hundred_pasted_and_taken_back_while_the_disk_still_writes_are_saved(
    tmp_path: Path, slow_disk: SlowDisk
) -> None:
    opened = create(tmp_path / "fresh.json", Session())
    people = together("Pasted", *(add("people", id=f"p{i:03}", name=f"Person {i}") for i in range(300)))
    with slow_disk:
        opened.apply(people)
        slow_disk.wait_for_a_save()
        opened.undo()
    opened.close()
    assert open_session(opened.path).session == Session()


def test_a_new_session_never_takes_the_place_of_a_file(path: Path, demo: Session) -> None:
    path.write_text("my diary")
    with pytest.raises(NotSaved):
        create(path, demo)
    assert path.read_text() == "my diary"
