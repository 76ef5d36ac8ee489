"""The plan's facts: what we guessed, what customers say, what is measured and what is not."""

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.readings import amount, answers, between, figure, signed
from cxworkshop.documents.plan.responsibility import mean_agreement
from cxworkshop.documents.plan.shown import Shown, aside, joined, of, of_with_share
from cxworkshop.language import _, date_text, number
from cxworkshop.method import derived, figures, goals, intervals, lookup, perceptions, responsibility
from cxworkshop.method.perceptions import PERCEPTIONS, Perception
from cxworkshop.method.thresholds import FEW
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import Place
from cxworkshop.model.vision import ExperienceGoal


class Guessed(NamedTuple):
    """What leaders guessed blind, beside what customers said."""

    measure: str
    guess: str
    spread: str
    measured: str
    interval: str
    gap: str
    verdict: str


class Exceeded(NamedTuple):
    """Leaders who say that expectations are exceeded, and customers who say so."""

    leaders: str
    customers: str
    gap: str


class Known(NamedTuple):
    statement: str
    conclusion: str
    source: str
    touchpoints: str


class Standing(NamedTuple):
    guessed: tuple[Guessed, ...]
    exceeded: Exceeded | None
    facts: tuple[Known, ...]
    assumptions: tuple[Known, ...]
    gut_feel: str
    """How many touchpoints have no fact behind their level: 5 of 14 (36%)."""
    gut_feel_at: str


def standing(shown: Shown) -> Standing:
    """Customers' words, our guess, and facts apart from assumptions."""
    session = shown.session
    kinds = [
        (one, derived.value(session, Place("evidence", one.id, "kind"), shown.on))
        for one in shown.round.evidence
    ]
    here, unsure = lookup.in_scope(session), figures.without_fact(session)
    return Standing(
        guessed=tuple(
            _guessed(lookup.measure(session, row), found)
            for row, found in perceptions.perceptions(session).items()
        ),
        exceeded=exceeded(shown),
        facts=tuple(_known(shown, one) for one, kind in kinds if kind == "fact"),
        assumptions=tuple(_known(shown, one) for one, kind in kinds if kind != "fact"),
        gut_feel=of_with_share(len(unsure), len(here)) if here else "",
        gut_feel_at=shown.touchpoints(unsure),
    )


def _guessed(measure: Measure | None, found: Perception) -> Guessed:
    outside = {"overestimate": found.over, "underestimate": found.under}.get(found.verdict or "")
    verdict = _(dict(PERCEPTIONS)[found.verdict]) if found.verdict else _("no margin known")
    return Guessed(
        measure=measure.name_shown if measure else "",
        guess=number(found.median),
        spread=f"{number(found.low)}–{number(found.high)}"
        if found.k >= FEW
        else _("one guess")
        if found.k == 1
        else "",
        measured=figure(measure, found.measured),
        interval=between(measure, found.measured),
        gap="" if found.gap is None else signed(found.gap),
        verdict=verdict if outside is None else aside(verdict, of(outside, found.k)),
    )


def exceeded(shown: Shown) -> Exceeded | None:
    """Our own believers and customers; None before leaders have answered."""
    found = perceptions.delivery_gap(shown.session)
    if found is None:
        return None
    n = sum(1 for level in shown.round.overall_levels if level.value is not None)
    customers = figure(perceptions.exceeded_measure(shown.session), found.customers)
    return Exceeded(
        of(round(found.believers * n / 100), n), customers, "" if found.gap is None else number(found.gap, 1)
    )


def _known(shown: Shown, evidence: Evidence) -> Known:
    day = date_text(evidence.collected_on) if evidence.collected_on else ""
    stale = _("stale") if derived.is_stale(evidence, shown.session.judged_on(shown.on)) else ""
    return Known(
        statement=evidence.statement,
        conclusion=evidence.conclusion,
        source=joined(
            shown.field(evidence, "source_type") or _("source not named"), answers(evidence.n), day, stale
        ),
        touchpoints=shown.touchpoints(evidence.touchpoints),
    )


class Measured(NamedTuple):
    name: str
    baseline: str
    now: str
    on: date | None
    target: str
    days: int | None
    owner: str
    seen_by: str


class Lost(NamedTuple):
    """A goal whose target cannot be told from chance."""

    goal: str
    touchpoint: str
    way: str


class Headline(NamedTuple):
    """A figure of how the experience is led: how it reads, and its value (0–1) for comparing."""

    label: str
    text: str
    value: float


class Knowledge(NamedTuple):
    measures: tuple[Measured, ...]
    unmeasured: str
    in_the_noise: tuple[Lost, ...]
    provisional: tuple[str, ...]
    leading: tuple[Headline, ...]


def knowledge(shown: Shown) -> Knowledge:
    """How it is known whether anything changed, and what nobody can tell."""
    session, one = shown.session, shown.round
    return Knowledge(
        measures=tuple(
            _measured(shown, measure)
            for measure in lookup.measures_in_use(session)
            if not _told_below(shown, measure)
        ),
        unmeasured=shown.touchpoints(figures.unmeasured(session)),
        in_the_noise=tuple(
            _lost(shown, goal) for goal in one.goals if goals.distinguishable(session, goal) is False
        ),
        provisional=tuple(
            goal.text
            for goal in one.goals
            if derived.value(session, Place("goals", goal.id, "provisional"), shown.on)
        ),
        leading=headlines(shown),
    )


def _told_below(shown: Shown, measure: Measure) -> bool:
    """A figure of leading that nobody needs to observe: the plan computes it from the record."""
    return measure.category == "management" and intervals.latest(shown.session, measure.id) is None


def _measured(shown: Shown, measure: Measure) -> Measured:
    own_goals: list[Goal] = list(lookup.grouped(shown.round.goals, "measure").get(measure.id, ()))
    aims: list[ExperienceGoal | Goal] = [
        *(aim for aim in shown.round.experience_goals if aim.measure == measure.id),
        *own_goals,
    ]
    latest = intervals.latest(shown.session, measure.id)
    return Measured(
        name=measure.name_shown,
        baseline=joined(*dict.fromkeys(amount(measure, goal.baseline) for goal in own_goals)),
        now=figure(measure, intervals.reading(shown.session, measure.id)) or _("not measured"),
        on=latest.observed_on if latest else None,
        target=joined(*dict.fromkeys(amount(measure, aim.target) for aim in aims)),
        days=measure.cadence_days,
        owner=shown.person(measure.owner),
        seen_by=aside(shown.field(measure, "visible_to"), measure.visibility_reason),
    )


def _lost(shown: Shown, goal: Goal) -> Lost:
    measure = lookup.measure(shown.session, goal.measure)
    found = goals.baseline_observation(shown.session, goal)
    way = f"{amount(measure, goal.baseline)} → {amount(measure, goal.target)}"
    return Lost(
        goal.text,
        shown.touchpoint(goal.touchpoint),
        aside(way, answers(intervals.answers(found)) if found else ""),
    )


def headlines(shown: Shown) -> tuple[Headline, ...]:
    """The figures of how the experience is led; those that nobody can tell yet are left out."""
    session, one, on = shown.session, shown.round, shown.on
    here = len(lookup.in_scope(session))
    held = responsibility.agreed_counts(session, on)["held"]
    words, met, kept = (
        figures.words_to_deeds(session, on),
        figures.leaders_in_contact(session, on),
        figures.commitments_kept(session),
    )
    acts = figures.actions_summary(session, one.closed_on or on)
    return tuple(
        headline
        for headline in (
            _share(_("Clear responsibility in practice"), responsibility.clear_share(session), here),
            _share(
                _("Responsibility carried from today"), held / here if here and one.ownerships else None, here
            ),
            _mean(_("Agreement (0–1)"), mean_agreement(session)),
            _share(_("Gut-feel share"), figures.gut_feel_share(session), here),
            _mean(
                _("Mandate completeness of what is carried (0–1)"), responsibility.mandate_mean(session, on)
            ),
            _share(_("Reward link"), responsibility.reward_link_rate(session, on), held),
            _share(_("Words to deeds"), words.share, len(one.goals)),
            _share(_("Touchpoints measured"), figures.measurement_coverage(session), here),
            _share(_("Due actions done"), acts.done_of_due, acts.due),
            _share(_("Due actions done on time"), acts.on_time / acts.due if acts.due else None, acts.due),
            _share(_("Promises kept"), kept.share, kept.of),
            _share(
                _("Leaders who met a customer in 90 days"), met.share if one.leader_contacts else None, met.of
            ),
            _share(
                _("Decisions without evidence"),
                figures.share_of_decisions_without_evidence(session),
                len(one.decisions),
            ),
        )
        if headline
    )


def _share(label: str, share: float | None, whole: int) -> Headline | None:
    return None if share is None else Headline(label, of(round(share * whole), whole), share)


def _mean(label: str, mean: float | None) -> Headline | None:
    return None if mean is None else Headline(label, number(mean, 2), mean)
