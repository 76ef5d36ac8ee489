"""Words that were typed into a cell and could not be read as its kind of value: they stay beside the record
until the cell is mended."""

from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import Text
from cxworkshop.model.record import Record, Table


class Unread(Record):
    """The words at one place of the record. `place` is "table/id/field", also of a table of the session."""

    table: ClassVar[Table] = Table(
        name="unread",
        label=N_("Not understood"),
        singular=N_("words that were not understood"),
        key="place",
        carried="copied",
    )
    place: Annotated[str | None, Text(label=N_("Place"), help=N_("Table, row and field."))] = None
    text: Annotated[str, Text(label=N_("Words"), help=N_("As they were typed; no document has them."))] = ""
