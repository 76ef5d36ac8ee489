"""What falls due of a workshop, as it stands in the header of its file too: what, when, whom to call.

Imports nothing of the record, so that what is due in a folder is told without reading one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from cxworkshop.language import N_, _

KINDS = {
    "review": N_("next round"),
    "check_30": N_("check after 30 days"),
    "check_90": N_("check after 90 days"),
    "action": N_("action"),
    "promise": N_("promise"),
    "vacant": N_("nobody accountable"),
    "decision": N_("decision review"),
    "goal": N_("goal not looked at for a year"),
    "evidence": N_("evidence older than a year"),
}


class Coming(NamedTuple):
    """Something that falls due on a day: its kind, its words, and the name of whom to call, if anybody.

    `more`: how many others of its kind and person fall due on the same day.
    """

    kind: str
    day: date
    who: str
    text: str
    more: int = 0

    @property
    def words(self) -> str:
        """What it is, in one line."""
        return self.said_of(_(KINDS[self.kind]))

    def said_of(self, kind: str) -> str:
        """The same, with the words of its kind."""
        more = _(" and {n} more").format(n=self.more) if self.more else ""
        return f"{kind}: {self.text}{more}"

    def is_due(self, on: date) -> bool:
        """Whether it is due on a day, or has been; it is late only when its day is over."""
        return self.day <= on


class CheckedOn(NamedTuple):
    """A check-in that was held: its day, the actions still open after it, the promises kept until then."""

    day: date
    open: int
    kept: int


class Due(NamedTuple):
    """Something due, and of which workshop."""

    organisation: str
    slug: str
    what: Coming


_TURN = attrgetter("what.day", "what.kind", "what.text")


def by_whom(due: Iterable[Due]) -> list[tuple[str, str, Sequence[Due]]]:
    """What is due by organisation and person, whoever has waited longest first; what is nobody's last."""
    people: dict[tuple[str, str], list[Due]] = {}
    for one in due:
        key = one.organisation, one.what.who
        if key in people:
            people[key].append(one)
        else:
            people[key] = [one]
    for rows in people.values():
        if len(rows) > 1:
            rows.sort(key=_TURN)
    ranked = sorted(people.items(), key=lambda item: (not item[0][1], item[1][0].what.day, item[0]))
    return [(organisation, who, rows) for (organisation, who), rows in ranked]
