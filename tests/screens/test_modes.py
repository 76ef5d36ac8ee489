"""Which part of a screen has the keys, and what its key bar, its help and its keys make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cxworkshop.app import CxApp
from cxworkshop.commands import COMMANDS, SCOPES, Situation
from cxworkshop.screens import modes
from cxworkshop.screens.ballot import BallotScreen
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.laptop import LaptopScreen
from cxworkshop.screens.library import LibraryScreen
from cxworkshop.screens.modes import Mode, places_of
from cxworkshop.screens.new import NewScreen
from cxworkshop.screens.program import Program
from cxworkshop.screens.record import RecordScreen
from cxworkshop.screens.workshop import WorkshopScreen

ROWS = Situation(rows=3, has_table=True, is_typed_into=True, lists=2)
STACKS = {
    "workshop": modes.WORKSHOP, "new": modes.NEW, "record": modes.RECORD, "ballot": modes.BALLOT,
    "laptop": modes.LAPTOP, "library": modes.LIBRARY,
}  # fmt: skip


def mode(stack: str, name: str) -> Mode:
    return next(one for one in STACKS[stack] if one.name == name)


def bar(stack: str, name: str, now: Situation) -> str:
    return " ".join(one.id for one in mode(stack, name).in_bar(now) if one.bar)


LIST = (
    "edit add open_record remove filter sort step next_sheet missing climb park decide act ballot guide "
    "next_prompt documents undo help palette back quit"
)


@pytest.mark.parametrize(
    ("stack", "name", "pane", "shown"),
    [
        ("workshop", "list", "sheet", LIST),
        ("workshop", "cell", "sheet", "keep keep_next keep_below give_up"),
        ("workshop", "cell_with_choices", "sheet", "keep pick keep_next give_up"),
        ("workshop", "new_row", "sheet", "keep_new keep_on stop"),
        ("workshop", "new_row_with_choices", "sheet", "keep_new pick keep_on stop"),
        ("workshop", "stopped", "sheet", "end_stop"),
        ("workshop", "entry", "entry", "keep give_up"),
        ("workshop", "filtering", "sheet", "keep give_up"),
        ("workshop", "asking", "sheet", "keep give_up"),
        ("workshop", "refusing", "sheet", "give_up"),
        ("workshop", "guide", "guide", "tick scroll guide next_prompt help back"),
        ("workshop", "missing", "missing", "go_there help back"),
        ("new", "list", "sheet",
         "edit add open_record toggle remove start next_sheet undo help palette back quit"),
        ("new", "cell", "sheet", "keep keep_next keep_below give_up start"),
        ("new", "starters", "starters", "tick start next_sheet undo help palette back quit"),
        ("record", "form", "sheet", "edit toggle undo help back"),
        ("record", "cell", "sheet", "keep keep_next keep_below give_up"),
        ("ballot", "asking", "", "help palette quit"),
        ("laptop", "answering", "", "keep_answer other_question pass_on"),
        ("laptop", "handing_over", "", "take choose_person back"),
        ("library", "entry", "entry", "keep give_up"),
    ],
)  # fmt: skip
def test_each_mode_has_its_pane_and_its_key_bar(stack: str, name: str, pane: str, shown: str) -> None:
    assert mode(stack, name).pane == pane
    assert bar(stack, name, ROWS) == shown


def test_a_form_offers_what_a_form_can_do() -> None:
    now = Situation(rows=8, is_form=True, is_typed_into=True)
    assert bar("new", "form", now) == "edit start next_sheet undo help palette back quit"


def test_a_faulty_file_says_what_is_wrong_in_place_of_what_would_change_it() -> None:
    shown = bar("workshop", "faulty", replace(ROWS, read_only="It is faulty."))
    assert shown == (
        "open_record filter sort faults step next_sheet missing ballot guide next_prompt documents "
        "help palette back quit"
    )


def test_what_has_begun_may_be_ended_where_nothing_may_be_changed() -> None:
    assert bar("workshop", "filtering", replace(ROWS, read_only="Somebody has it open.")) == "keep give_up"


@pytest.mark.parametrize(
    ("screen", "told"),
    [
        (WorkshopScreen, "workshop sheet card narrowed picture cell choices new_row guide everywhere"),
        (NewScreen, "new sheet narrowed cell choices new_row starters everywhere"),
        (LibraryScreen, "library everywhere"),
        (LaptopScreen, "laptop answering everywhere"),
        (BallotScreen, "ballot everywhere"),
        (RecordScreen, "everywhere"),
    ],
)
def test_help_tells_of_the_places_of_all_modes(screen: type[KeyScreen], told: str) -> None:
    assert places_of(screen.MODES) == tuple(told.split())


def test_modes_name_scopes_commands_and_panes_that_there_are() -> None:
    for stack in STACKS.values():
        assert len({one.name for one in stack}) == len(stack)
        for one in stack:
            assert set(one.places) <= set(SCOPES)
            assert {*one.bar, *one.left_out} <= {command.id for command in COMMANDS}
            assert one.places[-1] == "everywhere"
    for one in modes.WORKSHOP:
        assert not one.leave or callable(getattr(WorkshopScreen, one.leave))


def test_a_key_of_two_commands_means_the_nearest_that_is_useful() -> None:
    faulty, listed = mode("workshop", "faulty"), mode("workshop", "list")
    named = [one.command_for("exclamation_mark", ROWS) for one in (faulty, listed)]
    assert [command.id for command in named if command] == ["faults", "act"]
    assert listed.command_for("f11", ROWS) is None
    refused = faulty.command_for("enter", replace(ROWS, rows=0, read_only="It is faulty."))
    assert refused is not None
    assert refused.id == "edit"


def test_the_uppermost_mode_that_is_on_has_the_keys() -> None:
    class Stacked(KeyScreen):
        MODES = modes.WORKSHOP
        on: tuple[str, ...] = ()

        @property
        def live(self) -> tuple[str, ...]:
            return self.on

    screen = Stacked()
    for on, name in [
        ((), "list"),
        (("cell", ""), "cell"),
        (("missing", "guide"), "guide"),
        (("missing", "faulty"), "missing"),
        (("guide", "entry", "filtering"), "entry"),
    ]:
        screen.on = on
        assert screen.mode.name == name


def test_the_program_gives_screens_what_they_use_of_it() -> None:
    def given(app: CxApp) -> Program:
        return app  # for the type checker

    assert callable(given)
