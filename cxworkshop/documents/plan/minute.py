"""The section “In one minute”: the whole plan in at most eight lines."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import figure
from cxworkshop.documents.plan.actions import ActionLine
from cxworkshop.documents.plan.standing import delivery_gap_line
from cxworkshop.documents.wording import RecordView, aside, joined, of
from cxworkshop.language import _, date_text, number, percent, plural
from cxworkshop.method import (
    figures,
    lookup,
    perceptions,
    responsibility,
)

NAMED = 3
"""How many decisions and actions are named."""


class Line(NamedTuple):
    label: str
    text: str


def minute(view: RecordView, actions: tuple[ActionLine, ...]) -> tuple[Line, ...]:
    """A line for each matter that is known by now."""
    vision, session = view.round.vision, view.session
    deeds = figures.words_to_deeds(session, view.on)
    decided = [decision.text for decision in view.round.decisions if decision.text]
    lines = (
        Line(_("We promise"), vision.benefit or vision.experience or vision.value),
        Line(_("Responsibility"), _clear(view)),
        Line(_("Gut-feel share"), _gut_feel(view)),
        Line(_("Words to deeds"), _words_to_deeds(len(deeds.goals), len(view.round.goals))),
        Line(_("Biggest gap"), _biggest_gap(view)),
        Line(_("Decided"), _first_texts(decided)),
        Line(_("First due"), "; ".join(_due_text(action) for action in _next_actions(actions))),
        Line(_("Next climb"), _next_climb(view)),
    )
    return tuple(line for line in lines if line.text)


def _clear(view: RecordView) -> str:
    session = view.session
    scope, agreed = len(lookup.in_scope(session)), responsibility.agreed_counts(session, view.on)["held"]
    parts = []
    if responsibility.clear_share(session) is not None:
        clear = responsibility.status_counts(session)["held"]
        parts.append(_count_text(_("in practice {count} touchpoints ({share})"), clear, scope))
    if agreed:
        in_name = len(responsibility.in_name_only(session, view.on))
        text = _("from today {count}").format(count=of(agreed, scope))
        parts.append(aside(text, _("in name only: {n}").format(n=in_name) if in_name else ""))
    return ", ".join(parts)


def _gut_feel(view: RecordView) -> str:
    scope, unsure = len(lookup.in_scope(view.session)), len(figures.without_fact(view.session))
    words = _("{count} touchpoints ({share}) have no fact behind their level")
    return _count_text(words, unsure, scope) if scope else ""


def _words_to_deeds(done: int, goals: int) -> str:
    words = _(
        "{count} goals ({share}) have a measure, a person who carries them, a way of working and an action"
    )
    return _count_text(words, done, goals) if goals else ""


def _count_text(words: str, count: int, whole: int) -> str:
    return words.format(count=of(count, whole), share=percent(count / whole if whole else None))


def _biggest_gap(view: RecordView) -> str:
    """The gap between our guess and customers' words that is largest in margins of error."""
    gaps: list[tuple[float, str]] = []
    line, delivery = delivery_gap_line(view), perceptions.delivery_gap(view.session)
    if line and delivery and delivery.gap is not None and delivery.customers.margin:
        words = _("{count} leaders say that expectations are exceeded; of customers {figure}")
        text = words.format(count=line.leaders, figure=line.customers)
        gaps.append((delivery.gap / delivery.customers.margin, text))
    for measure_id, guess in perceptions.perceptions(view.session).items():
        if guess.may_be_shown and guess.gap is not None and guess.measured.margin:
            words = _("{measure}: we guessed {guess}, customers say {figure}")
            customers = figure(lookup.measure(view.session, measure_id), guess.measured)
            text = words.format(
                measure=view.name("measures", measure_id), guess=number(guess.median), figure=customers
            )
            gaps.append((abs(guess.gap) / guess.measured.margin, text))
    times, text = max(gaps, default=(0.0, ""), key=lambda gap: gap[0])
    return text if times > 1 else _("our guesses are within the margin of error") if gaps else ""


def _first_texts(texts: list[str]) -> str:
    more = len(texts) - NAMED
    return "; ".join(texts[:NAMED]) + (
        " " + plural("(and {n} more)", "(and {n} more)", more) if more > 0 else ""
    )


def _next_actions(actions: tuple[ActionLine, ...]) -> list[ActionLine]:
    return [action for action in actions if action.due and action.is_unfinished][:NAMED]


def _due_text(action: ActionLine) -> str:
    return f"{date_text(action.due)} {action.title}" + (f" – {action.owner}" if action.owner else "")


def _next_climb(view: RecordView) -> str:
    day, convener = view.round.next_review_on, view.person(view.round.convener)
    return (
        joined(date_text(day), _("convener: {name}").format(name=convener) if convener else "") if day else ""
    )
