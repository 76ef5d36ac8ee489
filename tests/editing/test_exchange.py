"""Another program changes the file of a workshop that is open: both are in the file at once, and on the
screen when its thread takes them in."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxworkshop.editing import OpenSession, create, ids, open_session
from cxworkshop.editing.changes import Change, add, set_value
from cxworkshop.errors import ChangedOutside, NotSaved
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place, value_at
from cxworkshop.storage.file.copies import copies_folder
from cxworkshop.storage.file.session_file import SessionFile
from tests.storage.versions import without_ancestor

DEMO = demo_session("en")
FIRST, SECOND = (Place("touchpoints", row.id, "name") for row in DEMO.touchpoints[:2])
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def put(place: Place, value: str) -> Change:
    return set_value(place, value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


@pytest.fixture
def opened(path: Path) -> Iterator[OpenSession]:
    opened = create(path, DEMO)
    yield opened
    with suppress(OSError):
        opened.close()


def elsewhere(path: Path, *changes: Change, of: Path | None = None) -> Path:
    """Another machine changes a copy of the file, which a sync service puts in its place."""
    (folder := path.parent / "elsewhere").mkdir(exist_ok=True)
    copy = Path(shutil.copyfile(of or path, folder / path.name))
    theirs = open_session(copy)
    for change in changes:
        theirs.apply(change)
    theirs.close()
    copy.replace(path)
    return path


def in_file(path: Path, place: Place) -> object:
    return value_at(SessionFile.read(path).session, place)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.json"))


def test_what_is_not_saved_yet_and_what_they_wrote_are_both_in_the_file(
    opened: OpenSession, path: Path
) -> None:
    elsewhere(path, put(SECOND, "Theirs"))
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    assert (in_file(path, FIRST), in_file(path, SECOND)) == ("Ours", "Theirs")
    assert value_at(opened.session, SECOND) == value_at(DEMO, SECOND)
    assert str(opened.take_in_news()) == "1 change from another program came in."
    assert opened.session == SessionFile.read(path).session
    assert names(path.parent) == [path.name]
    opened.undo()
    opened.save()
    assert (in_file(path, FIRST), in_file(path, SECOND)) == (value_at(DEMO, FIRST), "Theirs")


def test_a_cell_of_both_keeps_both_and_says_so(opened: OpenSession, path: Path) -> None:
    elsewhere(path, put(FIRST, "Theirs"))
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    assert in_file(path, FIRST) == "Ours"  # typed later
    (aside,) = SessionFile.read(path).session.set_aside
    assert aside.value == '"Theirs"'
    assert str(opened.take_in_news()) == (
        "1 cell was changed on both sides, 1 Define · Touchpoint of Ours: it is marked ≠."
    )


def test_what_is_typed_before_it_is_shown_is_not_lost(opened: OpenSession, path: Path) -> None:
    elsewhere(path, put(SECOND, "Theirs"))
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    opened.apply(put(FIRST, "Ours, later"))  # nothing was taken in yet
    opened.save()
    elsewhere(path, add("parking", text="Theirs too"))
    opened.apply(add("parking", text="Ours"))
    opened.save()
    opened.take_in_news()
    opened.save()
    now = SessionFile.read(path).session
    assert opened.session == now
    assert (value_at(now, FIRST), value_at(now, SECOND)) == ("Ours, later", "Theirs")
    assert {row.text for row in now.round.parking} >= {"Theirs too", "Ours"}
    assert not now.set_aside


def test_what_they_made_of_an_older_state_takes_nothing_back(opened: OpenSession, path: Path) -> None:
    """The service was slow: what they began with was saved over meanwhile."""
    shutil.copyfile(path, older := path.with_name("older"))
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    opened.apply(add("parking", text="Ours"))
    opened.save()
    elsewhere(path, put(SECOND, "Theirs"), of=older)
    opened.apply(add("parking", text="Ours, later"))
    opened.save()
    now = SessionFile.read(path).session
    assert (value_at(now, FIRST), value_at(now, SECOND)) == ("Ours", "Theirs")
    assert {row.text for row in now.round.parking} >= {"Ours", "Ours, later"}


def test_a_program_that_knows_nothing_of_versions_is_merged_with_what_it_began_with(
    opened: OpenSession, path: Path
) -> None:
    """As 0.1.0 and editors of text write it: the header stays as it was."""
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    theirs = path.read_text("utf-8").replace(str(value_at(DEMO, SECOND)), "Theirs")
    opened.apply(put(FIRST, "Ours, later"))
    opened.save()
    path.write_text(theirs, "utf-8")
    opened.apply(add("parking", text="Ours"))
    opened.save()
    now = SessionFile.read(path).session
    assert (value_at(now, FIRST), value_at(now, SECOND)) == ("Ours, later", "Theirs")
    assert not now.set_aside


def test_an_older_state_that_is_put_back_brings_nothing_and_takes_nothing(
    opened: OpenSession, path: Path
) -> None:
    shutil.copyfile(path, older := path.with_name("older"))
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    older.replace(path)
    opened.apply(put(SECOND, "Ours"))
    opened.save()
    assert (in_file(path, FIRST), in_file(path, SECOND)) == ("Ours", "Ours")
    assert opened.take_in_news() == ""


def test_an_ancestor_that_only_a_copy_still_has_is_found_there(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", DEMO).close()
    shutil.copyfile(path, older := tmp_path / "older")
    first = open_session(path)
    first.apply(put(FIRST, "Ours"))
    first.close()
    second = open_session(path)
    elsewhere(path, put(SECOND, "Theirs"), of=older)
    second.apply(add("parking", text="Ours"))
    second.close()
    assert (in_file(path, FIRST), in_file(path, SECOND)) == ("Ours", "Theirs")
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("another", ["workshop", "ancestor", "faults"])
def test_what_has_no_common_version_or_faults_is_left_and_ours_goes_on_beside(
    opened: OpenSession, path: Path, another: str
) -> None:
    if another == "workshop":
        create(path.with_name("other"), DEMO).close()
        path.with_name("other").replace(path)
    else:
        elsewhere(path, put(SECOND, "Theirs"))
        without_ancestor(path)
    if another == "faults":
        raw = json.loads(path.read_text("utf-8"))
        next(iter(raw["people"].values()))["name"] = 5
        path.write_text(json.dumps(raw), "utf-8")
    theirs = path.read_bytes()
    opened.apply(put(FIRST, "Ours"))
    with pytest.raises(ChangedOutside):
        opened.save()
    assert path.read_bytes() == theirs
    assert in_file(opened.path, FIRST) == "Ours"


def test_a_disk_that_refuses_loses_neither(
    opened: OpenSession, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(path, put(SECOND, "Theirs"))
    real = os.replace

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    opened.apply(put(FIRST, "Ours"))
    with pytest.raises(NotSaved):
        opened.save()
    opened.take_in_news()
    opened.apply(add("parking", text="Ours, later"))
    monkeypatch.setattr(os, "replace", real)
    opened.save()
    opened.take_in_news()
    opened.save()
    assert opened.session == SessionFile.read(path).session
    assert (in_file(path, FIRST), in_file(path, SECOND)) == ("Ours", "Theirs")
    assert opened.session.round.parking[-1].text == "Ours, later"


def test_what_comes_in_is_kept_among_the_copies_when_one_is_due(opened: OpenSession, path: Path) -> None:
    shutil.rmtree(copies_folder(path), ignore_errors=True)
    elsewhere(path, put(SECOND, "Theirs"))
    opened.apply(put(FIRST, "Ours"))
    opened.save()
    (copy,) = opened.versions()
    assert in_file(copy.path, SECOND) == "Theirs"
    assert in_file(copy.path, FIRST) == value_at(DEMO, FIRST)


def typed(opened: OpenSession, letters: str, change: Change) -> None:
    before, ids.SUFFIX = ids.SUFFIX, letters
    try:
        opened.apply(change)
    finally:
        ids.SUFFIX = before


@pytest.mark.parametrize("seed", range(3))
def test_two_open_programs_whose_files_a_service_syncs_end_with_the_same_and_lose_nothing(
    tmp_path: Path, seed: int
) -> None:
    rnd = random.Random(seed)
    for who in "ab":
        (tmp_path / who).mkdir()
    create(tmp_path / "a" / "k.json", DEMO).close()
    shutil.copyfile(tmp_path / "a" / "k.json", tmp_path / "b" / "k.json")
    parked: list[str] = []
    programs = {who: open_session(tmp_path / who / "k.json") for who in "ab"}

    def synced(source: str, target: str) -> None:
        programs[source].save()
        shutil.copyfile(programs[source].path, incoming := tmp_path / "incoming")
        incoming.replace(programs[target].path)

    for number in range(30):
        who = rnd.choice("ab")
        if rnd.random() < 0.5:
            parked.append(f"{who}{number}")
            change = add("parking", text=parked[-1])
        else:
            change = put(Place("touchpoints", rnd.choice(DEMO.touchpoints).id, "name"), f"{who}{number}")
        typed(programs[who], {"a": "dddd", "b": "bbbb"}[who], change)
        programs[who].save()
        programs[who].take_in_news()
        if rnd.random() < 0.3:
            synced(*rnd.sample("ab", 2))
    for source, target in ("ab", "ba", "ab", "ba"):
        synced(source, target)
        programs[target].watch()
        programs[target].save()
        programs[target].take_in_news()
    for opened in programs.values():
        opened.close()
    assert programs["a"].session == programs["b"].session
    added = [row.text for row in programs["a"].session.round.parking[len(DEMO.round.parking) :]]
    assert sorted(added) == sorted(parked)
    assert names(tmp_path / "a") == names(tmp_path / "b") == ["k.json"]
