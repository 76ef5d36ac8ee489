"""Fits a pasted text to the columns of a list: which cell belongs to which column, which to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from cxworkshop.language import Words, say, say_n
from cxworkshop.model.kinds import Kind, LongText, Text
from cxworkshop.model.matching import folded, visible
from cxworkshop.model.place import field_of
from cxworkshop.model.session import TABLES
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.clipboard import Copied, CopiedCell
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.headings import FAMILY, named_columns
from cxworkshop.sheets.people_lines import PeopleRead, is_address, name_and_role
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.tables import MARK, Table, readings, without_marks

SHOWN = 3
"""Texts that are shown of what is left out."""
UNREAD = 9
"""Lines that are shown of those that name nobody."""
TITLES = 2
"""Rows that may stand above the headings."""
_SHORT = 40
"""Characters of each."""


@dataclass(frozen=True)
class Fitted:
    """The rows of a paste, their cells under `columns`. `has_headings`: whether its first row named the
    columns. `left_out` says what has no column. `is_certain`: whether the text can be read in no other way.
    """

    columns: tuple[Column, ...]
    rows: list[list[CopiedCell]]
    has_headings: bool = False
    left_out: tuple[Words, ...] = ()
    is_certain: bool = True


@dataclass(frozen=True)
class Target:
    """Where a paste goes: the columns on the screen from the cursor on, among all that are on the screen and
    all that the list has; whether it becomes new rows."""

    plan: SheetPlan
    columns: Sequence[Column]
    is_new: bool

    @property
    def names_people(self) -> bool:
        """Whether the first column is the name of people."""
        return self.is_new and self.plan.is_people and self.columns[0].field == "name"

    @property
    def holds_text(self) -> bool:
        """Whether the first column is text, before which bullets and numbers may stand."""
        column = self.columns[0]
        return isinstance(kind_of(column), Text | LongText)


def kind_of(column: Column) -> Kind | None:
    """The kind of the values of a column; None where each row decides."""
    return field_of(column.alias, column.field).kind if column.alias in TABLES and column.field else None


def fitted(target: Target, pasted: str | Copied) -> list[Fitted]:
    """How a paste may fit a list, the likeliest first and the last for certain."""
    if isinstance(pasted, Copied):
        return [_under(target.columns, [list(row) for row in pasted.rows])]
    return [fitted_table(target, table) for table in readings(pasted)]


def fitted_table(target: Target, table: Table) -> Fitted:
    """How a table fits; without rows where it is none, but sentences."""
    rows = without_marks(table.rows) if target.holds_text else table.rows
    if target.is_new:
        rows = _without_blanks(rows, is_list=target.names_people)
    if not rows:
        return Fitted((), [])
    for i, row in enumerate(rows[: min(TITLES + 1, len(rows) - 1)]):
        named = named_columns(row, target.plan.columns, target.columns[0] if target.is_new else None)
        if named is not None and (i == 0 or sum(column is not None for column in named) > 1):
            way = _named(named, rows[i:])
            titles = [text for title in rows[:i] for text in title if text.strip()]
            way = replace(way, left_out=(*([_left_out(titles)] if titles else []), *way.left_out))
            return _with_names(way) if target.names_people else way
    if table.separator and (table.separator == "," or target.names_people or len(rows) < 2):
        return Fitted((), [])
    headings, rows = (rows[:1], rows[1:]) if table.has_headings else ([], rows)
    way = _people(target, rows) if target.names_people else _under(target.columns, _cells(rows))
    left_out = (*map(_left_out, headings), *way.left_out)
    return replace(way, left_out=left_out, is_certain=not table.separator)


def _cells(rows: Sequence[Sequence[str]]) -> list[list[CopiedCell]]:
    return [[CopiedCell(text) for text in row] for row in rows]


def _without_blanks(rows: list[list[str]], *, is_list: bool) -> list[list[str]]:
    """Rows without blank ones, and without the blank columns behind them; before them only in a list as mail
    programs have it, as in a table each column is another one."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    ends = [[i for i, cell in enumerate(row) if cell.strip()] for row in filled]
    first = min(end[0] for end in ends) if is_list else 0
    last = max(end[-1] for end in ends)
    return [row[first : last + 1] for row in filled]


def _under(columns: Sequence[Column], rows: list[list[CopiedCell]]) -> Fitted:
    """Rows under columns, as many as there are."""
    width = max(map(len, rows), default=0)
    beyond = [cell.text for row in rows for cell in row[len(columns) :] if cell.text.strip()]
    return Fitted(
        tuple(columns[:width]),
        [row[: len(columns)] for row in rows],
        left_out=(_left_out(beyond),) if beyond else (),
    )


def _left_out(texts: Sequence[str]) -> Words:
    return say("Left out: {what}", what=listed(texts))


def listed(texts: Sequence[str], most: int = SHOWN) -> str:
    """The first of some texts, and how many there are more."""
    filled = [" ".join(text.split()) for text in texts if text.strip()]
    shown = [f"{text[:_SHORT]}…" if len(text) > _SHORT else text for text in filled[:most]]
    more = f" (+{len(filled) - most})" if len(filled) > most else ""
    return " · ".join(shown) + more


def _named(named: Sequence[Column | None], rows: list[list[str]]) -> Fitted:
    """Rows under the columns that their headings name. The cells of a first and a last name become one."""
    headings = rows[0]
    order = sorted(range(len(named)), key=lambda i: folded(headings[i]) in FAMILY)
    columns = tuple(dict.fromkeys(column for column in named if column is not None))
    sources = [[i for i in order if named[i] is column] for column in columns]
    cells = [
        [" ".join(filter(None, (row[i].strip() for i in source if i < len(row)))) for source in sources]
        for row in rows[1:]
    ]
    unnamed = [headings[i] for i, column in enumerate(named) if column is None]
    beyond = [text for row in rows[1:] for text in row[len(named) :]]
    left_out = [_left_out(texts) for texts in (unnamed, beyond) if any(text.strip() for text in texts)]
    return Fitted(columns, _cells(cells), has_headings=True, left_out=tuple(left_out))


def _people(target: Target, rows: list[list[str]]) -> Fitted:
    """People under columns: a row of one cell is a line of text, which may name several."""
    people = PeopleRead()
    for row in _without_addresses(rows, people):
        cells = row[1:] if len(row) > 1 and MARK.fullmatch(row[0]) else row
        if any(cell.strip() for cell in cells[1:]):
            people.add(cells)
        else:
            people.add_lines(cells[0])
    people.leave_doubtful()
    under = _under(target.columns, _cells(people.rows))
    return replace(under, left_out=(*_not_people(people), *under.left_out))


def _without_addresses(rows: list[list[str]], people: PeopleRead) -> list[list[str]]:
    """Rows without the columns that hold addresses only."""
    columns = [[text for text in texts if text.strip()] for texts in zip_longest(*rows, fillvalue="")]
    gone = {i for i, texts in enumerate(columns) if i and texts and all(map(is_address, texts))}
    people.addresses += sum(len(columns[i]) for i in gone)
    return [[text for i, text in enumerate(row) if i not in gone] for row in rows] if gone else rows


def _with_names(way: Fitted) -> Fitted:
    """Rows under headings, with names as people are called and nobody who has none."""
    fields = [column.field for column in way.columns]
    at = fields.index("name") if "name" in fields else None
    people, rows = PeopleRead(), list[list[CopiedCell]]()
    for row in way.rows:
        person = name_and_role(row[at].text) if at is not None else []
        if not person:
            people.unread.append("; ".join(cell.text for cell in row if cell.text))
        else:
            roles = [cell.text for field, cell in zip(fields, row, strict=False) if field == "role"]
            name = person[0] if len(person) == 1 else visible(row[at or 0].text)
            if people.is_new(name, *roles):
                rows.append([CopiedCell(name) if i == at else cell for i, cell in enumerate(row)])
    return replace(way, rows=rows, left_out=(*_not_people(people), *way.left_out))


def _not_people(people: PeopleRead) -> list[Words]:
    """What is said of the lines that name nobody, and of addresses."""
    remarks: list[Words] = (
        [say("Nobody is named in: {what}", what=listed(people.unread, UNREAD))] if people.unread else []
    )
    if people.repeated:
        remarks.append(say("Named more than once, added once: {what}", what=listed(people.repeated)))
    if people.addresses:
        remarks.append(say_n("{n} address is left out", "{n} addresses are left out", people.addresses))
    return remarks


def rows_meant(grid: Grid, first_row: int, way: Fitted) -> list[int]:
    """The rows of a list that those of a paste go to: those that they name, where each names one, else from a
    row on."""
    by_place = [first_row + k for k in range(len(way.rows))]
    name = grid.columns[0] if grid.columns else None
    if not len(grid) or name not in way.columns or grid.place(0, name) is not None:
        return by_place
    rows = {folded(grid.cell(i, name).text): i for i in reversed(range(len(grid)))}
    at = way.columns.index(name)
    named = [rows.get(folded(cells[at].text) if at < len(cells) else "") for cells in way.rows]
    known = [row for row in named if row is not None]
    return known if len(known) == len(named) == len({*known}) else by_place


def put_question(rows: int, columns: int, replaced: Sequence[int]) -> Words:
    """Whether to put so many cells here; `replaced` are the rows of the cells that hold something else."""
    if not replaced:
        return say("Put {rows} × {columns} cells here?", rows=rows, columns=columns)
    return say_n(
        "Replace what is in {n} row ({cells})?",
        "Replace what is in {n} rows ({cells})?",
        len({*replaced}),
        cells=say_n("{n} cell", "{n} cells", len(replaced)),
    )
