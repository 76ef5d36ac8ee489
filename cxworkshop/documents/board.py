"""One page for the board: the promise, its figures, what was decided and given up, what the leadership team
cannot settle alone, and three questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cxworkshop.documents.board_figures import board_figures
from cxworkshop.documents.board_outcomes import outcomes
from cxworkshop.documents.plan import view_before
from cxworkshop.documents.plan.carried import mandate_lacks
from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.lines import Line, capital, sentences
from cxworkshop.documents.plan.next_round import dates_ahead
from cxworkshop.documents.plan.page_one import page_one
from cxworkshop.documents.plan.settling import settled_text, settles
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import Words, _, money, plural
from cxworkshop.language import joined as listed
from cxworkshop.method import lookup, responsibility
from cxworkshop.method.board import questions
from cxworkshop.model.choices import Investment
from cxworkshop.model.session import Session

NAMED = 3
"""How many investments and how many open matters are named, so that it stays one page."""
NEEDED = frozenset(
    {
        "the organisation's name",
        "the promise to customers",
        "the touchpoints of the journey",
        "the names agreed on",
        "the person accountable for the whole",
        "the strategic choices",
        "the investment",
        "the decisions",
        "the measures",
        "the figures of the measures",
        "the date of the next round",
    }
)
"""What the page is made of."""


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    view, before = RecordView(session, on), view_before(session, on)
    first, became = page_one(view, before), outcomes(view, before)
    return {
        "front": front(view),
        "on": on,
        "promise": first.promise,
        "figures": board_figures(view, before, of_touchpoints=2 - len(became)),
        "outcomes": became,
        "decided": first.decided,
        "chosen": first.chosen,
        "more": _("More of them are in the plan.") if first.more else "",
        "investments": _first(_investment_lines(view)),
        "unsettled": _first(_unsettled(view)),
        "has_names": bool(view.round.ownerships or view.round.cx_lead.accountable),
        "questions": tuple(str(question) for question in questions(session, on)),
        "next": _next(view),
        "holes": tuple(str(words) for words in missing(session)),
    }


def missing(session: Session) -> tuple[Words, ...]:
    """What the page lacks, and which step supplies it."""
    return gaps(session, NEEDED)


def _first(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The first lines, and how many more there are."""
    more = len(lines) - NAMED
    if more <= 0:
        return lines
    return (*lines[:NAMED], Line("", plural("One more is in the plan.", "{n} more are in the plan.", more)))


def _investment_lines(view: RecordView) -> tuple[Line, ...]:
    return tuple(
        Line(investment.title, _investment(view, investment))
        for investment in view.round.investments
        if investment.title and investment.status != "rejected"
    )


def _investment(view: RecordView, investment: Investment) -> str:
    total, months = investment.total_eur, investment.horizon_months
    return sentences(
        joined(
            "" if total is None else money(total),
            plural("over {n} month", "over {n} months", months) if months else "",
            view.field(investment, "status"),
        ),
        *(
            f"{label}: {value}"
            for label, value in (
                (_("For customers"), investment.customer_value),
                (_("For owners"), investment.owner_value),
            )
            if value
        ),
    )


def _unsettled(view: RecordView) -> tuple[Line, ...]:
    """What needs the board's authority: the whole, what is open past its day, investments to decide."""
    return (*_whole(view), *_past_their_day(view), *_proposed(view))


def _whole(view: RecordView) -> Iterator[Line]:
    lead, about = view.round.cx_lead, _("The experience as a whole")
    agreed = responsibility.lead_agreed(view.session, view.on)
    if agreed.status != "held":
        if lead.accountable or lead.resolve_by or view.round.ownerships:
            name = view.person(lead.accountable)
            open_words = _("yes still to be asked") if name else ""
            text = sentences(
                capital(joined(name or _("nobody yet"), open_words)),
                settled_text(view, lead.resolve_by, lead.decider),
            )
            yield Line(about, text)
    elif agreed.in_name_only:
        lacks = list(mandate_lacks(lead.mandate, view.session.organisation.sector))
        if not lead.mandate.cross_function_authority:
            lacks.append(_("authority across functions"))
        yield Line(
            about,
            _("{name}, missing: {lacks}").format(name=view.person(lead.accountable), lacks=listed(lacks)),
        )


def _past_their_day(view: RecordView) -> Iterator[Line]:
    """Responsibilities that nobody carries although the day for settling them has passed."""
    session, day = view.session, view.session.judged_on(view.on)
    for touchpoint in lookup.in_scope(session):
        settled = lookup.ownership_of(session, touchpoint.id).resolve_by
        status = responsibility.agreed(session, touchpoint.id, view.on).status
        if status in ("vacant", "contested") and settled and settled < day:
            words = _("nobody is accountable") if status == "vacant" else _("contested")
            yield Line(
                touchpoint.name_shown, sentences(capital(words), settled_text(view, settled, settles(view)))
            )


def _proposed(view: RecordView) -> Iterator[Line]:
    for investment in view.round.investments:
        if investment.status == "proposed" and investment.title:
            yield Line(investment.title, _("The investment waits for a decision."))


def _next(view: RecordView) -> str:
    return sentences(dates_ahead(view))
