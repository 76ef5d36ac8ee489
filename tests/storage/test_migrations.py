"""A file of every version there has been opens, and becomes one of today's only when somebody changes
something in it."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.editing import open_session
from cxworkshop.editing.changes import set_value
from cxworkshop.errors import Unreadable
from cxworkshop.model.place import Place
from cxworkshop.storage.file import frame, header, session_file
from cxworkshop.storage.file.copies import copies
from cxworkshop.storage.file.header import VERSION, read_header
from cxworkshop.storage.file.migrations import MIGRATIONS, Tables, migrated
from cxworkshop.storage.file.session_file import SessionFile

FILES = sorted((Path(__file__).parent / "files").glob("version-*.json"))
AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_there_is_a_step_from_every_version_and_a_file_of_each() -> None:
    assert len(MIGRATIONS) + 1 == VERSION
    assert [path.stem for path in FILES] == [f"version-{number}" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_file_of_every_version_is_read_without_a_fault_and_written_as_today_s(
    file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "old.json"
    shutil.copyfile(file, path)
    found = SessionFile.read(path)
    assert found.faults == ()
    assert found.session.organisation.name == "Kuusilinna Koti Oy"
    assert path.read_bytes() == file.read_bytes()
    found.write(found.session, AT)
    assert json.loads(path.read_text("utf-8"))["header"]["1"]["version"] == VERSION
    assert SessionFile.read(path).session == found.session


# ---- how a step to another version goes --------------------------------------------------------------------
def people_have_names(tables: Tables) -> Tables:
    """As if version 1 had said `called`."""
    for row in tables["people"].values():
        row["name"] = row.pop("called")
    return tables


@pytest.fixture
def old(tmp_path: Path) -> Path:
    tables = json.loads(FILES[0].read_text("utf-8"))
    for row in tables["people"].values():
        row["called"] = row.pop("name")
    path = tmp_path / "old.json"
    path.write_text(json.dumps(tables), "utf-8")
    return path


@pytest.fixture
def newer_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as if it were of version 2."""
    monkeypatch.setattr(header, "VERSION", 2)
    monkeypatch.setattr(session_file, "VERSION", 2)
    monkeypatch.setattr(frame, "_VERSIONS", {"version": 2, "oldest_reader": 2, "oldest_writer": 2})
    monkeypatch.setattr(session_file, "migrated", lambda tables: migrated(tables, (people_have_names,)))


@pytest.mark.usefixtures("newer_program")
def test_an_older_file_is_understood_in_memory_and_stays_as_it_is_until_something_changes(old: Path) -> None:
    before = old.read_bytes()
    file = SessionFile.open(old)
    assert file.session.people[0].name == "Marja Lehtoranta"
    assert file.read_only == ""
    assert old.read_bytes() == before
    file.write(file.session, AT)
    assert json.loads(old.read_text("utf-8"))["header"]["1"]["version"] == 2
    assert [copy.path.read_bytes() for copy in copies(old)] == [before]
    assert SessionFile.read(old).session == file.session


@pytest.mark.usefixtures("newer_program")
@pytest.mark.parametrize("people", [[], {"2": 3}, {"2": {}}, None])
def test_a_damaged_older_file_is_refused_in_words_and_left_as_it_is(old: Path, people: Any) -> None:
    tables = json.loads(old.read_text("utf-8"))
    old.write_text(json.dumps({**tables, "people": people}), "utf-8")
    before = old.read_bytes()
    with pytest.raises(Unreadable, match="older version and damaged"):
        SessionFile.read(old)
    assert old.read_bytes() == before


def test_what_is_given_to_a_step_is_not_changed() -> None:
    tables = {"header": {"1": {"version": 1}}, "people": {"2": {"called": "Anna"}}}
    assert migrated(tables, (people_have_names,))["people"] == {"2": {"name": "Anna"}}
    assert tables["people"] == {"2": {"called": "Anna"}}
    assert migrated(tables) is tables


# ---- both ways ---------------------------------------------------------------------------------------------
def test_one_cell_changed_in_a_file_of_the_first_version_changes_its_row_and_the_header_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.json"
    shutil.copyfile(FILES[0], path)
    before = path.read_text("utf-8").splitlines()
    with closing(open_session(path)) as opened:
        opened.apply(set_value(Place("people", "p1", "role"), "Chair of the board"))
    after = path.read_text("utf-8").splitlines()
    differing = [number for number, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert len(differing) == 2
    assert differing[0] == 0
    assert "Chair of the board" in after[differing[1]]


def test_copies_of_a_file_of_the_first_version_are_known_by_the_same_name(tmp_path: Path) -> None:
    ids = set()
    for name in ("a.json", "b.json"):
        shutil.copyfile(FILES[0], tmp_path / name)
        file = SessionFile.read(tmp_path / name)
        file.write(file.session, AT)
        ids.add(read_header(tmp_path / name)["session"])
    assert len(ids) == 1
