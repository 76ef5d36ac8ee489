"""The plan's account of who carries the responsibility, and what it needs to be carried.

No individual answer and no voter is named here: counts only, and a name only where people agree on it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cxworkshop.documents.plan.shown import Shown, status_words
from cxworkshop.language import _, plural
from cxworkshop.method import content, derived, responsibility, rows
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.thresholds import A_QUARTER, LEAD_MANDATE_PARTS, MANDATE_PARTS
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.responsibility import WHOLE, LeadMandate, Mandate

FEW = 4
"""Ballots below which only the word of the status is printed: counts would say who answered what."""
_ORDER = ("vacant", "contested", "unclear")


@dataclass(frozen=True)
class Carried:
    """Three columns of one touchpoint: on paper, in practice, from today."""

    touchpoint: str
    on_paper: str
    differs: bool
    practice: str
    agreement: float | None
    from_today: str
    status: str


@dataclass(frozen=True)
class Open:
    """A touchpoint whose responsibility is not settled."""

    touchpoint: str
    why: str
    practice: str
    objections: tuple[str, ...]
    by: date | None
    resolver: str


@dataclass(frozen=True)
class OpenList:
    status: str
    touchpoints: tuple[Open, ...]


@dataclass(frozen=True)
class InName:
    touchpoint: str
    person: str
    lacks: str


@dataclass(frozen=True)
class Partnered:
    touchpoint: str
    partner: str
    score: int
    lacks: str
    review: date | None


@dataclass(frozen=True)
class Load:
    person: str
    count: int
    too_much: bool


@dataclass(frozen=True)
class Lead:
    person: str
    title: str
    status: str
    practice: str
    sponsor: str
    model: str
    rights: str
    budget: int | None
    horizon: str
    authority: bool
    score: int
    of: int
    remit: str
    help: str
    resolve_by: date | None
    decider: str


@dataclass(frozen=True)
class Responsibility:
    count: int
    asked: int
    """Ballots given about the touchpoint with most of them."""
    as_is: str
    agreed: str
    in_name: int
    clear: int
    clear_share: float | None
    agreement: float | None
    alpha: float | None
    touchpoints: tuple[Carried, ...]
    open: tuple[OpenList, ...]
    in_name_only: tuple[InName, ...]
    partnered: tuple[Partnered, ...]
    loads: tuple[Load, ...]
    owners: float | None
    chief: str
    functions: str
    mandate: float | None
    rewarded: int
    held: int
    reward_caution: str
    lead: Lead


def responsibility_map(shown: Shown) -> Responsibility:
    """Section 5: in practice, from today, and what is missing."""
    session, on = shown.session, shown.on
    here = rows.in_scope(session)
    found = responsibility.diagnoses(session)
    agreed = {one.id: responsibility.agreed(session, one.id, on) for one in here}
    held = [row for row, one in agreed.items() if one.status == "held"]
    return Responsibility(
        count=len(here),
        asked=max((one.n for one in found.values()), default=0),
        as_is=_counts(responsibility.status_counts(session)),
        agreed=_counts(responsibility.agreed_counts(session, on)),
        in_name=sum(one.in_name_only for one in agreed.values()),
        clear=responsibility.status_counts(session)["held"],
        clear_share=responsibility.clear_share(session),
        agreement=responsibility.mean_agreement(session),
        alpha=responsibility.alpha_of(session),
        touchpoints=tuple(_carried(shown, one) for one in here),
        open=tuple(
            OpenList(status_words(status), tuple(_open(shown, one) for one in here if agreed[one.id].status == status))
            for status in _ORDER
            if any(one.status == status for one in agreed.values())
        ),
        in_name_only=tuple(_in_name(shown, row) for row in responsibility.in_name_only(session, on)),
        partnered=tuple(made for one in here if (made := _partnered(shown, one))),
        loads=_loads(shown),
        owners=responsibility.effective_owners(session, on),
        chief=shown.person(responsibility.chief_carries(session, on)),
        functions=_functions(shown, held),
        mandate=responsibility.mandate_mean(session, on),
        rewarded=sum(responsibility.reward_linked(rows.ownership_of(session, row).reward) for row in held),
        held=len(held),
        reward_caution=shown.names("touchpoints", responsibility.reward_caution(session)),
        lead=_lead(shown),
    )


def _counts(counts: dict[str, int]) -> str:
    return " · ".join(f"{status_words(status)} {count}" for status, count in counts.items())


def _carried(shown: Shown, touchpoint: Touchpoint) -> Carried:
    session = shown.session
    ownership, found = rows.ownership_of(session, touchpoint.id), responsibility.as_is(session, touchpoint.id)
    agreed = responsibility.agreed(session, touchpoint.id, shown.on)
    return Carried(
        touchpoint=touchpoint.name_shown,
        on_paper=shown.person(ownership.formal_owner),
        differs=responsibility.on_paper_differs(session, touchpoint.id),
        practice=in_practice(shown, found),
        agreement=found.agreement if found.n >= FEW else None,
        from_today=shown.person(ownership.accountable),
        status=status_words(agreed.status, agreed.in_name_only),
    )


def in_practice(shown: Shown, found: Diagnosis) -> str:
    """What the blind ballot says of one touchpoint: its status and how the answers divide, never whose they are."""
    if found.status in ("not_asked", "insufficient"):
        return str(content.reason(found.reason))
    if found.n < FEW:
        return status_words(found.status)
    return f"{status_words(found.status)}: {_divided(shown, found)}"


def _divided(shown: Shown, found: Diagnosis) -> str:
    tally, n = found.tally, found.n
    named = [votes for _person, votes in tally.votes]
    if found.status == "held":
        return f"{shown.person(found.top[0])} {_of(named[0], n)}"
    if found.reason == "rival_self_claims":
        shares = ", ".join(_of(found.counts[who], n) for who in sorted(found.self_claims, key=lambda who: -found.counts[who]))
        return plural("{n} person named themselves", "{n} people named themselves", len(found.self_claims)) + f" ({shares})"
    if found.reason == "nominee_unaware":
        return _("{count} named the same person, who did not").format(count=_of(named[0], n))
    others = (
        (_("{count} answered a partner"), tally.partner),
        (_("{count} answered nobody"), tally.nobody),
        (_("{count} answered several"), tally.several),
        (_("{count} did not know"), tally.dont_know),
    )
    people = (_("{count} named the same person") if len(named) == 1 else _("{count} named a person, {most} the same one"), sum(named))
    groups = sorted((people, *others), key=lambda group: -group[1])
    most = _of(named[0], n) if named else ""
    return ", ".join(words.format(count=_of(count, n), most=most) for words, count in groups if count)


def _of(count: int, n: int) -> str:
    return _("{k} of {n}").format(k=count, n=n)


def _open(shown: Shown, touchpoint: Touchpoint) -> Open:
    session, one = shown.session, shown.round
    agreed = responsibility.agreed(session, touchpoint.id, shown.on)
    ownership = rows.ownership_of(session, touchpoint.id)
    left = agreed.left and ownership.accountable
    why = _("{name} has left").format(name=shown.person(ownership.accountable)) if left else str(content.reason(agreed.reason))
    open_objections = [o for o in rows.grouped(one.objections, "touchpoint").get(touchpoint.id, ()) if o.status == "open"]
    return Open(
        touchpoint=touchpoint.name_shown,
        why=why,
        practice=in_practice(shown, responsibility.as_is(session, touchpoint.id)),
        objections=tuple(objection.text for objection in open_objections if objection.text),
        by=ownership.resolve_by,
        resolver=shown.person(one.decider or one.cx_lead.sponsor),
    )


def _in_name(shown: Shown, row: str) -> InName:
    ownership = rows.ownership_of(shown.session, row)
    return InName(shown.touchpoint(row), shown.person(ownership.accountable), _lacks(ownership.mandate))


def _lacks(mandate: Mandate) -> str:
    lacks = [
        (not mandate.decision_rights.strip(), "decision_rights"),
        (mandate.budget_eur_per_year is None, "budget_eur_per_year"),
        ((mandate.horizon_years or 0) <= A_QUARTER, "horizon_years"),
        (isinstance(mandate, LeadMandate) and not mandate.cross_function_authority, "cross_function_authority"),
    ]
    return ", ".join(_label("cx_lead", f"mandate.{field}") for missing, field in lacks if missing)


def _label(table: str, field: str) -> str:
    return _(field_of(table, field).kind.label).lower()


def _partnered(shown: Shown, touchpoint: Touchpoint) -> Partnered | None:
    score = responsibility.partner_score(shown.session, touchpoint.id)
    if score is None:
        return None
    ownership = rows.ownership_of(shown.session, touchpoint.id)
    checks = ownership.partner_checks
    accountable = rows.person(shown.session, ownership.accountable)
    lacks = [_("own accountable person")] if accountable is None or not accountable.own else []
    lacks += [
        _label("ownerships", f"partner_checks.{field}")
        for field in ("goal_shared", "measure_visible_to_both", "joint_review_on", "briefed_on_promise")
        if not getattr(checks, field)
    ]
    return Partnered(touchpoint.name_shown, shown.name("partners", touchpoint.partner), score, ", ".join(lacks), checks.joint_review_on)


def _loads(shown: Shown) -> tuple[Load, ...]:
    loads = responsibility.loads(shown.session, shown.on)
    over = responsibility.overloaded(shown.session, shown.on)
    ordered = sorted(loads.items(), key=lambda load: (-load[1], shown.person(load[0])))
    return tuple(Load(shown.person(who), count, who in over) for who, count in ordered)


def _functions(shown: Shown, held: list[str]) -> str:
    kind = field_of("ownerships", "function").kind
    counts = Counter(
        kind.show(derived.value(shown.session, Place("ownerships", row, "function"), shown.on), shown.reading) or _("other") for row in held
    )
    return " · ".join(f"{function} {count}" for function, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _lead(shown: Shown) -> Lead:
    lead, whole = shown.round.cx_lead, responsibility.as_is(shown.session, WHOLE)
    agreed = responsibility.lead_agreed(shown.session, shown.on)
    remit = [field for field in ("coordination", "touchpoint_management", "competence_development") if getattr(lead.remit, field)]
    return Lead(
        person=shown.person(lead.accountable),
        title=lead.title,
        status=status_words(agreed.status, agreed.in_name_only),
        practice=in_practice(shown, whole),
        sponsor=shown.person(lead.sponsor),
        model=shown.field(lead, "model"),
        rights=lead.mandate.decision_rights,
        budget=lead.mandate.budget_eur_per_year,
        horizon=shown.field(lead, "mandate.horizon_years"),
        authority=lead.mandate.cross_function_authority,
        score=responsibility.mandate_score(lead.mandate),
        of=LEAD_MANDATE_PARTS,
        remit=", ".join(_label("cx_lead", f"remit.{field}") for field in remit),
        help=lead.external_help,
        resolve_by=lead.resolve_by,
        decider=shown.person(lead.decider),
    )


__all__ = ["MANDATE_PARTS", "Responsibility", "in_practice", "responsibility_map"]
