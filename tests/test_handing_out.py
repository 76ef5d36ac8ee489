"""A document goes to one place, whoever asks: the same name, the same refusal, all of several or none."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.documents import Written
from cxworkshop.editing import create
from cxworkshop.errors import NotSaved, WrongUse
from cxworkshop.handing_out import Handout, files_of, for_everybody, hand_out, person_named, replaced
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import Action
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Round, Session
from cxworkshop.storage import atomic
from cxworkshop.storage.file.folder import documents_folder

DAY = date(2026, 11, 21)
OWNER = Handout("owner", "en", DAY)


def of_people(*names: str) -> Session:
    """Everybody has an action."""
    people = tuple(Person(id=f"p{i}", name=name) for i, name in enumerate(names))
    actions = tuple(Action(id=f"a{person.id}", title="Call", owner=person.id) for person in people)
    return Session(people=people, rounds=(Round(id="1", actions=actions),))


@pytest.mark.parametrize("words", ["p1", "Bo Ek", "bo ek", "Ek", "B", "k"])
def test_a_person_is_named_as_people_call_them(words: str) -> None:
    assert person_named(of_people("Aino Maa", "Bo Ek"), words) == "p1"


def test_a_partner_is_named_in_the_same_way_and_no_person_is_one() -> None:
    demo = demo_session("en")
    assert person_named(demo, "viimamatka", "partners") == "k1"
    with pytest.raises(WrongUse, match=r"nobody called .*Viimamatka Kuljetus Oy"):
        person_named(demo, "Pekka", "partners")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Anna", "may be Anna Aalto, Anna Koski: write more of the name"),
        ("Timo", "nobody called.*Anna Aalto; Anna Koski"),
        ("", "nobody"),
    ],
)
def test_a_name_of_nobody_or_of_several_says_who_there_is(words: str, why: str) -> None:
    with pytest.raises(WrongUse, match=why):
        person_named(of_people("Anna Aalto", "Anna Koski"), words)


def test_people_whose_names_read_the_same_in_a_file_have_a_file_each(tmp_path: Path) -> None:
    session = of_people("Åsa", "Asa", "山田", "佐藤")
    files = files_of(session, tmp_path / "k.json", for_everybody(session, OWNER))
    assert len(files) == 4
    assert {path.parent for path in files} == {tmp_path / "k-documents"}
    for person, document in zip(session.people, files.values(), strict=True):
        assert document.data.decode().startswith(f"# {person.name} – ")


def test_a_file_that_stays_as_it_is_is_not_replaced(tmp_path: Path) -> None:
    files = {tmp_path / "d" / name: Written(name.encode()) for name in ("a.md", "b.md")}
    hand_out(files, replace=False, folder=tmp_path / "d")
    (tmp_path / "d" / "a.md").unlink()
    hand_out(files, replace=False, folder=tmp_path / "d")
    (tmp_path / "d" / "b.md").write_text("mine")
    assert replaced(files) == (tmp_path / "d" / "b.md",)


def test_a_folder_that_takes_no_file_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("cxworkshop.handing_out.replace_files", refuse)
    with pytest.raises(NotSaved, match=rf"into {re.escape(str(tmp_path))}: it is not allowed.*--output"):
        hand_out({tmp_path / "a.md": Written(b"x")}, replace=False)


def test_of_several_documents_all_are_written_or_none(tmp_path: Path) -> None:
    files = {tmp_path / "d" / name: Written(name.encode()) for name in ("a.md", "b.md")}
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "b.md").write_text("mine")
    with pytest.raises(NotSaved, match="is there already"):
        hand_out(files, replace=False)
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["b.md"]
    hand_out(files, replace=True)
    assert [path.read_text() for path in files] == ["a.md", "b.md"]


@pytest.mark.parametrize("fails_at", range(1, 8))
def test_on_a_full_disk_none_of_several_is_there_and_the_next_try_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Whichever step fails: the first three are writes, the next three give the names, the last is none."""
    files = {tmp_path / name: Written(name.encode()) for name in ("a.md", "b.pdf", "c.csv")}
    steps = iter(range(1, 100))

    def failing(step: Callable[..., Any]) -> Callable[..., Any]:
        def perhaps(*arguments: Any) -> Any:
            if next(steps) == fails_at:
                raise OSError(errno.ENOSPC, "full")
            return step(*arguments)

        return perhaps

    with monkeypatch.context() as disk:
        disk.setattr(atomic, "_to_disk", failing(atomic._to_disk))
        disk.setattr(atomic, "_replace", failing(atomic._replace))
        if fails_at < 7:
            with pytest.raises(NotSaved) as refused:
                hand_out(files, replace=False)
            assert str(refused.value) == (
                f"3 documents could not be written: the disk is full. None of them is in {tmp_path}."
            )
            assert list(tmp_path.iterdir()) == []
    hand_out(files, replace=False)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        name: name for name in ("a.md", "b.pdf", "c.csv")
    }


def test_a_document_takes_the_place_of_no_workshop_and_of_no_link(tmp_path: Path) -> None:
    create(workshop := tmp_path / "k.json", Session()).close()
    (tmp_path / "link.md").symlink_to(workshop)
    before = workshop.read_bytes()
    for path in (workshop, tmp_path / "link.md"):
        with pytest.raises(NotSaved):
            hand_out({path: Written(b"x")}, replace=True)
    assert workshop.read_bytes() == before


def test_a_page_is_of_one_person_and_names_no_rival() -> None:
    session = demo_session("en").as_of(1)
    names = {person.id: person.name for person in session.people}
    for handout in for_everybody(session, OWNER):
        text = handout.text(session)
        assert text.startswith(f"# {names[handout.person or '']} – your part")
        assert "In the blind ballot" not in text
        assert "What does the customer gain from your work?" in text
    of_sanna = OWNER._replace(
        person=next(who for who, name in names.items() if name.startswith("Sanna"))
    ).text(session)
    assert "◆ contested, to be settled by 30 Apr 2026" in of_sanna
    [objected] = [line for line in of_sanna.splitlines() if "objects: " in line]
    rest = of_sanna.replace(objected, "")
    assert not any(name in rest for name in names.values() if not name.startswith("Sanna"))
    assert documents_folder(Path("/x/k.json")) == Path("/x/k-documents")
