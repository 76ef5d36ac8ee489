"""What is promised to people who read Finnish: every word is translated, says the same, and leaves entered
names alone."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from tempfile import TemporaryDirectory

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment

from cxworkshop.language import _, in_euros, months_text, speaking, time_text
from cxworkshop.method.content import five_functions, values_check
from cxworkshop.model.ballots import FIVE_FUNCTIONS, VALUES

HOUSE = Path(__file__).parent.parent
FINNISH = HOUSE / "cxworkshop" / "locale" / "fi" / "LC_MESSAGES" / "cxworkshop.po"
PYTHON = sorted((HOUSE / "cxworkshop").rglob("*.py"))
TEMPLATES = sorted((HOUSE / "cxworkshop" / "templates").rglob("*.j2"))

SHOWN_BY_NAME = frozenset(
    {"label", "help", "one", "title", "placeholder", "tooltip", "description", "epilog"}
)
"""Keywords whose text a reader sees, whatever is called with them."""
SHOWN_FIRST = frozenset({"print", "notify", "tell", "Static", "Label", "Button", "Content", "Heading"})
"""What shows its first argument."""
WORDS = re.compile(r"(?!cxworkshop\b)\b[^\W\d_]{2,}")
"""Anything but the program's own name."""


@cache
def catalogue() -> tuple[Message, ...]:
    with FINNISH.open("rb") as file:
        return tuple(message for message in read_po(file, locale="fi") if message.id)


@cache
def said() -> Catalog:
    """What `make messages` collects from the sources, by its own command."""
    command = re.search(r"frontend (-q extract .+) -o", (HOUSE / "Makefile").read_text())
    assert command
    with TemporaryDirectory() as folder:
        found = Path(folder, "found.pot")
        arguments = [*command[1].split(), "-o", str(found), "."]
        subprocess.run([sys.executable, "-m", "babel.messages.frontend", *arguments], cwd=HOUSE, check=True)
        with found.open("rb") as file:
            return read_po(file)


def keyed(message: Message) -> tuple[str, str]:
    return message.context or "", forms(message.id)[0]


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (list, tuple)) else (str(text),)


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


# ---- the catalogue -----------------------------------------------------------------------------------------
def test_every_word_of_the_program_is_in_the_catalogue_and_no_other() -> None:
    known = {keyed(message) for message in catalogue()}
    wanted = {keyed(message) for message in said() if message.id}
    assert sorted(wanted - known) == [], "new words: run make messages, then translate them"
    assert sorted(known - wanted) == [], "nobody says these any more: run make messages"


def test_every_word_is_translated_and_none_is_a_guess() -> None:
    assert [
        message.id for message in catalogue() if message.fuzzy or not all(forms(message.string or ""))
    ] == []


def test_a_translation_is_filled_with_the_same_values() -> None:
    wrong = [
        (message.id, form)
        for message in catalogue()
        for form in forms(message.string)
        # one of something need not say how many it is
        if form
        and (fields(form) ^ fields(forms(message.id)[-1])) - ({"n"} if len(forms(message.id)) > 1 else set())
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_as_the_original_does() -> None:
    def edges(text: str) -> tuple[str, str]:
        bare = text.strip().rstrip(":…!?")
        before, _bare, after = text.partition(bare)
        return before, after

    wrong = [
        (message.id, form)
        for message in catalogue()
        for form in forms(message.string)
        if form and edges(form) != edges(forms(message.id)[0])
    ]
    assert wrong == []


def test_no_entered_name_is_inflected() -> None:
    """A Finnish ending on a name that somebody typed would be wrong for half of all names."""
    assert [
        form
        for message in catalogue()
        for form in forms(message.string)
        if re.search(r"\}[-–:’']?[^\W\d_]", form)
    ] == []


# ---- Finnish as it is written ------------------------------------------------------------------------------
CONTENT = HOUSE / "cxworkshop" / "method" / "content"
FOREIGN = {
    "quotation marks other than ” and ’": r"[“„\"‘'«»]",
    "a percent sign without its thin no-break space": (
        r"[\w}](?!\N{NARROW NO-BREAK SPACE})\s?%(?![0-9A-F]{2})"  # not as in an address
    ),
    "a hyphen or a long dash for a dash": r"\w - \w|—",
    "a hyphen between numbers, unless it is a date": r"(?<![\d-])\d{1,3}-\d{1,3}(?![\d-])",
    "a comma between thousands": r"\d,\d{3}",
    "a decimal point": r"(?<![\d.])\d+\.\d+(?![\d.])",
    "three full stops": r"\.\.\.",
    "two spaces": r"\S  \S",
}
"""What English writes and Finnish does not."""


@cache
def said_in_finnish() -> tuple[str, ...]:
    """Every Finnish text that is shipped: the catalogue's, the method's and the demo's."""
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CONTENT.rglob("*.toml"))]
    read.append(json.loads((CONTENT / "demo.json").read_text(encoding="utf-8")))
    return (*(form for message in catalogue() for form in forms(message.string)), *finnish_in(read))


def finnish_in(told: object) -> Iterator[str]:
    for value in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from finnish_in(value)
    if isinstance(told, dict) and isinstance(told.get("fi"), str):
        yield told["fi"]


@pytest.mark.parametrize("foreign", FOREIGN)
def test_finnish_is_punctuated_as_finnish(foreign: str) -> None:
    assert [text for text in said_in_finnish() if re.search(FOREIGN[foreign], text)] == []


def test_the_clock_is_read_as_finns_write_it() -> None:
    with speaking("fi"):
        assert time_text(datetime(2026, 11, 5, 14, 5, tzinfo=UTC)) == "14.05"


def test_months_and_euros_stand_as_the_reader_writes_them() -> None:
    assert [months_text(one) for one in ("2025-10..2026-09", "2026-01", "2026", "10/2025", "2026-13",
        "")] == [
        "Oct 2025 – Sep 2026", "Jan 2026", "2026", "10/2025", "2026-13", "",
    ]  # fmt: skip
    assert [in_euros(one) for one in ("86", "86.5", "−4")] == ["€86", "€86.5", "−€4"]
    with speaking("fi"):
        assert months_text("2025-10..2026-09") == "10/2025–9/2026"
        assert in_euros("86,5") == "86,5\N{NO-BREAK SPACE}€"


def test_quotation_marks_come_in_pairs() -> None:
    assert [text for text in said_in_finnish() if text.count("”") % 2] == []


def test_endings_follow_vowel_harmony() -> None:
    wrong = (
        r"\w*(?:[aou][^\W\d_aeiouyäö]*(?:[sl][stl]ä|ttä|nsä|kö)"
        r"|[äöy][^\W\d_aeiouyäö]*(?:[sl][stl]a|tta|nsa|ko))\b"
    )
    assert [found for text in said_in_finnish() for found in re.findall(wrong, text)] == []


def test_what_is_scored_is_called_the_same_wherever_it_stands() -> None:
    with speaking("fi"):
        shown = [(key, _(label)) for key, label in (*FIVE_FUNCTIONS, *VALUES)]
        assert shown == [(one.key, str(one.name)) for one in (*five_functions(), *values_check())]


TERSE = {
    "Change",
    "Climb",
    "Concrete",
    "Dissent",
    "How it pays",
    "In scope",
    "Keep",
    "Open",
    "Own",
    "Resolve by",
    "Visible to",
}
"""Commands, and headings with no room for the whole term. Words with a context of their own may mean
something else."""


def test_the_terms_of_the_glossary_are_used_as_they_stand() -> None:
    terms: dict[str, set[str]] = {}
    for row in tomllib.loads((CONTENT / "glossary.toml").read_text(encoding="utf-8"))["terms"]:
        english, finnish = (row[code].rpartition(": ")[2].lower() for code in ("en", "fi"))
        pairs = (
            zip(english.split(", "), finnish.split(", "), strict=False)
            if english.count(",") == finnish.count(",")
            else ()
        )
        for one, other in ((english, finnish), *pairs):
            terms.setdefault(one, set()).add(other)
    wrong = [
        (message.id, message.string)
        for message in catalogue()
        if isinstance(message.id, str)
        and not message.context
        and message.id.capitalize() not in TERSE
        and str(message.string).lower() not in terms.get(message.id.lower(), {str(message.string).lower()})
    ]
    assert wrong == []


# ---- words that go past the catalogue ----------------------------------------------------------------------
def literals_shown(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else node.func.id
            if isinstance(node.func, ast.Name)
            else ""
        )
        shown = [keyword.value for keyword in node.keywords if keyword.arg in SHOWN_BY_NAME]
        shown += node.args[:1] if name in SHOWN_FIRST else []
        for value in shown:
            for part in value.values if isinstance(value, ast.JoinedStr) else [value]:
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and WORDS.search(part.value)
                ):
                    yield part


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_nothing_is_shown_that_was_not_marked_for_translation(path: Path) -> None:
    assert [
        (found.lineno, found.value) for found in literals_shown(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_document_has_words_in_one_language_only(path: Path) -> None:
    told = [
        (line, text)
        for line, kind, text in Environment().lex(path.read_text(encoding="utf-8"))
        if kind == "data"
    ]
    assert [(line, text) for line, text in told if WORDS.search(re.sub(r"<[^>]*>", "", text))] == []
