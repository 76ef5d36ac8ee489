"""The plan's facts: what we guessed, what customers say, what is measured and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxworkshop.documents.plan.readings import amount, between, figure, signed
from cxworkshop.documents.plan.shown import Shown
from cxworkshop.language import _, number, whole
from cxworkshop.method import derived, figures, goals, intervals, rows
from cxworkshop.method import responsibility as r
from cxworkshop.method.figures import PERCEPTIONS, Perception
from cxworkshop.model.direction import Evidence, Goal
from cxworkshop.model.knowledge import Measure
from cxworkshop.model.place import Place

FEW = 4
"""Guesses below which their range is not printed: it would say who guessed what."""


@dataclass(frozen=True)
class Guessed:
    """What leaders guessed blind, beside what customers said."""

    measure: str
    guess: str
    spread: str
    k: int
    measured: str
    interval: str
    gap: str
    verdict: str
    outside: int


@dataclass(frozen=True)
class Exceeded:
    """Leaders who say that expectations are exceeded, and customers who say so."""

    believers: int
    of: int
    customers: str
    gap: float | None


@dataclass(frozen=True)
class Known:
    statement: str
    conclusion: str
    source: str
    n: int | None
    on: date | None
    touchpoints: str
    stale: bool


@dataclass(frozen=True)
class Standing:
    guessed: tuple[Guessed, ...]
    exceeded: Exceeded | None
    facts: tuple[Known, ...]
    assumptions: tuple[Known, ...]
    gut_feel: int
    touchpoints: int
    gut_feel_share: float | None
    gut_feel_at: str


def standing(shown: Shown) -> Standing:
    """Section 3: customers' words, our guess, and facts apart from assumptions."""
    session = shown.session
    kinds = [(one, derived.value(session, Place("evidence", one.id, "kind"), shown.on)) for one in shown.round.evidence]
    here = rows.in_scope(session)
    unsure = [one.name_shown for one in here if rows.state_of(session, one.id).level_basis != "fact"]
    return Standing(
        guessed=tuple(guessed(rows.measure(session, row), found) for row, found in figures.perceptions(session).items()),
        exceeded=exceeded(shown),
        facts=tuple(_known(shown, one) for one, kind in kinds if kind == "fact"),
        assumptions=tuple(_known(shown, one) for one, kind in kinds if kind != "fact"),
        gut_feel=len(unsure),
        touchpoints=len(here),
        gut_feel_share=figures.gut_feel_share(session),
        gut_feel_at=", ".join(unsure),
    )


def guessed(measure: Measure | None, found: Perception) -> Guessed:
    """One measure's blind guesses beside its figure."""
    return Guessed(
        measure=measure.name_shown if measure else "",
        guess=amount(measure, found.median) if found.median == round(found.median) else number(found.median, 1),
        spread=f"{number(found.low)}–{number(found.high)}" if found.k >= FEW else "",
        k=found.k,
        measured=figure(measure, found.measured),
        interval=between(measure, found.measured),
        gap="" if found.gap is None else signed(measure, found.gap),
        verdict=_(dict(PERCEPTIONS)[found.verdict]) if found.verdict else "",
        outside=found.over if found.verdict == "overestimate" else found.under if found.verdict == "underestimate" else 0,
    )


def exceeded(shown: Shown) -> Exceeded | None:
    """Our own believers and customers; None before leaders have answered."""
    found = figures.delivery_gap(shown.session)
    if found is None:
        return None
    n = sum(1 for level in shown.round.overall_levels if level.value is not None)
    asked = figures.exceeded_measure(shown.session)
    return Exceeded(round(found.believers * n / 100), n, figure(asked, found.customers), found.gap)


def _known(shown: Shown, evidence: Evidence) -> Known:
    return Known(
        statement=evidence.statement,
        conclusion=evidence.conclusion,
        source=shown.field(evidence, "source_type"),
        n=evidence.n,
        on=evidence.collected_on,
        touchpoints=shown.names("touchpoints", evidence.touchpoints),
        stale=derived.is_stale(evidence, shown.session.judged_on(shown.on)),
    )


@dataclass(frozen=True)
class Measured:
    name: str
    touchpoints: str
    baseline: str
    now: str
    on: date | None
    target: str
    days: int | None
    owner: str
    seen_by: str
    forum: str


@dataclass(frozen=True)
class Lost:
    """A goal whose target cannot be told from chance."""

    goal: str
    touchpoint: str
    baseline: str
    target: str
    n: int | None


@dataclass(frozen=True)
class Knowledge:
    measures: tuple[Measured, ...]
    unmeasured: str
    in_the_noise: tuple[Lost, ...]
    provisional: tuple[str, ...]


def knowledge(shown: Shown) -> Knowledge:
    """Section 8: how it is known whether anything changed, and what nobody can tell."""
    session = shown.session
    return Knowledge(
        measures=tuple(_measured(shown, measure) for measure in rows.measures_in_use(session)),
        unmeasured=shown.names("touchpoints", figures.unmeasured(session)),
        in_the_noise=tuple(_lost(shown, goal) for goal in shown.round.goals if goals.distinguishable(session, goal) is False),
        provisional=tuple(
            goal.text for goal in shown.round.goals if derived.value(session, Place("goals", goal.id, "provisional"), shown.on)
        ),
    )


def _measured(shown: Shown, measure: Measure) -> Measured:
    aims = [*shown.round.experience_goals, *rows.grouped(shown.round.goals, "measure").get(measure.id, ())]
    aims = [aim for aim in aims if aim.measure == measure.id]
    targets = dict.fromkeys(amount(measure, aim.target) for aim in aims if aim.target is not None)
    baselines = dict.fromkeys(amount(measure, aim.baseline) for aim in aims if isinstance(aim, Goal) and aim.baseline is not None)
    latest = intervals.latest(shown.session, measure.id)
    seen_by = shown.field(measure, "visible_to")
    return Measured(
        name=measure.name_shown,
        touchpoints=shown.names("touchpoints", measure.touchpoints),
        baseline=", ".join(baselines),
        now=figure(measure, intervals.reading(shown.session, measure.id)),
        on=latest.observed_on if latest else None,
        target=", ".join(targets),
        days=measure.cadence_days,
        owner=shown.person(measure.owner),
        seen_by=f"{seen_by} ({measure.visibility_reason})" if measure.visibility_reason else seen_by,
        forum=measure.forum,
    )


def _lost(shown: Shown, goal: Goal) -> Lost:
    measure = rows.measure(shown.session, goal.measure)
    found = goals.baseline_observation(shown.session, goal)
    n = intervals.answers(found) if found else None
    return Lost(goal.text, shown.touchpoint(goal.touchpoint), amount(measure, goal.baseline), amount(measure, goal.target), n)


@dataclass(frozen=True)
class Headline:
    """A figure of how the experience is led: how it reads, and its value for comparing (0–1, None when unknown)."""

    label: str
    text: str
    value: float | None


def headlines(shown: Shown) -> tuple[Headline, ...]:
    """The figures of how the experience is led, those nobody can tell yet left out."""
    session, one = shown.session, shown.round
    on = one.closed_on or shown.on
    here, held = len(rows.in_scope(session)), r.agreed_counts(session, shown.on)["held"]
    clear, gut = r.status_counts(session)["held"], figures.gut_feel_share(session)
    rewarded, words = r.reward_link_rate(session, shown.on), figures.words_to_deeds(session, shown.on)
    acts, kept, met = figures.actions_summary(session, on), figures.commitments_kept(session), figures.leaders_in_contact(session, shown.on)
    agreement, mandate = r.mean_agreement(session), r.mandate_mean(session, shown.on)
    unproven = sum(not decision.evidence for decision in one.decisions)
    found = (
        Headline(_("Clear responsibility in practice"), _share(clear, here), r.clear_share(session)),
        Headline(_("Responsibility carried from today"), _share(held, here), held / here if here and one.ownerships else None),
        Headline(_("Agreement (0–1)"), "" if agreement is None else number(agreement, 2), agreement),
        Headline(_("Gut-feel share"), "" if gut is None else _share(round(gut * here), here), gut),
        Headline(_("Mandate completeness of what is carried (0–1)"), "" if mandate is None else number(mandate, 2), mandate),
        Headline(_("Reward link"), "" if rewarded is None else _share(round(rewarded * held), held), rewarded),
        Headline(_("Words to deeds"), _share(len(words.goals), len(one.goals)), words.share),
        Headline(_("Touchpoints measured"), _share(here - len(figures.unmeasured(session)), here), figures.measurement_coverage(session)),
        Headline(_("Due actions done"), _share(acts.done, acts.due), acts.done_of_due),
        Headline(_("Due actions done on time"), _share(acts.on_time, acts.due), acts.on_time / acts.due if acts.due else None),
        Headline(_("Promises kept"), _share(kept.count, kept.of), kept.share),
        Headline(_("Leaders who met a customer in 90 days"), _share(met.count, met.of), met.share if one.leader_contacts else None),
        Headline(
            _("Decisions without evidence"), _share(unproven, len(one.decisions)), figures.share_of_decisions_without_evidence(session)
        ),
    )
    return tuple(headline for headline in found if headline.value is not None)


def _share(count: int, of: int) -> str:
    return _("{k} of {n}").format(k=whole(count), n=whole(of))
