"""Floods: a paste of a whole book, a text as long as a report in any place that takes one, a hundred thousand
keys. What took minutes once is told from a busy machine by seconds."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.model.session import Session
from tests.screens.hands import Hands, at_the_program

AT_ONCE = 3.0
"""Seconds in which a key or a paste is answered and painted, also while others use the machine."""
REPORT = 20_000
PROMPTS = {"park": ["p"], "decide": ["d"], "act": ["exclamation_mark"], "note": ["n"]}
PLACES = {
    **PROMPTS,
    "a list": ["1", "tab"],
    "a filter": ["1", "tab", "slash"],
    "an open cell": ["1", "enter"],
    "a name in a list": ["1", "tab", "enter"],
    "a choice in a list": ["1", "tab", "right", "right", "right", "enter"],
    "a date": ["0", "tab", "enter", "tab", "tab", "tab"],
    "a new row": ["0", "a"],
    "a whole record": ["1", "tab", "o", "enter"],
    "the palette": ["ctrl+p"],
    "the ballot": ["b"],
    "the laptop": ["b", "ctrl+l", "enter"],
    "the library": ["LIBRARY"],
    "finding in the library": ["LIBRARY", "slash"],
    "a new workshop": ["LIBRARY", "n"],
    "who is in the room": ["LIBRARY", "n", "escape", "tab"],
}
TYPED = [place for place in PLACES if place not in ("a list", "the ballot", "the laptop", "the library")]
FILLINGS = {
    "words": "They look at the boss before every answer. ",
    "one word": "a",
    "wide signs": "日本語の説明、",
    "signs that combine": "e\u0301\u0302\u0303",
    "nothing but combining": "\u0301",
    "families": "👨‍👩‍👧‍👦",
    "spaces": " ",
    "semicolons": ";",
    "digits": "9",
    "people": "@",
    "days": "+30d ",
    "quotation marks": '"',
    "dashes": "-",
    "dots": "1.",
    "no spaces": "\N{NO-BREAK SPACE}",
}


@pytest.fixture
def path(tmp_path: Path, demo_round1: Session) -> Path:
    """The demo's first round before anybody answered."""
    empty = {"ballots": (), "ownership_ballots": (), "function_scores": (), "closed_on": None, "steps": ()}
    session = demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=empty),)})
    create(tmp_path / "k.json", session).close()
    return tmp_path / "k.json"


async def at(hands: Hands, place: str) -> None:
    await hands.press(*[key for key in PLACES[place] if key != "LIBRARY"])


def opened(path: Path, place: str) -> Path | None:
    return None if "LIBRARY" in PLACES[place] else path


async def at_once(doing: Awaitable[None]) -> None:
    began = time.monotonic()
    await doing
    assert time.monotonic() - began < AT_ONCE


@pytest.mark.parametrize("place", PLACES)
async def test_a_paste_of_a_million_characters_is_refused_in_words_everywhere(path: Path, place: str) -> None:
    async with at_the_program(path.parent, open_path=opened(path, place)) as hands:
        await at(hands, place)
        before = type(hands.app.screen)
        await at_once(hands.paste("word word\n" * 100_000))
        seen = " ".join(hands.seen.replace("│", " ").split())
        assert "1,000,000 characters" in seen, hands.seen
        assert type(hands.app.screen) is before
        await at_once(hands.press("left"))


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("place", TYPED)
async def test_each_key_is_answered_at_once_with_a_report_in_any_place_that_takes_text(
    path: Path, place: str, filling: str
) -> None:
    text = (FILLINGS[filling] * REPORT)[:REPORT]
    async with at_the_program(path.parent, open_path=opened(path, place)) as hands:
        await at(hands, place)
        await at_once(hands.paste(text))
        for key in (
            "x",
            "left",
            "backspace",
            "ctrl+left",
            "ctrl+w",
            "home",
            "right",
            "delete",
            "end",
            "enter",
        ):
            await at_once(hands.press(key))
        await at_once(hands.press("escape"))
