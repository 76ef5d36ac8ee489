"""Addresses of stores, as people write them in the place of a folder or of a workshop."""

from __future__ import annotations

import re

SCHEMES = ("postgresql://", "postgres://")
SETTINGS_EXAMPLE = "postgresql://anna@db.example/cx"


def is_address(text: str) -> bool:
    """Whether a text is the address of a store, and not a path."""
    return text.startswith(SCHEMES)


def has_password(text: str) -> bool:
    """Whether an address may hold a password, however wrongly it is written."""
    _scheme, _slashes, rest = text.partition("://")
    user = rest.rpartition("@")[0]
    return ":" in user or re.search(r"[?&]\w*password=", rest, re.IGNORECASE) is not None
