"""The folder that starts without installing: unpacked where no Python is, it does what the program
does.

Tries what `make pack` has put into dist/.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cxworkshop.editing import open_session
from cxworkshop.method.demo import demo_session
from cxworkshop.storage.postgres.store import PostgresStore
from tests.importing.survey.test_workbook import ROWS, workbook
from tests.terminal.terminal import ESC, HERE, QUIT, Terminal

pytestmark = pytest.mark.folder
LARGEST = 40_000_000
"""Bytes of what is carried to a laptop."""
SOON = 60.0
"""Seconds from unpacking to the first touchpoint."""


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No Python, and no other program, is found by its name."""
    for name in [name for name in os.environ if name.startswith(("PYTHON", "VIRTUAL_ENV", "CXWORKSHOP"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", "")


def unpacked(to: Path) -> Path:
    """The program in the folder."""
    (file,) = (HERE / "dist").glob("cxworkshop-*-*.tar.gz")
    assert file.stat().st_size <= LARGEST
    with tarfile.open(file) as packed:
        packed.extractall(to, filter="data")
    return to / "cxworkshop" / "cxworkshop"


def answer(program: Path, *arguments: str) -> str:
    done = subprocess.run(
        [program, "--sessions", program.parent.parent / "sessions", *arguments],
        capture_output=True,
        cwd=program.parent.parent,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    return (done.stdout + done.stderr).decode()


@pytest.mark.usefixtures("nothing_installed")
def test_the_first_touchpoint_is_saved_within_a_minute_of_unpacking(tmp_path: Path) -> None:
    begun = time.monotonic()
    program = unpacked(tmp_path)
    with Terminal("--language", "en", "--sessions", str(tmp_path), run=str(program)) as terminal:
        terminal.until("No workshops here yet")
        terminal.send("nLanka\x13")
        terminal.until("Landing")
        terminal.send("1\taHome delivery\r" + ESC)
        terminal.until("Home delivery", "saved")
        took = time.monotonic() - begun
        terminal.send(QUIT)
        assert terminal.ended() == 0
    (path,) = tmp_path.glob("*.json")
    assert [touchpoint.name for touchpoint in open_session(path).session.touchpoints] == ["Home delivery"]
    print(f"unpacked, started, typed and saved in {took:.1f} s")
    assert took <= SOON


@pytest.mark.usefixtures("nothing_installed")
def test_everything_it_needs_is_in_it_and_what_is_not_says_so_in_words(tmp_path: Path) -> None:
    program = unpacked(tmp_path)
    session = answer(program, "--language", "fi", "demo", "--copy").strip()
    for form in ("md", "html", "docx", "csv"):
        assert answer(program, "write", session, "--document", "plan", "--format", form, "--output", form)
    assert "Kuusilinna" in (tmp_path / "md").read_text("utf-8")
    assert (tmp_path / "docx").read_bytes().startswith(b"PK")
    assert "BEGIN:VCALENDAR" in answer(
        program, "write", session, "--document", "calendar", "--output", "-"
    ), "calendars"
    workbook(tmp_path / "answers.xlsx", ROWS)
    assert "Invoice" in answer(program, "import", session, "answers.xlsx")
    assert "argcomplete" in answer(program, "completion", "zsh")
    # a firm's templates run in a process of their own, and there is no other Python
    answer(program, "templates", "--copy", "templates")
    answer(program, "write", session, "--document", "plan", "--templates", "templates", "--output", "firm.md")
    assert (tmp_path / "firm.md").read_bytes() == (tmp_path / "md").read_bytes()
    for language, words in (("en", "every browser prints as PDF"), ("fi", "jonka jokainen selain tulostaa")):
        said = answer(
            program, "--language", language, "write", session, "--document", "plan", "--format", "pdf"
        )
        assert words in said


def test_it_opens_a_store(
    tmp_path: Path, postgres: Callable[[str], str], request: pytest.FixtureRequest
) -> None:
    address = postgres("anna")
    PostgresStore(address).create("aava", demo_session("en"))
    request.getfixturevalue("nothing_installed")
    program = unpacked(tmp_path)
    assert "It is ready for workshops" in answer(program, "--language", "en", "store", "check", address)
    assert "1 Define" in answer(program, "--language", "en", "show", f"{address}#aava", "--step", "define")
