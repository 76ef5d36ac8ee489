"""What titles say of people, in both languages and every sector; it is only proposed."""

from __future__ import annotations

from typing import Any

import pytest

from cxworkshop.method.content import read
from cxworkshop.method.roles import proposed
from cxworkshop.model.functions import FUNCTIONS, NOT_OFFERED

LEADS, BOARD = "leadership_team", "board_member"


def said(role: str, sector: str = "public") -> tuple[Any, ...]:
    """Function, leadership, customers, rank."""
    known = proposed(role, sector)
    return tuple(known.get(field) for field in ("function", LEADS, "customer_facing", "seniority_rank"))


@pytest.mark.parametrize(
    ("role", "function", "leads", "faces", "rank"),
    [
        ("Kunnanjohtaja", "general_management", True, False, 1),
        ("vs. kaupunginjohtaja", "general_management", True, False, 1),
        ("Kaupunginjohtaja (vt.)", "general_management", True, False, 1),
        ("Mayor", "general_management", True, False, 1),
        ("City Manager", "general_management", True, False, 1),
        ("Deputy Mayor", "general_management", True, False, 2),
        ("apulaiskaupunginjohtaja", "general_management", True, False, 2),
        ("Sivistysjohtaja", "education_culture", True, False, 2),
        ("Director of Education", "education_culture", True, False, 2),
        ("sosiaali- ja terveysjohtaja", "wellbeing", True, False, 2),
        ("Tekninen johtaja", "technical", True, False, 2),
        ("Elinvoimajohtaja", "vitality", True, False, 2),
        ("CFO", "finance", True, False, 2),
        ("Talousjohtaja", "finance", True, False, 2),
        ("Tietohallintopäällikkö", "it", False, False, 3),
        ("Hallintojohtaja", "administration", True, False, 2),
        ("Rehtori", "education_culture", False, False, 3),
        ("Päiväkodin johtaja", "education_culture", False, False, 3),
        ("Lähihoitaja", "wellbeing", False, True, 4),
        ("Social worker", "wellbeing", False, True, 4),
        ("kunnanjohtajan sihteeri", "administration", False, False, 4),
        ("kunnansihteeri", "administration", False, False, 3),
        ("kamreeri", "finance", False, False, 3),
        ("toimistosihteeri", "administration", False, False, 4),
        ("kaavoittaja", "technical", False, False, 4),
        ("vapaa-aikapäällikkö", "education_culture", False, False, 3),
        ("hankintapäällikkö", "finance", False, False, 3),
        ("kehittämispäällikkö", "administration", False, False, 3),
        ("pääluottamusmies", None, False, False, 4),
        ("henkilöstön edustaja", None, False, False, 4),
        ("palvelupäällikkö, vammaispalvelut", "wellbeing", False, False, 3),
        ("Assistant to the Mayor", None, False, False, 4),
        ("rahastonhoitaja", "finance", False, False, 4),
    ],
)
def test_a_title_says_function_leadership_customers_and_seniority(
    role: str, function: str | None, leads: bool, faces: bool, rank: int
) -> None:
    assert said(role) == (function, leads, faces, rank)
    assert said(role.upper()) == said(f"  {role.lower()} ") == said(role)


@pytest.mark.parametrize(
    "role",
    ["Kunnanhallituksen puheenjohtaja", "valtuutettu", "Hallituksen jäsen", "Puheenjohtaja",
     "luottamushenkilö", "nuorisovaltuuston edustaja",
     "vanhusneuvoston jäsen", "Board member", "Chair of the Board", "Councillor", "Trustee", "Chair"],
)  # fmt: skip
def test_a_board_member_is_a_role_of_its_own(role: str) -> None:
    """Neither of the leadership team nor ranked, though the title ends in johtaja."""
    assert proposed(role, "public") == {BOARD: True}


def test_whoever_works_here_and_sits_on_a_board_works_here() -> None:
    for role in ("CEO and board member", "toimitusjohtaja, hallituksen jäsen", "CEO / Chair"):
        assert said(role, "private") == ("general_management", True, False, 1)


@pytest.mark.parametrize(
    "role", ["", "Kylähullu", "Guru", "?", "paikallisyhdistyksen puheenjohtaja", "Branch Chair"]
)
def test_a_title_that_says_nothing_proposes_nothing(role: str) -> None:
    assert proposed(role, "public") == {}


def test_a_customer_is_none_of_our_own_people() -> None:
    for role in ("asukas", "Resident", "Asiakas", "patient"):
        assert proposed(role, "public") == {"own": False}
    assert said("asiakaspalvelupäällikkö")[0] == "customer_service"


def test_a_small_association_is_led_by_its_managers_and_its_treasurer_sits_on_the_board() -> None:
    assert said("Volunteer Manager", "third_sector") == ("volunteering", True, False, 3)
    assert said("Helpline Adviser", "third_sector") == ("service_delivery", False, True, 4)
    assert (
        proposed("Treasurer", "third_sector") == proposed("rahastonhoitaja", "third_sector") == {BOARD: True}
    )
    assert said("Treasurer", "private")[0] == "finance"


def test_functions_are_those_that_the_sector_has() -> None:
    assert said("Myyntijohtaja", "private")[0] == "sales"
    assert said("Myyntijohtaja", "public")[0] is None
    assert said("Varainhankintapäällikkö", "third_sector")[0] == "fundraising"
    assert said("Jäsensihteeri", "third_sector")[0] == "membership"
    assert said("Toiminnanjohtaja", "third_sector")[:2] == ("general_management", True)
    for sector, hidden in NOT_OFFERED.items():
        proposals = {said(word, sector)[0] for entry in read("roles")["functions"] for word in entry["fi"]}
        assert not proposals & set(hidden)


def test_every_function_but_other_is_known_by_some_title() -> None:
    known = {entry["id"] for entry in read("roles")["functions"]} | {"general_management", "other"}
    assert known == {id for id, _words in FUNCTIONS}
