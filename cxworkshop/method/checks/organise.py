"""The readiness checks of Organise: who carries what from today, with the power, money, time and reward it
needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cxworkshop.language import say, say_n
from cxworkshop.method import thresholds
from cxworkshop.method.checks.finding import (
    Missing,
    answer_cells,
    check,
    empty,
    if_any,
    lacking,
    missing,
    no_map,
    priority_touchpoints,
    voters,
)
from cxworkshop.method.figures import functions, leaders
from cxworkshop.method.lookup import grouped, in_scope, ownership_of, person
from cxworkshop.method.mandates import mandate_score, partner_score, reward_linked
from cxworkshop.method.responsibility import (
    agreed,
    lead_agreed,
    reward_link_rate,
    tally_of,
)
from cxworkshop.method.workload import overloaded
from cxworkshop.model.ballots import FIVE_FUNCTIONS, WHOLE, Ballot
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index

ANSWERED_AT_LEAST = 0.75
PARTNER_SCORE_AT_LEAST = 2
"""Of the four partner checks; all four is the aim."""
SETTLED_WITHIN = timedelta(days=30)
REWARDED_AT_LEAST = 0.5
FACE_TO_FACE = frozenset({"store", "phone_chat", "home_visit"})
"""Channels in which somebody of ours faces the customer."""
LEAD = Place("cx_lead", "cx_lead")


@check("G3.1")
def nearly_everyone_has_answered(session: Session, _on: date) -> Missing | None:
    """Three quarters of those present have answered for every touchpoint that was asked, and for the
    whole."""
    room = voters(session)
    asked = [*_asked(session), WHOLE]

    def cells(touchpoint: str) -> Sequence[Place]:
        silent = [person for person in room if person.id not in tally_of(session, touchpoint).answered]
        enough = room and len(room) - len(silent) >= ANSWERED_AT_LEAST * len(room)
        return [] if enough else answer_cells(touchpoint, silent) or [Place("ownership_ballots", "")]

    bare = lacking(asked, cells)
    if not any(tally_of(session, touchpoint).n for touchpoint in asked):
        return if_any(bare, say("Nothing has been answered blindly yet"))
    words = say_n(
        "{n} of {all} blind questions has too few answers",
        "{n} of {all} blind questions have too few answers",
        len(bare),
        all=len(asked),
    )
    return if_any(bare, words)


def _asked(session: Session) -> list[str]:
    """The touchpoints that were in scope when the ballot was sealed: nobody answered about what was added
    later."""
    ballot = index(session.round.ballots).get("1")
    sealed = isinstance(ballot, Ballot) and ballot.sealed_at is not None
    return [
        touchpoint.id for touchpoint in in_scope(session) if not sealed or tally_of(session, touchpoint.id).n
    ]


@check("G3.2")
def whole_has_a_person(session: Session, on: date) -> Missing | None:
    """One person accountable for the whole is named and has accepted, or it is set when and by whom it is
    decided."""
    lead, found = session.round.cx_lead, lead_agreed(session, on)
    if found.status == "held" or (lead.resolve_by and lead.decider):
        return None
    words, places = {
        "no_name": (say("Nobody is accountable for the whole"), [LEAD.at("accountable")]),
        "outsourced_accountability": (
            say("A partner's person is accountable for the whole"),
            [LEAD.at("accountable")],
        ),
        "open_objection": (say("An objection about the whole is open"), _open_objections(session, WHOLE)),
        "not_accepted": (say("Whoever answers for the whole has not said yes"), [LEAD.at("accepted_on")]),
    }[found.reason]
    return missing(words, *places, *empty(lead, LEAD, "resolve_by", "decider"))


@check("G3.3")
def touchpoints_have_a_person(session: Session, on: date) -> Missing | None:
    """Each touchpoint has an accountable person, or a date by which it will."""
    scope = in_scope(session)

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        here = _ownership(touchpoint)
        nameless = agreed(session, touchpoint.id, on).reason == "no_name"
        return (
            [here.at("accountable"), here.at("resolve_by")]
            if nameless and not ownership_of(session, touchpoint.id).resolve_by
            else []
        )

    bare = lacking(scope, cells)
    words = say_n(
        "{n} of {all} touchpoints has nobody accountable, nor a date",
        "{n} of {all} touchpoints have nobody accountable, nor a date",
        len(bare),
        all=len(scope),
    )
    return if_any(bare, words) if scope else no_map()


@check("G3.4")
def accountability_is_our_own(session: Session, _on: date) -> Missing | None:
    """Accountability is not outsourced, of a touchpoint or of the whole."""
    given = [
        _ownership(touchpoint).at("accountable")
        for touchpoint in in_scope(session)
        if _is_outsourced(session, ownership_of(session, touchpoint.id).accountable)
    ]
    given += [LEAD.at("accountable")] if _is_outsourced(session, session.round.cx_lead.accountable) else []
    words = say_n(
        "{n} responsibility is given to a partner's person",
        "{n} responsibilities are given to a partner's person",
        len(given),
    )
    return missing(words, *given) if given else None


def _is_outsourced(session: Session, accountable: str | None) -> bool:
    named = person(session, accountable)
    return named is not None and not named.own


@check("G3.5")
def partners_share_the_goal(session: Session, _on: date) -> Missing | None:
    """Partner-delivered touchpoints have an own accountable person and a goal or figure shared with the
    partner."""
    scores = {
        touchpoint.id: score
        for touchpoint in in_scope(session)
        if (score := partner_score(session, touchpoint.id)) is not None
    }

    def cells(touchpoint_id: str) -> Sequence[Place]:
        if scores[touchpoint_id] >= PARTNER_SCORE_AT_LEAST:
            return []
        ownership, here = ownership_of(session, touchpoint_id), Place("ownerships", touchpoint_id)
        ticks = [
            here.at(f"partner_checks.{name}")
            for name in ("goal_shared", "measure_visible_to_both")
            if not getattr(ownership.partner_checks, name)
        ]
        return (
            empty(ownership, here, "accountable")
            + ticks
            + empty(ownership, here, "partner_checks.joint_review_on")
        )

    bare = lacking(scores, cells)
    words = say_n(
        "{n} of {all} partners' touchpoints lacks a shared goal or figure",
        "{n} of {all} partners' touchpoints lack a shared goal or figure",
        len(bare),
        all=len(scores),
    )
    return if_any(bare, words)


@check("G3.6")
def contested_has_a_date(session: Session, on: date) -> Missing | None:
    """Nothing contested is left without a date, within 30 days, to settle it."""

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        by = ownership_of(session, touchpoint.id).resolve_by
        late = by is None or by > on + SETTLED_WITHIN
        return (
            [_ownership(touchpoint).at("resolve_by")]
            if late and agreed(session, touchpoint.id, on).status == "contested"
            else []
        )

    bare = lacking(in_scope(session), cells)
    words = say_n(
        "{n} contested touchpoint is not settled within 30 days",
        "{n} contested touchpoints are not settled within 30 days",
        len(bare),
    )
    return if_any(bare, words)


@check("G3.7")
def mandates_of_priorities_are_full(session: Session, _on: date) -> Missing | None:
    """The mandate of each priority touchpoint is complete and longer than a quarter."""
    weighty = priority_touchpoints(session)

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        ownership, here = ownership_of(session, touchpoint.id), _ownership(touchpoint)
        if mandate_score(ownership.mandate) == thresholds.MANDATE_PARTS:
            return []
        short = (
            []
            if (ownership.mandate.horizon_years or 0) > thresholds.A_QUARTER
            else [here.at("mandate.horizon_years")]
        )
        return empty(ownership, here, "mandate.decision_rights", "mandate.budget_eur_per_year") + short

    bare = lacking(weighty, cells)
    words = say_n(
        "{n} of {all} priorities lacks a full mandate",
        "{n} of {all} priorities lack a full mandate",
        len(bare),
        all=len(weighty),
    )
    return if_any(bare, words)


@check("G3.8")
def reward_follows_responsibility(session: Session, on: date) -> Missing | None:
    """Reward is linked for the person accountable for the whole and at least half of those accountable."""
    lead = [] if reward_linked(session.round.cx_lead.reward) else [LEAD.at("reward.type")]
    rate = reward_link_rate(session, on)
    held = [
        touchpoint for touchpoint in in_scope(session) if agreed(session, touchpoint.id, on).status == "held"
    ]
    bare = [
        _ownership(one).at("reward.type")
        for one in held
        if not reward_linked(ownership_of(session, one.id).reward)
    ]
    if rate is not None and rate < REWARDED_AT_LEAST:
        words = say(
            "Reward is linked for {count} of {all} responsibilities",
            count=len(held) - len(bare),
            all=len(held),
        )
        return missing(words, *lead, *bare)
    return missing(say("Reward is not linked for the whole"), *lead) if lead else None


@check("G3.9")
def nobody_is_overloaded(session: Session, on: date) -> Missing | None:
    """Nobody carries more than four touchpoints, or more than a third of six or more."""
    heavy = overloaded(session, on)
    names = ", ".join(session.name_of("people", person_id) for person_id in heavy)
    cells = [
        _ownership(touchpoint).at("accountable")
        for touchpoint in in_scope(session)
        if ownership_of(session, touchpoint.id).accountable in heavy
    ]
    return missing(say("Too many touchpoints: {names}", names=names), *cells) if heavy else None


@check("G3.10")
def weak_functions_have_an_enabler(session: Session, _on: date) -> Missing | None:
    """The five functions are assessed; one that is weak or divides the room has an enabler with owner and
    date."""
    scored = functions(session)
    unscored = [
        Place("function_scores", f"{name}:{person.id}", "value")
        for name, _words in FIVE_FUNCTIONS
        if name not in scored
        for person in voters(session)
    ]
    if len(scored) < len(FIVE_FUNCTIONS):
        words = say_n(
            "{n} of {all} functions is not assessed",
            "{n} of {all} functions are not assessed",
            len(FIVE_FUNCTIONS) - len(scored),
            all=len(FIVE_FUNCTIONS),
        )
        return missing(words, *unscored or [Place("function_scores", "")])

    def cells(function: str) -> Sequence[Place]:
        told = (
            enabler
            for enabler in grouped(session.round.enablers, "function").get(function, ())
            if enabler.status != "dropped"
        )
        gaps = [empty(one, Place("enablers", one.id), "owner", "due_on") for one in told]
        return min(gaps, key=len, default=[Place("enablers", "")])

    bare = lacking((name for name, spread in scored.items() if spread.is_weak), cells)
    words = say_n(
        "{n} weak function has no enabler with owner and date",
        "{n} weak functions have no enabler with owner and date",
        len(bare),
    )
    return if_any(bare, words)


@check("G3.11")
def frontline_knows_its_limits(session: Session, _on: date) -> Missing | None:
    """Where customers are met face to face or by phone, it is written what the frontline may decide alone."""
    met = [
        touchpoint
        for touchpoint in in_scope(session)
        if touchpoint.element == "encounter" or touchpoint.channel in FACE_TO_FACE
    ]
    bare = lacking(
        met, lambda one: empty(ownership_of(session, one.id), _ownership(one), "frontline_authority.text")
    )
    words = say_n(
        "{n} of {all} encounters does not say what may be decided alone",
        "{n} of {all} encounters do not say what may be decided alone",
        len(bare),
        all=len(met),
    )
    return if_any(bare, words)


@check("G3.12")
def leaders_will_meet_customers(session: Session, on: date) -> Missing | None:
    """Every member of the leadership team has a customer contact dated within 90 days."""
    team, contacts = (
        leaders(session, on),
        {contact.person: contact.next for contact in session.round.leader_contacts},
    )
    until = on + timedelta(days=thresholds.CONTACT_DAYS)
    bare = [
        Place("leader_contacts", person.id, "next")
        for person in team
        if (day := contacts.get(person.id)) is None or not on <= day <= until
    ]
    words = say_n(
        "{n} of {all} leaders has no customer contact within {days} days",
        "{n} of {all} leaders have no customer contact within {days} days",
        len(bare),
        all=len(team),
        days=thresholds.CONTACT_DAYS,
    )
    return missing(words, *bare) if bare else None


def _ownership(touchpoint: Touchpoint) -> Place:
    return Place("ownerships", touchpoint.id)


def _open_objections(session: Session, touchpoint_id: str) -> list[Place]:
    told = grouped(session.round.objections, "touchpoint").get(touchpoint_id, ())
    return [Place("objections", one.id, "status") for one in told if one.is_open]
