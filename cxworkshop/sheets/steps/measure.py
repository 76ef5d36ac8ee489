"""The lists of 5 Measure: measures, observations, and what measures each touchpoint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cxworkshop.language import N_, Words, _, months_text, say, say_n, shown, whole
from cxworkshop.method import derived, intervals, lookup, surveys
from cxworkshop.method.figures import unmeasured
from cxworkshop.method.flaws import flaw_at
from cxworkshop.method.measuring import BY, coverage_by, days_overdue
from cxworkshop.model import imports
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.place import Place, field_of, record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Computed, Row
from cxworkshop.sheets.plan import SheetPlan, row_of
from cxworkshop.sheets.steps.cells import TOUCHPOINT, figure, known, larger_before


def figure_cell(interval: intervals.Interval, measure: Measure | None) -> Cell:
    """A figure with its margin and the number of answers, without that number where space is short."""
    return Cell(figure(interval, measure), short=figure(interval, measure, with_count=False))


def latest(reading: Reading, row: Row) -> Cell:
    """The newest figure of a measure."""
    measure = row["measures"].id
    cell = figure_cell(intervals.reading(known(reading), measure), lookup.measure(reading.session, measure))
    return replace(cell, text=cell.text + larger_before(reading, measure))


def _observed(reading: Reading, row: Row) -> tuple[Measure, Observation] | None:
    """The measure and the observation of a row; None without a measure."""
    record = record_at(reading.session, row["observations"])
    if not isinstance(record, Observation):
        return None
    measure = lookup.measure(reading.session, record.measure)
    return (measure, record) if measure is not None else None


def interval(reading: Reading, row: Row) -> Cell:
    """The figure of an observation with its 95 % interval; with the number of answers where its own column
    has none, as they are counted by promoters and the others."""
    if (found := _observed(reading, row)) is None:
        return Cell()
    measure, observation = found
    if fault := intervals.fault_of(measure, observation):
        return Cell(f"! {fault}", "bad", f"! {_('no figure')}")
    customers = reading.session.organisation.active_customers
    shown = intervals.reading_of(measure, observation, customers)
    short = figure(shown, measure, with_count=False)
    return Cell(short if observation.n else figure(shown, measure), short=short)


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
    if (found := _observed(reading, row)) is None:
        return Cell()
    measure, observation = found
    interval = intervals.reading_of(measure, observation)
    if interval.value is None:
        return Cell()
    is_total = intervals.is_total(measure, observation)
    words, tone = RELIABILITY["total" if is_total else intervals.reliability(interval.n)]
    return Cell(_(words), tone)


def late(reading: Reading, row: Row) -> Cell:
    """How late the next figure of a measure is."""
    measure = lookup.measure(reading.session, row["measures"].id)
    days = days_overdue(reading.session, measure, reading.on) if measure is not None else None
    if days is None:
        return Cell()
    if not days:
        return Cell(_("due today"), "unclear")
    return Cell(str(say_n("{n} day late", "{n} days late", days)), "bad")


_COUNTED_BY = {"channel": N_("Channel"), "element": N_("Element")}


def by_channel_and_element(session: Session) -> list[Row]:
    """Rows of the channels, then of the elements, of the touchpoints in scope, the least measured first."""
    return [
        {"counted": Place("", f"{field}:{value or ''}")}
        for field in BY
        for value in coverage_by(session, field)
    ]


def _counted(reading: Reading, row: Row) -> tuple[str, str | None, int, int]:
    """The field and the value of a row, how many are measured, and of how many."""
    field, _colon, value = row["counted"].id.partition(":")
    measured, of = coverage_by(reading.session, field).get(value or None, (0, 0))
    return field, value or None, measured, of


def counted_name(reading: Reading, row: Row) -> Cell:
    """A channel or an element; "not said" for the touchpoints that name none."""
    field, value, _measured, _of = _counted(reading, row)
    name = field_of("touchpoints", field).kind.show(value, reading) if value else _("not said")
    return Cell(f"{_(_COUNTED_BY[field])}: {name}")


def counted(reading: Reading, row: Row) -> Cell:
    """How many of how many touchpoints are measured."""
    _field, _value, measured, of = _counted(reading, row)
    text = str(say("{k} of {n}", k=measured, n=of))
    return Cell(text, "good" if measured == of else "bad" if not measured else "unclear")


def not_measured(reading: Reading, row: Row) -> Cell:
    """The touchpoints of a channel or an element that nothing tells of."""
    field, value, _measured, _of = _counted(reading, row)
    lacking = frozenset(unmeasured(reading.session))
    return Cell(
        ", ".join(
            tp.name_shown
            for tp in derived.in_scope(reading.session)
            if tp.id in lacking and getattr(tp, field) == value
        )
    )


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
            and (interval := intervals.reading(known(reading), measure.id)).value is not None
        ):
            return figure_cell(interval, measure)
    return Cell()


def coverage_note(reading: Reading, row: Row) -> Words:
    """The measures of a touchpoint with their newest figures, or how to add one."""
    from cxworkshop.documents import figure_text

    measures = _measures_of(reading.session, row["touchpoints"].id)
    if not measures:
        return say("Nothing tells how this goes: choose this touchpoint for a measure, in the list Measures.")
    return " · ".join(
        f"{measure.name_shown}: {figure_text.newest_figure(known(reading), measure) or _('not measured')}"
        for measure in measures
    )


def observation_note(reading: Reading, row: Row) -> Words:
    """Why an observation gives no figure, or none yet."""
    if flaw := flaw_at(reading.session, row["observations"].at("observed_on"), reading.on):
        return flaw
    record = record_at(reading.session, row["observations"])
    if not isinstance(record, Observation):
        return ""
    measure = lookup.measure(reading.session, record.measure)
    return intervals.fault_of(measure or Measure(id=""), record)


def by_month(reading: Reading, row: Row) -> Words:
    """The figures of a measure by month, the newest last."""
    from cxworkshop.documents import figure_text

    measure = lookup.measure(reading.session, row["measures"].id)
    if measure is None or not (points := surveys.series(reading.session, measure)[-MONTHS:]):
        return ""
    values = (
        f"{figure_text.amount(measure, p.figure.value)} (n {whole(p.figure.n or 0)})".strip() for p in points
    )
    return say(
        "By month, {first} – {last}: {values}",
        first=months_text(points[0].month),
        last=months_text(points[-1].month),
        values=" · ".join(values),
    )


MONTHS = 12
"""Months of a series that are shown: the last ones."""


def count_of(field: str) -> Computed:
    """The cell of a count of an imported file, which is only read."""

    def cell(reading: Reading, row: Row) -> Cell:
        value = getattr(record_at(reading.session, row["imports"]), field, None)
        return Cell("" if value is None else shown(value), "muted")

    return cell


def imported_file(reading: Reading, row: Row) -> Cell:
    """The name of an imported file."""
    return Cell(reading.session.name_of("imports", row["imports"].id), keeps_ends=True)


def why_rejected(reading: Reading, row: Row) -> Words:
    """Why answers of an imported file were not counted."""
    rejects = [one for one in reading.session.round.rejects if one.imported == row["imports"].id]
    reasons = dict(imports.REASONS)
    parts = [f"{_(reasons.get(one.reason or '', ''))}: {whole(one.n or 0)}" for one in rejects]
    return say("Not counted: {reasons}", reasons=" · ".join(parts)) if parts else ""


def has_imports(session: Session) -> bool:
    """Whether a file was imported in the round in view."""
    return bool(session.round.imports)


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
            Column("measures.guess", width=8, importance=6),
            Column("measures.category", width=10, importance=4),
            Column("measures.source", width=12, weight=1, importance=4),
            Column("measures.unit", width=8, importance=4),
            Column("measures.direction", width=10, importance=4),
            Column("measures.first_value_by", width=14, importance=3),
            Column("measures.visible_to", width=11, importance=3),
            Column("measures.asks_exceeded", width=16, importance=3),
            Column(latest, N_("Newest figure"), width=22, importance=5),
            Column(late, N_("Next figure"), width=14, importance=4),
        ),
        table="measures",
        note=by_month,
        rows=lambda session: [row_of(m.id, "measures") for m in session.measures if m.retired_round is None],
        views=("trend",),
        empty=N_(
            "How will customers tell you? Relationship: recommendation. Contact: ease. Delivery: promise "
            "kept or not. {add} adds one of the library, or your own."
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
            Column("observations.mean", width=9, importance=5),
            Column("observations.sd", N_("sd"), width=5, importance=4),
            Column("observations.promoters", N_("Prom."), width=6, importance=3),
            Column("observations.passives", N_("Pass."), width=6, importance=3),
            Column("observations.detractors", N_("Detr."), width=6, importance=3),
            Column("observations.since", width=12, importance=2),
            Column(interval, N_("Figure (95%)"), width=20, importance=8),
            Column(reliability, N_("It is"), width=15, importance=7),
        ),
        table="observations",
        start=new_observation,
        note=observation_note,
        empty=N_(
            "Figures with the number who answered: counts, a share (k of n), a mean with its spread, or a "
            "total. {add} adds one, {import_answers} takes answers from a file."
        ),
    ),
    SheetPlan(
        "imports",
        N_("Imported files"),
        (
            Column(imported_file, N_("File"), width=24, weight=3, importance=10),
            Column(count_of("imported_on"), N_("Imported on"), width=12, importance=9),
            Column(count_of("rows"), N_("Rows"), width=10, importance=7),
            Column(count_of("used"), N_("Answers used"), width=12, importance=8),
            Column(count_of("not_applicable"), N_("Not applicable"), width=14, importance=6),
            Column(count_of("rejected"), N_("Rejected"), width=10, importance=8),
            Column(count_of("unknown"), N_("Left out"), width=10, importance=5),
        ),
        rows=lambda session: [row_of(one.id, "imports") for one in session.round.imports],
        note=why_rejected,
        applies=has_imports,
        empty=N_("No file of answers was imported in this round. {import_answers} imports one."),
        elsewhere=N_("This list is computed. {import_answers} imports a file of answers."),
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
    SheetPlan(
        "coverage_by",
        N_("By channel and element"),
        (
            Column(counted_name, N_("Of"), width=24, weight=1, importance=10),
            Column(counted, N_("Measured"), width=10, importance=9),
            Column(not_measured, N_("Nothing tells of"), width=24, weight=3, importance=8),
        ),
        rows=by_channel_and_element,
        empty=N_("Touchpoints are added in 1 Define."),
        elsewhere=N_("This list is computed: give a measure its touchpoints in Measures."),
    ),
)
