"""The action board: what is to be done, in columns by date or by owner."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cxworkshop.language import N_, _, date_text
from cxworkshop.model.actions import ACTION_STATUSES, Action
from cxworkshop.model.place import record_at
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led, name_tone
from cxworkshop.sheets.pieces import Line, paragraph, rule, signs
from cxworkshop.sheets.priorities import touchpoints_of
from cxworkshop.sheets.text import shorten, without_breaks

LEAST = 24
"""Cells of a column; where there is no room for all, the others stand below."""
MOST = 44
"""Cells of a column, however wide the screen."""
GAP = 2
AIR = 1
"""Lines between two actions."""
SIGNS = {"in_progress": "◐", "blocked": "!", "done": "✓", "dropped": "×"}
"""The sign of a status, but for that of an open action."""
OPEN = "○"
SPANS = (
    (30, N_("within 30 days")),
    (60, N_("31–60 days")),
    (90, N_("61–90 days")),
)
"""The last day of a column, counted from the day at hand, and what the column is called."""
LATER = 120
"""The day that stands for what is later."""


_NOTHING = Item((((" ", ""),),))


@dataclass(frozen=True)
class BoardColumn:
    """Actions under one title, each with the index of its row."""

    title: str
    actions: Sequence[tuple[int, Action]]
    tone: str = "accent"


def by_date(grid: Grid, width: int) -> Drawing:
    """The actions in columns by date."""
    return _board(grid, width, columns_by_date(_actions(grid), grid.reading.on), "due_on")


def columns_by_date(actions: Sequence[tuple[int, Action]], on: date) -> list[BoardColumn]:
    """Overdue, within 30, 60, 90 days, later, without a date, finished. The three in the middle always
    stand: what is to be done soon shows also by its absence. None without actions."""
    waiting = [(i, action) for i, action in actions if action.is_unfinished]
    dated = sorted(
        ((i, action, action.due_on) for i, action in waiting if action.due_on), key=lambda row: row[2]
    )
    columns = [BoardColumn(_("overdue"), [(i, action) for i, action, due in dated if due < on], "bad")]
    first = on
    for days, title in SPANS:
        last = on + timedelta(days)
        columns.append(
            BoardColumn(_(title), [(i, action) for i, action, due in dated if first <= due <= last])
        )
        first = last + timedelta(1)
    later = [(i, action) for i, action, due in dated if due >= first]
    undated = [(i, action) for i, action in waiting if action.due_on is None]
    finished = [(i, action) for i, action in actions if not action.is_unfinished]
    columns += [
        BoardColumn(_("later"), later),
        BoardColumn(_("without a date"), undated, "bad"),
        BoardColumn(_("finished"), finished, "muted"),
    ]
    always = columns[1:4]
    return [c for c in columns if c.actions or c in always] if actions else []


def day_beside(action: Action, by: int, on: date) -> str:
    """The last day of the column after or before that of an action, as it is typed; empty past both ends.
    What has no date is moved to the next days."""
    if action.due_on is None:
        return f"+{SPANS[0][0]}d"
    ends = [days for days, _title in SPANS]
    column = bisect_left([-1, *ends], (action.due_on - on).days) + by - 1
    return f"+{[*ends, LATER][column]}d" if 0 <= column <= len(ends) else ""


def by_owner(grid: Grid, width: int) -> Drawing:
    """What has no owner first, then whoever has most to do; what is finished is left out."""
    waiting = [(i, action) for i, action in _actions(grid) if action.is_unfinished]
    session = grid.reading.session
    of_owner: dict[str, list[tuple[int, Action]]] = {}
    for i, action in waiting:
        of_owner.setdefault(action.owner or "", []).append((i, action))
    columns = [BoardColumn(_("nobody yet"), of_owner.pop(""), "bad")] if "" in of_owner else []
    for owner, actions in sorted(of_owner.items(), key=lambda pair: -len(pair[1])):
        actions.sort(key=lambda pair: pair[1].due_on or date.max)
        columns.append(BoardColumn(session.name_of("people", owner), actions))
    return _board(grid, width, columns, "owner")


def _actions(grid: Grid) -> list[tuple[int, Action]]:
    records = ((i, record_at(grid.reading.session, row["actions"])) for i, row in enumerate(grid.rows))
    return [(i, record) for i, record in records if isinstance(record, Action)]


def _board(grid: Grid, width: int, columns: Sequence[BoardColumn], field: str) -> Drawing:
    """Columns side by side, as many as have room; then those that follow, below. The cursor goes to the title
    of an action, or to its empty `field`."""
    canvas = Canvas()
    beside = max(1, min(len(columns), (width + GAP) // (LEAST + GAP)))
    beside = -(-len(columns) // -(-len(columns) // beside)) if columns else 1  # as many in each band
    wide = min(MOST, (width - GAP * (beside - 1)) // beside)
    for begin in range(0, len(columns), beside):
        band = columns[begin : begin + beside]
        if begin:
            canvas.say()
        heads = [Item((_head(column, wide), rule(wide))) for column in band]
        top = len(canvas.body)
        canvas.put(*((k * (wide + GAP), wide, [head]) for k, head in enumerate(heads)))
        canvas.headings.append(range(top, len(canvas.body)))
        items = [[_item(grid, i, action, wide, field) for i, action in column.actions] for column in band]
        canvas.put(*((k * (wide + GAP), wide, own or [_NOTHING]) for k, own in enumerate(items)), air=AIR)
    used = {action.status or "open" for column in columns for _i, action in column.actions}
    if used - {"open"}:
        words = [f"{SIGNS.get(status, OPEN)} {_(word)}" for status, word in ACTION_STATUSES if status in used]
        canvas.say()
        canvas.body += signs(words, width)
    return canvas.drawing


def _head(column: BoardColumn, wide: int) -> Line:
    count = f"  {len(column.actions) or '–'}"
    return ((f" {shorten(column.title, wide - 1 - len(count))}{count}", column.tone),)


def _item(grid: Grid, i: int, action: Action, wide: int, field: str) -> Item:
    """An action: what, who or when, and for which touchpoint."""
    session, is_priority, room = grid.reading.session, grid.is_about_priority(i), wide - 3
    owner = session.short_name_of(action.owner) if action.owner else _("nobody yet")
    due = date_text(action.due_on) if action.due_on else _("no date")
    is_late = action.is_unfinished and action.due_on is not None and action.due_on < grid.reading.on
    due = without_breaks(f"! {due}" if is_late else due)
    who_and_when = due if field == "owner" else f"{owner}, {due}" if action.due_on else owner
    is_amiss = is_late or not action.due_on or not action.owner
    sign = SIGNS.get(action.status or "", OPEN)
    about = [session.name_of("touchpoints", id) for id in sorted(touchpoints_of(session, grid.rows[i]))]
    lines = (
        *paragraph(
            action.name_shown or _("not said yet"), room + 2, name_tone(is_priority), (f"{sign} ", "muted")
        ),
        *paragraph(who_and_when, room, "contested" if is_amiss else "accent", ("  ", "")),
        *(line for name in about for line in paragraph(name, room, "muted", ("  ", ""))),
    )
    cell = field if not getattr(action, field) else "title"
    return Item(led(lines, is_priority), i, grid.rows[i]["actions"].at(cell))


_EMPTY = N_(
    "No action yet. {act} records one from anywhere: who does what by when; {add} adds one to the list."
)
PICTURES = {
    "board": Picture(by_date, _EMPTY, turned="owners"),
    "owners": Picture(by_owner, _EMPTY, turned="board"),
}
