"""A session that remembers what was read of it, so that a finding can be kept until one of those things is
another.

Only `method.readiness` makes one. The checks cannot tell it from a session, so nobody has to list what a
check reads.
"""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any

from cxworkshop.model.record import declared
from cxworkshop.model.session import Round, Session

_SESSION = -1


class Reads:
    """The fields that were read, of the session or of a round by its index, each with the very object that
    stood there."""

    def __init__(self, session: Session) -> None:
        self.seen: dict[tuple[int, str], object] = {}
        self._rounds = len(session.rounds)

    def still_stand(self, session: Session) -> bool:
        """Whether every one of those objects stands in `session` too."""
        if len(session.rounds) != self._rounds:
            return False
        holders = (*session.rounds, session)  # the session is at -1
        return all(getattr(holders[at], name) is value for (at, name), value in self.seen.items())


class _Traced:
    """Stands in for a session or a round: fields are noted and handed out, properties and methods run on the
    stand-in.

    Whatever was asked once becomes an attribute of its own: a check that asks 2,000 times pays for noting
    once.
    """

    def __init__(self, held: Session | Round, at: int, reads: Reads) -> None:
        self._held, self._at, self._reads = held, at, reads

    def __getattr__(self, name: str) -> Any:
        kind = type(self._held)
        if name in declared(kind):
            value = self._reads.seen[self._at, name] = getattr(self._held, name)
        elif isinstance(own := getattr(kind, name), property):
            value = own.__get__(self)
        else:
            value = MethodType(own, self) if isinstance(own, FunctionType) else own
        setattr(self, name, value)
        return value


class TracedSession(_Traced):
    """Stands in for a session; its rounds are stand-ins too, so that another goal does not count as another
    measure."""

    def __init__(self, session: Session, reads: Reads, rounds: tuple[_Traced, ...] | None = None) -> None:
        super().__init__(session, _SESSION, reads)
        self.rounds = rounds or tuple(_Traced(one, i, reads) for i, one in enumerate(session.rounds))

    def as_of(self, number: int) -> TracedSession:
        """`Session.as_of`, which copies; a stand-in cannot be copied."""
        for i, one in enumerate(self.rounds):
            if one.number == number:
                # a session's own
                return TracedSession(self._held, self._reads, self.rounds[: i + 1])  # type: ignore[arg-type]
        raise KeyError(number)
