"""What documents say of days that are over, of one and of several, and of the signs they use."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import write_document, written_document
from cxworkshop.documents.plan.page_one import CHANGES_NAMED
from cxworkshop.method.board import AGAIN, ALWAYS, questions
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import Action, Decision
from cxworkshop.model.ballots import ConfidenceScore
from cxworkshop.model.measures import Measure
from cxworkshop.model.organisation import Partner, Person, Touchpoint
from cxworkshop.model.ownership import LeaderContact, Ownership, PartnerChecks
from cxworkshop.model.session import Round, Session
from tests.documents.test_board import settled

ON = date(2026, 12, 5)
BEFORE, AFTER = date(2026, 12, 4), date(2026, 12, 6)


def session(on_partner: date | None = None, **tables: Any) -> Session:
    people = (Person(id="p1", name="Aino", leadership_team=True), Person(id="p2", name="Sanna"))
    touchpoints = (
        Touchpoint(id="t1", name="Delivery", delivered_by="partner", partner="k1"),
        Touchpoint(id="t2", name="Returns"),
    )
    round_ = Round(id="1", started_on=date(2026, 11, 5), participants=("p1", "p2"), **tables)
    partners = (Partner(id="k1", name="Viima"),)
    return Session(people=people, partners=partners, touchpoints=touchpoints, rounds=(round_,))


def written(of: Session, name: str, language: str = "en", person: str | None = None, on: date = ON) -> str:
    return write_document(of, name, language=language, on=on, person=person)


# ---- days --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", BEFORE, "Was due with a customer on 4 Dec 2026."),
        ("en", AFTER, "Next with a customer on 6 Dec 2026."),
        ("fi", BEFORE, "Asiakkaan luona piti olla 4.12.2026."),
        ("fi", AFTER, "Seuraavan kerran asiakkaan luona 6.12.2026."),
    ],
)
def test_a_contact_whose_day_is_over_is_not_said_to_come(language: str, day: date, words: str) -> None:
    of = session(leader_contacts=(LeaderContact(id="p1", next=day),))
    assert words in written(of, "owner", language, "p1")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (BEFORE, ["was to be settled by 4 Dec", "was due on 4 Dec", "Was to be looked at again on 4 Dec"]),
        (
            AFTER,
            ["yes still to be asked, to be settled by 6 Dec", "by 6 Dec", "To be looked at again on 6 Dec"],
        ),
    ],
)
def test_what_is_to_be_settled_by_a_day_is_not_said_to_be_settled(day: date, words: list[str]) -> None:
    decision = Decision(id="d1", text="We stay", decided_by="p1", review_on=day)
    of = session(
        ownerships=(Ownership(id="t1", touchpoint="t1", accountable="p1", resolve_by=day),),
        decisions=(decision,),
    )
    page = written(of, "owner", person="p1")
    assert all(each in page for each in words)
    assert words[0].split(", ")[-1] in written(of, "check-30")


@pytest.mark.parametrize(
    ("day", "ours", "theirs"),
    [
        (
            BEFORE,
            "We were to look at it together on 4 Dec 2026.",
            "We were to sit down together on 4 Dec 2026.",
        ),
        (AFTER, "We look at it together on 6 Dec 2026.", "We sit down together on 6 Dec 2026."),
    ],
)
def test_a_review_with_a_partner_that_is_over_is_said_as_past(day: date, ours: str, theirs: str) -> None:
    checks = PartnerChecks(joint_review_on=day)
    ownership = Ownership(
        id="t1", touchpoint="t1", accountable="p1", accepted_on=BEFORE, partner_checks=checks
    )
    of = session(ownerships=(ownership,))
    assert ours in written(of, "owner", person="p1")
    assert theirs in written(of, "partner", person="k1")


@pytest.mark.parametrize("name", ["plan", "board"])
def test_the_next_round_is_not_announced_after_its_day(name: str) -> None:
    of = session(next_review_on=BEFORE)
    assert "We look at all this again on 4 Dec" not in written(of, name)
    assert "Next round on 4 Dec" not in written(of, name)


# ---- one and several ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("accepted", "words"),
    [(1, "1 of 2 touchpoints has one"), (2, "2 of 2 touchpoints have one")],
)
def test_one_has_and_several_have(accepted: int, words: str) -> None:
    ownerships = tuple(
        Ownership(id=t, touchpoint=t, accountable="p1", accepted_on=BEFORE if i < accepted else None)
        for i, t in enumerate(("t1", "t2"))
    )
    assert words in written(session(ownerships=ownerships), "plan")


def test_page_one_says_how_many_more_changes_there_are_and_recommendation_comes_first() -> None:
    for language, more in (("en", "; and 9 more, in the appendix"), ("fi", "; ja 9 muuta, liitteessä")):
        text = written(demo_session(language), "plan", language)
        assert more in text
    text = written(demo_session("en"), "plan")
    changes = text.split("**What has changed for real**")[1].split("\n\n")[1].split("\n")
    assert len(changes) == CHANGES_NAMED
    assert "NPS" in changes[0]


def test_since_last_time_is_asked_only_when_there_was_one() -> None:
    first = session()
    assert "since last time" not in "".join(map(str, ALWAYS))
    assert not any("since last time" in str(each) for each in questions(first, ON))
    assert "since last time" in str(AGAIN[1])
    earlier = settled()
    again = earlier.model_copy(update={"rounds": (*earlier.rounds, earlier.round)})
    assert str(AGAIN[1]) in map(str, questions(again, ON))
    demo = demo_session("en")
    assert "since last time" not in written(demo.as_of(1), "board")
    assert "every second meeting" not in written(demo, "board")


# ---- signs and headings ------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
def test_every_sign_of_the_sheet_is_explained_where_it_stands(language: str) -> None:
    text = written(demo_session(language), "plan", language)
    sheet = text.split("<!-- wide -->")[1].split("<!-- page -->")[0]
    legend, rest = sheet.split("```text", 1)
    signs = set(re.findall("[●◐◆○✓]", rest))
    assert signs == {"●", "◐", "◆", "✓"}
    assert signs <= set(legend)
    practice, agreed = rest.split("```")[0].strip().split("\n")
    assert "●" in practice
    assert "✓" not in practice
    assert "✓" in agreed
    assert "●" not in agreed


def test_how_sure_the_room_is_has_a_heading_of_its_own_in_the_log() -> None:
    of = session(confidence_scores=tuple(ConfidenceScore(id=f"c{i}", value=4) for i in range(5)))
    log = written(of, "log")
    heading = "## How sure we are that we will do this (1–5)\n\n"
    assert re.search(re.escape(heading) + r"\w", log)


# ---- pages -------------------------------------------------------------------------------------------------
def test_whoever_has_only_a_promise_or_a_figure_shares_a_page_with_others() -> None:
    people = tuple(Person(id=f"p{i}", name=f"Name{i}") for i in range(4))
    of = session(
        ownerships=(Ownership(id="t1", touchpoint="t1", accountable="p0", accepted_on=BEFORE),),
        actions=tuple(Action(id=f"a{i}", title="Call", owner=f"p{i}") for i in range(1, 3)),
    ).model_copy(update={"people": people, "measures": (Measure(id="m1", name="Late", owner="p3"),)})
    pages = written(of, "plan").split("## A page for each of us")[1].split("## What is still missing")[0]
    first, second = pages.split("<!-- page -->")[:2]
    assert "### Name0" in first
    assert all(f"### Name{i}" in second for i in (1, 2, 3))
    assert "**Answers for the figures** – Late" in second
    assert "Answers for the figures" in written(of, "owner", person="p3")


def test_the_list_of_actions_has_their_notes() -> None:
    of = session(actions=(Action(id="a1", title="Call", owner="p1", note="=call Pekka"),))
    data = written_document(of, "actions", language="en", on=ON, form="csv").data.decode("utf-8-sig")
    assert data.splitlines()[0].endswith(",Note")
    assert data.splitlines()[1].endswith(",'=call Pekka")
