"""Little memory and few open files: the work is done, or one sentence says what is lacking."""

from __future__ import annotations

import errno
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.saver import Saver
from cxworkshop.errors import shortage
from cxworkshop.model.session import Session
from tests.terminal.terminal import QUIT, Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of other systems are not kept so")
FEW_FILES, LITTLE_MEMORY = "-n 16", "-v 153600"
VERBS = ("list", "check k.json", "show k.json", "write k.json --document plan --output -", "restore k.json")


@pytest.fixture
def folder(tmp_path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    create(tmp_path / "s" / "k.json", demo).close()
    return tmp_path / "s"


def shell(limit: str, *arguments: str) -> str:
    program = [sys.executable, "-m", "cxworkshop", "--language", "en", "--sessions", ".", *arguments]
    return f"ulimit {limit}; exec {shlex.join(program)}"


def run(folder: Path, limit: str, verb: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", shell(limit, *verb.split())], check=False, cwd=folder, capture_output=True, text=True
    )


@pytest.mark.parametrize("limit", [FEW_FILES, LITTLE_MEMORY])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_works_with_few_open_files_and_little_memory(folder: Path, verb: str, limit: str) -> None:
    done = run(folder, limit, verb)
    assert (done.returncode, done.stderr) == (1 if verb.startswith("restore") else 0, "")
    assert done.stdout


@pytest.mark.parametrize("limit", [FEW_FILES, LITTLE_MEMORY])
def test_a_workshop_opens_and_saves_with_few_open_files_and_little_memory(folder: Path, limit: str) -> None:
    command = ["sh", "-c", shell(limit, "open", "k.json")]
    started = f"import os; os.chdir({str(folder)!r}); os.execvp('sh', {command!r})"
    with Terminal("-c", started) as terminal:
        terminal.until("Redefine", "Missing here")
        terminal.send("psaid in a small room\r")
        terminal.until("saved said in a small room")
        terminal.send(QUIT)
        assert terminal.ended() == 0
    assert "said in a small room" in (folder / "k.json").read_text("utf-8")


@pytest.mark.parametrize("verb", VERBS[1:4])
def test_a_file_too_large_for_the_memory_is_not_called_damaged(folder: Path, verb: str) -> None:
    path = folder / "k.json"
    rows = ",\n".join(f'"{n}":{{"id":"n{n}","text":"{"a" * 500}","round":2}}' for n in range(9_000, 60_000))
    text = path.read_text("utf-8")
    head, tables, rest = text.partition('"parking": {' if '"parking": {' in text else '"parking":{')
    path.write_text(f"{head}{tables}\n{rows},{rest}" if tables else text, "utf-8")
    done = run(folder, LITTLE_MEMORY, verb)
    told = done.stdout + done.stderr
    assert done.returncode == 2
    assert told.count("\n") == 1
    assert "there is too little memory" in told


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("MemoryError()", "too little memory"),
        ("OSError(24, 'Too many open files')", "too many files are open"),
        ('RuntimeError("can\'t start new thread")', "too little memory"),
    ],
)
def test_what_is_lacking_in_the_middle_of_the_work_is_one_sentence(
    folder: Path, error: str, words: str
) -> None:
    planted = (
        "import sys, cxworkshop.documents as d\n"
        f"def fail(*a, **k): raise {error}\n"
        "d.written_document = fail\nfrom cxworkshop.cli import main\n"
        "sys.exit(main(['--language', 'en', 'write', 'k.json', '--document', 'plan']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", planted], check=False, cwd=folder, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert words in done.stderr


def test_a_mistake_of_the_program_is_no_shortage() -> None:
    assert not shortage(RuntimeError("generator ignored GeneratorExit"))
    assert not shortage(OSError(errno.ENOSPC, "full"))
    assert not shortage(KeyError("anything"))


def test_without_memory_for_a_thread_what_is_said_is_saved_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading
    from datetime import UTC, datetime

    def no_thread(_self: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_thread)
    written = list[str]()

    def write(value: str) -> datetime:
        written.append(value)
        return datetime(2026, 11, 5, tzinfo=UTC)

    statuses = list[object]()
    saver = Saver(write, statuses.append)
    saver.put("said")
    saver.flush()
    saver.close()
    assert (written, len(statuses), saver.is_done) == (["said"], 1, True)
