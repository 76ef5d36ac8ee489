"""A ballot keyed in at any speed, in a real terminal, is the ballot that stands on paper."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.editing.voting import vote
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Tally
from cxworkshop.method.responsibility import tally_of
from cxworkshop.model.session import Session
from tests.terminal.terminal import ENTER, QUIT, program

SEAL, LAPTOP = "\x13", "\x0c"


def kept(session: Session) -> str:
    """The answers, slip after slip."""
    found = (
        ballots.given(session, "1", one, who.id) for who in voters(session) for one in ballots.asked(session)
    )
    return "".join(ballots.sign_of(session, one) if one else " " for one in found)


def answered(session: Session, signs: str) -> Session:
    """The session with these answers, slip after slip."""
    asked = [(who.id, touchpoint) for who in voters(session) for touchpoint in ballots.asked(session)]
    for (who, touchpoint), sign in zip(asked, signs, strict=True):
        session = vote("1", touchpoint, who, ballots.answer_for(session, sign))(session)
    return session


def tallies(session: Session) -> dict[str, Tally]:
    """What is left of the answers once they are sealed."""
    return {touchpoint: tally_of(session, touchpoint) for touchpoint in ballots.asked(session)}


def test_a_ballot_keyed_sealed_and_revealed_in_one_go_is_kept_exactly(
    tmp_path: Path, demo_round1: Session
) -> None:
    one = demo_round1.round.model_copy(
        update={"ballots": (), "letters": (), "ownership_ballots": (), "closed_on": None, "steps": ()}
    )
    path = tmp_path / "kuusilinna.json"
    start = demo_round1.model_copy(update={"rounds": (one,)})
    create(path, start).close()
    chance = random.Random(5)
    wanted = "".join(chance.choice("abcdefghi-*=?") for _ in range(120))
    with program(tmp_path, "open", str(path)) as terminal:
        terminal.until("0 Landing", "Missing here")
        terminal.send("b" + wanted + SEAL + ENTER + ENTER + ENTER)
        terminal.until("Who actually holds responsibility?", "8")
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    after = open_session(path).session
    assert kept(after).strip() == ""
    assert tallies(after) == tallies(answered(start, wanted))
    assert ballots.state(after, "1") == "revealed"


def test_the_laptop_goes_round_at_any_speed(tmp_path: Path, demo_round1: Session) -> None:
    one = demo_round1.round.model_copy(
        update={"ballots": (), "letters": (), "ownership_ballots": (), "closed_on": None, "steps": ()}
    )
    path = tmp_path / "kuusilinna.json"
    create(path, demo_round1.model_copy(update={"rounds": (one,)})).close()
    chance = random.Random(6)
    wanted = "".join(chance.choice("abcdefghi-*=?") for _ in range(120))
    slips = (wanted[i : i + 15] for i in range(0, 120, 15))
    with program(tmp_path, "open", str(path)) as terminal:
        terminal.until("0 Landing", "Missing here")
        terminal.send(
            "b" + LAPTOP + "".join(ENTER + "".join(sign + ENTER for sign in slip) for slip in slips)
        )
        terminal.until("8 of 8 in")
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    assert kept(open_session(path).session) == wanted


def test_who_answered_leaves_and_what_was_voted_stays_and_undo_outlives_the_program(
    tmp_path: Path, demo: Session
) -> None:
    path = tmp_path / "kuusilinna.json"
    create(path, demo).close()
    before = (tallies(demo), ballots.results(demo, "1"), ballots.candidates(demo).keys())
    with program(tmp_path, "open", str(path)) as terminal:
        terminal.until("6 Redefine")
        terminal.send("0x")
        terminal.until("Marja Lehtoranta: left on")
        terminal.send(ENTER)
        terminal.until("Left on")
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    left = open_session(path)
    assert left.session.people[0].left_on is not None
    assert left.session.model_copy(update={"people": demo.people}) == demo
    assert (
        tallies(left.session),
        ballots.results(left.session, "1"),
        ballots.candidates(left.session).keys(),
    ) == before
    left.close()
    with program(tmp_path, "open", str(path)) as terminal:
        terminal.until("6 Redefine")
        terminal.send("u")
        terminal.until("Undone: Left: Marja Lehtoranta")
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    assert open_session(path).session == demo


def test_letters_are_those_of_the_sheet_that_the_command_line_printed(
    tmp_path: Path, demo_round1: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    one = demo_round1.round.model_copy(
        update={"ballots": (), "letters": (), "ownership_ballots": (), "closed_on": None, "steps": ()}
    )
    path = tmp_path / "kuusilinna.json"
    start = demo_round1.model_copy(update={"rounds": (one,)})
    create(path, start).close()
    assert main(["write", str(path), "--document", "ballot", "--output", "-", "--language", "en"]) == 0
    sheet = capsys.readouterr().out
    for words in ("This sheet has the letters a–i.", "**a:** Marja Lehtoranta", "**b:** Antti Kivimäki"):
        assert words in sheet
    with program(tmp_path, "open", str(path)) as terminal:
        terminal.until("0 Landing", "Missing here")
        terminal.send("Jb")
        terminal.until("a\xa0Marja\xa0Lehtoranta", "b\xa0Antti\xa0Kivimäki")
        terminal.send("b")
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    after = open_session(path).session
    assert [person.id for person in after.people[:2]] == ["p2", "p1"]
    (answer,) = after.round.ownership_ballots
    assert answer.person == "p2"
