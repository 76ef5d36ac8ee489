"""The list of the facilitator's private notes. It is in no step, so that no key of a list that the room sees
leads to it."""

from __future__ import annotations

from cxworkshop.language import N_
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.plan import SheetPlan

NOTES = SheetPlan(
    "notes",
    N_("Private notes"),
    (
        Column("notes.text", width=30, weight=1, importance=10),
        Column("notes.step", width=12, importance=5),
    ),
    table="notes",
    empty=N_("Your own notes, in no document of the team's. {note} writes one from anywhere."),
)
