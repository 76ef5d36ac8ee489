"""A real browser, without a screen: the system's Chromium. Where there is none, these tests say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from cxworkshop.room.server import RoomServer
from tests.room.showings import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="module")  # its loop runs as long as it is open, and other modules run their own
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="the library playwright is not installed")
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("the system has no Chromium")
    with api.sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def room() -> Iterator[RoomServer]:
    server = RoomServer()
    server.start()
    server.publish(sample("list"))
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    opened = context.new_page()
    opened.set_default_timeout(8000)
    yield opened
    context.close()
