"""Goals are reviewed: the result stands in its cell before anybody types, and Enter takes it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from cxworkshop.editing.changes import add, set_value
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.screens.hands import TODAY
from tests.screens.test_workshop import begun, workshop


def reviewed() -> Session:
    """A goal that has come a third of its way when its day has passed."""
    session = add("measures", id="m1", name="Days", metric="duration", unit="days", direction="down")(
        begun("Repair")
    )
    goal: dict[str, Any] = {"id": "g1", "touchpoint": "tp01", "text": "Mended in five days", "measure": "m1"}
    session = add("goals", **goal, baseline=12, target=5, due_on=TODAY - timedelta(1))(session)
    figure: dict[str, Any] = {"id": "o1", "measure": "m1", "observed_on": TODAY, "n": 400}
    session = add("observations", **figure, mean=9.7, sd=0.1)(session)
    session = set_value(Place("rounds", "1", "agenda"), None)(session)
    return set_value(Place("rounds", "1", "started_on"), TODAY - timedelta(90))(session)


async def test_the_result_is_offered_and_taken_by_enter(tmp_path: Path) -> None:
    async with workshop(tmp_path, reviewed(), size=(140, 36)) as at:
        await at.press("6", "tab")
        assert at.screen.plan.id == "reviews"
        assert "failure" in at.seen
        at.screen.sheet.go_to_place(Place("reviews", "g1", "result"))
        await at.press("enter", "enter")
        assert [review.result for review in at.session.round.reviews] == ["failure"]


async def test_the_word_met_is_read_and_a_strange_one_leaves_the_cell_open(tmp_path: Path) -> None:
    async with workshop(tmp_path, reviewed(), size=(140, 36)) as at:
        await at.press("6", "tab")
        at.screen.sheet.go_to_place(Place("reviews", "g1", "result"))
        await at.press("enter")
        await at.type("met")
        await at.press("enter")
        assert [review.result for review in at.session.round.reviews] == ["success"]
        at.screen.sheet.go_to_place(Place("reviews", "g1", "result"))
        await at.press("enter")
        await at.type("purple")
        assert "partial success" in at.seen
        await at.press("enter")
        assert [review.result for review in at.session.round.reviews] == ["success"]
