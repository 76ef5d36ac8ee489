"""One key narrows every list to the priorities, and the header says so."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.editing.changes import set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.screens.test_workshop import NAMES, At, begun, workshop


def chosen() -> Session:
    """Five touchpoints, of which two are priorities."""
    session = begun(*NAMES)
    for i in range(1, 6):
        session = set_value(Place("touchpoint_states", f"tp{i:02}", "priority"), i in (2, 4))(session)
    return session


def header(at: At) -> str:
    return at.screen.tab_bar.right[0][0]


def names(at: At) -> list[str]:
    return [at.session.name_of("touchpoints", row["touchpoints"].id) for row in at.screen.sheet.grid.rows]


async def test_one_key_narrows_every_list_and_shows_all_again(tmp_path: Path) -> None:
    async with workshop(tmp_path, chosen()) as at:
        await at.type("1*")
        await at.press("tab")
        assert names(at) == ["Home delivery", "Invoice"]
        assert header(at).strip() == "▌ only priorities 2 of 5"
        await at.type("3")
        assert names(at) == ["Home delivery", "Invoice"]
        await at.type("*")
        assert len(names(at)) == 5
        assert not header(at).strip()


async def test_a_list_that_is_about_no_touchpoint_stays_whole_and_says_that_others_do_not(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, chosen()) as at:
        await at.type("0*")
        await at.press("tab")
        assert len(at.screen.sheet.grid) == at.screen.sheet.grid.rows_in_all
        assert header(at).strip() == "▌ only priorities"


async def test_going_to_a_cell_that_is_hidden_shows_all_rows(tmp_path: Path) -> None:
    async with workshop(tmp_path, chosen()) as at:
        await at.type("1*")
        hidden = Place("touchpoint_states", "tp01", "role")
        assert at.screen.jump(hidden)
        await at.settled()
        assert at.screen.sheet.place == hidden
        assert not header(at).strip()


async def test_without_a_priority_nothing_is_hidden_and_it_is_said_where_they_are_decided(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.type("1*")
        assert "Levels and roles" in str(at.screen.detail.message)
        assert not header(at).strip()


async def test_what_stands_beside_the_lists_cuts_no_name_of_the_list_at_80_columns(tmp_path: Path) -> None:
    async with workshop(tmp_path, chosen(), spoken="fi", size=(80, 24)) as at:
        await at.type("*3")
        assert " Vastuu " in at.seen.splitlines()[3]
        assert "▌ vain painopisteet 2/5" in at.seen.splitlines()[3]
