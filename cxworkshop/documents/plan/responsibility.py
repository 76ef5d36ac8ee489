"""The section “Who carries the responsibility”: on paper, in practice, from today, and what is missing.

Prints counts and never who voted for whom; a name stands only where people agree on it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.ballot_text import ballot_text, printable_agreement
from cxworkshop.documents.plan.cx_lead import CxLead, cx_lead, resolution
from cxworkshop.documents.wording import RecordView, label, of, of_with_share, status_words
from cxworkshop.language import _, number, plural
from cxworkshop.method import content, derived, lookup, mandates, responsibility, workload
from cxworkshop.method.responsibility import Agreed
from cxworkshop.method.thresholds import FEW
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import Mandate, Ownership
from cxworkshop.model.place import Place, field_of

PARTNER_CHECKS = 4
_OPEN_STATUSES = ("vacant", "contested", "unclear")


class TouchpointRow(NamedTuple):
    """Who carries a touchpoint: on paper, in practice, from today."""

    name: str
    on_paper: str
    """Followed by ≠ where it is not the person most named."""
    practice: str
    agreement: str
    from_today: str
    status: str


class OpenTouchpoint(NamedTuple):
    """A touchpoint whose responsibility is not settled."""

    name: str
    why: str
    practice: str
    resolve: str
    """By when, and who settles it."""
    objections: tuple[str, ...]


class OpenList(NamedTuple):
    """The open touchpoints of one status."""

    status: str
    touchpoints: tuple[OpenTouchpoint, ...]


class NameOnlyLine(NamedTuple):
    """A touchpoint held without a full mandate."""

    touchpoint: str
    person: str
    lacks: str


class PartnerRow(NamedTuple):
    """A touchpoint in a partner's hands."""

    touchpoint: str
    partner: str
    score: str
    lacks: str
    review: date | None


class LoadRow(NamedTuple):
    name: str
    touchpoints: int
    is_overloaded: bool


class Load(NamedTuple):
    """Load, power and reward of what is carried from today."""

    people: tuple[LoadRow, ...]
    functions: str
    mandate: str
    rewarded: str
    reward_caution: str
    chief: str


class Responsibility(NamedTuple):
    answers: str
    """How many blind answers there are."""
    as_is: str
    clear: str
    agreed: str
    agreement: str
    alpha: str
    differs: bool
    """Whether somewhere the person on paper is not the one most named."""
    touchpoints: tuple[TouchpointRow, ...]
    open: tuple[OpenList, ...]
    in_name_only: tuple[NameOnlyLine, ...]
    partners: tuple[PartnerRow, ...]
    load: Load
    lead: CxLead


def responsibility_section(view: RecordView) -> Responsibility:
    """Who carries what in practice and from today, and what is missing."""
    session, on = view.session, view.on
    scope = lookup.in_scope(session)
    agreed = {touchpoint.id: responsibility.agreed(session, touchpoint.id, on) for touchpoint in scope}
    statuses = responsibility.status_counts(session)
    answers = max((diagnosis.n for diagnosis in responsibility.diagnoses(session).values()), default=0)
    return Responsibility(
        answers=plural("{n} blind answer", "{n} blind answers", answers),
        as_is=_status_counts(statuses),
        clear=of_with_share(statuses["held"], len(scope), 1),
        agreed=_agreed_counts(view, agreed),
        agreement=_two_decimals(printable_agreement(session)),
        alpha=_two_decimals(responsibility.alpha_of(session)) if answers >= FEW else "",
        differs=any(responsibility.on_paper_differs(session, touchpoint.id) for touchpoint in scope),
        touchpoints=tuple(_touchpoint_row(view, touchpoint) for touchpoint in scope),
        open=_open_lists(view, agreed),
        in_name_only=tuple(
            _name_only_line(view, touchpoint_id) for touchpoint_id in responsibility.in_name_only(session, on)
        ),
        partners=tuple(row for touchpoint in scope if (row := _partner_row(view, touchpoint))),
        load=_load(view),
        lead=cx_lead(view),
    )


def _two_decimals(value: float | None) -> str:
    return "" if value is None else number(value, 2)


def _status_counts(counts: dict[str, int]) -> str:
    return " · ".join(f"{status_words(status)} {count}" for status, count in counts.items())


def _agreed_counts(view: RecordView, agreed: dict[str, Agreed]) -> str:
    in_name_only = sum(agreement.in_name_only for agreement in agreed.values())
    counts = _status_counts(responsibility.agreed_counts(view.session, view.on))
    return f"{counts} – {_('in name only')} {in_name_only}" if in_name_only else counts


# ---- by touchpoint -----------------------------------------------------------------------------------------
def _touchpoint_row(view: RecordView, touchpoint: Touchpoint) -> TouchpointRow:
    session = view.session
    ownership = lookup.ownership_of(session, touchpoint.id)
    diagnosis = responsibility.as_is(session, touchpoint.id)
    agreed = responsibility.agreed(session, touchpoint.id, view.on)
    return TouchpointRow(
        name=touchpoint.name_shown,
        on_paper=view.person(ownership.formal_owner)
        + (" ≠" if responsibility.on_paper_differs(session, touchpoint.id) else ""),
        practice=ballot_text(view, diagnosis),
        agreement=_two_decimals(diagnosis.agreement) if diagnosis.n >= FEW else "",
        from_today=view.person(ownership.accountable),
        status=status_words(agreed.status, agreed.in_name_only),
    )


def _open_lists(view: RecordView, agreed: dict[str, Agreed]) -> tuple[OpenList, ...]:
    by_status = {
        status: tuple(
            _open_touchpoint(view, touchpoint)
            for touchpoint in lookup.in_scope(view.session)
            if agreed[touchpoint.id].status == status
        )
        for status in _OPEN_STATUSES
    }
    return tuple(OpenList(status_words(status), rows) for status, rows in by_status.items() if rows)


def _open_touchpoint(view: RecordView, touchpoint: Touchpoint) -> OpenTouchpoint:
    session, round_ = view.session, view.round
    agreed = responsibility.agreed(session, touchpoint.id, view.on)
    ownership = lookup.ownership_of(session, touchpoint.id)
    left = agreed.left and view.person(ownership.accountable)
    objections = lookup.grouped(round_.objections, "touchpoint").get(touchpoint.id, ())
    return OpenTouchpoint(
        name=touchpoint.name_shown,
        why=_("has left: {name}").format(name=left) if left else str(content.reason(agreed.reason)),
        practice=ballot_text(view, responsibility.as_is(session, touchpoint.id)),
        resolve=resolution(view, ownership.resolve_by, round_.decider or round_.cx_lead.sponsor),
        objections=tuple(objection.text for objection in objections if objection.is_open and objection.text),
    )


def _name_only_line(view: RecordView, touchpoint_id: str) -> NameOnlyLine:
    ownership = lookup.ownership_of(view.session, touchpoint_id)
    return NameOnlyLine(
        view.touchpoint(touchpoint_id),
        view.person(ownership.accountable),
        _mandate_lacks(ownership.mandate, view.session.organisation.sector),
    )


def _mandate_lacks(mandate: Mandate, sector: str | None) -> str:
    lacks = (
        (not mandate.decision_rights.strip(), "decision_rights"),
        (mandate.budget_eur_per_year is None, "budget_eur_per_year"),
        (not mandates.is_long(mandate, sector), "horizon_years"),
    )
    return ", ".join(label("ownerships", f"mandate.{field}") for is_missing, field in lacks if is_missing)


def _partner_row(view: RecordView, touchpoint: Touchpoint) -> PartnerRow | None:
    score = mandates.partner_score(view.session, touchpoint.id)
    if score is None:
        return None
    ownership = lookup.ownership_of(view.session, touchpoint.id)
    checks = ownership.partner_checks
    accountable = lookup.person(view.session, ownership.accountable)
    lacks = [_("own accountable person")] if accountable is None or not accountable.own else []
    lacks += [
        label("ownerships", f"partner_checks.{field}")
        for field in ("goal_shared", "measure_visible_to_both", "joint_review_on", "briefed_on_promise")
        if not getattr(checks, field)
    ]
    return PartnerRow(
        touchpoint.name_shown,
        view.name("partners", touchpoint.partner),
        of(score, PARTNER_CHECKS),
        ", ".join(lacks),
        checks.joint_review_on,
    )


# ---- load, power and reward --------------------------------------------------------------------------------
def _load(view: RecordView) -> Load:
    session, on = view.session, view.on
    held = responsibility.held_ownerships(session, on)
    loads, overloaded = workload.loads(session, on), workload.overloaded(session, on)
    people = sorted(loads.items(), key=lambda load: (-load[1], view.person(load[0])))
    rewarded = sum(mandates.reward_linked(ownership.reward) for ownership in held)
    return Load(
        people=tuple(LoadRow(view.person(who), count, who in overloaded) for who, count in people),
        functions=_functions(view, held),
        mandate=_two_decimals(responsibility.mandate_mean(session, on)),
        rewarded=of(rewarded, len(held)) if held else "",
        reward_caution=view.touchpoints(mandates.reward_caution(session)),
        chief=_chief_carries(view, loads),
    )


def _chief_carries(view: RecordView, loads: dict[str, int]) -> str:
    """That whoever leads the organisation carries much; empty otherwise."""
    who = workload.chief_carries(view.session, view.on)
    if who is None:
        return ""
    words = _("{name} carries {n} of {of} touchpoints as the most senior leader. Who does the work?")
    return words.format(name=view.person(who), n=loads[who], of=len(lookup.in_scope(view.session)))


def _functions(view: RecordView, held: list[Ownership]) -> str:
    """How many touchpoints each function holds, the function with the most first."""
    kind = field_of("ownerships", "function").kind
    functions = (
        derived.value(view.session, Place("ownerships", ownership.id, "function"), view.on)
        for ownership in held
    )
    counts = Counter(kind.show(function, view.reading) or _("other") for function in functions)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return " · ".join(f"{function} {count}" for function, count in ordered)
