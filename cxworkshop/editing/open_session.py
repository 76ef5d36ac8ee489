"""The open session: the only way to change a session, undo that and save it; screens and scripts hold one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.editing.box import Box, Given, Slip, received
from cxworkshop.editing.changes import Change
from cxworkshop.editing.history import History
from cxworkshop.editing.remembering import Memory, Past
from cxworkshop.editing.saver import Saved, Saver, Status
from cxworkshop.editing.storing import Storing
from cxworkshop.editing.voting import forget_names
from cxworkshop.errors import ChangedOutside, FileTrouble, ReadOnly
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import kinds_sealed
from cxworkshop.model.ops import Ops, apply, difference
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import Copy, copies_offered, keep_version
from cxworkshop.storage.file.draft import Draft, read_draft
from cxworkshop.storage.store import Conflict, Fault, StoredSession

if TYPE_CHECKING:
    from cxworkshop.editing.merge import Merged
    from cxworkshop.editing.sharing import SharedSession


class OpenSession(History):
    """A session that is open in a store. It belongs to one thread; only `on_saved` is called in the saver's
    thread, with Saved, NotSaved or ChangedOutside after each attempt to write the session, and when what is
    being typed could not be saved or can again."""

    def __init__(self, stored: StoredSession) -> None:
        super().__init__(stored.session)
        self.on_saved: Callable[[Status], object] = _ignore
        self.box = Box()
        """What phones have answered and is not sealed yet."""
        self.keyed: dict[tuple[str, str, str], str] = {}
        """Blind answers keyed in here, in memory only, until a seal: by slip, question and person."""
        self.last_text = ""
        """The text of the newest change; tests that run the whole program read it in the status line."""
        self.has_met_others = False  # whether they have changed it, too, since it was opened here
        self.is_free = False
        """Whether its holder seems to have closed it, as was seen last."""
        self._stored = stored
        self._moved: ChangedOutside | None = None
        self._unreported: ChangedOutside | None = None
        self._storing = Storing(stored.session)
        self._lock = threading.RLock()
        # started by the first change: a session that is only read has no thread, and its lock goes with the
        # last reference to it
        self._saver: Saver[Session] | None = None
        self._drafts: Saver[Draft | None] | None = None
        self._failure: FileTrouble | None = None  # why the session is not saved; of what is typed, the other
        self._draft_failure: FileTrouble | None = None
        self._memory = Memory()
        if not self.read_only:
            self._remember()
        self.draft = None if self.read_only else read_draft(stored.path)
        """What was being typed when the session was last open, until it is entered or discarded."""

    @property
    def shared(self) -> SharedSession | None:
        """Itself, where others write it too."""
        return None

    @property
    def path(self) -> Path:
        """Where it is stored. A name beside it when another program has changed the file."""
        return self._stored.path

    @property
    def faults(self) -> Sequence[Fault]:
        """Everything that is wrong in the file, each with its place."""
        return self._stored.faults

    @property
    def read_only(self) -> Words:
        """Why it cannot be changed; empty when it can."""
        return self._stored.read_only

    @property
    def holder(self) -> Words:
        """Who has it open to write it, where that is why it cannot be changed here."""
        return self._stored.holder

    @property
    def notice(self) -> Words:
        """What is to be known before it is changed; empty when all is well."""
        return self._stored.notice

    @property
    def saved_at(self) -> datetime | None:
        """When it was last written."""
        return self._stored.updated_at

    @property
    def is_saved(self) -> bool:
        """Whether everything is on the disk."""
        return self._saver is None or self._saver.is_done

    def apply(self, change: Change) -> Session:
        """As `History.apply`. Raises ReadOnly when the session cannot be changed."""
        if self.read_only:
            raise ReadOnly(self.read_only)
        if change.seals:
            self.box.collect()
            self.keyed.clear()
        before = self.session
        seals = bool(change.seals) and self.box.holds(before.round.number, change.seals)
        after = super().apply(self._with_box(change) if seals else change)
        if seals:
            self.box.empty(before.round.number, change.seals)
        if after is not before:
            self.last_text = change.text
        return after

    def _with_box(self, change: Change) -> Change:
        """A change that seals, with the answers of the box counted as if they were on paper. Its ops have
        what it makes of them: an answer with a name never leaves memory."""

        def ops(session: Session) -> Ops:
            return difference(session, change(self.box.counted(session, change.seals)))

        return replace(change, source=ops, barrier=True)

    def receive(
        self, slip: Slip, person: str, answers: Mapping[str, Given], *, is_earlier: bool = False
    ) -> None:
        """Puts what a phone has sent into the box. It takes the place of what was keyed in from paper, unless
        it `is_earlier`: answered before the program began, as what stands in the file may be later. What is
        sealed stays."""
        if ops := received(self.box, self.session, slip, person, answers, is_earlier=is_earlier):
            self.apply(Change(say("Blind answer"), ops, unrecorded=True))

    def take_others(
        self, theirs: Session, base: Session | None, *, mine_is_newer: bool | None = None
    ) -> Merged:
        """Merges what others have made of `base` into the session, as `take_in`, and saves it. What they have
        sealed holds for the answers in the box too."""
        in_use = self.on_coming()
        self._seal_box(base, theirs)
        before = self.session
        merged = self.take_in(theirs, base, mine_is_newer=mine_is_newer, in_use=in_use)
        if ops := difference(before, self.session):
            self.commit_others(ops)
        self.on_came_in(before, merged)
        return merged

    def _seal_box(self, base: Session | None, theirs: Session) -> None:
        self.has_met_others = True
        kinds = kinds_sealed(base, theirs) if base is not None else frozenset()
        if kinds:
            self.keyed.clear()
        if kinds and not self.read_only and self.box.holds(self.session.round.number, kinds):
            self.apply(forget_names(kinds))

    def commit_others(self, ops: Ops) -> None:
        """Has the saver store what has come in."""
        self.commit(ops)

    def put_in(self, ops: Ops) -> Merged:
        """Applies what somebody else has done, as no step of the history. Raises Stale, with nothing done."""
        return self.take_others(apply(self.session, ops), self.session)

    def commit(self, ops: Ops) -> None:
        """Has the saver store the ops."""
        self._storing.add(ops, self.session)
        self._with_saver().put(self.session)

    def take_in_news(self) -> Words:
        """Shows what other programs have stored meanwhile; how much that is, in words, empty when nothing.
        After each report of the saver there may be some."""
        if (news := self._storing.news) is None:
            return ""
        from cxworkshop.editing.taking_in import came_in  # only a session that others write too pays for it

        in_use = self.on_coming()
        self._seal_box(news.ours, news.session)
        before = self.session
        merged = self.take_in(news.session, news.ours, in_use=in_use)
        self._storing.taken(news, self.session)
        if self.session != news.session:
            self._with_saver().put(self.session)
        return came_in(before, merged._replace(kept=news.kept, told=news.told))

    def watch(self) -> None:
        """Looks whether another program changes or removes the file, also while nothing is typed, until it is
        closed: what it has changed comes in, what it has removed is saved anew."""
        if not self.read_only:
            self._with_saver().watch(self.session, self._stored.is_intact)

    def forget_names_of_another_day(self) -> None:
        """Takes the names from blind answers that were never sealed and last saved on an earlier day."""
        at = self.saved_at
        if not self.read_only and at is not None and at.astimezone().date() < _now().date():
            self.apply(forget_names())

    # -- while another program has it open -------------------------------------------------------------------
    def look(self) -> tuple[StoredSession | None, bool]:
        """The session as its holder has stored it since, if that differs, and whether he seems to have closed
        it. May be called in any thread. Raises Unreadable."""
        return self._stored.newer(), self._stored.is_free()

    def follow(self, newer: StoredSession) -> None:
        """Shows what `look` has found."""
        self._stored = newer
        self.show(newer.session)

    def reopened(self) -> StoredSession:
        """The session opened to be changed, for `take_over`. May be called in any thread. Raises ReadOnly
        while somebody else has it open, Unreadable."""
        stored = self._stored.reopened()
        if stored.read_only:
            stored.close()
            raise ReadOnly(stored.read_only)
        return stored

    def take_over(self, stored: StoredSession) -> None:
        """Changes the session from now on where `reopened` has opened it."""
        self._stored.close()
        self.draft = read_draft(stored.path)
        self.follow(stored)
        self._storing = Storing(self.session)
        self._remember()
        self.is_free = False
        self.forget_names_of_another_day()
        self.watch()

    def _with_saver(self) -> Saver[Session]:
        self._saver = self._saver or Saver(self._write, self._report)
        return self._saver

    def put_draft(self, draft: Draft | None) -> None:
        """Saves what is being typed; None when nothing is."""
        if draft != self.draft and not self.read_only:
            self.draft = draft
            self._drafts = self._drafts or Saver(self._write_draft, self._report_draft)
            self._drafts.put(draft)

    def keep_version(self, name: str) -> None:
        """Keeps the present state under a name, beside the older copies. Raises NotUnderstood for a name that
        is none, NotSaved or ChangedOutside."""
        self.save()
        keep_version(self.path, name, _now())

    def versions(self) -> Sequence[Copy]:
        """What was kept by name, and the older copies, the newest first."""
        return copies_offered(self.path)

    def save(self) -> None:
        """Returns when everything is on the disk: what can be undone and what is being typed, too. Raises
        NotSaved or ChangedOutside, both an OSError.
        """
        draft_failure: FileTrouble | None = None
        if self._drafts is not None:
            try:
                self._drafts.flush()
            except FileTrouble as error:
                draft_failure = error
        if self._saver is not None:
            self._saver.flush()
        self._store_past()
        self._raise_once()
        if draft_failure is not None and self.draft is not None:  # nobody misses one that should have gone
            raise draft_failure

    def close(self) -> None:
        """Saves and closes; no thread is left when this returns or raises. What can be undone is stored for
        the rest of the day."""
        if self._drafts is not None:
            with suppress(FileTrouble):
                self._drafts.close()
        try:
            if self._saver is not None:
                self._saver.close()
            self._store_past()
        finally:
            self._stored.close()
        self._raise_once()

    def _remember(self) -> None:
        self.remember(*self._memory.read(self._stored, _now().date()))

    def _store_past(self) -> None:
        if not self.read_only:
            steps = Past(*self.steps) if self._storing.news is None else Past()
            self._memory.keep(self._stored, steps, _now().date())

    def _raise_once(self) -> None:
        moved, self._moved = self._moved, None
        if moved is not None:
            raise moved

    def _write(self, _newest: Session) -> datetime:
        """Stores all that is not stored yet; called in the saver's thread."""
        at = _now()
        self._storing.store(self._stored, at, self._move_aside)
        if self._unreported is not None:  # only now: what is kept beside is there
            self.on_saved(self._unreported)
            self._unreported = None
        self._memory.forget(self._stored)  # the steps were of other contents
        return at

    def _move_aside(self, conflict: Conflict) -> None:
        original = self._stored.path
        self._stored.move_aside()
        words = _moved_words(conflict, original, self._stored.path)
        self._moved = self._unreported = ChangedOutside(words)

    def _write_draft(self, draft: Draft | None) -> datetime:
        self._stored.put_draft(draft)
        return _now()

    def _report(self, status: Status) -> None:
        with self._lock:
            self._failure = status if isinstance(status, FileTrouble) else None
            newest = self._failure or self._draft_failure or status
        self.on_saved(newest)

    def _report_draft(self, status: Status) -> None:
        """Reports what is typed and not on the disk, and when it is: a saved draft is nothing to tell of."""
        with self._lock:
            had_failed = self._draft_failure is not None
            self._draft_failure = status if isinstance(status, FileTrouble) else None
            newest = self._failure or self._draft_failure
        if newest is not None:
            self.on_saved(newest)
        elif had_failed and isinstance(status, Saved):
            self.on_saved(Saved(self.saved_at or status.at))


def _moved_words(conflict: Conflict, original: Path, kept: Path) -> Words:
    if kept == original:
        return say("{what} It is written there anew.", what=conflict.words)
    return say("{what} Yours is kept beside it as {kept}.", what=conflict.words, kept=kept.name)


def _now() -> datetime:
    return datetime.now().astimezone()


def _ignore(_status: Status) -> None:
    pass
