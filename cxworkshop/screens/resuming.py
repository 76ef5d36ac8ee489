"""Resumes a draft: opens the cell or line again in which text was being typed when the program ended."""

from __future__ import annotations

from cxworkshop.commands import keyed
from cxworkshop.editing.changes import add
from cxworkshop.language import say
from cxworkshop.method import steps
from cxworkshop.method.check_days import held_on
from cxworkshop.method.checkins import matters
from cxworkshop.model.place import Place
from cxworkshop.screens.capture import CAPTURES
from cxworkshop.screens.check_list import CheckListScreen
from cxworkshop.screens.check_word import COMMAND, asked_in
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.notes import NOTES
from cxworkshop.storage.file.draft import Draft


def _keep_note(workshop: Workshop, text: str, step: str | None) -> None:
    """Keeps a private note that was being typed: the room may see the screen on which it would be resumed."""
    fault = workshop.apply(add(NOTES.table, text=text, step=step if step in steps.STEPS else None))
    workshop.tell(
        fault or keyed("A private note was being typed when the program ended. It is kept: {notes} shows it.")
    )


def _is_checked(workshop: Workshop, draft: Draft) -> bool:
    """Whether a check-in still speaks of what a word was being typed on."""
    asked = asked_in(draft)
    if asked is None:
        return False
    session, today = workshop.session, workshop.cx.today()
    held = held_on(session, asked.on)
    return any(row.place == asked.place for row in matters(session, held.id if held else "", today))


async def resume(workshop: Workshop, draft: Draft) -> None:
    """Opens the draft at its place in the workshop, else in a line for the parking lot."""
    origin = {name: value for name, value in draft.where.items() if isinstance(value, str)}
    sheet, entry = workshop.sheet, workshop.entry
    if NOTES.table in (origin.get("table"), origin.get("sheet")) or origin.get("command") == "note":
        _keep_note(workshop, draft.text, origin.get("step"))
        return
    if origin.get("command") == COMMAND and _is_checked(workshop, draft):
        workshop.pending_screen = CheckListScreen(workshop, draft)
        return
    if origin.get("step") in steps.STEPS:
        workshop.go(workshop.position.to_step(origin["step"]))
    if origin.get("command") in CAPTURES:
        await workshop.run(origin["command"])
    elif "id" in origin:
        place = Place(origin.get("table", ""), origin["id"], origin.get("field", ""))
        if workshop.jump(place) and sheet.place is not None and sheet.place[:3] == place[:3]:
            sheet.do_edit()
    elif position := workshop.position.to_list_named(origin.get("sheet", "")):
        workshop.go(position)
        sheet.do_add()
    sheet.resume(draft.text)
    if not entry.is_open and sheet.open is None:
        await workshop.run("park")
    if entry.is_open:
        entry.resume(draft.text)
    workshop.draw_keys()
    workshop.tell(say("This was being typed when the program ended. Enter keeps it, Escape gives it up."))
