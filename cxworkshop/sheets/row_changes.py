"""What can be done to rows and cells without opening them: remove, toggle, empty, move, fill. Each asks the
desk once and says what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from cxworkshop.commands import key_of, keyed
from cxworkshop.editing.changes import Change, fill_down, move, remove, set_value, set_values
from cxworkshop.language import Words, say, say_n
from cxworkshop.method import derived
from cxworkshop.model.kinds import Choice, Choices, Day, Reading, YesNo
from cxworkshop.model.place import Place, field_of, kind_at, row_name, value_at
from cxworkshop.model.references import references_to


class Desk(Protocol):
    """Whoever holds the session: the workshop's screen, a form, a test."""

    @property
    def reading(self) -> Reading: ...

    def apply(self, change: Change) -> Words | None:
        """Makes the change and shows the new session; the words of a refusal, or None."""

    def tell(self, words: Words) -> None:
        """Says something in passing."""

    def open_record(self, places: list[Place], title: str) -> None:
        """Shows whole records as a form."""


def take_away(desk: Desk, place: Place) -> None:
    """Removes a row, or retires it when history names it; says how many references went with it."""
    before = desk.reading
    name, cleared = row_name(before.session, place), len(references_to(before.session, place))
    fault = desk.apply(remove(place, before.on))
    if fault is not None:
        desk.tell(fault)
    elif desk.reading.session.find(place.table, place.id) is not None:
        desk.tell(
            say("{row}: an earlier round names it, so it is retired and kept in the history.", row=name)
        )
    elif cleared:
        told = say_n(
            "Removed: {row}. {n} reference was cleared. {undo} brings it back.",
            "Removed: {row}. {n} references were cleared. {undo} brings it back.",
            cleared,
            row=name,
            undo=key_of("undo"),
        )
        desk.tell(told)
    else:
        desk.tell(keyed("Removed: {row}. {undo} brings it back.", row=name))


def turned(desk: Desk, place: Place) -> Any:
    """The value a toggle puts: no for yes, the next choice, today in an empty date. NotImplemented where
    there is nothing to toggle."""
    reading = desk.reading
    kind, value = kind_at(reading.session, place), value_at(reading.session, place)
    if isinstance(kind, YesNo):
        shown = (
            derived.derived_value(reading.session, place, reading.on)
            if value is None and kind.derived
            else value
        )
        return not shown
    if isinstance(kind, Choice) and not isinstance(kind, Choices):
        values = [known for known, _words in kind.of]
        return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
    if isinstance(kind, Day) and value is None:
        return reading.on
    return NotImplemented


def put(desk: Desk, places: Sequence[Place], value: Any) -> None:
    """The same value in one place or several."""
    change = (
        set_value(places[0], value)
        if len(places) == 1
        else set_values(((p, value) for p in places), say("{n} cells", n=len(places)))
    )
    if (fault := desk.apply(change)) is not None:
        desk.tell(fault)


def clear(desk: Desk, places: Sequence[Place]) -> None:
    """Empties cells, as one step."""
    values = [
        (place, False if "[" in place.field else field_of(place.table, place.field).default)
        for place in places
    ]
    if values:
        change = (
            set_value(*values[0]) if len(values) == 1 else set_values(values, say("{n} cells", n=len(values)))
        )
        if (fault := desk.apply(change)) is not None:
            desk.tell(fault)


def fill(desk: Desk, source: Place, places: Sequence[Place]) -> None:
    """Copies a cell to others of its column."""
    if places:
        fault = desk.apply(fill_down(source, places))
        told = say_n(
            "Filled {n} row. {undo} takes it back.",
            "Filled {n} rows. {undo} takes it back.",
            len(places),
            undo=key_of("undo"),
        )
        desk.tell(fault or told)


def shift(desk: Desk, place: Place | None, by: int, is_sorted: bool) -> bool:
    """Moves a row in its table; False, with the reason said, where it cannot be moved."""
    if place is None:
        desk.tell(say("The order of this list comes from the touchpoints and people."))
    elif is_sorted:
        desk.tell(keyed("The list is sorted; press {sort} until it is in its own order, then move."))
    elif (fault := desk.apply(move(place, by))) is not None:
        desk.tell(fault)
    else:
        return True
    return False
