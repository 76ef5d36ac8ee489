"""The demo company becomes a real session, whole, in either language."""

from typing import Any

import pytest

from cxworkshop.method import demo as demo_module
from cxworkshop.method.demo import demo_session
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.kinds import Reference
from cxworkshop.model.place import Place, field_of, fields, value_at
from cxworkshop.model.session import Session


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Kuusilinna Koti – from order to first use"),
        ("fi", "Kuusilinna Koti – tilauksesta ensikäyttöön"),
    ],
)
def test_the_demo_speaks_one_language(language: str, title: str) -> None:
    session = demo_session(language)
    assert (session.workshop.title, session.workshop.language) == (title, language)
    assert (len(session.people), len(session.touchpoints), len(session.rounds)) == (11, 15, 2)


def test_every_name_in_the_demo_refers_to_something_that_is_there(demo: Session) -> None:
    there = {(table, row.id) for table, _number, rows in demo.tables() for row in rows} | {
        ("touchpoints", WHOLE)
    }
    missing = []
    for table, number, rows in demo.tables():
        for field in fields(table):
            kind = field_of(table, field).kind
            if isinstance(kind, Reference):
                for row in rows:
                    held = value_at(demo, Place(table, row.id, field, number))
                    targets = held if isinstance(held, tuple) else (held,)
                    missing += [
                        (table, row.id, field, one) for one in targets if one and (kind.to, one) not in there
                    ]
    assert missing == []


def test_ids_are_unique_in_each_table_and_round(demo: Session) -> None:
    for table, _number, rows in demo.tables():
        assert len({row.id for row in rows}) == len(rows), table


def test_the_first_round_is_closed_and_passed_and_the_second_stands_in_redefine(demo: Session) -> None:
    first, second = demo.rounds
    assert (first.is_closed, second.is_closed) == (True, False)
    assert [one.state for one in first.steps] == ["passed"] * 3 + ["passed_with_override"] + ["passed"] * 4
    assert [one.step for one in second.steps] == [
        "landing",
        "define",
        "develop",
        "organise",
        "implement",
        "measure",
    ]
    assert all(ballot.sealed_at and ballot.revealed_at for of in demo.rounds for ballot in of.ballots)


def test_what_was_carried_says_from_where(demo: Session) -> None:
    assert {practice.carried_from for practice in demo.round.practices if practice.id == "pr1"} == {"pr1"}
    assert [action.carried_from for action in demo.round.actions if action.carried_from] == ["a07", "a12"]
    assert not any(practice.carried_from for practice in demo.rounds[0].practices)


def test_only_what_the_room_chose_is_stored_where_values_are_computed(demo: Session) -> None:
    chosen = {(one.id, one.priority) for one in demo.round.touchpoint_states if one.priority is not None}
    assert chosen == {("tp04", False), ("tp05", False)}
    assert [one.id for one in demo.touchpoints if one.last_metre is not None] == ["tp12"]


def test_a_field_that_the_record_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = demo_module._round

    def with_a_stranger(told: dict[str, Any]) -> dict[str, Any]:
        return whole({**told, "weather": "sunny"})

    monkeypatch.setattr(demo_module, "_round", with_a_stranger)
    with pytest.raises(ValueError, match=r"rounds\[0\]\.weather"):
        demo_session.__wrapped__("en")
