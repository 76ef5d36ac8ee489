"""The findings of the readiness checks: what is missing before the next step, cached between keystrokes.

The app passes its one `Readiness` as `cache`; the command line calls without. A closed round is judged as it
was on its last day. What could not be read is no answer: a check takes the value beside such words as empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, cast

from cxworkshop.language import Words, _, say
from cxworkshop.method.checks import CHECKS, Finding
from cxworkshop.method.checks.tracing import ReadFields, TracedSession
from cxworkshop.method.day import lists
from cxworkshop.method.derived import priorities, ranking, row_name, tie_words
from cxworkshop.method.privacy import KINDS
from cxworkshop.method.settling import aside_words, asides
from cxworkshop.method.steps import gate, step_of, step_of_place
from cxworkshop.model.ops import Set, apply
from cxworkshop.model.place import Place, field_of, kind_at, misread_place, record_at, value_at
from cxworkshop.model.session import TABLES, Session

SHOULDS_SHOWN = 3
"""How many open shoulds are shown at a climb."""
WORDS_SHOWN = 60
"""Characters of words that were not understood which a finding repeats."""
ENOUGH_WORDS, LONG_WORD = 2, 8
"""Words of a reason, and letters of a word that is one by itself, as in Finnish: aikataulusyistä."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
OF_PRIORITIES = frozenset({"G2.1", "G2.4", "G3.7", "G4.2", "G4.5"})
"""Checks about priority touchpoints that a new row may mend, whose place names no touchpoint yet."""


def findings(session: Session, on: date, step: str | None = None) -> tuple[Finding, ...]:
    """The findings of the checks of a step, or of all steps from the ground up, that count on the day of the
    round: no check asks for what its agenda does not show."""
    day, understood = session.judged_on(on), _understood(session)
    return tuple(CHECKS[name](understood, day) for name in _names(session, step))


def _understood(session: Session) -> Session:
    """The session with its values emptied where words stand that could not be read; mostly the same."""
    places = (misread_place(record.id) for record in session.round.unread)
    return apply(session, [op for place in places if place for op in _emptied(session, place)])


def _emptied(session: Session, place: Place) -> Iterator[Set]:
    table = TABLES[place.table].table
    is_shown = place.table not in KINDS and place.field not in ("id", "number", *table.keys)
    if not is_shown or session.find(place.table, place.id) is None:
        return
    blank = False if "[" in place.field else field_of(place.table, place.field).default
    if value_at(session, place) != blank:
        yield Set(place._replace(round=session.round.number if table.owner == "round" else None), blank)


class Readiness:
    """A cache of findings, each valid while the day and the objects that its check has read stay the same."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._understood: tuple[Session, Session] | None = None

    def findings(self, session: Session, on: date, step: str | None = None) -> tuple[Finding, ...]:
        """The same as the function `findings`; only checks that have read something changed run again."""
        if self._understood is None or self._understood[0] is not session:
            self._understood = session, _understood(session)
        day, understood = session.judged_on(on), self._understood[1]
        return tuple(self._finding(name, understood, day) for name in _names(session, step))

    def _finding(self, name: str, session: Session, day: date) -> Finding:
        kept = self._kept.get(name)
        if kept is None or kept.day != day or not kept.reads.are_unchanged(session):
            reads = ReadFields(session)
            kept = _Kept(CHECKS[name](cast(Session, TracedSession(session, reads)), day), day, reads)
            self._kept[name] = kept
        return kept.finding


class _Kept(NamedTuple):
    finding: Finding
    day: date
    reads: ReadFields


def open_musts(session: Session, step: str, on: date, cache: Readiness | None = None) -> tuple[Finding, ...]:
    """The musts of a step that do not hold and were not overridden with a reason."""
    return tuple(finding for finding in _open(session, step, on, cache) if gate(finding.check).is_must)


def overridden(session: Session, step: str, on: date, cache: Readiness | None = None) -> tuple[Finding, ...]:
    """The checks of a step that do not hold still, and that one went past with a reason, which is said."""
    unmet = (f for f in (cache.findings if cache else findings)(session, on, step) if not f.holds)
    return tuple(
        finding._replace(words=say("Overridden ({why}): {what}", what=finding.words, why=reason))
        for finding in unmet
        if (reason := _reason(session, finding))
    )


def _reason(session: Session, finding: Finding) -> str:
    """Why one went past a check; empty where nobody did."""
    override = session.find("gate_overrides", finding.check)
    return str(getattr(override, "reason", "")).strip()


def why_no_reason(text: str) -> Words:
    """What is asked of a text that gives no reason for passing a must; empty where it does."""
    words = _WORDS.findall(text)
    if len(words) >= ENOUGH_WORDS or any(len(word) >= LONG_WORD for word in words):
        return ""
    return say("The plan prints this reason: say it in two words or more.")


def open_shoulds(
    session: Session, step: str, on: date, cache: Readiness | None = None
) -> tuple[Finding, ...]:
    """What could not be read in a step or is to be settled, then what ties among the priorities, then the
    shoulds that do not hold and were not overridden; those about priorities first."""
    unmet = (finding for finding in _open(session, step, on, cache) if not gate(finding.check).is_must)
    return (
        *_unread(session, step),
        *_set_aside(session, step),
        *_tied(session, step),
        *sorted(unmet, key=lambda finding: not _weighs(session, finding)),
    )


def _unread(session: Session, step: str) -> Iterator[Finding]:
    """The words in a step that could not be read: findings of no check, mended in their cells."""
    for record in session.round.unread:
        place = misread_place(record.id)
        if place is not None and step_of_place(place) == step and record_at(session, place) is not None:
            yield _misread(session, record.text, place)


def _set_aside(session: Session, step: str) -> Iterator[Finding]:
    """The cells of a step in which two versions met: findings of no check, settled in their cells."""
    for place, rows in asides(session).items() if session.set_aside else ():
        if place.round in (None, session.round.number) and step_of_place(place) == step:
            yield from (Finding("", False, (place,), aside_words(session, row)) for row in rows)


def _tied(session: Session, step: str) -> Iterator[Finding]:
    """The touchpoints that weigh the same for fewer places among the priorities: a finding of no check, which
    the room settles."""
    tied = ranking(session).tied
    if step == "define" and tied:
        places = tuple(Place("touchpoint_states", touchpoint, "priority") for touchpoint in sorted(tied))
        yield Finding("", False, places, tie_words(session))


def _misread(session: Session, words: str, place: Place) -> Finding:
    names = [row_name(session, place), _(kind_at(session, place).label)]
    name = " · ".join(dict.fromkeys(names))
    shown = words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN] + "…"
    return Finding("", False, (place,), say("{place}: “{words}” is not understood", place=name, words=shown))


def first_shoulds(
    session: Session, step: str, on: date, cache: Readiness | None = None
) -> tuple[Finding, ...]:
    """The open shoulds that are shown at a climb."""
    return open_shoulds(session, step, on, cache)[:SHOULDS_SHOWN]


def _open(session: Session, step: str, on: date, cache: Readiness | None) -> Iterator[Finding]:
    for finding in (cache.findings if cache else findings)(session, on, step):
        if not finding.holds and not _reason(session, finding):
            yield finding


def _weighs(session: Session, finding: Finding) -> bool:
    priority_ids = priorities(session)
    return finding.check in OF_PRIORITIES or any(
        _touchpoints_at(session, place) & priority_ids for place in finding.places
    )


def _names(session: Session, step: str | None) -> list[str]:
    """The checks of a step, or of all, that count on the day of the round."""
    shown = lists(session)
    return [
        name
        for name in CHECKS
        if (step is None or step_of(name) == step)
        and (shown is None or not gate(name).lists or not shown.isdisjoint(gate(name).lists))
    ]


def _touchpoints_at(session: Session, place: Place) -> frozenset[str]:
    """The ids of the touchpoints that a place is about."""
    if place.table == "touchpoints":
        return frozenset({place.id})
    record = record_at(session, place) if place.id else None
    named = (getattr(record, "touchpoint", None), *getattr(record, "touchpoints", ()))
    return frozenset(touchpoint for touchpoint in named if touchpoint)
