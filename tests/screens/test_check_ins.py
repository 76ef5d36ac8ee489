"""A check-in by keys: promises first, each settled in two keys, or with a word and another date."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.checking_in import USUAL_DELAY, answer, word_and_day
from cxworkshop.editing.day_in_line import AFTER_A_DATE
from cxworkshop.errors import WrongUse
from cxworkshop.method import day
from cxworkshop.method.check_days import held_on, kind_on
from cxworkshop.method.checkins import matters, trend
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.screens.hands import TODAY, at_the_program
from tests.screens.test_workshop import begun, workshop

LATE, SOON = TODAY - timedelta(days=9), TODAY + timedelta(days=9)


def agreed() -> Session:
    """A workshop with two promises and three actions."""
    session = begun("Home delivery")
    for title, due in (("Later one", SOON), ("Late one", LATE), ("Some day", None)):
        session = add("actions", title=title, owner="p02", due_on=due)(session)
    for text, by in (("I call ten customers", SOON), ("I ride along", LATE)):
        session = add("commitments", text=text, person="p01", by=by)(session)
    return session


def names(session: Session) -> list[str]:
    held = held_on(session, TODAY)
    found = [row.place for row in matters(session, held.id if held else "", TODAY)]
    return [record.name_shown for place in found if (record := session.find(place.table, place.id))]


ORDER = ["I ride along", "I call ten customers", "Late one", "Later one", "Some day"]


def test_promises_come_first_and_what_is_overdue_before_the_rest() -> None:
    assert names(agreed()) == ORDER


async def test_all_is_settled_in_two_keys_each_and_a_word_where_there_is_one(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i")
        assert "5 left" in at.seen
        await at.press("d", "enter", "x", "enter")
        await at.press("l", *"+30d waits for parts", "enter", "b", *"no budget", "enter", "g", "enter")
        assert "0 left" in at.seen
        done = "All is answered: 1 done or kept, 1 later, 1 not kept, 0 dropped, 1 in progress, 1 blocked."
        assert done in " ".join(at.seen.split())
        promises = {row.text: row.kept for row in at.session.round.commitments}
        assert promises == {"I ride along": True, "I call ten customers": False}
        actions = {row.title: (row.status, row.due_on) for row in at.session.round.actions}
        assert actions == {
            "Late one": ("open", TODAY + timedelta(days=30)),
            "Later one": ("blocked", SOON),
            "Some day": ("in_progress", None),
        }
        lines = {line.text for line in at.session.round.checkin_lines}
        assert lines == {"", "waits for parts", "no budget"}
        assert names(at.session) == ORDER
        [figures] = trend(at.session)
        assert (figures.held_on, figures.met, figures.slipped, figures.lines) == (TODAY, 1, 2, 5)


async def test_after_an_answer_comes_the_next_row_of_which_nothing_is_said(tmp_path: Path) -> None:
    session = agreed()
    for row in (session.round.commitments[0], session.round.actions[1]):  # the second and the third
        session = answer(session, Place(row.table.name, row.id), "going", TODAY, "said before")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("i", "d", "enter", "b", "enter", "g", "enter")
        assert "0 left" in at.seen
        actions = {row.title: row.status for row in at.session.round.actions}
        assert actions == {"Late one": "in_progress", "Later one": "blocked", "Some day": "in_progress"}
        assert [line.text for line in at.session.round.checkin_lines[:2]] == ["said before"] * 2


async def test_words_after_a_refused_key_are_no_commands(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "b")
        before = at.session
        await at.type("kesäkuun ilta sovittu 24.6., u l d x")
        assert "What is typed now goes nowhere" in at.seen
        assert (at.session, type(at.app.screen).__name__) == (before, "CheckListScreen")
        await at.press("enter", "d", "enter")
        assert at.session.round.commitments[1].kept is True


async def test_a_promise_goes_on_with_a_word(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "g", *"four of ten called", "enter")
        promise, [line] = at.session.round.commitments[1], at.session.round.checkin_lines
        assert (promise.kept, promise.by) == (None, LATE)
        assert (line.outcome, line.text) == (None, "four of ten called")
        assert "in progress" in at.seen
        assert "4 left" in at.seen


async def test_one_key_takes_back_an_answer_with_its_word_and_returns_to_its_row(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "d", *"all ten", "enter", "l", *"+9d ill", "enter", "u")
        [line] = at.session.round.checkin_lines
        assert line.text == "all ten"
        assert at.session.round.commitments[0].by == SOON
        await at.press("x", "enter")  # on the row whose answer was taken back
        assert at.session.round.commitments[0].kept is False


async def test_a_date_that_is_no_later_is_asked_about(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "down", "l", *f"{TODAY.day + 1}.{TODAY.month}. sooner", "enter")
        assert "is no later than" in at.seen
        await at.press("enter")
        assert at.session.round.commitments[0].by == TODAY + timedelta(days=1)
        assert at.session.round.checkin_lines[0].text == "sooner"


async def test_choosing_which_check_it_is_does_not_hold_it(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(days=31))(agreed())
    async with workshop(tmp_path, session) as at:
        await at.press("i", "c")
        assert "after 90 days" in at.seen
        assert "It is held from the first answer on." in at.seen
        await at.press("c")
        assert "in between" in at.seen
        assert not any(at.session.round.checkins)
        await at.press("escape", "i")
        assert "after 30 days" in at.seen
        await at.press("c", "d", "enter")
        assert [row.kind for row in at.session.round.checkins] == ["check_90"]
        await at.press("c")
        assert [row.kind for row in at.session.round.checkins] == ["other"]
        assert "in between" in at.seen


async def test_whose_responsibility_is_not_true_any_more_is_kept(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "o", "o", *"Home delivery: Timo has left", "enter")
        [held] = at.session.round.checkins
        assert (held.responsibility_holds, held.text) == (False, "Home delivery: Timo has left")
        assert "no · Home delivery" in at.seen
        await at.press("u", "u")
        assert at.session.round.checkins == ()


async def test_the_next_activity_goes_on_from_a_check_in(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "check_30_days")(agreed())
    async with workshop(tmp_path, session) as at:
        await at.press("greater_than_sign", "greater_than_sign")
        assert getattr(day.current(at.session), "activity", "") == "actions_check"


async def test_a_check_in_begins_no_day_that_it_is_no_part_of(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "full_day")(agreed())
    async with workshop(tmp_path, session) as at:
        await at.press("i", "greater_than_sign")
        assert "no part of the day" in at.seen
        assert "5 left" in at.seen
        assert day.current(at.session) is None


async def test_a_promise_has_the_room_of_what_is_not_said_yet(tmp_path: Path) -> None:
    text = "I call ten customers who have left us since spring and write down why"
    session = add("commitments", text=text, person="p01")(agreed())
    async with workshop(tmp_path, session) as at:
        await at.press("i")
        assert f"Promise: {text[:56]}" in at.seen
        assert "In a word" not in at.seen
        await at.press("d", *"all ten", "enter")
        assert "In a word" in at.seen


async def test_after_90_days_the_goals_are_looked_at_and_no_touchpoint_without_one(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "check_90_days")(begun("Shop", "Home delivery"))
    session = add("goals", touchpoint="tp02", text="They hear the same day")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("greater_than_sign", "greater_than_sign")
        assert at.screen.position.touchpoint == "tp02"
        assert "They hear the same day" in at.seen


async def test_what_was_said_the_last_time_stands_above(tmp_path: Path) -> None:
    session, before = agreed(), TODAY - timedelta(days=30)
    place = Place("actions", session.round.actions[1].id)
    session = answer(session, place, "stuck", before, "waits for parts")(session)
    async with workshop(tmp_path, session) as at:
        await at.press("i", "down", "down")
        assert "waits for parts" in at.seen
        assert "blocked – waits for parts" in at.seen
        assert "blocked" not in next(line for line in at.seen.splitlines()[3:] if "Late one" in line)


async def test_undo_takes_the_check_in_back_with_its_first_answer(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "d", "enter", "u")
        assert "Undone: Check-in: I ride along" in at.seen
        assert at.session.round.checkins == ()
        assert at.session.round.commitments[1].kept is None


async def test_what_follows_up_acknowledged_and_whether_responsibility_holds(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "a")
        assert "First say what became of it." in at.seen
        await at.press("d", "enter", "up", "a", "o")
        assert at.session.round.checkin_lines[0].acknowledged is True
        assert at.session.round.checkins[0].responsibility_holds is True
        await at.press("b")
        assert "A promise is kept, in progress, due later or not kept." in at.seen


async def test_the_day_that_something_was_done_on_stands_in_its_row(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(days=31))(agreed())
    async with workshop(tmp_path, session) as at:
        await at.press("i", "down", "down", "d", *"20 Oct sent", "enter")
        assert "✓ 20 Oct 2026" in next(line for line in at.seen.splitlines() if "sent" in line)


async def test_acknowledged_right_after_an_answer_is_of_that_answer(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "d", "enter", "a")
        assert [line.acknowledged for line in at.session.round.checkin_lines] == [True]
        await at.press("a")
        assert [line.acknowledged for line in at.session.round.checkin_lines] == [False]
        await at.press("down", "up", "a")  # by hand: the row under the cursor
        assert "First say what became of it." in at.seen


async def test_a_word_given_up_keeps_the_answer(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "d", *"half a w", "escape")
        assert at.session.round.commitments[1].kept is True
        assert at.session.round.checkin_lines[0].text == ""


@pytest.mark.parametrize("key", ["d", "g", "b", "l", "x"])
async def test_escape_right_after_an_answer_takes_it_back_and_stays(tmp_path: Path, key: str) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "down", "down")
        before = at.session
        await at.press(key, "escape")
        assert at.session == before
        assert at.app.screen.rows.row == 2  # type: ignore[attr-defined]  # the list of the check-in
        assert "Taken back: Check-in: Late one" in at.seen
        await at.press(key, *"a word", "escape")  # the word first
        assert len(at.session.round.checkin_lines) == 1
        await at.press("escape")
        assert at.session == before


async def test_escape_after_saying_that_responsibility_is_not_true_takes_it_back(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "o")
        assert "Responsibility still true: yes" in at.seen
        before = at.session
        await at.press("o", "escape")
        assert at.session == before


async def test_each_key_of_a_check_says_what_it_did(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("i", "d", "enter", "a")  # a promise, too
        assert "Acknowledged: I ride along" in at.seen
        await at.press("a")
        assert "Not acknowledged: I ride along" in at.seen
        await at.press("u", "u", "u")
        assert "Undone: Check-in: I ride along" in at.seen
        await at.press("U")
        assert "Redone: Check-in: I ride along" in at.seen


async def test_the_check_of_the_agenda_opens_by_itself(tmp_path: Path) -> None:
    session = set_value(Place("rounds", "1", "agenda"), "check_30_days")(agreed())
    async with workshop(tmp_path, session) as at:
        await at.press("greater_than_sign")
        assert "after 30 days" in at.seen
        assert "5 left" in at.seen


@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_whole_row_is_in_sight_at_80_cells(tmp_path: Path, spoken: str) -> None:
    from cxworkshop.editing import create

    create(tmp_path / "w.json", agreed()).close()
    async with at_the_program(tmp_path, spoken=spoken, size=(80, 24), open_path=tmp_path / "w.json") as hands:
        await hands.press("i", "d", "enter")
        [line] = [line for line in hands.seen.splitlines() if "I ride along" in line and "✓" in line]
        assert "Anna Aalto" in line


# ---- what is said, without a screen ------------------------------------------------------------------------
def test_what_is_said_again_replaces_what_was_said() -> None:
    session = agreed()
    late = Place("actions", session.round.actions[1].id)
    for said, text in (("later", "+5d"), ("met", ""), ("later", "parts are late")):
        session = answer(session, late, said, TODAY, text)(session)
    [line] = session.round.checkin_lines
    assert (line.outcome, line.text, line.due_before) == ("slipped", "parts are late", LATE)
    action = session.round.actions[1]
    assert (action.status, action.due_on, action.done_on) == ("open", TODAY + USUAL_DELAY, None)
    promise = Place("commitments", session.round.commitments[1].id)
    for said in ("later", "dropped"):
        session = answer(session, promise, said, TODAY, "")(session)
    assert (session.round.commitments[1].by, session.round.commitments[1].kept) == (LATE, False)


def test_a_promise_that_goes_on_although_its_day_has_passed_gets_another_day() -> None:
    session = agreed()
    ride, ten = session.round.commitments[1], session.round.commitments[0]
    after = answer(session, Place("commitments", ride.id), "going", TODAY, "+1 month one left")(session)
    [line], promise = after.round.checkin_lines, after.round.commitments[1]
    assert (promise.kept, promise.by) == (None, date(2026, 12, 5))
    assert (line.outcome, line.text, line.due_before) == (None, "one left", LATE)
    after = answer(session, Place("commitments", ten.id), "going", TODAY, "3.12. the last")(session)
    assert (after.round.commitments[0].by, after.round.checkin_lines[0].text) == (SOON, "3.12. the last")


def test_later_is_never_earlier_than_it_was() -> None:
    session = agreed()
    places = [Place("actions", row.id) for row in session.round.actions]
    for place in (*places, *(Place("commitments", row.id) for row in session.round.commitments)):
        session = answer(session, place, "later", TODAY)(session)
    assert [row.due_on for row in session.round.actions] == [
        SOON + USUAL_DELAY,
        TODAY + USUAL_DELAY,
        TODAY + USUAL_DELAY,
    ]
    assert [row.by for row in session.round.commitments] == [SOON + USUAL_DELAY, TODAY + USUAL_DELAY]


@given(st.integers(-400, 400), st.integers(1, 400))
def test_days_are_added_to_the_date_of_what_goes_on_or_to_today_when_that_has_passed(
    due: int, more: int
) -> None:
    when = TODAY + timedelta(days=due)
    assert word_and_day(f"+{more}d why", TODAY, when) == ("why", max(TODAY, when) + timedelta(days=more))


def test_a_promise_is_not_stuck() -> None:
    session = agreed()
    with pytest.raises(WrongUse):
        answer(session, Place("commitments", session.round.commitments[0].id), "stuck", TODAY)


@pytest.mark.parametrize(
    ("text", "word", "until"),
    [
        ("+30d waits for parts", "waits for parts", TODAY + timedelta(days=30)),
        ("waits for parts 24.12.2026", "waits for parts", date(2026, 12, 24)),
        ("2026-12-24", "", date(2026, 12, 24)),
        ("3 stores still lack it", "3 stores still lack it", None),
        ("by 15 January supplier late", "supplier late", date(TODAY.year + 1, 1, 15)),
        ("nurses hired until 15th January, 2028", "nurses hired", date(2028, 1, 15)),
        ("15. tammikuuta mennessä osat", "osat", date(TODAY.year + 1, 1, 15)),
        ("30.6.2028, mennessä osat", "osat", date(2028, 6, 30)),
        ("+2 kk osat puuttuvat", "osat puuttuvat", date(2027, 1, 5)),
        ("osat puuttuvat +3 viikkoa", "osat puuttuvat", TODAY + timedelta(weeks=3)),
        ("+1 kuukausi", "", date(2026, 12, 5)),
        ("+3 vk, osat", "osat", TODAY + timedelta(weeks=3)),
        ("+2 months parts", "parts", date(2027, 1, 5)),
        ("parts in by +3 weeks", "parts in", TODAY + timedelta(weeks=3)),
        ("viikolla 50 osat", "osat", date(2026, 12, 11)),
        ("+2 people ill", "people ill", TODAY + timedelta(days=2)),
        ("3 mayors agree", "3 mayors agree", None),
        ("24.12.2026 on the shelf", "on the shelf", date(2026, 12, 24)),
        ("stands by 24.12.2026", "stands", date(2026, 12, 24)),
        ("what we stand by 24.12.2026 by", "what we stand by 24.12.2026 by", None),
        ("3 may leave", "3 may leave", None),
        ("we may ask in May", "we may ask in May", None),
        ("", "", None),
    ],
)
def test_a_date_is_read_first_or_last(text: str, word: str, until: date | None) -> None:
    assert word_and_day(text, TODAY) == (word, until)


@pytest.mark.parametrize(
    ("text", "word", "done_on"),
    [
        ("3.6. sent to all", "sent to all", date(2026, 6, 3)),
        ("on 3 September sent", "sent", date(2026, 9, 3)),
        ("3 December 2025 sent", "sent", date(2025, 12, 3)),
        ("15.10. on the shelf everywhere", "on the shelf everywhere", date(2026, 10, 15)),
        ("on 15.10. on the shelf", "on the shelf", date(2026, 10, 15)),
        ("on the shelf", "on the shelf", TODAY),
        ("2.11.", "", date(2026, 11, 2)),
        ("2.5 hours saved", "2.5 hours saved", TODAY),
        ("sent, next on 24.12.", "sent, next on 24.12.", TODAY),
    ],
)
def test_what_is_done_is_done_on_the_day_that_is_said(text: str, word: str, done_on: date) -> None:
    session = set_value(Place("rounds", "1", "started_on"), date(2025, 12, 1))(agreed())
    session = answer(session, Place("actions", session.round.actions[1].id), "met", TODAY, text)(session)
    [line], action = session.round.checkin_lines, session.round.actions[1]
    assert (line.text, action.status, action.due_on, action.done_on) == (word, "done", LATE, done_on)


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("yesterday", "", 1),
        ("yesterday, sent", "sent", 1),
        ("the day before yesterday sent", "sent", 2),
        ("3 days ago", "", 3),
        ("2 weeks ago sent", "sent", 14),
        ("friday", "", 6),  # today is a Thursday
        ("last Friday", "", 6),
        ("on Thursday", "", 7),
        ("Friday market stands", "Friday market stands", 6),
        ("eilen lähti", "lähti", 1),
        ("toissapäivänä", "", 2),
        ("3 päivää sitten lähti", "lähti", 3),
        ("viime perjantaina", "", 6),
        ("perjantaina lähti", "perjantaina lähti", 6),
        ("sent yesterday", "sent yesterday", 0),
        ("sun is out", "sun is out", 0),
    ],
)
def test_days_back_are_read_as_they_are_said_and_no_name_is_eaten(text: str, word: str, days: int) -> None:
    session = set_value(Place("rounds", "1", "started_on"), date(2026, 10, 1))(agreed())
    late = Place("actions", session.round.actions[1].id)
    session = answer(session, late, "met", TODAY, text)(session)
    assert session.round.checkin_lines[0].text == word
    assert session.round.actions[1].done_on == TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "asked", "word", "done_on"),
    [
        ("19.11. sent", "19 Nov 2026 is still to come", "19.11. sent", TODAY),
        ("3 December sent", "3 Dec 2026 is still to come", "3 December sent", TODAY),
        ("3.6.2031 sent", "3 Jun 2031 is still to come", "3.6.2031 sent", TODAY),
        ("+3d sent", "8 Nov 2026 is still to come", "+3d sent", TODAY),
        ("30.9. sent", "30 Sep 2026 is before the round began", "sent", date(2026, 9, 30)),
        ("19.11.2025 sent", "19 Nov 2025 is before the round began", "sent", date(2025, 11, 19)),
    ],
)
def test_a_day_to_come_or_before_the_round_began_is_asked_about(
    text: str, asked: str, word: str, done_on: date
) -> None:
    session = set_value(Place("rounds", "1", "started_on"), date(2026, 10, 1))(agreed())
    late = Place("actions", session.round.actions[1].id)
    with pytest.raises(WrongUse, match=asked):
        answer(session, late, "met", TODAY, text)
    session = answer(session, late, "met", TODAY, text, is_sure=True)(session)
    assert (session.round.checkin_lines[0].text, session.round.actions[1].done_on) == (word, done_on)


@pytest.mark.parametrize(
    "text",
    [
        "end of January",
        "tammikuun lopussa",
        "in 2 weeks",
        "on Friday",
        "ensi viikolla, loma",
        "kahden viikon päästä",
        "in two weeks",
        "next Friday",
        "ensi perjantaina",
        "keväällä",
    ],
)
def test_a_date_that_is_not_read_is_asked_about(text: str) -> None:
    session = agreed()
    late = Place("actions", session.round.actions[1].id)
    with pytest.raises(WrongUse):
        answer(session, late, "later", TODAY, text)
    session = answer(session, late, "later", TODAY, text, is_sure=True)(session)
    assert session.round.actions[1].due_on == TODAY + USUAL_DELAY


async def test_a_refusal_that_has_no_room_beside_the_text_stands_whole_below_it(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed(), size=(80, 24)) as at:
        await at.press("i", "down", "down", "down", "l", *"next week, holiday", "enter")
        refusal = "No date as in +30d or 15.1. is read in it. Enter once more: 28 Nov 2026."
        assert refusal in at.seen.splitlines()[-2]
        assert "next week, holiday" in at.seen.splitlines()[-3]
        await at.press("backspace")
        assert "next week, holida" in at.seen.splitlines()[-2]


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu"), max_codepoint=0x17F), min_size=8))
def test_words_are_kept_as_they_are_beside_a_date(word: str) -> None:
    assume(word.casefold() not in AFTER_A_DATE)
    assert word_and_day(f"+5d {word} {word}", TODAY) == (f"{word} {word}", TODAY + timedelta(days=5))


def test_which_check_in_it_is_follows_from_the_days_since_the_round_began() -> None:
    session = agreed()
    for days, kind, then in (
        (10, "other", "other"),
        (31, "check_30", "other"),
        (75, "check_30", "other"),
        (95, "check_30", "check_90"),
    ):
        began = set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(days=days))(session)
        assert kind_on(began, TODAY) == kind
        row = Place("actions", session.round.actions[0].id)
        held = answer(began, row, "going", TODAY - timedelta(days=1), kind=kind)(began)
        assert kind_on(held, TODAY) == then


async def test_an_action_says_that_its_day_was_not_read(tmp_path: Path) -> None:
    async with workshop(tmp_path, agreed()) as at:
        await at.press("exclamation_mark", *"Ring them in two weeks", "enter")
        assert "no date is read in it" in at.seen
        await at.press("exclamation_mark", *"Ring them once", "enter")
        assert "no date is read in it" not in at.seen
