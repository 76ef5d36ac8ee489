"""The session that is open on this laptop, as guests on other laptops write it too: this is their store.

Guests are told only what is on the disk here: so a laptop that dies takes nothing back that somebody else
goes on from. Of earlier states no more is held than what each guest was told last, and none that has names
which a seal has removed.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple

from cxworkshop.errors import ReadOnly
from cxworkshop.language import Words
from cxworkshop.method.privacy import holds_names, names_were_removed
from cxworkshop.model.ops import Ops, apply
from cxworkshop.model.session import Session
from cxworkshop.storage.host.wire import News

if TYPE_CHECKING:
    from cxworkshop.editing import OpenSession

MOST_TOLD = 16
"""Programs of guests of which is known what they were told; others are sent the whole session."""


class _State(NamedTuple):
    number: int
    session: Session


class _Waiting(NamedTuple):
    """A guest who is answered once a state is on the disk; `put`: the one that he has made, if any."""

    number: int
    program: str
    put: _State | None
    answered: Future[bool]


class Hub:
    """Belongs to the thread of the program, but for what says so."""

    def __init__(self, opened: OpenSession) -> None:
        self._opened = opened
        self.on_news: Callable[[], object] = lambda: None
        """Called whenever guests can be told something new."""
        self._run = secrets.token_hex(4)
        """A program that was started anew knows no revision of the one before."""
        self._head = self._stored = _State(1, opened.session)
        self._told: dict[str, _State] = {}
        self._waiting: list[_Waiting] = []
        self._lock = threading.Lock()
        self._stop_listening = opened.listen(self._changed)

    # ---- in the thread of the program ----------------------------------------------------------------------
    def close(self) -> None:
        self._stop_listening()

    def put(self, program: str, base: str, ops: Ops, answered: Future[bool]) -> None:
        """Applies what a guest has made of what he was told, as nothing that is undone here. `answered`, once
        all is on the disk: whether it stands; not where somebody was faster, then he is told what stands.
        Raises CxError for what cannot be applied."""
        if self._opened.read_only:
            raise ReadOnly(self._opened.read_only)
        if not answered.set_running_or_notify_cancel():
            return
        state = None
        self._opened.box.collect()
        if base == self._revision(self._head):
            made = _State(self._head.number + 1, apply(self._head.session, ops))
            merged = self._opened.put_in(ops)
            if made.session == self._opened.session:
                state = self._head
            elif merged.stay:  # he has done it, and a row that is worked on here has come back
                state, self._head = made, self._head._replace(number=made.number + 1)
            # else phones had answered what he has sealed
        with self._lock:
            self._waiting.append(_Waiting(self._head.number, program, state, answered))
        self.saved()

    def _changed(self, before: Session, after: Session) -> None:
        self._head = _State(self._head.number + 1, after)
        if names_were_removed(before, after):
            with self._lock:
                self._told = {
                    program: state for program, state in self._told.items() if not holds_names(state.session)
                }

    def saved(self) -> None:
        """Something was written: guests are told what is on the disk."""
        if self._opened.is_saved:
            self._publish(self._head)

    def _publish(self, state: _State) -> None:
        with self._lock:
            is_news, self._stored = state is not self._stored, state
            done = [one for one in self._waiting if one.number <= state.number]
            self._waiting = [one for one in self._waiting if one.number > state.number]
            for one in done:
                if one.put is not None:
                    self._tell(one.program, one.put)
        for one in done:
            one.answered.set_result(one.put is not None)
        if is_news:
            self.on_news()

    # ---- in any thread -------------------------------------------------------------------------------------
    @property
    def read_only(self) -> Words:
        return self._opened.read_only

    def news(self, program: str, base: str) -> News | None:
        """What is on the disk beyond a revision; None when it is that. Whole where it is not known here what
        that was."""
        with self._lock:
            stored = self._stored
            known = next((s for s in self._told.values() if self._revision(s) == base), None)
            self._tell(program, stored)
        revision = self._revision(stored)
        return None if base == revision else News.between(known and known.session, stored.session, revision)

    def told(self, program: str) -> str:
        """The revision that a guest was told last, or has made; empty for whoever was turned out."""
        with self._lock:
            return self._revision(self._told[program]) if program in self._told else ""

    def has_news(self, program: str) -> bool:
        """Whether there is more on the disk than a guest was told last, or has made himself."""
        with self._lock:
            told = self._told.get(program)
            return told is None or told.number != self._stored.number

    def forget(self, program: str) -> None:
        with self._lock:
            self._told.pop(program, None)

    def _tell(self, program: str, state: _State) -> None:
        self._told.pop(program, None)
        self._told[program] = state
        if len(self._told) > MOST_TOLD:
            del self._told[next(iter(self._told))]

    def _revision(self, state: _State) -> str:
        return f"{self._run}:{state.number}"
