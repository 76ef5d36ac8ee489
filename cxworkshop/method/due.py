"""Everything that falls due of a workshop: reviews, checks, actions, promises, names, decisions, goals and
evidence that nobody has looked at for a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.language import Words, _, joined, say
from cxworkshop.method import thresholds
from cxworkshop.method.check_days import checks_to_hold
from cxworkshop.method.coming import KINDS, Coming
from cxworkshop.method.lookup import in_scope, ownership_of, person, standing_decisions
from cxworkshop.model.dates import add_months
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

MOST = 200
"""Entries that are told of one workshop, the earliest; the header of its file has no more."""
_LONGEST = 100
"""Characters of the words of an entry."""


def due(session: Session, on: date) -> tuple[Coming, ...]:
    """What is due on a day, or has been, the earliest first."""
    return tuple(one for one in coming(session) if one.is_due(on))


def checks_left(session: Session, on: date) -> Words:
    """That checks are due although a sheet came back: only the room holds them. Empty where none is."""
    names = [_(KINDS[kind]) for kind, day, _who, _text in _checks(session) if day is not None and day <= on]
    if not names:
        return ""
    return say("A sheet alone is no check. Still to be held in the room: {checks}.", checks=joined(names))


def coming(session: Session) -> tuple[Coming, ...]:
    """Everything with its day, the earliest first; it does not depend on today."""
    together: dict[tuple[str, date, str], Coming] = {}
    for part in _PARTS:
        for kind, day, who, text in part(session):
            if day is None:
                continue
            name = _name(session, who)
            key = (kind, day, name) if kind in _ONE_A_PERSON else (kind + text, day, name)
            earlier = together.get(key)
            together[key] = (
                Coming(kind, day, name, text[:_LONGEST])
                if earlier is None
                else earlier._replace(more=earlier.more + 1)
            )
    return tuple(sorted(together.values(), key=lambda one: (one.day, one.kind, one.text)))[:MOST]


_TABLES = {
    "action": "actions",
    "promise": "commitments",
    "vacant": "ownerships",
    "decision": "decisions",
    "goal": "reviews",
    "evidence": "evidence",
}
_NAMED_IN = {"vacant": "touchpoints", "goal": "goals"}
"""By kind: the table of its rows, and the one that has their names where that is another."""


def place_of(session: Session, entry: Coming) -> Place:
    """Where what falls due is seen to: its row, else its list. What is no row, the day of the next round."""
    table = _TABLES.get(entry.kind)
    if table is None:
        return Place("rounds", session.round.id, "next_review_on")
    names = session.records(_NAMED_IN.get(entry.kind, table))
    return Place(table, next((row.id for row in names if row.name_shown[:_LONGEST] == entry.text), ""))


_ONE_A_PERSON = frozenset({"vacant", "goal", "evidence"})
"""Kinds of which those of a day and a person are one entry."""

_Entry = tuple[str, date | None, str | None, str]
"""Kind, day, person by id, words."""


def _name(session: Session, who: str | None) -> str:
    """Whom to call: nobody who has left or will."""
    found = person(session, who)
    return session.name_of("people", found.id) if found is not None and found.left_on is None else ""


def _next_round(session: Session) -> Iterator[_Entry]:
    round_ = session.round
    yield "review", round_.next_review_on, round_.convener, session.workshop.title


def _checks(session: Session) -> Iterator[_Entry]:
    """The checks of a round that has something to check, until one was held or the next round is near."""
    round_ = session.round
    if round_.started_on is None or not (round_.actions or round_.commitments):
        return
    for kind, day in checks_to_hold(round_):
        yield kind, day, round_.convener, session.workshop.title


def _deeds(session: Session) -> Iterator[_Entry]:
    """Actions and promises; one of the round before that nobody has answered, until it is given anew."""
    for action in session.round.actions:
        if action.is_unfinished:
            yield "action", action.due_on, action.owner, action.name_shown
    anew = {(promise.person, promise.text) for promise in session.round.commitments}
    earlier = session.rounds[-2].commitments if len(session.rounds) > 1 else ()
    left = [promise for promise in earlier if (promise.person, promise.text) not in anew]
    for commitment in (*left, *session.round.commitments):
        if commitment.kept is None:
            yield "promise", commitment.by, commitment.person, commitment.name_shown


def _vacant(session: Session) -> Iterator[_Entry]:
    """The touchpoints that nobody answers for, once responsibility was spoken of; by when that is settled."""
    round_ = session.round
    if not any(row.accountable for row in round_.ownerships):
        return
    caller = round_.cx_lead.accountable or round_.decider or round_.convener
    for touchpoint in in_scope(session):
        row = ownership_of(session, touchpoint.id)
        who = person(session, row.accountable)
        if who is None or who.left_on is not None:
            since = (who.left_on if who else None) or row.resolve_by or round_.started_on
            yield "vacant", since, caller, touchpoint.name_shown


def _decisions(session: Session) -> Iterator[_Entry]:
    for decision in standing_decisions(session):
        yield "decision", decision.review_on, decision.decided_by, decision.name_shown


def _goals(session: Session) -> Iterator[_Entry]:
    """Goals without a review a year after their round began; whoever follows up is to be called."""
    round_ = session.round
    if round_.started_on is None:
        return
    judged = {review.goal for review in round_.reviews if review.verdict}
    day = add_months(round_.started_on, thresholds.STALE_MONTHS)
    for goal in round_.goals:
        if goal.id not in judged:
            who = goal.follows_up or ownership_of(session, goal.touchpoint or "").accountable
            yield "goal", day, who, goal.name_shown


def _evidence(session: Session) -> Iterator[_Entry]:
    for row in session.round.evidence:
        if row.collected_on is not None:
            day = add_months(row.collected_on, thresholds.STALE_MONTHS)
            yield "evidence", day, None, row.name_shown


_PARTS = (_next_round, _checks, _deeds, _vacant, _decisions, _goals, _evidence)
