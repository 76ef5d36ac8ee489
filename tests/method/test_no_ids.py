"""People are never shown the ids of the file: in no list, no document, no check and no verb."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.cli import main
from cxworkshop.documents import DOCUMENTS, write_document
from cxworkshop.editing import create
from cxworkshop.editing.changes import add, set_value
from cxworkshop.language import speaking
from cxworkshop.method.checks.finding import REGISTERED
from cxworkshop.method.demo import demo_session
from cxworkshop.method.readiness import open_musts, open_shoulds
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.steps import plans

ON = date(2026, 11, 21)


def nameless(language: str) -> Session:
    """The demo with a row without a name in every table, a climb past a must, and references to nothing."""
    session = demo_session(language)
    for table, record in TABLES.items():
        if record.table.prefix:
            session = add(table, id=f"{record.table.prefix}77")(session)
    for place, value in (
        (Place("gate_overrides", "G1.5", "reason"), "No time"),
        (Place("ownerships", "tp77", "accountable"), "p77"),
        (Place("ownerships", "tp01", "formal_owner"), "p99"),
        (Place("goals", "g77", "touchpoint"), "tp77"),
        (Place("goals", "g77", "measure"), "m77"),
        (Place("touchpoints", "tp01", "stage"), "st99"),
        (Place("actions", "a77", "goal"), "g99"),
        (Place("rounds", "2", "participants[p77]"), True),
    ):
        session = set_value(place, value)(session)
    return session


def ids(session: Session) -> re.Pattern[str]:
    rows = {row.id for table, _number, rows in session.tables() if TABLES[table].table.prefix for row in rows}
    prefixes = "|".join(sorted({record.table.prefix for record in TABLES.values() if record.table.prefix}))
    known = "|".join(re.escape(row) for row in rows if re.search(r"\d", row))
    return re.compile(rf"\b(?:{known}|(?:{prefixes})(?:77|99)|G\d\.\d+)\b")


def shown(session: Session, text: str, where: str) -> None:
    assert (where, ids(session).findall(text)) == (where, [])


@pytest.mark.parametrize("language", ["en", "fi"])
def test_no_list_and_no_document_shows_an_id(language: str) -> None:
    session = nameless(language)
    with speaking(language):
        reading = Reading(session, ON)
        for step in STEPS:
            for plan in plans(step):
                grid = Grid(plan, reading)
                cells = [grid.cell(row, column) for row in range(len(grid)) for column in grid.columns]
                notes = [str(plan.note(reading, row)) for row in grid.rows if plan.note]
                texts = [text for cell in cells for text in (cell.text, cell.short)]
                shown(session, "\n".join([*texts, *notes]), plan.id)
            for finding in (*open_musts(session, step, ON), *open_shoulds(session, step, ON)):
                shown(session, str(finding.words), finding.check)
        for name, check in REGISTERED.items():
            shown(session, str(check(session, ON).words), name)
        for name in (name for name, document in DOCUMENTS.items() if "md" in document.forms):
            text = write_document(session, name, language=language, on=ON)
            shown(session, re.sub("<!--.*?-->", "", text), name)  # what Markdown does not show


def test_no_verb_shows_an_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = demo_session("en")
    create(tmp_path / "demo.json", session).close()
    for verb in ("show", "check"):
        main(["--language", "en", "--sessions", str(tmp_path), verb, "demo"])
        shown(session, capsys.readouterr().out, verb)
