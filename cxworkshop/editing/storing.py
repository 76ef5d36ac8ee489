"""What goes from an open session to its store, and what others have stored there meanwhile.

The saver's thread merges the two and stores both; the session takes that in when its own thread comes to it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from cxworkshop.errors import NotSaved
from cxworkshop.language import Words
from cxworkshop.model.ops import Op, Ops, apply, difference
from cxworkshop.model.session import Session
from cxworkshop.model.set_aside import SetAside
from cxworkshop.storage.store import Conflict, StoredSession, Theirs


class News(NamedTuple):
    """What others have stored, merged with `ours`, which is all of the open session that was known then; what
    was set aside, and what else is to be told."""

    ours: Session
    session: Session
    kept: tuple[SetAside, ...] = ()
    told: tuple[Words, ...] = ()


class Storing:
    """Between a session and its store. `store` is called in the saver's thread."""

    def __init__(self, session: Session) -> None:
        self._lock = threading.Lock()
        self._newest = session
        self._unsaved: list[Op] = []
        self._is_apart = False  # the store has more than these ops say
        self._news: News | None = None

    def add(self, ops: Ops, newest: Session) -> None:
        """What is to be stored next."""
        with self._lock:
            self._unsaved += ops
            self._newest = newest

    @property
    def news(self) -> News | None:
        """What the session has not taken in yet."""
        return self._news

    def taken(self, news: News, session: Session) -> None:
        """The session has taken in the news; what it is now is to be stored next."""
        with self._lock:
            if self._news is news:
                self._news = None
            self._newest, self._unsaved, self._is_apart = session, [], True

    def store(self, stored: StoredSession, at: datetime, move_aside: Callable[[Conflict], None]) -> None:
        """Stores all that is not stored yet, together with what others have stored. `move_aside` finds
        another place where the two cannot be merged. Raises NotSaved."""
        with self._lock:
            unsaved, newest, news, is_apart = self._unsaved, self._newest, self._news, self._is_apart
            ops = tuple(unsaved)
        count, before, is_beside = len(ops), stored.session, False
        if news is not None:
            news = self._with_newest(news, newest)
        if news is not None or is_apart:
            ops = difference(before, newest if news is None else news.session)
        while isinstance(conflict := stored.put(ops, at), Conflict):
            if conflict.theirs is None:
                if is_beside:
                    raise NotSaved(conflict.words)
                move_aside(conflict)
                is_beside = True
                continue
            news = self._with_theirs(news or News(newest, apply(before, ops)), conflict.theirs)
            before = conflict.theirs.session
            if not (ops := difference(before, news.session)):
                break
        with self._lock:
            if self._unsaved is unsaved:
                del unsaved[:count]
                self._is_apart = False

    def _with_newest(self, news: News, newest: Session) -> News:
        """The news with what the session has come to since."""
        from cxworkshop.editing.merge import merge  # only a session that others write too pays for it

        session = merge(news.ours, newest, news.session).session
        newer = news._replace(ours=newest, session=session)
        with self._lock:
            if self._news is news:
                self._news = newer
        return newer

    def _with_theirs(self, mine: News, theirs: Theirs) -> News:
        """What is to be stored, with what others have stored instead."""
        from cxworkshop.editing.merge import merge

        merged = merge(theirs.base, mine.session, theirs.session, mine_is_newer=theirs.mine_is_newer)
        news = News(mine.ours, merged.session, (*mine.kept, *merged.kept), (*mine.told, *merged.told))
        with self._lock:
            self._news = news
        return news
