"""Makes a database ready for sessions, and says what is missing: what its owner does, by numbered SQL.

An older program at a newer schema reads only; a newer program at an older one asks for its owner.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

from cxworkshop.errors import NotReached, NotSaved, WrongUse, quoted
from cxworkshop.language import Words, say
from cxworkshop.storage.postgres.address import Address
from cxworkshop.storage.postgres.connecting import Connection, connect, not_ready, sql

_LOCK = 0x6378776F  # "cxwo": two who prepare at once wait for each other
_TEAM = re.compile(r"[^\s\x00-\x1f]{1,63}")


def _schema() -> Traversable:
    return files("cxworkshop.storage.postgres") / "schema"


OLDEST = 15
"""The first PostgreSQL with views that ask for the rights of whoever looks."""
VERSION = 1
"""Of the schema: the highest number among its files."""


def version(connection: Connection) -> int:
    """The version of the schema in the database; 0 when there is none."""
    row = connection.execute("select to_regclass('cx_version')").fetchone()
    if row is None or row[0] is None:
        return 0
    row = connection.execute("select max(version) from cx_version").fetchone()
    return row[0] if row and row[0] else 0


def why_read_only(found: int, name: str) -> Words:
    """Why sessions cannot be changed there; empty when they can. Raises WrongUse at a schema that is
    missing or older."""
    if not found:
        raise not_ready(name)
    if found < VERSION:
        raise WrongUse(
            say(
                "{store} was made ready by an older version of the program. Its owner brings it up to date: "
                "cxworkshop store init ADDRESS",
                store=name,
            )
        )
    if found > VERSION:
        return say(
            "{store} is used by a newer version of the program; update the program to change anything there.",
            store=name,
        )
    return ""


def enter(address: Address) -> Connection:
    """A connection of somebody who may look at the sessions, once there are any. Raises NotReached for
    others, and as `connect`."""
    connection = connect(address)
    row = connection.execute(
        "select to_regclass('cx_session') is null or has_table_privilege(to_regclass('cx_session'), 'select')"
    ).fetchone()
    if row and row[0]:
        return connection
    connection.close()
    why = say("you are in no team there")
    raise NotReached(say("{store} is not reached: {why}.", store=address.name, why=why), why)


def prepare(connection: Connection, name: str) -> int:
    """Creates the schema, or brings it up to date, all of it or nothing; the version it had. Raises
    NotSaved where another than the owner tries."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
        found = version(connection)
        if found > VERSION:
            raise NotSaved(why_read_only(found, name))
        if why := _why_never(connection):
            raise NotSaved(say("{store} cannot be made ready for workshops: {why}.", store=name, why=why))
        row = connection.execute(
            "select coalesce((select format('%I', extnamespace::regnamespace) from pg_extension"
            " where extname = 'pg_trgm'), 'public')"
        ).fetchone()
        connection.execute(f"set local search_path = public, {row[0] if row else 'public'}")
        for number in range(found + 1, VERSION + 1):
            connection.execute((_schema() / f"{number}.sql").read_text(encoding="utf-8"))
            connection.execute("insert into cx_version (version) values (%s)", (number,))
    return found


def _why_never(connection: Connection) -> Words:
    """Why no schema can be made in a database; empty when one can."""
    row = connection.execute(
        "select current_setting('server_version_num')::int, current_setting('server_encoding'),"
        " exists (select from pg_available_extensions where name = 'pg_trgm')"
    ).fetchone()
    assert row is not None
    if row[0] < OLDEST * 10000:
        return say("PostgreSQL {n} or newer is needed there", n=OLDEST)
    if row[1] != "UTF8":
        return say("its texts are in {encoding}, and UTF8 is needed", encoding=row[1])
    if not row[2]:
        return say("the extension pg_trgm is missing on the server, in the package postgresql-contrib")
    return ""


def add_team(connection: Connection, team: str) -> bool:
    """Gives a role all that a team needs; makes the role when there is none, which is the answer. Raises
    WrongUse for a name that no role can have, NotSaved for whoever may not make one."""
    if not _TEAM.fullmatch(team) or team.startswith("pg_") or team in ("public", "none"):
        raise WrongUse(
            say(
                "{name} cannot be the name of a team: that is a role of the database, of at most 63 letters "
                "and without spaces, neither public nor none, and does not begin with pg_.",
                name=quoted(team),
            )
        )
    with connection.transaction():
        is_new = not connection.execute("select 1 from pg_roles where rolname = %s", (team,)).fetchone()
        if is_new and not _may_make_roles(connection):
            raise NotSaved(
                say(
                    "You may not make the role {team}: that takes the right CREATEROLE. Nothing was made. "
                    "Without --team the tables are made, and it is printed what whoever has it is to run.",
                    team=team,
                )
            )
        if is_new:
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(team)))
        connection.execute(sql.SQL(grants()).format(team=sql.Identifier(team)))
    return is_new


def _may_make_roles(connection: Connection) -> bool:
    query = "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"
    row = connection.execute(query).fetchone()
    return bool(row and row[0])


def grants() -> str:
    """The SQL that gives a team its rights; `{team}` stands for its role."""
    return (_schema() / "team.sql").read_text(encoding="utf-8")


def teams(connection: Connection, by: str = "usage") -> list[str]:
    """The roles that have a team's rights and that whoever is connected belongs to, by name; by `member` also
    those whose rights are not inherited, whose sessions may be looked at."""
    rows = connection.execute(
        "select distinct r.rolname from pg_attribute a, aclexplode(a.attacl) g, pg_roles r"
        " where a.attrelid = 'cx_session'::regclass and a.attname = 'slug' and g.privilege_type = 'INSERT'"
        " and r.oid = g.grantee and pg_has_role(r.oid, %s) order by 1",
        (by,),
    )
    return [row[0] for row in rows]
