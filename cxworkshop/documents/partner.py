"""A sheet to hand over to a partner: what customers meet from their hands, and what is to be agreed together.

Nothing on it is for us alone: no names of the ballot, no money but what their people may settle, no figure
that they do not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.figure_text import newest_figure
from cxworkshop.documents.plan.carried import frontline_line
from cxworkshop.documents.plan.measurement import rhythm
from cxworkshop.documents.plan.sheet import path
from cxworkshop.documents.wording import RecordView, aside
from cxworkshop.documents.wording import joined as comma_joined
from cxworkshop.language import Words, _, date_text, joined, say
from cxworkshop.method import lookup, mandates, responsibility
from cxworkshop.method.steps import step
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import VISIBLE_TO, Measure
from cxworkshop.model.organisation import Partner, Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.session import Session, index


class Shared(NamedTuple):
    """A touchpoint in the partner's hands."""

    name: str
    goals: tuple[str, ...]
    doorstep: str
    figures: tuple[str, ...]
    owner: str
    """Who answers for it on our side; empty until somebody has said yes."""
    failing: str
    """What the customer is told and offered when something fails."""
    open: str
    """What is to be agreed with them."""


class Sheet(NamedTuple):
    partner: str
    delivers: str
    touchpoints: tuple[Shared, ...]
    review: str


def content(session: Session, on: date, person: str | None = None) -> Mapping[str, object]:
    """What the template prints, by name: the sheet of a partner, else of everyone."""
    view = RecordView(session, on)
    named = (person,) if person else people(session, on)
    found = (index(session.partners).get(each) for each in named)
    vision = session.round.vision
    return {
        "sheets": tuple(_sheet(view, each) for each in found if isinstance(each, Partner)),
        "organisation": session.organisation.name,
        "promise": vision.benefit or vision.experience or vision.value,
        "holes": tuple(str(words) for words in missing(session)),
    }


def people(session: Session, _on: date) -> tuple[str, ...]:
    """The ids of the partners with a touchpoint in their hands, in the order of the record."""
    shared = {touchpoint.partner for touchpoint in _shared(session)}
    return tuple(partner.id for partner in session.partners if partner.id in shared)


def missing(session: Session) -> tuple[Words, ...]:
    """That no touchpoint is in a partner's hands, or which figures are withheld from a partner after all."""
    if not session.partners:
        return (say("No partners are recorded yet ({step}).", step=step("define").name),)
    if people(session, date.min):
        return tuple(
            say(
                "{touchpoint}: {measure} is shared by word, but visible to {circle} only; "
                "the sheet leaves it out.",
                touchpoint=touchpoint.name_shown,
                measure=measure.name_shown,
                circle=say(dict(VISIBLE_TO)[measure.visible_to or ""]),
            )
            for touchpoint in _shared(session)
            for measure in mandates.hidden_from_partner(session, touchpoint.id)
        )
    return (
        say("No partner has a touchpoint yet: name partners and who delivers each touchpoint in 1 Define."),
    )


def _shared(session: Session) -> list[Touchpoint]:
    return [
        touchpoint
        for touchpoint in lookup.in_scope(session)
        if mandates.partner_score(session, touchpoint.id) is not None and touchpoint.partner
    ]


def _sheet(view: RecordView, partner: Partner) -> Sheet:
    touchpoints = [each for each in _shared(view.session) if each.partner == partner.id]
    reviews = {
        day
        for touchpoint in touchpoints
        if (day := lookup.ownership_of(view.session, touchpoint.id).partner_checks.joint_review_on)
    }
    return Sheet(
        partner=view.name("partners", partner.id),
        delivers=partner.delivers,
        touchpoints=tuple(_touchpoint(view, each) for each in touchpoints),
        review=_review(view, reviews),
    )


def _review(view: RecordView, days: set[date]) -> str:
    """When both look at it together: the days to come, else those that were to be."""
    coming = [day for day in days if not view.is_past(day)]
    if not days:
        return _("On which day do we sit down together? Not agreed yet.")
    words = (
        _("We sit down together on {day}. Tell us before then what stands in your way.")
        if coming
        else _("We were to sit down together on {day}. On which day do we do it?")
    )
    return words.format(day=joined([date_text(day) for day in sorted(coming or days)]))


def _touchpoint(view: RecordView, touchpoint: Touchpoint) -> Shared:
    ownership = lookup.ownership_of(view.session, touchpoint.id)
    is_held = responsibility.agreed(view.session, touchpoint.id, view.on).status == "held"
    goals = lookup.grouped(view.round.goals, "touchpoint").get(touchpoint.id, ())
    limit = frontline_line(view, ownership)
    return Shared(
        name=touchpoint.name_shown,
        goals=tuple(_goal(view, goal, ownership) for goal in goals if goal.text),
        doorstep=limit.text if limit else "",
        figures=_figures(view, goals, ownership),
        owner=view.person(ownership.accountable) if is_held else "",
        failing=ownership.partner_checks.on_failure,
        open=joined(_open(view.session, ownership)),
    )


def _measure(view: RecordView, goal: Goal, ownership: Ownership) -> Measure | None:
    """The measure of a goal, where both see it."""
    measure = lookup.measure(view.session, goal.measure)
    is_seen = ownership.partner_checks.measure_visible_to_both
    return measure if measure and is_seen and measure.visible_to not in mandates.NEVER_OUTSIDE else None


def _goal(view: RecordView, goal: Goal, ownership: Ownership) -> str:
    by = _("by {day}").format(day=date_text(goal.due_on)) if goal.due_on else ""
    figures = path(view, goal) if _measure(view, goal, ownership) else ""
    return aside(goal.text, comma_joined(figures, by))


def _figures(view: RecordView, goals: list[Goal] | tuple[()], ownership: Ownership) -> tuple[str, ...]:
    """The figures that both look at, each with its rhythm."""
    measures = {measure.id: measure for goal in goals if (measure := _measure(view, goal, ownership))}
    return tuple(
        comma_joined(
            f"{measure.name_shown} – {_newest(view, measure)}",
            rhythm(measure.cadence_days),
        )
        for measure in measures.values()
    )


def _newest(view: RecordView, measure: Measure) -> str:
    return newest_figure(view.session, measure) or _("no figure yet")


def _open(session: Session, ownership: Ownership) -> list[str]:
    checks = ownership.partner_checks
    open_ = (
        (not checks.goal_shared, _("a shared goal")),
        (not mandates.is_figure_shared(session, ownership.touchpoint or ""), _("a figure both can see")),
        (checks.joint_review_on is None, _("a day for looking at it together")),
        (not checks.briefed_on_promise, _("how your people hear what we promise")),
    )
    return [words for is_open, words in open_ if is_open]
