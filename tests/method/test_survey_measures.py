"""Which measure figures of a survey go into: what is proposed, what must be said, what was said before."""

from __future__ import annotations

from datetime import date

import pytest

from cxworkshop.editing.changes import add
from cxworkshop.editing.surveys import apply_survey
from cxworkshop.method.survey_measures import choices_of, likely, open_lines
from cxworkshop.method.surveys import ADD, WHOLE, Figure, Item, Survey, label_of, plain
from cxworkshop.model.session import Session
from tests.screens.test_workshop import begun

ON = date(2026, 11, 5)
EXCEEDED = "Did the visit exceed your expectations?"


def asked(question: str, metric: str, scale: str, touchpoint: str = WHOLE) -> Survey:
    item = Item("" if touchpoint == WHOLE else "Booking", question)
    parts = (
        {"promoters": 20, "passives": 5, "detractors": 5, "n": 30} if metric == "nps" else {"k": 20, "n": 40}
    )
    figure = Figure(item, touchpoint, metric, scale, date(2026, 9, 1), date(2026, 10, 28), parts)
    return Survey("a.csv", "a" * 64, (figure,))


def with_shares() -> Session:
    session = add("measures", id="m1", name="Second purchase", metric="share", unit="percent")(
        begun("Booking")
    )
    marked = add("measures", id="m2", name="Delighted", metric="share", unit="percent", asks_exceeded=True)
    return marked(session)


@pytest.mark.parametrize("question", [EXCEEDED, "Ylittikö käynti odotuksesi?"])
def test_the_marked_measure_is_proposed_for_the_question_of_expectations(question: str) -> None:
    session, survey = with_shares(), asked(question, "share", "yes/no")
    [(line, measures)] = open_lines(session, survey).items()
    assert [measure.id for measure in measures] == ["m1", "m2"]
    assert likely(line, measures) == "m2"
    survey = survey._replace(measures={plain(label_of(session, line)): "m2"})
    assert open_lines(session, survey) == {}
    after = apply_survey(survey, ON)(session)
    assert [measure.name for measure in after.measures] == ["Second purchase", "Delighted"]
    assert [row.measure for row in after.round.observations] == ["m2"]
    assert after.measures[1].question == question
    assert choices_of(after, asked(question, "share", "yes/no")) == {}, (
        "a measure of that very question is nobody's choice"
    )


def test_no_measure_takes_a_figure_of_another_question_unasked() -> None:
    session = begun("Booking")
    own = (session.touchpoints[0].id,)
    session = add("measures", id="m1", name="Ease of booking", metric="csat", touchpoints=own)(session)
    survey = asked("Score (1–5)", "csat", "1-5", own[0])
    [(line, measures)] = open_lines(session, survey).items()
    assert likely(line, measures) is None, "nothing but the kind speaks for it: somebody must say"
    label = plain(label_of(session, line))
    assert label == "score (1-5): booking" or label == "score (1–5): booking"
    for choice, names in (("Ease of booking", 1), (ADD, 2)):
        said = survey._replace(measures={label: choice})
        after = apply_survey(said, ON)(session)
        assert len(after.measures) == names
        assert after.measures[0].unit == ("percent" if names == 1 else None), (
            "it learns what its figures are in"
        )
        assert open_lines(after, said) == {}
        assert apply_survey(said, ON)(after) == after, "and the same file again makes no other"
    assert open_lines(session, survey._replace(measures={label: "No such"})), (
        "a name that is none is asked again"
    )


def test_the_most_alike_is_proposed_and_a_new_one_where_all_ask_otherwise() -> None:
    session = begun("Booking")
    for id, name in (("m1", "Would you buy again?"), ("m2", "Did you find what you came for?")):
        made = add(
            "measures", id=id, name=name, metric="share", unit="percent", scale="yes/no", question=name
        )
        session = made(session)
    for question, proposed in (("Did you find what you were looking for?", "m2"), ("Parking?", ADD)):
        [(line, measures)] = open_lines(session, asked(question, "share", "yes/no")).items()
        assert likely(line, measures) == proposed


def test_the_only_recommendation_goes_on_in_other_words_and_of_two_one_must_be_said() -> None:
    session = add("measures", id="m1", name="NPS", metric="nps", question="Recommend us?")(begun("Booking"))
    survey = asked("Would you recommend us to a friend?", "nps", "0-10")
    assert open_lines(session, survey) == {}
    assert [row.measure for row in apply_survey(survey, ON)(session).round.observations] == ["m1"]
    session = add(
        "measures", id="m2", name="NPS of the chain", metric="nps", question="Recommend the chain?"
    )(session)
    assert len(open_lines(session, survey)) == 1
