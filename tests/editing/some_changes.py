"""Changes nobody thought of: any field of any table set to any value of its kind, rows added, moved and
removed."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from cxworkshop.editing.changes import Change, add, fill_down, move, remove, set_value, together
from cxworkshop.model import kinds
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.numbers import LONGEST
from cxworkshop.model.place import Place, field_of, fields
from cxworkshop.model.session import TABLES, Session

ON = date(2026, 11, 21)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_ROW_TABLES = [name for name, record in TABLES.items() if not record.table.single and name != "rounds"]
_ADDED_TABLES = [name for name in _ROW_TABLES if not TABLES[name].table.key]


def values(session: Session, kind: kinds.Kind) -> st.SearchStrategy[Any]:
    """Any value a field of that kind can hold."""
    match kind:
        case kinds.Text() | kinds.LongText():
            return words
        case kinds.Number(whole=True):
            low, high = int(kind.minimum or 0), int(kind.maximum or LONGEST.get(kind.unit, 9999))
            return st.integers(low, high)
        case kinds.Number():
            return st.floats(kind.minimum or 0, kind.maximum or LONGEST.get(kind.unit, 1e15))
        case kinds.Numbers():
            return st.lists(st.integers(0, 10**6), max_size=3).map(tuple)
        case kinds.Day():
            return st.dates(date(1000, 1, 1), date(9899, 12, 31))
        case kinds.Moment():
            return st.datetimes().map(lambda at: at.replace(year=2000))
        case kinds.YesNo():
            return st.booleans()
        case kinds.Choices():
            return st.lists(st.sampled_from([value for value, _words in kind.of]), max_size=3).map(tuple)
        case kinds.Choice():
            return st.sampled_from([value for value, _words in kind.of])
        case kinds.References():
            several = 3 if session.records(kind.to) else 0
            return st.lists(_named(session, kind.to), max_size=several).map(tuple)
        case kinds.Reference():
            return _named(session, kind.to) if session.records(kind.to) else st.none()
    raise AssertionError(kind)


def _named(session: Session, table: str) -> st.SearchStrategy[str]:
    """The id of a row; none where there are no rows."""
    rows = [record.id for record in session.records(table)]
    return st.sampled_from(rows) if rows else st.nothing()


def ids(session: Session, table: str) -> list[str]:
    return [record.id for record in session.records(table)] or [WHOLE]


@st.composite
def places(draw: st.DrawFn, session: Session) -> Place:
    """A field of a row, also of one of a keyed table that is not written yet."""
    table = draw(st.sampled_from([name for name in TABLES if _rows(session, name)]))
    names = [name for name in fields(table) if name not in ("id", *TABLES[table].table.keys)]
    return Place(table, draw(st.sampled_from(_rows(session, table))), draw(st.sampled_from(names)))


def _rows(session: Session, table: str) -> list[str]:
    keys = TABLES[table].table.keys
    if table == "rounds":
        return [session.round.id]
    if keys in (("touchpoint",), ("person",), ("goal",)):
        return ids(session, {"touchpoint": "touchpoints", "person": "people", "goal": "goals"}[keys[0]])
    return [record.id for record in session.records(table)]


@st.composite
def changes(draw: st.DrawFn, session: Session) -> Change:
    """A change that a screen could make to the session."""
    match draw(st.sampled_from(["set", "set", "set", "add", "remove", "move", "fill", "together"])):
        case "add":
            table = draw(st.sampled_from(_ADDED_TABLES))
            return add(
                table,
                after=draw(st.sampled_from(["", *ids(session, table)])),
                **{TABLES[table].table.names or "id": draw(words) or "x"},
            )
        case "remove":
            return remove(draw(rows(session)), ON)
        case "move":
            return move(draw(rows(session)), draw(st.integers(-3, 3)))
        case "fill":
            source = draw(places(session))
            return fill_down(
                source,
                [Place(source.table, record.id, source.field) for record in session.records(source.table)][
                    -3:
                ],
            )
        case "together":
            return together("several", draw(setting(session)), draw(setting(session)))
        case _:
            return draw(setting(session))


@st.composite
def rows(draw: st.DrawFn, session: Session) -> Place:
    table = draw(st.sampled_from(_ROW_TABLES))
    return Place(table, draw(st.sampled_from(ids(session, table))))


@st.composite
def setting(draw: st.DrawFn, session: Session) -> Change:
    return draw(setting_of(session, draw(places(session))))


@st.composite
def setting_of(draw: st.DrawFn, session: Session, place: Place) -> Change:
    return set_value(place, draw(values(session, field_of(place.table, place.field).kind)))
