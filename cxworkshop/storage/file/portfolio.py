"""What a listing tells of a workshop in words: the library and the verb list show them."""

from __future__ import annotations

from datetime import date

from cxworkshop.language import percent, plural, whole
from cxworkshop.storage.summary import Summary


def shared_picture(summary: Summary) -> str:
    """The share of touchpoints that one person holds in practice, and that of the round before."""
    if summary.clear_share is None or summary.clear_before is None:
        return percent(summary.clear_share)
    return f"{percent(summary.clear_before)} → {percent(summary.clear_share)}"


def open_actions(summary: Summary, today: date) -> tuple[str, str]:
    """How many actions are open, and of those how many are overdue; with the tone of that."""
    overdue = summary.actions_overdue(today)
    if not overdue:
        return (whole(summary.actions_open), "") if summary.actions_open else ("–", "muted")
    words = plural("{n} overdue", "{n} overdue", overdue)
    return f"{whole(summary.actions_open)} · ! {words}", "contested"
