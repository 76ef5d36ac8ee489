"""Nothing that a killed program was writing stays beside a workshop: it may hold words that people said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.unstarted import Unstarted
from cxworkshop.model.session import Session
from cxworkshop.settings.file import save_setting
from tests.screens.hands import at_the_program

LEFT = (
    ".k.json.k1ll3d01.tmp",
    ".k.json.lock.4711.tmp",
    "..k.undo.k1ll3d06.tmp",
    "..k.json.draft.k1ll3d02.tmp",
    "k-copies/.20261112T094800Z.json.k1ll3d03.tmp",
    "k-documents/.plan.md.k1ll3d04.tmp",
)


def left_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.tmp"))


@pytest.fixture
def session(tmp_path: Path) -> Path:
    create(path := tmp_path / "k.json", Session()).close()
    for name in LEFT:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("typed words")
    return path


def test_opening_a_workshop_removes_what_was_left_of_it(session: Path) -> None:
    open_session(session).close()
    assert left_in(session.parent) == []


def test_who_may_only_look_removes_nothing(session: Path) -> None:
    with_lock = open_session(session)
    (session.parent / LEFT[0]).write_text("being written, perhaps")
    open_session(session).close()
    assert left_in(session.parent) == [LEFT[0]]
    with_lock.close()


def test_writing_a_document_removes_what_was_left_of_others(session: Path) -> None:
    command = [sys.executable, "-m", "cxworkshop", "write", str(session), "--document", "plan"]
    subprocess.run(command, check=True, capture_output=True)
    assert LEFT[-1] not in left_in(session.parent)
    (session.parent / ".out.md.k1ll3d05.tmp").write_text("left")
    subprocess.run([*command, "--output", str(session.with_name("out.md"))], check=True, capture_output=True)
    assert ".out.md.k1ll3d05.tmp" not in left_in(session.parent)


async def test_the_library_removes_what_was_left_of_a_workshop_that_never_came_to_be(tmp_path: Path) -> None:
    for name in (".new-one.json.k1ll3d01.tmp", "..new workshop.draft.k1ll3d02.tmp"):
        (tmp_path / name).write_text("typed words")
    (others := tmp_path / ".notes.txt.k1ll3d01.tmp").write_text("somebody else's")
    async with at_the_program(tmp_path):
        pass
    assert left_in(tmp_path) == [others.name]


def test_the_form_of_a_new_workshop_and_the_settings_do_so_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "..new workshop.draft.k1ll3d02.tmp").write_text("typed words")
    Unstarted(tmp_path).close()
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / ".settings.toml.k1ll3d02.tmp").write_text("theme")
    save_setting(("theme",), "light")
    assert left_in(tmp_path) == []
