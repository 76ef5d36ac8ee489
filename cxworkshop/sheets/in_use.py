"""A list or form that is worked on while others change what it shows."""

from __future__ import annotations

from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import Place, field_of
from cxworkshop.sheets.open_cell import OpenCell
from cxworkshop.sheets.sheet import SheetState


def records_in_use(state: SheetState) -> list[Place]:
    """The records that are typed into, or about which a question is asked: they stay while somebody else
    removes them."""
    rows, open = state.rows, state.cell.open
    if open is None and state.question is None:
        return []
    places = rows.grid.record_places(rows.row) if rows.row < len(rows.source) else []
    if open is not None:
        places += [open.place] if open.place is not None else _begun_for(state.cell)
    return places


def _begun_for(cell: OpenCell) -> list[Place]:
    """The records that a row which is begun refers to."""
    new = cell.new_row
    kinds = {name: field_of(new.plan.table, name).kind for name, value in new.start.items() if value}
    return [
        Place(kind.to, str(new.start[name])) for name, kind in kinds.items() if isinstance(kind, Reference)
    ]


def follow_others(state: SheetState) -> None:
    """Shows the session as others have made it; the cursor and an open cell stay with their record."""
    rows, open = state.rows, state.cell.open
    place = open.place if open is not None else rows.place
    rows.set_view(rows.view)
    if place is not None and rows.place != place and not rows.go_to_place(place) and open is not None:
        rows.clear_filter()  # which hides what is typed into
        rows.go_to_place(place)
    state.cell.read_anew()
