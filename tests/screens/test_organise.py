"""Organise: load, claims, functions and blind scores as the facilitator reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.model.session import Session
from tests.screens.hands import TODAY, Hands, at_the_program


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    path = tmp_path / "kuusilinna.json"
    create(path, demo).close()
    return path


async def to_tab(hands: Hands, title: str) -> None:
    """Goes through the lists of the step until one with that heading is there."""
    await hands.press("A")
    for _tab in range(12):
        if title in hands.seen:
            return
        await hands.press("tab")
    raise AssertionError(hands.seen)


async def test_the_load_shows_who_carries_too_much_and_who_was_recognised(path: Path, demo: Session) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        await to_tab(hands, "Recognised")
        first = next(line for line in hands.seen.splitlines() if "■■■■■" in line)
        assert "5 !" in first
        assert demo.name_of("people", "p6") in first
        assert "Too much for one person" in hands.seen
        await hands.press("ctrl+q")


async def test_functions_stand_with_what_others_found(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        await to_tab(hands, "Carries from today")
        await hands.press("tab")
        assert "operations and logistics" in hands.seen
        assert "Econsultancy and IBM Tealeaf 2013" in " ".join(
            line.split("│")[-1].strip() for line in hands.seen.splitlines()
        )
        await hands.press(
            "o", "enter"
        )  # nothing of it is recorded: there is no form, and nothing to type into
        assert "This is computed" in hands.seen
        await hands.press("ctrl+q")


async def test_blind_scores_show_median_and_range_and_no_name(path: Path, demo: Session) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3")
        await to_tab(hands, "Median")
        rows = [line for line in hands.seen.splitlines() if "●" in line and "○" in line]
        assert len(rows) == 5
        shown = [line.split("│")[-1] for line in hands.seen.splitlines()]
        assert not any(one.name in line for one in demo.people for line in shown)
        await hands.press("ctrl+q")


async def test_a_missing_blind_answer_leads_to_its_slips(tmp_path: Path, demo_round1: Session) -> None:
    one = demo_round1.round.model_copy(
        update={"ballots": (), "ownership_ballots": (), "steps": (), "closed_on": None}
    )
    path = tmp_path / "new.json"
    create(path, demo_round1.model_copy(update={"rounds": (one,)})).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("0", "m")
        for _finding in range(12):
            await hands.press("enter")
            if "Blind ballot" in hands.seen:
                break
            await hands.press("m", *["down"] * (_finding + 1))
        assert "Blind ballot" in hands.seen
        await hands.press("escape", "ctrl+q")


async def test_a_yes_is_one_key_and_is_dated_today(path: Path, demo: Session) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("3", "right", "right", "enter", *"Leena", "enter")
        place = hands.app.screen.sheet.place  # type: ignore[attr-defined]
        assert place.field == "accountable"
        await hands.press("right", "space")
        session: Session = hands.app.screen.session  # type: ignore[attr-defined]
        found = next(one for one in session.round.ownerships if one.id == place.id)
        assert (session.name_of("people", found.accountable or ""), found.accepted_on) == (
            "Leena Tuomivaara",
            TODAY,
        )
        await hands.press("ctrl+q")


async def test_a_name_on_paper_that_is_not_the_one_in_practice_is_marked(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, size=(140, 40)) as hands:
        await hands.press("3")
        assert "‡" in hands.seen
        assert "≠" not in hands.seen  # which means that two values are to be settled
        await hands.press("ctrl+q")


async def test_passing_organise_is_taken_back_like_any_step(tmp_path: Path, demo_round1: Session) -> None:
    one = demo_round1.round.model_copy(update={"steps": (), "closed_on": None})
    path = tmp_path / "open.json"
    create(path, demo_round1.model_copy(update={"rounds": (one,)})).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("3", "c")
        if "Why climb?" in hands.seen:
            await hands.type("we go on")
            await hands.press("enter")
        assert "3 Organise ✓" in hands.seen or "Organise is passed" in hands.seen
        await hands.press("u")
        session: Session = hands.app.screen.session  # type: ignore[attr-defined]
        assert session.round.steps == ()
        await hands.press("ctrl+q")
