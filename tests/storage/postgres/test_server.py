"""A real PostgreSQL server is started by the tests themselves, and is gone when they are."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cxworkshop.storage.postgres.address import address
from cxworkshop.storage.postgres.connecting import connect
from cxworkshop.storage.postgres.preparing import VERSION, teams, version
from tests import postgres_server

HOUSE = Path(__file__).parents[3]
STARTS = """
import time
from tests.postgres_server import Server
server = Server(); server.start(); print(server.pid, server.home, flush=True); time.sleep(60)
"""


def test_members_of_a_team_find_a_database_that_is_ready(postgres: Callable[[str], str]) -> None:
    for user, team in (("anna", ["north"]), ("bo", ["north"]), ("carl", ["south"])):
        with connect(address(postgres(user))) as connection:
            assert version(connection) == VERSION
            assert teams(connection) == team


def test_a_server_goes_with_the_tests_that_were_killed() -> None:
    postgres_server.require()
    tests = subprocess.Popen([sys.executable, "-c", STARTS], cwd=HOUSE, stdout=subprocess.PIPE, text=True)
    assert tests.stdout is not None
    pid, home = tests.stdout.readline().split()
    tests.send_signal(signal.SIGKILL)
    tests.wait()
    tests.stdout.close()
    end = time.monotonic() + 10
    while Path(home).exists() or Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_in_ci_nothing_is_passed_over_for_want_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_server, "missing", lambda: "there is none")
    monkeypatch.setenv("CXWORKSHOP_CI", "1")
    with pytest.raises(pytest.fail.Exception, match="there is none"):
        postgres_server.require()
    monkeypatch.delenv("CXWORKSHOP_CI")
    with pytest.raises(pytest.skip.Exception, match="there is none"):
        postgres_server.require()
