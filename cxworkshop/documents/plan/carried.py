"""What goes with a responsibility, in words: power, money, time, reward, frontline limits, partners."""

from __future__ import annotations

from datetime import date

from cxworkshop.documents.plan.lines import Line, capital, sentences
from cxworkshop.documents.wording import RecordView
from cxworkshop.documents.wording import joined as comma_joined
from cxworkshop.language import _, date_text, joined, money
from cxworkshop.method import lookup, mandates
from cxworkshop.model.dates import add_months
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import CxLead, Mandate, Ownership


def has_rights(row: Ownership | CxLead) -> bool:
    """Whether anything is agreed that may be decided without asking anyone."""
    return bool(row.mandate.decision_rights.strip())


def mandate_text(view: RecordView, row: Ownership | CxLead) -> str:
    """What may be decided alone, how much money, until when, what follows; what is not agreed says so."""
    rights = row.mandate.decision_rights.strip()
    missing = _("Decision rights have not been agreed. Until they are, the responsibility is in name only.")
    return sentences(rights or missing, *_money_and_time(view, row), reward_text(view, row))


def _money_and_time(view: RecordView, row: Ownership | CxLead) -> tuple[str, ...]:
    euros, years = row.mandate.budget_eur_per_year, row.mandate.horizon_years
    sum_of_money = (
        _("Money has not been agreed.")
        if euros is None
        else _("{money} a year").format(money=money(euros))
        if euros
        else _("No money, by decision")
    )
    if not years:
        return sum_of_money, _("How long the mandate lasts has not been agreed.")
    until = _until(row.accepted_on, years, view.field(row, "mandate.horizon_years"))
    return (sum_of_money, capital(until)) if euros is None else (f"{sum_of_money}, {until}",)


def _until(since: date | None, years: float, length: str) -> str:
    if since is None or not _is_within_calendar(since, years):
        return _("for {years} from the yes").format(years=length)
    return _("until {day} ({years})").format(
        day=date_text(add_months(since, round(years * 12))), years=length
    )


def _is_within_calendar(since: date, years: float) -> bool:
    return since.year + years < date.max.year - 1


def reward_text(view: RecordView, row: Ownership | CxLead) -> str:
    """How the responsibility shows in reward or recognition, never a sum; empty while nothing is agreed."""
    reward = row.reward
    measures = view.names("measures", reward.measures)
    proposer, by = view.person(reward.proposer), reward.propose_by
    proposed = ""
    if proposer or by:
        proposed = _proposed(proposer, date_text(by) if by else "")
    if mandates.reward_linked(reward):
        words = _("Shows in: {kind}, by {measures}") if measures else _("Shows in: {kind}")
        return sentences(words.format(kind=view.field(row, "reward.type"), measures=measures), proposed)
    return proposed


def _proposed(name: str, day: str) -> str:
    """That somebody proposes what follows, or by when; one of them may be empty."""
    if not day:
        words = _("{name} proposes how the responsibility shows in reward or recognition (no date given).")
    elif name:
        words = _("{name} proposes by {day} how the responsibility shows in reward or recognition.")
    else:
        words = _("How the responsibility shows in reward or recognition is proposed by {day}.")
    return words.format(name=name, day=day)


def is_agreed_at_all(row: Ownership) -> bool:
    """Whether anything is agreed of a responsibility besides who has it."""
    parts = (row.mandate, row.reward, row.frontline_authority, row.partner_checks)
    return any(part != type(part)() for part in parts)


def mandate_lacks(mandate: Mandate, sector: str | None) -> tuple[str, ...]:
    """Which of power, money and time is missing, in words."""
    lacks = (
        (not mandate.decision_rights.strip(), _("decision rights")),
        (mandate.budget_eur_per_year is None, _("money")),
        (not mandates.is_long(mandate, sector), _("time")),
    )
    return tuple(words for is_missing, words in lacks if is_missing)


def frontline_line(view: RecordView, ownership: Ownership) -> Line | None:
    """What those who meet the customer may settle alone; None while nothing is agreed."""
    authority = ownership.frontline_authority
    if not authority.text and not authority.limit_eur:
        return None
    limit = _("up to {money}").format(money=money(authority.limit_eur)) if authority.limit_eur else ""
    return Line(view.touchpoint(ownership.touchpoint), comma_joined(authority.text, limit))


def partner_lacks(view: RecordView, touchpoint: Touchpoint) -> tuple[str, ...]:
    """What is still to be agreed with the partner of a touchpoint; empty without a partner."""
    if mandates.partner_score(view.session, touchpoint.id) is None:
        return ()
    ownership = lookup.ownership_of(view.session, touchpoint.id)
    person, checks = lookup.person(view.session, ownership.accountable), ownership.partner_checks
    lacks = (
        (person is None or not person.own, _("a person of our own")),
        (not checks.goal_shared, _("a shared goal")),
        (not mandates.is_figure_shared(view.session, touchpoint.id), _("a figure both can see")),
        (checks.joint_review_on is None, _("a day for looking at it together")),
        (not checks.briefed_on_promise, _("telling their people what we promise")),
    )
    return tuple(words for is_missing, words in lacks if is_missing)


def partner_line(view: RecordView, touchpoint: Touchpoint) -> Line | None:
    """How it stands with the partner of a touchpoint; None without one."""
    if mandates.partner_score(view.session, touchpoint.id) is None:
        return None
    lacks = partner_lacks(view, touchpoint)
    review = lookup.ownership_of(view.session, touchpoint.id).partner_checks.joint_review_on
    missing = _("Still to be agreed with them: {lacks}").format(lacks=joined(list(lacks))) if lacks else ""
    agreed = "" if lacks else _("The goal and the figure are shared")
    together = ""
    if review:
        words = (
            _("We were to look at it together on {day}")
            if view.is_past(review)
            else _("We look at it together on {day}")
        )
        together = words.format(day=date_text(review))
    partner = view.name("partners", touchpoint.partner) or _("partner not named")
    return Line(
        touchpoint.name_shown, sentences(partner, missing, agreed, together, on_failure(view, touchpoint.id))
    )


def on_failure(view: RecordView, touchpoint: str) -> str:
    """What the customer is told and offered when the partner fails; empty where it is not agreed."""
    text = lookup.ownership_of(view.session, touchpoint).partner_checks.on_failure
    return _("If they fail, the customer is told and offered: {text}").format(text=text) if text else ""
