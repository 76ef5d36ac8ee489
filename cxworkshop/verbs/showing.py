"""The verb show: what a workshop holds and what is computed, as plain lines for pipes and screen readers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.language import _, rounded, say, speaking
from cxworkshop.printing import print_line
from cxworkshop.verbs.arguments import DONE, day_of, named_in

if TYPE_CHECKING:
    from cxworkshop.method.activities import Activity
    from cxworkshop.model.day import AgendaItem
    from cxworkshop.model.kinds import Reading
    from cxworkshop.model.place import Place
    from cxworkshop.model.session import Session
    from cxworkshop.sheets.cells import Row
    from cxworkshop.sheets.plan import SheetPlan


_COACHED = ("people", "parking", "dots", "confidence", "allocations")
"""Lists whose note says which key to press, or the same of each row."""


def show(arguments: Namespace) -> int:
    from cxworkshop.method.steps import STEPS, step
    from cxworkshop.model.kinds import Reading
    from cxworkshop.storage.file.faults import MOST_FAULTS

    file, day = named_in(arguments).read(), day_of(arguments)
    session, is_whole = file.session, len(file.faults) <= MOST_FAULTS
    reading = Reading(session, day)
    with speaking(language.language(), session.organisation.sector):
        if arguments.activity:
            for line in _activity(reading, arguments.activity):
                print_line(line)
            return DONE
        for name in [arguments.step] if arguments.step else STEPS:
            print_line(f"{step(name).stair} {step(name).name}")
            for line in _step_lines(reading, name, is_whole):
                print_line(f"  {line}")
    return DONE


def _step_lines(reading: Reading, step: str, is_whole: bool) -> Iterator[str]:
    """What a step holds: the activities of a day that has begun, each with its list; what else is recorded;
    the status of each touchpoint; what is missing. What is left of a file that is not whole is not judged."""
    session = reading.session
    shown: set[Place] = set()
    lists: set[str] = set()
    for item in session.round.agenda_items if is_whole else ():
        if item.step == step and not item.left_out:
            yield from _activity_lines(reading, item, lists, shown)
    yield from _recorded(reading, step, shown)
    if not is_whole:
        return
    if step == "organise" and "responsibility" not in lists:
        yield from _responsibility(reading)
    yield from _missing(reading, step)


# ---- what is recorded --------------------------------------------------------------------------------------
def _recorded(reading: Reading, step: str, shown: set[Place]) -> Iterator[str]:
    """The label of each table of a step, then a line for each row of which not all is shown yet."""
    from cxworkshop.method.steps import STEP_TABLES
    from cxworkshop.model.session import TABLES

    session = reading.session
    for table in STEP_TABLES[step]:
        rows = (session.round,) if table == "rounds" else session.records(table)
        lines = [_record_line(reading, table, row.id, shown) for row in rows]
        if filled := [f"  {line}" for line in lines if line]:
            yield _(TABLES[table].table.label)
            yield from filled


def _record_line(reading: Reading, table: str, row: str, shown: set[Place]) -> str:
    """The name of a row and its fields that are filled in; empty when all are shown."""
    from cxworkshop.model.place import Place, fields
    from cxworkshop.model.session import TABLES

    table_type = TABLES[table].table
    has_name = bool(table_type.key or table_type.names) and not table_type.single
    named = {*((*table_type.keys, table_type.names) if has_name else ())}
    known = {field for field in fields(table) if Place(table, row, field) in shown}
    values = [*_filled(reading, table, row, named | known)]
    if known and not values:
        return ""
    return " · ".join([*([_row_name(reading.session, table, row)] if has_name else []), *values])


def _filled(reading: Reading, table: str, row: str, left_out: set[str]) -> Iterator[str]:
    """The fields of a row that are filled in, each with its label."""
    from cxworkshop.method import derived
    from cxworkshop.method.facts import telling
    from cxworkshop.model.place import Place, field_of, fields

    hidden = {"id", "carried_from", "sha256", "choices", *left_out}
    for field in fields(table):
        if field in hidden:
            continue
        kind, place = field_of(table, field).kind, Place(table, row, field)
        said, _short = telling.said_at(reading.session, place, reading.on)
        if text := said or kind.show(derived.value(reading.session, place, reading.on), reading):
            ground = telling.words(reading.session, row, reading.on) if field == "level_basis" else ""
            yield f"{say(kind.label)}: {text}" + (f" ({ground})" if ground else "")


def _row_name(session: Session, table: str, row: str) -> str:
    """The name of a row; of a check that was climbed past its text."""
    from cxworkshop.method.derived import row_name
    from cxworkshop.method.steps import gate
    from cxworkshop.model.place import Place

    if table == "gate_overrides":
        with suppress(KeyError):  # a check of another version of the program
            return str(gate(row, session.organisation.sector).text)
    return row_name(session, Place(table, row))


# ---- what is computed --------------------------------------------------------------------------------------
def _responsibility(reading: Reading) -> Iterator[str]:
    """The status of each touchpoint in practice and from today, with its reason."""
    from cxworkshop.method import derived
    from cxworkshop.sheets.plan import row_of
    from cxworkshop.sheets.steps.cells import agreed, in_practice, responsibility_note

    rows = [
        (touchpoint.name, row_of(touchpoint.id, "touchpoints", "ownerships"))
        for touchpoint in derived.in_scope(reading.session)
    ]
    if rows:
        yield _("In practice, and from today")
    for name, row in rows:
        practice, from_today = in_practice(reading, row).text, agreed(reading, row).text
        yield f"  {name} · {_('In practice')}: {practice} · {_('Agreed')}: {from_today}"
        yield f"    {responsibility_note(reading, row)}"


def _missing(reading: Reading, step: str) -> Iterator[str]:
    """The checks of a step that do not hold, and what could not be read."""
    from cxworkshop.method.readiness import open_musts, open_shoulds, overridden

    session, day = reading.session, reading.on
    yield _("Missing here")
    lines = [
        *(f"{_('must')} · {finding.words}" for finding in open_musts(session, step, day)),
        *(
            f"{_('should')} · {finding.words}" if finding.check else str(finding.words)
            for finding in open_shoulds(session, step, day)
        ),
    ]
    passed = [str(finding.words) for finding in overridden(session, step, day)]
    yield from (f"  {line}" for line in (*(lines or [_("Nothing is missing here")]), *passed))


# ---- the day -----------------------------------------------------------------------------------------------
def _activity(reading: Reading, id: str) -> Iterator[str]:
    """An activity of the method, as the day has it: what is said, and its list."""
    from cxworkshop.method import day
    from cxworkshop.method.activities import activities
    from cxworkshop.model.day import AgendaItem

    session = reading.session
    activity = activities(session.organisation.sector)[id]
    declared = AgendaItem(id="?", activity=id, step=activity.step or None)
    item = next((item for item in day.items(session) if item.activity == id), declared)
    yield from _activity_lines(reading, item, set(), set())


def _activity_lines(reading: Reading, item: AgendaItem, lists: set[str], shown: set[Place]) -> Iterator[str]:
    """An activity with its minutes, what is said to begin it, and the rows of its list, unless one of `lists`
    has shown them. Both sets take what is shown."""
    from cxworkshop.method import day
    from cxworkshop.method.activities import activity_of

    session = reading.session
    minutes = [say("{n} min", n=item.planned_min)] if item.planned_min is not None else []
    used = [say("used {n} min", n=int(rounded(item.used_s / 60)))] if item.used_s else []
    done = [_("done")] if day.is_done(session, item, reading.on) else []
    yield " · ".join(map(str, [day.name_of(session, item), *minutes, *used, *done]))
    if not day.is_break(item) and (words := day.say_of(session, item)):
        yield f"  {words}"
    activity = activity_of(session, item)
    plan = _list_of(activity, item, session) if activity is not None else None
    if plan is not None and plan.id not in lists:
        lists.add(plan.id)
        yield f"  {_(plan.title)}"
        yield from (f"    {line}" for line in _list_lines(reading, plan, shown))


def _list_of(activity: Activity, item: AgendaItem, session: Session) -> SheetPlan | None:
    """The list that an activity works in; none where its cells are blind answers."""
    from cxworkshop.method.privacy import BLIND_TABLES
    from cxworkshop.sheets.steps import list_and_view, plans_for

    plans = plans_for(item.step, session) if item.step else ()
    named, _view = list_and_view(activity.list)
    plan = next((plan for plan in plans if plan.id == named), None)
    is_blind = plan is not None and any(column.alias in BLIND_TABLES for column in plan.columns)
    return None if is_blind else plan


def _list_lines(reading: Reading, plan: SheetPlan, shown: set[Place]) -> Iterator[str]:
    """The rows of a list: its columns, what is computed too, then the fields that have no column; below a
    row its note."""
    from cxworkshop.sheets.grid import Grid

    grid = Grid(plan, reading)
    for i, row in enumerate(grid.rows):
        cells = [(column.heading(), grid.cell(i, column).text) for column in grid.columns]
        places = (column.place(row) for column in grid.columns)
        shown |= {place for place in places if place is not None}
        if plan.is_form:
            label, value = cells[0][1], cells[1][1]
            if value:
                yield f"{label}: {value}"
            continue
        first, *others = cells
        parts = [first[1] or "–", *(f"{heading}: {text}" for heading, text in others if text)]
        yield " · ".join([*parts, *_without_column(reading, plan, row, shown)])
        note = str(plan.note(reading, row)) if plan.note and plan.id not in _COACHED else ""
        if note:
            yield f"  {note}"


def _without_column(reading: Reading, plan: SheetPlan, row: Row, shown: set[Place]) -> Iterable[str]:
    """The fields of the record of the list's own table that no column shows; all are shown then."""
    from cxworkshop.model.place import fields

    place = row.get(plan.table) if plan.table else None
    if place is None:
        return ()
    shown |= {place.at(field) for field in fields(place.table)}
    return _filled(reading, place.table, place.id, {c.field for c in plan.columns if c.alias == plan.table})
