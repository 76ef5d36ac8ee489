"""What somebody has settled once and for all, in one TOML file: language, theme, folder, keys. Read before
anything is shown.

A flag wins over the environment, the environment over this file. An entry that is wrong is told in words and
left out; the others hold. `--help` passes here, so paths are strings: pathlib would cost it a tenth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cxworkshop.language import LANGUAGES, Words, _, say

if TYPE_CHECKING:
    from cxworkshop.commands import Command

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
_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
"""Keys that lists move by, whatever a command says."""
_NEVER_SENT = r"(?:.*\+)?shift\+[a-z0-9]|ctrl\+[0-9himj]|alt\+[a-z0-9]"
"""Keys that most terminals send as another one: ctrl+i as tab, ctrl+shift+k as ctrl+k, alt+k as escape and
k."""
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
        return os.path.expanduser(
            os.path.join(os.environ.get("XDG_CONFIG_HOME") or "~/.config", "cxworkshop", "settings.toml")
        )
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
    except OSError as error:
        return Settings(
            troubles=(say("{file} cannot be read: {why}", file=path, why=error.strerror or str(error)),)
        )
    except UnicodeDecodeError:
        return Settings(
            troubles=(say("{file} cannot be read: {why}", file=path, why=say("it is no text in UTF-8")),)
        )
    import tomllib

    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(troubles=(_no_toml(path, text, str(error)),))
    return _understood(told, path)


def _no_toml(path: str, text: str, why: str) -> Words:
    """Which line it is, and what it looks like: the reader's own words are in one language and name no
    entry."""
    import re

    lines = text.splitlines()
    told = re.search(r"line (\d+)", why)
    n = int(told[1]) if told else max((i for i, line in enumerate(lines, 1) if line.strip()), default=1)
    return say(
        "{file}, line {n}: {line} cannot be read. Words stand in quotes, and each entry once: {example}",
        file=path, n=n, line=lines[n - 1].strip(), example='language = "fi"',
    )  # fmt: skip


def _understood(told: Mapping[str, Any], path: str) -> Settings:
    troubles: list[Words] = []
    values: dict[str, Any] = {}
    for name, value in told.items():
        if name not in ENTRIES:
            fault = say("there is no entry {word}", word=name)
            near: Words = say("{entry} below [keys]", entry=name) if name in _free() else _near(name, ENTRIES)
        elif name == "keys":
            values[name] = _keys(value, path, troubles)
            continue
        elif name == "folder":
            fault, near = (
                say("{word} is no folder", word=_toml(value)),
                "" if isinstance(value, str) and value else "~/cxworkshop",
            )
        else:
            known = LANGUAGES if name == "language" else THEMES
            fault, near = (
                say("{word} is not known", word=_toml(value)),
                "" if value in tuple(known) else _near(str(value), known),
            )
        if near:
            troubles.append(_trouble(path, name, fault, near))
        else:
            values[name] = value
    return Settings(**values, troubles=tuple(troubles))


def _free() -> dict[str, Command]:
    """The commands whose keys may be chosen, by their ids."""
    from cxworkshop import commands  # only a mistake, and somebody with keys of their own, pay for it

    return {one.id: one for one in commands.COMMANDS if commands.may_be_rebound(one)}


def _keys(told: object, path: str, troubles: list[Words]) -> dict[str, tuple[str, ...]]:
    """The keys that may be put on commands. What cannot be is told of and left out."""
    from cxworkshop import commands

    if not isinstance(told, dict):
        troubles.append(
            _trouble(path, "keys", say("{word} is no table", word=_toml(told)), '[keys] climb = "f5"')
        )
        return {}
    free = _free()
    wanted: dict[str, tuple[str, ...]] = {}
    for id, value in told.items():
        names = value if isinstance(value, list) else [value]
        fault, near = _no_command(id, value, free)
        if not fault:
            fault = next(
                (why for name in names if (why := _no_key(name))),
                "" if names else say("{word} is no key", word="[]"),
            )
            near = "f5, ctrl+k, Q"
        if fault:
            troubles.append(_trouble(path, f"keys.{id}", fault, near))
        else:
            wanted[id] = tuple(map(key_from, names))
    while clashing := _first_clash(wanted):
        id, other = clashing
        usual = (sign if len(sign := commands.key_name(key)) == 1 else key for key in free[id].keys)
        near = ", ".join(dict.fromkeys(usual)) or "f5"
        troubles.append(
            _trouble(path, f"keys.{id}", say("the key is already that of {word}", word=other), near)
        )
        del wanted[id]
    commands.rebind(wanted)
    return wanted


def _no_command(id: str, value: object, free: Mapping[str, Command]) -> tuple[Words, Words]:
    """Why no key can be put on what somebody named, and what was probably meant; nothing when one can."""
    from cxworkshop.commands import COMMANDS, keys_shown

    if id in ENTRIES and (id not in free or value in (*LANGUAGES, *THEMES)):
        return say("this line stands below [keys]"), say("{entry} above it", entry=id)
    if id in free:
        return "", ""
    if fixed := next((one for one in COMMANDS if one.id == id), None):
        return say("its keys stay as they are: {keys}", keys=keys_shown(fixed)), ""
    titled = {told.casefold(): one.id for one in free.values() for told in (one.title, _(one.title), one.id)}
    near = _near(id.casefold(), titled)
    return say("there is no command {word}", word=id), titled.get(near, "climb, park, add, undo …")


def _no_key(name: object) -> Words:
    """Why no command can have a key; empty when one can."""
    import re

    key = key_from(name) if isinstance(name, str) else ""
    if not key:
        return say("{word} is no key", word=_toml(name))
    if key in _MOVING:
        return say("{word} moves the cursor", word=name)
    return (
        say("most terminals send {word} as another key", word=name) if re.fullmatch(_NEVER_SENT, key) else ""
    )


def _first_clash(wanted: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    from cxworkshop import commands

    commands.rebind(wanted)
    for command in commands.in_force():
        if command.id in wanted and (other := commands.clash(command)) is not None:
            return command.id, other.id
    return None


def key_from(text: str) -> str:
    """The terminal reader's name of a key that somebody wrote as c, C, !, ^k, ctrl+k or f5; empty when it is
    none."""
    import re
    import unicodedata

    if len(text) == 1:
        if text.isalnum():
            return text
        name = unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_")
        return _SIGNS.get(name, name)
    text = re.sub(r"\besc$", "escape", text.lower().replace("^", "ctrl+"))
    if re.fullmatch(r"shift\+[a-z]", text):
        return text[-1].upper()
    known = rf"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f[1-9]|f1[0-9]|{'|'.join(_NAMED)})"
    return text if re.fullmatch(known, text) else ""


def _near(word: str, known: Iterable[str]) -> str:
    from cxworkshop.storage.file.folder import nearest  # only a mistake pays for it

    return nearest(word, known) or ", ".join(known)


def _toml(value: object) -> str:
    """A value as it stands in the file; words without their quotes."""
    import json

    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False, default=str)


def _trouble(path: str, entry: str, fault: Words, near: Words) -> Words:
    if not near:
        return say("{file}, {entry}: {fault}.", file=path, entry=entry, fault=fault)
    return say("{file}, {entry}: {fault}. Try: {near}", file=path, entry=entry, fault=fault, near=near)
