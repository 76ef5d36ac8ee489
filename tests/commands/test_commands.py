"""A command says all of itself: what it changes, when it is useful, why it is not; and one more touches only
the table."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from cxworkshop import commands
from cxworkshop.commands import COMMANDS, SCOPES, Command, Situation, bindings, situation
from cxworkshop.commands.situation import Need
from cxworkshop.editing import create
from cxworkshop.model.session import Session
from cxworkshop.screens.help import write_help
from cxworkshop.screens.page import Page
from cxworkshop.screens.workshop import WorkshopScreen
from tests.screens.hands import at_the_program

READ_ONLY = Situation(read_only="Somebody else has it open.", rows=3, has_table=True, is_typed_into=True)


def command(id: str, where: str) -> Command:
    return next(one for one in COMMANDS if (one.id, one.where) == (id, where))


@pytest.mark.parametrize(
    ("id", "where", "now", "useful"),
    [
        ("edit", "sheet", Situation(rows=1, is_typed_into=True), True),
        ("edit", "sheet", Situation(is_typed_into=True), False),
        ("edit", "sheet", Situation(rows=1), False),
        ("add", "sheet", Situation(has_table=True), True),
        ("add", "sheet", Situation(rows=5), False),
        ("remove", "sheet", Situation(has_table=True), False),
        ("remove", "sheet", Situation(has_table=True, rows=1), True),
        ("filter", "sheet", Situation(rows=1, is_form=True), False),
        ("sort", "sheet", Situation(rows=1), True),
        ("next_sheet", "workshop", Situation(), False),
        ("next_sheet", "workshop", Situation(lists=2), True),
        ("back", "everywhere", Situation(has_library=False), False),
        ("back", "everywhere", Situation(), True),
        ("open", "library", Situation(workshop="unreadable"), False),
        ("details", "library", Situation(workshop="unreadable"), True),
        ("restore", "library", Situation(workshop="unreadable"), False),
        ("restore", "library", Situation(workshop="unreadable", has_copies=True), True),
        ("find", "library", Situation(workshops=1), False),
        ("seal", "ballot", Situation(ballot="open", is_answerable=True, is_sealable=True), True),
        ("seal", "ballot", Situation(is_answerable=True, is_sealable=True), True),
        ("reveal", "ballot", Situation(ballot="sealed"), True),
        ("reveal", "ballot", Situation(ballot="open", is_answerable=True), False),
        ("ask_again", "reveal", Situation(), False),
        ("other_ballot", "reveal", Situation(ballots=2), True),
    ],
)
def test_a_command_stands_in_the_key_bar_where_it_is_useful(
    id: str, where: str, now: Situation, useful: bool
) -> None:
    assert command(id, where).is_useful(now) is useful


def test_what_changes_the_record_is_refused_in_words_where_it_may_only_be_read() -> None:
    for one in COMMANDS:
        assert one.works(READ_ONLY) is not one.changes
        if one.changes:
            assert one.refusal(READ_ONLY) == READ_ONLY.read_only
            assert not one.is_useful(READ_ONLY)
            assert not one.is_named(READ_ONLY)


def test_what_is_not_useful_in_a_list_is_by_name_all_the_same_and_answers_for_itself() -> None:
    for id in ("edit", "add", "remove", "filter", "sort", "open_record"):
        one = command(id, "sheet")
        assert one.is_named(Situation()) is one.by_name
        assert one.refusal(Situation()) == ""


@pytest.mark.parametrize(
    ("id", "where", "why"),
    [
        ("undo", "library", "Nothing to undo."),
        ("archive", "library", "There is no workshop here."),
        ("ask_again", "reveal", "There is nothing to ask again."),
        ("other_ballot", "reveal", "There is no other ballot yet."),
    ],
)
def test_a_key_that_does_nothing_says_why(id: str, where: str, why: str) -> None:
    assert str(command(id, where).refusal(Situation(can_undo=False))) == why


def test_every_need_is_one_of_the_table_and_every_fact_is_asked_for() -> None:
    declared = {id(need) for need in vars(situation).values() if isinstance(need, Need)}
    assert {id(need) for one in COMMANDS for need in one.needs} == declared

    class Seen:
        def __init__(self) -> None:
            self.asked: set[str] = set()

        def __getattr__(self, name: str) -> Any:
            self.asked.add(name)
            return Situation.__dataclass_fields__[name].default

    seen: Any = Seen()
    for need in (need for one in COMMANDS for need in one.needs):
        need.holds(seen)
    later = {"is_typed_into", "has_copies", "read_only"}  # behind an `and`, and of every command
    assert {field.name for field in fields(Situation)} - later <= seen.asked


def test_every_command_stands_in_a_scope() -> None:
    assert {one.where for one in COMMANDS} == set(SCOPES)
    assert {over for scope in SCOPES.values() for over in scope.over} <= set(SCOPES)


async def test_another_command_needs_only_its_line_in_the_table_and_what_does_it(
    tmp_path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = Command("ring", ("f9",), "Ring the bell", "rings once", "workshop", 9, needs=(situation.ROWS,))
    monkeypatch.setattr(bindings, "COMMANDS", (*COMMANDS, ring))
    monkeypatch.setattr(bindings, "_in_force", (*COMMANDS, ring))
    monkeypatch.setattr(WorkshopScreen, "do_ring", lambda at: at.tell("The bell has rung."), raising=False)
    path = tmp_path / "demo.json"
    create(path, demo).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        screen = hands.app.screen
        assert isinstance(screen, WorkshopScreen)
        await hands.press("1", "tab", "f9")
        assert "The bell has rung." in hands.seen
        assert "f9 Ring the bell" in hands.seen
        assert ring in screen.commands()
        page = Page(96)
        write_help(screen, page)
        assert any("rings once" in line.text for line in page.lines)
    assert "| `f9` | Ring the bell: rings once | `ring` |" in commands.key_table()
    assert commands.may_be_rebound(ring)


def test_no_key_means_two_commands_in_one_place() -> None:
    ids: dict[tuple[str, str], set[str]] = {}
    for command in COMMANDS:
        for place in command.places:
            for key in command.keys:
                ids.setdefault((place, key), set()).add(command.id)
    assert {where: named for where, named in ids.items() if len(named) > 1} == {}
