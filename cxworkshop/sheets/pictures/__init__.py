"""The views of lists that are no lists: cards and pictures, by the names that lists declare."""

from __future__ import annotations

from importlib import import_module

from cxworkshop.language import N_, NC_
from cxworkshop.sheets.picture import Picture

LIST, CARD = "", "card"
"""The views that are no pictures: the list itself, and one touchpoint at a time."""
TITLES = {
    LIST: N_("list"),
    CARD: N_("card"),
    "journey": NC_("view", "journey"),
    "matrix": NC_("view", "matrix"),
    "map": NC_("view", "map"),
    "load": NC_("view", "load"),
    "guessed": NC_("view", "chart"),
    "trend": NC_("view", "trend"),
    "progress": NC_("view", "progress"),
    "two_sides": NC_("view", "side by side"),
    "board": NC_("view", "by date"),
    "owners": NC_("view", "by owner"),
}
_MODULES = {"map": "responsibility_map", "owners": "board"}


def picture(id: str) -> Picture:
    """The picture with an id. Its module is imported when it is first needed."""
    module = import_module(f"cxworkshop.sheets.pictures.{_MODULES.get(id, id)}")
    declared: Picture = module.PICTURES[id]
    return declared
