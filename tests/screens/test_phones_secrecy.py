"""What phones answer is in no file and on no screen before the seal, and beside no name after it: every file
that the program writes is searched, and everything it shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import gettempdir

import pytest

from cxworkshop.documents import DOCUMENTS, write_document
from cxworkshop.editing import create
from cxworkshop.model.session import Session
from cxworkshop.room import stage_file
from cxworkshop.room.parts import Showing
from tests.room.browsing import Phone
from tests.room.test_phones import blank
from tests.screens.test_phones import Room, in_the_room

ON = date(2026, 11, 5)
PEOPLE = [f"p{n}" for n in range(1, 9)]
MARKS = {person: f"{10 + n}.{137 + 101 * n}" for n, person in enumerate(PEOPLE)}
"""A guess of each that nobody else gives and nothing else says."""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that the program writes lies in here: sessions, state, the stage file, temporary files."""
    for variable, name in {
        "CXWORKSHOP_STATE": "state", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp", "HOME": "home"
    }.items():  # fmt: skip
        (tmp_path / name).mkdir(mode=0o700)
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    assert gettempdir() == str(tmp_path / "tmp")
    return tmp_path


class Wall:
    """Keeps whatever the room was shown, and is a stage file too."""

    followed = 0.0

    def __init__(self, path: Path) -> None:
        self.shown: list[str] = []
        self.path = path

    def publish(self, showing: Showing) -> None:
        self.shown.append(showing.model_dump_json())
        stage_file.write(self.path, showing)

    def beat(self) -> None:
        pass


def written(folder: Path) -> dict[Path, str]:
    return {
        path: path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    }


def documents(session: Session) -> str:
    return "\n".join(
        str(write_document(session, name, language="en", on=ON)) for name in DOCUMENTS if name != "calendar"
    )


async def answer_all(room: Room, phones: dict[str, Phone]) -> None:
    for n, (person, phone) in enumerate(phones.items()):
        sections = phone.form()["ask"]
        items = [(section[0], row[0]) for section in sections for row in section[5]]
        signs = {
            i: MARKS[person] if section == "1.guesses." else "partner" if (i + n) % 3 else PEOPLE[-n - 1]
            for i, (section, _row) in enumerate(items)
        }
        assert phone.answer(signs) == "ok"
    await room.settled()


async def test_no_file_and_no_screen_says_who_answered_what(folders: Path) -> None:
    path = folders / "sessions" / "kuusilinna.json"
    path.parent.mkdir()
    create(path, blank()).close()
    seen: list[str] = []
    async with in_the_room(path, "b") as room:
        wall = Wall(folders / "run" / "stage.json")
        await room.hands.app.presenter.join(wall)
        phones = {person: room.phone(person) for person in PEOPLE}
        for tabs in (0, 5):  # who is responsible, and the guesses
            await room.hands.press(*["tab"] * tabs)
            await room.settled()
            await answer_all(room, phones)
            assert "8 of 8 in" in room.seen
            seen.append(room.seen)
        room.opened.save()
        before = written(folders)
        assert len(before) >= 2
        texts = (*before.values(), *wall.shown, *seen, documents(room.opened.session), repr(room.opened.box))
        for mark in MARKS.values():
            assert not [text for text in texts if mark in text]
        assert not [text for text in before.values() if named(text)]
        await room.hands.press("shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab")
        await room.hands.press("ctrl+s", "enter")
        await room.settled()
        assert room.opened.session.round.ownership_tallies
        assert len(room.opened.session.round.guesses) == 16
        room.opened.save()
        await room.hands.press("u", "ctrl+z")
        await room.hands.press("enter", "enter")
        seen.append(room.seen)
        room.opened.save()
        for text in (*written(folders).values(), *wall.shown):
            assert not named(text)
            for person, mark in MARKS.items():
                assert not [line for line in text.split("\n") if mark in line and f'"{person}"' in line]
        assert not any(mark in text for mark in MARKS.values() for text in (*wall.shown, *seen))
    for text in written(folders).values():
        assert not named(text)


def named(text: str) -> list[str]:
    """The rows of a file, of whatever kind, in which a name stands beside a blind answer."""
    return [
        line
        for line in text.split("\n")
        if '"participant":"' in line and ('"kind"' in line or '"value"' in line)
    ]


async def test_a_phone_that_is_replaced_leaves_nothing(folders: Path) -> None:
    path = folders / "sessions" / "kuusilinna.json"
    path.parent.mkdir()
    create(path, blank()).close()
    async with in_the_room(path, "b", "tab", "tab", "tab", "tab", "tab") as room:
        room.phone("p1").answer({0: MARKS["p1"]})
        await room.settled()
        room.phone("p1")
        await room.settled()
        await room.hands.press("ctrl+o")
        await room.hands.press("ctrl+s")
        assert "no answer that could be sealed" in room.seen
        room.opened.save()
    assert not [text for text in written(folders).values() if MARKS["p1"] in text]
