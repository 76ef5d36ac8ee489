"""Blind answers of two versions: counted together once names are gone on one side, which they are in the
result then. Nobody is ever named, and no answer counts twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, cast

from cxworkshop.editing.merge.versions import Prefers, text_of
from cxworkshop.method.privacy import BLIND_TABLES, reduced
from cxworkshop.model.ballots import FiguresAnswered, OwnershipTally
from cxworkshop.model.record import Record
from cxworkshop.model.session import Round, Session, index

Rows = tuple[Any, ...]
Counted = dict[str, Rows]
"""The tables of a round that were counted together: they are not merged by their rows."""
_COUNTS = ("nobody", "several", "partner", "dont_know")
_NAMES = ("named", "self_claims", "answered")


class Blind(NamedTuple):
    """The counted tables by the number of the round, and whether somebody answered in both versions."""

    tables: dict[int, Counted]
    answered_twice: bool

    def rows(self, table: str, number: int | None) -> dict[str, Record] | None:
        """The rows of a counted table by id; None for a table that was not counted."""
        counted = self.tables.get(number or 0, {})
        return {row.id: row for row in counted[table]} if table in counted else None


def counted(base: Session | None, mine: Session, theirs: Session, prefers: Prefers) -> Blind:
    """The tables of blind answers from which either version has taken names since the older one."""
    tables: dict[int, Counted] = {}
    twice = False
    numbers = {round_.number for round_ in mine.rounds} & {round_.number for round_ in theirs.rounds}
    for number in sorted(numbers):
        views = [_view(session, number) for session in (base or Session(), mine, theirs)]
        for kind in ("ownership_ballots", *BLIND_TABLES):
            group, is_twice = _group(kind, views, prefers)
            if group:
                told = tables.setdefault(number, {})
                if kind != "ownership_ballots":  # one table tells of all kinds who has answered
                    group["figures_answered"] = (
                        *told.get("figures_answered", ()),
                        *group["figures_answered"],
                    )
                told |= group
            twice = twice or is_twice
        if "figures_answered" in tables.get(number, {}):
            _add_others(tables[number], views)
    return Blind(tables, twice)


def sealed(merged: Session, mine: Session, theirs: Session) -> Session:
    """The merged session without the names of answers to a ballot that one side has sealed, with no name left
    there: the other may have taken them afterwards."""
    for round_ in merged.rounds:
        nameless = {number for side in (mine, theirs) for number in _sealed_ballots(side, round_.number)}
        if any(row.ballot in nameless for row in round_.ownership_ballots):
            return reduced(merged, ("ownership_ballots",))
    return merged


def _sealed_ballots(session: Session, number: int) -> set[str]:
    round_ = _view(session, number).round
    named = {row.ballot for row in round_.ownership_ballots}
    return {ballot.id for ballot in round_.ballots if ballot.sealed_at} - named


def _view(session: Session, number: int) -> Session:
    """The session as of a round; an empty round where it has none."""
    if any(round_.number == number for round_ in session.rounds):
        return session.as_of(number)
    return Session(rounds=(Round(id=str(number), number=number),))


def _group(kind: str, views: list[Session], prefers: Prefers) -> tuple[Counted, bool]:
    """The tables of one kind; none where their rows can be merged by the names that they have."""
    base, mine, theirs = (_rows(kind, view.round) for view in views)
    nameless = [_nameless(kind, *rows) for rows in (base, mine, theirs)]
    if mine == theirs or (nameless[1] == nameless[0] == nameless[2]):
        return {}, False
    if mine == base or theirs == base:
        rows = theirs if mine == base else mine
        return _named_tables(kind, *rows), False
    was = reduced(views[0], (kind,)).round
    answered = [_answered(kind, round_) for round_ in (was, views[1].round, views[2].round)]
    sides = []
    for side in (1, 2):
        sealed = {
            about: who - answered[0].get(about, frozenset()) for about, who in answered[3 - side].items()
        }
        sides.append(reduced(_without_sealed(kind, views[side], sealed), (kind,)).round)
    return (_tallies if kind == "ownership_ballots" else _figures)(kind, (was, *sides), prefers)


def _rows(kind: str, round_: Round) -> tuple[Rows, Rows]:
    """The answers of a kind, and what tells who gave those without names."""
    if kind == "ownership_ballots":
        return round_.ownership_ballots, round_.ownership_tallies
    return getattr(round_, kind), tuple(row for row in round_.figures_answered if row.figures == kind)


def _nameless(kind: str, rows: Rows, told: Rows) -> tuple[Rows, Rows]:
    left = () if kind == "ownership_ballots" else tuple(row for row in rows if row.participant is None)
    return left, told


def _named_tables(kind: str, rows: Rows, told: Rows) -> Counted:
    tables = (
        ("ownership_ballots", "ownership_tallies")
        if kind == "ownership_ballots"
        else (kind, "figures_answered")
    )
    return dict(zip(tables, (rows, told), strict=True))


def _answered(kind: str, round_: Round) -> dict[str, frozenset[str]]:
    """Who gave the answers without names, by what they are about."""
    told = _rows(kind, round_)[1]
    if kind == "ownership_ballots":
        return {row.id: frozenset(row.answered) for row in told}
    return {row.about or "": frozenset(row.answered) for row in told}


def _without_sealed(kind: str, view: Session, sealed: Mapping[str, Collection[str]]) -> Session:
    """A version without the named answers of those whom the other has counted since."""
    rows = _rows(kind, view.round)[0]
    left = tuple(row for row in rows if row.participant not in sealed.get(_about(kind, row), ()))
    viewed = view.round.model_copy(update={kind: left})
    return view.model_copy(update={"rounds": (*view.rounds[:-1], viewed)})


def _about(kind: str, row: Any) -> str:
    if kind == "ownership_ballots":
        return f"{row.ballot}:{row.touchpoint}"
    about = "" if kind == "dots" else BLIND_TABLES[kind]
    return (getattr(row, about) or "") if about else ""


def _tallies(_kind: str, sides: Sequence[Round], prefers: Prefers) -> tuple[Counted, bool]:
    before, here, there = (index(side.ownership_tallies) for side in sides)
    rows, twice = [], False
    for id in _in_order(before, here, there):
        one, two = cast(OwnershipTally | None, here.get(id)), cast(OwnershipTally | None, there.get(id))
        old = cast(OwnershipTally | None, before.get(id)) or OwnershipTally(id=id)
        if one is None or two is None or one in (two, old):
            rows.append(two or one)
        elif two == old:
            rows.append(one)
        elif _are_apart(old, one, two):
            counts: dict[str, Any] = {
                name: max(0, getattr(one, name) + getattr(two, name) - getattr(old, name)) for name in _COUNTS
            }
            for name in _NAMES:
                counts[name] = _added(*(getattr(row, name) for row in (old, one, two)))
            rows.append(two.model_copy(update=counts))
        else:
            twice = True
            rows.append(_fuller(one, two, len(one.answered), len(two.answered), prefers))
    return {"ownership_ballots": (), "ownership_tallies": tuple(rows)}, twice


def _figures(kind: str, sides: Sequence[Round], prefers: Prefers) -> tuple[Counted, bool]:
    """Figures without names are a heap for each thing they are about: what each side has put on it is put on
    it."""
    heaps = [_heaps(kind, side) for side in sides]
    told = [{row.about or "": row for row in _rows(kind, side)[1]} for side in sides]
    rows: list[Any] = []
    answered: list[Any] = []
    twice = False
    for about in _in_order(*({**heap, **tell} for heap, tell in zip(heaps, told, strict=True))):
        old, one, two = (heap.get(about, ()) for heap in heaps)
        who = [side.get(about) or FiguresAnswered(id="") for side in told]
        if (one, who[1]) == (two, who[2]) or (two, who[2]) == (old, who[0]):
            heap, tell = one, who[1]
        elif (one, who[1]) == (old, who[0]):
            heap, tell = two, who[2]
        elif _are_apart(*who) and all(
            side.answered or not heap for side, heap in zip(who, (old, one, two), strict=True)
        ):
            heap = _piled(old, one, two)
            names = _added(*(side.answered for side in who))
            tell = (who[1] if who[1].id else who[2]).model_copy(update={"answered": names})
        else:
            twice = True
            heap, tell = _fuller((one, who[1]), (two, who[2]), len(one), len(two), prefers)
        rows += _numbered(kind, heap)
        answered += [tell] if tell.id else []
    return {kind: tuple(rows), "figures_answered": tuple(answered)}, twice


def _heaps(kind: str, round_: Round) -> dict[str, Rows]:
    heaps: dict[str, Rows] = {}
    for row in getattr(round_, kind):
        about = _about(kind, row)
        heaps[about] = (*heaps.get(about, ()), row)
    return heaps


def _piled(old: Rows, mine: Rows, theirs: Rows) -> Rows:
    """Both heaps, and what was there before once only."""
    heap = Counter(map(_figure, mine)) + Counter(map(_figure, theirs))
    heap.subtract(Counter(map(_figure, old)))
    samples = {_figure(row): row for row in (*mine, *theirs)}
    return tuple(samples[figure] for figure in sorted(heap.elements()))


def _figure(row: Any) -> tuple[str, float]:
    return getattr(row, "touchpoint", None) or "", float(row.value)


def _numbered(kind: str, heap: Rows) -> Rows:
    """Their ids as `cxworkshop.method.privacy` makes them: what they are about, and a number by size."""
    numbers = Counter[str]()
    numbered = []
    for row in heap:
        about = (getattr(row, BLIND_TABLES[kind]) or "") if BLIND_TABLES[kind] else ""
        numbers[about] += 1
        id = f"{about}:{numbers[about]:02d}" if about else f"{numbers[about]:02d}"
        numbered.append(row if row.id == id else row.model_copy(update={"id": id}))
    return tuple(numbered)


def _are_apart(old: Any, one: Any, two: Any) -> bool:
    """Whether the answers that two sides have more are of different people."""
    new = [{*side.answered} - {*old.answered} for side in (one, two)]
    is_told = all(side.answered for side in (one, two))
    return is_told and new[0].isdisjoint(new[1])


def _fuller(one: Any, two: Any, of_one: int, of_two: int, prefers: Prefers) -> Any:
    if of_one != of_two:
        return one if of_one > of_two else two
    return one if prefers(text_of(one), text_of(two)) else two


def _added(old: tuple[str, ...], one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    names = Counter(one) + Counter(two)
    names.subtract(Counter(old))
    return tuple(sorted(names.elements()))


def _in_order(was: Mapping[str, Any], one: Mapping[str, Any], two: Mapping[str, Any]) -> list[str]:
    return [*was, *sorted({*one, *two} - {*was})]


def _add_others(tables: Counted, views: list[Session]) -> None:
    """Puts who answered the kinds that were not counted together beside those that were."""
    others = (row for view in views[1:] for row in view.round.figures_answered if row.figures not in tables)
    rows = {row.id: row for row in (*tables["figures_answered"], *others)}
    tables["figures_answered"] = tuple(rows[id] for id in sorted(rows))
