"""The section “Change since last round”: figures, measures, goals and responsibility."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from cxworkshop.documents.figure_text import amount, difference, figure
from cxworkshop.documents.plan.headlines import Headline, headlines
from cxworkshop.documents.wording import RecordView, status_words
from cxworkshop.language import _
from cxworkshop.method import goals, intervals, lookup, responsibility
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.intervals import VERDICTS
from cxworkshop.method.responsibility import STATUSES
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import index

WORTH_SHOWING = 0.05
"""How far a headline figure (0–1) must move to have an arrow."""


class HeadlineChange(NamedTuple):
    label: str
    before: str
    now: str
    arrow: str


class MeasureChange(NamedTuple):
    measure: str
    before: str
    now: str
    change: str
    verdict: str


class GoalOutcome(NamedTuple):
    goal: str
    touchpoint: str
    target: str
    now: str
    attainment: str
    verdict: str


class AccountableChange(NamedTuple):
    touchpoint: str
    before: str
    now: str


class StatusChange(NamedTuple):
    before: str
    now: str
    touchpoints: int


class Changes(NamedTuple):
    round: str
    """What the round before is called in the headings."""
    headlines: tuple[HeadlineChange, ...]
    measures: tuple[MeasureChange, ...]
    goals: tuple[GoalOutcome, ...]
    names: tuple[AccountableChange, ...]
    status_changes: tuple[StatusChange, ...]


def changes(view: RecordView) -> Changes | None:
    """This round beside the one before; None in the first round."""
    if len(view.session.rounds) < 2:
        return None
    before = RecordView(view.session.as_of(view.session.rounds[-2].number), view.on)
    return Changes(
        round=_("Round {n}").format(n=before.round.number),
        headlines=_headlines(headlines(before), headlines(view)),
        measures=tuple(
            change
            for measure in lookup.measures_in_use(view.session)
            if (change := _measure_change(before, view, measure))
        ),
        goals=tuple(_goal_outcome(before, view, goal) for goal in before.round.goals),
        names=_accountable_changes(before, view),
        status_changes=_status_changes(before, view),
    )


def _headlines(before: tuple[Headline, ...], now: tuple[Headline, ...]) -> tuple[HeadlineChange, ...]:
    old = {headline.label: headline for headline in before}
    new = {headline.label: headline for headline in now}
    return tuple(
        _headline_change(label, old.get(label), new.get(label)) for label in dict.fromkeys((*old, *new))
    )


def _headline_change(label: str, before: Headline | None, now: Headline | None) -> HeadlineChange:
    arrow = ""
    if before and now and abs(now.value - before.value) >= WORTH_SHOWING:
        arrow = "↑" if now.value > before.value else "↓"
    return HeadlineChange(label, before.text if before else "", now.text if now else "", arrow)


def _measure_change(before: RecordView, view: RecordView, measure: Measure) -> MeasureChange | None:
    earlier, latest = (intervals.latest(seen.session, measure.id) for seen in (before, view))
    if earlier is None or latest is None or latest is earlier:
        return None
    old, new = intervals.reading(before.session, measure.id), intervals.reading(view.session, measure.id)
    change = intervals.change(old, new)
    verdict = {True: _("a real change"), False: _("cannot be told from chance"), None: _("no margin known")}[
        change.real
    ]
    return MeasureChange(
        measure.name_shown, figure(measure, old), figure(measure, new), difference(measure, change), verdict
    )


def _goal_outcome(before: RecordView, view: RecordView, goal: Goal) -> GoalOutcome:
    measure = lookup.measure(view.session, goal.measure)
    attainment = goals.attainment_of(view.session, goal, view.on)
    review = index(before.round.reviews).get(goal.id)
    words = _(dict(VERDICTS)[attainment.verdict])
    return GoalOutcome(
        goal=goal.text,
        touchpoint=view.touchpoint(goal.touchpoint),
        target=amount(measure, goal.target),
        now=figure(measure, attainment.figure),
        attainment=words
        if attainment.due_passed or attainment.verdict == "unmeasured"
        else _("{verdict} so far").format(verdict=words),
        verdict=before.field(review, "verdict") if isinstance(review, Review) else "",
    )


def _accountable_changes(before: RecordView, view: RecordView) -> tuple[AccountableChange, ...]:
    rows = []
    for touchpoint in lookup.in_scope(before.session):
        was = lookup.ownership_of(before.session, touchpoint.id).accountable
        now = lookup.ownership_of(view.session, touchpoint.id).accountable
        if was != now:
            rows.append(AccountableChange(touchpoint.name_shown, view.person(was), view.person(now)))
    return tuple(rows)


def _status_changes(before: RecordView, view: RecordView) -> tuple[StatusChange, ...]:
    was: dict[str, Diagnosis] = responsibility.diagnoses(before.session)
    now = responsibility.diagnoses(view.session)
    counts = Counter(
        (was[touchpoint].status, now[touchpoint].status) for touchpoint in was if touchpoint in now
    )
    statuses = [status for status, _words in STATUSES]
    return tuple(
        StatusChange(status_words(old), status_words(new), counts[old, new])
        for old in statuses
        for new in statuses
        if counts[old, new]
    )
