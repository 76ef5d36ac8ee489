"""Thirty phones at once at the server of the room: every answer is in exactly once, and none is refused."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from cxworkshop.editing.box import OWNERSHIP
from cxworkshop.method.diagnosis import Answer
from cxworkshop.room.server import RoomServer
from tests.room.test_phones import Room, blank, crowd, given_by

PHONES, QUESTIONS = 30, 15


@pytest.fixture
def room() -> Room:
    return Room(crowd(blank(), PHONES), OWNERSHIP)


@pytest.fixture
def server(room: Room) -> Iterator[RoomServer]:
    server = RoomServer(room.phones)
    server.start()
    yield server
    server.stop()


def answer_everything(
    server: RoomServer, room: Room, person: str, signs: list[str], failed: list[object]
) -> None:
    """One after the other, each sent with all before it, as the script does."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    base = "/" + room.phones.code

    def post(path: str, cookie: str, **fields: str) -> http.client.HTTPResponse:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        line.request("POST", base + path, urlencode(fields), kind)
        return line.getresponse()

    joined = post("/join", "", who=person)
    cookie = str(joined.getheader("Set-Cookie")).partition(";")[0]
    joined.read()
    for n in range(len(signs)):
        told = {f"a{i}": sign for i, sign in enumerate(signs[: n + 1])}
        answer = post("/answers", cookie, v=room.phones.version, **told)
        if (said := answer.read()) != b"ok":
            failed.append((person, answer.status, said))
    line.close()


def test_thirty_phones_at_once_have_every_answer_in_exactly_once(room: Room, server: RoomServer) -> None:
    people = [person.id for person in room.session.people[:PHONES]]
    choices = [*people, "nobody", "several", "partner"]
    signs = {p: [choices[(5 * k + 2 * i) % 33] for i in range(QUESTIONS)] for k, p in enumerate(people)}
    failed: list[object] = []
    threads = [
        threading.Thread(target=answer_everything, args=(server, room, person, signs[person], failed))
        for person in people
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{PHONES * QUESTIONS} answers in {time.perf_counter() - began:.2f} s")
    assert not failed
    rows = [question.row for question in room.phones._form.sections[0].questions]
    for person in people:
        expected = {
            row: Answer("person", sign) if sign in people else Answer(sign)
            for row, sign in zip(rows, signs[person], strict=True)
        }
        assert given_by(room, person) == expected
    assert set(room.phones.joined) == set(people)
