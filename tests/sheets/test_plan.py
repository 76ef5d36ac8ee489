"""Lists as declarations: what a form has as its rows, and what an empty list says."""

import re
from datetime import date

import pytest

from cxworkshop.language import speaking
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, fields
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import form, record_form
from cxworkshop.sheets.steps import plans
from cxworkshop.sheets.text import wrap
from cxworkshop.widgets.invitation import invitation

ON = date(2026, 11, 21)


def test_a_form_has_a_row_for_each_field_in_its_order(demo_round1: Session) -> None:
    grid = Grid(form("vision", "", "vision.value", "rounds.label"), Reading(demo_round1, ON))
    value, label = (grid.place(i, grid.columns[1]) for i in range(2))
    assert (value, label) == (
        Place("vision", "vision", "value"),
        Place("rounds", demo_round1.round.id, "label"),
    )
    with speaking("fi"):
        assert grid.cell(0, grid.columns[0]).text != "Value"


def test_the_whole_record_shows_every_field_but_what_it_is_known_by(demo_round1: Session) -> None:
    place = Place("ownerships", demo_round1.touchpoints[0].id)
    plan = record_form(demo_round1, [place], "")
    shown = [row["value"].field for row in plan.rows_in(demo_round1)]
    assert set(shown) == set(fields("ownerships")) - {"id", "touchpoint", "carried_from", "carry_count"}


@pytest.mark.parametrize("step", STEPS)
def test_every_sheet_says_what_belongs_there_and_every_given_one_says_by_what(step: str) -> None:
    for plan in plans(step):
        assert plan.is_form or plan.empty, plan.id
        assert plan.is_form or plan.table or plan.elsewhere, plan.id
        assert len({plan.id for plan in plans(step)}) == len(plans(step))


@pytest.mark.parametrize("language", ["en", "fi"])
def test_the_key_of_an_empty_list_stands_on_the_line_of_what_it_does(language: str) -> None:
    with speaking(language):
        told = [invitation(plan.empty) for step in STEPS for plan in plans(step) if "{" in plan.empty]
    assert told
    for words in told:
        for width in range(40, 120):
            lines = [line.rstrip() for _at, line in wrap(words, width)]
            assert not any(re.fullmatch(r".*\x0e.*\x0f", line) for line in lines), (width, lines)
