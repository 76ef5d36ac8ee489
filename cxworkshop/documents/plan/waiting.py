"""What waits for a person's word: responsibilities, proposals, questions, figures to bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cxworkshop.documents.wording import RecordView
from cxworkshop.language import _, date_text, money
from cxworkshop.method import intervals, lookup, mandates, responsibility


def waiting(view: RecordView, person: str) -> tuple[str, ...]:
    """Everything that waits for the person's word."""
    return (*yes_to_give(view, person), *owed(view, person))


def owed(view: RecordView, person: str) -> tuple[str, ...]:
    """What waits for the person besides a yes of one's own."""
    return (
        *_to_settle(view, person),
        *_to_propose(view, person),
        *_to_decide(view, person),
        *_to_bring(view, person),
    )


def settles(view: RecordView) -> str | None:
    """Who settles what is open: the decider, else the sponsor; a person's id."""
    return view.round.decider or view.round.cx_lead.sponsor


def _by(day: date | None) -> str:
    return _("by {day}").format(day=date_text(day)) if day else _("no day set")


def yes_to_give(view: RecordView, person: str) -> Iterator[str]:
    """What the person was named for and has not said yes to, with the day by which it is settled."""
    lead, session = view.round.cx_lead, view.session
    words = _("A yes or no: {touchpoint}, {by}")
    if lead.accountable == person and responsibility.lead_agreed(session, view.on).status != "held":
        yield words.format(touchpoint=_("the experience as a whole"), by=_by(lead.resolve_by))
    for touchpoint in lookup.in_scope(session):
        ownership = lookup.ownership_of(session, touchpoint.id)
        is_held = responsibility.agreed(session, touchpoint.id, view.on).status == "held"
        if ownership.accountable == person and not is_held:
            yield words.format(touchpoint=touchpoint.name_shown, by=_by(ownership.resolve_by))


def _to_settle(view: RecordView, person: str) -> Iterator[str]:
    session, lead = view.session, view.round.cx_lead
    words = _("Who answers for it: {touchpoint}, {by}")
    is_open = lead.resolve_by and responsibility.lead_agreed(session, view.on).status != "held"
    if is_open and person != lead.accountable and person == (lead.decider or settles(view)):
        yield words.format(touchpoint=_("the experience as a whole"), by=_by(lead.resolve_by))
    for touchpoint in lookup.in_scope(session):
        ownership = lookup.ownership_of(session, touchpoint.id)
        is_spoken_of = session.round.ownerships or ownership.resolve_by
        if ownership.accountable == person or settles(view) != person or not is_spoken_of:
            continue
        if responsibility.agreed(session, touchpoint.id, view.on).status != "held":
            yield words.format(touchpoint=touchpoint.name_shown, by=_by(ownership.resolve_by))


def _to_propose(view: RecordView, person: str) -> Iterator[str]:
    for ownership in view.round.ownerships:
        if ownership.reward.proposer == person and not mandates.reward_linked(ownership.reward):
            words = _("A proposal of how the responsibility shows: {touchpoint}, {by}")
            about = view.touchpoint(ownership.touchpoint)
            yield words.format(touchpoint=about, by=_by(ownership.reward.propose_by))


def _to_decide(view: RecordView, person: str) -> Iterator[str]:
    round_ = view.round
    for item in round_.parking:
        if item.owner == person and item.is_parked:
            yield _("An answer: {question}, {by}").format(question=item.text, by=_by(item.by))
    for decision in round_.decisions:
        if decision.decided_by == person and decision.review_on:
            words = _("To be looked at again on {day}: {decision}")
            yield words.format(day=date_text(decision.review_on), decision=decision.text)
    for innovation in round_.innovations:
        if innovation.owner == person and innovation.status in (None, "idea", "experiment"):
            words = _("Whether we go on: {innovation}, {by}")
            yield words.format(innovation=innovation.text, by=_by(innovation.decide_by))
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
            yield _("A first figure: {measure}, {by}").format(measure=name, by=_by(measure.first_value_by))
