"""What can be undone can still be after the workshop was closed and opened again on the same day."""

import json
import os
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxworkshop.editing import OpenSession, create, open_session, voting
from cxworkshop.editing.changes import add, move, remove, set_value
from cxworkshop.editing.history import Step
from cxworkshop.editing.remembering import Past, past_of, past_text
from cxworkshop.errors import CxError
from cxworkshop.method.demo import demo_session
from cxworkshop.model.ops import difference
from cxworkshop.model.ops_raw import ops_of, raw_ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.editing.some_changes import changes

ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 9, 40, tzinfo=UTC)
NAME = Place("organisation", "organisation", "name")


@pytest.fixture
def path(tmp_path: Path, demo: Session) -> Path:
    path = tmp_path / "kuusilinna.json"
    create(path, demo).close()
    return path


def past(path: Path) -> Path:
    return path.with_name(f".{path.stem}.undo")


def opened_again(path: Path) -> closing[OpenSession]:
    return closing(open_session(path))


def test_undo_and_redo_go_on_after_closing_and_opening(path: Path, demo: Session) -> None:
    with opened_again(path) as opened:
        opened.apply(set_value(NAME, "One"))
        opened.apply(add("actions", title="Call the carrier", due_on=ON))
        opened.apply(move(Place("people", "p1"), 2))
        opened.apply(remove(Place("people", "p2"), ON))
        opened.undo()
        left = opened.session
    for _times in range(2):  # also when nothing is changed in between
        with opened_again(path) as opened:
            assert opened.session == left
    with opened_again(path) as opened:
        assert str(opened.redo()) == "Left: Antti Kivimäki"
        assert opened.session.people[0].left_on == ON or opened.session != left
        for _step in range(4):
            assert opened.undo() is not None
        assert opened.undo() is None
        assert opened.session == demo


def test_it_is_for_the_user_alone_and_gone_with_the_last_step(path: Path) -> None:
    with opened_again(path) as opened:
        opened.apply(set_value(NAME, "One"))
    assert stat.S_IMODE(past(path).stat().st_mode) == 0o600
    with opened_again(path) as opened:
        opened.apply(voting.seal("1", AT))
        opened.save()
        assert not past(path).exists()
    assert not past(path).exists()


def test_the_next_day_nothing_of_it_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened_again(path) as opened:
        opened.apply(set_value(NAME, "One"))
    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    monkeypatch.setattr(import_module("cxworkshop.editing.open_session"), "_now", lambda: tomorrow)
    with opened_again(path) as opened:
        assert opened.undo() is None
    assert not past(path).exists()


def test_what_is_older_than_a_day_goes_with_the_next_workshop_that_is_opened(path: Path) -> None:
    forgotten = past(path.with_name("other.json"))
    forgotten.write_text("{}")
    os.utime(forgotten, (0, 0))
    open_session(path).close()
    assert not forgotten.exists()


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda path, past: path.write_text(path.read_text("utf-8").replace('"One"', '"Two"'), "utf-8"),
        lambda path, past: past.write_text("{"),
        lambda path, past: past.write_text(past.read_text("utf-8").replace('"set"', '"sat"'), "utf-8"),
        lambda path, past: past.write_text(
            past.read_text("utf-8").replace("organisation", "nation"), "utf-8"
        ),
        lambda path, past: past.write_text("[" * 50_000),
        lambda path, past: past.write_bytes(b"\xff\xfe"),
    ],
)
def test_of_other_contents_or_unreadable_it_is_dropped(
    path: Path, spoilt: Callable[[Path, Path], object]
) -> None:
    with opened_again(path) as opened:
        opened.apply(set_value(NAME, "One"))
    spoilt(path, past(path))
    with opened_again(path) as opened:
        assert opened.undo() is None
        assert not opened.faults
    assert not past(path).exists()


def test_neither_a_blind_answer_nor_a_private_note_is_in_it(path: Path) -> None:
    with opened_again(path) as opened:
        opened.apply(set_value(Place("overall_levels", "p9", "value"), 2))
        opened.apply(set_value(Place("guesses", "m01:p9", "value"), 47.5))
        opened.apply(add("notes", id="n1", text="She sighs"))
        opened.apply(set_value(Place("notes", "n1", "text"), "He sighs"))
        opened.apply(set_value(NAME, "One"))
        opened.apply(remove(Place("notes", "n1"), ON))
    kept = past(path).read_text("utf-8")
    assert "sighs" not in kept
    assert "p9" not in kept
    assert len(json.loads(kept)["steps"][0]) == 1
    with opened_again(path) as opened:
        assert opened.undo() is not None
        assert opened.session.organisation.name != "One"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_change_is_undone_the_same_after_opening_again(data: st.DataObject) -> None:
    demo = demo_session("en")
    before, steps = demo, []
    for _number in range(data.draw(st.integers(1, 4))):
        change = data.draw(changes(before))
        try:
            ops, after = change.ops(before), change(before)
        except CxError:  # a closed round, a row that is gone
            continue
        steps.append(Step(change.name(before), ops, difference(after, before)))
        before = after
    for step in steps:
        assert ops_of(json.loads(json.dumps(raw_ops(step.ops)))) == step.ops
        assert ops_of(json.loads(json.dumps(raw_ops(step.inverse)))) == step.inverse
    text = past_text(Past(tuple(steps), ()), "mark", ON)
    assert past_of(text, "other", ON) == past_of(text, "mark", date(2026, 11, 22)) == Past()


def test_undo_after_opening_again_is_undo_without(path: Path) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(create(Path(folder) / "k.json", demo_session("en"))) as other,
    ):
        with opened_again(path) as opened:
            for one in (opened, other):
                one.apply(set_value(Place("ownerships", "tp01", "accountable"), "p8"))
                one.apply(set_value(Place("rounds", "2", "participants[p9]"), False))
                one.apply(remove(Place("stages", one.session.stages[0].id), ON))
        with opened_again(path) as opened:
            for _step in range(3):
                opened.undo()
                other.undo()
                assert opened.session == other.session
