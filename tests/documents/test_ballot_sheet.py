"""The sheet of paper that each person answers on."""

from datetime import date

import pytest

from cxworkshop.documents import missing, write_document
from cxworkshop.method import ballots
from cxworkshop.method.content import blind_promise
from cxworkshop.model.session import Session

ON = date(2026, 11, 5)


@pytest.fixture
def blank(demo: Session) -> Session:
    one = demo.round.model_copy(update={"ballots": (), "ownership_ballots": ()})
    return demo.model_copy(update={"rounds": (*demo.rounds[:-1], one)})


def test_it_says_today_on_top_and_has_a_seat_and_no_place_for_a_name(blank: Session) -> None:
    lines = write_document(blank, "ballot", language="en", on=ON).splitlines()
    assert lines[0] == "# Answer as things are TODAY, not as they ought to be."
    assert any(line.startswith("Seat number:") for line in lines)
    assert not any(line.startswith("Name:") for line in lines)
    assert any("5 Nov 2026" in line for line in lines)


@pytest.mark.parametrize("language", ["en", "fi"])
def test_it_says_what_is_shown_and_stored_of_the_answers(blank: Session, language: str) -> None:
    text = write_document(blank, "ballot", language=language, on=ON)
    assert blind_promise().texts[language] in text.replace("\\", "")


def test_it_asks_about_every_touchpoint_and_the_whole_with_a_column_for_each_answer(blank: Session) -> None:
    text = write_document(blank, "ballot", language="en", on=ON)
    for touchpoint in ballots.asked(blank):
        (row,) = (
            line
            for line in text.splitlines()
            if line.startswith(f"| {blank.name_of('touchpoints', touchpoint)} |")
        )
        assert row.count("☐") == len(ballots.candidates(blank)) + len(ballots.SIGNS)
    for letter, one in ballots.candidates(blank).items():
        assert f"- **{letter}:** {one.name}" in text
    assert "nobody answers for it today" in text


def test_its_back_asks_for_level_guess_contact_and_the_five_functions(blank: Session) -> None:
    text = write_document(blank, "ballot", language="en", on=ON)
    assert (
        text.index("On the back")
        < text.index("3 meets")
        < text.index("When did you last serve")
        < text.index("| Statement")
    )


def test_a_revealed_ballot_is_followed_by_a_sheet_of_what_is_asked_again(demo: Session) -> None:
    text = write_document(demo, "ballot", language="fi", on=ON)
    wanted = ballots.asked(demo, "2")
    assert text.count("\n| ") == len(wanted) + 1
    assert "☐ 3" not in text


def test_it_prints_no_answer(demo: Session, blank: Session) -> None:
    sealed = demo.round.model_copy(update={"ballots": ()})
    held = demo.model_copy(update={"rounds": (*demo.rounds[:-1], sealed)})
    assert write_document(held, "ballot", language="en", on=ON) == write_document(
        blank, "ballot", language="en", on=ON
    )


def test_what_it_would_lack_is_said_beforehand(blank: Session) -> None:
    assert missing(blank, "ballot") == ()
    assert len(missing(Session(), "ballot")) == 3
