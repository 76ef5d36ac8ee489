"""Finding in the library looks into the workshops themselves and says where it hit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing.changes import add
from cxworkshop.model.session import TABLES, Session
from cxworkshop.screens import library, library_finding
from cxworkshop.screens.library_list import matches
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.storage.file.inside import FOUND_IN, Contents, Inside, contents
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.summary import Summary
from tests.screens.hands import at_the_program
from tests.screens.test_library import AT, made, names

ON = date(2026, 11, 5)


@pytest.fixture
def folder(tmp_path: Path, demo: Session) -> Path:
    made(tmp_path, "Aaa")
    SessionFile.create(tmp_path / "sampo.json", demo, AT)
    made(tmp_path, "Zzz", 3)
    return tmp_path


async def test_a_workshop_is_found_by_a_goal_of_it_and_says_so(folder: Path, demo: Session) -> None:
    goal = demo.round.goals[0].text
    async with at_the_program(folder) as hands:
        await hands.press("slash")
        await hands.type(goal[:20].upper())
        assert names(hands.seen, "Aaa", "Kuusilinna", "Zzz") == ["Kuusilinna"]
        assert f"goal: {goal}"[:30] in hands.seen


@pytest.mark.parametrize(
    ("table", "typed", "words"),
    [
        ("people", "noora saar", "person: Noora Saarelma"),
        ("touchpoints", "seeing our ad", "touchpoint: Seeing our ad or post"),
        ("partners", "", ""),
        ("parking", "", ""),
    ],
)
def test_what_is_inside_is_found_by_its_words(
    folder: Path, demo: Session, table: str, typed: str, words: str
) -> None:
    row = demo.records(table)[0]
    inside = contents(folder / "sampo.json")
    hits = [str(hit.words) for hit in inside.hits(typed or row.name_shown, "Kuusilinna Koti Oy")]
    assert (words or f": {row.name_shown}") in "\n".join(hits)


def test_words_of_the_organisation_and_of_what_is_inside_are_found_together() -> None:
    inside = a_contents(("goals", "Answer within a day"), ("goals", "Sampo calls back"))
    assert texts(inside, "sampo answer", "Sampo Oy") == ["Answer within a day"]
    assert texts(inside, "answer DAY", "Sampo Oy") == ["Answer within a day"]
    assert texts(inside, "sampo", "Sampo Oy") == ["Sampo calls back"]
    assert texts(inside, "answer calls", "Sampo Oy") == []
    assert texts(inside, "  ", "Sampo Oy") == []


def a_contents(*rows: tuple[str, str]) -> Contents:
    inside = tuple(Inside(table, text, text.casefold()) for table, text in rows)
    return Contents(inside, "\n".join(row.compared for row in inside))


def texts(inside: Contents, search: str, about: str) -> list[str]:
    return [hit.text for hit in inside.hits(search, about)]


def test_private_notes_blind_answers_and_ids_are_never_found(tmp_path: Path, demo: Session) -> None:
    session = add("notes", text="Only mine", step="define")(demo)
    session = add("definitions", text="Said blindly")(session)
    SessionFile.create(tmp_path / "a.json", session, AT)
    inside = contents(tmp_path / "a.json")
    for hidden in ("only mine", "said blindly", session.round.goals[0].id):
        assert hidden not in inside.compared
    for table in FOUND_IN:
        assert not TABLES[table].table.private
        assert TABLES[table].table.carried != "never"


def test_a_file_that_changes_is_looked_into_anew_and_a_broken_one_has_nothing(folder: Path) -> None:
    path = folder / "sampo.json"
    assert contents(path) is contents(path)
    path.write_text(path.read_text("utf-8").replace("Noora Saarelma", "Nelli Salmela"), "utf-8")
    assert "Nelli Salmela" in {row.text for row in contents(path).rows}
    path.write_text('{"people": {"1": {"name": 5}, "2": []}, "goals": [')
    assert contents(path) == Contents()
    path.write_text(
        '{"people": {"1": {"name": 5}, "2": []}, "goals": [], "parking": {"3": {"text": "\\ud800"}}}'
    )
    assert contents(path) == Contents()
    assert contents(folder / "none.json") == Contents()


async def test_keys_typed_ahead_of_the_look_into_the_files_meet_what_it_finds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "READ_FIRST", 1)
    monkeypatch.setattr(library_finding, "AT_ONCE", 1)
    async with at_the_program(folder) as hands:
        await hands.press("slash", *"noora", "enter", "enter")
        assert "Kuusilinna Koti Oy" in hands.seen.splitlines()[0]


def test_a_column_is_filtered_by_its_title() -> None:
    summary = Summary("a", Path("a.json"), organisation="Aaa", round=2, actions_due=(date(2026, 1, 1),))
    assert matches(summary, "Round 2", ON)
    assert not matches(summary, "round 3", ON)
    assert matches(summary, "open actions overdue", ON)
    assert matches(summary, "aa", ON)
    assert not matches(summary, "round", ON)


@pytest.mark.parametrize(("table", "at"), [("touchpoints", 3), ("people", 2), ("goals", 2), ("actions", 4)])
async def test_enter_on_a_hit_opens_the_workshop_at_that_row(
    folder: Path, demo: Session, table: str, at: int
) -> None:
    row = demo.records(table)[at]
    async with at_the_program(folder) as hands:
        await hands.press("slash")
        await hands.type(row.name_shown)
        await hands.press("enter", "enter")
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        assert screen.sheet.place is not None
        assert (screen.sheet.place.table, screen.sheet.place.id) == (table, row.id)


async def test_a_workshop_found_by_its_own_name_opens_where_it_does_without_a_search(folder: Path) -> None:
    async with at_the_program(folder) as hands:
        await hands.press("slash")
        await hands.type("kuusilinna")
        await hands.press("enter", "enter")
        found = hands.seen
    async with at_the_program(folder, open_path=folder / "sampo.json") as hands:
        assert found.splitlines()[2:6] == hands.seen.splitlines()[2:6]
