"""The ballot on a phone, in a real browser: taps, a reload, a lost network, a restart, the seal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from cxworkshop.editing.box import OWNERSHIP, Box, Slip
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.ballots import Ballot
from cxworkshop.room.forms import Asked
from cxworkshop.room.server import RoomServer
from tests.room.test_phones import AT, BALLOT, Room, blank, given_by

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.xdist_group("browser")
LEVELS, GUESSES, DOTS = Slip(1, "overall_levels"), Slip(1, "guesses"), Slip(1, "dots")


@pytest.fixture
def asked() -> Room:
    return Room(blank(), OWNERSHIP, "overall_levels", "guesses", "dots")


@pytest.fixture
def server(asked: Room) -> Iterator[RoomServer]:
    server = RoomServer(asked.phones)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def phone(browser: Browser, server: RoomServer) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True)
    opened = context.new_page()
    opened.set_default_timeout(8000)
    errors: list[object] = []
    opened.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - its own method is not taken
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.goto(server.phone_url)
    yield opened
    assert not [error for error in errors if "ERR_" not in str(error) and "status of" not in str(error)]
    context.close()


def tap(phone: Page, words: str) -> None:
    phone.get_by_role("button", name=words, exact=True).first.tap()


def sent(phone: Page) -> None:
    phone.get_by_text("✓ sent").wait_for()


def test_two_taps_an_answer_at_most_and_all_are_in(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    phone.get_by_text("0 / 19").wait_for()
    for _ in range(15):
        tap(phone, "a partner")
    tap(phone, "2 below")
    phone.locator("input").fill("900")
    tap(phone, "Keep")
    phone.get_by_text("900 is not a number from −100 to 100").wait_for()
    phone.locator("input").fill("−20")
    tap(phone, "Keep")
    phone.locator("input").fill("80")
    tap(phone, "Keep")
    phone.get_by_text("Dots left: 4").wait_for()
    tap(phone, "The installation")
    tap(phone, "● The installation")
    tap(phone, "Warranty repair")
    phone.get_by_text("Dots left: 1").wait_for()
    tap(phone, "Keep")
    phone.get_by_role("heading", name="All in").wait_for()
    sent(phone)
    phone.wait_for_timeout(100)
    assert set(given_by(asked, "p2").values()) == {Answer("partner")}
    assert given_by(asked, "p2", LEVELS) == {"": 2}
    assert given_by(asked, "p2", GUESSES) == {"m01": -20, "m02": 80}
    (dots,) = given_by(asked, "p2", DOTS).values()
    assert isinstance(dots, tuple)
    assert sorted(count for _row, count in dots if count) == [1, 2]
    assert "partner" not in phone.locator("main").inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_reload_keeps_what_was_answered_and_it_can_be_changed(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    tap(phone, "nobody")
    tap(phone, "several")
    sent(phone)
    phone.reload()
    phone.get_by_text("2 / 19").wait_for()
    tap(phone, "‹ back")
    tap(phone, "nobody")
    sent(phone)
    phone.wait_for_timeout(100)
    assert list(given_by(asked, "p2").values()) == [Answer("nobody"), Answer("nobody")]


def test_a_lost_network_loses_nothing(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    tap(phone, "nobody")
    sent(phone)
    phone.context.set_offline(True)
    tap(phone, "several")
    tap(phone, "a partner")
    phone.get_by_text("kept on this phone, not sent yet").wait_for()
    phone.context.set_offline(False)
    sent(phone)
    phone.wait_for_timeout(100)
    assert len(given_by(asked, "p2")) == 3


def test_what_a_network_answers_itself_is_no_answer_of_ours(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    phone.get_by_text("0 / 19").wait_for()
    phone.route("**/answers", lambda route: route.fulfill(status=200, body="<html>Please log in</html>"))
    phone.route("**/state", lambda route: route.fulfill(status=200, body="<html>Please log in</html>"))
    tap(phone, "nobody")
    phone.get_by_text("kept on this phone, not sent yet").wait_for()
    phone.unroute_all()
    sent(phone)
    phone.wait_for_timeout(100)
    assert list(given_by(asked, "p2").values()) == [Answer("nobody")]


def test_after_a_restart_the_phone_sends_again_by_itself(
    phone: Page, asked: Room, server: RoomServer
) -> None:
    tap(phone, "Antti Kivimäki")
    for answer in ("nobody", "several", "a partner"):
        tap(phone, answer)
    sent(phone)
    port = server.port
    server.stop()
    asked.box = Box()
    again = RoomServer(asked.started())
    again.start(port=port)
    try:
        for _ in range(80):
            if len(given_by(asked, "p2")) == 3:
                break
            phone.wait_for_timeout(100)
        assert len(given_by(asked, "p2")) == 3
        assert all(not sent.answers and sent.earlier for sent in asked.heard[-1:])
    finally:
        again.stop()


def test_while_the_laptop_does_not_answer_the_phone_says_so_though_all_is_in(
    phone: Page, asked: Room, server: RoomServer
) -> None:
    tap(phone, "Antti Kivimäki")
    tap(phone, "nobody")
    sent(phone)
    port = server.port
    server.stop()
    phone.get_by_text("no answer from the laptop; kept on this phone").wait_for()
    asked.box = Box()
    asked.asked = Asked(asked.session, (OWNERSHIP,), "1")  # and it asks something else
    again = RoomServer(asked.started())
    again.start(port=port)
    try:
        sent(phone)
        phone.wait_for_timeout(100)
        assert given_by(asked, "p2") == {"tp01": Answer("nobody")}
    finally:
        again.stop()


@pytest.mark.parametrize(("language", "words"), [("en", "it does not count"), ("fi", "sitä ei lasketa")])
def test_an_answer_that_comes_after_the_seal_is_not_dropped_in_silence(
    browser: Browser, language: str, words: str
) -> None:
    asked = Room(blank(language), OWNERSHIP)
    server = RoomServer(asked.phones)
    server.start()
    context = browser.new_context(has_touch=True)
    in_time, late = context.new_page(), browser.new_page(has_touch=True)
    try:
        for page, person in ((in_time, "p2"), (late, "p3")):
            page.goto(server.phone_url)
            page.locator(f"button[value={person}]").tap()
            page.locator("#app button").first.tap()
            page.locator("#mark.ok").wait_for()
        late.context.set_offline(True)
        late.locator("#app button").nth(1).tap()
        late.locator("#mark.bad").wait_for()
        one = asked.session.round.model_copy(update={"ballots": (Ballot(id="1", number="1", sealed_at=AT),)})
        asked.session = asked.session.model_copy(update={"rounds": (one,)})
        asked.asked = Asked(asked.session)
        asked.ask()
        late.context.set_offline(False)
        late.get_by_text(words).wait_for()
        in_time.reload()
        in_time.get_by_role("heading").wait_for()
        assert not in_time.locator(".warn").count()
    finally:
        late.close()
        context.close()
        server.stop()


def test_from_all_in_one_goes_to_an_answer_and_back(phone: Page, asked: Room) -> None:
    asked.asked = Asked(asked.session, (OWNERSHIP,), "1")
    asked.ask()
    tap(phone, "Antti Kivimäki")
    phone.get_by_text("0 / 15").wait_for()
    for _ in range(15):
        tap(phone, "nobody")
    phone.get_by_role("heading", name="All in").wait_for()
    for item in (0, 3):
        phone.locator("li button").nth(item).tap()
        assert phone.locator("button.on").inner_text() == "nobody"
        tap(phone, "‹ back")
        phone.get_by_role("heading", name="All in").wait_for()
    assert set(given_by(asked, "p2").values()) == {Answer("nobody")}


def test_the_seal_wipes_the_phone(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    tap(phone, "nobody")
    sent(phone)
    assert BALLOT.id in phone.evaluate("JSON.stringify(localStorage)")
    one = asked.session.round.model_copy(update={"ballots": (Ballot(id="1", number="1", sealed_at=AT),)})
    asked.session = asked.session.model_copy(update={"rounds": (one,)})
    asked.asked = Asked(asked.session)
    asked.ask()
    phone.get_by_role("heading", name="Look at the wall for now.").wait_for()
    assert phone.evaluate("localStorage.length") == 0


def test_who_leaves_leaves_nothing_on_the_phone(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    tap(phone, "nobody")
    sent(phone)
    questions: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        questions.append(dialog.message)
        dialog.dismiss()

    def accepted(dialog: Dialog) -> None:
        questions.append(dialog.message)
        dialog.accept()

    phone.once("dialog", dismissed)
    tap(phone, "Not Antti Kivimäki? Leave, without what was answered here")
    phone.wait_for_timeout(100)
    assert given_by(asked, "p2") == {"tp01": Answer("nobody")}
    assert set(asked.phones.joined) == {"p2"}
    phone.once("dialog", accepted)
    tap(phone, "Not Antti Kivimäki? Leave, without what was answered here")
    phone.get_by_text("Who are you?").wait_for()
    assert questions == ["Leave? What was answered here goes, and cannot be brought back."] * 2
    assert phone.evaluate("localStorage.length") == 0
    assert not asked.phones.joined


def test_who_is_let_in_goes_on_without_a_tap(
    phone: Page, asked: Room, browser: Browser, server: RoomServer
) -> None:
    tap(phone, "Antti Kivimäki")
    other = browser.new_page(has_touch=True)
    other.goto(server.phone_url)
    other.locator("button[value=p2]").tap()
    other.get_by_text("Another phone answers as Antti Kivimäki").wait_for()
    asked.phones.admit(asked.phones.asking[0][0])
    other.get_by_text("0 / 19").wait_for()
    phone.get_by_text("Another phone answers as Antti Kivimäki now").wait_for()
    assert phone.evaluate("localStorage.length") == 0
    other.close()


def test_an_address_that_is_not_in_use_any_more_says_so(phone: Page, asked: Room) -> None:
    tap(phone, "Antti Kivimäki")
    phone.get_by_text("0 / 19").wait_for()
    phone.route("**/state", lambda route: route.fulfill(status=404, body="gone"))
    phone.get_by_text("Scan the code on the wall again.").wait_for()
    asks: list[str] = []
    phone.on("request", lambda request: asks.append(request.url))
    phone.wait_for_timeout(3500)  # its old code would lock its address out
    assert asks == []


def test_without_a_script_buttons_are_enough(browser: Browser, asked: Room, server: RoomServer) -> None:
    page = browser.new_page(java_script_enabled=False, has_touch=True)
    page.goto(server.phone_url)
    tap(page, "Antti Kivimäki")
    for _ in range(15):
        tap(page, "nobody")
    assert set(given_by(asked, "p2").values()) == {Answer("nobody")}
    page.close()
