"""The message by which the saver reports to the app, and what headers show of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.message import Message

from cxworkshop.commands import keyed
from cxworkshop.language import Words, _, date_text, plural, say, say_n, time_text
from cxworkshop.language.harmless import display

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession
    from cxworkshop.editing.sharing import SharedSession
    from cxworkshop.storage.shared import Colleague


class SaveReported(Message):
    """The saver has written, or failed; `status` is its report."""

    def __init__(self, status: object) -> None:
        super().__init__()
        self.status = status


def not_saved(status: object, text: str = "") -> str:
    """That the saver's last attempt has failed, with the reason in a few words; empty when it has not."""
    if not isinstance(status, Exception):
        return ""
    return f"{_('NOT SAVED')}{text}: {getattr(status, 'why', status)}"


def not_sealed(opened: OpenSession) -> Words:
    """That answers from phones would be lost with the program; empty where there are none."""
    n = len(opened.box.people())
    words = say_n(
        "What {n} person has answered on a phone is in no file before it is sealed. Seal it; the same key "
        "once more gives it up.",
        "What {n} people have answered on phones is in no file before it is sealed. Seal it; the same key "
        "once more gives it up.",
        n,
    )
    return words if n else ""


def saved_pieces(
    opened: OpenSession, status: Any, others: Sequence[Colleague], *, shows_text: bool
) -> list[tuple[str, str]]:
    """Whether everything is on the disk and since when, and which others have it open, as pieces of text and
    tone. `status` is the saver's last report. `shows_text` adds the text saved last, for tests that run the
    program from outside."""
    if opened.read_only:
        return [(f"! {_read_only(opened)}", "bad")]
    text = f" {opened.last_text}" if shows_text else ""
    if failure := not_saved(status, text):
        return [(failure, "bad")]
    if not opened.is_saved:
        return [(_("saving …"), "muted")]
    at = getattr(status, "at", None) or opened.saved_at
    saved = f"{_('saved')}{text} {time_text(at.astimezone()) if at else ''}"
    if opened.shared is not None and opened.shared.exchange is not None:
        return _shared_pieces(opened.shared, others, saved)
    return [(f"✓ {saved}", "good"), *([(f" · {_with(others)}", "accent")] if others else [])]


def _shared_pieces(shared: SharedSession, others: Sequence[Colleague], saved: str) -> list[tuple[str, str]]:
    """Whether others can have it too, and who is there."""
    reach, is_put = shared.reach, shared.is_put
    if reach.refusal:
        return [(f"! {say('only on this laptop: {why}', why=reach.why)}", "bad")]
    if reach.since is not None:
        since = _since(reach.since)
        if is_put:
            words = say("no contact {since}: {why}", since=since, why=reach.why)
            return [(f"✓ {saved}", "good"), (f" · {words}", "contested")]
        words = say("only on this laptop {since}: {why}", since=since, why=reach.why)
        return [(f"! {words}", "contested")]
    if shared.is_late:
        return [(f"! {say('only on this laptop so far')} …", "contested")]
    where = (f" · {_with(others) if others else _('shared')}", "accent" if others else "muted")
    return [(f"✓ {saved}", "good") if is_put else (f"… {saved}", "muted"), where]


def _since(at: datetime) -> Words:
    """With the day where that is not today."""
    if at.date() == datetime.now().astimezone().date():
        return say("since {time}", time=time_text(at))
    return say("since {day}", day=date_text(at.date(), with_year=False))


def _with(others: Sequence[Colleague]) -> str:
    names = [*dict.fromkeys(display(other.name) for other in others)]
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{say('with {who}', who=names[0])}{more}"


def _read_only(opened: OpenSession) -> str:
    if opened.faults:
        return f"{_('read only')}: {plural('{n} fault', '{n} faults', len(opened.faults))}"
    if opened.is_free:
        return str(keyed("free again: {take_over} writes here"))
    if opened.holder:
        return str(say("read only: {who} has it open", who=opened.holder))
    return _("read only")
