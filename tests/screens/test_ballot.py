"""The blind ballot at the keys: slips keyed in at any speed, covered, read back, sealed and revealed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.method import ballots, content
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.diagnosis import Tally
from cxworkshop.method.responsibility import diagnoses, tally_of
from cxworkshop.method.speaking import speaking_order
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import COVERED
from tests.screens.hands import TODAY, Hands, at_the_program

SIGNS = ("abcdefgh-*=?" * 20)[:400]


@pytest.fixture
def blank(demo_round1: Session) -> Session:
    """The demo's first round before anybody answered: fourteen touchpoints and the whole, eight in the
    room."""
    empty = {"ballots": (), "ownership_ballots": (), "function_scores": (), "closed_on": None, "steps": ()}
    return demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update=empty),)})


@pytest.fixture
def path(tmp_path: Path, blank: Session) -> Path:
    path = tmp_path / "kuusilinna.json"
    create(path, blank).close()
    return path


def kept(hands: Hands) -> str:
    """The answers as they are in the record, slip after slip, a blank for none."""
    session: Session = hands.app.screen.opened.session  # type: ignore[attr-defined]
    return "".join(
        sign(session, touchpoint, one.id) for one in voters(session) for touchpoint in ballots.asked(session)
    )


def sign(session: Session, touchpoint: str, who: str) -> str:
    answer = ballots.given(session, "1", touchpoint, who)
    return ballots.sign_of(session, answer) if answer else " "


def tallies(hands: Hands) -> dict[str, Tally]:
    """The counts of the answers in the record."""
    session: Session = hands.app.screen.opened.session  # type: ignore[attr-defined]
    return {touchpoint: tally_of(session, touchpoint) for touchpoint in ballots.asked(session)}


async def leave(hands: Hands) -> None:
    await hands.press("escape", "ctrl+q")


async def test_a_hundred_and_twenty_answers_typed_ahead_in_one_burst_are_kept_exactly(
    path: Path, blank: Session
) -> None:
    expected = SIGNS[: len(voters(blank)) * len(ballots.asked(blank))]
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("b" + expected)
        assert len(expected) == 120
        assert kept(hands) == expected
        assert "8 of 8 in" in hands.seen
        await leave(hands)
    session = open_session(path).session
    assert (
        "".join(
            sign(session, touchpoint, one.id)
            for one in voters(session)
            for touchpoint in ballots.asked(session)
        )
        == expected
    )


async def test_what_is_typed_after_the_last_answer_changes_nothing(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("b" + SIGNS[:120] + "hhh")
        assert kept(hands) == SIGNS[:120]
        await leave(hands)


async def test_answers_are_covered_but_for_the_slip_being_keyed(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("b" + "-" * 15 + "=*")
        lines = [line for line in hands.seen.splitlines() if "Seeing our ad" in line or "Comparing" in line]
        assert all("·" in line and "-" not in line for line in lines)
        assert "=" in lines[0]
        assert "1 of 8 in" in hands.seen
        await leave(hands)


async def test_no_letter_or_sign_is_a_command_in_the_grid(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("bcdg?")
        assert kept(hands).startswith("cdg?")
        assert "Blind ballot" in hands.seen
        await hands.press("x", "/", "!", "1")
        assert kept(hands).startswith("cdg? ")
        await hands.press("f1")
        assert "BALLOT GRID" in hands.seen
        await hands.press("escape")
        await leave(hands)


async def test_backspace_takes_back_and_space_leaves_an_answer_empty(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("bab cd")
        assert kept(hands).startswith("ab cd ")
        await hands.press("backspace", "backspace", "e", "up", "up", "up", "backspace")
        assert kept(hands).startswith("a  e  ")
        await leave(hands)


async def test_backspace_behind_refused_letters_leaves_the_answers_before_them(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("bab")
        await hands.press("x", "backspace")
        assert kept(hands).startswith("ab")
        await hands.press("x", "x", "backspace", "backspace", "c", "backspace")
        assert kept(hands).startswith("ab ")
        await hands.press("x", "down", "up", "backspace")
        assert kept(hands).startswith("a ")
        await leave(hands)


async def test_arrows_go_to_another_slip_and_back(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "right", "a", "left", "up", "b")
        assert (kept(hands)[0], kept(hands)[15]) == ("b", "a")
        await leave(hands)


async def test_the_ballot_is_read_back_sealed_and_revealed_and_nothing_shows_before(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("b" + SIGNS[:119] + "a")
        await hands.press("ctrl+s")
        assert "last row: The experience as a whole – " in hands.seen
        await hands.press("escape")
        session: Session = hands.app.screen.opened.session  # type: ignore[attr-defined]
        assert ballots.state(session, "1") == "open"
        await hands.press("ctrl+s")
        assert "u cannot undo it" in " ".join(hands.seen.split())
        await hands.press("ctrl+s")
        assert "Enter seals, Esc does not." in hands.seen
        await hands.press("enter")
        assert "Sealed at" in hands.seen
        await hands.type("aaa")
        assert tallies(hands) == {one: tally_of(session, one) for one in ballots.asked(session)}
        assert kept(hands).strip() == ""
        await hands.press("escape", "3")
        assert "not revealed" in hands.seen
        assert not any(word in hands.seen for word in ("● held 8", "/8", "unclear 4"))
        await hands.press("b", "enter", "enter")
        assert "Who actually holds responsibility?" in hands.seen
        assert "clear" in hands.seen
        await leave(hands)
    after = open_session(path).session
    assert ballots.state(after, "1") == "revealed"
    assert {one.n for one in diagnoses(after).values()} == {8}


async def test_the_revealed_ballot_shows_sign_word_count_and_self_claims(
    tmp_path: Path, demo_round1: Session
) -> None:
    path = tmp_path / "demo.json"
    opened_round = demo_round1.round.model_copy(update={"steps": ()})
    create(path, demo_round1.model_copy(update={"rounds": (opened_round,)})).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 60)) as hands:
        await hands.press("b")
        seen = hands.seen.replace("\N{NO-BREAK SPACE}", " ")
        assert "● held 5" in seen
        assert "◆ contested 3" in seen
        assert "6 of 8" in seen
        assert "named themselves" in seen
        assert (
            seen.index("◆ contested  ")
            < seen.index("○ vacant  ")
            < seen.index("◐ unclear  ")
            < seen.index("● held  ")
        )
        assert "They speak in this order" in seen
        await leave(hands)


async def test_a_ballot_that_the_room_has_seen_is_shown_again_and_not_said_to_wait(
    tmp_path: Path, demo: Session
) -> None:
    path = tmp_path / "demo.json"
    create(path, demo).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("7", "b", "tab")
        assert "The room has seen it" in hands.seen
        assert "Sealed at" not in hands.seen
        await hands.press("enter")
        assert "They speak in this order" in hands.seen
        await leave(hands)


async def test_the_old_map_is_laid_beside_the_new_answers_by_its_key(tmp_path: Path, demo: Session) -> None:
    path = tmp_path / "demo.json"
    create(path, demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 80)) as hands:
        await hands.press("7", "b", "tab", "enter")
        assert "= Round before" in hands.seen
        assert "Agreed then" not in hands.seen
        await hands.press("equals_sign")
        seen = hands.seen.replace("\N{NO-BREAK SPACE}", " ")
        assert "○ → ● held" in seen
        assert "● held 5 → 10" in seen
        assert "shared picture 5/14 → 10/15" in seen
        assert "Round 1: ◐ unclear – Noora Saarelma 6 · a partner 2" in seen
        assert "Agreed then: Noora Saarelma → named most now: Pekka Harjula" in seen
        await hands.press("equals_sign")
        assert "Agreed then" not in hands.seen
        await leave(hands)


@pytest.mark.parametrize("width", [120, 200])
async def test_the_bars_of_a_revealed_ballot_take_the_width_there_is(
    tmp_path: Path, demo_round1: Session, width: int
) -> None:
    path = tmp_path / "demo.json"
    create(
        path, demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update={"steps": ()}),)})
    ).close()
    async with at_the_program(tmp_path, open_path=path, size=(width, 40)) as hands:
        await hands.press("b")
        counted = [
            line.index(" of 8")
            for line in hands.seen.splitlines()
            if line[1:2] in ("◆", "○", "◐", "●") and " of 8" in line
        ]
        assert counted
        assert all(width - 20 < at < width for at in counted)
        await leave(hands)


async def test_while_the_ballot_asks_back_only_the_keys_that_work_are_named(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, size=(80, 24)) as hands:
        await hands.type("b" + SIGNS[:119] + "a")
        await hands.press("ctrl+s")
        assert "enter yes · esc no" in hands.seen.replace("\N{NO-BREAK SPACE}", " ")
        assert "Laptop round" not in hands.seen
        await hands.press("escape")
        assert "Laptop round" in hands.seen
        await leave(hands)


async def test_with_fewer_than_four_answers_only_status_words_are_shown(
    tmp_path: Path, demo_round1: Session
) -> None:
    answers = tuple(
        slip for slip in demo_round1.round.ownership_ballots if slip.participant in ("p1", "p2", "p3")
    )
    opened_round = demo_round1.round.model_copy(update={"ownership_ballots": answers, "steps": ()})
    path = tmp_path / "few.json"
    create(path, demo_round1.model_copy(update={"rounds": (opened_round,)})).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 60)) as hands:
        await hands.press("b")
        assert "held" in hands.seen
        assert "of 3" not in hands.seen
        assert "named themselves" not in hands.seen
        await hands.press("escape", "3")
        assert "/3" not in hands.seen
        await leave(hands)


async def test_the_five_functions_are_keyed_blind_in_the_same_grid(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "tab", "tab", "tab")
        await hands.type("12345a6" + "5" * 35)
        session: Session = hands.app.screen.opened.session  # type: ignore[attr-defined]
        assert [one.value for one in session.round.function_scores][:6] == [1, 2, 3, 4, 5, 5]
        assert "8 of 8 in" in hands.seen
        await leave(hands)


async def test_every_statement_and_every_touchpoint_can_be_read_in_full_at_80_columns(
    path: Path, blank: Session
) -> None:
    async with at_the_program(path.parent, open_path=path, size=(80, 24)) as hands:
        await hands.press("b", "tab", "tab", "tab")
        said = " ".join(" ".join(line[:30] for line in hands.seen.splitlines()).split())
        assert all(str(one.statement) in said for one in content.five_functions())
        await hands.press("shift+tab", "shift+tab", "shift+tab")
        await hands.press(*["down"] * 12)
        assert "Returning a product and g" in hands.seen
        assert "(1 of 8): Returning a product and getting the money" in hands.seen
        await leave(hands)


async def test_a_revealed_ballot_reads_in_full_at_80_columns(tmp_path: Path, demo_round1: Session) -> None:
    path = tmp_path / "demo.json"
    create(
        path, demo_round1.model_copy(update={"rounds": (demo_round1.round.model_copy(update={"steps": ()}),)})
    ).close()
    async with at_the_program(tmp_path, open_path=path, size=(80, 24)) as hands:
        await hands.press("b")
        assert "…" not in hands.seen
        last = speaking_order(demo_round1, TODAY)[-1].name.split()[-1]
        assert last in " ".join(hands.seen.splitlines()[2:4])
        await leave(hands)


async def test_a_long_name_of_an_organisation_cuts_no_title_of_the_revealed_ballot(
    tmp_path: Path, demo_round1: Session
) -> None:
    organisation = demo_round1.organisation.model_copy(
        update={"name": "Hirvilahden kunnan hyvinvointipalvelut"}
    )
    create(path := tmp_path / "k.json", demo_round1.model_copy(update={"organisation": organisation})).close()
    async with at_the_program(tmp_path, open_path=path, spoken="fi", size=(80, 24)) as hands:
        await hands.press("3", "b")
        assert "Kuka vastuun käytännössä kantaa?" in hands.seen.splitlines()[0]
        await leave(hands)


async def test_in_finnish_too(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path, spoken="fi", size=(80, 24)) as hands:
        await hands.type("ba")
        assert "0/8" in hands.seen or "0 " in hands.seen
        await leave(hands)


# ---- the laptop goes round ---------------------------------------------------------------------------------
async def test_one_person_after_the_other_answers_with_two_keys_an_answer(path: Path, blank: Session) -> None:
    first, second = (one.name for one in voters(blank)[:2])
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "ctrl+l")
        assert f"▶ ○ {first}" in hands.seen
        await hands.press("enter")
        assert f"{first}: 1 of 15" in hands.seen
        for _question in range(15):
            await hands.press("b", "enter")
        assert f"Thank you, {first}" in hands.seen
        assert f"▶ ○ {second}" in hands.seen
        assert "1 of 8 in" in hands.seen
        assert kept(hands) == "b" * 15 + " " * 105
        await hands.press("escape")
        await leave(hands)


async def test_backspace_behind_a_refused_letter_leaves_the_answer_on_the_laptop(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "ctrl+l", "enter", "b", "x", "backspace", "enter")
        assert kept(hands).startswith("b")
        await hands.press("up", "c", "backspace", "enter")
        assert kept(hands).startswith("b")
        await hands.press("escape")
        await leave(hands)


async def test_when_everybody_has_answered_the_laptop_goes_back_to_the_facilitator(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.type("b" + SIGNS[:119])
        await hands.press("ctrl+l")
        assert "Hand the laptop to:" in hands.seen
        await hands.press("enter", "a", "enter")
        assert "Everybody has answered." in hands.seen
        assert "Hand the laptop to:" not in hands.seen
        await hands.press("escape")
        await leave(hands)


async def test_an_answer_is_not_shown_after_enter_nor_to_anybody_else(path: Path, blank: Session) -> None:
    named = ballots.candidates(blank)["d"].name
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "ctrl+l", "enter", "d")
        assert f"Your answer: {named}" in hands.seen
        await hands.press("enter", "up")
        assert f"Your answer: {named}" not in hands.seen
        assert "1 of 15" in hands.seen
        await hands.press("escape")
        assert "Hand the laptop to" in hands.seen
        await hands.press("escape")  # in the facilitator's grid too it is covered
        (line,) = (line for line in hands.seen.splitlines() if "Seeing our ad" in line)
        assert "d" not in line.split("post")[1]
        await hands.press("up", "left", "right", "left")
        (line,) = (line for line in hands.seen.splitlines() if "Seeing our ad" in line)
        assert "d" not in line.split("post")[1]
        await hands.press("ctrl+s")
        assert "last row" not in hands.seen
        await hands.press("escape")
        await leave(hands)


async def test_a_person_who_was_skipped_or_stopped_comes_back_to_the_first_open_question(
    path: Path, blank: Session
) -> None:
    second = voters(blank)[1]
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "ctrl+l", "down", "enter")
        assert f"{second.name}: 1 of 15" in hands.seen
        await hands.press("a", "enter", "-", "enter", "escape")
        assert f"◐ {second.name}" in hands.seen
        while f"▶ ◐ {second.name}" not in hands.seen:
            await hands.press("down")
        await hands.press("enter")
        assert f"{second.name}: 3 of 15" in hands.seen
        await hands.press("escape", "escape")
        assert kept(hands).strip() == "a-"
        await leave(hands)


async def test_who_comes_back_is_told_what_is_answered_and_is_done_when_nothing_is_left(
    path: Path, blank: Session
) -> None:
    first = voters(blank)[0]
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "ctrl+l", "enter", "a", "enter", "down", "b", "enter")
        await hands.press(*["c", "enter"] * 11, "escape")  # all but the second and the last
        while f"▶ ◐ {first.name}" not in hands.seen:
            await hands.press("down")
        await hands.press("enter")
        assert f"{first.name}: 2 of 15" in hands.seen
        await hands.press("down")
        assert "You have answered this. Enter leaves the answer as it is." in hands.seen
        await hands.press("up", "d", "enter")
        assert f"{first.name}: 15 of 15" in hands.seen  # the other one that is open
        await hands.press("e", "enter")
        assert f"Thank you, {first.name}" in hands.seen
        assert kept(hands).strip() == "ad" + "b" + "c" * 11 + "e"
        await hands.press("escape")
        await leave(hands)


async def test_what_means_nothing_is_not_taken_for_an_answer(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "ctrl+l", "enter", "9", "enter", "z")
        assert "means nothing here" in hands.seen
        await hands.press("escape", "escape")
        assert kept(hands).strip() == ""
        await leave(hands)


async def test_dots_are_placed_blind_and_no_more_than_there_are(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "tab", "tab")
        assert "4 dots each" in hands.seen.replace("\N{NO-BREAK SPACE}", " ")
        await hands.type("2 2")
        await hands.type("1")
        assert "cannot be placed" in hands.seen
        assert "1 of 8 in" in hands.seen
        session: Session = hands.app.screen.opened.session  # type: ignore[attr-defined]
        assert [one.value for one in session.round.dots if one.value] == [2, 2]
        await leave(hands)


async def test_a_guess_is_covered_in_the_answer_slips_but_for_its_open_cell(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("0", "shift+tab")
        while "Answer slips" not in hands.seen or "Guess: Wou" not in hands.seen:
            await hands.press("tab")
        session: Session = hands.app.screen.session  # type: ignore[attr-defined]
        assert session.round.guesses
        row = next(line for line in hands.seen.splitlines() if session.people[0].name in line)
        assert "·" in row
        assert not any(f" {one.value:g} " in row for one in session.round.guesses if one.value)
        await hands.press("right", "right", "enter", "4", "2")  # and what is typed into that is in no draft
        assert "42" in hands.seen
        assert hands.app.screen.sheet.draft is None  # type: ignore[attr-defined]
        await hands.press("escape")
        await hands.press("ctrl+q")


async def test_a_closed_round_and_a_file_that_may_not_be_changed_take_no_answers(
    tmp_path: Path, demo_round1: Session
) -> None:
    opened_round = demo_round1.round.model_copy(update={"ballots": (), "ownership_ballots": (), "steps": ()})
    path = tmp_path / "closed.json"
    create(path, demo_round1.model_copy(update={"rounds": (opened_round,)})).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("b", "a", "ctrl+s", "ctrl+l")
        assert "Round 1 is closed" in hands.seen
        assert kept(hands).strip() == ""
        await leave(hands)


async def test_a_kind_of_scores_is_sealed_with_the_same_key_and_takes_who_comes_late(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "shift+tab", "ctrl+s")
        assert "There is no answer that could be sealed." in hands.seen
        await hands.type("5432154")
        await hands.press("ctrl+s")
        assert "7 of 8 in" in hands.seen
        assert "last row: Confidence – 4. Seal?" in " ".join(
            hands.seen.replace("\N{NO-BREAK SPACE}", " ").split()
        )
        await hands.press("enter")
        session: Session = hands.app.screen.opened.session  # type: ignore[attr-defined]
        assert [row.participant for row in session.round.confidence_scores] == [None] * 7
        assert "7 of 8 in" in hands.seen
        await hands.press("left", "1")
        assert "This answer was kept without a name" in hands.seen
        await hands.press("right", "1", "ctrl+s", "enter")
        session = hands.app.screen.opened.session  # type: ignore[attr-defined]
        assert [row.value for row in session.round.confidence_scores] == [1, 1, 2, 3, 4, 4, 5, 5]
        assert "The answers have no names any more." in hands.seen
        await leave(hands)
    assert not any(row.participant for row in open_session(path).session.round.confidence_scores)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("spoken", ["en", "fi"])
async def test_the_laptop_says_what_is_shown_and_stored_before_anybody_answers(
    path: Path, size: tuple[int, int], spoken: str
) -> None:
    async with at_the_program(path.parent, open_path=path, spoken=spoken, size=size) as hands:
        await hands.press("b", "ctrl+l")
        assert content.blind_promise().texts[spoken] in " ".join(hands.seen.split())
        await hands.press("escape")
        await leave(hands)


# ---- a key or a paste too many -----------------------------------------------------------------------------
async def test_enter_after_an_answer_shifts_no_other_answer(path: Path) -> None:
    """Who is used to Enter after each value keys the same slip."""
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "a", "enter", "b", "enter", "c", "enter")
        assert kept(hands)[:4] == "abc "
        assert "The cursor goes on by itself" in hands.seen
        await hands.press("enter", "d")  # a second Enter leaves a question unanswered
        assert kept(hands)[:6] == "abc d "
        await leave(hands)


async def test_what_was_keyed_or_pasted_is_taken_back_step_by_step(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "a", "b")
        await hands.paste("cd-")
        assert kept(hands)[:6] == "abcd- "
        await hands.press("ctrl+z")
        assert kept(hands)[:6] == "ab    "
        await hands.press("ctrl+z", "c")
        assert kept(hands)[:4] == "ac  "
        await hands.press("up", "backspace", "ctrl+z", "ctrl+z", "ctrl+z")
        assert kept(hands)[:4] == "    "
        await hands.press("ctrl+z")
        assert "Nothing to undo" in hands.seen
        await leave(hands)


@pytest.mark.parametrize("text", ["Meeting at ten", "ab!", "a" * 1000])
async def test_a_stray_paste_keys_nothing(path: Path, text: str) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", "a")
        await hands.paste(text)
        assert kept(hands).strip() == "a"
        assert "Nothing was pasted." in hands.seen
        await leave(hands)


async def test_a_run_that_is_pasted_goes_on_in_the_next_slip_and_writes_over_no_answer(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b")
        await hands.paste("a" * 15 + "b")
        assert kept(hands)[:17] == "a" * 15 + "b "
        await hands.press("ctrl+home")
        await hands.paste("bb")
        assert "is answered already. Nothing was pasted." in hands.seen
        assert kept(hands)[:2] == "aa"
        await leave(hands)


async def test_the_last_answer_of_a_slip_is_in_sight_until_the_next_key(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", *"a" * 14, "h")
        assert last_row(hands).split()[-1] == "h"
        await hands.press("down")
        assert last_row(hands).split()[-1] == COVERED
        await leave(hands)


def last_row(hands: Hands) -> str:
    return next(line for line in hands.seen.splitlines() if "The experience as a whole" in line)


async def test_guesses_are_keyed_as_numbers_and_a_key_that_leaves_one_keeps_it(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        session: Session = hands.app.screen.session  # type: ignore[attr-defined]
        kept = {guess.id for guess in session.round.guesses}
        await hands.press("b", "tab", "tab", "tab", "tab", "tab")
        assert "What did our customers answer in the latest survey?" in hands.seen
        grid = hands.app.screen.grid  # type: ignore[attr-defined]
        grid.go(0, 0)
        await hands.press("4", "2", "enter")
        assert (grid.row, grid.col) == (1, 0)
        await hands.press("1", "2", "0", "up")  # which cannot be: it stays to be mended
        assert "120 is not a number from 0 to 100" in hands.seen
        assert (grid.row, grid.typed) == (1, "120")
        await hands.press("backspace", "right")
        assert (grid.typed, grid.col) == ("", 1)
        await hands.press("7", "escape")  # gives up what is typed, and stays
        assert grid.typed == ""
        guesses = {guess.id: guess.value for guess in hands.app.screen.opened.session.round.guesses}  # type: ignore[attr-defined]
        assert (guesses["m01:p1"], guesses["m02:p1"]) == (42, 12)
        assert guesses.keys() >= kept
        await hands.press("escape")


async def test_guesses_are_called_doubtful_once_the_figures_were_open(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("b", *["tab"] * 5)
        doubt = "Figures were open on this screen"
        assert "Guess, do not look it up." in hands.seen
        assert doubt not in " ".join(hands.seen.split())
        await hands.press("escape", "5", "b")
        assert doubt not in " ".join(hands.seen.split())
        await hands.press("escape", "tab", "b")  # Observations
        assert doubt in " ".join(hands.seen.split())
        await leave(hands)


async def test_b_among_the_measures_opens_the_slips_of_the_guesses(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("5", "b")
        assert "Guess, do not look it up." in hands.seen
        await leave(hands)


async def test_b_keys_guesses_in_on_the_slips_of_the_ballot(path: Path) -> None:
    async with at_the_program(path.parent, open_path=path) as hands:
        await hands.press("1")
        while "The guess was" not in hands.seen:
            await hands.press("tab")
        await hands.press("b")
        assert "Guess, do not look it up." in hands.seen
        assert hands.app.screen.slips.table == "guesses"  # type: ignore[attr-defined]
        await leave(hands)
