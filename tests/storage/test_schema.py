"""The schema says of a file what the reading of it says."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.language import speaking
from cxworkshop.model.session import Session
from cxworkshop.model.tables import describe
from cxworkshop.storage.file.schema import schema
from cxworkshop.storage.file.session_file import SessionFile

AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def breaches(value: Any, rule: dict[str, Any], whole: dict[str, Any], at: str = "") -> list[str]:
    """As much of JSON Schema as ours uses."""
    if "$ref" in rule:
        return breaches(value, whole["$defs"][rule["$ref"].removeprefix("#/$defs/")], whole, at)
    found: list[str] = []
    for part in rule.get("allOf", ()):
        found += breaches(value, part, whole, at)
    if "anyOf" in rule and all(breaches(value, part, whole, at) for part in rule["anyOf"]):
        found.append(at)
    kind = rule.get("type")
    if kind and (
        not isinstance(value, TYPES.get(kind, type(None)))
        or (isinstance(value, bool) and kind in ("integer", "number"))
    ):
        return [*found, at]
    if value not in rule.get("enum", [value]) or value != rule.get("const", value):
        found.append(at)
    if isinstance(value, int | float) and not rule.get("minimum", value) <= value <= rule.get(
        "maximum", value
    ):
        found.append(at)
    if isinstance(value, list):
        found += [one for part in value for one in breaches(part, rule.get("items", {}), whole, f"{at}[]")]
    if isinstance(value, dict):
        found += [f"{at}.{name}" for name in rule.get("required", ()) if name not in value]
        for name, part in value.items():
            rules = [rule["properties"][name]] if name in rule.get("properties", {}) else []
            rules += [
                other
                for pattern, other in rule.get("patternProperties", {}).items()
                if re.search(pattern, name)
            ]
            if not rules and rule.get("additionalProperties", True) is False:
                found.append(f"{at}.{name}")
            found += [one for other in rules for one in breaches(part, other, whole, f"{at}.{name}")]
    return found


@pytest.fixture
def tables(tmp_path: Path, demo: Session) -> dict[str, Any]:
    SessionFile.create(tmp_path / "k.json", demo, AT)
    found: dict[str, Any] = json.loads((tmp_path / "k.json").read_text("utf-8"))
    return found


def test_what_the_program_writes_agrees_with_it(tables: dict[str, Any]) -> None:
    assert breaches(tables, schema(), schema()) == []


def test_what_nobody_knows_agrees_with_it_too(tables: dict[str, Any]) -> None:
    tables["weather"] = {"x": 1}
    next(iter(tables["people"].values()))["shoe_size"] = 43
    assert breaches(tables, schema(), schema()) == []


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("people", "name", 5),
        ("people", "function", "juggling"),
        ("people", "seniority_rank", 0),
        ("people", "joined_round", "1"),
        ("touchpoint_states", "level_now", 9),
        ("touchpoint_states", "importance", 6),
        ("ownerships", "mandate", {"budget_eur_per_year": -1}),
        ("rounds", "participants", ["p1", 2]),
        ("goals", "round", None),
    ],
)
def test_a_fault_in_a_file_is_a_breach_of_the_schema(
    tables: dict[str, Any], table: str, field: str, value: Any
) -> None:
    next(iter(tables[table].values()))[field] = value
    assert len(breaches(tables, schema(), schema())) >= 1


def test_it_tells_of_every_field_of_the_record() -> None:
    whole = schema()
    text = json.dumps(whole)
    for row in describe():
        assert f'"{row.key.split(".")[-1]}"' in text
    assert set(whole["properties"]) == {"header", *(row.table for row in describe())}


def test_its_titles_are_in_the_readers_language() -> None:
    english = schema()
    with speaking("fi"):
        finnish = schema()
    assert finnish["properties"]["people"]["title"] != english["properties"]["people"]["title"]
