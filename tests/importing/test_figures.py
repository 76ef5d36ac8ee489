"""Figures that were written into the blanks of the 90-day sheet come back as observations."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing.changes import add
from cxworkshop.importing.checkin import CheckIn, check_in
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session

ON = date(2027, 2, 10)
WRITTEN = date(2027, 2, 3)


def sheet(session: Session, spoken: str, written: dict[str, str]) -> str:
    """The sheet, with these words in the blanks of measures."""
    with speaking(spoken):
        text = write_document(session, "check-90", language=spoken, on=WRITTEN)
    for measure, words in written.items():
        name = session.name_of("measures", measure)
        row = re.compile(rf"^(\| {re.escape(name)} \|[^|]*\|)[^|]*\|", re.MULTILINE)
        text, n = row.subn(lambda match, words=words: f"{match[1]} {words} |", text)  # type: ignore[misc]  # one argument
        assert n == 1, name
    return text


def read(spoken: str, **written: str) -> tuple[Session, CheckIn]:
    session = demo_session(spoken)
    return session, check_in(session, sheet(session, spoken, written), ON)


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize(
    ("words", "value", "n", "day"),
    [
        ("87%", 87.0, None, ON),
        ("87 %, n 40", 87.0, 40, ON),
        ("87% (n = 40, 3.2.2027)", 87.0, 40, date(2027, 2, 3)),
        ("3.2.2027: 87", 87.0, None, date(2027, 2, 3)),
        ("87, n=120, 2027-01-31", 87.0, 120, date(2027, 1, 31)),
        (r"\_\_\_ 87 % \_\_\_\_", 87.0, None, ON),
    ],
)
def test_a_figure_comes_back_with_its_answers_and_its_day(
    spoken: str, words: str, value: float, n: int | None, day: date
) -> None:
    session, checked = read(spoken, m02=words)
    [figure] = checked.figures
    assert (figure.measure.id, figure.value, figure.n, figure.day) == ("m02", value, n, day)
    assert not checked.unclear
    assert checked.unknown == read(spoken)[1].unknown
    after = checked.change(session)(session)
    new = after.round.observations[-1]
    assert (new.measure, new.value, new.n, new.observed_on) == ("m02", value, n, day)
    assert after.round.observations[:-1] == session.round.observations
    assert not check_in(after, sheet(session, spoken, {"m02": words}), ON).figures, "nothing is doubled"


@pytest.mark.parametrize("spoken", ["en", "fi"])
@pytest.mark.parametrize("words", ["71", "71 %", "71 (n 40)"])
@pytest.mark.parametrize("change", ["(Pekka Harjula)", "", "rising", "–"])
def test_a_figure_is_read_whatever_became_of_the_words_beside_it(
    spoken: str, words: str, change: str
) -> None:
    session = demo_session(spoken)
    text = sheet(session, spoken, {"m02": words})
    name = re.escape(session.name_of("measures", "m02"))
    text, n = re.subn(rf"^(\| {name} \|.*\|) [^|]+ \|$", rf"\1 {change} |", text, flags=re.MULTILINE)
    assert n == 1
    checked = check_in(session, text, ON)
    assert [(figure.measure.id, figure.value) for figure in checked.figures] == [("m02", 71.0)]
    assert not checked.unclear


def test_a_figure_that_the_sheet_was_printed_with_is_none_and_one_written_over_it_is() -> None:
    session = demo_session("en")
    known = add("observations", measure="m02", value=86.04, observed_on=date(2027, 1, 20))(session)
    assert not check_in(known, sheet(known, "en", {}), ON).figures
    [figure] = check_in(known, sheet(known, "en", {"m02": "89"}), ON).figures
    assert (figure.measure.id, figure.value) == ("m02", 89.0)
    [unclear] = check_in(known, sheet(known, "en", {"m02": "better"}), ON).unclear
    assert "better" in str(unclear)


def test_decimals_are_read_as_the_sheet_is_written() -> None:
    assert read("fi", m10="12,5 päivää")[1].figures[0].value == 12.5
    assert read("en", m10="12.5 days")[1].figures[0].value == 12.5
    assert read("en", m04="5.4 of 7")[1].figures[0].value == 5.4


@pytest.mark.parametrize(
    "words",
    ["better", "870 %", "87 % or 88 %", "87 days", "87, 3.2.2028", "n 40", "87 % n 40 n 50", "soon 87"],
)
def test_only_what_cannot_be_read_is_named_with_its_measure(words: str) -> None:
    session, checked = read("en", m02=words, m10="12 days")
    assert [figure.measure.id for figure in checked.figures] == ["m10"]
    [unclear] = checked.unclear
    assert str(unclear).startswith(session.name_of("measures", "m02"))


def test_an_empty_sheet_says_nothing_of_figures() -> None:
    for spoken in ("en", "fi"):
        checked = read(spoken)[1]
        assert (checked.figures, checked.unclear) == ((), ())
