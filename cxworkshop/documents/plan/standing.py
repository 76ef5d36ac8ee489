"""The section “Where we stand – customers' words and our guess”."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import answers, between, figure, signed
from cxworkshop.documents.pictures import Gap
from cxworkshop.documents.wording import RecordView, aside, joined, of
from cxworkshop.language import _, date_text, number
from cxworkshop.method import content, day, derived, figures, lookup, perceptions
from cxworkshop.method.perceptions import PERCEPTIONS, Perception
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import Place


class GuessRow(NamedTuple):
    """What leaders guessed blind, beside what customers said."""

    measure: str
    guess: str
    spread: str
    measured: str
    interval: str
    gap: str
    verdict: str


class DeliveryGapLine(NamedTuple):
    """Leaders who say that expectations are exceeded, and customers who say so."""

    leaders: str
    customers: str
    gap: str
    believers: int
    """How many leaders say so."""


class EvidenceLine(NamedTuple):
    statement: str
    conclusion: str
    source: str
    touchpoints: str


class Standing(NamedTuple):
    guesses: tuple[GuessRow, ...]
    gaps: tuple[Gap, ...]
    delivery_gap: DeliveryGapLine | None
    background: str
    facts: tuple[EvidenceLine, ...]
    assumptions: tuple[EvidenceLine, ...]
    frontline: str
    """How much of the evidence comes from those who meet customers; empty where there is no time for that."""

    @property
    def is_begun(self) -> bool:
        return bool(self.guesses or self.delivery_gap or self.facts or self.assumptions)


def standing(view: RecordView) -> Standing:
    """Our guesses beside customers' figures, and the evidence: facts, then assumptions."""
    session = view.session
    kinds = [
        (evidence, derived.value(session, Place("evidence", evidence.id, "kind"), view.on))
        for evidence in view.round.evidence
    ]
    return Standing(
        guesses=tuple(
            _guess_row(lookup.measure(session, measure_id), perception)
            for measure_id, perception in perceptions.perceptions(session).items()
        ),
        gaps=_gaps(view),
        delivery_gap=delivery_gap_line(view),
        background=str(content.reference_line("exceeded", session.organisation.sector)),
        facts=tuple(_evidence_line(view, evidence) for evidence, kind in kinds if kind == "fact"),
        assumptions=tuple(_evidence_line(view, evidence) for evidence, kind in kinds if kind != "fact"),
        frontline=_frontline(view) if kinds and day.is_deep(session) else "",
    )


def _frontline(view: RecordView) -> str:
    share = figures.from_the_frontline(view.session)
    words = _("From the frontline: {n} of {of} pieces of evidence.")
    return words.format(n=share.count, of=share.of)


def _guess_row(measure: Measure | None, perception: Perception) -> GuessRow:
    if not perception.may_be_shown:
        return GuessRow(
            measure=measure.name_shown if measure else "",
            guess="",
            spread="",
            measured=figure(measure, perception.measured),
            interval=between(measure, perception.measured),
            gap="",
            verdict=_("too few answers to show"),
        )
    outside = {"overestimate": perception.over, "underestimate": perception.under}.get(
        perception.verdict or ""
    )
    verdict = _(dict(PERCEPTIONS)[perception.verdict]) if perception.verdict else _("no margin known")
    return GuessRow(
        measure=measure.name_shown if measure else "",
        guess=number(perception.median),
        spread=f"{number(perception.low)}–{number(perception.high)}",
        measured=figure(measure, perception.measured),
        interval=between(measure, perception.measured),
        gap="" if perception.gap is None else signed(perception.gap),
        verdict=verdict if outside is None else aside(verdict, of(outside, perception.k)),
    )


_SCALES = {"nps_points": (-100, 100), "percent": (0, 100), "points_1_5": (1, 5), "points_1_7": (1, 7)}
"""The ends of the scale of a unit; others have none."""


def _gaps(view: RecordView) -> tuple[Gap, ...]:
    """Each guess that may be shown beside its figure, where both are on a scale."""
    found = []
    for measure_id, perception in perceptions.perceptions(view.session).items():
        measure, figure_ = lookup.measure(view.session, measure_id), perception.measured
        scale = _SCALES.get((measure and measure.unit) or "")
        if measure and scale and perception.may_be_shown and figure_.value is not None:
            low = figure_.value if figure_.low is None else figure_.low
            high = figure_.value if figure_.high is None else figure_.high
            found.append(Gap(*scale, low, figure_.value, high, perception.median, measure.name_shown))
    return tuple(found)


def delivery_gap_line(view: RecordView) -> DeliveryGapLine | None:
    """Leaders who say that expectations are exceeded beside customers; None while few leaders have
    answered."""
    gap = perceptions.delivery_gap(view.session)
    if gap is None:
        return None
    n = sum(1 for level in view.round.overall_levels if level.value is not None)
    customers = figure(perceptions.exceeded_measure(view.session), gap.customers)
    believers = round(gap.believers * n / 100)
    difference = "" if gap.gap is None else number(gap.gap, 1)
    return DeliveryGapLine(of(believers, n), customers, difference, believers)


def _evidence_line(view: RecordView, evidence: Evidence) -> EvidenceLine:
    day = date_text(evidence.collected_on) if evidence.collected_on else ""
    stale = _("stale") if derived.is_stale(evidence, view.session.judged_on(view.on)) else ""
    return EvidenceLine(
        statement=evidence.statement,
        conclusion=evidence.conclusion,
        source=joined(
            view.field(evidence, "source_type") or _("source not named"), answers(evidence.n), day, stale
        ),
        touchpoints=view.touchpoints(dict.fromkeys((*evidence.touchpoints, *_rests_on(view, evidence.id)))),
    )


def _rests_on(view: RecordView, evidence: str) -> tuple[str, ...]:
    """The touchpoints whose level rests on a piece of evidence."""
    return tuple(state.id for state in view.round.touchpoint_states if evidence in state.evidence)
