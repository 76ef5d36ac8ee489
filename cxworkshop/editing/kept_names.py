"""Which names stay, because what was voted and agreed is told by them."""

from __future__ import annotations

from cxworkshop.language import Words, say
from cxworkshop.model.place import Place, row_name
from cxworkshop.model.references import must_stay
from cxworkshop.model.session import TABLES, Session


def why_named(session: Session, place: Place) -> Words:
    """Why the name at a place cannot be emptied: what was voted and agreed is told by it. Empty when it
    can."""
    if place.field != TABLES[place.table].table.names or not must_stay(session, place.at("")):
        return ""
    name = row_name(session, place)
    if place.table == "people":
        return say("{row} has answered or carries something: the name stays.", row=name)
    return say("{row} is in use: the name stays.", row=name)
