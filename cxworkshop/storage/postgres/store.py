"""The sessions of a PostgreSQL database: listed, found, counted, opened, made and archived."""

from __future__ import annotations

import json
import os
import threading
import weakref
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from cxworkshop.errors import NotSaved, Unreadable, quoted
from cxworkshop.language import Words, say
from cxworkshop.model.matching import folded
from cxworkshop.model.session import Session
from cxworkshop.storage.figures import STEPS, Figures
from cxworkshop.storage.file.card import read_card
from cxworkshop.storage.mirrors import mirror_folder
from cxworkshop.storage.postgres.address import address
from cxworkshop.storage.postgres.connecting import Connection, Failure, translated
from cxworkshop.storage.postgres.held import PostgresHeld
from cxworkshop.storage.postgres.preparing import enter, teams, version, why_read_only
from cxworkshop.storage.postgres.rows import Written, all_rows, columns
from cxworkshop.storage.postgres.shown import cards, header, without_nul, words_of
from cxworkshop.storage.shared import waiting_for
from cxworkshop.storage.summary import Summary

MOST_FOUND = 200
"""Workshops that finding answers with, those last edited."""
_LIST = """
select name, header, card, null, updated_at from cx_named where archived = %s order by updated_at desc, id"""
_LIST_WHOLE = """
select name, header, card, more, updated_at from cx_named where archived = %s order by updated_at desc, id"""
_FIND = """
select n.name, f.name, f.known_as
from cx_find(%s, %s, %s) with ordinality as f(session, name, known_as, at)
join cx_named n on n.id = f.session order by f.at"""
_FIGURES = """
with c as (
  select (card->>'steps_passed')::int as passed, (card->>'clear_share')::float as clear,
    (card->>'next_review_on') as review, card->'actions_due' as due
  from cx_session where not archived),
steps as (select array_agg(n order by step) as counts from (
  select step, (select count(*) from c where least(coalesce(passed, 0), %(steps)s) = step) as n
  from generate_series(0, %(steps)s) step) s),
days as (select day from c, jsonb_array_elements_text(case jsonb_typeof(due) when 'array' then due end) day)
select (select count(*) from c), (select counts from steps),
  (select percentile_cont(0.5) within group (order by clear) from c),
  (select count(*) from days), (select count(*) from days where day <> '' and day < %(on)s),
  (select count(*) from c where left(review, 7) = left(%(on)s, 7)),
  (select count(*) from c where review < %(on)s)
"""
_CREATE = """
insert into cx_session (slug, team, header, card, more, beside, words)
values (%(slug)s, %(team)s, %(header)s, %(card)s, %(more)s, %(beside)s, %(words)s)
on conflict (team, slug) do nothing returning id"""
_CREATE_ROWS = """
insert into cx_row (session, name, round, id, position, revision, doc, known_as, words)
select %(id)s, name, round, id, position, 1, doc::json, known_as, words
from unnest(%(row_name)s::text[], %(row_round)s::int[], %(row_id)s::text[], %(row_position)s::float[],
  %(row_doc)s::text[], %(row_known_as)s::text[], %(row_words)s::text[])
  as x(name, round, id, position, doc, known_as, words)"""


class PostgresStore:
    """The sessions that whoever is in the address may see; new ones are those of `team`, where that has to be
    said. Nothing is connected before it is asked; a
    connection of its own is kept for the next question. Raises WrongUse for what is no address."""

    def __init__(self, text: str, team: str = "") -> None:
        self._address, self._chosen = address(text), team
        self._spare: list[Connection] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _close, self._spare)

    @property
    def name(self) -> str:
        return self._address.name

    @property
    def folder(self) -> Path:
        return mirror_folder(self.name.partition("://")[2], self._address.identity)

    def waiting(self, changes: int, why: Words) -> Words:
        return waiting_for(self.name, changes, why)

    def summaries(self, *, archived: bool = False, whole: bool = True) -> list[Summary]:
        with self.connected() as connection:
            query = _LIST_WHOLE if whole else _LIST
            rows = connection.execute(query, (archived,), prepare=True).fetchall()
        folder = self.folder
        return [_summary(folder, *row) for row in rows]

    def find(self, words: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        patterns = sorted(
            (_pattern(word) for word in without_nul(folded(words)).split()), key=len, reverse=True
        )
        if not patterns:
            return {}
        with self.connected() as connection:
            rows = connection.execute(_FIND, (patterns[0], patterns[1:], MOST_FOUND), prepare=True).fetchall()
        answer: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for slug, table, text in rows:
            answer[slug] += [(table, text)] if table else []
        return dict(answer)

    def figures(self, on: date) -> Figures:
        with self.connected() as connection:
            values = {"on": on.isoformat(), "steps": STEPS}
            row = connection.execute(_FIGURES, values, prepare=True).fetchone()
        assert row is not None
        return Figures(row[0], tuple(row[1]), *row[2:])

    def open(self, slug: str, base: Session | None = None, revision: str = "") -> PostgresHeld:
        return PostgresHeld(lambda: enter(self._address), self.name, slug, base, revision)

    def check_new(self) -> None:
        with self.connected() as connection:
            self._check_new(connection)

    def _check_new(self, connection: Connection) -> str:
        """The team whose a new session is. Raises NotSaved."""
        if why := why_read_only(version(connection), self.name):
            raise NotSaved(why)
        return self._team(connection)

    def create(self, slug: str, session: Session) -> str:
        fresh = header({"session": os.urandom(6).hex(), "lineage": []})
        return self.create_with(slug, session, fresh)

    def create_with(
        self,
        slug: str,
        session: Session,
        first: Mapping[str, Any],
        others: Sequence[Written] = (),
        beside: Mapping[str, Any] | None = None,
    ) -> str:
        """As `create`, with the header of a file and what it held that this program does not know: rows of
        other tables, and what is no table of rows."""
        values = {
            "header": json.dumps(dict(first)),
            **cards(session),
            "beside": json.dumps(dict(beside or {})),
            "words": words_of(session),
        }
        rows = columns([*all_rows(session), *others])
        with self.connected() as connection, connection.transaction():
            values["team"] = self._check_new(connection)
            taken = {row[0] for row in connection.execute("select slug from cx_session")}
            name, number = slug, 1
            while name in taken or not (
                row := connection.execute(_CREATE, {**values, "slug": name}).fetchone()
            ):
                number += 1
                name = f"{slug}-{number}"
            connection.execute(_CREATE_ROWS, {"id": row[0], **rows})
            connection.execute("update cx_session set revision = 1 where id = %s", row)
        return name

    def _team(self, connection: Connection) -> str:
        """The team whose a new session is. Raises NotSaved where that is not plain."""
        row = connection.execute("select current_setting('cxworkshop.team', true)").fetchone()
        known, chosen = teams(connection), self._chosen or (row and row[0])
        if chosen in known:
            return str(chosen)
        if self._chosen:
            raise NotSaved(
                say("{store}: you are in no team {team}.", store=self.name, team=quoted(self._chosen))
            )
        if len(known) == 1:
            return known[0]
        if not known:
            raise NotSaved(
                say(
                    "{store} lets you make no workshop: you are in no team. Whoever manages its roles lets "
                    "you into one, also the owner of the tables: grant TEAM to ROLE",
                    store=self.name,
                )
            )
        raise NotSaved(
            say(
                "You are in more than one team: {teams}. Say whose the workshop is, at the end of the "
                "address: {option}",
                teams=", ".join(known),
                option=f"?options=-ccxworkshop.team%3D{known[0]}",
            )
        )

    def released(self, slug: str) -> None:
        """Its file here stays: it opens at once the next time."""

    def archive(self, slug: str, *, archived: bool = True) -> None:
        with self.connected() as connection:
            found = connection.execute(
                "update cx_session set archived = %s where id = (select id from cx_named where name = %s)",
                (archived, slug),
            )
            if not found.rowcount:
                raise Unreadable(say("There is no workshop {name} in {folder}.", name=slug, folder=self.name))

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection for some statements. Raises NotReached, NotSaved, WrongUse."""
        with translated(self.name):
            connection = self._lent()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            with self._lock:
                if not self._spare and not connection.closed:
                    self._spare.append(connection)
                    return
            connection.close()

    def _lent(self) -> Connection:
        """The connection that is kept, if it still answers, or a new one."""
        with self._lock:
            connection = self._spare.pop() if self._spare else None
        if connection is not None:
            try:
                connection.execute("select 1")
            except Failure:
                connection.close()
            else:
                return connection
        return enter(self._address)


def _close(connections: list[Connection]) -> None:
    while connections:
        connections.pop().close()


def _summary(folder: Path, name: str, first: Any, short: Any, long: Any, at: Any) -> Summary:
    """The summary of one session; what somebody has put there by hand and is of another shape is left out."""
    known, short, long = (part if isinstance(part, dict) else {} for part in (first, short, long))
    values, flaw = read_card({**known, "card": short | long, "updated_at": at.isoformat()})
    return Summary(name, folder / f"{name}.json", flaw=flaw, **values)


def _pattern(word: str) -> str:
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
