"""What a partner is handed: what both share, and nothing that is for us alone."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.documents import missing, people_of, write_document
from cxworkshop.documents.names import document_name
from cxworkshop.documents.printed import where
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session
from tests.documents.test_printed import TEXTS, full, marker, set_in

ON = date(2026, 11, 21)
SHARED = {
    "organisation.name", "people.name", "partners.name", "partners.delivers", "touchpoints.name",
    "goals.text", "measures.name", "vision.benefit", "ownerships.frontline_authority.text",
    "ownerships.partner_checks.on_failure",
}  # fmt: skip
"""All that people said which a partner may read."""


def sheet(session: Session, partner: str | None = None, language: str = "en") -> str:
    return write_document(session, "partner", language=language, on=ON, person=partner)


def test_a_partner_reads_nothing_that_people_said_but_what_is_shared() -> None:
    text = write_document(full(), "partner", language="en", on=date(2026, 11, 5))
    read = {f"{table}.{field}" for table, field in TEXTS if marker(table, field) in text}
    assert read == SHARED
    assert {pair for pair in SHARED if "partner" in where(*pair.split(".", 1))} == SHARED


def test_a_partner_reads_no_sum_but_what_its_people_may_settle() -> None:
    text = sheet(demo_session("en"))
    assert "€" not in text  # the demo's limit at the door is nothing
    session = set_in(demo_session("en"), "ownerships", "tp08", "frontline_authority.limit_eur", 80)
    assert sheet(session).count("€") == 1
    for table, row, field, value in (
        ("ownerships", "tp08", "mandate.budget_eur_per_year", 987654),
        ("investments", "inv1", "total_eur", 987654),
        ("touchpoint_states", "tp08", "level_now", 1),
        ("touchpoint_states", "tp08", "priority", False),
        ("partners", "k1", "cx_terms_in_contract", True),
        ("partners", "k1", "contract_review_on", date(2031, 1, 1)),
        ("actions", "b01", "due_on", date(2031, 1, 1)),
    ):
        assert sheet(set_in(demo_session("en"), table, row, field, value)) == text


@pytest.mark.parametrize(
    ("table", "row", "field", "value"),
    [
        ("ownerships", "tp08", "partner_checks.measure_visible_to_both", False),
        ("measures", "m02", "visible_to", "leadership"),
        ("measures", "m02", "visible_to", "board"),
    ],
)
def test_a_figure_that_is_not_for_both_is_not_printed(
    table: str, row: str, field: str, value: object
) -> None:
    session = demo_session("en")
    assert "83.8%" in sheet(session, "k1")
    hidden = sheet(set_in(session, table, row, field, value), "k1")
    assert "83.8%" not in hidden
    assert "Satisfied with the delivery" not in hidden


@pytest.mark.parametrize(
    ("language", "circle", "hole", "to_agree"),
    [
        ("en", "leadership", "is shared by word, but visible to leadership only", "a figure both can see"),
        (
            "fi",
            "board",
            "on sovittu yhteiseksi, mutta sen näkee vain hallitus",
            "molemmille näkyvä luku",
        ),
    ],
)
def test_a_figure_shared_by_word_alone_is_a_hole_and_still_to_be_agreed(
    language: str, circle: str, hole: str, to_agree: str
) -> None:
    shown = set_in(demo_session(language), "measures", "m07", "visible_to", "all_staff")
    session = set_in(shown, "measures", "m02", "visible_to", circle)
    with speaking(language):
        assert [hole in str(words) for words in missing(session, "partner")] == [True]
        assert not missing(shown, "partner")
    assert hole not in sheet(session, "k1", language)
    plan = write_document(session, "plan", language=language, on=ON)
    before = write_document(shown, "plan", language=language, on=ON)
    assert to_agree in sheet(session, "k1", language)
    assert plan.count(to_agree) > before.count(to_agree)


def test_who_has_not_said_yes_is_not_named_to_a_partner() -> None:
    session = demo_session("en")
    assert "On our side:** Pekka Harjula" in sheet(session, "k3")
    asked = set_in(session, "ownerships", "tp12", "accepted_on", None)
    assert "Pekka" not in sheet(asked, "k3")
    assert "On our side:** not agreed yet" in sheet(asked, "k3")


def test_what_is_to_be_agreed_and_the_day_together_are_said() -> None:
    text = sheet(demo_session("en"), "k3")
    assert "Still to be agreed between us**: a figure both can see and how your people hear what" in text
    assert "We sit down together on 31 Jan 2027." in text
    shown = set_in(demo_session("en"), "measures", "m07", "visible_to", "all_staff")
    assert "Still to be agreed" not in sheet(shown, "k2")
    undated = set_in(demo_session("en"), "ownerships", "tp12", "partner_checks.joint_review_on", None)
    assert "On which day do we sit down together? Not agreed yet." in sheet(undated, "k3")


def test_each_partner_has_a_sheet_and_sees_no_other_partner() -> None:
    session = demo_session("fi")
    assert people_of(session, "partner", ON) == ("k1", "k2", "k3", "k4")
    for partner in session.partners:
        text = sheet(session, partner.id, "fi")
        assert [other.name for other in session.partners if other.name in text] == [partner.name]
    assert document_name(session, "partner", "fi", ON, "k1").endswith("-partner-viimamatka-kuljetus-oy.fi.md")
    assert sheet(session, language="fi").count("<!-- page -->") == 3


def test_without_a_partner_the_sheet_says_where_one_comes_from() -> None:
    assert "No partners are recorded yet (Define)." in sheet(Session())
    assert "(Define)" in str(missing(Session(), "partner")[0])


def test_what_an_almost_empty_workshop_lacks_is_said() -> None:
    empty = Session()
    assert "Kumppaneita ei ole vielä kirjattu (Määrittele)." in write_document(
        empty, "partner", language="fi", on=ON
    )
    background = write_document(empty, "background", language="fi", on=ON)
    assert "## Mitä vielä puuttuu" in background
    assert "kosketuspisteet (Määrittele)" in background
    assert "ei voi vielä nimetä ketään" in write_document(empty, "ballot", language="fi", on=ON)
