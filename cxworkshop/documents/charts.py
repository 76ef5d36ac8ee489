"""The charts of the method as pictures of documents: the same values, with names and figures in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cxworkshop.documents.figure_text import (
    amount,
    answers,
    guess_words,
    moved,
    side_unsaid,
    verdict_words,
    with_spread,
)
from cxworkshop.documents.pictures import Gap, Level, Moment, Trend, Way, Weight
from cxworkshop.documents.plan.lines import capital
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import Words, _, number, percent, say
from cxworkshop.method import charts, goals, lookup, perceptions
from cxworkshop.method.intervals import Interval
from cxworkshop.method.sides import with_side
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure


def levels(view: RecordView) -> tuple[Level, ...]:
    """The journey: levels now, wanted, and in the last round."""
    return tuple(
        Level(
            stop.now,
            stop.standing.is_fact,
            stop.target,
            view.touchpoint(stop.touchpoint),
            stop.was,
            stop.now is not None and stop.standing.basis == "unknown",
        )
        for stop in charts.journey(view.session, view.on)
    )


def weights(view: RecordView) -> tuple[Weight, ...]:
    """What each touchpoint scores, the highest first; without those where nothing is missing."""
    scored = [weight for weight in charts.weights(view.session) if weight.score]
    highest = max((weight.score for weight in scored), default=0)
    return tuple(
        Weight(weight.score, highest, weight.is_priority, _weight(weight), view.touchpoint(weight.touchpoint))
        for weight in scored
    )


def _weight(weight: charts.Weight) -> str:
    """15 = 5 × 2 × 1.5, priority: what a score is made of."""
    factors = [weight.importance, weight.missing]
    extra = weight.score / (weight.importance * weight.missing)
    product = " × ".join(number(factor) for factor in (*factors, *([extra] if extra != 1 else [])))
    place = _("priority") if weight.is_priority else _("tied") if weight.is_tied else ""
    return joined(f"{number(weight.score)} = {product}", place)


# ---- guesses -----------------------------------------------------------------------------------------------
def gaps(view: RecordView) -> tuple[Gap, ...]:
    """Each guess that may be shown beside its figure, with the guesses and the verdict."""
    found = []
    for measure in view.session.measures:
        guessed = charts.guessed(view.session, measure)
        if guessed is None or guessed.perception.measured.value is None:
            continue
        perception = guessed.perception
        low, value, high = _ends(perception.measured)
        axis = guessed.axis
        guess = say("we guessed {n}", n=number(perception.median))
        words = _judged(guess, with_side(view.session, measure), perception.measured, perception.verdict)
        found.append(
            Gap(
                axis.low,
                axis.high,
                low,
                value,
                high,
                perception.median,
                measure.name_shown,
                _counts(guessed),
                words,
            )
        )
    return tuple(found)


_PARTS = 25
"""Of a scale: guesses within one are counted together, because documents print no answer of anybody."""


def _counts(guessed: charts.Guessed) -> tuple[tuple[float, int], ...]:
    """How many guessed about how much."""
    axis = guessed.axis
    part = (axis.high - axis.low) / _PARTS
    counts = Counter(round((guess - axis.low) / part) for guess in guessed.guesses)
    return tuple((round(axis.low + n * part, 6), count) for n, count in sorted(counts.items()))


def exceeded(view: RecordView) -> tuple[Gap, ...]:
    """How many believe that expectations are exceeded beside how many customers say so; none without both."""
    gap = perceptions.delivery_gap(view.session)
    if gap is None or gap.customers.value is None:
        return ()
    guess = say("we believe so: {share} of us", share=percent(gap.believers / 100))
    words = _judged(guess, gap.measure, gap.customers, gap.verdict)
    return (Gap(0, 100, *_ends(gap.customers), gap.believers, _("We exceed expectations"), (), words),)


def _judged(guess: Words, measure: Measure | None, figure: Interval, verdict: str | None) -> str:
    """We guessed 22, customers say 21 ± 8: within the margin of error."""
    said = say("customers say {figure}", figure=with_spread(measure, figure))
    return f"{capital(str(guess))}, {said}: {guess_words(measure, verdict)}"


# ---- figures over time, goals ------------------------------------------------------------------------------
def trends(view: RecordView, measures: Iterable[Measure]) -> tuple[Trend, ...]:
    """The measures that have been observed more than once."""
    found = []
    for measure in measures:
        trend = charts.trend(view.session, measure)
        if trend is None or not trend.points[1:]:
            continue
        targets = joined(*(amount(measure, target) for target in trend.targets))
        words = joined(
            moved(measure, trend.observed[-2], trend.observed[-1], trend.change)
            if trend.observed[1:]
            else "",
            _("target {target}").format(target=targets) if targets else "",
            side_unsaid(with_side(view.session, measure)),
        )
        moments = tuple(
            Moment(point.day, *_ends(point.figure), _figure(measure, point.figure), point.month)
            for point in trend.points
        )
        found.append(
            Trend(moments, trend.axis.low, trend.axis.high, trend.targets, words, measure.name_shown)
        )
    return tuple(found)


def ways(view: RecordView) -> tuple[Way, ...]:
    """The goals of touchpoints that have a baseline and a target, also the same to be held; the one furthest
    from its target first."""
    drawn = [
        (charts.way(view.session, goal, view.on), goal)
        for goal in view.round.goals
        if goal.baseline is not None and goal.target is not None
    ]
    drawn.sort(key=lambda way: (way[0].now is None, way[0].now or 0))
    return tuple(
        Way(way.low, way.now, way.high, _way(view, goal), goal.name_shown, way.is_hold) for way, goal in drawn
    )


def _way(view: RecordView, goal: Goal) -> str:
    """16.8 → 8, now 16.8 ± 1.4: missed so far."""
    measure, attainment = (
        lookup.measure(view.session, goal.measure),
        goals.attainment_of(view.session, goal, view.on),
    )
    target = amount(measure, goal.target)
    is_hold = goal.target == goal.baseline
    path = (
        _("hold {target}").format(target=target)
        if is_hold
        else f"{amount(measure, goal.baseline)} → {target}"
    )
    if attainment.value is None:
        return joined(path, _("not measured"))
    verdict = verdict_words(attainment)
    now = _("now {figure}").format(figure=with_spread(measure, attainment.figure))
    return joined(path, f"{now}: {verdict}", side_unsaid(measure and with_side(view.session, measure)))


def _ends(figure: Interval) -> tuple[float, float, float]:
    """A known figure between the ends of its interval, which are the figure where there is none."""
    value = figure.value or 0.0
    return (
        (value if figure.low is None else figure.low),
        value,
        (value if figure.high is None else figure.high),
    )


def _figure(measure: Measure, figure: Interval) -> str:
    """21 ± 8, n = 398"""
    return joined(with_spread(measure, figure), answers(figure.n))
