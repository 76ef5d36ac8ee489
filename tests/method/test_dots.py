"""Blind dots: how many, where, in which order, and nothing before all are in."""

import pytest

from cxworkshop.editing import voting
from cxworkshop.method import dots
from cxworkshop.method.checks.finding import voters
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.privacy import reduced
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def dotted(session: Session, who: str, **placed: int) -> Session:
    for touchpoint, count in placed.items():
        session = voting.score(Place("dots", f"{touchpoint}:{who}", "value"), count)(session)
    return session


@pytest.mark.parametrize(("things", "each"), [(1, 3), (12, 3), (13, 4), (16, 4), (17, 5), (40, 5)])
def test_a_longer_list_has_more_dots_within_three_and_five(things: int, each: int) -> None:
    assert dots.dots_each(things) == each


def test_nobody_places_more_than_two_on_one_or_more_than_there_are(demo: Session) -> None:
    each = dots.dots_each(len(in_scope(demo)))
    assert each == 4
    assert not dots.may_place(demo, "p1", "tp01", 3)
    session = dotted(demo, "p1", tp01=2, tp02=1)
    assert dots.may_place(session, "p1", "tp03", 1)
    assert not dots.may_place(session, "p1", "tp03", 2)
    assert dots.may_place(session, "p1", "tp02", 2)


def test_nothing_shows_until_everybody_is_in_and_ties_stay_ties(demo: Session) -> None:
    session, room = demo, [person.id for person in voters(demo)]
    for who in room[:-1]:
        session = dotted(session, who, tp01=2, tp02=1, tp03=1)
    assert dots.ranked(session) == ()
    session = dotted(session, room[-1], tp01=0)
    found = dots.ranked(session)
    assert [(one.touchpoint, one.place) for one in found[:4]] == [
        ("tp01", 1),
        ("tp02", 2),
        ("tp03", 2),
        (found[3].touchpoint, 4),
    ]
    assert dots.ties_at(found, 2) == ("tp02", "tp03")
    assert dots.ties_at(found, 1) == dots.ties_at(found, 5) == ()
    assert dots.ranked(reduced(session)) == found
    assert [dot for dot in reduced(session).round.dots if dot.participant] == []
