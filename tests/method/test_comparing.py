"""Two rounds beside each other, to the digits that the method has worked out for the demo (method F.3)."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.editing.changes import set_value
from cxworkshop.language import speaking
from cxworkshop.method.beside import Headline
from cxworkshop.method.headlines import is_answered, moved, not_asked
from cxworkshop.method.revisit import Comparison, compare, next_round
from cxworkshop.method.revisit.honest import RULES, Picture, sentence
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


@pytest.fixture(scope="module")
def found(demo: Session) -> Comparison:
    return compare(demo, 1, 2)


def test_figures_move_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted = expected["comparison"]["change"]
    changes = {row.measure: row.change for row in found.measures}
    for measure, change in wanted.items():
        got = changes[measure]
        assert got.delta == pytest.approx(change["delta"], abs=0.006)
        assert got.margin == pytest.approx(change["moe"], abs=0.006)
        assert got.real is change["real"], measure


def test_goals_come_as_far_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted = expected["comparison"]
    assert [row.goal.id for row in found.goals] == list(wanted["attainment"])
    for row in found.goals:
        goal = wanted["attainment"][row.goal.id]
        assert row.now.value == pytest.approx(goal["value"], abs=0.006)
        assert row.now.progress == pytest.approx(goal["progress"], abs=0.006)
        assert (row.now.target, row.now.verdict, row.now.due_passed) == (
            goal["target"],
            goal["verdict"],
            goal["due_passed"],
        )
        assert row.has_new_figure
        assert row.review is not None
        assert row.review.text
    assert {verdict: list(goals) for verdict, goals in found.verdicts.items()} == wanted["verdicts"]


def test_responsibility_flows_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted = expected["comparison"]
    assert {id: list(pair) for id, pair in found.transitions.items()} == wanted["status_transitions"]
    assert found.flow == {
        ("vacant", "held"): 3,
        ("contested", "held"): 2,
        ("unclear", "held"): 1,
        ("held", "held"): 4,
        ("held", "unclear"): 1,
        ("unclear", "unclear"): 1,
        ("unclear", "contested"): 1,
        ("contested", "unclear"): 1,
    }
    assert {id: list(pair) for id, pair in found.accountable.items()} == wanted["accountable_changes"]


def test_deeds_promises_and_customers_are_as_expected(found: Comparison, expected: dict[str, Any]) -> None:
    wanted, actions = expected["comparison"], expected["comparison"]["actions"]
    got = found.actions
    assert (got.total, got.due, got.done, got.on_time, got.median_slip) == tuple(
        actions[name] for name in ("total", "due", "done", "on_time", "median_slip_days")
    )
    assert got.done_of_due == pytest.approx(actions["done_of_due"], abs=5e-5)
    assert list(found.carried) == actions["open_carried"]
    assert [found.promises.count, found.promises.of] == wanted["commitments_kept"]
    assert list(found.retention) == [pytest.approx(p / 100, abs=5e-4) for p in wanted["retention_pct"]]
    assert [deeds.share for deeds in found.deeds] == [
        pytest.approx(0.4615, abs=5e-5),
        pytest.approx(0.4167, abs=5e-5),
    ]


def test_belief_comes_nearer_to_what_customers_say(found: Comparison) -> None:
    assert [gap.round for gap in found.gaps] == [1, 2]
    apart = [(gap.believers or 0) - (gap.customers or 0) for gap in found.gaps]
    assert apart == [pytest.approx(60.2, abs=0.05), pytest.approx(10.5, abs=0.1)]
    assert found.gaps[0].guess == 32.5


def test_the_journey_shows_facts_only(found: Comparison, demo: Session) -> None:
    for touchpoint, levels in found.journey.items():
        for number, level in zip((1, 2), levels, strict=True):
            state = next(
                (row for row in demo.as_of(number).round.touchpoint_states if row.id == touchpoint), None
            )
            if level is not None:
                assert state is not None
                assert (state.level_basis, state.level_now) == ("fact", level)


def test_the_demo_is_told_honestly(found: Comparison) -> None:
    assert str(found.sentence) == "Clarity is there, deeds are not yet."
    went = {row.key: row.arrow for row in found.headlines}
    assert (went["practice"], went["deeds"]) == ("↗", "")  # 6 of 13, then 5 of 12: 4.5 points
    assert found.nps is not None
    assert (found.nps.measure, found.nps.moved) == ("m01", 1)


def test_a_good_fall_and_a_bad_fall_never_look_alike(found: Comparison) -> None:
    assert moved(Headline("gut_feel", 0.5, 14), Headline("gut_feel", 0.3, 14)) == 1
    assert moved(Headline("deeds", 0.5, 14), Headline("deeds", 0.3, 14)) == -1
    ways = {row.measure: row.moved for row in found.measures}
    assert ways["m09"] == 1  # less is better: −4.8
    assert ways["m10"] == 0  # −0.4 ± 2.15


@pytest.mark.parametrize(
    ("key", "before", "after", "way"),
    [
        ("deeds", 0.50, 0.55, 1),
        ("deeds", 0.50, 0.549, 0),
        ("deeds", 0.55, 0.50, -1),
        ("practice", 10 / 30, 11 / 30, 1),  # a touchpoint, and three points only
        ("reward", 10 / 30, 11 / 30, 0),
        ("gut_feel", 11 / 30, 10 / 30, 1),
        ("agreement", 0.5, 0.56, 1),
    ],
)
def test_an_arrow_stands_for_five_points_or_a_touchpoint(
    key: str, before: float, after: float, way: int
) -> None:
    of = None if key == "agreement" else 30
    assert moved(Headline(key, before, of), Headline(key, after, of)) == way


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (
            Picture(due=3, without_figure=2, responsibility=1),
            "We cannot say whether customers notice: 2 of 3",
        ),
        (
            Picture(due=2, met=2, surely_met=2, recommendation=-1, responsibility=1),
            "Customers recommend us less",
        ),
        (Picture(due=2, met=1, gut_feel=-1), "We act without asking."),
        (
            Picture(due=2, met=2, surely_met=1, responsibility=1),
            "Responsibility is clearer, and customers notice.",
        ),
        (Picture(due=2, met=2, responsibility=1), "Responsibility is clearer, and goals are met, though"),
        (Picture(due=3, met=1, responsibility=1), "Clarity is there, deeds are not yet."),
        (Picture(responsibility=1), "Responsibility is clearer; no goal has been due yet."),
        (Picture(due=2, met=1, responsibility=-1), "Goals are met, and fewer touchpoints"),
        (Picture(due=3, met=1, responsibility=-1), "Fewer touchpoints have somebody"),
        (Picture(due=2, met=1), "Goals are met; who answers for what is as it was."),
        (Picture(due=3, met=1), "Nothing has moved"),
        (Picture(), "No goal has been due, and responsibility is as it was."),
    ],
)
def test_one_sentence_is_said_by_rule(picture: Picture, words: str) -> None:
    assert str(sentence(picture)).startswith(words)


def test_every_rule_says_something_of_its_own_in_both_languages() -> None:
    for language in ("en", "fi"):
        with speaking(language):
            said = {str(sentence(Picture())), *(words for _fits, words in RULES)}
            assert len(said) >= len(RULES)


def test_what_the_old_ballot_said_is_hidden_until_the_new_one_is_revealed(demo: Session) -> None:
    made = next_round(demo, date(2027, 5, 6))
    found = compare(made, 2, 3)
    assert found.transitions == {}
    assert {row.key for row in found.headlines}.isdisjoint({"practice", "agreement"})


def test_what_the_new_round_has_not_asked_yet_is_no_fall(demo: Session) -> None:
    found = compare(next_round(demo, date(2027, 5, 6)), 2, 3)
    rows = {row.key: row for row in found.headlines}
    for key in ("agreed", "gut_feel", "deeds"):
        assert (rows[key].after, rows[key].arrow) == (None, "")


def test_any_two_rounds_are_compared(demo: Session) -> None:
    made = next_round(demo, date(2027, 5, 6))
    assert compare(made, 1, 3).before == 1
    with pytest.raises(KeyError):
        compare(made, 1, 4)


# ---- a round that has just begun ---------------------------------------------------------------------------
CLOSED_ON = date(2027, 5, 6)
OF_THE_ROOM = {"agreed", "mandate", "reward", "deeds", "gut_feel", "contacts"}


def test_nothing_of_a_round_that_has_just_begun_reads_as_a_fall(demo: Session) -> None:
    fresh = next_round(demo, CLOSED_ON)
    comparison = compare(fresh, 2, 3, CLOSED_ON)
    with speaking("en"):
        assert str(comparison.sentence).startswith("Nothing has been answered in the new round yet")
    assert all(row.moved == 0 for row in comparison.headlines)
    assert {row.key for row in comparison.headlines if row.after is None} >= OF_THE_ROOM
    assert comparison.journey == {}


@pytest.mark.parametrize(
    ("place", "value", "asked"),
    [
        (Place("ownerships", "tp01", "accepted_on"), CLOSED_ON, {"agreed", "mandate", "reward", "deeds"}),
        (Place("touchpoint_states", "tp01", "level_basis"), "assumption", {"gut_feel"}),
        (Place("leader_contacts", "p1", "last"), CLOSED_ON, {"contacts"}),
    ],
)
def test_the_first_answer_of_a_kind_is_compared(
    demo: Session, place: Place, value: object, asked: set[str]
) -> None:
    answered = set_value(place, value)(next_round(demo, CLOSED_ON))
    comparison = compare(answered, 2, 3, CLOSED_ON)
    known = {row.key for row in comparison.headlines if row.after is not None} & OF_THE_ROOM
    assert known - {"contacts"} == asked - {"contacts"}
    assert "contacts" in known
    with speaking("en"):
        assert "Nothing has been answered" not in str(comparison.sentence)


def test_a_fact_that_went_along_is_no_answer_of_the_new_round(demo: Session) -> None:
    fresh = next_round(demo, date(2026, 12, 1))
    assert any(row.level_basis for row in fresh.round.touchpoint_states)
    assert "gut_feel" in not_asked(fresh)
    assert not is_answered(fresh)
    assert is_answered(demo)
    assert not_asked(demo.as_of(1)) == frozenset()
