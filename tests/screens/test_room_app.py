"""The room view in a second terminal: it shows what the facilitator's program shows, and is paused without
it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cxworkshop import language as words
from cxworkshop.app.room_app import RoomApp
from cxworkshop.room import stage_file
from cxworkshop.themes import DARK, LIGHT
from tests.room.samples import showing
from tests.room.test_lines import text_of
from tests.room.test_stage_file import aged


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(tmp_path / "run" / "cxworkshop"))
    return stage_file.path_of(tmp_path / "koti.json")


@asynccontextmanager
async def room(path: Path) -> AsyncIterator[tuple[RoomApp, Pilot[int]]]:
    app = RoomApp(path, "Koti Oy", None)
    async with app.run_test(size=(100, 30)) as pilot:
        yield app, pilot


def seen(app: RoomApp) -> str:
    return "\n".join(app.view.render_line(y).text.rstrip() for y in range(30))


async def test_it_follows_and_is_paused_when_nobody_is_at_the_other_end(path: Path) -> None:
    async with room(path) as (app, pilot):
        assert {"Koti Oy", "paused"} <= {line.strip() for line in seen(app).splitlines()}
        stage_file.write(path, showing("list"))
        app.look()
        assert "The delivery to my home" in seen(app)
        aged(path, 60)
        app.follower._heard_at -= stage_file.STALE
        stage_file.write(path, showing("curtain"))
        app.look()
        await pilot.pause()
        assert "The delivery to my home" not in seen(app)
        app.follower.path = path.with_suffix(".gone")
        app.look()
        assert {"Kuusilinna Koti Oy", "paused"} <= {line.strip() for line in seen(app).splitlines()}
        assert "39" not in seen(app)


async def test_it_has_the_language_and_the_look_of_the_facilitator(path: Path) -> None:
    stage_file.write(path, showing("progress", language="fi", look="light"))
    try:
        async with room(path) as (app, _pilot):
            assert "15 on vastannut" in seen(app)
            assert app.theme == LIGHT.name
            stage_file.write(path, showing("progress", look="dark"))
            app.look()
            assert "of 15 have answered" in seen(app)
            assert app.theme == DARK.name
    finally:
        words.use("en")


async def test_no_key_but_quit_does_anything(path: Path) -> None:
    stage_file.write(path, showing("list", clock=None))
    async with room(path) as (app, pilot):
        before = seen(app)
        for key in ("escape", "q", "enter", "f1", "ctrl+p", "question_mark", "full_stop", "tab", "ctrl+z"):
            await pilot.press(key)
        assert (seen(app), app.return_code) == (before, None)
        assert len(app.screen_stack) == 1
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_the_facilitators_program_knows_for_as_long_as_it_is_followed(path: Path) -> None:
    async with room(path):
        assert stage_file.followed_ago(path) is not None
    assert stage_file.followed_ago(path) is None


async def test_what_it_paints_is_what_the_lines_say(path: Path) -> None:
    from cxworkshop.room.lines import lines_of

    stage_file.write(path, showing("card", clock=None))
    async with room(path) as (app, _pilot):
        assert seen(app) == text_of(lines_of(showing("card", clock=None), 100, 30, 0))
