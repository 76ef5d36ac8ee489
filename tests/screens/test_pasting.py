"""What is pasted at the program: shown as it is understood before anything is made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import set_value
from cxworkshop.method import ballots
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.clipboard import CLIPBOARD
from tests.screens.hands import Hands, at_the_program
from tests.sheets.hands import begun


class AtWorkshop:
    """Hands at a workshop, and its session."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.press, self.paste, self.type = hands.press, hands.paste, hands.type

    @property
    def seen(self) -> str:
        return self.hands.seen

    @property
    def session(self) -> Session:
        session: Session = self.hands.app.screen.opened.session  # type: ignore[attr-defined]
        return session


@asynccontextmanager
async def workshop(
    folder: Path, session: Session, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[AtWorkshop]:
    path = folder / "lanka.json"
    create(path, session).close()
    async with at_the_program(folder, open_path=path, size=size) as hands:
        yield AtWorkshop(hands)


# ---- lists -------------------------------------------------------------------------------------------------
async def test_a_paste_is_shown_as_understood_before_anything_is_made(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Invoice"), size=(80, 24)) as at:
        await at.press("1", "tab", "a")
        await at.paste("Fitting by phone\t\tphone\nParking\t\tstore\nThe receipt\t\tpost\n")
        assert "Touchpoint: Fitting by phone" in at.seen
        assert "Line 3: post is not one of" in at.seen
        assert "Channel: phone or chat" in at.seen
        assert "space: the rest" in at.seen
        assert "Keep" not in at.seen.splitlines()[-1]
        await at.press("space")
        assert [(tp.name, tp.channel) for tp in at.session.touchpoints[1:]] == [
            ("Fitting by phone", "phone_chat"),
            ("Parking", "store"),
            ("The receipt", None),
        ]
        await at.press("u")
        assert len(at.session.touchpoints) == 1


async def test_what_was_copied_can_be_put_back_whatever_the_clipboard_holds(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Invoice", "Parcel", "Ad")) as at:
        await at.press("1", "tab", "shift+down", "y")
        assert "Copied" not in at.seen
        assert "2 cells are kept here: ^v puts them back" in at.seen
        await at.press("down", "ctrl+v")
        assert "Replace what is in 1 row (1 cell)?" in at.seen
        assert "Below the last row, so left out: 1 row" in at.seen
        await at.press("escape", "up", "Y", "enter")
        assert [tp.name for tp in at.session.touchpoints] == ["Invoice", "Invoice", "Parcel"]


async def test_what_was_copied_is_typed_into_an_open_cell_and_a_prompt(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Invoice")) as at:
        await at.press("1", "tab", "y", "a", "ctrl+v", *" 2", "enter", "escape")
        await at.press("exclamation_mark", "ctrl+v", "enter")
        assert [tp.name for tp in at.session.touchpoints] == ["Invoice", "Invoice 2"]
        assert [action.title for action in at.session.round.actions] == ["Invoice"]


async def test_nothing_copied_is_said(tmp_path: Path) -> None:
    CLIPBOARD.copied = None
    async with workshop(tmp_path, begun("Invoice")) as at:
        await at.press("ctrl+v")
        assert "Nothing has been copied yet." in at.seen


async def test_a_paste_into_the_filter_is_looked_for(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Invoice", "Parcel")) as at:
        await at.press("1", "tab", "slash")
        await at.paste("parc\n")
        assert "Invoice" not in at.seen
        assert "Parcel" in at.seen


# ---- prompts -----------------------------------------------------------------------------------------------
async def test_several_pasted_lines_are_several_captures_shown_before_they_are_made(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(), size=(80, 24)) as at:
        await at.press("exclamation_mark", *"Now ")
        await at.paste("- call back @Timo Koski 30.11.2026\n- send the invoice\n\n- ask Aino\n")
        assert "Action: add 3 rows?" in at.seen
        assert "Timo Koski · 30 Nov 2026" in at.seen
        assert not at.session.round.actions
        await at.press("n")
        assert not at.session.round.actions
        assert "Now" in at.seen  # what was typed before is there still
        await at.press("escape", "exclamation_mark")
        await at.paste(
            "Call back\tTimo Koski\t30.11.2026\nSend the invoice\t+Kalle Uusi\nPack it\tKalle Uusi\n"
        )
        assert "Added to the people: Kalle Uusi" in at.seen
        await at.press("enter")
        session = at.session
        new = session.people[-1]
        assert [(action.title, action.owner) for action in session.round.actions] == [
            ("Call back", "p02"),
            ("Send the invoice", new.id),
            ("Pack it", new.id),
        ]
        await at.press("u")
        assert not at.session.round.actions
        assert len(at.session.people) == 3


async def test_a_captured_line_with_a_name_of_two_people_is_refused_with_their_names(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("p")
        await at.paste("The lease @Timo Koski\nThe sign @Aino K\nThe door @Koski\n")
        await at.press("escape", "p")
        await at.paste("The lease @Timo Koski\nThe sign @A\n")
        assert "Line 2: A may be" in at.seen
        await at.press("escape")
        assert not at.session.round.parking


def slip(session: Session, who: str) -> str:
    """The answers of a slip, down its questions."""
    answers = [ballots.given(session, "1", touchpoint, who) for touchpoint in ballots.asked(session)]
    return "".join(ballots.sign_of(session, answer) if answer else " " for answer in answers)


# ---- ballots -----------------------------------------------------------------------------------------------
async def test_a_table_of_answers_fills_the_grid_as_the_screen_shows_it_or_not_at_all(tmp_path: Path) -> None:
    session = begun("Invoice", "Parcel")
    for who in ("p01", "p02", "p03"):
        session = set_value(Place("rounds", session.round.id, f"participants[{who}]"), True)(session)
    async with workshop(tmp_path, session) as at:
        await at.press("b")
        await at.paste("b\ta\t-\nb\t?\t-\na\t*\t=\n")
        assert [slip(at.session, who) for who in ("p01", "p02", "p03")] == ["bba", "a?*", "--="]
        before = at.session
        for table in ("a\tb\tc\td\n", "a\ta\n", "x\ty\tz\n"):
            await at.paste(table)
            assert "Nothing was pasted." in at.seen
        assert at.session == before


@pytest.mark.parametrize("slips", ["a AA\tb TK\tc AK", "a\tb\tc", "AA\tTK\tAK"])
async def test_a_word_in_the_corner_of_a_table_of_answers_is_no_fault(tmp_path: Path, slips: str) -> None:
    session = begun("Invoice", "Parcel")
    for who in ("p01", "p02", "p03"):
        session = set_value(Place("rounds", session.round.id, f"participants[{who}]"), True)(session)
    async with workshop(tmp_path, session) as at:
        await at.press("b")
        await at.paste(f"What we ask\t{slips}\nInvoice\tb\ta\t-\nParcel\tb\t?\t-\n")
        assert [slip(at.session, who) for who in ("p01", "p02", "p03")] == ["bb ", "a? ", "-- "]
