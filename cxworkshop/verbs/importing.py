"""The verb that takes survey answers in: import. Shows what it understood, asks what is open, and records it
when told to."""

from __future__ import annotations

import time
from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop.errors import CxError, NotUnderstood, WrongUse
from cxworkshop.language import N_, _, plural, say
from cxworkshop.printing import print_error, print_line, print_lines, print_progress
from cxworkshop.verbs.arguments import DONE, NO, Named, day_of, named_in
from cxworkshop.verbs.recording import is_terminal, is_wanted, typed_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cxworkshop.editing.surveys import Answer
    from cxworkshop.importing.survey.choices_file import Wanted
    from cxworkshop.importing.survey.preview import Preview
    from cxworkshop.language import Words
    from cxworkshop.method.surveys import Survey
    from cxworkshop.model.session import Session
    from cxworkshop.sheets.survey_page import Page
    from cxworkshop.sheets.survey_points import PageRow, Point

LISTED = 50
"""Bad rows that are printed; all are counted."""
_WIDTHS, _LAST = (40, 28), 60
"""Signs of the cells of a line, and of its last one."""


def import_survey(arguments: Namespace) -> int:
    """Prints what survey files say, and records it when told to. NO when nothing was recorded."""
    if arguments.sql:
        from cxworkshop.importing.survey.statement import warehouse_statement

        print_lines(warehouse_statement().splitlines())
        return DONE
    name, *files = arguments.named
    if not files:
        raise WrongUse(say("{verb} needs to know which: {what}.", verb="import", what=_("SESSION FILE…")))
    named, today = named_in(arguments, name), day_of(arguments)
    session = named.read().session
    wanted = _wanted(arguments.map, session) if arguments.map else None
    previews = [_counted(_looked_at(file, wanted, session)) for file in files]
    preview = _together(previews, wanted.again if wanted else None, session, today)
    page = _print_page(previews, preview, session, today)
    if page.open and not arguments.yes and is_terminal():
        preview, page = _asked(preview, page, session, today)
    if page.survey is None or not _may_record(page, page.survey):
        return NO
    if not (arguments.yes or is_wanted()):
        told = (
            N_("Nothing was recorded.")
            if is_terminal()
            else N_("Nothing was recorded. Give --yes to record it.")
        )
        print_line(_(told))
        return NO
    print_line(_record(named, page.survey, preview, today))
    return DONE


# ---- reading -----------------------------------------------------------------------------------------------
def _wanted(file: str, session: Session) -> Wanted:
    """What the file of --map says. Raises Unreadable and WrongUse with its name."""
    from cxworkshop.importing.document_file import document_text
    from cxworkshop.importing.survey.choices_file import wanted_of
    from cxworkshop.importing.survey.preview import known_touchpoints
    from cxworkshop.storage.file.folder import path_named

    path = path_named(file)
    text = document_text(path)
    try:
        return wanted_of(text, known_touchpoints(session))
    except WrongUse as error:
        raise WrongUse(say("{file}: {why}", file=path.name, why=error.words)) from None


def _looked_at(file: str, wanted: Wanted | None, session: Session) -> Preview:
    """A file as the choices of --map take it; without them as its like was taken the last time."""
    from cxworkshop.importing.survey.choices_file import roles_wanted
    from cxworkshop.importing.survey.columns import roles_of
    from cxworkshop.importing.survey.look import look
    from cxworkshop.importing.survey.preview import Preview
    from cxworkshop.importing.survey.remembered import begun_as_before
    from cxworkshop.storage.file.folder import path_named

    path = path_named(file)
    if wanted is None:
        return begun_as_before(path, session)
    seen = look(path, heading_rows=wanted.heading_rows, sheet=wanted.sheet, quotes=wanted.quotes)
    return Preview(seen, roles_wanted(seen, roles_of(seen), wanted.columns), None, wanted.choices)


def _counted(preview: Preview) -> Preview:
    """A file, counted."""
    from cxworkshop.importing.survey.tally import tally

    seen, roles = preview.look, preview.roles
    if not roles.answers:
        _print_rows(_rows_of_columns(preview))
    try:
        return preview._replace(tally=tally(seen, roles, _progress(seen.path.name)))
    finally:
        print_progress("")


def _progress(name: str) -> Callable[[int], bool]:
    """Shows on a terminal how far the reading is; an interrupt ends it."""
    begin = time.monotonic()

    def going(rows: int) -> bool:
        seconds = plural("{n} second", "{n} seconds", int(time.monotonic() - begin))
        read_rows = plural("{n} row", "{n} rows", rows) if rows else ""
        print_progress(" · ".join(filter(None, (name, read_rows, seconds))))
        return True

    return going


def _together(previews: Sequence[Preview], again: Answer | None, session: Session, today: date) -> Preview:
    """The files as one; what is there already is treated as the choices say."""
    from cxworkshop.importing.survey.recording import survey_of
    from cxworkshop.importing.survey.tally import added
    from cxworkshop.method.surveys import clashes

    tallies = [preview.tally for preview in previews if preview.tally is not None]
    preview = previews[0]._replace(tally=added(tallies))
    if not again or (understood := preview.understood(session, today)) is None:
        return preview
    kept = {
        clash.key: again
        for clash in clashes(session, survey_of(understood, measures=preview.choices.measures))
    }
    return preview._replace(kept=kept)


# ---- printing ----------------------------------------------------------------------------------------------
def _print_page(previews: Sequence[Preview], preview: Preview, session: Session, today: date) -> Page:
    from cxworkshop.importing.survey.bad_lines import bad_lines
    from cxworkshop.sheets.survey_page import page_of
    from cxworkshop.sheets.survey_points import bad_line_text

    page = page_of(preview, session, today)
    for file in previews:
        print_line(_about(file))
    for other in previews[1:]:
        if other.look.names != preview.look.names or other.roles != preview.roles:
            _print_rows(_rows_of_columns(other))
    _print_rows(page.rows)
    rejects = page.survey.rejects if page.survey else {}
    if (count := sum(rejects.values())) and (understood := preview.understood(session, today)):
        print_line(_("Not counted, by file and line"))
        lines = bad_lines([(file.look, file.roles) for file in previews], understood, LISTED)
        for line in lines:
            print_line(f"  {line.file}, {bad_line_text(line)}")
        if count > len(lines):
            print_line(f"  {say('… and {n} more.', n=count - len(lines))}")
    if rejects.get("unclosed"):
        print_line(_("Where quotation marks are a part of the texts, read it without them: quotes = false"))
    return page


def _about(preview: Preview) -> Words:
    look = preview.look
    rows = preview.tally.rows if preview.tally else 0
    form = " · ".join(
        filter(None, (look.form, look.encoding, look.sheet, _DELIMITERS.get(look.delimiter, "")))
    )
    return f"{look.path.name}: {form} · {plural('{n} row', '{n} rows', rows)}"


_DELIMITERS = {",": ",", ";": ";", "\t": "tab", "|": "|"}


def _rows_of_columns(preview: Preview) -> Sequence[PageRow]:
    from cxworkshop.sheets.survey_look import columns_of

    return tuple(columns_of(preview))


def _print_rows(rows: Sequence[PageRow]) -> None:
    for row in rows:
        texts = [cell.text for cell in row.cells]
        if row.is_heading:
            print_line(texts[0])
            continue
        *before, last = texts
        cells = [_cut(text, width).ljust(width) for text, width in zip(before, _WIDTHS, strict=False)]
        print_line("  ".join(["", *cells, _cut(last, _LAST) if cells else last]).rstrip())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


# ---- asking ------------------------------------------------------------------------------------------------
def _asked(preview: Preview, page: Page, session: Session, today: date) -> tuple[Preview, Page]:
    """What is open, asked one by one; an empty answer leaves the rest open."""
    from cxworkshop.sheets.survey_page import page_of

    while (row := next((row for row in page.rows if row.is_open), None)) is not None:
        assert row.point is not None
        print_line(row.cells[0].text)
        for number, (_value, words) in enumerate(row.point.options, 1):
            print_line(f"  {number}  {words}")
        print_line(_how_to_answer(row.point))
        if not (text := typed_line()):
            break
        try:
            preview = row.point.said(_value_of(row.point, text, session, today))
        except CxError as error:
            print_error(error.words)
        page = page_of(preview, session, today)
    if not page.open:
        _print_rows(page.rows)
    return preview, page


def _how_to_answer(point: Point) -> str:
    if point.touchpoint:
        return _("Write its number, or the name of a touchpoint; an empty line leaves all open.")
    if point.options:
        return _("Write its number; an empty line leaves all open.")
    return _("Write two days with .. between them; an empty line leaves all open.")


def _value_of(point: Point, text: str, session: Session, today: date) -> str:
    """The value of an option by its number, a touchpoint by its name, or a period. Raises NotUnderstood."""
    from cxworkshop.sheets.survey_points import named_touchpoint, typed_period

    if not point.options:
        return typed_period(text, today)
    if text.isdecimal() and 1 <= int(text) <= len(point.options):
        return point.options[int(text) - 1][0]
    if point.touchpoint:
        return named_touchpoint(session, text)
    raise NotUnderstood(say("{value} is not on the list", value=text))


def _may_record(page: Page, survey: Survey) -> bool:
    """Whether nothing is open and there is something to record; else says what to do."""
    if page.open:
        print_line(
            _("Nothing was recorded: answer what is open in a file, and give it to --map. As it is now:")
        )
        print_lines(survey.choices.splitlines())
        return False
    if page.why_not:
        print_line(page.why_not)
        return False
    return True


def _record(named: Named, survey: Survey, preview: Preview, today: date) -> Words:
    """Records it in the session as it is now, and saves it. Raises NotSaved."""
    from cxworkshop.editing.survey_words import nothing_new
    from cxworkshop.editing.surveys import apply_survey

    with named.opened() as now:
        change = apply_survey(survey, today, preview.kept)
        before = now.session
        if now.apply(change) is before:
            return nothing_new(survey)
        now.save()
        return f"{change.name(before)}."
