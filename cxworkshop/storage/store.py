"""What an open session asks of the store that keeps it; files are the one store there is.

A store applies ops to its own copy of the session, which is what is on the disk. So whatever is removed was
removed by an op, and a large removal needs no guessing.
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
from cxworkshop.storage.file.draft import Draft


class Fault(NamedTuple):
    """Something wrong in a stored session: in words ("Goals, row 3, Due: …"), and its place where it has
    one."""

    words: Words
    place: Place | None = None


class Accepted(NamedTuple):
    """The ops are stored; `revision` counts the puts of this session that were accepted."""

    revision: int


class Theirs(NamedTuple):
    """A session as others have stored it meanwhile, and the newest one that both come from. `mine_is_newer`:
    whether theirs was stored before what was to be put; None where that cannot be told."""

    session: Session
    base: Session
    mine_is_newer: bool | None = None


class Conflict(NamedTuple):
    """Others have changed the session since, which the words tell; nothing was stored. What the next ops are
    applied to is `theirs`; where that is None, it can be put to another place alone."""

    words: Words
    theirs: Theirs | None = None


class StoredSession(Protocol):
    """A session that is open in a store, locked for writing unless it is `read_only`."""

    @property
    def path(self) -> Path:
        """Where it is stored; its drafts and copies are beside it."""

    @property
    def session(self) -> Session:
        """The session as the store has it."""

    @property
    def read_only(self) -> Words:
        """Why it cannot be changed; empty when it can."""

    @property
    def holder(self) -> Words:
        """Who has it open to write it, where that is why it cannot be changed here."""

    @property
    def notice(self) -> Words:
        """What is to be known before it is changed; empty when all is well."""

    @property
    def faults(self) -> Sequence[Fault]: ...

    @property
    def updated_at(self) -> datetime | None: ...

    def put(self, ops: Ops, at: datetime) -> Accepted | Conflict:
        """Applies the ops; they are stored when this returns. Raises NotSaved, and nothing is stored then."""

    def is_intact(self) -> bool:
        """Whether the store still has what was put last. Asked twice a second: it must be cheap."""

    def newer(self) -> StoredSession | None:
        """The session as its holder has stored it since; None when it is the same. Raises Unreadable."""

    def is_free(self) -> bool:
        """Whether its holder seems to have closed it; as cheap as `is_intact`."""

    def reopened(self) -> StoredSession:
        """The session opened anew, to be changed if nobody else has it. Raises Unreadable."""

    def put_draft(self, draft: Draft | None) -> None:
        """Stores what is being typed; None removes it. Raises NotSaved."""

    @property
    def mark(self) -> str:
        """A digest of what is stored: the same for the same rows."""

    def read_past(self) -> str:
        """What was stored of the steps that can be undone; empty when there is none."""

    def put_past(self, text: str) -> None:
        """Stores them until the next day; an empty text removes them. Raises NotSaved."""

    def move_aside(self) -> None:
        """Stores it in a free place from now on, beside this one or anew in it: another program has changed
        this one."""

    def close(self) -> None:
        """Releases the lock."""
