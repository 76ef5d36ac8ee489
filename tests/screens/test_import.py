"""A file of survey answers by keys: its path, what it is taken for, what is open, and Enter records it."""

from __future__ import annotations

import tempfile
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.surveys import apply_survey
from cxworkshop.errors import NotUnderstood
from cxworkshop.importing.survey.asking import measures
from cxworkshop.importing.survey.files import beginning_so, completed, typed_path
from cxworkshop.importing.survey.preview import Preview, begun, with_match, with_period, with_role
from cxworkshop.importing.survey.recording import survey_of
from cxworkshop.importing.survey.tally import Cancelled, Going, tally
from cxworkshop.method.surveys import WHOLE, series
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens import survey as screen
from cxworkshop.screens.survey_file import SurveyFileScreen
from cxworkshop.screens.workshop import WorkshopScreen
from cxworkshop.sheets.steps.measure import by_month, interval
from cxworkshop.sheets.survey_page import Page, page_of
from cxworkshop.sheets.survey_points import Point, named_touchpoint, options_text, typed_period
from tests.screens.hands import NAMES, TODAY, Hands, at_the_program
from tests.screens.test_everywhere import harmless
from tests.screens.test_workshop import begun as workshop_with
from tests.screens.test_workshop import workshop

SECRET = "Matti Meikäläinen"
LONG = f"""respondent;touchpoint;How likely are you to recommend us? (0-10);date;segment;comment
{SECRET};Home delivery;9 - very likely;2026-02-03;Families;{SECRET} was here
2;home  delivery;3;2026-02-04;Businesses;
3;Home delivery;11;2026-03-04;Families;
4;Home delivery;EOS;2026-03-05;Families;
5;Home delivry;10;2026-03-06;Families;
6;Chat;7;2026-09-07;Families;
7;Home delivery;8;2026-02-31;Families;
"""


def written(folder: Path, text: str = LONG, name: str = "export of answers.csv") -> Path:
    path = folder / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


async def opened(hands: Hands, path: Path) -> None:
    """The page of a file, whose path is dropped into the terminal."""
    await hands.press("I")
    await hands.paste(f"'{path}'")
    await hands.press("enter")


# ---- by keys -----------------------------------------------------------------------------------------------
async def test_a_dropped_file_becomes_measures_and_figures_when_what_is_open_is_answered(
    tmp_path: Path,
) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        before = at.session
        await opened(at, written(tmp_path))
        assert "2 things are open" in at.seen
        assert "Not counted: 2" in at.seen
        await at.press("2")  # Chat is added
        assert "1 thing is open" in at.seen
        await at.press("enter")  # the nearest name is proposed
        assert "nothing is open" in at.seen
        await at.press("enter")
        assert isinstance(at.app.screen, WorkshopScreen)
        assert "Imported export of answers.csv: 2 figures" in at.seen
        names = [measure.name for measure in at.session.measures]
        assert names == ["Recommendation (NPS): Chat", "Recommendation (NPS): Home delivery"]
        figures = [(row.promoters, row.detractors, row.since) for row in at.session.round.observations]
        assert figures == [(0, 0, date(2026, 9, 7)), (2, 1, date(2026, 2, 3))]
        [file] = at.session.round.imports
        assert (file.rows, file.used, file.not_applicable, file.rejected) == (7, 4, 1, 2)
        await at.press("u")
        assert at.session == before


async def test_keys_typed_ahead_record_what_they_would_have_recorded_slowly(tmp_path: Path) -> None:
    path = written(tmp_path)
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await at._send("I", "I")
        for sign in str(path):
            await at._send(NAMES.get(sign, sign), sign)
        await at.press("enter", "2", "enter", "enter")
        assert isinstance(at.app.screen, WorkshopScreen)
        assert len(at.session.round.observations) == 2


async def test_a_file_that_is_left_goes_on_where_it_was_left(tmp_path: Path) -> None:
    path = written(tmp_path)
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, path)
        await at.press("2")  # Chat is added
        assert "1 thing is open" in at.seen
        await at.press("escape")
        assert "is kept" in at.seen
        await at.press("escape", "I", "enter")
        assert "1 thing is open" in at.seen
        await at.press("escape")
        path.write_text(LONG.replace("Chat", "Mail"), "utf-8")
        await at.press("enter")
        assert "2 things are open" in at.seen, "of another file nothing was said"
        assert at.session.round.imports == ()


async def test_the_same_file_again_asks_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, LONG.replace("Home delivry", "Home delivery").replace("Chat", "Home delivery"))
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, path)
        await at.press("enter")
        once = at.session
        assert len(once.round.observations) == 2
        await at.press("I")
        assert str(path) in at.seen  # the file that was named last
        await at.press("enter")
        assert "nothing is open" in at.seen
        assert "This file was imported on" in at.seen
        await at.press("enter")
        assert at.session is once
        assert "with the same figures: nothing has changed." in at.seen
        assert "takes it back" not in at.seen
        await at.press("u")
        assert at.session.round.observations == (), "what was undone is the import, told as such"


async def test_which_measure_a_figure_goes_into_is_asked_and_can_be_said_otherwise(tmp_path: Path) -> None:
    session = workshop_with("Home delivery")
    for id, name, marked in (("m1", "Bought again", False), ("m2", "Delighted", True)):
        session = add("measures", id=id, name=name, metric="share", unit="percent", asks_exceeded=marked)(
            session
        )
    rows = "2026-09-03,Yes\n" * 20 + "2026-09-05,No\n" * 11
    async with workshop(tmp_path, session) as at:
        await opened(at, written(tmp_path, "Date,Did the visit exceed your expectations?\n" + rows))
        await at.press("1")  # the relationship as a whole
        assert "which measure is it?" in at.seen
        assert "Delighted\N{NO-BREAK SPACE}(proposed)" in at.seen
        await at.press("enter")
        assert "nothing is open" in at.seen
        await at.press("enter")
        assert [row.measure for row in at.session.round.observations] == ["m2"]
        assert len(at.session.measures) == 2


async def test_record_is_not_offered_while_nothing_can_be_recorded(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path, "name,comment\nMatti,good\n"))
        assert "Record" not in at.seen
        await at.press("enter")
        assert "Say first which column holds the answers." in at.seen


async def test_the_next_file_of_the_same_columns_asks_nothing_that_was_answered(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path, LONG.replace("9 - very likely", "3"), "spring.csv"))
        await at.press("2", "enter", "enter")
        before = at.session
        autumn = (
            LONG.replace("2026-02", "2026-08")
            .replace("2026-03", "2026-09")
            .replace("2026-09-07", "2026-01-07")
        )
        await at.press("I", "ctrl+u")
        await at.paste(str(written(tmp_path, autumn, "autumn.csv")))
        await at.press("enter")
        assert "nothing is open" in at.seen
        await at.press("enter")
        assert at.session.measures == before.measures
        assert at.session.touchpoints == before.touchpoints
        assert len(at.session.round.observations) == 4


async def test_nobodys_name_and_no_comment_is_shown_or_kept(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery", "Chat", "Home delivry")) as at:
        await opened(at, written(tmp_path))
        await at.press("end")
        assert "•••" in at.seen
        assert "Matti" not in at.seen
        await at.press("l")
        assert "line 4" in at.seen
        assert "Matti" not in at.seen
        await at.press("escape", "enter")
        assert at.session.round.observations
    kept = (tmp_path / "lanka.json").read_text("utf-8")
    assert "sha256" in kept
    assert "Matti" not in kept


async def test_rows_that_are_not_counted_are_listed_with_line_column_and_reason(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path))
        await at.press("l")
        assert "line 4, How likely are you to recommend us? (0-10): 11 – outside the scale" in at.seen
        assert "line 8, date: 2026-02-31 – no such day" in at.seen
        await at.press("down")
        assert "This is the edge of the list.  esc Back" in at.seen, "a message hides no way out"


async def test_any_touchpoint_can_be_typed_and_one_that_is_none_is_refused(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery", "Invoice by post")) as at:
        await opened(at, written(tmp_path))
        assert "no touchpoint of the workshop" in at.seen
        await at.press("enter")  # nothing is proposed for the chat
        assert "say one by its digit" in at.seen
        await at.press("t", *"moon", "enter")
        assert "moon is not on the list" in at.seen
        await at.press(*["backspace"] * 4, *"invo", "enter")
        await at.press("enter")  # the nearest name of the other
        assert "nothing is open" in at.seen
        await at.press("enter")
        touched = {tp for measure in at.session.measures for tp in measure.touchpoints}
        assert touched == {tp.id for tp in at.session.touchpoints}


async def test_another_file_of_the_same_time_asks_and_says_how_many_there_are(tmp_path: Path) -> None:
    text = (
        "touchpoint,How likely are you to recommend us? (0-10),date\n" + "Home delivery,9,2026-02-03\n" * 40
    )
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path, text, "first.csv"))
        await at.press("enter")
        await at.press("I", "ctrl+u")
        await at.paste(str(written(tmp_path, text + "Home delivery,3,2026-04-03\n", "second.csv")))
        await at.press("enter")
        assert "a figure of 40 answers is there, the new one has 41" in at.seen
        await at.press("enter")  # nobody is taken at his first word
        assert "say one by its digit" in at.seen
        await at.press("1", "enter")
        assert [row.promoters for row in at.session.round.observations] == [40]
        assert [row.detractors for row in at.session.round.observations] == [1]
        assert [file.file for file in at.session.round.imports] == ["first.csv", "second.csv"]


async def test_several_figures_that_are_there_are_asked_about_once(tmp_path: Path) -> None:
    heading = "touchpoint,How likely are you to recommend us? (0-10),date\n"
    text = heading + "Home delivery,9,2026-02-03\nInvoice,9,2026-02-03\n" * 40
    async with workshop(tmp_path, workshop_with("Home delivery", "Invoice")) as at:
        await opened(at, written(tmp_path, text, "first.csv"))
        await at.press("enter")
        await opened(at, written(tmp_path, text + "Invoice,3,2026-02-03\n", "second.csv"))
        assert "1 thing is open" in at.seen
        assert "2 new figures meet others of the same time" in at.seen
        assert "(80 → 81 answers)" in at.seen
        await at.press("2")  # all stay
        assert "nothing is open" in at.seen
        assert isinstance(at.app.screen, screen.SurveyScreen)
        each = [row for row in at.app.screen.page.rows if row.cells[-1].text.startswith("40 → ")]
        assert len([row for row in each if row.point]) == 2, "each can be said otherwise"
        await at.press("enter")
        assert "Imported second.csv: 0 figures; as they were: 2" in at.seen
        assert len(at.session.round.observations) == 2


async def test_a_file_that_is_dropped_or_typed_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    first, second = written(tmp_path), written(tmp_path, name="second.csv")
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, first)
        await at.press("escape", "escape", "I")
        assert str(first) in at.seen
        await at.paste(f"'{second}' ")
        await at.press("enter")
        assert "second.csv   2 things are open" in at.seen
        await at.press("escape", *"no")
        assert "File no" in at.seen
        await at.paste(str(second))  # over what is typed
        assert f"File {second}" in at.seen


async def test_answers_without_a_day_get_the_period_that_is_typed(tmp_path: Path) -> None:
    text = "touchpoint,How likely are you to recommend us? (0-10)\n" + "Home delivery,9\n" * 7
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path, text))
        await at.press("enter")
        await at.type("spring")
        await at.press("enter")
        assert "is no period" in at.seen
        await at.press(*["backspace"] * 6)
        await at.type("1.1.2026 .. 30 Jun 2026")
        await at.press("enter", "enter")
        [figure] = at.session.round.observations
        assert (figure.since, figure.observed_on) == (date(2026, 1, 1), date(2026, 6, 30))
        assert at.session.round.months == ()


async def test_a_column_taken_wrongly_is_said_otherwise_and_read_again(tmp_path: Path) -> None:
    text = "where,what,when\nHome delivery,5,2026-02-03\nHome delivery,4,2026-02-03\n"
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path, text))
        await at.press("home")
        while "where" not in at.seen.splitlines()[1]:
            await at.press("down")
        await at.press("3")  # a touchpoint
        while "when" not in at.seen.splitlines()[1]:
            await at.press("down")
        await at.press("5")  # a day
        assert "Satisf" in at.seen or "CSAT" in at.seen
        await at.press("home", "enter")
        assert "1 figure to be recorded" in at.seen


async def test_reading_is_stopped_by_escape_and_the_file_can_be_named_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = threading.Event()

    def endless(_look: object, _roles: object, going: Going) -> None:
        rows = 0
        while going(rows := rows + 1_000):
            reads.set()
        raise Cancelled

    monkeypatch.setattr(screen, "tally", endless)
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await at.press("I")
        await at.paste(str(written(tmp_path)))
        await at._send("enter", None)
        await at.app.key_queue.join()
        while not reads.is_set():
            await at.pilot.pause(0.01)
        await at._send("escape", None)
        await at.settled()
        assert "Stopped. Nothing was recorded." in at.seen
        assert isinstance(at.app.screen, SurveyFileScreen)
        assert at.session.round.imports == ()


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [("none.csv", None, "There is no file"), ("empty.csv", "", "empty"), ("a.csv", "%PDF-1.7 x", "PDF")],
)
async def test_what_cannot_be_read_is_said_and_the_line_stays(
    tmp_path: Path, name: str, text: str | None, why: str
) -> None:
    path = tmp_path / name if text is None else written(tmp_path, text, name)
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, path)
        assert why in at.seen
        assert name in at.seen


async def test_names_are_completed_and_a_folder_is_gone_into(tmp_path: Path) -> None:
    written(tmp_path)
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await at.press("I")
        await at.paste(f"{tmp_path}/da")
        await at.press("tab")
        assert "export of answers.csv" in at.seen
        await at.press("enter")
        assert "things are open" in at.seen


async def test_without_a_file_of_that_name_nothing_begins_so(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await at.press("I")
        await at.paste(f"{tmp_path}/nothing")
        await at.press("tab")
        assert "Nothing begins so." in at.seen
        await at.press("enter")
        assert "There is no file" in at.seen
        await at.press("escape")
        assert isinstance(at.app.screen, WorkshopScreen)


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_line_fits(tmp_path: Path, demo: Session, spoken: str, size: tuple[int, int]) -> None:
    from cxworkshop.editing import create

    create(tmp_path / "w.json", demo).close()
    async with at_the_program(tmp_path, spoken=spoken, size=size, open_path=tmp_path / "w.json") as hands:
        await opened(hands, written(tmp_path))
        for key in ("down", "end", "home"):
            await hands.press(key)
            lines = hands.seen.split("\n")
            assert len(lines) == size[1]
            assert all(cell_len(line) <= size[0] for line in lines)


async def test_what_stands_in_a_file_means_nothing_to_the_screen(tmp_path: Path) -> None:
    said = "a [b] [/c] [@click=app.quit]x[/] \x1b]0t\x07 \u202e日本"
    text = f"touchpoint;{said} (0-10);date\n{said};9;2026-02-03\n{said};x{said};2026-02-03\n"
    text += "A touchpoint that is the whole;8;2026-02-04\n" * 30
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path, text))
        assert "[@click=app.quit]x[/]" in at.seen
        assert harmless(at)
        await at.press("l")
        assert harmless(at)
        await at.press("escape", "enter", "2", "2", "enter")
        assert isinstance(at.app.screen, WorkshopScreen)
        assert harmless(at)
        assert at.session.round.observations


async def test_another_language_is_spoken_at_once(tmp_path: Path) -> None:
    async with workshop(tmp_path, workshop_with("Home delivery")) as at:
        await opened(at, written(tmp_path))
        await at.press("ctrl+p", *"language", "enter")
        assert "Tiedosto" in at.seen
        assert "Columns" not in at.seen


# ---- without a screen --------------------------------------------------------------------------------------
def counted(path: Path) -> Preview:
    preview = begun(path)
    return preview._replace(tally=tally(preview.look, preview.roles))


def page(preview: Preview, session: Session) -> Page:
    return page_of(preview, session, TODAY)


def recorded(preview: Preview, session: Session) -> Session:
    understood = preview.understood(session, TODAY)
    assert understood is not None
    assert understood.questions == ()
    told = survey_of(understood)
    return apply_survey(told._replace(file="", digest=""), TODAY)(session)


def test_figures_are_shown_in_their_unit_on_the_page_and_in_the_lists(tmp_path: Path) -> None:
    rows = "".join(f"2026-0{m}-03;Home delivery;{n}\n" for m in (2, 3) for n in (5, 4, 1, 5, 2, 5, 4, 1))
    preview = counted(written(tmp_path, "date;touchpoint;How satisfied were you? (1-5)\n" + rows))
    session = workshop_with("Home delivery")
    texts = [row.cells[2].text for row in page(preview, session).rows if len(row.cells) == 3]
    assert "62.5% (38.6…81.5), n 16" in texts
    after = recorded(preview, session)
    assert after.measures[0].source == "Customer survey"
    row = {"observations": Place("observations", after.round.observations[0].id)}
    reading = Reading(after, TODAY)
    assert interval(reading, row).text == "62.5% (38.6…81.5)"
    measured = {"measures": Place("measures", after.measures[0].id)}
    assert str(by_month(reading, measured)) == "By month, Feb 2026 – Mar 2026: 62.5% (n 8) · 62.5% (n 8)"
    counts = set_value(Place("observations", after.round.observations[0].id, "n"), None)(after)
    for name, n in (("promoters", 9), ("passives", 3), ("detractors", 4)):
        counts = set_value(Place("observations", after.round.observations[0].id, name), n)(counts)
    assert interval(Reading(counts, TODAY), row).text.endswith(", n 16")


def test_days_are_shown_and_names_are_not_whatever_their_column_is_said_to_be(tmp_path: Path) -> None:
    rows = "".join(f"{name} Smith;1/7/2026;2/7/2026;Home delivery;9\n" for name in ("Ann", "Bob", "Cy"))
    preview = counted(written(tmp_path, "Guest name;Ordered;Answered;touchpoint;nps\n" + rows))
    shown = page(preview, workshop_with("Home delivery"))
    columns = {row.cells[0].text: row for row in shown.rows if row.point is not None}
    assert "1/7/2026" in columns["Ordered"].cells[2].text
    named = columns["Guest name"].point
    assert named is not None
    with pytest.raises(NotUnderstood, match="neither read nor shown"):
        named.said("segment")
    assert "Smith" not in repr(page(with_role(preview, 0, "segment"), workshop_with("Home delivery")).rows)


def test_the_period_and_the_match_are_said_otherwise(tmp_path: Path) -> None:
    session = workshop_with("Home delivery")
    preview = counted(written(tmp_path))
    for name in ("Home delivry", "Chat"):
        preview = with_match(preview, name, WHOLE)
    shown = page(with_period(preview, "all"), session)
    assert shown.open == 0
    assert shown.survey is not None
    assert [(f.since, f.until) for f in shown.survey.figures] == [
        (date(2026, 3, 6), date(2026, 9, 7)),
        (date(2026, 2, 3), date(2026, 2, 4)),
    ]


def test_without_a_column_of_answers_the_columns_are_shown_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, "name,comment\nMatti,good\n")
    shown = page(begun(path), workshop_with("Home delivery"))
    assert shown.survey is None
    assert "good" not in repr(shown.rows)
    said = with_role(begun(path), 1, "answers")
    assert said.roles.answers == (1,)
    assert with_role(said, 1, "day").roles.answers == ()
    assert with_role(said, 1, "day").roles.day == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("'/tmp/a b.csv'", "/tmp/a b.csv"),
        ('"/tmp/a b.csv" ', "/tmp/a b.csv"),
        ("/tmp/a\\ b\\(1\\).csv", "/tmp/a b(1).csv"),
        ("file:///tmp/a%20b.csv", "/tmp/a b.csv"),
        ("~/a.csv", str(Path.home() / "a.csv")),
    ],
)
def test_a_path_is_read_as_terminals_drop_it(typed: str, meant: str) -> None:
    assert str(typed_path(typed)) == meant


def test_only_folders_and_files_of_answers_are_listed_and_completed(tmp_path: Path) -> None:
    for name in ("Answers 1.csv", "answers 2.xlsx", "answers.png", ".hidden.csv"):
        (tmp_path / name).touch()
    (tmp_path / "anna").mkdir()
    names = beginning_so(f"{tmp_path}/an")
    assert [one.name for one in names] == ["anna/", "Answers 1.csv", "answers 2.xlsx"]
    assert completed(f"{tmp_path}/ann", beginning_so(f"{tmp_path}/ann")) == f"{tmp_path}/anna/"
    assert beginning_so(f"{tmp_path}/none/x") == ()
    assert [one.name for one in beginning_so(f"{tmp_path}/.h")] == [".hidden.csv"]


def test_a_period_is_typed_as_two_days() -> None:
    assert typed_period("1 Jan 2026 .. 30.6.2026", TODAY) == "2026-01-01..2026-06-30"
    for wrong in ("2026", "30.6.2026 – 1.1.2026", "monday .. never"):
        with pytest.raises(NotUnderstood):
            typed_period(wrong, TODAY)


def test_a_touchpoint_is_named_as_anywhere_else() -> None:
    session = workshop_with("Home delivery", "Home page")
    assert named_touchpoint(session, "home d") == session.touchpoints[0].id
    with pytest.raises(NotUnderstood):
        named_touchpoint(session, "home")


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["Home delivery", "Chat"]),
        st.sampled_from(["1", "2", "3", "4", "5", "", "9", "no idea"]),
        st.dates(date(2026, 1, 1), date(2026, 10, 31)),
    ),
    min_size=1,
    max_size=30,
)
QUESTION = "How satisfied were you? (1-5)"


@given(ANSWERS)
def test_a_row_an_answer_and_a_column_a_question_become_the_same_record(
    answers: list[tuple[str, str, date]],
) -> None:
    session = workshop_with("Home delivery", "Chat")
    names = ["Home delivery", "Chat"]
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.csv"
        long.write_text(
            f"touchpoint,{QUESTION},date\n" + "".join(f"{a},{b},{c}\n" for a, b, c in answers), "utf-8"
        )
        wide = Path(folder) / "wide.csv"
        wide.write_text(
            f"date,{','.join(f'{QUESTION[:-6]} [{name}] (1-5)' for name in names)}\n"
            + "".join(f"{c},{','.join(b if a == name else '' for name in names)}\n" for a, b, c in answers),
            "utf-8",
        )
        one, other = (_said(path, session) for path in (long, wide))
    for table in ("observations", "months"):
        assert one.records(table) == other.records(table)
    assert one.measures == other.measures
    assert [series(one, measure) for measure in one.measures] == [
        series(other, measure) for measure in other.measures
    ]


def _said(path: Path, session: Session) -> Session:
    preview = begun(path)
    columns = range(len(preview.look.names))
    is_long = preview.look.names[0] == "touchpoint"
    for column in columns:
        role = ("touchpoint", "answers", "day")[column] if is_long else "answers" if column else "day"
        preview = with_role(preview, column, role)
    preview = preview._replace(tally=tally(preview.look, preview.roles))
    understood = preview.understood(session, TODAY)
    assert understood is not None
    for question in understood.questions:
        preview = preview._replace(
            choices=preview.choices._replace(
                metrics={**preview.choices.metrics, **dict.fromkeys(question.about, "csat")},
                scales={**preview.choices.scales, **dict.fromkeys(question.about, "1-5")},
            )
        )
    return recorded(preview, session)


def test_every_measure_can_be_reached_by_the_next_option(tmp_path: Path) -> None:
    path = written(tmp_path, "touchpoint;arvosana;date\n" + "Invoice;3,5;2026-02-03\n" * 9)
    session = workshop_with("Invoice")
    preview = begun(path)
    preview = preview._replace(tally=tally(preview.look, preview.roles))
    [question] = [
        row.point for row in page_of(preview, session, TODAY).rows if row.point and not row.point.now
    ]
    preview, reached = question.said(question.next_option), []
    for _option in question.options:
        [point] = [
            row.point
            for row in page_of(preview, session, TODAY).rows
            if row.point and "csat 1-5" in dict(row.point.options)
        ]
        reached.append(point.now)
        preview = point.said(point.next_option)
    assert sorted(map(str, reached)) == sorted(dict(question.options))


def test_four_hundred_unknown_touchpoints_are_settled_at_once(tmp_path: Path, demo: Session) -> None:
    names = [f"Desk number {i}" for i in range(400)]
    rows = "".join(f"{name};2026-10-01;4\n" for name in names)
    preview = counted(written(tmp_path, f"Touchpoint;Date;Rating\n{rows}"))
    [*others, point] = [row.point for row in page(preview, demo).rows if row.point and row.point.touchpoint]
    assert len(others) == len(names) - 1
    for answer, words in point.options[-2:]:
        assert "400" in str(words)
        after = page(point.said(answer), demo)
        assert not [row for row in after.rows if row.is_open and row.point and row.point.touchpoint]
    left_out = point.said(point.options[-1][0]).understood(demo, TODAY)
    assert left_out is not None
    assert not left_out.unknown


def test_each_of_twelve_options_has_a_key() -> None:
    options = measures()
    assert len(options) == 12
    point = Point(options, lambda value: None)  # type: ignore[arg-type,return-value]  # never said here
    assert [point.option_of(key) for key in "1234567890ab"] == [value for value, _words in options]
    assert point.option_of("c") is None
    shown = options_text(point).replace("\N{NO-BREAK SPACE}", " ")
    assert all(f"{key} {words}" in shown for key, (_v, words) in zip("1234567890ab", options, strict=True))
