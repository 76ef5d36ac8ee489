"""A new workshop in a minute: what the facilitator types is what the workshop begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import open_session
from cxworkshop.model.session import Session
from tests.screens.hands import at_the_program


def written(folder: Path) -> list[Path]:
    """Everything in the folder."""
    return list(folder.iterdir())


def only(folder: Path) -> Session:
    """The one workshop that is in the folder."""
    (path,) = folder.glob("*.json")
    return open_session(path).session


async def test_a_name_and_one_key_start_a_workshop(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "ctrl+s")
        assert "Lanka" in hands.seen
        assert "0 Landing" in hands.seen
    session = only(tmp_path)
    assert session.organisation.name == "Lanka"
    assert [stage.label for stage in session.stages][:2] == ["Discover", "Compare"]
    assert (session.people, session.touchpoints) == ((), ())


async def test_nothing_is_written_before_the_start(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "enter", "escape")
        assert "esc once more" in hands.seen
        await hands.press("escape")
        assert "No workshops here yet" in hands.seen
    assert written(tmp_path) == []


async def test_without_a_name_it_says_so_and_asks_for_one(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", "ctrl+s")
        assert "a name first" in hands.seen
        await hands.press(*"Lanka", "ctrl+s")
    assert only(tmp_path).organisation.name == "Lanka"


async def test_a_pasted_list_of_names_and_roles_becomes_the_people_in_the_room(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "enter", "tab")
        await hands.paste("Anna Aalto, CEO\nBo Berg\nCai Cederberg, sales, Oulu\n")
        assert "Add 3 rows?" in hands.seen
        await hands.press("enter", "ctrl+s")
    session = only(tmp_path)
    assert [(p.name, p.role) for p in session.people] == [
        ("Anna Aalto", "CEO"),
        ("Bo Berg", ""),
        ("Cai Cederberg", "sales, Oulu"),
    ]
    assert session.round.participants == tuple(person.id for person in session.people)


async def test_a_typed_line_gives_name_and_role_and_what_is_half_typed_is_kept_at_the_start(
    tmp_path: Path,
) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "enter", "tab")
        await hands.type("Anna Aalto, CEO")
        await hands.press("enter")
        await hands.type("Bo Berg")
        await hands.press("ctrl+s")
    assert [(p.name, p.role) for p in only(tmp_path).people] == [("Anna Aalto", "CEO"), ("Bo Berg", "")]


async def test_tab_alone_leads_through_the_form_to_the_people_and_the_touchpoints(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", *["tab"] * 8)
        assert "Who is in the room?" in hands.seen
        await hands.press("tab")
        assert "space ticks" in hands.seen


@pytest.mark.parametrize("late", [False, True])
async def test_ticked_touchpoints_are_written_in_the_language_and_for_the_sector_chosen_last(
    tmp_path: Path, late: bool
) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Kunta", "enter")
        if late:
            await hands.press("tab", "escape", "tab", "space", "down", "space", "tab", "escape")
        await hands.press("down", "down", "space", "down", "space")
        if not late:
            await hands.press("tab", "escape", "tab", "space")
        await hands.press("ctrl+s")
    session = only(tmp_path)
    assert (session.organisation.sector, session.workshop.language) == ("public", "fi")
    assert session.stages[0].label == "Tarpeen havaitseminen"
    assert [tp.name for tp in session.touchpoints] == ["Tuttavan suositus"]
    assert session.touchpoints[0].stage == "discover"


async def test_the_record_is_in_the_language_of_the_program_unless_told_otherwise(tmp_path: Path) -> None:
    async with at_the_program(tmp_path, spoken="fi") as hands:
        await hands.press("n", *"Lanka", "ctrl+s")
    session = only(tmp_path)
    assert session.workshop.language == "fi"
    assert session.stages[0].label == "Kiinnostus"


async def test_an_empty_list_offers_to_add_and_nothing_that_needs_a_row(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", "escape", "tab", "escape")
        keys = hands.seen.splitlines()[-1]
        assert "a Add" in keys
        assert "Remove" not in keys
        assert "Undo" not in keys


async def test_the_tabs_tell_how_much_is_in_the_lists(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "enter", "tab")
        await hands.paste("Anna Aalto, CEO\nBo Berg\n")
        await hands.press("enter", "escape", "tab", "space", "down", "space")
        assert "Participants 2" in hands.seen
        assert "Starter touchpoints 2" in hands.seen


async def test_a_long_name_of_the_folder_hides_no_title(tmp_path: Path) -> None:
    folder = tmp_path / ("workshops of many years " * 6).strip()
    async with at_the_program(folder, size=(80, 24)) as hands:
        await hands.press("n")
        assert hands.seen.splitlines()[0].startswith(" New workshop  ")


async def test_the_whole_record_is_opened_from_the_palette_too(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", "enter", "tab")
        await hands.paste("Anna Aalto, CEO\nBo Berg")
        await hands.press("enter", "ctrl+p", *"whole", "enter")
        assert "Meets customers" in hands.seen


async def test_somebody_taken_off_the_list_comes_back_with_undo(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "enter", "tab", *"Bo", "enter", "escape", "x", "u", "ctrl+s")
    session = only(tmp_path)
    assert [person.name for person in session.people] == ["Bo"]
    assert session.round.participants == tuple(person.id for person in session.people)


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_every_list_of_the_form_fits_a_small_screen(tmp_path: Path, spoken: str) -> None:
    async with at_the_program(tmp_path, spoken=spoken, size=(80, 24)) as hands:
        await hands.press("n", *"Lanka", "enter")
        for _list in range(3):
            assert "…" not in "\n".join(
                hands.seen.splitlines()[1:3]
            )  # below the header, whose folder may be long
            await hands.press("escape", "tab")


async def test_nothing_is_undone_or_pasted_unseen_behind_the_starters(tmp_path: Path) -> None:
    async with at_the_program(tmp_path) as hands:
        await hands.press("n", *"Lanka", "enter", "tab")
        await hands.paste("Anna Aalto, CEO\nBo Berg")
        await hands.press("enter", "escape", "tab", "space", "ctrl+z")
        assert "Ticking again takes a tick back." in hands.seen
        assert "Participants 2" in hands.seen
        await hands.paste("At the gate")
        assert "your own touchpoints are added in 1 Define" in hands.seen
        await hands.press("shift+tab", "ctrl+z")
        assert "Participants 2" not in hands.seen
