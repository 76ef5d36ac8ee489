"""How a survey file is read, as rows of its page: what each column is for, where the rows begin, and what one
figure is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cxworkshop.errors import NotUnderstood
from cxworkshop.importing.survey import preview as previews
from cxworkshop.importing.survey.columns import holds_days, is_personal
from cxworkshop.importing.survey.preview import PERIODS, ROLES, Preview
from cxworkshop.language import N_, _, say
from cxworkshop.sheets.cells import Cell
from cxworkshop.sheets.survey_points import SAMPLES, PageRow, Point, heading

_HIDDEN = "•••"
"""In the place of what is not read."""
_COUNTS = tuple((str(n), str(n)) for n in range(1, 4))


def columns_of(preview: Preview) -> Iterator[PageRow]:
    """What each column is taken for, and what stands in it."""
    yield heading(_("Columns"))
    options = tuple((role, say(words)) for role, words in ROLES.items())
    for i, name in enumerate(preview.look.names):
        role = preview.role(i)
        first = (row[i].strip() for row in preview.look.sample if i < len(row))
        shown = [text for text in first if text][:SAMPLES]
        is_shown = (role or holds_days(preview.look, i)) and not is_personal(preview.look, i)
        sample = " · ".join(shown) if is_shown else _HIDDEN
        cells = Cell(name or "–"), Cell(_(ROLES[role]), "" if role else "muted"), Cell(sample, "muted")
        yield PageRow(cells, Point(options, _to_column(preview, i), role), told=name)


def _to_column(preview: Preview, column: int) -> Callable[[str], Preview]:
    def said(role: str) -> Preview:
        if role and is_personal(preview.look, column):
            name = preview.look.names[column]
            raise NotUnderstood(
                say("{column} holds texts of persons: it is neither read nor shown.", column=name)
            )
        return previews.with_role(preview, column, role)

    return said


def of_the_file(preview: Preview, sheets: Sequence[str]) -> Iterator[PageRow]:
    """How the file is read."""
    look = preview.look
    yield heading(_("The file"))
    periods = tuple((period, say(words)) for period, words in PERIODS.items())
    now = preview.choices.period
    period = Point(periods, lambda value: previews.with_period(preview, value), now)
    yield PageRow((Cell(_("A figure is of")), Cell(_(PERIODS[now]))), period)
    if look.form in ("csv", "xlsx"):
        rows = Point(
            _COUNTS,
            lambda value: previews.looked_at(preview, heading_rows=int(value)),
            str(look.heading_rows),
        )
        yield PageRow((Cell(_("Rows of the heading")), Cell(str(look.heading_rows))), rows)
    if look.form == "csv":
        words = (("yes", N_("around texts")), ("no", N_("as they are, a part of the text")))
        quoted = "yes" if look.quotes else "no"
        marks = Point(
            tuple((value, say(text)) for value, text in words),
            lambda value: previews.looked_at(preview, quotes=value == "yes"),
            quoted,
        )
        yield PageRow((Cell(_("Quotation marks stand")), Cell(_(dict(words)[quoted]))), marks)
    if len(sheets) > 1:
        named = tuple((name, name) for name in sheets)
        sheet = Point(named, lambda value: previews.with_sheet(preview, value), look.sheet)
        yield PageRow((Cell(_("Sheet")), Cell(look.sheet)), sheet)
