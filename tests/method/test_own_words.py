"""A touchpoint is called what the customer does, and not what the house calls it."""

from __future__ import annotations

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.language import speaking
from cxworkshop.method import content
from cxworkshop.method.own_words import own_word
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def house(language: str = "en", sector: str = "private") -> Session:
    session = set_value(Place("organisation", "organisation", "name"), "Kuusilinna Koti Oy")(Session())
    session = set_value(Place("organisation", "organisation", "sector"), sector)(session)
    session = set_value(Place("workshop", "workshop", "language"), language)(session)
    return add("partners", name="Viima Oy")(session)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("A letter from Kuusilinna", "Kuusilinna"),
        ("The VIIMA van arrives", "Viima"),
        ("Contacting customer service", "customer service"),
        ("Call to Sales", "sales"),
        ("Meeting a salesperson", ""),
        ("Returning a product", ""),
        ("Another shop", ""),
        ("", ""),
    ],
)
def test_names_of_the_house_are_told(name: str, word: str) -> None:
    assert own_word(house(), name) == word


def test_they_are_told_in_every_case_of_a_finnish_word() -> None:
    assert own_word(house("fi"), "Yhteydenotto asiakaspalveluun") == "asiakaspalvelu"
    assert own_word(house("fi"), "Kuusilinnan kirje") == "Kuusilinna"
    assert own_word(house("fi"), "Myyjän tapaaminen") == ""


@pytest.mark.parametrize("sector", ["private", "public", "third_sector"])
@pytest.mark.parametrize("language", ["en", "fi"])
def test_no_starter_is_called_so(language: str, sector: str) -> None:
    session = house(language, sector)
    with speaking(language, sector):
        names = [str(starter.name) for starter in content.starter_touchpoints(sector)]
        assert [own_word(session, name) for name in names] == [""] * len(names)


def test_without_names_nothing_is_told() -> None:
    assert own_word(Session(), "Paying") == ""
