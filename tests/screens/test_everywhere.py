"""Every screen at every size in both languages, with the demo, with nothing, and with what people should not
have typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from cxworkshop.commands import COMMANDS
from cxworkshop.editing import create
from cxworkshop.editing.starting import blank_session
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import LongText, Text
from cxworkshop.model.place import field_of, fields, with_value
from cxworkshop.model.session import TABLES, Session
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.sheets.steps import plans, plans_for
from tests.screens.hands import TODAY, Hands, at_the_program

SIZES = [(80, 24), (120, 36), (200, 60)]
SAID = 'a [b] [/c] [@click=app.quit]x[/] 日本 é "'
HOSTILE = SAID + "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\r\n\t\x00"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, demo: Session) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sessions")
    sessions = {"demo": demo, "empty": blank_session("en", TODAY), "hostile": hostile(demo)}
    for name, session in sessions.items():
        create(folder / f"{name}.json", session).close()
    return {name: folder / f"{name}.json" for name in sessions}


def hostile(session: Session) -> Session:
    """The session with the same awkward words in every field that takes words."""
    update: dict[str, Any] = {}
    rounds = session.rounds
    for name, record in TABLES.items():
        texts = [
            f
            for f in fields(name)
            if f not in ("id", *record.table.keys) and isinstance(field_of(name, f).kind, Text | LongText)
        ]
        if record.table.owner == "round":
            changed = tuple(_said(row, texts) for row in session.records(name))
            value = changed if isinstance(getattr(session.round, name), tuple) else changed[0]
            rounds = (*rounds[:-1], rounds[-1].model_copy(update={name: value}))
        elif name != "rounds":
            changed = tuple(_said(row, texts) for row in session.records(name))
            update[name] = changed if isinstance(getattr(session, name), tuple) else changed[0]
    rounds = (*rounds[:-1], rounds[-1].model_copy(update={"label": HOSTILE}))
    return session.model_copy(update={**update, "rounds": rounds})


def _said(row: Any, texts: list[str]) -> Any:
    for field in texts:
        row = with_value(row, field, HOSTILE)
    return row


def fits(hands: Hands, size: tuple[int, int]) -> bool:
    """Whether no line is wider than the screen and none is missing."""
    lines = hands.seen.split("\n")
    return len(lines) == size[1] and all(cell_len(line) <= size[0] for line in lines)


def harmless(hands: Hands) -> bool:
    """Whether no sign on the screen means something to a terminal."""
    return not any(
        ord(sign) < 32 or 127 <= ord(sign) < 160 or sign == "\u202e" for sign in hands.seen.replace("\n", "")
    )


async def quickly(hands: Hands, *keys: str) -> None:
    """Keys, and no waiting for what is worked out beside them."""
    for key in keys:
        await hands._send(key, key if len(key) == 1 else None)
    await hands.app.key_queue.join()


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize(("name", "size"), [*(("demo", size) for size in SIZES), ("empty", SIZES[0])])
async def test_every_step_and_sheet_opens_and_fits(
    name: str, size: tuple[int, int], spoken: str, files: dict[str, Path]
) -> None:
    async with at_the_program(files[name].parent, open_path=files[name], spoken=spoken, size=size) as hands:
        await quickly(hands, "A")
        for number, step in enumerate(STEPS):
            await quickly(hands, str(number))
            screen = hands.app.screen
            assert isinstance(screen, WorkshopScreen)
            for plan in plans_for(step, screen.session):
                assert (screen.step, screen.plan.id) == (step, plan.id)
                assert fits(hands, size), hands.seen
                await quickly(hands, "tab")


@pytest.mark.parametrize(("size", "spoken"), list(zip(SIZES, ["fi", "en", "fi"], strict=True)))
async def test_help_documents_forms_and_what_is_missing_open_and_fit(
    size: tuple[int, int], spoken: str, files: dict[str, Path]
) -> None:
    async with at_the_program(
        files["demo"].parent, open_path=files["demo"], spoken=spoken, size=size
    ) as hands:
        for keys in (["question_mark"], ["w"], ["o"], ["m"], ["p"], ["enter"], ["slash"]):
            await hands.press("1", "tab", *keys)
            assert fits(hands, size), hands.seen
            await hands.press("escape", "1", "shift+tab")


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_workshops_opens_and_fits(
    size: tuple[int, int], spoken: str, files: dict[str, Path]
) -> None:
    async with at_the_program(files["demo"].parent, spoken=spoken, size=size) as hands:
        assert fits(hands, size), hands.seen
        assert harmless(hands)


async def test_what_people_said_is_shown_as_signs_and_does_nothing(files: dict[str, Path]) -> None:
    async with at_the_program(files["hostile"].parent, open_path=files["hostile"], size=(200, 60)) as hands:
        for number, step in enumerate(STEPS):
            await quickly(hands, str(number))
            for plan in plans(step):
                assert harmless(hands), plan.id
                if any(isinstance(kind, Text) for kind in _kinds(hands)):
                    assert "a [b] [/c] [@cl" in hands.seen, (plan.id, hands.seen)
                await quickly(hands, "tab")
        for keys in (["question_mark"], ["w"], ["o"], ["m"], ["enter"], ["x"], ["u"]):
            await hands.press("1", "tab", *keys)
            assert harmless(hands), keys
            await hands.press("escape", "1", "shift+tab")
        await hands.press("1", "tab", "o")
        assert SAID in hands.seen


def _kinds(hands: Hands) -> list[Any]:
    screen = hands.app.screen
    assert isinstance(screen, WorkshopScreen)
    grid = screen.sheet.grid
    shown = [column for column, _x, width in screen.sheet.column_layout if width > 15]
    return [
        grid.kind(place)
        for column in shown
        for place in [grid.place(0, column) if len(grid) else None]
        if place is not None
    ]


async def test_the_list_of_workshops_shows_awkward_names_as_they_are(files: dict[str, Path]) -> None:
    async with at_the_program(files["hostile"].parent, size=(200, 60)) as hands:
        assert "a [b] [/c] [@cl" in hands.seen
        assert harmless(hands)


@pytest.mark.parametrize(
    ("name", "step", "sheet"),
    [
        (name, step, plan.id)
        for name, step in [*(("empty", step) for step in STEPS), ("hostile", "define")]
        for plan in plans(step)
        if plan.applies(Session())
    ],
)
async def test_no_key_ends_the_program_on_any_sheet(
    name: str, step: str, sheet: str, files: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "copy.json"
    path.write_bytes(files[name].read_bytes())
    pressed = [key for command in COMMANDS if command.where in ("sheet", "workshop") for key in command.keys]
    elsewhere = {
        "b",
        "w",
        "c",
        "tab",
        "shift+tab",
        "less_than_sign",
        "greater_than_sign",
        "left_square_bracket",
        "right_square_bracket",
    }
    async with at_the_program(tmp_path, open_path=path) as hands:
        await quickly(hands, "A", str(STEPS.index(step)))
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        while screen.plan.id != sheet:
            await quickly(hands, "tab")
        for key in pressed:
            if not key.isdigit() and key not in elsewhere:
                await quickly(hands, key, "q", "enter", "escape", "escape")
        assert hands.app.is_running
        assert isinstance(hands.app.screen_stack[-1], WorkshopScreen)


def test_the_hostile_session_holds_its_words_in_every_text(files: dict[str, Path]) -> None:
    assert files["hostile"].read_text("utf-8").count("[@click=app.quit]") > 200
