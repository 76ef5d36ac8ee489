"""Which lists the day shows: those it works in, and whatever holds something."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.starting import blank_session
from cxworkshop.method.readiness import open_musts
from cxworkshop.method.steps import STEPS
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import AGENDAS, Session
from cxworkshop.sheets.depth import find_sheet, shown_plans
from cxworkshop.sheets.layout import lay_out
from cxworkshop.sheets.steps import plans_for

ON = date(2026, 11, 5)


def with_round(session: Session, **values: Any) -> Session:
    return session.model_copy(
        update={"rounds": (*session.rounds[:-1], session.round.model_copy(update=values))}
    )


def blank(agenda: str | None) -> Session:
    return with_round(blank_session("en", ON, "Lanka"), agenda=agenda)


def shown(session: Session, step: str) -> list[str]:
    return [plan.id for plan in shown_plans(step, session)]


def test_half_a_day_begins_with_about_twenty_lists_and_no_agenda_with_all() -> None:
    assert sum(len(shown_plans(step, blank("half_day"))) for step in STEPS) == 25
    assert shown(blank("half_day"), "organise") == ["responsibility", "mandates", "frontline", "lead"]
    everything = blank(None)
    assert all(shown_plans(step, everything) == plans_for(step, everything) for step in STEPS)


@pytest.mark.parametrize("agenda", [agenda for agenda, _words in AGENDAS])
def test_every_day_shows_its_own_settings_and_some_list_of_each_step(agenda: str) -> None:
    assert {"round", "day"} <= set(shown(blank(agenda), "landing"))
    assert all(shown_plans(step, blank(agenda)) for step in STEPS)


def test_whatever_holds_something_shows() -> None:
    session = blank("half_day")
    assert "investments" not in shown(session, "implement")
    session = add("investments", id="i1", title="New till")(session)
    assert shown(session, "implement") == ["choices", "actions", "investments", "decisions"]
    session = set_value(Place("customer_balance", "customer_balance", "lost"), 12)(session)
    assert "balance" in shown(session, "implement")


def test_what_a_shown_list_shows_too_opens_no_other_list(demo: Session) -> None:
    """Functions of people stand in the list of people; the list by function has nothing of its own."""
    session = with_round(demo, agenda="half_day")
    assert session.people[0].function
    assert "by_function" not in shown(session, "organise")
    assert "carrying" not in shown(session, "organise")
    assert "stages" not in shown(session, "define")


def test_the_facilitators_own_activities_bring_their_lists() -> None:
    item = AgendaItem(id="1", activity="investment", planned_min=10)
    assert "investments" in shown(with_round(blank("half_day"), agenda_items=(item,)), "implement")
    left_out = item.model_copy(update={"left_out": True})
    assert "investments" not in shown(with_round(blank("half_day"), agenda_items=(left_out,)), "implement")


@pytest.mark.parametrize("agenda", [agenda for agenda, _words in AGENDAS])
def test_every_open_must_names_a_cell_or_a_list_that_the_day_shows(demo: Session, agenda: str) -> None:
    """At the width that the work has on a screen of 120 columns."""
    emptied = [
        with_round(demo, agenda=agenda, **dict.fromkeys(tables, ()))
        for tables in (["ownerships"], ["choices"], ["actions"], ["goals"], ["touchpoint_states"], [])
    ]
    actions = tuple(replace_goal(action) for action in demo.round.actions)
    for session in (blank(agenda), *emptied, with_round(demo, agenda=agenda, actions=actions)):
        for step in STEPS:
            for finding in open_musts(session, step, ON):
                place = finding.places[0]
                sheet = find_sheet(place, Reading(session, ON), step)
                assert sheet is not None, finding
                assert sheet[1] in shown_plans(sheet[0], session), finding
                if place.id and place.field and not sheet[1].is_form:
                    layout = lay_out(sheet[1].columns_in(session), 100)
                    assert place.field in {column.field for column, _x, _width in layout}, finding


def replace_goal(action: Any) -> Any:
    return action.model_copy(update={"goal": None})
