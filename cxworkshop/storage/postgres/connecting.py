"""Connections to a PostgreSQL database: with an end to every wait, and errors in words of ours."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

from cxworkshop.errors import CxError, NotReached, NotSaved, WrongUse
from cxworkshop.language import N_, Words, say
from cxworkshop.storage.postgres.address import Address, not_an_address

try:
    import psycopg
    from psycopg import errors, sql
    from psycopg.conninfo import conninfo_to_dict, make_conninfo
except ImportError:
    raise WrongUse(
        say(
            "A store in PostgreSQL needs a library that is not installed. It is the extra “postgres” of "
            "cxworkshop. With pip: pip install {extra}; with pipx: pipx install --force {extra}; with uv: "
            "uv tool install {extra}; in a clone: make postgres. A folder needs nothing more.",
            extra="'cxworkshop[postgres]'",
        )
    ) from None

__all__ = ["Connection", "Failure", "Notice", "connect", "not_ready", "sql", "translated"]

Failure: TypeAlias = psycopg.Error
Notice: TypeAlias = psycopg.Notify
CONNECT_WITHIN = 5
"""Seconds, for each address of a host."""
ANSWERED_WITHIN = 10.0
"""Seconds after which a server that says nothing is not reached."""


_SETTINGS = f"""
set statement_timeout = {int(ANSWERED_WITHIN * 1000)};
set idle_in_transaction_session_timeout = {int(ANSWERED_WITHIN * 1000)};
set tcp_keepalives_idle = 60; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3"""
"""What the server does for a connection: it soon forgets a laptop that was shut."""


class Connection(psycopg.Connection[Any]):
    """Waits for no answer for ever: a network may swallow what is sent, and a server may stand still."""

    answered_within = ANSWERED_WITHIN

    def take_time(self) -> None:
        """Waits as long as it takes from now on: a large database is being changed."""
        self.answered_within = math.inf
        self.execute("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0")

    def wait(self, gen: Generator[Any, Any, Any], *times: Any, **named: Any) -> Any:
        return super().wait(_within(gen, self.answered_within), *times, **named)


def _within(gen: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
    end = time.monotonic() + seconds
    try:
        waits_for = next(gen)
        while True:
            ready = yield waits_for
            if not ready and time.monotonic() > end:
                raise errors.ConnectionTimeout("no answer")
            waits_for = gen.send(ready)
    except StopIteration as answer:
        return answer.value


def connect(address: Address) -> Connection:
    """A connection that commits each statement. Raises NotReached, NotSaved, WrongUse."""
    with translated(address.name):
        known = _known(address.text)
        defaults: dict[str, str | int] = {
            "connect_timeout": CONNECT_WITHIN,
            "application_name": "cxworkshop",
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": int(ANSWERED_WITHIN * 1000),
        }
        connection = Connection.connect(make_conninfo("", **{**defaults, **known}), autocommit=True)
        try:
            connection.execute(_SETTINGS)
        except psycopg.Error:
            connection.close()
            raise
        return connection


def _known(text: str) -> dict[str, Any]:
    """What libpq reads in an address. Raises WrongUse, and not while its own error is looked at, which
    repeats what it could not read."""
    with suppress(psycopg.ProgrammingError):
        return conninfo_to_dict(text)
    raise not_an_address()


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Errors of the library as errors of ours, about the store of that name. What it says itself is in no
    language of ours, and may hold what is secret: it goes nowhere."""
    try:
        yield
    except psycopg.Error as error:
        raise _as_ours(error, name) from None
    except OSError as error:
        if isinstance(error, CxError):
            raise
        raise _not_reached(name, say("the network does not work")) from None


def _as_ours(error: psycopg.Error, name: str) -> CxError:
    match error:
        case errors.InsufficientPrivilege() | errors.ReadOnlySqlTransaction():
            why = say("you may not do that there")
            return NotSaved(say("{store} refuses it: {why}.", store=name, why=why), why)
        case errors.UndefinedTable() | errors.UndefinedFunction() | errors.UndefinedColumn():
            return not_ready(name)
        case psycopg.IntegrityError() | psycopg.DataError() | errors.ProgramLimitExceeded():
            why = say("the database does not take it")
            return NotSaved(say("{store} refuses it: {why}.", store=name, why=why), why)
        case errors.DiskFull() | errors.OutOfMemory():
            why = say("the server is full")
            return NotSaved(say("{store} refuses it: {why}.", store=name, why=why), why)
    if "invalid" in str(error) and " value" in str(error):  # of an option in the address
        return not_an_address()
    return _not_reached(name, _why(error))


def not_ready(name: str) -> WrongUse:
    return WrongUse(
        say(
            "{store} is not made ready for workshops. Its owner does that: cxworkshop store init ADDRESS",
            store=name,
        )
    )


def _not_reached(name: str, why: Words) -> NotReached:
    return NotReached(say("{store} is not reached: {why}.", store=name, why=why), why)


_TOLD = tuple(
    (re.compile(told), why)
    for told, why in (
        ("connection refused|no such file or directory", N_("no server answers there")),
        ("could not translate host name|name or service not known", N_("no computer of this name is known")),
        ("password authentication failed", N_("the user or the password is not right")),
        ("no password supplied", N_("it asks for a password, and none is known here")),
        ("no pg_hba.conf entry", N_("the server accepts nobody from here, or not so")),
        ('role ".*" does not exist', N_("the server does not know this user")),
        ('database ".*" does not exist', N_("there is no such database")),
        ("permission denied for database", N_("the server does not accept this user")),
        ("authentication failed", N_("the server does not accept this user")),
        ("too many|connection slots", N_("too many are connected")),
        ("starting up|shutting down", N_("the server is being started or stopped")),
        ("timeout expired|timed out", N_("it does not answer")),
        ("certificate|ssl", N_("no safe connection can be made")),
    )
)
"""What libpq says, in small letters, and what is said here. The first that fits counts."""


def _why(error: psycopg.Error) -> Words:
    """Why nobody answers, in a few words. Before there is a connection, libpq tells it in English alone."""
    text = str(error).casefold()
    match error:
        case errors.ConnectionTimeout() | errors.QueryCanceled():
            return say("it does not answer")
        case errors.AdminShutdown() | errors.CannotConnectNow() | errors.CrashShutdown():
            return say("the server is being started or stopped")
        case errors.TooManyConnections():
            return say("too many are connected")
    for told, why in _TOLD:
        if told.search(text):
            return say(why)
    return say("no connection can be made")
