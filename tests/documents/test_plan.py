"""The action plan can be read the morning after by somebody who was not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from difflib import unified_diff
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cxworkshop.documents import DOCUMENTS, missing, write_document, written_document
from cxworkshop.editing.changes import add, leave_unread, set_value
from cxworkshop.editing.checking_in import answer
from cxworkshop.editing.starting import blank_session
from cxworkshop.errors import WrongUse
from cxworkshop.language import _, speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.method.readiness import open_musts
from cxworkshop.method.steps import gate, names
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.ballots import Ballot, OwnershipBallot
from cxworkshop.model.climb import StepState
from cxworkshop.model.kinds import LongText, Text
from cxworkshop.model.measures import Measure
from cxworkshop.model.organisation import Organisation, Person, Touchpoint
from cxworkshop.model.place import Place, field_of, fields, with_value
from cxworkshop.model.raw import read, record_of, written
from cxworkshop.model.session import TABLES, Round, Session
from cxworkshop.model.vision import Vision
from tests.documents.large import large
from tests.documents.paper import pages

DAY = date(2026, 11, 21)
HOSTILE = 'a [b] [/c] <i> | *x* `\\` # _y_ ![z](http://q) 日本 é "\nnew'
TAME = " ".join(["zebra", "1"] * 6)
"""As long as it, so that checks of what is written judge both alike."""
HEADINGS = {
    "en": [
        "In one minute", "The strategy on one sheet", "A page for each of us", "What is still missing",
        "What we promise and why it pays", "What we choose, and what we give up for it",
        "What was decided, and who sees it differently",
        "What became of the goals, and what customers expect next",
        "Open questions, and who takes them further", "Next round",
        "Appendix: customers' words and our own guess", "Appendix: new ways of working",
        "Appendix: five functions and values", "Appendix: measures", "Appendix: how figures were computed",
    ],
    "fi": [
        "Minuutissa luettuna", "Strategia yhdellä arkilla", "Sivu kullekin", "Mitä vielä puuttuu",
        "Mitä lupaamme ja miksi se kannattaa", "Mitä valitsemme ja mistä luovumme",
        "Päätökset ja eriävät mielipiteet", "Mitä tavoitteista tuli ja mitä asiakkaat odottavat seuraavaksi",
        "Avoimet kysymykset ja niiden viejät", "Seuraava kierros",
        "Liite: asiakkaan sanat ja oma arvauksemme", "Liite: uudet toimintatavat",
        "Liite: viisi toimintoa ja arvot", "Liite: mittarit", "Liite: miten luvut laskettiin",
    ],
}  # fmt: skip
SINCE_LAST_ROUND = {
    "Appendix: measures": "Appendix: measures and what changed",
    "Liite: mittarit": "Liite: mittarit ja niiden muutos",
}
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plan(session: Session, language: str = "en", on: date = DAY) -> str:
    return write_document(session, "plan", language=language, on=on)


def of_round(language: str, number: int) -> Session:
    return demo_session(language).as_of(number)


def headings(text: str, level: str) -> list[str]:
    tokens = PARSER.parse(text)
    return [
        shown(inline)
        for opened, inline in pairwise(tokens)
        if opened.type == "heading_open" and opened.tag == level
    ]


def shown(inline: Token) -> str:
    return "".join(part.content for part in inline.children or [] if part.type in ("text", "text_special"))


def tables(text: str) -> Iterator[list[list[str]]]:
    """The rows of every table as a parser reads them."""
    rows: list[list[str]] = []
    for opened, inline in pairwise([*PARSER.parse(text), Token("end", "", 0)]):
        if opened.type == "table_open":
            rows = []
        elif opened.type == "tr_open":
            rows.append([])
        if opened.type in ("th_open", "td_open"):
            rows[-1].append(shown(inline))
        elif opened.type == "table_close":
            yield rows


def labels(text: str) -> set[str]:
    """Every heading of a section and of a table."""
    return {
        *headings(text, "h2"),
        *headings(text, "h3"),
        *(cell for table in tables(text) for cell in table[0]),
    }


def blocks(text: str) -> list[tuple[str, str]]:
    """Everything a parser makes of a text: the kind of each block and inline, and what it shows."""
    found: list[tuple[str, str]] = []
    for token in PARSER.parse(text):
        children = token.children or []
        marks = " ".join(child.type for child in children if child.type not in ("text", "text_special"))
        found.append((f"{token.type} {marks}", shown(token)))
    return found


def section(text: str, heading: str) -> str:
    return next(
        part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(f"{heading}\n")
    )


# ---- the whole ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("number", [1, 2])
def test_the_plan_has_all_its_sections_in_their_order(language: str, number: int) -> None:
    text = plan(of_round(language, number), language)
    expected = HEADINGS[language]
    if number > 1:
        expected = [SINCE_LAST_ROUND.get(heading, heading) for heading in expected]
    assert headings(text, "h2") == expected
    assert headings(text, "h1") == [
        ("Action plan" if language == "en" else "Toimintasuunnitelma") + " – Kuusilinna Koti Oy"
    ]


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("number", [1, 2])
def test_every_row_of_a_table_has_the_cells_of_its_heading(language: str, number: int) -> None:
    text = plan(of_round(language, number), language)
    lines = [line.replace("\\|", "") for line in text.split("\n")]
    inside = [
        (above, below) for above, below in pairwise(lines) if above.startswith("|") and below.startswith("|")
    ]
    assert len(inside) > 50
    assert [below for above, below in inside if above.count("|") != below.count("|")] == []
    assert len(list(tables(text))) > 4


@pytest.mark.parametrize("number", [1, 2])
def test_the_same_record_and_day_give_the_same_bytes(number: int) -> None:
    assert plan(of_round("fi", number), "fi") == plan(read(Session, written(of_round("fi", number)))[0], "fi")


def test_a_language_and_a_record_in_another_language_do_not_mix() -> None:
    text = plan(of_round("en", 2), "fi")
    assert headings(text, "h2") == [SINCE_LAST_ROUND.get(heading, heading) for heading in HEADINGS["fi"]]
    assert "A home that works, without extra trips or phone calls" in text


def test_writing_does_not_change_the_language_of_the_screen() -> None:
    before = _("Promises")
    plan(of_round("fi", 1), "fi")
    assert _("Promises") == before == "Promises"


@pytest.mark.parametrize("number", [1, 2])
def test_a_finnish_plan_has_no_english_words_of_ours(number: int) -> None:
    finnish, english = plan(of_round("fi", number), "fi"), plan(of_round("en", number), "en")
    assert not labels(english) & labels(finnish) - {"2025"}
    assert not re.search(
        r"\b(the|and|not|with|from|touchpoints?|measure|owner)\b",
        finnish.replace("Bain & Company", ""),
        re.IGNORECASE,
    )


def test_a_document_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(WrongUse, match=r"plaan.*plan"):
        write_document(Session(), "plaan", language="en", on=DAY)
    assert "plan" in DOCUMENTS


@pytest.mark.parametrize("language", ["en", "fi"])
def test_each_action_can_be_ticked_on_its_line_and_read_back(language: str) -> None:
    session = of_round(language, 2)
    nobodys = (*session.round.actions, Action(id="free", title="Nobody's"))
    session = session.model_copy(
        update={"rounds": (session.rounds[0], session.round.model_copy(update={"actions": nobodys}))}
    )
    marked = re.findall(r"^ *- \[[ x-]\] .+ <!-- action: (\S+) -->$", plan(session, language), re.MULTILINE)
    assert set(marked) == {row.id for row in (*session.round.actions, *session.round.enablers)}
    assert b"<!--" not in written_document(session, "plan", language=language, on=DAY, form="html").data


# ---- figures -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "figures"),
    [
        (1, [
            "accountable at 5 of 14 touchpoints", "From today 11 of 14 touchpoints", "In 4 of them",
            "Gut feeling 36%: the level of 5 of 14", "From words to deeds 46%: 6 of 13 goals",
            "6 of 8 of us believe", "14.8% ± 3.4 (n = 412)", "9 ± 8 (n = 412)", "+23.5",
            "| 9 (n = 412) | ± 8 |",
            "too rosy (7 of 8)", "65.1% ± 6.8 (n = 186)", "60.2", "7 of 11", "0.85",
            "€1,020,000", "75.5%",
            "12 of 14", "7 of 14", "7 of 8", "3.60 ± 0.14 of 5 (n = 341)", "17.2 ± 1.6 days",
            "59.1% ± 19.0 (n = 22, anecdotal)", "€61,500 (no margin)",
            "Final plan, the round was closed on 5 Nov 2026.",
        ]),
        (2, [
            "accountable at 10 of 15 touchpoints", "Last round 5 of 14.", "0.67", "the level of 3 of 15",
            "From words to deeds 42%: 5 of 12 goals", "21 ± 8 (n = 398)", "+12 (margin ±11)",
            "a real change", "cannot be told from chance", "+1.1", "within the margin of error",
            "3 of 9 of us",
            "22.9% ± 4.1", "10.5",
            "too much for one person", "Draft, printed on 21 Nov 2026", "−0.4 (margin ±2.2)",
            "met (uncertain)", "Days from return to refund: from 9.4 days to 4.6 days",
        ]),
    ],
)  # fmt: skip
def test_the_demo_prints_its_key_figures_with_n_and_margin(number: int, figures: list[str]) -> None:
    text = plan(of_round("en", number))
    assert [figure for figure in figures if figure not in text] == []


def test_finnish_figures_are_written_the_finnish_way() -> None:
    text = plan(of_round("fi", 1), "fi")
    for figure in (
        "5/14 kosketuspisteessä",
        "36\u202f%",
        "65,1\u202f% ± 6,8 (n = 186)",
        "1\u00a0020\u00a0000\u00a0€",
        "10.2.2026",
        "0,56",
        "n = 2\u00a0310",
    ):
        assert figure in text


def test_the_change_since_last_round_names_who_and_how_many() -> None:
    text = plan(of_round("en", 2))
    figures = section(text, "Appendix: measures and what changed")
    assert "| Shared picture (blind answers) | 5 of 14 | 10 of 15 | ↗ |" in figures
    part = section(text, "What became of the goals, and what customers expect next")
    assert "- **Warranty repair** – before Noora Saarelma, now Pekka Harjula" in part
    assert "- **Using it for the first time** – before nobody, now Noora Saarelma" in part
    assert part.count(" Keep, ") == 7
    assert part.count(" Raise, ") == 2
    assert "cause: responsibility. Nobody accepted the responsibility" in part
    assert "Pekka Harjula decides by 31 Mar 2027 whether we go on." in part


# ---- page one and the sheet --------------------------------------------------------------------------------
def due(day: date | None, **more: Any) -> Session:
    """A round begun on the day of the plan, with one action."""
    action = Action(id="a1", title="Call them", owner="p1", due_on=day, **more)
    people = (Person(id="p1", name="Aino"),)
    return Session(people=people, rounds=(Round(id="1", started_on=DAY, actions=(action,)),))


@pytest.mark.parametrize(
    ("days", "more", "line"),
    [
        (30, {}, "- [ ] 21 Dec 2026 – **Aino**: Call them"),
        (-1, {}, "- [ ] 20 Nov 2026 – **Aino**: Call them (overdue)"),
        (3, {"status": "done"}, "- [x] 24 Nov 2026 – **Aino**: Call them"),
        (31, {}, ""),
        (-1, {"status": "done"}, ""),
    ],
)
def test_page_one_says_who_does_what_within_thirty_days(days: int, more: dict[str, Any], line: str) -> None:
    text = plan(due(DAY + timedelta(days=days), **more))
    first = text.partition("## A page for each of us")[0]
    assert line in first
    assert ("Call them" in first) is bool(line)
    assert "Call them" in section(text, "A page for each of us")


def row_of(text: str, touchpoint: str) -> list[str]:
    sheet = section(text, "The strategy on one sheet")
    return next(row for table in tables(sheet) for row in table if row[0] == touchpoint)


def carried(**of: Any) -> Session:
    """A touchpoint with a goal due in March, and what is said of its responsibility and its goal."""
    goal = {"id": "g1", "touchpoint": "tp1", "text": "It is warm", "due_on": "2027-03-31"} | of.pop(
        "goal", {}
    )
    ownership = {"id": "tp1", "touchpoint": "tp1"} | of.pop("ownership", {})
    rows = {"goals": [goal], "ownerships": [ownership]} | of
    made = {name: tuple(record_of(TABLES[name], row) for row in found) for name, found in rows.items()}
    return Session(
        people=(Person(id="p1", name="Aino"), Person(id="p2", name="Bo", left_on=DAY)),
        touchpoints=(Touchpoint(id="tp1", name="Door"),),
        measures=(record_of(Measure, {"id": "m1", "name": "Heat", "unit": "percent"}),),
        rounds=(record_of(Round, {"id": "1", **made}),),
    )


FULL = {"decision_rights": "All", "budget_eur_per_year": 0, "horizon_years": 2.0}


@pytest.mark.parametrize(
    ("ownership", "who"),
    [
        ({"accountable": "p1", "accepted_on": "2026-11-05", "mandate": FULL}, "✓ Aino, yes 5 Nov 2026"),
        ({"accountable": "p1", "accepted_on": "2026-11-05"}, "✓ Aino, yes 5 Nov 2026, in name only"),
        (
            {"accountable": "p1", "resolve_by": "2026-12-01"},
            "◐ Aino, yes still to be asked, to be settled by 1 Dec 2026",
        ),
        ({"accountable": "p2", "accepted_on": "2026-11-05"}, "○ nobody yet (Bo), has left, no day set"),
        ({"resolve_by": "2026-12-01"}, "○ nobody yet, to be settled by 1 Dec 2026"),
    ],
)
def test_the_sheet_says_who_is_accountable_and_since_when(ownership: dict[str, Any], who: str) -> None:
    assert row_of(plan(carried(ownership=ownership)), "Door")[4] == who


@pytest.mark.parametrize(
    ("goal", "path"),
    [
        ({}, "no measure yet"),
        ({"baseline": 3, "target": 4}, "no measure yet (3 → 4)"),
        ({"measure": "m1", "target": 90}, "not measured yet → 90%"),
        ({"measure": "m1", "baseline": 80}, "80% → ?"),
        ({"measure": "m1", "baseline": 80, "target": 80}, "hold 80% (provisional)"),
        ({"measure": "m1"}, "not measured yet"),
    ],
)
def test_a_date_stands_on_the_sheet_also_without_a_measure(goal: dict[str, Any], path: str) -> None:
    assert row_of(plan(carried(goal=goal)), "Door")[1:4] == ["It is warm", path, "31 Mar 2027"]


def test_a_goal_outside_the_journey_is_not_dropped_from_the_sheet() -> None:
    session = carried(goal={"touchpoint": None})
    assert row_of(plan(session), "–")[1:4] == ["It is warm", "no measure yet", "31 Mar 2027"]


def test_priorities_are_bold_on_the_sheet_and_on_the_page_of_their_owner() -> None:
    text = plan(of_round("en", 2))
    assert "| **Warranty repair** |" in section(text, "The strategy on one sheet")
    assert "  - **Warranty repair** – The customer has a working appliance" in page_of(text, "Pekka Harjula")


# ---- a page for each person --------------------------------------------------------------------------------
def page_of(text: str, name: str) -> str:
    pages = re.split(r"^### ", section(text, "A page for each of us"), flags=re.MULTILINE)
    return next(page for page in pages if page.startswith(name))


def test_an_owner_finds_everything_on_one_page() -> None:
    page = page_of(plan(of_round("en", 2)), "Pekka Harjula")
    for line in (
        "Pekka Harjula, Operations Director", "Carries 5 touchpoints. That is too much for one person",
        "(83.8% → 88%, by 30 Jun 2027). ✓ yes 5 Nov 2026",
        "  - **The delivery to my home** – Delivery contract, service level, replacement carrier. €110,000 a",
        " a year, until 5 Mar 2029 (2.3 years). Shows in: bonus, by Delivered in the promised window.",
        "Collection as part of delivery. Money has not been agreed. Until 5 Nov 2028 (2 years).",
        "**How the responsibility shows in reward or recognition has not been agreed** – Taking the old",
        "  - **The delivery to my home** – The driver carries the appliance in and takes the packaging away",
        "Still to be agreed with them: a figure both can see and telling their people what we promise.",
        "  - [ ] 31 Jan 2027 – Renegotiate the repair contract: loan appliance within two days (Warranty",
        "In the last round: “I will meet the carrier's drivers, not only their director” (kept).",
        "Next with a customer on 26 Nov 2026. Last with a customer on 29 Oct 2026.",
    ):  # fmt: skip
        assert line in page, line


def test_a_leader_of_whom_nothing_is_recorded_has_a_page_that_says_so() -> None:
    leader = Person(id="p1", name="Aino", leadership_team=True)
    session = Session(people=(leader,), rounds=(Round(id="1", participants=("p1",)),))
    assert page_of(plan(session), "Aino").split("\n")[2] == "Nothing is agreed yet."


def test_nobody_follows_up_without_being_accountable_what_they_carry() -> None:
    people = (Person(id="p1", name="Aino"), Person(id="p2", name="Veikko"))
    follows = "Follows up, without being accountable"
    for accountable, is_told in (("p1", False), ("p2", True)):
        made = carried(ownership={"accountable": accountable}, goal={"follows_up": "p1"})
        page = page_of(plan(made.model_copy(update={"people": people})), "Aino")
        assert (follows in page) is is_told


def test_what_waits_for_somebody_stands_on_the_page_of_that_person() -> None:
    text = plan(of_round("en", 2))
    assert "Who answers for it: Hearing from us afterwards, by 31 Jan 2027" in page_of(
        text, "Marja Lehtoranta"
    )
    assert "An investment to decide: Customer data" in page_of(text, "Marja Lehtoranta")
    assert "A yes or no: Hearing from us afterwards, by 31 Jan 2027" in page_of(text, "Eero Paljakka")
    assert "An answer: Business customers" in page_of(text, "Jukka Rantasalo")


def test_what_is_agreed_for_a_touchpoint_without_a_name_has_a_page_too() -> None:
    ownership = {"mandate": {"decision_rights": "Open the door"}, "frontline_authority": {"text": "Say yes"}}
    page = page_of(plan(carried(ownership=ownership)), "Nobody yet")
    assert "Open the door. Money has not been agreed." in page
    assert "  - **Door** – Say yes" in page
    assert "### Nobody yet" not in plan(carried(ownership={"resolve_by": "2026-12-01"}))


# ---- what is not in order ----------------------------------------------------------------------------------
def test_no_individual_answer_and_no_rival_is_named() -> None:
    session = of_round("en", 1)
    details = section(
        write_document(session, "background", language="en", on=DAY), "The touchpoints, and who carries them"
    )
    rows = {row[0]: row for table in tables(details) for row in table[1:]}
    assert (
        rows["Warranty repair"][4]
        == "◐ unclear – 6 of 8 named the same person, who did not name themselves (0.57)"
    )
    assert (
        rows["Knowing when it arrives"][4]
        == "◆ contested – 3 people named themselves (named by 3 of 8, 3 of 8, 1 of 8) (0.29)"
    )
    names = [person.name for person in session.people]
    for row in rows.values():
        if not row[4].startswith("●"):
            assert not any(name in row[4] for name in names)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_with_fewer_than_four_answers_only_the_word_is_printed(name: str) -> None:
    people = tuple(Person(id=f"p{i}", name=f"Name {i}") for i in range(3))
    ballots = tuple(
        OwnershipBallot(id=f"b{i}", touchpoint="tp1", participant=f"p{i}", kind="person", person="p0")
        for i in range(3)
    )
    # the room's own clock
    seen = Ballot(id="1", number="1", revealed_at=datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001
    one = Round(id="1", ballots=(seen,), ownership_ballots=ballots)
    session = Session(people=people, touchpoints=(Touchpoint(id="tp1", name="Door"),), rounds=(one,))
    text = write_document(session, name, language="en", on=DAY)
    if name == "background":
        assert "| Door | – | – | – | ● held |" in text
    if name == "plan":
        assert "Name 0" not in text.replace("Present: Name 0, Name 1 and Name 2.", "")
    assert "3 of 3" not in text


def test_what_is_missing_says_until_when_and_who_settles_it() -> None:
    text = section(plan(of_round("en", 1)), "What is still missing")
    assert "  - **Using it for the first time** – In the blind ballot: 3 of 8 answered nobody" in text
    assert "Marja Lehtoranta settles it by 30 Apr 2026." in text
    assert "Jukka Rantasalo objects: Store customers should be contacted by the store." in text
    assert "The installation (Pekka Harjula, missing: money and time)" in text
    assert "7 of 14 touchpoints have a person who said yes, a full mandate, a goal and a measure." in text


def test_what_has_no_name_stands_among_what_is_missing() -> None:
    session = Session(
        people=(Person(id="p1", name="Aino"),),
        rounds=(
            Round(
                id="1",
                actions=(Action(id="a1", title="Nobody's"), Action(id="a2", title="Undated", owner="p1")),
                commitments=(Commitment(id="c1", text="I will", by=DAY),),
            ),
        ),
    )
    text = section(plan(session), "What is still missing")
    assert "- **Actions without a person**\n  - [ ] **no date** – Nobody's <!-- action: a1 -->\n" in text
    assert "- **Promises without a person**\n  - **21 Nov 2026** – I will\n" in text
    assert "- **Actions without a date**\n  - **Undated** – Aino\n" in text


# ---- what is not there -------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
def test_an_empty_workshop_says_once_what_is_missing_and_where_it_comes_from(language: str) -> None:
    text = plan(Session(), language)
    assert headings(text, "h2") == ["What is still missing" if language == "en" else "Mitä vielä puuttuu"]
    with speaking(language):
        steps = [str(name) for name in names().values()]
        holes = [str(words) for words in missing(Session(), "plan")]
    assert [line[2:] for line in text.split("\n") if line.startswith("- ")] == holes
    assert [next(step for step in reversed(steps) if hole.endswith(f"({step}).")) for hole in holes] == steps
    assert len(text) < 2000


def test_the_preview_lists_the_holes_that_the_document_prints() -> None:
    for session in (Session(), of_round("en", 1), of_round("en", 2)):
        text = plan(session)
        holes = [str(words) for words in missing(session, "plan")]
        assert all(hole in text for hole in holes)
        assert text.count("Still open:") == len(holes)


def test_the_holes_of_a_plan_follow_the_day_as_the_checks_do() -> None:
    asked = {agenda: str(missing(_begun(agenda), "plan")) for agenda in (None, "half_day", "full_day")}
    for what in ("five functions", "the enablers", "customer contacts", "the investment", "bring it forward"):
        assert what not in asked["half_day"]
        assert what in asked["full_day"]
        assert what in asked[None]
    for what in ("the names agreed on", "the actions", "who calls everyone together", "the participants"):
        assert what in asked["half_day"]


def _begun(agenda: str | None) -> Session:
    return Session(rounds=(Round(id="1", number=1, agenda=agenda),))


def test_a_half_written_section_prints_what_there_is_and_names_the_rest() -> None:
    session = Session(rounds=(Round(id="1", vision=Vision(id="vision", value="Peace of mind")),))
    text = plan(session)
    assert "- **Value:** Peace of mind" in section(text, "What we promise and why it pays")
    assert "**We promise our customers:** Peace of mind" in text
    assert (
        "Still open: the experience goals, the touchpoints of the journey and the evidence (Define)." in text
    )


@pytest.mark.parametrize("state", ["passed", "in_progress"])
def test_a_plan_is_a_draft_until_the_round_is_closed(state: str) -> None:
    session = of_round("en", 2)
    passed = tuple(StepState(id="closing", step="closing", state=state) for _once in "1")
    open_round = session.round.model_copy(update={"steps": passed})
    for closed_on, words in (
        (None, "Draft, printed on 21 Nov 2026"),
        (DAY, "Final plan, the round was closed"),
    ):
        rounds = (*session.rounds[:-1], open_round.model_copy(update={"closed_on": closed_on}))
        assert words in plan(session.model_copy(update={"rounds": rounds})).split("\n")[2]


def test_checks_climbed_past_stand_among_what_is_missing_with_their_reason() -> None:
    text = section(plan(of_round("en", 1)), "What is still missing")
    assert "G3.5" not in text
    assert gate("G3.5").text.texts["en"] in text
    assert "Installation and repair contracts are opened in spring" in text


@pytest.mark.parametrize("follower", ["", "p2"])
def test_a_check_that_was_mended_since_is_no_condition_left_open(follower: str) -> None:
    people = (Person(id="p1", name="Aino"), Person(id="p2", name="Veikko"))
    session = carried(
        ownership={"accountable": "p1"},
        goal={"follows_up": follower or None},
        gate_overrides=[{"id": "G7.2", "gate": "G7.2", "reason": "Agreed for the winter"}],
    )
    text = plan(session.model_copy(update={"people": people}))
    assert ("Agreed for the winter" in text) is not bool(follower)


def test_actions_stand_by_their_dates_and_late_ones_are_called_late() -> None:
    start = date(2026, 3, 1)
    actions = (
        Action(id="a1", title="Later", owner="p1", due_on=start + timedelta(days=31), status="open"),
        Action(id="a2", title="Soon", owner="p1", due_on=start + timedelta(days=30), status="done"),
        Action(id="a3", title="Some day", owner="p1"),
    )
    session = Session(
        people=(Person(id="p1", name="Aino"),), rounds=(Round(id="1", started_on=start, actions=actions),)
    )
    text = page_of(plan(session, on=date(2026, 6, 1)), "Aino")
    assert text.index("[x] 31 Mar 2026 – Soon (done)") < text.index("[ ] 1 Apr 2026 – Later (overdue)")
    assert text.index("Later") < text.index("[ ] no date – Some day")
    assert "overdue" not in page_of(plan(session, on=start), "Aino")


# ---- how much ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("number", [1, 2])
def test_sixty_touchpoints_take_at_most_twelve_pages(language: str, number: int) -> None:
    session = large(language, number, 60)
    text = plan(session, language)
    assert pages(text) <= 12
    sheet = [row for table in tables(section(text, HEADINGS[language][1])) for row in table]
    assert {touchpoint.name for touchpoint in in_scope(session)} <= {row[0] for row in sheet}
    assert {goal.text for goal in session.round.goals} <= {row[1] for row in sheet}


def test_a_small_change_of_the_record_is_a_small_change_of_the_plan() -> None:
    session = of_round("en", 2)
    first = session.round.actions[0]
    before = plan(session).split("\n")
    for field, value in (
        ("title", "Call them at once"),
        ("due_on", first.due_on + timedelta(days=1) if first.due_on else None),
    ):
        after = plan(set_value(Place("actions", first.id, field), value)(session)).split("\n")
        changed = [line for line in unified_diff(before, after, n=0) if line[:1] in "+-"]
        assert 0 < len(changed) <= 2 + 6, field


# ---- text is text ------------------------------------------------------------------------------------------
def saying(session: Session, words: str) -> Session:
    """The session with every text people may enter replaced by `words`."""

    def spoil(record: Any) -> Any:
        for field in fields(record.table.name):
            if isinstance(field_of(record.table.name, field).kind, (Text, LongText)) and field not in (
                "id",
                "gate",
                "number",
                "ballot",
                "letter",
            ):
                record = with_value(record, field, words)
        return record

    def of(owner: Any, names: list[str]) -> dict[str, Any]:
        held = {name: getattr(owner, name) for name in names}
        return {
            name: tuple(map(spoil, rows)) if isinstance(rows, tuple) else spoil(rows)
            for name, rows in held.items()
        }

    own = [name for name, record in TABLES.items() if record.table.owner == "session" and name != "rounds"]
    per_round = [name for name, record in TABLES.items() if record.table.owner == "round"]
    rounds = tuple(spoil(round_).model_copy(update=of(round_, per_round)) for round_ in session.rounds)
    return session.model_copy(update={**of(session, own), "rounds": rounds})


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if "md" in document.forms])
@pytest.mark.parametrize("number", [1, 2])
def test_what_people_said_does_nothing_in_a_document(number: int, name: str) -> None:
    tame, wild = (
        write_document(saying(of_round("en", number), words), name, language="en", on=DAY)
        for words in (TAME, HOSTILE)
    )
    said = HOSTILE.replace("\n", " ")
    assert blocks(wild) == [(kind, text.replace(TAME, said)) for kind, text in blocks(tame)]
    literal = wild.replace("\\", "").replace("&#92;", "\\").replace("&#124;", "|").replace("&lt;", "<")
    assert said in literal


def test_a_name_cannot_break_out_of_the_title() -> None:
    session = Session(organisation=Organisation(id="organisation", name="# X\n\n## Y | <b>"))
    assert headings(plan(session), "h1") == ["Action plan – # X  ## Y | <b>"]


def test_nothing_recorded_is_lost_because_something_else_is_missing() -> None:
    """Each text of the record stands in the plan also when it is the only one of its section."""
    workshop = Session().workshop.model_copy(update={"title": "zebra"})
    alone: list[Session] = [Session(workshop=workshop)]
    texts = {
        "choices": "text",
        "actions": "title",
        "decisions": "text",
        "parking": "text",
        "enablers": "text",
        "practices": "to",
    }
    for table, field in texts.items():
        row = record_of(TABLES[table], {"id": "x1", field: "zebra"})
        alone.append(Session(rounds=(record_of(Round, {"id": "1", table: (row,)}),)))
    alone += [
        Session(rounds=(Round(id="1", vision=record_of(Vision, {"id": "vision", field: "zebra"})),))
        for field in ("definition", "value", "experience", "benefit", "distinctive", "profitable")
    ]
    assert [session for session in alone if "zebra" not in plan(session)] == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_part_of_a_record_makes_a_plan_without_empty_sections(data: st.DataObject) -> None:
    whole = of_round("en", 2)
    tables = [name for name, record in TABLES.items() if name != "rounds" and not record.table.single]
    kept = data.draw(st.sets(st.sampled_from(tables)))
    own = {name: () for name in tables if TABLES[name].table.owner == "session" and name not in kept}
    empty = {name: () for name in tables if TABLES[name].table.owner == "round" and name not in kept}
    session = whole.model_copy(
        update={**own, "rounds": tuple(one.model_copy(update=empty) for one in whole.rounds)}
    )
    parts = re.split(r"^## .*\n", plan(session), flags=re.MULTILINE)
    assert [part for part in parts if not part.strip()] == []


def test_figures_stand_in_finnish_as_a_board_writes_them() -> None:
    text = plan(of_round("fi", 2), "fi")
    rhythms = ("viikoittain", "kuukausittain", "neljännesvuosittain", "180 päivän välein")
    assert all(f"| {rhythm} |" in text for rhythm in rhythms)
    assert "3,90/5 ± 0,12" in text
    assert "+18,7\N{NO-BREAK SPACE}%-yks. (virhemarginaali ±8,5)" in text
    assert "−36\N{NO-BREAK SPACE}700\N{NO-BREAK SPACE}€" in text
    assert "16,8 ± 1,4\N{NO-BREAK SPACE}pv" in text
    assert "Näyttöä ei ole kirjattu" in text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_prints_words_that_were_not_understood(name: str, demo: Session) -> None:
    session = demo
    for table, number, rows in demo.tables():
        if number in (None, demo.round.number) and table not in BLIND_TABLES:
            for record in rows[:2]:
                for field in fields(table):
                    session = leave_unread(Place(table, record.id, field), "unheard-of words")(session)
    assert len(session.round.unread) > 300
    written = write_document(session, name, language="en", on=DAY)
    assert written == write_document(demo, name, language="en", on=DAY)


@pytest.mark.parametrize(
    ("language", "stops", "gives_up"),
    [("en", "We stop: weekly reports", "We give up"), ("fi", "Lopetamme: weekly reports", "Luovumme")],
)
def test_what_is_only_given_up_is_printed_as_what_is_stopped(
    language: str, stops: str, gives_up: str
) -> None:
    session = add("choices", kind="strategic", gives_up="weekly reports")(blank_session("en", DAY))
    for kind in ("plan", "board"):
        text = write_document(session, kind, on=DAY, language=language)
        assert stops in text
        assert f"{gives_up}: weekly reports" not in text


def test_a_must_that_check_calls_open_stands_among_what_the_plan_misses() -> None:
    touchpoints = (Touchpoint(id="t1", name="Delivery"),)
    round_ = Round(
        id="1", started_on=DAY, vision=Vision(id="vision", value="Ease", experience="x", benefit="y")
    )
    session = Session(touchpoints=touchpoints, rounds=(round_,))
    holes = section(plan(session, "fi"), HEADINGS["fi"][3])
    assert open_musts(session, "define", DAY)
    with speaking("fi"):
        for finding in open_musts(session, "define", DAY):
            assert f"- Avoin pakollinen ehto: {finding.words} (Määrittele)." in holes


def test_a_word_that_came_back_in_writing_is_told_from_one_of_a_check_in() -> None:
    on = date(2026, 11, 21)
    action = Action(id="a1", title="Mend the lift", owner="p1", due_on=on, note="waits for parts")
    people = (Person(id="p1", name="Aino"),)
    made = Session(people=people, rounds=(Round(id="1", actions=(action,)),))
    made = answer(made, Place("actions", "a1"), "going", on, "parts are here")(made)
    text = write_document(made, "plan", language="en", on=on)
    (line,) = [line for line in text.splitlines() if "Mend the lift" in line and "parts are here" in line]
    assert "in writing: “waits for parts”" in line


def test_whoever_was_present_and_has_no_page_is_named_after_the_pages(demo: Session) -> None:
    guest = Person(id="p98", name="Ruth Callaghan")
    here = (*demo.round.participants, "p98")
    round_ = demo.round.model_copy(update={"participants": here})
    made = demo.model_copy(update={"people": (*demo.people, guest), "rounds": (demo.rounds[0], round_)})
    text = write_document(made, "plan", language="en", on=date(2026, 11, 21))
    (line,) = [line for line in text.splitlines() if line.startswith("Present, with nothing recorded")]
    assert "Ruth Callaghan" in line.replace("\N{NO-BREAK SPACE}", " ")
    with_page = {line.removeprefix("### ").split(",")[0] for line in text.splitlines() if line[:4] == "### "}
    assert not [name for name in with_page if name in line]
