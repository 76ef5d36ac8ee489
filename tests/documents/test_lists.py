"""What other programs read: lists as CSV, days as iCalendar, values as JSON; nothing private in any."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from functools import cache
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cxworkshop.documents import DOCUMENTS, written_document
from cxworkshop.documents.escape import csv_cell, one_line
from cxworkshop.documents.lists import List
from cxworkshop.documents.lists.calendar import Event, events
from cxworkshop.documents.lists.session import is_public
from cxworkshop.documents.printed import Counted, Withheld, where
from cxworkshop.documents.writers import csv as csv_file
from cxworkshop.documents.writers import ics
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import Action
from cxworkshop.model.place import Place, fields, value_at
from cxworkshop.model.session import TABLES, Round, Session
from tests.documents.test_printed import full, is_text, marker

ON = date(2026, 11, 21)
LISTS = [name for name, document in DOCUMENTS.items() if document.template == "list"]


def rows(data: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


# ---- CSV ---------------------------------------------------------------------------------------------------
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1), st.sampled_from(["en", "fi"]))
def test_a_cell_comes_back_and_is_never_computed(said: list[tuple[str, str]], language: str) -> None:
    data = csv_file.write(List(("a", "b"), tuple(said)), language).data
    read = rows(data, csv_file.SEPARATORS[language])
    assert read == [["a", "b"], *([str(csv_cell(cell)) for cell in row] for row in said)]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in read for cell in row)


@pytest.mark.parametrize(("language", "expected"), [("en", "12.5"), ("fi", "12,5")])
def test_a_number_is_a_number_of_the_reader_and_a_day_is_one_everywhere(language: str, expected: str) -> None:
    data = csv_file.write(List(("n", "k", "on", "x"), ((12.5, 1200000.0, ON, None),)), language).data
    assert data.startswith("\ufeff".encode())
    assert rows(data, csv_file.SEPARATORS[language])[1] == [expected, "1200000", "2026-11-21", ""]


@pytest.mark.parametrize("name", ["plan", "actions", "owners", "measures", "calendar"])
def test_a_list_of_the_demo_has_a_row_for_each_thing(name: str) -> None:
    session = demo_session("en")
    read = rows(written_document(session, name, language="en", on=ON, form="csv").data)
    assert len({len(row) for row in read}) == 1
    counts = {"actions": len(session.round.actions) + len(session.round.enablers), "owners": 15}
    assert len(read) - 1 == counts.get(name, len(read) - 1) > 5


# ---- calendars ---------------------------------------------------------------------------------------------
@given(st.text(), st.text(), st.text())
def test_words_come_back_from_a_calendar(what: str, who: str, about: str) -> None:
    event = Event("1@cxworkshop", ON, f"x{what}", f"x{who}", about)
    (read,) = Calendar.from_ical(ics.write([event], "Title", ON).data).walk("VEVENT")
    assert str(read["SUMMARY"]) == one_line(f"x{who}: x{what}")
    assert str(read.get("DESCRIPTION", "")) == one_line(about)
    assert (read.decoded("DTSTART"), read.decoded("DTEND")) == (ON, ON + timedelta(days=1))


def test_a_calendar_has_checks_the_next_round_and_what_is_not_done() -> None:
    actions = (
        Action(id="a1", title="Later", due_on=ON),
        Action(id="a2", title="Done", due_on=ON, status="done"),
        Action(id="a3", title="Undated"),
    )
    round_ = Round(id="1", started_on=ON, next_review_on=date(2027, 5, 6), actions=actions)
    session = Session(rounds=(round_,))
    with speaking("en"):
        days = [(event.on, event.what) for event in events(session, ON)]
    assert days == [
        (ON, "Later"),
        (date(2026, 12, 21), "Promises and actions are checked"),
        (date(2027, 2, 19), "Measures and responsibility are checked"),
        (date(2027, 5, 6), "The next round begins"),
    ]


@pytest.mark.parametrize("language", ["en", "fi"])
def test_every_document_has_the_same_that_is_to_be_done(language: str) -> None:
    """Actions and enablers alike: in the list, the calendar, the check sheet, and by number in the log."""
    session = demo_session(language)
    titles = {action.title for action in session.round.actions if action.is_unfinished}
    titles |= {enabler.text for enabler in session.round.enablers if enabler.is_unfinished}
    late = one_line(next(row.text for row in session.round.enablers if row.is_unfinished))

    def said(name: str, form: str) -> str:
        return written_document(session, name, language=language, on=ON, form=form).data.decode("utf-8-sig")

    listed = rows(said("actions", "csv").encode(), csv_file.SEPARATORS[language])[1:]
    assert titles <= {row[0] for row in listed}
    assert len(listed) == len(session.round.actions) + len(session.round.enablers)
    summaries = [
        str(event["SUMMARY"]) for event in Calendar.from_ical(said("calendar", "ics")).walk("VEVENT")
    ]
    assert sum(any(title in summary for summary in summaries) for title in titles) == len(titles)
    assert late in said("calendar", "csv")
    assert said("check-30", "md").count("- [ ] ") == len(titles)
    assert f"{len(titles)} {'actions' if language == 'en' else 'toimenpidettä'}" in said("log", "md")


def test_an_event_is_the_same_to_a_calendar_after_its_words_and_its_day_have_changed() -> None:
    action = Action(id="a1", title="First", due_on=ON)
    moved = action.model_copy(update={"title": "Other", "due_on": date(2027, 1, 1)})
    uids = [events(Session(rounds=(Round(id="1", actions=(one,)),)), ON)[0].uid for one in (action, moved)]
    assert uids[0] == uids[1]
    everything = [event.uid for event in events(demo_session("en"), ON)]
    assert len(set(everything)) == len(everything)


# ---- what is private ---------------------------------------------------------------------------------------
TEXTS = [(table, field) for table in TABLES for field in fields(table) if is_text(table, field)]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_only_what_a_document_for_everybody_says(name: str) -> None:
    for form in DOCUMENTS[name].forms:
        if form in ("csv", "ics", "json"):
            data = written_document(full(), name, language="en", on=ON, form=form).data.decode()
            text = data.replace("\r\n ", "")
            said = {(table, field) for table, field in TEXTS if marker(table, field) in text}
            assert said
            assert {pair for pair in said if not is_public(*pair)} == set()


def test_the_values_of_the_record_are_all_that_is_public() -> None:
    session = full()
    read = json.loads(written_document(session, "session", language="en", on=ON, form="json").data)
    for table in TABLES:
        rows_read = read["tables"].get(table, ())
        kept = {row.get("id", table): row for row in rows_read}
        for record in session.records(table):
            for field in set(fields(table)) - {"id"}:
                value = value_at(session, Place(table, record.id, field))
                is_there = field in kept.get(record.id, {})
                assert is_there == (is_public(table, field) and value not in (None, "", ()))
    blind = {
        "ballots", "ownership_ballots", "ownership_tallies", "figures_answered", "guesses", "overall_levels",
        "function_scores", "value_scores", "confidence_scores", "definitions", "dots",
    }  # fmt: skip
    assert not (blind | {"notes", "unread"}) & set(read["tables"])


@pytest.mark.parametrize("pair", [(table, field) for table in TABLES for field in fields(table)], ids=str)
def test_the_values_have_no_field_that_is_printed_nowhere(pair: tuple[str, str]) -> None:
    """Nor who has answered a blind question."""
    if isinstance(where(*pair), Withheld | Counted) and pair[1] != "id":
        assert pair[1] not in {field for row in values_read().get(pair[0], ()) for field in row}


@cache
def values_read() -> dict[str, list[dict[str, object]]]:
    """The values of a workshop in which every field says something, by table."""
    data = written_document(full(), "session", language="en", on=ON, form="json").data
    tables: dict[str, list[dict[str, object]]] = json.loads(data)["tables"]
    assert len(tables) > 20
    return tables
