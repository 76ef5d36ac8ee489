"""A sheet under somebody's hands, without a screen: typing, adding, pasting, marking, looking at rows another
way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop import commands
from cxworkshop.editing.changes import add, leave_unread, set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Listing
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.rows import Rows
from cxworkshop.sheets.steps import plans
from tests.sheets.hands import NAMES, ON, AtSheet, begun, sheet_of


@pytest.fixture
def at() -> AtSheet:
    return AtSheet(begun(*NAMES))


def with_channels(*channels: str | None) -> AtSheet:
    session = begun(*NAMES)
    for i, channel in enumerate(channels, 1):
        session = set_value(Place("touchpoints", f"tp{i:02}", "channel"), channel)(session)
    at = AtSheet(session)
    at.rows.go(0, at.column("channel"))
    return at


# ---- the cursor --------------------------------------------------------------------------------------------
def test_the_cursor_stays_inside_the_rows_and_columns_there_are(at: AtSheet) -> None:
    at.press("up", *["left"] * 9)
    assert (at.rows.row, at.rows.col) == (0, 0)
    at.press("ctrl+end", "end", "down", "right")
    assert (at.rows.row, at.rows.col) == (4, len(at.rows.layout) - 1)
    at.press("home", "home")
    assert (at.rows.row, at.rows.col) == (4, 0)
    at.press("ctrl+home", "end", "end")
    assert (at.rows.row, at.rows.col) == (0, len(at.rows.layout) - 1)
    at.press("left", "ctrl+end", "ctrl+home")
    assert (at.rows.row, at.rows.col) == (0, len(at.rows.layout) - 2)


def test_home_is_the_top_of_a_list_that_has_no_cells() -> None:
    rows = Rows()
    rows.resize(40, 8)
    rows.show(Listing((), ((),) * 12))
    rows.take_key("end")
    assert rows.row == 11
    rows.take_key("home")
    assert rows.row == 0


def test_a_page_is_what_is_in_sight_but_for_a_line() -> None:
    at = AtSheet(begun(*(f"Touchpoint {i}" for i in range(50))), size=(120, 12))
    at.press("pagedown")
    assert at.rows.row == 10
    at.press("pagedown", "pageup")
    assert at.rows.row == 10


@given(st.lists(st.sampled_from(["up", "down", "pagedown", "pageup", "home", "end"]), max_size=20))
def test_where_a_row_takes_several_lines_the_cursor_stands_on_its_first(keys: list[str]) -> None:
    rows = Rows(heading_height=0)
    rows.resize(40, 8)
    rows.show(Listing((), ((),) * 12))
    rows.stops = [0, 3, 4, 9]
    for key in keys:
        assert rows.take_key(key)
        assert rows.row in rows.stops
        assert rows.cursor_lines.start == rows.row


def test_a_narrower_list_keeps_the_column_one_is_in_or_types_into(at: AtSheet) -> None:
    at.rows.resize(200, 20)
    at.press(*["right"] * 7, "enter")
    column = at.rows.column
    for width in (80, 30, 10):
        at.rows.resize(width, 20)
        assert at.rows.column is column
    at.press("escape")
    at.rows.resize(0, 0)  # while hidden
    assert at.rows.width == 10


def test_a_key_of_no_list_is_left_to_the_screen(at: AtSheet) -> None:
    for key in ("escape", "f1", "c", "tab", "3"):
        assert not at.press(key)
    at.press("enter")
    assert [at.press(key) for key in ("f1", "ctrl+q", "c")] == [False, False, True]


# ---- typing ------------------------------------------------------------------------------------------------
def test_what_is_typed_is_kept_with_enter_and_given_up_with_escape(at: AtSheet) -> None:
    at.press("enter")
    at.type(" twice")
    assert at.sheet.cell.draft is not None
    at.press("enter", "enter")
    at.type(" no")
    at.press("escape")
    assert at.names[0] == "Seeing our ad twice"
    assert at.cell.open is None


def test_tab_opens_the_next_cell_of_the_row_and_the_arrow_the_one_below(at: AtSheet) -> None:
    at.press("enter", "tab")
    assert at.cell.open is not None
    assert at.cell.open.place == at.rows.place
    assert at.cell.open.column is not at.rows.grid.columns[0]
    at.press("shift+tab", "down")
    assert at.rows.place == Place("touchpoints", "tp02", "name")
    at.type("!")
    at.press("up")
    assert at.names[1] == "Home delivery!"
    assert at.rows.row == 0


@pytest.mark.parametrize(
    ("key", "row", "field"), [("tab", 0, "touchpoint"), ("down", 1, "due_on"), ("enter", 0, "")]
)
def test_words_that_are_no_date_stay_beside_the_record_and_every_key_goes_on(
    key: str, row: int, field: str
) -> None:
    session = begun()
    for i, title in enumerate(("Deed", "Other deed"), 1):
        session = add("actions", id=f"x{i}", title=title, due_on=ON)(session)
    at = AtSheet(session, sheet_of("implement", "actions"))
    at.rows.go(0, at.column("due_on"))
    at.press("enter")
    at.type("mid-autumn")
    at.press(key)
    assert "mid-autumn is not a date" in at.messages[-1]
    assert at.rows.row == row
    assert (at.cell.open.column.field if at.cell.open is not None else "") == field
    assert [action.due_on for action in at.session.round.actions] == [ON, ON]
    assert [(words.place, words.text) for words in at.session.round.unread] == [
        ("actions/x1/due_on", "mid-autumn")
    ]
    assert at.rows.grid.cell(0, at.rows.shown[at.column("due_on")]).text == "!mid-autumn"
    at.undo()
    assert at.session == session


def test_words_that_were_not_understood_are_mended_by_enter() -> None:
    session = add("actions", id="x1", title="Deed")(begun())
    at = AtSheet(session, sheet_of("implement", "actions"))
    at.rows.go(0, at.column("due_on"))
    at.press("enter", *"31.2.", "enter", "enter")
    assert at.cell.open is not None
    assert at.cell.open.editor.line.text == "31.2."
    at.press("escape", "enter", "enter")  # left as it is
    assert [words.text for words in at.session.round.unread] == ["31.2."]
    at.press("enter", "backspace", "backspace", *"12.2026", "enter")
    assert [words.text for words in at.session.round.unread] == []
    assert [action.due_on for action in at.session.round.actions] == [date(2026, 12, 31)]
    at.undo()
    assert [action.due_on for action in at.session.round.actions] == [None]
    assert [words.text for words in at.session.round.unread] == ["31.2."]
    at.press("delete")
    assert [words.text for words in at.session.round.unread] == []


@pytest.mark.parametrize(
    ("list_id", "field", "words", "mended"),
    [
        ("measures", "cadence_days", "now and then", "monthly"),
        ("measures", "owner", "Nobodyknown", "Zelda Quist"),
    ],
)
def test_what_is_typed_next_takes_the_place_of_words_that_were_not_understood(
    list_id: str, field: str, words: str, mended: str
) -> None:
    session = add("measures", id="m1", name="Minutes")(begun())
    session = leave_unread(Place("measures", "m1", field), words)(session)
    at = AtSheet(add("people", id="p9", name="Zelda Quist")(session), sheet_of("measure", list_id))
    at.rows.go(0, at.column(field))
    at.press("enter")
    at.type(mended)
    at.press("enter")
    assert at.session.round.unread == ()
    assert getattr(at.session.measures[0], field) in (30, "p9")


def test_a_new_row_that_begins_with_words_nobody_understands_is_there_with_them() -> None:
    at = AtSheet(begun(), sheet_of("measure", "observations"))
    at.press("a")
    at.type("The score")
    at.press("tab", *"12", "enter", "escape")
    (row,) = at.session.round.observations
    assert (row.measure, row.value) == (None, 12)
    assert [words.text for words in at.session.round.unread] == ["The score"]


def test_what_a_removed_row_had_that_was_not_understood_goes_and_comes_back_with_it() -> None:
    session = add("actions", id="x1", title="Deed")(begun())
    at = AtSheet(session, sheet_of("implement", "actions"))
    at.rows.go(0, at.column("due_on"))
    at.press("enter", *"someday", "enter", "x")
    assert (at.session.round.actions, at.session.round.unread) == ((), ())
    at.undo()
    assert (len(at.session.round.actions), len(at.session.round.unread)) == (1, 1)


def test_a_letter_that_fits_no_choice_is_said_and_leaves_the_choice() -> None:
    at = with_channels("phone_chat")
    at.press("enter", "z")
    assert "z is not one of: store" in at.messages[-1]
    at.press("backspace", "enter")
    assert at.channels[0] == "phone_chat"
    at.press("enter", "z", "tab")
    assert at.channels[0] == "phone_chat"
    assert not at.session.round.unread  # it was refused as it was typed
    at.press("escape")
    at.apply(leave_unread(Place("touchpoints", "tp01", "channel"), "z"))  # as a paste leaves it
    at.press("shift+tab", "left", "enter", "enter")  # left as it is
    assert (at.channels[0], [words.text for words in at.session.round.unread]) == ("phone_chat", ["z"])
    at.press("enter", *"app", "enter")
    assert (at.channels[0], at.session.round.unread) == ("app", ())


def test_enter_on_a_slip_adds_nobody_and_what_a_cell_added_goes_with_its_undo() -> None:
    session = add("actions", id="x1", title="Deed")(begun())
    at = AtSheet(session, sheet_of("implement", "actions"))
    at.rows.go(0, at.column("owner"))
    at.press("enter")
    at.type("Timo Koskii")
    at.press("enter")
    assert at.session.people == session.people
    assert at.session.round.unread[0].text == "Timo Koskii"
    at.undo()
    at.press("enter")
    at.type("+Nina Saarela")
    at.press("enter")
    assert at.session.people[-1].name == "Nina Saarela"
    assert at.session.round.actions[0].owner == at.session.people[-1].id
    at.undo()
    assert at.session == session


def test_a_computed_cell_says_so_and_stays_closed() -> None:
    at = AtSheet(begun(*NAMES), plans("organise")[0])
    at.rows.go(0, 0)
    at.press("enter")
    assert at.messages == ["This is computed; it changes with what it is computed from."]
    assert at.cell.open is None


def test_the_layout_does_not_jump_while_something_is_typed(at: AtSheet) -> None:
    layout = at.rows.layout
    at.press("enter")
    at.type(" and much more that makes the column wider than it was")
    assert at.rows.layout is layout
    at.press("enter")
    assert at.rows.layout is not layout


# ---- adding ------------------------------------------------------------------------------------------------
def test_rows_are_added_one_after_the_other_until_one_is_left_empty() -> None:
    at = AtSheet(begun())
    at.press("a", *"Ad", "enter")
    assert at.rows.new_row_lines == 1
    at.press(*"Bill", "enter", "enter")
    assert at.names == ["Ad", "Bill"]
    assert at.cell.open is None
    assert at.rows.new_row_lines == 0


def test_tab_leads_through_a_new_row_and_past_its_end_to_the_next() -> None:
    at = AtSheet(begun())
    at.press("a", *"Ad", "tab", "tab", *"web", "tab", "tab")
    while at.cell.open is not None and at.cell.open.place is not None:
        at.press("tab")
    at.press(*"Bill", "enter", "escape")
    assert (at.names, at.channels) == (["Ad", "Bill"], ["website", None])


def test_the_first_key_in_an_empty_list_adds_and_a_given_list_says_by_what_it_is_given() -> None:
    at = AtSheet(begun())
    at.press("enter", *"Ad", "enter", "escape")
    assert at.names == ["Ad"]
    given = AtSheet(begun(*NAMES), plans("organise")[0])
    given.press("a", "x")
    assert len(given.messages) == 2
    assert given.session.touchpoints == begun(*NAMES).touchpoints


# ---- rows and marked cells ---------------------------------------------------------------------------------
def test_a_row_is_removed_and_moved_and_the_cursor_goes_with_it(at: AtSheet) -> None:
    at.press("J", "alt+down", "upper_k")
    assert at.names == [NAMES[1], NAMES[0], *NAMES[2:]]
    assert at.rows.row == 1
    at.press("x")
    assert at.names == [NAMES[1], *NAMES[2:]]
    assert at.messages[-1] == "Removed: Seeing our ad. u brings it back."


def test_undo_puts_the_cursor_on_what_it_brings_back(at: AtSheet) -> None:
    at.press("down", "down", "x", "ctrl+home")
    at.undo()
    assert at.rows.row == 2
    at.press("ctrl+end")
    at.rows.go(0, at.column("channel"))
    at.press("space", "end", "ctrl+end")
    at.undo()
    assert at.rows.place == Place("touchpoints", "tp01", "channel")


def test_marked_cells_are_filled_emptied_and_toggled_together() -> None:
    at = with_channels("web_shop")
    at.press("shift+down", "shift+down", "ctrl+d")
    assert at.channels == ["web_shop"] * 3 + [None] * 2
    assert at.sheet.mark is None
    at.press("ctrl+home", "shift+down", "delete")
    assert at.channels == [None, None, "web_shop", None, None]
    at.press("D")
    assert at.channels == [None] * 5
    at.press("shift+up", "space")
    assert len(set(at.channels)) == 2


def test_escape_lets_marks_go_then_shows_all_rows_then_is_left_to_the_screen(at: AtSheet) -> None:
    at.press("slash", *"deli", "enter", "shift+down")
    assert len(at.sheet.marked_cells.rows) == 2
    assert at.press("escape")
    assert at.sheet.mark is None
    assert len(at.rows.source) == 2
    assert at.press("escape")
    assert at.rows.view == View()
    assert not at.press("escape")


def test_marked_cells_are_copied_as_a_spreadsheet_takes_them() -> None:
    session = set_value(Place("touchpoints", "tp01", "name"), 'The "big" ad\nin the paper')(begun(*NAMES))
    at = AtSheet(session)
    at.press("shift+down", "y")
    assert at.copied == ['"The ""big"" ad\nin the paper"\nHome delivery']
    assert at.messages == ["Copied 2 cells"]
    at.press("y")
    assert at.copied[-1] == "Home delivery"


def test_a_key_chosen_for_a_command_is_its_key_and_the_usual_one_is_free(at: AtSheet) -> None:
    commands.rebind({"add": ("f5",), "move_down": ("f6",)})
    try:
        assert not at.press("a")
        assert not at.press("J")
        at.press("f6")
        assert at.names[:2] == [NAMES[1], NAMES[0]]
        at.press("f5")
        assert at.cell.open is not None
    finally:
        commands.rebind({})


# ---- looking at rows another way ---------------------------------------------------------------------------
def test_a_filter_shows_what_holds_the_text_while_it_is_typed(at: AtSheet) -> None:
    at.press("slash", *"deli")
    assert len(at.rows.source) == 2
    at.press("backspace", "enter")
    assert at.sheet.filter_line is None
    assert at.rows.view.filter == "del"
    at.press("slash", "escape")
    assert len(at.rows.source) == 5


def test_a_sort_goes_up_down_and_back_and_no_row_moves_while_it_lasts(at: AtSheet) -> None:
    def shown() -> list[str]:
        return [at.rows.grid.cell(i, at.rows.grid.columns[0]).text for i in range(5)]

    at.rows.go(2, at.column("name"))
    at.press("s")
    assert shown() == sorted(NAMES)
    assert at.rows.place == Place("touchpoints", "tp03", "name")
    at.press("J")
    assert "sorted" in at.messages[-1]
    at.press("s")
    assert shown() == sorted(NAMES, reverse=True)
    at.press("s")
    assert (shown(), at.names) == (list(NAMES), list(NAMES))


def test_a_row_that_the_filter_would_hide_brings_all_rows_back(at: AtSheet) -> None:
    at.press("slash", *"deli", "enter", "enter", "ctrl+u", *"Parcel", "tab", "tab", *"web s", "enter")
    assert (at.names[1], at.channels[1]) == ("Parcel", "web_shop")
    assert at.rows.view == View()


# ---- pasting -----------------------------------------------------------------------------------------------
def test_pasted_lines_are_asked_about_once_and_added_in_one_step() -> None:
    at = AtSheet(begun())
    at.press("a")
    at.sheet.take_paste("One\r\nTwo\r\n\r\nThree\r\n")
    assert at.sheet.question is not None
    assert str(at.sheet.question.words) == "Add 3 rows?"
    at.press("enter")
    assert at.names == ["One", "Two", "Three"]
    assert at.cell.open is None
    at.undo()
    assert at.names == []


def test_a_block_of_cells_is_put_from_the_cursor_on(at: AtSheet) -> None:
    at.press("down")
    at.sheet.take_paste('Parcel\t\tapp\n"Message\nby phone"\t\tweb shop')
    assert at.sheet.question is not None
    assert str(at.sheet.question.words) == "Replace what is in 2 rows (2 cells)?"
    at.press("y")
    assert at.names == [NAMES[0], "Parcel", "Message by phone", *NAMES[3:]]
    assert at.channels == [None, "app", "web_shop", None, None]


def test_what_is_not_understood_is_named_and_a_refusal_pastes_nothing(at: AtSheet) -> None:
    before = at.session
    at.sheet.take_paste("One\t\tpigeon")
    at.press("enter")
    assert at.messages[-1].startswith("Line 1: pigeon is not one of")
    at.sheet.take_paste("One\nTwo")
    at.press("escape")
    assert at.sheet.question is None
    assert at.session is before


def test_a_cell_that_was_copied_is_typed_without_its_quotation_marks(at: AtSheet) -> None:
    at.press("enter", "ctrl+u")
    at.sheet.take_paste('"The ""big"" ad\nin the paper"')
    at.press("enter", "down", "enter", "ctrl+u")
    at.sheet.take_paste('"Where is it?"')
    at.press("enter")
    assert at.names[:2] == ['The "big" ad in the paper', '"Where is it?"']


# ---- any keys ----------------------------------------------------------------------------------------------
ANY = (
    "up", "down", "left", "right", "end", "home", "pagedown", "enter", "tab", "shift+tab", "escape",
    "a", "x", "space", "J", "K", "ctrl+d", "D", "slash", "s", "delete", "y", "o",
    "shift+down", "shift+right", "backspace", "b", ";",
)  # fmt: skip
WORKSHOP = begun(*NAMES)


@given(st.lists(st.sampled_from(ANY), max_size=40), st.integers(20, 160))
def test_no_keys_lead_the_cursor_out_of_the_rows(keys: list[str], width: int) -> None:
    at = AtSheet(WORKSHOP, size=(width, 12))
    for key in keys:
        at.press(key)
        rows = at.rows
        assert 0 <= rows.row <= max(0, len(rows.source) - 1)
        assert 0 <= rows.col < len(rows.layout)
        assert at.cell.open is None or at.cell.open.column in rows.shown
        assert rows.new_row_lines == (at.cell.open is not None and at.cell.open.place is None)


# ---- where no cell opens -----------------------------------------------------------------------------------
@pytest.mark.parametrize("end", ["enter", "escape", "down", "left"])
def test_words_behind_a_refused_enter_are_no_commands(end: str) -> None:
    at = AtSheet(begun("Invoice"), sheet_of("organise", "by_function"))
    at.sheet.refuse_text("No cell.")
    before = at.session
    at.type("xau/ 12s")
    at.press("delete", "ctrl+d")
    assert (at.session, at.cell.open, at.sheet.filter_line) == (before, None, None)
    assert at.messages[-1].startswith("No cell. What is typed now goes nowhere")
    at.press(end)
    assert not at.sheet.stop


def test_keys_that_do_nothing_in_a_list_are_not_taken(at: AtSheet) -> None:
    at.press("ctrl+home")
    assert not at.press("up")
    assert not at.press("f11")
    assert at.press("down")
    at.press("enter")
    assert not at.press("f11")
    at.press("ctrl+u")
    assert not at.press("backspace")


# ---- who is kept -------------------------------------------------------------------------------------------
def test_who_carries_something_is_asked_about_and_leaves_on_the_day(demo: Session) -> None:
    at = AtSheet(demo, plans("landing")[0])
    at.rows.go_to_place(Place("people", "p6"))
    at.press("x", "escape")
    assert at.session == demo
    at.press("x")
    assert str(at.sheet.question and at.sheet.question.words) == "Pekka Harjula: left on 5 Nov 2026?"
    assert "A new name is needed for: Knowing when it arrives" in at.messages[-1]
    at.press("enter")
    assert at.session.people[5].left_on == ON
    assert "Pekka Harjula left on 5 Nov 2026. A new name is needed for: Knowing when" in at.messages[-1]
    column = next(column for column in at.rows.grid.columns if column.field == "left_on")
    assert at.rows.grid.cell(at.rows.row, column).text == "5 Nov 2026"
    at.press("x")
    assert at.sheet.question is None
    assert "Pekka Harjula left on 5 Nov 2026." in at.messages[-1]
    at.undo()
    assert at.session == demo


def test_the_day_is_a_column_only_where_somebody_left() -> None:
    everybody = begun(*NAMES)
    assert all(column.field != "left_on" for column in plans("landing")[0].columns_in(everybody))
    assert plans("landing")[0].columns_in(everybody) is plans("landing")[0].columns_in(everybody)


def test_a_stage_in_use_is_retired_and_out_of_sight(demo: Session) -> None:
    at = AtSheet(demo, next(plan for plan in plans("define") if plan.id == "stages"))
    stage = at.rows.place
    assert stage is not None
    at.press("x", "enter")
    assert at.rows.place != stage
    assert at.session.touchpoints == demo.touchpoints
    assert "is retired; what was said and voted stays." in at.messages[-1]


# ---- names that stay ---------------------------------------------------------------------------------------
def test_a_name_that_others_tell_of_is_not_emptied_and_names_are_not_filled_down() -> None:
    session = add("actions", title="Call", owner="p02")(begun())
    at = AtSheet(session, sheet_of("landing", "people"))
    at.press("down", "delete")
    assert "Timo Koski has answered or carries something: the name stays. x is for" in at.messages[-1]
    at.press("enter", "ctrl+u", "enter")
    assert at.messages[-1].startswith("Timo Koski has answered")
    at.press("escape", "up", "D")
    assert at.messages[-1] == "Names are not filled down: each row has its own."
    assert at.session == session
    at.press("delete")
    assert at.session.people[0].name == ""


def test_the_last_column_that_has_room_says_where_the_others_are() -> None:
    at = with_channels("store", "app")
    at.rows.resize(60, 20)
    at.press(*["right"] * len(at.rows.shown))
    assert at.messages[-1] == "The other columns have no room: o opens the whole row."
    at.rows.resize(400, 20)
    assert not at.rows.has_more
    before = len(at.messages)
    at.press(*["right"] * (len(at.rows.shown) + 1))
    assert "have no room" not in " ".join(at.messages[before:])


def test_filling_with_what_is_there_fills_nothing_and_says_so() -> None:
    at = with_channels("store", "app")
    at.press("D")
    assert at.messages[-1].startswith("Filled")
    at.press("D")
    assert at.messages[-1] == "The other cells hold the same already: nothing was filled."


def test_the_cell_at_the_end_of_a_column_takes_no_more_words() -> None:
    at = AtSheet(begun("Ad", "Till"))
    at.press("enter", "ctrl+u", *"One", "down", "ctrl+u", *"Two", "down", *"Three")
    assert at.names == ["One", "Two"]
    assert at.messages[-1].startswith("The list ends here. What is typed now goes nowhere")
    at.sheet.take_paste("Four")
    at.press("down", "enter")
    assert at.names == ["One", "Two"]


def test_removing_a_person_says_where_she_stood() -> None:
    session = begun()
    session = set_value(Place("rounds", session.round.id, "participants[p02]"), True)(session)
    at = AtSheet(session, sheet_of("landing", "people"))
    at.press("down", "x")
    assert at.messages[-1].startswith("Removed: Timo Koski; it stood in: those present.")


def test_tab_behind_a_refusal_on_an_empty_list_does_nothing() -> None:
    at = AtSheet(begun())
    at.sheet.refuse_text("Nothing can be added to this list.")
    at.press("tab")
    assert at.cell.open is None
