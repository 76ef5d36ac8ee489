"""How the page looks in a real browser: all of it on the screen, and readable from the last row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cxworkshop.room import page as drawing
from cxworkshop.room.parts import Listing, Look
from cxworkshop.room.server import RoomServer
from tests.room.showings import VIEWS, rows_of, sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")
SCREENS = (((1280, 720), "dark", "en"), ((1024, 768), "light", "fi"), ((3840, 2160), "light", "en"))
MEASURED = """() => {
    const beyond = [], texts = [...document.querySelectorAll('#show *')].filter(
        (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()));
    let least = innerHeight;
    for (const node of texts) {
        const box = node.getBoundingClientRect();
        if (!box.width) continue;
        least = Math.min(least, parseFloat(getComputedStyle(node).fontSize));
        const isIn = box.right < innerWidth + 1 && box.bottom < innerHeight + 1 && box.left > -1;
        if (!isIn) beyond.push(node.textContent);
    }
    return [innerHeight / least, beyond];
}"""


@pytest.mark.parametrize(("size", "look", "language"), SCREENS)
def test_all_of_every_view_is_on_the_screen_and_no_text_is_under_a_fortieth_of_it(
    browser: Browser, room: RoomServer, size: tuple[int, int], look: Look, language: str
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    for name in VIEWS:
        room.publish(sample(name, language=language, look=look))
        page.goto(room.screen_url)
        part, beyond = page.evaluate(MEASURED)
        assert part <= 40.001, name
        assert beyond == [], name
    context.close()


def test_rows_that_do_not_fit_are_counted_and_the_one_that_is_talked_about_stays(
    page: Page, room: RoomServer
) -> None:
    long = "Returning a product and getting the money back when the shop has been closed in between"
    rows = tuple(
        (row[0].model_copy(update={"text": f"{long} {i}"}), *row[1:]) for i, row in enumerate(rows_of(12))
    )
    page.set_viewport_size({"width": 900, "height": 720})
    room.publish(
        sample("list").model_copy(
            update={"view": Listing(heads=("Touchpoint", "By", "Level", ""), rows=rows, at=11)}
        )
    )
    page.goto(room.screen_url)
    page.get_by_text("more do not fit").wait_for()
    assert page.get_by_text(f"{long} 11").is_visible()
    assert page.evaluate(MEASURED)[1] == []


def test_without_scripts_the_page_is_a_still_picture(browser: Browser, room: RoomServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.screen_url)
    assert page.get_by_text("Knowing when it arrives").is_visible()
    assert page.get_by_role("timer").is_visible()
    context.close()


def test_light_and_dark_text_stands_out_from_its_ground(page: Page, room: RoomServer) -> None:
    looks: tuple[Look, ...] = ("dark", "light")
    for look in looks:
        room.publish(sample("reveal", look=look))
        page.goto(room.screen_url)
        colours: list[Any] = page.evaluate(
            """() => [...document.querySelectorAll('header *, h1, .summary *, td.status')]
                .map(node => getComputedStyle(node).color)"""
        )
        ground = page.evaluate("() => getComputedStyle(document.getElementById('show')).backgroundColor")
        assert min(contrast(colour, ground) for colour in set(colours)) >= 4.5


def contrast(one: str, other: str) -> float:
    """Of two colours of CSS, after WCAG."""
    lights = sorted(luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_styles_of_the_page_are_understood_by_the_browser(page: Page, room: RoomServer) -> None:
    """A mistake in them would silently leave a rule out."""
    page.goto(room.screen_url)
    kept = page.evaluate("() => [...document.styleSheets[0].cssRules].length")
    written = drawing.asset("room.css").decode().count("{")
    assert kept == written - 5  # those inside @media
