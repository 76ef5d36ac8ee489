"""Changes rows and cells without opening them: remove, toggle, empty, move, fill. Each function applies one
change through the desk and says what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from cxworkshop.commands import key_of, keyed
from cxworkshop.editing.changes import Change, fill_down, move, remove, set_value, set_values, together
from cxworkshop.editing.kept_names import why_named
from cxworkshop.language import Words, _, date_text, say, say_n
from cxworkshop.method import derived, workload
from cxworkshop.method.derived import row_name
from cxworkshop.model.kinds import Choice, Choices, Day, Number, Reading, YesNo
from cxworkshop.model.place import Place, field_of, kind_at, unread_at, value_at
from cxworkshop.model.references import must_stay, references_to, retirement
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.grid import Grid

COMPUTED = say("This is computed; it changes with what it is computed from.")
NO_ROWS = say("There is no row here.")
CLEARED = 4
"""Places that are named of those where a removed row stood."""


class Desk(Protocol):
    """The owner of the session that a sheet shows: a screen, a form, a test."""

    @property
    def reading(self) -> Reading: ...

    def apply(self, change: Change) -> Words | None:
        """Applies a change and shows the new session. The reason of a refusal, or None."""

    def tell(self, words: Words) -> None:
        """Shows a message until the next key."""

    def open_record(self, places: list[Place], title: str) -> None:
        """Shows the records as a form."""


def retiring(reading: Reading, place: Place) -> tuple[Words, Words] | None:
    """Why a row is not removed, and the question whether it shall be retired; None when it is removed. Of a
    row that is retired already: what that means, and no question."""
    session, name = reading.session, row_name(reading.session, place)
    if not must_stay(session, place):
        return None
    since = value_at(session, place.at(retirement(place.table)))
    if place.table != "people":
        if since is not None:
            return say("{row} is retired; what was said and voted stays.", row=name), ""
        kept = say("{row} is in use, and is kept: what was said and voted stays.", row=name)
        return kept, say("Retire {row}?", row=name)
    if since is not None:
        return _with_needed(session, place, say("{row} left on {day}.", row=name, day=date_text(since))), ""
    kept = say("{row} has answered or carries something, and is kept: what was voted stays.", row=name)
    question = say("{row}: left on {day}?", row=name, day=date_text(reading.on))
    return _with_needed(session, place, kept), question


def _with_needed(session: Session, place: Place, words: Words) -> Words:
    """The words, followed by what needs a new name without a person."""
    needed = workload.carried_by(session, place.id)
    names = " · ".join(session.name_of("touchpoints", touchpoint) for touchpoint in needed)
    return f"{words} {say('A new name is needed for: {names}.', names=names)}" if needed else words


def remove_row(desk: Desk, place: Place) -> None:
    """Removes a row, or retires it when it carries something; says from where it went too."""
    before = desk.reading
    name, cleared = row_name(before.session, place), references_to(before.session, place)
    fault = desk.apply(remove(place, before.on))
    if fault is not None:
        desk.tell(fault)
    elif desk.reading.session.find(place.table, place.id) and (stays := retiring(desk.reading, place)):
        desk.tell(f"{stays[0]} {keyed('{undo} takes it back.')}")
    elif cleared:
        where = dict.fromkeys(_held_at(before.session, here) for here in cleared)
        listed = " · ".join([*where][:CLEARED]) + (" …" if len(where) > CLEARED else "")
        desk.tell(
            keyed("Removed: {row}; it stood in: {where}. {undo} brings it back.", row=name, where=listed)
        )
    else:
        desk.tell(keyed("Removed: {row}. {undo} brings it back.", row=name))


def _held_at(session: Session, place: Place) -> str:
    """What a reference to a row is: who is present, the accountable of a touchpoint."""
    if (place.table, place.field) == ("rounds", "participants"):
        return _("those present")
    if place.field in TABLES[place.table].table.keys:
        return _(TABLES[place.table].table.label)
    field = _(kind_at(session, place).label)
    return str(say("{field} of {row}", field=field, row=row_name(session, place)))


def toggled_value(desk: Desk, place: Place) -> Any:
    """The value after a toggle: no for yes, the next choice or rank, today for an empty date. NotImplemented
    for other kinds."""
    reading = desk.reading
    kind, value = kind_at(reading.session, place), value_at(reading.session, place)
    if value is None and kind.derived:
        value = derived.derived_value(reading.session, place, reading.on)
    if isinstance(kind, YesNo):
        return not value
    if isinstance(kind, Number) and kind.turns:
        return int(value or 0) % kind.turns + 1
    if isinstance(kind, Choice) and not isinstance(kind, Choices):
        values = [option.value for option in kind.options(reading)]
        return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
    if isinstance(kind, Day) and value is None:
        return reading.on
    return NotImplemented


def put_value(desk: Desk, places: Sequence[Place], value: Any) -> None:
    """Puts the same value into some places, as one change."""
    _set_all(desk, [(place, value) for place in places])


def clear_cells(desk: Desk, places: Sequence[Place]) -> bool:
    """Empties cells, as one change. False when all are empty."""
    empty = [
        (place, False if "[" in place.field else field_of(place.table, place.field).default)
        for place in places
    ]
    session = desk.reading.session
    if all(value_at(session, place) == value and not unread_at(session, place) for place, value in empty):
        return False
    why = next((why for place, value in empty if not value and (why := why_named(session, place))), "")
    if why:
        desk.tell(f"{why} {keyed('{remove} is for who or what has left.')}")
    else:
        _set_all(desk, empty)
    return True


def _set_all(desk: Desk, values: Sequence[tuple[Place, Any]]) -> None:
    if values:
        change = (
            set_value(*values[0]) if len(values) == 1 else set_values(values, say("{n} cells", n=len(values)))
        )
        if (fault := desk.apply(change)) is not None:
            desk.tell(fault)


def fill_cells(desk: Desk, columns: Sequence[tuple[Place, Sequence[Place]]]) -> None:
    """Copies cells, each to others of its column, as one change."""
    session = desk.reading.session
    changed = [(source, _otherwise(session, source, places)) for source, places in columns]
    fillable = [(source, places) for source, places in changed if places and not _is_name(source)]
    if not any(places for _source, places in columns):
        desk.tell(say("There is no other row to fill."))
    elif not fillable:
        desk.tell(_why_not_filled(session, [source for source, _places in columns]))
    else:
        parts = [fill_down(source, places) for source, places in fillable]
        fault = desk.apply(together(parts[0].name(session), *parts))
        count = max(len(places) for _source, places in fillable)
        words = say_n(
            "Filled {n} row. {undo} takes it back.",
            "Filled {n} rows. {undo} takes it back.",
            count,
            undo=key_of("undo"),
        )
        desk.tell(fault or words)


def fill_beside(desk: Desk, grid: Grid, columns: Sequence[tuple[Place, Sequence[Place]]]) -> None:
    """Copies cells, each to others of its column; says why where there is nothing to fill."""
    if grid.plan.is_form:
        desk.tell(say("A form has no column to fill."))
    elif not columns:
        desk.tell(COMPUTED if len(grid) else NO_ROWS)
    else:
        fill_cells(desk, columns)


def _otherwise(session: Session, source: Place, places: Sequence[Place]) -> list[Place]:
    value = value_at(session, source)
    return [place for place in places if value_at(session, place) != value or unread_at(session, place)]


def _is_name(place: Place) -> bool:
    return place.field == TABLES[place.table].table.names and bool(retirement(place.table))


def _why_not_filled(session: Session, sources: Sequence[Place]) -> Words:
    if any(_is_name(source) for source in sources):
        return say("Names are not filled down: each row has its own.")
    if all(value_at(session, source) in (None, "", ()) for source in sources):
        return say("The cell is empty, and so are the others: nothing was filled.")
    return say("The other cells hold the same already: nothing was filled.")


def move_row(desk: Desk, place: Place | None, by: int, is_sorted: bool) -> bool:
    """Moves a row in its table. False, after saying why, where it cannot be moved."""
    if place is None:
        desk.tell(say("The order of this list comes from the touchpoints and people."))
    elif is_sorted:
        desk.tell(keyed("The list is sorted; press {sort} until it is in its own order, then move."))
    elif (fault := desk.apply(move(place, by))) is not None:
        desk.tell(fault)
    else:
        return True
    return False
