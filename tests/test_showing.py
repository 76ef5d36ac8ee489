"""What `show` prints: what is recorded, what is computed, and the day activity by activity."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxworkshop import language
from cxworkshop.cli import main
from cxworkshop.editing import create
from cxworkshop.editing.changes import add
from cxworkshop.editing.day import go_to
from cxworkshop.method import day
from cxworkshop.model.session import TABLES, Session
from tests.storage.versions import answered

AT = datetime(2026, 11, 5, 9, tzinfo=UTC)


def shown(folder: Path, session: Session, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    path = folder / "lanka.json"
    if not path.exists():
        create(path, session).close()
    assert main(["show", str(path), "--on", "2026-11-05", *arguments, "--language", "en"]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.fixture(autouse=True)
def in_english() -> None:
    language.use("en")


def test_the_status_of_each_touchpoint_is_told_with_its_reason(
    tmp_path: Path, demo: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(tmp_path, demo, capsys, "--step", "organise")
    at = next(i for i, line in enumerate(lines) if line.startswith("    Warranty repair · In practice:"))
    assert "In practice: ◆ contested 4/9 ‡ · Agreed: ● agreed" in lines[at]
    assert lines[at + 1].startswith("      So far contested, from today on agreed. ")
    assert sum(" · In practice: " in line for line in lines) == 15


def test_what_is_missing_is_told_in_every_step(
    tmp_path: Path, demo: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(tmp_path, demo, capsys)
    assert lines.count("  Missing here") == 8
    assert "    should · 5 targets cannot be told from chance" in lines
    assert "    Nothing is missing here" in lines


def test_a_day_that_has_begun_is_told_activity_by_activity_and_each_row_once(
    tmp_path: Path, demo: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session = go_to(day.queue(demo)[0], AT)(demo)
    lines = shown(tmp_path, session, capsys)
    text = "\n".join(lines)
    names = [line for line in lines if line.startswith("  Welcome and ground rules · ")]
    assert len(names) == 1
    assert "    Participants" in lines
    assert sum("Marja Lehtoranta · Role: CEO" in line for line in lines) == 1
    assert "In practice: ◆ contested 4/9" in text
    goal = "The customer has a working appliance"
    assert sum(goal in line and "Baseline: 16.8" in line for line in lines) == 1
    assert sum("A home that works, without extra trips" in line for line in lines) == 1
    for table in ("stages", "partners"):  # what no activity shows
        assert f"  {TABLES[table].table.label}" in lines


def test_one_activity_alone_is_told_with_what_is_said_and_its_list(
    tmp_path: Path, demo: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(tmp_path, demo, capsys, "--activity", "names")
    assert lines[0].endswith(" min") or " min · " in lines[0]
    assert "  Responsibility" in lines
    assert any("Warranty repair · " in line and "In practice: ◆ contested" in line for line in lines)
    assert not any("Goals" in line for line in lines)


def test_an_activity_that_there_is_not_is_refused(tmp_path: Path, demo: Session) -> None:
    create(tmp_path / "lanka.json", demo).close()
    assert main(["show", str(tmp_path / "lanka.json"), "--activity", "namesx"]) == 2


def test_no_answer_that_was_given_blindly_is_told_and_no_private_note(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = answered()
    round_ = session.round.model_copy(update={"agenda": "full_day"})
    session = session.model_copy(update={"rounds": (round_,)})
    session = add("notes", text="They tire")(go_to(day.queue(session)[0], AT)(session))
    text = "\n".join(shown(tmp_path, session, capsys))
    assert "They tire" not in text
    assert "Overall level" not in text
    assert "named themselves" not in text
