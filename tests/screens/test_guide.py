"""The guide is beside the work or over it, and never comes between the facilitator and a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.language import speaking
from cxworkshop.method.steps import STEPS, step
from cxworkshop.model.session import Session
from cxworkshop.widgets.guide import guide_lines
from tests.screens.hands import Hands, at_the_program


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    made = tmp_path / "demo.json"
    create(made, demo).close()
    return made


def prompt(hands: Hands) -> str:
    """Which prompt is shown: 2 of 6."""
    match = re.search(r"Ask the room · (\d of \d)", hands.seen)
    return match[1] if match else ""


async def test_g_shows_the_guide_beside_the_work_and_keys_go_on_to_the_list(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "tab", "g", "a", *"A new one", "enter", "escape")
        assert prompt(hands) == "1 of 7"
        assert "Touchpoints" in hands.seen
        await hands.press("g")
        assert prompt(hands) == ""
    assert open_session(path).session.touchpoints[-1].name == "A new one"


async def test_on_a_narrow_screen_it_is_over_the_work_until_escape(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, size=(80, 24)) as hands:
        await hands.press("1", "g")
        assert "Say first" in hands.seen
        assert "What is recorded" not in hands.seen
        await hands.press("escape")
        assert "Say first" not in hands.seen
        assert "What is recorded" in hands.seen


async def test_prompts_come_one_at_a_time_and_each_step_remembers_its_own(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "G", "G", "G")
        assert prompt(hands) == "3 of 7"
        await hands.press("2")
        assert prompt(hands).startswith("1 of")
        await hands.press("1")
        assert prompt(hands) == "3 of 7"


async def test_a_difficulty_is_found_by_what_is_seen_ticked_and_taken_back(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("2", "f", "down", "space")
        assert "✓ " + str(step("develop").failures[1].sign)[:20] in hands.seen
        await hands.press("escape", "u", "f", "space")
    met = open_session(path).session.round.failures_met
    assert [(record.step, record.failure) for record in met] == [("develop", 1)]


async def test_the_mouse_finds_and_ticks_a_difficulty_and_turns_to_the_next_prompt(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1", "g")
        sign = str(step("define").failures[0].sign)[:18]

        async def click(text: str) -> None:
            lines = hands.seen.splitlines()
            at = next(y for y, line in enumerate(lines) if text in line)
            await hands.pilot.click(offset=(lines[at].index(text) + 1, at))
            await hands.settled()

        await click("Ask the room")
        assert prompt(hands) == "2 of 7"
        await click(sign)
        await click(sign)
    assert [(record.step, record.failure) for record in open_session(path).session.round.failures_met] == [
        ("define", 1)
    ]


async def test_whoever_meets_customers_is_named_first_and_the_chief_executive_last(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, size=(80, 40)) as hands:
        await hands.press("g")
        text = (
            hands.seen.replace("\N{NO-BREAK SPACE}", " ")
            .split("Speaking order")[1]
            .split("When it goes wrong")[0]
            .split()
        )
        assert " ".join(text).startswith("Mira Kontio → Noora Saarelma →")
        assert " ".join(text).endswith("→ Marja Lehtoranta")


async def test_where_nobody_is_known_to_lead_the_guide_says_how_to_tell(
    tmp_path: Path, demo: Session
) -> None:
    path = tmp_path / "demo.json"
    create(
        path,
        demo.model_copy(
            update={
                "people": tuple(person.model_copy(update={"seniority_rank": None}) for person in demo.people)
            }
        ),
    ).close()
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("g")
        assert "rank 1 in Participants" in " ".join(hands.seen.split())


@pytest.mark.parametrize("width", [20, 33, 43])
def test_no_line_of_the_speaking_order_begins_with_an_arrow(width: int) -> None:
    order = ["Mira Kontio", "Antti Kivimäki", "Jukka Rantasalo", "Teemu Virtasalmi"]
    lines = [line.text for line in guide_lines(step("organise"), 0, order, True, (), -1, width)]
    text = " ".join(lines).replace("\N{NO-BREAK SPACE}", " ")
    assert not any(line.startswith("→") for line in lines)
    assert " → ".join(order) in " ".join(text.split())


@pytest.mark.parametrize("width", [33, 43, 78])
@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_every_step_tells_all_it_has_within_the_width(width: int, spoken: str) -> None:
    with speaking(spoken):
        for name in STEPS:
            text = step(name)
            lines = guide_lines(text, 0, ["Noora", "Mira"], False, {1}, 0, width)
            assert max(len(line.text) for line in lines) <= width
            assert {line.sign for line in lines} == {-1, *range(len(text.failures))}


async def test_on_a_narrow_screen_the_guide_and_what_is_missing_take_turns(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, size=(80, 24)) as hands:
        await hands.press("6", "g", "m")
        assert "Say first" not in hands.seen
        assert "Missing here" in hands.seen
        await hands.press("g")
        assert "Say first" in hands.seen
        await hands.press("escape")
        assert "What is recorded" in hands.seen
        await hands.press("m", "escape")
        assert "What is recorded" in hands.seen
