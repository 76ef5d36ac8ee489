"""The open cell: what keys make of it, what it may mean, and what is kept."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.changes import set_value
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import speaking
from cxworkshop.model.kinds import Kind, Option, Reading
from cxworkshop.model.matching import folded
from cxworkshop.model.organisation import Partner, Person
from cxworkshop.model.place import Place, field_of, fields, value_at
from cxworkshop.model.session import TABLES, Session
from cxworkshop.sheets.editor import AddNew, Editor

ON = date(2026, 11, 21)
SESSION = Session().model_copy(
    update={
        "people": (
            Person(id="p1", name="Anna Aalto"),
            Person(id="p2", name="Timo Koski"),
            Person(id="p3", name="Aino Koskinen"),
            Person(id="p4", name="Old Hand", left_on=date(2026, 1, 1)),
        ),
        "partners": (Partner(id="k1", name="Viimamatka Oy"),),
    }
)
READING = Reading(SESSION, ON)


def kind_of(field: str) -> Kind:
    return field_of(*field.split(".", 1)).kind


def typed(field: str, *keys: str, before: Any = None) -> Editor:
    """The editor of a field after keys: names of editing keys, or texts."""
    editor = Editor.for_value(kind_of(field), before, READING)
    for key in keys:
        if key == ";" and (written := editor.with_separator()) is not None:
            editor = written
        elif key in ("up", "down", "backspace", "delete", "left", "home", "ctrl+u", "ctrl+j"):
            editor = editor.press(key) or editor
        else:
            editor = editor.insert(key)
    return editor


def kept(field: str, *keys: str, before: Any = None) -> Any:
    return typed(field, *keys, before=before).value()


LIBRARY = (Option("Visits", "Visits", along={"unit": "count"}), Option("Waiting time", "Waiting time"))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=12))
def test_what_is_offered_never_takes_the_place_of_what_was_typed(text: str) -> None:
    editor = Editor.for_value(kind_of("measures.name"), None, READING, offers=LIBRARY).typed(text)
    value = editor.value()
    if isinstance(value, Option):
        assert value.text.casefold() == folded(text)
    else:
        assert value == text


def test_nothing_is_offered_where_something_stands() -> None:
    editor = Editor.for_value(kind_of("measures.name"), "Visits", READING, offers=LIBRARY)
    assert not editor.options
    assert editor.press("ctrl+u").options == []  # type: ignore[union-attr]  # it is an editing key


# ---- one of a few ------------------------------------------------------------------------------------------
def test_a_choice_takes_the_first_option_that_begins_as_typed() -> None:
    assert kept("touchpoints.delivered_by", "par") == "partner"
    assert kept("touchpoints.delivered_by", "OWN") == "own"


def test_arrows_go_round_the_options() -> None:
    options = typed("actions.status").options
    assert kept("actions.status", "down") == options[0].value
    assert kept("actions.status", "up") == options[-1].value
    assert kept("actions.status", *["down"] * (len(options) + 1)) == options[0].value


def test_backspace_empties_a_choice() -> None:
    assert kept("touchpoints.delivered_by", "backspace", before="own") is None
    assert kept("actions.owner", "backspace", before="p1") is None


def test_an_answer_that_is_not_on_the_list_says_which_are() -> None:
    with pytest.raises(NotUnderstood, match="zzz"):
        kept("touchpoints.delivered_by", "zzz")


@pytest.mark.parametrize(
    ("keys", "value"), [(["y"], True), (["n"], False), (["yes"], True), (["down"], True), (["up"], False)]
)
def test_yes_and_no_are_a_letter(keys: list[str], value: bool) -> None:
    assert kept("people.own", *keys) is value


def test_a_derived_yes_or_no_can_be_left_to_be_derived() -> None:
    assert kept("touchpoints.last_metre", "backspace", before=True) is None


# ---- names -------------------------------------------------------------------------------------------------
def test_a_few_letters_of_a_name_are_enough() -> None:
    assert kept("actions.owner", "aal") == "p1"
    assert kept("actions.owner", "koskin") == "p3"


def test_of_several_who_may_be_meant_none_is_taken_until_one_is_chosen() -> None:
    editor = typed("actions.owner", "kos")
    assert [option.value for option in editor.options][:2] == ["p2", "p3"]
    assert editor.selected is None
    with pytest.raises(NotUnderstood, match="kos may be Timo Koski, Aino Koskinen"):
        editor.value()
    assert kept("actions.owner", "kos", "down") == "p2"
    assert kept("actions.owner", "kos", "down", "down") == "p3"


@pytest.mark.parametrize(
    "keys", [["Kaisa Uusi", "down"], ["Kaisa Uusi", "up"], ["+Kaisa Uusi"], ["+ Kaisa  Uusi"]]
)
def test_somebody_nobody_knows_yet_is_added_where_that_is_chosen(keys: list[str]) -> None:
    new = kept("actions.owner", *keys)
    assert isinstance(new, AddNew)
    assert (new.table, " ".join(new.name.split())) == ("people", "Kaisa Uusi")


def test_a_slip_adds_nobody() -> None:
    editor = typed("actions.owner", "Kaisa Uusi")
    assert [o.text for o in editor.options] == ["+ Add “Kaisa Uusi”"]
    with pytest.raises(NotUnderstood, match="Kaisa Uusi is not on the list"):
        editor.value()
    near = typed("actions.owner", "Timo Koskii")
    assert [o.text for o in near.options] == ["Timo Koski", "+ Add “Timo Koskii”"]
    with pytest.raises(NotUnderstood, match="Timo Koskii may be Timo Koski"):
        near.value()
    assert kept("actions.owner", "Timo Koskii", "down") == "p2"
    assert isinstance(kept("actions.owner", "+Timo Koskii"), AddNew)


def test_a_plus_adds_nobody_twice() -> None:
    assert kept("actions.owner", "+timo koski") == "p2"


def test_down_goes_on_where_one_can_be_meant_and_else_chooses() -> None:
    assert not typed("actions.owner", "aal").moves_selection("down")
    assert not typed("actions.owner", "+Kaisa Uusi").moves_selection("down")
    assert typed("actions.owner", "Kaisa Uusi").moves_selection("down")
    assert typed("actions.owner", "Kos").moves_selection("down")


def test_a_name_that_begins_like_another_can_be_added_too() -> None:
    editor = typed("actions.owner", "Timo Kos")
    assert editor.value() == "p2"
    assert isinstance(editor.press("up").value(), AddNew)  # type: ignore[union-attr]


def test_a_known_name_is_not_offered_as_new() -> None:
    assert [o.value for o in typed("actions.owner", "anna aalto").options] == ["p1"]


def test_who_has_left_is_offered_no_more_and_kept_where_she_stands() -> None:
    assert "p4" not in [o.value for o in typed("actions.owner").options]
    assert kept("actions.owner", before="p4") == "p4"


# ---- several -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["aal", ";", "timo"], ("p1", "p2")),
        (["aal", ";", "timo", ";"], ("p1", "p2")),
        (["aal", ";", "aal"], ("p1",)),
        (["Anna Aalto; Timo Koski"], ("p1", "p2")),
        (["down"], ("p1",)),
    ],
)
def test_several_names_are_parted_by_semicolons(keys: list[str], value: tuple[str, ...]) -> None:
    assert kept("rounds.participants", *keys) == value


def test_a_name_is_added_to_those_that_stand_there() -> None:
    assert kept("rounds.participants", "ain", before=("p1", "p2")) == ("p1", "p2", "p3")
    assert kept("rounds.participants", "ctrl+u", before=("p1", "p2")) == ()
    assert kept("rounds.participants", *["backspace"] * len("; Timo Koski; "), before=("p1", "p2")) == ("p1",)


def test_several_names_with_a_new_one_at_the_end() -> None:
    values, new = kept("rounds.participants", "aal", ";", "+Kaisa Uusi")
    assert values == ("p1",)
    assert isinstance(new, AddNew)


def test_several_of_a_few_are_chosen_like_several_names() -> None:
    first, second = (o for o in typed("partners.influences").options[:2])
    assert kept("partners.influences", "down") == (first.value,)
    assert kept("partners.influences", first.text[:4], ";", second.text[:4]) == (first.value, second.value)
    assert kept("partners.influences", second.text[:4], before=(first.value,)) == (first.value, second.value)
    with pytest.raises(NotUnderstood, match="zzz"):
        kept("partners.influences", "zzz")


# ---- what fits no choice -----------------------------------------------------------------------------------
def test_a_letter_that_fits_no_choice_is_refused_and_leaves_what_stood_there() -> None:
    editor = Editor.for_value(kind_of("touchpoints.delivered_by"), "own", READING).typed("x")
    assert (editor.line.text, editor.refused) == ("", "x")
    assert editor.selected is None
    back = editor.press("backspace")
    assert back is not None
    assert back.value() == "own"
    assert back.typed("par").value() == "partner"


def test_words_of_which_only_letters_fit_choose_nothing() -> None:
    for words in ("mixed", "pigeon", "carrier pigeon"):
        editor = Editor.for_value(kind_of("touchpoints.channel"), None, READING).typed(words)
        assert editor.text == words
        with pytest.raises(NotUnderstood, match=words):
            editor.value()


def test_letters_in_one_go_are_judged_like_letters_one_by_one() -> None:
    for words in ("phxone", "xapp", "web shopp", "1 clearly"):
        for field in ("touchpoints.channel", "touchpoint_states.level_now"):
            at_once = slowly = Editor.for_value(kind_of(field), None, READING)
            at_once = at_once.typed(words)
            for letter in words:
                slowly = slowly.typed(letter)
            assert at_once == slowly


# ---- what is not understood --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("actions.due_on", "31.2."),
        ("actions.due_on", "someday"),
        ("allocations.eur", "a lot"),
        ("allocations.eur", "-5"),
        ("goals.target", "4..5"),
        ("people.seniority_rank", "0"),
        ("people.seniority_rank", "1.5"),
        ("people.own", "perhaps"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_what_is_not_understood_stays_and_is_named(field: str, text: str, language: str) -> None:
    with speaking(language):
        editor = typed(field, text)
        with pytest.raises(NotUnderstood) as fault:
            editor.value()
        assert text in str(fault.value).replace("\N{MINUS SIGN}", "-")
        assert editor.line.text == text


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("actions.due_on", "+30d", date(2026, 12, 21)),
        ("actions.due_on", "30.11.", date(2026, 11, 30)),
        ("actions.due_on", "2027-01-05", date(2027, 1, 5)),
        ("allocations.eur", "40k", 40_000),
        ("allocations.eur", "€40,000", 40_000),
        ("goals.target", "4.5", 4.5),
        ("goals.target", "", None),
    ],
)
def test_dates_and_sums_are_read_as_they_are_said(field: str, text: str, value: Any) -> None:
    assert kept(field, text) == value


def test_a_long_text_has_lines_and_a_short_one_has_none() -> None:
    assert kept("vision.definition", "one", "ctrl+j", "two") == "one\ntwo"
    assert kept("actions.title", "one\ntwo") == "one two"


# ---- leaving without typing --------------------------------------------------------------------------------
def test_leaving_any_cell_of_the_demo_without_typing_changes_nothing(demo: Session) -> None:
    reading = Reading(demo, ON)
    for table, number, records in demo.tables():
        if number in (None, demo.round.number):
            for record in records:
                for field in fields(table):
                    place = Place(table, record.id, field)
                    before = value_at(demo, place)
                    assert Editor.for_value(field_of(table, field).kind, before, reading).value() == before, (
                        place
                    )


@given(st.data())
def test_what_an_editor_keeps_the_record_takes(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([name for name in TABLES if name != "rounds"]))
    counted = [
        f for f in fields(table) if type(field_of(table, f).default) is int
    ]  # set by the program, never typed
    field = data.draw(
        st.sampled_from([f for f in fields(table) if f not in ("id", *TABLES[table].table.keys, *counted)])
    )
    keys = data.draw(
        st.lists(st.sampled_from(["down", "up", "backspace", ";", "a", "1", "k", " ", "日"]), max_size=8)
    )
    try:
        value = kept(f"{table}.{field}", *keys, before=field_of(table, field).default)
    except NotUnderstood:
        return
    if isinstance(value, AddNew) or (isinstance(value, tuple) and any(isinstance(v, AddNew) for v in value)):
        return
    set_value(Place(table, "x1", field), value)  # raises where it is of another kind


def test_a_moment_left_alone_keeps_its_seconds() -> None:
    at = datetime.fromisoformat("2026-11-21T10:11:12+02:00")
    assert kept("gate_overrides.at", before=at) == at


def test_a_new_figure_or_date_takes_the_place_of_the_one_that_stands_there() -> None:
    assert kept("allocations.eur", "500", before=40_000) == 500
    assert kept("actions.due_on", "+1d", before=date(2026, 12, 1)) == date(2026, 11, 22)
    assert kept("allocations.eur", "home", "1", before=500) == 1500
    assert kept("allocations.eur", "backspace", "1", before=500) == 501
    assert kept("actions.title", " tomorrow", before="Call them") == "Call them tomorrow"
