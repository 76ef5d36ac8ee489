"""Copying and pasting with a terminal that passes the clipboard on, and with one that does not."""

from __future__ import annotations

import base64
import re
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import add
from cxworkshop.editing.starting import blank_session
from tests.terminal.terminal import ENTER, QUIT, TAB, Terminal, paste, program

SHIFT_DOWN, PUT_BACK, HOME = "\x1b[1;2B", "\x16", "\x1b[1;5H"
_OSC_52 = re.compile(rb"\x1b\]52;c;([^\x07]*)\x07")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    session = blank_session("en", date.today(), "Lanka")
    for i, role in enumerate(("CEO", "", "CFO", "CIO", "CTO", "COO"), 1):
        session = add("people", id=f"p{i:02}", name=f"Person {i}", role=role)(session)
    create(tmp_path / "lanka.json", session).close()
    return tmp_path / "lanka.json"


def clipboard(terminal: Terminal) -> str:
    """What the terminal was asked to put on its clipboard."""
    return base64.b64decode(_OSC_52.findall(terminal.raw)[-1]).decode()


@pytest.mark.parametrize("is_passed_on", [True, False])
def test_cells_with_a_gap_come_back_whatever_the_terminal_does(path: Path, is_passed_on: bool) -> None:
    with program(path.parent, "open", str(path)) as terminal:
        terminal.until("Person 6")
        terminal.send(f"\x1b[C{SHIFT_DOWN}{SHIFT_DOWN}y")
        terminal.until("3 cells are kept here: ^v puts them back")
        assert "Copied" not in terminal.seen
        terminal.send("\x1b[B")
        terminal.send(paste(clipboard(terminal).replace("\n", "\r")) if is_passed_on else PUT_BACK)
        terminal.until("Replace what is in 3 rows (3 cells)?", "1 cell is emptied")
        terminal.send(f"{ENTER}{QUIT}")
        assert terminal.ended() == 0
    roles = [person.role for person in open_session(path).session.people]
    assert roles == ["CEO", "", "CFO", "CEO", "", "CFO"]


def test_a_mailed_list_of_people_is_read_as_it_comes(path: Path) -> None:
    with program(path.parent, "open", str(path), columns=80, rows=24) as terminal:
        terminal.until("Person 6")
        terminal.send("a" + paste("Koski, Timo <timo@lanka.example>;\rMäki, Aino <aino@lanka.example>\r"))
        terminal.until("Add 2 rows?", "2 addresses are left out", "Name: Timo Koski")
        terminal.send(f"{ENTER}{TAB}{QUIT}")
        assert terminal.ended() == 0
    assert [person.name for person in open_session(path).session.people[6:]] == ["Timo Koski", "Aino Mäki"]
