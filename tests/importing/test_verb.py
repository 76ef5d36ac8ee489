"""The verb `checkin`: what it understood is shown first, and nothing is recorded unasked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest

from cxworkshop import language
from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import add, set_value
from cxworkshop.importing.document_file import LARGEST
from cxworkshop.model.actions import Action
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session
from cxworkshop.storage.file.session_file import SessionFile

LINE = "- [{}] 12 Dec 2026 – Call <!-- action: a1 -->\n"
WORD = """<w:document xmlns:w="http://w" xmlns:w14="http://w14"><w:body>{}</w:body></w:document>"""
PARAGRAPH = """<w:p><w:bookmarkStart w:id="3" w:name="action_a1"/><w:sdt><w:sdtPr><w14:checkbox>
<w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent>
</w:sdt><w:r><w:t> 12 Dec 2026 – Call</w:t></w:r><w:bookmarkEnd w:id="3"/>{}</w:p>"""


def in_word(checked: str, behind: str = "", glyph: str = "☐") -> bytes:
    with ZipFile(file := io.BytesIO(), "w") as archive:
        archive.writestr("word/document.xml", WORD.format(PARAGRAPH.format(checked, glyph, behind)))
    return file.getvalue()


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    action = Action(id="a1", title="Call", due_on=date(2026, 12, 12))
    create(path := tmp_path / "k.json", Session(rounds=(Round(id="1", actions=(action,)),))).close()
    yield path
    language.use("en")


def action(workshop: Path) -> Action:
    return SessionFile.read(workshop).session.round.actions[0]


def checked_in(workshop: Path, contents: bytes | str, *flags: str) -> int:
    path = workshop.with_name("plan.md")
    path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
    return main(["checkin", "k", str(path), "--on", "2026-12-01", *flags])


@pytest.mark.parametrize(
    ("days", "left"),
    [(20, ""), (40, "check after 30 days"), (95, "check after 30 days and check after 90 days")],
)
def test_the_checks_that_a_sheet_leaves_due_are_named(
    workshop: Path, capsys: pytest.CaptureFixture[str], days: int, left: str
) -> None:
    opened = open_session(workshop)
    opened.apply(set_value(Place("rounds", "1", "started_on"), date(2026, 12, 1) - timedelta(days=days)))
    opened.apply(add("actions", title="Another"))
    opened.close()
    assert checked_in(workshop, LINE.format("x"), "--yes") == 0
    told = f"A sheet alone is no check. Still to be held in the room: {left}.\n"
    output = capsys.readouterr().out
    assert output.endswith(told) if left else "no check" not in output


def test_what_is_understood_is_shown_and_recorded_only_when_told_to(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked_in(workshop, LINE.format("x")) == 1
    assert "✓ Call: done on 1 Dec 2026" in capsys.readouterr().out
    assert action(workshop).status == "open"
    assert checked_in(workshop, LINE.format("x"), "--yes") == 0
    assert "\nChecked in 1 action.\n" in capsys.readouterr().out
    assert action(workshop).status == "done"
    assert checked_in(workshop, LINE.format("x"), "--yes") == 0
    assert "Nothing new in 1 action." in capsys.readouterr().out
    opened = open_session(workshop)
    assert opened.undo() is not None
    assert opened.session.round.actions[0].status == "open"
    opened.close()


def test_what_is_not_clear_is_said_and_the_rest_is_recorded(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LINE.format("x") + LINE.format("-") + "  note: asked twice\n"
    assert checked_in(workshop, text, "--yes") == 1
    assert "Not clear, so not recorded:\n  Call: it is said to be done and dropped" in capsys.readouterr().out
    assert (action(workshop).status, action(workshop).note) == ("open", "asked twice")


@pytest.mark.parametrize(
    "contents",
    [
        LINE.format("x").replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + LINE.format("x").encode(),
        LINE.format("x").encode("utf-16"),
        LINE.format("x").encode("utf-16-le"),
        LINE.format("x").encode("cp1252"),
        in_word("1"),
        in_word("true"),
    ],
    ids=["windows lines", "mark of UTF-8", "UTF-16", "UTF-16 without mark", "Windows", "Word", "Word true"],
)
def test_a_document_is_read_as_editors_save_it(workshop: Path, contents: bytes) -> None:
    assert checked_in(workshop, contents, "--yes") == 0
    assert action(workshop).status == "done"


def test_in_word_one_writes_behind_the_line_and_strikes_it_out(workshop: Path) -> None:
    behind = "<w:r><w:t> new date: 20.12.2026 note: a * b</w:t></w:r>"
    assert checked_in(workshop, in_word("0", behind), "--yes") == 0
    assert (action(workshop).due_on, action(workshop).note) == (date(2026, 12, 20), "a * b")
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>Call</w:t></w:r>"
    with ZipFile(file := io.BytesIO(), "w") as archive:
        text = f'<w:p><w:bookmarkStart w:id="1" w:name="action_a1"/>{struck}<w:bookmarkEnd w:id="1"/></w:p>'
        archive.writestr("word/document.xml", WORD.format(text))
    assert checked_in(workshop, file.getvalue(), "--yes") == 0
    assert action(workshop).status == "dropped"


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (b"", "plan.md: It is empty."),
        (b"%PDF-1.7", "It is a PDF"),
        (b"\x00\x01\x02" * 90, "It is no text"),
        (bytes(range(1, 256)) * 9, "It is no text"),
        (b"x" * (LARGEST + 1), "It is too large"),
        (b"PK\x03\x04broken", "It is no Word file"),
        (b"<!DOCTYPE html><p>x", "It is a page for a browser"),
        (b"# A letter\n- [x] milk\n", "No line carries the mark of an action"),
        (b"- [x] Milk <!-- action: a9 -->\n", "not of this workshop"),
    ],
)
def test_a_file_that_is_no_such_document_is_refused_in_words(
    workshop: Path, capsys: pytest.CaptureFixture[str], contents: bytes, words: str
) -> None:
    assert checked_in(workshop, contents, "--yes") == 2
    assert words in capsys.readouterr().err


def test_a_workshop_a_folder_and_nothing_are_no_documents(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file, words in (("k.json", "a workshop"), (".", "a folder"), ("none.md", "There is no file")):
        assert main(["checkin", "k", str(workshop.parent / file)]) == 2
        assert words in capsys.readouterr().err
    assert main(["checkin", "k"]) == 2


def test_a_workshop_that_is_open_elsewhere_is_not_changed(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = open_session(workshop)
    assert checked_in(workshop, LINE.format("x"), "--yes") == 3
    assert action(workshop).status == "open"
    assert "k.json" in capsys.readouterr().err
    opened.close()


def test_a_plan_written_as_word_comes_back_ticked_and_noted(workshop: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    plan = tmp_path / "plan.docx"
    assert main(["write", "k", "--document", "actions", "--format", "docx", "--output", str(plan)]) == 0
    assert (
        main(["write", "k", "--document", "plan", "--format", "docx", "--output", str(plan), "--replace"])
        == 0
    )
    document = docx.Document(str(plan))
    parts = document.paragraphs
    for line, below in pairwise([*parts, document.add_paragraph("")]):
        if "Call" in line.text:
            line.add_run(" new date: 20.11.2026")
            below.insert_paragraph_before("note: two [late] * calls")
    document.save(str(plan))
    with ZipFile(plan) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    assert 'w14:val="0"' in text
    parts["word/document.xml"] = text.replace('w14:val="0"', 'w14:val="1"').encode()
    with ZipFile(plan, "w") as archive:
        for name, contents in parts.items():
            archive.writestr(name, contents)
    assert main(["checkin", "k", str(plan), "--yes", "--on", "2026-12-01"]) == 0
    assert (action(workshop).status, action(workshop).done_on) == ("done", date(2026, 11, 20))
    assert action(workshop).note == "two [late] * calls"


@pytest.mark.parametrize("glyph", ["☒", "☑", "x"])
def test_a_box_that_is_typed_over_in_word_is_ticked(workshop: Path, glyph: str) -> None:
    assert checked_in(workshop, in_word("0", glyph=glyph), "--yes") == 0
    assert action(workshop).status == "done"
