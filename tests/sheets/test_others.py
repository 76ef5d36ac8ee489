"""Names beside the rows of a list, as short as tells people apart."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.method.demo import demo_session
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.sheets.grid import Grid, View
from cxworkshop.sheets.others import tags
from cxworkshop.sheets.steps.redefine import PARKING
from cxworkshop.storage.shared import Colleague


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Ville Hakala"], "Ville"),
        (["Ville Hakala", "Aino Rantanen"], "Ville"),
        (["Ville Hakala", "Ville Salo"], "Ville H"),
        (["Ville Hakala", "Ville Halonen"], "Ville Hak…"),
        (["Ville", "Ville"], "Ville"),
        (["Maximilianus"], "Maximilia…"),
        ([""], ""),
    ],
)
def test_a_name_is_as_short_as_tells_it_from_the_others(names: list[str], shown: str) -> None:
    grid = Grid(PARKING, Reading(session := demo_session("en"), date(2026, 11, 5)), View())
    place = Place("parking", session.round.parking[0].id, "text")
    others = [Colleague(str(n), name, None if n else place) for n, name in enumerate(names)]
    assert tags(grid, others)[0].name == shown
