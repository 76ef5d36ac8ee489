"""The plan's account of who carries the responsibility, and what it needs to be carried.

No individual answer and no voter is named here: counts only, and a name only where people agree on it.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.shown import Shown, aside, of, of_with_share, status_words
from cxworkshop.language import _, date_text, money, number, plural
from cxworkshop.method import content, derived, lookup, mandates, responsibility, workload
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.thresholds import A_QUARTER, FEW, LEAD_MANDATE_PARTS
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import LeadMandate, Mandate
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session

PARTNER_CHECKS = 4
_ORDER = ("vacant", "contested", "unclear")


class Carried(NamedTuple):
    """Three columns of one touchpoint: on paper, in practice, from today."""

    touchpoint: str
    on_paper: str
    """With ≠ where it is not the person most named."""
    practice: str
    agreement: str
    from_today: str
    status: str


class Open(NamedTuple):
    """A touchpoint whose responsibility is not settled."""

    touchpoint: str
    why: str
    practice: str
    resolve: str
    """By when, and who settles it."""
    objections: tuple[str, ...]


class OpenList(NamedTuple):
    status: str
    touchpoints: tuple[Open, ...]


class InName(NamedTuple):
    touchpoint: str
    person: str
    lacks: str


class Partnered(NamedTuple):
    touchpoint: str
    partner: str
    score: str
    lacks: str
    review: date | None


class Load(NamedTuple):
    person: str
    touchpoints: int
    too_much: bool


class Lead(NamedTuple):
    person: str
    status: str
    practice: str
    resolve: str
    mandate: str
    rights: str
    budget: str
    horizon: str
    authority: str
    remit: str
    sponsor: str
    model: str
    help: str


class Responsibility(NamedTuple):
    answers: str
    """How many blind answers there are."""
    as_is: str
    clear: str
    agreed: str
    agreement: str
    alpha: str
    differs: bool
    """Whether somebody on paper is not the one most named."""
    touchpoints: tuple[Carried, ...]
    open: tuple[OpenList, ...]
    in_name_only: tuple[InName, ...]
    partnered: tuple[Partnered, ...]
    loads: tuple[Load, ...]
    chief: str
    functions: str
    mandate: str
    rewarded: str
    reward_caution: str
    lead: Lead


def responsibility_map(shown: Shown) -> Responsibility:
    """In practice, from today, and what is missing."""
    session, on = shown.session, shown.on
    here = lookup.in_scope(session)
    found = responsibility.diagnoses(session)
    agreed = {one.id: responsibility.agreed(session, one.id, on) for one in here}
    held = [row for row, one in agreed.items() if one.status == "held"]
    named = sum(one.in_name_only for one in agreed.values())
    clear, asked = (
        responsibility.status_counts(session)["held"],
        max((one.n for one in found.values()), default=0),
    )
    return Responsibility(
        answers=plural("{n} blind answer", "{n} blind answers", asked),
        as_is=_counts(responsibility.status_counts(session)),
        clear=of_with_share(clear, len(here), 1),
        agreed=_counts(responsibility.agreed_counts(session, on))
        + (f" – {_('in name only')} {named}" if named else ""),
        agreement=_two(mean_agreement(session)),
        alpha=_two(responsibility.alpha_of(session)) if asked >= FEW else "",
        differs=any(responsibility.on_paper_differs(session, one.id) for one in here),
        touchpoints=tuple(_carried(shown, one) for one in here),
        open=tuple(
            OpenList(
                status_words(status),
                tuple(_open(shown, one) for one in here if agreed[one.id].status == status),
            )
            for status in _ORDER
            if any(one.status == status for one in agreed.values())
        ),
        in_name_only=tuple(_in_name(shown, row) for row in responsibility.in_name_only(session, on)),
        partnered=tuple(made for one in here if (made := _partnered(shown, one))),
        loads=_loads(shown),
        chief=shown.person(workload.chief_carries(session, on)),
        functions=_functions(shown, held),
        mandate=_two(responsibility.mandate_mean(session, on)),
        rewarded=of(
            sum(mandates.reward_linked(lookup.ownership_of(session, row).reward) for row in held),
            len(held),
        )
        if held
        else "",
        reward_caution=shown.touchpoints(mandates.reward_caution(session)),
        lead=_lead(shown),
    )


def mean_agreement(session: Session) -> float | None:
    """The mean agreement, once there are ballots enough to print it."""
    enough = any(one.n >= FEW for one in responsibility.diagnoses(session).values())
    return responsibility.mean_agreement(session) if enough else None


def _two(value: float | None) -> str:
    return "" if value is None else number(value, 2)


def _counts(counts: dict[str, int]) -> str:
    return " · ".join(f"{status_words(status)} {count}" for status, count in counts.items())


def _carried(shown: Shown, touchpoint: Touchpoint) -> Carried:
    session = shown.session
    ownership, found = (
        lookup.ownership_of(session, touchpoint.id),
        responsibility.as_is(session, touchpoint.id),
    )
    agreed = responsibility.agreed(session, touchpoint.id, shown.on)
    return Carried(
        touchpoint=touchpoint.name_shown,
        on_paper=shown.person(ownership.formal_owner)
        + (" ≠" if responsibility.on_paper_differs(session, touchpoint.id) else ""),
        practice=in_practice(shown, found),
        agreement=_two(found.agreement) if found.n >= FEW else "",
        from_today=shown.person(ownership.accountable),
        status=status_words(agreed.status, agreed.in_name_only),
    )


def in_practice(shown: Shown, found: Diagnosis) -> str:
    """What the blind ballot says of one touchpoint: its status and how the answers divide, never whose they
    are."""
    if found.status in ("not_asked", "insufficient"):
        return str(content.reason(found.reason))
    if found.n < FEW:
        return status_words(found.status)
    return f"{status_words(found.status)} – {_divided(shown, found)}"


def _divided(shown: Shown, found: Diagnosis) -> str:
    tally, n = found.tally, found.n
    named = [votes for _person, votes in tally.votes]
    if found.status == "held":
        return f"{shown.person(found.top[0])} {of(named[0], n)}"
    if found.reason == "rival_self_claims":
        claims = sorted((found.counts[who] for who in found.self_claims), reverse=True)
        return aside(
            plural("{n} person named themselves", "{n} people named themselves", len(claims)),
            _each_of(claims, n),
        )
    if found.status == "contested":
        return aside(_inside(str(content.reason(found.reason))), _each_of(named, n))
    if found.reason == "nominee_unaware":
        return _("{count} named the same person, who did not").format(count=of(named[0], n))
    groups = (
        (_named(named, n), sum(named)),
        (_("{count} answered a partner"), tally.partner),
        (_("{count} answered nobody"), tally.nobody),
        (_("{count} answered several"), tally.several),
        (_("{count} did not know"), tally.dont_know),
    )
    return ", ".join(
        words.format(count=of(count, n))
        for words, count in sorted(groups, key=lambda group: -group[1])
        if count
    )


def _named(votes: list[int], n: int) -> str:
    """How the answers that name somebody divide, `{count}` being left for all of them."""
    if len(votes) == 1 and votes[0] > 1:
        return _("{count} named the same person")
    if votes and votes[0] > 1:
        return _("{count} named somebody, at most {most} the same person").replace("{most}", of(votes[0], n))
    return _("{count} named somebody")


def _inside(sentence: str) -> str:
    """A sentence of the method inside another one: it does not begin with a capital."""
    return sentence[:1].lower() + sentence[1:]


def _each_of(counts: list[int], n: int) -> str:
    return ", ".join(of(count, n) for count in counts)


def _open(shown: Shown, touchpoint: Touchpoint) -> Open:
    session, one = shown.session, shown.round
    agreed = responsibility.agreed(session, touchpoint.id, shown.on)
    ownership = lookup.ownership_of(session, touchpoint.id)
    gone = agreed.left and shown.person(ownership.accountable)
    objections = (
        o for o in lookup.grouped(one.objections, "touchpoint").get(touchpoint.id, ()) if o.is_open and o.text
    )
    return Open(
        touchpoint=touchpoint.name_shown,
        why=_("has left: {name}").format(name=gone) if gone else str(content.reason(agreed.reason)),
        practice=in_practice(shown, responsibility.as_is(session, touchpoint.id)),
        resolve=_resolved(shown, ownership.resolve_by, one.decider or one.cx_lead.sponsor),
        objections=tuple(objection.text for objection in objections),
    )


def _resolved(shown: Shown, by: date | None, resolver: str | None) -> str:
    return aside(date_text(by) if by else _("no date"), shown.person(resolver))


def _in_name(shown: Shown, row: str) -> InName:
    ownership = lookup.ownership_of(shown.session, row)
    return InName(shown.touchpoint(row), shown.person(ownership.accountable), _lacks(ownership.mandate))


def _lacks(mandate: Mandate) -> str:
    lacks = [
        (not mandate.decision_rights.strip(), "decision_rights"),
        (mandate.budget_eur_per_year is None, "budget_eur_per_year"),
        ((mandate.horizon_years or 0) <= A_QUARTER, "horizon_years"),
        (
            isinstance(mandate, LeadMandate) and not mandate.cross_function_authority,
            "cross_function_authority",
        ),
    ]
    return ", ".join(_label("cx_lead", f"mandate.{field}") for missing, field in lacks if missing)


def _label(table: str, field: str) -> str:
    return _(field_of(table, field).kind.label).lower()


def _partnered(shown: Shown, touchpoint: Touchpoint) -> Partnered | None:
    score = mandates.partner_score(shown.session, touchpoint.id)
    if score is None:
        return None
    ownership = lookup.ownership_of(shown.session, touchpoint.id)
    checks = ownership.partner_checks
    accountable = lookup.person(shown.session, ownership.accountable)
    lacks = [_("own accountable person")] if accountable is None or not accountable.own else []
    lacks += [
        _label("ownerships", f"partner_checks.{field}")
        for field in ("goal_shared", "measure_visible_to_both", "joint_review_on", "briefed_on_promise")
        if not getattr(checks, field)
    ]
    return Partnered(
        touchpoint.name_shown,
        shown.name("partners", touchpoint.partner),
        of(score, PARTNER_CHECKS),
        ", ".join(lacks),
        checks.joint_review_on,
    )


def _loads(shown: Shown) -> tuple[Load, ...]:
    loads = workload.loads(shown.session, shown.on)
    over = workload.overloaded(shown.session, shown.on)
    ordered = sorted(loads.items(), key=lambda load: (-load[1], shown.person(load[0])))
    return tuple(Load(shown.person(who), count, who in over) for who, count in ordered)


def _functions(shown: Shown, held: list[str]) -> str:
    kind = field_of("ownerships", "function").kind
    counts = Counter(
        kind.show(derived.value(shown.session, Place("ownerships", row, "function"), shown.on), shown.reading)
        or _("other")
        for row in held
    )
    return " · ".join(
        f"{function} {count}" for function, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


def _lead(shown: Shown) -> Lead:
    lead, whole = shown.round.cx_lead, responsibility.as_is(shown.session, WHOLE)
    agreed = responsibility.lead_agreed(shown.session, shown.on)
    remit = [
        field
        for field in ("coordination", "touchpoint_management", "competence_development")
        if getattr(lead.remit, field)
    ]
    score = of(mandates.mandate_score(lead.mandate), LEAD_MANDATE_PARTS)
    return Lead(
        person=", ".join(part for part in (shown.person(lead.accountable), lead.title) if part),
        status=status_words(agreed.status, agreed.in_name_only),
        practice=in_practice(shown, whole),
        resolve="" if agreed.status == "held" else _resolved(shown, lead.resolve_by, lead.decider),
        mandate=score,
        rights=lead.mandate.decision_rights,
        budget=_budget(lead.mandate.budget_eur_per_year),
        horizon=shown.field(lead, "mandate.horizon_years"),
        authority=_("yes") if lead.mandate.cross_function_authority else _("no"),
        remit=", ".join(_label("cx_lead", f"remit.{field}") for field in remit),
        sponsor=shown.person(lead.sponsor),
        model=shown.field(lead, "model"),
        help=lead.external_help,
    )


def _budget(euros: int | None) -> str:
    """A budget of nothing is an answer; none at all is not."""
    return "" if euros is None else _("no money") if euros == 0 else money(euros)
