"""Words that could not be read are no answer, and what was never answered is printed as no answer."""

from __future__ import annotations

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing.changes import leave_unread, with_round
from cxworkshop.method import readiness, steps
from cxworkshop.method.demo import demo_session
from cxworkshop.method.privacy import KINDS
from cxworkshop.model.ops import Set, apply
from cxworkshop.model.ownership import CxLead
from cxworkshop.model.place import Place, fields, value_at
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.steps import plans
from tests.method.builders import ON
from tests.method.builders import session as small

WORDS = "unheard-of words"


def checks(session: Session) -> dict[str, bool]:
    return {finding.check: finding.holds for finding in readiness.findings(session, ON)}


def places(session: Session) -> list[Place]:
    """A place of every field that somebody types, of the first row of each table that everybody may see."""
    rows = [
        (table, next(iter(session.records(table)), None) if table != "rounds" else session.round)
        for table in TABLES
        if steps.step_of_place(Place(table, "")) is not None
    ]
    return [
        Place(table, row.id, field)
        for table, row in rows
        if row is not None
        for field in fields(table)
        if field not in ("id", "number", *TABLES[table].table.keys)
    ]


def test_every_check_takes_unread_words_as_an_empty_value() -> None:
    session = demo_session("en")
    usual, opened = checks(session), set()
    for place in places(session):
        unread = leave_unread(place, WORDS)(session)
        emptied = apply(session, (Set(with_round(session, place)),))
        asked, of_emptied = checks(unread), checks(emptied)  # the agenda, while unread, stays as it was
        assert asked == {name: of_emptied[name] for name in asked}, place
        assert value_at(unread, place) == value_at(session, place)  # nothing is lost
        opened |= {name for name, holds in checks(unread).items() if usual[name] and not holds}
    assert len(opened) > 10


def test_unread_words_are_missing_in_one_step() -> None:
    session = demo_session("en")
    for place in places(session):
        unread = leave_unread(place, WORDS)(session)
        named = [
            step
            for step in steps.STEPS
            if any(WORDS in str(finding.words) for finding in readiness.open_shoulds(unread, step, ON))
        ]
        assert named == [steps.step_of_place(place)], place


def test_a_convener_who_is_not_on_the_list_is_missing_in_redefine() -> None:
    session = small(1)
    unread = leave_unread(Place("rounds", "1", "convener"), "helen")(session)
    words = [str(finding.words) for finding in readiness.first_shoulds(unread, "redefine", ON)]
    assert "“helen” is not understood" in words[0]
    cache = readiness.Readiness()
    assert readiness.open_shoulds(unread, "redefine", ON, cache)[0].words == (
        readiness.open_shoulds(unread, "redefine", ON)[0].words
    )


def test_a_field_is_missed_in_a_step_whose_lists_show_it() -> None:
    session = demo_session("en")
    shown: dict[tuple[str, str], set[str]] = {}
    for step in steps.STEPS:
        for plan in plans(step):
            typed = [column.content for column in plan.columns if isinstance(column.content, str)]
            pairs = [tuple(name.split(".", 1)) for name in typed if "." in name]
            pairs += [(place.table, place.field) for row in plan.rows_in(session) for place in row.values()]
            for table, field in pairs:
                if field and table not in KINDS:
                    shown.setdefault((table, field), set()).add(step)
    assert len(shown) > 150
    for (table, field), its_steps in shown.items():
        assert steps.step_of_place(Place(table, "", field)) in its_steps, (table, field)


@pytest.mark.parametrize("document", ["plan", "board", "log", "owner"])
def test_a_yes_or_no_that_nobody_answered_is_not_printed_as_no(document: str) -> None:
    session = small(1, cx_lead=CxLead(id="cx_lead", accountable="p1", accepted_on=ON), participants=("p1",))
    text = write_document(session, document, language="en", on=ON)
    for claim in ("No authority", "not accepted yet", "shows:** not yet"):
        assert claim not in text
