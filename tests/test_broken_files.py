"""The command line tells what is wrong with a file, how it is mended, and what was done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxworkshop.cli import main
from cxworkshop.editing import create
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies_folder

READING = ("check k", "show k", "write k --document plan", "list")


@pytest.fixture
def damaged(tmp_path: Path, demo: Session) -> Path:
    """A damaged file with an older copy."""
    create(path := tmp_path / "k.json", demo).close()
    copies_folder(path).mkdir()
    (copies_folder(path) / "20261112T090000Z.json").write_bytes(path.read_bytes())
    path.write_bytes(path.read_bytes()[:3000])
    return path


def told(path: Path, arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    main(["--sessions", str(path.parent), "--language", "en", *arguments.split()])
    return "".join(capsys.readouterr())


@pytest.mark.parametrize("arguments", READING)
def test_a_damaged_file_tells_of_its_older_copies(
    damaged: Path, arguments: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = f"Its older copies (1): cxworkshop restore {damaged} lists them; with a number"
    assert command in told(damaged, arguments, capsys)
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(damaged.parent))
    assert "cxworkshop restore k lists them" in told(damaged, arguments, capsys)
    copies_folder(damaged).rename(damaged.with_name("elsewhere"))
    assert "older cop" not in told(damaged, arguments, capsys)


@pytest.mark.parametrize("contents", [b"", b"\n", b"\0" * 4096])
@pytest.mark.parametrize("arguments", READING)
def test_an_empty_file_is_called_empty(
    damaged: Path, arguments: str, contents: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged.write_bytes(contents)
    words = told(damaged, arguments, capsys)
    assert "It is empty" in words
    assert "line 1" not in words
    assert damaged.read_bytes() == contents


def test_the_list_for_programs_says_why_and_which_version(
    damaged: Path, demo: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    create(newer := damaged.with_name("newer.json"), demo).close()
    header = '"version":1,"oldest_reader":1'
    text = newer.read_text("utf-8")
    assert header in text
    newer.write_text(text.replace(header, '"version":9,"oldest_reader":9'), "utf-8")
    rows = {row["slug"]: row for row in json.loads(told(damaged, "list --json", capsys))}
    assert "damaged" in rows["k"]["problem"]
    assert (rows["k"]["version"], rows["k"]["program"]) == (None, None)
    assert "newer version" in rows["newer"]["problem"]
    assert rows["newer"]["version"] == 9
    assert rows["newer"]["program"].startswith("cxworkshop ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        ("restore k 1", "k-2.json"),
        ("demo --copy", "demo.json"),
        ("write k-2 --document plan", "k-2-documents"),
    ],
)
def test_what_was_done_is_said_when_it_cannot_be_printed(damaged: Path, arguments: str, made: str) -> None:
    (damaged.parent / "k-2.json").write_bytes(next(copies_folder(damaged).iterdir()).read_bytes())
    if arguments.startswith("restore"):
        (damaged.parent / "k-2.json").unlink()
    command = [sys.executable, "-m", "cxworkshop", "--sessions", str(damaged.parent), "--language", "en"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command, *arguments.split()], check=False, stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    assert done.returncode == 3
    assert "the disk is full" in done.stderr
    assert f"{damaged.parent / made}" in done.stderr
    assert "is there all the same" in done.stderr
    assert (damaged.parent / made).exists()
