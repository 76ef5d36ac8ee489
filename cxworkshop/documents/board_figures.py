"""The figures of the board's page, each with its day and that of the last round; an arrow: a real change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cxworkshop.documents.figure_text import (
    STATED,
    amount,
    larger_before,
    margin,
    side_unsaid,
    stated_figure,
)
from cxworkshop.documents.wording import RecordView, joined, marks, of
from cxworkshop.language import _, date_text, percent, plural
from cxworkshop.method import (
    board,
    facts,
    figures,
    headlines,
    intervals,
    lookup,
    perceptions,
    responsibility,
)
from cxworkshop.method.beside import Headline
from cxworkshop.method.board import shortfalls
from cxworkshop.method.headlines import not_asked
from cxworkshop.method.perceptions import DeliveryGap
from cxworkshop.method.revisit.comparing import measure_changes
from cxworkshop.method.sides import with_side
from cxworkshop.model.measures import Measure

BETTER, WORSE = "↗", "↘"
LEAST = 5
"""How many figures the page has; where fewer are measured, those of goals take the places."""


class BoardFigure(NamedTuple):
    label: str
    now: str
    before: str
    """What it was in the last round; empty in the first one, and where nothing is new."""
    note: str
    """How it changed, its margin, its day, and why it stands there."""


def board_figures(
    view: RecordView, before: RecordView | None, of_touchpoints: int = 2
) -> tuple[BoardFigure, ...]:
    """Recommendation, the shared picture, responsibility, gut feeling, what we believe and customers say;
    `of_touchpoints` at least, the figure furthest below its target and the weakest one; what customers do,
    money."""
    session = view.session
    recommendation, behaviour, money = _recommendation(view), _behaviour(view), _money(view)
    belief = perceptions.delivery_gap(session)
    known = {each.id for each in (recommendation, behaviour, money, belief and belief.measure) if each}
    gain = _gain(view, before, known)
    weak = _of_touchpoints(view, before, known, gain)
    whole = (
        _of_measure(view, before, recommendation),
        _shared_picture(view, before),
        _carried(view, before),
        _gut_feeling(view, before),
        _belief(view, before),
    )
    last = (_of_measure(view, before, behaviour), _of_measure(view, before, money))
    shown = [each for each in whole if each], [each for each in last if each]
    places = max(of_touchpoints, LEAST - sum(map(len, shown)))
    return (*shown[0], *weak[:places], *shown[1])


def _gain(view: RecordView, before: RecordView | None, known: set[str]) -> str:
    """The measure that moved for the better furthest beyond chance since the round before, by id; empty where
    none did."""
    rows = measure_changes(before.session, view.session) if before else ()
    gains = [
        (abs(row.change.delta) / row.change.margin, row.measure)
        for row in rows
        if row.moved > 0 and row.change.real and row.change.delta and row.change.margin
        if row.measure not in known
    ]
    return max(gains)[1] if gains else ""


def _of_touchpoints(
    view: RecordView, before: RecordView | None, known: set[str], gain: str
) -> list[BoardFigure]:
    """The figure furthest below its target, the one with the largest gain, the weakest one, then the others
    below theirs and those of goals, each with the reason why it stands there."""
    session = view.session
    below, weakest = shortfalls(session), board.weakest(session)
    reasons: dict[str, str] = {}
    for each in below[:1]:
        target = amount(each.measure, each.target)
        reasons[each.measure.id] = _("furthest below its target, {target}").format(target=target)
    if gain:
        reasons.setdefault(gain, _("the largest real gain"))
    if weakest:
        reasons.setdefault(weakest.id, _("the weakest figure of a touchpoint"))
    for each in below[1:]:
        target = _("target {target}").format(target=amount(each.measure, each.target))
        reasons.setdefault(each.measure.id, target)
    for goal in view.round.goals:
        if goal.measure and intervals.latest(session, goal.measure):
            reasons.setdefault(goal.measure, "")
    return [
        figure._replace(note=marks(figure.note, why))
        for id, why in reasons.items()
        if id not in known and (figure := _of_measure(view, before, lookup.measure(session, id)))
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
    measure = with_side(view.session, measure)
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
        marks(changed, margin(measure, now), _day_of(view, measure), larger_before(view.session, measure)),
    )


def _day_of(view: RecordView, measure: Measure) -> str:
    """The day of the newest figure."""
    latest = intervals.latest(view.session, measure.id)
    return date_text(latest.observed_on) if latest and latest.observed_on else _("without a day")


def _belief(view: RecordView, before: RecordView | None) -> BoardFigure | None:
    """How many of us believe that we exceed expectations, beside how many customers say so."""
    gap = perceptions.delivery_gap(view.session)
    if gap is None:
        return None
    old = perceptions.delivery_gap(before.session) if before else None
    measure = gap.measure
    rests = marks(margin(measure, gap.customers), _day_of(view, measure)) if measure else ""
    return BoardFigure(
        _("Expectations exceeded: we say / customers say"),
        _both(gap),
        _both(old) if old else "",
        rests if gap.customers.value is not None else _("no figure yet"),
    )


def _both(gap: DeliveryGap) -> str:
    customers = amount(gap.measure, gap.customers.value) or "?"
    return f"{percent(gap.believers / 100)} / {customers}"


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
    if not change.real or change.delta is None:
        return "", ""
    if measure.direction is None:
        return "", side_unsaid(measure)
    return _direction((change.delta > 0) == (measure.direction == "up"))


def _direction(is_better: bool) -> tuple[str, str]:
    return (BETTER, _("better")) if is_better else (WORSE, _("worse"))


def _shared_picture(view: RecordView, before: RecordView | None) -> BoardFigure | None:
    """At how many touchpoints the blind answers agreed on one person, then and now; None in the first round
    and before the new answers are revealed."""
    if before is None:
        return None
    then, now = (responsibility.shared_picture(seen.session) for seen in (before, view))
    if not then.of or not now.of:
        return None
    note = _moved("practice", then, now)
    return BoardFigure(_("Shared picture of who is accountable"), of(*now), of(*then), note)


def _carried(view: RecordView, before: RecordView | None) -> BoardFigure | None:
    now, full = _carried_share(view), _with_full_mandate(view)
    if now is None:
        return None
    old = _carried_share(before) if before else None
    if "agreed" in not_asked(view.session):
        return BoardFigure(_("Responsibility agreed"), _("not asked yet"), of(*old) if old else "", "")
    note = _("with power, money and time: {n}").format(n=full)
    return BoardFigure(
        _("Responsibility agreed"),
        of(*now),
        of(*old) if old else "",
        marks(_moved("agreed", old, now), note),
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
    rests = _levels_that_are_facts(view)
    return BoardFigure(
        _("Gut-feel share"),
        percent(now[0] / now[1]),
        was,
        marks(_moved("gut_feel", old, now), rests),
    )


def _levels_that_are_facts(view: RecordView) -> str:
    """4 of 9 levels are facts, 2 are said to be, what 1 rests on is not said."""
    scope = lookup.in_scope(view.session)
    standings = [facts.standing(view.session, touchpoint.id, view.on) for touchpoint in scope]
    known = plural(
        "{n} of {of} levels is a fact",
        "{n} of {of} levels are facts",
        sum(standing.is_fact for standing in standings),
        of=len(scope),
    )
    claims = sum(standing.is_claim for standing in standings)
    unsaid = figures.without_ground(view.session)
    return joined(
        known,
        plural("{n} is said to be", "{n} are said to be", claims) if claims else "",
        plural("what {n} rests on is not said", "what {n} rest on is not said", unsaid) if unsaid else "",
    )


def _moved(key: str, old: tuple[int, int] | None, now: tuple[int, int]) -> str:
    """An arrow and its word where a headline figure is really another one than in the round before."""
    if old is None:
        return ""
    was, is_now = (Headline(key, count / total, total) for count, total in (old, now))
    moved = headlines.moved(was, is_now)
    return " ".join(_direction(moved > 0)) if moved else ""
