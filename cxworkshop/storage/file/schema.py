"""The JSON Schema of a session file, made from the declarations of the record; `cxworkshop schema` prints it.

Titles and descriptions are in the language in force.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from cxworkshop.language import _
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES
from cxworkshop.storage.file.header import FORMAT, HEADER, HEADER_ID, VERSION

_DOCUMENT = "^[1-9][0-9]*$"
_COUNT = {"type": "integer", "minimum": 1}


def schema() -> dict[str, Any]:
    """What a session file may hold: the header, and an object of rows for each table. Unknown names are
    allowed and kept."""
    rows, shared = models_json_schema(
        [(record, "validation") for record in TABLES.values()], ref_template="#/$defs/{model}"
    )
    properties = {name: _table(record, rows[record, "validation"]) for name, record in TABLES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("A workshop's file"),
        "type": "object",
        "required": [HEADER],
        "properties": {HEADER: _header(), **properties},
        "$defs": shared["$defs"],
    }


def _table(record: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    if record.table.owner == "round":
        of_round = {
            "round": {
                **_COUNT,
                "title": _("Round"),
                "description": _("The number of the round the row belongs to."),
            }
        }
        row = {"allOf": [row, {"type": "object", "required": ["round"], "properties": of_round}]}
    found: dict[str, Any] = {
        "title": _(record.table.label),
        "type": "object",
        "patternProperties": {_DOCUMENT: row},
    }
    if record.table.single and record.table.owner == "session":
        found["maxProperties"] = 1
    return {**found, "additionalProperties": False}


def _header() -> dict[str, Any]:
    fields = {
        "format": {"const": FORMAT},
        "version": {
            **_COUNT,
            "description": _("This program writes version {version}.").format(version=VERSION),
        },
        "oldest_reader": {**_COUNT, "description": _("The oldest version that can read the file.")},
        "oldest_writer": {**_COUNT, "description": _("The oldest version that may write the file.")},
        "program": {"type": "string", "description": _("What wrote the file.")},
        "updated_at": {
            "type": "string",
            "format": "date-time",
            "description": _("When the file was written."),
        },
        "last_id": {**_COUNT, "description": _("The newest number of a row; none is used again.")},
        "card": {"type": "object", "description": _("What the library shows.")},
    }
    row = {"type": "object", "required": ["format", "version"], "properties": fields}
    return {"title": _("Header"), "type": "object", "required": [HEADER_ID], "properties": {HEADER_ID: row}}
