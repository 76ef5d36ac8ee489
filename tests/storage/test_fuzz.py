"""Whatever stands in a file, reading it ends: in words, in time, and the file stays as it is.

`CXWORKSHOP_FUZZ=5000` tries so many files of each kind, and others each time.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxworkshop.cli import main
from cxworkshop.editing import create, open_session
from cxworkshop.errors import CxError
from cxworkshop.method.demo import demo_session
from cxworkshop.storage.file.schema import schema
from cxworkshop.storage.file.session_file import SessionFile

TRIES = int(os.environ.get("CXWORKSHOP_FUZZ", "200"))
SECONDS = 3.0
"""Of the processor, for one answer: three times what the slowest takes on an idle machine."""
MANY = settings(
    max_examples=TRIES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    derandomize="CXWORKSHOP_FUZZ" not in os.environ,
)
Json = st.SearchStrategy[Any]


def deep(levels: int, kind: type[list[Any] | dict[str, Any]] = list) -> Any:
    """A value inside so many others."""
    value: Any = 1
    for _level in range(levels):
        value = [value] if kind is list else {"a": value}
    return value


DAYS = ("0001-01-01", "9999-12-31", "1900-02-28", "2026-11-12", "2024-02-29", "2026-13-01", "soon")
MOMENTS = (
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00", "9999-12-31T23:59:59",
    "2026-11-12T22:45:00", "2026-11-12T22:45:00.123456+02:00", "2026-11-12T22:45:00Z", "2026-11-12", "soon",
)  # fmt: skip
NUMBERS = (
    0,
    1,
    -1,
    2,
    5,
    10**17,
    10**18,
    -(10**30),
    10**400,
    10**4200,
    0.5,
    -0.0,
    1e300,
    float("nan"),
    float("inf"),
)
TEXTS = ("", "a [b] {c} {{d}} \x1b[2J\n\u202e\x00", "\ud800", "x" * 5000, "?", "p1:t1", "p1:")
STRANGE: Json = st.one_of(
    st.none(), st.booleans(), st.sampled_from(NUMBERS), st.sampled_from(TEXTS + DAYS + MOMENTS),
    st.integers(0, 900).map(deep), st.integers(0, 900).map(lambda levels: deep(levels, dict)),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    ),
)  # fmt: skip
CARD = (
    "title", "organisation", "language", "promise", "round", "closed", "steps", "steps_passed", "clear_share",
    "vacant", "contested", "next_review_on", "actions_due",
)  # fmt: skip
"""What stands in a card."""
ODD: Json = st.one_of(
    st.sampled_from(NUMBERS), st.sampled_from(DAYS), st.lists(st.sampled_from(DAYS), max_size=3),
    st.dictionaries(st.sampled_from(("define", "measure")), st.sampled_from(("passed", "open", [], 5))),
)  # fmt: skip
IDS = st.sampled_from(("p1", "p2", "t1", "g1", "1", "2", "p1:t1", "t1:p1", "m1", "vision", "define", "whole"))


def seldom(often: Json, strange: Json = STRANGE) -> Json:
    """The one, and once in a while the other. (`one_of` would weigh each branch of the other alike.)"""
    return st.integers(0, 15).flatmap(lambda n: strange if n == 15 else often)


def of_rule(rule: dict[str, Any], whole: dict[str, Any]) -> Json:
    """Values that a rule of the schema allows, and now and then one that it does not."""
    return seldom(_allowed(rule, whole))


def _allowed(rule: dict[str, Any], whole: dict[str, Any]) -> Json:
    if "$ref" in rule:
        return of_row(whole["$defs"][rule["$ref"].removeprefix("#/$defs/")], whole)
    if "anyOf" in rule:
        return st.one_of(*(_allowed(part, whole) for part in rule["anyOf"]))
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    match rule.get("type"):
        case "integer" | "number":
            low, high = int(rule.get("minimum", -5)), int(rule.get("maximum", 10**17))
            return st.one_of(st.integers(low, min(high, low + 3)), st.integers(low, high))
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(_allowed(rule.get("items", {"type": "string"}), whole), max_size=3)
        case "string" if rule.get("format") == "date":
            return st.one_of(st.dates().map(str), st.sampled_from(DAYS))
        case "string" if rule.get("format") == "date-time":
            return st.one_of(st.datetimes().map(lambda at: at.isoformat()), st.sampled_from(MOMENTS))
        case "null":
            return st.none()
        case "object":
            return st.dictionaries(st.sampled_from(CARD), seldom(ODD))
    return st.one_of(IDS, st.text(max_size=8), st.sampled_from(TEXTS))


def of_row(rule: dict[str, Any], whole: dict[str, Any]) -> Json:
    """Rows with some of their fields."""
    fields = {name: of_rule(part, whole) for name, part in rule["properties"].items()}
    needed = {name: fields.pop(name) for name in rule.get("required", ()) if name in fields}
    if "id" in needed:
        needed["id"] = seldom(IDS)
    return st.fixed_dictionaries(needed, optional={**fields, "nobody_knows_it": STRANGE})


def of_table(rule: dict[str, Any], whole: dict[str, Any]) -> Json:
    (row,) = rule["patternProperties"].values()
    number = st.one_of(
        st.integers(1, 99).map(str), st.sampled_from(("0", "x", "9" * 18, "9" * 19, "9" * 5000))
    )
    return st.dictionaries(number, of_row(row, whole), max_size=3)


def files() -> st.SearchStrategy[bytes]:
    """Files by the schema, with a header in which anything may stand."""
    whole = schema()
    rules = dict(whole["properties"])
    header = of_row(rules.pop("header")["properties"]["1"], whole)
    sound = {"format": st.just("cxworkshop"), "version": seldom(st.just(1))}
    odd = st.tuples(header, st.fixed_dictionaries(sound)).map(lambda both: {**both[0], **both[1]})
    headers = seldom(st.just({"format": "cxworkshop", "version": 1}), odd)
    tables = st.fixed_dictionaries(
        {}, optional={**{name: of_table(rule, whole) for name, rule in rules.items()}, "weather": STRANGE}
    )
    return st.tuples(headers, tables).map(
        lambda both: json.dumps({"header": {"1": both[0]}, **both[1]}).encode()
    )


def asked(path: Path) -> None:
    """Asks a file everything that reads one. Fails on a mistake of the program, on an answer that takes too
    long, and when the file is another afterwards."""
    raw = path.read_bytes()
    with soon():
        spoken(path, "list")
    with soon():
        json.loads(spoken(path, "list", "--json"), parse_constant=_no_number)
    for verb in (["check"], ["show"], ["write", "--document", "plan", "--output", "-"], ["restore"]):
        with soon():
            assert "\x1b" not in spoken(path, verb[0], str(path), *verb[1:])
    with soon(), suppress(CxError):
        open_session(path).close()
    assert path.read_bytes() == raw


@contextmanager
def soon() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


def spoken(path: Path, *arguments: str) -> str:
    """What the command line answers."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", "replace")
    with redirect_stdout(out), redirect_stderr(out):
        assert main(["--sessions", str(path.parent), *arguments]) in (0, 1, 2)
    out.seek(0)
    return out.read()


def _no_number(name: str) -> float:
    raise AssertionError(f"{name} is not JSON")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("read") / "workshop.json"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("sound") / "demo.json"
    create(file, demo_session("en")).close()
    return file.read_bytes()


@MANY
@given(files())
def test_a_file_of_any_values_is_answered_in_words(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    asked(path)


@MANY
@given(st.integers(0))
def test_the_demo_with_any_bytes_changed_is_answered_in_words(path: Path, sound: bytes, seed: int) -> None:
    path.write_bytes(mutated(sound, random.Random(seed)))
    asked(path)


TOKENS = (
    b"null", b"true", b"-1", b"0", b"1e999", b"9" * 400, b"9" * 5000, b"NaN", b'""',
    b'"\\ud800"', b"[]", b"{}",
    b"[" * 300 + b"]" * 300, b'{"a":' * 300 + b"1" + b"}" * 300, b'"0001-01-01"', b'"9999-12-31"',
    b'"0001-01-01T00:00:00+14:00"', b'"9999-12-31T23:59:59-12:00"', b'"p99"',
)  # fmt: skip
VALUE = re.compile(rb'(?<=":)("(?:[^"\\]|\\.)*"|-?[0-9.]+|null|true|false)')


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A file after a few accidents: bytes lost, changed, doubled, or values that others took the place of."""
    for _time in range(chance.choice((1, 1, 2, 5, 20))):
        at, length = chance.randrange(len(raw)), chance.choice((1, 1, 4, 20, 300))
        match chance.randrange(24):
            case 0:
                raw = raw[:at] + raw[at + length :]
            case 1:
                raw = (
                    raw[:at] + bytes([chance.choice((chance.randrange(256), *b'"0,:{}[]x'))]) + raw[at + 1 :]
                )
            case 2:
                raw = raw[:at] + raw[at : at + length] + raw[at:]
            case 3:
                lines = raw.split(b"\n")
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                raw = b"\n".join(lines)
            case _:  # most of what is no JSON any more is answered alike
                values = list(VALUE.finditer(raw, chance.choice((0, 0, at))))
                if values:
                    value = chance.choice(values[:12] if chance.randrange(4) == 0 else values)
                    other = chance.choice((*TOKENS, chance.choice(values)[0]))
                    raw = raw[: value.start()] + other + raw[value.end() :]
    return raw


MEGABYTE = 10**6


def in_a_row(value: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(b'"role":"CEO"', b'"role":"CEO","hat":' + value, 1)


def as_a_role(value: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(b'"role":"CEO"', b'"role":' + value, 1)


def as_a_table(value: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw.rstrip()[:-1] + b',"weather":' + value + b"}\n"


def in_the_header(name: str, value: bytes) -> Callable[[bytes], bytes]:
    key = f'"{name}":'.encode()
    return lambda raw: raw.replace(b'"format":', key + value + b',"format":', 1).replace(
        b"," + key, b',"x":', 1
    )


def more(table: str, row: str) -> Callable[[bytes], bytes]:
    begin = f'"{table}":{{\n'.encode()
    rows = "".join(
        f'"{number}":{row},\n'.replace("#", str(number)) for number in range(10**5, 10**5 + 20_000)
    )
    return lambda raw: raw.replace(begin, begin + rows.encode(), 1)


GREAT: dict[str, Callable[[bytes], bytes]] = {
    "deep unknown field": in_a_row(b"[" * 500_000 + b"]" * 500_000),
    "field nested by hundreds": in_a_row(b'{"a":' * 600 + b"1" + b"}" * 600),
    "thousand fields nested by hundreds": in_a_row(b"[" + b",".join([b"[" * 450 + b"]" * 450] * 1000) + b"]"),
    "table nested by hundreds": as_a_table(b"[" * 700 + b"]" * 700),
    "deep table": as_a_table(b'{"a":' * 150_000 + b"1" + b"}" * 150_000),
    "nested where a text belongs": as_a_role(b"[" * 700 + b"]" * 700),
    "unknown field of so many digits": in_a_row(b"9" * MEGABYTE),
    "role of so many digits": as_a_role(b"9" * MEGABYTE),
    "many numbers of many digits": in_a_row(b"[" + b",".join([b"9" * 4200] * 230) + b"]"),
    "version of so many digits": in_the_header("version", b"9" * 900_000),
    "last number of so many digits": in_the_header("last_id", b"9" * 4200),
    "card nested by hundreds": in_the_header("card", b'{"a":' * 600 + b"1" + b"}" * 600),
    "version 0 and a nested field": lambda raw: in_a_row(b"[" * 600 + b"]" * 600)(
        in_the_header("version", b"0")(raw)
    ),
    "one key again and again": in_a_row(b"1," + b",".join([b'"hat":1'] * 120_000)),
    "one row again and again": more("people", '{"id":"p1","name":"Somebody"}'),
    "nothing but faults": more("people", '{"id":"q#","left_on":"x","function":[[1]]}'),
    "rows of no round": more("goals", '{"id":"g#","round":77}'),
    "half characters": in_a_row(b'"' + b"\\ud800" * 150_000 + b'"'),
    "a text of a megabyte": as_a_role(b'"' + b"x \\n" * 250_000 + b'"'),
}
"""What makes a megabyte of the demo."""


@pytest.mark.parametrize("name", GREAT)
def test_a_megabyte_of_anything_is_answered_soon(path: Path, sound: bytes, name: str) -> None:
    raw = GREAT[name](sound)
    assert raw != sound
    path.write_bytes(raw)
    asked(path)


def test_reading_a_megabyte_takes_no_more_memory_than_its_rows(path: Path, sound: bytes) -> None:
    most = 0
    for name, made in GREAT.items():
        path.write_bytes(made(sound))
        tracemalloc.start()
        with suppress(CxError):
            SessionFile.read(path)
        most = max(most, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert most < 100 * MEGABYTE, name
