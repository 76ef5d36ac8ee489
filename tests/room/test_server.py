"""The server of the room from outside: who is let in, and what is refused."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from cxworkshop.errors import RoomNotOpened
from cxworkshop.room.exchange import PhoneRequest, PhoneResponse
from cxworkshop.room.keys import new_code
from cxworkshop.room.server import RoomServer, connections
from cxworkshop.room.server.screens import MOST
from tests.room.showings import sample

STRANGER = "127.0.0.9"
"""Another address than the laptop's own page comes from; all of 127.0.0.0/8 is this machine."""


class Echo:
    """Answers with what it was asked."""

    def __init__(self) -> None:
        self.code = new_code()

    def handle(self, request: PhoneRequest) -> PhoneResponse:
        asked = {"path": request.path, "seat": request.cookies.get("seat"), "body": request.body.decode()}
        return PhoneResponse(200, {"content-type": "application/json"}, json.dumps(asked).encode())


def opened() -> Iterator[RoomServer]:
    server = RoomServer(Echo())
    server.start()
    server.publish(sample("list"))
    yield server
    server.stop()


room = pytest.fixture(opened, name="room")
shared = pytest.fixture(opened, name="shared", scope="module")
"""For tests that shut nobody out."""


def connected(room: RoomServer, address: str = STRANGER) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", room.port), timeout=8, source_address=(address, 0))
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def said(
    room: RoomServer,
    path: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    address: str = STRANGER,
    **headers: str,
) -> tuple[int, bytes]:
    """Status and all that comes back for a request over a socket of its own."""
    lines = {
        "Host": f"127.0.0.1:{room.port}",
        "Connection": "close",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    if method == "POST":
        lines.setdefault("Content-Length", str(len(body)))
    head = (
        f"{method} {path} HTTP/1.1\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        + "\r\n"
    )
    with connected(room, address) as client:
        client.sendall(head.encode() + body)
        answer = everything(client)
    return int(answer.split(b" ")[1]), answer


def everything(client: socket.socket) -> bytes:
    answer = b""
    try:
        while piece := client.recv(65536):
            answer += piece
    except ConnectionResetError:
        pass
    return answer


def screen(room: RoomServer, rest: str = "") -> str:
    return f"/{room.screen_code}{rest}"


def phones(room: RoomServer) -> str:
    return "/" + room.phone_url.rpartition("/")[2]


def status(room: RoomServer, path: str, **asked: str) -> int:
    return said(room, path, **asked)[0]  # type: ignore[arg-type]  # only headers and the method


# ---- who is let in -----------------------------------------------------------------------------------------
def test_the_page_comes_with_a_policy_that_lets_nothing_in_from_elsewhere_and_no_cookie(
    shared: RoomServer,
) -> None:
    code, answer = said(shared, screen(shared))
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert code == 200
    assert b"default-src 'none'" in head
    assert b"'unsafe" not in head
    assert b"cache-control: no-store" in head
    assert b"set-cookie" not in head
    assert b"server:" not in head
    assert b"The delivery to my home" in answer


@pytest.mark.parametrize("name", ["/room.css", "/room.js", "/icon.svg"])
def test_what_the_page_asks_for_is_served_behind_its_code_alone(shared: RoomServer, name: str) -> None:
    assert status(shared, screen(shared, name)) == 200
    assert status(shared, f"{phones(shared)[::-1]}{name}") == 404


def test_a_code_is_typed_in_any_case_of_letters(shared: RoomServer) -> None:
    assert status(shared, screen(shared).upper()) == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost:80", ""])
def test_a_page_elsewhere_whose_name_leads_here_reads_nothing(shared: RoomServer, host: str) -> None:
    assert status(shared, screen(shared), Host=host) == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://[", ""],
)
def test_a_form_of_a_page_elsewhere_is_refused(shared: RoomServer, origin: str) -> None:
    for path in (screen(shared, "/seen"), f"{phones(shared)}/join"):
        assert status(shared, path, method="POST", Origin=origin.format(port=shared.port)) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_says_that_it_comes_from_elsewhere_is_believed(shared: RoomServer, site: str) -> None:
    assert status(shared, screen(shared, "/seen"), method="POST", Sec_Fetch_Site=site) == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW"])
def test_nothing_but_reading_and_answering_is_understood(shared: RoomServer, method: str) -> None:
    assert status(shared, screen(shared), method=method) == 405


def test_the_code_of_the_phones_opens_no_screen_and_that_of_screens_no_ballot(shared: RoomServer) -> None:
    assert b"The delivery" not in said(shared, f"{phones(shared)}/events")[1]
    assert status(shared, screen(shared, "/join"), method="POST") == 404


def test_ten_wrong_codes_in_a_minute_are_all_that_one_address_has(room: RoomServer) -> None:
    assert [status(room, f"/wrong{i}") for i in range(10)] == [404] * 10
    assert status(room, "/wrong") == 429
    assert status(room, screen(room)) == 429
    assert status(room, screen(room), address="127.0.0.10") == 200


def test_what_browsers_ask_for_by_themselves_is_no_guess(room: RoomServer) -> None:
    assert {status(room, "/favicon.ico") for _ in range(12)} == {404}
    assert status(room, screen(room)) == 200


# ---- phones ------------------------------------------------------------------------------------------------
def test_a_phone_is_answered_by_what_is_asked_now(room: RoomServer) -> None:
    answer = said(room, f"{phones(room)}/a?q=1", method="POST", body=b"0=AK", Cookie="seat=a.b.c")[1]
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {"path": "a", "seat": "a.b.c", "body": "0=AK"}


# ---- too much ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [4097, 100_000])
def test_a_body_that_nobody_asked_for_is_not_read(room: RoomServer, size: int) -> None:
    assert status_of_post(room, {"Content-Length": str(size)}, b"x" * min(size, 5000)) == 413
    assert (
        status_of_post(room, {"Transfer-Encoding": "chunked"}, b"%x\r\n%s\r\n" % (size, b"x" * size)) == 413
    )


def status_of_post(room: RoomServer, headers: dict[str, str], body: bytes) -> int:
    with connected(room) as client:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        client.sendall(
            f"POST {screen(room, '/seen')} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n{lines}\r\n".encode()
            + body
        )
        return int(client.recv(1000).split(b" ")[1])


@pytest.mark.parametrize(
    "sent", ["", "GET / HT", "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9\r\n\r\nx"]
)
def test_a_request_that_is_never_whole_is_cut(
    room: RoomServer, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SECONDS", 0.2)
    with connected(room) as client:
        client.sendall(sent.format(path=screen(room, "/seen"), port=room.port).encode())
        began = time.monotonic()
        assert everything(client) == b""
        assert time.monotonic() - began < 2


def test_a_request_that_drips_is_cut_although_something_always_comes(
    room: RoomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SECONDS", 0.3)
    with connected(room) as client:
        client.sendall(f"GET {screen(room)} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n".encode())
        began = time.monotonic()
        client.settimeout(0.05)
        while time.monotonic() - began < 5:
            try:
                client.sendall(b"X-A: b\r\n")
                if client.recv(100) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        assert time.monotonic() - began < 2


def test_a_second_request_on_a_connection_is_cut_too(
    room: RoomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SECONDS", 0.3)
    with connected(room) as client:
        client.sendall(
            f"GET {screen(room, '/icon.svg')} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n\r\n".encode()
        )
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET / HT")
        began = time.monotonic()
        everything(client)
        assert time.monotonic() - began < 2


def test_a_head_without_end_is_refused(room: RoomServer) -> None:
    with connected(room) as client:
        client.sendall(b"GET / HTTP/1.1\r\n" + b"X-Long: " + b"x" * 20_000)
        assert everything(client)[:12] in (b"HTTP/1.1 400", b"")


def test_one_address_has_so_many_connections_and_the_room_goes_on(room: RoomServer) -> None:
    opened = [connected(room) for _ in range(connections.PER_ADDRESS + 20)]
    try:
        wait_until(lambda: len(closed(opened)) == 20)
        assert status(room, screen(room), address="127.0.0.10") == 200
        assert status(room, screen(room), address="127.0.0.1") == 200
    finally:
        for client in opened:
            client.close()


def closed(clients: list[socket.socket]) -> list[socket.socket]:
    """Those that the other end has closed by now: reading them gives an end or an error."""
    return select.select(clients, [], [], 0)[0]


def test_an_address_that_floods_is_shut_out_and_the_others_are_not(room: RoomServer) -> None:
    with connected(room) as client:
        request = f"GET {screen(room, '/icon.svg')} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n\r\n".encode()
        client.sendall(request * 400)
        assert b"HTTP/1.1 429" in everything(client)
    assert said_or_cut(room) is None
    assert status(room, screen(room), address="127.0.0.10") == 200


def said_or_cut(room: RoomServer) -> int | None:
    try:
        return status(room, screen(room))
    except (OSError, IndexError):
        return None


# ---- following ---------------------------------------------------------------------------------------------
class Page:
    """A page that follows: reads events over a socket."""

    def __init__(self, room: RoomServer, name: str = "me") -> None:
        self.client = connected(room)
        self.client.sendall(
            f"GET {screen(room)}/events?me={name} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n\r\n".encode()
        )
        self.read = b""

    def until(self, words: bytes) -> float:
        """Seconds until the words have come."""
        began = time.monotonic()
        while words not in self.read:
            piece = self.client.recv(65536)
            assert piece, self.read
            self.read += piece
        return time.monotonic() - began


def test_what_is_shown_reaches_a_page_at_once_and_whole(room: RoomServer) -> None:
    page = Page(room)
    page.until(b"The delivery to my home")
    room.publish(sample("curtain"))
    assert page.until(b"covered") < 0.1
    page.client.close()


def test_both_sides_know_when_the_room_does_not_follow(room: RoomServer) -> None:
    page = Page(room)
    page.until(b"event: show")
    said(room, screen(room, "/seen"), method="POST", body=b"me 1")
    assert room.state.silent_for is None
    page.until(b"event: beat")
    page.client.close()
    wait_until(lambda: room.state.silent_for is not None)
    assert [round(age) for age in room.state.screens] == [2]
    said(room, screen(room, "/seen"), method="POST", body=b"me bye")
    assert not room.state.screens


def wait_until(holds: Callable[[], bool], seconds: float = 4) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_there_are_eight_screens_and_one_that_comes_again_takes_its_own_place(room: RoomServer) -> None:
    pages = [Page(room, f"screen{i}") for i in range(MOST)]
    for page in pages:
        page.until(b"event: show")
    assert status(room, screen(room, "/events?me=ninth")) == 503
    again = Page(room, "screen0")
    again.until(b"event: show")
    for page in (*pages, again):
        page.client.close()


def test_pages_are_told_when_the_room_closes_and_the_port_is_free_again(room: RoomServer) -> None:
    page = Page(room)
    page.until(b"The delivery to my home")
    room.stop()
    page.until(b'class="why"')
    page.client.close()
    again = RoomServer(screen_code=room.screen_code)
    assert again.start(port=room.port) == room.port
    again.stop()


def test_stopping_twice_is_stopping_once(room: RoomServer) -> None:
    room.stop()
    began = time.monotonic()
    room.stop()
    assert time.monotonic() - began < 0.1


# ---- opening -----------------------------------------------------------------------------------------------
def test_a_taken_port_is_said_and_another_one_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RoomNotOpened, match=f"Another program uses port {port}"):
            RoomServer().start(port=port)
    first, second = RoomServer(), RoomServer()
    try:
        assert first.start() != second.start()
    finally:
        first.stop()
        second.stop()


def test_an_address_that_this_laptop_has_no_more_is_said() -> None:
    with pytest.raises(RoomNotOpened, match="This laptop has no address 192\\.0\\.2\\.1 any more"):
        RoomServer().start("192.0.2.1")


def test_nothing_is_printed_and_nothing_logged(
    room: RoomServer, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    said(room, "/wrong")
    with connected(room) as client:
        client.sendall(b"\x00\xff nonsense\r\n\r\n")
        everything(client)
    room.stop()
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


def test_whoever_fills_the_room_does_not_keep_the_laptops_own_page_out(
    room: RoomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ALL", 30)
    opened = [connected(room, f"127.0.0.{20 + i % 4}") for i in range(40)]
    try:
        wait_until(lambda: len(closed(opened)) >= 10)
        assert status(room, screen(room), address="127.0.0.1") == 200
    finally:
        for client in opened:
            client.close()
