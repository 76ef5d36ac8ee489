"""What became of what was agreed, in two lines of the board's page: goals missed as plainly as those reached,
and actions that are overdue, by their owners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cxworkshop.documents.figure_text import amount
from cxworkshop.documents.plan.lines import Line, capital, sentences
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import _, plural
from cxworkshop.method import goals, lookup
from cxworkshop.method.baselines import has_new_figure

GOALS, OWNERS = 2, 3
"""How many goals of a kind, and how many owners, are named."""
_UNSURE = frozenset({"met_uncertain", "missed_uncertain"})


class Outcome(NamedTuple):
    goal: goals.AnyGoal
    attained: goals.Attainment
    is_measured: bool
    """Whether it has a figure of after its round began."""
    round: int
    """The number of its round."""
    target_now: float | None = None
    """The target that it goes on with, where that is another."""


def outcomes(view: RecordView, before: RecordView | None) -> tuple[Line, ...]:
    """The goals whose day has come, and the overdue actions; empty while there are none."""
    told = tuple(_outcomes(view, before))
    kept = [each for each in told if each.is_measured and each.attained.verdict in goals.KEPT]
    missed = [each for each in told if each.is_measured and each not in kept]
    unmeasured = [each for each in told if not each.is_measured]
    words = sentences(
        _named(_("missed {n}: {names}"), view, missed),
        _named(_("reached {n}: {names}"), view, kept),
        _named(_("not measured {n}: {names}"), view, unmeasured),
    )
    is_old = before is not None and all(each.round == before.round.number for each in told)
    about = _("Goals of round {n}").format(n=before.round.number) if before and is_old else _("Goals")
    lines = (Line(about, words), Line(_("Overdue actions"), _overdue(view)))
    return tuple(line for line in lines if line.text)


def _outcomes(view: RecordView, before: RecordView | None) -> Iterator[Outcome]:
    """The goals of the round before, then those of this round, whose day has passed."""
    session = view.session
    if before is not None:
        for goal in before.round.goals:
            attained = goals.attainment_of(session, goal, session.judged_on(view.on))
            if attained.due_passed:
                is_measured = has_new_figure(session, goal, before.round.started_on)
                target = _target_now(view, goal)
                yield Outcome(goal, attained, is_measured, before.round.number, target)
    told = {goal.id for goal in before.round.goals} if before is not None else set[str]()
    for goal in view.round.goals:
        attained = goals.attainment_of(session, goal, session.judged_on(view.on))
        if attained.due_passed and told.isdisjoint((goal.id, goal.derived_from or "")):
            is_measured = has_new_figure(session, goal, view.round.started_on)
            yield Outcome(goal, attained, is_measured, view.round.number)


def _target_now(view: RecordView, goal: goals.AnyGoal) -> float | None:
    """The target with which a goal of the round before goes on, where that is another."""
    rows = (each for each in view.round.goals if goal.id in (each.id, each.derived_from))
    target = next((each.target for each in rows), None)
    return target if target != goal.target else None


def _named(words: str, view: RecordView, told: Sequence[Outcome]) -> str:
    if not told:
        return ""
    names = "; ".join(_goal(view, each) for each in told[:GOALS])
    more = len(told) - GOALS
    if more > 0:
        names += " " + plural("and one more", "and {n} more", more)
    return capital(words.format(n=len(told), names=names))


def _target(then: str, now: str) -> str:
    if then and now:
        return _("target {then} then, {now} now").format(then=then, now=now)
    return _("target {target}").format(target=then) if then else ""


def _goal(view: RecordView, told: Outcome) -> str:
    """A goal with its figure and its target."""
    measure = lookup.measure(view.session, told.goal.measure)
    figure = amount(measure, told.attained.value) if told.is_measured else ""
    target = amount(measure, told.goal.target)
    notes = joined(
        figure,
        _target(target, amount(measure, told.target_now)),
        _("uncertain") if told.is_measured and told.attained.verdict in _UNSURE else "",
    )
    return f"{told.goal.name_shown} ({notes})" if notes else told.goal.name_shown


def _overdue(view: RecordView) -> str:
    """How many are late, and whose: those with most first, what nobody has before all."""
    day = view.session.judged_on(view.on)
    late = [
        action
        for action in view.round.actions
        if action.is_unfinished and action.due_on is not None and action.due_on < day
    ]
    if not late:
        return ""
    of_owner = Counter(action.owner or "" for action in late)
    nobody = of_owner.pop("", 0)
    named = [f"{view.person(owner)} {n}" for owner, n in of_owner.most_common(OWNERS)]
    others = sum(of_owner.values()) - sum(n for _owner, n in of_owner.most_common(OWNERS))
    return sentences(
        f"{len(late)}: "
        + joined(
            f"{_('nobody yet')} {nobody}" if nobody else "",
            *named,
            f"{_('others')} {others}" if others else "",
        )
    )
