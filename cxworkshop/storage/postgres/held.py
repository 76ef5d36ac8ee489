"""One session of a database, open: it puts by one statement, and catches up by what has a higher revision."""

from __future__ import annotations

import json
import os
import select
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from cxworkshop.errors import CxError, NotSaved, Unreadable
from cxworkshop.language import Words, say
from cxworkshop.model.ops import Ops, apply, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.connecting import Connection, Failure, Notice, translated
from cxworkshop.storage.postgres.preparing import version, why_read_only
from cxworkshop.storage.postgres.rows import Positions, Row, Written, changed_rows, columns, id_of, with_rows
from cxworkshop.storage.postgres.shown import cards, header, logged, too_new, words_of
from cxworkshop.storage.shared import Colleague, Newer, Put

BEAT, GONE = 5.0, 15.0
"""Seconds after which a program says again that it is there, and is taken to be gone."""

_FIND = """
select id, revision, header, has_column_privilege('cx_session', 'revision', 'update')
from cx_named where name = %s"""
_PUT = """
with s as (
  update cx_session set revision = revision + 1, updated_at = clock_timestamp(),
    header = %(header)s, card = %(card)s, more = %(more)s, words = coalesce(%(words)s, words)
  where id = %(id)s and revision = %(revision)s returning id, revision),
r as (
  insert into cx_row (session, name, round, id, position, revision, doc, known_as, words)
  select s.id, x.name, x.round, x.id, x.position, s.revision, x.doc::json, x.known_as, x.words
  from s, unnest(%(row_name)s::text[], %(row_round)s::int[], %(row_id)s::text[], %(row_position)s::float[],
    %(row_doc)s::text[], %(row_known_as)s::text[], %(row_words)s::text[])
    as x(name, round, id, position, doc, known_as, words)
  on conflict (session, name, round, id) do update set position = excluded.position,
    revision = excluded.revision, doc = excluded.doc, known_as = excluded.known_as, words = excluded.words),
l as (
  insert into cx_log (session, revision, put, names, ops)
  select s.id, s.revision, %(put)s, %(names)s, %(ops)s from s)
select revision, pg_notify(%(channel)s, %(program)s) from s"""
_NEWER = """
select s.revision, s.archived, r.name, r.round, r.id, r.position, r.doc from cx_session s
left join cx_row r on r.session = s.id and r.revision > %(revision)s
  and (r.doc is not null or %(revision)s > 0)
where s.id = %(id)s"""
_POSITIONS = """
select name, round, id, position from cx_row where session = %s and doc is not null and revision <= %s"""
_TAKEN = "select put from cx_log where session = %s and put = any(%s) order by revision desc limit 1"
_HERE = """
with h as (
  insert into cx_here (session, program, place) values (%(id)s, %(program)s, %(place)s)
  on conflict (session, program) do update set place = excluded.place, seen_at = clock_timestamp()
  returning 1)
select pg_notify(%(channel)s, %(program)s) from h"""
_NOT_HERE = """
with h as (
  delete from cx_here where session = %(id)s
  and (program = %(program)s or seen_at < clock_timestamp() - interval '1 hour') returning 1)
select pg_notify(%(channel)s, %(program)s)"""
_COLLEAGUES = """
select program, by, place from cx_here where session = %s and program <> %s
and seen_at > clock_timestamp() - make_interval(secs => %s) order by by, program"""


class State(NamedTuple):
    """A session as it stands in the database at a revision, and where its rows stand."""

    session: Session
    revision: int
    positions: Positions


class PostgresHeld:
    """One session with a connection of its own, which is made anew when it is lost."""

    def __init__(
        self, connect: Callable[[], Connection], store: str, slug: str, base: Session | None, revision: str
    ) -> None:
        self.read_only: Words = ""
        self.is_archived = False
        self._connect, self._store, self._slug = connect, store, slug
        self._connection: Connection | None = None
        self._program, self._puts = os.urandom(6).hex(), 0
        self._unsure: dict[str, State] = {}
        self._place: Place | None = None
        self._said_at = 0.0
        self._heard = False
        self._id, self._header = "", dict[str, Any]()
        self._state = State(Session(), 0, {})
        with self._reached() as connection:
            number, _hyphen, id = revision.partition("-")
            if base is not None and id == self._id and number.isdecimal():
                self._state = State(base, int(number), self._positions(connection, int(number)))
            else:
                self._catch_up(connection)

    @property
    def session(self) -> Session:
        return self._state.session

    @property
    def revision(self) -> str:
        return f"{self._state.revision}-{self._id}"

    @property
    def header(self) -> Mapping[str, Any]:
        return self._header

    def put(self, ops: Ops, names: Sequence[str] = ()) -> Put | Newer:
        if self.read_only:
            raise NotSaved(self.read_only)
        target = apply(self.session, ops)
        with self._reached() as connection:
            before: State | None = None
            while (state := self._taken(connection)) is not before:
                rest = difference(state.session, target)
                after = self._put(connection, state, target, rest, names) if rest else state
                if after is not None:
                    self._state, self._unsure = after, {}
                    return Put(self.revision)
                before = state  # an earlier put may have come in between, from a connection that was cut
            return self._newer(connection) or Newer(self.revision, self.session)

    def _put(
        self, connection: Connection, state: State, target: Session, rest: Ops, names: Sequence[str]
    ) -> State | None:
        """What stands then; None when something else stands already."""
        rows, moved = changed_rows(target, rest, state.positions)
        after = State(target, state.revision + 1, {**state.positions, **moved})
        values = self._values(rows, target, logged(rest), names)
        self._unsure[values["put"]] = after
        values |= {"revision": state.revision}
        return after if connection.execute(_PUT, values, prepare=True).fetchone() else None

    def _values(
        self, rows: list[Written], after: Session, ops: list[Any], names: Sequence[str]
    ) -> dict[str, Any]:
        self._puts += 1
        return {
            **self._names,
            "put": f"{self._program}:{self._puts}",
            "header": json.dumps(header(self._header)),
            **cards(after),
            "words": words if (words := words_of(after)) != words_of(self.session) else None,
            **columns(rows),
            "names": [str(name).replace("\0", "") for name in names] if ops else [],
            "ops": json.dumps(ops),
        }

    @property
    def _names(self) -> dict[str, str]:
        return {"id": self._id, "program": self._program, "channel": f"cx_{self._id}"}

    def _taken(self, connection: Connection) -> State:
        """What stands of what was put here: after a cut nobody has said whether the last one was taken."""
        if self._unsure:
            row = connection.execute(_TAKEN, (self._id, list(self._unsure))).fetchone()
            if row is not None:
                return self._unsure[row[0]]
        return self._state

    def newer(self) -> Newer | None:
        with self._reached() as connection:
            return self._newer(connection)

    def _newer(self, connection: Connection) -> Newer | None:
        before = self._state
        self._catch_up(connection)
        return None if self._state is before else Newer(self.revision, self.session)

    def _catch_up(self, connection: Connection) -> None:
        """Takes in what has a higher revision; all of it where the database was put back to an older one."""
        state = self._state
        rows = self._rows(connection, state.revision)
        if rows and rows[0][0] < state.revision:
            state = State(Session(), 0, {})
            rows = self._rows(connection, 0)
        if not rows:
            raise self._not_there()
        self.is_archived = rows[0][1]
        if rows[0][0] == self._state.revision and state is self._state and rows[0][0]:
            return
        positions = {table: dict(places) for table, places in state.positions.items()}
        fresh = (Row.read(*row[2:]) for row in rows if row[2] is not None)
        session, faults = with_rows(state.session, fresh, positions)
        if faults:
            self.read_only = say(
                "There is something wrong in the store's rows; it may be looked at and not changed. {fault}",
                fault=faults[0],
            )
        self._state, self._unsure = State(session, rows[0][0], positions), {}

    def _rows(self, connection: Connection, revision: int) -> list[Any]:
        values = {"id": self._id, "revision": revision}
        return connection.execute(_NEWER, values, prepare=True).fetchall()

    def _positions(self, connection: Connection, revision: int) -> Positions:
        positions: Positions = {}
        for name, number, id, position in connection.execute(_POSITIONS, (self._id, revision)):
            positions.setdefault((name, number or None), {})[id_of(id)] = position
        return positions

    def wait(self, seconds: float, waker: socket.socket) -> None:
        with self._reached() as connection:
            self._beat(connection)
            if not self._heard:
                select.select((connection.fileno(), waker.fileno()), (), (), seconds)
                connection.pgconn.consume_input()
                while (notice := connection.pgconn.notifies()) is not None:
                    self._heard = self._heard or notice.extra.decode() != self._program
            self._heard = False

    def _beat(self, connection: Connection) -> None:
        if self._place is not None and time.monotonic() - self._said_at > BEAT:
            self._say_where(connection)

    def here(self, place: Place | None) -> None:
        self._place = place
        with self._reached() as connection:
            self._say_where(connection)

    def _say_where(self, connection: Connection) -> None:
        if self.read_only:
            return
        place = self._place and json.dumps(self._place)
        connection.execute(_HERE if place else _NOT_HERE, {**self._names, "place": place}, prepare=True)
        self._said_at = time.monotonic()

    def colleagues(self) -> tuple[Colleague, ...]:
        with self._reached() as connection:
            rows = connection.execute(_COLLEAGUES, (self._id, self._program, GONE), prepare=True).fetchall()
        return tuple(Colleague(program, name, _place(place)) for program, name, place in rows)

    def close(self) -> None:
        if self._connection is not None:
            with suppress(Failure, CxError):
                if self._place is not None and not self._connection.closed:
                    self._place = None
                    self._say_where(self._connection)
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _reached(self) -> Iterator[Connection]:
        """The connection. Whatever goes wrong on it, the next call makes a new one."""
        try:
            with translated(self._store):
                if self._connection is None or self._connection.closed:
                    self._connection = self._opened()
                yield self._connection
        except BaseException:
            self._drop()
            raise

    def _opened(self) -> Connection:
        connection = self._connect()
        try:
            why = why_read_only(version(connection), self._store)
            row = connection.execute(_FIND, (self._slug,)).fetchone()
            if row is None or (self._id and row[0] != self._id):
                raise self._not_there()
            self._id, _revision, self._header, may_write = row
            self.read_only = why or too_new(self._header)
            if not may_write:
                self.read_only = say("You may look at this store and not change it.")
            connection.add_notify_handler(self._hear)
            connection.execute(f'listen "cx_{self._id}"')
        except BaseException:
            connection.close()
            raise
        return connection

    def _hear(self, notice: Notice) -> None:
        self._heard = self._heard or notice.payload != self._program

    def _not_there(self) -> Unreadable:
        return Unreadable(
            say("There is no workshop {name} in {folder}.", name=self._slug, folder=self._store)
        )


def _place(raw: Any) -> Place | None:
    """A place that somebody's program has told; None where it is none."""
    match raw:
        case [str(table), str(id), str(field), int() | None as number]:
            return Place(table, id, field, number)
    return None
