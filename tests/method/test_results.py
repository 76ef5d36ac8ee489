"""The result of a goal under review: by its figure and its target, and in the words that people use."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.errors import CxError
from cxworkshop.language import speaking
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.derived import value
from cxworkshop.method.flaws import flaw_at
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import Session
from cxworkshop.sheets.offers import editor_at
from tests.method.builders import ON, after, session

PLACE = Place("reviews", "g1", "result")
TODAY = after(200)


def looked_back(
    now: float | None, *, sd: float = 0.1, target: float = 5, due: int = 100, **said: str
) -> Session:
    """A goal of 12 days that shall be `target`, with the figure that was entered as it is looked back at."""
    goal = Goal(
        id="g1", touchpoint="tp1", text="Mended", measure="m1", baseline=12, target=target, due_on=after(due)
    )
    figure = Observation(id="o1", measure="m1", observed_on=after(150), mean=now, sd=sd, n=400)
    made = session(
        1,
        goals=(goal,),
        observations=() if now is None else (figure,),
        reviews=(Review(id="g1", goal="g1", verdict="keep", text="Spare parts", **said),),
        next_review_on=after(150),
    )
    measure = Measure(id="m1", name="Days", metric="duration", unit="days", direction="down")
    return made.model_copy(update={"measures": (measure,)})


@pytest.mark.parametrize(
    ("made", "result"),
    [
        (looked_back(4.0), "success"),
        (looked_back(4.9, sd=5), "success_uncertain"),
        (looked_back(8.0), "success_partial"),
        (looked_back(9.0), "failure"),
        (looked_back(14.0), "failure"),
        (looked_back(11.0, target=12), "success"),
        (looked_back(13.0, target=12), "failure"),
        (looked_back(None), "unmeasured"),
        (looked_back(9.0, result="success"), "success"),
    ],
    ids=["met", "met, unsure", "partly", "missed", "worse", "held", "moved", "no figure", "said otherwise"],
)
def test_the_result_follows_from_the_figure_and_the_target(made: Session, result: str) -> None:
    assert value(made, PLACE, TODAY) == result
    assert CHECKS["G6.2"](made, TODAY).holds


@pytest.mark.parametrize(
    ("now", "result"), [(4.0, "success"), (8.0, "success_partial"), (9.0, None), (14.0, None)]
)
def test_no_goal_has_failed_before_its_day_is_past(now: float, result: str | None) -> None:
    made = looked_back(now, due=200)
    assert value(made, PLACE, after(200)) == result
    assert CHECKS["G6.2"](made, after(200)).holds
    assert value(made, PLACE, after(201)) == (result or "failure")


@pytest.mark.parametrize(
    ("now", "said", "words"),
    [
        (9.0, "success", "The figure says: failure. Why is it said otherwise?"),
        (8.0, "success_uncertain", "The figure says: partial success. Why is it said otherwise?"),
        (4.0, "failure", "The figure says: success. Why is it said otherwise?"),
        (9.0, "success_partial", ""),
        (9.0, "unmeasured", ""),
        (None, "success", ""),
    ],
)
def test_a_result_that_the_figure_contradicts_is_asked_about_at_its_cell(
    now: float | None, said: str, words: str
) -> None:
    assert str(flaw_at(looked_back(now, result=said), PLACE, TODAY)) == words


def test_the_cell_of_the_result_begins_with_what_is_computed() -> None:
    editor = editor_at(Reading(looked_back(9.0), TODAY), PLACE)
    assert editor.original == "failure"
    assert editor_at(Reading(looked_back(9.0, result="success"), TODAY), PLACE).original == "success"


@pytest.mark.parametrize(
    ("language", "words", "result"),
    [
        ("en", "met", "success"), ("en", "Reached", "success"), ("en", "held", "success"),
        ("en", "missed", "failure"), ("en", "not met", "failure"), ("en", "failed", "failure"),
        ("en", "partly", "success_partial"), ("en", "unclear", "success_uncertain"),
        ("en", "not measured", "unmeasured"), ("en", "success", "success"),
        ("fi", "saavutettu", "success"), ("fi", "ei saavutettu", "failure"),
        ("fi", "osittain", "success_partial"), ("fi", "epäselvä", "success_uncertain"),
        ("fi", "pysynyt tasolla", "success"), ("fi", "epäonnistui", "failure"),
        ("fi", "ei mitattu", "unmeasured"), ("fi", "jäi saavuttamatta", "failure"),
    ],
)  # fmt: skip
def test_a_result_is_read_in_the_words_that_people_use(language: str, words: str, result: str) -> None:
    kind = field_of("reviews", "result").kind
    with speaking(language):
        assert kind.parse(words, Reading(looked_back(9.0), ON)) == result


def test_a_word_that_is_no_result_is_refused_with_those_that_are() -> None:
    with pytest.raises(CxError, match=r"success.*partial success.*failure.*unmeasured"):
        field_of("reviews", "result").kind.parse("purple", Reading(looked_back(9.0), date(2026, 1, 1)))
