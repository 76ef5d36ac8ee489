"""Filling copies what is marked, and says what stands in its way; what people type of themselves is read."""

from __future__ import annotations

import pytest

from cxworkshop.editing.changes import set_value
from cxworkshop.language import speaking
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, field_of
from tests.method.builders import ON
from tests.method.builders import session as small
from tests.sheets.hands import AtSheet
from tests.sheets.test_sheet import with_channels


def test_all_marked_columns_of_a_row_are_filled_at_once() -> None:
    at = with_channels("store")
    at.rows.go(0, at.column("channel"))
    at.apply(set_value(Place("touchpoints", "tp01", "delivered_by"), "own"))
    other = at.column("delivered_by")
    before = at.session
    step = "shift+right" if other > at.column("channel") else "shift+left"
    at.press(*[step] * abs(other - at.column("channel")), "D")
    assert {(row.channel, row.delivered_by) for row in at.session.touchpoints} == {("store", "own")}
    at.undo()
    assert at.session == before


def test_an_empty_cell_says_that_it_is_empty() -> None:
    at: AtSheet = with_channels()
    at.press("D")
    assert at.messages[-1] == "The cell is empty, and so are the others: nothing was filled."


@pytest.mark.parametrize(
    ("language", "typed"),
    [*(("en", word) for word in ("us", "we", "ours", "me", "oma", "own")),
     *(("fi", word) for word in ("me", "oma", "meidän", "itse", "own"))],
)  # fmt: skip
def test_what_we_deliver_ourselves_is_typed_as_people_say_it(language: str, typed: str) -> None:
    with speaking(language):
        assert field_of("touchpoints", "delivered_by").kind.parse(typed, Reading(small(), ON)) == "own"


@pytest.mark.parametrize("place", [("ownerships", "accepted_on"), ("cx_lead", "accepted_on")])
def test_yes_is_today_where_a_yes_is_dated(place: tuple[str, str]) -> None:
    for typed in ("yes", "Yes ", "kyllä", "k"):
        assert field_of(*place).kind.parse(typed, Reading(small(), ON)) == ON
