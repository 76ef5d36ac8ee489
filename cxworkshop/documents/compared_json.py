"""Two rounds beside each other, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxworkshop.documents.plan.headlines import label
from cxworkshop.method.checkins import lines_of, row_of

if TYPE_CHECKING:
    from cxworkshop.method.checkins import AtCheckIn
    from cxworkshop.method.revisit import Comparison
    from cxworkshop.method.revisit.comparing import GoalChange, HeadlineChange, MeasureChange
    from cxworkshop.model.session import Session


def as_json(session: Session, found: Comparison) -> dict[str, Any]:
    """A comparison as JSON values; figures of measures in their units, shares 0–1."""
    actions, before = found.actions, session.as_of(found.before)
    return {
        "before": found.before,
        "after": found.after,
        "on": found.on.isoformat(),
        "sentence": str(found.sentence),
        "headlines": [_headline_json(row) for row in found.headlines],
        "change": {row.measure: _measure_json(row) for row in found.measures},
        "attainment": {row.goal.id: _goal_json(row) for row in found.goals},
        "experience": {
            row.goal.id: {"then": row.then.value, "value": row.now.value, "target": row.goal.target}
            for row in found.experience
        },
        "verdicts": found.verdicts,
        "status_transitions": found.transitions,
        "accountable_changes": found.accountable,
        "gaps": [gap._asdict() for gap in found.gaps],
        "calibration": {
            measure: [row._asdict() for row in rows] for measure, rows in found.calibrations.items()
        },
        "journey": found.journey,
        "actions": {
            "total": actions.total,
            "due": actions.due,
            "done": actions.done,
            "done_of_due": actions.done_of_due,
            "on_time": actions.on_time,
            "median_slip_days": actions.median_slip,
            "open_carried": found.carried,
        },
        "check_ins": [_check_in_json(before, row) for row in found.check_ins],
        "words_to_deeds": [deeds.share for deeds in found.deeds],
        "commitments_kept": [found.promises.count, found.promises.of],
        "decisions_due": [decision.id for decision in found.decisions],
        "expectation_signals": [signal.text for signal in found.signals],
        "retention": found.retention,
    }


def _goal_json(row: GoalChange) -> dict[str, Any]:
    return {
        "text": row.goal.text,
        "baseline": row.goal.baseline,
        "then": row.then.value,
        "value": row.now.value,
        "has_new_figure": row.has_new_figure,
        "margin": row.now.figure.margin,
        "target": row.now.target,
        "verdict": row.now.verdict,
        "progress": row.now.progress,
        "due_passed": row.now.due_passed,
        "review": row.review and row.review.verdict,
        "result": row.review and row.review.result,
        "cause": row.review and row.review.cause,
        "own_action": row.review and row.review.own_action,
        "why": row.review and row.review.text,
    }


def _headline_json(row: HeadlineChange) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": label(row.key),
        "before": row.before and row.before.value,
        "after": row.after and row.after.value,
        "moved": row.moved,
    }


def _measure_json(row: MeasureChange) -> dict[str, Any]:
    return {
        "before": row.before.value,
        "after": row.after.value,
        "delta": row.change.delta,
        "moe": row.change.margin,
        "real": row.change.real,
        "moved": row.moved,
    }


def _check_in_json(session: Session, row: AtCheckIn) -> dict[str, Any]:
    said = [
        {"table": row_of(line).table, "id": row_of(line).id, "outcome": line.outcome, "text": line.text}
        for line in lines_of(session, row.id)
    ]
    return {**row._asdict(), "held_on": row.held_on and row.held_on.isoformat(), "said": said}
