"""A hundred broken files: each is refused or read in words, and none of them is changed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.errors import Unreadable
from cxworkshop.method.demo import demo_session

Tables = dict[str, Any]
STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**30, "", "x" * 5000, "\x1b[2J\x00\u202e", "\ud800", [], {}, [[[]]],
        {"a": {"b": 1}}, "2026-13-01", "p99",
)  # fmt: skip


def row_of(tables: Tables, chance: random.Random) -> Tables:
    table = chance.choice([name for name, rows in tables.items() if rows])
    rows: Tables = tables[table]
    found: Tables = rows[chance.choice(list(rows))]
    return found


def a_strange_value(tables: Tables, chance: random.Random) -> None:
    row = row_of(tables, chance)
    row[chance.choice(list(row))] = chance.choice(STRANGE)


def a_strange_row(tables: Tables, chance: random.Random) -> None:
    rows = tables[chance.choice(list(tables))]
    rows[chance.choice(list(rows)) if rows else "1"] = chance.choice(STRANGE)


def a_strange_table(tables: Tables, chance: random.Random) -> None:
    tables[chance.choice(list(tables))] = chance.choice(STRANGE)


def a_missing_field(tables: Tables, chance: random.Random) -> None:
    row = row_of(tables, chance)
    del row[chance.choice(list(row))]


def a_missing_table(tables: Tables, chance: random.Random) -> None:
    del tables[chance.choice(list(tables))]


def a_row_twice(tables: Tables, chance: random.Random) -> None:
    table = chance.choice([name for name, rows in tables.items() if rows])
    tables[table]["999999"] = dict(next(iter(tables[table].values())))


def bytes_gone(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + raw[at + chance.choice((1, 20, len(raw))) :]


def bytes_changed(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _time in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(changed)


def nested(raw: bytes, _chance: random.Random) -> bytes:
    return raw[:-3] + b',"deep":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"


OF_TABLES: tuple[Callable[[Tables, random.Random], None], ...] = (
    a_strange_value, a_strange_value, a_strange_row, a_strange_table, a_missing_field, a_missing_table,
    a_row_twice,
)  # fmt: skip
OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (bytes_gone, bytes_changed, nested)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "demo.json"
    create(path, demo_session("en").as_of(1)).close()
    return path.read_bytes()


def broken(sound: bytes, number: int) -> bytes:
    chance = random.Random(number)
    if number % 10 < 7:
        tables = json.loads(sound)
        for _time in range(chance.choice((1, 1, 3, 10))):
            OF_TABLES[number % 10](tables, chance)
        return json.dumps(tables).encode()
    return OF_BYTES[number % 10 - 7](sound, chance)


@pytest.mark.parametrize("number", range(100))
def test_a_broken_file_is_answered_in_words_and_left_as_it_is(
    tmp_path: Path, sound: bytes, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(raw := broken(sound, number))
    assert main(["check", str(path)]) in (0, 1, 2)
    assert main(["--sessions", str(tmp_path), "list"]) == 0
    if number % 4 == 0:
        assert main(["show", str(path)]) in (0, 2)
        assert main(["write", str(path), "--document", "plan", "--output", "-"]) in (0, 2)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert "\x1b" not in told.out + told.err
    with suppress(Unreadable):
        open_session(path).close()
    assert path.read_bytes() == raw
