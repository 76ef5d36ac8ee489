"""Makes the action when a parked thing is moved to the actions, once."""

from __future__ import annotations

from cxworkshop.editing.ids import id_of_made
from cxworkshop.model.actions import Action, Parking
from cxworkshop.model.ops import Add, Ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

MOVED = "moved_to_action"


def becomes_action(session: Session, changed: Place, value: object) -> Ops:
    """The ops for a parked thing whose status changes: its text, owner, date and touchpoint as an action,
    unless there is one of that text already."""
    item = session.find(changed.table, changed.id, changed.round)
    if not isinstance(item, Parking) or (changed.field, value) != ("status", MOVED) or not item.text.strip():
        return ()
    if any(action.title == item.text for action in session.round.actions):
        return ()
    action = Action(
        id=id_of_made(session, "actions", item.id),
        title=item.text,
        owner=item.owner,
        due_on=item.by,
        touchpoint=item.touchpoint,
    )
    return (Add("actions", changed.round, action),)
