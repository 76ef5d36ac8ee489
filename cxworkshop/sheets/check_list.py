"""The rows of a check-in: what was promised and agreed, whose it is, when it was due, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.editing.checking_in import asks_until_when
from cxworkshop.language import N_, NC_, Words, _, date_text, say
from cxworkshop.method.check_days import held_on
from cxworkshop.method.checkins import Matter, became, in_figures, is_not_kept, is_stuck, said_before
from cxworkshop.method.postponing import Postponed, postponed
from cxworkshop.method.thresholds import CARRIED_OFTEN
from cxworkshop.model.actions import Action
from cxworkshop.model.checkins import GOING_ON, CheckInLine
from cxworkshop.model.place import Place, record_at
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

A_WORD = N_("in a word · Enter without one")
UNTIL_WHEN = N_("its date has passed – until when? +30d, why · Enter: two weeks")
UNTIL_ANOTHER_DAY = N_("its date has passed – until when? +30d, why · Enter without one")
LINES = {
    "met": (N_("Done"), N_("3.6. and a word · Enter alone: done today")),
    "going": (N_("In progress"), A_WORD),
    "stuck": (N_("Blocked"), A_WORD),
    "later": (NC_("check-in", "Later"), N_("until when: +30d and why · Enter alone: two weeks later")),
    "dropped": (N_("Dropped"), A_WORD),
}
"""By answer: what the line for a word on it is called, and its hint."""
OF_A_PROMISE = {"met": N_("Kept"), "dropped": N_("Not kept")}
"""What an answer is called on a promise, where that is something else."""


def listing(session: Session, shown: Sequence[Matter], on: date) -> Listing:
    """The rows, as of a day. A column that nothing stands in yet leaves its room to what was promised."""
    rows = [cells(session, matter, on) for matter in shown]
    used = [j for j, column in enumerate(COLUMNS) if column not in _LATER or any(row[j].text for row in rows)]
    return Listing(tuple(COLUMNS[j] for j in used), tuple(tuple(row[j] for j in used) for row in rows))


def cells(session: Session, matter: Matter, on: date) -> tuple[Cell, ...]:
    """The row of a promise or an action, as of a day."""
    record, line = record_at(session, matter.place), matter.line
    name = record.name_shown if record is not None else ""
    if matter.place.table == "commitments":
        name = _("Promise: {text}").format(text=name)
    elif (put_off := _often_put_off(session, record)) is not None:
        name = _("Put off {n} times: {text}").format(n=put_off.times, text=name)
    return (
        Cell(name),
        Cell(session.name_of("people", matter.who), "muted"),
        due_cell(record, matter, on),
        became_cell(session, line),
        Cell(line.text if line else ""),
        Cell(_("yes") if line and line.acknowledged else "", "good"),
    )


def _often_put_off(session: Session, record: object) -> Postponed | None:
    """How an action that waits was put off, where that was so often that it is decided or dropped."""
    put_off = postponed(session, record) if isinstance(record, Action) and record.is_unfinished else None
    return put_off if put_off is not None and put_off.times >= CARRIED_OFTEN else None


def due_cell(record: object, matter: Matter, on: date) -> Cell:
    """When it was due; after the answer of the check-in the date that it has now, or the day before it that
    it was done on."""
    line = matter.line
    if line is None and matter.is_overdue(on):
        return Cell(f"! {date_text(matter.due)}", "contested")
    if line is not None and line.outcome == "met":
        done_on = record.done_on if isinstance(record, Action) else None
        return Cell(f"✓ {date_text(done_on)}" if done_on not in (None, on) else _day(matter.due), "muted")
    now = record.due_on if isinstance(record, Action) else getattr(record, "by", None)
    if line is not None and now is not None and now != matter.due:
        return Cell(f"→ {date_text(now)}", "contested")
    return Cell(_day(matter.due), "muted")


def _day(day: date | None) -> str:
    return date_text(day) if day else ""


def became_cell(session: Session, line: CheckInLine | None) -> Cell:
    """What was said of it at the check-in; empty before that."""
    if line is None:
        return Cell()
    words = str(became(session, line))
    if line.outcome == "met":
        return Cell(f"✓ {words}", "good")
    if line.outcome == "dropped":
        return Cell(f"✗ {words}", "muted")
    if line.outcome == "slipped":
        return Cell(f"✗ {words}", "bad") if is_not_kept(session, line) else Cell(f"→ {words}", "contested")
    return Cell(words, "bad" if is_stuck(session, line) else "")


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
    if isinstance(record, Action) and (put_off := postponed(session, record)) is not None:
        parts.append(str(put_off.words))
        if _often_put_off(session, record) is not None:
            parts.append(_("decide or drop"))
    before = said_before(session, checkin, matter.place.id)
    status = record.status if isinstance(record, Action) else None
    if before is None and matter.line is None and status in dict(GOING_ON):
        parts.append(_(dict(GOING_ON)[status]))
    if before is not None:
        what = f"{before.became} – {before.word}" if before.word else before.became
        parts.append(str(say("last time, {day}: {what}", day=before.day, what=what)))
    return " · ".join(parts)


def closing(session: Session, shown: Sequence[Matter], on: date) -> Words:
    """What a check-in came to and when the next one is, once all is answered; empty before that."""
    from cxworkshop.documents.plan.next_round import dates_ahead
    from cxworkshop.documents.wording import RecordView

    held = held_on(session, on)
    if held is None or not shown or any(matter.line is None for matter in shown):
        return ""
    what = next(row.words for row in in_figures(session) if row.id == held.id)
    ahead = dates_ahead(RecordView(session, on))
    if not ahead:
        return say("All is answered: {what}.", what=what)
    return say("All is answered: {what}. {next_date}.", what=what, next_date=ahead)


def question(row: Place, said: str, due: date | None, on: date) -> tuple[Words, Words]:
    """What the line for a word on an answer is called, as its cell will be, and its hint."""
    label, hint = LINES[said]
    if row.table == "commitments":
        label, hint = OF_A_PROMISE.get(said, label), A_WORD if said == "met" else hint
    if said != "later" and asks_until_when(row, said, due, on):
        hint = UNTIL_WHEN if row.table == "actions" else UNTIL_ANOTHER_DAY
    return say(label), say(hint)
