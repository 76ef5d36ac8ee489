"""A store as a library: the same questions as a folder answers, also while it is out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.errors import NotReached, WrongUse
from cxworkshop.library.shared import SharedLibrary
from cxworkshop.method.privacy import without_open_answers
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.folder import documents_folder
from tests.library.firm import library_in, serving
from tests.storage.memory_store import Server


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "stores"
    monkeypatch.setenv("CXWORKSHOP_STORES", str(folder))
    return folder


@pytest.fixture
def server(demo: Session) -> Server:
    return serving("Aava", "Bora", session=demo)


@pytest.fixture
def library(server: Server, stores: Path) -> SharedLibrary:
    return library_in(server, stores)


def test_every_workshop_of_the_store_is_listed_and_found_by_what_is_inside(
    library: SharedLibrary, demo: Session
) -> None:
    assert {summary.organisation for summary in library.summaries()} == {"Aava", "Bora"}
    found = library.find(str(demo.touchpoints[0].name).split()[0])
    assert {path.stem for path in found} == {"aava", "bora"}
    assert demo.touchpoints[0].name in [row.text for row in found[library.folder / "aava.json"].rows]
    assert library.find("in") == {}


def test_private_notes_are_never_found(library: SharedLibrary) -> None:
    with_note = library.open(library.resolve("aava"))
    with_note.apply(add("notes", text="Unspeakable"))
    with_note.save()
    with_note.close()
    assert library.find("unspeakable") == {}


@pytest.mark.parametrize("named", ["aava", "Aav", "aa"])
def test_a_workshop_is_named_as_in_a_folder(library: SharedLibrary, named: str) -> None:
    assert library.resolve(named) == library.folder / "aava.json"


def test_a_wrong_name_is_told_with_the_nearest(library: SharedLibrary) -> None:
    with pytest.raises(WrongUse, match="Did you mean aava"):
        library.resolve("avaa")


def test_a_file_elsewhere_is_a_file(library: SharedLibrary, tmp_path: Path, demo: Session) -> None:
    from cxworkshop.library import FolderLibrary

    path = FolderLibrary(tmp_path).create("cella", demo)
    assert library.resolve(str(path)) == path
    with_it = library.open(path)
    with_it.close()
    assert library.read(path).session == demo


def test_what_is_written_here_is_there_for_the_others(
    library: SharedLibrary, server: Server, stores: Path
) -> None:
    opened = library.open(library.resolve("aava"))
    opened.apply(set_value(Place("touchpoints", opened.session.touchpoints[0].id, "name"), "Ours"))
    opened.save()
    opened.close()
    other = library_in(server, stores, "bo")
    assert other.read(other.resolve("aava")).session.touchpoints[0].name == "Ours"
    assert not next(one for one in library.summaries() if one.slug == "aava").is_unsent


def test_opening_alone_leaves_nothing_unsent(library: SharedLibrary) -> None:
    library.open(library.resolve("aava")).close()
    assert not any(one.is_unsent for one in library.summaries())


def test_out_of_reach_what_this_laptop_has_goes_on_and_is_marked(
    library: SharedLibrary, server: Server
) -> None:
    path = library.resolve("aava")
    library.open(path).close()
    server.out_of_reach = True
    opened = library.open(path)
    opened.apply(set_value(Place("touchpoints", opened.session.touchpoints[0].id, "name"), "Ours"))
    with pytest.raises(NotReached, match="not in the store yet"):
        opened.save()
    with pytest.raises(NotReached):
        opened.close()
    file = library.read(path)
    assert file.session.touchpoints[0].name == "Ours"
    assert "not in the store yet" in str(file.notice)
    assert [(one.slug, one.is_unsent) for one in library.at_hand()] == [("aava", True)]
    with pytest.raises(NotReached):
        library.summaries()
    server.out_of_reach = False
    assert {one.slug: one.is_unsent for one in library.summaries()} == {"aava": True, "bora": False}
    library.open(path).close()
    assert not any(one.is_unsent for one in library.summaries())
    assert server.versions["aava"].session.touchpoints[0].name == "Ours"


def test_what_was_read_before_is_read_out_of_reach_and_it_is_said(
    library: SharedLibrary, server: Server
) -> None:
    path = library.resolve("aava")
    before = library.read(path)
    assert not before.notice
    server.out_of_reach = True
    again = library.read(path)
    assert again.session == before.session
    assert "aava as this laptop has it: no answer." in str(again.notice)
    with pytest.raises(NotReached):
        library.read(library.folder / "bora.json")


def test_what_another_program_of_this_laptop_has_open_is_read_out_of_reach_and_it_is_said(
    library: SharedLibrary, server: Server
) -> None:
    path = library.resolve("aava")
    opened = library.open(path)
    assert not library.read(path).notice
    server.out_of_reach = True
    assert "aava as this laptop has it: no answer." in str(library.read(path).notice)
    server.out_of_reach = False
    opened.close()


def test_new_copied_and_restored_workshops_are_in_the_store(
    library: SharedLibrary, server: Server, demo: Session
) -> None:
    made = library.create("cella", demo)
    copied = library.duplicate(made, "Cella again")
    assert {made.stem, copied.stem} == {"cella", "cella-again"}
    opened = library.open(made)
    opened.keep_version("before")
    opened.close()
    restored, _at = library.restore(made, library.copies(made)[0])
    assert restored.stem == "cella-2"
    expected = without_open_answers(demo)
    assert server.versions["cella-2"].session == server.versions["cella-again"].session == expected


def test_an_archived_workshop_comes_back(library: SharedLibrary) -> None:
    path = library.resolve("aava")
    away = library.archive(path)
    assert [one.slug for one in library.summaries()] == ["bora"]
    assert [one.slug for one in library.summaries(archived=True)] == ["aava"]
    assert library.unarchive(away, path) == path
    assert len(library.summaries()) == 2


def test_documents_of_a_workshop_in_a_store_are_among_those_of_the_user(
    library: SharedLibrary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "Documents"))
    folder = documents_folder(library.resolve("aava"))
    assert folder == tmp_path / "Documents" / "cxworkshop" / "aava-documents"


def test_completing_waits_for_nobody(library: SharedLibrary, server: Server) -> None:
    library.open(library.resolve("aava")).close()
    server.delay = 60
    assert library.names_at_hand() == ["aava"]
