"""The base of all records: frozen values with an id, declared field by field, in a table with its own
rules."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType, NoneType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    NoReturn,
    Self,
    dataclass_transform,
    get_args,
    get_origin,
)

from cxworkshop.language import N_, _
from cxworkshop.model.kinds import Carried, Kind, Text


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the session file.

    `owner`: the session, or each round. `single`: exactly one row, whose id is the table's name. `key`: the
    field whose value is also the row's id, so that there is at most one row for each; such a row is created
    by the first change. Several fields are parted by a comma in the key and by a colon in the id
    ("good_leadership:p1"). `names`: the field a row is known by. `prefix` begins the
    ids of new rows; `singular` is the word for one row. What stands in a `private` table is shown in its own
    list only: not in messages, not by undo.
    """

    name: str
    label: str
    singular: str
    owner: Literal["session", "round"] = "round"
    single: bool = False
    key: str = ""
    names: str = ""
    prefix: str = ""
    carried: Carried = "copied"
    private: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields whose values form the id."""
        return tuple(self.key.split(",")) if self.key else ()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Part:
    """A frozen value inside a record. A field that was not given, or was given its default, has the default.

    Values are taken as they are: what comes from outside is judged by `cxworkshop.model.raw`. `extra` are
    values under names that this program does not know; a file keeps them.
    """

    extra: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    def __init__(self, **values: Any) -> None:
        # only what differs from the defaults, which are the class's own: most fields of most rows do not
        defaults, own = type(self), self.__dict__
        for name, value in values.items():
            default = getattr(defaults, name, NoneType)
            if value is not default and not (value == default and type(value) is type(default)):
                own[name] = value

    def model_copy(self, *, update: Mapping[str, Any] = MappingProxyType({})) -> Self:
        """The same with other values of some fields; they are taken as they are."""
        return type(self)(**{**self.__dict__, **update})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: records are frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted: records are frozen")

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self.__dict__ == other.__dict__)

    def __hash__(self) -> int:
        values = self.__dict__
        return hash((type(self), *((name, values[name]) for name in sorted(values) if name != "extra")))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({values})"


class Record(Part):
    """One row of a table. `id` is unique in its table and round, and never changes."""

    table: ClassVar[Table]
    id: Annotated[str, Text(label=N_("Id"), carried="identity")]

    @property
    def name_shown(self) -> str:
        """Its name; words for it when it has none. Never its id, which means nothing to people."""
        name = getattr(self, self.table.names, "") if self.table.names else ""
        return str(name or _("unnamed {thing}").format(thing=_(self.table.singular)))

    @property
    def is_unfinished(self) -> bool:
        """Whether the next round goes on with it, where only what is unfinished is carried."""
        return True

    def has_left(self, on: date) -> bool:
        """Whether it has left or is retired on that day, and so is not offered as a choice."""
        return False


class Declared(NamedTuple):
    """What is declared of one field. `key` is its name in a file, `holds` the type of its values, `member`
    that of a tuple's members; without a `kind` it is a part, or a table of records."""

    name: str
    key: str
    holds: type[Any]
    member: type[Any] | None
    may_be_none: bool
    kind: Kind | None
    default: Any


_declared_of: dict[type[Part], dict[str, Declared]] = {}


def declared(owner: type[Part]) -> dict[str, Declared]:
    """The fields of a record or a part by their names in a file, those of its base first."""
    if (fields := _declared_of.get(owner)) is not None:
        return fields
    fields = _declared_of[owner] = dict[str, Declared]()
    for cls in reversed(owner.__mro__):
        if issubclass(cls, Part):
            for name, annotation in inspect.get_annotations(cls).items():
                origin: Any = get_origin(annotation)
                if origin is not ClassVar:
                    field = _declared(owner, name, annotation)
                    fields[field.key] = field
    return fields


def _declared(owner: type[Part], name: str, annotation: Any) -> Declared:
    kind = None
    if get_origin(annotation) is Annotated:
        kind = next((item for item in annotation.__metadata__ if isinstance(item, Kind)), None)
        annotation = annotation.__origin__
    types = get_args(annotation) if NoneType in get_args(annotation) else (annotation,)
    (holds,) = (option for option in types if option is not NoneType)
    members = get_args(holds)
    # `from` is a word of Python, so the field is `from_`
    return Declared(
        name,
        name.removesuffix("_"),
        tuple if members else holds,
        members[0] if members else None,
        NoneType in types,
        kind,
        getattr(owner, name, None),
    )
