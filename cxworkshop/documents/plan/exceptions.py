"""What is still missing: touchpoints not in order, and all that waits for a name, a day or a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cxworkshop.documents.plan.ballot_text import answers_text
from cxworkshop.documents.plan.carried import mandate_lacks, partner_lacks
from cxworkshop.documents.plan.lines import Line, sentences, together
from cxworkshop.documents.plan.settling import objection_texts, settled_text, settles
from cxworkshop.documents.plan.unmeasured import not_measured
from cxworkshop.documents.plan.unnamed import not_promised, overrides, without_a_name
from cxworkshop.documents.wording import RecordView, aside
from cxworkshop.language import _, joined, plural
from cxworkshop.method import content, lookup, mandates, responsibility, workload
from cxworkshop.model.organisation import Touchpoint


class Group(NamedTuple):
    """What lacks the same."""

    heading: str
    lines: tuple[Line, ...]
    is_short: bool = False
    """Whether the lines stand side by side."""

    @property
    def in_short(self) -> str:
        """All of it in a line: names, each with a few words."""
        return "; ".join(aside(line.about, line.text) for line in self.lines)


class Exceptions(NamedTuple):
    in_order: str
    """How many touchpoints lack nothing."""
    groups: tuple[Group, ...]


def exceptions(view: RecordView) -> Exceptions:
    """Only what is not in order; a group without lines is left out."""
    groups = (
        *_open_responsibilities(view),
        Group(_("In name only: power, money or time is missing"), _in_name_only(view), is_short=True),
        Group(_("The experience as a whole"), _whole(view)),
        Group(_("With partners, still to be agreed"), _partners(view)),
        Group(_("Too much for one person: what is handed over, and to whom?"), _load(view), is_short=True),
        Group(
            _("Bonus to reconsider: few answers, or a measure the person cannot influence"),
            _bonus(view),
            is_short=True,
        ),
        *(Group(heading, lines, is_short=True) for heading, lines in not_measured(view)),
        *(Group(heading, lines) for heading, lines in without_a_name(view)),
        Group(_("Decided against the evidence"), _against_evidence(view)),
        Group(_("Promises and customers still without a day"), not_promised(view), is_short=True),
        Group(_("Conditions left open, and why"), overrides(view)),
    )
    return Exceptions(_in_order(view), tuple(group for group in groups if group.lines))


def _in_order(view: RecordView) -> str:
    session = view.session
    scope = lookup.in_scope(session)
    goals = lookup.grouped(session.round.goals, "touchpoint")
    good = sum(
        agreed.status == "held"
        and not agreed.in_name_only
        and any(lookup.measure(session, goal.measure) for goal in goals.get(touchpoint.id, ()))
        for touchpoint in scope
        for agreed in [responsibility.agreed(session, touchpoint.id, view.on)]
    )
    if not good:
        return ""
    words = _("{n} of {of} touchpoints have a person who said yes, a full mandate, a goal and a measure.")
    return words.format(n=good, of=len(scope))


# ---- responsibility ----------------------------------------------------------------------------------------
def _open_responsibilities(view: RecordView) -> Iterable[Group]:
    """Vacant, contested and unclear touchpoints; none while nobody has spoken of names yet."""
    if not view.round.ownerships:
        return
    headings = {
        "vacant": _("Nobody is accountable"),
        "contested": _("Contested touchpoints"),
        "unclear": _("Named, but the yes is missing"),
    }
    for status, heading in headings.items():
        yield Group(
            heading,
            together(
                _open_line(view, touchpoint)
                for touchpoint in lookup.in_scope(view.session)
                if responsibility.agreed(view.session, touchpoint.id, view.on).status == status
            ),
        )


def _open_line(view: RecordView, touchpoint: Touchpoint) -> Line:
    session = view.session
    ownership = lookup.ownership_of(session, touchpoint.id)
    agreed = responsibility.agreed(session, touchpoint.id, view.on)
    name = view.person(ownership.accountable)
    if agreed.left:
        why = _("{name} has left").format(name=name)
    elif agreed.status == "unclear":
        why = name
    elif agreed.reason == "outsourced_accountability":
        why = aside(str(content.reason(agreed.reason)), name)
    else:
        why = ""
    return Line(
        touchpoint.name_shown,
        sentences(
            why,
            answers_text(view, responsibility.as_is(session, touchpoint.id)),
            *_objections(view, touchpoint.id),
            _settled(view, touchpoint.id),
        ),
    )


def _objections(view: RecordView, touchpoint: str) -> tuple[str, ...]:
    standing = lookup.grouped(view.round.objections, "touchpoint").get(touchpoint, ())
    return objection_texts(view, tuple(objection for objection in standing if objection.is_open))


def _settled(view: RecordView, touchpoint: str) -> str:
    """By when an open responsibility is settled, and by whom."""
    day = lookup.ownership_of(view.session, touchpoint).resolve_by
    return settled_text(view, day, settles(view))


def _in_name_only(view: RecordView) -> tuple[Line, ...]:
    session = view.session
    lines = []
    for touchpoint in responsibility.in_name_only(session, view.on):
        ownership = lookup.ownership_of(session, touchpoint)
        lacks = mandate_lacks(ownership.mandate, session.organisation.sector)
        words = _("{name}, missing: {lacks}")
        text = words.format(name=view.person(ownership.accountable), lacks=joined(list(lacks)))
        lines.append(Line(view.touchpoint(touchpoint), text))
    return together(lines)


def _whole(view: RecordView) -> tuple[Line, ...]:
    """Whoever answers for the whole, as far as that is not settled."""
    lead = view.round.cx_lead
    if not (lead.accountable or lead.resolve_by or lead.decider):
        return ()
    agreed = responsibility.lead_agreed(view.session, view.on)
    name = view.person(lead.accountable)
    if agreed.status != "held":
        return (Line(name or _("nobody yet"), settled_text(view, lead.resolve_by, lead.decider)),)
    if not agreed.in_name_only:
        return ()
    lacks = list(mandate_lacks(lead.mandate, view.session.organisation.sector))
    if not lead.mandate.cross_function_authority:
        lacks.append(_("authority across functions"))
    return (Line(name, _("In name only. Missing: {lacks}.").format(lacks=joined(lacks))),)


def _partners(view: RecordView) -> tuple[Line, ...]:
    lines = []
    for touchpoint in lookup.in_scope(view.session):
        if lacks := partner_lacks(view, touchpoint):
            partner = view.name("partners", touchpoint.partner) or _("partner not named")
            lines.append(Line(touchpoint.name_shown, f"{partner}: {joined(list(lacks))}"))
    return together(lines)


def _load(view: RecordView) -> tuple[Line, ...]:
    session = view.session
    loads = workload.loads(session, view.on)
    chief = workload.chief_carries(session, view.on)
    lines = [
        Line(view.person(who), plural("{n} touchpoint", "{n} touchpoints", loads[who]))
        for who in workload.overloaded(session, view.on)
    ]
    if chief:
        words = _("{n} of {of} touchpoints as the most senior leader. Who does the work?")
        count = words.format(n=loads[chief], of=len(lookup.in_scope(session)))
        lines.append(Line(view.person(chief), count))
    return tuple(lines)


def _bonus(view: RecordView) -> tuple[Line, ...]:
    return together(
        Line(
            view.touchpoint(touchpoint),
            view.person(lookup.ownership_of(view.session, touchpoint).accountable),
        )
        for touchpoint in mandates.reward_caution(view.session)
    )


# ---- decisions ---------------------------------------------------------------------------------------------
def _against_evidence(view: RecordView) -> tuple[Line, ...]:
    return tuple(
        Line(decision.text, aside(decision.reason or _("no reason given"), view.person(decision.decided_by)))
        for decision in view.round.decisions
        if decision.contradicts_evidence
    )
