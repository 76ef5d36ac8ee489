"""The list of goals: who follows up is a column of it, and a heading that a paste is understood by."""

from __future__ import annotations

import pytest

from tests.sheets.hands import AtSheet, begun, sheet_of


@pytest.mark.parametrize("width", [98, 118])
def test_who_follows_up_is_a_column_of_the_goals_where_there_is_room(width: int) -> None:
    at = AtSheet(begun("Invoice"), sheet_of("develop", "goals"), (width, 20))
    at.press("a")
    at.type("Right the first time")
    at.press("enter", "escape")
    assert "follows_up" in [column.field for column in at.rows.shown]


@pytest.mark.parametrize("heading", ["Follows up", "Who follows up", "Kysyy perään", "follow-up"])
def test_a_pasted_table_of_goals_says_who_follows_up(heading: str) -> None:
    at = AtSheet(begun("Invoice"), sheet_of("develop", "goals"))
    at.sheet.take_paste(f"Touchpoint\tGoal\t{heading}\nInvoice\tRight the first time\tAino Koskinen\n")
    at.press("y")
    [goal] = at.session.round.goals
    assert (goal.text, goal.follows_up) == ("Right the first time", "p03")


def test_the_cursor_stays_in_the_column_when_the_last_goal_is_followed_up() -> None:
    at = AtSheet(begun("Invoice"), sheet_of("develop", "goals"), (118, 20))
    at.press("a")
    at.type("Right the first time")
    at.press("enter", "escape")
    at.rows.col = at.column("follows_up")
    at.press("enter")
    at.type("Aino")
    at.press("enter")
    assert at.session.round.goals[0].follows_up == "p03"
    assert at.rows.place is not None
    assert at.rows.place.field == "follows_up"
