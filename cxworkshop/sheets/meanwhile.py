"""What others have changed in a cell while it was open: neither theirs nor what was typed is lost."""

from __future__ import annotations

from typing import Any

from cxworkshop.editing.changes import Change, together
from cxworkshop.editing.settling import keep_beside
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, value_at
from cxworkshop.sheets.commit import commit_value
from cxworkshop.sheets.units import Units

NOTHING = (None, "", (), False)


def commit_over(
    seen: Any, place: Place, value: Any, reading: Reading, units: Units, text: str = ""
) -> Change | None:
    """As `commit_value`, where others may have put something else than what was `seen` when the cell was
    opened: it is set aside. A set gets the members that they have put in, and loses those they took out."""
    now = value_at(reading.session, place)
    if now == seen:
        return commit_value(place, value, reading, units, text)
    if isinstance(value, tuple) and isinstance(now, tuple):
        come = tuple(member for member in now if member not in seen and member not in value)
        value = (*(member for member in value if member in now or member not in seen), *come)
        return commit_value(place, value, reading, units, text)
    change = commit_value(place, value, reading, units, text)
    if change is None or now in NOTHING or place.table in BLIND_TABLES:
        return change
    return together(change.name(reading.session), change, keep_beside(place, now))
