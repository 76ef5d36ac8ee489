"""What is promised of every document: the same words for the same record, nothing empty, no id, nothing
private."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from cxworkshop.documents import DOCUMENTS, missing, people_of, write_document
from cxworkshop.documents.environment import TEMPLATES
from cxworkshop.documents.plan.gaps import PARTS
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import Note
from cxworkshop.model.ballots import OwnershipBallot
from cxworkshop.model.organisation import Organisation, Person, Touchpoint
from cxworkshop.model.raw import read, written
from cxworkshop.model.session import TABLES, Round, Session
from tests.documents.large import large

ON = date(2026, 11, 21)
MARK = re.compile(r" ?<!-- .+? -->")


def almost_empty(_language: str) -> Session:
    """An organisation, two people and one touchpoint."""
    people = (Person(id="p1", name="Aino Alku", role="CEO"), Person(id="p2", name="Onni Oja"))
    return Session(
        organisation=Organisation(id="organisation", name="Alku"),
        people=people,
        touchpoints=(Touchpoint(id="tp1", name="Ovi"),),
        rounds=(Round(id="1", participants=("p1", "p2")),),
    )


SESSIONS: dict[str, Callable[[str], Session]] = {
    "demo": demo_session,
    "first round": lambda language: demo_session(language).as_of(1),
    "sixty touchpoints": lambda language: large(language, 2, 60),
    "almost empty": almost_empty,
    "empty": lambda _language: Session(),
}


@cache
def text(name: str, of: str, language: str) -> str:
    return write_document(SESSIONS[of](language), name, language=language, on=ON)


every_document = pytest.mark.parametrize("name", DOCUMENTS)
every_session = pytest.mark.parametrize("of", SESSIONS)
both_languages = pytest.mark.parametrize("language", ["en", "fi"])


@every_document
def test_a_template_and_nothing_else_has_its_name(name: str) -> None:
    assert (Path(TEMPLATES) / f"{name}.md.j2").is_file()


@both_languages
@every_session
@every_document
def test_no_heading_heads_nothing_and_no_table_is_empty(name: str, of: str, language: str) -> None:
    lines = [line for line in MARK.sub("", text(name, of, language)).split("\n") if line.strip()]
    assert lines
    for above, below in pairwise([*lines, "# end"]):
        level, next_level = (len(line) - len(line.lstrip("#")) for line in (above, below))
        is_title = (
            level == 1 and name in ("ballot", "ballots", "goal-cards", "kpi-wall")
        ) or below == "# end"
        assert not (level and next_level and next_level <= level) or is_title, above
        assert not (re.fullmatch(r"(\|---)+\|", above) and not below.startswith("|")), lines
    assert not lines[-1].startswith("#") or len(lines) == 1


@both_languages
@every_session
@every_document
def test_no_id_no_none_and_no_unfilled_value_is_read(name: str, of: str, language: str) -> None:
    session = SESSIONS[of](language)
    shown = MARK.sub("", text(name, of, language))
    ids = {
        row.id
        for table, record in TABLES.items()
        if not record.table.single and table not in ("rounds", "ballots", "stages", "steps", "time_log")
        for row in session.records(table)
        if re.fullmatch(r"[a-z]{1,3}\d+x?\d*", row.id)
    }
    assert not [id for id in ids if re.search(rf"\b{id}\b", shown)]
    assert not re.search(r"\bNone\b|[{}]|\bTrue\b|\bFalse\b|  – |\(\)|\.\.(?!\.)", shown)


@both_languages
@every_document
def test_the_same_record_gives_the_same_bytes(name: str, language: str) -> None:
    again = read(Session, written(demo_session(language)))[0]
    assert write_document(again, name, language=language, on=ON) == text(name, "demo", language)


@both_languages
@every_document
def test_what_is_missing_is_said_once(name: str, language: str) -> None:
    for of in ("almost empty", "empty"):
        session = SESSIONS[of](language)
        with speaking(language):
            holes = [str(hole) for hole in missing(session, name)]
        assert len(holes) == len(set(holes))
        assert all(text(name, of, language).count(hole) <= 1 for hole in holes)


@both_languages
@every_document
def test_languages_do_not_mix(name: str, language: str) -> None:
    other = "fi" if language == "en" else "en"
    english = r"\b(the|and|not|with|from|touchpoints?|measure|nobody)\b"
    finnish = r"\b(ja|ei|kosketuspiste\w*|viimeistään|vastaa|vastuu)\b"
    words = MARK.sub("", text(name, "almost empty", other))
    assert not re.search(english if other == "fi" else finnish, words, re.IGNORECASE)


def with_secrets(note: str, answer: str, named: str | None) -> Session:
    """The demo with a private note, and with answers to a ballot that is not sealed yet."""
    demo = demo_session("en")
    answers = tuple(
        OwnershipBallot(
            id=f"2:{touchpoint.id}:p1", ballot="2", touchpoint=touchpoint.id, participant="p1",
            kind=answer, person=named,
        )
        for touchpoint in demo.touchpoints
    )  # fmt: skip
    given = (*demo.round.ownership_ballots, *answers)
    private = {"notes": (Note(id="n1", text=note),), "ownership_ballots": given}
    round_ = demo.round.model_copy(update=private)
    return demo.model_copy(update={"rounds": (*demo.rounds[:-1], round_)})


@every_document
def test_no_private_note_and_no_blind_answer_is_in_a_document(name: str) -> None:
    first, second = (
        write_document(session, name, language="en", on=ON)
        for session in (with_secrets("She will resign", "person", "p2"), with_secrets("", "nobody", None))
    )
    assert first == second
    assert "resign" not in first


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if document.is_personal])
def test_the_pages_of_all_are_the_pages_of_each(name: str) -> None:
    demo = demo_session("en")
    whole = text(name, "demo", "en")
    pages = [
        write_document(demo, name, language="en", on=ON, person=each) for each in people_of(demo, name, ON)
    ]
    places = [whole.index(page.strip()) for page in pages]
    assert places == sorted(places)
    assert len(pages) > 3


def test_what_documents_need_are_parts_that_are_known() -> None:
    from cxworkshop.documents import board, checking

    known = {part.what for part in PARTS}
    assert known >= board.NEEDED
    assert known >= checking.NEEDED
