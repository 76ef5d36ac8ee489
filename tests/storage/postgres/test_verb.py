"""`cxworkshop store`: a database is made ready, checked, and filled from a folder; and back."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cxworkshop.cli import main
from cxworkshop.editing import create
from cxworkshop.editing.changes import set_value
from cxworkshop.errors import CxError, NotReached, NotSaved
from cxworkshop.method.demo import demo_session
from cxworkshop.model.ops import difference
from cxworkshop.model.place import Place
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.postgres.address import address
from cxworkshop.storage.postgres.connecting import connect
from cxworkshop.storage.postgres.store import PostgresStore
from tests.postgres_server import Server, require

HOUSE = Path(__file__).parents[3]
DEMO = demo_session("en")
To = Callable[[str], str]


class Ran:
    """What a verb has answered and printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str) -> None:
        self.code = main(["store", *words])
        self.out, self.err = capsys.readouterr()


@pytest.fixture
def bare(postgres_running: Server) -> To:
    """A database without the schema."""
    database = postgres_running.database("template1")
    return lambda user: postgres_running.address(user, database)


def asked(to: str, query: str) -> list[Any]:
    with connect(address(to)) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


# ---- init and check --------------------------------------------------------------------------------
def test_an_owner_makes_a_database_ready_and_a_team_works_in_it(
    bare: To, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Ran(capsys, "check", bare("anna")).code == 1
    made = Ran(capsys, "init", bare("admin"))
    assert made.code == 0
    assert "grant insert, update on cx_row to north;" in made.out
    assert "create role anna login in role north;" in made.out
    with psycopg.connect(bare("admin"), autocommit=True) as connection:
        for line in made.out.splitlines():
            if line.startswith("  grant"):  # what is printed is what does it
                connection.execute(line.strip())
    assert PostgresStore(bare("anna")).create("demo", DEMO) == "demo"
    again = Ran(capsys, "init", bare("admin"), "--team", "south")
    assert (again.code, "was ready already" in again.out) == (0, True)
    assert PostgresStore(bare("carl")).create("demo", DEMO) == "demo"
    asked_of = Ran(capsys, "check", bare("anna"))
    assert asked_of.code == 0
    assert "PostgreSQL 18" in asked_of.out
    assert "Your team: north." in asked_of.out
    assert "You see 1 workshop there" in asked_of.out
    assert "not encrypted, and does not leave this machine" in asked_of.out
    assert "!" not in asked_of.out


def test_a_team_with_an_odd_name_is_made_and_one_that_cannot_be_is_refused(
    bare: To, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = 'Länsi "1"; drop role anna'
    made = Ran(capsys, "init", bare("admin"), "--team", odd.replace(" ", "_"))
    assert made.code == 0
    assert 'in role "Länsi_""1"";_drop_role_anna"' in made.out
    asked(bare("admin"), 'drop owned by "Länsi_""1"";_drop_role_anna"')
    asked(bare("admin"), 'drop role "Länsi_""1"";_drop_role_anna"')
    for wrong in ("pg_monitor", "public", "a b", "x" * 64):
        refused = Ran(capsys, "init", bare("admin"), "--team", wrong)
        assert (refused.code, "cannot be the name of a team" in refused.err) == (2, True)


def test_an_owner_who_may_not_make_roles_is_told_what_to_do(
    bare: To, capsys: pytest.CaptureFixture[str]
) -> None:
    database = bare("admin").split("/")[3].partition("?")[0]
    asked(bare("admin"), "create role owner login")
    try:
        asked(bare("admin"), f"alter database {database} owner to owner")
        refused = Ran(capsys, "init", bare("owner"), "--team", "west")
        assert (refused.code, "CREATEROLE" in refused.err, refused.out) == (3, True, "")
        assert asked(bare("admin"), "select to_regclass('cx_version')") == [(None,)]  # all or nothing
        assert Ran(capsys, "init", bare("owner"), "--team", "north").code == 0  # that role is there
        assert PostgresStore(bare("anna")).create("demo", DEMO) == "demo"
        assert Ran(capsys, "check", bare("owner")).code == 0
        with pytest.raises(NotSaved, match="also the owner of the tables: grant TEAM to ROLE"):
            PostgresStore(bare("owner")).create("demo", DEMO)
    finally:
        asked(bare("admin"), "drop owned by owner cascade")
        asked(bare("admin"), f"alter database {database} owner to admin")
        asked(bare("admin"), "drop role owner")


def test_the_lines_of_the_page_lead_from_nothing_to_workshops_in_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require()
    server = Server()
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    create(tmp_path / "sessions" / "demo.json", DEMO).close()
    page = (HOUSE / "docs" / "store.md").read_text("utf-8")
    (lines,) = (block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "createuser" in block)
    programs = f"{server.programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    admin = {"PATH": programs, "PGHOST": str(server.home), "PGUSER": "admin"}
    try:
        server.start()
        printed = ""
        for line in lines.replace(
            "@db.example.org/workshops", f"@/workshops?host={server.home}"
        ).splitlines():
            ran = subprocess.run(
                ["/bin/sh", "-c", line], cwd=tmp_path, env=os.environ | admin, input="secret\nsecret\n",
                capture_output=True, text=True, start_new_session=True, check=False,
            )  # fmt: skip
            assert ran.returncode == 0, (line, ran.stdout, ran.stderr)
            printed += ran.stdout
        assert "Your team: north." in printed
        assert "demo.json → demo" in printed
    finally:
        server.close()


def test_another_than_the_owner_makes_nothing(bare: To, capsys: pytest.CaptureFixture[str]) -> None:
    refused = Ran(capsys, "init", bare("anna"))
    assert refused.code == 3
    assert "you may not do that there" in refused.err
    assert asked(bare("admin"), "select to_regclass('cx_version')") == [(None,)]


def test_a_check_says_what_is_wrong(postgres: To, capsys: pytest.CaptureFixture[str]) -> None:
    asked(postgres("admin"), "revoke all on cx_session, cx_row from north")
    without = Ran(capsys, "check", postgres("anna"))
    assert (without.code, "! You may not look at its workshops" in without.out) == (1, True)
    for ask in (PostgresStore(postgres("anna")).summaries, lambda: PostgresStore(postgres("anna")).open("x")):
        with pytest.raises(NotReached, match="you are in no team there"):
            ask()
    nobody = Ran(capsys, "check", "postgresql://anna@127.0.0.1:1/x")
    assert (nobody.code, "no server answers there" in nobody.err) == (2, True)
    with_password = Ran(capsys, "check", postgres("bo").replace("bo@", "bo:S3cret@"))
    assert with_password.code == 1
    assert "password file" in with_password.out
    assert "S3cret" not in with_password.out + with_password.err


def test_whoever_may_look_and_not_write_is_made_as_it_is_documented(
    postgres: To, capsys: pytest.CaptureFixture[str]
) -> None:
    PostgresStore(postgres("anna")).create("demo", DEMO)
    PostgresStore(postgres("carl")).create("other", DEMO)
    documented = (Path(__file__).parents[3] / "docs" / "store.md").read_text("utf-8")
    commands = documented.partition("create role ron")[2].partition("```")[0]
    for command in f"create role ron{commands}".strip().split(";"):
        if command:
            asked(postgres("admin"), command)
    try:
        store = PostgresStore(postgres("ron"))
        assert [summary.slug for summary in store.summaries()] == ["demo"]
        assert store.find("warranty").keys() == {"demo"}
        with closing(store.open("demo")) as held:
            assert "not change it" in str(held.read_only)
            held.here(Place("people", "p1", "name"))
            with pytest.raises(NotSaved):
                held.put(
                    difference(held.session, set_value(Place("people", "p1", "role"), "x")(held.session))
                )
        for change in (lambda: store.create("mine", DEMO), lambda: store.archive("demo")):
            with pytest.raises(CxError):
                change()
        with pytest.raises(NotSaved, match="you are in no team"):
            store.check_new()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(postgres("ron"), "set role north")
        checked = Ran(capsys, "check", postgres("ron"))
        assert (checked.code, "may look at the workshops of north" in checked.out) == (0, True)
        assert [row.slug for row in PostgresStore(postgres("bo")).summaries()] == ["demo"]
    finally:
        asked(postgres("admin"), "drop owned by ron")
        asked(postgres("admin"), "drop role ron")


WRONG = [
    (),
    ("check",),
    ("copy", "sessions"),
    ("inti", "x"),
    ("copy", "a", "b"),
    ("check", "host=x"),
    ("copy", "postgresql://a/b", "postgresql://a/b"),
]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_said(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    wrong = Ran(capsys, *words)
    assert wrong.code == 2
    assert wrong.err


# ---- copy ------------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sessions, an archived one, with what a newer program has put there, and a broken file."""
    at = datetime(2026, 3, 4, 12, 30).astimezone()
    for name, language in (("demo", "en"), ("malli", "fi"), ("archive/old", "en")):
        SessionFile.create(tmp_path / f"{name}.json", demo_session(language), at).close()
    path = tmp_path / "demo.json"
    tables = json.loads(path.read_text("utf-8"))
    tables["header"]["1"] |= {"note_of_tomorrow": [1, None], "lineage": ["abc"]}
    tables["people"]["2" if "2" in tables["people"] else next(iter(tables["people"]))]["pronouns"] = "they"
    tables["moods_of_tomorrow"] = {"1": {"id": "m1", "x": 1.5}, "2": {"round": 2, "id": "m1", "y": "\0"}}
    tables["not_a_table"] = ["as", {"it": "is"}]
    path.write_text(json.dumps(tables), "utf-8")
    (tmp_path / "broken.json").write_text("{}", "utf-8")
    return tmp_path


def all_of(path: Path) -> tuple[Any, ...]:
    file = SessionFile.read(path)
    header, id, lineage, _mark, others, _texts = file.frame
    assert not file.faults
    left = {key: value for key, value in header.items() if key not in ("last_id", "program", "states")}
    return file.session, left, id, list(lineage), others, file.updated_at


def test_a_folder_is_copied_in_and_out_and_nothing_is_lost_or_there_twice(
    folder: Path, postgres: To, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = Ran(capsys, "copy", str(folder), postgres("anna"))
    assert copied.code == 1
    assert "broken.json is not copied" in copied.err
    assert "3 workshops copied; 0 there already" in copied.err
    assert "archive/old.json → old" in copied.out
    store = PostgresStore(postgres("bo"))
    assert {summary.slug for summary in store.summaries()} == {"demo", "malli"}
    assert [summary.slug for summary in store.summaries(archived=True)] == ["old"]
    again = Ran(capsys, "copy", str(folder), postgres("anna"))
    assert again.out == ""
    assert "0 workshops copied; 3 there already" in again.err
    out = tmp_path_factory.mktemp("out")
    back = Ran(capsys, "copy", postgres("bo"), str(out))
    assert (back.code, "3 workshops copied" in back.err) == (0, True)
    for name in ("demo.json", "malli.json", "archive/old.json"):
        assert all_of(out / name) == all_of(folder / name)
    assert "0 workshops copied; 3 there already" in Ran(capsys, "copy", postgres("bo"), str(out)).err
    assert len(list(out.glob("*.json"))) == 2


def test_what_was_changed_since_is_written_over_on_neither_side(
    folder: Path, postgres: To, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.json").unlink()
    Ran(capsys, "copy", str(folder), postgres("anna"))
    held = PostgresStore(postgres("bo")).open("malli")
    held.put(difference(held.session, set_value(Place("people", "p1", "role"), "Pj")(held.session)))
    held.close()
    for words in ((str(folder), postgres("anna")), (postgres("anna"), str(folder))):
        refused = Ran(capsys, "copy", *words)
        assert refused.code == 1
        assert "malli" in refused.err
        assert "differs" in refused.err
    assert SessionFile.read(folder / "malli.json").session == demo_session("fi")
    assert len(PostgresStore(postgres("bo")).summaries()) == 2


def test_an_owner_says_whose_the_copies_are(
    folder: Path, postgres: To, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Ran(capsys, "copy", str(folder), postgres("admin"))
    assert (refused.code, "north, south" in refused.err) == (3, True)
    assert Ran(capsys, "copy", str(folder), postgres("admin"), "--team", "west").code == 3
    assert Ran(capsys, "copy", str(folder), postgres("admin"), "--team", "south").code == 1
    assert len(PostgresStore(postgres("carl")).summaries()) == 2
    assert PostgresStore(postgres("anna")).summaries() == []
