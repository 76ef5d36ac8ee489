"""What there is once in a round or on a day is made once, also when two programs make it at the same time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from cxworkshop.editing import checking_in, day, ids, revisiting, voting
from cxworkshop.editing.changes import set_value
from cxworkshop.editing.climb import climb, toggle_difficulty
from cxworkshop.editing.merge import merge
from cxworkshop.editing.surveys import apply_survey
from cxworkshop.method import ballots
from cxworkshop.method import day as days
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.surveys import ADD
from cxworkshop.model.place import Place
from cxworkshop.model.session import TABLES, Session
from tests.editing.test_surveys import asked, survey

ON = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
Doing = Callable[[Session], Session]


def ask_again(session: Session) -> Session:
    number = ballots.next_number(session)
    about = ballots.asked(session, number)[0]
    return voting.vote(number, about, session.people[0].id, Answer("nobody"))(session)


def promise(session: Session) -> Session:
    id, change = checking_in.hold(session, "check_30", ON)
    held = change(session)
    action = held.round.actions[0].id
    return checking_in.settle(held, id, action, "met")(held)


def promises(session: Session, *actions: int) -> Session:
    id, change = checking_in.hold(session, "check_30", ON)
    held = change(session)
    for number in actions:
        held = checking_in.settle(held, id, held.round.actions[number].id, "met")(held)
    return held


def move_parked(session: Session) -> Session:
    return set_value(Place("parking", session.round.parking[0].id, "status"), "moved_to_action")(session)


DOING: dict[str, Doing] = {
    "a difficulty": lambda session: toggle_difficulty(session, "define", 2, ON)(session),
    "a second ballot": ask_again,
    "the seal": voting.seal("1", NOW),
    "the reveal": voting.reveal("1", NOW),
    "printed letters": voting.printed(),
    "the day's own agenda": day.own_agenda(),
    "the first activity": lambda session: day.go_to(days.items(session)[0], NOW)(session),
    "the day of the next round": revisiting.begin_day(),
    "the next round": lambda session: revisiting.next_round(session, ON)(session),
    "a check-in": lambda session: checking_in.hold(session, "check_30", ON)[1](session),
    "an answer of a check-in": promise,
    "an import": apply_survey(survey(asked(ADD, name="Chat")), ON),
    "an action of what was parked": move_parked,
    "a step": lambda session: climb(session, "define", NOW)(session),
}


@pytest.mark.parametrize("doing", DOING)
def test_what_two_do_at_once_is_done_once(demo: Session, doing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = demo.round.model_copy(update={"agenda_items": (), "steps": ()})
    base = demo.model_copy(update={"rounds": (*demo.rounds[:-1], round_)})
    monkeypatch.setattr(ids, "SUFFIX", "bcdf")
    mine = DOING[doing](base)
    monkeypatch.setattr(ids, "SUFFIX", "ghjk")
    theirs = DOING[doing](base)
    assert mine != base
    merged = merge(base, mine, theirs)
    assert merged.session == mine
    assert not merged.kept


def rows(session: Session) -> dict[str, int]:
    return {
        f"{table} {number}": len(session.records(table, number))
        for number in (*range(1, session.round.number + 1), None)
        for table, record in TABLES.items()
        if (record.table.owner == "round") == (number is not None)
    }


def go_to(session: Session, number: int, now: datetime) -> Session:
    return day.go_to(days.items(session)[number], now)(session)


LATER: dict[str, Callable[[Session, datetime], Session]] = {
    "the seal": lambda session, now: voting.seal("1", now)(session),
    "the reveal": lambda session, now: voting.reveal("1", now)(session),
    "the first activity": lambda session, now: go_to(session, 0, now),
    "the next activity": lambda session, now: go_to(go_to(session, 0, NOW), 1, now),
    "a step": lambda session, now: climb(session, "define", now)(session),
}


@pytest.mark.parametrize("doing", LATER)
def test_of_two_that_do_it_a_moment_apart_nothing_is_to_be_settled(demo: Session, doing: str) -> None:
    empty = {"agenda_items": (), "steps": (), "ballots": ()}
    base = demo.model_copy(update={"rounds": (*demo.rounds[:-1], demo.round.model_copy(update=empty))})
    mine, theirs = (LATER[doing](base, NOW + timedelta(seconds=n)) for n in (0, 3))
    merged = merge(base, mine, theirs)
    assert rows(merged.session) == rows(mine)
    assert not merged.kept


def test_what_two_say_of_the_same_actions_in_another_order_is_one_line_each(
    demo: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "SUFFIX", "bcdf")
    mine = promises(demo, 0, 1, 2)
    monkeypatch.setattr(ids, "SUFFIX", "ghjk")
    merged = merge(demo, mine, promises(demo, 2, 0)).session
    about = [line.action for line in merged.round.checkin_lines]
    assert len(about) == len(set(about)) == len(demo.round.checkin_lines) + 3
