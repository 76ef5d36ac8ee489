"""How a wrong entry of the settings file is said: the file, the entry, what is wrong, what to try."""

from __future__ import annotations

from collections.abc import Iterable

from cxworkshop.language import Words, say
from cxworkshop.storage.mistyped import may_hold_a_password

THEMES = ("dark", "light")
ABOVE = ("language", "theme", "folder", "templates")
"""The entries above the first table."""
TABLES = ("new", "limits", "keys")


def suggestion(word: str, allowed: Iterable[str]) -> str:
    from cxworkshop.storage.file.folder import nearest  # only a mistake pays for it

    return nearest(word, allowed) or ", ".join(allowed)


def as_toml(value: object) -> str:
    """A value as written in the file; strings without quotes."""
    import json

    return quoted(
        value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False, default=str)
    )


def quoted(text: str) -> str:
    """What stands in the file, as far as it may be shown."""
    return "…" if may_hold_a_password(text) else text


def trouble(path: str, entry: str, fault: Words, suggestion: Words) -> Words:
    """`path` is empty where the entry is set on a screen."""
    if not path:
        return (
            say("{fault}. Try: {near}", fault=fault, near=suggestion)
            if suggestion
            else say("{fault}.", fault=fault)
        )
    if not suggestion:
        return say("{file}, {entry}: {fault}.", file=path, entry=entry, fault=fault)
    return say("{file}, {entry}: {fault}. Try: {near}", file=path, entry=entry, fault=fault, near=suggestion)


def no_table(path: str, entry: str, value: object, example: str) -> Words:
    return trouble(path, entry, say("{word} is no table", word=as_toml(value)), example)
