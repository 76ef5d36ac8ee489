"""Two facilitators at one blind ballot: each sees where the other is, nobody's slip is keyed over unasked,
and there is one ballot, whoever begins, seals or reveals it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cxworkshop.editing import voting
from cxworkshop.editing.sharing import SharedSession
from cxworkshop.library.shared import SharedLibrary
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot import BallotScreen
from cxworkshop.screens.reveal import RevealScreen
from tests.editing.sharing.people import SLUG, opened_by, serving, store_of
from tests.screens.hands import Hands, at_the_program
from tests.screens.test_together import AT, until


@pytest.fixture
def blank(demo_round1: Session) -> Session:
    empty = {"ballots": (), "ownership_ballots": (), "function_scores": (), "closed_on": None, "steps": ()}
    return demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=empty),)})


@asynccontextmanager
async def both_at(
    session: Session, folder: Path, spoken: str = "en"
) -> AsyncIterator[tuple[Hands, SharedSession]]:
    """Anna at the program, in the ballot, and Bo on another laptop."""
    server = serving(session)
    library = SharedLibrary(store_of(server, folder, "Anna"))
    path = library.folder / f"{SLUG}.json"
    async with at_the_program(library, open_path=path, spoken=spoken) as hands:
        bo = opened_by("Bo Berg", server, folder)
        await hands.press("b")
        yield hands, bo
        while len(hands.app.screen_stack) > 2:
            await hands.press("escape")
        bo.take_news()
        bo.close()


def slips(hands: Hands) -> BallotScreen:
    assert isinstance(hands.app.screen, BallotScreen)
    return hands.app.screen


async def alike(hands: Hands, bo: SharedSession) -> None:
    """What either has done is at the other's."""
    opened = hands.app.opened[0]
    await until(hands, lambda: not bo.take_news() and bo.is_put and opened.session == bo.session)


async def key(hands: Hands, bo: SharedSession, person: int, *, sign: str = "e") -> None:
    """Bo keys in a slip."""
    for about in ballots.asked(bo.session):
        who = voters(bo.session)[person].id
        bo.apply(voting.vote("1", about, who, ballots.answer_for(bo.session, sign)))
    await alike(hands, bo)


async def bo_at(hands: Hands, bo: SharedSession, person: int) -> None:
    bo.be_at(Place("ownership_ballots", voters(bo.session)[person].id))
    await until(hands, lambda: not bo.take_news() and bool(slips(hands).grid.taken))


async def test_the_grid_follows_what_the_other_keys_and_the_cursor_stays(
    blank: Session, tmp_path: Path
) -> None:
    async with both_at(blank, tmp_path) as (hands, bo):
        await hands.type("abc")
        await key(hands, bo, 1)
        grid = slips(hands).grid
        assert (grid.row, grid.col) == (3, 0)
        assert all("·" in grid.render_line(y).text for y in range(1, 1 + len(ballots.asked(blank))))
        assert "a" in grid.render_line(1).text.split()[-2:]  # one's own stays in sight
        assert "1 of 8 in" in hands.seen
        await hands.press("ctrl+z")
        assert len(bo.session.round.ownership_ballots) == 18
        await alike(hands, bo)
        assert len(bo.session.round.ownership_ballots) == 17


@pytest.mark.parametrize(
    ("spoken", "question"),
    [("en", "not keyed in here. Key it over those?"), ("fi", "ei ole syötetty täällä")],
)
async def test_the_cursor_goes_on_to_a_slip_that_nobody_has_begun_and_asks_before_it_replaces(
    blank: Session, tmp_path: Path, spoken: str, question: str
) -> None:
    async with both_at(blank, tmp_path, spoken) as (hands, bo):
        await key(hands, bo, 1)
        await bo_at(hands, bo, 2)
        assert "Bo" in slips(hands).grid.render_line(1).text
        await hands.type("a" * 15)
        assert slips(hands).grid.col == 3  # neither keyed by Bo, nor his now
        for sign in ("a", "space", "backspace"):
            slips(hands).grid.go(0, 1)
            await hands.press(sign)
            assert question in " ".join(hands.seen.split())
            await hands.press("escape")
        assert {row.person for row in hands.app.opened[0].session.round.ownership_ballots} == {
            ballots.candidates(blank)[letter].id for letter in "ae"
        }
        slips(hands).grid.go(0, 1)
        await hands.press("b", "enter", "b")  # asked once for a slip
        answers = [
            ballots.given(hands.app.opened[0].session, "1", about, voters(blank)[1].id)
            for about in ballots.asked(blank)[:3]
        ]
        assert [ballots.sign_of(blank, answer) for answer in answers if answer] == ["b", "b", "e"]
        await hands.press("ctrl+z", "ctrl+z")
        assert "e" not in "".join(slips(hands).grid.render_line(y).text[-60:] for y in range(2, 6))


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "Bo Berg is still at the slip of"), ("fi", "Bo Berg syöttää yhä lomaketta")]
)
async def test_the_seal_says_who_is_in_the_middle_of_a_slip(
    blank: Session, tmp_path: Path, spoken: str, words: str
) -> None:
    async with both_at(blank, tmp_path, spoken) as (hands, bo):
        await hands.type("abc")
        await bo_at(hands, bo, 2)
        await hands.press("ctrl+s")
        assert words in " ".join(hands.seen.split())


async def test_what_another_reveals_is_shown_where_the_ballot_is_open(blank: Session, tmp_path: Path) -> None:
    async with both_at(blank, tmp_path) as (hands, bo):
        await key(hands, bo, 1)
        bo.apply(voting.seal("1", AT))
        bo.apply(voting.reveal("1", AT))
        await alike(hands, bo)
        await until(hands, lambda: isinstance(hands.app.screen, RevealScreen))
        assert "Another facilitator has revealed it." in hands.seen


async def test_both_ask_again_and_there_is_one_second_ballot(blank: Session, tmp_path: Path) -> None:
    async with both_at(blank, tmp_path) as (hands, bo):
        await key(hands, bo, 1)
        bo.apply(voting.seal("1", AT))
        bo.apply(voting.reveal("1", AT))
        await alike(hands, bo)
        await until(hands, lambda: isinstance(hands.app.screen, RevealScreen))
        about, who = ballots.asked(bo.session, ballots.next_number(bo.session))[0], voters(bo.session)[2].id
        bo.apply(voting.vote(ballots.next_number(bo.session), about, who, Answer("nobody")))
        await alike(hands, bo)
        await hands.press("b", "a")
        assert slips(hands).number == "2"
        assert {row.ballot for row in hands.app.opened[0].session.round.ownership_ballots} == {"2"}
        assert len(hands.app.opened[0].session.round.ownership_ballots) == 2


@pytest.mark.parametrize(("spoken", "words"), [("en", "Bo Berg has revealed"), ("fi", "Bo Berg paljasti")])
async def test_who_has_another_screen_before_him_is_told_that_the_ballot_is_revealed(
    blank: Session, tmp_path: Path, spoken: str, words: str
) -> None:
    async with both_at(blank, tmp_path, spoken) as (hands, bo):
        await key(hands, bo, 1)
        await hands.press("escape")
        bo.apply(voting.seal("1", AT))
        bo.apply(voting.reveal("1", AT))
        await alike(hands, bo)
        assert words in hands.seen


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "Bo Berg shows it there with b"), ("fi", "Bo Berg näyttää")]
)
async def test_who_reveals_is_told_who_shows_it_to_the_room(
    blank: Session, tmp_path: Path, spoken: str, words: str
) -> None:
    async with both_at(blank, tmp_path, spoken) as (hands, bo):
        await key(hands, bo, 1)
        bo.be_at(Place("touchpoints", bo.session.touchpoints[0].id, "name"))
        await hands.press("ctrl+s", "enter")
        await until(hands, lambda: not bo.take_news() and bo.is_put)
        await hands.press("enter", "enter")
        assert isinstance(hands.app.screen, RevealScreen)
        assert words in " ".join(hands.seen.split())


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "Bo Berg is at it, too"), ("fi", "myös Bo Berg on siinä")]
)
async def test_who_comes_to_the_same_slip_is_seen_at_once_and_leaves_it_again(
    blank: Session, tmp_path: Path, spoken: str, words: str
) -> None:
    async with both_at(blank, tmp_path, spoken) as (hands, bo):
        await bo_at(hands, bo, 0)
        assert words in hands.seen
        assert slips(hands).grid.render_line(1).text.split() == ["Bo"]
        bo.be_at(Place("touchpoints", bo.session.touchpoints[0].id, "name"))
        await until(hands, lambda: not slips(hands).grid.taken)
        assert words not in hands.seen


async def test_the_others_are_told_at_which_slip_one_is_and_that_one_has_left(
    blank: Session, tmp_path: Path
) -> None:
    async with both_at(blank, tmp_path) as (hands, bo):

        def place() -> Place | None:
            return next((other.place for other in bo.reach.colleagues), None)

        await hands.press("right")
        expected = Place("ownership_ballots", voters(blank)[1].id)
        await until(hands, lambda: not bo.take_news() and place() == expected)
        await hands.press("escape")
        await until(
            hands, lambda: not bo.take_news() and (at := place()) is not None and at.table == "people"
        )
