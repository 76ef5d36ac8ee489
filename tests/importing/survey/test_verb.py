"""The verb `import`: what it understood is shown first, nothing is recorded unasked, and the same file again
doubles nothing."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from cxworkshop import language
from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import add
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.shapes import Choices
from cxworkshop.importing.survey.statement import warehouse_statement
from cxworkshop.importing.survey.tally import by_rows, tally
from cxworkshop.importing.survey.understand import understand
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.session import Round, Session
from cxworkshop.storage.file.session_file import SessionFile
from tests.importing.survey.files import KNOWN, TODAY

ANSWERS = (
    "email;touchpoint;nps;date\n"
    + "anna@example.invalid;Home delivery;9;3.2.2026\n" * 30
    + "bo@example.invalid;home delivry;3;4.2.2026\n" * 2
    + "cy@example.invalid;Invoice;soon;4.2.2026\n"
)
MAP = '[touchpoints]\n"home delivry" = "Home delivery"\n'


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    touchpoints = tuple(Touchpoint(id=id, name=name) for id, name in KNOWN.items())
    session = Session(rounds=(Round(id="1"),), touchpoints=touchpoints)
    create(path := tmp_path / "k.json", session).close()
    (tmp_path / "answers.csv").write_text(ANSWERS)
    (tmp_path / "map.toml").write_text(MAP)
    monkeypatch.chdir(tmp_path)
    yield path
    language.use("en")


def imported(*arguments: str) -> int:
    return main(["import", "k", *arguments, "--on", "2026-11-29"])


def recorded(workshop: Path) -> list[tuple[date | None, int | None]]:
    return [(row.observed_on, row.promoters) for row in SessionFile.read(workshop).session.round.observations]


def test_what_is_open_is_printed_and_nothing_recorded(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("answers.csv", "--yes") == 1
    out = capsys.readouterr().out
    assert "? “home delivry” is no touchpoint of the workshop. What is it?" in out
    assert "answers.csv, line 34, nps: soon – no answer of this scale" in out
    assert '# "home delivry" = "Home delivery"' in out, "as it would stand in a file of choices"
    assert "example.invalid" not in out
    assert recorded(workshop) == []


def test_with_the_choices_it_is_recorded_when_told_to(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("answers.csv", "--map", "map.toml") == 1
    assert "Nothing was recorded. Give --yes to record it." in capsys.readouterr().out
    assert recorded(workshop) == []
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert "Imported answers.csv" in capsys.readouterr().out
    assert recorded(workshop) == [(date(2026, 2, 4), 30)]
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 4), 30)], "the same file doubles nothing"
    assert "example.invalid" not in workshop.read_text()


@pytest.mark.parametrize("asked", ["Was it worth it?", "Was it worth 20–30 euros?"])
def test_the_measure_of_a_figure_is_said_in_the_choices(
    workshop: Path, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    opened = open_session(workshop)
    opened.apply(add("measures", id="m1", name="Our share", metric="share", unit="percent"))
    opened.close()
    text = f"date,{asked}\n" + "2026-09-03,Yes\n" * 9
    (workshop.parent / "answers.csv").write_text(text)
    (workshop.parent / "map.toml").write_text(f'[touchpoints]\n"{asked}" = "*"\n')
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 1
    out = capsys.readouterr().out
    assert f"? {asked}: which measure is it?" in out
    choices = "decimal" + out.split("\ndecimal", 1)[1]
    assert f'[into]\n# "{asked}" = "+"' in choices
    (workshop.parent / "map.toml").write_text(
        choices.replace(f'# "{asked}" = "+"', f'"{asked}" = "our share"')
    )
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    [row] = SessionFile.read(workshop).session.round.observations
    assert row.measure == "m1"
    capsys.readouterr()


def test_a_file_is_taken_as_its_like_was_before(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert imported("answers.csv", "--yes") == 0, "what was answered is not asked again"
    assert "This file was imported on" in capsys.readouterr().out
    assert recorded(workshop) == [(date(2026, 2, 4), 30)]
    (workshop.parent / "autumn.csv").write_text(
        ANSWERS.replace(".2.2026", ".8.2026").replace("home delivry", "Invoice")
    )
    assert imported("autumn.csv", "--yes") == 0
    (workshop.parent / "winter.csv").write_text(ANSWERS.replace(".2.2026", ".8.2025"))
    assert imported("winter.csv", "--yes") == 0, "nor what the last file did not name"
    capsys.readouterr()


def test_the_choices_that_it_prints_can_be_given_back(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("answers.csv") == 1
    printed = capsys.readouterr().out
    choices = "decimal" + printed.split("\ndecimal", 1)[1]
    (workshop.parent / "map.toml").write_text(choices.replace('# "home', '"home'))
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 4), 30)]


def test_figures_that_are_there_from_another_file_are_asked_about(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    (workshop.parent / "newer.csv").write_text(
        ANSWERS + "dee@example.invalid;Home delivery;10;5.2.2026\n" * 9
    )
    assert imported("newer.csv", "--map", "map.toml", "--yes") == 1
    assert recorded(workshop) == [(date(2026, 2, 4), 30)]
    (workshop.parent / "map.toml").write_text('again = "replace"\n' + MAP)
    assert imported("newer.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 5), 39)]
    capsys.readouterr()


def test_several_files_are_one_import(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workshop.parent / "more.csv").write_text("date,touchpoint,nps\n2026-02-03,Home delivery,10\nbroken\n")
    assert imported("answers.csv", "more.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 4), 31)]
    assert "more.csv, line 3: not as many cells as the heading" in capsys.readouterr().out


def test_a_mark_that_is_not_closed_is_said_with_what_to_do(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'touchpoint;nps;date;comment\nInvoice;9;3.2.2026;"fine\nInvoice;9;3.2.2026;fine\n'
    (workshop.parent / "answers.csv").write_text(text)
    assert imported("answers.csv") == 1
    out = capsys.readouterr().out
    assert "answers.csv, line 2: a quotation mark that is not closed" in out
    assert "quotes = false" in out
    (workshop.parent / "map.toml").write_text("quotes = false\n")
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 3), 2)]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("decimal = 3", 'decimal cannot be 3. It can be: "," and "."'),
        ("desimal = 3", "It has no desimal. There is: decimal"),
        ("decimal = ", "It is no TOML"),
        ("since = 2026-01-01", "since and until belong together"),
        ("since = 2026-02-01\nuntil = 2026-01-01", "since and until belong together"),
        ("columns = 3", "columns must be a table: [columns]"),
        (
            '[columns]\nday = "when"',
            "answers.csv has no column when. There is: email, touchpoint, nps, date.",
        ),
        ("[columns]\nday = 3", "day cannot be 3"),
        ("[into]\nnps = 3", "nps cannot be 3"),
        ('[measures]\nnps = "nps 1-5"', "nps cannot be nps 1-5"),
        ('[zeros]\nnps = "no"', "nps cannot be no"),
        (
            '[touchpoints]\n"home delivry" = "Home deliver"',
            "Home deliver. It can be: Home delivery",
        ),
    ],
)
def test_what_is_wrong_in_the_choices_is_said_with_the_file_and_what_can_be(
    workshop: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    (workshop.parent / "map.toml").write_text(text)
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 2
    assert words in capsys.readouterr().err


def test_columns_can_be_named(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workshop.parent / "answers.csv").write_text("kohta;luku;nps;milloin\nInvoice;9;abc;3.2.2026\n")
    (workshop.parent / "map.toml").write_text(
        '[columns]\ntouchpoint = "kohta"\nanswers = ["luku"]\nday = "milloin"\n'
        '[measures]\nluku = "nps 0-10"\n'
    )
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 3), 1)]
    capsys.readouterr()


def test_two_columns_of_one_heading_are_both_counted_once(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workshop.parent / "answers.csv").write_text("date;Invoice;Invoice\n2026-02-03;9;10\n")
    assert imported("answers.csv") == 1
    printed = capsys.readouterr().out
    choices = "decimal" + printed.split("\ndecimal", 1)[1]
    (workshop.parent / "map.toml").write_text(choices.replace('# ""', '""'))
    assert imported("answers.csv", "--map", "map.toml", "--yes") == 0
    assert recorded(workshop) == [(date(2026, 2, 3), 2)]
    capsys.readouterr()


def test_wrong_use(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import"]) == 2
    assert main(["import", "k"]) == 2
    assert imported("none.csv") == 2
    assert "There is no file" in capsys.readouterr().err


# ---- where the data lies -----------------------------------------------------------------------------------
def test_the_statement_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--sql"]) == 0
    assert "group by grouping sets" in capsys.readouterr().out


def test_what_a_warehouse_counts_is_understood_as_the_answers_themselves(tmp_path: Path) -> None:
    names = ["touchpoint", "question", "answer", "day", "segment", "event"]
    asked, groups, events = "Recommend us? (0-10)", ["Families", "Businesses"], ["order", "return", None]
    rows = [
        ["Home delivery", asked, str(n % 11), f"2026-0{1 + n % 6}-03 10:00", groups[n % 2], events[n % 3]]
        for n in range(400)
    ]
    with (tmp_path / "all.csv").open("w") as file:
        csv.writer(file).writerows([names, *rows])
    counted = tmp_path / "counted.csv"
    with duckdb.connect() as engine:
        engine.execute(f"create table answers ({', '.join(f'{name} varchar' for name in names)})")
        engine.executemany("insert into answers values (?, ?, ?, ?, ?, ?)", rows)
        sql = warehouse_statement().rstrip(";\n")
        engine.execute(f"copy ({sql}) to '{counted}' (header)")
    answers = look(tmp_path / "all.csv")
    result = look(counted)
    assert len(counted.read_text().splitlines()) < 200
    there = understand(tally(answers, roles_of(answers)), Choices(), KNOWN, TODAY)
    for reader in (by_rows, tally):
        here = understand(reader(result, roles_of(result)), Choices(), KNOWN, TODAY)
        assert here.figures == there.figures
        assert here.months == there.months
        assert here.used == there.used == 400


# ---- asked at a terminal -----------------------------------------------------------------------------------
def test_what_is_open_is_asked_by_number_by_name_and_by_days(
    workshop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "touchpoint;nps\nHome delivry;9\nBill;9\nChat;9\n"
    (workshop.parent / "answers.csv").write_text(text)
    typed = io.StringIO("1 Jan 2026..30 Jun 2026\ninvoice\n7\n1\n1\ny\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    assert imported("answers.csv") == 0
    assert recorded(workshop) == [(date(2026, 6, 30), 1), (date(2026, 6, 30), 1), (date(2026, 6, 30), 1)]
    session = SessionFile.read(workshop).session
    assert sorted(measure.touchpoints for measure in session.measures) == [(), ("t1",), ("t2",)]
    output = capsys.readouterr()
    assert "From when to when were they given?" in output.out
    assert "7 is not on the list" in output.err


def test_an_empty_answer_leaves_all_open(
    workshop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.StringIO("\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    assert imported("answers.csv") == 1
    assert recorded(workshop) == []
    assert "Nothing was recorded" in capsys.readouterr().out
