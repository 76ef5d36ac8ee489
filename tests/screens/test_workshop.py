"""The workshop under a facilitator's hands: rows, cells, looking at rows another way, climbing, and what is
missing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing import create
from cxworkshop.editing.changes import add, set_value, set_values
from cxworkshop.editing.starting import blank_session
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.method.steps import STEPS
from cxworkshop.method.steps import step as step_named
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop import WorkshopScreen
from tests.screens.hands import TODAY, Hands, at_the_program

NAMES = ("Seeing our ad", "Home delivery", "Delivery messages", "Invoice", "Returning a chair")


def begun(*touchpoints: str) -> Session:
    """A workshop with three people and these touchpoints."""
    session = blank_session("en", TODAY, "Lanka")
    for i, name in enumerate(("Anna Aalto", "Timo Koski", "Aino Koskinen"), 1):
        session = add("people", id=f"p{i:02}", name=name)(session)
    for i, name in enumerate(touchpoints, 1):
        session = add("touchpoints", id=f"tp{i:02}", name=name)(session)
    return session


class At(Hands):
    """Hands at an open workshop, with its record to look at."""

    @property
    def screen(self) -> WorkshopScreen:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, WorkshopScreen))
        assert isinstance(found, WorkshopScreen)
        return found

    @property
    def session(self) -> Session:
        return self.screen.session

    @property
    def touchpoints(self) -> list[str]:
        return [tp.name for tp in self.session.touchpoints]

    def tp(self, name: str) -> Touchpoint:
        return next(tp for tp in self.session.touchpoints if tp.name == name)


@asynccontextmanager
async def workshop(
    folder: Path, session: Session, *, spoken: str = "en", size: tuple[int, int] = (120, 36)
) -> AsyncIterator[At]:
    path = folder / "lanka.json"
    create(path, session).close()
    async with at_the_program(folder, open_path=path, spoken=spoken, size=size) as hands:
        yield At(hands.app, hands.pilot)


# ---- rows --------------------------------------------------------------------------------------------------
async def test_rows_are_added_one_after_the_other_with_a_line_and_enter_each(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("1", "tab", "a")
        await at.type("Seeing our ad")
        await at.press("enter")
        await at.type("Home delivery")
        await at.press("enter", "enter")
        assert at.touchpoints == ["Seeing our ad", "Home delivery"]
        assert at.screen.sheet.open is None


async def test_tab_goes_on_in_the_new_row_and_escape_stops_and_keeps_what_was_kept(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("1", "tab", "a", *"Ad", "tab", "tab", *"web", "enter", *"Half", "escape")
        assert at.touchpoints == ["Ad"]
        assert at.tp("Ad").channel == "website"


async def test_who_carries_something_leaves_and_it_is_said_what_needs_a_new_name(tmp_path: Path) -> None:
    session = begun(*NAMES)
    session = set_value(Place("ownerships", "tp02", "accountable"), "p02")(session)
    session = set_value(Place("cx_lead", "cx_lead", "accountable"), "p02")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("down", "x")
        assert "Timo Koski: left on 5 Nov 2026?" in at.seen
        await at.press("enter")
        assert "A new name is needed for" in at.seen
        assert at.session.round.cx_lead.accountable == "p02"
        await at.press("u")
        assert at.session == session


async def test_undo_and_redo_go_back_and_forth_across_steps(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "x", "2", "a", *"On time", "enter", "escape")
        assert (len(at.touchpoints), len(at.session.round.goals)) == (4, 1)
        await at.press("5", "u", "u")
        assert (len(at.touchpoints), len(at.session.round.goals)) == (5, 0)
        await at.press("U", "ctrl+y")
        assert (len(at.touchpoints), len(at.session.round.goals)) == (4, 1)


async def test_undo_and_redo_put_the_cursor_on_what_they_changed(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        sheet = at.screen.sheet
        await at.press(
            "1",
            "tab",
            "down",
            "down",
            "right",
            "right",
            "enter",
            *"web s",
            "enter",
            "up",
            "up",
            "left",
            "left",
        )
        await at.press("u")
        assert sheet.place == Place("touchpoints", "tp03", "channel")
        await at.press("up", "left", "U")
        assert sheet.place == Place("touchpoints", "tp03", "channel")
        await at.press("down", "x", "up", "up", "up", "u")
        assert sheet.place is not None
        assert sheet.place.id == "tp04"
        await at.press("U")
        assert sheet.row == 3


async def test_a_row_moved_back_keeps_the_cursor(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "down", "K", "u")
        assert at.screen.sheet.row == 1
        await at.press("J", "u")
        assert at.screen.sheet.row == 1


async def test_the_last_row_can_be_removed_and_the_list_invites_again(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Only one")) as at:
        await at.press("1", "tab", "x")
        assert "No touchpoints yet" in at.seen
        await at.press("x", "enter", *"Another", "enter", "escape")
        assert at.touchpoints == ["Another"]


async def test_fill_down_copies_a_cell_to_all_below(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "down", "right", "right", "enter", *"web s", "enter", "ctrl+d")
        assert [tp.channel for tp in at.session.touchpoints] == [None, *["web_shop"] * 4]
        await at.press("u")
        assert [tp.channel for tp in at.session.touchpoints] == [None, "web_shop", None, None, None]


async def test_marked_cells_are_emptied_in_one_step(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "right", "right", "enter", *"web s", "enter", "ctrl+d")
        await at.press("shift+down", "shift+down", "delete")
        assert [tp.channel for tp in at.session.touchpoints] == [None, None, None, "web_shop", "web_shop"]
        await at.press("u")
        assert [tp.channel for tp in at.session.touchpoints] == ["web_shop"] * 5


async def test_rows_move_and_the_cursor_goes_with_them(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "J", "J", "K")
        assert at.touchpoints == [NAMES[1], NAMES[0], *NAMES[2:]]
        assert at.screen.sheet.row == 1


async def test_a_list_of_lines_is_asked_about_once_and_added_in_one_step(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("1", "tab", "a")
        await at.paste("\n".join(f"Touchpoint {i}" for i in range(12)))
        assert "Add 12 rows?" in at.seen
        await at.press("enter")
        assert at.touchpoints == [f"Touchpoint {i}" for i in range(12)]
        await at.press("u")
        assert at.touchpoints == []


async def test_pasted_lines_can_be_refused(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("1", "tab", "a")
        await at.paste("One\nTwo")
        await at.press("escape")
        assert at.touchpoints == []


async def test_a_pasted_line_that_is_not_understood_is_named_and_nothing_is_added(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("1", "tab", "a")
        await at.paste("One\t\tweb\nTwo\t\tcarrier pigeon\nThree")
        await at.press("enter")
        assert "Line 2: carrier pigeon is not one of" in at.seen
        assert at.touchpoints == []


async def test_pasted_goals_go_to_one_touchpoint_each(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("2", "a")
        await at.paste("On time\nIn plain words\nAt once")
        await at.press("enter")
        assert [(goal.touchpoint, goal.text) for goal in at.session.round.goals] == [
            ("tp01", "On time"), ("tp02", "In plain words"), ("tp03", "At once"),
        ]  # fmt: skip


# ---- cells -------------------------------------------------------------------------------------------------
async def test_a_date_that_is_none_stays_as_typed_is_named_as_missing_and_mended_from_there(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("4", "tab", "a", *"Deed", "tab", "tab")
        await at.type("31.2.")
        await at.press("enter")
        assert "31.2. is not a date" in at.seen
        await at.press("escape", "m")
        missing = at.screen.missing.findings
        index = next(i for i, finding in enumerate(missing) if "31.2." in str(finding.words))
        assert str(missing[index].words) == "Deed · Due: “31.2.” is not understood"
        await at.press(*["down"] * index, "enter", "enter")
        assert at.screen.sheet.open is not None
        await at.press("ctrl+u")
        await at.type("+30d")
        await at.press("enter", "escape")
        assert "31.2." not in at.seen
        assert at.session.round.unread == ()
        assert at.session.round.actions[0].due_on == date(2026, 12, 5)


async def test_a_name_nobody_knows_can_be_added_while_it_is_typed_and_is_one_step(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("3", "right", "right", "enter")
        await at.type("Kaisa Uusi")
        await at.press("down", "enter")
        assert at.session.people[3].name == "Kaisa Uusi"
        assert at.session.round.ownerships[0].accountable == at.session.people[3].id
        await at.press("u")
        assert len(at.session.people) == 3
        assert [o for o in at.session.round.ownerships if o.accountable] == []


async def test_a_choice_opened_and_left_stays_and_backspace_empties_it(tmp_path: Path) -> None:
    session = set_value(Place("touchpoints", "tp01", "channel"), "app")(begun(*NAMES))
    async with workshop(tmp_path, session) as at:
        await at.press("1", "tab", "right", "right", "enter", "enter")
        assert at.session.touchpoints[0].channel == "app"
        await at.press("enter", "backspace", "enter")
        assert at.session.touchpoints[0].channel is None


async def test_letters_are_text_while_a_cell_is_open(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "x", "enter")
        await at.type(" uUxa!c")
        await at.press("ctrl+z", "enter")
        assert at.touchpoints[0] == "Home delivery uUxa!c"


async def test_the_space_key_turns_yes_into_no_and_takes_the_next_choice(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("right", "right", "right", "space", "down", "space", "space")
        assert list(at.session.round.participants) == ["p01"]
        await at.press("1", "tab", "right", "right", "space", "space")
        assert at.session.touchpoints[0].channel == "website"


async def test_pulling_the_window_while_a_cell_is_open_loses_nothing(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES), size=(200, 60)) as at:
        await at.press("1", "tab", *["right"] * 7, "enter", *"Logist")
        for size in ((80, 24), (30, 10), (140, 40)):
            await at.pilot.resize_terminal(*size)
            await at.settled()
        await at.press(*"ics", "enter")
        assert at.session.touchpoints[0].process == "Logistics"


# ---- looking at rows another way ---------------------------------------------------------------------------
async def test_a_filter_shows_some_rows_and_escape_shows_all(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "slash", *"deli")
        assert [command.id for command in at.screen.keys.shown] == ["keep", "give_up"]
        await at.press("enter")
        assert len(at.screen.sheet.source) == 2
        assert "/ deli  2/5" in at.seen
        assert "add" in [command.id for command in at.screen.keys.shown]
        await at.press("escape")
        assert len(at.screen.sheet.source) == 5
        assert "/ deli" not in at.seen


async def test_what_is_typed_next_never_goes_to_another_row_than_the_one_on_the_screen(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "slash", *"deli", "enter")
        await at.press("enter", "ctrl+u", *"Parcel", "tab", "tab", *"web s", "enter", "escape")
        assert at.tp("Parcel").channel == "web_shop"
        await at.press("slash", *"chair", "enter", "a", *"New one", "tab", "tab", *"app", "enter", "escape")
        assert at.tp("New one").channel == "app"
        assert [tp.name for tp in at.session.touchpoints if tp.channel] == ["Parcel", "New one"]


async def test_the_sign_of_a_sort_cuts_no_heading(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "tab")
        for column in at.screen.sheet.rows.shown[1:]:
            at.screen.sheet.col = at.screen.sheet.rows.shown.index(column)
            await at.press("s")
            assert re.search(rf"{re.escape(column.heading())} ?↑", at.seen)


async def test_a_sort_is_a_view_and_the_cursor_follows_a_row_that_goes_elsewhere(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "s")
        shown = [at.screen.sheet.grid.cell(i, at.screen.sheet.grid.columns[0]).text for i in range(5)]
        assert shown == sorted(NAMES)
        assert at.touchpoints == list(NAMES)
        await at.press("home", "ctrl+home", "enter", "ctrl+u", *"Zebra", "tab", "tab", *"app", "enter")
        assert (at.touchpoints[2], at.tp("Zebra").channel) == ("Zebra", "app")
        await at.press("J")
        assert "sorted" in at.seen
        assert at.touchpoints == ["Seeing our ad", "Home delivery", "Zebra", "Invoice", "Returning a chair"]
        await at.press("left", "left", "a", *"Able", "tab", "tab", *"app", "enter", "escape")
        assert at.tp("Able").channel == "app"
        assert at.touchpoints[-1] == "Able"


# ---- forms, what is missing, climbing ----------------------------------------------------------------------
async def test_the_whole_record_is_a_form_that_keeps_as_the_list_does(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "down", "o", "enter", *" to the door", "enter", "escape")
        assert at.touchpoints[1] == "Home delivery to the door"
        assert at.app.screen is at.screen
        assert "Home delivery to the door" in at.seen


async def test_the_whole_record_opens_from_the_list_of_commands_too(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab")
        await at.screen.run("open_record")
        await at.settled()
        assert at.app.screen is not at.screen


async def test_what_is_missing_leads_to_the_cell_that_mends_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "m")
        finding = next(f for f in at.screen.missing.findings if f.places and f.places[0].id)
        line = at.screen.missing.owners.index(at.screen.missing.findings.index(finding))
        await at.press(*["down"] * line, "enter")
        assert at.screen.mode.name == "list"
        assert at.screen.sheet.place is not None
        assert (at.screen.sheet.place.table, at.screen.sheet.place.id) == (
            finding.places[0].table,
            finding.places[0].id,
        )


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_one_press_goes_to_the_next_thing_missing_however_many_lines_it_takes(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with workshop(tmp_path, begun(*NAMES), size=size) as at:
        await at.press("1", "m")
        stood = [at.screen.missing.owners[at.screen.missing.row]]
        for _finding in at.screen.missing.findings[1:]:
            await at.press("down")
            stood.append(at.screen.missing.owners[at.screen.missing.row])
        assert stood == list(range(len(at.screen.missing.findings)))
        await at.press("up", "up")
        assert at.screen.missing.owners[at.screen.missing.row] == stood[-3]


async def test_on_a_narrow_screen_what_is_missing_leads_to_its_very_cell(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES), size=(80, 24)) as at:
        await at.press("1", "m")
        line = [finding.check for finding in at.screen.missing.findings].index("G1.10")
        await at.press(*["down"] * line)
        await at.press("enter")
        assert at.screen.sheet.place == Place("touchpoint_states", "tp01", "level_basis")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_cell_whose_column_found_no_room_is_brought_in_when_it_is_what_is_missing(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with workshop(tmp_path, begun(*NAMES), size=size) as at:
        await at.press("2", "m", "enter")
        assert at.screen.sheet.place == Place("touchpoint_states", "tp01", "priority")
        assert "Priority" in at.seen


async def test_a_narrow_screen_says_how_much_is_missing_and_which_key_shows_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES), size=(80, 24)) as at:
        await at.press("2")
        assert re.search(r"m \d+ missing$", at.seen.splitlines()[3])
        await at.press("m")
        assert "enter Go there" in at.seen
        await at.press("escape")
        assert "Go there" not in at.seen


async def test_a_workshop_opens_above_the_highest_step_passed_even_when_one_below_was_walked_around(
    tmp_path: Path,
) -> None:
    session = set_value(Place("steps", "develop", "state"), "passed")(begun(*NAMES))
    async with workshop(tmp_path, session) as at:
        assert at.screen.step == "organise"


async def test_climbing_says_how_much_more_is_open_than_it_names(tmp_path: Path) -> None:
    session = begun(*NAMES)
    session = set_values([(Place("rounds", session.round.id, "agenda"), None)], "")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("3", "c")
        await at.type("no time today")
        await at.press("enter")
        assert "Still open" in at.seen
        assert re.search(r"· \d more", at.seen)


async def test_the_help_of_a_cell_is_told_to_its_end(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "tab")
        assert "third." in at.seen


async def test_keys_of_the_list_do_nothing_to_it_while_what_is_missing_has_the_keys(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        before = at.session
        await at.press("1", "tab", "m", "a", "x", "s", "space", "J", "escape")
        assert at.session == before
        assert at.screen.sheet.open is None


async def test_passing_a_must_asks_for_a_reason_which_the_record_keeps(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "c")
        assert "Why climb?" in at.seen
        await at.type("no")
        assert (
            "! Not written out yet" in at.seen.split("────")[-1]
        )  # what is open stands there until the reason is given
        await at.press("escape")
        assert (at.screen.step, at.session.round.gate_overrides) == ("define", ())
        await at.press("c")
        await at.type("no time today")
        await at.press("enter")
        assert at.screen.step == "develop"
        assert {override.reason for override in at.session.round.gate_overrides} == {"no time today"}
        await at.press("u")
        assert at.session.round.gate_overrides == ()


async def test_a_letter_is_no_reason_for_passing_a_must(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "c")
        await at.type("t")
        await at.press("enter")
        assert "say it in two words or more" in at.seen
        assert (at.screen.step, at.session.round.gate_overrides) == ("define", ())
        await at.type("oo little time")
        await at.press("enter")
        assert {override.reason for override in at.session.round.gate_overrides} == {"too little time"}


@pytest.mark.parametrize(
    ("key", "table"), [("p", "parking"), ("d", "decisions"), ("exclamation_mark", "actions"), ("n", "notes")]
)
async def test_one_line_is_caught_from_anywhere(key: str, table: str, tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("6", key)
        await at.type("Call the carrier")
        await at.press("enter")
        assert [row.name_shown for row in at.session.records(table)] == ["Call the carrier"]
        assert at.screen.step == "redefine"


async def test_switching_the_language_says_all_anew_and_keeps_what_is_being_typed(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "enter", *" twice")
        english = at.seen
        await at.screen.run("language")
        await at.settled()
        finnish = at.seen
        await at.press("enter")
        assert at.touchpoints[0] == "Seeing our ad twice"
        for word in ("Define", "Touchpoints", "Channel", "Delivered by", "Keep", "missing"):
            assert word in english
            assert word not in finnish
        await at.screen.run("language")


@pytest.mark.parametrize("keys", [[], ["a"], ["slash"], ["p"], ["m"], ["o"], ["question_mark"], ["w"]])
async def test_the_program_can_be_quit_whatever_is_open(keys: list[str], tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", *keys)
        await at.app.screen.press("ctrl+q", None)  # type: ignore[attr-defined]
        assert at.app.return_code == 0


async def test_the_mouse_opens_a_cell_puts_the_caret_and_picks_what_is_offered(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab")
        sheet = at.screen.sheet
        x = {column.field: x for column, x, _width in sheet.column_layout}
        await at.pilot.click(sheet, offset=(x["name"] + 3, 1), times=2)
        await at.settled()
        assert sheet.open is not None
        assert sheet.open.editor.line.caret == len(NAMES[0])
        await at.pilot.click(sheet, offset=(x["name"] + 1, 1))
        await at.type("So ")
        await at.pilot.click(
            sheet, offset=(x["channel"] + 1, 2), times=2
        )  # a click elsewhere keeps what was typed
        await at.settled()
        assert at.screen.session.touchpoints[0].name == "So " + NAMES[0]
        assert sheet.open is not None
        assert sheet.open.column.field == "channel"
        await at.pilot.click(
            sheet, offset=(x["channel"] + 3, 5)
        )  # the second of what is offered below the cell
        await at.settled()
        assert at.screen.session.touchpoints[1].channel == "website"
        assert sheet.state.cell.open is None
        assert sheet.row == 1  # and not on the row that the list lay over


async def test_undo_works_in_the_whole_record_too_and_closes_it_when_the_record_goes(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun(*NAMES)) as at:
        await at.press("1", "tab", "a")
        await at.type("Paying")
        await at.press("enter", "escape", "o", "enter")
        await at.type(" at the door")
        await at.press("enter")
        assert at.screen.session.touchpoints[-1].name == "Paying at the door"
        await at.press("u")
        assert at.screen.session.touchpoints[-1].name == "Paying"
        assert len(at.app.screen_stack) == 2
        await at.press("u")
        assert at.app.screen is at.screen
        assert at.screen.session.touchpoints[-1].name == NAMES[-1]


async def test_a_long_name_does_not_hide_the_step_nor_the_step_the_name(tmp_path: Path) -> None:
    session = set_value(Place("organisation", "organisation", "name"), "Kuluttajapalveluosuuskunta " * 9)(
        begun(*NAMES)
    )
    async with workshop(tmp_path, session, size=(80, 24)) as at:
        await at.press("3")
        header = "".join(text for text, _tone in at.screen.header.left)
        assert "Kuluttajapalvelu" in header[:60]
        assert "3 Organise" in header[:60]
        await at.press("6")
        with speaking("fi"):
            at.screen.draw_header()
        header = "".join(text for text, _tone in (*at.screen.header.left, *at.screen.header.right))
        assert "6 Määrittele uudelleen" in header
        assert len(header) <= 80


async def test_a_list_that_is_computed_offers_no_key_to_edit_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("1", "A", *["tab"] * 7)
        assert "Guess and measured" in at.seen
        assert "Edit" not in at.seen.splitlines()[-1]


async def test_what_is_missing_is_said_once_however_many_checks_say_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun()) as at:
        await at.press("1", "m")
        assert at.seen.count("No touchpoint is on the") == 1


async def test_a_captured_line_is_read_back_with_who_and_when(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en")) as at:
        await at.press("exclamation_mark")
        await at.type("Call the carrier @Pekka +14d")
        await at.press("enter")
        assert "Call the carrier · Pekka Harjula · 19 Nov 2026" in at.seen


async def test_a_computed_cell_that_is_cut_is_read_in_full_below_the_list(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en"), size=(80, 24)) as at:
        await at.press("3", "left")
        assert "Touchpoint: Seeing our ad or post" in at.seen


async def test_a_row_of_a_long_name_leaves_room_for_what_stands_in_its_cell(tmp_path: Path) -> None:
    async with workshop(tmp_path, begun("Seeing our ad " * 12), size=(80, 24)) as at:
        await at.press("1", "tab", "tab", "right")
        await at.press("enter", "4", "enter")
        assert "… · Importance: 4" in at.seen
        await at.press("shift+tab")
        assert "Touchpoint: Seeing our ad Seeing" in at.seen


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_question_of_every_step_is_read_whole_at_80_columns(spoken: str, tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en"), spoken=spoken, size=(80, 24)) as at:
        for i, step in enumerate(STEPS):
            await at.press(str(i))
            line = at.seen.splitlines()[2]
            assert line.startswith(f" {step_named(step).question}")
            assert at.screen.figure in line


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_figure_of_every_step_is_in_sight_beside_the_guide(spoken: str, tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en"), spoken=spoken, size=(140, 40)) as at:
        await at.press("g")
        for i, _step in enumerate(STEPS):
            await at.press(str(i))
            assert at.screen.figure in "".join(at.seen.splitlines()[:4])


async def test_a_long_reason_why_nothing_is_saved_hides_neither_whose_workshop_it_is_nor_that_it_is_cut(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, begun(), size=(80, 24)) as at:
        at.app.status = OSError(
            28, "No space left on device", "/home/somebody/workshops/of/a/long/name/lanka.json"
        )
        at.screen.draw_header()
        await at.settled()
        header = at.seen.splitlines()[0]
        assert "Lanka  0 Landing" in header
        assert "NOT SAVED: [Errno 28] No space left on device" in header
        assert header.endswith("…")


async def test_a_list_with_more_columns_to_the_right_says_so_at_its_edge(tmp_path: Path) -> None:
    async with workshop(tmp_path, demo_session("en"), size=(80, 24)) as at:
        await at.press("0")
        (heading,) = [line for line in at.seen.splitlines() if "Name" in line and "Role" in line]
        assert heading.endswith("›")
    async with workshop(tmp_path / "wide", demo_session("en"), size=(240, 60)) as at:
        await at.press("0")
        (heading,) = [line for line in at.seen.splitlines() if "Name" in line and "Role" in line]
        assert "›" not in heading
