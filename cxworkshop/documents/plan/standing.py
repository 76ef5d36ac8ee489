"""The section “Where we stand – customers' words and our guess”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cxworkshop.documents import charts
from cxworkshop.documents.belief import customers_text, gap_text, gap_words
from cxworkshop.documents.figure_text import answers, counted, figure, guess_words, signed, spread_of
from cxworkshop.documents.pictures import Gap
from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.wording import RecordView, aside, joined, of
from cxworkshop.language import _, date_text, number
from cxworkshop.method import content, day, facts, figures, lookup, perceptions
from cxworkshop.method.facts import telling
from cxworkshop.method.perceptions import Perception
from cxworkshop.method.sides import with_side
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session


class GuessRow(NamedTuple):
    """What leaders guessed blind, beside what customers said."""

    measure: str
    guess: str
    spread: str
    measured: str
    interval: str
    gap: str
    inside: str
    """How many guesses were within the margin, round by round: 1 of 8 → 7 of 9."""
    error: str
    """How far off they were in the middle, round by round."""
    verdict: str


class DeliveryGapLine(NamedTuple):
    """Leaders who say that expectations are exceeded, and customers who say so."""

    leaders: str
    customers: str
    gap: str
    believers: int
    """How many leaders say so."""
    meaning: str
    """Who thinks better of us, leaders or customers; empty without an interval."""
    to_choose: str
    """What is to be chosen first; empty with a measure."""


class GapRow(NamedTuple):
    """The delivery gap of one round, beside the others."""

    round: str
    leaders: str
    customers: str
    gap: str
    meaning: str
    words: str
    """All but the meaning in a sentence."""


class EvidenceLine(NamedTuple):
    statement: str
    conclusion: str
    source: str
    touchpoints: str


class LevelLine(NamedTuple):
    """A touchpoint whose level is, could be, or was said to be a fact, and what that rests on."""

    touchpoint: str
    level: str
    ground: str


class Standing(NamedTuple):
    guesses: tuple[GuessRow, ...]
    gaps: tuple[Gap, ...]
    delivery_gap: DeliveryGapLine | None
    gap_rounds: tuple[GapRow, ...]
    """The delivery gap round by round."""
    background: str
    facts: tuple[EvidenceLine, ...]
    assumptions: tuple[EvidenceLine, ...]
    frontline: str
    """How much of the evidence comes from those who meet customers; empty where there is no time for that."""
    levels: tuple[LevelLine, ...]

    @property
    def is_begun(self) -> bool:
        return bool(self.guesses or self.delivery_gap or self.facts or self.assumptions or self.levels)


def standing(view: RecordView, *, is_large: bool) -> Standing:
    """Our guesses beside customers' figures, and the evidence: facts, then assumptions."""
    session = view.session
    kinds = [(evidence, facts.evidence_basis(session, evidence, view.on)) for evidence in view.round.evidence]
    return Standing(
        guesses=tuple(
            _guess_row(session, lookup.measure(session, measure_id), perception)
            for measure_id, perception in perceptions.perceptions(session).items()
        ),
        gaps=charts.gaps(view),
        delivery_gap=delivery_gap_line(view),
        gap_rounds=_gap_rounds(view),
        background=str(content.reference_line("exceeded", session.organisation.sector)),
        facts=tuple(_evidence_line(view, evidence) for evidence, kind in kinds if kind == "fact"),
        assumptions=tuple(_evidence_line(view, evidence) for evidence, kind in kinds if kind != "fact"),
        frontline=_frontline(view) if kinds and day.is_deep(session) else "",
        levels=tuple(_levels(view, is_large)),
    )


def _frontline(view: RecordView) -> str:
    share = figures.from_the_frontline(view.session)
    words = _("From the frontline: {n} of {of} pieces of evidence.")
    return words.format(n=share.count, of=share.of)


def _levels(view: RecordView, is_large: bool) -> Iterator[LevelLine]:
    """Of a large plan only what was said to be a fact and is none: the background has the others."""
    for touchpoint in lookup.in_scope(view.session):
        found = facts.standing(view.session, touchpoint.id, view.on)
        ground = telling.words(view.session, touchpoint.id, view.on)
        if ground and (found.is_claim or not is_large):
            level = view.field(lookup.state_of(view.session, touchpoint.id), "level_now")
            sign = telling.SIGNS[found.basis]
            yield LevelLine(touchpoint.name_shown, f"{level} {sign}", ground)


def _guess_row(session: Session, measure: Measure | None, perception: Perception) -> GuessRow:
    calibrated = perceptions.calibrations(session, measure.id) if measure else ()
    if not perception.may_be_shown:
        return GuessRow(
            measure=measure.name_shown if measure else "",
            guess="",
            spread="",
            measured=counted(measure, perception.measured),
            interval=spread_of(measure, perception.measured),
            gap="",
            inside="",
            error="",
            verdict=_("too few answers to show"),
        )
    outside = {"overestimate": perception.over, "underestimate": perception.under}.get(
        perception.verdict or ""
    )
    verdict = guess_words(measure and with_side(session, measure), perception.verdict)
    return GuessRow(
        measure=measure.name_shown if measure else "",
        guess=number(perception.median),
        spread=f"{number(perception.low)}–{number(perception.high)}",
        measured=counted(measure, perception.measured),
        interval=spread_of(measure, perception.measured),
        gap="" if perception.gap is None else signed(perception.gap),
        inside=" → ".join(of(row.inside, row.guesses) for row in calibrated),
        error=" → ".join(number(row.error, 1) for row in calibrated),
        verdict=verdict if outside is None else aside(verdict, of(outside, perception.k)),
    )


def delivery_gap_line(view: RecordView) -> DeliveryGapLine | None:
    """Leaders who say that expectations are exceeded beside customers; None while few leaders have
    answered."""
    gap = perceptions.delivery_gap(view.session)
    if gap is None:
        return None
    return DeliveryGapLine(
        leaders=of(gap.believe, gap.leaders),
        customers=figure(gap.measure, gap.customers),
        gap=gap_text(gap),
        believers=gap.believe,
        meaning=str(gap.meaning),
        to_choose=str(perceptions.why_no_gap(view.session)),
    )


def _gap_rounds(view: RecordView) -> tuple[GapRow, ...]:
    return tuple(
        GapRow(
            round=row.label,
            leaders=of(row.gap.believe, row.gap.leaders),
            customers=customers_text(row.gap),
            gap=gap_text(row.gap),
            words=gap_words(row, with_meaning=False),
            meaning=sentences(
                _("Another measure: not to be compared.") if row.is_broken else "", str(row.gap.meaning)
            ),
        )
        for row in perceptions.gap_over_rounds(view.session)
    )


def _evidence_line(view: RecordView, evidence: Evidence) -> EvidenceLine:
    session = view.session
    day = date_text(evidence.collected_on) if evidence.collected_on else ""
    stale = _("stale") if facts.is_stale(evidence, session.judged_on(view.on)) else ""
    few = _("few answers") if facts.is_of_few(facts.ground_of_kind(session, evidence, view.on)) else ""
    return EvidenceLine(
        statement=evidence.statement,
        conclusion=evidence.conclusion,
        source=joined(
            view.field(evidence, "source_type") or _("source not named"),
            answers(evidence.n),
            view.field(evidence, "period"),
            day,
            stale,
            str(telling.why_no_fact(session, evidence, view.on)) or few,
        ),
        touchpoints=view.touchpoints(dict.fromkeys((*evidence.touchpoints, *_rests_on(view, evidence.id)))),
    )


def _rests_on(view: RecordView, evidence: str) -> tuple[str, ...]:
    """The touchpoints whose level rests on a piece of evidence."""
    return tuple(state.id for state in view.round.touchpoint_states if evidence in state.evidence)
