"""A version with a name: kept beside the copies, never thinned, nameless after a seal, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.editing import create, voting
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.editing.open_session import OpenSession
from cxworkshop.editing.versions import go_back
from cxworkshop.errors import NotUnderstood, ReadOnly
from cxworkshop.method.privacy import holds_names, reduced
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import Copy, copies, expired, keep_version
from cxworkshop.storage.file.restoring import restore
from cxworkshop.storage.file.session_file import SessionFile
from tests.storage.versions import answered, named

AT = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
TITLE = Place("workshop", "workshop", "title")


def begun(folder: Path, session: Session | None = None) -> OpenSession:
    return create(folder / "kuusilinna.json", session or answered())


def version(opened: OpenSession, name: str) -> Session:
    return next(SessionFile.read(copy.path).session for copy in opened.versions() if copy.name == name)


def test_a_version_holds_what_was_there_when_it_was_named(tmp_path: Path) -> None:
    opened = begun(tmp_path)
    opened.apply(set_value(TITLE, "Morning"))
    opened.keep_version("before  lunch")
    opened.apply(set_value(TITLE, "Afternoon"))
    opened.close()
    assert version(opened, "before lunch").workshop.title == "Morning"
    path, _when = restore(opened.path, next(copy for copy in copies(opened.path) if copy.name))
    assert SessionFile.read(path).session.workshop.title == "Morning"


@pytest.mark.parametrize(
    "name", ["ennen lounasta 12:30", "a/b\\c", "50 % done?", "päätös – 2. kierros.", "..", "x%2Fy"]
)
def test_a_name_is_kept_as_it_was_given(tmp_path: Path, name: str) -> None:
    opened = begun(tmp_path)
    opened.keep_version(name)
    opened.close()
    assert [copy.name for copy in copies(opened.path) if copy.name] == [name]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    opened = begun(tmp_path)
    with pytest.raises(NotUnderstood):
        opened.keep_version(name)
    opened.close()


def test_two_versions_of_one_name_and_second_are_two(tmp_path: Path) -> None:
    opened = begun(tmp_path)
    for title in ("One", "Two"):
        opened.apply(set_value(TITLE, title))
        opened.save()
        keep_version(opened.path, "noon", AT)
    opened.close()
    titles = [SessionFile.read(copy.path).session.workshop.title for copy in copies(opened.path) if copy.name]
    assert titles == ["Two", "One"]


def test_versions_are_never_thinned_and_take_no_copys_place() -> None:
    older = [Copy(AT - timedelta(minutes=i), Path(f"{i}"), "named" if i % 2 else "") for i in range(60)]
    gone = expired(older)
    assert all(not copy.name for copy in gone)
    assert len([copy for copy in older if not copy.name]) - len(gone) == 10


# ---- names of blind answers --------------------------------------------------------------------------------
def test_a_seal_takes_the_names_from_a_version_too_and_the_version_stays(tmp_path: Path) -> None:
    opened = begun(tmp_path)
    opened.apply(set_value(TITLE, "Morning"))
    opened.keep_version("before lunch")
    assert named(tmp_path)
    opened.apply(set_value(TITLE, "Afternoon"))
    opened.apply(voting.seal("1", AT))
    opened.close()
    assert named(tmp_path) == []
    kept = version(opened, "before lunch")
    assert kept.workshop.title == "Morning"
    assert kept.round.ownership_tallies == opened.session.round.ownership_tallies
    assert not holds_names(kept)


def test_a_version_does_not_tell_by_what_it_lacks_what_somebody_answered_later(tmp_path: Path) -> None:
    opened = begun(tmp_path)
    opened.apply(voting.score(Place("overall_levels", "p5", "value"), None))
    opened.apply(voting.seal("1", AT))
    opened.keep_version("without the fifth")
    opened.apply(voting.score(Place("overall_levels", "p5", "value"), 5))
    opened.apply(voting.seal_figures("overall_levels"))
    opened.close()
    kept = version(opened, "without the fifth")
    assert kept.round.overall_levels == opened.session.round.overall_levels
    assert kept.round.figures_answered == opened.session.round.figures_answered


def test_a_version_that_cannot_be_read_and_has_names_goes(tmp_path: Path) -> None:
    opened = begun(tmp_path)
    opened.keep_version("before lunch")
    (path,) = (copy.path for copy in opened.versions())
    raw = path.read_bytes()
    path.unlink()
    path.write_bytes(raw[: len(raw) // 2])
    opened.apply(voting.seal("1", AT))
    opened.close()
    assert named(tmp_path) == []


# ---- the way back ------------------------------------------------------------------------------------------
def test_going_back_is_one_change_that_undo_takes_back(tmp_path: Path) -> None:
    opened = begun(tmp_path, reduced(answered()))
    opened.apply(add("goals", id="g1", text="A day"))
    opened.keep_version("before lunch")
    before = opened.session
    opened.apply(set_value(Place("goals", "g1", "text"), "Two days"))
    opened.apply(add("actions", id="a1", title="Call"))
    opened.apply(remove(Place("touchpoints", "tp3"), AT.date()))
    after = opened.session
    opened.apply(go_back(version(opened, "before lunch"), "before lunch"))
    assert opened.session == before
    assert str(opened.undo()) == "Back to before lunch"
    assert opened.session == after
    opened.close()
    assert SessionFile.read(opened.path).session == after


def test_blind_answers_private_notes_and_the_clock_stay_as_they_are(tmp_path: Path) -> None:
    opened = begun(tmp_path)
    opened.keep_version("before lunch")
    opened.apply(add("people", id="p9", name="Late Comer"))
    opened.apply(voting.score(Place("overall_levels", "p9", "value"), 4))
    opened.apply(add("notes", text="They tire"))
    opened.apply(set_value(TITLE, "Afternoon"))
    opened.apply(voting.seal("1", AT))
    now = opened.session
    opened.apply(go_back(version(opened, "before lunch"), "before lunch"))
    back = opened.session
    assert back.workshop.title == ""
    for table in ("ownership_tallies", "overall_levels", "figures_answered", "ballots", "notes"):
        assert getattr(back.round, table) == getattr(now.round, table)
    assert back.find("people", "p9") is not None
    opened.close()
    assert named(tmp_path) == []


def test_a_version_of_another_round_is_not_gone_back_to(tmp_path: Path) -> None:
    opened = begun(tmp_path, Session())
    closed = opened.session.round.model_copy(update={"closed_on": AT.date()})
    with pytest.raises(ReadOnly):
        opened.apply(go_back(Session(rounds=(closed,)), "spring"))
    opened.close()
