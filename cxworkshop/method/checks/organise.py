"""The readiness checks of Organise: who carries what from today, and with which mandate and reward."""

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
    empty_map,
    gaps_of,
    missing,
    missing_if,
    priority_touchpoints,
)
from cxworkshop.method.figures import functions, leaders
from cxworkshop.method.lookup import expected_voters, grouped, in_scope, ownership_of, person
from cxworkshop.method.mandates import is_long, mandate_score, partner_score, reward_linked
from cxworkshop.method.responsibility import (
    agreed,
    ballot_of,
    held_ownerships,
    lead_agreed,
    reward_link_rate,
    tally_of,
)
from cxworkshop.method.workload import overloaded
from cxworkshop.model.ballots import FIVE_FUNCTIONS, WHOLE
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

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
    """Three quarters of those present have answered about every touchpoint asked, and about the whole."""
    room = expected_voters(session)
    questions = [*_asked(session), WHOLE]

    def cells(touchpoint: str) -> Sequence[Place]:
        answered = tally_of(session, touchpoint).answered
        unanswered = [person for person in room if person.id not in answered]
        enough = room and len(room) - len(unanswered) >= ANSWERED_AT_LEAST * len(room)
        return [] if enough else answer_cells(touchpoint, unanswered) or [Place("ownership_ballots", "")]

    gaps = gaps_of(questions, cells)
    if not any(tally_of(session, touchpoint).n for touchpoint in questions):
        return missing_if(gaps, say("Who is accountable has not been answered blindly yet"))
    words = say_n(
        "{n} of {all} blind questions has too few answers",
        "{n} of {all} blind questions have too few answers",
        len(gaps),
        all=len(questions),
    )
    return missing_if(gaps, words)


def _asked(session: Session) -> list[str]:
    """The touchpoints asked about: in scope, and since the sealing only those with answers."""
    sealed = ballot_of(session).sealed_at is not None
    return [
        touchpoint.id for touchpoint in in_scope(session) if not sealed or tally_of(session, touchpoint.id).n
    ]


@check("G3.2")
def whole_has_a_person(session: Session, on: date) -> Missing | None:
    """A person accountable for the whole has accepted, or it is set when and by whom that is decided."""
    lead, agreement = session.round.cx_lead, lead_agreed(session, on)
    if agreement.status == "held" or (lead.resolve_by and lead.decider):
        return None
    words, places = {
        "no_name": (say("Nobody is accountable for the whole"), [LEAD.at("accountable")]),
        "outsourced_accountability": (
            say("A partner's person is accountable for the whole"),
            [LEAD.at("accountable")],
        ),
        "open_objection": (say("An objection about the whole is open"), _open_objections(session, WHOLE)),
        "not_accepted": (say("Whoever answers for the whole has not said yes"), [LEAD.at("accepted_on")]),
    }[agreement.reason]
    return missing(words, *places, *empty(lead, LEAD, "resolve_by", "decider"))


@check("G3.3")
def touchpoints_have_a_person(session: Session, on: date) -> Missing | None:
    """Each touchpoint has an accountable person, or a date by which it will."""
    scope = in_scope(session)

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        place = _ownership(touchpoint)
        is_named = agreed(session, touchpoint.id, on).reason != "no_name"
        is_dated = ownership_of(session, touchpoint.id).resolve_by
        return [] if is_named or is_dated else [place.at("accountable"), place.at("resolve_by")]

    gaps = gaps_of(scope, cells)
    words = say_n(
        "{n} of {all} touchpoints has neither a name nor a date",
        "{n} of {all} touchpoints have neither a name nor a date",
        len(gaps),
        all=len(scope),
    )
    return missing_if(gaps, words) if scope else empty_map()


@check("G3.4")
def accountability_is_our_own(session: Session, _on: date) -> Missing | None:
    """Accountability is not outsourced, of a touchpoint or of the whole."""
    outsourced = [
        _ownership(touchpoint).at("accountable")
        for touchpoint in in_scope(session)
        if _is_outsourced(session, ownership_of(session, touchpoint.id).accountable)
    ]
    if _is_outsourced(session, session.round.cx_lead.accountable):
        outsourced.append(LEAD.at("accountable"))
    words = say_n(
        "{n} responsibility is given to a partner's person",
        "{n} responsibilities are given to a partner's person",
        len(outsourced),
    )
    return missing(words, *outsourced) if outsourced else None


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
        ownership, place = ownership_of(session, touchpoint_id), Place("ownerships", touchpoint_id)
        ticks = [
            place.at(f"partner_checks.{name}")
            for name in ("goal_shared", "measure_visible_to_both")
            if not getattr(ownership.partner_checks, name)
        ]
        return (
            empty(ownership, place, "accountable")
            + ticks
            + empty(ownership, place, "partner_checks.joint_review_on")
        )

    gaps = gaps_of(scores, cells)
    words = say_n(
        "{n} of {all} partners' touchpoints lacks a shared goal or figure",
        "{n} of {all} partners' touchpoints lack a shared goal or figure",
        len(gaps),
        all=len(scores),
    )
    return missing_if(gaps, words)


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

    gaps = gaps_of(in_scope(session), cells)
    words = say_n(
        "{n} contested touchpoint is not settled within 30 days",
        "{n} contested touchpoints are not settled within 30 days",
        len(gaps),
    )
    return missing_if(gaps, words)


@check("G3.7")
def mandates_of_priorities_are_full(session: Session, _on: date) -> Missing | None:
    """The mandate of each priority touchpoint is complete and long enough."""
    priorities, sector = priority_touchpoints(session), session.organisation.sector

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        ownership, place = ownership_of(session, touchpoint.id), _ownership(touchpoint)
        if mandate_score(ownership.mandate, sector) == thresholds.MANDATE_PARTS:
            return []
        short = [] if is_long(ownership.mandate, sector) else [place.at("mandate.horizon_years")]
        return empty(ownership, place, "mandate.decision_rights", "mandate.budget_eur_per_year") + short

    gaps = gaps_of(priorities, cells)
    words = say_n(
        "{n} of {all} priorities lacks a full mandate",
        "{n} of {all} priorities lack a full mandate",
        len(gaps),
        all=len(priorities),
    )
    return missing_if(gaps, words)


@check("G3.8")
def reward_follows_responsibility(session: Session, on: date) -> Missing | None:
    """Reward is linked for the person accountable for the whole and at least half of those accountable."""
    lead = [] if reward_linked(session.round.cx_lead.reward) else [LEAD.at("reward.type")]
    rate = reward_link_rate(session, on)
    held = held_ownerships(session, on)
    gaps = [
        Place("ownerships", ownership.id, "reward.type")
        for ownership in held
        if not reward_linked(ownership.reward)
    ]
    if rate is not None and rate < REWARDED_AT_LEAST:
        words = say(
            "Reward is linked for {count} of {all} responsibilities",
            count=len(held) - len(gaps),
            all=len(held),
        )
        return missing(words, *lead, *gaps)
    return missing(say("Reward is not linked for the whole"), *lead) if lead else None


@check("G3.9")
def nobody_is_overloaded(session: Session, on: date) -> Missing | None:
    """Nobody carries more than four touchpoints, or more than a third of six or more."""
    overloaded_ids = overloaded(session, on)
    names = ", ".join(session.name_of("people", person_id) for person_id in overloaded_ids)
    cells = [
        _ownership(touchpoint).at("accountable")
        for touchpoint in in_scope(session)
        if ownership_of(session, touchpoint.id).accountable in overloaded_ids
    ]
    return missing(say("Too many touchpoints: {names}", names=names), *cells) if overloaded_ids else None


@check("G3.10")
def weak_functions_have_an_enabler(session: Session, _on: date) -> Missing | None:
    """The five functions are assessed; a weak one has an enabler with owner and date."""
    scored = functions(session)
    unscored = [
        Place("function_scores", f"{name}:{person.id}", "value")
        for name, _words in FIVE_FUNCTIONS
        if name not in scored
        for person in expected_voters(session)
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
        enablers = (
            enabler
            for enabler in grouped(session.round.enablers, "function").get(function, ())
            if enabler.status != "dropped"
        )
        gaps = [empty(enabler, Place("enablers", enabler.id), "owner", "due_on") for enabler in enablers]
        return min(gaps, key=len, default=[Place("enablers", "")])

    gaps = gaps_of((name for name, spread in scored.items() if spread.is_weak), cells)
    words = say_n(
        "{n} weak function has no enabler with owner and date",
        "{n} weak functions have no enabler with owner and date",
        len(gaps),
    )
    return missing_if(gaps, words)


@check("G3.11")
def frontline_knows_its_limits(session: Session, _on: date) -> Missing | None:
    """Where customers are met face to face or by phone, it is written what the frontline may decide alone."""
    encounters = [
        touchpoint
        for touchpoint in in_scope(session)
        if touchpoint.element == "encounter" or touchpoint.channel in FACE_TO_FACE
    ]
    gaps = gaps_of(
        encounters,
        lambda touchpoint: empty(
            ownership_of(session, touchpoint.id), _ownership(touchpoint), "frontline_authority.text"
        ),
    )
    words = say_n(
        "{n} of {all} encounters does not say what may be decided alone",
        "{n} of {all} encounters do not say what may be decided alone",
        len(gaps),
        all=len(encounters),
    )
    return missing_if(gaps, words)


@check("G3.12")
def leaders_will_meet_customers(session: Session, on: date) -> Missing | None:
    """Every member of the leadership team has a customer contact dated within 90 days."""
    team, contacts = (
        leaders(session, on),
        {contact.person: contact.next for contact in session.round.leader_contacts},
    )
    until = on + timedelta(days=thresholds.CONTACT_DAYS)
    gaps = [
        Place("leader_contacts", person.id, "next")
        for person in team
        if (day := contacts.get(person.id)) is None or not on <= day <= until
    ]
    words = say_n(
        "{n} of {all} leaders has no contact planned within {days} days",
        "{n} of {all} leaders have no contact planned within {days} days",
        len(gaps),
        all=len(team),
        days=thresholds.CONTACT_DAYS,
    )
    return missing(words, *gaps) if gaps else None


def _ownership(touchpoint: Touchpoint) -> Place:
    return Place("ownerships", touchpoint.id)


def _open_objections(session: Session, touchpoint_id: str) -> list[Place]:
    objections = grouped(session.round.objections, "touchpoint").get(touchpoint_id, ())
    return [Place("objections", objection.id, "status") for objection in objections if objection.is_open]
