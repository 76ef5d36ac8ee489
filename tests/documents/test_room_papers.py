"""The papers of the day: ballot sheets for all seats, goal cards, the sponsor's page, what to prepare, the
wall of figures, the facilitator's log."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordFile
from docx.shared import Pt
from pypdf import PdfReader

from cxworkshop.documents import missing, write_document, written_document
from cxworkshop.editing.starting import blank_session
from cxworkshop.method import ballots, derived, preparation
from cxworkshop.method.demo import demo_session
from cxworkshop.method.lookup import in_scope
from cxworkshop.model.climb import FailureMet, Mood, TimeLog
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.organisation import Organisation, Person
from cxworkshop.model.session import Round, Session
from tests.documents.paper import pages

ON = date(2026, 11, 5)


def paper(name: str, of: Session, language: str = "en", on: date = ON) -> str:
    return write_document(of, name, language=language, on=on)


def before_the_ballot(of: Session) -> Session:
    round_ = of.round.model_copy(update={"ballots": (), "ownership_ballots": ()})
    return of.model_copy(update={"rounds": (*of.rounds[:-1], round_)})


# ---- ballot sheets -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
def test_each_seat_has_its_sheet_with_a_back_on_pages_of_their_own(language: str) -> None:
    demo = before_the_ballot(demo_session(language))
    sheets = re.split(r"^<!-- page -->\n(?=#\s)", paper("ballots", demo, language), flags=re.MULTILINE)
    assert len(sheets) == len(demo.round.participants) == 9
    seat = "Seat number" if language == "en" else "Paikan numero"
    single = paper("ballot", demo, language)
    for number, text in enumerate(sheets, 1):
        assert f"{seat}: **{number}**" in text
        assert text.count("<!-- page -->") == 1  # the back
        blank = r"\_\_\_\_\_"
        assert text.strip() == single.replace(f"{seat}: {blank}", f"{seat}: **{number}**").strip()


def test_a_sheet_says_nothing_of_who_sits_where() -> None:
    demo = before_the_ballot(demo_session("en"))
    first, second = (
        re.split(r"^<!-- page -->\n(?=# )", paper("ballots", demo), flags=re.MULTILINE)[i] for i in (0, 1)
    )
    assert first.replace("**1**", "**2**").strip() == second.strip()


def test_without_participants_there_are_sheets_for_nine() -> None:
    known = Session(people=(Person(id="p1", name="Aino"),))
    assert paper("ballots", known).count("Seat number: **") == 9


# ---- goal cards --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
def test_there_is_a_card_a_touchpoint_on_its_page_priorities_first(language: str) -> None:
    demo = demo_session(language)
    text = paper("goal-cards", demo, language)
    names = re.findall(r"^# (.+)$", text, re.MULTILINE)
    first = derived.priorities(demo)
    scope = in_scope(demo)
    assert names == [tp.name for tp in scope if tp.id in first] + [
        tp.name for tp in scope if tp.id not in first
    ]
    assert text.count("<!-- page -->") == len(scope) - 1
    assert all(pages(card) <= 0.5 for card in text.split("<!-- page -->"))


def test_a_card_says_its_level_in_words_and_its_figure_or_that_they_are_not_known() -> None:
    cards = paper("goal-cards", demo_session("en")).split("<!-- page -->")
    assert "**Today**: 3 meets (●)" in cards[0]
    assert "- Satisfied with the delivery – 83.8% (78.2…88.2, n = 204)" in cards[0]
    unknown = next(card for card in cards if "we do not know" in card)
    assert "No figure yet. Write the one you would want to see." in unknown


@pytest.mark.parametrize(("language", "words"), [("en", "No names to choose from"), ("fi", "Nimiä ei ole")])
def test_without_a_candidate_there_are_no_ballot_sheets_and_it_says_so(language: str, words: str) -> None:
    text = paper("ballots", Session(), language)
    assert "<!-- page -->" not in text
    assert words in text


# ---- the sponsor's page ------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("is_empty", [False, True])
def test_the_briefing_is_one_page(language: str, is_empty: bool) -> None:
    text = paper("briefing", Session() if is_empty else demo_session(language), language)
    assert pages(text) <= 1
    assert "None" not in text


def test_the_briefing_says_what_will_show_who_decides_and_who_speaks_last() -> None:
    text = paper("briefing", demo_session("en"))
    for words in (
        "never by whom", "Last in the order of speaking: Marja Lehtoranta.",
        "the decision lies with you.", "we propose 30 days", "Mira Kontio",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("invited", [(), ("clerk", "cfo", "ceo")])
@pytest.mark.parametrize("is_on_the_board", [False, True])
def test_the_briefing_says_that_rank_one_speaks_last_and_guesses_no_sponsor(
    invited: tuple[str, ...], is_on_the_board: bool
) -> None:
    people = (
        Person(id="ceo", name="Ingrid", seniority_rank=1, board_member=is_on_the_board),
        Person(id="cfo", name="Tom", seniority_rank=2),
        Person(id="clerk", name="Kim", leadership_team=True),
    )
    session = Session(people=people, rounds=(Round(id="1", participants=invited),))
    text = paper("briefing", session)
    assert "Last in the order of speaking: Ingrid." in text
    assert "one page for the sponsor\n" in text
    assert "- No sponsor is named: name the sponsor in Organise." in text


# ---- what to prepare ---------------------------------------------------------------------------------------
def test_what_the_record_holds_is_ticked_and_the_rest_is_not() -> None:
    blank = blank_session("en", ON, "Aa")
    known = {str(item.what) for item in preparation.items(demo_session("en")) if item.is_there}
    assert "Who takes part, each with a role" in known
    assert [str(item.what) for item in preparation.items(blank) if item.is_there] == [
        "The day has a date and an agenda"
    ]
    text = paper("preparation", demo_session("en"))
    assert text.count("- [x] ") == len(known)


def test_ballot_sheets_and_goal_cards_are_prepared_apart() -> None:
    """Of the sheets the record knows that they are printed, of the cards it does not."""
    text = paper("preparation", demo_session("en"))
    assert re.search(r"- \[.\] The ballot sheets are printed", text)
    assert "- [ ] The goal cards are printed" in text
    assert "- [ ] Tavoitekortit on tulostettu" in paper("preparation", demo_session("fi"), "fi")


def test_the_stretches_have_their_days() -> None:
    text = paper("preparation", demo_session("en"))
    assert re.findall("^## (.+)$", text, re.MULTILINE) == [
        "Two weeks before – 22 Oct 2026",
        "One week before – 29 Oct 2026",
        "The same morning – 5 Nov 2026",
    ]
    assert "## Two weeks before\n" in paper("preparation", Session())


def test_what_is_counted_says_how_much_is_there() -> None:
    people = tuple(Person(id=f"p{i}", name=f"A{i}", role="x" if i else "") for i in range(3))
    round_ = Round(id="1", participants=("p0", "p1", "p2"))
    text = paper("preparation", Session(people=people, rounds=(round_,)))
    assert "- [ ] Who takes part, each with a role – 2 of 3" in text
    assert "- [ ] Two people who meet customers take part – 0 of 2" in text


def test_what_is_missing_beforehand_is_what_is_not_ticked() -> None:
    words = [str(gap) for gap in missing(demo_session("en"), "preparation")]
    assert "The organisation chart: who is named on paper (Organise)" in words
    assert not [gap for gap in words if gap.startswith("Who takes part")]


# ---- the wall ----------------------------------------------------------------------------------------------
def wall(*observations: tuple[date, int], **values: Any) -> str:
    measure = Measure(
        id="m1", name="Late", metric="share", unit="percent", direction="down", cadence_days=30, **values
    )
    rows = tuple(
        Observation(id=f"o{i}", measure="m1", observed_on=day, k=k, n=1000)
        for i, (day, k) in enumerate(observations)
    )
    return paper("kpi-wall", Session(measures=(measure,), rounds=(Round(id="1", observations=rows),)))


def test_the_wall_has_the_measures_of_all_staff_and_no_other() -> None:
    text, demo = paper("kpi-wall", demo_session("en")), demo_session("en")
    shown = re.findall("^# (.+?) – [−\\d]", text, re.MULTILINE)
    assert shown == [measure.name for measure in demo.measures if measure.visible_to == "all_staff"]


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        (300, 100, "# Late – 10.0% ± 1.9 (n = 1,000) ↗"),
        (100, 300, "# Late – 30.0% ± 2.8 (n = 1,000) ↘"),
        (300, 310, "# Late – 31.0% ± 2.9 (n = 1,000)"),
    ],
)
def test_an_arrow_on_the_wall_is_a_real_change_since_the_time_before(
    before: int, now: int, line: str
) -> None:
    text = wall((date(2026, 9, 1), before), (date(2026, 10, 30), now))
    assert line in text.splitlines()
    assert ("↗ really better" in text) == ("↗" in line or "↘" in line)


def test_a_figure_on_the_wall_is_in_large_type_under_its_measure() -> None:
    def made(form: str) -> bytes:
        return written_document(demo_session("en"), "kpi-wall", language="en", on=ON, form=form).data

    (page, *_others) = PdfReader(BytesIO(made("pdf"))).pages
    lines = page.extract_text().splitlines()
    at = lines.index("Delivered in the promised window")
    assert lines[at + 1].startswith("92.0% ± 1.1")
    assert lines[at + 2].startswith("The figure is from 31 Oct 2026.")
    sizes: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, _font, size: sizes.append(size * abs(tm[0] * cm[0])))
    assert max(sizes) >= 40
    assert '<b class="figure">92.0% ± 1.1 (n = 2,487) → 95% ↗</b>' in made("html").decode()
    words = [
        (run.text, run.font.size) for row in WordFile(BytesIO(made("docx"))).paragraphs for run in row.runs
    ]
    assert ("92.0% ± 1.1 (n = 2,487) → 95% ↗", Pt(40)) in words


def test_an_old_figure_is_called_late() -> None:
    assert "The next one is late." in wall((ON - timedelta(days=31), 100))
    assert "late." not in wall((ON - timedelta(days=30), 100))


@pytest.mark.parametrize(
    ("session", "words"),
    [
        (Session(), "the measures (Measure)"),
        (Session(measures=(Measure(id="m1", name="x", visible_to="board"),)), "visible to everybody"),
    ],
)
def test_a_wall_without_figures_says_why(session: Session, words: str) -> None:
    assert words in paper("kpi-wall", session)
    assert "± margin" not in paper("kpi-wall", session)


# ---- the log -----------------------------------------------------------------------------------------------
def log(**tables: Any) -> str:
    return paper(
        "log", Session(organisation=Organisation(id="organisation"), rounds=(Round(id="1", **tables),))
    )


def test_the_log_is_not_for_distribution_and_counts_ballots_without_their_contents() -> None:
    text = paper("log", demo_session("en"))
    assert text.splitlines()[2].startswith("**Not for distribution.**")
    assert "**Ballot 1** – 16 questions. 9 people answered. Sealed on 5 Nov 2026." in text
    demo = demo_session("en")
    tallies = tuple(
        row.model_copy(update={"named": row.named[:1], "nobody": row.nobody + 3})
        for row in demo.round.ownership_tallies
    )
    changed = demo.round.model_copy(update={"ownership_tallies": tallies})
    other = demo.model_copy(update={"rounds": (*demo.rounds[:-1], changed)})
    assert ballots.state(other, "1") == "revealed"
    assert paper("log", other).split("## Decisions")[0] == text.split("## Decisions")[0]


def test_the_log_has_planned_and_used_minutes_and_their_sum() -> None:
    at = datetime(2026, 11, 5, 9, 5, tzinfo=UTC)
    text = log(
        agenda_items=(
            AgendaItem(id="1", name="Hello", planned_min=10, used_s=725, began_at=at, is_done=True),
            AgendaItem(id="2", name="Talk", planned_min=20, used_s=600),
            AgendaItem(id="3", name="Song", planned_min=5, left_out=True),
        ),
        time_log=(TimeLog(id="define", step="define", planned_min=25, used_min=31),),
    )
    for line in (
        "| Hello | 10 | 12 | from 09:05, done |", "| Talk | 20 | 10 | – |", "| Song | 5 | – | left out |",
        "| **Together** | **30** | **22** | – |", "| Define | 25 | 31 | – |",
    ):  # fmt: skip
        assert line in text.splitlines()


def test_the_log_names_the_difficulties_that_were_met_and_the_mood() -> None:
    at = datetime(2026, 11, 5, 9, 5, tzinfo=UTC)
    text = log(
        failures_met=(
            FailureMet(id="f1", step="define", failure=1),
            FailureMet(id="f2", step="define", failure=99),
        ),
        moods=(Mood(id="m1", at=at, step="define", hands_4=3, hands_5=1),),
    )
    assert text.count("\n- **Define: ") == 1
    assert "**Define, 5 Nov 2026 09:05** – 1: 0 · 2: 0 · 3: 0 · 4: 3 · 5: 1, 4 hands, median 4" in text


def test_decisions_stand_in_the_order_of_time_whatever_their_order_in_the_record() -> None:
    demo = demo_session("en").as_of(1)
    days = [
        d.model_copy(update={"decided_on": ON - timedelta(days=i)})
        for i, d in enumerate(demo.round.decisions)
    ]
    round_ = demo.round.model_copy(update={"decisions": tuple(days)})
    text = paper("log", demo.model_copy(update={"rounds": (round_,)}))
    found = [text.index(decision.text) for decision in reversed(days)]
    assert found == sorted(found)


@pytest.mark.parametrize("language", ["en", "fi"])
def test_an_empty_day_has_an_empty_log_that_says_so(language: str) -> None:
    text = paper("log", Session(), language)
    assert len(re.findall("^## ", text, re.MULTILINE)) == 1
