"""A facilitator types while eight people talk: the demo's first round from nothing, with few keys and at any
speed."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import open_session
from cxworkshop.method.demo import demo_session
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session
from tests.terminal.terminal import BACK_TAB, DOWN, ENTER, QUIT, RIGHT, TAB, program
from tests.terminal.test_typed_ahead import pieces

AT_MOST = 6
"""Keys a record, beside its words."""
LIBRARY = "No workshops here yet"
START, TOP = "\x13", "\x1b[1;5H"
TOUCHPOINTS, GOALS, OWNERS, ACTIONS = 15, 13, 14, 12
A_SLOW_TYPIST = 0.25
"""Seconds a key."""


class Hands:
    """What is sent, and how many of its keys are neither words nor figures, list by list."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.keys: Counter[str] = Counter()
        self.list = ""

    def type(self, words: str) -> None:
        self.sent += words

    def press(self, *keys: str) -> None:
        self.sent += keys
        self.keys[self.list] += len(keys)

    def row(self, *cells: str) -> None:
        """The cells of a new row from the open one on; Enter keeps it and opens the next."""
        for cell in cells[:-1]:
            self.type(cell)
            self.press(TAB)
        self.type(cells[-1])
        self.press(ENTER)


def first_round() -> Session:
    """The demo's first round. Its one touchpoint without an owner has that of the second round."""
    demo = demo_session("en")
    later = {one.touchpoint: one.accountable for one in demo.round.ownerships}
    seen = demo.as_of(1)
    held = tuple(
        one.model_copy(update={"accountable": one.accountable or later[one.touchpoint]})
        for one in seen.round.ownerships
    )
    held_round = seen.round.model_copy(update={"ownerships": held, "actions": seen.round.actions[:ACTIONS]})
    return seen.model_copy(update={"rounds": (held_round,)})


def letters(text: str, known: Iterable[str]) -> str:
    """The first letters that begin this one alone; of what is not known yet all, with the plus that adds
    it."""
    for n in range(1, len(text) + 1):
        begun = text[:n].casefold()
        if not begun.endswith(" ") and [one for one in known if one.casefold().startswith(begun)] == [text]:
            return text[:n]
    return text if text in known else f"+{text}"


def captured(told: Session) -> Hands:
    """Everything that is typed for a round, from the empty library on."""
    hands, people, called = Hands(), list[str](), told.name_of
    stages = [stage.id for stage in told.stages]
    journey = [one.id for one in sorted(told.touchpoints, key=lambda one: stages.index(one.stage or ""))]

    def choice(touchpoint: Touchpoint, field: str) -> str:
        kind, reading = field_of("touchpoints", field).kind, Reading(told, date.today())
        value = getattr(touchpoint, field)
        return letters(kind.show(value, reading), [option.text for option in kind.options(reading)])

    def person(id: str | None) -> str:
        name = called("people", id or "")
        typed = letters(name, people)
        people.extend([name] if name not in people else [])
        return typed

    hands.list = "workshop"
    hands.press("n")
    hands.type("Lanka")
    hands.press(START)

    hands.list, stage = "touchpoints", None
    hands.press("1", TAB, "a")
    for one in told.touchpoints:
        hands.row(
            one.name,
            "" if one.stage == stage else choice(one, "stage"),
            choice(one, "channel"),
            choice(one, "delivered_by"),
        )
        stage = one.stage
    hands.press(ENTER)

    hands.list = "goals"
    hands.press("2", "a")
    offered, measures = 0, set[str]()
    for goal in told.round.goals:
        hands.type(goal.text)
        if goal.touchpoint != journey[offered]:  # the room leaves one out
            hands.press(BACK_TAB)
            hands.type(called("touchpoints", goal.touchpoint or ""))
            hands.press(TAB)
            offered = journey.index(goal.touchpoint or "")
        offered += 1
        hands.press(TAB)
        measure = called("measures", goal.measure or "")
        hands.row(
            measure if measure in measures else f"+{measure}",
            "" if goal.baseline is None else f"{goal.baseline:g}",
            f"{goal.target:g}",
            str(goal.due_on),
        )
        measures.add(measure)
    hands.press(ENTER)

    hands.list = "owners"
    hands.press("3", RIGHT, RIGHT, ENTER)
    owned = {one.touchpoint: one.accountable for one in told.round.ownerships}
    for touchpoint in journey:
        if touchpoint in owned:
            hands.type(person(owned[touchpoint]))
            hands.press(DOWN)
        else:
            hands.press(ENTER, DOWN, ENTER)
    hands.press(TOP, RIGHT)
    for touchpoint in journey:
        hands.press(*([" "] if touchpoint in owned else []), DOWN)

    hands.list = "actions"
    hands.press("4", TAB, "a")
    for action in told.round.actions:
        hands.row(action.title, person(action.owner), str(action.due_on))
    hands.press(ENTER)
    return hands


def record(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What a round says, by names."""
    called, held = session.name_of, session.round
    return {
        "touchpoints": [(one.name, one.stage, one.channel, one.delivered_by) for one in session.touchpoints],
        "goals": [
            (
                called("touchpoints", one.touchpoint or ""),
                one.text,
                called("measures", one.measure or ""),
                one.baseline,
                one.target,
                one.due_on,
            )
            for one in held.goals
        ],
        "owners": sorted(
            (called("touchpoints", one.touchpoint or ""), called("people", one.accountable or ""))
            for one in held.ownerships
        ),
        "actions": [(one.title, called("people", one.owner or ""), one.due_on) for one in held.actions],
    }


@pytest.fixture(scope="module")
def told() -> Session:
    return first_round()


def test_no_record_takes_more_than_six_keys_beside_its_words(told: Session) -> None:
    hands, found = captured(told), record(told)
    assert [len(rows) for rows in found.values()] == [TOUCHPOINTS, GOALS, OWNERS, ACTIONS]
    for kind, rows in found.items():
        print(
            f"{kind}: {hands.keys[kind]} keys for {len(rows)} records, {hands.keys[kind] / len(rows):.1f} "
            f"a record of at most {AT_MOST}"
        )
        assert hands.keys[kind] <= AT_MOST * len(rows), kind


@pytest.mark.parametrize(("seed", "columns", "rows"), [(0, 120, 36), (0, 80, 24), (0, 200, 60), (1, 120, 36)])
def test_a_round_typed_while_people_talk_is_all_there_and_nothing_twice(
    seed: int, columns: int, rows: int, told: Session, tmp_path: Path
) -> None:
    """At once as fast as the terminal takes it, on each screen; and, with a seed, in pieces."""
    typed, chance = "".join(captured(told).sent), random.Random(seed)
    began = time.monotonic()
    with program(tmp_path, columns=columns, rows=rows) as terminal:
        terminal.until(LIBRARY)
        if not seed:
            terminal.send(typed)
        else:
            for piece in pieces(typed, chance):
                terminal.send(piece)
                time.sleep(
                    chance.choice([0, 0, 0, 0.001, 0.004])
                )  # a typist's hand, not a wait for the program
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    (path,) = tmp_path.glob("*.json")
    session = open_session(path).session
    print(f"{len(typed)} characters, typed and saved in {time.monotonic() - began:.1f} s")
    assert record(session) == record(told)
    assert {one.accepted_on for one in session.round.ownerships} == {session.workshop.created_on}
    assert sorted(one.name for one in session.measures) == sorted({row[2] for row in record(told)["goals"]})  # type: ignore[type-var]
    assert len(session.people) == len({one.name for one in session.people})


def test_the_first_touchpoint_stands_within_a_minute_of_a_cold_start(told: Session, tmp_path: Path) -> None:
    sent = captured(told).sent
    first = "".join(sent[: sent.index(ENTER) + 1])
    began = time.monotonic()
    with program(tmp_path) as terminal:
        terminal.until(LIBRARY)
        terminal.send(first)
        terminal.until("saved", told.touchpoints[0].name, "own")
    took = time.monotonic() - began
    print(
        f"first touchpoint: the program {took:.1f} s, a slow typist {len(first) * A_SLOW_TYPIST:.1f} s "
        f"more for {len(first)} keys"
    )
    assert took + len(first) * A_SLOW_TYPIST < 60
