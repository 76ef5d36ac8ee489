"""What nobody finds in a store: after the seal a name beside an answer, wherever a copy was made before; and
never a private note of somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from cxworkshop.editing import voting
from cxworkshop.editing.changes import add
from cxworkshop.library.shared import SharedLibrary
from cxworkshop.model.ballots import OwnershipBallot
from cxworkshop.model.measures import Guess
from cxworkshop.model.ops import difference
from cxworkshop.model.session import Session
from cxworkshop.storage.postgres.copying import copy_in
from cxworkshop.storage.postgres.store import PostgresStore
from cxworkshop.storage.shared import SharedStore
from tests.storage.memory_store import MemoryStore, Server

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
VOTER = "who-answered"


def answering(demo: Session, *touchpoints: str) -> Session:
    """A session whose ballot is open: one voter has answered, about some touchpoints."""
    ballots = tuple(
        OwnershipBallot(id=f"1:{each}:{VOTER}", ballot="1", touchpoint=each, participant=VOTER, kind="nobody")
        for each in touchpoints
    )
    guess = Guess(id=f"m1:{VOTER}", measure="m1", participant=VOTER, value=7.0)
    first = demo.rounds[-1].model_copy(
        update={"ballots": (), "ownership_ballots": ballots, "ownership_tallies": (), "guesses": (guess,)}
    )
    return demo.model_copy(update={"rounds": (*demo.rounds[:-1], first)})


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedStore:
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    if request.param == "memory":
        return MemoryStore(Server(), tmp_path / "stores" / "memory")
    return PostgresStore(request.getfixturevalue("postgres")("anna"))


@pytest.fixture
def kept(store: SharedStore, request: pytest.FixtureRequest) -> Callable[[], str]:
    """All that the store has: every row of every table, the history as well."""
    if isinstance(store, MemoryStore):
        return lambda: repr(
            ([difference(Session(), v.session) for v in store.server.versions.values()], store.server.log)
        )
    owner: str = request.getfixturevalue("postgres")("admin")

    def rows() -> str:
        with psycopg.connect(owner) as connection:
            tables = connection.execute(
                "select table_name from information_schema.tables where table_schema = 'public'"
                " and table_type = 'BASE TABLE'"
            ).fetchall()
            return repr(
                [connection.execute(f'select to_jsonb(t) from "{table}" t').fetchall() for (table,) in tables]
            )

    return rows


def on_disk(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


NAMED = (f"participant='{VOTER}'", f"'participant': '{VOTER}'", f'"participant": "{VOTER}"')
"""A name beside an answer: in a session, in a row of the database, in a file."""


def names_in(text: str) -> list[str]:
    compact = text.replace('":"', '": "')
    return [each for each in NAMED if each in compact]


def test_no_copy_made_before_the_seal_has_a_name_after_it(
    store: SharedStore, kept: Callable[[], str], demo: Session, tmp_path: Path
) -> None:
    session = answering(demo, *(row.id for row in demo.touchpoints[:3]))
    library = SharedLibrary(store)
    path = library.create("aava", session)
    assert names_in(kept())
    opened = library.open(path)
    opened.keep_version("with names")
    opened.close()
    copies = [
        library.duplicate(path, "Aava again"),
        library.restore(path, library.copies(path)[0])[0],
        library.duplicate(library.resolve("aava-again"), "Aava once more"),
    ]
    for copy in copies:
        library.open(copy).close()
    opened = library.open(path)
    opened.apply(voting.seal("1", AT))
    opened.close()
    assert not names_in(kept())
    assert not names_in(on_disk(tmp_path))
    assert all(not library.read(copy).session.round.ownership_tallies for copy in copies)
    assert library.read(path).session.round.ownership_tallies


def test_no_private_note_is_ever_in_a_store(
    store: SharedStore, kept: Callable[[], str], demo: Session, tmp_path: Path
) -> None:
    secret = "Otto is weak, my view"
    library = SharedLibrary(store)
    path = library.create("aava", add("notes", text=secret)(demo))
    opened = library.open(path)
    opened.apply(add("notes", text=secret))
    opened.keep_version("with a note")
    opened.close()
    library.duplicate(path, "Aava again")
    library.restore(path, library.copies(path)[0])
    if isinstance(store, PostgresStore):
        folder = tmp_path / "sessions"
        folder.mkdir()
        (folder / "cella.json").write_bytes(path.read_bytes().replace(b'"session"', b'"other"'))
        assert [each.to for each in copy_in(folder, store)] == ["cella"]
    assert "Kuusilinna" in kept()
    assert secret not in kept()
    assert [row.text for row in library.read(path).session.round.notes] == [secret]
