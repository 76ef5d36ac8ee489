"""The units typed or pasted with figures: a measure without a unit takes it, another unit is refused."""

from __future__ import annotations

from typing import Any

from cxworkshop.editing.changes import Change, set_value
from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import Words, say
from cxworkshop.method.lookup import measure as measure_of
from cxworkshop.model.measures import UNITS
from cxworkshop.model.numbers import in_unit, unit_in
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session

FIGURES = {"goals": ("baseline", "target"), "observations": ("value", "mean")}
"""The fields by table that are figures of the measure which the row names."""
_POINTS = {"nps_points", "points_1_5", "points_1_7"}
"""Units that are all typed as points."""


class Units:
    """The units of measures in a session, and those that they are given by what is read, cell after cell."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.given: dict[str, str] = {}
        """The new units, by the id of their measure."""
        self.without_measure: str = ""
        """The unit that was read last for a row without a measure."""
        self._measures: dict[tuple[str, str], str | None] = {}

    def read(self, place: Place, value: Any, text: str) -> Any:
        """A value read from a text, in the unit of its measure. The measure of a row is read before its
        figures. Raises NotUnderstood where the text has another unit."""
        if place.table not in FIGURES:
            return value
        row = place.table, place.id
        if place.field == "measure":
            self._measures[row] = value if isinstance(value, str) else None
        unit = unit_in(text)
        if place.field not in FIGURES[place.table] or not unit or value is None:
            return value
        id = self._measures[row] if row in self._measures else value_at(self.session, place.at("measure"))
        measure = measure_of(self.session, id)
        if measure is None:
            self.without_measure = unit
            return value
        wanted = measure.unit or self.given.setdefault(measure.id, unit)
        converted = value if wanted == unit or {wanted, unit} <= _POINTS else in_unit(value, unit, wanted)
        if converted is None:
            raise NotUnderstood(
                say(
                    "{value}: {measure} is counted in another unit, {unit}",
                    value=quoted(text.strip()),
                    measure=measure.name,
                    unit=unit_words(wanted),
                )
            )
        return converted

    def changes(self) -> list[Change]:
        """The changes that give measures their units."""
        return [set_value(Place("measures", id, "unit"), unit) for id, unit in self.given.items()]

    def told(self) -> Words:
        """What is said of the units; empty where there were none."""
        if self.without_measure:
            return say(
                "The unit ({unit}) belongs to a measure, and there is none yet: choose the measure first.",
                unit=unit_words(self.without_measure),
            )
        return " · ".join(
            str(
                say("Unit of {measure}: {unit}", measure=self.session.name_of("measures", id),
                    unit=unit_words(unit))
            )
            for id, unit in self.given.items()
        )  # fmt: skip


def unit_words(unit: str) -> Words:
    """What a unit is called."""
    return say(dict(UNITS)[unit])
