"""The screen of the documents: a page for everybody, and nothing replaced unasked."""

from __future__ import annotations

from pathlib import Path

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
