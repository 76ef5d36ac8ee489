"""Whenever the program is killed, what it has called saved is there and in the store, once, and nobody's work
is taken back: at each operation on files while it types, takes in what others do, and seals."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxworkshop.editing import voting
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.editing.sharing import SharedSession
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.editing.sharing.people import SLUG, kill, meet, opened_by, serving
from tests.editing.sharing.test_shared_session import names_on
from tests.storage.faulty_disk import FaultyDisk, counting
from tests.storage.memory_store import Server, Version
from tests.storage.shared_contract import ON

AT = datetime(2026, 11, 21, 9, 50, tzinfo=UTC)
MOST = 400
"""More operations than all of it has."""
EACH = 1 if int(os.environ.get("EXAMPLES", "50")) > 50 else 17
"""Which of the operations are tried; each of them where more is asked for."""


def others_do(server: Server, session: Session) -> None:
    """What somebody else has put meanwhile."""
    with server.lock:
        server.versions[SLUG] = Version(server.versions[SLUG].revision + 1, session)
        for held in server.held:
            held.notices[1].send(b"!")


def work(opened: SharedSession, server: Server, told: list[str], lives: Callable[[], bool]) -> None:
    """Types, votes and seals; says what is saved. Somebody else types too, in the same cell as well."""

    def add_item(text: str) -> None:
        opened.apply(add("parking", text=text))
        opened.save()
        told.append(text)

    tp = [touchpoint.id for touchpoint in opened.session.touchpoints]
    add_item("one")
    meet(opened, goes_on=lives)
    now = server.versions[SLUG].session
    now = set_value(Place("touchpoints", tp[0], "name"), "theirs")(now)
    now = remove(Place("touchpoints", tp[3]), ON)(now)
    others_do(server, add("parking", text="of somebody else")(now))
    opened.apply(set_value(Place("touchpoints", tp[0], "name"), "mine"))
    add_item("two")
    meet(opened, goes_on=lives)
    opened.apply(voting.vote("9", tp[1], opened.session.people[0].id, Answer("nobody")))
    add_item("three")
    meet(opened, goes_on=lives)
    opened.apply(voting.seal("9", AT))
    opened.save()
    told.append("sealed")
    meet(opened, goes_on=lives)
    add_item("four")


def run(folder: Path, session: Session, number: int) -> int:
    """Kills the program at that operation; how many it has done."""
    server = serving(add("ballots", id="9")(session))
    told: list[str] = []
    opened = opened_by("Anna", server, folder)

    def dies(now: int, _name: str) -> None:
        if now >= number:
            raise OSError(errno.EIO, "the program is dead")

    with counting(FaultyDisk(dies)) as disk:
        with suppress(OSError):
            work(opened, server, told, lambda: len(disk.done) < number)
        kill(opened)
    judge(folder, server, told)
    return len(disk.done)


def judge(folder: Path, server: Server, told: list[str]) -> None:
    again = opened_by("Anna", server, folder)
    meet(again)
    now = server.versions[SLUG].session
    items = [row.text for row in now.round.parking]
    assert len(items) == len({*items}), items
    assert {*told} - {"sealed"} <= {*items}
    if "of somebody else" in items:
        assert now.touchpoints[0].name in ("mine", "theirs")
        assert len(now.set_aside) == (now.touchpoints[0].name == "mine")
        assert len(now.touchpoints) == len(again.session.touchpoints)
    (ballot,) = [ballot for ballot in now.round.ballots if ballot.id == "9"]
    assert "sealed" not in told or ballot.sealed_at
    if ballot.sealed_at:
        assert sum(row.nobody for row in now.round.ownership_tallies if row.ballot == "9") == 1
        again.close()
        assert names_on(folder) == []
    else:
        again.close()


@pytest.mark.parametrize("begin", range(1, MOST, MOST // 10))
def test_whenever_it_is_killed_nothing_is_lost_and_nothing_twice(
    tmp_path: Path, demo: Session, begin: int
) -> None:
    for number in range(begin, begin + MOST // 10, EACH):
        if run(tmp_path / str(number), demo, number) < number:
            return
