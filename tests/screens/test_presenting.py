"""What the room sees while the facilitator works: the day, what she chose to show, and the curtain."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.app import CxApp
from cxworkshop.app.watching import Watch
from cxworkshop.editing import create, open_session
from cxworkshop.editing import day as changes
from cxworkshop.editing.changes import set_value
from cxworkshop.editing.voting import vote
from cxworkshop.method import ballots, day
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.room import stage_file
from cxworkshop.room.parts import Listing, Progress, Reveal, Showing
from cxworkshop.screens.reveal import RevealScreen
from cxworkshop.screens.room_view import RoomScreen
from cxworkshop.screens.workshop import WorkshopScreen
from tests.room.test_stage_file import settled
from tests.screens.hands import TODAY, Hands
from tests.screens.test_day import NOW
from tests.screens.test_workshop import At, workshop


class Screen:
    """A screen in the room: remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[Showing] = []
        self.followed: float | None = 0.0
        self.beats = 0

    def publish(self, showing: Showing) -> None:
        self.shown.append(showing)

    def beat(self) -> None:
        self.beats += 1

    @property
    def now(self) -> Showing:
        return self.shown[-1]

    @property
    def still(self) -> Showing:
        """The same without its clock, which goes on."""
        return self.now.model_copy(update={"clock": None})

    @property
    def kind(self) -> str:
        return self.now.view.kind


@asynccontextmanager
async def in_the_room(folder: Path, session: Session, **about: Any) -> AsyncIterator[tuple[At, Screen]]:
    """A workshop that somebody looks at."""
    async with workshop(folder, session, **about) as at:
        screen = Screen()
        await at.app.presenter.join(screen)
        yield at, screen


def at_activity(activity: str) -> Session:
    """The demo when the day stands at an activity."""
    session = demo_session("en")
    item = next(item for item in day.queue(session) if item.activity == activity)
    return changes.go_to(item, NOW)(session)


async def caught_up(at: At) -> None:
    """Until what waits for its turn to be published has been."""
    at.app.presenter.look()
    await at.settled()


# ---- the day -----------------------------------------------------------------------------------------------
async def test_before_the_day_the_room_sees_the_climb_and_then_each_activity(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, demo_session("en")) as (at, screen):
        assert (screen.kind, screen.now.organisation) == ("staircase", at.session.organisation.name)
        await at.press("greater_than_sign")
        await caught_up(at)
        item = day.current(at.session)
        assert item is not None
        assert screen.now.activity == day.name_of(at.session, item)
        await at.press("greater_than_sign", "less_than_sign")
        await caught_up(at)
        assert screen.now.activity == day.name_of(at.session, item)


async def test_looking_something_up_elsewhere_leaves_what_the_room_sees(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("levels_talk")) as (at, screen):
        before = screen.still
        await at.press("5", "tab", "tab", "down", "m", "escape", "w", "escape", "N", "escape", "g", "g")
        await caught_up(at)
        assert screen.still == before


async def test_the_cursor_moves_the_row_that_is_talked_about_in_the_list_of_the_activity(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, at_activity("practices_talk")) as (at, screen):
        await at.press("R", "ctrl+home", "down")
        await caught_up(at)
        first = screen.now.view
        assert isinstance(first, Listing)
        await at.press("down")
        await caught_up(at)
        later = screen.now.view
        assert isinstance(later, Listing)
        assert (later.at, later.rows) == (first.at + 1, first.rows)
        await at.press("5", "down", "down")
        await caught_up(at)
        assert screen.now.view == later


async def test_a_reveal_begins_with_what_needs_talk_most_and_its_own_cursor_moves_the_row(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, at_activity("reveal")) as (at, screen):
        results = ballots.results(at.session, "1")
        names = [at.session.name_of("touchpoints", each.touchpoint) for each in results]
        await at.press("escape", "4", *["down"] * 9)  # the cursor of the list is no cursor of the reveal
        await caught_up(at)
        view = screen.now.view
        assert isinstance(view, Reveal)
        assert ([vote.name for vote in view.votes][: len(names)], view.at) == (names, -1)
        await at.press("b")
        assert isinstance(at.app.screen, RevealScreen)
        await at.press("down", "down")
        await caught_up(at)
        view = screen.now.view
        assert isinstance(view, Reveal)
        assert (view.votes[view.at].name, view.more) == (names[2], "")


async def test_what_is_typed_shows_when_it_is_kept(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("promise_write")) as (at, screen):
        await at.press("l")
        before = screen.still
        await at.press("enter", *"SECRET")
        await caught_up(at)
        assert at.screen.sheet.open is not None
        assert screen.still == before


async def test_a_private_note_and_what_is_parked_publish_nothing(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        count = len(screen.shown)
        await at.press("n")
        await at.type("He talks too much")
        await at.press("enter", "p")
        await at.type("A thing")
        await at.press("enter")
        await caught_up(at)
        assert len(screen.shown) == count


async def test_language_theme_and_clock_are_those_of_the_facilitator(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        clock = screen.now.clock
        assert clock is not None
        assert clock.running
        await at.press("t")
        await caught_up(at)
        assert screen.now.clock is not None
        assert not screen.now.clock.running
        at.app.everywhere.do_theme()
        at.app.everywhere.do_language()
        await caught_up(at)
        assert (screen.now.look, screen.now.language) == ("light", "fi")


async def test_a_flood_of_changes_is_published_in_pace_and_to_the_end(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("choices_made")) as (at, screen):
        await at.press("R", "ctrl+home")
        count = len(screen.shown)
        await at.press(*["down"] * 60)
        await caught_up(at)
        assert len(screen.shown) - count < 60
        assert isinstance(screen.now.view, Listing)
        assert screen.now.view.at == len(screen.now.view.rows) - 1


async def test_a_change_without_a_key_is_shown_too(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("names")) as (at, screen):
        at.screen.opened.apply(set_value(Place("organisation", "organisation", "name"), "Uusi Oy"))
        await caught_up(at)
        assert screen.now.organisation == "Uusi Oy"


# ---- the curtain -------------------------------------------------------------------------------------------
WAYS = {
    "the list": (), "a picture": ("1", "tab", "v", "v"), "the guide": ("g",), "what is missing": ("m",),
    "documents": ("w",), "help": ("question_mark",), "next round": ("M",), "settings": ("comma",),
    "versions": ("B",), "what is parked": ("L",), "a check-in": ("i",), "the room view": ("r",),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
async def test_the_curtain_falls_on_every_screen_and_the_same_key_lifts_it(tmp_path: Path, way: str) -> None:
    async with in_the_room(tmp_path, at_activity("names")) as (at, screen):
        await at.press(*WAYS[way])
        before = screen.still
        await at.press("full_stop")
        assert screen.kind == "curtain"
        if way != "the room view":
            assert "CURTAIN DOWN" in at.seen
        await at.press("full_stop")
        assert screen.still == before
        for _look in range(100):  # what is seen through a panel is painted after it
            if "CURTAIN DOWN" not in at.seen:
                break
            await at.pilot.pause(0.02)
        assert "CURTAIN DOWN" not in at.seen


@pytest.mark.parametrize("keys", [("b",), ("b", "enter"), ("b", "ctrl+l")])
async def test_the_curtain_falls_while_a_ballot_is_keyed_in_or_goes_round(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    session = demo_session("en").as_of(1)
    bare = session.round.model_copy(
        update={"ballots": (), "ownership_ballots": (), "ownership_tallies": (), "agenda": ""}
    )
    async with in_the_room(tmp_path, session.model_copy(update={"rounds": (bare,)})) as (at, screen):
        await at.press("3", *keys)
        await at.press("full_stop")
        assert screen.kind == "curtain"
        assert "CURTAIN DOWN" in at.seen
        assert not at.session.round.ownership_ballots
        await at.press("f4")
        assert screen.kind != "curtain"


async def test_a_full_stop_that_is_typed_is_a_full_stop_and_f4_hides_all_the_same(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        await at.press("p")
        await at.type("Prices. Soon.")
        assert screen.kind != "curtain"
        await at.press("f4")
        assert screen.kind == "curtain"
        await at.press("enter")
        assert at.session.round.parking[-1].text == "Prices. Soon."
        assert screen.kind == "curtain"


@pytest.mark.parametrize(
    "keys", [("1", "tab", "enter"), ("1", "tab", "x"), ("1", "tab", "slash"), ("colon",), ("n",), ("N", "a")]
)
async def test_f4_hides_whatever_is_being_typed_and_takes_nothing_from_it(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with in_the_room(tmp_path, at_activity("names")) as (at, screen):
        await at.press(*keys)
        mode = getattr(at.app.screen, "mode")  # noqa: B009  # of whichever screen is on top
        await at.press("f4")
        assert (screen.kind, getattr(at.app.screen, "mode")) == ("curtain", mode)  # noqa: B009
        assert "CURTAIN DOWN" in at.seen
        await at.press("f4")
        assert screen.kind != "curtain"


async def test_behind_the_curtain_the_next_is_prepared_unseen(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        await at.press("full_stop", "greater_than_sign", "l", "down")
        await caught_up(at)
        assert {shown.view.kind for shown in screen.shown[1:]} == {"curtain"}
        await at.press("full_stop")
        assert screen.kind != "curtain"


async def test_in_the_library_there_is_nothing_to_hide(tmp_path: Path) -> None:
    from tests.screens.hands import at_the_program

    async with at_the_program(tmp_path) as hands:
        await hands.press("full_stop")
        assert "No workshop is open" in hands.seen


# ---- what is chosen ----------------------------------------------------------------------------------------
async def test_one_key_shows_the_list_or_picture_at_hand_and_goes_back_to_the_day(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        of_the_day = screen.still
        await at.press("3", "l")
        assert screen.now.step == "3 Organise"
        assert screen.kind == "list"
        assert "◆ room: what you chose" in at.seen.splitlines()[0]
        await at.press("2", "down")
        assert screen.now.step == "3 Organise"
        await at.press("3", "l")
        assert screen.still == of_the_day
        assert "◆" not in at.seen.splitlines()[0]


async def test_the_next_activity_ends_what_was_chosen(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        await at.press("3", "l", "greater_than_sign")
        await caught_up(at)
        item = day.current(at.session)
        assert item is not None
        assert screen.now.activity == day.name_of(at.session, item)


async def test_what_is_the_facilitators_alone_cannot_be_shown(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        before = screen.still
        await at.press("L")
        await at.app.everywhere.do_show_this()
        await at.settled()
        assert screen.still == before


# ---- blind answers -----------------------------------------------------------------------------------------
async def test_what_is_revealed_goes_on_the_wall_whatever_the_activity(tmp_path: Path) -> None:
    session = demo_session("en")
    blank = session.round.model_copy(update={"ownership_tallies": (), "ballots": ()})
    session = session.model_copy(update={"rounds": (*session.rounds[:-1], blank)})
    for who in sorted(blank.participants):
        session = vote("1", "tp01", who, Answer("nobody"))(session)
    welcome = next(item for item in day.queue(session) if item.activity == "welcome")
    async with in_the_room(tmp_path, changes.go_to(welcome, NOW)(session)) as (at, screen):
        of_the_day = screen.still
        await at.press("b")
        await caught_up(at)
        assert (screen.kind, screen.now.heading) == ("progress", str(ballots.QUESTION))
        await at.press("escape")
        await caught_up(at)
        assert screen.still == of_the_day
        await at.press("b", "ctrl+s", "enter")
        await caught_up(at)
        assert isinstance(screen.now.view, Progress)
        assert screen.now.view.state == "sealed"
        await at.press("enter", "enter")
        await caught_up(at)
        assert screen.kind == "reveal"
        await at.press("escape")
        await caught_up(at)
        assert screen.kind == "reveal"
        await at.press("greater_than_sign")
        await caught_up(at)
        item = day.current(at.session)
        assert item is not None
        assert screen.now.activity == day.name_of(at.session, item)


async def test_a_second_ballot_and_figures_are_asked_on_the_wall(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("goals_read")) as (at, screen):
        of_the_day = screen.still
        await at.press("b")
        await caught_up(at)
        assert screen.kind == "reveal"
        await at.press("b")
        await caught_up(at)
        assert isinstance(screen.now.view, Progress)
        assert screen.now.view.state == "open"
        await at.press("shift+tab", "5")
        await caught_up(at)
        assert isinstance(screen.now.view, Progress)
        assert (screen.now.view.n, screen.now.heading) == (
            1,
            "From one to five: how sure are you that we will do this? What would add one?",
        )
        await at.press("ctrl+s", "enter")
        assert "Sealed. The answers have no names any more." in at.seen
        assert "Seal" not in at.seen.splitlines()[-1]
        await at.press("escape")
        await caught_up(at)
        assert (screen.kind, screen.now.activity) == (of_the_day.view.kind, of_the_day.activity)


# ---- on one screen -----------------------------------------------------------------------------------------
async def test_one_key_turns_the_screen_into_the_room_view_and_back(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("names")) as (at, screen):
        at.app.presenter.tick()
        await at.settled()
        mine = at.seen
        await at.press("r")
        assert isinstance(at.app.screen, RoomScreen)
        assert screen.now.heading.split("?")[0][:30] in at.seen
        assert "Missing here" not in at.seen
        await at.press("r")
        assert at.seen == mine
        await at.press("r", "escape")
        assert at.seen == mine


async def test_in_the_room_view_the_day_goes_on_and_the_cursor_moves(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("practices_talk")) as (at, screen):
        await at.press("R", "ctrl+home", "r", "down")
        await caught_up(at)
        assert isinstance(screen.now.view, Listing)
        assert screen.now.view.at == 1
        assert "▶" in at.seen
        await at.press("less_than_sign")
        await caught_up(at)
        item = day.current(at.session)
        assert item is not None
        assert item.activity != "practices_talk"
        assert isinstance(at.app.screen, RoomScreen)
        await at.press("full_stop")
        assert screen.kind == "curtain"
        assert str(at.session.organisation.name) in at.seen


async def test_words_that_are_typed_in_the_room_view_are_no_keys(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        await at.press("r")
        before = at.session
        for begins in ("n", "p", "d", "exclamation_mark"):
            await at.press(begins, *"secret.", "r", "b", "greater_than_sign")
            assert isinstance(at.app.screen, RoomScreen)
            assert at.session is before
            assert "secret" not in at.seen
            await at.press("f4")
            assert screen.kind == "curtain"
            await at.press("f4", "escape")
            assert isinstance(at.app.screen, RoomScreen)
        await at.press("r")
        assert isinstance(at.app.screen, WorkshopScreen)


async def test_a_grid_that_an_activity_opens_lies_below_the_room_view(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("break_key_in")) as (at, _screen):
        await at.press("r", "greater_than_sign")
        assert [type(screen) for screen in at.app.screen_stack[-2:]] == [RevealScreen, RoomScreen]
        await at.press("greater_than_sign")
        assert [type(screen) for screen in at.app.screen_stack] == [WorkshopScreen, RoomScreen]


async def test_a_closed_round_that_is_looked_at_is_not_shown_and_what_was_shown_goes_on(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, at_activity("welcome")) as (at, screen):
        before = screen.still
        await at.press("E", "3", "down", "l")
        assert "for you alone" in at.seen
        await at.press("escape")
        await caught_up(at)
        assert screen.still == before
        await at.press("greater_than_sign")
        await caught_up(at)
        assert screen.still != before


async def test_who_may_only_look_shows_nothing_beside_the_one_who_writes(tmp_path: Path) -> None:
    async with workshop(tmp_path, at_activity("welcome")) as at:
        reader = open_session(tmp_path / "lanka.json")
        try:
            assert reader.holder
            watch = Watch(reader, print)
            await watch.find()
            follower = stage_file.Follower(stage_file.path_of(tmp_path / "lanka.json"))
            follower.beat()
            assert not watch.is_followed_anew
            follower.close()
        finally:
            reader.close()
        assert at.screen.opened.holder == ""


async def test_quitting_from_the_room_view_says_on_the_own_screen_what_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with in_the_room(tmp_path, at_activity("names")) as (at, _screen):

        def full(_opened: object) -> None:
            raise OSError("No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(type(at.screen.opened), "save", full)
            await at.press("r", "ctrl+q")
            assert isinstance(at.app.screen, WorkshopScreen)
            assert "what is not saved is lost" in at.seen
            assert at.app.return_code is None
        await at.press("r", "ctrl+q")
        assert at.app.return_code == 0


async def test_a_notice_waits_until_the_room_looks_no_more(tmp_path: Path) -> None:
    create(tmp_path / "lanka.json", demo_session("en")).close()
    app = CxApp(tmp_path, open_path=tmp_path / "lanka.json", today=TODAY)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        hands = Hands(app, pilot)
        await hands.settled()
        await hands.press("r")
        app.note("Somebody else has changed the file.")
        await hands.settled()
        assert "Somebody else" not in hands.seen
        await hands.press("r")
        assert "Somebody else" in hands.seen


# ---- who follows -------------------------------------------------------------------------------------------
async def test_the_header_says_that_somebody_looks_and_when_they_do_not_follow(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, at_activity("names")) as (at, screen):
        at.app.presenter.tick()
        await at.settled()
        assert "● room" in at.seen.splitlines()[0]
        screen.followed = 3.0
        at.app.presenter.tick()
        await at.settled()
        assert "! the room does not follow" in at.seen.splitlines()[0]
        screen.followed = None
        at.app.presenter.tick()
        await at.settled()
        assert "room" not in at.seen.splitlines()[0].replace("boardroom", "")


async def test_a_place_that_is_not_the_users_alone_is_said_and_keeps_nobody_from_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cxworkshop").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(tmp_path / "cxworkshop"))
    async with workshop(tmp_path, at_activity("welcome")) as at:
        assert any("is a link" in notice.message for notice in at.app._notifications)
        await at.press("greater_than_sign")
        assert not (tmp_path / "elsewhere" / "room").exists()


async def test_nothing_is_written_before_a_second_terminal_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXWORKSHOP_RUNTIME", str(tmp_path / "run" / "cxworkshop"))
    async with workshop(tmp_path, at_activity("names")) as at:
        path = stage_file.path_of(tmp_path / "lanka.json")
        await at.press("greater_than_sign", "full_stop", "full_stop")
        at.app.presenter.tick()
        await at.settled()
        assert list(path.parent.iterdir()) == []
        follower = stage_file.Follower(path)
        follower.beat()
        at.app.presenter.tick()
        await at.settled()
        assert settled(lambda: follower.look()[1])
        await at.press("full_stop")
        assert settled(lambda: follower.look()[0] == at.app.presenter.showing)
    assert settled(lambda: not follower.look()[1])
    follower.close()
    assert list(path.parent.iterdir()) == []
