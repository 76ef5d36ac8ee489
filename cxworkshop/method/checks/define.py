"""The readiness checks of Define: the promise, the map of the journey, and levels based on facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from cxworkshop.language import N_, Words, say, say_n
from cxworkshop.method.checks.finding import (
    Missing,
    WordList,
    check,
    empty,
    empty_map,
    gaps_of,
    missing,
    missing_if,
)
from cxworkshop.method.figures import without_fact
from cxworkshop.method.flaws import flaw_at
from cxworkshop.method.lookup import in_scope, share_of, stages_in_use, state_of
from cxworkshop.method.perceptions import perceptions
from cxworkshop.model.evidence import CUSTOMER_SOURCES
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.model.vision import ExperienceGoal

CHARACTERS_AT_LEAST = 15
"""Of each part of the vision; anything shorter is a slogan."""
EXPERIENCE_GOALS_AT_MOST = 5
STAGES_AT_LEAST = 3
GUT_FEEL_AT_MOST = 0.5
_VISION = (("value", N_("value")), ("experience", N_("experience")), ("benefit", N_("benefit")))


@check("G1.1")
def promise_is_written(session: Session, _on: date) -> Missing | None:
    """Value, experience and benefit are written, each in at least 15 characters; a vision that went along
    into a later round is said to be still true, or written anew."""
    vision = session.round.vision
    gaps = [
        (field, words)
        for field, words in _VISION
        if len(getattr(vision, field).strip()) < CHARACTERS_AT_LEAST
    ]
    words = say("Not written out yet: {fields}", fields=WordList(*(words for _field, words in gaps)))
    if gaps:
        return missing(words, *(Place("vision", "vision", field) for field, _words in gaps))
    return (
        None
        if _is_said_anew(session)
        else missing(
            say("Nobody has said yet that the vision is still true"),
            Place("vision", "vision", "still_true_on"),
        )
    )


def _is_said_anew(session: Session) -> bool:
    vision = session.round.vision
    if len(session.rounds) < 2 or vision.still_true_on is not None:
        return True
    return vision != session.rounds[-2].vision.model_copy(update={"still_true_on": None})


@check("G1.2")
def experience_goals_are_whole(session: Session, _on: date) -> Missing | None:
    """One to five experience goals, each with measure, target, date and business link."""
    goals = session.round.experience_goals
    if not goals:
        return missing(say("No experience goal yet"), Place("experience_goals", ""))
    if len(goals) > EXPERIENCE_GOALS_AT_MOST:
        words = say(
            "{count} experience goals; {most} at most", count=len(goals), most=EXPERIENCE_GOALS_AT_MOST
        )
        return missing(
            words, *(Place("experience_goals", goal.id) for goal in goals[EXPERIENCE_GOALS_AT_MOST:])
        )

    def cells(goal: ExperienceGoal) -> Sequence[Place]:
        return empty(
            goal, Place("experience_goals", goal.id), "text", "measure", "target", "due_on", "business_link"
        )

    gaps = gaps_of(goals, cells)
    words = say_n(
        "{n} of {all} experience goals is not complete",
        "{n} of {all} experience goals are not complete",
        len(gaps),
        all=len(goals),
    )
    return missing_if(gaps, words)


@check("G1.3")
def distinctive_and_profitable_are_written(session: Session, _on: date) -> Missing | None:
    """What is distinctive and how it pays are written, and at least one experience goal is distinctive."""
    places = empty(session.round.vision, Place("vision", "vision"), "distinctive", "profitable")
    goals = session.round.experience_goals
    if places:
        unwritten = {"distinctive": N_("what is distinctive"), "profitable": N_("how it pays")}
        return missing(
            say("Not written yet: {fields}", fields=WordList(*(unwritten[place.field] for place in places))),
            *places,
        )
    if not goals or any(goal.distinctive for goal in goals):  # that there is no goal is said by G1.2
        return None
    marks = [Place("experience_goals", goal.id, "distinctive") for goal in goals]
    return missing(say("No experience goal is marked distinctive"), *marks)


@check("G1.4")
def map_is_wide_enough(session: Session, _on: date) -> Missing | None:
    """Three stages, past the decision point, beyond customer service; each says who delivers it."""
    scope = in_scope(session)
    if not scope:
        return empty_map()
    undelivered = [
        Place("touchpoints", touchpoint.id, "delivered_by")
        for touchpoint in scope
        if touchpoint.delivered_by is None
    ]
    candidates: list[tuple[Words, Sequence[Place]]] = [
        (say("The map covers fewer than {least} stages", least=STAGES_AT_LEAST), _stages_missing(scope)),
        _past_the_decision(session, scope),
        (
            say("The map holds only customer service"),
            [Place("touchpoints", "")] if all(map(_is_service, scope)) else [],
        ),
        (
            say_n(
                "{n} of {all} touchpoints does not say who delivers it",
                "{n} of {all} touchpoints do not say who delivers them",
                len(undelivered),
                all=len(scope),
            ),
            undelivered,
        ),
    ]
    gaps = [(words, places) for words, places in candidates if places]
    return missing_if([places for _words, places in gaps], gaps[0][0]) if gaps else None


def _stages_missing(scope: Sequence[Touchpoint]) -> Sequence[Place]:
    if len({touchpoint.stage for touchpoint in scope if touchpoint.stage}) >= STAGES_AT_LEAST:
        return []
    return [Place("touchpoints", touchpoint.id, "stage") for touchpoint in scope if not touchpoint.stage] + [
        Place("touchpoints", "")
    ]


def _past_the_decision(session: Session, scope: Sequence[Touchpoint]) -> tuple[Words, Sequence[Place]]:
    stages = stages_in_use(session)
    decisions = [i for i, stage in enumerate(stages) if stage.decision_point]
    if not decisions:
        marks = [Place("stages", stage.id, "decision_point") for stage in stages]
        return say("No stage is marked as the decision point"), marks or [Place("stages", "")]
    after = {stage.id for stage in stages[decisions[0] + 1 :]}
    if any(touchpoint.stage in after for touchpoint in scope):
        return "", []
    return say("Nothing on the map comes after the decision point"), [Place("touchpoints", "")]


def _is_service(touchpoint: Touchpoint) -> bool:
    return touchpoint.element == "encounter" and touchpoint.channel == "phone_chat"


@check("G1.5")
def levels_have_their_basis(session: Session, _on: date) -> Missing | None:
    """Every touchpoint has a level and its basis, or "unknown"."""
    scope = in_scope(session)

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        state, place = state_of(session, touchpoint.id), Place("touchpoint_states", touchpoint.id)
        if state.level_basis is None:
            return (
                [place.at("level_basis")]
                if state.level_now
                else [place.at("level_now"), place.at("level_basis")]
            )
        if (state.level_now is None) == (state.level_basis == "unknown"):
            return []
        return [place.at("level_basis" if state.level_now else "level_now")]

    gaps = gaps_of(scope, cells)
    words = say_n(
        "{n} of {all} touchpoints lacks its level or what it is based on",
        "{n} of {all} touchpoints lack their level or what it is based on",
        len(gaps),
        all=len(scope),
    )
    return missing_if(gaps, words) if scope else empty_map()


@check("G1.6")
def customers_and_frontline_are_heard(session: Session, _on: date) -> Missing | None:
    """Evidence from customers and from the frontline is present."""
    sources = {evidence.source_type for evidence in session.round.evidence}
    unheard = [] if sources & CUSTOMER_SOURCES else [N_("customers")]
    unheard += [] if "frontline" in sources else [N_("the frontline")]
    unsaid = [
        Place("evidence", evidence.id, "source_type")
        for evidence in session.round.evidence
        if evidence.source_type is None
    ]
    return (
        missing(
            say("No evidence yet from: {sources}", sources=WordList(*unheard)), *unsaid, Place("evidence", "")
        )
        if unheard
        else None
    )


@check("G1.7")
def guess_meets_the_figure(session: Session, _on: date) -> Missing | None:
    """A guess is compared with the customers' figure, or it is decided to start measuring."""
    guessed = perceptions(session)
    starting = any(
        action.kind == "start_measuring" and action.status != "dropped" for action in session.round.actions
    )
    if starting or any(perception.gap is not None for perception in guessed.values()):
        return None
    words = (
        say("What was guessed has not been measured")
        if guessed
        else say("No guess is compared with a figure")
    )
    return missing(words, Place("observations" if guessed else "guesses", ""), Place("actions", ""))


@check("G1.8")
def roles_are_chosen(session: Session, on: date) -> Missing | None:
    """Every touchpoint is marked hygiene or differentiator; differentiators at most a third; none aims below
    its role."""
    scope = in_scope(session)
    roles = {touchpoint.id: state_of(session, touchpoint.id).role for touchpoint in scope}
    undecided = [
        Place("touchpoint_states", touchpoint_id, "role")
        for touchpoint_id, role in roles.items()
        if role not in ("hygiene", "differentiator")
    ]
    if undecided:
        words = say_n(
            "{n} of {all} touchpoints has no role",
            "{n} of {all} touchpoints have no role",
            len(undecided),
            all=len(scope),
        )
        return missing(words, *undecided)
    chosen = [
        Place("touchpoint_states", touchpoint_id, "role")
        for touchpoint_id, role in roles.items()
        if role == "differentiator"
    ]
    most = ceil(len(scope) / 3)
    if len(chosen) <= most:
        return _aims_too_low(session, on)
    return missing(
        say("{count} differentiators of {all}; {most} at most", count=len(chosen), all=len(scope), most=most),
        *chosen,
    )


def _aims_too_low(session: Session, on: date) -> Missing | None:
    aims = [Place("touchpoint_states", touchpoint.id, "level_target") for touchpoint in in_scope(session)]
    low = [aim for aim in aims if flaw_at(session, aim, on)]
    words = say_n("{n} touchpoint aims below its role", "{n} touchpoints aim below their role", len(low))
    return missing_if([[aim] for aim in low], words)


@check("G1.9")
def customers_were_asked(session: Session, _on: date) -> Missing | None:
    """Customers have been asked whether our present promise shows."""
    vision, place = session.round.vision, Place("vision", "vision")
    if not vision.customers_asked:
        return missing(say("Customers have not been asked about the promise"), place.at("customers_asked"))
    return (
        None
        if vision.customers_asked_n
        else missing(say("How many customers were asked is not said"), place.at("customers_asked_n"))
    )


@check("G1.10")
def facts_outweigh_gut_feeling(session: Session, on: date) -> Missing | None:
    """Gut-feel share at most half."""
    scope, felt = in_scope(session), without_fact(session, on)
    if (share_of(len(felt), len(scope)) or 0) <= GUT_FEEL_AT_MOST:
        return None
    return missing(
        say("{count} of {all} levels are not based on facts", count=len(felt), all=len(scope)),
        *(Place("touchpoint_states", touchpoint, "level_basis") for touchpoint in felt),
    )
