"""The entries of the settings file, each with its kind of value: how it is typed, shown and checked. Used for
tables of the file and by the screen of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import N_, Words, say
from cxworkshop.method.limits import LIMITS, put_in_force
from cxworkshop.model.kinds import Choice, Kind, Reading, Text
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session
from cxworkshop.settings.keys import key_from, rebindable
from cxworkshop.settings.troubles import as_toml, no_table, suggestion, trouble

NEW = {
    "organisation": "organisation.name",
    "sector": "organisation.sector",
    "language": "workshop.language",
    "agenda": "rounds.agenda",
    "facilitator": "workshop.facilitator",
}
"""What a new workshop begins with: the field of the record by entry."""
TABLE_ENTRIES: Mapping[str, tuple[str, ...]] = {"new": tuple(NEW), "limits": tuple(LIMITS)}
READING = Reading(Session(), date.min)
"""Against which entries are read: they name nobody and no day."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Keys(Kind):
    """Keys of a command, as people write them, with spaces between."""

    def parse(self, text: str, reading: Reading) -> tuple[str, ...]:
        words = tuple(text.split())
        for word in words:
            if not key_from(word):
                raise NotUnderstood(say("{word} is no key", word=word))
        return words

    def show(self, value: Any, reading: Reading) -> str:
        from cxworkshop.commands import key_name

        return " ".join(dict.fromkeys(key_name(key) for key in value or ()))


class Entry(NamedTuple):
    """An entry of the file: its name behind that of its table, if any, and what it takes. `usual` is the
    value that holds without it."""

    table: str
    name: str
    kind: Kind
    usual: object = None

    @property
    def path(self) -> tuple[str, ...]:
        return (self.table, self.name) if self.table else (self.name,)

    def shown(self, value: object) -> str:
        return self.kind.show(value, READING)


GENERAL = (
    Entry("", "language", Choice(
        label=N_("Language of the program"),
        help=N_("What screens and messages are written in. A workshop has a language of its own."),
        of=(("en", N_("English")), ("fi", N_("Finnish"))),
    )),
    Entry("", "theme", Choice(
        label=N_("Theme"),
        help=N_("Light reads better on a projector in a bright room."),
        of=(("dark", N_("dark")), ("light", N_("light"))),
    ), "dark"),
    Entry("", "folder", Text(
        label=N_("Folder of the workshops"),
        help=N_("Where workshops are kept: a folder, or the address of a store. Holds from the next start."),
    )),
    Entry("", "templates", Text(
        label=N_("Folder of templates"),
        help=N_("Your firm's own templates of documents. They take the place of ours, or add to them."),
    )),
)  # fmt: skip


def groups() -> dict[str, tuple[Entry, ...]]:
    """All entries by the title of their group, in the order in which they are shown."""
    return {
        N_("Program"): GENERAL,
        N_("A new workshop"): tuple(_entry_of(name) for name in NEW),
        N_("Limits"): tuple(Entry("limits", name, limit.kind, limit.usual) for name, limit in LIMITS.items()),
        N_("Keys"): tuple(
            Entry("keys", id, Keys(label=command.title, help=command.help), command.keys)
            for id, command in rebindable().items()
        ),
    }


def _entry_of(name: str) -> Entry:
    table, _dot, field = NEW[name].partition(".")
    kind = field_of(table, field).kind
    usual = {"sector": "private", "agenda": "half_day"}.get(name)
    return Entry("new", name, kind, usual)


def read_table(name: str, table: object, path: str, troubles: list[Words]) -> dict[str, Any]:
    """The right entries of a table; what is wrong is added to `troubles`."""
    examples = {"new": '[new] sector = "public"', "limits": "[limits] load = 5"}
    if not isinstance(table, dict):
        troubles.append(no_table(path, name, table, examples[name]))
        return {}
    entries = {entry.name: entry for group in groups().values() for entry in group if entry.table == name}
    values = {}
    for key, value in table.items():
        entry = entries.get(key)
        if entry is None:
            fault: Words = say("there is no entry {word}", word=key)
            troubles.append(trouble(path, f"{name}.{key}", fault, suggestion(key, entries)))
        elif fault := _fault(entry.kind, value):
            near = ", ".join(str(option.value) for option in entry.kind.options(READING))
            troubles.append(trouble(path, f"{name}.{key}", fault, near))
        else:
            values[key] = value
    if name == "limits":
        put_in_force(values)
    return values


def _fault(kind: Kind, value: object) -> Words:
    """Why a value of the file is not taken; empty when it is."""
    if isinstance(kind, Choice):
        allowed = [option.value for option in kind.options(READING)]
        return "" if value in allowed else say("{word} is not known", word=as_toml(value))
    if isinstance(kind, Text):
        return (
            ""
            if isinstance(value, str) and value
            else say("{word} is no text in quotes", word=as_toml(value))
        )
    if not isinstance(value, int) or isinstance(value, bool):
        return say("{value} is not {expected}", value=as_toml(value), expected=kind.expected())
    return kind.fault(value) or ""
