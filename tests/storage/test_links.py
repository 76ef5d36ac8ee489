"""Links in the sessions folder are read and never written through; folders are the user's alone; what its
owner made read-only stays as it is."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import add
from cxworkshop.errors import NotSaved, ReadOnly
from cxworkshop.language import speaking
from cxworkshop.model.session import Session
from cxworkshop.storage.crash_log import write_crash_log
from cxworkshop.storage.file.copies import copies, copies_folder
from cxworkshop.storage.file.folder import archive, free_path, slug, unarchive
from cxworkshop.storage.file.restoring import restore
from cxworkshop.storage.file.session_file import SessionFile

AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
NEEDS_LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a right there")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder of somebody else's, outside that of the sessions."""
    (folder := tmp_path / "theirs").mkdir()
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "sessions" / "k.json", Session()).close()
    return tmp_path / "sessions" / "k.json"


@pytest.fixture
def any_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


def state_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(path: Path) -> None:
    opened = open_session(path)
    opened.apply(add("parking", text="ours"))
    opened.close()


# ---- links -------------------------------------------------------------------------------------------------
@NEEDS_LINKS
def test_a_session_that_is_a_link_may_be_looked_at_and_says_why_it_is_not_changed(
    path: Path, theirs: Path
) -> None:
    path.rename(theirs / "real.json")
    path.symlink_to(theirs / "real.json")
    before = state_of(theirs)
    opened = open_session(path)
    assert opened.session == Session()
    for spoken in ("en", "fi"):
        with speaking(spoken):
            assert "real.json" in str(opened.read_only)
    with pytest.raises(ReadOnly):
        opened.apply(add("parking", text="ours"))
    with pytest.raises(ReadOnly):
        SessionFile.read(path).write(Session(), AT)
    opened.close()
    assert state_of(theirs) == before
    assert [left.name for left in theirs.iterdir()] == ["real.json"]
    assert path.is_symlink()


@NEEDS_LINKS
def test_a_link_that_takes_the_place_of_an_open_session_is_not_written_through(
    path: Path, theirs: Path
) -> None:
    opened = open_session(path)
    (theirs / "diary.json").write_text("my diary")
    path.unlink()
    path.symlink_to(theirs / "diary.json")
    opened.apply(add("parking", text="ours"))
    with pytest.raises(OSError, match=r"k-2\.json"):
        opened.save()
    opened.close()
    assert state_of(theirs) == {"diary.json": b"my diary"}
    assert path.is_symlink()
    assert open_session(path.with_name("k-2.json")).session.round.parking[0].text == "ours"


@NEEDS_LINKS
def test_nothing_is_kept_thinned_or_removed_in_a_copies_folder_that_is_a_link(
    path: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 29):
        (theirs / f"202001{day:02}T120000Z.json").write_text('{"participant":"anna"}')
    (theirs / "20200129T120000Z.json").write_text("{}")
    before = state_of(theirs)
    copies_folder(path).symlink_to(theirs)
    opened = open_session(path)
    assert "k-copies" in str(opened.notice)
    opened.apply(add("parking", text="ours"))
    opened.close()
    assert state_of(theirs) == before
    assert open_session(path).session.round.parking[0].text == "ours"


@NEEDS_LINKS
def test_a_copy_that_is_a_link_is_no_copy(path: Path, theirs: Path) -> None:
    (theirs / "secret.json").write_text("secret")
    copies_folder(path).mkdir()
    (copies_folder(path) / "20200101T120000Z.json").symlink_to(theirs / "secret.json")
    assert copies(path) == []


@NEEDS_LINKS
def test_a_documents_folder_that_is_a_link_takes_no_document(
    path: Path, theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.with_name("k-documents").symlink_to(theirs)
    assert main(["--language=en", f"--sessions={path.parent}", "write", "k", "--document=plan"]) == 3
    assert "k-documents is a link" in capsys.readouterr().err
    assert state_of(theirs) == {}


@NEEDS_LINKS
def test_an_archive_that_is_a_link_takes_no_session(path: Path, theirs: Path) -> None:
    (path.parent / "archive").symlink_to(theirs)
    with pytest.raises(NotSaved, match="archive is a link"):
        archive(path)
    assert path.exists()
    assert state_of(theirs) == {}


@NEEDS_LINKS
def test_a_name_that_a_link_to_nothing_has_is_not_free(tmp_path: Path, theirs: Path) -> None:
    (tmp_path / "k.json").symlink_to(theirs / "not there yet")
    assert free_path(tmp_path, "k").name == "k-2.json"
    with pytest.raises(NotSaved):
        create(tmp_path / "k.json", Session())
    assert state_of(theirs) == {}


@NEEDS_LINKS
def test_what_a_link_s_copies_hold_is_restored_beside_the_link(path: Path, theirs: Path) -> None:
    real = create(theirs / "real.json", Session()).path
    changed(real)
    path.unlink()
    path.symlink_to(real)
    before = state_of(theirs)
    back, _when = restore(path)
    assert back.parent == path.parent
    assert state_of(theirs) == before


# ---- what its owner made read-only -------------------------------------------------------------------------
def test_a_file_that_its_owner_made_read_only_may_be_looked_at_and_is_never_replaced(path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    opened = open_session(path)
    for spoken in ("en", "fi"):
        with speaking(spoken):
            assert len(str(opened.read_only)) > 20
    with pytest.raises(ReadOnly, match="read-only"):
        opened.apply(add("parking", text="ours"))
    opened.close()
    assert path.read_bytes() == before
    assert sorted(left.name for left in path.parent.iterdir()) == ["k.json"]


def test_a_file_made_read_only_while_it_is_open_is_kept_and_what_is_new_is_not_saved(path: Path) -> None:
    opened = open_session(path)
    before = path.read_bytes()
    path.chmod(0o444)
    opened.apply(add("parking", text="ours"))
    with pytest.raises(NotSaved, match=r"k\.json could not be written: .*read-only"):
        opened.save()
    assert path.read_bytes() == before
    path.chmod(0o600)
    opened.close()
    assert open_session(path).session.round.parking[0].text == "ours"


# ---- folders, and names ------------------------------------------------------------------------------------
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277, 0o777])
def test_folders_made_on_the_way_and_files_are_the_users_alone_whatever_the_umask(
    tmp_path: Path, mask: int, monkeypatch: pytest.MonkeyPatch, any_umask: None
) -> None:
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state" / "of" / "it"))
    os.umask(mask)
    path = create(tmp_path / "made" / "on" / "the way" / "k.json", Session()).path
    changed(path)
    assert main(["--language=en", f"--sessions={path.parent}", "write", "k", "--document=plan"]) == 0
    write_crash_log(ValueError(), AT)
    unarchive(archive(path), path)
    made = [
        left for folder in ("made", "state") for left in (tmp_path / folder, *(tmp_path / folder).rglob("*"))
    ]
    assert len(made) > 8
    for left in made:
        assert stat.S_IMODE(left.stat().st_mode) == (0o700 if left.is_dir() else 0o600), left


@pytest.mark.parametrize(
    "title", ["CON", "nul", "Aux", "COM1", "lpt9", "com¹", "PRN", "conin$", "Clock$", " con "]
)
def test_no_session_has_a_name_that_windows_keeps_for_itself(title: str, tmp_path: Path) -> None:
    reserved = {"con", "prn", "aux", "nul", "conin", "conout", "clock"}
    reserved |= {f"{device}{n}" for device in ("com", "lpt") for n in "0123456789¹²³"}
    assert slug(title) not in reserved
    assert free_path(tmp_path, slug(title)).stem not in reserved


def test_a_name_with_an_ending_is_no_device_either() -> None:
    assert slug("con.json") == "con-json"
    assert slug("Conference") == "conference"


def test_restoring_names_the_file_that_could_not_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(path)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cxworkshop.storage.file.copies.replace_file", refuse)
    with pytest.raises(NotSaved, match=r"k-2\.json could not be written: the disk is full"):
        restore(path)
