"""Where a pasted table goes, and the question that is asked before it is put there."""

from __future__ import annotations

from cxworkshop.errors import CxError
from cxworkshop.language import say
from cxworkshop.method.measuring import newly_impossible
from cxworkshop.model.kinds import LongText
from cxworkshop.sheets.clipboard import Copied, read_rows
from cxworkshop.sheets.edited_cell import EditedCell
from cxworkshop.sheets.fitting import Target
from cxworkshop.sheets.open_cell import OpenCell
from cxworkshop.sheets.paste import Pasted, understood
from cxworkshop.sheets.people_lines import PeopleRead, name_and_role, names_newcomers
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.question import Question
from cxworkshop.sheets.row_changes import Desk


def pasted_question(desk: Desk, cell: OpenCell, pasted: str | Copied) -> Question | None:
    """The question whether to put a pasted table at the cursor; None where it cannot be put, and says why."""
    target = _target(desk, cell, pasted)
    result = understood(target, cell.rows.grid, cell.rows.row, pasted) if target is not None else None
    if result is None:
        desk.tell(say("Nothing was pasted: no cell here takes it."))
        return None
    return _question(desk, cell, result)


def _target(desk: Desk, cell: OpenCell, pasted: str | Copied) -> Target | None:
    """Where a table goes that is pasted now; None where there is no column. In an empty list it begins at the
    first column, and a single column at what is typed first; people are added to a list of people wherever
    the cursor is."""
    rows, open = cell.rows, cell.open
    is_new = bool(rows.plan.table) and (open.place is None if open else not len(rows.source))
    column = open.column if open else rows.column
    if is_new and not open:
        reading, start = desk.reading, rows.plan.start
        first = rows.plan.first_entry(start(reading.session, reading.on) if start else {})
        text = pasted if isinstance(pasted, str) else pasted.text
        column = rows.shown[0] if rows.shown and "\t" in text else first
    are_people = isinstance(pasted, str) and names_newcomers(pasted)
    if are_people and open is None and rows.plan.is_people and column is not None and column.field == "name":
        is_new = True
    if column is None or column not in rows.shown:
        return None
    return Target(rows.plan, rows.shown[rows.shown.index(column) :], is_new)


def _question(desk: Desk, cell: OpenCell, pasted: Pasted) -> Question | None:
    """Applies the change after a yes; says why where it is refused."""
    change, left_out = pasted.change, pasted.left_out
    if change is None:
        desk.tell(" · ".join(map(str, pasted.details)))
        return None

    def put() -> None:
        before = desk.reading.session
        try:
            made = change()
            fault = desk.apply(made)
        except CxError as error:
            fault = error.words
        else:
            _close_pasted(cell)
        after = desk.reading.session
        said = made.name(after), newly_impossible(before, after), *left_out, pasted.unread
        desk.tell(fault or " · ".join(filter(None, map(str, said))))

    def refuse() -> None:
        desk.tell(say("{why}. Nothing was pasted.", why=pasted.refusal))

    is_refused = bool(pasted.refusal) and not pasted.forgives
    yes, otherwise = (refuse, put) if is_refused else (put, None)
    return Question(pasted.question, yes, pasted.details, otherwise)


def _close_pasted(cell: OpenCell) -> None:
    """Closes the cell that was pasted into, unless something was typed there before."""
    open = cell.open
    if open is not None and not open.editor.line.text:
        cell.close()


def text_for(open: EditedCell, plan: SheetPlan, pasted: str | Copied) -> str | None:
    """The text of a paste that is typed into the open cell; None for cells that go into rows and columns."""
    text = pasted if isinstance(pasted, str) else pasted.text
    text = text.strip("\n") if open.place is None else text.rstrip("\n")
    rows = read_rows(text) if isinstance(pasted, str) else pasted.texts
    is_cell = [len(row) for row in rows] == [1]
    if open.place is None:
        is_person = plan.is_people and open.column.field == "name" and isinstance(pasted, str)
        is_person = is_person and not open.editor.line.text
        return rows[0][0] if is_cell and not (is_person and _are_people(rows[0][0])) else None
    if is_cell:
        return rows[0][0]
    is_one_column = plan.is_form or all(len(row) == 1 for row in rows)
    is_text = isinstance(open.editor.kind, LongText) and is_one_column
    return text.strip("\n") if is_text or open.editor.is_touched else None


def _are_people(text: str) -> bool:
    """Whether a text is more than one person's name and role: several, or one with an address or a bullet."""
    people = PeopleRead()
    people.add_lines(text)
    return bool(people.rows) and (people.addresses > 0 or people.rows != [name_and_role(text)])
