"""What was being typed in a workshop when the program ended: opened again with the text in it."""

from __future__ import annotations

from cxworkshop.language import say
from cxworkshop.method import steps
from cxworkshop.model.place import Place
from cxworkshop.screens.capture import CAPTURES
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.storage.file.draft import Draft


async def resume(workshop: Workshop, draft: Draft) -> None:
    """Opens where it was typed; the parking lot for what has no place any more."""
    where = {name: value for name, value in draft.where.items() if isinstance(value, str)}
    sheet, entry = workshop.sheet, workshop.entry
    if where.get("step") in steps.STEPS:
        workshop.go(workshop.at.to_step(where["step"]))
    if where.get("command") in CAPTURES:
        await workshop.run(where["command"])
    elif "id" in where:
        place = Place(where.get("table", ""), where["id"], where.get("field", ""))
        if workshop.jump(place) and sheet.place is not None and sheet.place[:3] == place[:3]:
            sheet.do_edit()
    elif there := workshop.at.to_list_called(where.get("sheet", "")):
        workshop.go(there)
        sheet.do_add()
    sheet.resume(draft.text)
    if not entry.is_open and sheet.open is None:
        await workshop.run("park")
    if entry.is_open:
        entry.resume(draft.text)
    workshop.draw_keys()
    workshop.tell(say("This was being typed when the program ended. Enter keeps it, Escape gives it up."))
