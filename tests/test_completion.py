"""Tab in a shell: the program itself says what may stand there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from cxworkshop.cli import main
from cxworkshop.documents import DOCUMENTS
from cxworkshop.editing import create
from cxworkshop.method.demo import demo_session
from cxworkshop.storage.postgres.store import PostgresStore
from cxworkshop.verbs.table import GLOBAL, VERBS
from tests.terminal.terminal import HERE, Terminal


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two workshops, one of them the demo's."""
    create(tmp_path / "sessions" / "kuusilinna.json", demo_session("fi")).close()
    create(tmp_path / "sessions" / "lanka.json", demo_session("en")).close()
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sessions"


def asked(line: str, *, python: Sequence[str] = ("-m", "cxworkshop"), shell: str = "bash") -> list[str]:
    """What the program answers a shell in which `line` stands before the cursor."""
    answer = Path("answer")
    answer.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, *python],
        env={
            **os.environ,
            "PYTHONPATH": str(HERE),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_SHELL": shell,
            "_ARGCOMPLETE_IFS": "\n",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        },
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == done.stderr == b""
    return [word.rstrip() for word in answer.read_text("utf-8").split("\n")] if answer.exists() else []


@pytest.mark.usefixtures("sessions")
@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("cxworkshop ", list(VERBS)),
        ("cxworkshop wr", ["write"]),
        ("cxworkshop open ", ["kuusilinna", "lanka"]),
        ("cxworkshop write k", ["kuusilinna"]),
        ("cxworkshop write lanka --document ", [*DOCUMENTS, "all"]),
        ("cxworkshop write lanka --doc", ["--document"]),
        ("cxworkshop templates --document ", list(DOCUMENTS)),
        ("cxworkshop write lanka --format p", ["pdf"]),
        ("cxworkshop show lanka --step o", ["organise"]),
        ("cxworkshop --language ", ["en", "fi"]),
        (
            "cxworkshop --language fi list --",
            ["--help", "--figures", "--json", *(flag.flag for flag in GLOBAL)],
        ),
        ("cxworkshop check sessions/l", ["sessions/lanka.json"]),
        ("cxworkshop open sessions/l", ["sessions/lanka.json"]),
        ("cxworkshop --sessions s", ["sessions/"]),
        ("cxworkshop new --title ", []),
        ("cxworkshop due --on ", []),
        ("cxworkshop completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_it_says_what_may_stand_there(line: str, answers: list[str]) -> None:
    assert [word for word in asked(line) if word] == answers


def test_workshops_are_those_of_the_folder_that_is_named(sessions: Path) -> None:
    sessions.rename(sessions.with_name("others"))
    assert asked("cxworkshop open ") == [""]
    assert asked("cxworkshop --sessions others open l") == ["lanka"]
    assert asked("cxworkshop open --sessions others l") == ["lanka"]


@pytest.mark.usefixtures("sessions")
def test_a_page_is_for_somebody_of_that_workshop() -> None:
    assert asked("cxworkshop write kuusilinna --owner Marja") == [r"Marja\ Lehtoranta"]
    assert asked("cxworkshop write nobody --owner ") == ["all"]


def test_the_workshops_of_a_store_are_those_that_were_opened_here_and_nobody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    address = "postgresql://anna@192.0.2.1/cx"  # of nobody: whoever asks it waits
    create(PostgresStore(address).folder / "lanka.json", demo_session("en")).close()
    begun = time.monotonic()
    assert asked(f"cxworkshop --sessions {address} open ") == ["lanka"]
    assert "Marja" in "".join(asked(f"cxworkshop --sessions {address} write lanka --owner M"))
    assert asked(f"cxworkshop --sessions {address} write other --owner ") == ["all"]
    assert time.monotonic() - begun < 15


def test_what_cannot_be_read_completes_nothing_and_says_nothing(sessions: Path) -> None:
    (sessions / "lanka.json").write_text("{")
    assert asked("cxworkshop write lanka --owner ") == ["all"]


@pytest.mark.usefixtures("sessions")
def test_a_shell_that_asks_never_gets_a_screen() -> None:
    lacking = (
        "import sys; sys.modules['argcomplete'] = None; from cxworkshop.cli import main; sys.exit(main([]))"
    )
    assert asked("cxworkshop ", python=("-c", lacking)) == []


def test_the_program_itself_starts_without_it() -> None:
    script = "import sys, cxworkshop.cli; sys.exit('argcomplete' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=HERE, check=False).returncode == 0


def test_where_it_is_not_installed_it_says_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "argcomplete", None)
    assert main(["--language", "en", "completion", "bash"]) == 2
    assert "cxworkshop[completion]" in capsys.readouterr().err
    assert main(["--language", "en", "completion", "bsh"]) == 2
    assert "Did you mean bash?" in capsys.readouterr().err


# ---- the shells themselves ---------------------------------------------------------------------------------
@pytest.fixture
def script(sessions: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """What `cxworkshop completion SHELL` prints, with a `cxworkshop` on the path."""
    shell: str = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    command = sessions.parent / "bin" / "cxworkshop"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{HERE}" exec "{sys.executable}" -m cxworkshop "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(sessions.parent))
    printed = subprocess.run([command, "completion", shell], capture_output=True, check=True)
    path = sessions.parent / f"completion.{shell}"
    path.write_bytes(printed.stdout)
    return path


@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_asks_it(script: Path) -> None:
    typed = 'COMP_LINE="cxworkshop open lan" COMP_POINT=19 COMP_TYPE=9'
    ask = f'source {script}; {typed}; _python_argcomplete cxworkshop; printf "%s|" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "--norc", "-c", ask], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "lanka |"


@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_fish_asks_it(script: Path) -> None:
    done = subprocess.run(
        ["fish", "--no-config", "-c", f'source {script}; complete --do-complete "cxworkshop open lan"'],
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == "lanka"


@pytest.mark.parametrize("script", ["zsh"], indirect=True)
def test_zsh_asks_it(script: Path) -> None:
    zsh = shutil.which("zsh")
    assert zsh
    with Terminal("-f", run=zsh) as terminal:
        terminal.send(f"PS1='ready> '; autoload -Uz compinit; compinit -u -D; source {script}\r")
        terminal.until("\nready>")
        terminal.send("cxworkshop open lan\t")
        terminal.until("cxworkshop open lanka")
