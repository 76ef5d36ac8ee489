"""What the plan lacks: a sentence for each gap, saying what is missing and which step supplies it.

The plan prints the sentence in place of the section or part; the preview lists all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cxworkshop.language import N_, Message, say
from cxworkshop.method import figures, lookup
from cxworkshop.method.responsibility import clear_share
from cxworkshop.method.steps import step
from cxworkshop.model.session import Session


@dataclass(frozen=True)
class Part:
    """A part of a section, the step that supplies it, and whether it is recorded.

    A part without words in `what` is no gap by itself, nor is one that does not apply.
    """

    name: str
    what: str
    step: str
    is_recorded: Callable[[Session], object]
    applies: Callable[[Session], bool] = lambda _session: True


@dataclass(frozen=True)
class Section:
    """A section of the plan: one gap when none of its parts is recorded."""

    name: str
    what: str
    step: str
    parts: tuple[Part, ...]


def _vision(session: Session) -> bool:
    vision = session.round.vision
    return any(
        (
            vision.value,
            vision.experience,
            vision.benefit,
            vision.distinctive,
            vision.profitable,
            vision.definition,
        )
    )


def _first_page(session: Session) -> bool:
    round_ = session.round
    promised = round_.vision.benefit or round_.vision.experience or round_.vision.value
    dated = any(action.due_on and action.is_unfinished for action in round_.actions)
    decided = any(decision.text for decision in round_.decisions)
    return bool(
        promised or lookup.in_scope(session) or round_.goals or decided or dated or round_.next_review_on
    )


def _strategic(session: Session) -> bool:
    return any(choice.kind != "daily" for choice in session.round.choices)


def _daily(session: Session) -> bool:
    return any(choice.kind == "daily" for choice in session.round.choices)


def _ballots(session: Session) -> bool:
    return clear_share(session) is not None


def cx_lead(session: Session) -> bool:
    lead = session.round.cx_lead
    return bool(lead.accountable or lead.resolve_by)


def _frontline(session: Session) -> bool:
    return any(ownership.frontline_authority.text for ownership in session.round.ownerships)


SECTIONS = (
    Section(
        "front", N_("the organisation and who takes part"), "landing",
        (
            Part("organisation", N_("the organisation's name"), "landing", lambda s: s.organisation.name),
            Part("participants", N_("the participants"), "landing", lambda s: s.round.participants),
            Part("workshop", "", "landing",
                lambda s: s.workshop.title or s.workshop.facilitator or s.round.started_on or s.round.label),
        ),
    ),
    Section(
        "minute", N_("what this plan comes to"), "define",
        (Part("matter", "", "define", _first_page),),
    ),
    Section(
        "change", N_("figures to compare with the round before"), "measure",
        (Part("before", "", "measure", lambda s: len(s.rounds) > 1 and lookup.in_scope(s)),),
    ),
    Section(
        "promise", N_("the promise to customers and the goals that pay for it"), "define",
        (
            Part("vision", N_("the promise: value, experience and concrete benefit"), "define", _vision),
            Part("experience_goals", N_("the experience goals"), "define",
                lambda s: s.round.experience_goals),
        ),
    ),
    Section(
        "standing", N_("our guesses, customers' figures and the evidence"), "define",
        (
            Part("guesses", N_("our blind guesses of customers' figures"), "landing",
                lambda s: s.round.guesses),
            Part("levels", N_("our blind view of the overall level"), "landing",
                lambda s: s.round.overall_levels),
            Part("evidence", N_("the evidence and what follows from it"), "define",
                lambda s: s.round.evidence),
        ),
    ),
    Section(
        "strategy", N_("the touchpoints in the order of the journey"), "define",
        (Part("touchpoints", "", "define", lookup.in_scope),),
    ),
    Section(
        "responsibility", N_("who carries the responsibility for which touchpoint"), "organise",
        (
            Part("ballots", N_("the blind answers about responsibility"), "landing", _ballots),
            Part("ownerships", N_("the names agreed on"), "organise", lambda s: s.round.ownerships),
            Part("cx_lead", N_("the person accountable for the whole"), "organise", cx_lead),
        ),
    ),
    Section(
        "practices", N_("the new ways of working"), "develop",
        (Part("ways", "", "develop", lambda s: s.round.practices),),
    ),
    Section(
        "choices", N_("choices, money and people"), "implement",
        (
            Part("strategic", N_("the strategic choices and what is given up"), "implement", _strategic),
            Part("daily", N_("the daily choices everybody may make"), "implement", _daily),
            Part("allocations", N_("the resources of the touchpoints"), "implement",
                lambda s: s.round.allocations),
            Part("investments", N_("the investment for two to three years"), "implement",
                lambda s: s.round.investments),
            Part("balance", N_("the customer balance sheet"), "implement",
                lambda s: s.round.customer_balance.customers_start, figures.has_customer_balance),
        ),
    ),
    Section(
        "measurement", N_("measures and their figures"), "measure",
        (
            Part("measures", N_("the measures"), "measure", lookup.measures_in_use),
            Part("observations", N_("the figures of the measures"), "measure",
                lambda s: s.round.observations),
        ),
    ),
    Section(
        "people", N_("what people and leadership need"), "organise",
        (
            Part("functions", N_("the blind view of the five functions"), "landing",
                lambda s: s.round.function_scores),
            Part("principles", "", "landing", lambda s: s.round.value_scores),
            Part("enablers", N_("the enablers"), "organise", lambda s: s.round.enablers),
            Part("frontline", N_("what people facing customers may settle alone"), "organise", _frontline),
            Part("contacts", N_("the leaders' customer contacts"), "organise",
                lambda s: s.round.leader_contacts),
        ),
    ),
    Section(
        "actions", N_("the actions: who does what by when"), "implement",
        (Part("list", "", "implement", lambda s: s.round.actions),),
    ),
    Section(
        "decisions", N_("the decisions and open questions"), "implement",
        (
            Part("decided", N_("the decisions"), "implement", lambda s: s.round.decisions),
            Part("parking", "", "implement", lambda s: s.round.parking),
        ),
    ),
    Section(
        "promises", N_("the leaders' promises and their confidence"), "closing",
        (
            Part("commitments", N_("the leaders' promises"), "closing", lambda s: s.round.commitments),
            Part("confidence", N_("how sure the group is that this will be done"), "closing",
                lambda s: s.round.confidence_scores),
        ),
    ),
    Section(
        "next_climb", N_("when everybody climbs again and who calls them together"), "redefine",
        (
            Part("review", N_("the date of the next climb"), "redefine", lambda s: s.round.next_review_on),
            Part("convener", N_("who calls everyone together"), "redefine", lambda s: s.round.convener),
            Part("triggers", N_("what would make you climb earlier"), "redefine",
                lambda s: s.round.redefinition_triggers),
        ),
    ),
)  # fmt: skip
"""The plan's sections in their order."""


def gaps(session: Session) -> dict[str, Message | None]:
    """The sentence of each section and part that is missing, in the plan's order; None for what is recorded.

    Where a whole section is missing, its parts have no sentence.
    """
    sentences: dict[str, Message | None] = {}
    for section in SECTIONS:
        recorded = [part for part in section.parts if part.is_recorded(session)]
        sentences[section.name] = None if recorded else _sentence(section.what, section.step)
        for part in section.parts:
            sentences[part.name] = (
                _sentence(part.what, part.step)
                if part.what and part.applies(session) and recorded and part not in recorded
                else None
            )
    if len(session.rounds) < 2:
        sentences["change"] = None  # the first round has nothing before it
    return sentences


def _sentence(what: str, supplied_by: str) -> Message:
    supplier = step(supplied_by).name
    return say("Not recorded yet: {what}. It belongs to the step {step}.", what=say(what), step=supplier)
