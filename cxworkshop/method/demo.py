"""The demo company as a real session, in one language: what `demo` opens and what most tests read."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from cxworkshop.method.derived import DERIVED, derived_value
from cxworkshop.model.actions import STEPS
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

    Raises ValueError when the file holds something the record has no field for.
    """
    told = _in_one_language(json.loads(_FILE.read_text("utf-8"))["session"], language)
    identities = {
        name: told.pop(name) for name in ("people", "partners", "stages", "touchpoints", "measures")
    }
    for person in identities["people"]:
        del person["in_room"]  # presence is the round's participants
    for stage in identities["stages"]:
        stage["decision_point"] = stage["id"] == _DECISION_POINT
    session, wrong = read(
        Session,
        {
            **identities,
            "workshop": {
                "id": "workshop",
                "title": told["title"],
                "language": language,
                "facilitator": told["facilitator"],
                "created_on": told["created_on"],
            },
            "organisation": {"id": "organisation", **told["organisation"]},
            "rounds": [_round(one) for one in told["rounds"]],
        },
    )
    if strange := [*(f"{fault.field}: {fault.words}" for fault in wrong), *_unknown(session)]:
        raise ValueError(f"{_FILE.name} holds what the record has no field for: {', '.join(strange)}")
    return _without_what_is_computed(session)


def _in_one_language(value: Any, language: str) -> Any:
    """`value` with one string for each text in both languages, and without what is empty."""
    if isinstance(value, dict):
        if value.keys() == {"en", "fi"}:
            return value[language]
        return {name: _in_one_language(part, language) for name, part in value.items() if part is not None}
    return [_in_one_language(part, language) for part in value] if isinstance(value, list) else value


def _round(told: dict[str, Any]) -> dict[str, Any]:
    """The demo's round in the record's shape."""
    told = {_OTHER_NAMES.get(name, name): value for name, value in told.items()}
    started = datetime.combine(datetime.fromisoformat(told["started_on"]), time())
    answers, guesses = told.pop("ownership_ballots"), told.pop("guesses")
    levels, functions = told.pop("overall_level_ballot"), told.pop("customer_centric_functions")
    made: dict[str, Any] = {
        "id": str(told["number"]),
        "ballots": [{"number": "1", "sealed_at": started, "revealed_at": started}],
        "ownership_ballots": [
            {"ballot": "1", "touchpoint": touchpoint, "participant": participant, **answer}
            for touchpoint, given in answers.items()
            for participant, answer in given.items()
        ],
        "guesses": [
            {"measure": measure, "participant": participant, "value": value}
            for measure, given in guesses.items()
            for participant, value in given.items()
        ],
        "overall_levels": [
            {"participant": participant, "value": value} for participant, value in levels.items()
        ],
        "function_scores": [
            {"function": function, "value": value}
            for function, values in functions.items()
            for value in values
        ],
        "objections": [
            {"touchpoint": ownership["touchpoint"], **objection}
            for ownership in told["ownerships"]
            for objection in ownership.pop("objections")
        ],
        "redefinition_triggers": [{"text": text} for text in told.pop("redefinition_triggers")],
        "steps": _steps(told),
    }
    for evidence in told["evidence"]:
        if evidence["source_type"] == "interview":
            evidence["source_type"] = "interviews"
    for name, value in told.items():
        if name in TABLES and isinstance(value, dict):
            made[name] = {"id": name, **value}
        else:
            made[name] = value
    return {
        name: _rows(name, value) if name in TABLES and isinstance(value, list) else value
        for name, value in made.items()
    }


def _rows(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with ids: their own, made of their keys, or the table's prefix and a running number.

    A score without a name has a running number where its participant would stand.
    """
    declared = TABLES[table].table
    found = []
    for i, row in enumerate(rows, 1):
        carried = row.pop("carried", False)
        made = ":".join(row.get(key) or f"{i:02d}" for key in declared.keys) or f"{declared.prefix}{i:02d}"
        row_id = row.get("id", made)
        found.append({**row, "id": row_id, **({"carried_from": row_id} if carried else {})})
    return found


def _steps(told: dict[str, Any]) -> list[dict[str, Any]]:
    """All steps are passed in a closed round; where a must or a should was open, with an override."""
    passed = STEPS if "closed_on" in told else STEPS[:_PASSED_IN_AN_OPEN_ROUND]
    overridden = {int(override["gate"][1]) for override in told["gate_overrides"]}
    return [
        {
            "step": step,
            "state": "passed_with_override" if i in overridden else "passed",
            "passed_on": told["started_on"],
        }
        for i, (step, _words) in enumerate(passed)
    ]


def _without_what_is_computed(session: Session) -> Session:
    """The session with values only where they differ from what would be computed: those are what the room
    chose."""
    for table, field in DERIVED:
        if TABLES[table].table.owner == "session":
            session = session.model_copy(update={table: _chosen(session, table, field)})
    rounds = []
    for one in session.rounds:
        seen = session.as_of(one.number)
        of_rounds = (key for key in DERIVED if TABLES[key[0]].table.owner == "round")
        rounds.append(
            one.model_copy(update={table: _chosen(seen, table, field) for table, field in of_rounds})
        )
    return session.model_copy(update={"rounds": tuple(rounds)})


def _chosen(session: Session, table: str, field: str) -> tuple[Record, ...]:
    on = session.round.started_on or date.max
    return tuple(
        row.model_copy(update={field: None})
        if getattr(row, field) == derived_value(session, Place(table, row.id, field), on)
        else row
        for row in session.records(table)
    )


def _unknown(value: Part, path: str = "") -> list[str]:
    """Every field under `value` that no record declares, by its path."""
    names = [path + name for name in value.extra]
    for field in declared(type(value)).values():
        held = getattr(value, field.name)
        for i, part in enumerate(held if isinstance(held, tuple) else (held,)):
            if isinstance(part, Part):
                names += _unknown(part, f"{path}{field.name}[{i}].")
    return names
