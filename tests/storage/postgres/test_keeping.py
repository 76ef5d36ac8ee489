"""What a session file keeps, the database keeps; who did what is logged, and what is secret is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxworkshop.editing.changes import add, remove, set_value
from cxworkshop.errors import CxError, NotReached, NotSaved, Unreadable, WrongUse
from cxworkshop.method.demo import demo_session
from cxworkshop.method.privacy import KINDS, reduced
from cxworkshop.model.ops import Move, difference
from cxworkshop.model.place import Place, unread_place
from cxworkshop.model.session import Session
from cxworkshop.storage.postgres import preparing
from cxworkshop.storage.postgres.connecting import Connection
from cxworkshop.storage.postgres.held import PostgresHeld
from cxworkshop.storage.postgres.rows import id_of, stored_id
from cxworkshop.storage.postgres.store import PostgresStore
from cxworkshop.storage.shared import Newer, Put
from tests.editing.some_changes import ON, changes

DEMO = demo_session("en")
To = Callable[[str], str]
OFTEN = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def asked(address: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def opened(address: str, slug: str) -> Session:
    held = PostgresStore(address).open(slug)
    assert not held.read_only
    held.close()
    return held.session


def changed(data: st.DataObject, session: Session, times: int) -> Session:
    for _time in range(times):
        try:
            session = data.draw(changes(session))(session)
        except CxError:
            continue
    return session


@pytest.mark.parametrize("language", ["en", "fi"])
def test_the_demo_is_kept_as_it_is(postgres: To, language: str) -> None:
    demo = demo_session(language)
    slug = PostgresStore(postgres("anna")).create("demo", demo)
    assert opened(postgres("bo"), slug) == demo


@OFTEN
@given(data=st.data())
def test_whatever_is_done_to_a_session_is_kept(postgres: To, data: st.DataObject) -> None:
    begun = changed(data, data.draw(st.sampled_from([DEMO, Session(), DEMO.as_of(1)])), 3)
    store = PostgresStore(postgres("anna"))
    slug = store.create("some", begun)
    anna, bo = store.open(slug), PostgresStore(postgres("bo")).open(slug)
    assert anna.session == bo.session == begun
    for _time in range(3):
        after = changed(data, anna.session, 4)
        assert isinstance(anna.put(difference(anna.session, after)), Put)
        assert anna.session == after
        assert opened(postgres("bo"), slug) == after
        found = bo.newer()
        assert bo.session == after
        assert found is None or found == Newer(anna.revision, after)
    for held in (anna, bo):
        held.close()


@given(id=st.text(st.sampled_from("a0\\\0")))
def test_an_id_is_kept_to_the_letter(id: str) -> None:
    assert id_of(stored_id(id)) == id
    assert "\0" not in stored_id(id)


def test_rows_are_put_between_others_for_ever_and_keep_their_order(postgres: To) -> None:
    held = PostgresStore(postgres("anna")).open(PostgresStore(postgres("anna")).create("demo", DEMO))
    first = DEMO.touchpoints[0].id
    for _time in range(40):
        rows = held.session.touchpoints
        held.put((Move(Place("touchpoints", rows[-1].id), first),))
        assert held.session.touchpoints[:2] == (rows[0], rows[-1])
    assert opened(postgres("bo"), "demo") == held.session
    held.close()


def test_a_round_that_is_taken_back_leaves_nothing_behind(postgres: To) -> None:
    held = PostgresStore(postgres("anna")).open(PostgresStore(postgres("anna")).create("demo", DEMO))
    one = DEMO.as_of(1)
    held.put(difference(DEMO, one))
    assert opened(postgres("bo"), "demo") == one
    held.put(difference(one, DEMO))
    assert opened(postgres("bo"), "demo") == DEMO
    held.close()


def test_fields_and_tables_of_a_newer_program_stay(postgres: To) -> None:
    person = DEMO.people[0].model_copy(update={"extra": {"pronouns": ["they", {"nul": "\0"}]}})
    session = DEMO.model_copy(update={"people": (person, *DEMO.people[1:])})
    held = PostgresStore(postgres("anna")).open(PostgresStore(postgres("anna")).create("demo", session))
    newer = "select id, 'moods_of_tomorrow', 0, 'm1', 1, 1, '{\"id\": \"m1\"}' from cx_session"
    asked(postgres("admin"), f"insert into cx_row {newer}")
    held.put(set_value(Place("people", person.id, "role"), "CEO\0 “äö\u2028”").ops(held.session))
    found = opened(postgres("bo"), "demo")
    assert found == held.session
    assert found.people[0].extra == person.extra
    assert asked(postgres("admin"), "select doc->>'id' from cx_row where name = 'moods_of_tomorrow'") == [
        ("m1",)
    ]
    held.close()


def test_what_is_wrong_in_a_row_is_said_and_nothing_is_written_over_it(postgres: To) -> None:
    store = PostgresStore(postgres("anna"))
    held = store.open(store.create("demo", DEMO))
    asked(postgres("anna"), "update cx_row set doc = '{\"name\": 7}' where name = 'people'")
    again = PostgresStore(postgres("bo")).open("demo")
    assert "7" in str(again.read_only)
    with pytest.raises(NotSaved):
        again.put(set_value(Place("people", "p1", "role"), "CEO").ops(again.session))
    held.close()
    again.close()


# ---- who sees what ---------------------------------------------------------------------------------
def test_another_team_sees_nothing_of_it_and_may_have_the_same_name(postgres: To) -> None:
    anna, carl = PostgresStore(postgres("anna")), PostgresStore(postgres("carl"))
    anna.create("demo", DEMO)
    assert carl.summaries() == []
    assert carl.find("touchpoint invoice billing") == carl.find("invoice") == {}
    assert carl.figures(ON).workshops == 0
    with pytest.raises(Unreadable):
        carl.open("demo")
    with pytest.raises(Unreadable):
        carl.archive("demo")
    assert carl.create("demo", Session()) == "demo"
    assert opened(postgres("anna"), "demo") == DEMO
    assert asked(
        postgres("carl"), "select count(*) from cx_row where session in (select session from cx_log)"
    ) == [(0,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(postgres("carl"), "update cx_session set team = 'north'")


def test_who_is_in_two_teams_sees_both_by_a_name_of_its_own(postgres: To) -> None:
    for user in ("anna", "carl"):
        PostgresStore(postgres(user)).create("demo", DEMO if user == "anna" else Session())
    asked(postgres("admin"), "drop role if exists both_")
    asked(postgres("admin"), "create role both_ login in role north, south")
    try:
        store = PostgresStore(postgres("both_"))
        assert sorted(summary.slug for summary in store.summaries()) == ["demo", "demo.south"]
        assert opened(postgres("both_"), "demo") == DEMO
        assert opened(postgres("both_"), "demo.south") == Session()
        with pytest.raises(NotSaved, match="north, south"):
            store.create("new", Session())
        chosen = PostgresStore(postgres("both_") + "&options=-ccxworkshop.team%3Dsouth")
        chosen.create("new", Session())
        assert "new" in {summary.slug for summary in PostgresStore(postgres("carl")).summaries()}
    finally:
        asked(postgres("admin"), "drop role both_")


def test_the_log_says_who_did_what_and_nobody_changes_it(postgres: To) -> None:
    held = PostgresStore(postgres("anna")).open(PostgresStore(postgres("bo")).create("demo", DEMO))
    touchpoint = DEMO.touchpoints[0].id
    held.put(set_value(Place("touchpoints", touchpoint, "name"), "Visit").ops(DEMO), ("Name: Visit",))
    held.close()
    rows = asked(postgres("bo"), "select by, names, ops, at > now() - interval '1 minute' from cx_log")
    assert rows == [
        ("anna", ["Name: Visit"], [["set", "touchpoints", touchpoint, "name", None, "Visit"]], True)
    ]
    forged = "insert into cx_log (session, revision, by, put, names, ops) select id, 9, 'bo', '', '{}', '[]'"
    for wrong in (
        "update cx_log set by = 'bo'",
        "delete from cx_log",
        "delete from cx_row",
        "delete from cx_session",
        f"{forged} from cx_session",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(postgres("anna"), wrong)


def test_neither_blind_answers_nor_private_notes_are_logged(postgres: To) -> None:
    begun = DEMO.model_copy(
        update={"rounds": (*DEMO.rounds[:-1], DEMO.round.model_copy(update=dict.fromkeys(KINDS, ())))}
    )
    store = PostgresStore(postgres("anna"))
    held = store.open(store.create("demo", begun))
    with_answers = add("confidence_scores", id="x:p1", participant="p1", value=3)(begun)
    with_note = add("notes", text="an unsaid thing")(with_answers)
    (note,) = (row for row in with_note.round.notes if row.text == "an unsaid thing")
    place = unread_place(Place("notes", note.id, "said_on", with_note.round.number))
    after = set_value(place, "half unsaid")(with_note)
    for session in (with_answers, after, reduced(after)):
        assert isinstance(held.put(difference(held.session, session), ("unsaid",)), Put)
    logged = asked(postgres("admin"), "select names, ops::text from cx_log order by revision")
    assert "unsaid" not in str(logged[:2])
    assert '"p1"' not in logged[0][1]
    assert "unsaid thing" not in str(logged)
    assert "confidence_scores" not in str(logged[:2])
    named = "select count(*) from cx_row where name = any(%s) and doc->>'participant' is not null"
    assert asked(postgres("admin"), named, list(KINDS)) == [(0,)]
    held.close()


# ---- versions --------------------------------------------------------------------------------------
def test_an_older_program_reads_and_does_not_write(postgres: To) -> None:
    store = PostgresStore(postgres("anna"))
    store.create("demo", DEMO)
    asked(postgres("admin"), "insert into cx_version values (%s)", preparing.VERSION + 1)
    held = PostgresStore(postgres("anna")).open("demo")
    assert held.session == DEMO
    assert "newer version" in str(held.read_only)
    for write in (lambda: held.put(difference(DEMO, DEMO.as_of(1))), lambda: store.create("new", DEMO)):
        with pytest.raises(NotSaved, match="newer version"):
            write()
    held.close()


def test_a_newer_program_asks_for_the_owner(postgres: To, monkeypatch: pytest.MonkeyPatch) -> None:
    PostgresStore(postgres("anna")).create("demo", DEMO)
    monkeypatch.setattr(preparing, "VERSION", preparing.VERSION + 1)
    with pytest.raises(WrongUse, match="store init"):
        PostgresStore(postgres("anna")).open("demo")


def test_a_session_of_a_newer_program_is_looked_at(postgres: To) -> None:
    store = PostgresStore(postgres("anna"))
    store.create("demo", DEMO)
    asked(postgres("admin"), "update cx_session set header = '{\"oldest_writer\": 99}'")
    held = store.open("demo")
    assert "newer version" in str(held.read_only)
    held.close()


def test_who_may_only_look_is_told_so(postgres: To) -> None:
    PostgresStore(postgres("anna")).create("demo", DEMO)
    asked(postgres("admin"), "revoke update (revision) on cx_session from north")
    held = PostgresStore(postgres("anna")).open("demo")
    assert held.session == DEMO
    assert "look at" in str(held.read_only)
    held.close()


# ---- what may happen to a put ----------------------------------------------------------------------
class Cut(Connection):
    """A connection that is lost behind each put: the database has taken it, and nobody says so."""

    def execute(self, query: Any, *arguments: Any, **named: Any) -> Any:
        done = super().execute(query, *arguments, **named)
        if "update cx_session set revision" in str(query):
            self.close()
            raise psycopg.OperationalError("cut")
        return done


def test_what_was_taken_before_a_cut_is_not_put_twice_nor_meets_itself(postgres: To) -> None:
    store = PostgresStore(postgres("anna"))
    held = store.open(store.create("demo", DEMO))
    place = Place("people", DEMO.people[0].id, "role")
    first = set_value(place, "Chair")(DEMO)
    then = add("parking", text="later")(set_value(place, "CFO")(first))
    assert held._connection is not None
    held._connection.__class__ = Cut
    with pytest.raises(NotReached):
        held.put(difference(DEMO, first))
    assert held.session == DEMO
    assert held.put(difference(DEMO, then)) == Put(held.revision)
    assert opened(postgres("bo"), "demo") == then == held.session
    assert asked(postgres("admin"), "select count(*) from cx_log") == [(2,)]
    held.close()


def test_what_a_cut_connection_puts_late_does_not_meet_itself(postgres: To) -> None:
    """The database takes a put when nobody waits for it any more, just before it is put again."""
    store = PostgresStore(postgres("anna"))
    held = store.open(store.create("demo", DEMO))
    place = Place("people", DEMO.people[0].id, "role")
    first = set_value(place, "Chair")(DEMO)
    late: list[tuple[Any, ...]] = []

    class Slow(Connection):
        def execute(self, query: Any, *arguments: Any, **named: Any) -> Any:
            if "update cx_session set revision" in str(query):
                if not late:
                    late.append((query, *arguments))
                    self.close()
                    raise psycopg.OperationalError("cut")
                with psycopg.connect(postgres("anna"), autocommit=True) as connection:
                    connection.execute(*late[0])
            return super().execute(query, *arguments, **named)

    held._connect = lambda: Slow.connect(postgres("anna"), autocommit=True)
    held._drop()
    with pytest.raises(NotReached):
        held.put(difference(DEMO, first))
    then = set_value(place, "CFO")(first)
    assert isinstance(held.put(difference(DEMO, then)), Put)
    assert opened(postgres("bo"), "demo") == then
    held.close()


def test_a_database_that_was_put_back_is_read_anew(postgres: To) -> None:
    store = PostgresStore(postgres("anna"))
    held: PostgresHeld = store.open(store.create("demo", DEMO))
    after = remove(Place("parking", held.session.round.parking[0].id), ON)(DEMO)
    for session in (after, DEMO, after):
        held.put(difference(held.session, session))
    asked(postgres("admin"), "delete from cx_row; delete from cx_log")
    asked(postgres("admin"), "update cx_session set revision = 2")
    found = held.newer()
    assert found is not None
    assert found.session == Session()
    assert held.newer() is None
    held.close()
