"""One line that names a touchpoint after a #, and the hands of the room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cxworkshop.editing.changes import add
from cxworkshop.editing.climb import capture, capture_all, goals_of, raise_hands, with_touchpoint
from cxworkshop.errors import NotUnderstood
from cxworkshop.method.moods import hands_in, middle, mood_text
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.tables import captured_lines
from tests.sheets.hands import ON, begun

DELIVERY = "tp02"


def workshop(goals: int = 1) -> Session:
    session = begun("Seeing our ad", "Home delivery", "Delivery messages", "Invoice")
    for i in range(goals):
        session = add("goals", id=f"g{i}", text=f"Goal {i}", touchpoint=DELIVERY)(session)
    return session


def captured(table: str, line: str, session: Session | None = None) -> Any:
    session = session or workshop()
    return capture(table, line, "define", Reading(session, ON))(session).records(table)[-1]


@pytest.mark.parametrize(
    "line",
    [
        "Call the carrier @Timo +30d #Home delivery",
        "Call the carrier #home delivery @Timo +30d",
        "Call the carrier @Timo #Home del +30d",
        "#Home Call the carrier @Timo Koski +30d",
        "Call the #Home delivery carrier @timo +30d",
    ],
)
def test_the_touchpoint_is_named_anywhere_in_the_line(line: str) -> None:
    action = captured("actions", line)
    assert (action.title, action.owner, action.due_on) == ("Call the carrier", "p02", date(2026, 12, 5))
    assert action.touchpoint == DELIVERY


@pytest.mark.parametrize("table", ["actions", "decisions", "parking"])
def test_every_captured_thing_may_be_about_a_touchpoint(table: str) -> None:
    assert captured(table, "A clear bill #invoice").touchpoint == "tp04"
    assert captured(table, "A clear bill").touchpoint is None


def test_a_name_that_may_be_several_is_refused_with_the_names_it_may_be() -> None:
    with pytest.raises(NotUnderstood, match=r"may be .*Home delivery"):
        captured("actions", "Call #delivery @Timo")
    with pytest.raises(NotUnderstood, match="Invoice"):
        captured("actions", "Call #Invocie")
    with pytest.raises(NotUnderstood, match="Warranty"):
        captured("actions", "Call #Warranty")


@pytest.mark.parametrize("text", ["Order 12 #3 boxes", "Is C# good?", "Say # at last #", "a#b"])
def test_another_sign_is_text(text: str) -> None:
    assert with_touchpoint(text, Reading(workshop(), ON)) == (text, None)
    assert captured("actions", text).title == " ".join(text.split())


def test_a_private_note_keeps_its_words() -> None:
    assert captured("notes", "Timo is against #Home delivery").text == "Timo is against #Home delivery"


def test_the_one_goal_of_a_touchpoint_is_taken_and_of_several_none() -> None:
    assert captured("actions", "Call #Home").goal == "g0"
    session = workshop(goals=2)
    session = capture("actions", "Call #Home", "define", Reading(session, ON))(session)
    action = session.round.actions[-1]
    assert action.goal is None
    assert [goal.id for goal in goals_of(session, action.id)] == ["g0", "g1"]
    assert captured("actions", "Call #Invoice").goal is None


def test_pasted_lines_name_touchpoints_too() -> None:
    session = workshop()
    lines = ["Call @Timo #Home", "Bill @Anna #invoice"]
    after = capture_all("actions", lines, "define", Reading(session, ON))(session)
    assert [action.touchpoint for action in after.round.actions] == [DELIVERY, "tp04"]


# ---- names -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "line", ["Call @everyone by friday", "Post on Instagram @auroraoy", "Ask @Kalle Uusi"]
)
@pytest.mark.parametrize("table", ["actions", "decisions", "parking"])
def test_a_name_of_nobody_is_refused_and_says_how_it_is_added(table: str, line: str) -> None:
    name = {"Call": "everyone", "Post": "auroraoy", "Ask": "Kalle Uusi"}[line.split(maxsplit=1)[0]]
    with pytest.raises(NotUnderstood) as refused:
        captured(table, line)
    assert str(refused.value.words) == (
        f"Nobody here is called {name}: @+{name} adds, or write it without @."
    )


@pytest.mark.parametrize(
    "name", ["koski timo", "Koski, Timo", "Timo Koski.", "Timo.", "+Timo Koski", "koski, timo +30d"]
)
def test_a_name_is_understood_turned_round_and_before_a_stop(name: str) -> None:
    action = captured("actions", f"Call @{name}")
    assert (action.title, action.owner) == ("Call", "p02")


def test_of_three_of_one_name_nobody_is_taken_by_the_bare_name() -> None:
    session = workshop()
    for role in ("Controller", "Buyer", ""):
        session = add("people", name="Anna Virtanen", role=role)(session)
    with pytest.raises(NotUnderstood, match=r"\(Controller\), .*\(Buyer\), .*\(1\)"):
        captured("actions", "Call @Anna Virtanen", session)


def test_a_cell_of_a_pasted_row_may_have_its_own_sign() -> None:
    assert captured_lines("One\t@Timo Koski\nTwo\t30.11.\nThree\t+Eva Uusi\nFour\tTimo") == [
        "One @Timo Koski", "Two 30.11.", "Three @+Eva Uusi", "Four @Timo"
    ]  # fmt: skip


# ---- the mood of the room ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "hands"),
    [("02431", (0, 2, 4, 3, 1)), (" 0 2 12 3 1 ", (0, 2, 12, 3, 1)), ("0/0/0/0/9", (0, 0, 0, 0, 9))],
)
def test_hands_are_five_digits_or_five_numbers(typed: str, hands: tuple[int, ...]) -> None:
    assert hands_in(typed) == hands


@pytest.mark.parametrize("typed", ["", "123", "1 2 3 4", "abcde", "00000", "1 2 3 4 99999", "١٢٣٤٥"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        hands_in(typed)


def test_the_mood_is_kept_with_its_time_and_nobodys_name() -> None:
    at = datetime(2026, 11, 5, 10, tzinfo=UTC)
    session = raise_hands("02431", "organise", at)(workshop())
    (mood,) = session.round.moods
    assert (mood.at, mood.step, mood.hands) == (at, "organise", (0, 2, 4, 3, 1))
    assert middle(mood) == 3
    assert str(mood_text(mood)) == "1: 0 · 2: 2 · 3: 4 · 4: 3 · 5: 1, 10 hands, median 3"
