"""The box of blind answers that phones send: in memory only, until a seal counts them with those on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from typing import NamedTuple, NoReturn

from cxworkshop.editing.voting import fixed_letters
from cxworkshop.method import ballots
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import BLIND_TABLES, KINDS, refusal
from cxworkshop.model import ops
from cxworkshop.model.ballots import WHOLE, OwnershipBallot
from cxworkshop.model.ops import Ops
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session, index

Dots = tuple[tuple[str, int], ...]
Given = Answer | float | Dots
"""An answer: who is accountable, a figure, or all dots of a person as pairs of touchpoint and dots."""
OWNERSHIP, DOTS = "ownership_ballots", "dots"
ALL_DOTS = ""
"""The row of all dots of a person, which are one answer: on which touchpoint they are is not told."""


class Slip(NamedTuple):
    """A kind of slips: a blind table of a round; of ballots the one with a number."""

    round: int
    table: str
    ballot: str = ""

    @property
    def id(self) -> str:
        return f"{self.round}.{self.table}.{self.ballot}"

    @classmethod
    def of(cls, id: str) -> Slip:
        """The kind with an id."""
        number, table, ballot = id.split(".")
        return cls(int(number), table, ballot)


class Box:
    """Answers by kind of slip, person and row. All that a phone sends stands, in any order and as often as it
    comes. Where paper has an answer, that one counts: keyed later it stands over the phone's."""

    def __init__(self) -> None:
        self.version = 0
        """Goes up with each change."""
        self.collect: Callable[[], None] = lambda: None
        """Puts in what has come and was not put in yet."""
        self._given: dict[Slip, dict[str, dict[str, Given]]] = {}
        self._counted: tuple[Session, int, Collection[str], Session] | None = None

    def __repr__(self) -> str:
        return f"<Box of {len({who for people in self._given.values() for who in people})}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("answers in a box are not kept")

    def put(self, slip: Slip, person: str, answers: Mapping[str, Given]) -> Collection[str]:
        """Takes answers by row. The rows that say something else than before."""
        given = self._given.setdefault(slip, {}).setdefault(person, {})
        changed = [row for row, answer in answers.items() if given.get(row) != answer]
        given.update(answers)
        self.version += bool(changed)
        return changed

    def forget(self, person: str) -> None:
        """Removes all that somebody has sent."""
        for people in self._given.values():
            self.version += people.pop(person, None) is not None

    def rows_of(self, slip: Slip, person: str) -> Set[str]:
        """Which rows somebody has answered."""
        return self._given.get(slip, {}).get(person, {}).keys()

    def people_of(self, slip: Slip) -> Set[str]:
        """Who has answered any row."""
        return {who for who, given in self._given.get(slip, {}).items() if given}

    @property
    def slips(self) -> Collection[Slip]:
        """The kinds that have answers."""
        return tuple(self._given)

    def people(self, number: int | None = None) -> Set[str]:
        """Who has answered anything of what a round is asked blindly, or any round."""
        slips = (slip for slip in self._given if number in (None, slip.round) and slip.table in KINDS)
        return {who for slip in slips for who in self.people_of(slip)}

    def holds(self, number: int, kinds: Collection[str] = KINDS) -> bool:
        """Whether there are answers of a round."""
        return any(
            slip.round == number and slip.table in kinds and any(people.values())
            for slip, people in self._given.items()
        )

    def counts(self, slip: Slip) -> Counter[Given]:
        """How often each answer was given to slips of one question, without names."""
        return Counter(given[""] for given in self._given.get(slip, {}).values() if "" in given)

    def take_out(self, slip: Slip) -> None:
        """Forgets the answers to one kind of slips."""
        self.version += self._given.pop(slip, None) is not None

    def counted(self, session: Session, kinds: Collection[str] = KINDS) -> Session:
        """The session as if all answers to the round in view were on paper: for counting who has answered,
        and for the seal. Never shown or kept."""
        if not self.holds(session.round.number, kinds):
            return session
        if self._counted is not None:
            of, version, of_kinds, counted = self._counted
            if of is session and (version, of_kinds) == (self.version, kinds):
                return counted
        counted = ops.apply(session, self._ops(session, kinds))
        self._counted = session, self.version, kinds, counted
        return counted

    def empty(self, number: int, kinds: Collection[str] = KINDS) -> None:
        """Forgets the answers of a round, which have been counted."""
        gone = [slip for slip in self._given if slip.round == number and slip.table in kinds]
        for slip in gone:
            del self._given[slip]
        self.version += bool(gone)
        self._counted = None

    def _ops(self, session: Session, kinds: Collection[str]) -> Iterator[ops.Op]:
        if any(slip.table == OWNERSHIP and slip.table in kinds for slip in self._given):
            yield from fixed_letters(session)
        for slip, people in self._given.items():
            if slip.round != session.round.number or slip.table not in kinds:
                continue
            for person in people.keys() & index(session.people).keys():
                for row, answer in people[person].items():
                    if not has_paper(session, slip, person, row):
                        yield from _written(session, slip, person, row, answer)


def received(
    box: Box, session: Session, slip: Slip, person: str, answers: Mapping[str, Given], *, is_earlier: bool
) -> Ops:
    """Puts what a phone has sent into the box, as far as it may be changed: the ops that take what was keyed
    in from paper out for it, and leave letters with the people who have them."""
    is_now = slip.round == session.round.number and slip.table in KINDS
    barred = has_paper if is_earlier else is_kept
    open_answers = {
        row: answer for row, answer in answers.items() if not (is_now and barred(session, slip, person, row))
    }
    changed = box.put(slip, person, open_answers)
    if not changed or not is_now:
        return ()
    letters = fixed_letters(session) if slip.table == OWNERSHIP else ()
    return *letters, *without_paper(session, slip, person, changed)


def has_paper(session: Session, slip: Slip, person: str, row: str) -> bool:
    """Whether somebody's answer stands in the session, with the name or without."""
    return bool(is_kept(session, slip, person, row) or paper_places(session, slip, person, row))


def is_kept(session: Session, slip: Slip, person: str, row: str) -> bool:
    """Whether somebody's answer cannot be given or changed any more: it is sealed, or its ballot is."""
    if slip.table == OWNERSHIP:
        is_open = ballots.state(session, slip.ballot) == "open"
        return not is_open or ballots.is_kept_without_name(session, slip.ballot, row, person)
    return bool(refusal(session, Place(slip.table, _row_id(slip, person, row), "value")))


def paper_places(session: Session, slip: Slip, person: str, row: str) -> list[Place]:
    """The rows in which an answer of somebody stands with the name."""
    number = session.round.number
    if slip.table == DOTS:
        return [
            Place(DOTS, dot.id, "value", number)
            for dot in session.round.dots
            if dot.participant == person and dot.value is not None
        ]
    field = "kind" if slip.table == OWNERSHIP else "value"
    place = Place(slip.table, _row_id(slip, person, row), field, number)
    return [place] if value_at(session, place) is not None else []


def without_paper(session: Session, slip: Slip, person: str, rows: Collection[str]) -> Ops:
    """The ops that take an answer out of the session in favour of one that a phone has given since."""
    places = [place for row in rows for place in paper_places(session, slip, person, row)]
    return tuple(ops.Remove(place) for place in dict.fromkeys(place.at("") for place in places))


def _row_id(slip: Slip, person: str, row: str) -> str:
    return ":".join(filter(None, (slip.ballot, row, person)))


def _written(session: Session, slip: Slip, person: str, row: str, answer: Given) -> Iterator[ops.Op]:
    """The ops that write an answer as paper would; none where what it is about is gone."""
    number = session.round.number
    if isinstance(answer, tuple) and not isinstance(answer, Answer):
        placed = [(touchpoint, n) for touchpoint, n in answer if touchpoint in index(session.touchpoints)]
        for touchpoint, n in [dot for dot in placed if dot[1]] or placed[:1]:
            yield ops.Set(Place(DOTS, f"{touchpoint}:{person}", "value", number), n)
        return
    if not _is_there(session, slip.table, row):
        return
    here = Place(slip.table, _row_id(slip, person, row), "value", number)
    if not isinstance(answer, Answer):
        yield ops.Set(here, answer)
    elif answer.person is None or answer.person in index(session.people):
        if here.id in index(session.round.ownership_ballots):
            yield ops.Remove(here.at(""))
        keys = {"id": here.id, "ballot": slip.ballot, "touchpoint": row, "participant": person}
        yield ops.Add(OWNERSHIP, number, OwnershipBallot(**keys, kind=answer.kind, person=answer.person))


def _is_there(session: Session, table: str, row: str) -> bool:
    """Whether the row of a slip is still of the record; statements of the method always are."""
    about = "touchpoint" if table == OWNERSHIP else BLIND_TABLES[table]
    rows = {"touchpoint": session.touchpoints, "measure": session.measures}.get(about)
    return rows is None or row == WHOLE or row in index(rows)
