"""What the program asks of Windows and macOS beside files: signals, last words, opening, folders. Their
answers are faked."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import platformdirs
import pytest

from cxworkshop import endings, opener
from cxworkshop.endings import Ending
from cxworkshop.settings import settings_path
from cxworkshop.storage.crash_log import state_folder
from cxworkshop.storage.file.folder import default_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fakes what the others are")


# ---- signals and last words --------------------------------------------------------------------------------
@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`endings` as it is imported on Windows, which has three signals and no terminal to set."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGURG, raising=False)  # any that ends nobody
    for name in ("SIGHUP", "SIGQUIT", "pthread_kill", "pthread_sigmask"):
        monkeypatch.delattr(signal, name)
    for name in ("termios", "fcntl"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("ttyname", "O_NONBLOCK", "O_NOCTTY"):
        monkeypatch.delattr(os, name)
    spec = spec_from_file_location("endings_of_windows", endings.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Console(io.StringIO):
    """The window of the console."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGBREAK"])
def test_on_windows_each_of_its_signals_ends_the_program_in_order(windows: ModuleType, name: str) -> None:
    asked: list[int] = []

    class Loop:
        def call_soon_threadsafe(self, ask: Any, code: int) -> None:
            ask(code)

    ending = windows.Ending(asked.append, ())
    ending.is_over.set()  # so that nothing forces the end of the tests
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with windows.handling_signals(ending):
        ending.loop = Loop()
        signal.raise_signal(number)
    assert asked == [128 + number]
    assert signal.getsignal(number) == before


def test_on_windows_the_last_words_are_seen_after_a_forced_end(
    windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console()
    monkeypatch.setattr(sys, "__stderr__", console)
    ending = windows.Ending(lambda _code: None, ())
    ending.restore()
    ending.print_line("NOT SAVED: levy on täynnä")
    shown = console.getvalue()
    assert "\x1b[?1049l" in shown
    assert shown.endswith("cxworkshop: NOT SAVED: levy on täynnä\r\n")


def test_on_windows_a_file_that_takes_the_errors_gets_words_and_no_signs_of_a_terminal(
    windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", file)
    ending = windows.Ending(lambda _code: None, ())
    ending.restore()
    ending.print_line("NOT SAVED")
    assert file.getvalue() == "cxworkshop: NOT SAVED\r\n"


def test_on_windows_a_console_in_which_text_is_being_marked_keeps_nobody_from_ending(
    windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    class Blocked(Console):
        def write(self, text: str) -> int:
            goes_on.wait(30)
            return len(text)

    monkeypatch.setattr(windows, "PATIENCE", 0.05)
    monkeypatch.setattr(sys, "__stderr__", Blocked())
    ending = windows.Ending(lambda _code: None, ())
    begun = time.monotonic()
    ending.restore()
    ending.print_line("NOT SAVED")
    assert time.monotonic() - begun < 10
    goes_on.set()


def test_a_program_without_any_window_ends_too(windows: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stderr__", None)
    ending: Ending = windows.Ending(lambda _code: None, ())
    ending.restore()
    ending.print_line("nobody reads it")


# ---- opening a document ------------------------------------------------------------------------------------
@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.html"
    path.touch()
    return path


def test_windows_opens_a_document_with_the_program_that_is_set_for_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    assert opener.open_outside(plan) == ""
    assert opened == [plan]


def test_where_windows_has_no_program_for_it_it_is_said_where_the_document_is(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(22, "No application is associated with the specified file")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", refuse, raising=False)
    assert f"It is plan.html in {plan.parent}" in str(opener.open_outside(plan))


@pytest.mark.parametrize("code", [0, 1])
def test_macos_opens_a_document_or_it_is_said_where_it_is(
    plan: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    started: list[list[str]] = []
    popen = subprocess.Popen

    def open_there(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        started.append(command)
        return popen([str(shutil.which("false" if code else "true"))], **how)

    monkeypatch.setattr(subprocess, "Popen", open_there)
    words = str(opener.open_outside(plan))
    assert started == [["open", str(plan)]]
    assert bool(words) == bool(code)


# ---- folders -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_settings_log_and_workshops_are_where_each_system_keeps_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    for name in ("SETTINGS", "STATE", "SESSIONS"):
        monkeypatch.delenv(f"CXWORKSHOP_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", system)
    theirs = {"win32": "platformdirs.windows:Windows", "darwin": "platformdirs.macos:MacOS"}[system]
    module, name = theirs.split(":")
    monkeypatch.setattr(platformdirs, "PlatformDirs", getattr(__import__(module, fromlist=[name]), name))
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda csidl: f"C:/Users/anna/{csidl}")
    monkeypatch.setenv("HOME", "/Users/anna")
    expected = {
        "win32": (
            "C:/Users/anna/CSIDL_LOCAL_APPDATA/cxworkshop/settings.toml",
            "C:/Users/anna/CSIDL_LOCAL_APPDATA/cxworkshop",
            "C:/Users/anna/CSIDL_PERSONAL/cxworkshop",
        ),
        "darwin": (
            "/Users/anna/Library/Application Support/cxworkshop/settings.toml",
            "/Users/anna/Library/Application Support/cxworkshop",
            "/Users/anna/Documents/cxworkshop",
        ),
    }
    assert (settings_path(), str(state_folder()), str(default_folder())) == expected[system]
