"""Whatever stands where a lock belongs is answered at once and in words; a dead lock of this machine is
cleared whatever the machine is called now."""

from __future__ import annotations

import errno
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from cxworkshop.editing import create, open_session
from cxworkshop.errors import ReadOnly
from cxworkshop.language import speaking
from cxworkshop.model.session import Session
from cxworkshop.storage.file import lock
from cxworkshop.storage.file.lock import acquire, lock_path

A_SECOND = 1.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "kuusilinna.json", Session()).close()
    return tmp_path / "kuusilinna.json"


@pytest.fixture(autouse=True)
def within_a_second() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < A_SECOND * 20  # a busy machine; what hangs hangs for ever


def left_behind(path: Path, *, by_the_first_version: bool = False, **other: Any) -> None:
    """What a program that was killed leaves, but for what is told."""
    killed = acquire(path)
    assert killed is not None
    holder = {**json.loads(lock_path(path).read_text("utf-8")), **other}
    if killed._system is not None:
        os.close(killed._system._descriptor)
    if by_the_first_version:
        holder.pop("held", None)
        lock_path(path).with_suffix(".held").unlink()
    lock_path(path).write_text(json.dumps(holder), "utf-8")


# ---- the machine is called otherwise now -------------------------------------------------------------------
@pytest.mark.parametrize("by_the_first_version", [False, True])
def test_a_dead_lock_is_cleared_also_when_the_machine_was_renamed(
    path: Path, by_the_first_version: bool
) -> None:
    left_behind(path, by_the_first_version=by_the_first_version, host="its-old-name", started="long ago")
    assert open_session(path).read_only == ""


def test_it_is_so_on_a_system_without_proc(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_boot", lambda: "a boot that another system names otherwise")
    monkeypatch.setattr(lock, "_started", lambda _pid: "")
    monkeypatch.setattr(lock, "_is_running", lambda _pid: True)  # all that Windows says
    left_behind(path, host="its-old-name")
    assert open_session(path).read_only == ""


def test_where_no_boot_is_known_another_name_is_another_machine(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_boot", lambda: "")
    left_behind(path, host="elsewhere")
    with pytest.raises(ReadOnly, match="on elsewhere"):
        acquire(path)


def test_the_lock_of_a_living_program_holds_also_when_the_machine_was_renamed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = acquire(path)
    assert ours is not None
    monkeypatch.setattr(platform, "node", lambda: "its-new-name")
    with pytest.raises(ReadOnly):
        acquire(path)
    ours.release()


def test_this_system_says_which_boot_it_is() -> None:
    assert lock._boot()
    assert lock._boot() == lock._boot()


# ---- odd locks ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pid", [10**4000, 2**63, 2**31, 0, -1, -77, True, None, "", [], 1.5, {"a": 1}])
@pytest.mark.parametrize("host", ["", "elsewhere"])
def test_a_number_that_no_process_has_is_no_holder_here_and_short_words_elsewhere(
    path: Path, pid: object, host: str
) -> None:
    left_behind(path, pid=pid, host=host or platform.node(), boot="" if host else lock._boot(), held=None)
    if not host:
        assert open_session(path).read_only == ""
        return
    told = open_session(path).read_only
    assert "elsewhere" in str(told)
    assert len(str(told)) < 300


@pytest.mark.parametrize(
    "text", ["[" * 60_000, "{" * 9, "null", "[]", "\x00" * 99, "9" * 60_000, "", "\ud800"]
)
def test_a_lock_that_says_nothing_is_told_of_by_its_name(path: Path, text: str) -> None:
    lock_path(path).write_bytes(text.encode("utf-8", "surrogatepass"))
    for spoken in ("en", "fi"):
        with speaking(spoken):
            told = str(open_session(path).read_only)
            assert ".kuusilinna.json.lock" in told
            assert "?" not in told


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=400)
    | st.sampled_from(["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "2026-W01", "2026-11-21"]),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=5), values, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["user", "host", "pid", "started", "boot", "since", "held"]), _VALUES))
@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_lock_says_it_is_answered_in_a_few_words(path: Path, holder: dict[str, Any]) -> None:
    lock_path(path).write_text(json.dumps({"host": "elsewhere", **holder}), "utf-8")
    try:
        ours = acquire(path)
    except ReadOnly as refused:
        assert len(str(refused)) < 400  # noqa: PT017  # a dead one may be taken over
    else:
        assert ours is not None
        ours.release()
    lock_path(path).unlink(missing_ok=True)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize("make", [a_pipe, a_folder, a_link])
def test_what_is_no_file_is_told_of_by_its_name_and_stays_what_it_is(
    path: Path, make: Callable[[Path], None]
) -> None:
    make(lock_path(path))
    told = str(open_session(path).read_only)
    assert ".kuusilinna.json.lock" in told
    assert os.path.lexists(lock_path(path))


def test_with_an_old_folder_in_its_place_it_is_open_without_a_lock_and_says_so(path: Path) -> None:
    lock_path(path).mkdir()
    os.utime(lock_path(path), (0, 0))
    opened = open_session(path)
    assert opened.read_only == ""
    assert "without a lock, because .kuusilinna.json.lock" in str(opened.notice)


# ---- without a working lock --------------------------------------------------------------------------------
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENAMETOOLONG])
def test_what_is_opened_without_a_lock_says_so_in_both_languages(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(code, os.strerror(code))

    assert open_session(path).notice == ""
    monkeypatch.setattr(lock, "_write", refuse)
    opened = open_session(path)
    assert opened.read_only == ""
    english = str(opened.notice)
    assert "lock" in english
    with speaking("fi"):
        assert str(opened.notice) not in ("", english)
