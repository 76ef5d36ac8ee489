"""Files of one workshop stand together: each copy beneath its original, and says what it is."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.cli import main
from cxworkshop.editing import open_session
from cxworkshop.editing.changes import set_value
from cxworkshop.language import speaking
from cxworkshop.model.ops import Set
from cxworkshop.model.organisation import Organisation, Workshop
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies
from cxworkshop.storage.file.folder import summaries
from cxworkshop.storage.file.restoring import restore
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.file.versions import described, grouped, is_to_be_merged, with_originals
from cxworkshop.storage.summary import Summary
from tests.storage.versions import without_ancestor

NOON = datetime(2026, 11, 12, 22, 45).astimezone()
TODAY = date(2026, 11, 14)
SESSION = Session(
    organisation=Organisation(id="organisation", name="Oy"), workshop=Workshop(id="workshop", title="Climb")
)
BY_SERVICES = (
    "k (conflicted copy 2026-11-12).json",
    "k (1).json",
    "k-LAPTOP.json",
    "k.sync-conflict-20261112-224500-ABCDEF.json",
    "k-2.json",
    "Copy of k.json",
    "k – kopio.json",
)
FIRST_VERSION = Path(__file__).parent / "files" / "version-1.json"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workshop last saved on 12 November."""
    path = tmp_path / "k.json"
    SessionFile.create(path, SESSION, NOON).close()
    return path


def edited(path: Path, title: str, at: datetime) -> None:
    """Saves another title, so long after the last time that an older copy is kept."""
    os.utime(path, (at.timestamp() - 3600,) * 2)
    file = SessionFile.open(path)
    file.write(file.session.model_copy(update={"workshop": Workshop(id="workshop", title=title)}), at)
    file.close()


def seen(folder: Path, today: date = TODAY) -> list[tuple[str, str]]:
    """The files from the top, and what is said of each copy."""
    return [(found.path.name, str(described(found, today))) for found in grouped(summaries(folder))]


def test_a_copy_brought_back_stands_beneath_its_original_as_an_older_copy(path: Path) -> None:
    edited(path, "Later", NOON + timedelta(days=1))
    restore(path, copies(path)[0])
    assert seen(path.parent) == [("k.json", ""), ("k-2.json", "older copy of 12 Nov")]


def test_a_copy_made_by_a_conflict_says_when_it_was_changed_elsewhere(path: Path) -> None:
    opened = open_session(path)
    other = SessionFile.read(path)
    other.write(SESSION.model_copy(update={"organisation": Organisation(id="organisation", name="B")}), NOON)
    without_ancestor(path)
    opened.apply(set_value(Place("organisation", "organisation", "name"), "C"))
    with pytest.raises(OSError, match=r"k-2\.json"):
        opened.close()
    here = datetime.now().astimezone()
    (first, of_first), (second, of_second) = seen(path.parent, here.date())
    assert (first, of_first, second) == ("k.json", "", "k-2.json")
    assert of_second.startswith("changed elsewhere, ")
    assert ":" in of_second


@pytest.mark.parametrize("name", BY_SERVICES)
def test_what_a_sync_service_calls_a_copy_does_not_matter(path: Path, name: str) -> None:
    shutil.copyfile(path, path.with_name(name))
    edited(path, "Here", NOON + timedelta(days=1))
    assert seen(path.parent) == [("k.json", ""), (name, "older copy of 12 Nov")]
    edited(path.with_name(name), "There", NOON + timedelta(days=1, hours=1))
    assert seen(path.parent) == [("k.json", ""), (name, "changed elsewhere, 13 Nov")]
    assert seen(path.parent, date(2026, 11, 13))[1][1] == "changed elsewhere, 23:45"
    assert seen(path.parent, date(2027, 1, 1))[1][1] == "changed elsewhere, 13 Nov 2026"


def test_a_copy_in_which_nothing_differs_says_so(path: Path) -> None:
    shutil.copyfile(path, path.with_name("k (1).json"))
    assert seen(path.parent) == [("k.json", ""), ("k (1).json", "the same as k.json")]


def test_what_is_said_of_a_copy_is_said_in_finnish_too(path: Path) -> None:
    shutil.copyfile(path, path.with_name("k (1).json"))
    edited(path, "Here", NOON + timedelta(days=1))
    with speaking("fi"):
        assert seen(path.parent)[1][1] == "vanhempi kopio, 12.11."


def test_workshops_whose_names_look_alike_are_not_taken_for_copies(path: Path) -> None:
    SessionFile.create(path.with_name("k-2.json"), SESSION, NOON).close()
    assert sorted(seen(path.parent)) == [("k-2.json", ""), ("k.json", "")]


def test_where_no_name_is_made_of_another_the_last_edited_is_the_original(path: Path) -> None:
    shutil.copyfile(path, path.with_name("autumn.json"))
    edited(path.with_name("autumn.json"), "Later", NOON + timedelta(days=1))
    assert [name for name, _words in seen(path.parent)] == ["autumn.json", "k.json"]


def test_a_short_name_that_stands_inside_of_longer_words_is_no_original_of_theirs(path: Path) -> None:
    for name in ("kuusilinna.json", "kuusilinna (Anna's conflicted copy 2026-11-12).json"):
        shutil.copyfile(path, path.with_name(name))
    assert seen(path.parent)[0] == ("kuusilinna.json", "")


def test_copies_without_their_original_have_the_same_one_above_them_in_every_order(path: Path) -> None:
    for name in ("anna.json", "k-b.json", "k-c.json", "k – d.json"):
        shutil.copyfile(path, path.with_name(name))
    path.write_text("{")  # a sync service has cut it short
    found = summaries(path.parent)
    above = {
        tuple(
            summary.path.name
            for summary in with_originals(order)
            if summary.readable and not summary.original
        )
        for order in permutations(found)
    }
    assert above == {("k-b.json",)}


def test_copies_follow_their_original_and_the_newest_comes_first(path: Path) -> None:
    for days in (3, 1, 2):
        shutil.copyfile(path, other := path.with_name(f"k-{days}.json"))
        edited(other, str(days), NOON + timedelta(days=days))
    SessionFile.create(path.with_name("z.json"), SESSION, NOON + timedelta(days=2)).close()
    (path.parent / "odd.json").write_text("{")
    assert [name for name, _words in seen(path.parent)] == [
        "z.json", "k.json", "k-3.json", "k-2.json", "k-1.json", "odd.json",
    ]  # fmt: skip


def test_copies_of_a_file_without_an_id_are_known_by_what_stands_in_them(tmp_path: Path) -> None:
    for name in ("old.json", "old-2.json", "old-3.json"):
        shutil.copyfile(FIRST_VERSION, tmp_path / name)
    assert len({name for name, words in seen(tmp_path) if words}) == 2
    opened = open_session(tmp_path / "old.json")
    opened.apply(set_value(Place("people", "p1", "role"), "Chair of the board"))
    opened.close()
    assert seen(tmp_path)[0] == ("old.json", "")
    assert {words for _name, words in seen(tmp_path)[1:]} == {"older copy of 21 Nov"}


def test_a_file_without_an_id_that_nobody_knows_stands_for_itself(tmp_path: Path) -> None:
    shutil.copyfile(FIRST_VERSION, tmp_path / "old.json")
    text = FIRST_VERSION.read_text("utf-8")
    (tmp_path / "old-2.json").write_text(text.replace('"role":"CEO"', '"role":"Chair"'), "utf-8")
    assert sorted(seen(tmp_path)) == [("old-2.json", ""), ("old.json", "")]


@pytest.mark.parametrize("value", [None, 5, "", [], {"a": 1}, "\ud800"])
def test_an_id_of_another_shape_makes_no_copies(path: Path, value: Any) -> None:
    for name in ("a.json", "b.json"):
        tables = json.loads(path.read_text("utf-8"))
        tables["header"]["1"] |= {"session": value, "card": {"title": name}}
        path.with_name(name).write_text(json.dumps(tables))
    assert all(not words for _name, words in seen(path.parent))


def test_the_table_and_the_list_for_programs_have_copies_beneath_their_original(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(path, path.with_name("k (1).json"))
    edited(path, "Here", NOON + timedelta(days=1))
    arguments = ["--sessions", str(path.parent), "--language", "en", "list"]
    assert main(arguments) == 0
    _heads, original, copy = capsys.readouterr().out.splitlines()
    assert original.startswith("k ")
    assert copy.startswith("└ k (1)  older copy of 12 Nov")
    assert main([*arguments, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["slug"] for row in rows] == ["k", "k (1)"]
    assert set(rows[1]) == {
        "slug", "path", "organisation", "title", "round", "steps_passed", "clear_share", "clear_share_before",
        "next_review_on", "actions_open", "actions_overdue", "last_check_in",
        "updated_at", "readable", "problem", "version", "program", "version_of", "stands",
    }  # fmt: skip


def test_a_thousand_copies_are_told_apart_without_reading_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Summary(str(n), tmp_path / f"{n}.json", session="a", updated_at=NOON) for n in range(1000)]
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("read"))
    assert len([one for one in grouped(found) if one.original is not None]) == 999


@pytest.mark.parametrize(
    "name",
    [
        "aaa (Anna's conflicted copy 2026-11-29).json",  # Dropbox
        "aaa-LAPTOP.json",  # OneDrive
        "aaa (1).json",  # Google Drive
        "aaa 2.json",  # iCloud
        "aaa.sync-conflict-20261129-120000-ABCDEFG.json",  # Syncthing
        "aaa (conflicted copy 2026-11-29 120000).json",  # Nextcloud
        "something else.json",
    ],
)
def test_what_a_sync_service_makes_of_a_file_stands_beneath_it_to_be_merged(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "aaa.json"
    SessionFile.create(path, SESSION, NOON).close()
    shutil.copyfile(path, tmp_path / name)
    for at, version in enumerate((path, tmp_path / name), 1):
        file = SessionFile.open(version)
        file.put(
            (Set(Place("workshop", "workshop", "facilitator"), f"of {at}"),), NOON + timedelta(minutes=at)
        )
        file.close()
    first, second = grouped(summaries(tmp_path))
    assert second.original is not None
    assert second.original.path == first.path
    if name != "something else.json":
        assert first.path == path
    assert is_to_be_merged(second)
    assert not is_to_be_merged(first)


def test_a_copy_that_has_become_another_workshop_is_not_to_be_merged(tmp_path: Path) -> None:
    path = tmp_path / "aaa.json"
    SessionFile.create(path, SESSION, NOON).close()
    other = Path(shutil.copyfile(path, tmp_path / "aaa-2.json"))
    file = SessionFile.open(other)
    file.put((Set(Place("organisation", "organisation", "name"), "Another"),), NOON + timedelta(minutes=1))
    file.close()
    assert not any(map(is_to_be_merged, grouped(summaries(tmp_path))))
