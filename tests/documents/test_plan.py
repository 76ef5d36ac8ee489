"""The action plan can be read the morning after by somebody who was not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cxworkshop.documents import DOCUMENTS, missing, write_document
from cxworkshop.documents.plan.gaps import SECTIONS
from cxworkshop.editing.changes import leave_unread
from cxworkshop.errors import WrongUse
from cxworkshop.language import _, speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.method.steps import gate, names
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import Ballot, OwnershipBallot
from cxworkshop.model.kinds import LongText, Text
from cxworkshop.model.organisation import Organisation, Person, Touchpoint
from cxworkshop.model.place import Place, field_of, fields, with_value
from cxworkshop.model.raw import read, record_of, written
from cxworkshop.model.session import TABLES, Round, Session
from cxworkshop.model.vision import Vision

DAY = date(2026, 11, 21)
HOSTILE = 'a [b] [/c] <i> | *x* `\\` # _y_ ![z](http://q) 日本 é "\nnew'
HEADINGS = {
    "en": [
        "Front lines", "In one minute", "Change since last round", "What we promise and why it pays",
        "Where we stand – customers' words and our guess", "The strategy on one sheet",
        "Who carries the responsibility",
        "New ways of working", "Choices and investment", "How we know", "People and leadership",
        "Action list",
        "Decisions, dissent, open questions", "Promises", "Next climb", "Appendix: how figures were computed",
    ],
    "fi": [
        "Perustiedot", "Yhdessä minuutissa", "Muutos edellisestä kierroksesta",
        "Mitä lupaamme ja miksi se kannattaa",
        "Missä olemme – asiakkaan sanat ja oma arvauksemme", "Strategia yhdellä arkilla",
        "Kuka vastuun kantaa",
        "Uudet toimintatavat", "Valinnat ja investointi", "Mistä tiedämme", "Ihmiset ja johtaminen",
        "Toimenpiteet",
        "Päätökset, eriävät mielipiteet, avoimet kysymykset", "Lupaukset", "Seuraava kierros",
        "Liite: miten luvut laskettiin",
    ],
}  # fmt: skip
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
    for opened, inline in pairwise(PARSER.parse(text)):
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
    expected = [heading for i, heading in enumerate(HEADINGS[language]) if number > 1 or i != 2]
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
    assert len(inside) > 100
    assert [below for above, below in inside if above.count("|") != below.count("|")] == []
    assert len(list(tables(text))) > 8


@pytest.mark.parametrize("number", [1, 2])
def test_the_same_record_and_day_give_the_same_bytes(number: int) -> None:
    assert plan(of_round("fi", number), "fi") == plan(read(Session, written(of_round("fi", number)))[0], "fi")


def test_a_language_and_a_record_in_another_language_do_not_mix() -> None:
    text = plan(of_round("en", 2), "fi")
    assert headings(text, "h2") == HEADINGS["fi"]
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


# ---- figures -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "figures"),
    [
        (1, [
            "5 of 14 touchpoints (36%)", "5 of 14 (35.7%)", "from today 11 of 14 (in name only: 4)",
            "6 of 13 goals (46%)", "0.56", "0.50",
            "9 ± 8 (n = 412)", "1…16", "+23.5", "overestimate (7 of 8)", "65.1% ± 6.8 (n = 186)", "60.2",
            "6 of 8", "14.8% ± 3.4 (n = 412)",
            "● held 5 · ◐ unclear 3 · ◆ contested 3 · ○ vacant 3",
            "● held 11 · ◐ unclear 1 · ◆ contested 1 · ○ vacant 1 – in name only 4",
            "7 of 11", "0.85", "€1,020,000", "75.5%", "12 of 14", "7 of 14", "7 of 8",
            "3.60 ± 0.14 of 5 (n = 341)", "17.2 ± 1.6 days",
            "59.1% ± 19.0 (n = 22, anecdotal)", "€61,500 (no margin)", "final, written on 21 Nov 2026",
        ]),
        (2, [
            "10 of 15 (66.7%)", "0.67", "0.62", "3 of 15 touchpoints (20%)", "5 of 12 goals (42%)",
            "21 ± 8 (n = 398)", "+12 (margin ±11)",
            "a real change", "cannot be told from chance", "+1.1", "within the margin of error", "3 of 9",
            "22.9% ± 4.1", "10.5",
            "too much for one person", "draft, written on 21 Nov 2026", "−0.4 (margin ±2.2)",
            "met (uncertain)",
        ]),
    ],
)  # fmt: skip
def test_the_demo_prints_its_key_figures_with_n_and_margin(number: int, figures: list[str]) -> None:
    text = plan(of_round("en", number))
    assert [figure for figure in figures if figure not in text] == []


def test_finnish_figures_are_written_the_finnish_way() -> None:
    text = plan(of_round("fi", 1), "fi")
    for figure in (
        "5/14 (35,7\u202f%)",
        "65,1\u202f% ± 6,8 (n = 186)",
        "1\u00a0020\u00a0000\u00a0€",
        "10.2.2026",
        "0,56",
        "n = 2\u00a0310",
    ):
        assert figure in text


def test_the_change_since_last_round_names_who_and_how_many() -> None:
    part = section(plan(of_round("en", 2)), "Change since last round")
    for row in (
        "| Clear responsibility in practice | 5 of 14 | 10 of 15 | ↑ |", "| ○ vacant | ● held | 3 |",
        "| ◆ contested | ● held | 2 |",
        "| Seeing our ad or post | Sanna Helmikoski | Eero Paljakka |",
        "| Using it for the first time | – | Noora Saarelma |",
    ):  # fmt: skip
        assert row in part
    assert part.count("| keep |") == 7
    assert part.count("| raise |") == 2


# ---- responsibility ----------------------------------------------------------------------------------------
def test_no_individual_answer_and_no_rival_is_named() -> None:
    text = section(plan(of_round("en", 1)), "Who carries the responsibility")
    rows = {row[0]: row for table in tables(text) if len(table[0]) == 6 for row in table[1:]}
    assert rows["Warranty repair"][2] == "◐ unclear – 6 of 8 named the same person, who did not"
    assert (
        rows["Knowing when it arrives"][2]
        == "◆ contested – 3 people named themselves (3 of 8, 3 of 8, 1 of 8)"
    )
    names = [person.name for person in of_round("en", 1).people]
    for row in rows.values():
        if not row[2].startswith("●"):
            assert not any(name in row[2] for name in names)


def test_with_fewer_than_four_answers_only_the_word_is_printed() -> None:
    people = tuple(Person(id=f"p{i}", name=f"Name {i}") for i in range(3))
    ballots = tuple(
        OwnershipBallot(id=f"b{i}", touchpoint="tp1", participant=f"p{i}", kind="person", person="p0")
        for i in range(3)
    )
    # the room's own clock
    seen = Ballot(id="1", number="1", revealed_at=datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001
    one = Round(id="1", ballots=(seen,), ownership_ballots=ballots)
    session = Session(people=people, touchpoints=(Touchpoint(id="tp1", name="Door"),), rounds=(one,))
    text = section(plan(session), "Who carries the responsibility")
    assert "| Door | – | ● held | – | – | ○ vacant |" in text
    assert "3 of 3" not in text
    assert "Name 0" not in text


def test_what_is_missing_says_until_when_and_who_settles_it() -> None:
    text = section(plan(of_round("en", 1)), "Who carries the responsibility")
    assert "- **Using it for the first time** – No name agreed." in text
    assert "Resolve by: 30 Apr 2026 (Marja Lehtoranta)." in text
    assert "  - Objection: Store customers should be contacted by the store" in text
    assert "- **The installation** – Pekka Harjula. Missing: budget per year, horizon" in text


# ---- what is not there -------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_section_without_data_is_one_sentence_that_names_the_step(language: str) -> None:
    text = plan(Session(), language)
    with speaking(language):
        first = str(missing(Session(), "plan")[0]).split(":")[0]
        steps = "|".join(map(str, names().values()))
    parts = re.split(r"^## .*\n", text, flags=re.MULTILINE)[1:-1]
    assert len(parts) == len(SECTIONS) - 1  # the first round has nothing to compare with
    for part in parts:
        assert re.fullmatch(rf"\n{first}: .+\. .+ ({steps})\.\n\n", part), part


def test_the_preview_lists_the_holes_that_the_document_prints() -> None:
    for session in (Session(), of_round("en", 1), of_round("en", 2)):
        text = plan(session)
        holes = [str(words) for words in missing(session, "plan")]
        assert all(hole in text for hole in holes)
        assert text.count("Not recorded yet:") == len(holes)


def test_a_half_written_section_prints_what_there_is_and_names_the_rest() -> None:
    session = Session(rounds=(Round(id="1", vision=Vision(id="vision", value="Peace of mind")),))
    text = section(plan(session), "What we promise and why it pays")
    assert "- **Value:** Peace of mind" in text
    assert "- **Experience:** not written yet" in text
    assert "Not recorded yet: the experience goals. It belongs to the step Define." in text


def test_a_plan_is_a_draft_until_the_closing_is_passed() -> None:
    session = of_round("en", 2)
    assert "draft" in section(plan(session), "Front lines")
    closed = session.round.model_copy(update={"closed_on": DAY})
    assert "final" in section(
        plan(session.model_copy(update={"rounds": (*session.rounds[:-1], closed)})), "Front lines"
    )


def test_checks_climbed_past_stand_in_the_front_lines_with_their_reason() -> None:
    text = section(plan(of_round("en", 1)), "Front lines")
    assert "G3.5" not in text
    assert gate("G3.5").text.texts["en"] in text
    assert "reason: Installation and repair contracts are opened in spring" in text


def test_actions_of_the_first_month_are_bold_and_late_ones_are_called_late() -> None:
    start = date(2026, 3, 1)
    actions = (
        Action(id="a1", title="Later", due_on=start + timedelta(days=31), status="open"),
        Action(id="a2", title="Soon", due_on=start + timedelta(days=30), status="done"),
        Action(id="a3", title="Some day"),
    )
    session = Session(rounds=(Round(id="1", started_on=start, actions=actions),))
    text = section(plan(session, on=date(2026, 6, 1)), "Action list")
    assert text.index("**Soon**") < text.index("Later") < text.index("Some day")
    assert "| Later | no owner | – | – | open, overdue |" in text
    assert "| no date | Some day | no owner |" in text
    assert "overdue" not in section(plan(session, on=start), "Action list")


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


@pytest.mark.parametrize("number", [1, 2])
def test_what_people_said_does_nothing_in_the_plan(number: int) -> None:
    tame, wild = plan(saying(of_round("en", number), "zebra")), plan(saying(of_round("en", number), HOSTILE))

    said = HOSTILE.replace("\n", " ")
    assert blocks(wild) == [(kind, text.replace("zebra", said)) for kind, text in blocks(tame)]
    assert said in wild.replace("\\", "").replace("&#92;", "\\").replace("&#124;", "|").replace("&lt;", "<")


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
    assert "+18,8\N{NO-BREAK SPACE}%-yks. (virhemarginaali ±8,5)" in text
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
