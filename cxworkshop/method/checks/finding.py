"""What a readiness check is and what it finds; the modules beside this one register theirs with `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps
from itertools import chain
from typing import NamedTuple, TypeVar

from cxworkshop.language import Words, _, joined, say
from cxworkshop.method.derived import priorities
from cxworkshop.method.lookup import in_scope
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

_Thing = TypeVar("_Thing")


class Finding(NamedTuple):
    """Whether a readiness check holds. When it does not: what is missing, and the places that mend it, the
    best first.

    A place without an id means a new row of its table.
    """

    check: str
    holds: bool
    places: tuple[Place, ...] = ()
    words: Words = ""


class Missing(NamedTuple):
    """Why a check does not hold; short enough for a side panel."""

    words: Words
    places: tuple[Place, ...]


Check = Callable[[Session, date], Finding]
REGISTERED: dict[str, Check] = {}
"""The checks by their id, as their modules were imported."""


def check(name: str) -> Callable[[Callable[[Session, date], Missing | None]], Check]:
    """Registers a function that looks for what is missing as the readiness check `name`."""

    def register(look: Callable[[Session, date], Missing | None]) -> Check:
        @wraps(look)
        def asked(session: Session, on: date) -> Finding:
            gap = look(session, on)
            return Finding(name, gap is None) if gap is None else Finding(name, False, gap.places, gap.words)

        REGISTERED[name] = asked
        return asked

    return register


def missing(words: Words, *places: Place) -> Missing:
    """Something is missing, and these places mend it."""
    return Missing(words, places)


def lacking(things: Iterable[_Thing], cells: Callable[[_Thing], Sequence[Place]]) -> list[Sequence[Place]]:
    """The cells that mend each of the things that lacks something."""
    return [found for thing in things if (found := cells(thing))]


def if_any(gaps: Sequence[Sequence[Place]], words: Words) -> Missing | None:
    """Nothing when nothing is lacking; else the words with all cells that mend it."""
    return Missing(words, tuple(dict.fromkeys(chain.from_iterable(gaps)))) if gaps else None


def empty(row: object, place: Place, *fields: str) -> list[Place]:
    """The cells of a row, or of a part of it, that hold nothing. 0 and False are something."""
    return [place.at(field) for field in fields if _held(row, field) in (None, "", ())]


def _held(row: object, field: str) -> object:
    for name in field.split("."):
        row = getattr(row, name) if hasattr(row, name) else getattr(row, f"{name}_")
    return row.strip() if isinstance(row, str) else row


class Listed:
    """Several words in a row, translated when they are shown."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __str__(self) -> str:
        return joined([_(word) for word in self.words])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)


def no_map() -> Missing:
    """There is nothing to check yet: no touchpoint is in scope."""
    return missing(say("No touchpoint is on the map yet"), Place("touchpoints", ""))


def people_of(session: Session, on: date) -> tuple[Person, ...]:
    """Everybody who belongs to the round in view on that day: who joins later or has left does not."""
    number = session.round.number
    return tuple(
        person
        for person in session.people
        if (person.joined_round or 1) <= number and not person.has_left(on)
    )


def present(session: Session) -> tuple[Person, ...]:
    """The people in the room."""
    return tuple(person for person in session.people if person.id in session.round.participants)


def priority_touchpoints(session: Session) -> tuple[Touchpoint, ...]:
    """The touchpoints that weigh most, in the order of the journey."""
    weighty = priorities(session)
    return tuple(touchpoint for touchpoint in in_scope(session) if touchpoint.id in weighty)


def voters(session: Session) -> tuple[Person, ...]:
    """Those present who are asked blindly: a partner's people are not."""
    return tuple(person for person in present(session) if person.own)


def answer_cells(touchpoint: str, people: Iterable[Person]) -> list[Place]:
    """The cells of the first ballot where these people answer about a touchpoint."""
    return [Place("ownership_ballots", f"1:{touchpoint}:{person.id}", "kind") for person in people]


def said_once(findings: Sequence[Finding]) -> list[Finding]:
    """Without those that say what one before them says: an empty map fails several checks in the same
    words."""
    told: dict[str, Finding] = {}
    for finding in findings:
        told.setdefault(str(finding.words), finding)
    return list(told.values())
