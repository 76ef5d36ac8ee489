"""The keys that a user gives to commands: how they are written, and which cannot be given."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from cxworkshop.language import LANGUAGES, Words, _, say
from cxworkshop.settings.troubles import ABOVE, THEMES, as_toml, no_table, suggestion, trouble

if TYPE_CHECKING:
    from cxworkshop.commands import Command

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


def rebindable() -> dict[str, Command]:
    """The commands whose keys may be changed, by id."""
    from cxworkshop import commands  # imported only for faults and for changed keys

    return {command.id: command for command in commands.COMMANDS if commands.may_be_rebound(command)}


def read_keys(table: object, path: str, troubles: list[Words]) -> dict[str, tuple[str, ...]]:
    """The changed keys by command id, put in force; those that cannot be are added to `troubles`."""
    from cxworkshop import commands

    if not isinstance(table, dict):
        troubles.append(no_table(path, "keys", table, '[keys] climb = "f5"'))
        return {}
    free = rebindable()
    chosen: dict[str, tuple[str, ...]] = {}
    for id, value in table.items():
        names = value if isinstance(value, list | tuple) else [value]
        fault, near = _command_fault(id, value, free)
        if not fault:
            fault = next(
                (why for name in names if (why := _key_fault(name))),
                "" if names else say("{word} is no key", word="[]"),
            )
            near = "f5, ctrl+k, Q"
        if fault:
            troubles.append(trouble(path, f"keys.{id}", fault, near))
        else:
            chosen[id] = tuple(map(key_from, names))
    while clashing := _first_clash(chosen):
        id, other = clashing
        usual = (sign if len(sign := commands.key_name(key)) == 1 else key for key in free[id].keys)
        near = ", ".join(dict.fromkeys(usual)) or "f5"
        troubles.append(
            trouble(path, f"keys.{id}", say("the key is already that of {word}", word=other), near)
        )
        del chosen[id]
    commands.rebind(chosen)
    return chosen


def _command_fault(id: str, value: object, free: Mapping[str, Command]) -> tuple[Words, Words]:
    """Why a name cannot be given a key, and a suggestion; two empty texts when it can."""
    from cxworkshop.commands import COMMANDS, keys_shown

    if id in ABOVE and (id not in free or value in (*LANGUAGES, *THEMES)):
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
    near = suggestion(id.casefold(), ids)
    return say("there is no command {word}", word=id), ids.get(near, "climb, park, add, undo …")


def _key_fault(name: object) -> Words:
    """Why a key cannot be given to a command; empty when it can."""
    import re

    key = key_from(name) if isinstance(name, str) else ""
    if not key:
        return say("{word} is no key", word=as_toml(name))
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
    """Textual's name of a key written as c, C, !, ^k, ctrl+k or f5, or by that name; empty when it is not a
    key."""
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
    if text not in _NAMED_KEYS and _is_name_of_a_sign(text):
        return text
    pattern = rf"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f[1-9]|f1[0-9]|{'|'.join(_NAMED_KEYS)})"
    return text if re.fullmatch(pattern, text) else ""


def _is_name_of_a_sign(name: str) -> bool:
    import unicodedata

    with suppress(KeyError):
        return key_from(unicodedata.lookup(name.replace("_", " "))) == name
    return any(key_from(chr(code)) == name for code in range(ord("!"), ord("~") + 1))
