"""The rows of a check-in: what was promised and agreed, whose it is, when it was due, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.language import N_, Words, _, date_text, say
from cxworkshop.method.checkins import Matter, said_before
from cxworkshop.model.actions import ACTION_STATUSES, Action, Commitment
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Listing

COLUMNS = (
    Column("", N_("Promised or agreed"), width=24, weight=4, importance=10),
    Column("", N_("Whose"), width=16, weight=1, importance=8),
    Column("", N_("Due"), width=13, importance=8),
    Column("", N_("What became of it"), width=14, importance=10),
    Column("", N_("In a word"), width=12, weight=2, importance=5),
    Column("", N_("Acknowledged"), width=12, importance=3),
)
_LATER = COLUMNS[-2:]
"""What is filled in by and by."""


def listing(session: Session, shown: Sequence[Matter], on: date) -> Listing:
    """The rows, as of a day. A column that nothing stands in yet leaves its room to what was promised."""
    rows = [cells(session, matter, on) for matter in shown]
    used = [j for j, column in enumerate(COLUMNS) if column not in _LATER or any(row[j].text for row in rows)]
    return Listing(tuple(COLUMNS[j] for j in used), tuple(tuple(row[j] for j in used) for row in rows))


def cells(session: Session, matter: Matter, on: date) -> tuple[Cell, ...]:
    """The row of a promise or an action, as of a day."""
    record, line = record_at(session, matter.place), matter.line
    is_late = line is None and matter.is_overdue(on)
    due = f"{'! ' if is_late else ''}{date_text(matter.due)}" if matter.due else ""
    name = record.name_shown if record is not None else ""
    if matter.place.table == "commitments":
        name = _("Promise: {text}").format(text=name)
    return (
        Cell(name),
        Cell(session.name_of("people", matter.who), "muted"),
        Cell(due, "contested" if is_late else "muted"),
        became(record, matter, on),
        Cell(line.text if line else ""),
        Cell(_("yes") if line and line.acknowledged else "", "good"),
    )


def became(record: object, matter: Matter, on: date) -> Cell:
    """What was said of it at the check-in of a day; before that, muted, what it was: stuck, under way."""
    line = matter.line
    if line is None:
        return Cell(_going(record), "muted")
    if isinstance(record, Commitment):
        if line.outcome == "met":
            return Cell(f"✓ {_('kept')}", "good")
        if record.kept is False:
            return Cell(f"✗ {_('not kept')}", "bad")
        return Cell(f"→ {date_text(record.by)}", "contested") if line.outcome else Cell(_("under way"))
    if not isinstance(record, Action):
        return Cell()
    if line.outcome == "met":
        return Cell(f"✓ {_('done') if record.done_on in (None, on) else date_text(record.done_on)}", "good")
    if line.outcome == "dropped":
        return Cell(f"✗ {_('dropped')}", "muted")
    if line.outcome == "slipped":
        return Cell(f"→ {date_text(record.due_on)}", "contested")
    return Cell(
        _(dict(ACTION_STATUSES).get(record.status or "", "")), "bad" if record.status == "blocked" else ""
    )


def _going(record: object) -> str:
    """What is known of an action before anything is said of it: stuck or under way."""
    status = record.status if isinstance(record, Action) else None
    return _(dict(ACTION_STATUSES)[status]) if status in ("in_progress", "blocked") else ""


def about(session: Session, matter: Matter, checkin: str) -> Words:
    """The whole words of a row, for which goal it is, who follows up on it, and what was said of it the last
    time, before a check-in."""
    record = record_at(session, matter.place)
    name = record.name_shown if record is not None else ""
    goal = session.name_of("goals", record.goal or "") if isinstance(record, Action) else ""
    parts = [name]
    if goal:
        parts.append(str(say("for the goal: {goal}", goal=goal)))
    if matter.follows_up:
        parts.append(str(say("{name} asks", name=session.name_of("people", matter.follows_up))))
    if (before := said_before(session, checkin, matter.place.id)) is not None:
        what = f"{before.became} – {before.word}" if before.word else before.became
        parts.append(str(say("last time, {day}: {what}", day=before.day, what=what)))
    return " · ".join(parts)
