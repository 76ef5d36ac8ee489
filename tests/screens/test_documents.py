"""The screen of the documents: a page for everybody, and nothing replaced unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxworkshop import settings
from cxworkshop.documents import DOCUMENTS
from cxworkshop.editing import create
from cxworkshop.model.session import Session
from tests.screens.hands import Hands, at_the_program


def words(hands: Hands) -> str:
    return " ".join(hands.seen.replace("│", " ").split())


async def test_pages_go_from_person_to_person_and_everybodys_are_written(
    tmp_path: Path, demo: Session
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "tab", "tab", "tab")
        assert "Page of a person: Marja Lehtoranta" in hands.seen
        assert "Marja Lehtoranta – your part" in hands.seen
        await hands.press("n")
        assert "Page of a person: Antti Kivimäki" in hands.seen
        await hands.press("a")
        assert "Written, 8 pages" in hands.seen
    assert len(list((tmp_path / "k-documents").iterdir())) == 8


async def test_a_document_is_replaced_only_when_the_key_is_pressed_once_more(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "w")
        (plan,) = (tmp_path / "k-documents").iterdir()
        plan.write_text("mine")
        await hands.press("w")
        assert "Once more replaces" in words(hands)
        assert plan.read_text() == "mine"
        await hands.press(*["tab"] * len(DOCUMENTS), "w")
        assert plan.read_text().startswith("# ")


async def test_only_pages_of_people_go_from_one_person_to_the_next(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("w", "n")
        assert "Only pages of people" in words(hands)


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates that the settings name."""
    folder = tmp_path / "firm"
    folder.mkdir()
    (tmp_path / "settings.toml").write_text(f'templates = "{folder.as_posix()}"')
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(tmp_path / "settings.toml"))
    settings.settings.cache_clear()
    yield folder
    settings.settings.cache_clear()


async def test_a_document_of_a_firm_stands_below_ours_and_is_written(
    tmp_path: Path, firm: Path, demo: Session
) -> None:
    (firm / "minutes.md.j2").write_text(
        "{# title: Notes of the day #}# Minutes of {{ front.organisation }}\n"
    )
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("w", *["tab"] * len(DOCUMENTS))
        assert "Documents Notes of the day" in words(hands)
        assert f"Minutes of {demo.organisation.name}" in words(hands)
        await hands.press("enter")
    (written,) = (tmp_path / "k-documents").iterdir()
    assert written.read_text() == f"# Minutes of {demo.organisation.name}\n"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("plan.md.j2", "{{ nothing }}", "plan.md.j2, line 1: there is no nothing here"),
        ("look.toml", 'font = "\'"', "look.toml, font = ': a font is the name of a family, such as Inter."),
    ],
)
async def test_a_mistake_of_a_firm_is_read_in_full_and_nothing_is_written(
    name: str, text: str, why: str, tmp_path: Path, firm: Path, demo: Session
) -> None:
    (firm / name).write_text(text)
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("w", "enter")
        page = " ".join(line.partition("│")[2].strip() for line in hands.seen.splitlines())
        assert why in " ".join(page.split())
    assert not (tmp_path / "k-documents").exists()
