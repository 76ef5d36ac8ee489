"""Python and the engine count the same file the same, whatever stands in it; broken rows cost no good one."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.errors import Unreadable
from cxworkshop.importing.survey import by_engine as engine
from cxworkshop.importing.survey.bad_lines import bad_lines
from cxworkshop.importing.survey.by_engine import by_engine
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.shapes import Choices, Item, Look, Roles, Tally
from cxworkshop.importing.survey.tally import Cancelled, added, by_rows, tally
from cxworkshop.importing.survey.understand import understand
from tests.importing.survey.files import KNOWN, TODAY, counted

HEADING = ["vastaaja", "kosketuspiste", "arvosana", "pvm", "ryhmä", "tila", "kommentti"]
ROLES = Roles((2,), touchpoint=1, day=3, segment=4, status=5)
WIDE = Roles((1, 2), day=3, times=0)
SEVERAL = (
    Roles((2, 6), touchpoint=1, day=3, segment=4, status=5),
    Roles((2, 4), question=1, day=3),
    Roles((0, 2, 6), touchpoint=1, question=4, day=3),
)
"""Several answers in a row that names its touchpoint or its question."""
CELLS = st.one_of(
    st.sampled_from(
        ["Lasku", " lasku", "9", "10 – varmasti", "3.2.2026", "2026-02-03T10:00:00Z", "3.2.2026 9:15", "EOS",
         "", " ", "Yhteensä", "total:", "Testi", "survey preview", "ä", '5" ruutu', "a;b", 'sanoi "hyvä"',
         "rivi\nrivi", "rivi\r\nrivi;\n", "3", "2,0", "1 000"]
    ),
    st.text(st.characters(codec="cp1252", exclude_characters="\x00\r"), max_size=6),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=12)
BROKEN = st.sampled_from(
    [
        "",
        "   ",
        "1;2;3",
        "1;Lasku;9;3.2.2026;A;;ok;",
        "1;Lasku;9;3.2.2026;A;;ok;;",
        '1;Lasku;9;3.2.2026;A;;"ok";',
        "1;Lasku;9;3.2.2026;A;;ok;liikaa",
        '1;Lasku;9;3.2.2026;A;;"auki',
        '1;"Lasku"x;9;3.2.2026;A;;',
        "Yhteensä;;431;;;;",
        ";;;;;;",
    ]
)


def lines_of(rows: list[list[str]], ending: str) -> list[str]:
    """Each row as text of a CSV file."""
    texts = []
    for row in rows:
        csv.writer(line := io.StringIO(), delimiter=";", lineterminator=ending).writerow(row)
        texts.append(line.getvalue())
    return texts


def same(first: Tally, second: Tally) -> None:
    assert first.answers == second.answers
    assert first.cover == second.cover
    assert first.aside == second.aside
    assert first.files == second.files


@settings(max_examples=60, deadline=None)
@given(
    ROWS,
    st.lists(st.tuples(st.integers(0, 12), BROKEN), max_size=4),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([ROLES, WIDE, *SEVERAL]),
)
def test_python_and_the_engine_count_the_same(
    rows: list[list[str]],
    broken: list[tuple[int, str]],
    encoding: str,
    ending: str,
    quotes: bool,
    roles: Roles,
) -> None:
    texts = lines_of(rows, ending)
    for place, text in broken:
        texts.insert(place, text + ending)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_bytes("".join([";".join(HEADING) + ending, *texts]).encode(encoding))
        sample = (("", "", "", "3.2.2026 10:00", "", "", ""),)
        file = Look(path, "csv", tuple(HEADING), sample, encoding, ";", quotes=quotes)
        same(by_rows(file, roles), by_engine(file, roles))


def long_row(number: int) -> str:
    return f"{number};Invoice;{number % 11};{number % 28 + 1}.2.2026;Families;;fine"


BREAKS = (
    ("x;y", "misshapen"),
    ("{row};more", "misshapen"),
    ('{number};Invoice;9;3.2.2026;Families;;"never closed', "unclosed"),
    ('{number};"Invoice"s;9;3.2.2026;Families;;fine', "unclosed"),
    ("{number};Invoice;eleven;3.2.2026;Families;;fine", "no_answer"),
    ("{number};Invoice;9;31.2.2026;Families;;fine", "no_such_day"),
    ("{number};Invoice;11;3.2.2026;Families;;fine", "outside"),
)


@pytest.mark.parametrize("reader", [by_rows, by_engine])
def test_a_file_with_one_row_in_a_hundred_broken_loses_no_good_one_and_names_every_bad_one(
    tmp_path: Path, reader: object
) -> None:
    rows, expected = [], []
    for number in range(5000):
        row = long_row(number)
        if number % 100 == 17:
            broken, reason = BREAKS[number // 100 % len(BREAKS)]
            rows.append(broken.format(row=row, number=number))
            expected.append((number + 2, reason))
        else:
            rows.append(row.replace("fine", '"two\tlines"') if number % 7 == 0 else row)
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["id;touchpoint;score;date;segment;status;comment", *rows, ""]))
    file = look(path)
    roles = roles_of(file)
    assert callable(reader)
    count = reader(file, roles)
    read = understand(count, Choices(), KNOWN, TODAY)
    assert read.used == 4950
    assert sum(read.rejects.values()) + sum(read.aside.values()) == 50
    listed = bad_lines([(file, roles)], read)
    assert [(line.line, line.reason) for line in listed] == expected
    assert len(bad_lines([(file, roles)], read, limit=7)) == 7


def test_a_mark_that_is_never_closed_costs_its_own_row_alone(tmp_path: Path) -> None:
    rows = [long_row(number) for number in range(3000)]
    rows[1500] = rows[1500].replace(";fine", ';"fine')
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["id;touchpoint;score;date;segment;status;comment", *rows]))
    file = look(path)
    for reader in (by_rows, by_engine):
        count = reader(file, roles_of(file))
        assert count.answers.total() == 2999
        assert count.aside == {"unclosed": 1}
        assert count.rows == 3000
    read = understand(count, Choices(), KNOWN, TODAY)
    [line] = bad_lines([(file, roles_of(file))], read)
    assert (line.file, line.line, line.reason) == ("answers.csv", 1502, "unclosed")
    without = look(path, quotes=False)
    assert by_engine(without, roles_of(without)).answers.total() == 3000


def test_one_broken_letter_costs_only_a_cell_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    row = "Käynti;9;2026-02-03;hyvä\n".encode()
    path.write_bytes(b"touchpoint;score;date;comment\n" + row * 5 + row.replace("hyvä".encode(), b"hyv\xe4")
                     + row.replace("ä".encode(), b"\xe4", 1))  # fmt: skip
    file = look(path)
    assert file.encoding == "utf-8"
    for reader in (by_rows, by_engine):
        count = reader(file, roles_of(file))
        assert count.answers == {(Item("Käynti", "score"), "9", "2026-02-03"): 6}
        assert count.aside == {"unreadable": 1}


def test_line_ends_of_two_kinds_are_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"touchpoint;score\r\nA;1\nA;2\r\nA;3\n")
    file = look(path)
    same(by_rows(file, roles_of(file)), by_engine(file, roles_of(file)))
    assert by_engine(file, roles_of(file)).rows == 3


def test_several_files_are_counted_each_and_added(tmp_path: Path) -> None:
    first = counted(tmp_path / "a.csv", "touchpoint;score;date\nInvoice;9;2026-02-03\n")
    second = counted(tmp_path / "b.csv", "score,date,touchpoint\n9,2026-02-03,Invoice\n")
    both = added([first, second])
    assert both.answers == {(Item("Invoice", "score"), "9", "2026-02-03"): 2}
    assert [file.name for file in both.files] == ["a.csv", "b.csv"]
    assert both.rows == 2


def test_broken_rows_beyond_the_limit_are_said_to_be_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BROKEN", 10)
    path = tmp_path / "answers.csv"
    path.write_text("touchpoint;score;date\n" + "A;9;2026-01-01\nA\n" * 6)
    file = look(path)
    count = by_engine(file, roles_of(file))
    assert count.answers.total() == 6
    assert count.or_more, "six rows lack two cells each"
    assert understand(count, Choices(), KNOWN, TODAY).or_more
    with path.open("a") as more:
        more.write('A;9;"open\nA;9;2026-01-01\n')
    count = by_engine(file, roles_of(file))
    assert (count.answers.total(), count.aside["misshapen"], count.aside["unclosed"]) == (7, 6, 1)
    assert not count.or_more, "where a mark may be open beyond the limit, every row is looked at"


@pytest.mark.parametrize("reader", [by_rows, by_engine])
def test_reading_stops_when_it_is_told_to(tmp_path: Path, reader: object) -> None:
    path = tmp_path / "answers.csv"
    numbers = random.Random(1)
    with path.open("w") as file:
        file.write("touchpoint;score;date\n")
        file.writelines(
            f"T{numbers.randrange(900)};{numbers.random()};2026-01-01\n" for _row in range(400_000)
        )
    seen = look(path)
    roles = Roles((1,), touchpoint=0, day=2)
    assert callable(reader)
    with pytest.raises(Cancelled):
        reader(seen, roles, lambda _rows: False)


def test_an_interrupt_of_the_program_stops_the_engine(tmp_path: Path) -> None:
    def interrupt(_rows: int) -> bool:
        raise KeyboardInterrupt

    path = tmp_path / "answers.csv"
    with path.open("w") as file:
        file.write("touchpoint;score;date\n")
        file.writelines(f"T{number};{number};2026-01-01\n" for number in range(600_000))
    with pytest.raises(KeyboardInterrupt):
        by_engine(look(path), Roles((1,), touchpoint=0, day=2), interrupt)


def test_the_digest_is_that_of_the_file_and_not_of_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("kosketuspiste;arvosana\nKäynti;9\n", encoding="utf-16")
    file = look(path)
    [python] = by_rows(file, roles_of(file)).files
    [engine_file] = by_engine(file, roles_of(file)).files
    assert python == engine_file == tally(file, roles_of(file)).files[0]
    assert len(python.digest) == 64


def test_signs_of_patterns_in_the_name_of_a_file_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / "answers1.csv").write_text("touchpoint;score\nA;1\n")
    path = tmp_path / "answers[1]*?.csv"
    path.write_text("touchpoint;score\nA;9\nA;9\n")
    file = look(path)
    same(by_rows(file, roles_of(file)), by_engine(file, roles_of(file)))
    assert by_engine(file, roles_of(file)).rows == 2


def test_a_file_that_is_gone_or_too_varied_is_said_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("touchpoint;score\n" + "".join(f"A;{number}\n" for number in range(30_000)))
    file = look(path)
    monkeypatch.setattr("cxworkshop.importing.survey.tally.LARGEST", 10_000)
    for size in (0, 1 << 40):
        monkeypatch.setattr("cxworkshop.importing.survey.tally.ENGINE_FROM", size)
        with pytest.raises(Unreadable, match=r"answers\.csv: There are more than 10,000 different answers"):
            tally(file, roles_of(file))
    path.unlink()
    with pytest.raises(Unreadable, match=r"answers\.csv"):
        tally(file, roles_of(file))
