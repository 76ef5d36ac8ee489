"""Everything that the room can be shown of a session: each activity of each day, each list in each view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cxworkshop.method import day
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import LongText, Text
from cxworkshop.model.place import Place, field_of, fields, with_value
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Session
from cxworkshop.room.parts import Showing
from cxworkshop.room.showing import clock_of, here_of, here_of_list, showing
from cxworkshop.room.stage import Around, Here, Stage
from cxworkshop.sheets.steps import plans_for

ON = date(2027, 4, 10)
AGENDAS = ("half_day", "full_day", "ninety_minutes", "revisit_half_day", "check_30_days", "check_90_days")
URL = "http://192.168.43.1:8765/k7m3qx2p"
AROUND = Around(on=ON, url=URL)
_NO_WORDS = frozenset({"id", "carried_from", "activity", "block", "place", "number"})
"""Texts that are ids."""


def on_agenda(session: Session, agenda: str) -> Session:
    """The session with the whole day of an agenda, not begun."""
    items = day.declared_items(session, agenda)
    round_ = session.round.model_copy(update={"agenda": agenda, "agenda_items": items})
    return session.model_copy(update={"rounds": (*session.rounds[:-1], round_)})


def heres(session: Session) -> Iterator[Here]:
    """Whatever can be chosen to be shown of a session."""
    yield from activities(session)
    for step in STEPS:
        for plan in plans_for(step, session):
            rows = plan.rows_in(session)
            row = next(iter(rows[len(rows) // 2].values())).id if rows else ""
            for view in ("list", "agenda", "ballot", "reveal", *plan.views):
                yield here_of_list(session, step, plan.id, view, row)


def activities(session: Session) -> Iterator[Here]:
    """The view of each activity of the day, and the one before it."""
    for item in (None, *day.items(session)):
        yield here_of(session, item)


def everything(session: Session, around: Around = AROUND) -> list[Showing]:
    """What the room sees of all that can be chosen."""
    return [showing(session, Stage(here), around) for here in heres(session)]


def over_agendas(session: Session, around: Around = AROUND) -> list[Showing]:
    """The same, with the activities of every agenda."""
    days = [on_agenda(session, name) for name in AGENDAS]
    shown = [showing(made, Stage(here), around) for made in days for here in activities(made)]
    return [*shown, *everything(session, around)]


def every_text(session: Session) -> str:
    """All that is sent to the room of them."""
    return "\n".join(one.model_dump_json() for one in over_agendas(session))


def clocked(session: Session, now: datetime) -> Around:
    return Around(on=now.date(), clock=clock_of(session, now), url=URL)


# ---- marks -------------------------------------------------------------------------------------------------
def marked(session: Session, mark: str = "%{place}%") -> Session:
    """The session with each text of every record replaced by where it stands, as %table.field%."""
    tables = {name: tuple(_marked(row, mark) for row in session.records(name)) for name in _of("session")}
    rounds = []
    for round_ in session.rounds:
        rows = {
            name: tuple(_marked(row, mark) for row in session.records(name, round_.number))
            for name in _of("round")
        }
        rounds.append(_marked(round_, mark).model_copy(update=_single(rows)))
    return session.model_copy(update={**_single(tables), "rounds": tuple(rounds)})


def _of(owner: str) -> list[str]:
    return [name for name, record in TABLES.items() if record.table.owner == owner and name != "rounds"]


def _single(tables: dict[str, tuple[Record, ...]]) -> dict[str, object]:
    return {name: rows[0] if TABLES[name].table.single else rows for name, rows in tables.items()}


def texts(table: str) -> list[str]:
    """The fields of a table in which people write."""
    kept = {*_NO_WORDS, *TABLES[table].table.keys}
    of_text = (f for f in fields(table) if f not in kept)
    return [field for field in of_text if type(field_of(table, field).kind) in (Text, LongText)]


def _marked(row: Record, mark: str) -> Record:
    table = type(row).table.name
    for field in texts(table):
        row = with_value(row, field, mark.format(place=f"{table}.{field}"))
    return row


def place_of(session: Session, table: str, field: str) -> Place:
    """The first place of a field in the round in view."""
    return Place(table, session.records(table)[0].id, field)
