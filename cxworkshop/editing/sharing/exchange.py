"""The thread that puts what is on this laptop into the store, and brings what others have put there; private
notes neither way."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from cxworkshop.editing.sharing.reach import News, Reach
from cxworkshop.errors import FileTrouble, NotReached, NotSaved
from cxworkshop.language import Words, say
from cxworkshop.method.privacy import reduced
from cxworkshop.method.private import without_notes
from cxworkshop.model.ops import Ops, difference
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.storage.file.agreed import Agreed
from cxworkshop.storage.shared import Held, Newer

POLL = 2.0
"""Seconds after which the store is asked although it has told of nothing: a lost notice costs no more."""
WAITS = (0.2, 0.5, 1.0, 2.0)
"""Seconds until the next attempt after the first, second … failure; the last for all further ones."""
_REFUSED_AGAIN = 30.0
"""Seconds until the store is offered once more what it has refused."""
_MOST_NAMES = 20
"""Names of changes that the history of the store has of one put."""
_HERE_EVERY = 0.1
"""Seconds between two tellings of where the cursor is."""


class Mirror(Protocol):
    """The session's file on this laptop."""

    def on_disk(self) -> Session: ...

    @property
    def reached_at(self) -> datetime | None:
        """When the store was reached last, also by a program before this one."""

    def was_reached(self, at: datetime) -> None: ...

    def flush(self) -> None:
        """Returns when all that was done is on the disk. Raises FileTrouble."""

    def prepare(self, agreed: Agreed) -> None:
        """Stores what the store has, before the news that it is. Raises FileTrouble."""

    def agree(self, agreed: Agreed, *, is_all: bool) -> None:
        """Stores what the store has, beside the file; `is_all`: the file holds nothing else. Raises
        FileTrouble."""


class Exchange:
    """`told` is called in the thread whenever there is news, or it stands otherwise with the store. News is
    to be taken by whom the session belongs to: `taken` says so, and nothing is put before."""

    def __init__(
        self,
        opening: Callable[[Agreed | None], Held],
        mirror: Mirror,
        agreed: Agreed | None,
        held: Held | None = None,
    ) -> None:
        self.reach = Reach()
        self.news: News | None = None
        self.told: Callable[[], object] = lambda: None
        self._opening, self._mirror, self._agreed, self._held = opening, mirror, agreed, held
        self._names: list[Words] = []
        self._place: Place | None = None
        self._here: tuple[Place | None, float] = None, 0.0  # as it was told last, and when
        self._all_put: Session | None = None  # of what was on the disk, the last that the store has whole
        self._refused: tuple[Session, float] | None = None  # what the store has refused, and when
        self._changed = threading.Condition()
        self._closing = self._has_asked = self._has_failed = self._has_reached = self._is_stale = False
        self._waker, self._bell = socket.socketpair()
        self._bell.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="exchange", daemon=True)
        mine = mirror.on_disk()
        if agreed is not None and agreed.revision and agreed.session == without_notes(mine):
            self._all_put = mine

    # -- what others ask, in any thread ----------------------------------------------------------------------
    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There may be something to put."""
        with suppress(OSError):  # it is awake, or has ended
            self._bell.send(b".")

    def add_name(self, name: Words) -> None:
        """The name of a change that will be put, for the history of the store."""
        with self._changed:
            self._names.append(name)

    def be_at(self, place: Place | None) -> None:
        """Where the cursor is here."""
        if place != self._place:
            self._place = place
            self.wake()

    def taken(self) -> None:
        """The news is in the session."""
        with self._changed:
            self.news = None
            self._changed.notify_all()

    @property
    def is_put(self) -> bool:
        """Whether the store has all that is on the disk, as far as is known here."""
        return self.news is None and self._all_put is self._mirror.on_disk()

    @property
    def waiting(self) -> int:
        """How many changes on the disk the store has not, as far as is known here."""
        mine, agreed = self._mirror.on_disk(), self._agreed
        return 0 if agreed is None or mine is self._all_put else len(difference(agreed.session, mine))

    def settle(self, seconds: float, *, with_news: bool = True) -> bool:
        """Returns when the store has been asked and has everything, when there is news to be taken (unless
        somebody else takes it), while it is out of reach, or after that time: whether it has everything."""
        self.wake()
        with self._changed:
            self._changed.wait_for(
                lambda: (self.news and with_news) or (self._has_asked and (self.is_put or self._is_stuck)),
                seconds,
            )
            return self._has_asked and self.is_put

    @property
    def _is_stuck(self) -> bool:
        return self._has_failed or self._was_refused(self._mirror.on_disk())

    def begin_anew(self) -> None:
        """The store has another way in: it is opened again at once."""
        with self._changed:
            self._is_stale = True
            self._changed.notify_all()
        self.wake()

    def close(self, seconds: float) -> None:
        """Ends the thread; it is not waited for longer than that."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self.wake()
        if self._thread.ident is not None:
            self._thread.join(seconds)

    # -- the thread ------------------------------------------------------------------------------------------
    def _run(self) -> None:
        failures = 0
        while not self._closing:
            try:
                self._turn()
                failures, self._has_failed = 0, False
            except FileTrouble as error:  # out of reach, or there is no such session any more
                self._failed(error)
            # the edge of the thread: an error that is not shown is lost
            except Exception as error:  # noqa: BLE001
                self._failed(_unexpected(error))
            else:
                continue
            failures += 1
            self._rest(WAITS[min(failures, len(WAITS)) - 1])
        self._leave()

    def _turn(self) -> None:
        """Puts what is to be put, else asks what others have put; then waits."""
        if self._is_stale and self._held is not None:
            with suppress(FileTrouble):
                self._held.close()
            self._held = None
        self._is_stale = False
        held = self._held = self._held or self._opening(self._agreed)
        if self._agreed is None or held.revision != self._agreed.revision:
            self._hand_over(Newer(held.revision, held.session))
            return
        mine = self._mirror.on_disk()
        ops = () if mine is self._all_put else difference(self._agreed.session, without_notes(mine))
        if ops and not self._was_refused(mine):
            self._put(held, mine, ops)
        elif (newer := held.newer()) is not None:
            self._hand_over(newer)
        else:
            if not ops and mine is not self._all_put:
                self._agree(Agreed(without_notes(mine), held.revision), mine)
            self._say_where(held)
            self._reached(held)
            held.wait(self._idle_for(), self._waker)
            self._drain()

    def _put(self, held: Held, mine: Session, ops: Ops) -> None:
        names = tuple(self._names)
        try:
            outcome = held.put(ops, [str(name) for name in names[-_MOST_NAMES:]])
        except NotSaved as error:
            self._refused = mine, time.monotonic()
            self._show(self.reach._replace(since=None, why=error.why, refusal=error.words))
            return
        if isinstance(outcome, Newer):
            self._hand_over(outcome)
            return
        with self._changed:
            del self._names[: len(names)]
        self._agree(Agreed(without_notes(mine), outcome.revision), mine)
        self._reached(held)

    def _hand_over(self, newer: Newer) -> None:
        """Waits until the news is in the session and on the disk: only then is it what was agreed on."""
        agreed = Agreed(without_notes(newer.session), newer.revision)
        base, theirs = None, agreed.session
        if self._agreed is not None:
            base, theirs = self._agreed.session, reduced(theirs, self._agreed.sealed)
        if theirs != base:
            with suppress(FileTrouble):  # a kill would only show a change of others as one's own
                self._mirror.prepare(agreed)
            with self._changed:
                self.news = News(theirs, base, newer.revision)
                self._has_asked = True
                self._changed.notify_all()
            self.told()
            with self._changed:
                self._changed.wait_for(lambda: self.news is None or self._closing)
                if self.news is not None:
                    return
        while not self._closing:
            try:
                self._mirror.flush()
            except FileTrouble:  # which the saver tells of
                self._rest(WAITS[-1])
                continue
            mine = self._mirror.on_disk()
            self._agree(agreed, mine if without_notes(mine) == agreed.session else None)
            return

    def _agree(self, agreed: Agreed, all_put: Session | None) -> None:
        """This stands in the store; `all_put`: what is on this disk, where that is the same."""
        self._agreed = agreed
        try:
            self._mirror.agree(agreed, is_all=all_put is not None)
        except FileTrouble:  # tried again at the next turn; until then more is compared than need be
            all_put = None
        with self._changed:
            self._all_put, self._refused = all_put, None
            self._changed.notify_all()
        if all_put is not None:
            self.told()

    def _say_where(self, held: Held) -> None:
        place, at = self._here
        if self._place != place and time.monotonic() - at >= _HERE_EVERY:
            self._here = self._place, time.monotonic()
            held.here(self._here[0])

    def _idle_for(self) -> float:
        place, at = self._here
        return POLL if self._place == place else max(0.01, at + _HERE_EVERY - time.monotonic())

    def _reached(self, held: Held) -> None:
        self._has_reached = True
        colleagues = held.colleagues()
        refusal = self.reach.refusal if self._refused else ""
        why = self.reach.why if refusal else ""
        self._show(Reach(None, why, refusal, held.read_only, colleagues, held.is_archived))

    def _was_refused(self, mine: Session) -> bool:
        if self._refused is None:
            return False
        session, at = self._refused
        return session is mine and time.monotonic() - at < _REFUSED_AGAIN

    def _failed(self, error: FileTrouble) -> None:
        self._here, self._has_failed = (None, 0.0), True
        why = getattr(error, "why", error.words)
        if isinstance(error, NotReached):
            since = self.reach.since or self._reached_last()
            self._show(self.reach._replace(since=since, why=why, refusal="", colleagues=()))
        else:
            self._show(self.reach._replace(why=why, refusal=error.words))

    def _reached_last(self) -> datetime:
        """Until now, where this program has reached it; the next one is told."""
        now = datetime.now().astimezone()
        if not self._has_reached:
            return self._mirror.reached_at or now
        self._mirror.was_reached(now)
        return now

    def _show(self, reach: Reach) -> None:
        is_other = reach != self.reach
        with self._changed:
            self.reach, self._has_asked = reach, True
            self._changed.notify_all()
        if is_other:
            self.told()

    def _rest(self, seconds: float) -> None:
        """Waits, whatever is typed meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._is_stale, seconds)

    def _drain(self) -> None:
        self._waker.setblocking(False)
        with suppress(BlockingIOError):
            while self._waker.recv(4096):
                pass

    def _leave(self) -> None:
        if self._has_reached and self.reach.since is None:
            self._mirror.was_reached(datetime.now().astimezone())
        if self._held is not None:
            with suppress(FileTrouble):
                self._held.here(None)
            with suppress(FileTrouble):
                self._held.close()
        self._waker.close()
        self._bell.close()


def _unexpected(error: Exception) -> NotSaved:
    """Without what the error says: that may hold an address with its password."""
    why = say("a mistake in the program ({what})", what=type(error).__name__)
    trouble = NotSaved(say("It could not be written: {why}.", why=why), why)
    trouble.__cause__ = error
    return trouble
