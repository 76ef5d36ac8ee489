"""Page one: the promise, five figures, what changed, what was decided, who does what within thirty days."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.actions import Task, due_soon
from cxworkshop.documents.plan.change import real_changes
from cxworkshop.documents.plan.choices import name_of_choice, said_since
from cxworkshop.documents.plan.lines import sentences
from cxworkshop.documents.plan.next_round import dates_ahead
from cxworkshop.documents.plan.standing import delivery_gap_line
from cxworkshop.documents.wording import RecordView, aside, of
from cxworkshop.language import _, date_text, percent, plural
from cxworkshop.method import figures, lookup, responsibility
from cxworkshop.method.headlines import not_asked
from cxworkshop.method.thresholds import FEW

NAMED = 3
"""How many decisions and how many choices are named."""
DUE_NAMED = 8
CHANGES_NAMED = 4


class Figure(NamedTuple):
    """One of the five figures in a sentence, how it reads alone, and what it was in the last round."""

    name: str
    text: str
    short: str
    before: str = ""


class Due(NamedTuple):
    who: str
    task: Task


class PageOne(NamedTuple):
    promise: str
    """Empty while none is written."""
    figures: tuple[Figure, ...]
    changes: tuple[str, ...]
    """Sentences about measures that moved further than chance does."""
    more_changes: str
    """How many of them are not named here."""
    decided: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...]
    """Choices, each with what is given up."""
    more: str
    """How many decisions and choices are not named here."""
    due: tuple[Due, ...]
    more_due: str
    next: str
    is_begun: bool
    """Whether there is anything to say yet."""


def page_one(view: RecordView, before: RecordView | None) -> PageOne:
    """The whole plan on a page; `before` is the round before."""
    round_, vision = view.round, view.round.vision
    decided = [decision.text for decision in round_.decisions if decision.text]
    chosen = [
        (aside(name, said_since(view, choice)), given_up)
        for choice in round_.choices
        if choice.kind != "daily" and (choice.text or choice.gives_up)
        for name, given_up in (name_of_choice(choice),)
    ]
    unnamed = max(0, len(decided) - NAMED) + max(0, len(chosen) - NAMED)
    changes = real_changes(before, view) if before else ()
    unnamed_changes = len(changes) - CHANGES_NAMED
    due, figures_now = due_soon(view), _figures(view)
    unnamed_due = max(0, len(due) - DUE_NAMED)
    earlier = {figure.name: figure.short for figure in _figures(before)} if before else {}
    promise = vision.benefit or vision.experience or vision.value
    return PageOne(
        promise=promise,
        figures=tuple(figure._replace(before=earlier.get(figure.name, "")) for figure in figures_now),
        changes=changes[:CHANGES_NAMED],
        more_changes=plural("and one more, in the appendix", "and {n} more, in the appendix", unnamed_changes)
        if unnamed_changes > 0
        else "",
        decided=tuple(decided[:NAMED]),
        chosen=tuple(chosen[:NAMED]),
        more=plural("One more is further on.", "{n} more are further on.", unnamed) if unnamed else "",
        due=tuple(_due(view, task) for task in due[:DUE_NAMED]),
        more_due=plural("One more is further on.", "{n} more are further on.", unnamed_due)
        if unnamed_due
        else "",
        next=_next(view),
        is_begun=bool(promise or figures_now or decided or chosen or due or round_.next_review_on),
    )


def _figures(view: RecordView) -> tuple[Figure, ...]:
    found = (_shared_picture(view), _carried(view), _gut_feeling(view), _deeds(view), _belief(view))
    return tuple(figure for figure in found if figure)


def _shared_picture(view: RecordView) -> Figure | None:
    everything = responsibility.enough_answers(view.session).values()
    if max((diagnosis.n for diagnosis in everything), default=0) < FEW:
        return None
    k, n = responsibility.shared_picture(view.session)
    words = _(
        "We share the picture of who is accountable at {k} of {n} touchpoints. That is what the blind "
        "answers said before anyone had spoken."
    )
    return Figure("shared", words.format(k=k, n=n), of(k, n))


def _carried(view: RecordView) -> Figure | None:
    session, on = view.session, view.on
    k, n = responsibility.agreed_counts(session, on)["held"], len(lookup.in_scope(session))
    if not session.round.ownerships or not n:
        return None
    if "agreed" in not_asked(session):
        return _not_yet("carried", _("Nobody has said yes aloud in this round yet to what they carry."))
    text = plural(
        "From today {n} of {of} touchpoints has one person who has said yes aloud.",
        "From today {n} of {of} touchpoints have one person who has said yes aloud.",
        k,
        of=n,
    )
    if in_name := len(responsibility.in_name_only(session, on)):
        text += " " + plural(
            "In one of them the responsibility is in name only: power, money or time is missing.",
            "In {n} of them the responsibility is in name only: power, money or time is missing.",
            in_name,
        )
    return Figure("carried", text, of(k, n))


def _gut_feeling(view: RecordView) -> Figure | None:
    k, n = len(figures.without_fact(view.session, view.on)), len(lookup.in_scope(view.session))
    if not n:
        return None
    if "gut_feel" in not_asked(view.session):
        return _not_yet("gut", _("Gut feeling: no level of a touchpoint has been judged in this round yet."))
    words = _(
        "Gut feeling {share}: the level of {k} of {n} touchpoints rests on our own view or has not been "
        "judged."
    )
    text = words.format(share=percent(k / n), k=k, n=n)
    if unsaid := figures.without_ground(view.session):
        text += " " + plural(
            "Of {n} level nobody has said what it rests on.",
            "Of {n} levels nobody has said what they rest on.",
            unsaid,
        )
    return Figure("gut", text, of(k, n))


def _not_yet(name: str, text: str) -> Figure:
    """A figure that the round has not asked: none of it would be a fall that never was."""
    return Figure(name, text, _("not asked yet"))


def _deeds(view: RecordView) -> Figure | None:
    k, n = len(figures.words_to_deeds(view.session, view.on).goals), len(view.round.goals)
    if not n:
        return None
    if "deeds" in not_asked(view.session):
        return _not_yet(
            "deeds", _("From words to deeds: not known before somebody has said yes in this round.")
        )
    text = plural(
        "From words to deeds {share}: {n} of {of} goals has a measure, somebody who carries it, a way of "
        "working and a dated action.",
        "From words to deeds {share}: {n} of {of} goals have a measure, somebody who carries them, a way of "
        "working and a dated action.",
        k,
        share=percent(k / n),
        of=n,
    )
    return Figure("deeds", text, of(k, n))


def _belief(view: RecordView) -> Figure | None:
    line = delivery_gap_line(view)
    if line is None:
        return None
    believe = plural(
        "{count} of us believes that we exceed expectations.",
        "{count} of us believe that we exceed expectations.",
        line.believers,
        count=line.leaders,
    )
    if line.customers:
        customers = sentences(_("Of customers {figure} say so.").format(figure=line.customers), line.meaning)
    else:
        customers = line.to_choose or _("Customers have not been asked.")
    return Figure("belief", f"{believe} {customers}", line.leaders)


def _due(view: RecordView, task: Task) -> Due:
    return Due(view.person(task.owner), task)


def _next(view: RecordView) -> str:
    day, convener = view.round.next_review_on, view.person(view.round.convener)
    if day and view.is_past(day):
        return _("We were to look at all this again on {day}.").format(day=date_text(day))
    dates = dates_ahead(view)
    calls = _("Calls everyone together: {name}").format(name=convener) if convener else ""
    return sentences(dates, calls) if dates else ""
