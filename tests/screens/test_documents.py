"""The screen of the documents: a page for everybody, and nothing replaced unasked."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from cxworkshop import settings
from cxworkshop.documents import DOCUMENTS, Written, missing
from cxworkshop.editing import create
from cxworkshop.handing_out import Handout
from cxworkshop.language import speaking
from cxworkshop.method.steps import named_in
from cxworkshop.model.session import Session
from cxworkshop.screens.documents import DocumentsScreen
from cxworkshop.sheets.clipboard import CLIPBOARD
from cxworkshop.storage.file.session_file import SessionFile
from tests.screens.hands import Hands, at_the_program


def words(hands: Hands) -> str:
    return " ".join(hands.seen.replace("│", " ").split())


async def test_pages_go_from_person_to_person_and_everybodys_are_written(
    tmp_path: Path, demo: Session
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", *["tab"] * [*DOCUMENTS].index("owner"))
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
        assert "Page of a person is among the documents" in words(hands)


@pytest.mark.parametrize("key", ["a", "n"])
async def test_where_nobody_has_a_page_the_keys_of_pages_say_where_one_comes_from(
    tmp_path: Path, key: str
) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", *["tab"] * list(DOCUMENTS).index("owner"), key)
        assert "Nobody has a page yet" in words(hands)
        await hands.press(*["tab"] * (list(DOCUMENTS).index("partner") - list(DOCUMENTS).index("owner")), key)
        assert "partner" in words(hands).split("Nobody has a page yet")[0]


async def test_a_file_to_check_in_is_typed_in_the_place_of_the_one_offered_and_kept_when_it_is_wrong(
    tmp_path: Path, demo: Session
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "w", "c")
        assert "-plan.en.md" in words(hands)
        await hands.press(*"no.md", "enter")
        assert "There is no file no.md" in words(hands)
        await hands.press("x")
        assert "no.mdx" in words(hands)


async def test_every_document_is_written_by_one_key_and_replaced_by_the_same_once_more(
    tmp_path: Path, demo: Session
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "upper_a")
        written = sorted((tmp_path / "k-documents").iterdir())
        assert f"Written, {len(written)} files" in words(hands)
        assert len(written) >= len(DOCUMENTS) - 1 + 8
        assert {path.suffix for path in written} >= {".ics", ".csv", ".json", ".txt"}
        for path in written[:2]:
            path.write_text("mine")
        await hands.press("upper_a")  # the letters are fixed now, which the list of what is prepared says
        assert "Once more replaces 3 files" in words(hands)
        assert written[0].read_text() == "mine"


async def test_writing_many_goes_on_beside_the_keys_and_esc_stops_it(
    tmp_path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def written(_handout: Handout, _session: Session) -> Written:
        begun.set()
        go_on.wait(10)
        return Written(b"x")

    monkeypatch.setattr(Handout, "written", written)
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w")
        await hands.app.on_event(events.Key("upper_a", "A"))
        await asyncio.to_thread(begun.wait, 10)
        for key in ("tab", "down", "escape"):  # answered although the first one is still being written
            await hands.app.on_event(events.Key(key, None))
        await hands.app.key_queue.join()
        assert isinstance(hands.app.screen, DocumentsScreen)
        assert hands.app.screen.document != "plan"
        go_on.set()
        await hands.settled()
        assert "Stopped. Nothing was written." in words(hands)
    assert not (tmp_path / "k-documents").exists()


async def test_enter_on_a_hole_goes_to_the_step_that_mends_it(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    for spoken, step in (("en", "Develop"), ("fi", "Kehitä")):
        async with at_the_program(tmp_path, open_path=path, size=(120, 36), spoken=spoken) as hands:
            await hands.press("w", "m", "down", "down")
            await hands.press("enter")
            assert step in hands.seen.splitlines()[0]


@pytest.mark.parametrize("spoken", ["en", "fi"])
def test_every_hole_names_the_step_that_mends_it(spoken: str) -> None:
    with speaking(spoken):
        for name in DOCUMENTS:
            for hole in missing(Session(), name):
                assert named_in(str(hole)), hole


async def test_what_was_ticked_in_a_written_plan_comes_back_as_one_step(
    tmp_path: Path, demo: Session
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "w")
        [plan] = (tmp_path / "k-documents").iterdir()
        lines = plan.read_text().replace("- [ ] 30 Nov 2026", "- [x] 3 Nov 2026").replace("\n", "\r\n")
        plan.write_text(lines)
        await hands.press("c", "enter")
        assert "1 action to record" in words(hands)
        assert "done on 3 Nov 2026" in words(hands)
        await hands.press("enter")
        assert "Checked in 1 action. Undo in the workshop takes it back." in words(hands)
        await hands.press("escape", "u")
    [action] = [action for action in demo.round.actions if action.id == "b01"]
    assert action in SessionFile.read(path).session.round.actions


async def test_a_file_that_is_no_document_is_refused_and_asked_for_anew(tmp_path: Path) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "c")
        await hands.type("none.md")
        await hands.press("enter")
        assert "There is no file" in words(hands)
        await hands.press("c")
        assert "none.md" in hands.seen


async def test_the_library_reads_documents_and_takes_none_back(tmp_path: Path) -> None:
    create(tmp_path / "k.json", Session()).close()
    async with at_the_program(tmp_path, size=(120, 36)) as hands:
        await hands.press("w", "c")
        assert "Open the workshop to change it" in words(hands)
        await hands.press("m", "enter")
        assert "Open the workshop to mend it" in words(hands)


async def test_the_text_is_copied_and_can_be_put_back_in_the_program(
    tmp_path: Path, demo: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        copied: list[str] = []
        monkeypatch.setattr(hands.app, "copy_to_clipboard", copied.append)
        await hands.press("w", "y")
        assert "Copied as Markdown" in words(hands)
        assert copied[0].startswith("# Action plan – Kuusilinna Koti Oy")
        assert CLIPBOARD.copied is not None
        assert CLIPBOARD.copied.text == copied[0]


async def test_a_written_file_is_opened_and_it_is_said_when_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path := tmp_path / "k.json", Session()).close()
    opener = tmp_path / "bin" / "wslview"
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\nprintf "noise"\nprintf "%s" "$1" > "$0.opened"\n')
    opener.chmod(0o755)
    async with at_the_program(tmp_path, open_path=path, size=(120, 36)) as hands:
        await hands.press("w", "o")
        assert "It is not written yet" in words(hands)
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setenv("PATH", f"{opener.parent}:/bin:/usr/bin")
        await hands.press("w", "o")
        [plan] = (tmp_path / "k-documents").iterdir()
        assert f"Opened: {plan.name}" in words(hands)
        assert (opener.parent / "wslview.opened").read_text() == str(plan)
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        await hands.press("o")
        assert "There is no desktop here" in words(hands)


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates that the settings name."""
    folder = tmp_path / "firm"
    folder.mkdir()
    (tmp_path / "settings.toml").write_text(f'templates = "{folder.as_posix()}"')
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(tmp_path / "settings.toml"))
    settings.forget()
    yield folder
    settings.forget()


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
        assert why in words(hands)
        assert "In one minute" not in hands.seen
    assert not (tmp_path / "k-documents").exists()


async def test_what_was_wrong_in_one_template_is_not_said_of_the_next_document(
    tmp_path: Path, firm: Path, demo: Session
) -> None:
    (firm / "minutes.md.j2").write_text("{{ nothing }}")
    create(path := tmp_path / "k.json", demo).close()
    async with at_the_program(tmp_path, open_path=path) as hands:
        await hands.press("w", "shift+tab")
        assert "there is no nothing here" in words(hands)
        await hands.press("tab")
        assert "there is no nothing here" not in words(hands)
        assert "Action plan" in hands.seen
