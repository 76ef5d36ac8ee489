"""The open session: the one value everybody looks at, and the only way to change it, take it back and keep
it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cxworkshop.editing.changes import Change
from cxworkshop.editing.history import History, Step
from cxworkshop.editing.saver import Saver, Status
from cxworkshop.editing.silent import carried
from cxworkshop.editing.voting import forget_names
from cxworkshop.errors import ChangedOutside, FileTrouble, ReadOnly
from cxworkshop.language import Words, say
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft, read_draft, write_draft
from cxworkshop.storage.file.reading import Fault
from cxworkshop.storage.file.session_file import SessionFile

Listener = Callable[[Session, Session], None]


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


class OpenSession:
    """A session that is open. All of it belongs to one thread; only `on_saved` is called from the saver's.

    `on_saved` hears Saved, NotSaved or ChangedOutside after each try to write.
    """

    def __init__(self, file: SessionFile) -> None:
        self.session = file.session
        self.on_saved: Callable[[Status], None] = _nobody_listens
        self.last_text = ""
        """What the newest change put down, for whoever tries the program from outside."""
        self._file = file
        self._moved: ChangedOutside | None = None
        self._history = History()
        self._listeners: list[Listener] = []
        # made with the first change: a session that is only looked at has no thread, and lets go of its lock
        # with its last user
        self._saver: Saver[Session] | None = None
        self._drafts: Saver[Draft | None] | None = None
        self.draft = None if self.read_only else read_draft(file.path.resolve())
        """What was being typed when it was last open, until it is kept or given up."""

    @property
    def path(self) -> Path:
        """Where it is kept. It moves to a name beside when somebody else has changed the file."""
        return self._file.path

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong in the file, each with its place."""
        return self._file.faults

    @property
    def read_only(self) -> Words:
        """Why it may only be looked at; empty when it may be changed."""
        return self._file.read_only

    @property
    def saved_at(self) -> datetime | None:
        """When it was last written."""
        return self._file.updated_at

    @property
    def is_saved(self) -> bool:
        """Whether everything is on the disk."""
        return self._saver is None or self._saver.is_done

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Has `listener(before, after)` called after each change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, change: Change) -> Session:
        """Makes a change and returns the new session; one that changes nothing leaves no trace.

        Raises what the change raises, or ReadOnly; everything is as it was then.
        """
        if self.read_only:
            raise ReadOnly(self.read_only)
        before = self.session
        name, after = change.name(before), change(before)
        if after == before:
            return before
        if change.barrier:
            self._history.bar()
        elif not change.silent:
            self._history.add(Step(name, before, after))
        self.last_text = change.text
        self._file.may_shrink |= change.removes
        self._put(after)
        return after

    def undo(self) -> Words | None:
        """Takes the last change back; its name, or None when there is none on this side of a barrier."""
        step = self._history.undo()
        if step is None:
            return None
        self._file.may_shrink = True
        self._put(carried(self.session, step.after, step.before))
        return step.name

    def redo(self) -> Words | None:
        """Makes the change that was taken back again; its name, or None when there is none."""
        step = self._history.redo()
        if step is None:
            return None
        self._file.may_shrink = True
        self._put(carried(self.session, step.before, step.after))
        return step.name

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
            self._file.close()
        self._raise_once()

    def _raise_once(self) -> None:
        moved, self._moved = self._moved, None
        if moved is not None:
            raise moved

    def _put(self, after: Session) -> None:
        before, self.session = self.session, after
        self._saver = self._saver or Saver(self._write, self._report)
        self._saver.put(after)
        for listener in tuple(self._listeners):
            listener(before, after)

    def _write(self, session: Session) -> datetime:
        at = _now()
        try:
            self._file.write(session, at)
        except ChangedOutside:
            theirs = self._file.path.name
            self._file.turn_aside()
            words = say(
                "{file} was changed by somebody else; yours is kept beside it as {kept}.",
                file=theirs,
                kept=self._file.path.name,
            )
            self._moved = ChangedOutside(words)
            self.on_saved(self._moved)
            self._file.write(session, at)
        return at

    def _write_draft(self, draft: Draft | None) -> datetime:
        write_draft(self._file.path.resolve(), draft)
        return _now()

    def _report(self, status: Status) -> None:
        self.on_saved(status)


def _now() -> datetime:
    return datetime.now().astimezone()


def _nobody_listens(_status: Status) -> None:
    pass
