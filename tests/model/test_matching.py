"""A typed name is matched as people mean it, and never with somebody else in silence."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.climb import capture
from cxworkshop.errors import NotUnderstood
from cxworkshop.model.kinds import Option, Reading
from cxworkshop.model.matching import folded, match, matches
from cxworkshop.model.organisation import Person
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session

PEOPLE = ("Johanna Virtanen", "Väinö Mäki", "Anna Virtanen", "Ville Virtanen", "Leena Salo", "Antti Kivimäki")
OPTIONS = tuple(Option(f"p{i}", name) for i, name in enumerate(PEOPLE))
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)


def texts(options: tuple[Option, ...]) -> list[str]:
    return [option.text for option in options]


@pytest.mark.parametrize(
    "typed",
    [
        "Väinö Mäki",
        "väinö mäki",
        "VÄINÖ MÄKI",
        unicodedata.normalize("NFD", "Väinö Mäki"),
        "Väinö\u00a0Mäki",
        "Väinö\u202fMäki",
        "  Väinö   Mäki\t",
        "\ufeffVäi\u200bnö\u00a0 Mä\u00adki\u200e",
    ],
)
def test_a_name_is_that_name_however_it_was_written(typed: str) -> None:
    matched = match(OPTIONS, typed)
    assert matched.matched is not None
    assert matched.matched.text == "Väinö Mäki"


@given(NAMES.filter(folded))
def test_any_name_is_found_composed_decomposed_spaced_and_in_other_case(name: str) -> None:
    options = (Option("p1", "Somebody Else Entirely"), Option("p2", name))
    for typed in (
        name,
        unicodedata.normalize("NFD", name),
        unicodedata.normalize("NFC", name),
        name.casefold(),
        f"\u00a0 {name}\u200b ",
        name.replace(" ", " \u00a0 "),
    ):
        assert match(options, typed).matched == options[1]


@given(st.lists(NAMES, max_size=6), NAMES)
def test_only_an_equal_name_is_matched_and_only_the_only_word_that_begins_so_is_offered(
    names: list[str], typed: str
) -> None:
    options = tuple(Option(i, name) for i, name in enumerate(names))
    result = match(options, typed)
    equal = [option for option in options if folded(option.text) == folded(typed)]
    assert result.matched == (equal[0] if len(equal) == 1 and folded(typed) else None)
    assert result.taken in (None, result.matched, result.offered)
    if result.offered is not None:
        assert not equal
        assert begins_a_word(result.offered.text, typed)
        others = [option for option in options if option != result.offered]
        assert not any(is_a_word(option.text, typed) for option in others)
        if not is_a_word(result.offered.text, typed):
            assert not any(folded(option.text).startswith(folded(typed)) for option in others)
            if not folded(result.offered.text).startswith(folded(typed)) or result.taken is not None:
                assert not any(begins_a_word(option.text, typed) for option in others)
    if folded(typed) and not equal:
        inside = [option for option in options if folded(typed) in folded(option.text)]
        assert sorted(texts(result.candidates)) == sorted(texts(tuple(inside)))


def begins_a_word(name: str, typed: str) -> bool:
    """Whether the text stands in the name where a word begins, read letter by letter."""
    name, typed = folded(name), folded(typed)
    return any(
        name.startswith(typed, i) and (i == 0 or not (name[i - 1].isalnum())) for i in range(len(name))
    )


def is_a_word(name: str, typed: str) -> bool:
    """Whether the text stands in the name and no letter or digit is next to it."""
    name, typed = folded(name), folded(typed)
    return any(
        name.startswith(typed, i)
        and not (i and name[i - 1].isalnum())
        and not name[i + len(typed) : i + len(typed) + 1].isalnum()
        for i in range(len(name))
    )


def test_a_whole_word_is_likelier_than_the_beginning_of_a_longer_one() -> None:
    options = (Option("p1", "Annabel Koski"), Option("p2", "Anna Virtanen"), Option("p3", "Johanna Salo"))
    assert match(options, "anna").taken == options[1]
    assert match(options, "ann").taken is None
    assert match(options, "anna").candidates[:2] == options[:2]


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("virtanen", ["Johanna Virtanen", "Anna Virtanen", "Ville Virtanen"]),
        ("hanna", ["Johanna Virtanen"]),
        ("ohann", ["Johanna Virtanen"]),
        ("lee", ["Leena Salo"]),
        ("vi", ["Ville Virtanen", "Johanna Virtanen", "Anna Virtanen", "Antti Kivimäki"]),
        ("Leena Sallo", ["Leena Salo"]),
        ("Leean Salo", ["Leena Salo"]),
        ("Vaino Maki", ["Väinö Mäki"]),
        ("Kivimäkii", ["Antti Kivimäki"]),
    ],
)
def test_what_is_not_sure_is_refused_with_the_names_it_may_mean(typed: str, candidates: list[str]) -> None:
    result = match(OPTIONS, typed)
    assert result.taken is None
    assert texts(result.possible) == candidates
    reading = Reading(session_of(PEOPLE), date(2026, 11, 21))
    for refused in (
        lambda: field_of("actions", "owner").kind.parse(typed, reading),
        lambda: capture("actions", f"Call @{typed}", "define", reading),
    ):
        with pytest.raises(NotUnderstood) as fault:
            refused()
        why = ": write more of the name" if result.candidates else ", which is spelt otherwise"
        assert str(fault.value) == f"{typed} may be {', '.join(candidates)}{why}"


@pytest.mark.parametrize("typed", ["Salo Leena", "Salo, Leena"])
def test_a_name_that_is_turned_round_is_offered_and_taken_where_nobody_can_be_asked(typed: str) -> None:
    result = match(OPTIONS, typed)
    assert result.taken is None
    assert texts(result.possible) == ["Leena Salo"]
    reading = Reading(session_of(PEOPLE), date(2026, 11, 21))
    action = capture("actions", f"Call @{typed}", "define", reading)(reading.session).round.actions[0]
    assert reading.session.name_of("people", action.owner or "") == "Leena Salo"


def test_a_single_letter_is_never_a_name() -> None:
    result = match(OPTIONS, "a")
    assert result.taken is None
    assert texts(result.candidates)[:2] == ["Anna Virtanen", "Antti Kivimäki"]
    assert match(OPTIONS[4:5], "l").taken is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("leena", "Leena Salo"),
        ("Antt", "Antti Kivimäki"),
        ("kivim", "Antti Kivimäki"),
        ("ville v", "Ville Virtanen"),
    ],
)
def test_the_only_word_that_begins_so_is_offered_and_taken_once_it_is_long_enough(
    typed: str, name: str
) -> None:
    result = match(OPTIONS, typed)
    assert result.matched is None
    assert result.offered is not None
    assert result.taken is not None
    assert result.taken.text == name


def test_two_of_one_name_are_candidates_and_neither_is_taken() -> None:
    options = (Option("p1", "Anna Aalto"), Option("p2", "anna  aalto"), Option("p3", "Anna Aaltonen"))
    result = match(options, "Anna Aalto")
    assert result.taken is None
    assert result.candidates == options[:2]


def test_an_unknown_name_is_nothing() -> None:
    for typed in ("Pekka Uusitalo", "", " \u200b", "zz"):
        result = match(OPTIONS, typed)
        assert (result.taken, result.possible) == (None, ())


def test_the_list_while_typing_holds_the_same_names_in_the_same_order() -> None:
    assert texts(tuple(matches(OPTIONS, "VIRTANEN\u00a0"))) == texts(match(OPTIONS, "virtanen").candidates)


def session_of(names: tuple[str, ...]) -> Session:
    people = tuple(Person(id=f"p{i}", name=name) for i, name in enumerate(names))
    return Session().model_copy(update={"people": people})
