"""Finding anything from anywhere, going there, and coming back."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.editing.changes import add, set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.notes import NotesScreen
from tests.screens.test_workshop import NAMES, At, begun, workshop


def filled() -> Session:
    session = begun(*NAMES)
    session = set_value(Place("rounds", session.round.id, "agenda"), "half_day")(session)
    session = add("goals", id="g1", text="The customer knows the hour", touchpoint="tp02")(session)
    session = add("goals", id="g2", text="The invoice is clear", touchpoint="tp04")(session)
    return add("notes", id="n1", text="The boss is late by an hour")(session)


def where(at: At) -> tuple[str, str]:
    return at.screen.step, at.screen.plan.id


async def test_enter_goes_to_the_very_cell_and_escape_back(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("3", "down", "down")
        before = where(at), at.screen.sheet.row
        await at.press("ctrl+f", *"hour")
        assert "Goals · 2 Develop" in at.seen
        assert "boss" not in at.seen
        await at.press("enter")
        assert where(at) == ("develop", "goals")
        assert at.screen.sheet.place == Place("goals", "g1", "text")
        await at.press("escape")
        assert (where(at), at.screen.sheet.row) == before


async def test_going_there_ends_a_filter_that_hides_it_and_no_other(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("2", "slash", *"invoice", "enter")
        await at.press("ctrl+f", *"the hour", "enter")
        assert at.screen.sheet.place == Place("goals", "g1", "text")
        assert "/ invoice" not in at.seen
        await at.press("slash", *"hour", "enter", "ctrl+f", *"hour", "enter")
        assert "/ hour  1/2" in at.seen


async def test_tab_finds_in_the_list_at_hand_only(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("2", "ctrl+f", *"invoice")
        assert "Touchpoints · 1 Define" in at.seen
        await at.press("tab")
        assert "Touchpoints · 1 Define" not in at.seen
        assert "Find in Goals" in at.seen
        await at.press("enter")
        assert at.screen.sheet.place == Place("goals", "g2", "text")


async def test_escape_leaves_everything_as_it_was(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("3", "down", "ctrl+f", *"hour", "escape")
        assert where(at) == ("organise", "responsibility")
        assert at.screen.sheet.row == 1


async def test_private_notes_are_found_in_their_own_list_and_nothing_else_is(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("upper_n", "ctrl+f", *"hour")
        assert "The boss is late" in at.seen
        assert "Goals · 2 Develop" not in at.seen
        await at.press("enter")
        assert isinstance(at.app.screen, NotesScreen)
        assert at.app.screen.sheet.place == Place("notes", "n1", "text")


async def test_the_palette_knows_lists_activities_and_records_behind_the_commands(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("ctrl+p", *"mandates", "enter")
        assert where(at) == ("organise", "mandates")
        await at.press("escape", "ctrl+p", *"timo", "enter")
        assert at.screen.sheet.place == Place("people", "p02", "name")
        await at.press("ctrl+p", *"read the goals")
        assert "Read the goals" in at.seen
        await at.press("enter")
        assert at.screen.step == "develop" or at.screen.step == "closing"


async def test_a_form_is_closed_by_going_to_what_was_found(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("2", "o", "ctrl+f", *"timo", "enter")
        assert at.app.screen is at.screen
        assert at.screen.sheet.place == Place("people", "p02", "name")


async def test_what_nobody_said_is_answered(tmp_path: Path) -> None:
    async with workshop(tmp_path, filled()) as at:
        await at.press("ctrl+f", *"xyzzy")
        assert "Nobody has said that here." in at.seen
        await at.press("enter", "escape")
        assert at.app.screen is at.screen


async def test_words_that_nobody_said_run_no_command_until_an_arrow_leads_to_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("ctrl+f", *"quit", "enter")
        assert at.app.is_running
        assert "Nobody has said that here." in at.seen
        await at.press(*["backspace"] * 4, *"light or dark", "down", "enter")
        assert at.app.screen is at.screen


async def test_an_empty_workshop_says_too_that_nobody_has_said_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("ctrl+f")
        await at.type("zzz")
        assert "Nobody has said that here." in at.seen
