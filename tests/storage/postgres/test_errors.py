"""Whatever goes wrong is said in plain words, and no password is ever in them."""

from __future__ import annotations

import logging
import re
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from cxworkshop import language
from cxworkshop.errors import CxError, NotReached, WrongUse
from cxworkshop.storage.crash_log import crash_report
from cxworkshop.storage.postgres.address import EXAMPLE, address, is_address
from cxworkshop.storage.postgres.connecting import Connection
from cxworkshop.storage.postgres.store import PostgresStore
from tests.postgres_server import PASSWORD

SECRET = "S3cret/@:#?%41 x"
PART = "S3cret"
QUOTED = quote(SECRET, safe="")
SHAPES = [
    f"postgresql://anna:{QUOTED}@127.0.0.1:1/workshops",
    f"postgres://anna:{QUOTED}@/workshops?host=/nowhere",
    f"postgresql://127.0.0.1:1/workshops?user=anna&password={QUOTED}",
    f"postgresql:///workshops?host=/nowhere&password={QUOTED}&sslpassword={QUOTED}",
    f"postgresql://anna:{QUOTED}@127.0.0.1:1,[::1]:1/workshops",
    # malformed
    f"postgresql://anna:{SECRET}@127.0.0.1:1/workshops",
    f"postgresql://anna:{PART}/x@127.0.0.1/workshops",
    f"postgresql://anna:{PART}@x@127.0.0.1/workshops",
    f"postgresql://anna:{PART}#x@127.0.0.1/workshops",
    f"postgresql://anna:{PART}?x@127.0.0.1/workshops",
    f"postgresql://anna:{PART}%zz@127.0.0.1/workshops",
    f"postgresql://anna:{PART}%00@127.0.0.1/workshops",
    f"postgresql://anna:{PART}%ff@127.0.0.1/workshops",
    f"postgresql://anna:{PART}",
    f"postgresql://anna:{PART}@127.0.0.1:port/workshops",
    f"postgresql://anna:{PART}@127.0.0.1:99999/workshops",
    f"postgresql://anna:{PART}@127.0.0.1/workshops?passwort={PART}",
    f"postgresql://anna@127.0.0.1/workshops?{PART}",
    f"postgresql://anna@127.0.0.1/workshops?password=a&{PART}=1",
    f"postgresql://anna@127.0.0.1/workshops?password={PART}=x",
    f"postgresql://anna@127.0.0.1/workshops?sslmode={PART}",
    f"postgresql://anna@127.0.0.1/workshops?connect_timeout={PART}",
    f"postgresql://anna@127.0.0.1/workshops?options=-cx.password%3D{PART}%20bad",
    f"postgresql://anna@127.0.0.1/work?host={PART}\x1b]0;x",
    f"PostgreSQL://anna:{PART}@127.0.0.1/",
]


@pytest.fixture(params=["en", "fi"])
def reader(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.mark.parametrize("shape", SHAPES)
def test_no_password_is_in_anything_that_is_said(
    shape: str, reader: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert is_address(shape)

    def ask() -> None:
        store = PostgresStore(shape)
        assert PART not in f"{store!r} {store.name} {store.folder} {store._address!r} {store._address}"
        store.summaries()

    with pytest.raises(CxError) as caught:
        ask()
    error = caught.value
    said = [str(error), repr(error), crash_report(error, datetime.now().astimezone()), caplog.text]
    said += traceback.format_exception(error)
    said += [str(getattr(error, "why", ""))]
    assert PART not in "\n".join(said)
    assert "x1b" not in str(error)
    assert len(str(error)) > 20


def test_an_address_that_is_none_says_how_one_looks(reader: str) -> None:
    for text in SHAPES[5:14]:
        with pytest.raises(WrongUse, match=re.escape(EXAMPLE)):
            address(text)
    for text in ("sessions", "/home/anna/postgresql", "host=localhost password=x"):
        assert not is_address(text)


def test_stores_are_told_apart_and_a_password_does_not_part_them() -> None:
    plain, other = "postgresql://anna@db/north", "postgresql://anna@db/south"
    assert PostgresStore(plain).folder != PostgresStore(other).folder
    assert PostgresStore("postgresql://anna:x@db/north").folder == PostgresStore(plain).folder
    assert PostgresStore(plain).name == "postgresql://anna@db/north"
    assert not address(plain).has_password
    for text in SHAPES[:5]:
        assert address(text).has_password


def test_who_is_asked_for_a_password_is_let_in_by_it_and_told_when_it_is_wrong(
    postgres: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = postgres("dora")
    with pytest.raises(NotReached, match="none is known"):
        PostgresStore(bare).summaries()
    with_password = bare.replace("dora@", f"dora:{quote(PASSWORD, safe='')}@")
    assert PostgresStore(with_password).summaries() == []
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert PostgresStore(bare).summaries() == []
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with pytest.raises(NotReached, match="user or the password"):
        PostgresStore(bare).summaries()
    monkeypatch.delenv("PGPASSWORD")
    passes = tmp_path / "pgpass"
    passes.write_text("*:*:*:dora:" + PASSWORD.replace(":", "\\:") + "\n")
    passes.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passes))
    assert PostgresStore(bare).summaries() == []


def test_the_reason_is_said_when_nobody_answers(postgres: Callable[[str], str], reader: str) -> None:
    said = {
        "en": ("no server answers", "no such database", "does not know this user"),
        "fi": ("palvelin ei vastaa", "tietokantaa ei ole", "ei tunne tätä käyttäjää"),
    }[reader]
    nothing = postgres("anna").replace("/test", "/nothing")
    wrong = ("postgresql://anna@127.0.0.1:1/x", nothing, postgres("nobody_"))
    for text, why in zip(wrong, said, strict=True):
        with pytest.raises(NotReached) as caught:
            PostgresStore(text).summaries()
        assert why in str(caught.value.why)
        assert str(caught.value.why) in str(caught.value)


def test_a_database_without_the_schema_asks_for_its_owner(
    postgres_running: object, postgres: Callable[[str], str]
) -> None:
    bare = postgres("admin").split("/test")[0] + "/postgres?" + postgres("admin").partition("?")[2]
    for ask in (lambda: PostgresStore(bare).summaries(), lambda: PostgresStore(bare).open("x")):
        with pytest.raises(WrongUse, match="cxworkshop store init"):
            ask()


# ---- a network that swallows -------------------------------------------------------------------------
class Between:
    """Stands between a program and the server, and passes on what they say until it is told not to."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._to = str(home / ".s.PGSQL.5432")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen()
        self.swallows = threading.Event()
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near = self._listener.accept()[0]
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._to)
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while said := one.recv(65536):
                if not self.swallows.is_set():
                    other.sendall(said)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def close(self) -> None:
        for end in (self._listener, *self._ends):
            end.close()


@pytest.fixture
def between(
    postgres: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Between, str]]:
    home = postgres("anna").partition("host=")[2]
    folder = tmp_path_factory.mktemp("b")
    standing = Between(Path(home), folder)
    yield standing, postgres("anna").replace(home, str(folder))
    standing.close()


def test_what_a_network_swallows_is_waited_for_no_longer_than_promised(
    between: tuple[Between, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    standing, text = between
    monkeypatch.setattr(Connection, "answered_within", 0.4)
    store = PostgresStore(f"{text}&connect_timeout=2")
    assert store.summaries() == []
    standing.swallows.set()
    begun = time.monotonic()
    with pytest.raises(NotReached, match="does not answer"):
        store.summaries()
    assert time.monotonic() - begun < 6
    standing.swallows.clear()
    assert store.summaries() == []
