"""What the plan lacks: for each step a sentence that says what is missing and that it comes from there.

The plan prints the sentences in one list; the preview lists them too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from cxworkshop.language import N_, Message, _, joined, say
from cxworkshop.method import day, figures, intervals, lookup
from cxworkshop.method.readiness import open_musts
from cxworkshop.method.responsibility import clear_share
from cxworkshop.method.steps import STEPS, step
from cxworkshop.model.session import Session


class Part(NamedTuple):
    """A part of the plan, the step that supplies it, whether it is recorded, and in which list; where it is
    asked for. Every day asks for one without a list."""

    what: str
    step: str
    is_recorded: Callable[[Session], object]
    list: str = ""
    applies: Callable[[Session], bool] = lambda _session: True


def _vision(session: Session) -> bool:
    vision = session.round.vision
    return bool(vision.benefit or vision.experience or vision.value)


def _strategic(session: Session) -> bool:
    return any(choice.kind != "daily" for choice in session.round.choices)


def _daily(session: Session) -> bool:
    return any(choice.kind == "daily" for choice in session.round.choices)


def _ballots(session: Session) -> bool:
    return clear_share(session) is not None


def _lead(session: Session) -> bool:
    lead = session.round.cx_lead
    return bool(lead.accountable or lead.resolve_by)


def _frontline(session: Session) -> bool:
    return any(ownership.frontline_authority.text for ownership in session.round.ownerships)


def _figures(session: Session) -> bool:
    """Whether a measure has a figure, of whichever round."""
    return any(intervals.latest(session, measure.id) for measure in lookup.measures_in_use(session))


PARTS = (
    Part(N_("the organisation's name"), "landing", lambda s: s.organisation.name),
    Part(N_("the participants"), "landing", lambda s: s.round.participants),
    Part(N_("the blind answers about responsibility"), "landing", _ballots),
    Part(N_("our blind guesses"), "landing", lambda s: s.round.guesses, "gap"),
    Part(N_("our blind view of the level"), "landing", lambda s: s.round.overall_levels),
    Part(
        N_("the blind scores of the five functions"), "landing", lambda s: s.round.function_scores,
        "functions",
    ),
    Part(N_("the promise to customers"), "define", _vision, "vision"),
    Part(N_("the experience goals"), "define", lambda s: s.round.experience_goals, "experience_goals"),
    Part(N_("the touchpoints of the journey"), "define", lookup.in_scope),
    Part(N_("the evidence"), "define", lambda s: s.round.evidence, "evidence"),
    Part(N_("the goals of the touchpoints"), "develop", lambda s: s.round.goals, "goals"),
    Part(N_("the new ways of working"), "develop", lambda s: s.round.practices, "practices"),
    Part(N_("the names agreed on"), "organise", lambda s: s.round.ownerships, "responsibility"),
    Part(N_("the person accountable for the whole"), "organise", _lead, "lead"),
    Part(N_("the enablers"), "organise", lambda s: s.round.enablers, "enablers"),
    Part(N_("the limits of the frontline"), "organise", _frontline, "frontline"),
    Part(N_("the leaders' customer contacts"), "organise", lambda s: s.round.leader_contacts, "contacts"),
    Part(N_("the strategic choices"), "implement", _strategic, "choices"),
    Part(N_("the daily choices"), "implement", _daily, "choices"),
    Part(N_("the resources of the touchpoints"), "implement", lambda s: s.round.allocations, "allocations"),
    Part(N_("the investment"), "implement", lambda s: s.round.investments, "investments"),
    Part(
        N_("the customer balance sheet"), "implement",
        lambda s: s.round.customer_balance.customers_start is not None, "balance",
        figures.has_customer_balance,
    ),
    Part(N_("the actions"), "implement", lambda s: s.round.actions, "actions"),
    Part(N_("the decisions"), "implement", lambda s: s.round.decisions, "decisions"),
    Part(N_("the measures"), "measure", lookup.measures_in_use, "measures"),
    Part(N_("the figures of the measures"), "measure", _figures, "observations"),
    Part(N_("the date of the next round"), "redefine", lambda s: s.round.next_review_on, "next"),
    Part(N_("who calls everyone together"), "redefine", lambda s: s.round.convener, "next"),
    Part(
        N_("what would bring it forward"), "redefine", lambda s: s.round.redefinition_triggers,
        "redefinition_triggers",
    ),
    Part(N_("the leaders' promises"), "closing", lambda s: s.round.commitments, "commitments"),
    Part(N_("the group's confidence"), "closing", lambda s: s.round.confidence_scores, "confidence"),
)  # fmt: skip
"""The parts of the plan in the order of the climb."""


class _Listed(NamedTuple):
    """Several parts as they are named in a sentence, in the language in force."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return joined([_(what) for what in self.parts])


def gaps(session: Session, of: Collection[str] | None = None) -> tuple[Message, ...]:
    """A sentence for each step that owes something, in the order of the climb. `of`: the parts that a
    document needs, by what they are called in English; when it is None all that the plan needs and the day
    of the round asks for, and the musts that are open in the steps that were begun."""
    lists = day.lists(session)
    sentences = []
    for name in STEPS:
        asked = [
            part
            for part in PARTS
            if part.step == name
            and (part.what in of if of is not None else lists is None or not part.list or part.list in lists)
            and part.applies(session)
        ]
        owed = tuple(part.what for part in asked if not part.is_recorded(session))
        sentences += [_sentence(owed, name)] if owed else []
        if of is None and len(owed) < len(asked):
            sentences += _musts(session, name)
    return tuple(sentences)


def _musts(session: Session, name: str) -> list[Message]:
    """A sentence for each must of a step that is open, as it stood on the day of the round. Words that could
    not be read are in no document: the values beside them are."""
    on = session.round.closed_on or session.round.started_on or date.min
    as_printed = session.round.model_copy(update={"unread": ()})
    session = session.model_copy(update={"rounds": (*session.rounds[:-1], as_printed)})
    words = [finding.words for finding in open_musts(session, name, on)]
    return [say("A must that is open: {what} ({step}).", what=what, step=step(name).name) for what in words]


def _sentence(parts: tuple[str, ...], supplied_by: str) -> Message:
    return say(
        "Still open: {what} ({step}).",
        what=_Listed(parts),
        step=step(supplied_by).name,
    )
