"""The README and the pages under docs/ tell what is true: tables and pictures are the program's, links lead
somewhere.

`python -m tests.test_readme` writes the tables, `python -m tests.pictures` the pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cxworkshop.commands import key_table
from cxworkshop.documents.firm.context import described_table
from cxworkshop.documents.printed_tables import forms_table, printed_table
from cxworkshop.method.content import blind_promise
from cxworkshop.model.tables import record_table
from cxworkshop.room.allowed import fields_table
from tests.pictures import FOLDER, SHEET, page_of_plan, pictures, words

HOUSE = Path(__file__).parent.parent
README = HOUSE / "README.md"
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").glob("*.md")])
NEWCOMER = 200
"""Lines of the README: what does not fit has a page of its own."""


MADE: dict[str, tuple[str, Callable[[], str]]] = {
    "keys": ("docs/keys.md", key_table),
    "record": ("docs/record.md", record_table),
    "context": ("docs/templates.md", described_table),
    "room": ("docs/room.md", fields_table),
    "printed": ("docs/documents.md", printed_table),
    "forms": ("docs/documents.md", forms_table),
}
"""What the program writes itself, between marks of that name: on which page, and what makes it."""


def block(name: str) -> re.Pattern[str]:
    """What stands between the marks of a block."""
    return re.compile(rf"(?<=<!-- {name}: begin -->\n)(.*?)(?=<!-- {name}: end -->)", re.DOTALL)


def written(name: str) -> str:
    """The page of a block, with what the program has for it now."""
    page, made = MADE[name]
    before, _old, after = block(name).split((HOUSE / page).read_text(encoding="utf-8"))
    return f"{before}{made().strip()}\n{after}"


@pytest.mark.parametrize("name", MADE)
def test_the_pages_show_what_the_program_shows(name: str) -> None:
    page = (HOUSE / MADE[name][0]).read_text(encoding="utf-8")
    shown, expected = block(name).search(page), block(name).search(written(name))
    assert shown
    assert expected
    assert shown[0] == expected[0], "run make readme"
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", page), "a context of words is no word"


def test_the_pictures_show_what_the_program_shows() -> None:
    for name, svg in pictures():
        shown = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        assert words(shown) == words(svg), "run make pictures"
        assert not re.search(r"(?:href|src|url\()\W*https?:", shown)
        assert f"docs/pictures/{name}.svg" in README.read_text(encoding="utf-8")


def test_the_readme_shows_a_page_of_the_plan() -> None:
    """What it says changes with the plan; a look at it tells more than its bytes would."""
    assert f"docs/pictures/{SHEET}.png" in README.read_text(encoding="utf-8")
    shown = (FOLDER / f"{SHEET}.png").read_bytes()
    assert shown.startswith(b"\x89PNG")
    assert len(shown) < 150_000
    assert page_of_plan(2).startswith(b"\x89PNG")


def test_the_readme_shows_the_two_commands() -> None:
    readme = README.read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_a_newcomer_reads_the_readme_to_its_end() -> None:
    readme = README.read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= NEWCOMER
    for page in (HOUSE / "docs").glob("*.md"):
        assert f"(docs/{page.name})" in readme


@pytest.mark.parametrize("page", ["README.md", "docs/ballots.md"])
def test_the_pages_say_of_blind_answers_what_people_are_told_before_they_answer(page: str) -> None:
    text = (HOUSE / page).read_text(encoding="utf-8").replace("\n> ", " ")
    assert blind_promise().texts["en"] in " ".join(text.split())


# ---- links -------------------------------------------------------------------------------------------------
def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The files and the headings that a page leads to; other sites are left to whoever clicks."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\[[^\]\n]+\]\(([^)\s]+)\)", text):
        if "://" not in target:
            path, _mark, heading = target.partition("#")
            yield (page.parent / path if path else page), heading


def headings(page: Path) -> set[str]:
    """The names that links know the headings of a page by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in headings(target), f"{target}#{heading}"


if __name__ == "__main__":
    for name, (page, _made) in MADE.items():
        (HOUSE / page).write_text(written(name), encoding="utf-8")
