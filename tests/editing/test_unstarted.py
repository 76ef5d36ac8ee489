"""What was filled in for a workshop that is not started yet is there again after a crash, and only then."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from cxworkshop.editing.starting import blank_session
from cxworkshop.editing.unstarted import Unstarted
from cxworkshop.errors import NotSaved
from cxworkshop.model.raw import written
from cxworkshop.model.session import Session

ON = date(2026, 11, 21)
LANKA = blank_session("fi", ON, "Lanka")


@contextmanager
def form(folder: Path) -> Iterator[Unstarted]:
    """The form of a new workshop, open for a while; what it holds is on the disk when it is closed."""
    unstarted = Unstarted(folder)
    yield unstarted
    unstarted.close()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_filled_in_and_ticked_is_taken_up_again(tmp_path: Path) -> None:
    with form(tmp_path) as unstarted:
        assert (unstarted.session, unstarted.ticked) == (None, frozenset())
        unstarted.put(LANKA, {"a", "b"})
    again = Unstarted(tmp_path)
    assert again.session == LANKA
    assert again.ticked == {"a", "b"}


def test_the_newest_of_it_is_what_is_taken_up(tmp_path: Path) -> None:
    with form(tmp_path) as unstarted:
        unstarted.put(blank_session("fi", ON, "Lan"), {"a"})
        unstarted.put(LANKA, {"b"})
    again = Unstarted(tmp_path)
    assert again.session is not None
    assert again.session.workshop.title == "Lanka"
    assert again.ticked == {"b"}


def test_a_tick_more_or_less_is_kept_too(tmp_path: Path) -> None:
    with form(tmp_path) as unstarted:
        unstarted.put(LANKA, {"a"})
        unstarted.put(LANKA, {"a", "b"})
    assert Unstarted(tmp_path).ticked == {"a", "b"}


def test_once_started_or_given_up_nothing_of_it_is_left_in_the_folder(tmp_path: Path) -> None:
    with form(tmp_path) as unstarted:
        unstarted.put(LANKA, {"a"})
    assert left_in(tmp_path) == [".new workshop.draft"]
    with form(tmp_path) as unstarted:
        unstarted.put(None)
    assert left_in(tmp_path) == []
    assert Unstarted(tmp_path).session is None


def test_a_form_that_was_only_looked_at_leaves_nothing(tmp_path: Path) -> None:
    with form(tmp_path) as unstarted:
        unstarted.put(None)
    assert left_in(tmp_path) == []


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    with form(tmp_path) as unstarted:
        unstarted.put(LANKA, {"b", "a"})
    before = (tmp_path / ".new workshop.draft").stat().st_mtime_ns
    with form(tmp_path) as unstarted:
        unstarted.put(unstarted.session, unstarted.ticked)
    assert (tmp_path / ".new workshop.draft").stat().st_mtime_ns == before


def test_a_folder_that_there_is_not_yet_is_not_made_for_it(tmp_path: Path) -> None:
    with form(tmp_path / "sessions") as unstarted:
        unstarted.put(LANKA)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("damaged", "session", "ticked"),
    [
        ("", None, set()),
        ('{"text": "no session", "where": {"ticked": ["a"]}}', None, set()),
        ("{}", None, set()),
        ('{"text": TEXT, "where": {}}', LANKA, set()),
        ('{"text": TEXT, "where": {"ticked": "abc"}}', LANKA, set()),
        ('{"text": TEXT, "where": {"ticked": ["a", 1, null]}}', LANKA, {"a"}),
    ],
)
def test_as_much_of_a_damaged_draft_as_can_be_read_is_taken_up(
    tmp_path: Path, damaged: str, session: Session | None, ticked: set[str]
) -> None:
    text = json.dumps(written(LANKA)).replace("\\", "\\\\").replace('"', '\\"')
    (tmp_path / ".new workshop.draft").write_text(damaged.replace("TEXT", f'"{text}"'), "utf-8")
    unstarted = Unstarted(tmp_path)
    assert unstarted.session == session
    assert unstarted.ticked == ticked


def test_closing_says_when_it_could_not_be_kept(tmp_path: Path) -> None:
    (tmp_path / ".new workshop.draft").mkdir()  # a folder stands where the draft would be
    unstarted = Unstarted(tmp_path)
    unstarted.put(LANKA)
    with pytest.raises(NotSaved):
        unstarted.close()
