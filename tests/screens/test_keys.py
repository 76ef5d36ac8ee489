"""Keys that find nothing to do, words that find no cell, and where keys lead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import add
from cxworkshop.editing.starting import blank_session
from cxworkshop.editing.voting import reveal, seal, vote
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot import BallotScreen
from cxworkshop.screens.reveal import RevealScreen
from tests.screens.hands import TODAY, Hands, at_the_program


def screen_of(hands: Hands) -> Any:
    return hands.app.screen


def saved(folder: Path, session: Session) -> Path:
    create(folder / "k.json", session).close()
    return folder / "k.json"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    session = blank_session("en", TODAY, "Lanka")
    for name in ("Anna Aalto", "Timo Koski", "Zeta Zetterberg", "Åke Åberg", "Örjan Öhman"):
        session = add("people", name=name)(session)
    for name in ("Seeing our ad", "Home delivery", "Invoice"):
        session = add("touchpoints", name=name)(session)
    return saved(tmp_path, session)


@pytest.fixture
def revealed(tmp_path: Path, demo_round1: Session) -> Path:
    from datetime import UTC, datetime

    now = datetime(2026, 11, 5, 10, tzinfo=UTC)
    nothing = {"ballots": (), "ownership_ballots": (), "function_scores": (), "closed_on": None, "steps": ()}
    session = demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=nothing),)})
    for who in voters(session):
        for touchpoint in ballots.asked(session):
            session = vote("1", touchpoint, who.id, ballots.answer_for(session, "a"))(session)
    return saved(tmp_path, reveal("1", now)(seal("1", now)(session)))


async def test_words_behind_a_refused_enter_go_nowhere_and_say_so_until_an_arrow(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3", "right", "enter")  # what is computed
        before = screen_of(hands).session
        await hands.type("Hannu Uusitalo 123")
        await hands.press("delete", "ctrl+z", "backspace")
        assert "What is typed now goes nowhere" in str(screen_of(hands).detail.message)
        assert (screen_of(hands).session, screen_of(hands).step) == (before, "organise")
        await hands.press("down", "1")
        assert screen_of(hands).step == "define"


@pytest.mark.parametrize("key", ["enter", "escape", "up"])
async def test_after_a_stop_keys_are_commands_again(path: Path, key: str) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3", "right", "enter", "a", key, "1")
        assert screen_of(hands).step == "define"


async def test_tab_goes_on_from_a_stop_to_the_next_cell(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3", "right", "enter", *"ua", "tab", *"Lanka")
        cell = screen_of(hands).sheet.open
        assert cell is not None
        assert str(cell.editor.line.text) == "Lanka"


async def test_one_value_more_than_a_column_holds_keeps_the_cell_open(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "tab", "enter", *"A1", "down", *"B2", "down", *"C3", "down")
        assert "This is the last row." in hands.seen
        await hands.type("4")
        assert screen_of(hands).step == "define"
        assert screen_of(hands).sheet.open is not None
        await hands.press("escape")
        names = [touchpoint.name for touchpoint in screen_of(hands).session.touchpoints]
        assert [name[-2:] for name in names] == ["A1", "B2", "C3"]


async def test_a_filter_without_a_hit_says_what_was_looked_for(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "tab", "slash", *"zeb", "enter")
        assert "Nothing here holds “zeb”." in hands.seen
        await hands.press("escape")
        assert "Home delivery" in hands.seen


async def test_enter_on_an_empty_find_in_the_library_begins_nothing(path: Path) -> None:
    create(path.with_name("two.json"), blank_session("en", TODAY, "Two")).close()
    async with at_the_program(path.parent) as hands:
        before = screen_of(hands)
        await hands.press("slash", *"zzz", "enter", "enter")
        assert screen_of(hands) is before
        assert "Nothing here holds “zzz”." in hands.seen


async def test_names_are_sorted_as_finnish_sorts_them(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, spoken="fi") as hands:
        await hands.press("0", "s")
        seen = hands.seen
        at = [seen.index(name) for name in ("Anna Aalto", "Zeta Zetterberg", "Åke Åberg", "Örjan Öhman")]
        assert at == sorted(at)


async def test_climbing_leads_to_the_first_list_of_the_next_step(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "tab", "tab", "0", "c", *"why not", "enter")
        assert (screen_of(hands).step, screen_of(hands).position.list_index) == ("define", 0)


@pytest.mark.parametrize(
    ("key", "table"), [("p", "parking"), ("d", "decisions"), ("!", "actions"), ("n", "notes")]
)
async def test_the_revealed_ballot_records_as_every_list_does(revealed: Path, key: str, table: str) -> None:
    async with at_the_program(revealed.parent, open_path=revealed) as hands:
        await hands.press("b")
        assert isinstance(screen_of(hands), RevealScreen)
        before = len(screen_of(hands).session.records(table))
        await hands.type(f"{key}Said now")
        await hands.press("enter")
        assert isinstance(screen_of(hands), RevealScreen)
        assert len(screen_of(hands).session.records(table)) == before + 1
        assert screen_of(hands).session.records(table)[-1].name_shown.startswith("Said now")
        assert ("Said now" in hands.seen) == (table != "notes")
        assert ("Note recorded" in hands.seen) == (table == "notes")


@pytest.mark.parametrize(
    ("step", "id", "title"),
    [
        ("1", "dots", "Dots"),
        ("3", "functions", "Five functions"),
        ("3", "values", "Values check"),
        ("7", "confidence", "Confidence"),
        ("0", "slips", "Overall level"),
    ],
)
async def test_a_list_opens_its_own_slips_also_behind_the_reveal(
    revealed: Path, step: str, id: str, title: str
) -> None:
    async with at_the_program(revealed.parent, open_path=revealed) as hands:
        await hands.press(step, "A")
        while screen_of(hands).plan.id != id:
            await hands.press("tab")
        await hands.press("b")
        assert isinstance(screen_of(hands), BallotScreen)
        assert screen_of(hands).slips.title == title


async def test_the_guesses_are_keyed_in_where_their_list_says(revealed: Path) -> None:
    async with at_the_program(revealed.parent, open_path=revealed) as hands:
        await hands.press("1")
        while screen_of(hands).plan.id != "gap":
            await hands.press("tab")
        await hands.press("b")
        assert isinstance(screen_of(hands), BallotScreen)
        assert screen_of(hands).slips.title == "Guesses"
