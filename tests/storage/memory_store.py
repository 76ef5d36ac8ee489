"""A store in memory that several programs share; out of reach, slow, mute or refusing when a test says
so."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cxworkshop.errors import NotReached, NotSaved, Unreadable
from cxworkshop.language import Words
from cxworkshop.model.matching import folded
from cxworkshop.model.ops import Ops, apply
from cxworkshop.model.place import Place
from cxworkshop.model.session import TABLES, Session
from cxworkshop.storage.figures import Figures, figures
from cxworkshop.storage.file.card import read_card
from cxworkshop.storage.file.summary import summary as card_of
from cxworkshop.storage.shared import Colleague, Newer, Put, waiting_for
from cxworkshop.storage.summary import Summary


class Version(NamedTuple):
    revision: int
    session: Session


@dataclass
class Server:
    """What all programs share, and how it behaves just now."""

    versions: dict[str, Version] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    out_of_reach: bool = False
    is_mute: bool = False
    """Nobody is told that something was put."""
    refuses: Words = ""
    """Why everything that is put is refused, for good."""
    read_only: Words = ""
    delay: float = 0.0
    """Seconds that each answer takes."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    held: list[MemoryHeld] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    log: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    """Who has put which changes."""

    @contextmanager
    def asked(self) -> Iterator[None]:
        """One question and its answer. Raises NotReached."""
        if self.delay:
            time.sleep(self.delay)
        with self.lock:
            if self.out_of_reach:
                raise NotReached("The store does not answer.", "no answer")
            yield

    def tell_others(self, me: MemoryHeld) -> None:
        for other in self.held:
            if other is not me and other.slug == me.slug and not self.is_mute:
                with suppress(OSError):
                    other.notices[1].send(b"!")


class MemoryHeld:
    def __init__(self, store: MemoryStore, slug: str) -> None:
        self.store, self.server, self.slug, self.who = store, (server := store.server), slug, store.who
        self.program = f"{self.who}-{id(self)}"
        with self.store.asked():
            if slug not in server.versions:
                raise Unreadable("There is no such session.")
            revision, self.session = server.versions[slug]
            self.revision, self.read_only = str(revision), server.read_only
            self.notices = socket.socketpair()
            self.place: Place | None = None
            server.held.append(self)

    @property
    def header(self) -> Mapping[str, str]:
        return {"session": f"memory-{self.slug}"}

    def put(self, ops: Ops, names: Sequence[str] = ()) -> Put | Newer:
        with self.store.asked():
            now = self.server.versions[self.slug]
            if str(now.revision) != self.revision:
                self.revision, self.session = str(now.revision), now.session
                return Newer(self.revision, self.session)
            if self.server.refuses or self.read_only:
                raise NotSaved(self.server.refuses or self.read_only)
            self.session = apply(self.session, ops)
            self.revision = str(now.revision + 1)
            self.server.versions[self.slug] = Version(now.revision + 1, self.session)
            self.server.log.append((self.who, names))
            self.server.tell_others(self)
            return Put(self.revision)

    def newer(self) -> Newer | None:
        with self.store.asked():
            now = self.server.versions[self.slug]
            if str(now.revision) == self.revision:
                return None
            self.revision, self.session = str(now.revision), now.session
            return Newer(self.revision, self.session)

    def wait(self, seconds: float, waker: socket.socket) -> None:
        ready, _, _ = select.select([waker, self.notices[0]], [], [], seconds)
        if self.notices[0] in ready:
            self.notices[0].recv(4096)
        with self.store.asked():
            pass

    def here(self, place: Place | None) -> None:
        with self.store.asked():
            self.place = place
            self.server.tell_others(self)

    def colleagues(self) -> tuple[Colleague, ...]:
        with self.store.asked():
            return tuple(
                Colleague(other.program, other.who, other.place)
                for other in self.server.held
                if other is not self and other.slug == self.slug
            )

    def close(self) -> None:
        with self.server.lock:
            if self in self.server.held:
                self.server.held.remove(self)
                self.server.tell_others(self)
                for end in self.notices:
                    end.close()


class MemoryStore:
    """The store as one program sees it."""

    def __init__(self, server: Server, folder: Path, who: str = "Anna") -> None:
        self.server, self.folder, self.who = server, folder, who
        self.name = "memory"
        self.is_dead = False
        """Whether the program was killed: nothing it does reaches anybody any more."""

    def waiting(self, changes: int, why: Words) -> Words:
        return waiting_for(self.name, changes, why)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """One question and its answer. Raises NotReached."""
        with self.server.asked():
            if self.is_dead:
                raise NotReached("It was killed.", "killed")
            yield

    def summaries(self, *, archived: bool = False, whole: bool = True) -> list[Summary]:
        with self.asked():
            return [
                self._summary(slug, version.session, whole)
                for slug, version in self.server.versions.items()
                if (slug in self.server.archived) == archived
            ]

    def _summary(self, slug: str, session: Session, whole: bool) -> Summary:
        values, _flaw = read_card({"card": card_of(session)})
        if not whole:
            values |= {"coming": None, "headlines": None}
        return Summary(slug, self.folder / f"{slug}.json", **values)

    def find(self, words: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        with self.server.asked():
            rows = {slug: self._rows(version.session) for slug, version in self.server.versions.items()}
        asked = folded(words).split()
        return {
            slug: [row for row in rows[slug] if any(word in folded(row[1]) for word in asked)]
            for slug in rows
            if all(any(word in folded(text) for _table, text in rows[slug]) for word in asked)
        }

    @staticmethod
    def _rows(session: Session) -> list[tuple[str, str]]:
        """What each row is known by, in all tables."""
        return [
            (name, row.name_shown)
            for name in TABLES
            if TABLES[name].table.names
            for row in session.records(name)
            if row.name_shown
        ]

    def figures(self, on: date) -> Figures:
        return figures(self.summaries(), on)

    def open(self, slug: str, base: Session | None = None, revision: str = "") -> MemoryHeld:
        held = MemoryHeld(self, slug)
        if base is not None and revision == held.revision:
            held.session = base
        return held

    def check_new(self) -> None:
        with self.asked():
            if self.server.read_only:
                raise NotSaved(self.server.read_only)

    def create(self, slug: str, session: Session) -> str:
        with self.asked():
            free, number = slug, 2
            while free in self.server.versions:
                free, number = f"{slug}-{number}", number + 1
            self.server.versions[free] = Version(1, session)
            return free

    def released(self, slug: str) -> None:
        self.server.released.append(slug)

    def archive(self, slug: str, *, archived: bool = True) -> None:
        with self.asked():
            (self.server.archived.add if archived else self.server.archived.discard)(slug)
