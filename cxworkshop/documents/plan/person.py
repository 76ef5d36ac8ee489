"""A page of each person: what is carried, what may be decided, what is to be done, what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.actions import Task, at_check_in, of_person, tasks
from cxworkshop.documents.plan.carried import (
    frontline_line,
    has_rights,
    is_agreed_at_all,
    mandate_text,
    partner_line,
    reward_text,
)
from cxworkshop.documents.plan.cx_lead import lead_lines
from cxworkshop.documents.plan.lines import Line, capital, sentences, together
from cxworkshop.documents.plan.sheet import SheetRow, sheet_rows
from cxworkshop.documents.plan.waiting import waiting
from cxworkshop.documents.wording import RecordView, aside, by_day, joined
from cxworkshop.language import _, date_text, listed, plural
from cxworkshop.method import figures, lookup, workload
from cxworkshop.method.checks.finding import present
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.ownership import LeaderContact, Ownership
from cxworkshop.model.session import index


class Page(NamedTuple):
    """What a person needs of the plan."""

    id: str = ""
    name: str = ""
    role: str = ""
    summary: str = ""
    whole: tuple[str, ...] = ()
    """What the person accountable for the whole answers for."""
    touchpoints: tuple[SheetRow, ...] = ()
    mandates: tuple[Line, ...] = ()
    """The touchpoints with decision rights, and what goes with them."""
    undecided: tuple[Line, ...] = ()
    """The touchpoints without."""
    unrewarded: str = ""
    """The touchpoints of which nothing follows yet."""
    frontline: tuple[Line, ...] = ()
    partners: tuple[Line, ...] = ()
    tasks: tuple[Task, ...] = ()
    waiting: tuple[str, ...] = ()
    follows_up: str = ""
    """The goals, by touchpoint, that the person asks after and somebody else is accountable for."""
    promises: tuple[str, ...] = ()
    contact: str = ""
    """When the person meets a customer, and when the last time was."""
    measures: str = ""
    """The figures that the person answers for."""

    @property
    def needs_a_page(self) -> bool:
        """Whether there is so much that it stands on a page of its own; an action or a promise shares one."""
        return bool(self.touchpoints or self.whole)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded for the person yet."""
        return not any(self[3:])

    @property
    def in_short(self) -> str:
        """The touchpoints in a line, for a plan with very many."""
        return "; ".join(row.in_short for row in self.touchpoints)


def pages(view: RecordView) -> tuple[Page, ...]:
    """A page of everybody who carries, does, promised or awaits something, in the order of the record.

    The last one is of nobody: what is agreed already for touchpoints that nobody carries.
    """
    everything = tasks(view)
    people = {person.id: person for person in view.session.people}  # a faulty file may repeat a row
    made = (_page(view, person, everything) for person in people.values())
    return tuple(page for page in (*made, _page_of_nobody(view)) if page is not None)


def without_page(view: RecordView, written: Iterable[Page]) -> str:
    """Who was present and has none of the pages, in a sentence; empty where everybody has one."""
    known = {page.id for page in written}
    others = [person.id for person in present(view.session) if person.id not in known]
    if not others:
        return ""
    return _("Present, with nothing recorded for them yet: {names}.").format(
        names=view.names("people", others)
    )


def page_of(view: RecordView, person: Person) -> Page:
    """The page of a person, also when there is nothing on it yet."""
    return _whole_page(view, person, tasks(view))


def _page(view: RecordView, person: Person, everything: tuple[Task, ...]) -> Page | None:
    """None for whom nothing is recorded or expected; of those who left only what is of this round counts."""
    page = _whole_page(view, person, everything)
    is_there = not person.has_left(view.session.judged_on(view.on))
    is_expected = is_there and person.leadership_team and person in present(view.session)
    has_now = any((*page[4:14], page.contact, page.measures)) or any(
        commitment.person == person.id for commitment in view.round.commitments
    )
    return page if has_now or is_expected or (is_there and page.promises) else None


def _whole_page(view: RecordView, person: Person, everything: tuple[Task, ...]) -> Page:
    carried = _carried(view, person.id)
    name, role = view.name_and_role(person)
    return _with_carried(view, carried, name)._replace(
        id=person.id,
        role=role,
        summary=_summary(view, person, len(carried)),
        whole=lead_lines(view) if view.round.cx_lead.accountable == person.id else (),
        tasks=of_person(everything, person.id),
        waiting=waiting(view, person.id),
        follows_up=_follows_up(view, person.id),
        promises=_promises(view, person.id),
        contact=_contact(view, person.id),
        measures=_measures(view, person.id),
    )


def _page_of_nobody(view: RecordView) -> Page | None:
    known = {person.id for person in view.session.people}
    vacant = [
        touchpoint
        for touchpoint in lookup.in_scope(view.session)
        if (ownership := lookup.ownership_of(view.session, touchpoint.id)).accountable not in known
        and is_agreed_at_all(ownership)
    ]
    return _with_carried(view, vacant, _("Nobody yet")) if vacant else None


def _carried(view: RecordView, person: str) -> list[Touchpoint]:
    return [
        touchpoint
        for touchpoint in lookup.in_scope(view.session)
        if lookup.ownership_of(view.session, touchpoint.id).accountable == person
    ]


def _with_carried(view: RecordView, carried: list[Touchpoint], name: str) -> Page:
    """A page with what goes with the touchpoints that are carried."""
    ownerships = [lookup.ownership_of(view.session, touchpoint.id) for touchpoint in carried]
    limits = (frontline_line(view, ownership) for ownership in ownerships)
    partners = (partner_line(view, touchpoint) for touchpoint in carried)
    unrewarded = (view.touchpoint(row.touchpoint) for row in ownerships if not reward_text(view, row))
    return Page(
        name=name,
        touchpoints=tuple(row for touchpoint in carried for row in sheet_rows(view, touchpoint)),
        mandates=together(_mandates(view, ownerships, with_rights=True)),
        undecided=together(_mandates(view, ownerships, with_rights=False)),
        unrewarded=listed(*unrewarded),
        frontline=together(line for line in limits if line),
        partners=together(line for line in partners if line),
    )


def _mandates(view: RecordView, ownerships: Iterable[Ownership], *, with_rights: bool) -> Iterator[Line]:
    for ownership in ownerships:
        if has_rights(ownership) == with_rights:
            yield Line(view.touchpoint(ownership.touchpoint), mandate_text(view, ownership))


def _summary(view: RecordView, person: Person, carried: int) -> str:
    round_ = view.round
    roles = joined(
        _("sponsor of the person accountable for the whole") if round_.cx_lead.sponsor == person.id else "",
        _("decides where the room cannot") if round_.decider == person.id else "",
        _("calls everyone together") if round_.convener == person.id else "",
        _("voice of the customer") if round_.voice_of_customer == person.id else "",
    )
    count = plural("Carries {n} touchpoint", "Carries {n} touchpoints", carried) if carried else ""
    too_much = (
        _("That is too much for one person; what is handed over, and to whom?")
        if person.id in workload.overloaded(view.session, view.on)
        else ""
    )
    return sentences(count, too_much, capital(roles))


def _follows_up(view: RecordView, person: str) -> str:
    followed = (
        goal
        for goal in view.round.goals
        if goal.follows_up == person
        and lookup.ownership_of(view.session, goal.touchpoint or "").accountable != person
    )
    return listed(*dict.fromkeys(view.touchpoint(goal.touchpoint) or goal.text for goal in followed))


def _measures(view: RecordView, person: str) -> str:
    owned = (each for each in lookup.measures_in_use(view.session) if each.owner == person)
    return listed(*(each.name_shown for each in owned if each.category != "management"))


def _promises(view: RecordView, person: str) -> tuple[str, ...]:
    """What the person promised in this round, and in the last one."""
    lines = []
    for commitment in view.round.commitments:
        if commitment.person == person and commitment.text:
            said = _("Promised aloud: “{text}”").format(text=commitment.text)
            text = f"{said} {by_day(commitment.by)}"
            said = joined(view.field(commitment, "kept"), at_check_in(view, commitment.id))
            lines.append(sentences(aside(text, said)))
    if len(view.session.rounds) < 2:
        return tuple(lines)
    before = RecordView(view.session.as_of(view.session.rounds[-2].number), view.on)
    for commitment in before.round.commitments:
        if commitment.person == person and commitment.text:
            kept = view.field(commitment, "kept") or _("not asked yet")
            kept = joined(kept, at_check_in(before, commitment.id))
            text = _("In the last round: “{text}”").format(text=commitment.text)
            lines.append(sentences(aside(text, kept)))
    return tuple(lines)


def _coming(view: RecordView, day: date) -> str:
    words = _("Was due with a customer on {day}") if view.is_past(day) else _("Next with a customer on {day}")
    return words.format(day=date_text(day))


def _contact(view: RecordView, person: str) -> str:
    contact = index(view.round.leader_contacts).get(person)
    last, coming = (contact.last, contact.next) if isinstance(contact, LeaderContact) else (None, None)
    is_leader = person in {leader.id for leader in figures.leaders(view.session, view.on)}
    if not (last or coming):
        return ""
    return sentences(
        _coming(view, coming) if coming else "",
        _("No date for meeting a customer.") if is_leader and not coming else "",
        _("Last with a customer on {day}").format(day=date_text(last)) if last else "",
    )
