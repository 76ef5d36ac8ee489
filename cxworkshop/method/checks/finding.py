"""What a readiness check is and what it finds. The modules of the steps register theirs with `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps
from itertools import chain
from typing import NamedTuple, TypeVar

from cxworkshop.language import Words, _, joined, say
from cxworkshop.method.derived import priorities
from cxworkshop.method.lookup import expected_voters, in_scope
from cxworkshop.method.privacy import took_part
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

_Thing = TypeVar("_Thing")


class Finding(NamedTuple):
    """Whether a readiness check holds; if not, what is missing and the places that mend it, the best first.

    A place without an id stands for a new row of its table.
    """

    check: str
    holds: bool
    places: tuple[Place, ...] = ()
    words: Words = ""


class Missing(NamedTuple):
    """Why a check does not hold, in words short enough for a side panel."""

    words: Words
    places: tuple[Place, ...]


Check = Callable[[Session, date], Finding]
REGISTERED: dict[str, Check] = {}
"""The checks by id, in the order of import."""


def check(name: str) -> Callable[[Callable[[Session, date], Missing | None]], Check]:
    """Registers a function that returns what is missing as the readiness check `name`."""

    def register(find: Callable[[Session, date], Missing | None]) -> Check:
        @wraps(find)
        def run(session: Session, on: date) -> Finding:
            gap = find(session, on)
            return Finding(name, gap is None) if gap is None else Finding(name, False, gap.places, gap.words)

        REGISTERED[name] = run
        return run

    return register


def missing(words: Words, *places: Place) -> Missing:
    """What is missing, and the places that complete it."""
    return Missing(words, places)


def gaps_of(things: Iterable[_Thing], cells: Callable[[_Thing], Sequence[Place]]) -> list[Sequence[Place]]:
    """For each of the things that is incomplete, the cells that complete it."""
    return [gap for thing in things if (gap := cells(thing))]


def missing_if(gaps: Sequence[Sequence[Place]], words: Words) -> Missing | None:
    """None without gaps; else the words, with the cells of all gaps."""
    return Missing(words, tuple(dict.fromkeys(chain.from_iterable(gaps)))) if gaps else None


def missing_with(other: Missing | None, cells: Sequence[Place], words: Words) -> Missing | None:
    """What is missing with these cells besides, which are named where nothing else is."""
    if other is not None:
        return other._replace(places=(*other.places, *cells))
    return missing(words, *cells) if cells else None


def empty(row: object, place: Place, *fields: str) -> list[Place]:
    """The cells of a row, or of a part of it, that are empty; 0 and False are values."""
    return [place.at(field) for field in fields if _content(row, field) in (None, "", ())]


def _content(row: object, field: str) -> object:
    for name in field.split("."):
        row = getattr(row, name) if hasattr(row, name) else getattr(row, f"{name}_")
    return row.strip() if isinstance(row, str) else row


def names(session: Session, people: Iterable[str | None]) -> str:
    """The names of people, each once, as a list in a sentence; empty for nobody known."""
    return joined([session.name_of("people", who) for who in dict.fromkeys(people) if who])


class WordList:
    """Words in a list, translated when they are shown."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __str__(self) -> str:
        return joined([_(word) for word in self.words])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordList) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)


def empty_map() -> Missing:
    """What every check of the map finds while no touchpoint is in scope."""
    return missing(say("No touchpoint is on the map yet"), Place("touchpoints", ""))


def people_of(session: Session, on: date) -> tuple[Person, ...]:
    """The people of the round in view on a day, without those who joined later or have left."""
    number = session.round.number
    return tuple(
        person
        for person in session.people
        if (person.joined_round or 1) <= number and not person.has_left(on)
    )


def present(session: Session) -> tuple[Person, ...]:
    """The participants of the round."""
    return tuple(person for person in session.people if person.id in session.round.participants)


def priority_touchpoints(session: Session) -> tuple[Touchpoint, ...]:
    """The priority touchpoints, in the order of the journey."""
    priority_ids = priorities(session)
    return tuple(touchpoint for touchpoint in in_scope(session) if touchpoint.id in priority_ids)


def voters(session: Session) -> tuple[Person, ...]:
    """Those who are expected to answer blindly, and everybody who has, present or not."""
    everybody = took_part(session).union(person.id for person in expected_voters(session))
    return tuple(person for person in session.people if person.id in everybody)


def answer_cells(touchpoint: str, people: Iterable[Person]) -> list[Place]:
    """The cells of the first ballot where these people answer about a touchpoint."""
    return [Place("ownership_ballots", f"1:{touchpoint}:{person.id}", "kind") for person in people]


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that repeat the words of an earlier one, as several do for an empty map."""
    by_words: dict[str, Finding] = {}
    for finding in findings:
        by_words.setdefault(str(finding.words), finding)
    return list(by_words.values())
