"""The demo company as a session in one language: opened by `demo`, and read by most tests."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from cxworkshop.method import ballots
from cxworkshop.method.derived import DERIVED, derived_value
from cxworkshop.model.actions import STEPS
from cxworkshop.model.ballots import BallotLetter
from cxworkshop.model.place import Place
from cxworkshop.model.raw import read
from cxworkshop.model.record import Part, Record, declared
from cxworkshop.model.session import TABLES, Session

_FILE = Path(__file__).parent / "content" / "demo.json"
_DECISION_POINT = "buy"
_PASSED_IN_AN_OPEN_ROUND = 6
"""The demo's second round stands in Redefine: landing and five stairs are passed."""
_OTHER_NAMES = {"plan": "agenda"}


@lru_cache(maxsize=4)
def demo_session(language: str) -> Session:
    """The demo in one language: two rounds, the second one open.

    Raises ValueError when the file holds a field that no record declares.
    """
    entry = _in_one_language(json.loads(_FILE.read_text("utf-8"))["session"], language)
    identities = {
        name: entry.pop(name) for name in ("people", "partners", "stages", "touchpoints", "measures")
    }
    for person in identities["people"]:
        del person["in_room"]  # presence is the round's participants
    for stage in identities["stages"]:
        stage["decision_point"] = stage["id"] == _DECISION_POINT
    session, faults = read(
        Session,
        {
            **identities,
            "workshop": {
                "id": "workshop",
                "title": entry["title"],
                "language": language,
                "facilitator": entry["facilitator"],
                "created_on": entry["created_on"],
            },
            "organisation": {"id": "organisation", **entry["organisation"]},
            "rounds": [_round(round_) for round_ in entry["rounds"]],
        },
    )
    if unknown := [*(f"{fault.field}: {fault.words}" for fault in faults), *_undeclared(session)]:
        raise ValueError(f"{_FILE.name} holds what the record has no field for: {', '.join(unknown)}")
    return _with_letters(_without_computed_values(session))


def _with_letters(session: Session) -> Session:
    """The letters that the answers of each round were given with."""
    rounds = []
    for round_ in session.rounds:
        candidates = ballots.candidates(session.as_of(round_.number)).items()
        letters = tuple(BallotLetter(id=letter, letter=letter, person=who.id) for letter, who in candidates)
        rounds.append(round_.model_copy(update={"letters": letters}))
    return session.model_copy(update={"rounds": tuple(rounds)})


def _in_one_language(value: Any, language: str) -> Any:
    """`value` with each `{en, fi}` pair replaced by one string, and without None."""
    if isinstance(value, dict):
        if value.keys() == {"en", "fi"}:
            return value[language]
        return {name: _in_one_language(part, language) for name, part in value.items() if part is not None}
    return [_in_one_language(part, language) for part in value] if isinstance(value, list) else value


def _round(entry: dict[str, Any]) -> dict[str, Any]:
    """A round of the demo file in the record's shape."""
    entry = {_OTHER_NAMES.get(name, name): value for name, value in entry.items()}
    started = datetime.combine(datetime.fromisoformat(entry["started_on"]), time())
    for evidence in entry["evidence"]:
        if evidence["source_type"] == "interview":
            evidence["source_type"] = "interviews"
    tables: dict[str, Any] = {
        "id": str(entry["number"]),
        "ballots": [{"number": "1", "sealed_at": started, "revealed_at": started}],
        **_blind_answers(entry),
        "objections": [
            {"touchpoint": ownership["touchpoint"], **objection}
            for ownership in entry["ownerships"]
            for objection in ownership.pop("objections")
        ],
        "redefinition_triggers": [{"text": text} for text in entry.pop("redefinition_triggers")],
        "steps": _steps(entry),
    }
    for name, value in entry.items():
        is_single_row = name in TABLES and isinstance(value, dict)
        tables[name] = {"id": name, **value} if is_single_row else value
    return {
        name: _rows(name, value) if name in TABLES and isinstance(value, list) else value
        for name, value in tables.items()
    }


def _blind_answers(entry: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The tables of blind answers, taken out of the round they are nested in."""
    ballots, guesses = entry.pop("ownership_ballots"), entry.pop("guesses")
    levels, functions = entry.pop("overall_level_ballot"), entry.pop("customer_centric_functions")
    return {
        "ownership_ballots": [
            {"ballot": "1", "touchpoint": touchpoint, "participant": participant, **answer}
            for touchpoint, answers in ballots.items()
            for participant, answer in answers.items()
        ],
        "guesses": [
            {"measure": measure, "participant": participant, "value": value}
            for measure, values in guesses.items()
            for participant, value in values.items()
        ],
        "overall_levels": [
            {"participant": participant, "value": value} for participant, value in levels.items()
        ],
        "function_scores": [
            {"function": function, "value": value}
            for function, values in functions.items()
            for value in values
        ],
    }


def _rows(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with ids: their own, else their keys, else the table's prefix and a running number.

    A score without a name has a running number in place of its participant.
    """
    declaration = TABLES[table].table
    finished = []
    for i, row in enumerate(rows, 1):
        carried = row.pop("carried", False)
        keys = ":".join(row.get(key) or f"{i:02d}" for key in declaration.keys)
        row_id = row.get("id", keys or f"{declaration.prefix}{i:02d}")
        finished.append({**row, "id": row_id, **({"carried_from": row_id} if carried else {})})
    return finished


def _steps(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The states of the steps: all are passed in a closed round, with an override where a check was open."""
    passed = STEPS if "closed_on" in entry else STEPS[:_PASSED_IN_AN_OPEN_ROUND]
    overridden = {int(override["gate"][1]) for override in entry["gate_overrides"]}
    return [
        {
            "step": step,
            "state": "passed_with_override" if i in overridden else "passed",
            "passed_on": entry["started_on"],
        }
        for i, (step, _words) in enumerate(passed)
    ]


def _without_computed_values(session: Session) -> Session:
    """The session without values that equal the computed ones: what is left was chosen by the group."""
    for table, field in DERIVED:
        if TABLES[table].table.owner == "session":
            session = session.model_copy(update={table: _chosen(session, table, field)})
    rounds = []
    round_fields = [key for key in DERIVED if TABLES[key[0]].table.owner == "round"]
    for round_ in session.rounds:
        as_of = session.as_of(round_.number)
        chosen = {table: _chosen(as_of, table, field) for table, field in round_fields}
        rounds.append(round_.model_copy(update=chosen))
    return session.model_copy(update={"rounds": tuple(rounds)})


def _chosen(session: Session, table: str, field: str) -> tuple[Record, ...] | Record:
    on = session.round.started_on or date.max
    rows = tuple(
        row.model_copy(update={field: None})
        if getattr(row, field) == derived_value(session, Place(table, row.id, field), on)
        else row
        for row in session.records(table)
    )
    return rows[0] if TABLES[table].table.single else rows


def _undeclared(value: Part, path: str = "") -> list[str]:
    """The paths of the fields under `value` that no record declares."""
    names = [path + name for name in value.extra]
    for field in declared(type(value)).values():
        content = getattr(value, field.name)
        for i, part in enumerate(content if isinstance(content, tuple) else (content,)):
            if isinstance(part, Part):
                names += _undeclared(part, f"{path}{field.name}[{i}].")
    return names
