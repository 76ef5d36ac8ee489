"""Where the rows are that were not counted: file, line, column, text and reason; read again on demand, up
to a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from cxworkshop.importing.survey.columns import turned
from cxworkshop.importing.survey.shapes import BadLine, Item, Look, Reason, Roles, Understood
from cxworkshop.importing.survey.sources import Row, rows_of
from cxworkshop.importing.survey.tally import (
    EVERY,
    Cancelled,
    Going,
    columns_read,
    fault_of,
    items_in_row,
    items_of,
    whole_day,
)
from cxworkshop.importing.survey.understand import DAY, QUOTED, TOUCHPOINT, column_of
from cxworkshop.importing.survey.words import is_not_applicable
from cxworkshop.method.surveys import plain

LISTED = 1_000
"""Bad rows that are listed; all are counted."""


def bad_lines(
    sources: Sequence[tuple[Look, Roles]],
    understood: Understood,
    limit: int = LISTED,
    going: Going = lambda _rows: True,
) -> tuple[BadLine, ...]:
    """The first of them, in the order of the files. Raises Cancelled."""
    reasons = {(plain(column), text): reason for column, text, reason in understood.rejects}
    lines = (line for look, roles in sources for line in _bad_lines(look, roles, reasons, going))
    return tuple(islice(lines, limit))


_Reasons = dict[tuple[str, str], Reason]


def _bad_lines(look: Look, roles: Roles, reasons: _Reasons, going: Going) -> Iterator[BadLine]:
    read = columns_read(roles)
    items = () if roles.is_long else items_of(look, roles)
    for rows, row in enumerate(rows_of(look), 1):
        if rows % EVERY == 0 and not going(rows):
            raise Cancelled
        if fault := fault_of(row, roles, read):
            yield BadLine(look.path.name, row.line, "", "", fault)
        else:
            for column, text, reason in _bad_cells(row, look, roles, items, reasons):
                yield BadLine(look.path.name, row.line, look.names[column], text, reason)


def _bad_cells(
    row: Row, look: Look, roles: Roles, items: tuple[Item, ...], reasons: _Reasons
) -> Iterator[tuple[int, str, Reason]]:
    """The cells of a row that were rejected: column, text, reason."""
    cells = row.cells
    touchpoint, question = ("" if i is None else cells[i].strip() for i in (roles.touchpoint, roles.question))
    day = "" if roles.day is None else whole_day(cells[roles.day])[:QUOTED]
    answers = [cells[i].strip() for i in roles.answers]
    items = items or items_in_row(look, roles, touchpoint, question)
    has_good_answer = False
    for item, answer, column in zip(items, answers, roles.answers, strict=True):
        if is_not_applicable(plain(answer)):
            continue
        if not plain(item.touchpoint):
            missing = roles.touchpoint if roles.touchpoint is not None else column
            if reason := reasons.get((plain(TOUCHPOINT), "")):
                yield missing, "", reason
        elif reason := _reason(item, answer[:QUOTED], reasons):
            yield column, answer[:QUOTED], reason
        else:
            has_good_answer = True
    if has_good_answer and roles.day is not None and (reason := reasons.get((DAY, day))):
        yield roles.day, day, reason


def _reason(item: Item, answer: str, reasons: _Reasons) -> Reason | None:
    for column in (column_of(item), column_of(turned(item))):
        if reason := reasons.get((plain(column), answer)):
            return reason
    return None
