"""A team's figures beside those of others: the spread and its place, and never from fewer than five."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.method.beside import LABELS, LESS_IS_BETTER, NEEDED, Headline, Team, beside, one_each
from cxworkshop.method.headlines import headlines, told
from cxworkshop.method.revisit import next_round
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.session import Round, Session


def teams(*values: float, key: str = "practice", own: int = 0) -> list[Team]:
    """Organisations with one figure; the one at `own` looks at the others."""
    return [
        Team(f"Organisation {k}", k, (Headline(key, value, 10),), is_own=k == own)
        for k, value in enumerate(values)
    ]


def test_a_figure_stands_in_its_spread_and_has_its_place() -> None:
    (row,) = beside(teams(0.6, 0.2, 0.9, 0.4, 0.6))
    assert (row.lowest, row.median, row.highest, row.place, row.n) == (0.2, 0.6, 0.9, 2, 5)
    assert row.own == Headline("practice", 0.6, 10)


def test_the_best_has_the_first_place_also_where_less_is_better() -> None:
    assert [row.place for row in beside(teams(0.1, 0.2, 0.9, 0.4, 0.6, key="gut_feel"))] == [1]
    assert [row.place for row in beside(teams(0.1, 0.2, 0.9, 0.4, 0.6))] == [5]


def test_rounding_makes_nobody_better_than_those_alike(demo: Session) -> None:
    shown = told(demo, date(2026, 11, 21))
    assert all(figure.value == round(figure.value, 4) for figure in shown)


@pytest.mark.parametrize("n", range(NEEDED))
def test_of_fewer_than_five_nothing_is_shown(n: int) -> None:
    assert beside(teams(*(0.1 * k for k in range(n)))) == ()


def test_a_figure_that_the_team_does_not_know_has_a_spread_and_no_place() -> None:
    rows = [Team("Own", 9, (), is_own=True), *teams(0.6, 0.2, 0.9, 0.4, 0.6, own=-1)]
    (row,) = beside(rows)
    assert (row.own, row.place, row.n) == (None, None, 5)


def test_an_organisation_counts_once_by_its_newest_workshop_and_the_own_by_the_one_looked_at() -> None:
    own = Team("Sampo Oy", 1, (Headline("practice", 0.1, 10),), is_own=True)
    newer = Team("SAMPO  oy", 5, (Headline("practice", 0.9, 10),))
    old, new = (Team("Louhi", k, (Headline("practice", k / 10, 10),)) for k in (2, 3))
    assert set(one_each([newer, new, old, own, Team("", 7, ())])) == {own, new}


@given(st.lists(st.floats(0, 1), min_size=NEEDED, max_size=30), st.sampled_from(sorted(LABELS)))
def test_the_median_lies_in_the_spread_and_the_place_among_all(values: list[float], key: str) -> None:
    (row,) = beside(teams(*values, key=key))
    assert row.lowest <= row.median <= row.highest
    assert row.place is not None
    assert 1 <= row.place <= row.n == len(values)
    best = min(values) if key in LESS_IS_BETTER else max(values)
    assert (row.place == 1) == (values[0] == best)


def test_what_is_told_is_the_headline_strip_and_the_goals_met(demo: Session) -> None:
    day = date(2027, 4, 1)
    shown = told(demo, day)
    assert {figure.key for figure in shown} == {*(figure.key for figure in headlines(demo, day)), "goals"}
    assert [figure.key for figure in shown] == [key for key in LABELS if key in {f.key for f in shown}]


def test_a_round_that_has_just_begun_is_told_by_the_one_before(demo: Session) -> None:
    day = date(2027, 5, 6)
    fresh = next_round(demo, day)
    assert told(fresh, day) == told(fresh.as_of(2), day)
    assert {figure.key: figure.k for figure in told(fresh, day)}["practice"] == 10


def test_a_goal_that_held_its_level_is_met() -> None:
    measure = Measure(id="m1", name="Delivered", metric="share", unit="percent", direction="up")
    figure = Observation(id="o1", measure="m1", observed_on=date(2026, 6, 1), k=80, n=100)
    goal = Goal(id="g1", measure="m1", baseline=80, target=80, due_on=date(2026, 6, 30))
    round_ = Round(id="1", number=1, started_on=date(2026, 1, 5), observations=(figure,), goals=(goal,))
    known = told(Session(measures=(measure,), rounds=(round_,)), date(2026, 7, 1))
    assert [(row.value, row.of) for row in known if row.key == "goals"] == [(1.0, 1)]
