"""A session that records which fields are read, so that a finding is kept until one of them changes.

Made by `method.readiness` alone. A check receives it as a session, so no check has to list what it reads.
"""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any

from cxworkshop.model.record import declared
from cxworkshop.model.session import Round, Session

_SESSION = -1


class ReadFields:
    """The fields read of the session, or of a round by its index, each with the object that it held."""

    def __init__(self, session: Session) -> None:
        self.seen: dict[tuple[int, str], object] = {}
        self._rounds = len(session.rounds)

    def are_unchanged(self, session: Session) -> bool:
        """Whether every field of `session` still holds the same object."""
        if len(session.rounds) != self._rounds:
            return False
        holders = (*session.rounds, session)  # the session is at -1
        return all(getattr(holders[at], name) is value for (at, name), value in self.seen.items())


class _Traced:
    """Stands in for a session or a round. It records the fields read; properties and methods run on it.

    A value that was read becomes an attribute, so that a check that reads it 2,000 times records it once.
    """

    def __init__(self, target: Session | Round, at: int, reads: ReadFields) -> None:
        self._target, self._at, self._reads = target, at, reads

    def __getattr__(self, name: str) -> Any:
        kind = type(self._target)
        if name in declared(kind):
            value = self._reads.seen[self._at, name] = getattr(self._target, name)
        elif isinstance(own := getattr(kind, name), property):
            value = own.__get__(self)
        else:
            value = MethodType(own, self) if isinstance(own, FunctionType) else own
        setattr(self, name, value)
        return value


class TracedSession(_Traced):
    """Stands in for a session, with stand-ins for its rounds, so that each table of a round is recorded."""

    def __init__(
        self, session: Session, reads: ReadFields, rounds: tuple[_Traced, ...] | None = None
    ) -> None:
        super().__init__(session, _SESSION, reads)
        self.rounds = rounds or tuple(_Traced(round_, i, reads) for i, round_ in enumerate(session.rounds))

    def as_of(self, number: int) -> TracedSession:
        """`Session.as_of` without a copy, which a stand-in does not allow."""
        for i, round_ in enumerate(self.rounds):
            if round_.number == number:
                # a session's own
                return TracedSession(self._target, self._reads, self.rounds[: i + 1])  # type: ignore[arg-type]
        raise KeyError(number)
