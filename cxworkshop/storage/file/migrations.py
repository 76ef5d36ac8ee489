"""Migrates the tables of an older version of the file format, one version at a time, in memory only.

The file itself is written in the present format with its first change; the old file is kept as a copy.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from cxworkshop.errors import Unreadable
from cxworkshop.language import say
from cxworkshop.storage.file.header import HEADER, HEADER_ID

Tables = dict[str, Any]
Migration = Callable[[Tables], Tables]

MIGRATIONS: tuple[Migration, ...] = ()
"""The first migrates version 1 to 2, the second 2 to 3 … Each is a pure function of the tables, and for each
there is a file of the version it begins with in `tests/storage/files`. None is needed yet: the only version
is 1."""


def migrated(tables: Tables, migrations: Sequence[Migration] = MIGRATIONS) -> Tables:
    """The tables in the present format; the same object when they are in it. `tables` is not changed. Raises
    Unreadable."""
    version = tables[HEADER][HEADER_ID].get("version", 1)
    if version > len(migrations):
        return tables
    try:
        current = copy.deepcopy(tables)
        for step in migrations[version - 1 :]:
            current = step(current)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise Unreadable(
            say(
                "It is of an older version and damaged ({what}); it is left as it is.",
                what=type(error).__name__,
            )
        ) from error
    return current
