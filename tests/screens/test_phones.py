"""Phones beside the program: what they are asked follows the day and the slips on the screen, what they send
is counted and covered, and who wants in is let in by a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from cxworkshop.app.phoning import Phoning
from cxworkshop.editing import OpenSession, create, open_session, revisiting
from cxworkshop.editing.box import OWNERSHIP, Slip
from cxworkshop.editing.changes import set_value
from cxworkshop.editing.voting import seal
from cxworkshop.method import ballots, day, readiness
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.place import Place
from cxworkshop.room.keys import Keys
from cxworkshop.room.phones import Sent
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.sheets.grid import COVERED
from tests.room.browsing import Phone
from tests.room.test_phones import blank
from tests.screens.hands import TODAY, Hands, at_the_program
from tests.screens.test_rounds import NOW, revealed

if TYPE_CHECKING:
    pass

BALLOT = Slip(1, OWNERSHIP, "1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kuusilinna.json"
    create(path, blank()).close()
    return path


class Room:
    """A facilitator at the program, and phones around her."""

    def __init__(self, hands: Hands, opened: OpenSession, keys: Keys) -> None:
        self.hands, self.opened = hands, opened
        self.phoning = hands.app.phoning = Phoning(hands.app, opened, keys)

    def phone(self, person: str) -> Phone:
        phone = Phone(self.phoning.phones)
        phone.join(person)
        return phone

    async def settled(self) -> None:
        """Until what was sent is in the box, and told."""
        await self.hands.settled()
        self.phoning.look()
        await self.hands.settled()

    @property
    def seen(self) -> str:
        return self.hands.seen.replace("\xa0", " ")


@asynccontextmanager
async def in_the_room(
    path: Path, *keys: str, spoken: str = "en", size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Room]:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=size) as hands:
        (opened,) = hands.app.opened
        room = Room(hands, opened, Keys.new())
        await hands.press(*keys)
        await room.settled()
        yield room
        room.phoning.close()


async def test_one_ballot_three_ways_in(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        phones = [room.phone(f"p{n}") for n in range(1, 8)]
        for phone in phones:
            assert phone.answer(dict.fromkeys(range(15), "p2")) == "ok"
        await room.settled()
        assert "7 of 8 in" in room.seen
        await room.hands.press("ctrl+home")
        await room.hands.press(*["right"] * 7)
        await room.hands.type("b" * 15)
        assert "8 of 8 in" in room.seen
        await room.hands.press("ctrl+s", "enter")
        assert not room.opened.box.holds(1)
        tally = {row.touchpoint: row for row in room.opened.session.round.ownership_tallies}
        assert len(tally) == 15
        assert tally["tp01"].named == ("p2",) * 8
        assert tally["tp01"].self_claims == ("p2",)
        await room.settled()
        assert BALLOT.id not in phones[0].state()["keep"]
        assert await _undone(room) is None


async def _undone(room: Room) -> object:
    return room.opened.undo()


async def test_what_phones_send_is_covered_and_only_how_far_is_told(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        room.phone("p1").answer({0: "p7", 1: "p7"})
        room.phone("p3").answer(dict.fromkeys(range(15), "nobody"))
        await room.settled()
        assert "Phones (2): ML 2/15, JR ✓" in room.seen
        assert "1 of 8 in" in room.seen
        row = next(line for line in room.seen.split("\n") if "Seeing our ad" in line)
        assert row.count(COVERED) == 2
        await room.hands.press("ctrl+home")
        assert not any(sign in "abcdefgh-*=?" for sign in _answers(room.seen))


def _answers(seen: str) -> list[str]:
    """What stands in the grid to the right of the questions."""
    lines = [line for line in seen.split("\n") if "Seeing our ad" in line or "Reading what others" in line]
    return [
        part for line in lines for part in line.split("  ")[1:] if part.strip() and len(part.strip()) == 1
    ]


async def test_paper_keyed_over_a_phone_stands_and_taken_back_gives_the_phone_its_answer(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        phone = room.phone("p1")
        phone.answer({0: "p7"})
        await room.settled()
        await room.hands.press("ctrl+home")
        await room.hands.type("c")
        assert "Marja Lehtoranta has answered on a phone. Key this slip over those answers?" in room.seen
        await room.hands.press("escape")
        assert named(room) == "p7"
        assert not room.opened.session.round.ownership_ballots
        await room.hands.type("c")
        await room.hands.press("enter")
        phone.answer({0: "p7"})
        await room.settled()
        assert named(room) == "p3"
        await room.hands.press("ctrl+z")
        assert named(room) == "p7"
        await room.hands.press("ctrl+home")
        await room.hands.type("c")
        phone.answer({0: "p8"})
        await room.settled()
        assert named(room) == "p8"
        assert not room.opened.session.round.ownership_ballots


async def test_slips_are_keyed_for_those_who_do_not_answer_on_a_phone(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        for person in ("p1", "p3", "p4", "p8"):
            room.phone(person).answer(dict.fromkeys(range(15), "p7"))
        await room.settled()
        await room.hands.press("tab", "shift+tab")
        assert "Slip of Antti Kivimäki" in room.seen
        await room.hands.type("b" * 45)
        keyed = {vote.participant for vote in room.opened.session.round.ownership_ballots}
        assert keyed == {"p2", "p5", "p6"}
        await room.hands.type("b" * 14)
        await room.hands.press("left", "right")
        await room.hands.type("b")
        assert "That was the last slip" in room.seen
        assert "8 of 8 in" in room.seen
        await room.hands.press("backspace")
        votes = room.opened.session.round.ownership_ballots
        assert len(votes) == 4 * 15 - 1
        assert {vote.participant for vote in votes} == {"p2", "p5", "p6", "p7"}


@pytest.mark.parametrize(
    ("spoken", "words", "yes"),
    [
        ("en", "No sign of these phones: ML, AK;", "enter yes"),
        ("fi", "Ei merkkiä puhelimista: ML, AK;", "enter"),
    ],
)
async def test_before_a_seal_is_said_which_phones_are_out_of_reach(
    path: Path, spoken: str, words: str, yes: str
) -> None:
    async with in_the_room(path, "b", spoken=spoken, size=(80, 24)) as room:
        for person in ("p1", "p2", "p3"):
            room.phone(person).answer({0: "p7"})
        await room.settled()
        await room.hands.press("ctrl+s")
        assert words[:10] not in room.seen
        await room.hands.press("escape")
        for seat in room.phoning.phones._seats._seats.values():
            seat.heard_at -= 11 if seat.person in ("p1", "p2") else 0
        await room.hands.press("ctrl+s")
        seen = " ".join(room.seen.split())
        assert words in seen
        assert yes in seen.rpartition(words)[2]


def named(room: Room) -> str | None:
    counted = room.opened.box.counted(room.opened.session)
    answer = ballots.given(counted, "1", "tp01", "p1")
    return answer.person if answer else None


async def test_what_is_asked_follows_the_slips_that_are_shown(path: Path) -> None:
    async with in_the_room(path) as room:
        phone = room.phone("p1")
        await room.settled()
        assert "Look at the wall" in phone.look()
        await room.hands.press("b")
        await room.settled()
        assert phone.form()["ask"][0][0] == BALLOT.id
        await room.hands.press("tab")
        await room.settled()
        assert phone.form()["ask"][0][2] == "Overall level"
        assert phone.answer({0: "4"}) == "ok"
        await room.settled()
        assert "1 of 8 in" in room.seen
        await room.hands.press("escape")
        await room.settled()
        assert "Look at the wall" in phone.look()


async def test_what_is_asked_follows_the_day(path: Path) -> None:
    opened = open_session(path)
    opened.apply(set_value(Place("rounds", "1", "agenda"), "half_day"))
    opened.close()
    async with in_the_room(path) as room:
        phone = room.phone("p1")
        await to_the_ballot(room)
        await room.hands.press("escape")
        await room.settled()
        assert [section[0] for section in phone.form()["ask"]] == [
            BALLOT.id, "1.overall_levels.", "1.guesses."
        ]  # fmt: skip
        await room.hands.type(">")
        await room.settled()
        assert phone.form()["ask"] == []


async def to_the_ballot(room: Room) -> None:
    """Carries the day on until it stands where everybody writes."""
    for _ in range(20):
        await room.hands.type(">")
        item = day.current(room.opened.session)
        if item is not None and item.activity == day.WRITES_SLIPS:
            await room.settled()
            return
    raise AssertionError(room.seen)


async def test_a_second_phone_is_let_in_by_a_key(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        first, second = room.phone("p1"), room.phone("p1")
        first.answer({0: "p7"})
        await room.settled()
        assert "A second phone says that it is Marja Lehtoranta" in told(room)
        await room.hands.press("ctrl+o")
        await room.settled()
        assert "Marja Lehtoranta answers on the second phone now" in room.seen
        assert not [n for n in room.hands.app._notifications if "A second phone" in n.message]
        assert named(room) is None
        assert first.answer({0: "p7"}) == "no seat"
        assert second.answer({0: "p8"}) == "ok"
        await room.settled()
        assert named(room) == "p8"
        await room.hands.press("ctrl+o")
        assert "No phone asks to be let in" in room.seen


def told(room: Room) -> str:
    return " ".join(str(note.message) for note in room.hands.app._notifications)


async def test_whoever_has_answered_is_asked_for_before_a_phone_takes_the_name(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        room.phone("p1").answer({0: "p7"})
        await room.settled()
        room.phoning.close()
        room.phoning = room.hands.app.phoning = Phoning(room.hands.app, room.opened, Keys.new())
        await room.settled()
        phone = room.phone("p1")
        await room.settled()
        assert "A phone says that it is Marja Lehtoranta, who has answered already" in told(room)
        assert named(room) == "p7"
        await room.hands.press("ctrl+o")
        await room.settled()
        assert "Marja Lehtoranta answers on a phone now" in room.seen
        assert phone.state()["got"] == [0]
        phone.answer({0: "p8"})
        await room.settled()
        assert named(room) == "p8"


async def test_what_a_replaced_phone_has_still_on_its_way_does_not_arrive(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        first, _second = room.phone("p1"), room.phone("p1")
        first.answer({0: "p7"})
        room.phoning.admit()
        await room.settled()
        assert named(room) is None


async def test_the_laptop_counts_what_phones_have_sent(path: Path) -> None:
    async with in_the_room(path, "b", "ctrl+l") as room:
        room.phone("p1").answer(dict.fromkeys(range(15), "nobody"))
        await room.settled()
        assert "1 of 8 in" in room.seen
        assert "✓ Marja Lehtoranta" in room.seen


async def test_after_a_crash_the_phones_send_again(path: Path) -> None:
    keys = Keys.new()
    async with at_the_program(path.parent, open_path=path) as hands:
        room = Room(hands, hands.app.opened[0], keys)
        await hands.press("b")
        await room.settled()
        phone = room.phone("p1")
        phone.answer({0: "p7"})
        await room.settled()
        room.phoning.close()
    assert not open_session(path).session.round.ownership_ballots
    async with at_the_program(path.parent, open_path=path) as hands:
        room = Room(hands, hands.app.opened[0], keys)
        await hands.press("b")
        await room.settled()
        phone.phones = room.phoning.phones
        assert phone.state()["got"] == []
        phone.answer({0: "p7"}, mark="e")
        await room.settled()
        assert named(room) == "p7"
        room.phoning.close()


async def test_a_ballot_of_the_next_round_is_answered_before_that_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "revisit.json"
    create(path, revealed()).close()
    async with in_the_room(path, "M", "d") as room:
        await to_the_ballot(room)
        phone = room.phone("p01")
        sections = phone.form()["ask"]
        assert sections[0][0] == Slip(2, OWNERSHIP, "1").id
        phone.answer(dict.fromkeys(range(len(sections[0][5])), "p02"))
        await room.settled()
        assert room.phoning.whole == 1
        assert room.opened.session.round.number == 1
        room.opened.apply(revisiting.next_round(room.opened.session, TODAY))
        room.opened.apply(set_value(Place("rounds", "2", "participants"), ("p01", "p02")))
        await room.settled()
        counted = room.opened.box.counted(room.opened.session)
        assert ballots.progress(counted, "1").whole == ("p01",)
        after = room.opened.apply(seal("1", NOW))
        assert {tally.named for tally in after.round.ownership_tallies} == {("p02",)}


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_line_of_phones_fits_a_small_terminal(path: Path, spoken: str) -> None:
    async with in_the_room(path, "b", spoken=spoken, size=(80, 24)) as room:
        for n in range(1, 9):
            room.phone(f"p{n}").answer({0: "nobody"})
        await room.settled()
        assert "1/15" in room.seen
        assert "LT 1/15" in room.seen


def test_what_was_sent_says_nothing_of_answers() -> None:
    sent = Sent("seat", "p1", {BALLOT.id: {"tp01": Answer("person", "p7")}}, {})
    assert "p7" not in f"{sent!r}{sent}{[sent]}"


async def test_a_seal_counts_what_a_phone_was_told_is_in(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        phone = room.phone("p1")
        await room.settled()
        assert phone.answer(dict.fromkeys(range(15), "nobody")) == "ok"
        after = room.opened.apply(seal("1", NOW))  # before the message has come
        assert {tally.nobody for tally in after.round.ownership_tallies} == {1}


async def test_whoever_was_somebody_else_leaves_nothing(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        phone = room.phone("p1")
        phone.answer({0: "p7"})
        phone.leave()
        await room.settled()
        assert named(room) is None
        assert "Phones" not in room.seen


async def test_the_mood_is_asked_on_phones_while_hands_are_counted(path: Path) -> None:
    async with in_the_room(path) as room:
        phones = [room.phone(f"p{n}") for n in range(1, 7)]
        await room.hands.press("h")
        await room.settled()
        for n, phone in enumerate(phones):
            assert phone.answer({0: str(3 + n % 3)}) == "ok"
        phones[0].answer({0: "1"})
        await room.settled()
        assert "6 on phones are added" in room.seen
        await room.hands.type("00200")
        await room.hands.press("enter")
        (mood,) = room.opened.session.round.moods
        assert mood.hands == (1, 0, 3, 2, 2)
        await room.settled()
        assert phones[0].form()["ask"] == []
        await room.hands.press("h")
        await room.settled()
        phones[0].answer({0: "5"})
        await room.settled()
        await room.hands.press("enter")
        assert room.opened.session.round.moods[1].hands == (0, 0, 0, 0, 1)


async def test_a_mood_that_is_given_up_is_forgotten(path: Path) -> None:
    async with in_the_room(path) as room:
        phone = room.phone("p1")
        await room.hands.press("h")
        await room.settled()
        phone.answer({0: "5"})
        await room.settled()
        await room.hands.press("escape")
        await room.settled()
        assert not room.opened.box.slips


@pytest.mark.parametrize("keys", [("ctrl+q",), ("escape", "ctrl+q")])
async def test_what_is_not_sealed_is_not_given_up_by_one_key(path: Path, keys: tuple[str, ...]) -> None:
    async with in_the_room(path, "b") as room:
        room.phone("p1").answer({0: "p7"})
        await room.settled()
        await room.hands.press(*keys)
        assert "What 1 person has answered on a phone is in no file" in room.seen
        assert room.hands.app.return_code is None
        await room.hands.press("ctrl+q")
        assert room.hands.app.return_code == 0


async def test_who_has_answered_on_a_phone_is_not_missing(path: Path) -> None:
    async with in_the_room(path, "b") as room:
        for n in range(1, 8):
            room.phone(f"p{n}").answer(dict.fromkeys(range(15), "nobody"))
        await room.settled()
        await room.hands.press("escape", "0")
        workshop = cast("WorkshopScreen", room.hands.app.screen)
        session, step, on, cache = workshop.check_arguments
        shoulds = readiness.open_shoulds(session, step, on, cache)
        assert "1 of 8 present has not answered who is accountable" in [str(one.words) for one in shoulds]


async def test_slips_say_how_to_mark_who_is_here_first(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "participants"), ())(blank())
    create(tmp_path / "nobody.json", session).close()
    async with in_the_room(tmp_path / "nobody.json", "b") as room:
        assert "Mark first who is here: esc, then 0" in " ".join(room.seen.split())
