"""A closed round can be looked at whole: each check, list, picture and document, also where all that can be
computed is computed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import DOCUMENTS, missing, write_document
from cxworkshop.language import speaking
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.checks.tracing import ReadFields, TracedSession
from cxworkshop.method.demo import demo_session
from cxworkshop.method.derived import DERIVED
from cxworkshop.method.readiness import Readiness, findings
from cxworkshop.method.revisit import next_round
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.pictures import CARD, picture
from cxworkshop.sheets.steps import plans

ON = date(2026, 11, 21)


def computed(session: Session) -> Session:
    """The session with every field left to be computed that can be, and with a figure of a later day in each
    round: as after a review."""
    rounds = []
    for round_ in session.rounds:
        tables: dict[str, Any] = {}
        for table, field in DERIVED:
            if isinstance(rows := getattr(round_, table, None), tuple):
                rows = tables.get(table, rows)
                tables[table] = tuple(row.model_copy(update={field: None}) for row in rows)
        newest = round_.observations[-1].model_copy(update={"id": "o77", "observed_on": ON})
        tables["observations"] = (*round_.observations, newest)
        rounds.append(round_.model_copy(update=tables))
    return session.model_copy(update={"rounds": tuple(rounds)})


def closed(language: str) -> list[Session]:
    session = next_round(computed(demo_session(language)), ON)
    return [session.as_of(number) for number in (1, 2)]


@pytest.mark.parametrize("at", [0, 1])
def test_the_checks_of_a_closed_round_are_told_as_without_a_memory(at: int) -> None:
    session = closed("en")[at]
    assert session.round.is_closed
    kept = Readiness()
    assert kept.findings(session, ON) == findings(session, ON)
    for day in (session.round.started_on, session.round.closed_on, ON):
        assert day is not None
        for name, check in CHECKS.items():
            traced = TracedSession(session, ReadFields(session))
            assert check(traced, day) == check(session, day), name  # type: ignore[arg-type]  # stands in for one


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_closed_round_has_its_lists_pictures_and_documents(at: int, language: str) -> None:
    session = closed(language)[at]
    day = session.judged_on(ON)
    with speaking(language):
        for plan in (plan for step in STEPS for plan in plans(step)):
            grid = Grid(plan, Reading(session, day))
            assert all(grid.cell(row, column) for row in range(len(grid)) for column in grid.columns)
            for view in plan.views:
                assert view == CARD or picture(view).drawing(grid, 100) is not None
        for name in (name for name, document in DOCUMENTS.items() if "md" in document.forms):
            assert write_document(session, name, language=language, on=ON)
            assert missing(session, name) is not None
