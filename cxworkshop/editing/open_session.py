"""The open session: the one value everybody looks at, and the only way to change it, take it back and keep
it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cxworkshop.editing.changes import Change
from cxworkshop.editing.history import History
from cxworkshop.editing.saver import Saver, Status
from cxworkshop.editing.voting import forget_names
from cxworkshop.errors import ChangedOutside, FileTrouble, ReadOnly
from cxworkshop.language import Words, say
from cxworkshop.model.ops import Op, Ops
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft, read_draft, write_draft
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.store import Conflict, Fault, Held


def open_session(path: Path | str) -> OpenSession:
    """The session in a file. Raises Unreadable.

    Nothing is written until something changes, but for blind answers of an earlier day: they lose their names
    at once.
    """
    opened = OpenSession(SessionFile.open(Path(path)))
    if (
        not opened.read_only
        and opened.saved_at is not None
        and opened.saved_at.astimezone().date() < _now().date()
    ):
        opened.apply(forget_names())
    return opened


def create(path: Path | str, session: Session) -> OpenSession:
    """A new session in a new file, which is on the disk when this returns. Raises NotSaved."""
    return OpenSession(SessionFile.create(Path(path), session, _now()))


class OpenSession(History):
    """A session that is open. All of it belongs to one thread; only `on_saved` is called from the saver's.

    `on_saved` hears Saved, NotSaved or ChangedOutside after each try to write.
    """

    def __init__(self, held: Held) -> None:
        super().__init__(held.session)
        self.on_saved: Callable[[Status], None] = _nobody_listens
        self.last_text = ""
        """What the newest change put down, for whoever tries the program from outside."""
        self._held = held
        self._moved: ChangedOutside | None = None
        self._unsaved: list[Op] = []  # made and not in the store yet
        self._lock = threading.Lock()
        # made with the first change: a session that is only looked at has no thread, and lets go of its lock
        # with its last user
        self._saver: Saver[Session] | None = None
        self._drafts: Saver[Draft | None] | None = None
        self.draft = None if self.read_only else read_draft(held.path.resolve())
        """What was being typed when it was last open, until it is kept or given up."""

    @property
    def path(self) -> Path:
        """Where it is kept. It moves to a name beside when somebody else has changed the file."""
        return self._held.path

    @property
    def faults(self) -> Sequence[Fault]:
        """Everything that is wrong in the file, each with its place."""
        return self._held.faults

    @property
    def read_only(self) -> Words:
        """Why it may only be looked at; empty when it may be changed."""
        return self._held.read_only

    @property
    def saved_at(self) -> datetime | None:
        """When it was last written."""
        return self._held.updated_at

    @property
    def is_saved(self) -> bool:
        """Whether everything is on the disk."""
        return self._saver is None or self._saver.is_done

    def apply(self, change: Change) -> Session:
        """As any history; raises ReadOnly when it may only be looked at."""
        if self.read_only:
            raise ReadOnly(self.read_only)
        before = self.session
        after = super().apply(change)
        if after is not before:
            self.last_text = change.text
        return after

    def keep(self, ops: Ops) -> None:
        """Has the saver give the store what it has not yet."""
        with self._lock:
            self._unsaved += ops
        self._saver = self._saver or Saver(self._write, self._report)
        self._saver.put(self.session)

    def put_draft(self, draft: Draft | None) -> None:
        """What is being typed now, or that nothing is any more."""
        if draft != self.draft and not self.read_only:
            self.draft = draft
            self._drafts = self._drafts or Saver(self._write_draft, _nobody_listens)
            self._drafts.put(draft)

    def save(self) -> None:
        """Returns when everything is on the disk. Raises NotSaved or ChangedOutside, both of them an OSError.

        ChangedOutside is raised once: what is here is on the disk then, under another name.
        """
        if self._drafts is not None:
            with suppress(FileTrouble):  # if it matters, the record cannot be written either
                self._drafts.flush()
        if self._saver is not None:
            self._saver.flush()
        self._raise_once()

    def close(self) -> None:
        """The last `save`; nothing goes on in the background when this returns or raises."""
        if self._drafts is not None:
            with suppress(FileTrouble):
                self._drafts.close()
        try:
            if self._saver is not None:
                self._saver.close()
        finally:
            self._held.close()
        self._raise_once()

    def _raise_once(self) -> None:
        moved, self._moved = self._moved, None
        if moved is not None:
            raise moved

    def _write(self, _newest: Session) -> datetime:
        """Gives the store all that it has not yet; called in the saver's thread."""
        at = _now()
        with self._lock:
            ops = tuple(self._unsaved)
        if isinstance(self._held.put(ops, at), Conflict):
            theirs = self._held.path.name
            self._held.turn_aside()
            words = say(
                "{file} was changed by somebody else; yours is kept beside it as {kept}.",
                file=theirs,
                kept=self._held.path.name,
            )
            self._moved = ChangedOutside(words)
            self.on_saved(self._moved)
            self._held.put(ops, at)
        with self._lock:
            del self._unsaved[: len(ops)]
        return at

    def _write_draft(self, draft: Draft | None) -> datetime:
        write_draft(self._held.path.resolve(), draft)
        return _now()

    def _report(self, status: Status) -> None:
        self.on_saved(status)


def _now() -> datetime:
    return datetime.now().astimezone()


def _nobody_listens(_status: Status) -> None:
    pass
