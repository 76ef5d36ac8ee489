"""Other facilitators' programs at the door of the room: what comes in, what is refused, what is forgotten."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.box import Slip
from cxworkshop.editing.changes import Change, set_value
from cxworkshop.editing.sharing import SharedSession, open_shared
from cxworkshop.editing.voting import seal, vote
from cxworkshop.errors import NotReached, NotUnderstood
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import holds_names, reduced
from cxworkshop.model.actions import Parking
from cxworkshop.model.ops import Add, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.room import guests
from cxworkshop.room.server import connections
from cxworkshop.storage.file.draft import Draft
from cxworkshop.storage.host import asking
from cxworkshop.storage.host.address import Address
from cxworkshop.storage.host.held import HostHeld
from cxworkshop.storage.host.pairing import ask_to_join
from cxworkshop.storage.host.wire import LONGEST, News, news_of, packed, unpacked
from cxworkshop.storage.shared import Newer, Put
from tests.room.test_server import said
from tests.storage.host_laptop import TOKENS, Laptop
from tests.storage.shared_contract import edited

SOON = 8.0


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))


@pytest.fixture
def laptop(tmp_path: Path, demo: Session) -> Iterator[Laptop]:
    laptop = Laptop(tmp_path / "kuusilinna.json", demo)
    yield laptop
    laptop.close()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)  # what is waited for are other threads


def held_by(laptop: Laptop, who: str = "Anna") -> HostHeld:
    return laptop.store(who).open("kuusilinna")


def guest_of(laptop: Laptop, who: str = "Anna", port: int = 0) -> SharedSession:
    """The session on a guest's laptop; its news is taken by `meet`."""
    opened = open_shared(laptop.store(who, port), "kuusilinna")
    opened.on_told = lambda: None
    return opened


def meet(laptop: Laptop, *people: SharedSession) -> Session:
    """Returns once all have the same, and that is on the host's disk."""

    def are_equal() -> bool:
        for opened in people:
            opened.take_news()
        here = laptop.do(lambda: laptop.opened.session)
        return all(opened.is_put and opened.session == here for opened in people) and laptop.opened.is_saved

    until(are_equal)
    return laptop.opened.session


def name_of(session: Session, row: int = 0) -> str:
    return session.touchpoints[row].name or ""


def named(session: Session, name: str, row: int = 0) -> Change:
    return set_value(Place("touchpoints", session.touchpoints[row].id, "name"), name)


# ---- what comes in -----------------------------------------------------------------------------------------
def test_host_and_guest_end_with_the_same_whatever_both_do(laptop: Laptop) -> None:
    anna = guest_of(laptop)
    for seed in range(12):
        mine, base = edited(anna.session, seed, 6), anna.session
        anna.apply(Change("mine", difference(base, mine)))
        theirs, there = edited(laptop.opened.session, seed + 50, 6), laptop.opened.session
        change = Change("theirs", difference(there, theirs))
        laptop.do(partial(laptop.opened.apply, change))
        if seed % 3 == 2:
            meet(laptop, anna)
    meet(laptop, anna)
    anna.close()


def test_two_guests_and_the_host_have_all_that_each_has_typed(laptop: Laptop) -> None:
    anna, bo = guest_of(laptop), guest_of(laptop, "Bo")
    anna.apply(named(anna.session, "Anna's", 0))
    bo.apply(named(bo.session, "Bo's", 1))
    laptop.do(lambda: laptop.opened.apply(named(laptop.opened.session, "the host's", 2)))
    session = meet(laptop, anna, bo)
    assert [name_of(session, row) for row in range(3)] == ["Anna's", "Bo's", "the host's"]
    anna.undo()
    session = meet(laptop, anna, bo)
    assert name_of(session, 0) != "Anna's"
    assert name_of(session, 1) == "Bo's"
    anna.close()
    bo.close()


def test_a_pasted_list_of_five_thousand_rows_goes_through(laptop: Laptop) -> None:
    held = held_by(laptop)
    rows = tuple(
        Add(
            "parking",
            held.session.round.number,
            Parking(id=f"x{n}", text=f"Number {n}: the invoice comes before the goods"),
        )
        for n in range(5000)
    )
    put = held.put(rows)
    assert isinstance(put, Put)
    assert len(laptop.opened.session.round.parking) >= 5000
    held.close()


def test_nothing_is_said_to_be_there_before_it_is_on_the_disk(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guests, "SAVED_WITHIN", 0.2)
    held = held_by(laptop)
    before = laptop.opened._write
    may_write = threading.Event()

    def slow(newest: Session) -> datetime:
        may_write.wait(SOON)
        return before(newest)

    monkeypatch.setattr(laptop.opened, "_write", slow)
    mine = named(held.session, "not on any disk yet").ops(held.session)
    laptop.do(laptop.opened._with_saver)
    monkeypatch.setattr(laptop.opened._saver, "_write", slow)
    with pytest.raises(NotReached, match="not saved it yet"):
        held.put(mine)
    assert held.newer() is None
    may_write.set()
    until(lambda: (held.newer() or held).session.touchpoints[0].name == "not on any disk yet")
    held.close()


def test_a_host_that_was_killed_and_opened_again_gets_what_was_typed_meanwhile(
    laptop: Laptop, tmp_path: Path
) -> None:
    anna = guest_of(laptop)
    anna.apply(named(anna.session, "before"))
    meet(laptop, anna)
    port, path = laptop.server.port, laptop.opened.path
    laptop.close()
    anna.apply(named(anna.session, "meanwhile", 1))
    until(lambda: anna.reach.since is not None)
    assert "Host's room is closed" in str(anna.reach.why)
    again = Laptop(path, port=port)
    session = meet(again, anna)
    assert [name_of(session, row) for row in range(2)] == ["before", "meanwhile"]
    anna.close()
    again.close()


def test_a_guest_whose_host_is_gone_for_good_keeps_what_is_not_there_yet(laptop: Laptop) -> None:
    anna = guest_of(laptop)
    laptop.do(laptop.guests.close)
    laptop.server.stop()
    until(lambda: anna.reach.since is not None)
    anna.apply(named(anna.session, "typed alone"))
    anna.save()
    anna.close()
    again = guest_of(laptop)
    assert name_of(again.session) == "typed alone"
    again.close()
    assert laptop.store().pairing.mirror.exists()


def test_of_a_workshop_that_is_all_there_nothing_stays_on_the_guests_laptop(laptop: Laptop) -> None:
    anna = guest_of(laptop)
    anna.apply(named(anna.session, "typed"))
    folder = laptop.store().folder
    meet(laptop, anna)
    anna.keep_version("as it was")
    anna.close()
    assert list(folder.iterdir()) == []


def test_what_is_half_typed_keeps_the_workshop_on_the_guests_laptop(laptop: Laptop) -> None:
    anna = guest_of(laptop)
    anna.put_draft(Draft("half a wo", {}))
    anna.close()
    again = guest_of(laptop)
    assert again.draft == Draft("half a wo", {})
    again.put_draft(None)
    again.close()
    assert list(laptop.store().folder.iterdir()) == []


# ---- a network that swallows -------------------------------------------------------------------------------
class Swallowing:
    """Stands between guest and host, and swallows what comes once it is told to."""

    def __init__(self, port: int) -> None:
        self.to, self.is_cut = port, False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.listening.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                if not self.is_cut:
                    sink.sendall(piece)
        for end in (source, sink):
            end.close()

    def close(self) -> None:
        self.listening.close()


def test_a_network_that_swallows_is_noticed_and_what_was_typed_goes_when_it_is_back(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WITHIN", 0.3)
    between = Swallowing(laptop.server.port)
    laptop.server._site.hosts |= {f"127.0.0.1:{between.port}"}
    anna = guest_of(laptop, port=between.port)
    between.is_cut = True
    anna.apply(named(anna.session, "typed into a dead network"))
    laptop.do(lambda: laptop.opened.apply(named(laptop.opened.session, "typed at the host", 1)))
    until(lambda: anna.reach.since is not None)
    assert "does not answer" in str(anna.reach.why)
    between.is_cut = False
    session = meet(laptop, anna)
    assert [name_of(session, row) for row in range(2)] == ["typed into a dead network", "typed at the host"]
    anna.close()
    between.close()


# ---- who is there ------------------------------------------------------------------------------------------
def test_host_and_guest_see_each_others_place_and_a_guest_that_died_is_gone_soon(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guests, "GONE", 2.5)
    anna = guest_of(laptop)
    place = Place("touchpoints", anna.session.touchpoints[2].id, "name")
    anna.be_at(place)
    until(lambda: [(one.name, one.place) for one in laptop.guests.colleagues] == [("Anna", place)])
    laptop.do(lambda: laptop.guests.here("Host", place))
    until(lambda: [(one.name, one.place) for one in anna.reach.colleagues] == [("Host", place)])
    anna.close()
    until(lambda: laptop.guests.colleagues == ())
    held = held_by(laptop)
    assert [one.name for one in laptop.guests.colleagues] == ["Anna"]
    held._news.send("GET", "news", program=held._program, seen="")  # as when the lid is closed meanwhile
    until(lambda: laptop.guests.colleagues == ())
    held.close()


def test_whoever_was_let_in_anew_is_listed_once_and_another_of_the_name_who_is_here_stays(
    laptop: Laptop,
) -> None:
    address = Address("127.0.0.1", laptop.server.port)

    def let_in_anew() -> None:
        ask_to_join(address, laptop.code, "Anna")
        (one,) = laptop.guests.asking
        laptop.do(lambda: laptop.guests.admit(one.id))

    let_in_anew()
    assert [one.name for one in laptop.guests.guests] == ["Bo", "Anna"]
    again = laptop.guests.guests[-1]
    held = held_by(laptop, "Bo")
    ask_to_join(address, laptop.code, "Bo")
    (one,) = laptop.guests.asking
    laptop.do(lambda: laptop.guests.admit(one.id))
    assert [one.name for one in laptop.guests.guests] == ["Bo", "Anna", "Bo"]
    assert again in laptop.guests.guests
    held.close()


# ---- blind answers -----------------------------------------------------------------------------------------
def blind(session: Session) -> Session:
    """The demo before its ballot."""
    fresh = reduced(session)
    blank = fresh.round.model_copy(update={"ownership_tallies": (), "ballots": (), "ownership_ballots": ()})
    return fresh.model_copy(update={"rounds": (*fresh.rounds[:-1], blank)})


def test_both_key_in_slips_and_after_the_seal_no_memory_here_has_a_name(
    tmp_path: Path, demo: Session
) -> None:
    laptop = Laptop(tmp_path / "kuusilinna.json", blind(demo))
    anna = guest_of(laptop)
    one, two = sorted(demo.round.participants)[:2]
    about = demo.touchpoints[0].id
    anna.apply(vote("1", about, one, Answer("person", one)))
    laptop.do(lambda: laptop.opened.apply(vote("1", about, two, Answer("nobody"))))
    session = meet(laptop, anna)
    assert len(session.round.ownership_ballots) == 2
    laptop.do(lambda: laptop.opened.apply(seal("1", datetime.now(UTC))))
    session = meet(laptop, anna)
    (tally,) = session.round.ownership_tallies
    assert (tally.named, tally.nobody) == ((one,), 1)
    states = (laptop.hub._head, laptop.hub._stored, *laptop.hub._told.values())
    assert not any(holds_names(state.session) for state in states)
    anna.close()
    laptop.close()


def test_a_guests_seal_counts_what_phones_have_answered_here(tmp_path: Path, demo: Session) -> None:
    laptop = Laptop(tmp_path / "kuusilinna.json", blind(demo))
    anna = guest_of(laptop)
    one, two = sorted(demo.round.participants)[:2]
    about = demo.touchpoints[0].id
    anna.apply(vote("1", about, one, Answer("person", one)))
    meet(laptop, anna)
    number = laptop.opened.session.round.number
    slip = Slip(number, "ownership_ballots", "1")
    laptop.do(lambda: laptop.opened.receive(slip, two, {about: Answer("nobody")}))
    anna.apply(seal("1", datetime.now(UTC)))
    session = meet(laptop, anna)
    (tally,) = session.round.ownership_tallies
    assert (tally.named, tally.nobody) == ((one,), 1)
    assert session.round.ballots[0].sealed_at is not None
    assert not holds_names(session)
    anna.close()
    laptop.close()


# ---- what is refused ---------------------------------------------------------------------------------------
def test_whoever_tries_secrets_is_shut_out_after_ten_and_others_are_not(laptop: Laptop) -> None:
    path = "/with/session?program=x"
    assert [said(laptop.server, path, Authorization=f"Bearer {n}")[0] for n in range(10)] == [401] * 10
    assert said(laptop.server, path, Authorization="Bearer again")[0] == 429
    assert said(laptop.server, path, Authorization=f"Bearer {TOKENS['Anna']}")[0] == 200
    asked = packed({"code": laptop.code, "name": "Eve", "format": 1})
    assert said(laptop.server, "/with/ask", method="POST", body=asked)[0] == 429


def test_a_stranger_may_send_four_kilobytes_and_a_guest_a_long_list(laptop: Laptop) -> None:
    long = zlib.compress(b"{}") + b"x" * 5000
    assert said(laptop.server, "/with/put", method="POST", body=long)[0] == 413
    guest = f"Bearer {TOKENS['Anna']}"
    assert said(laptop.server, "/with/put?program=x", method="POST", body=long, Authorization=guest)[0] == 400
    too_long = {"Content_Length": str(LONGEST + 1), "Authorization": guest}
    assert said(laptop.server, "/with/put?program=x", method="POST", body=b"x", **too_long)[0] == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
    ],
)
def test_a_page_elsewhere_reaches_nothing_here(laptop: Laptop, headers: dict[str, str], status: int) -> None:
    asked = packed({"code": laptop.code, "name": "Eve", "format": 1})
    assert said(laptop.server, "/with/ask", method="POST", body=asked, **headers)[0] == status
    assert laptop.guests.asking == ()


def test_a_request_of_a_guest_that_is_never_whole_is_cut(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SECONDS", 0.2)
    with socket.create_connection(("127.0.0.1", laptop.server.port), timeout=SOON) as client:
        head = f"POST /with/put HTTP/1.1\r\nHost: 127.0.0.1:{laptop.server.port}\r\nContent-Length: 1000\r\n"
        client.sendall(f"{head}Authorization: Bearer {TOKENS['Anna']}\r\n\r\nabc".encode())
        with suppress(ConnectionResetError):
            assert client.recv(1000) == b""


def test_more_than_four_wait_to_be_let_in_never(laptop: Laptop) -> None:
    asked = packed({"code": laptop.code.upper(), "name": "Eve\x1b[2J", "format": 1})
    statuses = [said(laptop.server, "/with/ask", method="POST", body=asked)[0] for _ in range(6)]
    assert statuses == [200] * 4 + [503] * 2
    assert {one.name for one in laptop.guests.asking} == {"Eve�[2J"}


def test_another_version_is_told_so(laptop: Laptop) -> None:
    asked = packed({"code": laptop.code, "name": "Eve", "format": 99})
    assert said(laptop.server, "/with/ask", method="POST", body=asked)[0] == 409


def test_ops_of_a_program_that_knows_more_are_refused_and_change_nothing(laptop: Laptop) -> None:
    held = held_by(laptop)
    before = laptop.opened.session
    for ops in ([["add", "of_the_future", None, {"id": "x"}, ""]], [["explode"]], "none", [7]):
        body = packed({"base": held.revision, "ops": ops})
        guest = f"Bearer {TOKENS['Anna']}"
        assert (
            said(laptop.server, "/with/put?program=x", method="POST", body=body, Authorization=guest)[0]
            == 400
        )
    for op in (
        ["remove", "touchpoints", "nobody", "", None],
        ["remove", "nothing", "x", "", None],
        ["set", "touchpoints", "nobody", "name", 7, "x"],
        ["set", "touchpoints", held.session.touchpoints[0].id, "mandate.x[", None, "x"],
        ["move", "goals", "x", "", 99, ""],
        ["add", "rounds", None, {"id": "2"}, ""],
    ):
        body = packed({"base": held.revision, "ops": [op]})
        asked = {"Authorization": f"Bearer {TOKENS['Anna']}"}
        assert said(laptop.server, "/with/put?program=x", method="POST", body=body, **asked)[0] in (
            400,
            409,
        ), op
    assert laptop.opened.session is before
    held.close()


# ---- what is sent ------------------------------------------------------------------------------------------
@given(st.binary(max_size=200))
def test_whatever_comes_is_understood_or_refused(data: bytes) -> None:
    for sent in (data, zlib.compress(data)):
        try:
            raw = unpacked(sent)
            news_of(raw)
        except NotUnderstood:
            pass


def test_a_small_message_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(NotUnderstood):
        unpacked(zlib.compress(b" " * (65 << 20)))


def test_a_whole_session_is_the_same_at_the_other_end(demo: Session) -> None:
    news = news_of(unpacked(packed(News.between(None, demo, "r").raw)))
    assert news.applied(Session()) == demo


def test_somebody_faster_is_told_of_with_what_changed_alone(laptop: Laptop) -> None:
    held = held_by(laptop)
    laptop.do(lambda: laptop.opened.apply(named(laptop.opened.session, "faster")))
    until(lambda: laptop.opened.is_saved)
    newer = held.newer()
    assert isinstance(newer, Newer)
    assert name_of(newer.session) == "faster"
    held.close()
