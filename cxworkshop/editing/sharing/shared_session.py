"""An open session that others write too: its file on this laptop is the mirror of what a store has."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cxworkshop.editing.changes import Change
from cxworkshop.editing.open_session import OpenSession
from cxworkshop.editing.remembering import is_private
from cxworkshop.editing.sharing.exchange import Exchange, Reach
from cxworkshop.errors import FileTrouble, NotReached, NotSaved
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import holds_names
from cxworkshop.model.ops import Ops
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.agreed import Agreed, AgreedFile
from cxworkshop.storage.file.frame import frame_of_store
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.shared import Held, SharedStore
from cxworkshop.storage.store import StoredSession

FIRST_CONTACT = 3.0
"""Seconds that opening waits for a store which has been reached before; work begins without it then."""
LAST_CONTACT = 2.0
"""Seconds that closing waits for it; what is not put then is put the next time."""
SOON = 1.0
"""Seconds within which a store mostly has what is typed; after that it is said that it has not."""
ANSWER = 30.0
"""Seconds within which a store that is there has answered, whatever is put."""


def open_shared(store: SharedStore, slug: str, folder: Path | None = None) -> SharedSession:
    """Opens a session of a store, with its file in the store's folder here, or in another one. Raises
    NotReached where it has no file there and the store is out of reach, Unreadable where there is none."""
    path = (folder or store.folder) / f"{slug}.json"
    held = None if path.exists() else _mirrored(store, slug, path)
    try:
        opened = SharedSession(SessionFile.open(path), store, slug)
    except BaseException:
        if held is not None:
            held.close()
        raise
    opened.begin(held)
    return opened


def _mirrored(store: SharedStore, slug: str, path: Path) -> Held:
    """The session as it is in the store, with a file on this laptop. That comes last: what is not there was
    never worked on."""
    held = store.open(slug)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        file = SessionFile(path)
        file.session = held.session
        agreed = AgreedFile(file)
        agreed.read()
        agreed.write(Agreed(held.session, held.revision))
        at = _edited_at(store, slug, held.session)
        made = SessionFile.create(path, held.session, at, frame_of_store(held.header))
        agreed.write(Agreed(held.session, held.revision), made.mark)
        made.close()
    except BaseException:
        held.close()
        raise
    return held


def _edited_at(store: SharedStore, slug: str, session: Session) -> datetime:
    """When it was last changed in the store, where that matters: names of an earlier day go."""
    now = datetime.now().astimezone()
    summaries = store.summaries() if holds_names(session) else []
    return next((each.updated_at or now for each in summaries if each.slug == slug), now)


class SharedSession(OpenSession):
    """`on_told` is called in the thread of the exchange when something has come in, which is then to be taken
    with `take_news` in the thread that the session belongs to, and when it stands otherwise with the store.
    Where nobody listens, saving and closing take it, and wait until the store has everything."""

    def __init__(self, stored: SessionFile, store: SharedStore, slug: str) -> None:
        self.exchange: Exchange | None = None
        """None while it cannot be written here: another program on this laptop has it open, and exchanges."""
        super().__init__(stored)
        self.store, self.slug = store, slug
        self.on_told: Callable[[], object] | None = None
        self.was_warned_of: Session | None = None
        """What was open when it was said last that it is not in the store."""
        self.away_since: datetime | None = None
        """Since when the store was out of reach when it was said last what to do."""
        self._file, self._agreed = stored, AgreedFile(stored)
        self._includes = stored.store_revision
        """The revision of the store of which the session has everything."""
        self._taking = self._includes
        """That of what is being taken in."""
        self._waits_since = 0.0
        """Since when the store lacks something, of the monotonic clock."""

    def begin(self, held: Held | None = None) -> None:
        """Goes on with the store, which is waited for a moment; `held` where it is open there already."""
        if super().read_only:
            return
        agreed = self._agreed.read()
        with suppress(FileTrouble):  # of a seal that was not finished; the saver tells of a disk that refuses
            agreed = self._agreed.forget_names()
        self.exchange = Exchange(self._opened_there, self, agreed, held)
        self.exchange.told = self._told
        self.exchange.start()
        self.exchange.settle(FIRST_CONTACT)
        if not self.take_news():
            self.forget_names_of_another_day()

    def _opened_there(self, agreed: Agreed | None) -> Held:
        if agreed is not None and agreed.revision:
            return self.store.open(self.slug, agreed.session, agreed.revision)
        return self.store.open(self.slug)

    def _told(self) -> None:
        if self.on_told is not None:
            self.on_told()

    # -- how it stands ---------------------------------------------------------------------------------------
    @property
    def shared(self) -> SharedSession:
        return self

    @property
    def reach(self) -> Reach:
        return self.exchange.reach if self.exchange is not None else Reach()

    @property
    def is_put(self) -> bool:
        """Whether the store has everything, as far as is known here."""
        return self.exchange is None or (self.is_saved and self.exchange.is_put)

    @property
    def is_late(self) -> bool:
        """Whether something has been on this laptop only for longer than usual."""
        return not self.is_put and time.monotonic() - self._waits_since > SOON

    @property
    def read_only(self) -> Words:
        return super().read_only or self.reach.read_only

    @property
    def not_put_why(self) -> Words:
        """Why the store has not everything, in a few words."""
        return self.reach.why or say("no answer has come yet")

    @property
    def waiting(self) -> Words:
        """What is on this laptop only, for whom it waits and why; empty when nothing is."""
        if self.is_put or self.exchange is None:
            return ""
        return self.store.waiting(max(1, self.exchange.waiting), self.not_put_why)

    def is_put_within(self, seconds: float) -> bool:
        """Whether the store has everything within that time, while somebody else takes the news."""
        return self.exchange is None or self.exchange.settle(seconds, with_news=False)

    def say_farewell(self, seconds: float) -> None:
        """Ends the exchange; the others see that nobody is here any more."""
        if self.exchange is not None:
            self.exchange.close(seconds)

    def be_at(self, place: Place | None) -> None:
        """Tells the others where the cursor is here."""
        if self.exchange is not None:
            self.exchange.be_at(place)

    # -- changes ---------------------------------------------------------------------------------------------
    def apply(self, change: Change) -> Session:
        before, steps = self.session, self.steps[0]
        after = super().apply(change)
        if after is not before and self.exchange is not None:
            done = self.steps[0]
            if change.barrier or (done != steps and not is_private(done[-1])):
                self.exchange.add_name(change.name(before))
        return after

    def take_news(self) -> bool:
        """Takes what has come in; False when nothing has."""
        news = self.exchange.news if self.exchange is not None else None
        if self.exchange is None or news is None:
            return False
        self._taking = news.revision
        self.take_others(news.session, news.base, mine_is_newer=True)
        self.exchange.taken()
        return True

    def commit_others(self, ops: Ops) -> None:
        with self._lock:  # the saver stores the changes, or the changes and this
            super().commit_others(ops)
            self._includes = self._taking

    def take_over(self, stored: StoredSession) -> None:
        super().take_over(stored)
        assert isinstance(stored, SessionFile)
        self._file, self._agreed, self._includes = stored, AgreedFile(stored), stored.store_revision
        self.begin()

    # -- the file on this laptop, for the exchange -----------------------------------------------------------
    def on_disk(self) -> Session:
        return self._stored.session

    def flush(self) -> None:
        if self._saver is not None:
            self._saver.flush()

    def prepare(self, agreed: Agreed) -> None:
        self._agreed.prepare(agreed)

    def agree(self, agreed: Agreed, *, is_all: bool) -> None:
        self._agreed.write(agreed, self._stored.mark if is_all else "")

    @property
    def reached_at(self) -> datetime | None:
        return self._agreed.reached_at

    def was_reached(self, at: datetime) -> None:
        self._agreed.was_reached(at)

    def _write(self, newest: Session) -> datetime:
        with self._lock:
            if self._includes != self._file.store_revision:
                self._file.include(self._includes)
        if self.exchange is not None and self.exchange.is_put:
            self._waits_since = time.monotonic()
        at = super()._write(newest)
        with suppress(FileTrouble):  # tried again by the next save
            self._agreed.forget_names()
        if self.exchange is not None:
            self.exchange.wake()
        return at

    # -- the end ---------------------------------------------------------------------------------------------
    def save(self) -> None:
        """As `OpenSession.save`. Where nobody listens, the store has everything too when this returns; raises
        NotReached or NotSaved when it has not: it is on this laptop then."""
        super().save()
        if self.on_told is None:
            self._settle()

    def close(self) -> None:
        try:
            self._settle_at_last()
        finally:
            is_all_there = self.exchange is not None and self.is_put
            if self.exchange is not None:
                self.exchange.close(LAST_CONTACT)
            super().close()
        if is_all_there:
            self.store.released(self.slug)

    def _settle_at_last(self) -> None:
        if self.exchange is None:
            return
        if self.on_told is not None:
            self.exchange.settle(LAST_CONTACT, with_news=False)
            return
        try:
            super().save()
        finally:
            self._settle()

    def _settle(self) -> None:
        until = time.monotonic() + ANSWER
        while self.exchange is not None and not self.exchange.settle(until - time.monotonic()):
            if not self.take_news():
                raise self.not_put()
            super().save()

    def not_put(self) -> FileTrouble:
        """That something is on this laptop only, and why."""
        why = self.not_put_why
        if self.reach.refusal:
            return NotSaved(say("It is on this laptop, and the store does not take it: {why}.", why=why), why)
        return NotReached(
            say(
                "It is on this laptop and not in the store yet: {why}. It is put there when the workshop is "
                "next opened.",
                why=why,
            ),
            why,
        )
