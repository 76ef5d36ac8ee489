"""The names that people are shown by, in full and short, each told apart from every other; used wherever a
person is named."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from itertools import chain, count
from typing import TypeVar

from cxworkshop.language import language
from cxworkshop.model.organisation import Person

_Names = TypeVar("_Names")
PARTICLES = {
    "af", "av", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "van", "von",
    "zu",
}  # fmt: skip
"""Words of a surname that are written small."""


def _cached(compute: Callable[[tuple[Person, ...]], _Names]) -> Callable[[tuple[Person, ...]], _Names]:
    """Keeps the newest results: a screen asks for every cell, and the people are the same tuple meanwhile."""
    newest: list[tuple[tuple[Person, ...], str, _Names]] = []

    @wraps(compute)
    def cached(people: tuple[Person, ...]) -> _Names:
        for known, code, names in tuple(newest):
            if known is people and code == language():
                return names
        names = compute(people)
        newest[:] = [(people, language(), names), *newest[:3]]
        return names

    return cached


@_cached
def full_names(people: tuple[Person, ...]) -> Mapping[str, str]:
    """Each person's name by id; those of one name with the role, else with a number, in brackets: nobody is
    shown by a name that others have too."""
    counts = Counter(_folded(person.name_shown) for person in people)
    roles = Counter((_folded(person.name_shown), _folded(person.role)) for person in people)
    names = {person.id: person.name_shown for person in people if counts[_folded(person.name_shown)] == 1}
    taken = set(map(_folded, names.values()))
    numbers: defaultdict[tuple[str, str], Iterator[int]] = defaultdict(lambda: count(1))
    for person in people:
        if person.id not in names:
            alike = _folded(person.name_shown), _folded(person.role)
            first = [person.role] if roles[alike] == 1 and person.role.strip() else []
            marks = chain(first, (f"{person.role} {n}" for n in numbers[alike]))
            marked = (_marked(person.name_shown, mark.strip()) for mark in marks)
            names[person.id] = next(name for name in marked if _folded(name) not in taken)
            taken.add(_folded(names[person.id]))
    return {person.id: names[person.id] for person in people}


@_cached
def short_names(people: tuple[Person, ...]) -> Mapping[str, str]:
    """Each person's name for a narrow cell by id: S. Aalto. Where two would be the same, the name in full."""
    full = full_names(people)
    names = {who: short_name(name) for who, name in full.items()}
    while True:
        counts = Counter(map(_folded, names.values()))
        alike = {
            who: full[who] for who, name in names.items() if counts[_folded(name)] > 1 and name != full[who]
        }
        if not alike:
            return names
        names |= alike


def short_name(name: str) -> str:
    """A name for a narrow cell: S. Aalto, O.-P. Niskanen."""
    first, _space, last = name.strip().partition(" ")
    letters = [part[:1] for part in first.split("-") if part] or [first[:1]]
    return f"{'-'.join(f'{letter}.' for letter in letters)} {last}" if last else name


def _folded(name: str) -> str:
    """A name as people compare names: letter case, composed signs and the width of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _marked(name: str, mark: str) -> str:
    return f"{name} ({mark})" if mark else name
