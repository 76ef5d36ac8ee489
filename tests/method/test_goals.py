"""What goals and actions are worth: concrete or empty, reached or not, told from chance or not."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.editing import changes
from cxworkshop.method import deeds, goals
from cxworkshop.model.actions import Action
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index

ON = date(2026, 11, 5)


def goal(session: Session, goal_id: str, **values: object) -> Goal:
    found = index(session.round.goals)[goal_id].model_copy(update=values)
    assert isinstance(found, Goal)
    return found


def test_the_goals_of_the_demo_are_reached_as_expected(
    demo: Session, demo_round1: Session, expected: dict[str, Any]
) -> None:
    for goal_id, wanted in expected["comparison"]["attainment"].items():
        one = goal(demo_round1, goal_id)
        found = goals.attainment_of(demo, one, ON)
        assert found.value == pytest.approx(wanted["value"], abs=0.006)
        assert found.target == wanted["target"]
        assert found.progress == pytest.approx(wanted["progress"], abs=0.006)
        assert (found.verdict, found.due_passed) == (wanted["verdict"], wanted["due_passed"])
        assert goals.is_distinguishable(demo, one) == wanted["target_distinguishable"], goal_id


def test_the_demo_decided_on_each_goal_as_expected(demo_round1: Session, expected: dict[str, Any]) -> None:
    verdicts: dict[str, list[str]] = {}
    for review in demo_round1.round.reviews:
        verdicts.setdefault(review.verdict or "", []).append(review.id)
    assert verdicts == expected["comparison"]["verdicts"]


@pytest.mark.parametrize(
    ("value", "baseline", "target", "progress"),
    [
        (4.74, 14.2, 5, 1.03),
        (60, 56, 62, 0.67),
        (5, 5, 5, None),
        (None, 5, 6, None),
        (5, None, 6, None),
        (5, 4, None, None),
    ],
)
def test_progress_is_one_at_the_target(
    value: float | None, baseline: float | None, target: float | None, progress: float | None
) -> None:
    assert goals.progress(value, baseline, target) == (
        None if progress is None else pytest.approx(progress, abs=0.005)
    )


def test_progress_is_shown_within_its_limits() -> None:
    assert [goals.progress_shown(p) for p in (-3.0, 0.5, 2.0, None)] == [-1.0, 0.5, 1.5, None]


def test_a_target_that_holds_the_baseline_asks_whether_it_still_holds(demo: Session) -> None:
    kept, lost = goal(demo, "g28", baseline=83.8, target=83.8), goal(demo, "g28", baseline=70.0, target=70.0)
    assert goals.attainment_of(demo, kept, ON).progress is None
    assert goals.attainment_of(demo, kept, ON).holds is True
    assert goals.attainment_of(demo, lost, ON).holds is False
    assert goals.attainment_of(demo, goal(demo, "g28"), ON).holds is None


def test_a_target_close_to_an_uncertain_baseline_cannot_be_told_from_chance(demo_round1: Session) -> None:
    assert goals.is_distinguishable(demo_round1, goal(demo_round1, "g04")) is False
    assert goals.is_distinguishable(demo_round1, goal(demo_round1, "g06")) is False
    recommendation = Goal(id="g", measure="m01", baseline=9, target=20)
    assert goals.is_distinguishable(demo_round1, recommendation) is True
    assert goals.is_distinguishable(demo_round1, recommendation.model_copy(update={"target": 19})) is False
    assert (
        goals.is_distinguishable(demo_round1, Goal(id="g", measure="m17", baseline=61500, target=20000))
        is None
    )
    assert goals.is_distinguishable(demo_round1, Goal(id="g", measure="m01", target=20)) is None


def test_a_goal_is_open_until_its_day_and_then_says_what_became_of_it(
    demo: Session, demo_round1: Session
) -> None:
    one = goal(demo_round1, "g03")
    early, late = (goals.attainment_of(demo, one, date(2026, *day)) for day in ((9, 30), (10, 1)))
    assert (early.due_passed, late.due_passed, late.verdict) == (False, True, "met_uncertain")
    unmeasured = goals.attainment_of(demo, Goal(id="g", due_on=date(2026, 1, 1)), ON)
    assert (unmeasured.due_passed, unmeasured.verdict) == (True, "unmeasured")
    assert not goals.attainment_of(demo, Goal(id="g"), ON).due_passed


def test_a_baseline_is_a_fact_with_thirty_answers_or_as_a_total(demo_round1: Session) -> None:
    assert goals.is_provisional(demo_round1, goal(demo_round1, "g09"))  # n = 22
    assert not goals.is_provisional(demo_round1, goal(demo_round1, "g04"))  # n = 58
    assert not goals.is_provisional(demo_round1, Goal(id="g", measure="m17", baseline=61500))
    assert goals.is_provisional(demo_round1, goal(demo_round1, "g04", baseline=None))
    assert goals.is_provisional(demo_round1, goal(demo_round1, "g04", measure="m18"))
    assert goals.is_provisional(demo_round1, goal(demo_round1, "g04", provisional=True))


def test_a_baseline_keeps_its_own_observation_when_a_newer_one_comes(
    demo: Session, demo_round1: Session
) -> None:
    found = goals.baseline_observation(demo, goal(demo_round1, "g09"))
    assert found is not None
    assert (found.k, found.n) == (13, 22)


def test_a_concrete_goal_has_five_dots(demo_round1: Session) -> None:
    assert goals.concreteness(demo_round1, goal(demo_round1, "g04"), ON) == 5
    assert goals.concreteness(demo_round1, goal(demo_round1, "g09"), ON) == 4  # the baseline is not a fact
    assert goals.concreteness(demo_round1, goal(demo_round1, "g10"), ON) == 4  # nobody is named
    assert goals.concreteness(demo_round1, goal(demo_round1, "g12"), ON) == 4  # named, and has not said yes
    assert goals.concreteness(demo_round1, Goal(id="g"), ON) == 0


def test_an_empty_word_costs_a_dot_unless_everything_else_is_there(demo_round1: Session) -> None:
    whole = goal(demo_round1, "g04", text="Better advice")
    assert goals.concreteness(demo_round1, whole, ON) == 5
    assert not goals.concrete_parts(demo_round1, whole.model_copy(update={"due_on": None}), ON).specific


def test_a_goal_is_assignable_while_its_objection_is_open(demo: Session) -> None:
    seen = changes.add("objections", touchpoint="tp08", by="p1", text="No")(demo)
    assert goals.concrete_parts(seen, goal(demo, "g28"), ON).assignable
    left = changes.set_value(Place("people", "p6", "left_on"), ON)(demo)
    assert not goals.concrete_parts(left, goal(demo, "g28"), ON).assignable


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("We improve the delivery as soon as possible", "en", ("improve", "as soon as possible")),
        ("Improved and World-Class", "en", ("Improved", "World-Class")),
        ("The carrier calls an hour before", "en", ()),
        ("Parannamme toimitusta mahdollisimman pian", "fi", ("Parannamme", "mahdollisimman")),
        ("Kuljettaja soittaa tuntia ennen", "fi", ()),
        ("", "en", ()),
    ],
)
def test_empty_words_are_found_as_they_stand_in_the_text(
    text: str, language: str, found: tuple[str, ...]
) -> None:
    assert goals.vague_words(text, language) == found


@pytest.mark.parametrize(
    ("impact", "effort", "quadrant"),
    [
        (4, 2, "quick_win"),
        (5, 3, "major"),
        (3, 2, "fill_in"),
        (3, 3, "thankless"),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_an_action_is_weighed_by_impact_and_effort(
    impact: int | None, effort: int | None, quadrant: str | None
) -> None:
    assert deeds.quadrant(Action(id="a", impact=impact, effort=effort)) == quadrant
