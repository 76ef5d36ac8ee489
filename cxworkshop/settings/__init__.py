"""The user's settings, read from one TOML file before anything is shown: language, theme, folders, what a new
workshop begins with, limits of the diagnoses, keys.

Flags override the environment, the environment overrides this file. A wrong entry is left out and reported in
`Settings.troubles`; the others apply. Paths are strings here: importing pathlib would cost `--help` a tenth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cxworkshop.errors import WrongUse
from cxworkshop.language import LANGUAGES, Words, say
from cxworkshop.settings.troubles import ABOVE, TABLES, THEMES, as_toml, quoted, suggestion, trouble
from cxworkshop.storage.mistyped import looks_like_an_address

__all__ = ["THEMES", "Settings", "read", "settings", "settings_path"]


class Settings(NamedTuple):
    """The entries of the file; empty where it has none. `troubles` describe its wrong entries."""

    language: str = ""
    theme: str = ""
    folder: str = ""
    templates: str = ""
    new: Mapping[str, str] = {}  # no table is ever changed in place
    limits: Mapping[str, float] = {}
    keys: Mapping[str, tuple[str, ...]] = {}
    troubles: tuple[Words, ...] = ()


def settings_path() -> str:
    """The path in CXWORKSHOP_SETTINGS, else the system's usual place."""
    if named := os.environ.get("CXWORKSHOP_SETTINGS"):
        return os.path.expanduser(named)
    system: str = sys.platform
    if system == "linux":  # as platformdirs, whose import takes an eighth of --help
        return os.path.expanduser(
            os.path.join(os.environ.get("XDG_CONFIG_HOME") or "~/.config", "cxworkshop", "settings.toml")
        )
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("cxworkshop", appauthor=False), "settings.toml")


_in_force: Settings | None = None


def settings() -> Settings:
    """The settings in force, read once."""
    global _in_force
    if _in_force is None:
        _in_force = read(settings_path())
    return _in_force


def forget() -> None:
    """Lets the settings be read anew."""
    global _in_force
    _in_force = None


def settle(path: Sequence[str], value: object) -> None:
    """Puts an entry in force, by its name behind that of its table, for as long as the program runs; None
    takes it out. Raises WrongUse, with what held before in force, when it cannot hold."""
    global _in_force
    from cxworkshop.commands import rebind
    from cxworkshop.method.limits import put_in_force

    before = settings()
    entries: dict[str, Any] = {name: entry for name, entry in before._asdict().items() if entry}
    entries.pop("troubles", None)
    *tables, name = path
    place = entries
    for table in tables:
        place[table] = place = dict(place.get(table, {}))
    place.pop(name, None)
    if value is not None:
        place[name] = value
    now = _settings_from(entries, "")
    _in_force = before if now.troubles else now
    rebind(_in_force.keys)
    put_in_force(_in_force.limits)
    if now.troubles:
        raise WrongUse(now.troubles[0])


def read(path: str) -> Settings:
    """The settings of a file; empty settings without one."""
    if path == os.devnull or not os.path.lexists(path):  # settings are switched off, or nobody has any
        return Settings()
    from pathlib import Path

    from cxworkshop.storage.outside import open_file

    try:
        with open_file(Path(path)) as file:
            text = file.read().decode()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        from cxworkshop.storage.file.disk_errors import why_unreadable  # only a mistake pays for it

        return Settings(troubles=(say("{file} cannot be read: {why}", file=path, why=why_unreadable(error)),))
    except UnicodeDecodeError:
        return Settings(
            troubles=(say("{file} cannot be read: {why}", file=path, why=say("it is no text in UTF-8")),)
        )
    return read_text(text, path)


def read_text(text: str, path: str) -> Settings:
    """The settings of a text that stands, or will stand, in the file at a path."""
    import tomllib

    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(troubles=(_syntax_trouble(path, text, str(error)),))
    return _settings_from(entries, path)


def _syntax_trouble(path: str, text: str, message: str) -> Words:
    """Where the file is not TOML, with its line: tomllib's message is in English only and names no entry."""
    import re

    lines = text.splitlines()
    match = re.search(r"line (\d+)", message)
    n = int(match[1]) if match else max((i for i, line in enumerate(lines, 1) if line.strip()), default=1)
    return say(
        "{file}, line {n}: {line} cannot be read. Words stand in quotes, and each entry once: {example}",
        file=path, n=n, line=quoted(lines[n - 1].strip()), example='language = "fi"',
    )  # fmt: skip


def _settings_from(entries: Mapping[str, Any], path: str) -> Settings:
    """Puts keys and limits in force; each table must hold what is read from a file."""
    troubles: list[Words] = []
    values: dict[str, Any] = {}
    for name, value in entries.items():
        if name in TABLES:
            values[name] = _table(name, value, path, troubles)
        elif (fault := _fault(name, value)) is not None:
            troubles.append(trouble(path, name, *fault))
        else:
            values[name] = value
    return Settings(**values, troubles=tuple(troubles))


def _table(name: str, value: object, path: str, troubles: list[Words]) -> Mapping[str, Any]:
    """The entries of a table that can be put in force; the others are added to `troubles`."""
    if name == "keys":
        from cxworkshop.settings.keys import read_keys

        return read_keys(value, path, troubles)
    from cxworkshop.settings.entries import read_table

    return read_table(name, value, path, troubles)


def _fault(name: str, value: object) -> tuple[Words, Words] | None:
    """What is wrong with an entry above the tables, and what to try; None when nothing is."""
    if name not in ABOVE:
        return say("there is no entry {word}", word=name), _meant(name)
    if name in ("folder", "templates"):
        if name == "folder" and isinstance(value, str) and looks_like_an_address(value):
            return _address_fault(value)
        if isinstance(value, str) and value:
            return None
        return say(
            "{word} is no folder", word=as_toml(value)
        ), f"~/{'cxworkshop' if name == 'folder' else name}"
    allowed = tuple(LANGUAGES) if name == "language" else THEMES
    if value in allowed:
        return None
    return say("{word} is not known", word=as_toml(value)), suggestion(str(value), allowed)


def _address_fault(text: str) -> tuple[Words, Words] | None:
    """What is wrong with the address of a store, which is not repeated; None when nothing is."""
    from cxworkshop.storage.postgres.address import EXAMPLE, address

    try:
        has_password = address(text).has_password
    except WrongUse:
        return say("it is no address of a store, and not repeated as a password may be in it"), EXAMPLE
    fault = say("a password does not belong here; PostgreSQL reads it from the file ~/.pgpass")
    return (fault, EXAMPLE) if has_password else None


def _meant(name: str) -> Words:
    """The entry that somebody may have meant."""
    from cxworkshop.settings.entries import TABLE_ENTRIES
    from cxworkshop.settings.keys import rebindable

    table = next((table for table, names in TABLE_ENTRIES.items() if name in names), "")
    if not table and name in rebindable():
        table = "keys"
    return (
        say("{entry} below [{table}]", entry=name, table=table)
        if table
        else suggestion(name, (*ABOVE, *TABLES))
    )
