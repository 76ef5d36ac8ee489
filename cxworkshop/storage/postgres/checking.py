"""Whether a store in a database works for whoever asks: what is there, and what is wrong, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cxworkshop.errors import WrongUse
from cxworkshop.language import Words, plural, say
from cxworkshop.storage.postgres.address import Address, password_words
from cxworkshop.storage.postgres.connecting import Connection, connect
from cxworkshop.storage.postgres.preparing import teams, version, why_read_only

_ABOUT = """
select current_setting('server_version'), session_user,
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false), inet_server_addr() is null,
  coalesce(host(inet_client_addr()) = host(inet_server_addr()), true),
  pg_is_in_recovery()"""
_RIGHTS = """
select has_table_privilege('cx_session', 'select'), has_column_privilege('cx_session', 'revision', 'update')
  and has_table_privilege('cx_row', 'insert, update') and has_column_privilege('cx_log', 'ops', 'insert'),
  pg_has_role((select relowner from pg_class where oid = 'cx_session'::regclass), 'usage')"""


class Line(NamedTuple):
    """Something that is so, and whether that is as it should be."""

    words: Words
    is_right: bool = True


def check(address: Address) -> Iterator[Line]:
    """What is to be known of a store, one line after another. Raises NotReached, WrongUse."""
    with connect(address) as connection:
        yield from _about(connection, address)
        found = version(connection)
        try:
            why = why_read_only(found, address.name)
        except WrongUse as error:
            yield Line(error.words, False)
            return
        yield Line(why or say("It is ready for workshops, version {n}.", n=found), not why)
        yield from _rights(connection)


def _about(connection: Connection, address: Address) -> Iterator[Line]:
    row = connection.execute(_ABOUT).fetchone()
    assert row is not None
    server, user, is_safe, is_socket, is_here, is_copy = row
    yield Line(say("{store} is reached: PostgreSQL {n}, as {user}.", store=address.name, n=server, user=user))
    if not (is_safe or is_socket or is_here):
        yield Line(
            say(
                "What goes there can be read on the way: the connection is not encrypted. Add "
                "?sslmode=verify-full to the address; the server needs a certificate."
            ),
            False,
        )
    elif is_safe:
        yield Line(say("The connection is encrypted."))
    else:
        yield Line(say("The connection is not encrypted, and does not leave this machine."))
    if is_copy:
        yield Line(say("This server is a copy of another one, which alone can be written."), False)
    if address.has_password:
        yield Line(
            password_words(),
            False,
        )


def _rights(connection: Connection) -> Iterator[Line]:
    row = connection.execute(_RIGHTS).fetchone()
    assert row is not None
    may_read, may_write, is_owner = row
    known = teams(connection) if may_read else []
    if not may_read:
        yield Line(say("You may not look at its workshops: you are in no team. Ask who runs it."), False)
        return
    if is_owner:
        yield Line(say("You are its owner and see the workshops of every team."))
    elif not known and (looking := teams(connection, "member")):
        words = say("You may look at the workshops of {teams} and not change them.", teams=", ".join(looking))
        yield Line(words)
        may_write = True  # as it is meant
    elif not known:
        yield Line(say("You are in no team, and make no workshop there. Ask who runs it."), False)
    if known:
        yield Line(
            say("Your team: {teams}.", teams=known[0])
            if len(known) == 1
            else say("Your teams: {teams}.", teams=", ".join(known))
        )
    if not may_write:
        yield Line(say("You may look at this store and not change it."), False)
    row = connection.execute("select count(*), count(*) filter (where archived) from cx_session").fetchone()
    assert row is not None
    yield Line(
        plural(
            "You see {n} workshop there, {archived} of them archived.",
            "You see {n} workshops there, {archived} of them archived.",
            row[0],
            archived=row[1],
        )
    )
