"""Records what a survey file says, as one step: measures, observations, figures by month, and what was
imported. The same file again replaces what it said and doubles nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from cxworkshop.editing.changes import Change
from cxworkshop.editing.ids import new_id, new_ids
from cxworkshop.editing.survey_words import recorded, why_not
from cxworkshop.errors import ReadOnly, WrongUse
from cxworkshop.language import _, say, speaking
from cxworkshop.method import thresholds
from cxworkshop.method.survey_measures import values_of_new
from cxworkshop.method.survey_sums import answers_of, can_be_added, parts_of, summed
from cxworkshop.method.surveys import (
    ADD,
    COUNTS,
    Clash,
    Figure,
    Line,
    Month,
    Parts,
    Survey,
    clashes,
    files_of,
    imported_before,
    is_counted_in,
    line_of,
    lines_of,
    measures_of,
    plain,
)
from cxworkshop.model.imports import REASONS, Import, MonthFigure, Rejects
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.ops import Add, Op, Ops, Remove, Set, apply
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.raw import record_of
from cxworkshop.model.record import Record, declared
from cxworkshop.model.session import Session, index

Answer = Literal["replace", "keep", "together", "both"]
"""What is done about a clash: the new figure takes the place of what is there, is left out, is counted
together with it, or stands beside it."""
Answers = Mapping[tuple[str, date | None, date | None], Answer]
"""By the key of a clash."""
UNASKED: Answers = MappingProxyType({})


def apply_survey(survey: Survey, on: date, answers: Answers = UNASKED) -> Change:
    """Records a survey on a day. Needs an answer to every clash.

    Raises ReadOnly when the file was imported in a closed round, WrongUse for a clash without an answer.
    """

    def ops(session: Session) -> Ops:
        _check(session, survey, answers)
        added = [*_new_touchpoints(session, survey)]
        session = apply(session, added)
        measures = [*_new_measures(session, survey)]
        session = apply(session, measures)
        ops = (*added, *measures, *_figures(session, survey, on, answers))
        return ops if any(map(_is_news, ops)) else ()

    return Change(lambda session: recorded(session, survey, answers), ops, reads_rows=True)


def _is_news(op: Op) -> bool:
    """Whether an op changes more than when and how a file was read that says what it said before."""
    return not (isinstance(op, Set) and op.place.field in ("imported_on", "choices"))


def open_clashes(session: Session, survey: Survey, answers: Answers = UNASKED) -> tuple[Clash, ...]:
    """The clashes that have no answer yet, or one that cannot be: together, where nothing can be added."""
    return tuple(
        clash
        for clash in clashes(session, survey)
        if (answer := answers.get(clash.key)) is None
        or (answer == "together" and not can_be_added(session, clash))
    )


def _check(session: Session, survey: Survey, answers: Answers) -> None:
    if why := why_not(session, survey):
        raise ReadOnly(why)
    if unanswered := open_clashes(session, survey, answers):
        raise WrongUse(
            say(
                "Say what becomes of {n} figures that are there already, such as {measure}.",
                n=len(unanswered),
                measure=session.name_of("measures", unanswered[0].measure),
            )
        )


# ---- touchpoints and measures ------------------------------------------------------------------------------
def _new_touchpoints(session: Session, survey: Survey) -> Iterator[Op]:
    ids = new_ids(session, "touchpoints", made_of=survey.digest)
    names = {plain(line.name): line.name for line in lines_of(session, survey) if line.touchpoint == ADD}
    for name in names.values():
        values = {"id": next(ids), "name": name, "added_round": session.round.number}
        yield Add("touchpoints", None, record_of(Touchpoint, values))


def _new_measures(session: Session, survey: Survey) -> Iterator[Op]:
    """The measures that are made, and what those that are there learn of the survey."""
    ids = new_ids(session, "measures", made_of=survey.digest)
    newest = {line_of(session, figure): figure for figure in survey.figures}
    for line, measure in measures_of(session, lines_of(session, survey), survey.measures).items():
        figure = newest.get(line)
        covered = {
            "segments_covered": (figure.segments or None) if figure else None,
            "event_types_covered": (figure.events or None) if figure else None,
        }
        if measure is None:
            with speaking(session.workshop.language or "en", session.organisation.sector):
                values = values_of_new(line, session.name_of("touchpoints", line.touchpoint))
                made = {"id": next(ids), "source": _("Customer survey"), **values, **covered}
            yield Add("measures", None, record_of(Measure, made))
            continue
        unit = values_of_new(line, "")["unit"]
        learned = {"metric": line.metric, "unit": unit, "scale": line.scale, "question": line.question}
        for field, value in (learned | covered).items():
            if value and not getattr(measure, field):
                yield Set(Place("measures", measure.id, field), value)


# ---- figures -----------------------------------------------------------------------------------------------
class _Target(NamedTuple):
    """Where figures are recorded: a session that has their touchpoints and measures."""

    session: Session
    survey: Survey
    imported: str
    """The id of the imported file."""
    measures: Mapping[Line, str]
    answers: tuple[tuple[Clash, Answer], ...]

    @property
    def round(self) -> int:
        return self.session.round.number

    def measure_of(self, figure: Figure | Month) -> str:
        return self.measures[line_of(self.session, figure)]

    def is_own(self, row: Record) -> bool:
        """Whether a row is counted from the file, or says something of it."""
        if isinstance(row, (Observation, MonthFigure)):
            return self.imported in files_of(row)
        return getattr(row, "imported", None) == self.imported

    def added_to(self, measure: str, since: str, until: str) -> tuple[Observation, ...]:
        """The observations that what the file has for a time is counted together with."""
        return tuple(
            row
            for clash, answer in self.answers
            if answer == "together" and clash.measure == measure and _covers(clash, since, until)
            for row in clash.there
        )

    def is_left_out(self, measure: str, since: str, until: str) -> bool:
        """Whether what the record has for a time is kept; days or months, as a file has them."""
        return any(
            answer == "keep" and clash.measure == measure and _covers(clash, since, until)
            for clash, answer in self.answers
        )


def _covers(clash: Clash, since: str, until: str) -> bool:
    """Whether the time of a clash holds all of another, written as days or as months."""
    if clash.since is None or clash.until is None:
        return not since
    n = len(since)
    return bool(since) and clash.since.isoformat()[:n] <= since and until <= clash.until.isoformat()[:n]


def _figures(session: Session, survey: Survey, on: date, answers: Answers) -> Iterator[Op]:
    before = imported_before(session, survey.digest)
    known = tuple(_without_contradiction(clashes(session, survey), answers))
    measures = measures_of(session, lines_of(session, survey), survey.measures)
    target = _Target(
        session,
        survey,
        before[1].id if before is not None else new_id(session, "imports", made_of=survey.digest),
        {line: measure.id for line, measure in measures.items() if measure is not None},
        known,
    )
    yield from _differences(target, "imports", [_import(target, on)])
    yield from _differences(target, "rejects", [*_rejects(target)])
    yield from _differences(target, "observations", [*_observations(target)], _replaced(target))
    yield from _differences(target, "months", [*_months(target)], _replaced_months(target))


def _without_contradiction(clashing: Sequence[Clash], answers: Answers) -> Iterator[tuple[Clash, Answer]]:
    """The answers to all; what is to be kept beside one figure is not counted together with another."""
    kept = {row.id for clash in clashing if answers[clash.key] == "keep" for row in clash.there}
    for clash in clashing:
        answer = answers[clash.key]
        is_kept = answer == "together" and any(row.id in kept for row in clash.there)
        yield clash, "both" if is_kept else answer


def _differences(
    target: _Target, table: str, rows: Iterable[Record], replaced: Iterable[str] = ()
) -> Iterator[Op]:
    """The ops that make a table hold these rows of the file, and neither others of it nor those that are
    replaced."""
    session, number = target.session, target.round
    there = index(session.records(table))
    wanted = {row.id: row for row in rows}
    own = (id for id, row in there.items() if target.is_own(row))
    for id in dict.fromkeys((*own, *replaced)):
        if id not in wanted:
            yield Remove(Place(table, id, "", number))
    for id, row in wanted.items():
        if id not in there:
            yield Add(table, number, row)
            continue
        for field in declared(type(row)).values():
            if getattr(there[id], field.name) != (value := getattr(row, field.name)):
                yield Set(Place(table, id, field.key, number), value)


def _import(target: _Target, on: date) -> Import:
    survey = target.survey
    return record_of(
        Import,
        {
            "id": target.imported,
            "file": survey.file,
            "sha256": survey.digest,
            "imported_on": on,
            "rows": survey.rows,
            "used": survey.used,
            "not_applicable": survey.not_applicable,
            "rejected": sum(survey.rejects.values()),
            "unknown": survey.left_out,
            "choices": survey.choices,
        },
    )


def _rejects(target: _Target) -> Iterator[Rejects]:
    counted = Counter[str]()
    for reason, n in target.survey.rejects.items():
        counted[reason if reason in dict(REASONS) else "other"] += n
    for reason, n in counted.items():
        row = {"id": f"{target.imported}:{reason}", "imported": target.imported, "reason": reason, "n": n}
        yield record_of(Rejects, row)


def _observations(target: _Target) -> Iterator[Observation]:
    """The observations of the file. One that it has been given keeps its id, and a day that only a person
    knew."""
    session = target.session
    own = [row for row in session.round.observations if target.is_own(row)]
    yield from (row for row in own if row.together)  # in it are counts that only another file had
    ids = new_ids(session, "observations", made_of=target.survey.digest)
    for figure in target.survey.figures:
        measure, time = target.measure_of(figure), (_iso(figure.since), _iso(figure.until))
        of_it = [row for row in own if row.measure == measure and is_counted_in(figure, row)]
        known = min(of_it, key=lambda row: (bool(row.together), not figure.is_of(row)), default=None)
        own = [row for row in own if row is not known or row.together]
        if (known and known.together) or target.is_left_out(measure, *time):
            continue
        there = target.added_to(measure, *time)
        first, last = _time_of(figure, there)
        values = {
            "id": known.id if known else next(ids),
            "measure": measure,
            "observed_on": last or (known.observed_on if known else None),
            "since": first,
            **_counts(summed((figure.parts, *map(parts_of, there))) or figure.parts),
            "segments": max(figure.segments, *(row.segments or 0 for row in there), 0) or None,
            "event_types": max(figure.events, *(row.event_types or 0 for row in there), 0) or None,
            "imported": target.imported,
            "together": _files_of(there),
        }
        yield record_of(Observation, values)


def _time_of(figure: Figure, there: Iterable[Observation]) -> tuple[date | None, date | None]:
    """From the first to the last day of a figure and of what it is counted together with."""
    first = [day for day in (figure.since, *(row.since for row in there)) if day]
    last = [day for day in (figure.until, *(row.observed_on for row in there)) if day]
    return min(first, default=None), max(last, default=None)


def _files_of(rows: Iterable[Observation | MonthFigure]) -> tuple[str, ...]:
    """The files that rows are counted from, each once."""
    return tuple(dict.fromkeys(file for row in rows for file in files_of(row) if file))


def _months(target: _Target) -> Iterator[MonthFigure]:
    known = {row.id: row for row in target.session.round.months}
    yield from (row for row in known.values() if row.together and target.is_own(row))
    for month in target.survey.months:
        measure = target.measure_of(month)
        id = f"{measure}:{month.month}"
        before = known.get(id)
        is_in = before is not None and bool(before.together) and target.is_own(before)
        if is_in or target.is_left_out(measure, month.month, month.month):
            continue
        there = (before,) if before and target.added_to(measure, month.month, month.month) else ()
        every = (month.parts, *map(parts_of, there))
        n = sum(map(answers_of, every))
        parts = (summed(every) if there else month.parts) if n >= thresholds.MONTH_N else None
        values = {"measure": measure, "month": month.month, **_counts(parts or {"n": n})}
        files = {"imported": target.imported, "together": _files_of(there)}
        yield record_of(MonthFigure, {"id": id, **values, **files})


def _counts(parts: Parts) -> dict[str, float | int | None]:
    """The fields that hold what was counted; the n of promoters and the others is their sum."""
    wanted = [name for name in COUNTS if name in parts and not (name == "n" and "promoters" in parts)]
    return {name: parts[name] if name in ("mean", "sd") else int(parts[name]) for name in wanted}


def _replaced(target: _Target) -> Iterator[str]:
    """The observations that give way, of the round in view: none that is to be kept beside another figure."""
    there = index(target.session.round.observations)
    kept = {row.id for clash, answer in target.answers if answer == "keep" for row in clash.there}
    for clash, answer in target.answers:
        if answer in ("replace", "together"):
            yield from (row.id for row in clash.there if there.get(row.id) is row and row.id not in kept)


def _replaced_months(target: _Target) -> Iterator[str]:
    """The months of the observations that give way."""
    for clash, answer in target.answers:
        files = {row.imported for row in clash.there if row.imported}
        for row in target.session.round.months if answer == "replace" else ():
            if (
                row.measure == clash.measure
                and row.imported in files
                and _covers(clash, row.month, row.month)
                and not target.is_left_out(clash.measure, row.month, row.month)
            ):
                yield row.id


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
