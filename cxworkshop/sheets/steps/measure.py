"""The lists of 5 Measure: measures, observations, and what measures each touchpoint."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxworkshop.language import N_, Words, _, say
from cxworkshop.method import derived, intervals, lookup
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, row_of
from cxworkshop.sheets.steps.cells import TOUCHPOINT, figure


def figure_cell(interval: intervals.Interval) -> Cell:
    """A figure with its margin and the number of answers, without that number where space is short."""
    return Cell(figure(interval), short=figure(interval, with_count=False))


def latest(reading: Reading, row: Row) -> Cell:
    """The newest figure of a measure."""
    return figure_cell(intervals.reading(reading.session, row["measures"].id))


def interval(reading: Reading, row: Row) -> Cell:
    """The figure of an observation with its 95 % interval; the number of answers has its own column."""
    observation = record_at(reading.session, row["observations"])
    if not isinstance(observation, Observation) or not observation.measure:
        return Cell()
    measure = reading.session.find("measures", observation.measure)
    if not isinstance(measure, Measure):
        return Cell()
    customers = reading.session.organisation.active_customers
    return Cell(figure(intervals.reading_of(measure, observation, customers), with_count=False))


RELIABILITY = {
    "gut_feeling": (N_("gut feeling"), "bad"),
    "anecdotal": (N_("anecdotal"), "bad"),
    "indicative": (N_("indicative"), "unclear"),
    "usable": (N_("usable"), "good"),
    "total": (N_("total"), "good"),
}
"""Word and tone."""


def reliability(reading: Reading, row: Row) -> Cell:
    """How reliable a figure is."""
    observation = record_at(reading.session, row["observations"])
    measure = (
        reading.session.find("measures", observation.measure or "")
        if isinstance(observation, Observation)
        else None
    )
    if not isinstance(observation, Observation) or not isinstance(measure, Measure):
        return Cell()
    interval = intervals.reading_of(measure, observation)
    if interval.value is None:
        return Cell()
    is_total = intervals.is_total(measure, observation)
    words, tone = RELIABILITY["total" if is_total else intervals.reliability(interval.n)]
    return Cell(_(words), tone)


def by_touchpoint(session: Session) -> list[Row]:
    """Rows of the touchpoints in scope."""
    return [row_of(tp.id, "touchpoints") for tp in derived.in_scope(session)]


def measured_by(reading: Reading, row: Row) -> Cell:
    """The names of the measures of a touchpoint."""
    names = [measure.name_shown for measure in _measures_of(reading.session, row["touchpoints"].id)]
    return Cell(", ".join(names)) if names else Cell(_("nothing yet"), "bad")


def _measures_of(session: Session, touchpoint: str) -> list[Measure]:
    return [
        measure
        for measure in session.measures
        if touchpoint in lookup.touchpoints_of(session, measure) and not measure.retired_round
    ]


def newest_of(reading: Reading, row: Row) -> Cell:
    """The newest figure of a touchpoint."""
    for measure in reading.session.measures:
        if (
            row["touchpoints"].id in lookup.touchpoints_of(reading.session, measure)
            and (interval := intervals.reading(reading.session, measure.id)).value is not None
        ):
            return figure_cell(interval)
    return Cell()


def coverage_note(reading: Reading, row: Row) -> Words:
    """The measures of a touchpoint with their newest figures, or how to add one."""
    from cxworkshop.documents import figure_text

    measures = _measures_of(reading.session, row["touchpoints"].id)
    if not measures:
        return say("Nothing tells how this goes: in Measures, give a measure this touchpoint.")
    return " · ".join(
        f"{measure.name_shown}: {figure_text.newest_figure(reading.session, measure) or _('not measured')}"
        for measure in measures
    )


def observation_note(reading: Reading, row: Row) -> Words:
    """Why an observation gives no figure."""
    record = record_at(reading.session, row["observations"])
    if not isinstance(record, Observation) or record.k is None or record.n is None or record.k <= record.n:
        return ""
    return say(
        "{k} of {n}: there cannot be more than answered. It is no figure until that is right.",
        k=record.k,
        n=record.n,
    )


def new_observation(session: Session, on: date) -> dict[str, Any]:
    """The first values of an observation: observed today."""
    return {"observed_on": on}


PLANS = (
    SheetPlan(
        "measures",
        N_("Measures"),
        (
            Column("measures.name", width=20, weight=3, importance=10),
            Column("measures.metric", width=12, weight=1, importance=7),
            Column("measures.touchpoints", width=12, weight=1, importance=7),
            Column("measures.cadence_days", width=9, importance=6),
            Column("measures.owner", width=13, weight=1, importance=6),
            Column("measures.category", width=10, importance=5),
            Column("measures.source", width=12, weight=1, importance=5),
            Column("measures.unit", width=8, importance=4),
            Column("measures.direction", width=6, importance=4),
            Column("measures.first_value_by", width=14, importance=3),
            Column("measures.visible_to", width=11, importance=3),
            Column(latest, N_("Newest figure"), width=26, importance=4),
        ),
        table="measures",
        rows=lambda session: [row_of(m.id, "measures") for m in session.measures if m.retired_round is None],
        empty=N_(
            "How will customers tell you? Relationship: recommendation. Contact: ease. Delivery: promise "
            "kept or not. {add} adds."
        ),
    ),
    SheetPlan(
        "observations",
        N_("Observations"),
        (
            Column("observations.measure", width=16, weight=3, importance=10),
            Column("observations.value", width=7, importance=9),
            Column("observations.n", N_("n"), width=6, importance=9),
            Column("observations.k", N_("k"), width=6, importance=9),
            Column("observations.observed_on", width=12, importance=6),
            Column("observations.mean", width=6, importance=5),
            Column("observations.sd", N_("sd"), width=5, importance=4),
            Column("observations.promoters", N_("Prom."), width=6, importance=3),
            Column("observations.passives", N_("Pass."), width=6, importance=3),
            Column("observations.detractors", N_("Detr."), width=6, importance=3),
            Column(interval, N_("Figure (95%)"), width=17, importance=8),
            Column(reliability, N_("It is"), width=15, importance=7),
        ),
        table="observations",
        start=new_observation,
        note=observation_note,
        empty=N_(
            "Figures with the number who answered: counts, a share (k of n), a mean with its spread, or a "
            "total. {add} adds one."
        ),
    ),
    SheetPlan(
        "coverage",
        N_("What is measured"),
        (
            TOUCHPOINT,
            Column(measured_by, N_("Measures"), width=24, weight=3, importance=9),
            Column(newest_of, N_("Newest figure"), width=26, importance=8),
        ),
        rows=by_touchpoint,
        note=coverage_note,
        empty=N_("Touchpoints are added in 1 Define."),
        elsewhere=N_("This list is computed: give a measure its touchpoints in Measures."),
    ),
)
