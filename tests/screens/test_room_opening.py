"""Opening the room for browsers and phones: where it can be reached, who follows, how it ends."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from cxworkshop.app import hosting
from cxworkshop.app.hosting import Hosting
from cxworkshop.method.demo import demo_session
from cxworkshop.room import keys as room_keys
from cxworkshop.room.server import RoomServer
from tests.screens.test_presenting import Screen
from tests.screens.test_workshop import At, workshop

NETWORK, OTHER_NETWORK = "127.0.0.2", "127.0.0.3"
"""Addresses of this machine in the place of those that a network gives."""


@pytest.fixture(autouse=True)
def in_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hosting, "addresses", lambda: (NETWORK,))
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))


def room(at: At) -> Hosting:
    opened = at.app.hosting
    assert opened is not None
    return opened


def server(at: At) -> RoomServer:
    opened = room(at).server
    assert opened is not None
    return opened


def notices(at: At, words: str) -> int:
    """How many notices that say some words lie over the screen."""
    return sum(words in notice.message for notice in at.app._notifications)


async def page(url: str) -> str:
    def read() -> str:
        with urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())

    return await asyncio.to_thread(read)


async def until(holds: Callable[[], bool]) -> None:
    for _tenth in range(50):
        if holds():
            return
        await asyncio.sleep(0.1)
    raise AssertionError


def is_listening(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


async def test_nothing_listens_until_it_is_asked_for_and_both_addresses_stand_there_then(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O")
        assert "This laptop only" in at.seen
        assert NETWORK in at.seen
        assert room(at).server is None
        await at.press("enter")
        assert f"http://{NETWORK}:{server(at).port}/" in at.seen
        assert f"http://127.0.0.1:{server(at).port}/" in at.seen
        assert room(at).url.removeprefix("http://") in at.seen
        assert "No screen follows yet" in at.seen


async def test_a_page_shows_what_the_room_sees_and_follows_the_day(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter", "escape")
        assert "Where are we on the climb?" in await page(server(at).screen_url)
        await at.press("greater_than_sign")
        at.app.presenter.look()
        await until(lambda: server(at)._site.version >= 2)
        assert "Write before you speak." in await page(server(at).own_url)
        await at.press("full_stop")
        await until(lambda: server(at)._site.version >= 3)
        assert "Write before you speak." not in await page(server(at).screen_url)


async def test_closing_the_room_frees_the_port_and_its_codes_are_worth_nothing_any_more(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        port, code = server(at).port, server(at).screen_code
        await at.press("x")
        assert "The room is closed." in at.seen
        assert not is_listening(port)
        assert room_keys.kept(room(at).opened.path) is None
        await at.press("x")
        assert "The room is closed." in at.seen
        await at.press("enter")
        assert server(at).screen_code != code


@pytest.mark.parametrize("keys", [["x"], ["up", "enter"]])
async def test_a_room_in_use_is_closed_or_moved_only_after_a_question(
    tmp_path: Path, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        monkeypatch.setattr(Hosting, "joined", 4)
        now = server(at)
        await at.press(*keys)
        assert "4 phones have joined. They are cut off then" in at.seen
        assert "the room?" in at.seen
        await at.press("escape")
        assert room(at).server is now
        assert "cut off" not in at.seen
        await at.press(keys[-1], "enter")
        assert room(at).server is not now


async def test_the_second_terminal_is_named_and_known(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O")
        assert f"cxworkshop room {room(at).opened.path.stem}" in at.seen
        await at.app.presenter.join(Screen())
        await at.press("enter")
        assert "A second terminal follows." in at.seen
        assert "No screen follows yet" not in at.seen


async def test_on_this_laptop_alone_no_phone_is_promised(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "up", "enter")
        assert server(at).host == "127.0.0.1"
        assert room(at).url == ""
        assert "firewall" not in at.seen
        await at.press("down", "enter")
        assert server(at).host == NETWORK
        assert room(at).url != ""


async def test_the_room_closes_with_the_program(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        port = server(at).port
    assert not is_listening(port)


async def test_after_a_crash_the_room_is_where_it_was_and_codes_still_open_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        before = (server(at).port, server(at).screen_url, room(at).url)
        kept = room_keys.kept(room(at).opened.path)
        path = room(at).opened.path
    assert kept is not None
    room_keys.keep(path, kept)  # as if nobody had closed it
    path.unlink()
    async with workshop(tmp_path, demo_session("en")) as at:
        assert any(
            "The room was open when the program ended. O opens it again" in words for words in at.app.noted
        )
        assert notices(at, "The room was open") == 1
        assert "! browsers and phones are cut off" in at.seen
        await at.press("O", "enter")
        assert (server(at).port, server(at).screen_url, room(at).url) == before
        assert notices(at, "The room was open") == 0
        await at.press("escape")
        assert "cut off" not in at.seen


async def test_a_taken_port_is_no_obstacle(tmp_path: Path) -> None:
    with socket.create_server((NETWORK, 0)) as taken:
        async with workshop(tmp_path, demo_session("en")) as at:
            await at.press("O")
            room(at).keys = room(at).keys.model_copy(update={"port": taken.getsockname()[1]})
            await at.press("enter")
            assert server(at).port != taken.getsockname()[1]
            assert "The room is open." in at.seen


async def test_in_another_network_the_room_goes_on_under_a_new_code_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        before, port = room(at).url, server(at).port
        own_page = server(at).own_url
        monkeypatch.setattr(hosting, "addresses", lambda: (OTHER_NETWORK,))
        monkeypatch.setattr(hosting, "is_ours", lambda address: address == OTHER_NETWORK)
        room(at).beat()
        await until(lambda: room(at).server is not None and server(at).host == OTHER_NETWORK)
        await at.settled()
        assert server(at).port == port
        assert server(at).own_url == own_page
        assert room(at).url.rpartition("/")[2] != before.rpartition("/")[2]
        assert any("The network has changed." in words for words in at.app.noted)
        assert "Where are we on the climb?" in await page(server(at).screen_url)


async def test_when_no_phone_has_come_for_a_minute_it_is_said_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        room(at).beat()
        assert not any("No phone has come yet." in words for words in at.app.noted)
        monkeypatch.setattr(hosting, "NO_PHONE", -1.0)
        room(at).beat()
        assert any("guest Wi-Fi" in words for words in at.app.noted)
        await at.settled()
        assert notices(at, "No phone has come yet.") == 1
        at.app.note("Somebody else has changed the file.")
        await at.settled()
        await at.press("escape", "O", "x")
        await at.settled()
        assert notices(at, "No phone has come yet.") == 0
        assert notices(at, "Somebody else") == 1


async def test_without_its_libraries_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("cxworkshop.room.server", "starlette", "uvicorn"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        assert "pip install 'cxworkshop[room]'" in " ".join(at.seen.split())
        assert room(at).server is None


async def test_the_header_says_when_a_page_does_not_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("O", "enter")
        monkeypatch.setattr(Hosting, "followed", property(lambda _self: 3.2))
        await at.press("escape")
        at.app.presenter.tick()
        await at.settled()
        assert "! the room does not follow" in at.seen
