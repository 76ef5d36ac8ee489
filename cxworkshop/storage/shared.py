"""What a store is that several people write at once: a database, or the laptop of another facilitator.

What is typed is put on this laptop first, in a file like any other; so a session that comes from elsewhere
has a file here too, and whatever lies beside a file (drafts, older copies, documents) lies beside that one.
The store is asked by a thread of its own and may be out of reach for hours.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from cxworkshop.language import Words, say_n
from cxworkshop.model.ops import Ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.figures import Figures
from cxworkshop.storage.summary import Summary


class Put(NamedTuple):
    """What was put stands; the store is at `revision` now. Only the store that gave it can read a
    revision."""

    revision: str


class Newer(NamedTuple):
    """Somebody else was faster: the session as it stands in the store at `revision`."""

    revision: str
    session: Session


class Colleague(NamedTuple):
    """Somebody else who has the session open: the program, who that is by name, and the place of the cursor
    there, where it is in a list."""

    program: str
    name: str
    place: Place | None = None


class Held(Protocol):
    """One session, open in a store. It belongs to one thread; every method raises NotReached while the store
    is out of reach, and may be called again then. `session` is as it stands in the store at `revision`."""

    @property
    def session(self) -> Session: ...

    @property
    def revision(self) -> str: ...

    @property
    def header(self) -> Mapping[str, Any]:
        """What the headers of its files say of it: which session it is, and of which versions it was made."""

    @property
    def read_only(self) -> Words:
        """Why it cannot be changed there; empty when it can."""

    def put(self, ops: Ops, names: Sequence[str] = ()) -> Put | Newer:
        """Stores the ops, made of `session`, if nobody has put anything since `revision`. `names` are those
        of the changes, for the history. Raises NotSaved where the store refuses them for good."""

    def newer(self) -> Newer | None:
        """What others have put since; None when nothing."""

    def wait(self, seconds: float, waker: socket.socket) -> None:
        """Returns when others may have put something or gone elsewhere, when `waker` can be read, or after
        that time."""

    def here(self, place: Place | None) -> None:
        """Says where the cursor is here; None when the session is about to be closed here."""

    def colleagues(self) -> tuple[Colleague, ...]:
        """Who else has it open, as far as the store knows; the same order each time."""

    def close(self) -> None: ...


def waiting_for(store: str, changes: int, why: Words) -> Words:
    """That so many changes wait for a store of that name."""
    return say_n(
        "{n} change is on this laptop only and not in the store {store} yet: {why}. It is put there when the "
        "workshop is next opened here.",
        "{n} changes are on this laptop only and not in the store {store} yet: {why}. They are put there "
        "when the workshop is next opened here.",
        changes,
        store=store,
        why=why,
    )


class SharedStore(Protocol):
    """Sessions that several people write. Each method raises NotReached, and may be called in any thread."""

    @property
    def name(self) -> str:
        """Where it is, as people read it; without any secret."""

    @property
    def folder(self) -> Path:
        """Where on this laptop the files are of what was opened of it here."""

    def waiting(self, changes: int, why: Words) -> Words:
        """That so many changes are on this laptop only: for whom they wait, why, and how they get there."""

    def summaries(self, *, archived: bool = False, whole: bool = True) -> list[Summary]:
        """Every session of the store, last edited first; the path of each is that of its file on this laptop,
        which may not be there yet. `coming` and `headlines` are there only if it is `whole`: of thousands
        they take longer than all the rest."""

    def find(self, words: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The slugs of the sessions whose rows hold all of the words, each with the rows that hold one: the
        table, and the text that a row is known by."""

    def figures(self, on: date) -> Figures:
        """The figures of all sessions of the library together, on a day."""

    def open(self, slug: str, base: Session | None = None, revision: str = "") -> Held:
        """Opens a session; `base`, as it stood at `revision`, saves fetching all of it. Raises Unreadable
        where there is none."""

    def check_new(self) -> None:
        """Raises NotSaved where whoever asks may store no new session."""

    def create(self, slug: str, session: Session) -> str:
        """Stores a new session; its slug, with a number added where that is taken. Raises NotSaved."""

    def released(self, slug: str) -> None:
        """A session was closed on this laptop, and the store has all that its file here holds. Raises
        nothing."""

    def archive(self, slug: str, *, archived: bool = True) -> None:
        """Takes a session out of the library, or back into it. Raises NotSaved."""
