"""Keys that go somewhere, in every list and form: what is typed after them is kept, or was refused aloud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cxworkshop.editing.starting import blank_session
from cxworkshop.method.demo import demo_session
from cxworkshop.method.steps import STEPS
from cxworkshop.model.session import Session
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans
from tests.sheets.hands import ON, AtSheet, sheet_of

WAYS = (
    "home", "end", "ctrl+home", "ctrl+end", "pageup", "pagedown", "up", "down", "ctrl+left", "ctrl+right",
    "ctrl+up", "ctrl+down", "alt+left", "alt+right",
)  # fmt: skip
STARTS = ((), ("down", "down"), ("ctrl+end", "end"))
SESSIONS = {"demo": demo_session("en"), "blank": blank_session("en", ON, "Lanka")}


def _lists() -> Iterator[tuple[SheetPlan, Session]]:
    for step in STEPS:
        for plan in plans(step):
            yield from ((plan, session) for session in SESSIONS.values() if plan.applies(session))


def _typed_columns(at: AtSheet) -> list[int]:
    shown = enumerate(at.rows.shown)
    return [col for col, column in shown if at.rows.grid.place(at.rows.row, column) is not None]


@pytest.mark.parametrize("key", WAYS)
def test_a_key_that_goes_somewhere_leads_to_no_cell_where_text_goes_astray(key: str) -> None:
    """Nor does it where the cells of a column are computed in some rows: then Enter says so."""
    tried = 0
    for plan, session in _lists():
        for start in STARTS:
            at = AtSheet(session, plan, (78, 16))
            if not len(at.rows.source):
                continue
            at.press(*start)
            typed = _typed_columns(at)
            at.press(key)
            if plan.is_form or (key in ("home", "end") and typed):
                assert at.rows.place is not None, (plan.id, start, key)
            at.press("enter")
            at.press("z")
            tried += 1
            is_typed = at.cell.open is not None and at.cell.open.editor.text.endswith("z")
            assert is_typed or at.messages[-1], (plan.id, start, key)
    assert tried > 100


@pytest.mark.parametrize(
    "keys", [(), ("home",), ("end",), ("left",), ("ctrl+home", "home"), ("home", "left")]
)
def test_after_any_key_the_next_climb_takes_its_day(keys: tuple[str, ...]) -> None:
    at = AtSheet(SESSIONS["blank"], sheet_of("redefine", "next"), (78, 16))
    at.press(*keys)
    at.press("ctrl+home", "enter")
    at.type("+6m")
    at.press("enter")
    assert str(at.session.round.next_review_on) == "2027-05-05"


def test_a_key_that_goes_somewhere_ends_what_a_refused_enter_began() -> None:
    at = AtSheet(SESSIONS["demo"], sheet_of("redefine", "reviews"), (120, 20))
    at.press("home", "left", "left", "enter")
    assert at.sheet.stop
    at.press("home", "enter")
    assert at.cell.open is not None
