"""Workbooks: rows and columns as spreadsheets keep them, with days and numbers that are typed."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from cxworkshop.errors import Unreadable
from cxworkshop.importing.survey.bad_lines import bad_lines
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.preview import begun
from cxworkshop.importing.survey.shapes import Choices, Item
from cxworkshop.importing.survey.tally import tally
from cxworkshop.importing.survey.understand import understand
from tests.importing.survey.files import KNOWN, TODAY

PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="About" sheetId="1" r:id="r1"/><sheet name="Answers" sheetId="2" r:id="r2"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>'
    '<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
Row = tuple[str | float, ...]


def sheet(rows: dict[int, Row]) -> str:
    """A sheet with these rows by their numbers; the last column of a number above 40,000 is a day."""
    xml = []
    for number, cells in rows.items():
        row = ""
        for column, cell in zip("ABCDE", cells, strict=False):
            place = f'r="{column}{number}"'
            if isinstance(cell, str):
                row += f'<c {place} t="inlineStr"><is><t>{cell}</t></is></c>' if cell else ""
            else:
                row += f'<c {place} s="{int(cell > 40_000)}"><v>{cell}</v></c>'
        xml.append(f'<row r="{number}">{row}</row>')
    data = "".join(xml)
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{data}</sheetData></worksheet>"
    )


def workbook(path: Path, rows: dict[int, Row]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet({1: ("How this was asked",)}))
        archive.writestr("xl/worksheets/sheet2.xml", sheet(rows))
    return path


ROWS: dict[int, Row] = {
    3: ("Customer survey",),
    5: ("touchpoint", "question", "value", "date"),
    6: ("Invoice", "Days to repair", 4.5, 46056.6),
    7: ("Invoice", "Days to repair", 12.0, 46057),
    8: ("", "", "", ""),
    9: ("Invoice", "Days to repair", "soon", 46058),
    10: ("Invoice", "Days to repair", 1.234, 46058),
    11: ("Total", "", 17.734),
}


def test_a_sheet_with_a_title_blank_rows_typed_days_and_a_total(tmp_path: Path) -> None:
    seen = look(workbook(tmp_path / "a.xlsx", ROWS), sheet="Answers")
    assert (seen.form, seen.names) == ("xlsx", ("touchpoint", "question", "value", "date"))
    roles = roles_of(seen)
    count = tally(seen, roles)
    assert count.answers[Item("Invoice", "Days to repair"), "4.5", "2026-02-03"] == 1
    assert count.answers[Item("Invoice", "Days to repair"), "12", "2026-02-04"] == 1
    assert count.aside == {"total": 1}
    read = understand(count, Choices(), KNOWN, TODAY, usual_decimal="")
    assert not read.questions, "a typed number is never asked about"
    [figure] = read.figures
    assert figure.parts["mean"] == pytest.approx((4.5 + 12 + 1.234) / 3)
    lines = [(line.line, line.reason) for line in bad_lines([(seen, roles)], read)]
    assert lines == [(9, "no_answer"), (11, "total")], "as the spreadsheet numbers its rows"


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ROWS)
    assert look(path).sheet == "About"
    with pytest.raises(Unreadable, match="About, Answers"):
        look(path, sheet="Answer")


def test_of_several_sheets_the_one_with_answers_is_taken(tmp_path: Path) -> None:
    assert begun(workbook(tmp_path / "a.xlsx", ROWS)).look.sheet == "Answers"
    assert begun(workbook(tmp_path / "b.xlsx", {1: ("Nothing",)})).look.sheet == "About", "else the first"
