"""Going back to an older version of a session, as one change that can be undone."""

from __future__ import annotations

from cxworkshop.editing.changes import Change
from cxworkshop.errors import ReadOnly
from cxworkshop.language import say
from cxworkshop.method.privacy import KINDS, WHO_ANSWERED
from cxworkshop.model.ops import Ops, difference
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.references import referring_fields, refers_to
from cxworkshop.model.session import TABLES, Session

STAYING = (*KINDS, *WHO_ANSWERED, "ballots", "letters", "notes", "agenda_items", "time_log", "moods")
"""The tables that stay as they are: blind answers neither come back nor vanish, and no clock runs
backwards."""


def go_back(version: Session, name: str) -> Change:
    """Makes the session what it was in a version, apart from the tables that stay. Raises ReadOnly when
    rounds were closed or begun since."""

    def ops(session: Session) -> Ops:
        if _rounds(session) != _rounds(version):
            raise ReadOnly(
                say(
                    "{name} is of another round; cxworkshop restore brings it back beside this workshop.",
                    name=name,
                )
            )
        return difference(session, back_in(version, session))

    return Change(say("Back to {name}", name=name), ops, reads_rows=True)


def back_in(version: Session, now: Session) -> Session:
    """The session of a version with what stays of the session as it is now: some tables of the round in view,
    and the rows that these refer to."""
    kept = {table: getattr(now.round, table) for table in STAYING}
    back = version.model_copy(update={"rounds": (*now.rounds[:-1], version.round.model_copy(update=kept))})
    for table, record in TABLES.items():
        if record.table.owner != "session" or record.table.single or table == "rounds":
            continue
        missing = [row for row in now.records(table) if back.find(table, row.id) is None]
        needed = tuple(row for row in missing if _is_referred_to(back, table, row.id))
        if needed:
            back = back.model_copy(update={table: (*back.records(table), *needed)})
    return back


def _is_referred_to(session: Session, table: str, row: str) -> bool:
    """Whether what stays refers to a row."""
    return any(
        refers_to(value_at(session, Place(of, record.id, field)), row)
        for of, field in referring_fields(table)
        if of in STAYING
        for record in session.records(of)
    )


def _rounds(session: Session) -> list[tuple[int, bool]]:
    return [(round_.number, round_.is_closed) for round_ in session.rounds]
