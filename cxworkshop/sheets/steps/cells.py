"""Computed cells and joined rows that more than one step shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cxworkshop.language import N_, Words, _, number, say, whole
from cxworkshop.method import ballots, content, derived, mandates, responsibility, thresholds
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.intervals import Interval
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import Ownership
from cxworkshop.model.place import record_at
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import row_of

STATUS = {
    "held": ("●", N_("held"), "good"),
    "unclear": ("◐", N_("unclear"), "unclear"),
    "contested": ("◆", N_("contested"), "contested"),
    "vacant": ("○", N_("vacant"), "bad"),
    "insufficient": ("·", N_("one answer"), "muted"),
    "not_asked": ("·", N_("not asked"), "muted"),
}
"""A status's sign, word and tone (method D.3, D.4)."""


def status_cell(status: str, extra: str = "") -> Cell:
    """A status by sign and word."""
    sign, word, tone = STATUS[status]
    return Cell(f"{sign} {_(word)}{extra}", tone)


def dots(score: int, of: int) -> str:
    """A score as filled and empty dots."""
    return "●" * score + "○" * (of - score)


def touchpoint_rows(*tables: str, in_scope: bool = True) -> Callable[[Session], list[Row]]:
    """Rows that join each touchpoint with its records in other tables, in journey order."""

    def rows(session: Session) -> list[Row]:
        held = derived.in_scope(session) if in_scope else journey(session)
        return [row_of(tp.id, "touchpoints", *tables) for tp in held]

    return rows


def journey(session: Session) -> list[Touchpoint]:
    """All touchpoints that are not retired, in the order the customer meets them."""
    order = {stage.id: i for i, stage in enumerate(session.stages)}
    return sorted(
        (tp for tp in session.touchpoints if tp.retired_round is None),
        key=lambda tp: order.get(tp.stage or "", len(order)),
    )


def participants(session: Session) -> list[str]:
    """Who is in the room, in the order of the people."""
    present = set(session.round.participants)
    return [person.id for person in session.people if person.id in present]


def touchpoint_name(reading: Reading, row: Row) -> Cell:
    """The touchpoint a row is about: to be read here and named in Define."""
    return Cell(reading.session.name_of("touchpoints", row["touchpoints"].id))


def person_name(reading: Reading, row: Row) -> Cell:
    """The person a row is about."""
    return Cell(reading.session.name_of("people", row["person"].id))


TOUCHPOINT = Column(touchpoint_name, N_("Touchpoint"), width=14, weight=3, importance=10)
PERSON = Column(person_name, N_("Person"), width=16, weight=2, importance=10)


def in_practice(reading: Reading, row: Row) -> Cell:
    """The blind answers: status, and how many of how many said the same; of few answers the status alone."""
    found = responsibility.as_is(reading.session, row["touchpoints"].id)
    if is_unseen(reading.session, row["touchpoints"].id, found):
        return Cell(f"· {_('not revealed')}", "muted")
    if found.n < thresholds.FEW:
        return status_cell(found.status)
    differs = " ≠" if responsibility.on_paper_differs(reading.session, row["touchpoints"].id) else ""
    told = status_cell(found.status, f" {max(found.counts.values())}/{found.n}{differs}")
    return replace(told, short=status_cell(found.status, differs).text)


def is_unseen(session: Session, touchpoint: str, found: Diagnosis) -> bool:
    """Whether there are answers about a touchpoint, and nobody has seen any."""
    return not found.n and any(
        responsibility.tally_of(session, touchpoint, number).n
        for number in responsibility.ballot_numbers(session)
    )


def agreed(reading: Reading, row: Row) -> Cell:
    """What was agreed: held, or what is in the way; in name only where the mandate is not full."""
    found = responsibility.agreed(reading.session, row["touchpoints"].id, reading.on)
    if found.in_name_only:
        return Cell("◌ " + _("in name only"), "unclear")
    return status_cell(found.status)


def mandate(reading: Reading, row: Row) -> Cell:
    """Power, money and time as three dots."""
    record = record_at(reading.session, row["ownerships"])
    score = mandates.mandate_score(record.mandate) if isinstance(record, Ownership) else 0
    return Cell(dots(score, 3), "good" if score == 3 else "unclear" if score == 2 else "bad")


def responsibility_note(reading: Reading, row: Row) -> Words:
    """Why the answers say what they say, and what stands in the way of a clear responsibility."""
    found = responsibility.as_is(reading.session, row["touchpoints"].id)
    settled = responsibility.agreed(reading.session, row["touchpoints"].id, reading.on)
    if is_unseen(reading.session, row["touchpoints"].id, found):
        return say(
            "In practice: {practice}. From today: {agreed}.",
            practice=say("not revealed"),
            agreed=content.reason(settled.reason),
        )
    practice = (
        str(content.reason(found.reason))
        if found.n >= thresholds.FEW or found.n < 2
        else _(STATUS[found.status][1])
    )
    if found.n >= thresholds.FEW:
        practice += f" ({answers(reading.session, found)})"
    if responsibility.on_paper_differs(reading.session, row["touchpoints"].id) and found.n >= thresholds.FEW:
        practice += f" {_('≠ on paper')}"
    return say(
        "In practice: {practice}. From today: {agreed}.",
        practice=practice,
        agreed=content.reason(settled.reason),
    )


UNBROKEN = 48
"""Characters of an answer that stays on one line; a longer one breaks at its spaces, lest a word be cut."""


def answers(session: Session, found: Diagnosis, letters: bool = False) -> str:
    """Who was named how often, who named themselves, and how many named no one; with `letters`, each with its
    sign."""
    told = []
    for who, votes in found.tally.votes:
        own = f" ({_('named themselves')})" if who in found.self_claims else ""
        told.append((ballots.letter_of(session, who), f"{session.name_of('people', who)} {votes}{own}"))
    words = dict(ANSWERS)
    told += [
        (sign, f"{_(words[kind])} {votes}")
        for sign, kind in ballots.SIGNS.items()
        if (votes := getattr(found.tally, kind))
    ]
    parts = (f"{sign} {text}".strip() if letters else text for sign, text in told)
    return "\N{NO-BREAK SPACE}· ".join(
        part.replace(" ", "\N{NO-BREAK SPACE}") if len(part) <= UNBROKEN else part for part in parts
    )


def figure(found: Interval, *, counted: bool = True) -> str:
    """A figure with its margin and, when `counted`, its number of answers: 9.0 (1.3…16.5), n 412."""
    if found.value is None:
        return ""
    if found.low is None or found.high is None:
        text = number(round(found.value, 1))
    else:
        text = f"{number(found.value, 1)} ({number(found.low, 1)}…{number(found.high, 1)})"
    return text + (f", n {whole(found.n)}" if found.n and counted else "")
