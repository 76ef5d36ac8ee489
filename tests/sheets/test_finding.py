"""Finding what was said anywhere, with the list that shows it."""

from __future__ import annotations

from time import perf_counter

from cxworkshop.editing.changes import add, leave_unread, set_value
from cxworkshop.method.privacy import KINDS, WHO_ANSWERED
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.finding import Said, all_said, around, found, found_by_name
from cxworkshop.sheets.notes import NOTES
from cxworkshop.sheets.steps import plans_for
from tests.sheets.hands import ON, begun


def texts(session: Session) -> list[Said]:
    return all_said(Reading(session, ON))


def groups(session: Session, typed: str) -> list[str]:
    return list(dict.fromkeys(hit.group for hit in found(texts(session), typed)))


def test_what_was_said_is_found_in_whatever_list_it_stands(demo: Session) -> None:
    assert groups(demo, "RETURN")[:2] == ["Touchpoints · 1 Define", "Experience goals · 1 Define"]
    assert "Actions · 4 Implement" in groups(demo, "return")
    for table, field in (
        ("people", "name"), ("touchpoints", "name"), ("goals", "text"), ("actions", "title"),
        ("decisions", "text"), ("evidence", "statement"), ("parking", "text"), ("vision", "value"),
        ("ownerships", "mandate.decision_rights"),
    ):  # fmt: skip
        places = {hit.place for hit in texts(demo) if (hit.place.table, hit.place.field) == (table, field)}
        assert places, table


def test_every_hit_stands_in_the_list_it_is_said_to_stand_in(demo: Session) -> None:
    for hit in texts(demo):
        assert hit.plan in plans_for(hit.step, demo)
        rows = hit.plan.rows_in(demo)
        assert any(
            (place.table, place.id) == (hit.place.table, hit.place.id)
            for row in rows
            for place in row.values()
        )


def test_all_typed_words_must_be_there_in_any_order_and_inside_words_too(demo: Session) -> None:
    assert [hit.text for hit in found(texts(demo), "money  RETURNING")] == [
        "Returning a product and getting the money"
    ]
    assert found(texts(demo), "money xyzzy") == []
    assert found(texts(demo), " ") == []
    assert found(texts(begun("Kotitoimitus")), "toimi")[0].text == "Kotitoimitus"


def test_neither_ids_nor_private_notes_nor_blind_answers_are_found(demo: Session) -> None:
    session = add("notes", text="Pekka is nervous", step="define")(demo)
    assert found(texts(session), "nervous") == []
    assert found(texts(session), "tp08") == []
    private = {NOTES.table, *KINDS, *WHO_ANSWERED, "letters", "ballots"}
    assert private.isdisjoint(hit.place.table for hit in texts(session))


def test_words_that_could_not_be_read_are_found_where_they_stand() -> None:
    session = add("goals", id="g1", text="A day")(begun("Home delivery"))
    session = leave_unread(Place("goals", "g1", "due_on"), "mid-autumn")(session)
    (hit,) = found(texts(session), "autumn")
    assert (hit.text, hit.group, hit.place.at("due_on")) == (
        "!mid-autumn",
        "Goals · 2 Develop",
        hit.place,
    )


def test_a_list_alone_can_be_searched(demo: Session) -> None:
    (goals,) = (plan for plan in plans_for("develop", demo) if plan.id == "goals")
    hits = found(texts(demo), "the", goals)
    assert hits
    assert {hit.plan for hit in hits} == {goals}


def test_by_name_a_record_is_found_by_the_beginnings_of_its_words(demo: Session) -> None:
    assert [hit.text for hit in found_by_name(texts(demo), "pek har")] == ["Pekka Harjula"]
    assert found_by_name(texts(demo), "ekka") == []
    assert found_by_name(texts(demo), "") == []


def test_of_a_long_text_the_part_with_the_word_is_shown() -> None:
    text = "The customer sees live stock and a real delivery day before ordering"
    assert around(text, "customer", 30) == text
    assert around(text, "ordering", 30).startswith("…")
    assert "ordering" in around(text, "ordering", 30)
    assert around("one\ntwo", "two", 30) == "one two"


def test_the_largest_workshop_is_searched_within_a_key(demo: Session) -> None:
    session = begun(*(f"Touchpoint {i}" for i in range(60)))
    for i in range(1, 61):
        session = set_value(Place("ownerships", f"tp{i:02}", "mandate.decision_rights"), f"Rights {i}")(
            session
        )
    rows = tuple(
        record.model_copy(update={"id": f"a{i}", "title": f"Call carrier {i}"})
        for i in range(1000)
        for record in add("actions", id="a", title="x")(begun()).round.actions
    )
    round_ = session.round.model_copy(update={"actions": rows})
    session = session.model_copy(update={"rounds": (round_,)})
    least = 1.0
    for _ in range(5):
        begin = perf_counter()
        hits = found(texts(session), "carrier 99")
        least = min(least, perf_counter() - begin)
    assert len(hits) == 19
    assert least < 0.06
