"""Those closest to customers speak first, the most senior last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cxworkshop.editing.changes import set_value
from cxworkshop.method.roles import proposed
from cxworkshop.method.speaking import speaking_order, unplaced
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session

ON = date(2026, 11, 5)


def person(id: str, rank: int | None = None, facing: bool = False) -> Person:
    return Person(id=id, name=id, seniority_rank=rank, customer_facing=facing)


def order(*people: Person, absent: str = "") -> list[str]:
    present = tuple(person.id for person in people if person.id != absent)
    return [
        person.id
        for person in speaking_order(
            Session(people=people, rounds=(Round(id="1", participants=present),)), ON
        )
    ]


def test_whoever_meets_customers_speaks_first_and_the_most_senior_last() -> None:
    people = (
        person("ceo", 1),
        person("cfo", 2),
        person("clerk", 6, facing=True),
        person("seller", 4, facing=True),
        person("hr", 3),
    )
    assert order(*people) == ["clerk", "seller", "hr", "cfo", "ceo"]


def test_a_leader_who_meets_customers_still_speaks_last() -> None:
    assert order(person("ceo", 1, facing=True), person("cfo", 2)) == ["cfo", "ceo"]


def test_without_ranks_the_order_is_that_of_the_list() -> None:
    assert order(person("a"), person("b", facing=True), person("c")) == ["b", "a", "c"]


def test_without_ranks_the_leadership_team_speaks_after_the_others() -> None:
    assert order(person("leader").model_copy(update={"leadership_team": True}), person("expert")) == [
        "expert",
        "leader",
    ]


def test_only_those_in_the_room_are_named() -> None:
    assert order(person("a"), person("b"), absent="a") == ["b"]


@pytest.mark.parametrize(("days", "speaking"), [(-3, ["b"]), (0, ["b"]), (1, ["b", "a"])])
def test_whoever_has_left_is_not_called_up(days: int, speaking: list[str]) -> None:
    leaving = person("a", 1).model_copy(update={"left_on": ON + timedelta(days)})
    assert order(leaving, person("b", 2)) == speaking


def test_those_who_meet_customers_speak_first_and_the_chief_executive_last(demo: Session) -> None:
    *others, last = speaking_order(demo, ON)
    assert last.function == "general_management"
    facing = [one.customer_facing for one in others]
    assert facing == sorted(facing, reverse=True)


def test_where_ranks_are_given_the_first_in_rank_speaks_last(demo: Session) -> None:
    ranked = set_value(Place("people", "p6", "seniority_rank"), 1)(
        set_value(Place("people", "p1", "seniority_rank"), 2)(demo)
    )
    found = [person.id for person in speaking_order(ranked, ON)]
    assert found[-1] == "p6"
    assert found.index("p1") == max(i for i, one in enumerate(found[:-1]) if one)


def titled(id: str, role: str) -> Person:
    return Person(id=id, role=role, **proposed(role, "public"))


def waiting(*people: Person) -> list[str]:
    present = tuple(person.id for person in people)
    made = Session(people=people, rounds=(Round(id="1", participants=present),))
    return [person.id for person in unplaced(made, ON)]


def test_titles_tell_the_turn() -> None:
    room = (
        titled("mayor", "kaupunginjohtaja"),
        titled("chair", "kaupunginhallituksen puheenjohtaja"),
        titled("teacher", "luokanopettaja"),
        titled("head", "sivistysjohtaja"),
        titled("assistant", "kaupunginjohtajan assistentti"),
    )
    assert order(*room) == ["teacher", "assistant", "head", "mayor", "chair"]
    assert waiting(*room) == []


def test_who_may_be_the_mayor_is_not_called_up_first() -> None:
    """Only once it is known who leads the organisation, everybody else may go first."""
    room = (person("mayor"), titled("teacher", "teacher"), person("clerk", facing=True), person("head", 2))
    assert waiting(*room) == ["mayor"]
    assert waiting(person("mayor", 1), *room[1:], person("new")) == []
    seat = Person(id="chair", board_member=True, seniority_rank=1)
    assert waiting(seat, person("mayor")) == ["mayor"]
    leader = Person(id="leader", leadership_team=True, customer_facing=True)
    assert waiting(leader) == ["leader"]


def test_a_rank_counts_before_the_title_and_who_has_none_speaks_before_who_has() -> None:
    chief = Person(id="chief", role="CEO", seniority_rank=2)
    owner = Person(id="owner", role="seller", seniority_rank=1)
    assert order(chief, owner, person("clerk")) == ["clerk", "chief", "owner"]
    assert order(person("second", 2), person("nobody"), person("third", 3), person("first", 1)) == [
        "nobody",
        "third",
        "second",
        "first",
    ]
