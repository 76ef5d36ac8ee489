"""Computed cells and joined rows that several steps share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cxworkshop.language import N_, Words, _, number, rounded, say, whole
from cxworkshop.method import (
    ballots,
    content,
    derived,
    intervals,
    lookup,
    mandates,
    responsibility,
    thresholds,
)
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.intervals import Interval
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.measures import Measure
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
    "agreed": ("●", N_("agreed"), "good"),
    "insufficient": ("·", N_("one answer"), "muted"),
    "not_asked": ("·", N_("not asked"), "muted"),
}
"""The sign, word and tone of a status: in practice (method D.3) and, where it is agreed, from today (D.4)."""
IN_NAME_ONLY = "in_name_only"
UNREVEALED = {"sealed": N_("sealed, not revealed yet"), "open": N_("answered, not sealed yet")}
"""What is said of blind answers that nobody has seen, by the state of their ballot."""


def status_cell(status: str, extra: str = "") -> Cell:
    """A status by sign and word, followed by `extra`."""
    sign, word, tone = STATUS[status]
    return Cell(f"{sign} {_(word)}{extra}", tone)


def dots(score: int, of: int) -> str:
    """A score as filled and empty dots."""
    return "●" * score + "○" * (of - score)


def touchpoint_rows(*tables: str, in_scope: bool = True) -> Callable[[Session], list[Row]]:
    """Rows that join each touchpoint with its records in other tables, in journey order."""

    def rows(session: Session) -> list[Row]:
        touchpoints = derived.in_scope(session) if in_scope else journey(session)
        return [row_of(tp.id, "touchpoints", *tables) for tp in touchpoints]

    return rows


def journey(session: Session) -> list[Touchpoint]:
    """All touchpoints that are not retired, in the order the customer meets them."""
    order = {stage.id: i for i, stage in enumerate(session.stages)}
    return sorted(
        (tp for tp in session.touchpoints if tp.retired_round is None),
        key=lambda tp: order.get(tp.stage or "", len(order)),
    )


def participants(session: Session) -> list[str]:
    """The ids of the participants, in the order of the people."""
    present = set(session.round.participants)
    return [person.id for person in session.people if person.id in present]


def touchpoint_name(reading: Reading, row: Row) -> Cell:
    """The name of the touchpoint of a row; it is edited in Define."""
    return Cell(reading.session.name_of("touchpoints", row["touchpoints"].id))


def person_name(reading: Reading, row: Row) -> Cell:
    """The name of the person of a row."""
    return Cell(reading.session.name_of("people", row["person"].id))


TOUCHPOINT = Column(touchpoint_name, N_("Touchpoint"), width=14, weight=3, importance=10)
PERSON = Column(person_name, N_("Person"), width=16, weight=2, importance=10)


def in_practice(reading: Reading, row: Row) -> Cell:
    """The status by the blind answers, and how many of how many agree; for few answers the status alone."""
    session, touchpoint = reading.session, row["touchpoints"].id
    diagnosis = responsibility.as_is(session, touchpoint)
    if state := unrevealed(session, touchpoint, diagnosis):
        return Cell(f"· {_(UNREVEALED[state])}", "muted", f"· {_('not revealed')}")
    few = responsibility.few_words(diagnosis)
    if diagnosis.n < thresholds.FEW:
        return _with_few(status_cell(diagnosis.status), few)
    differs = responsibility.paper_sign(session, touchpoint)
    cell = status_cell(diagnosis.status, f" {max(diagnosis.counts.values())}/{diagnosis.n}{differs}")
    return _with_few(replace(cell, short=status_cell(diagnosis.status, differs).text), few)


def _with_few(cell: Cell, few: str) -> Cell:
    """A status that few of those present answered for is never shown without that."""
    if not few:
        return cell
    return Cell(f"{cell.text}, {few}", "muted", f"{cell.text.split(' ')[0]} {_('few answers')}")


def unrevealed(session: Session, touchpoint: str, diagnosis: Diagnosis) -> str:
    """The state of the newest ballot with answers about a touchpoint, sealed or open, while none is revealed;
    else empty."""
    if diagnosis.n:
        return ""
    numbers = reversed(responsibility.ballot_numbers(session))
    newest = next((n for n in numbers if responsibility.tally_of(session, touchpoint, n).n), None)
    return ballots.state(session, newest) if newest is not None else ""


def agreed_status(reading: Reading, touchpoint: str) -> str:
    """The status by what was agreed; in name only where the mandate is not full. What the blind answers call
    held is agreed."""
    diagnosis = responsibility.agreed(reading.session, touchpoint, reading.on)
    if diagnosis.in_name_only:
        return IN_NAME_ONLY
    return "agreed" if diagnosis.status == "held" else diagnosis.status


def agreed(reading: Reading, row: Row) -> Cell:
    """The status by what was agreed, in its words."""
    status = agreed_status(reading, row["touchpoints"].id)
    if status == IN_NAME_ONLY:
        return Cell("◌ " + _("agreed, in name only"), "unclear", "◌ " + _("in name only"))
    return status_cell(status)


def mandate(reading: Reading, row: Row) -> Cell:
    """Power, money and time as three dots."""
    record = record_at(reading.session, row["ownerships"])
    sector = reading.session.organisation.sector
    score = mandates.mandate_score(record.mandate, sector) if isinstance(record, Ownership) else 0
    return Cell(dots(score, 3), "good" if score == 3 else "unclear" if score == 2 else "bad")


def responsibility_note(reading: Reading, row: Row) -> Words:
    """How it was answered for so far and how it is from today on, each with the reason."""
    session, touchpoint = reading.session, row["touchpoints"].id
    settled = responsibility.agreed(session, touchpoint, reading.on)
    status = agreed_status(reading, touchpoint)
    parts = {
        "why": _practice(session, touchpoint),
        "status": _("agreed, in name only") if status == IN_NAME_ONLY else _(STATUS[status][1]),
        "then": content.reason(settled.reason),
    }
    diagnosis = responsibility.as_is(session, touchpoint)
    words: Words
    if diagnosis.n < thresholds.FEW or unrevealed(session, touchpoint, diagnosis):
        words = say("So far: {why}. From today on {status}: {then}.", **parts)
    else:
        held = _(STATUS[diagnosis.status][1])
        words = say("So far {held}, from today on {status}. {why}. {then}.", held=held, **parts)
    carrier = lookup.person(session, lookup.ownership_of(session, touchpoint).accountable)
    top = diagnosis.top[0] if diagnosis.status == "held" and diagnosis.n >= thresholds.FEW else ""
    if carrier is not None and top and carrier.id != top:
        names = session.name_of("people", top), session.name_of("people", carrier.id)
        words = say(
            "The answers name {name}, and {other} stands here. {words}",
            name=names[0],
            other=names[1],
            words=words,
        )
    governs = say("A board member governs. Who on the staff carries this day to day?")
    return f"{governs} {words}" if carrier is not None and carrier.board_member else words


def _practice(session: Session, touchpoint: str) -> Words:
    diagnosis = responsibility.as_is(session, touchpoint)
    if state := unrevealed(session, touchpoint, diagnosis):
        return say(UNREVEALED[state])
    few = responsibility.few_words(diagnosis)
    if 2 <= diagnosis.n < thresholds.FEW:
        return ", ".join(filter(None, (_(STATUS[diagnosis.status][1]), few)))
    words = ", ".join(filter(None, (str(content.reason(diagnosis.reason)), few)))
    if diagnosis.n >= thresholds.FEW:
        words += short_of(session, diagnosis)
        words += f" ({answers(session, diagnosis)})"
        if sign := responsibility.paper_sign(session, touchpoint):
            words += f"{sign} {_('somebody else on paper')}"
    return words


def short_of(session: Session, diagnosis: Diagnosis) -> str:
    """How many name the same person, and how many would have to; empty where that is not what is missing."""
    if diagnosis.short_of is None:
        return ""
    said = say(
        "{k} of {n} name {name}; a shared picture needs {needed}",
        k=diagnosis.tally.votes[0][1],
        n=diagnosis.n,
        name=session.name_of("people", diagnosis.top[0]),
        needed=diagnosis.short_of,
    )
    return f": {said}"


UNBROKEN = 48
"""Characters. An answer up to this length is not broken; a longer one is broken at its spaces."""


def answers(session: Session, diagnosis: Diagnosis, letters: bool = False) -> str:
    """The answers counted: who was named how often, who named themselves, how many named no one. `letters`
    adds the sign of each answer."""
    counts = []
    for who, votes in diagnosis.tally.votes:
        own = f" ({_('named themselves')})" if who in diagnosis.self_claims else ""
        counts.append((ballots.letter_of(session, who), f"{session.name_of('people', who)} {votes}{own}"))
    words = dict(ANSWERS)
    counts += [
        (sign, f"{_(words[kind])} {votes}")
        for sign, kind in ballots.SIGNS.items()
        if (votes := getattr(diagnosis.tally, kind))
    ]
    parts = (f"{sign} {text}".strip() if letters else text for sign, text in counts)
    return "\N{NO-BREAK SPACE}· ".join(
        part.replace(" ", "\N{NO-BREAK SPACE}") if len(part) <= UNBROKEN else part for part in parts
    )


def known(reading: Reading) -> Session:
    """The session with the figures that have been seen by the day."""
    return intervals.as_known(reading.session, reading.on)


def figure(interval: Interval, measure: Measure | None = None, *, with_count: bool = True) -> str:
    """A figure with its margin and the number of answers: 9.0 ± 7.6, n 412; 0.0 (0.0…27.8), n 10 where half
    the width would mislead; of a measure in its unit. Empty without a value."""
    from cxworkshop.documents import figure_text

    if interval.value is None:
        return ""
    spread = figure_text.spread_of(None, interval)
    if measure is not None and measure.unit is not None:
        text = figure_text.with_spread(measure, interval)
    elif not spread:
        text = number(rounded(interval.value, 1))
    else:
        text = f"{number(interval.value, 1)} {spread if interval.form == 'plus_minus' else f'({spread})'}"
    return text + (f", n {whole(interval.n)}" if interval.n and with_count else "")


def larger_before(reading: Reading, measure_id: str) -> str:
    """The figure of many answers that a newer one of few stands beside: ; 30 Oct 2026: 71.1%, n = 180"""
    from cxworkshop.documents import figure_text

    before = figure_text.larger_before(reading.session, lookup.measure(reading.session, measure_id))
    return f"; {before}" if before else ""
