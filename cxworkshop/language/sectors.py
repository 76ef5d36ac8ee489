"""What the words of the program become where they are not those of a company: an overlay in front of the
catalogue, read from `sectors.toml` when a workshop is not private."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

FALLBACK = {"public": ("public",), "third_sector": ("third_sector", "public")}
"""The sides of the overlay that are asked for a sector, the first first; then comes the catalogue."""
_FILE = os.path.join(os.path.dirname(__file__), "sectors.toml")  # noqa: PTH118, PTH120  # as the package


def instead(words: str, sector: str | None, language: str, *, n: int = 1) -> str | None:
    """What a sector says in place of an English message, for `n` of a thing; None where it says the same."""
    for side in FALLBACK.get(sector or "", ()):
        if (forms := _overlay(side, language).get(words)) is not None:
            return forms[n != 1]
    return None


@cache
def _overlay(side: str, language: str) -> dict[str, tuple[str, str]]:
    """The words of one side by the English message, for one and for many."""
    return {
        entry["id"]: (words[language], words.get(f"many_{language}", words[language]))
        for entry in _entries()
        if (words := entry.get(side))
    }


@cache
def _entries() -> list[dict[str, Any]]:
    import tomllib  # 5 ms that a private workshop does not need

    with open(_FILE, "rb") as file:  # noqa: PTH123  # pathlib costs 6 ms
        entries: list[dict[str, Any]] = tomllib.load(file)["words"]
    return entries
