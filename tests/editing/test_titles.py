"""What a title proposes of a person stands in the record, follows the title, and gives way to what people
say."""

from __future__ import annotations

from typing import Any

from cxworkshop.editing.changes import Change, add, set_value, set_values, together
from cxworkshop.editing.history import History
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

to_public = set_value(Place("organisation", "organisation", "sector"), "public")
PUBLIC = to_public(Session())


def role(text: str, id: str = "p1") -> Change:
    return set_value(Place("people", id, "role"), text)


def known(session: Session) -> tuple[Any, ...]:
    person = session.people[0]
    assert isinstance(person, Person)
    return (
        person.function,
        person.leadership_team,
        person.customer_facing,
        person.seniority_rank,
        person.board_member,
    )


MAYOR = ("general_management", True, False, 1, False)
NURSE = ("wellbeing", False, True, 4, False)
BLANK = (None, False, False, None, False)


def test_a_person_who_is_added_with_a_title_is_known_by_it() -> None:
    assert known(add("people", id="p1", name="A", role="kunnanjohtaja")(PUBLIC)) == MAYOR
    assert known(add("people", id="p1", name="A", role="valtuutettu")(PUBLIC)) == (*BLANK[:4], True)


def test_what_is_given_with_the_title_stands() -> None:
    given: dict[str, Any] = {"function": "it", "leadership_team": False}
    added = add("people", id="p1", name="A", role="kunnanjohtaja", **given)(PUBLIC)
    assert known(added) == ("it", False, False, 1, False)


def test_a_title_that_is_typed_later_is_read_too_and_a_corrected_one_again() -> None:
    session = add("people", id="p1", name="A")(PUBLIC)
    assert known(session) == BLANK
    assert known(role("kunnanjohtaja")(session)) == MAYOR
    assert known(role("lähihoitaja")(role("kunnanjohtaja")(session))) == NURSE
    assert known(role("")(role("kunnanjohtaja")(session))) == BLANK


def test_what_somebody_changed_stays_when_the_title_changes() -> None:
    session = add("people", id="p1", name="A", role="kunnanjohtaja")(PUBLIC)
    session = set_value(Place("people", "p1", "leadership_team"), False)(session)
    session = set_value(Place("people", "p1", "seniority_rank"), 2)(session)
    assert known(role("kaupunginjohtaja")(session)) == ("general_management", False, False, 2, False)
    assert known(role("lähihoitaja")(session)) == ("wellbeing", False, True, 2, False)


def test_values_pasted_beside_a_title_count() -> None:
    session = add("people", id="p1", name="A")(PUBLIC)
    pasted = together("", role("kunnanjohtaja"), set_values([(Place("people", "p1", "function"), "hr")], ""))
    assert known(pasted(session)) == ("hr", *MAYOR[1:])


def test_functions_follow_a_new_sector_and_nothing_else_does() -> None:
    session = add("people", id="p1", name="A", role="Sales and education director")(Session())
    assert session.people[0].function == "sales"
    assert to_public(session).people[0].function == "education_culture"
    chosen = set_value(Place("people", "p1", "function"), "it")(session)
    assert to_public(chosen).people[0].function == "it"
    bare = Session(people=(Person(id="p1", role="Director of Education"),))
    assert to_public(bare).people[0].function == "education_culture"


def test_a_function_that_only_the_new_sector_has_is_proposed_when_the_sector_is_said() -> None:
    pasted = add("people", id="p1", name="A", role="rehtori")(Session())
    assert pasted.people[0].function is None
    assert to_public(pasted).people[0].function == "education_culture"


def test_one_undo_takes_title_and_proposals_back() -> None:
    history = History(add("people", id="p1", name="A", role="lähihoitaja")(PUBLIC))
    before = history.session
    history.apply(role("kunnanjohtaja"))
    assert known(history.session) == MAYOR
    history.undo()
    assert history.session == before
