"""Days with the names of their months, in both languages, read by Python and by the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cxworkshop.importing.survey.by_engine import by_engine
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.days import day_of, is_day
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.tally import by_rows
from tests.importing.survey.files import understood

DAY = date(2026, 2, 3)
NAMED = (
    "3 February 2026", "3. helmikuuta 2026", "3.helmikuuta 2026", "February 3, 2026", "Feb 3, 2026",
    "3-Feb-2026", "03 Feb 2026", "3rd February 2026", "3 February 2026 10:22", "FEBRUARY 3 2026",
    "3. helmi 2026",
)  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_a_day_with_the_name_of_its_month_is_read(text: str) -> None:
    assert day_of(text, None) == DAY
    assert is_day(text)


@pytest.mark.parametrize(
    "text", ["31 February 2026", "3 Foo 2026", "February 2026", "may be 3 2026", "3 2026"]
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert day_of(text, None) is None


@pytest.mark.parametrize("text", NAMED[:8])
def test_a_column_of_such_days_dates_the_answers(tmp_path: Path, text: str) -> None:
    rows = "".join(f"Invoice;{text};{5 if i % 2 else 4}\n" for i in range(40))
    seen = understood(tmp_path / "a.csv", f"Touchpoint;Date;Rating\n{rows}")
    assert not seen.aside
    assert seen.day_form in ("d month y", "month d y")
    assert not [question for question in seen.questions if question.kind in ("day_form", "undated")]


def test_python_and_the_engine_take_the_same_days(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    days = (*NAMED, "2026-02-03T10:22", "3.2.2026 10:22", "1.2.26 9:00:00", "2026-02-03", " 3.2.2026 ")
    path.write_text("Touchpoint;Date;Rating\n" + "".join(f"Invoice;{day};4\n" for day in days), "utf-8")
    seen = look(path)
    roles = roles_of(seen)
    assert roles.day == 1
    assert by_rows(seen, roles).answers == by_engine(seen, roles).answers
