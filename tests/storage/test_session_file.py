"""What is written is what is read, and nothing of somebody else's is lost."""

import hashlib
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from cxworkshop.errors import ChangedOutside, NotSaved, ReadOnly, Unreadable
from cxworkshop.model.ops import Set
from cxworkshop.model.organisation import Person, Workshop
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session
from cxworkshop.storage.file.copies import copies
from cxworkshop.storage.file.header import VERSION, read_header
from cxworkshop.storage.file.row_storage import RowStorage
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.store import Accepted, Conflict

AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 14, 4, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kuusilinna.json"


def loaded(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def rewrite(path: Path, tables: dict[str, Any]) -> None:
    path.write_text(json.dumps(tables), "utf-8")


def people(*names: str) -> Session:
    return Session(people=tuple(Person(id=f"p{i}", name=name) for i, name in enumerate(names, 1)))


# ---- round trip --------------------------------------------------------------------------------------------
def test_the_demo_comes_back_as_it_was_written(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    found = SessionFile.read(path)
    assert found.faults == ()
    assert found.read_only == ""
    assert found.session == demo
    assert found.updated_at == AT


def test_text_comes_back_as_people_said_it(path: Path) -> None:
    said = 'a [b] [/c] "quoted" \\ ␛ \x1b \x00 \u2028 日本 é é 👩‍👩‍👧 \n second line'
    SessionFile.create(path, people(said), AT)
    assert SessionFile.read(path).session.people[0].name == said


def test_unknown_fields_tables_and_header_fields_survive(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    tables = loaded(path)
    tables["header"]["1"]["mood"] = "good"
    tables["motto"] = "not a table"
    tables["weather"] = {"9001": {"id": "w1", "sky": ["grey", {"rain": True}]}}
    next(iter(tables["people"].values()))["shoe_size"] = 43
    next(iter(tables["rounds"].values()))["venue"] = "Sauna"
    next(iter(tables["ownerships"].values()))["mandate"]["car"] = {"colour": "red"}
    rewrite(path, tables)

    file = SessionFile.read(path)
    assert file.faults == ()
    first = file.session.people[0].model_copy(update={"name": "Somebody Else"})
    file.write(file.session.model_copy(update={"people": (first, *file.session.people[1:])}), LATER)

    kept = loaded(path)
    assert kept["header"]["1"]["mood"] == "good"
    assert kept["motto"] == "not a table"
    assert kept["weather"] == tables["weather"]
    assert next(iter(kept["people"].values()))["shoe_size"] == 43
    assert next(iter(kept["rounds"].values()))["venue"] == "Sauna"
    assert next(iter(kept["ownerships"].values()))["mandate"]["car"] == {"colour": "red"}


def test_a_file_with_a_byte_order_mark_is_read(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert SessionFile.read(path).session == demo


def test_reading_writes_nothing(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    before = path.read_bytes(), path.stat().st_mtime_ns
    SessionFile.read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


# ---- the form of the file ----------------------------------------------------------------------------------
def test_the_header_is_the_first_line_and_every_row_has_a_line_of_its_own(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    lines = path.read_text("utf-8").split("\n")
    assert lines[0].startswith('{"header":{"1":{"format":"cxworkshop","version":1,')
    rows = sum(len(rows) for _table, _number, rows in demo.tables())
    assert sum(line.startswith('"') and '{"' in line for line in lines) == rows


def test_a_changed_value_changes_its_row_and_the_header_and_no_other_line(path: Path, demo: Session) -> None:
    file = SessionFile.create(path, demo, AT)
    before = path.read_text("utf-8").split("\n")
    second = demo.people[1].model_copy(update={"role": "Treasurer"})
    file.write(demo.model_copy(update={"people": (demo.people[0], second, *demo.people[2:])}), LATER)
    after = path.read_text("utf-8").split("\n")
    assert len(after) == len(before)
    assert [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [0, 9]
    assert "Treasurer" in after[9]


def test_document_ids_are_never_used_again(path: Path) -> None:
    file = SessionFile.create(path, people("A", "B"), AT)
    gone = next(reversed(loaded(path)["people"]))
    file.write(people("A"), LATER)
    file = SessionFile.read(path)
    file.write(people("A", "C"), LATER)
    assert gone not in loaded(path)["people"]
    ids = [document for name, rows in loaded(path).items() for document in rows]
    assert len(ids) == len(set(ids))


def test_the_order_of_rows_is_the_order_in_the_file(path: Path) -> None:
    file = SessionFile.create(path, people("A", "B", "C"), AT)
    turned = Session(people=file.session.people[::-1])
    file.write(turned, LATER)
    assert [row["name"] for row in loaded(path)["people"].values()] == ["C", "B", "A"]
    assert SessionFile.read(path).session == turned


def test_the_same_row_carried_into_the_next_round_is_a_row_of_each(path: Path, demo: Session) -> None:
    last = demo.round
    both = demo.model_copy(
        update={
            "rounds": (*demo.rounds, Round(id="3", number=3).model_copy(update={"practices": last.practices}))
        }
    )
    SessionFile.create(path, both, AT)
    assert SessionFile.read(path).session == both


def test_two_rows_with_one_id_are_both_written(path: Path) -> None:
    twins = Session(people=(Person(id="p1", name="One"), Person(id="p1", name="Other")))
    SessionFile.create(path, twins, AT)
    assert SessionFile.read(path).session == twins


def test_an_ordinary_tinydb_query_finds_the_rows(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    found = TinyDB(path, storage=RowStorage).table("people").get(where("id") == "p1")
    assert isinstance(found, dict)
    assert found["name"] == demo.people[0].name


# ---- never destroyed ---------------------------------------------------------------------------------------
def test_a_new_session_never_takes_the_place_of_a_file(path: Path, demo: Session) -> None:
    path.write_text("my diary")
    with pytest.raises(NotSaved, match="already"):
        SessionFile.create(path, demo, AT)
    assert path.read_text() == "my diary"


def test_somebody_elses_change_is_not_overwritten(path: Path) -> None:
    ours, theirs = SessionFile.create(path, people("A"), AT), SessionFile.read(path)
    theirs.write(people("Theirs"), LATER)
    with pytest.raises(ChangedOutside, match=r"kuusilinna\.json"):
        ours.write(people("Ours"), LATER)
    assert SessionFile.read(path).session == people("Theirs")


def test_the_same_bytes_written_anew_by_a_sync_client_are_no_change(path: Path) -> None:
    file = SessionFile.create(path, people("A"), AT)
    raw = path.read_bytes()
    path.unlink()
    path.write_bytes(raw)
    file.write(people("B"), LATER)
    assert SessionFile.read(path).session == people("B")


def test_a_file_that_was_taken_away_is_written_again(path: Path) -> None:
    file = SessionFile.create(path, people("A"), AT)
    path.unlink()
    file.write(people("B"), LATER)
    assert SessionFile.read(path).session == people("B")


def test_a_refusal_of_the_disk_is_said_in_words_and_the_next_try_succeeds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SessionFile.create(path, people("A"), AT)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        with pytest.raises(NotSaved, match="the disk is full"):
            file.write(people("B"), LATER)
    assert SessionFile.read(path).session == people("A")
    file.write(people("B"), LATER)
    assert SessionFile.read(path).session == people("B")


def test_after_a_failed_fsync_of_the_folder_our_file_is_not_taken_for_somebody_elses(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SessionFile.create(path, people("A"), AT)
    folder = path.parent.stat()

    def only_the_folder_fails(descriptor: int) -> None:
        if os.path.samestat(os.fstat(descriptor), folder):
            raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", only_the_folder_fails)
        with pytest.raises(NotSaved):
            file.write(people("B"), LATER)
    file.write(people("C"), LATER)
    assert SessionFile.read(path).session == people("C")


def test_a_link_stays_a_link_and_is_not_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    SessionFile.create(real, people("A"), AT)
    link.symlink_to(real)
    with pytest.raises(ReadOnly, match=r"real\.json"):
        SessionFile.read(link).write(people("B"), LATER)
    assert link.is_symlink()
    assert SessionFile.read(real).session == people("A")


# ---- other versions, and files that are none ---------------------------------------------------------------
def test_a_file_for_a_newer_reader_is_refused_in_words(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    tables = loaded(path)
    tables["header"]["1"] |= {
        "version": VERSION + 2,
        "oldest_reader": VERSION + 1,
        "program": "cxworkshop 9.0",
    }
    rewrite(path, tables)
    with pytest.raises(Unreadable, match=r"newer version of the program \(cxworkshop 9\.0\)"):
        SessionFile.read(path)


def test_a_file_for_a_newer_writer_is_read_and_never_written(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    tables = loaded(path)
    tables["header"]["1"] |= {"version": VERSION + 1, "oldest_writer": VERSION + 1}
    rewrite(path, tables)
    file = SessionFile.read(path)
    assert file.session == demo
    assert "newer" in str(file.read_only)
    with pytest.raises(ReadOnly):
        file.write(demo, LATER)


def test_a_file_of_a_newer_version_that_lets_us_write_keeps_its_version(path: Path, demo: Session) -> None:
    SessionFile.create(path, demo, AT)
    tables = loaded(path)
    tables["header"]["1"]["version"] = VERSION + 1
    rewrite(path, tables)
    SessionFile.read(path).write(demo, LATER)
    assert loaded(path)["header"]["1"]["version"] == VERSION + 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"{}",
        b"[]",
        b"null",
        b'"cxworkshop"',
        b'{"name": "package", "version": "1.0"}',
        b'{"header": {"1": {"format": "notes"}}}',
        b'{"header": [1]}',
        b"# Title\n\nsome Markdown",
        b"\xff\xfe\x00binary\x00",
        b'{"header":{"1":{"format":"cxworkshop","version":"one"}}}',
        b"[" * 100_000,
        b'{"header":{"1":{"format":"cxworkshop","version":1}},\n"people":{\n"2":{"id":"p1",',
        b'{"header":{"1":{"format":"cxworkshop","version":' + b"9" * 5000 + b"}}}",
    ],
)
def test_a_foreign_or_broken_file_is_refused_in_words_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        SessionFile.read(path)
    assert str(refused.value).endswith(".")
    assert path.read_bytes() == content


def test_a_missing_file_a_folder_and_a_huge_file_are_refused_in_words(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    for path in (tmp_path / "none.json", tmp_path, huge):
        with pytest.raises(Unreadable):
            SessionFile.read(path)


def test_only_what_says_it_is_ours_counts(path: Path) -> None:
    SessionFile.create(path, Session(workshop=Workshop(id="workshop", title="T")), AT)
    assert loaded(path)["header"]["1"]["card"]["title"] == "T"


def _full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


# ---- what a workshop is known by ---------------------------------------------------------------------------
def test_a_workshop_keeps_its_name_and_remembers_the_copies_it_came_through(
    path: Path, demo: Session
) -> None:
    file = SessionFile.create(path, demo, AT)
    header = read_header(path)
    assert re.fullmatch("[0-9a-f]{12}", header["session"])
    assert header["lineage"] == []
    for year in (2001, 2002):
        os.utime(path, (AT.replace(year=year).timestamp(),) * 2)  # so that the next save keeps a copy
        file = SessionFile.read(path)
        mark = hashlib.blake2b(path.read_bytes().partition(b"\n")[2], digest_size=6).hexdigest()
        people = (file.session.people[0].model_copy(update={"role": str(year)}), *file.session.people[1:])
        file.write(file.session.model_copy(update={"people": people}), AT)
        assert read_header(path)["session"] == header["session"]
        assert read_header(path)["lineage"][-1] == mark
    assert len(read_header(path)["lineage"]) == len(copies(path)) == 2


def test_two_new_workshops_are_two(tmp_path: Path, demo: Session) -> None:
    for name in ("a.json", "b.json"):
        SessionFile.create(tmp_path / name, demo, AT).close()
    assert read_header(tmp_path / "a.json")["session"] != read_header(tmp_path / "b.json")["session"]


@pytest.mark.parametrize("name", ["session", "lineage"])
@pytest.mark.parametrize("value", [None, 5, [], ["a", 1], {"a": 1}])
def test_a_header_that_somebody_has_edited_stops_nothing(
    path: Path, demo: Session, name: str, value: object
) -> None:
    SessionFile.create(path, demo, AT).close()
    tables = json.loads(path.read_text("utf-8"))
    tables["header"]["1"][name] = value
    path.write_text(json.dumps(tables), "utf-8")
    file = SessionFile.read(path)
    file.write(file.session, AT)
    assert isinstance(read_header(path)["session"], str)
    assert all(isinstance(mark, str) for mark in read_header(path)["lineage"])


def test_what_is_put_is_made_of_what_stands_and_counted(path: Path, demo: Session) -> None:
    file = SessionFile.create(path, demo, AT)
    assert file.put((Set(Place("people", "p1", "role"), "Chair"),), AT) == Accepted(1)
    assert SessionFile.read(path).session.people[0].role == "Chair"
    other = SessionFile.read(path)
    other.write(demo, AT)
    assert isinstance(file.put((Set(Place("people", "p1", "role"), "Other"),), AT), Conflict)
    assert SessionFile.read(path).session == demo
