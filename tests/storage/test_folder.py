"""The folder lists its sessions by their first lines, names what it cannot read, and touches nothing."""

import contextlib
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cxworkshop.errors import NotSaved, ReadOnly, WrongUse
from cxworkshop.model.organisation import Organisation, Workshop
from cxworkshop.model.session import Session
from cxworkshop.storage.file import folder
from cxworkshop.storage.file.folder import (
    archive,
    default_folder,
    free_path,
    resolve,
    slug,
    summaries,
    summary,
    unarchive,
)
from cxworkshop.storage.file.lock import acquire
from cxworkshop.storage.file.session_file import SessionFile

AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)


def made(path: Path, title: str, at: datetime = AT) -> Path:
    workshop, organisation = Workshop(id="workshop", title=title), Organisation(id="organisation", name="Oy")
    SessionFile.create(path, Session(workshop=workshop, organisation=organisation), at)
    return path


def test_the_card_tells_of_the_session_without_opening_it(tmp_path: Path, demo: Session) -> None:
    path = tmp_path / "kuusilinna.json"
    SessionFile.create(path, demo, AT)
    found = summary(path)
    assert (found.slug, found.organisation, found.title) == (
        "kuusilinna",
        demo.organisation.name,
        demo.workshop.title,
    )
    assert (found.round, found.steps_passed, found.steps["measure"]) == (2, 6, "passed")
    assert found.clear_share == pytest.approx(10 / 15)
    assert (found.vacant, found.contested) == (0, 1)
    assert found.promise == demo.round.vision.value
    assert found.next_review_on == date(2027, 5, 6)
    assert found.updated_at == AT
    assert found.readable


def test_what_is_overdue_is_counted_on_the_day_it_is_asked(tmp_path: Path, demo: Session) -> None:
    SessionFile.create(tmp_path / "a.json", demo, AT)
    found = summary(tmp_path / "a.json")
    assert (
        found.actions_open,
        found.actions_overdue(date(2026, 11, 21)),
        found.actions_overdue(date(2027, 1, 1)),
    ) == (10, 0, 4)


def test_only_the_first_line_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.json", "Big")
    with path.open("r+b") as file:
        file.seek(-100, 2)
        file.write(b"x" * 90)
    assert summary(path).title == "Big"


def test_a_file_whose_end_is_missing_is_named_as_damaged(tmp_path: Path) -> None:
    path = made(tmp_path / "a.json", "Cut")
    path.write_bytes(path.read_bytes()[:-40])
    assert "damaged" in str(summary(path).trouble)


def test_a_file_that_an_editor_laid_out_anew_is_still_listed(tmp_path: Path) -> None:
    path = made(tmp_path / "a.json", "Pretty")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=2), "utf-8")
    assert summary(path).title == "Pretty"


def test_the_last_edited_stands_first_and_the_unreadable_last_with_their_reason(tmp_path: Path) -> None:
    made(tmp_path / "a.json", "Old")
    made(tmp_path / "b.json", "New", datetime(2026, 11, 22, tzinfo=UTC))
    (tmp_path / "c.json").write_text('{"name": "package"}')
    (tmp_path / "README.md").write_text("not listed")
    (tmp_path / ".b.json.x.tmp").write_text("not listed")
    assert [one.title or str(one.trouble) for one in summaries(tmp_path)] == [
        "New",
        "Old",
        "It is not the file of a workshop; it is left as it is.",
    ]
    assert (tmp_path / "c.json").read_text() == '{"name": "package"}'


def test_a_card_that_somebody_spoilt_lists_what_is_still_right(tmp_path: Path) -> None:
    told = {
        "organisation": 5,
        "title": "Right",
        "round": "two",
        "steps": None,
        "next_review_on": "soon",
        "actions_due": ["", 3, "2026-11-30"],
    }
    header = {"format": "cxworkshop", "version": 1, "updated_at": "yesterday", "card": told}
    (tmp_path / "a.json").write_text(json.dumps({"header": {"1": header}}))
    found = summary(tmp_path / "a.json")
    assert (found.title, found.organisation, found.round, found.next_review_on, found.updated_at) == (
        "Right",
        "",
        None,
        None,
        None,
    )
    assert found.actions_due == (None, None, date(2026, 11, 30))


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert summaries(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kuusilinna Koti – tilauksesta", "kuusilinna-koti-tilauksesta"),
        ("Järvenseudun ÅÄÖ", "jarvenseudun-aao"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "日本"),
        ("  !?  ", "workshop"),
        ("x" * 500, "x" * 80),
    ],
)
def test_a_session_is_called_after_its_title(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    assert free_path(tmp_path, "demo").name == "demo.json"
    (tmp_path / "demo.json").touch()
    (tmp_path / "demo-2.json").touch()
    assert free_path(tmp_path, "demo").name == "demo-3.json"


def test_a_session_is_meant_by_its_path_or_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = tmp_path / "sessions"
    path = made(sessions / "kuusilinna.json", "K")
    monkeypatch.chdir(tmp_path)
    assert (
        resolve("kuusilinna", sessions)
        == resolve("kuusilinna.json", sessions)
        == resolve("sessions/kuusilinna.json", sessions)
        == path
    )


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    made(tmp_path / "kuusilinna.json", "K")
    with pytest.raises(WrongUse, match="Did you mean kuusilinna"):
        resolve("kusilinna", tmp_path)
    with pytest.raises(WrongUse, match="no workshop zzz"):
        resolve("zzz", tmp_path)


def test_sessions_lie_here_in_a_checkout_and_else_among_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CXWORKSHOP_SESSIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert default_folder().name == "cxworkshop"
    (tmp_path / folder.HERE).mkdir()
    assert default_folder() == tmp_path / "sessions"
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path / "elsewhere"))
    assert default_folder() == tmp_path / "elsewhere"


def test_listing_imports_no_tinydb(tmp_path: Path) -> None:
    made(tmp_path / "a.json", "A")
    script = (
        "import sys, pathlib; from cxworkshop.storage.file.folder import summaries;"
        "assert len(summaries(pathlib.Path(sys.argv[1]))) == 1;"
        "print(*sorted({'tinydb', 'textual', 'jinja2', 'importlib.metadata', 'cxworkshop.model'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_what_is_put_away_is_kept_whole_beside_others_of_its_name(tmp_path: Path) -> None:
    first = archive(made(tmp_path / "a.json", "First"))
    second = archive(made(tmp_path / "a.json", "Second"))
    assert [summary(path).title for path in (first, second)] == ["First", "Second"]
    assert {first.parent, second.parent} == {tmp_path / "archive"}
    assert summaries(tmp_path) == []


def test_what_is_brought_back_takes_no_place_of_another(tmp_path: Path) -> None:
    away = archive(made(tmp_path / "a.json", "First"))
    made(tmp_path / "a.json", "Second")
    back = unarchive(away, tmp_path / "a.json")
    assert (back.name, summary(back).title, summary(tmp_path / "a.json").title) == (
        "a-2.json",
        "First",
        "Second",
    )


def test_a_file_that_cannot_be_moved_is_told_of_and_stays(tmp_path: Path) -> None:
    path = made(tmp_path / "a.json", "Stays")
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(NotSaved, match=r"a\.json could not be moved"):
        archive(path)
    assert summary(path).title == "Stays"


def test_older_copies_and_documents_go_with_the_file_and_come_back_with_it(tmp_path: Path) -> None:
    path = made(tmp_path / "a.json", "First")
    for ending in ("-copies", "-documents"):
        (tmp_path / f"a{ending}").mkdir()
        (tmp_path / f"a{ending}" / "kept").write_text(ending)
    away = archive(path)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["archive"]
    made(path, "Second")
    unarchive(away, path)
    assert (tmp_path / "a-2-copies" / "kept").read_text() == "-copies"
    assert (tmp_path / "a-2-documents" / "kept").read_text() == "-documents"


def test_what_somebody_has_open_is_not_put_away(tmp_path: Path) -> None:
    path = made(tmp_path / "a.json", "Open")
    held = acquire(path)
    with pytest.raises(ReadOnly):
        archive(path)
    assert held is not None
    held.release()
    assert archive(path).name == "a.json"


@pytest.mark.parametrize("typed", ["lanka", "Lanka", "Lanka Oy", "lanka-oy", "LANKA-OY-S"])
def test_a_workshop_is_named_by_any_beginning_that_only_it_has(tmp_path: Path, typed: str) -> None:
    for name in ("lanka-oy-syksy", "sampo", "sampo-2"):
        (tmp_path / f"{name}.json").write_text("{}")
    assert resolve(typed, tmp_path) == tmp_path / "lanka-oy-syksy.json"
    assert resolve("sampo", tmp_path) == tmp_path / "sampo.json", "a whole name is no beginning"


@pytest.mark.parametrize("typed", ["sam", "Sampo-"])
def test_a_beginning_of_several_names_them_all(tmp_path: Path, typed: str) -> None:
    for name in ("sampo-1", "sampo-2", "lanka"):
        (tmp_path / f"{name}.json").write_text("{}")
    with pytest.raises(WrongUse) as caught:
        resolve(typed, tmp_path)
    assert "sampo-1, sampo-2" in str(caught.value.words)
    assert "lanka" not in str(caught.value.words).replace(str(tmp_path), "")


@pytest.mark.parametrize("typed", ["", " ", "/", "x"])
def test_no_beginning_names_nothing(tmp_path: Path, typed: str) -> None:
    (tmp_path / "workshop.json").write_text("{}")
    with contextlib.suppress(WrongUse):
        assert resolve(typed, tmp_path).name != "workshop.json"
