"""What a store is to an open session: where it is put, and what comes of that. The first one is a file.

A store applies ops to its own copy of a session, so that nothing has to guess whether so much may go; the
copy is what stands on the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from cxworkshop.language import Words
from cxworkshop.model.ops import Ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


class Fault(NamedTuple):
    """Something wrong in what is kept: the words say where ("Goals, row 3, Due: …"), the place is for jumping
    there."""

    words: Words
    place: Place | None = None


class Accepted(NamedTuple):
    """What was put stands; `revision` counts what this holder has put."""

    revision: int


class Conflict(NamedTuple):
    """Somebody else has changed it since: nothing was put."""

    words: Words


class Held(Protocol):
    """A session that is open in a store, held for writing unless it is `read_only`."""

    @property
    def path(self) -> Path:
        """Where it is; what belongs to it lies beside it."""

    @property
    def session(self) -> Session:
        """As it stands in the store."""

    @property
    def read_only(self) -> Words:
        """Why it may only be looked at; empty when it may be changed."""

    @property
    def faults(self) -> Sequence[Fault]: ...

    @property
    def updated_at(self) -> datetime | None: ...

    def put(self, ops: Ops, at: datetime) -> Accepted | Conflict:
        """Makes the ops; they stand when this returns. Raises NotSaved, and nothing is changed then."""

    def turn_aside(self) -> None:
        """From now on puts go to a place of their own beside: what stands here is somebody else's."""

    def close(self) -> None:
        """Lets others write it."""
