"""Keys as people call them, and which of them a terminal may keep to itself."""

from __future__ import annotations

import unicodedata

from cxworkshop.commands.command import Command
from cxworkshop.language import N_, _

KEPT_BY_TERMINALS = (
    "ctrl+q", "f1", "ctrl+p", "ctrl+z", "ctrl+y", "alt+down", "alt+up", "ctrl+s", "ctrl+d", "ctrl+l",
)  # fmt: skip
"""Keys that one terminal or another uses itself, as VS Code does ctrl+q and macOS alt with an arrow: each has
a second way."""

KEY_NAMES = {
    "slash": "/", "less_than_sign": "<", "greater_than_sign": ">", "left_square_bracket": "[",
    "right_square_bracket": "]", "exclamation_mark": "!", "question_mark": "?", "space": N_("space"),
    "escape": "esc", "delete": "del", "backslash": "\\", "at": "@", "minus": "-", "plus": "+",
    "underscore": "_",
}  # fmt: skip

ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


def key_name(key: str) -> str:
    """A key as people call it."""
    if key in KEY_NAMES:
        return _(KEY_NAMES[key])
    if key.startswith("upper_"):
        return key[-1].upper()
    try:
        sign = unicodedata.lookup(key.replace("_", " ")) if len(key) > 1 else key
    except KeyError:
        sign = ""
    if sign.isprintable() and sign:
        return sign
    before, plus, last = key.rpartition("+")
    return f"{before}{plus}{ARROWS.get(last, last)}".replace("ctrl+", "^")


def key_shown(command: Command) -> str:
    """The key of a command that the key bar shows."""
    return command.called or key_name(command.keys[0])


def keys_shown(command: Command) -> str:
    """All keys of a command, for help and README: 0–7, J alt+↓."""
    return command.called or " ".join(dict.fromkeys(key_name(key) for key in command.keys))
