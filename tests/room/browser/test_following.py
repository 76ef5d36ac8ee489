"""The page of the room in a real browser: it follows at once, comes back, and says when it does not."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import pytest

from cxworkshop.room.parts import Cell, Listing, Question
from cxworkshop.room.server import RoomServer
from tests.room.showings import sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")
FOLLOWS, FALLS, COMES_BACK = 0.3, 0.1, 3.0
"""Seconds that are promised: to follow, for the curtain to fall, to come back."""
NOTE_PAINTED = """() => {
    window.painted = [];
    new MutationObserver(() => requestAnimationFrame(() => window.painted.push(Date.now())))
        .observe(document.querySelector('main'), {childList: true});
}"""


def follow(page: Page, room: RoomServer) -> None:
    page.goto(room.screen_url)
    page.get_by_text("How does each meeting").wait_for()
    wait_until_heard(room)


def wait_until_heard(room: RoomServer) -> None:
    end = time.monotonic() + 5
    while not any(age < 1 for age in room.state.screens):
        assert time.monotonic() < end
        time.sleep(0.01)


def lags(page: Page, room: RoomServer, kinds: list[str]) -> list[float]:
    """Seconds from publishing to painting, for one view after the other."""
    page.evaluate(NOTE_PAINTED)
    seen = []
    for i, kind in enumerate(kinds, 1):
        published = time.time()
        room.publish(sample(kind, ends_at=float(i)))
        while page.evaluate("window.painted.length") < i:
            pass
        seen.append(page.evaluate("window.painted.at(-1)") / 1000 - published)
    return seen


def test_the_page_follows_and_the_curtain_falls_at_once(page: Page, room: RoomServer) -> None:
    follow(page, room)
    page.wait_for_timeout(200)
    shown = lags(
        page,
        room,
        ["card", "curtain", "journey", "curtain", "reveal", "curtain", "matrix", "curtain", "list"],
    )
    assert max(shown) < FOLLOWS
    assert median(shown[1::2]) < FALLS
    room.publish(sample("curtain"))
    page.locator(".covered").wait_for()
    assert page.locator("body").inner_text().split("\n")[0] == "Kuusilinna Koti Oy"
    assert page.get_by_text("touchpoint").count() == 0


def test_the_page_comes_back_after_a_reload(page: Page, room: RoomServer) -> None:
    follow(page, room)
    began = time.monotonic()
    page.reload()
    room.publish(sample("card"))
    page.get_by_text("Ville Kaskela").wait_for()
    assert time.monotonic() - began < COMES_BACK
    assert room.state.silent_for is None


def test_both_sides_say_when_the_page_does_not_follow_and_it_comes_back(page: Page, room: RoomServer) -> None:
    follow(page, room)
    assert room._loop is not None
    assert page.locator("#stale").is_hidden()
    room._loop.call_soon_threadsafe(time.sleep, 3.5)  # nothing comes through any more
    page.locator("#stale").get_by_text("does not follow for 2 s").wait_for()
    assert room.state.silent_for is not None
    page.locator("#stale").wait_for(state="hidden")
    wait_until_heard(room)
    assert room.state.silent_for is None


def test_the_page_comes_back_when_the_program_was_ended_and_begun_again(page: Page, room: RoomServer) -> None:
    follow(page, room)
    room.stop()
    page.get_by_text("paused").wait_for()
    page.locator("#stale").get_by_text("does not follow").wait_for()
    again = RoomServer(screen_code=room.screen_code)
    again.start(port=room.port)
    try:
        began = time.monotonic()
        again.publish(sample("card"))
        page.get_by_text("Ville Kaskela").wait_for()
        assert time.monotonic() - began < COMES_BACK
        page.locator("#stale").wait_for(state="hidden")
    finally:
        again.stop()


def test_a_page_whose_code_is_old_says_so_and_asks_no_more(page: Page, room: RoomServer) -> None:
    follow(page, room)
    room.stop()
    again = RoomServer()
    again.start(port=room.port)
    try:
        page.get_by_text("This address is not in use any more.").wait_for()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(1500)
        assert asked == []
    finally:
        again.stop()


def test_a_closed_page_is_not_one_that_does_not_follow(page: Page, room: RoomServer) -> None:
    follow(page, room)
    page.goto("about:blank")
    end = time.monotonic() + 2
    while room.state.screens:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_text_that_people_said_runs_nothing_and_stays_text(page: Page, room: RoomServer) -> None:
    follow(page, room)
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    said = '<img src=x onerror="alert(1)"><script>alert(2)</script>"\'&lt;'
    view = Listing(heads=(said,), rows=((Cell(text=said),),), at=0, more=said)
    room.publish(sample("list").model_copy(update={"view": view, "organisation": said, "heading": said}))
    page.get_by_role("cell").filter(has_text="onerror").wait_for()
    assert page.get_by_role("cell").inner_text() == said
    assert page.locator("main img, main script").count() == 0
    room.publish(
        sample("list").model_copy(
            update={"view": Question(words="</main><p id=x>\nname"), "organisation": said}
        )
    )
    page.get_by_text("</main><p id=x>").wait_for()
    assert troubles == []


def test_the_clock_counts_by_itself(page: Page, room: RoomServer) -> None:
    room.publish(sample("list", ends_at=time.time() + 61.9))
    page.goto(room.screen_url)
    page.get_by_role("timer").get_by_text("1:00").wait_for()
    page.get_by_role("timer").get_by_text("0:59").wait_for()
    assert "amber" in str(page.get_by_role("timer").get_attribute("class"))


def test_nothing_is_asked_from_elsewhere_and_no_cookie_is_kept(page: Page, room: RoomServer) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    follow(page, room)
    assert asked
    assert all(url.startswith(room.screen_url) for url in asked)
    assert page.context.cookies() == []
