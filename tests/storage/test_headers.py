"""A listing starts whatever stands in the first row of a file: its row says what is wrong, others stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.cli import main
from cxworkshop.errors import Unreadable
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Session
from cxworkshop.storage.file.folder import summaries, summary
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.summary import Summary

CARD: dict[str, Any] = {
    "title": "Title", "organisation": "Oy", "language": "en", "promise": "Soon", "round": 1, "closed": False,
    "steps": {"define": "passed"}, "steps_passed": 1, "clear_share": 0.5, "vacant": 1, "contested": 0,
    "next_review_on": "2026-12-01", "actions_due": ["2026-11-01", None],
    "clear_before": 0.25, "checked_on": "2026-06-01",
    "check_ins": [["2026-06-01", 4, 1]], "headlines": [["practice", 0.5, 14], ["agreement", 0.6, None]],
}  # fmt: skip
HEADER: dict[str, Any] = {
    "format": "cxworkshop", "version": 1, "updated_at": "2026-11-12T22:45:00+02:00", "session": "a1",
    "lineage": [], "card": CARD,
}  # fmt: skip
AT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
DEEP = '{"a":' * 400 + "1" + "}" * 400
ODD = (
    "true", "-1", "1.5", "1e999", "NaN", "-Infinity", "9" * 400, "-" + "9" * 4000, "9" * 5000, '""', '"x"',
    '"\\ud800"', '"0001-01-01"', '"9999-12-31"', '"2026-11-12T25:00"', "[]", "[[1]]",
    '["2026-11-12",5]', "{}", '{"define":["passed"]}', DEEP, "[" * 400 + "]" * 400, "[" * 5000 + "]" * 5000,
)  # fmt: skip
"""Values of a header as they stand in a file."""
EXTREME = (
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999+00:00",
)  # fmt: skip


def put(folder: Path, name: str, header: dict[str, Any], **raw: str) -> Path:
    """A file of a header, and of values as they are spelled."""
    rest = "".join(f',"{key}":{value}' for key, value in raw.items())
    own = {key: value for key, value in header.items() if key not in raw}
    (path := folder / name).write_text(f'{{"header":{{"1":{json.dumps(own)[:-1]}{rest}}}}}}}\n', "utf-8")
    return path


def with_card(folder: Path, name: str, key: str, value: str) -> Path:
    card = json.dumps({other: it for other, it in CARD.items() if other != key})[:-1] + f',"{key}":{value}}}'
    return put(folder, name, HEADER, card=card)


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, list[dict[str, Any]]]:
    """What `list` and `list --json` say of a folder."""
    capsys.readouterr()
    assert main(["--sessions", str(folder), "--language", "en", "list"]) == 0
    table = capsys.readouterr().out
    assert main(["--sessions", str(folder), "--language", "en", "list", "--json"]) == 0
    return table, json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


@pytest.mark.parametrize("value", ODD)
def test_a_value_of_another_shape_leaves_the_listing_and_the_other_rows_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    put(tmp_path, "sound.json", {**HEADER, "session": "b2"})
    for key in CARD:
        with_card(tmp_path, f"card-{key}.json", key, value)
    for key in HEADER:
        put(tmp_path, f"head-{key}.json", HEADER, **{key: value})
    table, rows = listed(tmp_path, capsys)
    assert len(rows) == 1 + len(CARD) + len(HEADER)
    assert next(row for row in rows if row["slug"] == "sound") == {
        "slug": "sound",
        "path": str(tmp_path / "sound.json"),
        "organisation": "Oy",
        "title": "Title",
        "round": 1,
        "steps_passed": 1,
        "clear_share": 0.5,
        "next_review_on": "2026-12-01",
        "clear_share_before": 0.25,
        "actions_open": 2,
        "actions_overdue": 1,
        "last_check_in": "2026-06-01",
        "updated_at": summary(tmp_path / "sound.json").updated_at.isoformat(),  # type: ignore[union-attr]
        "readable": True,
        "problem": None,
        "version": 1,
        "program": HEADER.get("program"),
        "version_of": None,
        "stands": None,
    }
    assert table.count("sound") == 1


@pytest.mark.parametrize("moment", EXTREME)
def test_a_time_at_the_end_of_all_times_is_said_and_sorted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    put(tmp_path, "sound.json", HEADER)
    put(tmp_path, "odd.json", {**HEADER, "session": "b2", "updated_at": moment})
    table, rows = listed(tmp_path, capsys)
    assert "! odd.json: Not understood in its first row: updated_at." in table
    assert [(row["slug"], row["updated_at"] is None, row["readable"]) for row in rows] == [
        ("sound", False, True),
        ("odd", True, True),
    ]


@pytest.mark.parametrize(
    "moment", ["2026-11-12T22:45:00", "2026-11-12 22:45:00.123456", "2026-11-12T22:45:00Z", "2026-11-12"]
)
def test_a_time_without_a_zone_or_with_fractions_is_a_time(tmp_path: Path, moment: str) -> None:
    found = summary(put(tmp_path, "a.json", {**HEADER, "updated_at": moment}))
    assert found.updated_at is not None
    assert found.updated_at.date().isoformat().startswith("2026-11-1")
    assert not found.flaw


@pytest.mark.parametrize("key", CARD)
def test_a_row_names_what_it_does_not_understand_and_shows_the_rest(tmp_path: Path, key: str) -> None:
    found = summary(with_card(tmp_path, "a.json", key, "5.5"))
    assert str(found.flaw) == f"Not understood in its first row: card.{key}."
    assert found.readable
    assert found.title == ("" if key == "title" else "Title")


@pytest.mark.parametrize("key", ["session", "lineage"])
@pytest.mark.parametrize("value", ["5", '["x", 5]', '{"a": 1}', '"\\u00e4"'])
def test_a_row_says_that_its_relation_to_other_files_is_not_understood(
    tmp_path: Path, key: str, value: str
) -> None:
    odd = summary(put(tmp_path, "a.json", HEADER, **{key: value}))
    assert str(odd.flaw) == f"Not understood in its first row: {key}."
    assert odd.readable


def test_check_says_of_a_header_what_a_listing_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, "a.json", {**HEADER, "updated_at": "soon"})
    assert main(["--language", "en", "check", str(path)]) == 1
    assert "a.json: Not understood in its first row: updated_at." in capsys.readouterr().out


def test_what_stands_in_no_card_or_is_nothing_is_no_flaw(tmp_path: Path) -> None:
    assert not summary(put(tmp_path, "a.json", {**HEADER, "card": {}})).flaw
    assert not summary(put(tmp_path, "b.json", {"format": "cxworkshop", "version": 1})).flaw
    assert not summary(put(tmp_path, "c.json", {**HEADER, "card": dict.fromkeys(CARD)})).flaw


def test_the_card_of_a_newer_version_is_shown_as_far_as_it_is_understood(tmp_path: Path) -> None:
    card = {**CARD, "steps": [{"id": "define", "state": "passed"}], "round": {"number": 3}, "mood": "good"}
    newer = {**HEADER, "version": 7, "oldest_writer": 7, "card": card}
    found = summary(put(tmp_path, "a.json", newer))
    assert (found.organisation, found.title, found.round, found.steps) == ("Oy", "Title", None, {})
    assert str(found.flaw) == "Not understood in its first row: card.round, card.steps."


def test_the_order_of_rows_is_the_same_whatever_stands_among_them(tmp_path: Path) -> None:
    for number, moment in enumerate((*EXTREME, "2026-11-12T22:45:00", "2025-01-01T00:00:00+02:00")):
        put(tmp_path, f"{number}.json", {**HEADER, "session": str(number), "updated_at": moment})
    assert [one.slug for one in summaries(tmp_path)][:2] == ["6", "7"]


@pytest.mark.parametrize("value", [0, -1, -(10**30), "x", None, 1.5, True, [], {}])
@pytest.mark.parametrize("name", ["version", "oldest_reader", "oldest_writer"])
def test_a_version_that_is_none_is_refused_by_its_name(tmp_path: Path, name: str, value: Any) -> None:
    path = put(tmp_path, "a.json", {**HEADER, name: value})
    for read in (SessionFile.read, raised):
        with pytest.raises(Unreadable, match=f"Its first row is damaged: {name} is "):
            read(path)


def raised(path: Path) -> Summary:
    found = summary(path)
    if found.trouble:
        raise Unreadable(found.trouble)
    return found


@pytest.mark.parametrize("last", [0, -5, 10**17, 10**18, 10**30, 10**4000])
def test_a_last_number_of_any_length_leads_to_rows_that_can_be_read_again(tmp_path: Path, last: int) -> None:
    path = put(tmp_path, "a.json", {**HEADER, "last_id": last})
    file = SessionFile.read(path)
    assert not file.read_only
    people = Session(people=(Person(id="p1", name="Anna"), Person(id="p2", name="Bo")))
    file.write(people, AT)
    again = SessionFile.read(path)
    assert (again.faults, again.session.people) == ((), people.people)
