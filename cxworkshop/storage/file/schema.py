"""The JSON Schema of a session file, made from the declarations of the record; `cxworkshop schema` prints it.

Titles and descriptions are in the language in force.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cxworkshop.language import _
from cxworkshop.model.kinds import OLDER, Choice, Choices, Kind, Number
from cxworkshop.model.raw import NEWER
from cxworkshop.model.record import Declared, Part, Record, declared
from cxworkshop.model.session import TABLES
from cxworkshop.storage.file.header import FORMAT, HEADER, HEADER_ID, VERSION

_DOCUMENT = "^[1-9][0-9]*$"
_COUNT = {"type": "integer", "minimum": 1}
_TYPES: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    tuple: {"type": "array"},
}


def schema() -> dict[str, Any]:
    """What a session file may hold: the header, and an object of rows for each table. Unknown names are
    allowed and kept."""
    parts: dict[str, Any] = {}
    tables = {name: _table(record, parts) for name, record in TABLES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("A workshop's file"),
        "type": "object",
        "required": [HEADER],
        "properties": {HEADER: _header(), **tables},
        "$defs": parts,
    }


def _table(record: type[Record], parts: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"type": "object", "required": ["id"], "properties": _fields(record, parts)}
    if record.table.owner == "round":
        number = {
            **_COUNT,
            "title": _("Round"),
            "description": _("The number of the round the row belongs to."),
        }
        row = {**row, "required": ["id", "round"], "properties": {"round": number, **row["properties"]}}
    most = {"maxProperties": 1} if record.table.single and record.table.owner == "session" else {}
    rows = {"type": "object", "patternProperties": {_DOCUMENT: row}, "additionalProperties": False}
    return {"title": _(record.table.label), **rows, **most}


def _fields(owner: type[Part], parts: dict[str, Any]) -> dict[str, Any]:
    """The properties of a record or a part; the parts among them go to `parts` by their names."""
    properties = {}
    for key, field in declared(owner).items():
        if field.kind is not None:
            properties[key] = _field(field, field.kind)
            if isinstance(field.kind, Choice) and field.kind.newer:
                properties[key + NEWER] = _newer(field.kind)
            continue
        properties[key] = {"$ref": f"#/$defs/{field.holds.__name__}"}
        if field.holds.__name__ not in parts:
            parts[field.holds.__name__] = {"type": "object", "properties": _fields(field.holds, parts)}
    return properties


def _newer(kind: Choice) -> dict[str, Any]:
    """Where a value stands that the version before does not know."""
    return {
        "title": _(kind.label),
        "description": _("What an older program reads as {value}.").format(value=OLDER),
        "enum": [value for value, _words in kind.of if value in kind.newer],
    }


def _field(field: Declared, kind: Kind) -> dict[str, Any]:
    rule = dict(_TYPES[field.holds])
    match kind:
        case Choices():
            rule["items"] = {**_TYPES[str], "enum": [value for value, _words in kind.of]}
        case Choice():
            rule["enum"] = [value for value, _words in kind.of if value not in kind.newer]
        case Number():
            limits = {"minimum": kind.minimum, "maximum": kind.maximum}
            rule |= {name: limit for name, limit in limits.items() if limit is not None}
    if field.member is not None and "items" not in rule:
        rule["items"] = _TYPES[field.member]
    if field.may_be_none:
        rule = {"anyOf": [rule, {"type": "null"}]}
    about = {"description": _(kind.help)} if kind.help else {}
    default = {} if field.key == "id" else {"default": list(field.default) if field.member else field.default}
    return {"title": _(kind.label), **about, **rule, **default}


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
        "session": {"type": "string", "description": _("What the workshop is known by, in all its copies.")},
        "lineage": {
            "type": "array",
            "items": {"type": "string"},
            "description": _("What the rows of its older copies are known by, the newest last."),
        },
        "states": {
            "type": "array",
            "items": {"type": "string"},
            "description": _("What the rows of its latest states are known by, its own last."),
        },
        "names_pending": {
            "type": "boolean",
            "description": _("Other files of the workshop may have names of blind answers that were sealed."),
        },
        "card": {"type": "object", "description": _("What the library shows.")},
    }
    row = {"type": "object", "required": ["format", "version"], "properties": fields}
    return {"title": _("Header"), "type": "object", "required": [HEADER_ID], "properties": {HEADER_ID: row}}
