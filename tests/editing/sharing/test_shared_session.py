"""A session of a store: what is typed is on this laptop at once and in the store a moment later, and what
others type comes in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cxworkshop.editing import voting
from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.editing.sharing import SharedSession, exchange, open_shared
from cxworkshop.errors import NotReached, NotSaved, ReadOnly
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from cxworkshop.storage.file.unsent import unsent
from tests.editing.sharing.people import SLUG, meet, opened_by, serving, store_of
from tests.storage.memory_store import Server
from tests.storage.shared_contract import ON

AT = datetime(2026, 11, 21, 9, 50, tzinfo=UTC)


@pytest.fixture
def server(demo: Session) -> Server:
    return serving(demo)


@pytest.fixture
def two(server: Server, tmp_path: Path) -> Iterator[tuple[SharedSession, SharedSession]]:
    people = opened_by("Anna", server, tmp_path), opened_by("Bo", server, tmp_path)
    yield people
    for opened in people:
        opened.take_news()  # nobody else will
        opened.close()


def name_of(session: Session, number: int = 0) -> Place:
    return Place("touchpoints", session.touchpoints[number].id, "name")


def test_what_one_types_the_other_has_and_each_undoes_his_own(
    two: tuple[SharedSession, SharedSession],
) -> None:
    anna, bo = two
    first, second = name_of(anna.session), name_of(anna.session, 1)
    was = value_at(anna.session, first)
    anna.apply(set_value(first, "hers"))
    meet(anna, bo)
    bo.apply(set_value(second, "his"))
    meet(anna, bo)
    assert value_at(bo.session, first) == value_at(anna.session, first) == "hers"
    assert anna.undo() is not None
    meet(anna, bo)
    assert value_at(bo.session, first) == was
    assert value_at(anna.session, second) == "his"
    assert anna.undo() is None
    assert bo.undo() is not None
    meet(anna, bo)
    assert anna.session == bo.session


def test_the_same_cell_typed_twice_keeps_both(
    two: tuple[SharedSession, SharedSession], server: Server
) -> None:
    anna, bo = two
    place = name_of(anna.session)
    with server.lock:  # at the same time
        anna.apply(set_value(place, "hers"))
        bo.apply(set_value(place, "his"))
    meet(anna, bo)
    (aside,) = anna.session.set_aside
    assert {f'"{value_at(anna.session, place)}"', aside.value} == {'"hers"', '"his"'}


def test_a_first_opening_without_the_store_says_so_and_a_later_one_works_on(
    server: Server, tmp_path: Path
) -> None:
    server.out_of_reach = True
    store = store_of(server, tmp_path, "Anna")
    with pytest.raises(NotReached):
        open_shared(store, SLUG)
    server.out_of_reach = False
    open_shared(store, SLUG).close()
    server.out_of_reach = True
    opened = opened_by("Anna", server, tmp_path)
    opened.apply(add("parking", text="without the store"))
    opened.save()
    assert not opened.is_put
    assert opened.reach.since is not None
    opened.close()
    assert unsent(store.folder) == {SLUG}
    server.out_of_reach = False
    again = opened_by("Anna", server, tmp_path)
    meet(again)
    again.close()
    assert server.versions[SLUG].session.round.parking[-1].text == "without the store"
    assert unsent(store.folder) == set()


def test_since_when_it_is_out_of_reach_is_known_to_the_next_program(server: Server, tmp_path: Path) -> None:
    opened = opened_by("Anna", server, tmp_path)
    server.out_of_reach = True
    opened.apply(add("parking", text="without the store"))
    opened.save()
    assert opened.exchange is not None
    while (since := opened.reach.since) is None:
        opened.exchange.settle(0.05)
    opened.close()
    again = opened_by("Anna", server, tmp_path)
    assert again.reach.since is not None
    assert abs(again.reach.since - since) < timedelta(milliseconds=1)
    again.close()
    server.out_of_reach = False
    opened_by("Anna", server, tmp_path).close()
    left = datetime.now().astimezone()
    server.out_of_reach = True
    later = opened_by("Anna", server, tmp_path)
    assert later.reach.since is not None
    assert since < later.reach.since <= left
    later.close()


def test_work_goes_on_without_the_store_and_is_put_afterwards(
    two: tuple[SharedSession, SharedSession], server: Server
) -> None:
    anna, bo = two
    server.out_of_reach = True
    for number in range(5):
        anna.apply(add("parking", text=f"hers {number}"))
        bo.apply(add("parking", text=f"his {number}"))
    bo.apply(set_value(name_of(bo.session), "his"))
    anna.save()
    server.out_of_reach = False
    meet(anna, bo)
    texts = [row.text for row in anna.session.round.parking]
    assert sorted(text for text in texts if text and text.startswith("h")) == sorted(
        f"{whose} {number}" for whose in ("hers", "his") for number in range(5)
    )
    assert anna.reach.since is None


def test_a_lost_notice_costs_a_look_at_the_store(
    two: tuple[SharedSession, SharedSession], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bo = two
    server.is_mute = True
    assert exchange.POLL < 5
    monkeypatch.setattr(exchange, "POLL", 0.05)
    anna.be_at(name_of(anna.session))  # both wait anew, for that long
    bo.be_at(name_of(bo.session))
    anna.apply(set_value(name_of(anna.session), "in silence"))
    meet(anna, bo)
    assert value_at(bo.session, name_of(bo.session)) == "in silence"


# ---- without a loop: what verbs do -------------------------------------------------------------------------
def test_where_nobody_listens_saving_puts_everything_and_takes_in_what_came(
    two: tuple[SharedSession, SharedSession], server: Server, tmp_path: Path
) -> None:
    anna, _bo = two
    verb = open_shared(store_of(server, tmp_path, "Cecilia"), SLUG)
    anna.apply(set_value(name_of(anna.session), "hers"))
    meet(anna)
    verb.apply(set_value(name_of(verb.session, 1), "of a verb"))
    verb.save()
    now = server.versions[SLUG].session
    assert (now.touchpoints[0].name, now.touchpoints[1].name) == ("hers", "of a verb")
    assert verb.session == now
    verb.apply(add("parking", text="at last"))
    verb.close()
    assert server.versions[SLUG].session.round.parking[-1].text == "at last"


def test_where_nobody_listens_it_is_said_what_is_on_this_laptop_only(server: Server, tmp_path: Path) -> None:
    verb = open_shared(store_of(server, tmp_path, "Anna"), SLUG)
    server.out_of_reach = True
    verb.apply(add("parking", text="not put"))
    with pytest.raises(NotReached, match="on this laptop and not in the store yet: no answer"):
        verb.save()
    with pytest.raises(NotReached):
        verb.close()
    server.out_of_reach = False
    open_shared(store_of(server, tmp_path, "Anna"), SLUG).close()
    assert server.versions[SLUG].session.round.parking[-1].text == "not put"


def test_what_the_store_refuses_stays_on_this_laptop_and_is_said(server: Server, tmp_path: Path) -> None:
    server.refuses = "you have no right to write there"
    verb = open_shared(store_of(server, tmp_path, "Anna"), SLUG)
    verb.apply(add("parking", text="refused"))
    with pytest.raises(NotSaved, match="the store does not take it: you have no right"):
        verb.save()
    server.refuses = ""
    verb.apply(add("parking", text="and taken"))
    verb.close()
    assert [row.text for row in server.versions[SLUG].session.round.parking][-2:] == ["refused", "and taken"]


def test_what_is_read_only_there_is_read_only_here_and_follows(
    two: tuple[SharedSession, SharedSession], server: Server, tmp_path: Path
) -> None:
    anna, _bo = two
    server.read_only = "You may look at it."
    reader = opened_by("Cecilia", server, tmp_path)
    server.read_only = ""
    with pytest.raises(ReadOnly, match="You may look at it"):
        reader.apply(add("parking", text="no"))
    anna.apply(set_value(name_of(anna.session), "followed"))
    meet(anna, reader)
    assert value_at(reader.session, name_of(reader.session)) == "followed"
    reader.close()


def test_a_second_program_on_the_same_laptop_follows_the_file_of_the_first(
    two: tuple[SharedSession, SharedSession], server: Server, tmp_path: Path
) -> None:
    anna, _bo = two
    second = open_shared(store_of(server, tmp_path, "Anna"), SLUG)
    assert second.read_only
    anna.apply(set_value(name_of(anna.session), "hers"))
    anna.save()
    newer, _is_free = second.look()
    assert newer is not None
    second.follow(newer)
    assert value_at(second.session, name_of(second.session)) == "hers"
    second.close()


def test_who_is_there_and_where_reaches_the_others(two: tuple[SharedSession, SharedSession]) -> None:
    anna, bo = two
    place = name_of(anna.session, 2)
    anna.be_at(place)
    until = time.monotonic() + 10
    while place not in [each.place for each in bo.reach.colleagues] and time.monotonic() < until:
        time.sleep(0.005)
    (colleague,) = bo.reach.colleagues
    assert (colleague.name, colleague.place) == ("Anna", place)


def test_the_history_of_the_store_names_changes_and_no_blind_answer_and_no_note(
    two: tuple[SharedSession, SharedSession], server: Server
) -> None:
    anna, bo = two
    anna.apply(set_value(name_of(anna.session), "hers"))
    anna.apply(add("notes", text="between us"))
    anna.apply(remove(Place("touchpoints", anna.session.touchpoints[0].id), ON))
    meet(anna, bo)
    told = " ".join(name for _who, names in server.log for name in names)
    assert "hers" in told or "Name" in told
    assert "between us" not in told


# ---- blind answers -----------------------------------------------------------------------------------------
def names_on(folder: Path) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and b'"participant":"' in path.read_bytes().replace(b" ", b"")
    ]


def voted(opened: SharedSession, ballot: str, person: int, touchpoint: int = 0) -> None:
    session = opened.session
    who, about = session.people[person].id, session.touchpoints[touchpoint].id
    opened.apply(voting.vote(ballot, about, who, Answer("nobody")))


def test_a_seal_takes_the_names_of_what_the_other_still_types_and_counts_it_once(
    two: tuple[SharedSession, SharedSession], server: Server, tmp_path: Path
) -> None:
    anna, bo = two
    anna.apply(add("ballots", id="9"))
    meet(anna, bo)
    for person in range(3):
        voted(anna, "9", person)
    meet(anna, bo)
    server.out_of_reach = True
    voted(bo, "9", 3)
    anna.apply(voting.seal("9", AT))
    anna.save()
    assert names_on(tmp_path / "Anna") == []
    server.out_of_reach = False
    meet(anna, bo)
    assert names_on(tmp_path) == []
    tally = next(row for row in anna.session.round.ownership_tallies if row.ballot == "9")
    assert (tally.nobody, len(tally.answered)) == (4, 4)
    assert not server.versions[SLUG].session.round.ownership_ballots


def test_what_phones_have_sent_is_counted_where_somebody_else_seals(
    two: tuple[SharedSession, SharedSession],
) -> None:
    from cxworkshop.editing.box import OWNERSHIP, Slip

    anna, bo = two
    anna.apply(add("ballots", id="9"))
    meet(anna, bo)
    about, who = anna.session.touchpoints[0].id, anna.session.people[0].id
    anna.receive(Slip(anna.session.round.number, OWNERSHIP, "9"), who, {about: Answer("nobody")})
    bo.apply(voting.seal("9", AT))
    meet(anna, bo)
    (tally,) = [row for row in bo.session.round.ownership_tallies if row.ballot == "9"]
    assert (tally.nobody, tally.answered) == (1, (who,))
    assert not anna.box.people()
