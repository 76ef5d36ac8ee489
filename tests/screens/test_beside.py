"""In the library a team sees its figures beside those of the others, without any name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cxworkshop.model.session import Session
from cxworkshop.storage.file import beside
from cxworkshop.storage.file.folder import summaries
from cxworkshop.storage.file.session_file import SessionFile
from tests.screens.hands import at_the_program
from tests.screens.test_library import AT

NAMES = ("Aalto", "Bergman", "Cygnaeus", "Donner", "Ehrnrooth")


@pytest.fixture
def folder(tmp_path: Path, demo: Session) -> Path:
    for k, name in enumerate(NAMES):
        organisation = demo.organisation.model_copy(update={"name": name})
        workshop = demo.workshop.model_copy(update={"title": f"Workshop {k}"})
        session = demo.model_copy(update={"organisation": organisation, "workshop": workshop})
        SessionFile.create(tmp_path / f"{name}.json", session if k else session.as_of(1), AT)
    return tmp_path


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize(("spoken", "of"), [("en", "Place"), ("fi", "")])
async def test_a_team_sees_its_place_and_nobody_elses_name(
    folder: Path, size: tuple[int, int], spoken: str, of: str
) -> None:
    async with at_the_program(folder, size=size, spoken=spoken) as hands:
        await hands.press("slash", *"aalto", "enter", "y")
        seen = hands.seen
        assert "Aalto" in seen
        assert not [name for name in NAMES[1:] if name in seen]
        row = next(line for line in seen.splitlines() if "36" in line and "67" in line)
        assert "5 / 5" in row or size[0] == 80
        await hands.press("escape")
        assert "1 / 5" in hands.seen


async def test_of_fewer_than_five_organisations_the_library_says_how_many_are_needed(folder: Path) -> None:
    (folder / "Donner.json").unlink()
    async with at_the_program(folder) as hands:
        await hands.press("y")
        assert "takes 5 organisations; the folder has 4." in hands.seen


def test_a_file_of_an_older_program_is_read_as_a_whole(folder: Path) -> None:
    day, own = date(2026, 11, 5), folder / "Bergman.json"
    listed = summaries(folder)
    assert all(summary.headlines for summary in listed)
    older = [summary._replace(headlines=None) for summary in listed]
    refused: list[Exception] = []
    now, then = ([*beside.teams_in(rows, own, day, refused.append)] for rows in (listed, older))
    assert not refused
    assert [team.organisation for team in now] == [team.organisation for team in then]
    for read, computed in zip(now, then, strict=True):
        assert [figure.key for figure in read.figures] == [figure.key for figure in computed.figures]
        assert [figure.k for figure in read.figures] == [figure.k for figure in computed.figures]
