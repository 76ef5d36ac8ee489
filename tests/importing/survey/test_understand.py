"""What counted texts mean: every answer has one fate, what is ambiguous is asked, and nothing is guessed in
silence."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.errors import NotUnderstood
from cxworkshop.importing.survey.asking import answered
from cxworkshop.importing.survey.bad_lines import bad_lines
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.shapes import (
    ADD,
    LEAVE_OUT,
    WHOLE,
    Choices,
    Item,
    Question,
    Reject,
    Roles,
    Understood,
)
from cxworkshop.importing.survey.tally import tally
from cxworkshop.importing.survey.understand import understand
from cxworkshop.importing.survey.words import is_not_applicable
from tests.importing.survey.files import KNOWN, TODAY, understood

LONG = "touchpoint;question;answer;date;segment;event\n"


def asked(read: Understood, kind: str) -> list[Question]:
    return [question for question in read.questions if question.kind == kind]


def test_long_answers_become_figures_with_their_period_groups_and_situations(tmp_path: Path) -> None:
    read = understood(
        tmp_path / "a.csv",
        "touchpoint;nps;date;segment;event\n"
        + "Home delivery;10;3.2.2026;Families;delivery\n" * 6
        + "home  DELIVERY;7;4.3.2026;Families;return\n" * 3
        + "Home delivery;2;5.7.2026;Businesses;delivery\n",
    )
    first, second = read.figures
    assert (first.touchpoint, first.metric, first.scale) == ("t1", "nps", "0-10")
    assert (first.since, first.until) == (date(2026, 2, 3), date(2026, 3, 4)), (
        "the days that were answered on"
    )
    assert first.period == (date(2026, 1, 1), date(2026, 6, 30))
    assert first.parts == {"promoters": 6, "passives": 3, "detractors": 0, "n": 9}
    assert (first.segments, first.events) == (2, 2)
    assert (second.since, second.until) == (date(2026, 7, 5), date(2026, 7, 5))
    assert second.parts == {"promoters": 0, "passives": 0, "detractors": 1, "n": 1}
    assert [(month.month, month.parts) for month in read.months] == [
        ("2026-02", {"promoters": 6, "passives": 0, "detractors": 0, "n": 6}),
        ("2026-03", {"n": 3}),
        ("2026-07", {"n": 1}),
    ], "of few answers only how many"
    assert not read.questions


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["Home delivery", "Invoice", "Käynti"]),
        st.sampled_from(["1", "2", "3", "4", "5", "5 – erinomainen", "EOS", "", "9", "2,5", "Agree"]),
        st.dates(date(2025, 1, 1), date(2026, 11, 29)),
        st.sampled_from(["Families", "Businesses", ""]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sampled_from(["rating 1-5", "csat 1-5", "ces 1-7", "rating number", "nps 0-10"]))
def test_long_and_wide_forms_of_the_same_answers_give_the_same_to_the_last_digit(
    answers: list[tuple[str, str, date, str]], measured: str
) -> None:
    asks = "How was it?"
    metric, scale = measured.split()
    choices = Choices(scales={asks: scale}, metrics={asks: metric}, zeros={asks: True}, decimal=",")
    columns = ["Home delivery", "Invoice", "Käynti"]
    long = [f"{touchpoint};{asks};{answer};{day};{segment};" for touchpoint, answer, day, segment in answers]
    wide = [";".join(["date", "segment", *(f"{asks} [{name}]" for name in columns)])]
    ordered = sorted(answers, key=lambda row: (row[2], row[3], row[0]), reverse=True)
    for (day, segment), rows in groupby(ordered, key=lambda row: (row[2], row[3])):
        for touchpoint, answer, _day, _segment in rows:
            cells = [answer if name == touchpoint else "" for name in columns]
            wide.append(";".join([day.isoformat(), segment, *cells]))
    with TemporaryDirectory() as folder:
        from_long = understood(Path(folder) / "long.csv", LONG + "\n".join(long), choices)
        (path := Path(folder) / "wide.csv").write_text("\n".join(wide))
        count = tally(look(path), Roles((2, 3, 4), day=0, segment=1))
        from_wide = understand(count, choices, KNOWN, TODAY)
    assert [figure._replace(item=Item("", "")) for figure in from_long.figures] == [
        figure._replace(item=Item("", "")) for figure in from_wide.figures
    ]
    assert from_long.months == from_wide.months
    assert from_long.used == from_wide.used


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Home delivery", "Invoise", "Chat", "", "Total"]),
            st.sampled_from(["0", "5", "9", "10", "11", "EOS", "99", "soon", "4,5"]),
            st.sampled_from(["2026-02-03", "31.2.2026", "", "2030-01-01", "3/4/2026"]),
        ),
        max_size=30,
    )
)
def test_every_answer_has_one_fate(rows: list[tuple[str, str, str]]) -> None:
    text = "touchpoint;score;date\n" + "\n".join(map(";".join, rows)) + "\nInvoice;5;2026-01-01\n"
    with TemporaryDirectory() as folder:
        read = understood(Path(folder) / "a.csv", text, Choices(matches={"Chat": LEAVE_OUT}))
    unknown = sum(unknown.answers for unknown in read.unknown.values())
    fates = read.used + read.not_applicable + read.left_out + sum(read.rejects.values()) + unknown
    assert fates == read.answers
    assert read.answers + sum(read.aside.values()) == len(rows) + 1
    assert sum(figure.parts["n"] for figure in read.figures) == read.used
    assert sum(month.parts["n"] for month in read.months) <= read.used


# ---- touchpoints -------------------------------------------------------------------------------------------
def test_an_unknown_touchpoint_is_offered_and_never_taken_by_itself(tmp_path: Path) -> None:
    text = "touchpoint;nps;date\nHome delivry;9;2026-02-03\nInvoice;8;2026-02-03\n"
    read = understood(tmp_path / "a.csv", text)
    [question] = asked(read, "match")
    assert [value for value, _words in question.options] == ["t1", WHOLE, ADD, LEAVE_OUT]
    assert [figure.touchpoint for figure in read.figures] == ["t2"]
    for value in ("t1", ADD, WHOLE, LEAVE_OUT):
        read = understood(tmp_path / "a.csv", text, answered(Choices(), question, value))
        taken = {figure.touchpoint for figure in read.figures}
        assert taken == {value, "t2"} - {LEAVE_OUT}
        assert not read.questions
    assert read.left_out == 1


def test_choices_hold_for_the_next_file_that_spells_otherwise(tmp_path: Path) -> None:
    choices = Choices(matches={"Bill ": "t2"}, metrics={"SCORE": "rating"}, scales={"SCORE": "0-10"})
    read = understood(tmp_path / "a.csv", "touchpoint;score;date\nBILL;9;2026-02-03\n", choices)
    assert [figure.touchpoint for figure in read.figures] == ["t2"]
    assert not read.questions


def test_a_heading_that_names_the_touchpoint_first_is_turned_round(tmp_path: Path) -> None:
    read = understood(
        tmp_path / "a.csv", "date,Invoice - how easy was it? (1-7)\n2026-02-03,6\n2026-02-03,5\n"
    )
    [figure] = read.figures
    assert (figure.touchpoint, figure.metric, figure.item.touchpoint) == ("t2", "ces", "Invoice")


def test_a_heading_keeps_its_scale_when_it_is_turned_round(tmp_path: Path) -> None:
    heading = "pvm;Invoice: kuinka selkeä (1–5);Käynti: arvio tänään (1-5)\n"
    said = understood(tmp_path / "a.csv", heading + "3.2.2026;4;5\n4.2.2026;4;5\n5.2.2026;4;soon\n")
    assert said.matched == {"Invoice": "t2", "Käynti": "t3"}
    assert [*said.proposals] == ["arvio tänään (1-5)", "kuinka selkeä (1–5)"]
    [line] = bad_lines([(seen := look(tmp_path / "a.csv"), roles_of(seen))], said)
    assert (line.column, line.text) == ("Käynti: arvio tänään (1-5)", "soon")


@pytest.mark.parametrize(
    "text",
    ["En ole asioinut", "en ole vielä käyttänyt palvelua", "Ei kokemusta tästä", "En osaa arvioida", "EOS",
     "Have not used", "I didn’t visit", "Not used yet", "no opinion"],
)  # fmt: skip
def test_what_nobody_had_to_do_with_is_not_applicable(tmp_path: Path, text: str) -> None:
    said = understood(
        tmp_path / "a.csv", f"touchpoint;score;date\nInvoice;5;2026-02-03\nInvoice;{text};2026-02-03\n"
    )
    assert (said.used, said.not_applicable, dict(said.rejects)) == (1, 1, {})


@pytest.mark.parametrize("text", ["en ole tyytyväinen", "ei", "no", "never", "not good"])
def test_a_bad_word_is_no_missing_answer(text: str) -> None:
    assert not is_not_applicable(text)


def test_two_spellings_of_one_touchpoint_come_together(tmp_path: Path) -> None:
    text = "touchpoint;nps;date\nBill;9;2026-02-03\nINVOICE;9;2026-02-03\ninvoice ;3;2026-02-03\n"
    [figure] = understood(tmp_path / "a.csv", text, Choices(matches={"Bill": "t2"})).figures
    assert figure.parts["n"] == 3


# ---- what is asked -----------------------------------------------------------------------------------------
def test_a_number_that_may_be_a_thousand_is_asked(tmp_path: Path) -> None:
    text = "touchpoint;question;value;date\n"
    text += "Invoice;Cost (€);1.234;2026-02-03\nInvoice;Cost (€);2.500;2026-02-03\n"
    read = understood(tmp_path / "a.csv", text)
    [question] = asked(read, "decimal")
    by_sign = {}
    for sign, _words in question.options:
        [figure] = understood(tmp_path / "a.csv", text, answered(Choices(), question, sign)).figures
        by_sign[sign] = figure.parts["mean"]
    assert by_sign == {",": 1867, ".": pytest.approx(1.867)}
    clear = understood(tmp_path / "b.csv", text + "Invoice;Cost (€);1.250,50;2026-02-03\n")
    assert not asked(clear, "decimal")


def test_a_day_that_may_be_two_is_asked_until_another_tells(tmp_path: Path) -> None:
    text = "touchpoint,nps,date\nInvoice,9,3/4/2026\n"
    read = understood(tmp_path / "a.csv", text)
    [question] = asked(read, "day_form")
    assert {value for value, _words in question.options} == {"d/m/y", "m/d/y"}
    told = understood(tmp_path / "a.csv", text, answered(Choices(), question, "d/m/y"))
    assert told.months[0].month == "2026-04"
    clear = understood(tmp_path / "b.csv", text + "Invoice,9,12/31/2025\n")
    assert (clear.day_form, asked(clear, "day_form")) == ("m/d/y", [])


def test_days_of_two_clear_forms_stand_beside_each_other(tmp_path: Path) -> None:
    text = "touchpoint;nps;date\nInvoice;9;3.2.2026\nInvoice;9;4.2.2026\nInvoice;9;2026-02-05\n"
    assert understood(tmp_path / "a.csv", text).used == 3


def test_a_zero_beside_one_to_five_is_asked(tmp_path: Path) -> None:
    text = "touchpoint;question;answer;date\n" + "".join(
        f"Invoice;How satisfied are you?;{value};2026-02-03\n" for value in "012345"
    )
    read = understood(tmp_path / "a.csv", text)
    [question] = asked(read, "zero")
    assert understood(tmp_path / "a.csv", text, answered(Choices(), question, "yes")).not_applicable == 1
    rejected = understood(tmp_path / "a.csv", text, answered(Choices(), question, "no"))
    assert rejected.rejects == {Reject("How satisfied are you?: Invoice", "0", "outside"): 1}


def test_what_answers_measure_is_asked_once_for_a_scale(tmp_path: Path) -> None:
    heading = (
        "date,Rate it: Invoice,Rate it: Home delivery,Judge it: Invoice,Would you recommend us? (0-10)\n"
    )
    read = understood(tmp_path / "a.csv", heading + "2026-02-03,4,5,3,9\n2026-02-04,4,5,3,10\n")
    [question] = asked(read, "metric")
    assert question.about == ("Judge it", "Rate it")
    assert question.options[0][0] == "csat 1-5"
    told = answered(Choices(), question, "ces 1-7")
    read = understood(tmp_path / "a.csv", heading + "2026-02-03,4,5,3,9\n", told)
    assert {figure.metric for figure in read.figures} == {"ces"}


def test_one_to_ten_is_no_recommendation(tmp_path: Path) -> None:
    text = "touchpoint;score;date\n" + "".join(f"Invoice;{1 + n % 10};2026-02-03\n" for n in range(200))
    read = understood(tmp_path / "a.csv", text)
    assert read.proposals == {"score": ("1-10", "rating")}
    assert asked(read, "metric")


def test_answers_without_a_day_need_a_period(tmp_path: Path) -> None:
    text = "touchpoint;nps\nInvoice;9\n"
    [question] = understood(tmp_path / "a.csv", text).questions
    read = understood(tmp_path / "a.csv", text, answered(Choices(), question, "2026-01-01..2026-06-30"))
    assert [(figure.since, figure.until) for figure in read.figures] == [
        (date(2026, 1, 1), date(2026, 6, 30))
    ]
    assert (read.questions, read.months) == ((), ())
    for wrong in ("2026", "2026-06-30..2026-01-01", "now"):
        with pytest.raises(NotUnderstood, match="is no period"):
            answered(Choices(), question, wrong)


def test_what_is_no_answer_to_a_question_is_refused(tmp_path: Path) -> None:
    [question] = understood(tmp_path / "a.csv", "touchpoint;nps;date\nX;9;2026-02-03\n").questions
    with pytest.raises(NotUnderstood, match="no answer"):
        answered(Choices(), question, "t9")


# ---- totals, counts, tests, other traps --------------------------------------------------------------------
def test_totals_at_the_end_are_no_answers(tmp_path: Path) -> None:
    read = understood(
        tmp_path / "a.csv",
        "kosketuspiste;nps;pvm\nInvoice;9;3.2.2026\nInvoice;8;3.2.2026\nYhteensä;17;\nKeskiarvo:;8,5;\n",
    )
    assert (read.used, read.aside, read.questions) == (2, {"total": 2}, ())


def test_a_column_of_counts_is_multiplied_and_one_without_a_number_said(tmp_path: Path) -> None:
    read = understood(
        tmp_path / "a.csv",
        "touchpoint,nps,date,count\nInvoice,10,2026-01-01,118\nInvoice,3,2026-02-01,51.0\n"
        "Invoice,3,2026-02-01,many\nInvoice,3,2026-02-01,1 000\n",
    )
    assert [figure.parts["n"] for figure in read.figures] == [169]
    assert read.aside == {"no_count": 2}


def test_test_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    read = understood(
        tmp_path / "a.csv",
        "touchpoint,nps,date,status\nInvoice,10,2026-01-01,IP Address\nInvoice,1,2026-01-01,Survey Preview\n",
    )
    assert (read.used, read.aside) == (1, {"test": 1})


def test_not_applicable_and_its_codes(tmp_path: Path) -> None:
    codes = ["EOS", "N/A", "99", "-99", "", "En osaa sanoa", "don't know", "-", '="9"', "9"]
    text = "touchpoint;nps;date\n" + "".join(f"Invoice;{code};2026-02-03\n" for code in codes)
    read = understood(tmp_path / "a.csv", text)
    assert (read.used, read.not_applicable, read.rejects) == (2, 8, {})


def test_a_day_in_the_future_or_of_no_calendar_is_rejected(tmp_path: Path) -> None:
    text = "touchpoint;nps;date\nInvoice;9;1.2.2026\nInvoice;9;31.2.2026\nInvoice;9;1.12.2026\nInvoice;9;\n"
    read = understood(tmp_path / "a.csv", text)
    assert {reject.reason: n for reject, n in read.rejects.items()} == {
        "no_such_day": 1,
        "future": 1,
        "no_day": 1,
    }


def test_answers_with_words_in_two_languages(tmp_path: Path) -> None:
    words = ["Täysin samaa mieltä", "Jokseenkin eri mieltä", "Strongly disagree", "4 – good", "5/5"]
    text = "touchpoint;question;answer;date\n" + "".join(
        f"Invoice;Was it easy?;{word};2026-02-03\n" for word in words
    )
    read = understood(tmp_path / "a.csv", text, Choices(scales={"Was it easy?": "1-5"}))
    [figure] = read.figures
    assert (figure.metric, figure.parts["n"]) == ("ces", 5)
    assert figure.parts["mean"] == pytest.approx(17 / 5)


def test_half_points_are_answers_and_a_code_beside_them_is_none(tmp_path: Path) -> None:
    rows = "".join(f"Invoice;{text};2026-02-03\n" for text in ["3,5", "4", "2,5", "99", "5"] * 20)
    for heading in ("arvosana (1–5)", "arvosana"):
        said = understood(tmp_path / "a.csv", f"touchpoint;{heading};date\n{rows}")
        assert (said.used, said.not_applicable, dict(said.rejects)) == (80, 20, {})
        assert said.proposals == {heading: ("1-5", "rating")}
        assert said.figures[0].parts["mean"] == 3.75
        [question] = asked(said, "metric")
        assert question.options[0][0] == "rating 1-5"


@pytest.mark.parametrize("measure", ["csat 1-5", "ces 1-5", "rating 1-5", "rating 1-10", "rating number"])
def test_half_points_are_taken_by_every_rating(tmp_path: Path, measure: str) -> None:
    metric, scale = measure.split(" ")
    text = "touchpoint;arvosana;date\nInvoice;3,5;2026-02-03\nInvoice;4,5;2026-02-03\nInvoice;99;2026-02-03\n"
    said = understood(
        tmp_path / "a.csv", text, Choices(metrics={"arvosana": metric}, scales={"arvosana": scale})
    )
    assert (said.used, said.not_applicable, dict(said.rejects)) == (2, 1, {})
    assert said.figures[0].parts.get("mean", 4) == 4


def test_half_points_make_no_promoters(tmp_path: Path) -> None:
    choices = Choices(metrics={"nps": "nps"}, scales={"nps": "0-10"})
    said = understood(tmp_path / "a.csv", "touchpoint;nps;date\nInvoice;8,5;2026-02-03\n", choices)
    assert [reject.reason for reject in said.rejects] == ["not_whole"]


def test_ninety_nine_minutes_are_an_answer(tmp_path: Path) -> None:
    text = "touchpoint;wait in minutes;date\nInvoice;30;2026-02-03\nInvoice;99;2026-02-03\n"
    assert understood(tmp_path / "a.csv", text).used == 2
