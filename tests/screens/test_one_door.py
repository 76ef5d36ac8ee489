"""Whoever shows a session hears of its changes, also under another screen; when the screen goes it hears no
more."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import set_value
from cxworkshop.method import readiness
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot import BallotScreen
from cxworkshop.screens.record import RecordScreen
from cxworkshop.screens.workshop import WorkshopScreen
from tests.screens.hands import Hands, at_the_program

TITLE = Place("organisation", "organisation", "name")


@pytest.fixture
def path(tmp_path: Path, demo_round1: Session) -> Path:
    empty = {"ballots": (), "ownership_ballots": (), "closed_on": None, "steps": ()}
    made = tmp_path / "demo.json"
    session = demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=empty),)})
    create(made, session).close()
    return made


def workshop(hands: Hands) -> WorkshopScreen:
    return next(screen for screen in hands.app.screen_stack if isinstance(screen, WorkshopScreen))


async def test_a_covered_workshop_shows_a_change_when_it_is_back_before_the_next_key_is_looked_at(
    path: Path,
) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "tab", "b")
        screen = workshop(hands)
        touchpoint = screen.session.touchpoints[0]
        assert isinstance(hands.app.screen, BallotScreen)
        screen.opened.apply(set_value(Place("touchpoints", touchpoint.id, "name"), "Another name"))
        assert screen.is_stale
        await hands.press("escape", "slash", *"another", "enter")
        assert len(screen.sheet.source) == 1
        assert "Another name" in hands.seen


async def test_keying_a_ballot_judges_nothing_of_the_workshop_under_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b")
        judged: list[str] = []
        monkeypatch.setattr(WorkshopScreen, "draw_around", lambda _at: judged.append("drawn"))
        monkeypatch.setattr(readiness, "open_musts", lambda *_a: judged.append("judged"))
        await hands.type("abcd")
        assert judged == []
        assert workshop(hands).is_stale


async def test_a_form_and_the_list_seen_behind_it_show_a_change_at_once(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "tab", "o")
        screen = workshop(hands)
        assert isinstance(hands.app.screen, RecordScreen)
        place = Place("touchpoints", screen.session.touchpoints[0].id, "name")
        screen.opened.apply(set_value(place, "Said meanwhile"))
        assert not screen.is_stale
        assert screen.sheet.grid.cell(0, screen.sheet.grid.columns[0]).text == "Said meanwhile"
        await hands.settled()
        assert "Said meanwhile" in hands.seen


async def test_a_screen_that_is_gone_hears_nothing_and_holds_nothing(path: Path) -> None:
    async with at_the_program(path.parent) as hands:
        await hands.press("enter")
        opened = workshop(hands).opened
        for key in ("o", "b", "w"):
            before = len(opened._listeners)
            await hands.press("1", "tab", key)
            assert len(opened._listeners) == before + 1, key
            await hands.press("escape")
            assert len(opened._listeners) == before, key
        await hands.press("escape", "escape")
        assert opened._listeners == []
    again = open_session(path)
    assert not again.read_only
    again.close()
