"""What every record is: a frozen value with an id, in a table that says how its rows are kept and carried."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict

from cxworkshop.language import N_
from cxworkshop.model.kinds import Carried, Text


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the session file.

    `owner`: the session, or each round. `single`: exactly one row, whose id is the table's name. `key`: the
    field whose value is also the row's id, so that there is at most one row for each; such a row is created
    by the first change. Several fields are parted by a comma in the key and by a colon in the id
    ("good_leadership:p1"). `names`: the field a row is known by. `prefix` begins the ids of new rows.
    """

    name: str
    label: str
    one: str
    owner: Literal["session", "round"] = "round"
    single: bool = False
    key: str = ""
    names: str = ""
    prefix: str = ""
    carried: Carried = "copied"

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields whose values make the id."""
        return tuple(self.key.split(",")) if self.key else ()


class Part(BaseModel):
    """A frozen value inside a record."""

    @classmethod
    def blank(cls, **values: Any) -> Self:
        """One that holds its defaults, without the validator: building that for all records takes 100 ms,
        which whoever opens a session would wait for."""
        return cls.model_construct(**values)

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        allow_inf_nan=False,
        defer_build=True,
        populate_by_name=True,
        serialize_by_alias=True,
    )


class Record(Part):
    """One row of a table. `id` is unique in its table and round, and never changes."""

    table: ClassVar[Table]
    id: Annotated[str, Text(label=N_("Id"), carried="identity")]

    @property
    def name_shown(self) -> str:
        """What people call it; the id when it has no name yet."""
        return str(getattr(self, self.table.names, "") or self.id) if self.table.names else self.id

    def has_left(self, on: date) -> bool:
        """Whether it is offered no more on that day."""
        return False
