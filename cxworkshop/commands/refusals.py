"""Why a key does nothing: what is said wherever no command and no text takes it."""

from __future__ import annotations

from cxworkshop.commands.bindings import key_of
from cxworkshop.commands.key_names import key_name
from cxworkshop.language import Words, say

WAYS = {
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end", "ctrl+left",
    "ctrl+right", "alt+left", "alt+right", "escape+left", "escape+right", "shift+up", "shift+down",
    "shift+left", "shift+right",
}  # fmt: skip
"""Keys that go somewhere; other editing keys of a line go there too."""
_LINE_WAYS = {"alt+b", "alt+f", "ctrl+a", "ctrl+b", "ctrl+e", "ctrl+f"}
DELETING = {
    "backspace", "delete", "ctrl+h", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+backspace", "alt+backspace",
    "ctrl+delete", "alt+delete", "escape+delete", "alt+d",
}  # fmt: skip
"""Keys that delete in a line."""


def nothing_done(key: str, *, is_typed: bool = False) -> Words:
    """Why a key does nothing; `is_typed` while a text is typed."""
    if key in WAYS or (is_typed and key in _LINE_WAYS):
        return say("This is the edge of the list.")
    if is_typed and key in DELETING:
        return say("There is nothing to delete there.")
    if key.startswith("escape+"):
        return say("{key} came as one key and does nothing: Escape first, then the other.", key=key_name(key))
    if is_typed and key.startswith("alt+"):
        return say(
            "{key} types nothing. On a Mac, Option types signs where the terminal does not use it as Meta.",
            key=key_name(key),
        )
    if is_typed:
        return say("{key} does nothing while you type.", key=key_name(key))
    return say("{key} does nothing here. {help} shows the keys.", key=key_name(key), help=key_of("help"))


def stopped(why: Words) -> Words:
    """What is said of words that are typed where nothing can be typed."""
    return say("{why} What is typed now goes nowhere, until Enter, Tab, an arrow or Esc.", why=why)
