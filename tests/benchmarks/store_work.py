"""Fills a database with many sessions as large as the demo, in the server and not one by one."""

from __future__ import annotations

import psycopg

_FILL = (
    """
insert into cx_session (id, slug, team, revision, header, card, more, words, created_at, updated_at)
select 's' || n, 'w-' || n, 'north', 1,
  json_build_object('session', 's' || n, 'version', 1),
  card || jsonb_build_object('title', 'Workshop ' || n, 'organisation', 'Firm ' || md5(n::text),
    'steps_passed', n % 7, 'clear_share', (n % 100) / 100.0,
    'next_review_on', (date '2026-11-01' + n % 200)::text), more,
  concat_ws(E'\\n', 'workshop ' || n, 'firm ' || md5(n::text),
    (select string_agg(r.words || ' ' || md5(n || r.id), E'\\n')
     from cx_row r where r.session = cx_session.id)),
  now() - n * interval '1 hour', now() - n * interval '1 minute'
from cx_session, generate_series(1, {sessions}) n where slug = 'demo'""",
    """
insert into cx_row (session, name, round, id, position, revision, doc, known_as, words)
select 's' || n, name, round, r.id, position, 1, doc, known_as || ' ' || md5(n || r.id),
  r.words || ' ' || md5(n || r.id)
from cx_row r join cx_session s on s.id = r.session and s.slug = 'demo',
  generate_series({first}, {last}) n""",
    "vacuum analyze",
)
"""A unique word stands in each row that is found by words, and those of the demo stand in all sessions."""
_AT_ONCE = 500


def fill(owner: str, sessions: int) -> None:
    """Adds sessions that are like the one called demo, as the owner of the database."""
    make, rows, vacuum = _FILL
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(make.format(sessions=sessions))
        for first in range(1, sessions + 1, _AT_ONCE):
            connection.execute(rows.format(first=first, last=min(first + _AT_ONCE - 1, sessions)))
        connection.execute(vacuum)
