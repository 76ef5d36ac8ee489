"""What was answered blindly is never shown again, whatever is keyed over it, taken back or pasted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.voting import score, vote
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot import BallotScreen
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.sheets.slip_kinds import all_slips
from tests.screens.hands import Hands, at_the_program

KEYS = [
    *("a", "b", "-", "1", "2", "space", "delete", "backspace", "up", "up", "down", "left", "right", "home"),
    *("end", "pageup", "pagedown", "ctrl+home", "ctrl+end", "enter", "escape", "b", "ctrl+z", "ctrl+z"),
    *("ctrl+z", "ctrl+s", "f1", "tab", "shift+tab"),
]
SECRET = {"ownership_ballots": "d", "guesses": "7", "dots": "2"}
"""What everybody has answered, which nobody keys in here; other kinds: 4."""


@pytest.fixture
def blank(demo_round1: Session) -> Session:
    empty = {"ballots": (), "ownership_ballots": (), "closed_on": None, "steps": ()}
    kinds = ("overall_levels", "dots", "function_scores", "value_scores", "guesses", "confidence_scores")
    empty |= dict.fromkeys(kinds, ())
    return demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=empty),)})


def cells(hands: Hands) -> str:
    """What the grid shows of answers."""
    screen = hands.app.screen
    if not isinstance(screen, BallotScreen):
        return ""
    grid = screen.grid
    label = grid._columns()[0] + 1
    return "".join(grid.render_line(y).text[label:] for y in range(grid._head, grid.size.height))


def told(hands: Hands) -> str:
    screen = hands.app.screen
    return str(screen.message.words) if isinstance(screen, BallotScreen) else ""


async def answer_on_the_laptop(hands: Hands, answers: str) -> None:
    await hands.press("ctrl+l", "enter")
    for sign in answers:
        await hands.press(sign, "enter")
    while not isinstance(hands.app.screen, BallotScreen):
        await hands.press("escape")


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_what_was_keyed_over_an_answer_and_taken_back_uncovers_nothing(
    tmp_path: Path, blank: Session, spoken: str
) -> None:
    create(tmp_path / "k.json", blank).close()
    async with at_the_program(tmp_path, open_path=tmp_path / "k.json", spoken=spoken) as hands:
        await hands.press("b")
        await answer_on_the_laptop(hands, "dg")
        await hands.press("ctrl+home")
        await hands.type("ab")
        assert {"a", "b"} <= {*cells(hands)}
        await hands.press("ctrl+z")
        assert not {"d", "g"} & {*cells(hands)}
        await hands.press("ctrl+z")
        assert not {"d", "g", "a", "b"} & {*cells(hands)}
        session = hands.app.opened[0].session
        assert sorted(filter(None, (row.kind and ballots.sign_of(session, row) for row in
                                    session.round.ownership_ballots))) == ["d", "g"]  # fmt: skip


async def test_an_answer_keyed_here_is_covered_when_one_comes_back_to_it(
    tmp_path: Path, blank: Session
) -> None:
    create(tmp_path / "k.json", blank).close()
    async with at_the_program(tmp_path, open_path=tmp_path / "k.json") as hands:
        await hands.type("bde")
        await hands.press("right", "left", "ctrl+home", "a")
        await hands.press("ctrl+z")
        assert not {"a", "d", "e"} & {*cells(hands)}


async def test_no_answer_of_others_is_read_back_before_the_seal(tmp_path: Path, blank: Session) -> None:
    """What was given in the round of the laptop, in a slip of which something was keyed over."""
    create(tmp_path / "k.json", blank).close()
    async with at_the_program(tmp_path, open_path=tmp_path / "k.json") as hands:
        await hands.press("b")
        await answer_on_the_laptop(hands, "d" * len(ballots.asked(blank)))
        await hands.press("ctrl+home", "a", "ctrl+s")
        named = blank.name_of("people", ballots.candidates(blank)["d"].id)
        assert f"– {named}" not in told(hands)
        assert "1 of 8 in" in told(hands)


async def test_a_paste_does_not_tell_whether_it_is_what_was_answered(tmp_path: Path, blank: Session) -> None:
    create(tmp_path / "k.json", blank).close()
    async with at_the_program(tmp_path, open_path=tmp_path / "k.json") as hands:
        await hands.press("b")
        await answer_on_the_laptop(hands, "d")
        await hands.press("ctrl+home")
        for sign in "da":
            await hands.paste(sign)
            assert "is answered already. Nothing was pasted." in told(hands)


async def back_to(hands: Hands, table: str) -> None:
    """The slips of a kind, wherever a key has led."""
    while not isinstance(hands.app.screen, BallotScreen):
        await hands.press("b" if isinstance(hands.app.screen, WorkshopScreen) else "escape")
    while hands.app.screen.slips.slip.table != table:
        await hands.press("tab")


def answered(blank: Session) -> Session:
    """Everybody has answered everything."""
    session = blank

    class Answering:
        read_only = ""

        def __init__(self) -> None:
            self.session = session

    for slips in all_slips(Answering(), "1"):  # type: ignore[arg-type]
        table = slips.slip.table
        for key in slips.keys[:2] if table == "dots" else slips.keys:
            for person in slips.people:
                if table == "ownership_ballots":
                    change = vote("1", key, person.id, ballots.answer_for(session, "d"))
                else:
                    id = f"{key}:{person.id}" if key else person.id
                    change = score(Place(table, id, "value"), int(SECRET.get(table, "4")))
                session = change(session)
    return session


@pytest.mark.parametrize(("kind", "spoken"), [(kind, ("en", "fi")[kind % 2]) for kind in range(7)])
async def test_no_key_uncovers_an_answer(tmp_path: Path, blank: Session, kind: int, spoken: str) -> None:
    session = answered(blank)
    create(tmp_path / "k.json", session).close()
    dice = random.Random(kind)
    named = session.name_of("people", ballots.candidates(session)["d"].id)
    async with at_the_program(
        tmp_path, open_path=tmp_path / "k.json", spoken=spoken, size=(120, 36)
    ) as hands:
        await hands.press("b", *["tab"] * kind)
        screen = hands.app.screen
        assert isinstance(screen, BallotScreen)
        table = screen.slips.slip.table
        secret = SECRET.get(table, "4")
        signs = [key for key in KEYS if key != secret]
        for _number in range(40):
            key = dice.choice(signs)
            await hands.press(key)
            await back_to(hands, table)
            if dice.random() < 0.1:
                await hands.paste(dice.choice(["ab", "12", "1", "a", "-"]))
            assert secret not in cells(hands), key
            assert f"– {named}" not in told(hands), key
            assert not told(hands).rstrip(".").endswith(f"– {secret}"), key
        assert len(voters(session)) == 8


async def test_the_cursor_begins_at_the_first_answer_that_is_missing(tmp_path: Path, blank: Session) -> None:
    create(tmp_path / "k.json", blank).close()
    async with at_the_program(tmp_path, open_path=tmp_path / "k.json") as hands:
        await hands.type("ba c")
        await hands.press("escape", "b")
        assert isinstance(hands.app.screen, BallotScreen)
        assert (hands.app.screen.grid.row, hands.app.screen.grid.col) == (1, 0)
