"""Two rounds beside each other (method F.3): figures, names, goals, deeds; what moved, and whether that is
better, worse or chance."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from cxworkshop.language import Words
from cxworkshop.method import facts, figures, intervals, perceptions
from cxworkshop.method.baselines import has_new_figure
from cxworkshop.method.beside import Headline
from cxworkshop.method.checkins import AtCheckIn, in_figures
from cxworkshop.method.goals import KEPT, Attainment, attainment_of
from cxworkshop.method.headlines import headlines, is_answered, moved, not_asked
from cxworkshop.method.intervals import Change, Interval
from cxworkshop.method.lookup import in_scope, measures_in_use, ownership_of, standing_decisions, state_of
from cxworkshop.method.responsibility import as_is, few_answered
from cxworkshop.method.results import result_of
from cxworkshop.method.revisit.beliefs import Gap, calibrations, gaps
from cxworkshop.method.revisit.honest import Picture, sentence
from cxworkshop.method.sides import with_side
from cxworkshop.model.actions import Decision
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure
from cxworkshop.model.redefinition import ExpectationSignal, Innovation, Review
from cxworkshop.model.session import Session, index
from cxworkshop.model.vision import ExperienceGoal

ARROWS = {1: "↗", -1: "↘", 0: ""}
"""Better, worse, no real change; whichever way the figure itself went."""
_OF_DEEDS = frozenset({"done", "on_time"})
_OF_THE_BALLOT = frozenset({"practice", "agreement"})


class HeadlineChange(NamedTuple):
    """A figure of both rounds; `moved`: better 1, worse −1, no real change 0."""

    key: str
    before: Headline | None
    after: Headline | None
    moved: int

    @property
    def arrow(self) -> str:
        return ARROWS[self.moved]


class MeasureChange(NamedTuple):
    """A measure with a newer figure; `moved` as of a headline."""

    measure: str
    before: Interval
    after: Interval
    change: Change
    moved: int


class GoalChange(NamedTuple):
    """A goal of the round before: the figures of both rounds, and what was decided of it and why."""

    goal: Goal
    then: Interval
    """What the round before was held with …"""
    now: Attainment
    """… and what has come since, from whichever round; the figure of then where nothing has."""
    review: Review | None
    has_new_figure: bool


class ExperienceChange(NamedTuple):
    """A goal for the whole: the figures of both rounds."""

    goal: ExperienceGoal
    then: Interval
    now: Interval


class Comparison(NamedTuple):
    """All that is said of two rounds."""

    before: int
    after: int
    on: date
    headlines: tuple[HeadlineChange, ...]
    nps: MeasureChange | None
    transitions: dict[str, tuple[str, str]]
    """By touchpoint: its status in practice, then and now; empty until the new ballot is revealed."""
    few_answers: tuple[str, ...]
    """The touchpoints of which too few answered, then or now, to tell how their status moved."""
    accountable: dict[str, tuple[str | None, str | None]]
    """By touchpoint where it changed: who was accountable, who is."""
    measures: tuple[MeasureChange, ...]
    goals: tuple[GoalChange, ...]
    experience: tuple[ExperienceChange, ...]
    """The experience goals of the later round that have a measure."""
    gaps: tuple[Gap, ...]
    calibrations: dict[str, tuple[perceptions.Calibration, ...]]
    """By measure that was guessed: how far off the guesses were, round by round."""
    journey: dict[str, tuple[int | None, int | None]]
    """By touchpoint: the levels that are facts."""
    actions: figures.ActionsSummary
    """Of the round before, on the day it was closed."""
    carried: tuple[str, ...]
    """The actions of the round before that go on."""
    check_ins: tuple[AtCheckIn, ...]
    """Those of the round before, in the order of their days, also what came back in writing."""
    deeds: tuple[figures.WordsToDeeds, figures.WordsToDeeds]
    promises: figures.OutOf
    decisions: tuple[Decision, ...]
    """Those whose day of review has come, of all rounds up to the later one."""
    signals: tuple[ExpectationSignal, ...]
    tried: tuple[Innovation, ...]
    retention: tuple[float | None, float | None]
    sentence: Words

    @property
    def flow(self) -> Counter[tuple[str, str]]:
        """How many touchpoints went from one status to another."""
        return Counter(self.transitions.values())

    @property
    def verdicts(self) -> dict[str, tuple[str, ...]]:
        """The goals by what was decided of them."""
        judged: dict[str, list[str]] = {}
        for goal in self.goals:
            if goal.review is not None and goal.review.verdict:
                judged.setdefault(goal.review.verdict, []).append(goal.goal.id)
        return {verdict: tuple(goals) for verdict, goals in judged.items()}


def compare(session: Session, before: int, after: int, on: date | None = None) -> Comparison:
    """Two rounds by their numbers, by the figures known on the day of the later one: while it is open `on`,
    else its start.

    Raises KeyError when there is no such round.
    """
    round_ = session.as_of(after).round
    day = round_.closed_on or on or round_.started_on or date.max
    old, new = (intervals.as_known(session, day).as_of(number) for number in (before, after))
    strip, goals = _headlines(old, new, day), _goals(old, new, day)
    measures = measure_changes(old, new)
    nps = next((row for row in measures if _is_recommendation(new, row.measure)), None)
    ended = old.round.closed_on or day
    actions = figures.actions_summary(old, ended)
    return Comparison(
        before=before,
        after=after,
        on=day,
        headlines=strip,
        nps=nps,
        transitions=_transitions(old, new),
        few_answers=_few_answers(old, new),
        accountable=_accountable(old, new),
        measures=measures,
        goals=goals,
        experience=_experience(old, new),
        gaps=gaps(new),
        calibrations=calibrations(new),
        journey=_journey(old, new, day),
        actions=actions,
        carried=actions.unfinished,
        check_ins=in_figures(old),
        deeds=(figures.words_to_deeds(old, ended), figures.words_to_deeds(new, day)),
        promises=figures.commitments_kept(old),
        decisions=decisions_due(new, day),
        signals=(*old.round.expectation_signals, *new.round.expectation_signals),
        tried=tuple(index((*old.round.innovations, *new.round.innovations)).values()),  # type: ignore[arg-type]
        retention=(figures.customer_balance(old).retention, figures.customer_balance(new).retention),
        sentence=sentence(_picture(new, strip, goals, measures, actions, nps)),
    )


def decisions_due(session: Session, on: date) -> tuple[Decision, ...]:
    """The decisions that stand whose day of review has come, the longest due first."""
    due = [
        (decision.review_on, decision)
        for decision in standing_decisions(session)
        if decision.review_on is not None and decision.review_on <= on
    ]
    return tuple(decision for _day, decision in sorted(due, key=lambda pair: pair[0]))


# ---- the strip ---------------------------------------------------------------------------------------------
def headline_changes(before: tuple[Headline, ...], after: tuple[Headline, ...]) -> tuple[HeadlineChange, ...]:
    """The figures of two rounds side by side, those of the later first."""
    old, new = ({row.key: row for row in rows} for rows in (before, after))
    return tuple(
        HeadlineChange(
            key,
            was := old.get(key),
            now := new.get(key),
            moved(was, now) if was is not None and now is not None else 0,
        )
        for key in dict.fromkeys((*new, *old))
    )


def _headlines(old: Session, new: Session, on: date) -> tuple[HeadlineChange, ...]:
    """What the old ballot said is hidden until the new one is revealed; what the new round has not asked yet
    is no fall."""
    waiting = not_asked(new) | (frozenset() if _has_due(new, on) else _OF_DEEDS)
    was = headlines(old, old.round.closed_on or on)
    now = tuple(figure for figure in headlines(new, on) if figure.key not in waiting)
    hidden = waiting & _OF_THE_BALLOT
    return tuple(row for row in headline_changes(was, now) if row.key not in hidden)


def _has_due(session: Session, on: date) -> bool:
    """Whether an action has been due since the round began, or was done in it; what was carried late is the
    last round's."""
    begun = session.round.started_on or date.min
    return any(
        row.status == "done" or (row.due_on is not None and begun <= row.due_on <= on)
        for row in session.round.actions
    )


# ---- names and levels --------------------------------------------------------------------------------------
def _both(old: Session, new: Session) -> list[str]:
    """The touchpoints that both rounds count, in the order of the journey."""
    now = {touchpoint.id for touchpoint in in_scope(new)}
    return [touchpoint.id for touchpoint in in_scope(old) if touchpoint.id in now]


def _transitions(old: Session, new: Session) -> dict[str, tuple[str, str]]:
    pairs = {id: (as_is(old, id), as_is(new, id)) for id in _both(old, new)}
    return {
        id: (was.status, now.status)
        for id, (was, now) in pairs.items()
        if "not_asked" not in (was.status, now.status) and not (was.is_few or now.is_few)
    }


def _few_answers(old: Session, new: Session) -> tuple[str, ...]:
    few = {*few_answered(old), *few_answered(new)}
    return tuple(id for id in _both(old, new) if id in few)


def _accountable(old: Session, new: Session) -> dict[str, tuple[str | None, str | None]]:
    pairs = {
        id: (ownership_of(old, id).accountable, ownership_of(new, id).accountable) for id in _both(old, new)
    }
    return {id: pair for id, pair in pairs.items() if pair[0] != pair[1]}


def _journey(old: Session, new: Session, on: date) -> dict[str, tuple[int | None, int | None]]:
    """Nothing until the new round has judged a level."""
    if "gut_feel" in not_asked(new):
        return {}
    pairs = {id: (_fact(old, id, on), _fact(new, id, on)) for id in _both(old, new)}
    return {id: pair for id, pair in pairs.items() if pair != (None, None)}


def _fact(session: Session, touchpoint: str, on: date) -> int | None:
    is_fact = facts.standing(session, touchpoint, on).is_fact
    return state_of(session, touchpoint).level_now if is_fact else None


# ---- figures -----------------------------------------------------------------------------------------------
def measure_changes(old: Session, new: Session) -> tuple[MeasureChange, ...]:
    """The measures in use that have a newer figure than the one the earlier round was held with: also one
    that was entered as that round was looked back at."""
    rows, old = [], intervals.as_held(old)
    for measure in measures_in_use(new):
        earlier, latest = (intervals.latest(seen, measure.id) for seen in (old, new))
        if earlier is None or latest is None or latest is earlier:
            continue
        was, now = (intervals.reading(seen, measure.id) for seen in (old, new))
        change = intervals.change(was, now)
        rows.append(MeasureChange(measure.id, was, now, change, _which_way(with_side(new, measure), change)))
    return tuple(rows)


def _which_way(measure: Measure, change: Change) -> int:
    if not change.real or not change.delta or measure.direction not in ("up", "down"):
        return 0
    return 1 if (change.delta > 0) == (measure.direction == "up") else -1


def _is_recommendation(session: Session, measure_id: str) -> bool:
    measure = index(session.measures).get(measure_id)
    return isinstance(measure, Measure) and measure.metric == "nps"


def _experience(old: Session, new: Session) -> tuple[ExperienceChange, ...]:
    return tuple(
        ExperienceChange(goal, *(intervals.reading(seen, goal.measure) for seen in (old, new)))
        for goal in new.round.experience_goals
        if goal.measure
    )


def _goals(old: Session, new: Session, on: date) -> tuple[GoalChange, ...]:
    reviews, held = index(old.round.reviews), intervals.as_held(old)
    return tuple(
        GoalChange(
            goal,
            intervals.reading(held, goal.measure),
            attainment_of(new, goal, on),
            _with_result(old, review, on) if isinstance(review := reviews.get(goal.id), Review) else None,
            has_new_figure(new, goal, old.round.started_on),
        )
        for goal in old.round.goals
    )


def _with_result(old: Session, review: Review, on: date) -> Review:
    """A review with the result that its round computed, where nobody said otherwise."""
    if review.result is not None:
        return review
    return review.model_copy(update={"result": result_of(old, review.goal, old.round.closed_on or on)})


def _picture(
    new: Session,
    strip: tuple[HeadlineChange, ...],
    goals: tuple[GoalChange, ...],
    measures: tuple[MeasureChange, ...],
    actions: figures.ActionsSummary,
    nps: MeasureChange | None,
) -> Picture:
    better = {row.measure for row in measures if row.moved > 0}
    went = {row.key: row.moved for row in strip}
    due = [goal for goal in goals if goal.now.due_passed]
    return Picture(
        is_new=not measures and not is_answered(new),
        responsibility=max(-1, min(1, went.get("practice", 0) + went.get("agreed", 0))),
        gut_feel=went.get("gut_feel", 0),
        recommendation=nps.moved if nps else 0,
        due=len(due),
        met=sum(goal.now.verdict in KEPT for goal in due),
        surely_met=sum(goal.now.verdict == "met" for goal in due),
        without_figure=sum(not goal.has_new_figure for goal in due),
        better=sum(goal.goal.measure in better for goal in due),
        actions=actions.due,
        actions_done=actions.done,
    )
