"""What is printed does nothing to a terminal, and output that cannot be written is said, never lost."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxworkshop import language
from cxworkshop.cli import main
from cxworkshop.editing import create
from cxworkshop.method.demo import demo_session
from cxworkshop.storage.file.session_file import SessionFile

HOUSE = Path(__file__).parent.parent
EVIL = "a\x1b[31mb\x9bc\u202ed\u200f\x07e"
"""A name of a file that colours, commands and turns what is printed."""
DOES_SOMETHING = {*map(chr, range(32)), *map(chr, range(127, 160)), *"\u200e\u200f\u202e\u2066"} - {"\n"}
PRINTING = ("list", "list --json", "check demo", "show demo", "restore demo", "schema", "--help", "--version",
            "write demo --document plan --output -", "demo --copy")  # fmt: skip


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.use("en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "sessions" / "demo.json", demo_session("en")).close()
    return tmp_path / "sessions"


def run(folder: Path, arguments: str, redirected: str) -> subprocess.CompletedProcess[str]:
    """The program in a shell, its output redirected."""
    program = (
        f"{shlex.quote(sys.executable)} -m cxworkshop --language en --sessions {shlex.quote(str(folder))}"
    )
    return subprocess.run(
        f"{program} {arguments} {redirected}",
        shell=True,
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", PRINTING)
def test_output_to_a_full_disk_is_said_in_a_sentence_and_ends_with_three(
    folder: Path, arguments: str
) -> None:
    done = run(folder, arguments, ">/dev/full")
    assert done.returncode == 3
    assert done.stderr.startswith("cxworkshop: ")
    assert "disk is full" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", PRINTING)
def test_without_any_output_it_is_said_in_a_sentence_and_ends_with_three(
    folder: Path, arguments: str
) -> None:
    done = run(folder, arguments, ">&-")
    assert done.returncode == 3
    assert done.stderr.startswith("cxworkshop: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "redirected", "code"),
    [
        ("lst", "2>&-", 2), ("show nobody", "2>&-", 2), ("lst", "2>/dev/full", 2), ("lst", ">&- 2>&-", 2),
        ("list", ">&- 2>&-", 3), ("list", ">/dev/full 2>/dev/full", 3), ("list", "2>&-", 0),
        ("list", "<&-", 0),
        ("", "<&- >&- 2>&-", 2),
    ],
)  # fmt: skip
def test_where_nobody_can_be_told_the_exit_code_tells(
    folder: Path, arguments: str, redirected: str, code: int
) -> None:
    done = run(folder, arguments, redirected)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize("arguments", PRINTING)
def test_that_nobody_reads_the_pipe_any_more_ends_it_quietly_as_other_programs(
    folder: Path, arguments: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    asked = ["-m", "cxworkshop", "--language=en", f"--sessions={folder}", *arguments.split()]
    done = subprocess.run(
        [sys.executable, *asked], cwd=HOUSE, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


# ---- names of files and folders ----------------------------------------------------------------------------
@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A folder with such a name, and a session in it."""
    folder = tmp_path / EVIL
    path = create(folder / f"{EVIL}.json", demo_session("en")).path
    (folder / f"x{EVIL}.json").write_text("{")
    SessionFile.read(path).write(demo_session("en"), SessionFile.read(path).updated_at)  # type: ignore[arg-type]
    return folder


ASKED: tuple[tuple[str, ...], ...] = (
    ("list",), ("list", "--json"), ("show", EVIL), ("show", f"x{EVIL}"), ("show", f"no{EVIL}"),
    ("check", EVIL, f"x{EVIL}", f"no{EVIL}"), ("write", EVIL, "--document", "plan"),
    ("write", EVIL, "--document", f"plan{EVIL}"), ("write", EVIL, "--document", "plan", "--output", "-"),
    ("write", EVIL, "--document", "plan", "--output", f"{EVIL}/{EVIL}"), ("restore", EVIL),
    ("restore", EVIL, "1"),
    ("restore", EVIL, EVIL), ("demo", "--copy"), (EVIL,), ("list", f"--{EVIL}"), ("show", EVIL, "--on", EVIL),
    ("show", EVIL, "--step", EVIL), (f"--{EVIL}", "list"), ("list", f"--json={EVIL}"), ("open", EVIL),
    ("schema",),
)  # fmt: skip


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked[0] if asked[0].isalpha() else "evil")
def test_names_of_files_and_folders_do_nothing_to_the_terminal(
    evil: Path, asked: tuple[str, ...], spoken: str, capfd: pytest.CaptureFixture[str]
) -> None:
    main([f"--language={spoken}", f"--sessions={evil}", *asked])
    printed = capfd.readouterr()
    assert printed.out + printed.err
    assert not DOES_SOMETHING & set(printed.out + printed.err)


def test_for_programs_a_name_is_the_name_it_is(evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"--sessions={evil}", "list", "--json"]) == 0
    printed = capsys.readouterr().out
    assert "\\u202e" in printed
    assert "\\u009b" in printed
    assert {listed["path"] for listed in json.loads(printed)} == set(map(str, evil.glob("*.json")))


@pytest.mark.skipif(sys.platform != "linux", reason="where any byte may stand in a name")
def test_a_name_in_no_known_letters_is_listed_and_read(folder: Path) -> None:
    (folder / "demo.json").rename(folder / os.fsdecode(b"r\xffw.json"))
    for arguments in ("list", "list --json"):
        done = run(folder, arguments, "")
        assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["path"] == str(folder / "r\udcffw.json")
