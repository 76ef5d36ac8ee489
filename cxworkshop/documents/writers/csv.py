"""A list as CSV that a spreadsheet of the reader's language opens: Finnish ones split at semicolons."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from cxworkshop.documents import Written
from cxworkshop.documents.escape import csv_cell
from cxworkshop.documents.lists import List, Value

SEPARATORS = {"en": ",", "fi": ";"}


def write(listed: List, language: str) -> Written:
    """In UTF-8 with the mark that spreadsheets know it by."""
    target = StringIO()
    writer = csv.writer(target, delimiter=SEPARATORS[language])
    writer.writerow([csv_cell(label) for label in listed.head])
    writer.writerows([_cell(value, language) for value in row] for row in listed.rows)
    return Written(target.getvalue().encode("utf-8-sig"))


def _cell(value: Value, language: str) -> str | int | float:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else str(value)
        return text.replace(".", ",") if language == "fi" else text
    return csv_cell(value)
