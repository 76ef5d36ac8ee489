"""Two facilitators at one workshop of a store: what the other does comes in under one's hands, and nothing
that is being typed is lost by it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from cxworkshop.editing import voting
from cxworkshop.editing.changes import add, move, remove, set_value
from cxworkshop.editing.sharing import SharedSession, shared_session
from cxworkshop.errors import CxError
from cxworkshop.library.shared import SharedLibrary
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop import WorkshopScreen
from tests.editing.sharing.people import SLUG, opened_by, store_of
from tests.editing.sharing.people import serving as serving_one
from tests.screens.hands import TODAY, Hands, at_the_program
from tests.storage.memory_store import Server

SIZES = [(80, 24), (120, 36)]
PATIENCE = 20.0
AT = datetime(2026, 11, 5, 9, 50, tzinfo=UTC)


@pytest.fixture
def server(demo: Session) -> Server:
    return serving_one(demo)


@pytest.fixture
def bo(server: Server, tmp_path: Path) -> Iterator[SharedSession]:
    opened = opened_by("Bo Berg", server, tmp_path)
    yield opened
    opened.take_news()
    opened.close()


@asynccontextmanager
async def anna_at(
    server: Server, folder: Path, size: tuple[int, int] = (120, 36), spoken: str = "en"
) -> AsyncIterator[Hands]:
    """Anna in Define, with the cursor on the first touchpoint."""
    library = SharedLibrary(store_of(server, folder, "Anna"))
    path = library.folder / f"{SLUG}.json"
    async with at_the_program(library, size=size, open_path=path, spoken=spoken) as hands:
        await hands.press("1")
        go_to(hands, "touchpoints", 0)
        await hands.settled()
        yield hands


def screen(hands: Hands) -> WorkshopScreen:
    assert isinstance(hands.app.screen, WorkshopScreen)
    return hands.app.screen


def go_to(hands: Hands, table: str, number: int, field: str = "name") -> Place:
    place = Place(table, screen(hands).session.records(table)[number].id, field)
    assert screen(hands).jump(place)
    return place


async def until(hands: Hands, holds: Callable[[], bool]) -> None:
    """Waits for the threads that exchange with the store."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, hands.seen
        await asyncio.sleep(0.005)
    await hands.settled()


async def put(hands: Hands, bo: SharedSession) -> None:
    """What Bo has done is at Anna's."""
    await until(hands, lambda: not bo.take_news() and bo.is_put)
    await until(hands, lambda: screen(hands).session == bo.session)


def line_of(hands: Hands, text: str) -> str:
    return next(line for line in hands.seen.splitlines() if text in line)


async def test_what_the_other_types_is_painted_and_said(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = Place("touchpoints", bo.session.touchpoints[2].id, "name")
        bo.apply(set_value(place, "Typed by Bo"))
        await put(hands, bo)
        assert "Typed by Bo" in hands.seen
        assert "Bo Berg: 1 row changed here." in hands.seen


@pytest.mark.parametrize("size", SIZES)
async def test_where_the_other_is_stands_beside_the_row_and_moves_along(
    server: Server, bo: SharedSession, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with anna_at(server, tmp_path, size) as hands:
        tag = "Bo Berg" if size[0] > 100 else "BB"
        for number in (3, 1):
            touchpoint = bo.session.touchpoints[number]
            bo.be_at(Place("touchpoints", touchpoint.id, "name"))
            name = (touchpoint.name or "")[:12]
            await until(hands, partial(stands_beside, hands, tag, name))


def stands_beside(hands: Hands, tag: str, name: str) -> bool:
    """Whether a word stands at the end of the row that begins so, and of no other."""
    lines = [line.rstrip("▁▂▃▄▅▆▇█ ") for line in hands.seen.splitlines()[3:]]
    return [line[1:13] for line in lines if line.endswith(f" {tag}")] == [name]


async def test_who_else_is_there_stands_in_the_header(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path, (80, 24)) as hands:
        await until(hands, lambda: "with Bo Berg" in hands.seen.splitlines()[0])
        bo.close()
        await until(hands, lambda: "shared" in hands.seen.splitlines()[0])


async def test_the_cursor_is_told_to_the_others(server: Server, bo: SharedSession, tmp_path: Path) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = go_to(hands, "touchpoints", 4)
        await hands.press("down", "up")
        await until(hands, lambda: place in [each.place for each in bo.reach.colleagues])


async def test_the_row_under_the_cursor_stays_when_rows_come_and_go_above(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = go_to(hands, "touchpoints", 3)
        bo.apply(add("touchpoints", after=bo.session.touchpoints[0].id, name="Come above"))
        bo.apply(move(Place("touchpoints", bo.session.touchpoints[-1].id), -6))
        await put(hands, bo)
        assert screen(hands).sheet.place == place
        bo.apply(remove(Place("touchpoints", bo.session.touchpoints[1].id), TODAY))
        await put(hands, bo)
        assert screen(hands).sheet.place == place


async def test_an_open_cell_stays_open_and_in_its_row(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = go_to(hands, "touchpoints", 3)
        await hands.press("enter")
        await hands.type(" and mine")
        bo.apply(add("touchpoints", after=bo.session.touchpoints[0].id, name="Come above"))
        await put(hands, bo)
        assert screen(hands).sheet.open is not None
        assert "and mine" in hands.seen
        await hands.press("enter")
        assert str(value_at(screen(hands).session, place)).endswith(" and mine")
        assert screen(hands).session.touchpoints[1].name == "Come above"


async def test_the_same_cell_typed_by_both_keeps_both(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = go_to(hands, "touchpoints", 3)
        await hands.press("enter", "ctrl+u")
        await hands.type("mine")
        bo.apply(set_value(place, "his"))
        await put(hands, bo)
        await hands.press("enter")
        session = screen(hands).session
        assert value_at(session, place) == "mine"
        assert [row.value for row in session.set_aside] == ['"his"']
        assert "≠mine" in hands.seen


async def test_an_open_cell_that_nothing_was_typed_into_takes_nothing_back(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = go_to(hands, "touchpoints", 3)
        await hands.press("enter")
        bo.apply(set_value(place, "his"))
        await put(hands, bo)
        await hands.press("enter")
        assert value_at(screen(hands).session, place) == "his"
        assert not screen(hands).session.set_aside


async def test_what_is_typed_into_a_row_that_the_other_removes_stays_with_its_row(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    async with anna_at(server, tmp_path) as hands:
        bo.apply(add("touchpoints", name="Goes"))
        await put(hands, bo)
        place = go_to(hands, "touchpoints", -1)
        await hands.press("enter", "ctrl+u")
        await hands.type("Stays")
        bo.apply(remove(place.at(""), TODAY))
        await until(hands, lambda: not bo.take_news() and bo.is_put and bo.session == screen(hands).session)
        assert "Stays" in [touchpoint.name for touchpoint in bo.session.touchpoints]
        assert "Stays" in hands.seen


async def test_undo_takes_back_ones_own_only(server: Server, bo: SharedSession, tmp_path: Path) -> None:
    async with anna_at(server, tmp_path) as hands:
        place = go_to(hands, "touchpoints", 3)
        was = value_at(screen(hands).session, place)
        await hands.press("enter", "ctrl+u")
        await hands.type("mine")
        await hands.press("enter")
        other = Place("touchpoints", bo.session.touchpoints[1].id, "name")
        await until(hands, lambda: not bo.take_news() and value_at(bo.session, place) == "mine")
        bo.apply(set_value(other, "his"))
        await put(hands, bo)
        await hands.press("u")
        assert value_at(screen(hands).session, place) == was
        await hands.press("u")
        assert value_at(screen(hands).session, other) == "his"
        assert "Nothing to undo" in hands.seen


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "only on this laptop since"), ("fi", "vain tällä koneella klo")]
)
async def test_the_header_says_since_when_it_is_not_in_the_store_and_quitting_says_it_once(
    server: Server, bo: SharedSession, tmp_path: Path, spoken: str, words: str
) -> None:
    async with anna_at(server, tmp_path, (80, 24), spoken) as hands:
        server.out_of_reach = True
        await hands.press("a")
        await hands.type("Without the store")
        await hands.press("enter", "escape")
        await until(hands, lambda: words in hands.seen.splitlines()[0])
        assert "no answer" in hands.seen.splitlines()[0]
        await hands.press("escape")
        told = " ".join(hands.seen.split())
        assert ("1 change is on this laptop only" if spoken == "en" else "1 muutos on vain tällä") in told
        assert ("everything is saved" if spoken == "en" else "kaikki on tallennettu") not in told
        await hands.press("ctrl+q")
        assert hands.app.is_running
        said = " ".join(hands.seen.split())
        assert (
            "1 change is on this laptop only" if spoken == "en" else "1 muutos on vain tällä koneella"
        ) in said
        assert "memory" in said
        await hands.press("ctrl+q")
        assert hands.app.return_code == 0
    server.out_of_reach = False
    again = opened_by("Anna", server, tmp_path)
    await asyncio.to_thread(again.is_put_within, PATIENCE)
    assert server.versions[SLUG].session.touchpoints[-1].name == "Without the store"
    again.close()


@pytest.mark.parametrize(
    ("spoken", "words"),
    [("en", "! only on this laptop so far"), ("fi", "! toistaiseksi vain tällä koneella")],
)
async def test_what_a_slow_store_has_not_yet_never_looks_put(
    server: Server,
    bo: SharedSession,
    tmp_path: Path,
    spoken: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared_session, "SOON", 0.05)
    saved = "✓ saved" if spoken == "en" else "✓ tallennettu"
    async with anna_at(server, tmp_path, (80, 24), spoken) as hands:
        await until(hands, lambda: saved in hands.seen.splitlines()[0])
        with server.lock:  # it says nothing
            await hands.press("a")
            await hands.type("Slowly")
            await hands.press("enter", "escape")
            await until(hands, lambda: words in hands.seen.splitlines()[0])
            assert saved not in hands.seen.splitlines()[0]
        await until(hands, lambda: saved in hands.seen.splitlines()[0])


async def test_what_is_read_only_in_the_store_cannot_be_typed_into(server: Server, tmp_path: Path) -> None:
    server.read_only = "You may look at it, and not change it."
    async with anna_at(server, tmp_path) as hands:
        await hands.press("enter")
        assert screen(hands).sheet.open is None
        assert "You may look at it" in hands.seen


# ---- blind ballots -----------------------------------------------------------------------------------------
async def test_slips_that_both_key_in_are_one_ballot_and_either_seals_it(
    demo_round1: Session, tmp_path: Path
) -> None:
    empty = {"ballots": (), "ownership_ballots": (), "function_scores": (), "closed_on": None, "steps": ()}
    blank = demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=empty),)})
    server = serving_one(blank)
    async with anna_at(server, tmp_path) as hands:
        bo = opened_by("Bo Berg", server, tmp_path)
        await hands.press("b")
        await hands.type("abc")
        opened = hands.app.opened[0]
        await until(hands, lambda: not bo.take_news() and len(bo.session.round.ownership_ballots) == 3)
        about, person = ballots.asked(bo.session)[0], voters(bo.session)[1].id
        bo.apply(voting.vote("1", about, person, Answer("nobody")))
        await until(hands, lambda: not bo.take_news() and len(opened.session.round.ownership_ballots) == 4)
        await hands.type("de")
        bo.apply(voting.seal("1", AT))
        await until(hands, lambda: not bo.take_news() and bo.is_put and opened.session == bo.session)
        await hands.type("fgh")
        assert not opened.session.round.ownership_ballots
        counted = sum(len(row.answered) for row in opened.session.round.ownership_tallies)
        assert counted == 6
        assert "Enter reveals it to the room" in hands.seen
        await hands.press("escape")
        bo.take_news()
        bo.close()


async def test_whatever_comes_in_while_one_is_anywhere_the_program_goes_on(
    server: Server, bo: SharedSession, tmp_path: Path
) -> None:
    dice = random.Random(7)
    ways = ["1", "2", "3", "4", "5", "tab", "down", "enter", "escape", "v", "m", "c", "b", "a", "z", "w", "u"]
    async with anna_at(server, tmp_path, (80, 24)) as hands:
        for number in range(60):
            await hands.press(dice.choice(ways))
            bo.take_news()
            table = dice.choice(("touchpoints", "people", "goals", "actions", "measures", "stages"))
            rows = bo.session.records(table)
            row, name = Place(table, dice.choice(rows).id), type(rows[0]).table.names
            change = dice.choice((remove(row, TODAY), set_value(row.at(name), f"Bo {number}"), move(row, 1)))
            with suppress(CxError):  # what must stay stays
                bo.apply(change)
        assert hands.app.is_running
        await hands.press("escape", "escape", "escape", "1")
        await until(hands, lambda: not bo.take_news() and bo.is_put)
