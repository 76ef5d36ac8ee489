"""Joining another facilitator: what is asked, what is said, and what is opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxworkshop.app import sharing
from cxworkshop.editing.changes import set_value
from cxworkshop.errors import WrongUse
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.room.server import RoomServer
from cxworkshop.screens.joining import JoiningScreen
from cxworkshop.screens.library import LibraryScreen
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.storage.host import pairing
from cxworkshop.storage.host.address import Address, address_of, is_address
from cxworkshop.storage.host.pairing import Pairing
from tests.screens.hands import Hands, at_the_program
from tests.screens.test_room_opening import until
from tests.storage.host_laptop import Laptop


@pytest.fixture
def laptop(tmp_path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    laptop = Laptop(tmp_path / "kuusilinna.json", demo)
    yield laptop
    laptop.close()


def door(laptop: Laptop) -> str:
    return f"127.0.0.1:{laptop.server.port}"


async def enter(hands: Hands, text: str = "") -> None:
    """A line, without waiting for what it leads to: that waits for somebody else."""
    for sign in text:
        await hands._send(sign, sign)
    await hands._send("enter", None)
    await hands.app.key_queue.join()


async def ask(hands: Hands, laptop: Laptop, code: str) -> None:
    """From the library to the code."""
    await hands.app.screen.run("join")  # type: ignore[attr-defined]  # every screen of ours has it
    await hands.settled()
    await hands.paste(door(laptop))
    await hands.press("enter")
    assert "not encrypted" in hands.seen
    await hands.type("Liisa")
    await hands.press("enter")
    await enter(hands, code)


async def joined_again(hands: Hands, laptop: Laptop) -> None:
    """The workshop of a laptop that knows this one."""
    await hands.app.screen.run("join")  # type: ignore[attr-defined]  # every screen of ours has it
    await hands.settled()
    await hands.paste(door(laptop))
    await hands.press("enter")


def shown(hands: Hands) -> type:
    return type(hands.app.screen)


async def let_in(laptop: Laptop) -> None:
    await until(lambda: bool(laptop.guests.asking))
    (one,) = laptop.guests.asking
    assert one.name == "Liisa"
    laptop.do(lambda: laptop.guests.admit(one.id))


async def test_whoever_was_let_in_has_the_workshop_and_is_asked_nothing_the_next_time(
    laptop: Laptop, tmp_path: Path
) -> None:
    async with at_the_program(tmp_path / "own") as hands:
        await ask(hands, laptop, laptop.code)
        await until(lambda: "Waiting until the other facilitator lets Liisa in" in hands.seen)
        await let_in(laptop)
        await hands.settled()
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        assert screen.session == laptop.opened.session
        place = Place("touchpoints", screen.session.touchpoints[0].id, "name")
        screen.opened.apply(set_value(place, "Typed by Liisa"))
        await until(lambda: laptop.opened.session.touchpoints[0].name == "Typed by Liisa")
        laptop.do(lambda: laptop.opened.apply(set_value(place, "Typed by the host")))
        await until(lambda: screen.session.touchpoints[0].name == "Typed by the host")
        await hands.press("escape", "escape")
        assert shown(hands) is LibraryScreen
        (left,) = (tmp_path / "stores").glob("*/*")
        assert not {"Liisa", "Host", "Kuusilinna", "kuusilinna"} & {*re.findall(r"\w+", left.read_text())}
        await hands.app.screen.run("join")  # type: ignore[attr-defined]  # every screen of ours has it
        await hands.settled()
        await hands.paste(door(laptop))
        await hands.press("enter")
        assert shown(hands) is WorkshopScreen


@pytest.mark.parametrize(
    ("spoken", "waits", "saved"),
    [
        ("en", "2 changes are on this laptop only and not at the other facilitator's", "Everything is saved"),
        ("fi", "2 muutosta on vain tällä koneella eikä vielä toisella", "Kaikki on tallennettu"),
    ],
)
async def test_leaving_says_how_much_is_here_only_and_for_whom_it_waits(
    laptop: Laptop, tmp_path: Path, spoken: str, waits: str, saved: str
) -> None:
    pairing.keep(laptop.store().pairing)
    async with at_the_program(tmp_path / "own", size=(80, 24), spoken=spoken) as hands:
        await joined_again(hands, laptop)
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        shared = screen.opened.shared
        assert shared is not None
        await hands.press("escape")
        assert saved in hands.seen
        await hands.press("right")
        laptop.server.stop()
        for touchpoint in screen.session.touchpoints[:2]:
            screen.opened.apply(set_value(Place("touchpoints", touchpoint.id, "name"), "Alone"))
        await until(lambda: shared.reach.since is not None and screen.opened.is_saved)
        await hands.press("escape")
        said = " ".join(hands.seen.split())
        assert waits in said
        assert ("Host's room is closed" if spoken == "en" else "huone on kiinni") in said
        assert f"cxworkshop open http://{door(laptop)}" in said
        assert saved not in said
        await hands.press("escape")
        assert shown(hands) is LibraryScreen


async def test_a_room_with_another_address_and_code_is_joined_from_the_open_workshop(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "AWAY", 0.1)
    known = laptop.store().pairing
    pairing.keep(known)
    async with at_the_program(tmp_path / "own") as hands:
        await joined_again(hands, laptop)
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        shared = screen.opened.shared
        assert shared is not None
        laptop.server.stop()
        place = Place("touchpoints", screen.session.touchpoints[0].id, "name")
        screen.opened.apply(set_value(place, "Alone"))
        await until(lambda: "Host's room is closed" in hands.seen.splitlines()[0])
        await until(lambda: any("^o asks for it; nothing is lost" in words for words in hands.app.noted))
        laptop.guests.turn_out("anna")
        laptop.server = RoomServer(guests=laptop.guests)
        laptop.server.start(port=known.address.port + 7)
        assert laptop.server.port != known.address.port
        await hands.press("ctrl+o")
        assert str(known.address) in hands.seen
        await hands.press("escape", "escape")
        assert hands.app.screen is screen
        await hands.press("ctrl+o")
        await hands.settled()
        await hands.paste(door(laptop))
        await hands.press("enter")
        await hands.type("Liisa")
        await hands.press("enter")
        await enter(hands, laptop.code)
        await let_in(laptop)
        await until(lambda: laptop.opened.session.touchpoints[0].name == "Alone")
        await until(lambda: shared.is_put)
        await hands.settled()
        assert hands.app.screen is screen
        assert "✓ saved" in hands.seen
        assert pairing.all_kept()[0].address == Address("127.0.0.1", laptop.server.port)


async def test_the_workshop_of_another_laptop_is_not_taken_for_the_one_that_is_open(
    laptop: Laptop, tmp_path: Path
) -> None:
    pairing.keep(laptop.store().pairing)
    async with at_the_program(tmp_path / "own") as hands:
        await joined_again(hands, laptop)
        screen = hands.app.screen
        laptop.guests.about.update(workshop="another", title="Toinen Oy")
        await hands.press("ctrl+o")
        await hands.settled()
        await hands.press("enter")
        assert "Another workshop is open there: Toinen Oy." in hands.seen
        await hands.press("escape", "escape")
        assert hands.app.screen is screen
        assert "another" not in [one.workshop for one in pairing.all_kept()]


async def test_the_library_shows_what_waits_for_the_other_laptop_and_opens_it_wherever_that_is_by_now(
    laptop: Laptop, tmp_path: Path
) -> None:
    place = Place("touchpoints", laptop.opened.session.touchpoints[0].id, "name")
    async with at_the_program(tmp_path / "own") as hands:
        await ask(hands, laptop, laptop.code)
        await let_in(laptop)
        await hands.settled()
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        laptop.server.stop()
        await until(lambda: screen.opened.shared is not None and screen.opened.shared.reach.since is not None)
        screen.opened.apply(set_value(place, "Typed alone"))
        await hands.press("ctrl+q")
        assert (
            "The same key once more ends. 1 change is on this laptop only and not at the other facilitator's"
            in " ".join(hands.seen.split())
        )
        await hands.press("escape")
        assert "1 change is on this laptop only and not at" in " ".join(hands.seen.split()), hands.seen
        assert "Everything is saved" not in hands.seen
        await hands.press("escape")
        assert shown(hands) is LibraryScreen
        await until(lambda: "waits for the other laptop (Host)" in hands.seen)
        assert "1 workshop" in hands.seen.splitlines()[0]
        await hands.press("x")
        assert "It is on the other facilitator's laptop; here it can be opened" in hands.seen
        laptop.server = RoomServer(guests=laptop.guests)
        laptop.server.start(port=0)
        await hands.press("enter")
        await hands.settled()
        assert shown(hands) is JoiningScreen
        await hands.press("ctrl+u")
        await hands.paste(door(laptop))
        await enter(hands)
        await until(lambda: laptop.opened.session.touchpoints[0].name == "Typed alone")
        await hands.settled()
        assert shown(hands) is WorkshopScreen
        await hands.press("escape", "escape")
        await hands.settled()
        assert "the other laptop" not in hands.seen


async def test_a_wrong_code_is_said_and_asked_for_again(laptop: Laptop, tmp_path: Path) -> None:
    async with at_the_program(tmp_path / "own") as hands:
        await ask(hands, laptop, "wrong1")
        await until(lambda: "The code is not right." in hands.seen)
        await hands.settled()
        await enter(hands, laptop.code)
        await let_in(laptop)
        await hands.settled()
        assert isinstance(hands.app.screen, WorkshopScreen)


async def test_nobody_there_is_said_with_the_address(tmp_path: Path, laptop: Laptop) -> None:
    at = door(laptop)
    laptop.close()
    async with at_the_program(tmp_path / "own") as hands:
        await hands.app.screen.run("join")  # type: ignore[attr-defined]  # every screen of ours has it
        await hands.settled()
        await hands.type("nowhere at all")
        await hands.press("enter")
        assert "nowhere at all is no address" in hands.seen
        await hands.press("ctrl+u")
        await hands.paste(at)
        await hands.press("enter")
        await hands.type("Liisa")
        await hands.press("enter")
        await hands.type("abcdef")
        await hands.press("enter")
        assert "the room is not open there" in hands.seen
        await hands.press("escape")
        assert isinstance(hands.app.screen, LibraryScreen)


# ---- addresses, and what is kept ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://192.168.1.20:8765", Address("192.168.1.20", 8765)),
        ("192.168.1.20:8765/", Address("192.168.1.20", 8765)),
        (" HTTP://Laptop.local:80 ", Address("laptop.local", 80)),
    ],
)
def test_an_address_is_typed_with_or_without_its_beginning(typed: str, address: Address) -> None:
    assert address_of(typed) == address
    assert address_of(str(address)) == address


@pytest.mark.parametrize("typed", ["", "a b", "http://", "ö:1", "x:99999", "u:p@host:1", "[::1"])
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(WrongUse):
        address_of(typed)
    assert not is_address("kuusilinna.json")


def test_a_laptop_with_another_address_is_the_same_workshop_here(laptop: Laptop) -> None:
    old = Pairing(Address("192.168.1.20", 8765), "old", "workshop-1", "kuusilinna", "Kuusilinna", "Outi")
    pairing.keep(old)
    assert pairing.kept(old.address) == old
    assert "old" not in repr(old)
    new = old._replace(address=Address("10.0.0.7", 8765), token="new")
    pairing.keep(new)
    assert new.mirror == old.mirror
    assert pairing.kept(new.address) == new
    assert pairing.kept(old.address) is None
    assert [file.stat().st_mode & 0o777 for file in (new.folder, new.folder / "host.txt")] == [0o700, 0o600]
    assert new._replace(slug="renamed").folder == old.folder
    (new.folder / "host.txt").write_bytes(b"\xff{")
    assert pairing.kept(new.address) is None


def test_of_a_workshop_that_was_closed_on_another_day_no_secret_stays(laptop: Laptop) -> None:
    today, before = (Pairing(Address("10.0.0.7", n), "secret", f"w{n}", "", "", "") for n in (1, 2))
    waiting = Pairing(Address("10.0.0.7", 3), "secret", "w3", "kuusilinna", "Kuusilinna", "Outi")
    for one in (today, before, waiting):
        pairing.keep(one)
    for one in (before, waiting):
        os.utime(one.folder / "host.txt", (1e9, 1e9))
    assert {*pairing.all_kept()} == {today, waiting}
    assert not (before.folder / "host.txt").exists()


async def test_a_workshop_that_was_renamed_there_is_the_same_here(laptop: Laptop) -> None:
    address = Address("127.0.0.1", laptop.server.port)
    tokens = []
    for name in ("kuusilinna", "koti"):
        laptop.guests.about["slug"] = name
        tokens.append(pairing.ask_to_join(address, laptop.code, "Liisa"))
        assert pairing.asked(address, tokens[-1]) is None
        await let_in(laptop)
        known = pairing.asked(address, tokens[-1])
        assert known is not None
        assert known.slug == "kuusilinna"
        pairing.keep(known)
