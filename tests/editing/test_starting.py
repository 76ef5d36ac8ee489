"""A new workshop begins empty but for its day, and with the journey that was ticked."""

from datetime import date

import pytest

from cxworkshop.editing.starting import blank_session, started
from cxworkshop.language import speaking
from cxworkshop.method import content
from cxworkshop.model.organisation import Organisation
from cxworkshop.model.session import Session

ON = date(2026, 11, 21)


def of_sector(session: Session, sector: str) -> Session:
    return session.model_copy(update={"organisation": Organisation(id="organisation", sector=sector)})


def test_a_blank_workshop_has_its_title_its_language_its_day_and_half_a_day() -> None:
    session = blank_session("fi", ON, "Lanka")
    workshop, first = session.workshop, session.round
    assert (workshop.title, workshop.language, workshop.created_on) == ("Lanka", "fi", ON)
    assert (first.number, first.started_on, first.closed_on, first.agenda) == (1, ON, None, "half_day")


def test_a_blank_workshop_has_no_journey_no_people_and_one_round() -> None:
    session = blank_session("en", ON)
    assert session.workshop.title == ""
    assert (session.people, session.stages, session.touchpoints, session.measures) == ((), (), (), ())
    assert len(session.rounds) == 1


def test_starting_adds_the_usual_stages_in_order_with_their_decision_point() -> None:
    session = started(blank_session("en", ON))
    usual = content.starter_stages("private")
    assert [(one.id, one.decision_point) for one in session.stages] == [
        (one.id, one.decision_point) for one in usual
    ]
    assert sum(one.decision_point for one in session.stages) == 1
    assert session.touchpoints == ()


def test_only_what_is_ticked_is_on_the_map_each_in_its_place_and_of_the_first_round() -> None:
    first, second, third = content.starter_touchpoints("private")[:3]
    session = started(blank_session("en", ON), {third.key, first.key, "no such key"})
    assert [one.name for one in session.touchpoints] == [first.name.texts["en"], third.name.texts["en"]]
    assert second.name.texts["en"] not in {one.name for one in session.touchpoints}
    assert [(one.stage, one.channel, one.element, one.added_round) for one in session.touchpoints] == [
        (one.stage, one.channel, one.element, 1) for one in (first, third)
    ]
    assert len({one.id for one in session.touchpoints}) == 2


@pytest.mark.parametrize("reader", ["en", "fi"])
def test_the_journey_is_written_in_the_language_of_the_workshop_whoever_starts_it(reader: str) -> None:
    starter = content.starter_touchpoints("private")[0]
    for written in ("en", "fi"):
        with speaking(reader):
            session = started(blank_session(written, ON), {starter.key})
        assert session.touchpoints[0].name == starter.name.texts[written]
        assert session.stages[0].label == content.starter_stages("private")[0].label.texts[written]


def test_a_workshop_without_a_language_is_started_in_the_readers() -> None:
    starter, blank = content.starter_touchpoints("private")[0], blank_session("en", ON)
    workshop = blank.workshop.model_copy(update={"language": None})
    with speaking("fi"):
        session = started(blank.model_copy(update={"workshop": workshop}), {starter.key})
    assert session.touchpoints[0].name == starter.name.texts["fi"]


def test_a_public_service_starts_with_the_journey_of_a_public_service() -> None:
    starters = content.starter_touchpoints("public")
    session = started(of_sector(blank_session("en", ON), "public"), {one.key for one in starters})
    assert [one.name for one in session.touchpoints] == [one.name.texts["en"] for one in starters]
    assert [one.label for one in session.stages] == [
        one.label.texts["en"] for one in content.starter_stages("public")
    ]
