"""The user's settings, read from one TOML file before anything is shown: language, theme, folders, keys.

Flags override the environment, the environment overrides this file. A wrong entry is left out and reported in
`Settings.troubles`; the others apply. Paths are strings here: importing pathlib would cost `--help` a tenth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cxworkshop.language import LANGUAGES, Words, _, say

if TYPE_CHECKING:
    from cxworkshop.commands import Command

THEMES = ("dark", "light")
ENTRIES = ("language", "theme", "folder", "templates", "keys")
_NAMED_KEYS = (
    "space",
    "tab",
    "enter",
    "escape",
    "delete",
    "backspace",
    "insert",
    "home",
    "end",
    "pageup",
    "pagedown",
    "up",
    "down",
    "left",
    "right",
)
_CURSOR_KEYS = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
"""Keys that move the cursor of lists and cannot be given to commands."""
_NEVER_SENT = r"(?:.*\+)?shift\+[a-z0-9]|ctrl\+[0-9himj]|alt\+[a-z0-9]"
"""Keys that most terminals send as others: ctrl+i as tab, ctrl+shift+k as ctrl+k, alt+k as escape and k."""
_UNICODE_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's names of characters, by those of Unicode, where the two differ."""


class Settings(NamedTuple):
    """The entries of the file; empty where it has none. `troubles` describe its wrong entries."""

    language: str = ""
    theme: str = ""
    folder: str = ""
    templates: str = ""
    """The folder of a firm's own."""
    keys: Mapping[str, tuple[str, ...]] = {}  # never changed: settings are read once
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


@cache
def settings() -> Settings:
    """The settings in force, read once."""
    return read(settings_path())


def read(path: str) -> Settings:
    """The settings of a file; empty settings without one."""
    if path == os.devnull:  # settings are switched off
        return Settings()
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
        file=path, n=n, line=lines[n - 1].strip(), example='language = "fi"',
    )  # fmt: skip


def _settings_from(entries: Mapping[str, Any], path: str) -> Settings:
    troubles: list[Words] = []
    values: dict[str, Any] = {}
    for name, value in entries.items():
        if name not in ENTRIES:
            fault = say("there is no entry {word}", word=name)
            suggestion: Words = (
                say("{entry} below [keys]", entry=name)
                if name in _rebindable()
                else _suggestion(name, ENTRIES)
            )
        elif name == "keys":
            values[name] = _keys(value, path, troubles)
            continue
        elif name in ("folder", "templates"):
            fault, suggestion = (
                say("{word} is no folder", word=_as_toml(value)),
                ""
                if isinstance(value, str) and value
                else f"~/{name if name == 'templates' else 'cxworkshop'}",
            )
        else:
            allowed = LANGUAGES if name == "language" else THEMES
            fault, suggestion = (
                say("{word} is not known", word=_as_toml(value)),
                "" if value in tuple(allowed) else _suggestion(str(value), allowed),
            )
        if suggestion:
            troubles.append(_trouble(path, name, fault, suggestion))
        else:
            values[name] = value
    return Settings(**values, troubles=tuple(troubles))


def _rebindable() -> dict[str, Command]:
    """The commands whose keys may be changed, by id."""
    from cxworkshop import commands  # imported only for faults and for changed keys

    return {command.id: command for command in commands.COMMANDS if commands.may_be_rebound(command)}


def _keys(table: object, path: str, troubles: list[Words]) -> dict[str, tuple[str, ...]]:
    """The changed keys by command id, put in force; those that cannot be are added to `troubles`."""
    from cxworkshop import commands

    if not isinstance(table, dict):
        troubles.append(
            _trouble(path, "keys", say("{word} is no table", word=_as_toml(table)), '[keys] climb = "f5"')
        )
        return {}
    free = _rebindable()
    chosen: dict[str, tuple[str, ...]] = {}
    for id, value in table.items():
        names = value if isinstance(value, list) else [value]
        fault, suggestion = _command_fault(id, value, free)
        if not fault:
            fault = next(
                (why for name in names if (why := _key_fault(name))),
                "" if names else say("{word} is no key", word="[]"),
            )
            suggestion = "f5, ctrl+k, Q"
        if fault:
            troubles.append(_trouble(path, f"keys.{id}", fault, suggestion))
        else:
            chosen[id] = tuple(map(key_from, names))
    while clashing := _first_clash(chosen):
        id, other = clashing
        usual = (sign if len(sign := commands.key_name(key)) == 1 else key for key in free[id].keys)
        suggestion = ", ".join(dict.fromkeys(usual)) or "f5"
        troubles.append(
            _trouble(path, f"keys.{id}", say("the key is already that of {word}", word=other), suggestion)
        )
        del chosen[id]
    commands.rebind(chosen)
    return chosen


def _command_fault(id: str, value: object, free: Mapping[str, Command]) -> tuple[Words, Words]:
    """Why a name cannot be given a key, and a suggestion; two empty texts when it can."""
    from cxworkshop.commands import COMMANDS, keys_shown

    if id in ENTRIES and (id not in free or value in (*LANGUAGES, *THEMES)):
        return say("this line stands below [keys]"), say("{entry} above it", entry=id)
    if id in free:
        return "", ""
    if fixed := next((command for command in COMMANDS if command.id == id), None):
        return say("its keys stay as they are: {keys}", keys=keys_shown(fixed)), ""
    ids = {
        name.casefold(): command.id
        for command in free.values()
        for name in (command.title, _(command.title), command.id)
    }
    suggestion = _suggestion(id.casefold(), ids)
    return say("there is no command {word}", word=id), ids.get(suggestion, "climb, park, add, undo …")


def _key_fault(name: object) -> Words:
    """Why a key cannot be given to a command; empty when it can."""
    import re

    key = key_from(name) if isinstance(name, str) else ""
    if not key:
        return say("{word} is no key", word=_as_toml(name))
    if key in _CURSOR_KEYS:
        return say("{word} moves the cursor", word=name)
    return (
        say("most terminals send {word} as another key", word=name) if re.fullmatch(_NEVER_SENT, key) else ""
    )


def _first_clash(chosen: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """The ids of two commands that would share a key, the one with a chosen key first."""
    from cxworkshop import commands

    commands.rebind(chosen)
    for command in commands.in_force():
        if command.id in chosen and (other := commands.clash(command)) is not None:
            return command.id, other.id
    return None


def key_from(text: str) -> str:
    """Textual's name of a key written as c, C, !, ^k, ctrl+k or f5; empty when it is not a key."""
    import re
    import unicodedata

    if len(text) == 1:
        if text.isalnum():
            return text
        name = unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_")
        return _UNICODE_NAMES.get(name, name)
    text = re.sub(r"\besc$", "escape", text.lower().replace("^", "ctrl+"))
    if re.fullmatch(r"shift\+[a-z]", text):
        return text[-1].upper()
    pattern = rf"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f[1-9]|f1[0-9]|{'|'.join(_NAMED_KEYS)})"
    return text if re.fullmatch(pattern, text) else ""


def _suggestion(word: str, allowed: Iterable[str]) -> str:
    from cxworkshop.storage.file.folder import nearest  # only a mistake pays for it

    return nearest(word, allowed) or ", ".join(allowed)


def _as_toml(value: object) -> str:
    """A value as written in the file; strings without quotes."""
    import json

    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False, default=str)


def _trouble(path: str, entry: str, fault: Words, suggestion: Words) -> Words:
    if not suggestion:
        return say("{file}, {entry}: {fault}.", file=path, entry=entry, fault=fault)
    return say("{file}, {entry}: {fault}. Try: {near}", file=path, entry=entry, fault=fault, near=suggestion)
