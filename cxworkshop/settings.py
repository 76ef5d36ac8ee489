"""What somebody has settled once and for all, in one TOML file: language, theme, folder, keys. Read before anything is shown.

A flag wins over the environment, the environment over this file. An entry that is wrong is told in words and left out; the
others hold. `--help` passes here, so paths are strings: pathlib would cost it a tenth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from cxworkshop.language import LANGUAGES, Words, say

THEMES = ("dark", "light")
ENTRIES = ("language", "theme", "folder", "keys")
_NAMED = (
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
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Signs that the terminal's reader calls otherwise than Unicode does."""


class Settings(NamedTuple):
    """What the file settles; empty where it says nothing. `troubles` are its wrong entries."""

    language: str = ""
    theme: str = ""
    folder: str = ""
    keys: Mapping[str, tuple[str, ...]] = {}  # never changed: settings are read once
    troubles: tuple[Words, ...] = ()


def settings_path() -> str:
    """Where the file is: where CXWORKSHOP_SETTINGS says, else where the system keeps settings."""
    if named := os.environ.get("CXWORKSHOP_SETTINGS"):
        return os.path.expanduser(named)
    system: str = sys.platform
    if system == "linux":  # platformdirs says the same there and costs an eighth of what --help takes
        return os.path.expanduser(os.path.join(os.environ.get("XDG_CONFIG_HOME") or "~/.config", "cxworkshop", "settings.toml"))
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("cxworkshop", appauthor=False), "settings.toml")


@cache
def settings() -> Settings:
    """The settings in force, read when first asked for."""
    return read(settings_path())


def read(path: str) -> Settings:
    """The settings of a file; there need not be one."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        return Settings(troubles=(say("{file} cannot be read: {why}", file=path, why=str(error)),))
    import tomllib

    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(troubles=(say("{file} cannot be read: {why}", file=path, why=str(error)),))
    return _understood(told, path)


def _understood(told: Mapping[str, Any], path: str) -> Settings:
    troubles: list[Words] = []
    values: dict[str, Any] = {}
    for name, value in told.items():
        if name not in ENTRIES:
            fault = say("there is no entry {word}", word=name)
            near: Words = _near(name, ENTRIES)
        elif name == "keys":
            values[name] = _keys(value, path, troubles)
            continue
        elif name == "folder":
            fault, near = say("{word} is no folder", word=str(value)), "" if isinstance(value, str) and value else "~/cxworkshop"
        else:
            known = LANGUAGES if name == "language" else THEMES
            fault, near = say("{word} is not known", word=str(value)), "" if value in tuple(known) else _near(str(value), known)
        if near:
            troubles.append(_trouble(path, name, fault, near))
        else:
            values[name] = value
    return Settings(**values, troubles=tuple(troubles))


def _keys(told: object, path: str, troubles: list[Words]) -> dict[str, tuple[str, ...]]:
    """The keys that may be put on commands. What cannot be is told of and left out."""
    from cxworkshop import commands  # only somebody with keys of their own pays for it

    if not isinstance(told, dict):
        troubles.append(_trouble(path, "keys", say("{word} is no table", word=str(told)), '[keys] climb = "f5"'))
        return {}
    free = {one.id: one for one in commands.COMMANDS if commands.may_be_rebound(one)}
    wanted: dict[str, tuple[str, ...]] = {}
    for id, value in told.items():
        names = value if isinstance(value, list) else [value]
        keys = [key_from(name) if isinstance(name, str) else "" for name in names]
        if id not in free:
            troubles.append(_trouble(path, f"keys.{id}", say("there is no command {word}", word=id), _near(id, free)))
        elif not all(keys) or not keys:
            troubles.append(_trouble(path, f"keys.{id}", say("{word} is no key", word=str(value)), "c, ctrl+k, f5"))
        else:
            wanted[id] = tuple(keys)
    while clashing := _first_clash(wanted):
        id, other = clashing
        troubles.append(
            _trouble(path, f"keys.{id}", say("the key is already that of {word}", word=other), commands.keys_shown(free[id]) or "f5")
        )
        del wanted[id]
    commands.rebind(wanted)
    return wanted


def _first_clash(wanted: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    from cxworkshop import commands

    commands.rebind(wanted)
    for command in commands.in_force():
        if command.id in wanted and (other := commands.clash(command)) is not None:
            return command.id, other.id
    return None


def key_from(text: str) -> str:
    """The terminal reader's name of a key that somebody wrote as c, C, !, ^k, ctrl+k or f5; empty when it is none."""
    import re
    import unicodedata

    if len(text) == 1:
        if text.isalnum():
            return text
        name = unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_")
        return _SIGNS.get(name, name)
    text = re.sub(r"\besc$", "escape", text.lower().replace("^", "ctrl+"))
    known = rf"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f[1-9]|f1[0-9]|{'|'.join(_NAMED)})"
    return text if re.fullmatch(known, text) else ""


def _near(word: str, known: Iterable[str]) -> str:
    from cxworkshop.storage.folder import nearest  # only a mistake pays for it

    return nearest(word, known) or ", ".join(known)


def _trouble(path: str, entry: str, fault: Words, near: Words) -> Words:
    return say("{file}, {entry}: {fault}. Try: {near}", file=path, entry=entry, fault=fault, near=near)
