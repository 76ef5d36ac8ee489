"""What became of the goals and why, who carries what now, what customers expect, what is tried."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.figure_text import amount, verdict_words
from cxworkshop.documents.plan.lines import Line, capital, sentences, together
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text
from cxworkshop.method import baselines, goals, lookup
from cxworkshop.model.goals import Goal
from cxworkshop.model.redefinition import ExpectationSignal, Innovation, Review
from cxworkshop.model.session import index


class Redefinition(NamedTuple):
    goals: tuple[Line, ...]
    """Each goal that was looked at again: where it began, where it is, what was decided of it, and why."""
    unreviewed: str
    """In a large plan, the goals that nobody has judged yet, in a line."""
    names: tuple[Line, ...]
    """Who was accountable, and who is now."""
    signals: tuple[Line, ...]
    innovations: tuple[Line, ...]
    since: date | None


def redefinition(view: RecordView, before: RecordView | None, *, is_large: bool) -> Redefinition:
    """The goals of the round before, those of this round that are reviewed already; signals and innovations.

    In a large plan the words of a goal give way to its touchpoint and figures.
    """
    seen = (before, view) if before else (view,)
    innovations = {row.id: (each, row) for each in seen for row in each.round.innovations}
    earlier = before.round.goals if before else ()
    judged = index(before.round.reviews) if before else {}
    in_short = tuple(goal for goal in earlier if is_large and goal.id not in judged)
    in_full = tuple(goal for goal in earlier if goal not in in_short)
    reviewed = tuple(goal for goal in view.round.goals if goal.id in index(view.round.reviews))
    return Redefinition(
        goals=(
            *(_outcomes(before, view, in_full, is_large) if before else ()),
            *_outcomes(view, view, reviewed, is_large),
        ),
        unreviewed="; ".join(
            aside(view.touchpoint(goal.touchpoint), _how_far(before or view, view, goal)) for goal in in_short
        ),
        names=_changes_of_name(before, view) if before else (),
        signals=tuple(_signal(each, signal) for each in seen for signal in each.round.expectation_signals),
        innovations=tuple(_innovation(each, row) for each, row in innovations.values()),
        since=before.round.started_on if before else None,
    )


def _outcomes(
    source: RecordView, view: RecordView, goals_of: tuple[Goal, ...], is_large: bool
) -> tuple[Line, ...]:
    """Goals of a round as they stand in view, and reviews of what is no goal of it any more."""
    known = index(source.round.goals)
    orphans = tuple(Goal(id=review) for review in index(source.round.reviews) if review not in known)
    return tuple(_outcome(source, view, goal, is_large) for goal in (*goals_of, *orphans))


def _outcome(source: RecordView, view: RecordView, goal: Goal, is_large: bool) -> Line:
    review = index(source.round.reviews).get(goal.id)
    said = (_verdict(source, review), _why(review)) if isinstance(review, Review) else ()
    text = "" if is_large and goal.touchpoint else goal.text
    return Line(view.touchpoint(goal.touchpoint), sentences(text, _how_far(source, view, goal), *said))


def _how_far(source: RecordView, view: RecordView, goal: Goal) -> str:
    """Where a goal of a round began, where it is in view, its target, and what that means."""
    measure = lookup.measure(view.session, goal.measure)
    attainment = goals.attainment_of(view.session, goal, view.on)
    baseline, now, target = (
        amount(measure, value) or "?" for value in (goal.baseline, attainment.value, goal.target)
    )
    if measure and not baselines.has_new_figure(view.session, goal, source.round.started_on):
        words = _("From {baseline}, target {target}, no new figure yet")
        return words.format(baseline=baseline, target=target)
    verdict = verdict_words(attainment)
    if measure is None:
        return capital(verdict)
    path = _("From {baseline} to {now}, target {target}").format(baseline=baseline, now=now, target=target)
    return joined(path, verdict)


def _verdict(view: RecordView, review: Review) -> str:
    cause = view.field(review, "cause")
    text = joined(
        view.field(review, "verdict"),
        view.field(review, "result"),
        _("cause: {cause}").format(cause=cause) if cause else "",
    )
    return capital(text)


def _why(review: Review) -> str:
    own = _("Our own part: {own_action}").format(own_action=review.own_action) if review.own_action else ""
    return sentences(review.text, own)


def _changes_of_name(before: RecordView, view: RecordView) -> tuple[Line, ...]:
    lines, words = [], _("before {before}, now {now}")
    for touchpoint in lookup.in_scope(before.session):
        was = lookup.ownership_of(before.session, touchpoint.id).accountable
        now = lookup.ownership_of(view.session, touchpoint.id).accountable
        if was != now:
            names = {"before": view.person(was) or _("nobody"), "now": view.person(now) or _("nobody")}
            lines.append(Line(touchpoint.name_shown, words.format(**names)))
    return together(lines)


def _signal(view: RecordView, signal: ExpectationSignal) -> Line:
    day = date_text(signal.recorded_on) if signal.recorded_on else ""
    return Line(signal.text, joined(view.field(signal, "direction"), signal.source, day))


def _innovation(view: RecordView, innovation: Innovation) -> Line:
    owner, by = view.person(innovation.owner), innovation.decide_by
    measure = view.name("measures", innovation.measure)
    words = _("{name} decides by {day} whether we go on.")
    decides = words.format(name=owner or _("Somebody"), day=date_text(by)) if by else owner
    return Line(
        aside(innovation.text, view.field(innovation, "status")),
        sentences(
            innovation.experiment,
            _("It answers to: {expectation}").format(expectation=innovation.expectation)
            if innovation.expectation
            else "",
            _("It shows in: {measure}").format(measure=measure) if measure else "",
            decides,
        ),
    )
