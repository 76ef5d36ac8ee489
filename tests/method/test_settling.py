"""Where two versions have met is said by the step that one goes to for it."""

from __future__ import annotations

import pytest

from cxworkshop.method.demo import demo_session
from cxworkshop.method.settling import where
from cxworkshop.model.place import Place

DEMO = demo_session("en")
NAME = Place("touchpoints", DEMO.touchpoints[0].id, "name")
TITLE = Place("actions", DEMO.round.actions[0].id, "title", 2)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([NAME], f"1 Define · Touchpoint of {DEMO.touchpoints[0].name}"),
        ([TITLE, NAME], "1 Define, 4 Implement"),
        ([TITLE, TITLE._replace(field="owner")], "4 Implement"),
        ([Place("touchpoints", "gone", "name")], "1 Define"),
        ([], ""),
    ],
)
def test_where_cells_are(cells: list[Place], words: str) -> None:
    assert str(where(DEMO, cells)) == words
