"""Another facilitator joins on a laptop of her own: how she is let in, seen and turned out."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.app import hosting
from cxworkshop.app.hosting import Hosting
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.errors import NotReached, NotUnderstood
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place, record_at, value_at
from cxworkshop.room import keys as room_keys
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.storage.host.address import Address
from cxworkshop.storage.host.held import HostHeld
from cxworkshop.storage.host.pairing import Pairing, ask_to_join, asked
from cxworkshop.storage.host.store import HostStore
from cxworkshop.storage.shared import Newer, Put
from tests.screens.test_room_opening import NETWORK, until
from tests.screens.test_workshop import At, workshop


@pytest.fixture(autouse=True)
def in_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hosting, "addresses", lambda: (NETWORK,))
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))


def room(at: At) -> Hosting:
    opened = at.app.hosting
    assert opened is not None
    return opened


def address(at: At) -> Address:
    server = room(at).server
    assert server is not None
    return Address(server.host, server.port)


async def asks(at: At, name: str = "Liisa", code: str = "") -> str:
    """The secret of somebody who asks to be let in."""
    token = await asyncio.to_thread(ask_to_join, address(at), code or room(at).keys.guest_code, name)
    await until(lambda: any(name in words for words in at.app.noted))
    return token


async def let_in(at: At, name: str = "Liisa") -> Pairing:
    token = await asks(at, name)
    await at.press("ctrl+o")
    pairing = await asyncio.to_thread(asked, address(at), token)
    assert pairing is not None
    return pairing


async def held_by(pairing: Pairing) -> HostHeld:
    return await asyncio.to_thread(HostStore(pairing).open, pairing.slug)


def seen(at: At, words: str) -> Callable[[], bool]:
    return lambda: words in at.seen


async def test_the_address_and_the_code_stand_on_the_own_screen_and_no_page_has_them(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        code, door = room(at).keys.guest_code, f"http://{NETWORK}:{address(at).port}"
        assert f"cxworkshop open {door}" in at.seen
        assert code in at.seen
        server = room(at).server
        assert server is not None
        assert code not in str(server._site.showing)


async def test_nobody_gets_in_by_the_code_alone(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        token = await asks(at)
        assert any("Liisa asks to write this workshop" in words for words in at.app.noted)
        assert await asyncio.to_thread(asked, address(at), token) is None
        with pytest.raises(NotReached):
            await held_by(Pairing(address(at), token, "", at.app.opened[0].path.stem, "", ""))


async def test_a_wrong_code_is_said_and_ten_are_all_that_are_tried(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        for _time in range(10):
            with pytest.raises(NotUnderstood):
                await asks(at, code="wrong1")
        with pytest.raises(NotReached, match="wait a minute"):
            await asks(at)


async def test_what_a_guest_types_comes_in_and_is_nothing_that_is_undone_here(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        pairing = await let_in(at)
        held = await held_by(pairing)
        (opened,) = at.app.opened
        assert held.session == opened.session
        place = Place("touchpoints", held.session.touchpoints[0].id, "name")
        put = await asyncio.to_thread(held.put, set_value(place, "Typed by Liisa").ops(held.session))
        assert isinstance(put, Put)
        assert opened.session.touchpoints[0].name == "Typed by Liisa"
        assert opened.undo() is None
        opened.apply(set_value(place, "Typed here"))
        news: list[Newer] = []
        while not news:
            news += [newer] if (newer := await asyncio.to_thread(held.newer)) else []
        assert news[0].session.touchpoints[0].name == "Typed here"
        await asyncio.to_thread(held.close)


async def test_who_is_there_stands_in_the_list_of_the_room_and_is_turned_out_from_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        token = await asks(at)
        await until(seen(at, "asks: enter lets in"))
        await at.press("down", "enter")
        assert "Liisa writes this workshop too now." in at.seen
        pairing = await asyncio.to_thread(asked, address(at), token)
        assert pairing is not None
        held = await held_by(pairing)
        await until(seen(at, "writes too"))
        assert [one.name for one in room(at).colleagues] == ["Liisa"]
        await at.press("delete")
        assert "Turn Liisa out?" in at.seen
        assert "Open here" not in at.seen  # Enter means one thing
        await at.press("enter")
        assert "Liisa writes no more." in at.seen
        with pytest.raises(NotReached, match="room has another code now"):
            await asyncio.to_thread(held.newer)
        held.close()
        assert await asyncio.to_thread(room_keys.kept, at.app.opened[0].path) is not None
        assert room(at).keys.guests == ()


async def test_whoever_was_let_in_is_back_when_the_room_is_opened_again_the_same_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        token = await asks(at)
        await at.press("ctrl+o")
        pairing = await asyncio.to_thread(asked, address(at), token)
        assert pairing is not None
        held = await held_by(pairing)
        codes = room(at).keys.guest_code, room(at).keys.phone_code, room(at).keys.secret
        await until(seen(at, "writes too"))
        await at.press("x")
        assert "Liisa writes this workshop." in at.seen
        assert "cut off" not in at.seen
        await at.press("escape")
        assert room(at).now is not None
        await at.press("x", "enter")
        assert "Whoever was let in is back when you open it again today." in at.seen
        with pytest.raises(NotReached, match="room is closed"):
            await asyncio.to_thread(held.newer)
        await at.press("enter")
        await asyncio.to_thread(held.newer)
        now = room(at).keys.guest_code, room(at).keys.phone_code, room(at).keys.secret
        assert not {*codes} & {*now}
        assert not any("Tell Liisa" in words for words in at.app.noted)
        await at.press("x", "enter")
        path = at.app.opened[0].path
        assert room_keys.kept(path) is None  # nothing was cut off by a crash
        await asyncio.to_thread(held.close)
        await asyncio.to_thread(room_keys.keep, path, room(at).keys.model_copy(update={"host": "192.0.2.7"}))
        at.app.hosting = None
        await at.press("escape", "O", "enter")
        assert f"no longer at 192.0.2.7:{address(at).port}. Tell Liisa the new address." in "".join(
            at.app.noted
        )
    assert room_keys.for_opening(path, date(2000, 1, 1)).guests == ()


async def test_a_room_for_another_facilitator_asks_for_no_phones_until_something_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        await let_in(at)
        monkeypatch.setattr(hosting, "NO_PHONE", -1.0)
        room(at).beat()
        assert not any("No phone has come yet." in words for words in at.app.noted)
        monkeypatch.setattr(type(room(at)), "answered", 0)
        room(at).beat()
        assert any("No phone has come yet." in words for words in at.app.noted)


async def test_what_is_typed_elsewhere_stands_apart_and_opens_nothing_here(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en"), size=(80, 24)) as at:
        await at.press("O", "enter")
        shown = [line.strip() for line in at.seen.splitlines()]
        assert f"Co-facilitator: cxworkshop open http://{NETWORK}:{address(at).port}" in shown
        assert f"Code to join: {room(at).keys.guest_code}" in shown
        assert f"Second terminal: cxworkshop room {room(at).opened.path.stem}" in shown
        server = room(at).server
        await at.press("end", "enter")
        assert "This is for typing it elsewhere." in at.seen
        assert room(at).server is server


async def test_the_room_at_another_port_is_told_to_who_leads(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        await let_in(at)
        await until(lambda: bool(room(at).keys.guests))
        host = address(at).host
        with socket.create_server((NETWORK, 0)) as taken:
            room(at).keys = room(at).keys.model_copy(update={"port": taken.getsockname()[1]})
            await room(at).open(host)
        door = f"{NETWORK}:{address(at).port}"
        assert any(f"at {door} now" in words and "Tell Liisa" in words for words in at.app.noted)


async def test_whoever_was_let_in_needs_no_code_after_the_program_died_here(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        pairing = await let_in(at)
        held = await held_by(pairing)
        path = at.app.opened[0].path
        kept = await asyncio.to_thread(room_keys.kept, path)
        mine = set_value(Place("touchpoints", held.session.touchpoints[0].id, "name"), "While it was dead")
    assert kept is not None
    room_keys.keep(path, kept)  # as if nobody had closed it
    with pytest.raises(NotReached):
        held.put(mine.ops(held.session))
    path.unlink()
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        outcome = await asyncio.to_thread(held.put, mine.ops(held.session))
        assert isinstance(outcome, Newer)  # another run of the program trusts no number of the one before
        put = await asyncio.to_thread(held.put, mine.ops(held.session))
        assert isinstance(put, Put)
        assert at.app.opened[0].session.touchpoints[0].name == "While it was dead"
        await asyncio.to_thread(held.close)


@pytest.mark.parametrize("carries", [True, False])
async def test_a_row_that_the_host_types_into_comes_back_to_the_guest_who_removes_it(
    tmp_path: Path, carries: bool
) -> None:
    """One that `carries` something would be retired."""
    demo = demo_session("en")
    session = demo if carries else add("touchpoints", name="New")(demo)
    async with workshop(tmp_path, session) as at:
        await at.press("O", "enter", "escape")
        held = await held_by(await let_in(at))
        screen = at.app.screen
        assert isinstance(screen, WorkshopScreen)
        row = 3 if carries else -1
        place = Place("touchpoints", held.session.touchpoints[row].id, "name")
        assert screen.jump(place)
        await at.press("enter")
        await at.type(" max")
        ops = remove(place.at(""), at.app.today()).ops(held.session)
        put = await asyncio.to_thread(held.put, ops)
        assert isinstance(put, Put)
        gone = record_at(held.session, place)
        assert getattr(gone, "retired_round", None) == 2 if carries else gone is None
        news: list[Newer] = []
        while not news:
            news += [newer] if (newer := await asyncio.to_thread(held.newer)) else []
        back = record_at(news[0].session, place)
        assert back is not None
        assert getattr(back, "retired_round", None) is None
        await at.type("xudp")
        await at.press("enter")
        (opened,) = at.app.opened
        assert str(value_at(opened.session, place)).endswith(" maxxudp")
        assert len(opened.session.touchpoints) == len(session.touchpoints)
        await asyncio.to_thread(held.close)
