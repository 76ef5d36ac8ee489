"""What the facilitator's log says of the record: steps, decisions in time, difficulties, open questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from cxworkshop.documents.figure_text import newest_figure
from cxworkshop.documents.plan.lines import Line
from cxworkshop.documents.plan.measurement import measures_shown
from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text, plural, time_text
from cxworkshop.method import derived, figures, intervals
from cxworkshop.method.deeds import deeds
from cxworkshop.method.steps import STEPS, gate, step, step_of
from cxworkshop.model.climb import STEP_STATES, GateOverride, StepState
from cxworkshop.model.session import index


class Step(NamedTuple):
    """A step of the climb: its state, and what was climbed over, with the reason."""

    name: str
    state: str
    overrides: tuple[Line, ...]


def moment(at: datetime) -> str:
    """A day with its time; the day alone where no time is known, as in files of the first version."""
    return f"{date_text(at.date())} {time_text(at)}" if at.time() != time.min else date_text(at.date())


def steps(view: RecordView) -> tuple[Step, ...]:
    """The steps that were begun, from the ground up."""
    states = index(view.round.steps)
    overrides = {name: tuple(_overrides(view, name)) for name in STEPS}
    return tuple(
        _step(name, state if isinstance(state, StepState) else None, overrides[name])
        for name in STEPS
        for state in [states.get(name)]
        if isinstance(state, StepState) or overrides[name]
    )


def _step(name: str, state: StepState | None, overrides: tuple[Line, ...]) -> Step:
    words = (
        _(dict(STEP_STATES)[state.state]) if state and state.state else _(dict(STEP_STATES)["not_started"])
    )
    passed = date_text(state.passed_on) if state and state.passed_on else ""
    return Step(str(step(name).name), joined(words, passed), overrides)


def _overrides(view: RecordView, name: str) -> Iterator[Line]:
    for override in view.round.gate_overrides:
        try:
            belongs = step_of(override.gate or "") == name
        except (KeyError, IndexError):  # of another version of the program
            belongs = name == STEPS[0]
        if belongs:
            yield _override(view, override)


def _override(view: RecordView, override: GateOverride) -> Line:
    try:
        check = str(gate(override.gate or "", view.session.organisation.sector).text)
    except (KeyError, IndexError):
        check = _("a check of another version of the program")
    at = moment(override.at) if override.at else ""
    return Line(check, aside(override.reason or _("no reason given"), joined(override.by, at)))


def decisions(view: RecordView) -> tuple[Line, ...]:
    """The decisions in the order of time."""
    ordered = sorted(view.round.decisions, key=lambda decision: decision.decided_on or date.max)
    return tuple(
        Line(
            date_text(decision.decided_on) if decision.decided_on else _("no date"),
            aside(
                decision.text,
                joined(
                    view.field(decision, "step"),
                    view.person(decision.decided_by),
                    _("against the evidence") if decision.contradicts_evidence else "",
                ),
            ),
        )
        for decision in ordered
    )


def parked(view: RecordView) -> tuple[Line, ...]:
    """The parking lot, what waits for an answer first."""
    ordered = sorted(view.round.parking, key=lambda item: not item.is_parked)
    return tuple(
        Line(
            item.text,
            joined(
                view.field(item, "step"),
                view.person(item.owner) or _("nobody takes it further yet"),
                _("by {day}").format(day=date_text(item.by)) if item.by else "",
                view.field(item, "status"),
            ),
        )
        for item in ordered
    )


def difficulties(view: RecordView) -> tuple[Line, ...]:
    """The difficulties that were ticked, and what is done then."""
    lines = []
    for met in view.round.failures_met:
        if met.step not in STEPS or not met.failure:
            continue
        known = step(met.step, view.session.organisation.sector).failures
        if met.failure <= len(known):
            failure = known[met.failure - 1]
            lines.append(Line(f"{step(met.step).name}: {failure.sign}", str(failure.do)))
    return tuple(lines)


def data_questions(view: RecordView) -> tuple[Line, ...]:
    """What a figure or a piece of evidence still owes."""
    day, lines = view.session.judged_on(view.on), []
    for measure in measures_shown(view):
        latest = intervals.latest(view.session, measure.id)
        if latest is None:
            by = measure.first_value_by
            text = newest_figure(view.session, measure) or _("no figure yet")
            until = _("by {day}").format(day=date_text(by)) if by else _("no day set")
            lines.append(Line(measure.name_shown, joined(text, view.person(measure.owner), until)))
        elif not intervals.is_fact(measure, latest):
            count = intervals.answers(latest)
            few = (
                plural("only {n} answer", "only {n} answers", count)
                if count
                else _("without the number of answers")
            )
            lines.append(Line(measure.name_shown, few))
    stale = [e.statement for e in view.round.evidence if e.statement and derived.is_stale(e, day)]
    lines += [Line(statement, _("older than a year")) for statement in stale]
    if without := figures.without_fact(view.session, view.on):
        lines.append(Line(_("Levels that rest on our own view"), view.touchpoints(without)))
    return tuple(lines)


def to_prepare(view: RecordView) -> tuple[Line, ...]:
    """What the next round needs: what is brought, who calls together, what is open still."""
    round_ = view.round
    day, convener = round_.next_review_on, view.person(round_.convener)
    inputs = step("redefine", view.session.organisation.sector).inputs
    unfinished = sum(deed.is_unfinished for deed in deeds(view.session))
    waiting = sum(item.is_parked for item in round_.parking)
    if not (day or convener or unfinished or waiting):
        return ()
    lines = (
        Line(_("Next round"), joined(date_text(day) if day else _("no day set"), convener)),
        Line(_("What to bring along"), str(inputs)),
        Line(
            _("Still open"),
            joined(
                plural("{n} action", "{n} actions", unfinished) if unfinished else "",
                plural("{n} parked question", "{n} parked questions", waiting) if waiting else "",
            ),
        ),
    )
    return tuple(line for line in lines if line.text)
