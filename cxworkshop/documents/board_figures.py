"""The five figures of the board's page, each with that of the last round; an arrow is a real change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cxworkshop.documents.figure_text import STATED, amount, larger_before, margin, stated_figure
from cxworkshop.documents.wording import RecordView, marks, of
from cxworkshop.language import _, date_text, percent
from cxworkshop.method import figures, intervals, lookup, responsibility, thresholds
from cxworkshop.method.headlines import not_asked
from cxworkshop.model.measures import Measure

BETTER, WORSE = "↗", "↘"
MOST = 5
"""How many figures the page has room for."""


class BoardFigure(NamedTuple):
    label: str
    now: str
    before: str
    """What it was in the last round; empty in the first one, and where nothing is new."""
    note: str
    """Its margin, and how it changed."""


def board_figures(view: RecordView, before: RecordView | None) -> tuple[BoardFigure, ...]:
    """Recommendation, responsibility, gut feeling, what customers do, money; those that are asked for. In the
    place of those that nobody measures, the goals that have a figure."""
    recommendation, behaviour, money = _recommendation(view), _behaviour(view), _money(view)
    found = (
        _of_measure(view, before, recommendation),
        _carried(view, before),
        _gut_feeling(view, before),
        _of_measure(view, before, behaviour),
        _of_measure(view, before, money),
    )
    shown = tuple(each for each in found if each)
    others = _of_goals(view, besides=(recommendation, behaviour, money))[: MOST - len(shown)]
    return (*shown, *(figure for measure in others if (figure := _of_measure(view, before, measure))))


def _of_goals(view: RecordView, besides: tuple[Measure | None, ...]) -> list[Measure]:
    """The measures of the goals that have a figure, in the order of the goals."""
    measures = dict.fromkeys(lookup.measure(view.session, goal.measure) for goal in view.round.goals)
    return [
        measure
        for measure in measures
        if measure is not None and measure not in besides and intervals.latest(view.session, measure.id)
    ]


def _recommendation(view: RecordView) -> Measure | None:
    return _best(view, (m for m in lookup.measures_in_use(view.session) if m.metric == "nps"))


def _behaviour(view: RecordView) -> Measure | None:
    return _best(view, (m for m in lookup.measures_in_use(view.session) if m.category == "behaviour"))


def _money(view: RecordView) -> Measure | None:
    found = (m for m in lookup.measures_in_use(view.session) if m.unit == "eur" or m.metric == "money")
    return _best(view, found)


def _best(view: RecordView, measures: Iterable[Measure]) -> Measure | None:
    """Of several the one that an investment is to show in, else one of the whole; those with a figure
    first."""
    returns = {each for investment in view.round.investments for each in investment.return_measures}
    ordered = sorted(
        measures,
        key=lambda measure: (
            intervals.latest(view.session, measure.id) is None,
            measure.id not in returns,
            bool(measure.touchpoints),
        ),
    )
    return next(iter(ordered), None)


def _of_measure(view: RecordView, before: RecordView | None, measure: Measure | None) -> BoardFigure | None:
    if measure is None:
        return None
    now = intervals.reading(view.session, measure.id)
    if now.value is None:
        stated, first = stated_figure(view.session, measure), first_figure(view, measure)
        return BoardFigure(
            measure.name_shown, stated or _("no figure yet"), "", marks(_(STATED) if stated else "", first)
        )
    held = intervals.as_held(before.session) if before else None
    old = intervals.reading(held, measure.id) if held else intervals.NOTHING
    is_old = held is not None and intervals.latest(held, measure.id) is intervals.latest(
        view.session, measure.id
    )
    changed = _("no new figure") if is_old else " ".join(arrow(measure, intervals.change(old, now))).strip()
    return BoardFigure(
        measure.name_shown,
        amount(measure, now.value),
        "" if is_old else amount(measure, old.value),
        marks(changed, margin(measure, now), larger_before(view.session, measure)),
    )


def first_figure(view: RecordView, measure: Measure) -> str:
    """Who brings the first figure of a measure, and by when; empty where neither is agreed."""
    name, day = view.person(measure.owner), measure.first_value_by
    if name and day:
        return _("{name} brings the first by {day}").format(name=name, day=date_text(day))
    if name:
        return _("{name} brings the first").format(name=name)
    return _("the first comes by {day}").format(day=date_text(day)) if day else ""


def arrow(measure: Measure, change: intervals.Change) -> tuple[str, str]:
    """An arrow for a real change, with its word; without one what can be said of the change."""
    if change.real is False:
        return "", _("cannot be told from chance")
    if not change.real or change.delta is None or measure.direction is None:
        return "", ""
    return _direction((change.delta > 0) == (measure.direction == "up"))


def _direction(is_better: bool) -> tuple[str, str]:
    return (BETTER, _("better")) if is_better else (WORSE, _("worse"))


def _carried(view: RecordView, before: RecordView | None) -> BoardFigure | None:
    now, full = _carried_share(view), _with_full_mandate(view)
    if now is None:
        return None
    old = _carried_share(before) if before else None
    if "agreed" in not_asked(view.session):
        return BoardFigure(_("Responsibility agreed"), _("not asked yet"), of(*old) if old else "", "")
    sign, word = _moved(old, now)
    note = _("with power, money and time: {n}").format(n=full)
    return BoardFigure(
        _("Responsibility agreed"),
        of(*now),
        of(*old) if old else "",
        marks(f"{sign} {word}".strip(), note),
    )


def _carried_share(view: RecordView) -> tuple[int, int] | None:
    scope = len(lookup.in_scope(view.session))
    if not scope or not view.round.ownerships:
        return None
    return responsibility.agreed_counts(view.session, view.on)["held"], scope


def _with_full_mandate(view: RecordView) -> int:
    held = responsibility.agreed_counts(view.session, view.on)["held"]
    return held - len(responsibility.in_name_only(view.session, view.on))


def _gut_feeling(view: RecordView, before: RecordView | None) -> BoardFigure | None:
    scope = len(lookup.in_scope(view.session))
    if not scope:
        return None
    now = len(figures.without_fact(view.session, view.on)), scope
    old = None
    if before and (scope_then := len(lookup.in_scope(before.session))):
        old = len(figures.without_fact(before.session, before.on)), scope_then
    was = percent(old[0] / old[1]) if old else ""
    if "gut_feel" in not_asked(view.session):
        return BoardFigure(_("Gut-feel share"), _("not asked yet"), was, "")
    sign, word = _moved(old, now, more_is_better=False)
    rests = _("touchpoints judged by our own view, or not at all: {count}").format(count=of(*now))
    return BoardFigure(
        _("Gut-feel share"),
        percent(now[0] / now[1]),
        was,
        marks(f"{sign} {word}".strip(), rests),
    )


def _moved(old: tuple[int, int] | None, now: tuple[int, int], more_is_better: bool = True) -> tuple[str, str]:
    """An arrow where a share of touchpoints moved by so much that it is worth showing."""
    if old is None:
        return "", ""
    delta = now[0] / now[1] - old[0] / old[1]
    if abs(delta) < thresholds.REAL_SHARE:
        return "", ""
    return _direction((delta > 0) == more_is_better)
