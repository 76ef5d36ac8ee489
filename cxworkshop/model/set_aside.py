"""Values that a merge of two versions could not keep in their cell, as the other version had put one there;
they stay beside the record until somebody settles the cell."""

import json
from hashlib import blake2b
from typing import Annotated, Any, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import Number, Text
from cxworkshop.model.record import Record, Table


class SetAside(Record):
    """The other value of one cell. The id is a digest of all the rest: whoever merges the same two versions
    writes the same row. `value` is JSON, as a file has it."""

    table: ClassVar[Table] = Table(
        name="set_aside",
        label=N_("Set aside"),
        singular=N_("value that was set aside"),
        owner="session",
        prefix="sa",
        carried="history",
        private=True,
    )
    in_table: Annotated[str, Text(label=N_("Table"))] = ""
    row: Annotated[str, Text(label=N_("Row"))] = ""
    field: Annotated[str, Text(label=N_("Field"))] = ""
    of_round: Annotated[
        int | None,
        Number(label=N_("Round"), help=N_("Empty where the row belongs to no round."), whole=True, minimum=1),
    ] = None
    value: Annotated[
        str, Text(label=N_("Value"), help=N_("As a file has it; no document prints what was set aside."))
    ] = ""


def set_aside(table: str, row: str, field: str, of_round: int | None, raw: Any) -> SetAside:
    """The row for a raw value at a place."""
    value = json.dumps(raw, ensure_ascii=False, sort_keys=True)
    digest = blake2b(f"{table}/{of_round}/{row}/{field}/{value}".encode(), digest_size=6).hexdigest()
    return SetAside(id=f"sa{digest}", in_table=table, row=row, field=field, of_round=of_round, value=value)
