"""Any keys typed ahead, at any speed, give the same record as typed slowly."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.starting import blank_session
from tests.terminal.terminal import (
    BACK_TAB,
    BACKSPACE,
    DOWN,
    ENTER,
    ESC,
    ESCAPE_BYTE,
    FILL,
    LEFT,
    PALETTE,
    QUIT,
    RIGHT,
    TAB,
    UNDO,
    UP,
    Terminal,
    keys,
    paste,
    program,
)

SCRIPT = keys(
    # people: new rows, on in a row, choices by type-ahead, giving up, a capture right behind Escape
    "a", "Anna Aalto", TAB, "Managing director", TAB, "sal", ENTER, "Timo Koski", ENTER,
    "Aino Koskinen, shop", ENTER, ENTER,
    "a", "Half a na", ESC, "!", "Call the carrier @Koski +30d", ENTER, UP, UP, RIGHT * 3, " ", RIGHT, " ",
    FILL, LEFT * 4,
    "a", "Gone again", ENTER, ESC, "x", "u", DOWN, "x", "a", "x", ESC, ESC, "p",
    "Parking space @+Nobody Known 1.2.", ENTER,
    "n", "between us", ENTER, PALETTE, "oma muist", ENTER, "found by name", ENTER, PALETTE, "xyzzy", ENTER,
    ESC, PALETTE, DOWN, UP, ESC,
    "d", "We answer in a day @Anna", ENTER, "d", "never mind", ESC,
    # the form of this workshop, a date that does not parse, going on
    TAB, ENTER, "Lanka & Lanka [b]", TAB, TAB, "Spring", TAB, "31.2.", ENTER, ENTER, BACKSPACE * 5,
    "5.11.2026", ENTER,
    DOWN, ENTER, "90", TAB, "Fa", ENTER,
    # touchpoints: a new stage, pasted lines, taking back, a filter with a new partner, a sort, adding below,
    # moving
    "1", TAB, "a", "Seeing our ad", TAB, "+Discovering", TAB, "web", ENTER, "Home delivery", ENTER,
    paste("Delivery messages\nInvoice\n\nReturning a chair\n"), ENTER, "u", "U", "u", UNDO, "U", "U", "\x19",
    "/", "deli", ENTER, DOWN, RIGHT * 3, ENTER, "part", TAB, "+Viimamatka Oy", ENTER, ESC,
    "s", "a", "Zebra crossing", TAB, BACK_TAB, " at night", ENTER, ESC, "J", "s", "s", "K", "J", "s", "K",
    "K",
    # levels, a goal for the next touchpoint, back into it
    TAB, RIGHT * 2, "  ", RIGHT, ENTER, "assum", ENTER, RIGHT, " ", DOWN, ENTER, UP, ENTER, FILL,
    "2", "a", "Arrives when promised", TAB, "+On time", ENTER, ENTER, UP, LEFT, ENTER, " always", TAB,
    BACK_TAB, ESC, "1",
    # responsibility, somebody new, a reason for an open must, there and back
    "3", DOWN, RIGHT * 2, ENTER, "+Kaisa Uusi", ENTER, RIGHT, ENTER, "today", TAB, ESC, "c", "no time today",
    ENTER,
    "u", "U", "<", ">", "]", "c", ESC, "c", "still none", ENTER, "7", "a", "I call every week", ENTER, ENTER,
    ESC,
    # the whole record as a form, help, documents and what is missing, each left at once
    "1", BACK_TAB, "o", DOWN, DOWN, ENTER, DOWN, DOWN, ENTER, ESC, ESC, "?", ESC, "w", ESC,
    "a", "After the documents", ENTER, ESC, "m", ESC, "g",
    "4", TAB, "a", "Deed", TAB, "timo", TAB, "+2w", TAB, ESC, "6", TAB, TAB, "a", ENTER, "0",
)  # fmt: skip
MENDING = keys(
    "a", "Anna Aalto", ENTER, ESC, "1", TAB, "a", "Ad", ENTER, "Bill", ENTER, ESC, "m", DOWN * 3, ENTER,
    ENTER, "zz", ENTER, ESC,
    "m", DOWN * 4, UP, ENTER, ENTER, "zz", ENTER, ESC, "c", "no time", ENTER, "m", DOWN * 2, ENTER,
    ENTER, "yy", ENTER, ESC,
)  # fmt: skip
"""From what is missing to the cells that mend it."""
_MOMENT = re.compile(r'"[^"]*":\s*"\d{4}-\d\d-\d\dT[^"]*"')


@pytest.fixture(scope="module")
def slowly(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("slowly")
    return typed_slowly(SCRIPT, folder)


def typed_slowly(script: list[str], folder: Path, columns: int = 120, rows: int = 36) -> str:
    """The record when each key has been answered before the next is sent."""
    with workshop(folder, columns, rows) as terminal:
        for key in script:
            terminal.send(ESCAPE_BYTE if key == ESC else key)
            terminal.quiet(0.15 if key == ESC else 0.012)
        return left(folder, terminal)


def workshop(folder: Path, columns: int = 120, rows: int = 36) -> Terminal:
    """The program with a workshop that has only begun."""
    create(folder / "lanka.json", blank_session("en", date.today(), "Lanka")).close()
    terminal = program(folder, "open", str(folder / "lanka.json"), columns=columns, rows=rows)
    terminal.until("0 Landing", "Missing here" if columns > 100 else "Add")
    return terminal


def left(folder: Path, terminal: Terminal) -> str:
    """The record when the program has been quit: every row in its order. Numbers of lines and moments are the
    saver's own."""
    terminal.send(QUIT)
    assert terminal.ended() == 0, terminal.seen
    tables = json.loads((folder / "lanka.json").read_text("utf-8"))
    card = tables.pop("header")["1"]["card"]
    rows = [
        f"{table}: {json.dumps(row, ensure_ascii=False)}"
        for table, held in tables.items()
        for row in held.values()
    ]
    return _MOMENT.sub('"at"', "\n".join([json.dumps(card), *rows]))


def test_the_script_does_what_it_says(slowly: str) -> None:
    for said in (
        "Anna Aalto", "Managing director", "Aino Koskinen", "Call the carrier", "Parking space",
        "Nobody Known", "between us",
        "found by name",
        "Discovering",
        "We answer in a day", "Lanka & Lanka [b]", "Returning a chair", "Viimamatka Oy", "Zebra crossing",
        "Arrives when promised always",
        "Kaisa Uusi", "no time today", "still none", "I call every week", "After the documents", "Deed",
    ):  # fmt: skip
        assert said in slowly, said
    for given_up in ("Half a na", "Gone again", "never mind"):
        assert given_up not in slowly, given_up


def test_all_keys_in_one_go_give_the_same_record(slowly: str, tmp_path: Path) -> None:
    with workshop(tmp_path) as terminal:
        terminal.send("".join(SCRIPT))
        assert left(tmp_path, terminal) == slowly


@pytest.mark.parametrize("seed", [1, 2])
def test_keys_in_pieces_with_gaps_give_the_same_record(slowly: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    with workshop(tmp_path) as terminal:
        for piece in pieces("".join(SCRIPT), chance):
            terminal.send(piece)
            time.sleep(chance.choice([0, 0, 0, 0.001, 0.004]))  # a typist's hand, not a wait for the program
        assert left(tmp_path, terminal) == slowly


def pieces(text: str, chance: random.Random) -> Iterator[str]:
    """The text cut anywhere but inside a special key, which a terminal sends whole."""
    places = [i for i in range(1, len(text)) if not re.search(r"\x1b(\[[\d;]*)?\Z", text[:i])]
    cuts = sorted(chance.sample(places, len(places) // 4))
    for a, b in pairwise([0, *cuts, len(text)]):
        yield text[a:b]


def test_what_is_missing_is_mended_alike_on_a_narrow_screen(tmp_path: Path) -> None:
    with workshop(tmp_path / "ahead", 80, 24) as terminal:
        terminal.send("".join(MENDING))
        ahead = left(tmp_path / "ahead", terminal)
    assert ahead == typed_slowly(MENDING, tmp_path / "slowly", 80, 24)
    assert "zz" in ahead
