"""Two files of one workshop become one file: on the command line, for git, and never by a guess."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.cli import main
from cxworkshop.editing import open_session
from cxworkshop.editing.changes import Change, add, remove, set_value
from cxworkshop.editing.merge.files import merge_files
from cxworkshop.editing.settling import keep_what_stands
from cxworkshop.editing.voting import seal, vote
from cxworkshop.errors import NotSaved, Unreadable, WrongUse
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import holds_names
from cxworkshop.method.settling import place_of
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies
from cxworkshop.storage.file.merging import ancestor
from cxworkshop.storage.file.session_file import SessionFile
from tests.method.builders import session

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
NAME = Place("touchpoints", demo_session("en").touchpoints[0].id, "name")


def put(value: str) -> Change:
    return set_value(NAME, value)


def saved(path: Path, minutes: int, *changes: Change) -> Path:
    """As a program saves it that opens it for these changes."""
    file = SessionFile.open(path)
    for change in changes:
        file.put(change.ops(file.session), AT + timedelta(minutes=minutes))
    file.close()
    return path


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "kuusi.json"
    SessionFile.create(path, demo_session("en"), AT).close()
    return path


@pytest.fixture
def versions(original: Path) -> tuple[Path, Path]:
    """Two that were changed on two machines, the second one last."""
    other = original.with_name("kuusi (Anna's conflicted copy 2026-11-28).json")
    shutil.copyfile(original, other)
    saved(original, 1, put("A"), add("parking", text="of A"))
    saved(other, 2, put("B"), remove(Place("actions", demo_session("en").round.actions[1].id), AT.date()))
    return original, other


def read(path: Path) -> Session:
    return SessionFile.read(path).session


def test_the_first_becomes_both_and_the_other_goes_among_its_copies(versions: tuple[Path, Path]) -> None:
    one, other = versions
    before = {one.read_bytes(), other.read_bytes()}
    joined = merge_files(one, other)
    assert not other.exists()
    assert before <= {copy.path.read_bytes() for copy in copies(one)}
    merged = read(one)
    assert merged == joined.merged.session
    assert merged.touchpoints[0].name == "B"
    assert [row.value for row in merged.set_aside] == ['"A"']
    assert merged.round.parking[-1].text == "of A"
    assert len(merged.round.actions) == len(demo_session("en").round.actions) - 1


def test_it_is_the_same_file_whichever_of_the_two_is_named_first(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = versions
    results = [tmp_path / "c.json", tmp_path / "d.json"]
    merge_files(one, other, output=results[0])
    merge_files(other, one, output=results[1])
    merge_files(one, other)
    assert len({path.read_bytes() for path in (*results, one)}) == 1


def test_merged_once_more_nothing_changes(versions: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = versions
    theirs = shutil.copyfile(other, tmp_path / "theirs.json")
    merge_files(one, other)
    before = read(one)
    assert merge_files(one, theirs).merged.kept == ()
    assert read(one) == before


def test_an_ancestor_is_known_by_the_lineage_of_both(versions: tuple[Path, Path]) -> None:
    one, other = versions
    found = ancestor(one, other)
    assert found is not None
    assert read(found) == demo_session("en")
    for copy in (*copies(one), *copies(other)):
        copy.path.unlink()
    assert ancestor(one, other) is None


def test_what_was_saved_last_before_two_opened_it_is_among_the_copies(original: Path) -> None:
    """Also where a copy was kept less than a minute ago."""
    saved(original, 0, put("Common"))
    saved(original, 0, add("parking", text="Common too"))
    other = Path(shutil.copyfile(original, original.with_name("kuusi 2.json")))
    saved(original, 1, put("A"))
    saved(other, 1, add("parking", text="of B"))
    found = ancestor(original, other)
    assert found is not None
    assert read(found).round.parking[-1].text == "Common too"


@pytest.mark.parametrize("came_in", ["while it was open", "beside it", "by a merge"])
def test_what_was_settled_of_somebody_is_not_asked_again_by_his_later_version(
    original: Path, came_in: str
) -> None:
    mine, opened = original, open_session(original)
    opened.save()
    theirs = Path(shutil.copyfile(mine, mine.with_name("kuusi (Anna's conflicted copy).json")))
    opened.apply(put("A"))
    opened.save()
    saved(theirs, 1, put("B"))
    later = Path(shutil.copyfile(theirs, mine.with_name("kuusi (Anna's conflicted copy 2).json")))
    saved(later, 5, add("parking", text="of B, later"))
    if came_in == "by a merge":
        opened.close()
        merge_files(mine, theirs)
    else:
        Path(shutil.copyfile(theirs, theirs.with_name("brought"))).replace(mine)
        opened.apply(set_value(Place("workshop", "workshop", "facilitator"), "Mine"))
        opened.close()
    opened = open_session(mine)
    (row,) = opened.session.set_aside
    opened.apply(keep_what_stands(place_of(row)))
    value = opened.session.touchpoints[0].name
    opened.close()
    for copy in (*copies(mine), *copies(later)) if came_in == "beside it" else ():
        copy.path.unlink()
    if came_in == "while it was open":
        theirs.unlink()
    joined = merge_files(mine, later)
    assert not joined.merged.session.set_aside
    assert joined.merged.session.touchpoints[0].name == value
    assert "of B, later" in {row.text for row in joined.merged.session.round.parking}


def test_without_an_ancestor_nothing_is_removed_and_that_is_said(versions: tuple[Path, Path]) -> None:
    one, other = versions
    for copy in (*copies(one), *copies(other)):
        copy.path.unlink()
    joined = merge_files(one, other)
    assert "No older version is left" in str(joined.told[0])
    assert len(read(one).round.actions) == len(demo_session("en").round.actions)


def test_two_workshops_are_not_merged(original: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    SessionFile.create(other, session(2), AT).close()
    with pytest.raises(WrongUse, match="two workshops"):
        merge_files(original, other)
    third = Path(shutil.copyfile(original, tmp_path / "third.json"))
    with pytest.raises(WrongUse, match="two workshops"):
        merge_files(original, third, base=other)
    assert other.exists()
    assert third.exists()


def test_a_file_that_somebody_has_open_or_with_a_fault_is_left_alone(versions: tuple[Path, Path]) -> None:
    one, other = versions
    raw = one.read_bytes()
    held = SessionFile.open(other)
    with pytest.raises(NotSaved, match="conflicted copy") as told:
        merge_files(one, other)
    assert "Close it there; then Enter merges" in str(told.value)
    assert "copy under another name" not in str(told.value)
    held.close()
    other.write_text(other.read_text().replace('"importance":4', '"importance":44'))
    with pytest.raises(Unreadable):
        merge_files(one, other)
    assert (one.read_bytes(), other.exists()) == (raw, True)


def test_files_that_may_only_be_read_are_merged_into_a_new_one(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    for path in versions:
        path.chmod(0o400)
    with pytest.raises(NotSaved, match="read-only"):
        merge_files(*versions)
    merge_files(*versions, output=tmp_path / "both.json")
    assert read(tmp_path / "both.json").round.parking[-1].text == "of A"


def test_a_result_is_written_over_nothing(versions: tuple[Path, Path], tmp_path: Path) -> None:
    there = tmp_path / "there.json"
    there.write_text("mine")
    with pytest.raises(NotSaved):
        merge_files(*versions, output=there)
    assert there.read_text() == "mine"


def test_names_that_one_version_has_sealed_are_in_no_version(tmp_path: Path) -> None:
    one = tmp_path / "ballot.json"
    SessionFile.create(one, session(2), AT).close()
    saved(one, 1, vote("1", "tp1", "p2", Answer("person", "p1")))
    other = Path(shutil.copyfile(one, tmp_path / "elsewhere.json"))
    saved(other, 2, vote("1", "tp1", "p3", Answer("nobody")))
    hidden = other.rename(tmp_path / "away")  # on another machine, where the seal does not reach it
    saved(one, 3, seal("1", AT))
    hidden.rename(other)
    merge_files(one, other)
    assert not holds_names(read(one))
    assert read(one).round.ownership_tallies[0].answered == ("p2", "p3")
    assert not [copy for copy in copies(one) if holds_names(read(copy.path))]


def test_tables_and_fields_of_a_newer_program_stay(versions: tuple[Path, Path]) -> None:
    for path, id in zip(versions, ("x1", "x2"), strict=True):
        raw: dict[str, Any] = json.loads(path.read_text())
        raw["later"] = {"1": {"id": id}, "7": {"id": "both"}}
        raw["header"]["1"][f"of_{id}"] = True
        path.write_text(json.dumps(raw))
    one, other = versions
    merge_files(one, other)
    raw = json.loads(one.read_text())
    assert {row["id"] for row in raw["later"].values()} == {"x1", "x2", "both"}
    assert {"of_x1", "of_x2"} <= {*raw["header"]["1"]}


def test_what_somebody_brings_into_a_file_that_is_open_is_merged_with_it(original: Path) -> None:
    """On the day after, when the blind answers of the day before have lost their names first."""
    mine = open_session(original)
    mine.save()
    theirs = Path(shutil.copyfile(original, original.with_name("theirs")))
    mine.apply(set_value(Place("workshop", "workshop", "facilitator"), "Before"))
    mine.save()
    saved(theirs, 1, put("B"), add("parking", text="theirs"))
    theirs.replace(original)
    mine.apply(set_value(Place("organisation", "organisation", "name"), "Mine"))
    mine.close()
    merged = read(original)
    assert not merged.set_aside
    assert (merged.workshop.facilitator, merged.organisation.name) == ("Before", "Mine")
    assert (merged.touchpoints[0].name, merged.round.parking[-1].text) == ("B", "theirs")


# ---- the command line --------------------------------------------------------------------------------------
def test_the_verb_prints_the_path_and_says_no_while_something_is_to_be_settled(
    versions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = versions
    assert main(["merge", str(one), str(other)]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"{one}\n"
    assert "“B” stands, “A” was set aside" in printed.err
    assert "1 cell is to be settled" in printed.err


def test_the_verb_takes_an_older_version_that_is_named(
    versions: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = versions
    found = ancestor(one, other)
    assert found is not None
    base = found.rename(tmp_path / "base.json")
    saved(other, 3, put(demo_session("en").touchpoints[0].name))
    output = tmp_path / "both.json"
    assert main(["merge", str(one), str(other), "--base", str(base), "--output", str(output)]) == 0
    assert capsys.readouterr().out == f"{output}\n"
    assert one.exists()
    assert other.exists()
    assert read(output).touchpoints[0].name == "A"


@pytest.mark.parametrize("words", [["a"], ["a", "b", "c"], ["a", "a"], ["--git", "a", "b"]])
def test_the_verb_needs_two_versions(
    original: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":
        shutil.copyfile(original, original.with_name(f"{name}.json"))
    assert main(["merge", *words, "--sessions", str(original.parent)]) == 2
    assert capsys.readouterr().err


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    named = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org")
    return subprocess.run(["git", *named, *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("same_cell", [False, True])
def test_git_merges_two_branches_of_a_workshop(tmp_path: Path, same_cell: bool) -> None:
    path = tmp_path / "kuusi.json"
    SessionFile.create(path, demo_session("en"), AT).close()
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "config", "merge.cxworkshop.driver", f"{sys.executable} -m cxworkshop merge --git %O %A %B")
    (tmp_path / ".gitattributes").write_text("*.json merge=cxworkshop\n")
    git(tmp_path, "add", "kuusi.json", ".gitattributes")
    git(tmp_path, "commit", "-m", "Begin")
    git(tmp_path, "checkout", "-b", "theirs")
    saved(path, 1, put("B") if same_cell else add("parking", text="of B"))
    git(tmp_path, "commit", "-am", "Theirs")
    git(tmp_path, "checkout", "main")
    saved(path, 2, put("A"))
    git(tmp_path, "commit", "-am", "Ours")
    done = git(tmp_path, "merge", "theirs")
    assert (done.returncode != 0) == same_cell, done.stderr
    merged = read(path)
    assert merged.touchpoints[0].name == "A"
    assert len(merged.set_aside) == same_cell
    assert same_cell or merged.round.parking[-1].text == "of B"
    assert not [name for name in tmp_path.iterdir() if name.name.startswith(".merge_file")]
