"""What waits for a person's word: responsibilities, proposals, questions, figures to bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.documents.plan.settling import (
    Unsettled,
    objected_text,
    own_objections,
    settles,
    unsettled,
)
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _, date_text, money
from cxworkshop.method import intervals, lookup, mandates


def waiting(view: RecordView, person: str) -> tuple[str, ...]:
    """All that waits for a person's word: a yes of their own first."""
    return (*_of_own(view, person), *waits_for(view, person))


def waits_for(view: RecordView, person: str) -> tuple[str, ...]:
    """As `waiting`, without the yes or no that a person is asked for and what that person objects to."""
    return (
        *_to_settle(view, person),
        *_to_propose(view, person),
        *_to_decide(view, person),
        *_to_bring(view, person),
    )


def _by(view: RecordView, day: date | None) -> str:
    if day is None:
        return _("no day set")
    words = _("was due on {day}") if view.is_past(day) else _("by {day}")
    return words.format(day=date_text(day))


def _of_own(view: RecordView, person: str) -> Iterator[str]:
    for about in unsettled(view):
        if about.accountable == person:
            yield _asked(view, about)
    yield from own_objections(view, person)


def _to_settle(view: RecordView, person: str) -> Iterator[str]:
    for about in unsettled(view):
        is_asked = about.decider == person and (view.round.ownerships or about.resolve_by)
        if is_asked and about.accountable != person:
            words = _("Who answers for it: {touchpoint}, {by}")
            yield words.format(touchpoint=about.name_inside, by=_by(view, about.resolve_by))


def _asked(view: RecordView, about: Unsettled) -> str:
    """What whoever answers for it has to say or to wait for."""
    if about.objections:
        return f"{about.name}: {objected_text(view, about)}"
    words = _("A yes or no: {touchpoint}, {by}")
    return words.format(touchpoint=about.name_inside, by=_by(view, about.resolve_by))


def _to_propose(view: RecordView, person: str) -> Iterator[str]:
    for ownership in view.round.ownerships:
        if ownership.reward.proposer == person and not mandates.reward_linked(ownership.reward):
            words = _("A proposal of how the responsibility shows: {touchpoint}, {by}")
            about = view.touchpoint(ownership.touchpoint)
            yield words.format(touchpoint=about, by=_by(view, ownership.reward.propose_by))


def _to_decide(view: RecordView, person: str) -> Iterator[str]:
    round_ = view.round
    for item in round_.parking:
        if item.owner == person and item.is_parked:
            yield _("An answer: {question}, {by}").format(question=item.text, by=_by(view, item.by))
    for decision in round_.decisions:
        if decision.decided_by == person and decision.review_on:
            words = (
                _("Was to be looked at again on {day}: {decision}")
                if view.is_past(decision.review_on)
                else _("To be looked at again on {day}: {decision}")
            )
            yield words.format(day=date_text(decision.review_on), decision=decision.text)
    for innovation in round_.innovations:
        if innovation.owner == person and innovation.status in (None, "idea", "experiment"):
            words = _("Whether we go on: {innovation}, {by}")
            yield words.format(innovation=innovation.text, by=_by(view, innovation.decide_by))
    for investment in round_.investments:
        if investment.status == "proposed" and settles(view) == person:
            total = "" if investment.total_eur is None else f" ({money(investment.total_eur)})"
            yield _("An investment to decide: {title}").format(title=investment.title) + total


def _to_bring(view: RecordView, person: str) -> Iterator[str]:
    for measure in lookup.measures_in_use(view.session):
        if measure.owner == person and intervals.latest(view.session, measure.id) is None:
            if measure.category == "management":  # computed from the record
                continue
            name = view.session.name_of("measures", measure.id)
            yield _("A first figure: {measure}, {by}").format(
                measure=name, by=_by(view, measure.first_value_by)
            )
