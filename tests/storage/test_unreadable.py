"""Folders and files that cannot be read are said to be so, in every verb; nothing waits for what never
comes."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cxworkshop import language
from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.errors import Unreadable
from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session
from cxworkshop.storage.file.folder import paths, summaries, summary
from cxworkshop.storage.file.session_file import SessionFile

HOUSE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.use("en")


def a_file(path: Path) -> None:
    path.write_text("a file")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


def below_a_file(path: Path) -> None:
    """The folder's own parent is a file."""
    path.parent.rmdir()
    path.parent.write_text("a file")


NO_FOLDERS = (a_file, a_link_to_itself, a_link_to_nothing, below_a_file)
VERBS = ("list", "list --json", "show demo", "check demo", "write demo --document plan", "restore demo")


@pytest.mark.parametrize("spoil", NO_FOLDERS)
@pytest.mark.parametrize("verb", VERBS)
def test_a_folder_that_cannot_be_read_is_said_by_every_verb(
    tmp_path: Path, verb: str, spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    spoil(folder := tmp_path / "there" / "sessions")
    assert main(["--language=en", f"--sessions={folder}", *verb.split()]) == 2
    printed = capsys.readouterr()
    assert f"{folder} cannot be read" in printed.out + printed.err
    assert (printed.out + printed.err).count("\n") == 1


@pytest.mark.parametrize("spoil", NO_FOLDERS)
def test_nothing_can_be_put_into_such_a_folder_and_that_is_said(
    tmp_path: Path, spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    spoil(folder := tmp_path / "there" / "sessions")
    assert main(["--language=en", f"--sessions={folder}", "demo", "--copy"]) == 3
    assert capsys.readouterr().err.count("\n") == 1


PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def like_anybody_else() -> None:
    """Root may look into every folder; without these two rights he meets refusals as others do."""
    for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


def asked_by_anybody(folder: Path, verb: str) -> subprocess.CompletedProcess[str]:
    """The program of somebody for whom rights count."""
    environment = {"HOME": "/nonexistent", "CXWORKSHOP_SETTINGS": os.devnull, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "cxworkshop", "--language=en", f"--sessions={folder}", *verb.split()],
        cwd=HOUSE, capture_output=True, text=True, check=False,
        preexec_fn=like_anybody_else, env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="the rights of root are Linux's")
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o555])
def test_a_folder_one_may_not_write_to_is_said_with_the_file_that_belongs_there(
    tmp_path: Path, mode: int
) -> None:
    (folder := tmp_path / "sessions").mkdir()
    folder.chmod(mode)
    done = asked_by_anybody(folder, "demo --copy")
    folder.chmod(0o700)
    assert done.returncode == 3
    assert done.stderr == "cxworkshop: demo.json could not be written: it is not allowed.\n"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 300, "nimi on liian pitkä"),
        ("demo.json/x", "kansion paikalla on jotain muuta"),
        ("none/x", "kansiota {folder}/none ei ole."),
    ],
)
def test_why_a_document_could_not_be_written_is_said_in_the_readers_language(
    tmp_path: Path, name: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    create(tmp_path / "demo.json", demo_session("en")).close()
    asked = ["--language=fi", f"--sessions={tmp_path}", "write", "demo", "--document=plan"]
    assert main([*asked, f"--output={tmp_path / name}"]) == 3
    assert why.format(folder=tmp_path) in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="the rights of root are Linux's")
@pytest.mark.parametrize("verb", VERBS)
def test_a_folder_one_may_not_look_into_is_said_by_every_verb(tmp_path: Path, verb: str) -> None:
    folder = tmp_path / "sessions"
    create(folder / "demo.json", demo_session("en")).close()
    folder.chmod(0)
    done = asked_by_anybody(folder, verb)
    folder.chmod(0o700)
    assert done.returncode == 2
    assert "cannot be read" in done.stdout + done.stderr
    assert "No workshops" not in done.stdout
    assert "Traceback" not in done.stderr


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("spoil", [a_pipe, a_folder, a_link_to_itself, a_link_to_nothing])
def test_what_is_no_file_is_listed_with_the_reason_and_never_waited_for(
    tmp_path: Path, spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(path := tmp_path / "odd.json")
    (listed,) = summaries(tmp_path)
    assert listed.trouble
    for read in (SessionFile.read, SessionFile.open, open_session):
        with pytest.raises(Unreadable):
            read(path)
    for verb in ("list", "show odd", f"show {path}", f"check {path}", "restore odd"):
        main(["--language=en", f"--sessions={tmp_path}", *verb.split()])
        printed = capsys.readouterr()
        assert "odd" in printed.out + printed.err
        assert "There is no workshop" not in printed.out + printed.err


@pytest.mark.parametrize("place", [".k.json.draft", "k-copies", ".new workshop.draft"])
def test_a_pipe_where_something_of_ours_belongs_makes_nobody_wait(tmp_path: Path, place: str) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    os.mkfifo(tmp_path / place)
    open_session(path).close()
    assert summary(path).readable


@pytest.mark.parametrize("name", ["x" * 300, "~nosuchuser/k", "x/" * 3000])
@pytest.mark.parametrize("verb", ["show", "check", "restore"])
def test_a_name_that_no_file_can_have_is_answered_in_a_line(
    tmp_path: Path, name: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language=en", f"--sessions={tmp_path}", verb, name]) == 2
    printed = capsys.readouterr()
    assert (printed.out + printed.err).count("\n") == 1


def test_a_home_that_nobody_has_is_answered_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create(tmp_path / "k.json", Session()).close()
    assert main(["--language=en", "--sessions=~nosuchuser", "list"]) == 0
    asked = ["--language=en", f"--sessions={tmp_path}", "write", "k", "--document=plan"]
    assert main([*asked, "--output=~nosuchuser/x"]) == 3
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.parametrize("spoil", [a_pipe, a_folder, a_link_to_itself])
def test_a_document_takes_the_place_of_nothing_but_a_file(
    tmp_path: Path, spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    create(tmp_path / "k.json", Session()).close()
    spoil(path := tmp_path / "plan.md")
    before = path.lstat()
    for more in ([], ["--replace"]):
        asked = [
            "--language=en",
            f"--sessions={tmp_path}",
            "write",
            "k",
            "--document=plan",
            f"--output={path}",
        ]
        assert main([*asked, *more]) == 3
        assert "plan.md" in capsys.readouterr().err
    assert path.lstat().st_ino == before.st_ino


def test_a_folder_that_is_not_there_yet_has_no_sessions(tmp_path: Path) -> None:
    assert paths(tmp_path / "none" / "yet") == []
