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

from cxworkshop.importing.survey.by_engine import by_engine
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.shapes import Look, Roles, Tally
from cxworkshop.importing.survey.tally import by_rows

HEADING = ["vastaaja", "kosketuspiste", "arvosana", "pvm", "ryhmä", "tila", "kommentti"]
ROLES = Roles((2,), touchpoint=1, day=3, segment=4, status=5)
NAMES = tuple(HEADING)
CELLS = st.one_of(
    st.sampled_from(
        ["Lasku", " lasku", "9", "10 – varmasti", "3.2.2026", "2026-02-03T10:00:00Z", "3.2.2026 9:15", "EOS",
         "", " ", "Yhteensä", "total:", "Testi", "survey preview", "ä", "5\" ruutu", "a;b", 'sanoi "hyvä"',
         "rivi\nrivi", "rivi\r\nrivi;\n"]
    ),
    st.text(st.characters(codec="cp1252", exclude_characters="\x00\r"), max_size=6),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=12)
BROKEN = st.sampled_from(
    ["", "   ", "1;2;3", "1;Lasku;9;3.2.2026;A;;ok;liikaa", '1;Lasku;9;3.2.2026;A;;"auki', '1;"Lasku"x;9;3.2.2026;A;;',
     "Yhteensä;;431;;;;", ";;;;;;"]
)  # fmt: skip


def written(rows: list[list[str]], delimiter: str = ";", ending: str = "\n") -> list[str]:
    """Each row as text of a CSV file."""
    texts = []
    for row in rows:
        csv.writer(line := io.StringIO(), delimiter=delimiter, lineterminator=ending).writerow(row)
        texts.append(line.getvalue())
    return texts


def seen(path: Path, encoding: str = "utf-8", quotes: bool = True) -> Look:
    return Look(path, "csv", NAMES, (("", "", "", "3.2.2026 10:00", "", "", ""),), encoding, ";", quotes=quotes)


def same(first: Tally, second: Tally) -> None:
    assert first.answers == second.answers
    assert first.cover == second.cover
    assert first.aside == second.aside
    assert first.files == second.files


@settings(max_examples=150, deadline=None)
@given(
    ROWS,
    st.lists(st.tuples(st.integers(0, 12), BROKEN), max_size=4),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_python_and_the_engine_count_the_same(
    rows: list[list[str]], broken: list[tuple[int, str]], encoding: str, ending: str, quotes: bool
) -> None:
    texts = written(rows, ending=ending)
    for place, text in broken:
        texts.insert(place, text + ending)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_bytes("".join([";".join(HEADING) + ending, *texts]).encode(encoding))
        file = seen(path, encoding, quotes)
        same(by_rows(file, ROLES), by_engine(file, ROLES))
