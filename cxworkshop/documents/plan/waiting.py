"""What waits for a person's word: responsibilities, proposals, questions, figures to bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _, date_text, money
from cxworkshop.method import intervals, lookup, mandates, responsibility


def waiting(view: RecordView, person: str) -> tuple[str, ...]:
    """All that waits for a person's word: a yes of their own first."""
    return (*_to_settle(view, person), *_besides(view, person))


def waits_for(view: RecordView, person: str) -> tuple[str, ...]:
    """As `waiting`, without the yes or no that a person is asked for."""
    return (*_to_settle(view, person, with_own=False), *_besides(view, person))


def _besides(view: RecordView, person: str) -> tuple[str, ...]:
    return (
        *_to_propose(view, person),
        *_to_decide(view, person),
        *_to_bring(view, person),
    )


def settles(view: RecordView) -> str | None:
    """Who settles what is open: the decider, else the sponsor; a person's id."""
    return view.round.decider or view.round.cx_lead.sponsor


def _by(view: RecordView, day: date | None) -> str:
    if day is None:
        return _("no day set")
    words = _("was due on {day}") if view.is_past(day) else _("by {day}")
    return words.format(day=date_text(day))


def _to_settle(view: RecordView, person: str, *, with_own: bool = True) -> Iterator[str]:
    session = view.session
    for touchpoint in lookup.in_scope(session):
        ownership = lookup.ownership_of(session, touchpoint.id)
        if ownership.accountable == person:
            if not with_own:
                continue
            words = _("A yes or no: {touchpoint}, {by}")
        elif settles(view) == person and (session.round.ownerships or ownership.resolve_by):
            words = _("Who answers for it: {touchpoint}, {by}")
        else:
            continue
        if responsibility.agreed(session, touchpoint.id, view.on).status != "held":
            yield words.format(touchpoint=touchpoint.name_shown, by=_by(view, ownership.resolve_by))


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
