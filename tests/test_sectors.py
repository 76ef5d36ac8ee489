"""What is promised to a municipality and an association: the program speaks their words, on every screen
and in every document, and of nothing that they do not have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message

from cxworkshop.documents import DOCUMENTS, missing, write_document
from cxworkshop.language import plain, say, say_n, sector, sectors, speaking, use_sector
from cxworkshop.method import content, steps
from cxworkshop.method.readiness import findings
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import record_form
from cxworkshop.sheets.steps import plans_for
from tests.filled import ON, filled
from tests.test_language import catalogue, fields, forms

HERE = Path(__file__).parent
SECTORS = ("private", "public", "third_sector")
LANGUAGES = ("en", "fi")


@cache
def listed() -> dict[str, Any]:
    return tomllib.loads((HERE / "sector_forbidden.toml").read_text("utf-8"))


@cache
def forbidden(of: str, language: str) -> re.Pattern[str]:
    """What must not be read in a sector."""
    outside = [] if of == "private" else listed()["outside_private"][language]
    return re.compile("|".join([*listed()[of][language], *outside]), re.IGNORECASE)


def wrong_words(text: str, of: str, language: str) -> list[str]:
    """The lines that say another sector's words."""
    for allowed in listed()["allowed"][language]:
        text = re.sub(allowed, "", text)
    return sorted(
        {
            f"{found[0]}: {line.strip()}"
            for line in text.split("\n")
            for found in [forbidden(of, language).search(line)]
            if found
        }
    )


@cache
def workshop(of: str, language: str) -> Session:
    return filled(of, language)


def texts_of_lists(session: Session, step: str) -> Iterator[str]:
    """Everything that the lists of a step may show: titles, headings, cells, notes, help, and choices."""
    reading = Reading(session, ON)
    for plan in plans_for(step, session):
        yield from (str(_of(plan.title)), str(_of(plan.empty)), str(_of(plan.elsewhere)))
        grids = [Grid(plan, reading)]
        if len(grids[0]) and not plan.is_form and grids[0].record_places(0):
            grids.append(Grid(record_form(session, grids[0].record_places(0), ""), reading))
        for grid in grids:
            for row in range(len(grid)):
                if grid.plan.note:
                    yield str(grid.plan.note(reading, grid.rows[row]))
                for column in grid.columns:
                    yield grid.cell(row, column).text
                    if row == 0 or grid.plan.is_form:
                        yield column.heading()
                        if place := grid.place(row, column):
                            kind = grid.kind(place)
                            yield from (str(_of(kind.label)), str(_of(kind.help)))
                            yield from (option.text for option in kind.options(reading))


def _of(words: str) -> str:
    from cxworkshop.language import _

    return _(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", SECTORS)
@pytest.mark.parametrize("step", steps.STEPS)
def test_no_list_and_no_guide_says_another_sectors_words(of: str, language: str, step: str) -> None:
    session = workshop(of, language)
    with speaking(language, of):
        words = steps.step(step, of)
        guide = [words.question, words.purpose, words.opening, *words.prompts, words.inputs, words.records]
        guide += [words.output, *(gate.text for gate in words.gates)]
        guide += [text for failure in words.failures for text in failure]
        guide += [term.text for term in steps.terms(step, of)]
        blank = Session(organisation=session.organisation)
        judged = [finding.words for one in (session, blank) for finding in findings(one, ON, step)]
        text = "\n".join([*texts_of_lists(session, step), *map(str, guide), *map(str, judged)])
    assert wrong_words(text, of, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", SECTORS)
@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if "md" in document.forms])
def test_no_document_says_another_sectors_words(of: str, language: str, name: str) -> None:
    session = workshop(of, language)
    blank = Session(organisation=session.organisation)
    for one in (session, blank):
        text = write_document(one, name, language=language, on=ON)
        with speaking(language, of):
            text += "\n".join(map(str, missing(one, name)))
        assert wrong_words(text, of, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", SECTORS)
def test_what_a_new_workshop_may_start_from_is_the_sectors_own(of: str, language: str) -> None:
    starters = [content.starter_stages(of), content.starter_touchpoints(of), content.starter_measures(of)]
    with speaking(language, of):
        text = "\n".join(str(getattr(row, "name", None) or row[1]) for rows in starters for row in rows)
    assert wrong_words(text, of, language) == []
    assert sector() == "private"


# ---- the overlay -------------------------------------------------------------------------------------------
@cache
def overlay() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(
        (Path(sectors.__file__).parent / "sectors.toml").read_text("utf-8")
    )["words"]
    return entries


def full_id(message: Message) -> str:
    return f"{message.context}\x04{forms(message.id)[0]}" if message.context else forms(message.id)[0]


def test_every_message_of_the_overlay_is_said_by_the_program_and_stands_once() -> None:
    ids = [entry["id"] for entry in overlay()]
    assert sorted(set(ids) - {full_id(message) for message in catalogue()}) == []
    assert len(ids) == len(set(ids))


def test_every_text_of_the_overlay_is_there_in_both_languages_and_filled_with_the_same_values() -> None:
    many = {full_id(message): len(forms(message.id)) > 1 for message in catalogue()}
    for entry in overlay():
        for side in (entry[side] for side in ("public", "third_sector") if side in entry):
            wanted = {"en", "fi", *({"many_en", "many_fi"} if many[entry["id"]] else ())}
            assert set(side) == wanted, entry["id"]
            assert {frozenset(fields(text) - {"n"}) for text in side.values()} == {
                frozenset(fields(entry["id"]) - {"n"})
            }, entry["id"]
        assert "public" in entry, "the third sector falls back to it"


def test_nothing_is_written_twice() -> None:
    """What a sector says as the catalogue, or the third sector as the public one, needs no entry."""
    known = {full_id(message): (forms(message.id), forms(message.string)) for message in catalogue()}
    for entry in overlay():
        english, finnish = known[entry["id"]]
        assert (entry["public"]["en"], entry["public"]["fi"]) != (
            english[0].rpartition("\x04")[2],
            finnish[0],
        )
        assert entry.get("third_sector") != entry["public"], entry["id"]


@pytest.mark.parametrize("of", ["public", "third_sector"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_with_a_companys_words_has_others_in_every_sector(of: str, language: str) -> None:
    hidden, found = set(listed()["hidden"]["ids"]), []
    for message in catalogue():
        plain = forms(message.id) if language == "en" else forms(message.string)
        text = sectors.instead(full_id(message), of, language) or "\n".join(plain)
        if full_id(message) not in hidden and (wrong := wrong_words(text, of, language)):
            found.append((full_id(message), wrong))
    assert found == []


def test_a_search_that_finds_nothing_would_find_something_in_a_company() -> None:
    for language in LANGUAGES:
        with speaking(language, "private"):
            text = "\n".join(
                t for step in steps.STEPS for t in texts_of_lists(workshop("private", language), step)
            )
        assert len(wrong_words(text, "public", language)) > 20
        assert len(wrong_words(text, "third_sector", language)) > 20


def test_words_follow_the_sector_in_force_and_come_back() -> None:
    assert str(say("For owners")) == "For owners"
    with speaking("fi", "third_sector"):
        assert [str(say("For owners")), str(say("business"))] == ["Jäsenille", "perustehtävä"]
        with speaking("en"):
            assert str(say("For owners")) == "For members"
        assert plain("business") == "liiketoiminta"
    one, many = (
        "{n} failing basic gets no money, something finer does",
        "{n} failing basics get no money, something finer does",
    )
    with speaking("fi", "public"):
        assert str(say_n(one, many, 2)) == "2 pettävää hygieniatekijää jää ilman rahaa, erottava vahvuus saa"
    use_sector("public")
    assert str(say("For owners")) == "For the core task"
    use_sector(None)
    assert str(say("For owners")) == "For owners"
