"""The sheet of the check after 90 days: figures first, then who still carries what, then what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents import checking
from cxworkshop.documents.figure_text import amount, figure, targets
from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.lines import Line, sentences, together
from cxworkshop.documents.plan.measurement import measures_shown
from cxworkshop.documents.plan.next_round import dates_ahead, next_round
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _, joined
from cxworkshop.method import derived, intervals, responsibility
from cxworkshop.method.charts import points_of
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session


class FigureLine(NamedTuple):
    measure: str
    before: str
    now: str
    """Empty where there is no new figure."""
    target: str
    verdict: str
    owner: str


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    view = RecordView(session, on)
    late, others = checking.open_actions(view, 90)
    return {
        "front": front(view),
        "day": checking.sheet_day(view, 90),
        "figures": tuple(_figure(view, measure) for measure in measures_shown(view)),
        "goals": _goals(view),
        "carried": checking.carried(view),
        "doubted": checking.doubted(view),
        "waiting": checking.waiting_names(view) if session.round.ownerships else (),
        "rights": _rights(view),
        "promises": checking.promises(view),
        "late": late,
        "others": others,
        "next": sentences(dates_ahead(view, checking.check_day(view, 90))),
        "triggers": joined(list(next_round(view).triggers)),
        "holes": tuple(str(words) for words in missing(session)),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """What there is nothing to check of, and which step supplies it."""
    return gaps(session, checking.NEEDED | {"the measures", "the goals of the touchpoints"})


def _figure(view: RecordView, measure: Measure) -> FigureLine:
    """What a measure was when the round began, and its newest figure since then."""
    start = view.round.started_on or date.min
    points = points_of(view.session, measure)
    earlier = [point for point in points if (point.day or date.min) <= start]
    since = points[len(earlier) :]
    old, new = (seen[-1].figure if seen else intervals.NOTHING for seen in (earlier, since))
    verdict = {True: _("a real change"), False: _("cannot be told from chance"), None: ""}
    return FigureLine(
        measure=measure.name_shown,
        before=amount(measure, old.value),
        now=figure(measure, new),
        target=joined(targets(view.session, measure, view.on)),
        verdict=verdict[intervals.change(old, new).real],
        owner=view.person(measure.owner),
    )


def _goals(view: RecordView) -> tuple[Line, ...]:
    """The goals of the priorities, and those that fall due before the next round; of all touchpoints where
    nothing is a priority."""
    priorities, end = derived.priorities(view.session), view.round.next_review_on or date.min
    goals = [goal for goal in view.round.goals if goal.text]
    of_priorities = {goal.id for goal in goals if goal.touchpoint in priorities}
    due = {goal.id for goal in goals if goal.due_on is not None and goal.due_on <= end}
    chosen = [goal for goal in goals if goal.id in of_priorities | due] if of_priorities else goals
    return tuple(Line(view.touchpoint(goal.touchpoint), goal.text) for goal in chosen)


def _rights(view: RecordView) -> tuple[Line, ...]:
    """What each person may decide alone, once where it is the same."""
    held = responsibility.held_ownerships(view.session, view.on)
    return together(
        Line(name, rights)
        for name, rights in dict.fromkeys(
            (view.person(row.accountable), row.mandate.decision_rights.strip()) for row in held
        )
        if rights
    )
