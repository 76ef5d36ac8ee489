"""How a file of an older version becomes one of today's: a step from each version to the next, in memory
only.

A file is written in today's form when something in it is changed; the old one is then kept among its older
copies.
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
"""The first takes version 1 to 2, the second 2 to 3 … Each is a pure function of the tables, and with each a
file of the version it begins with stands in `tests/storage/files`. None is needed yet: version 1 is the only
one there has been."""


def migrated(tables: Tables, migrations: Sequence[Migration] = MIGRATIONS) -> Tables:
    """The tables in today's form; the same object when they are. What was given is not changed. Raises
    Unreadable."""
    version = tables[HEADER][HEADER_ID].get("version", 1)
    if version > len(migrations):
        return tables
    current = copy.deepcopy(tables)
    try:
        for step in migrations[max(version, 1) - 1 :]:
            current = step(current)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            say(
                "It is of an older version and damaged ({what}); it is left as it is.",
                what=type(error).__name__,
            )
        ) from error
    return current
