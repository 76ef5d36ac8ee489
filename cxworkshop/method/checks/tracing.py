"""A session that records which fields are read, so that a finding is kept until one of them changes.

Made by `method.readiness` alone. A check receives it as a session, so no check has to list what it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import FunctionType, MethodType
from typing import Any, Self

from cxworkshop.model.record import declared
from cxworkshop.model.session import Round, Session

_SESSION = -1
_OF_THE_STAND_IN = ("_target", "_at", "_reads", "rounds")


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

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with other values of some fields: reading those is no reading of the record."""
        copy = object.__new__(type(self))
        own = {name: value for name, value in self.__dict__.items() if name in _OF_THE_STAND_IN}
        copy.__dict__.update(own | dict(update))
        return copy


class TracedSession(_Traced):
    """Stands in for a session, with stand-ins for its rounds, so that each table of a round is recorded."""

    def __init__(self, session: Session, reads: ReadFields) -> None:
        super().__init__(session, _SESSION, reads)
        self.rounds = tuple(_Traced(round_, i, reads) for i, round_ in enumerate(session.rounds))
