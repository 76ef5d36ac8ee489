"""The strategy on one sheet: the touchpoints in the order of the journey, with their goals and names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.figure_text import amount, flaw_words, is_same, of_few, outcome
from cxworkshop.documents.pictures import Bar
from cxworkshop.documents.wording import SIGNS, RecordView, aside, joined, settled_by
from cxworkshop.language import _, date_text
from cxworkshop.method import derived, intervals, lookup, responsibility
from cxworkshop.method.goals import is_provisional
from cxworkshop.method.results import result_of
from cxworkshop.model.goals import Goal, GoalMissing
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import index

YES_SIGN = "✓"
"""Stands before the name of who has said yes."""
AGREED = SIGNS | {"held": YES_SIGN}
"""How a touchpoint stands from today."""


class SheetRow(NamedTuple):
    """A goal of a touchpoint, or why it has none; a touchpoint of several goals has several rows."""

    touchpoint: str
    is_priority: bool
    goal: str
    path: str
    """Now → target, in the unit of the measure."""
    by: date | None
    sign: str
    who: str
    """Who is accountable from today."""
    since: str
    """The day of the yes, else what is missing and by when it is settled."""
    is_in_name_only: bool
    is_provisional: bool = False
    """Whether that stands behind its figures."""

    @property
    def in_short(self) -> str:
        """The touchpoint with its figures and its day, and what is not settled; the goal is on the sheet."""
        by = date_text(self.by) if self.by else ""
        is_settled = self.sign == YES_SIGN and not self.is_in_name_only
        unsettled = (
            "" if is_settled else joined(self.since, _("in name only") if self.is_in_name_only else "")
        )
        return aside(self.touchpoint, joined(self.path, by, unsettled))

    @property
    def goal_in_full(self) -> str:
        """The goal with its figures and its day."""
        by = _("by {day}").format(day=date_text(self.by)) if self.by else ""
        return aside(self.goal, joined(self.path, by))


class StageOfSheet(NamedTuple):
    label: str
    is_decision_point: bool
    rows: tuple[SheetRow, ...]


def sheet(view: RecordView) -> tuple[StageOfSheet, ...]:
    """Every touchpoint in scope, by stage; goals of no such touchpoint last."""
    scope = lookup.in_scope(view.session)
    stages: dict[str | None, list[SheetRow]] = {}
    for touchpoint in scope:
        stages.setdefault(touchpoint.stage, []).extend(sheet_rows(view, touchpoint))
    known = {touchpoint.id for touchpoint in scope}
    elsewhere = tuple(
        _goal_row(view, goal, view.touchpoint(goal.touchpoint))
        for goal in view.round.goals
        if goal.touchpoint not in known and (goal.text or goal.due_on)
    )
    decision_points = {stage.id for stage in view.session.stages if stage.decision_point}
    return (
        *(
            StageOfSheet(view.name("stages", stage), stage in decision_points, tuple(rows))
            for stage, rows in stages.items()
        ),
        *((StageOfSheet(_("Outside the journey"), False, elsewhere),) if elsewhere else ()),
    )


def sheet_rows(view: RecordView, touchpoint: Touchpoint) -> tuple[SheetRow, ...]:
    """A row for each goal of a touchpoint, at least one."""
    session = view.session
    agreed = responsibility.agreed(session, touchpoint.id, view.on)
    ownership = lookup.ownership_of(session, touchpoint.id)
    is_priority = touchpoint.id in derived.priorities(session)
    name, since = _name(view, ownership, agreed), _since(view, ownership, agreed)
    goals = lookup.grouped(view.round.goals, "touchpoint").get(touchpoint.id, ())
    rows = tuple(_goal_row(view, goal, touchpoint.name_shown) for goal in goals) or (
        _row_without_goal(view, touchpoint),
    )
    return tuple(
        row._replace(
            is_priority=is_priority,
            sign=AGREED[agreed.status],
            who=name,
            since=since,
            is_in_name_only=agreed.in_name_only,
        )
        for row in rows
    )


def _goal_row(view: RecordView, goal: Goal, touchpoint: str) -> SheetRow:
    is_marked = goal.baseline is not None and is_provisional(view.session, goal)
    return SheetRow(touchpoint, False, goal.text, path(view, goal), goal.due_on, "", "", "", False, is_marked)


def provisional_note(rows: Iterable[SheetRow]) -> str:
    """What *provisional* means, once for the rows of a document; empty where none is."""
    if not any(row.is_provisional for row in rows):
        return ""
    return _(
        "Provisional: the starting point was stated in the room and is not measured yet, or rests on few "
        "answers."
    )


def _row_without_goal(view: RecordView, touchpoint: Touchpoint) -> SheetRow:
    missing = index(view.round.goals_missing).get(touchpoint.id)
    if not isinstance(missing, GoalMissing) or not (missing.reason or missing.decide_by):
        text = _no_longer(view, touchpoint.id) or _("no goal yet")
        return SheetRow(touchpoint.name_shown, False, text, "", None, "", "", "", False)
    text = _("No goal this round: {reason}").format(reason=missing.reason or _("no reason given"))
    return SheetRow(touchpoint.name_shown, False, text, "", missing.decide_by, "", "", "", False)


def _no_longer(view: RecordView, touchpoint: str) -> str:
    """What became of the goals that a touchpoint had in the round before and was not to keep; empty where it
    had none."""
    if len(view.session.rounds) < 2:
        return ""
    old = view.session.as_of(view.session.rounds[-2].number)
    ended = []
    for goal in lookup.grouped(old.round.goals, "touchpoint").get(touchpoint, ()):
        review = index(old.round.reviews).get(goal.id)
        if not isinstance(review, Review) or review.verdict != "drop":
            continue
        result = review.result or result_of(old, goal.id, old.judged_on(view.on))
        is_reached = result in ("success", "success_uncertain")
        words = _("reached in round {n}: {goal}") if is_reached else _("dropped in round {n}: {goal}")
        ended.append(words.format(n=old.round.number, goal=goal.name_shown))
    return "; ".join(ended)


def is_without_reason(view: RecordView, touchpoint: str) -> bool:
    """Whether nobody has said why a touchpoint has no goal."""
    missing = index(view.round.goals_missing).get(touchpoint)
    return not (isinstance(missing, GoalMissing) and missing.reason)


def path(view: RecordView, goal: Goal) -> str:
    """Where the figure of a goal is and where it shall be: 83.8% → 88%."""
    measure, now = lookup.measure(view.session, goal.measure), now_text(view, goal)
    target, flaw = amount(measure, goal.target), flaw_words(view.session, goal, view.on)
    if measure is None:
        figures = " → ".join(part for part in (now, target) if part)
        return joined(aside(_("no measure yet"), figures), flaw)
    if not target:
        return joined(f"{now} → ?" if now else _("not measured yet"), flaw)
    if not now:
        text = _("not measured yet → {target}").format(target=target)
    elif goal.baseline == goal.target:
        text = _("hold {target}").format(target=target)
    else:
        text = f"{now} → {target}"
    is_hold = goal.baseline == goal.target
    text = joined(text, flaw if is_hold else outcome(view.session, goal, view.on))
    provisional = is_provisional(view.session, goal)
    few = of_few(view.session, measure) if now else ""
    return aside(text, "; ".join(filter(None, (few, _("provisional") if provisional and now else ""))))


def now_text(view: RecordView, goal: Goal) -> str:
    """Where the figure of a goal is, written the same wherever it stands: its newest, else the baseline."""
    measure = lookup.measure(view.session, goal.measure)
    newest, baseline = intervals.reading(view.session, goal.measure).value, goal.baseline
    return amount(measure, baseline if newest is None or is_same(measure, newest, baseline) else newest)


def _name(view: RecordView, ownership: Ownership, agreed: responsibility.Agreed) -> str:
    """The name; in brackets where it is that of somebody who cannot be accountable."""
    name = view.person(ownership.accountable)
    return aside(_("nobody yet"), name) if agreed.status == "vacant" else name


def _since(view: RecordView, ownership: Ownership, agreed: responsibility.Agreed) -> str:
    if agreed.status == "held":
        return _("yes {day}").format(day=date_text(ownership.accepted_on))
    by = settled_by(view, ownership.resolve_by)
    why = {
        "vacant": _("has left") if agreed.left else "",
        "contested": _("contested"),
        "unclear": _("yes still to be asked"),
    }[agreed.status]
    return joined(why, by)


def responsibility_bars(view: RecordView) -> tuple[Bar, ...]:
    """How the touchpoints divide in practice, once that is revealed, and from today."""
    session = view.session
    practice = responsibility.status_counts(session)
    agreed = responsibility.agreed_counts(session, view.on)
    bars = (
        (practice, SIGNS, _("so far, by the blind answers"), any(practice.values())),
        (
            agreed,
            AGREED,
            _("from today on, by a yes said aloud"),
            bool(session.round.ownerships and any(agreed.values())),
        ),
    )
    return tuple(
        Bar(tuple((signs[status], count) for status, count in counts.items()), label)
        for counts, signs, label, is_known in bars
        if is_known
    )
