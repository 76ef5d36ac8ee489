"""What the program is told by whoever saves, and what the header says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

from cxworkshop.language import _, plural, time_text

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession


class SaveReported(Message):
    """The saver has written, or could not."""

    def __init__(self, status: object) -> None:
        super().__init__()
        self.status = status


def saved_pieces(opened: OpenSession, status: Any, *, is_tried: bool) -> list[tuple[str, str]]:
    """Whether everything is on the disk, and since when. `status` is what the saver said last. To whoever
    tries the program from outside, it says which text was saved last too."""
    if opened.read_only:
        why = f": {plural('{n} fault', '{n} faults', len(opened.faults))}" if opened.faults else ""
        return [(f"! {_('read only')}{why}", "bad")]
    text = f" {opened.last_text}" if is_tried else ""
    if isinstance(status, Exception):
        return [(f"{_('NOT SAVED')}{text}: {status}", "bad")]
    if not opened.is_saved:
        return [(_("saving …"), "muted")]
    at = getattr(status, "at", None) or opened.saved_at
    when = time_text(at.astimezone()) if at else ""
    return [(f"✓ {_('saved')}{text} {when}", "good")]
