"""What changed since the last round: figures, measures, goals, responsibility."""

from collections import Counter
from typing import NamedTuple

from cxworkshop.documents.plan.knowledge import Headline, headlines
from cxworkshop.documents.plan.readings import amount, difference, figure
from cxworkshop.documents.plan.shown import Shown, status_words
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
"""How far a figure of leading must move to have an arrow."""


class Moved(NamedTuple):
    label: str
    before: str
    now: str
    arrow: str


class MeasureMoved(NamedTuple):
    measure: str
    before: str
    now: str
    change: str
    verdict: str


class GoalReached(NamedTuple):
    goal: str
    touchpoint: str
    target: str
    now: str
    attainment: str
    verdict: str


class NewName(NamedTuple):
    touchpoint: str
    before: str
    now: str


class Flow(NamedTuple):
    before: str
    now: str
    touchpoints: int


class Changes(NamedTuple):
    round: str
    """What the round before is called in the headings."""
    headlines: tuple[Moved, ...]
    measures: tuple[MeasureMoved, ...]
    goals: tuple[GoalReached, ...]
    names: tuple[NewName, ...]
    flows: tuple[Flow, ...]


def changes(shown: Shown) -> Changes | None:
    """This round beside the one before; None in the first round."""
    if len(shown.session.rounds) < 2:
        return None
    before = Shown(shown.session.as_of(shown.session.rounds[-2].number), shown.on)
    return Changes(
        round=_("Round {n}").format(n=before.round.number),
        headlines=_headlines(headlines(before), headlines(shown)),
        measures=tuple(
            moved
            for measure in lookup.measures_in_use(shown.session)
            if (moved := _measure(before, shown, measure))
        ),
        goals=tuple(_goal(shown, before, goal) for goal in before.round.goals),
        names=_names(before, shown),
        flows=_flows(before, shown),
    )


def _headlines(before: tuple[Headline, ...], now: tuple[Headline, ...]) -> tuple[Moved, ...]:
    was, found = {one.label: one for one in before}, {one.label: one for one in now}
    return tuple(_moved(label, was.get(label), found.get(label)) for label in dict.fromkeys((*was, *found)))


def _moved(label: str, before: Headline | None, now: Headline | None) -> Moved:
    arrow = ""
    if before and now and abs(now.value - before.value) >= WORTH_SHOWING:
        arrow = "↑" if now.value > before.value else "↓"
    return Moved(label, before.text if before else "", now.text if now else "", arrow)


def _measure(before: Shown, shown: Shown, measure: Measure) -> MeasureMoved | None:
    was, now = intervals.latest(before.session, measure.id), intervals.latest(shown.session, measure.id)
    if was is None or now is None or now is was:
        return None
    old, new = intervals.reading(before.session, measure.id), intervals.reading(shown.session, measure.id)
    change = intervals.change(old, new)
    verdict = {True: _("a real change"), False: _("cannot be told from chance"), None: _("no margin known")}[
        change.real
    ]
    return MeasureMoved(
        measure.name_shown, figure(measure, old), figure(measure, new), difference(measure, change), verdict
    )


def _goal(shown: Shown, before: Shown, goal: Goal) -> GoalReached:
    measure = lookup.measure(shown.session, goal.measure)
    found = goals.attainment_of(shown.session, goal, shown.on)
    review = index(before.round.reviews).get(goal.id)
    words = _(dict(VERDICTS)[found.verdict])
    return GoalReached(
        goal=goal.text,
        touchpoint=shown.touchpoint(goal.touchpoint),
        target=amount(measure, goal.target),
        now=figure(measure, found.figure),
        attainment=words
        if found.due_passed or found.verdict == "unmeasured"
        else _("{verdict} so far").format(verdict=words),
        verdict=before.field(review, "verdict") if isinstance(review, Review) else "",
    )


def _names(before: Shown, shown: Shown) -> tuple[NewName, ...]:
    found = []
    for touchpoint in lookup.in_scope(before.session):
        was = lookup.ownership_of(before.session, touchpoint.id).accountable
        now = lookup.ownership_of(shown.session, touchpoint.id).accountable
        if was != now:
            found.append(NewName(touchpoint.name_shown, shown.person(was), shown.person(now)))
    return tuple(found)


def _flows(before: Shown, shown: Shown) -> tuple[Flow, ...]:
    was: dict[str, Diagnosis] = responsibility.diagnoses(before.session)
    now = responsibility.diagnoses(shown.session)
    counts = Counter((was[row].status, now[row].status) for row in was if row in now)
    known = [status for status, _words in STATUSES]
    return tuple(
        Flow(status_words(old), status_words(new), counts[old, new])
        for old in known
        for new in known
        if counts[old, new]
    )
