"""The library of a store that several people share: the same screen as that of a folder, also while the
store is out of reach or slow."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from textual import events

from cxworkshop.library.shared import SharedLibrary
from cxworkshop.model.session import Session
from cxworkshop.screens import library_reading
from cxworkshop.screens.library import LibraryScreen
from cxworkshop.screens.workshop import WorkshopScreen
from tests.library.firm import library_in, serving
from tests.screens.hands import Hands, at_the_program
from tests.storage.memory_store import Server

SIZES = [(80, 24), (120, 36)]


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


def names(hands: Hands) -> list[str]:
    """The organisations in the rows, from the top."""
    rows = hands.seen.splitlines()[2:-11]
    return [word for line in rows for word in ("Aava", "Bora", "Cella") if line[2:].startswith(word)]


def cursor(hands: Hands) -> str:
    """The name of the workshop under the cursor."""
    screen = hands.app.screen
    assert isinstance(screen, LibraryScreen)
    assert screen.selected is not None
    return screen.selected.slug


def words(hands: Hands) -> str:
    return " ".join(hands.seen.split())


async def test_the_workshops_of_the_store_are_listed_and_enter_opens_one(library: SharedLibrary) -> None:
    async with at_the_program(library) as hands:
        assert sorted(names(hands)) == ["Aava", "Bora"]
        assert "memory" in hands.seen.splitlines()[0]
        await hands.press("enter")
        assert isinstance(hands.app.screen, WorkshopScreen)
        await hands.press("escape", "escape")
        assert sorted(names(hands)) == ["Aava", "Bora"]


async def test_a_new_workshop_is_in_the_store(library: SharedLibrary, server: Server) -> None:
    async with at_the_program(library) as hands:
        await hands.press("n")
        await hands.type("Cella")
        await hands.press("ctrl+s")
        assert isinstance(hands.app.screen, WorkshopScreen)
        assert server.versions["cella"].session.organisation.name == "Cella"


async def test_whoever_may_make_none_is_told_before_the_form_is_filled_in(
    library: SharedLibrary, server: Server
) -> None:
    server.read_only = "The firm lets you make no workshop."
    async with at_the_program(library) as hands:
        await hands.press("n")
        await hands.settled()
        assert "The firm lets you make no workshop." in words(hands)
        await hands.press("escape", "escape")


async def test_an_archived_workshop_is_put_away_for_all_and_undo_brings_it_back(
    library: SharedLibrary, server: Server
) -> None:
    async with at_the_program(library) as hands:
        [first, second] = names(hands)
        await hands.press("x")
        assert names(hands) == [second]
        assert server.archived == {first.lower()}
        assert f"Archived: {first}." in words(hands)
        await hands.press("u")
        assert sorted(names(hands)) == ["Aava", "Bora"]
        assert cursor(hands) == first.lower()
        assert not server.archived
        await hands.press("x", "a")
        assert names(hands) == [first]
        await hands.press("x", "a")
        assert sorted(names(hands)) == ["Aava", "Bora"]


async def test_a_copy_is_in_the_store_under_the_cursor(library: SharedLibrary, server: Server) -> None:
    async with at_the_program(library) as hands:
        await hands.press("c", "ctrl+u")
        await hands.type("Cella")
        await hands.press("enter")
        assert "cella" in server.versions
        assert cursor(hands) == "cella"
        assert "Copied as cella. enter opens it." in words(hands)
        assert ".json" not in hands.seen  # two of the same names are told apart by those in the store
        assert "The climb of Aava · cella" in hands.seen


async def test_find_asks_the_store_and_opens_at_the_hit(
    library: SharedLibrary, server: Server, demo: Session
) -> None:
    name = str(demo.touchpoints[3].name)
    async with at_the_program(library) as hands:
        await hands.press("slash")
        await hands.type(name)
        assert f"ouchpoint: {name}" in words(hands)
        assert "2 / 2 workshops" in hands.seen
        await hands.press("enter", "enter")
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        assert screen.sheet.place is not None
        assert screen.sheet.place.id == demo.touchpoints[3].id


async def test_an_answer_to_older_words_takes_the_place_of_no_newer_one(
    library: SharedLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    held = threading.Event()

    def find(words: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        asked.append(words)
        if len(asked) == 1:
            held.wait(20)
        return {"aava": [("touchpoints", f"{words} of Aava")]}

    monkeypatch.setattr(library.store, "find", find)
    async with at_the_program(library) as hands:
        await hands.press("slash")
        for part in ("inv", "oice"):
            for key in part:
                await hands.app.on_event(events.Key(key, key))
            await hands.app.key_queue.join()
            while not asked:
                await hands.pilot.pause(0.01)
        held.set()
        await hands.settled()
        assert asked == ["inv", "invoice"]
        assert "invoice of Aava" in hands.seen
        assert names(hands) == ["Aava"]


async def test_what_is_due_in_the_store_is_listed_and_opens(library: SharedLibrary) -> None:
    async with at_the_program(library) as hands:
        hands.app.fixed_day = date(2027, 6, 1)
        await hands.press("d")
        assert "Due in all workshops" in hands.seen
        assert {"Aava", "Bora"} <= set(hands.seen.split())
        await hands.press("enter")
        assert isinstance(hands.app.screen, WorkshopScreen)


async def test_the_details_tell_the_store_and_the_figures_of_all(library: SharedLibrary) -> None:
    async with at_the_program(library) as hands:
        await hands.press("o")
        assert "memory · " in hands.seen
        assert "none on this laptop: it was not opened here" in hands.seen
        assert "Workshops          2" in hands.seen


@pytest.mark.parametrize("size", SIZES)
async def test_out_of_reach_it_says_since_when_and_why_and_shows_what_is_here(
    library: SharedLibrary, server: Server, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_reading, "TRY_AGAIN", 0.05)
    library.open(library.resolve("aava")).close()
    server.out_of_reach = True
    async with at_the_program(library, size=size) as hands:
        assert names(hands) == ["Aava"]
        assert "not reached since" in hands.seen.splitlines()[0]
        assert "The store has not been reached" in words(hands)
        assert "no answer" in words(hands)
        assert "by itself." in words(hands)
        await hands.press("down", "s")
        assert "Sorted by" in hands.seen
        server.out_of_reach = False
        while "not reached" in hands.seen:
            await hands.pilot.pause(0.05)
        assert sorted(names(hands)) == ["Aava", "Bora"]


async def test_a_workshop_that_was_never_opened_here_says_why_it_does_not_open(
    library: SharedLibrary, server: Server
) -> None:
    async with at_the_program(library) as hands:
        server.out_of_reach = True
        await hands.press("enter")
        assert not isinstance(hands.app.screen, WorkshopScreen)
        assert "The store does not answer." in words(hands)


async def test_what_is_not_in_the_store_yet_is_marked(library: SharedLibrary, server: Server) -> None:
    path = library.resolve("aava")
    library.open(path).close()
    server.out_of_reach = True
    from cxworkshop.editing.changes import add
    from cxworkshop.errors import NotReached

    opened = library.open(path)
    opened.apply(add("parking", text="Said on the train"))
    with pytest.raises(NotReached):
        opened.close()
    server.out_of_reach = False
    async with at_the_program(library) as hands:
        assert "not in the store yet · The climb of Aava" in hands.seen
        assert "not in the store yet · The climb of Bora" not in hands.seen


async def test_what_is_typed_out_of_reach_is_marked_at_once_in_the_list_as_it_was(
    library: SharedLibrary, server: Server
) -> None:
    async with at_the_program(library) as hands:
        first = cursor(hands)
        await hands.press("enter")
        server.out_of_reach = True
        await hands.press("p")
        await hands.type("Said on the train")
        await hands.press("enter", "escape", "escape")
        assert sorted(names(hands)) == ["Aava", "Bora"]
        marked = [line for line in hands.seen.splitlines() if "not in the store yet ·" in line]
        assert [line.split()[0].lower() for line in marked] == [first]


async def test_keys_go_on_while_the_store_says_nothing(
    library: SharedLibrary, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the first paint nor a key waits, and in the end it is said."""
    monkeypatch.setattr(library_reading, "PATIENCE", 0.3)
    monkeypatch.setattr(library_reading, "A_MOMENT", 0.05)
    library.open(library.resolve("aava")).close()
    server.delay = 30
    async with at_the_program(library) as hands:
        assert "it does not answer." in words(hands)
        await hands.press("s")
        assert "Sorted by" in hands.seen
