"""What a file is, as far as its first rows tell: real exports have titles, several heading rows, and every
encoding."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import pytest

from cxworkshop.errors import Unreadable, WrongUse
from cxworkshop.importing.survey.by_engine import by_engine
from cxworkshop.importing.survey.columns import item_of, roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.preview import Preview
from cxworkshop.importing.survey.shapes import Item, Look, Roles
from cxworkshop.importing.survey.sources import rows_of
from cxworkshop.importing.survey.tally import by_rows, tally

FINNISH = "kosketuspiste;arvosana;päivä\nKäynti;9;3.2.2026\nKäynti;8;4.2.2026\n"


def looked(path: Path, contents: str | bytes, encoding: str = "utf-8") -> Look:
    path.write_bytes(contents.encode(encoding) if isinstance(contents, str) else contents)
    return look(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_is_known_by_what_stands_in_it(tmp_path: Path, encoding: str) -> None:
    file = looked(tmp_path / "a.csv", FINNISH, encoding)
    assert file.names == ("kosketuspiste", "arvosana", "päivä")
    assert [row.cells[0] for row in rows_of(file)] == ["Käynti", "Käynti"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, ending: str) -> None:
    file = looked(tmp_path / "a.txt", FINNISH.replace(";", delimiter).replace("\n", ending))
    assert (file.delimiter, len(file.names)) == (delimiter, 3)
    assert len([*rows_of(file)]) == 2


def test_a_decimal_comma_is_no_delimiter(tmp_path: Path) -> None:
    assert looked(tmp_path / "a.csv", "a;b\n1,5;2,5\n3,5;4,5\n").delimiter == ";"


def test_titles_above_the_heading_and_the_delimiter_said_in_the_first_line(tmp_path: Path) -> None:
    titled = looked(tmp_path / "a.csv", f"Customer survey 2026;;\n\nPrinted on 3.3.2026;;\n{FINNISH}")
    assert (titled.skip, titled.names[0]) == (3, "kosketuspiste")
    assert [row.line for row in rows_of(titled)] == [5, 6]
    said = looked(tmp_path / "b.csv", "sep=;\n" + FINNISH)
    assert (said.skip, said.delimiter, len([*rows_of(said)])) == (1, ";", 2)


def test_two_heading_rows_of_merged_questions(tmp_path: Path) -> None:
    file = looked(
        tmp_path / "a.csv",
        "Respondent ID,Start Date,Would you recommend us? (0-10),Rate your experience,,\n"
        ",,Response,Home delivery,Invoice,Chat\n11,2/3/2026,9,4,5,3\n12,2/14/2026,3,2,,4\n",
    )
    assert file.heading_rows == 2
    assert file.names[2:] == (
        "Would you recommend us? (0-10)", "Rate your experience – Home delivery",
        "Rate your experience – Invoice", "Rate your experience – Chat",
    )  # fmt: skip
    assert roles_of(file) == Roles((2, 3, 4, 5), day=1)


def test_a_row_of_scales_below_the_questions_is_a_part_of_the_heading(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        "Vastaaja-ID;Päivä;Suosittelisitko meitä?;Kuinka helppoa?;;Ylittyikö?\n;;;Lasku;Käynti;\n"
        ";Response date;0–10;1–7;1–7;Kyllä/Ei\n" + "71;1.2.2026 22:47;9;4;En ole asioinut;Ei\n" * 3,
        "utf-8",
    )
    seen = look(path)
    assert seen.heading_rows == 3
    assert seen.names == (
        "Vastaaja-ID",
        "Päivä",
        "Suosittelisitko meitä? (0–10)",
        "Kuinka helppoa? – Lasku (1–7)",
        "Kuinka helppoa? – Käynti (1–7)",
        "Ylittyikö?",
    )
    assert roles_of(seen) == Roles((2, 3, 4, 5), day=1)
    assert look(path, heading_rows=3) == seen


def test_a_number_of_the_row_is_no_answer_and_a_column_called_touchpoint_wins(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    heading = "{};Vastauspäivä;Kosketuspiste;Arvosana (1–5)\n"
    rows = "".join(f"{i};1.2.2026;Lasku;4\n" for i in range(101, 108))
    for called in ("Vastausnro", "Sija", "Vastaaja-ID", "Response no."):
        path.write_text(heading.format(called) + rows, "utf-8")
        assert roles_of(look(path)) == Roles((3,), touchpoint=2, day=1)
    path.write_text(
        "Päivä;Käynnin kosketuspiste;Helppous (1–7);Suosittelu (0–10)\n1.2.2026;Lasku;4;9\n", "utf-8"
    )
    assert roles_of(look(path)) == Roles((2, 3), touchpoint=1, day=0)


@pytest.mark.parametrize(
    ("heading", "cells", "is_answered"),
    [
        ("Lähde", "349523 487926 709067 120983 665310 998001", False),
        (
            "Lähde",
            "349523 487926 709067 120983 665310 349523",
            True,
        ),  # a number that comes twice names no row
        ("Ostos, €", "349523 487926 709067 120983 665310 998001", True),
        ("Jonotus, minuutit", "12 7 45 3 31 22", True),
        ("Viitenumero", "12 7 45 3 31 22", False),
        ("Ticket no.", "12 7 45 3 31 22", False),
        ("Web session id", "12 7 45 3 31 22", False),
    ],
)
def test_numbers_that_only_name_the_rows_are_no_answers(
    tmp_path: Path, heading: str, cells: str, is_answered: bool
) -> None:
    path = tmp_path / "wide.csv"
    rows = "".join(f"1.2.2026;{cell};4\n" for cell in cells.split())
    path.write_text(f"Vastauspäivä;{heading};Lasku (1–5)\n{rows}", "utf-8")
    assert roles_of(look(path)).answers == ((1, 2) if is_answered else (2,))


def test_rising_answers_that_are_counted_are_answers(tmp_path: Path) -> None:
    path = tmp_path / "counted.csv"
    path.write_text(
        "kosketuspiste;Suosittelisitko?;kpl\n" + "".join(f"Lasku;{i};7\n" for i in range(11)), "utf-8"
    )
    assert roles_of(look(path)) == Roles((1,), touchpoint=0, times=2)


def test_a_column_that_few_answered_is_taken_with_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    rows = "5;jätin väliin\n" * 9 + "4;2\n"
    path.write_text("Kuinka helppoa? – Lasku;Kuinka helppoa? – Reklamaatio\n" + rows, "utf-8")
    assert roles_of(look(path)).answers == (0, 1)


def test_three_heading_rows_with_ids_of_the_survey_tool(tmp_path: Path) -> None:
    ids = ",".join(['"{""ImportId"":""Q""}"'] * 4)
    file = looked(
        tmp_path / "a.csv",
        f"StartDate,Status,Q1,Q2_1\nStart Date,Response Type,Would you recommend us?,Rate it - Chat\n{ids}\n"
        "2026-02-03 10:00:00,Survey Preview,10,5\n2026-02-03 11:00:00,IP Address,9,4\n",
    )
    assert file.heading_rows == 3
    assert file.names == ("Start Date", "Response Type", "Would you recommend us?", "Rate it - Chat")
    assert roles_of(file) == Roles((2, 3), day=0, status=1)


def test_a_column_of_comments_without_a_heading_makes_no_second_heading_row(tmp_path: Path) -> None:
    file = looked(
        tmp_path / "a.csv", "touchpoint;score;date;\nInvoice;9;2026-02-03;quick\nInvoice;8;2026-02-03;slow\n"
    )
    assert (file.heading_rows, len([*rows_of(file)])) == (1, 2)


def test_delimiters_at_the_end_of_rows_or_of_the_heading_cost_nothing(tmp_path: Path) -> None:
    for text in ("touchpoint;score;\nInvoice;9\nInvoice;8\n", "touchpoint;score\nInvoice;9;\nInvoice;8;\n"):
        file = looked(tmp_path / "a.csv", text)
        count = tally(file, roles_of(file))
        assert (count.answers.total(), count.aside) == (2, {})


def test_line_breaks_inside_marks_are_a_part_of_the_cell(tmp_path: Path) -> None:
    file = looked(tmp_path / "a.csv", 'score;comment\n9;"good,\n\nthanks"\n8;"1; 2; 3"\n')
    assert [(row.line, row.cells[0]) for row in rows_of(file)] == [(2, "9"), (5, "8")]


def test_json_lines(tmp_path: Path) -> None:
    rows = [{"touchpoint": "Invoice", "score": 9.0, "date": "2026-02-03T10:00:00"}, {"touchpoint": "Invoice"}]
    file = looked(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)) + "\n\nno json\n")
    assert file.names == ("touchpoint", "score", "date")
    count = tally(file, roles_of(file))
    assert count.answers == {
        (Item("Invoice", "score"), "9", "2026-02-03"): 1,
        (Item("Invoice", "score"), "", ""): 1,
    }
    assert count.aside == {"misshapen": 1}


def test_parquet_with_the_types_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "it's.parquet"
    with duckdb.connect() as engine:
        engine.execute(
            "copy (select 'Invoice' as touchpoint, 9.5 as score, timestamp '2026-02-03 10:00' as date"
            f" union all select 'Invoice', null, null) to '{str(path).replace(chr(39), chr(39) * 2)}'"
        )
    file = look(path)
    assert file.form == "parquet"
    count = tally(file, roles_of(file))
    assert count.answers == {
        (Item("Invoice", "score"), "9.5", "2026-02-03"): 1,
        (Item("Invoice", "score"), "", ""): 1,
    }
    assert count.rows == 2


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (b"", "It is empty"),
        (b" \n ", "It is empty"),
        (b"%PDF-1.7", "It is a PDF"),
        (b"PK\x03\x04nonsense", "no workbook"),
        (b"PAR1nonsense", "no Parquet file"),
        (b"<!DOCTYPE html><html>", "a page for a browser"),
        (bytes(range(1, 256)) * 9, "It is no text"),
        (b'{"a" 1}\n', "no line with an answer"),
    ],
)
def test_what_is_no_survey_data_is_said_with_the_name_of_the_file(
    tmp_path: Path, contents: bytes, words: str
) -> None:
    with pytest.raises(Unreadable, match=rf"a\.data: .*{words}"):
        looked(tmp_path / "a.data", contents)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no file"):
        look(tmp_path / "none.csv")
    with pytest.raises(Unreadable, match="folder"):
        look(tmp_path)


def test_what_is_missing_to_read_workbooks_is_said_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for begin in (b"PK\x03\x04", b"PAR1"):
        with pytest.raises(WrongUse, match=r"cxworkshop\[feedback\]"):
            looked(tmp_path / "a", begin)


def test_the_folder_that_starts_without_installing_says_that_it_reads_no_parquet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(WrongUse, match="as CSV or as a workbook"):
        looked(tmp_path / "a", b"PAR1")


def test_text_is_read_where_the_engine_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.delitem(sys.modules, "cxworkshop.importing.survey.by_engine", raising=False)
    monkeypatch.setattr("cxworkshop.importing.survey.tally.ENGINE_FROM", 0)
    file = looked(tmp_path / "a.csv", FINNISH)
    assert tally(file, roles_of(file)).answers.total() == 2


# ---- columns -----------------------------------------------------------------------------------------------
def test_personal_columns_and_free_text_are_not_read(tmp_path: Path) -> None:
    file = looked(
        tmp_path / "a.csv",
        "Asiakasnumero;Ikä;Sähköposti;Kommentti;Suosittelisitko meitä?;Viivakoodi ja muuta\n"
        "1001;44;a@example.invalid;5 tähteä!;9;abc\n1002;51;b@example.invalid;hyvä;8;def\n",
    )
    assert roles_of(file) == Roles((4,))


def test_a_column_called_answers_counts_them_only_beside_another(tmp_path: Path) -> None:
    alone = looked(tmp_path / "a.csv", "touchpoint;answers\nInvoice;9\n")
    assert roles_of(alone) == Roles((1,), touchpoint=0)
    beside = looked(tmp_path / "b.csv", "touchpoint;score;answers\nInvoice;9;12\n")
    assert roles_of(beside) == Roles((1,), touchpoint=0, times=2)


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Home delivery", Item("Home delivery", "")),
        ("Rate your experience [Invoice]", Item("Invoice", "Rate your experience")),
        ("Rate your experience - Invoice", Item("Invoice", "Rate your experience")),
        ("Rate your experience – Chat - mobile", Item("Chat - mobile", "Rate your experience")),
        ("2.2 Arvioi kokemuksesi: Lasku", Item("Lasku", "Arvioi kokemuksesi")),
        ("Q12_3. How easy was it? Invoice (1–5)", Item("Invoice", "How easy was it? (1–5)")),
        (
            "1. Would you recommend us? (0–10)",
            Item("Would you recommend us?", "Would you recommend us? (0–10)"),
        ),
        ("Home delivery (1-5)", Item("Home delivery", " (1-5)")),
        ("NPS", Item("NPS", "NPS")),
        ("3 days delivery", Item("3 days delivery", "")),
        ("24h support", Item("24h support", "")),
    ],
)
def test_a_heading_speaks_of_a_touchpoint_and_asks_something(heading: str, item: Item) -> None:
    assert item_of(heading) == item


# ---- what a column is for ----------------------------------------------------------------------------------
def roles_in(path: Path, heading: str, *rows: str) -> dict[str, str]:
    """By heading: what its column is for."""
    preview = Preview(file := looked(path, "\n".join((heading, *rows)) + "\n"), roles_of(file))
    return {name: preview.role(i) for i, name in enumerate(file.names)}


@pytest.mark.parametrize(
    "heading",
    [
        "Response date",
        "Submitted at",
        "Answered on",
        "Vastausaika",
        "Vastattu pvm",
        "When was it",
        "Milloin",
        "D1",
    ],
)
@pytest.mark.parametrize("day", ["17/07/2026", "2026-07-17 10:00:01", "17.7.2026", "2026-07-17T10:00"])
def test_a_column_of_days_is_the_day_whatever_it_is_called(tmp_path: Path, heading: str, day: str) -> None:
    roles = roles_in(
        tmp_path / "a.csv", f"{heading};touchpoint;nps", *[f"{day};Invoice;{n}" for n in (3, 9, 10)]
    )
    assert roles == {heading: "day", "touchpoint": "touchpoint", "nps": "answers"}


def test_of_several_days_the_one_of_answering_is_taken_and_no_birthday(tmp_path: Path) -> None:
    row = "1.5.1961;3.2.2026;9.2.2026;Invoice;9"
    roles = roles_in(tmp_path / "a.csv", "Potilaan syntymäaika;Käynti;Vastattu;kosketuspiste;nps", row, row)
    assert [name for name, role in roles.items() if role == "day"] == ["Vastattu"]
    born = roles_in(tmp_path / "b.csv", "X;kosketuspiste;nps", "1.5.1961;Invoice;9", "2.6.1974;Invoice;9")
    assert born["X"] == ""
    said = roles_in(tmp_path / "c.csv", "Visit on;Date;touchpoint;nps", "3.2.2026;9.2.2026;Invoice;9")
    assert (said["Visit on"], said["Date"]) == ("", "day"), "a heading that says so goes first"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Patient group", "segment"),
        ("Member's type", "segment"),
        ("Client class", "segment"),
        ("Potilasryhmä", "segment"),
        ("Jäsentyyppi", "segment"),
        ("Ikäryhmä", "segment"),
        ("Reason for contact", "event"),
        ("Käynnin syy", "event"),
        ("Patient number", ""),
        ("Recipient Last Name", ""),
        ("Potilaan numero", ""),
        ("Jäsennumero", ""),
        ("How easy was it to reach us by phone?", "answers"),
        ("Phone service", "answers"),
        ("Patient group sessions (1-5)", "answers"),
    ],
)
def test_headings_in_more_words_say_what_a_column_is_for(tmp_path: Path, heading: str, role: str) -> None:
    roles = roles_in(tmp_path / "a.csv", f"{heading};Invoice", "4;5", "3;4", "5;1")
    assert roles == {heading: role, "Invoice": "answers"}


# ---- rows that are no answers ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "first",
    [
        "Total",
        "Number of respondents",
        "Number of respondents: 44",
        "Median",
        "Vastaajia yhteensä",
        "Vastausten määrä",
        "Keskihajonta",
    ],
)
def test_a_row_that_sums_up_others_is_no_answer_in_either_reader(tmp_path: Path, first: str) -> None:
    file = looked(tmp_path / "a.csv", f"touchpoint;nps\nInvoice;9\n{first};4\n")
    for read in (by_rows, by_engine):
        assert read(file, roles_of(file)).aside == {"total": 1}
