"""The action plan: page one, the sheet, a page for each person, what is not in order, decisions, an appendix.

A module for each part, each a pure function of the record; parts of the template have the same names. Called
while the document's language is in force (`language.speaking`); the arithmetic is in `method`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.lists import List
from cxworkshop.documents.pictures import Bar
from cxworkshop.documents.plan.change import Changes, changes
from cxworkshop.documents.plan.choices import Choices, choices
from cxworkshop.documents.plan.cx_lead import lead_line
from cxworkshop.documents.plan.decisions import Decisions, decisions
from cxworkshop.documents.plan.exceptions import Exceptions, exceptions
from cxworkshop.documents.plan.front import Front, front
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.measurement import Measurement, measurement
from cxworkshop.documents.plan.next_round import NextRound, next_round
from cxworkshop.documents.plan.page_one import PageOne, page_one
from cxworkshop.documents.plan.person import Page, pages, without_page
from cxworkshop.documents.plan.practices import PracticeLine, practices
from cxworkshop.documents.plan.promise import PromiseSection, promise
from cxworkshop.documents.plan.redefinition import Redefinition, redefinition
from cxworkshop.documents.plan.scores import Scores, scores
from cxworkshop.documents.plan.sheet import StageOfSheet, provisional_note, responsibility_bars, sheet
from cxworkshop.documents.plan.standing import Standing, standing
from cxworkshop.documents.wording import RecordView
from cxworkshop.language import Words, _
from cxworkshop.method import derived, lookup
from cxworkshop.method.limits import said_otherwise
from cxworkshop.model.session import Session

ONE_SHEET = 40
"""Touchpoints up to which the plan says the goals of a person once more on that person's page."""


class Plan(NamedTuple):
    """The parts of the plan in their order; `holes` says what is not recorded yet."""

    front: Front
    holes: tuple[str, ...]
    page_one: PageOne
    sheet: tuple[StageOfSheet, ...]
    provisional: str
    """What *provisional* means; empty where no goal is."""
    tie: str
    """What scores the same for too few places among the priorities; mostly empty."""
    bars: tuple[Bar, ...]
    lead: str
    """Who answers for the experience as a whole; empty while nobody is named."""
    is_large: bool
    """Whether there are so many touchpoints that a person's goals are read on the sheet."""
    pages: tuple[Page, ...]
    without_page: str
    """Who was present and has no page, as nothing is recorded for them; mostly empty."""
    exceptions: Exceptions
    promise: PromiseSection
    choices: Choices
    decisions: Decisions
    redefinition: Redefinition
    next_round: NextRound
    standing: Standing
    practices: tuple[PracticeLine, ...]
    measurement: Measurement
    scores: Scores
    change: Changes | None
    """None in the first round."""
    limits: tuple[str, ...]
    """What is counted with other limits than usual."""


def plan(session: Session, on: date) -> Plan:
    """The round in view as a plan written on a day."""
    view, before = RecordView(session, on), view_before(session, on)
    is_large = len(lookup.in_scope(session)) > ONE_SHEET
    return Plan(
        front=front(view),
        holes=tuple(str(words) for words in gaps(session)),
        page_one=page_one(view, before),
        sheet=(stages := sheet(view)),
        provisional=provisional_note(row for stage in stages for row in stage.rows),
        tie=str(derived.tie_words(session)),
        bars=responsibility_bars(view),
        lead=lead_line(view),
        is_large=is_large,
        pages=(written := pages(view)),
        without_page=without_page(view, written),
        exceptions=exceptions(view),
        promise=promise(view),
        choices=choices(view),
        decisions=decisions(view),
        redefinition=redefinition(view, before, is_large=is_large),
        next_round=next_round(view),
        standing=standing(view, is_large=is_large),
        practices=practices(view),
        measurement=measurement(view, before),
        scores=scores(view),
        change=changes(before, view) if before else None,
        limits=tuple(str(words) for words in said_otherwise()),
    )


def view_before(session: Session, on: date) -> RecordView | None:
    """The round before the one in view; None in the first."""
    return RecordView(session.as_of(session.rounds[-2].number), on) if len(session.rounds) > 1 else None


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the plan's template prints, by name."""
    return plan(session, on)._asdict()


def missing(session: Session) -> tuple[Words, ...]:
    """What is not recorded yet, as the plan prints it."""
    return gaps(session)


def table(session: Session, on: date) -> List:
    """The strategy on one sheet, for a spreadsheet."""
    head = (
        _("Stage"), _("Touchpoint"), _("Priority"), _("What the customer will notice"), _("Now → target"),
        _("By (date)"), _("Accountable"), _("Since when"), _("In name only"),
    )  # fmt: skip
    rows = (
        (
            stage.label,
            row.touchpoint,
            _("yes") if row.is_priority else "",
            row.goal,
            row.path,
            row.by,
            row.who,
            row.since,
            _("yes") if row.is_in_name_only else "",
        )
        for stage in sheet(RecordView(session, on))
        for row in stage.rows
    )
    return List(head, tuple(rows))
