"""Display names of keys, and the keys that some terminals do not pass on. Used by key bar, help and docs."""

from __future__ import annotations

import unicodedata

from cxworkshop.commands.command import Command
from cxworkshop.language import N_, _

KEPT_BY_TERMINALS = (
    "ctrl+q", "f1", "ctrl+p", "ctrl+z", "ctrl+y", "alt+down", "alt+up", "ctrl+s", "ctrl+d", "ctrl+l",
    "ctrl+f",
)  # fmt: skip
"""Keys that some terminals use themselves, as VS Code does ctrl+q and macOS alt with an arrow: each
command of them has another key."""

KEY_NAMES = {
    "slash": "/", "less_than_sign": "<", "greater_than_sign": ">", "left_square_bracket": "[",
    "right_square_bracket": "]", "exclamation_mark": "!", "question_mark": "?", "space": N_("space"),
    "escape": "esc", "delete": "del", "backslash": "\\", "at": "@", "minus": "-", "plus": "+",
    "underscore": "_", "backspace": N_("backspace"),
}  # fmt: skip

ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


def key_name(key: str) -> str:
    """The display name of a key by Textual's name."""
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
    last = ARROWS.get(last, key_name(last) if plus else last)
    return f"{before}{plus}{last}".replace("ctrl+", "^").replace("escape+", "esc ")


def key_shown(command: Command) -> str:
    """The key that the key bar shows for a command."""
    return command.keys_label or key_name(command.keys[0])


def keys_shown(command: Command) -> str:
    """All keys of a command, for help and documentation: 0–7, J alt+↓."""
    return command.keys_label or " ".join(dict.fromkeys(key_name(key) for key in command.keys))
