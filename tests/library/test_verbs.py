"""Every verb over the workshops of a store: in memory, and in a real PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from cxworkshop import language
from cxworkshop.cli import main
from cxworkshop.editing.changes import add
from cxworkshop.library import library_at, shared
from cxworkshop.library.shared import SharedLibrary
from cxworkshop.model.actions import Action
from cxworkshop.model.ops import difference
from cxworkshop.model.session import Round, Session
from cxworkshop.storage.file.versions import with_originals
from cxworkshop.storage.postgres.store import PostgresStore
from cxworkshop.storage.shared import SharedStore
from tests.library.firm import workshop_of
from tests.storage.memory_store import MemoryStore, Server

ADDRESS = "postgresql://anna@memory/cx"
LINE = "- [x] 12 Dec 2026 – Call <!-- action: a1 -->\n"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=["memory", "postgres"])
def address(
    request: pytest.FixtureRequest, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A store with two workshops: the demo, and one with an action."""
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "Documents"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("CXWORKSHOP_SESSIONS", raising=False)
    if request.param == "memory":
        yield _in_memory(server, tmp_path, monkeypatch)
    else:
        postgres: Callable[[str], str] = request.getfixturevalue("postgres")
        yield postgres("anna")
    language.use("en")


def _in_memory(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "stores" / "memory"
    monkeypatch.setattr(shared, "store_at", lambda _address: MemoryStore(server, folder))
    return ADDRESS


@pytest.fixture
def store(address: str, demo: Session) -> SharedStore:
    store = shared.store_at(address)
    action = Action(id="a1", title="Call", due_on=date(2026, 12, 12))
    store.create("aava", workshop_of("Aava", demo))
    store.create("bora", workshop_of("Bora", Session(rounds=(Round(id="1", actions=(action,)),))))
    return store


class Told:
    def __init__(self, address: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.address, self.capsys = address, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        """What a verb over the store prints."""
        assert main(["--sessions", self.address, *words]) == code, self.capsys.readouterr()
        printed = self.capsys.readouterr()
        return printed.out + printed.err


@pytest.fixture
def told(store: SharedStore, address: str, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(address, capsys)


def session_in(store: SharedStore, slug: str) -> Session:
    held = store.open(slug)
    try:
        return held.session
    finally:
        held.close()


def test_it_is_listed_with_its_figures(told: Told) -> None:
    assert {"Aava", "Bora"} <= set(told("list").split())
    listed = json.loads(told("list", "--json"))
    assert {one["slug"] for one in listed} == {"aava", "bora"}
    assert all(one["readable"] for one in listed)
    assert all(one["path"] is None for one in listed)  # its file here is nobody's business


def test_like_workshops_are_never_versions_of_each_other(
    told: Told, address: str, store: SharedStore, demo: Session
) -> None:
    """Whatever this laptop has of them, and whoever changes one."""

    def are_apart() -> bool:
        library = shared.SharedLibrary(store)
        known = [*with_originals(library.summaries()), *with_originals(library.at_hand())]
        listed = json.loads(told("list", "--json"))
        return (
            "└" not in told("list")
            and len(listed) == 5
            and all(one["version_of"] is one["stands"] is None for one in listed)
            and all(summary.original is None for summary in known)
        )

    for name in ("demo", "demo-2", "demo-3"):
        store.create(name, demo)
    assert are_apart()
    for name in ("demo-2", "demo"):
        told("show", name, "--step", "define")
        assert are_apart()
    bo = shared.store_at(address.replace("anna@", "bo@")).open("demo-2")
    bo.put(difference(bo.session, add("actions", title="Call")(bo.session)))
    bo.close()
    assert are_apart()
    told("show", "demo-2", "--step", "define")
    assert are_apart()


def test_it_says_what_is_due(told: Told) -> None:
    assert "Call" in told("due", "--on", "2027-01-01")
    assert {one["slug"] for one in json.loads(told("due", "--json", "--on", "2027-01-01"))} >= {"bora"}


def test_it_is_read_by_its_name_the_beginning_of_it_and_its_address(told: Told, address: str) -> None:
    whole = told("show", "aava", "--step", "define")
    assert "1 Define" in whole
    assert told("show", "aa", "--step", "define") == whole
    assert told("show", f"{address}#aava", "--step", "define") == whole
    assert "readable" in told("check", "bora")
    assert "behind its address" in told("show", address, code=2)
    assert "There is no workshop nobody" in told("show", "nobody", code=2)


def test_documents_go_to_the_user_and_it_is_said_where(told: Told, tmp_path: Path) -> None:
    path = Path(told("write", "aava", "--document", "plan").strip())
    assert path.is_file()
    assert path.parent == tmp_path / "Documents" / "cxworkshop" / "aava-documents"


def test_the_letters_of_a_ballot_sheet_are_fixed_in_the_store(told: Told, store: SharedStore) -> None:
    told("write", "aava", "--document", "ballot", "--output", "-")
    assert all(row.printed for row in session_in(store, "aava").round.letters)


def test_what_a_sheet_says_is_in_the_store(told: Told, store: SharedStore, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    sheet.write_text(LINE, "utf-8")
    told("checkin", "bora", str(sheet), "--yes", "--on", "2026-12-01")
    assert session_in(store, "bora").round.actions[0].status == "done"


def test_rounds_are_compared_and_the_next_one_begins_in_the_store(told: Told, store: SharedStore) -> None:
    assert "Round 1 and round 2" in told("compare", "aava")
    before = len(session_in(store, "aava").rounds)
    told("revisit", "aava", "--yes", "--on", "2027-05-06")
    assert len(session_in(store, "aava").rounds) == before + 1


def test_a_copy_of_the_demo_is_put_into_the_store(told: Told, store: SharedStore) -> None:
    name = told("demo", "--copy").strip()
    assert session_in(store, name).organisation.name
    assert told("demo", "--copy").strip() == f"{name}-2"


def test_an_older_copy_is_brought_back_in_the_store(told: Told, store: SharedStore, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    sheet.write_text(LINE, "utf-8")
    told("show", "bora")
    told("checkin", "bora", str(sheet), "--yes", "--on", "2026-12-01")
    assert "  1  " in told("restore", "bora")
    name = told("restore", "bora", "1").strip()
    assert name == "bora-2"
    assert session_in(store, name).round.actions[0].status == "open"


def test_a_version_in_a_file_becomes_one_with_that_in_the_store(
    told: Told, store: SharedStore, tmp_path: Path
) -> None:
    from cxworkshop.editing import open_session
    from cxworkshop.editing.changes import add

    told("show", "bora")
    mirror = store.folder / "bora.json"
    theirs = tmp_path / "theirs.json"
    theirs.write_bytes(mirror.read_bytes())
    opened = open_session(theirs)
    opened.apply(add("parking", text="Said elsewhere"))
    opened.close()
    assert "bora" in told("merge", "bora", str(theirs))
    assert [row.text for row in session_in(store, "bora").round.parking] == ["Said elsewhere"]
    assert not theirs.exists()


@pytest.mark.parametrize("address", ["postgres"], indirect=True)
def test_a_file_that_was_copied_out_and_changed_comes_back_by_a_merge(
    told: Told, store: SharedStore, address: str, tmp_path: Path
) -> None:
    from cxworkshop.editing import open_session
    from cxworkshop.editing.changes import add

    told("show", "bora")  # this laptop has a file of it already
    told("store", "copy", address, str(tmp_path / "out"))
    theirs = tmp_path / "out" / "bora.json"
    opened = open_session(theirs)
    opened.apply(add("parking", text="Said on the train"))
    opened.close()
    here = library_at(address).open(store.folder / "bora.json")
    here.apply(add("parking", text="Said in the office"))
    here.close()
    assert "bora" in told("merge", "bora", str(theirs))
    texts = [row.text for row in session_in(store, "bora").round.parking]
    assert sorted(texts) == ["Said in the office", "Said on the train"]


@pytest.mark.parametrize("address", ["memory"], indirect=True)
def test_what_another_window_has_open_is_changed_there_and_no_copy_is_advised(store: SharedStore) -> None:
    library = SharedLibrary(store)
    opened = library.open(store.folder / "bora.json")
    second = library.open(store.folder / "bora.json")
    assert "Another window of this laptop has it open since" in str(second.read_only)
    assert "go on there, or close it there." in str(second.read_only)
    assert "copy" not in str(second.read_only)
    second.close()
    opened.close()


@pytest.mark.parametrize("address", ["memory"], indirect=True)
def test_out_of_reach_a_listing_says_so_and_what_is_here_is_read(told: Told, server: Server) -> None:
    whole = told("show", "aava", "--step", "define")
    server.out_of_reach = True
    listed = told("list", code=2)
    assert "The store does not answer. What is listed is what this laptop has." in listed
    assert "Aava" in listed
    assert "Bora" not in listed
    assert [
        one["slug"] for one in json.loads(told("list", "--json", code=2).partition("cxworkshop:")[0])
    ] == ["aava"]
    assert "(aava)" in told("due", code=2)
    again = told("show", "aava", "--step", "define")
    assert whole in again
    assert "aava as this laptop has it" in again
    assert "The store does not answer." in told("show", "bora", code=2)


@pytest.mark.parametrize("address", ["memory"], indirect=True)
def test_what_is_recorded_out_of_reach_is_kept_here_and_said(
    told: Told, server: Server, store: SharedStore, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.md"
    sheet.write_text(LINE, "utf-8")
    told("show", "bora")
    server.out_of_reach = True
    said = told("checkin", "bora", str(sheet), "--yes", "--on", "2026-12-01", code=2)
    assert "not in the store yet" in said
    server.out_of_reach = False
    told("show", "bora")
    assert session_in(store, "bora").round.actions[0].status == "done"


VERBS_THAT_READ = (("show",), ("check",), ("compare",), ("write", "--document", "plan", "--output", "-"))


@pytest.mark.parametrize("address", ["memory"], indirect=True)
@pytest.mark.parametrize("verb", VERBS_THAT_READ, ids=lambda verb: verb[0])
@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_read_out_of_reach_is_said_to_be_what_is_here(
    told: Told, server: Server, store: SharedStore, verb: tuple[str, ...], is_open: bool
) -> None:
    """Also while a window has it open: that knows no more."""
    name, *words = verb
    usual = told(name, "aava", *words)
    assert "as this laptop has it" not in usual
    window = shared.SharedLibrary(store).open(store.folder / "aava.json") if is_open else None
    server.out_of_reach = True
    assert "aava as this laptop has it: no answer." in told(name, "aava", *words)
    server.out_of_reach = False
    if window is not None:
        window.close()


def test_a_verb_records_while_a_window_has_it_open(told: Told, store: SharedStore, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    sheet.write_text(LINE, "utf-8")
    window = shared.SharedLibrary(store).open(store.folder / "bora.json")
    window.apply(add("parking", text="Typed here"))
    window.save()
    assert "Call" in told("checkin", "bora", str(sheet), "--yes", "--on", "2026-12-01")
    assert session_in(store, "bora").round.actions[0].status == "done"
    window.save()
    assert window.session.round.actions[0].status == "done"
    window.close()
    assert [row.text for row in session_in(store, "bora").round.parking] == ["Typed here"]
    assert not [path for path in store.folder.iterdir() if path.is_dir() and path.name.startswith(".")]


@pytest.mark.parametrize("address", ["memory"], indirect=True)
def test_out_of_reach_a_verb_says_to_record_in_the_window(
    told: Told, server: Server, store: SharedStore, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.md"
    sheet.write_text(LINE, "utf-8")
    window = shared.SharedLibrary(store).open(store.folder / "bora.json")
    server.out_of_reach = True
    assert "Change it in that window" in told("checkin", "bora", str(sheet), "--yes", code=2)
    server.out_of_reach = False
    window.close()


def test_no_password_is_ever_shown(address: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for wrong in ("postgresql://anna:gehe im@db/x", "postgresql://anna:geheim@127.0.0.1:1/x"):
        main(["--sessions", wrong, "list"])
        main(["show", f"{wrong}#aava"])
        printed = capsys.readouterr()
        assert "gehe" not in printed.out + printed.err


@pytest.mark.parametrize(
    "mistyped",
    [
        "postgrseql://anna:geheim@db/x",
        "postgresql:/anna:geheim@db/x",
        "postgresql//anna:geheim@db/x",
        "postgresql:anna:geheim@db/x",
        "anna:geheim@db/x",
        "anna:gehe/im@db/x",
        " postgres;//anna:geheim@db/x",
        "htps://anna:geheim@db",
        "P0stgresql:/anna@geheim",
    ],
)
def test_a_mistyped_address_is_no_folder_and_not_repeated(
    mistyped: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (
        ["--sessions", mistyped, "list"],
        ["--sessions", mistyped, "demo", "--copy"],
        ["show", f"{mistyped}#aava"],
        ["store", "copy", "postgresql://anna@db/x", mistyped],
        ["store", "copy", mistyped, "postgresql://anna@db/x"],
    ):
        assert main(words) == 2, words
        printed = capsys.readouterr()
        assert "gehe" not in printed.out + printed.err
        assert "postgresql://anna@db.example.org/workshops" in printed.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["postgresql", "a@b", "we:rk", "C:", "postgresql/x", "anna:b@c"])
def test_a_folder_is_a_folder_whatever_its_name(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir(parents=True)
    assert main(["--sessions", name, "list"]) == 0


def test_a_store_is_a_postgres_store(postgres: Callable[[str], str]) -> None:
    assert isinstance(shared.store_at(postgres("anna")), PostgresStore)
