"""The list of what was guessed and believed beside what customers said."""

from __future__ import annotations

from cxworkshop.language import N_, Words, _, number, percent, say
from cxworkshop.method import lookup, perceptions
from cxworkshop.method.perceptions import DeliveryGap, Perception
from cxworkshop.method.sides import with_side
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan, row_of
from cxworkshop.sheets.steps.blind import few_words
from cxworkshop.sheets.steps.cells import figure, known

BELIEF: Row = {"belief": Place("", "belief")}
"""The row of the leaders who say that expectations are exceeded."""
SIGNS = {"overestimate": "↑", "underestimate": "↓", "within_margin": "="}
"""Above or below what customers say."""
MEANINGS = {
    "too_rosy": (N_("too rosy"), "bad"),
    "too_gloomy": (N_("too gloomy"), "contested"),
    "too_high": (N_("too high"), "contested"),
    "too_low": (N_("too low"), "contested"),
    "within_margin": (N_("within the margin"), "good"),
}
"""The word and tone of what a guess was."""
NO_FIGURE = say(
    "Customers' figure is missing: add an observation in 5 Measure, or an action that starts measuring."
)


def guessed(session: Session) -> list[Row]:
    """Rows of the measures that leaders guessed, and of what they believe of expectations."""
    rows = [row_of(measure, "measures") for measure in perceptions.perceptions(session)]
    return [*rows, BELIEF] if perceptions.delivery_gap(session) else rows


def _perception(reading: Reading, row: Row) -> Perception | None:
    return perceptions.perception(known(reading), row["measures"].id) if "measures" in row else None


def _belief(reading: Reading, row: Row) -> DeliveryGap | None:
    return perceptions.delivery_gap(known(reading)) if "belief" in row else None


def subject(reading: Reading, row: Row) -> Cell:
    """The name of the measure, or what is believed."""
    return Cell(
        reading.session.name_of("measures", row["measures"].id)
        if "measures" in row
        else _("We exceed expectations")
    )


def guess(reading: Reading, row: Row) -> Cell:
    """The median of the guesses and their range, from so many on that they do not tell whose they are; the
    share of leaders who believe."""
    if belief := _belief(reading, row):
        share = percent(belief.believers / 100)
        return Cell(f"{share} ({say('{k} of {n}', k=belief.believe, n=belief.leaders)})", short=share)
    perception = _perception(reading, row)
    if perception is None:
        return Cell()
    if not perception.may_be_shown:
        return Cell(_("too few"), "muted")
    return Cell(f"{number(perception.median)} ({number(perception.low)}…{number(perception.high)})")


def measured(reading: Reading, row: Row) -> Cell:
    """What customers said, with its margin."""
    belief, perception = _belief(reading, row), _perception(reading, row)
    if belief and belief.measure is None:
        return Cell(_("choose the measure"), "unclear")
    said = belief.customers if belief else perception.measured if perception else None
    text = figure(said) if said else ""
    return Cell(text, short=text.partition(", n ")[0])


def verdict(reading: Reading, row: Row) -> Cell:
    """Whether what was guessed or believed was too rosy, too gloomy or within the margin."""
    belief, perception = _belief(reading, row), _perception(reading, row)
    if perception is not None and not perception.may_be_shown:
        return Cell(_("too few"), "muted")
    judged = belief.verdict if belief else perception.verdict if perception else None
    if judged is None:
        return Cell(_("no figure yet"), "muted")
    measure = None if belief else lookup.measure(reading.session, row["measures"].id)
    direction = with_side(reading.session, measure).direction if measure else "up"
    words, tone = MEANINGS[perceptions.meaning_of(judged, direction)]
    return Cell(f"{SIGNS[judged]} {_(words)}", tone)


def note(reading: Reading, row: Row) -> Words:
    """How many guessed above, below and within the margin of what customers said, and how well it was
    guessed before; who thinks better of us."""
    if belief := _belief(reading, row):
        return _belief_note(reading.session, belief)
    perception = _perception(reading, row)
    if perception is not None and not perception.may_be_shown:
        return few_words()
    if perception is None or perception.verdict is None:
        return NO_FIGURE
    return _sentences(_outside(perception), _then_and_now(reading.session, row["measures"].id))


def in_short(reading: Reading, row: Row) -> Words:
    """The same without what was guessed before; empty without customers' figure."""
    if belief := _belief(reading, row):
        return belief.meaning
    perception = _perception(reading, row)
    return _outside(perception) if perception and perception.verdict and perception.may_be_shown else ""


def _outside(perception: Perception) -> Words:
    return say(
        "{over} of {k} guessed above the margin of what customers said, {under} below it, {inside} within.",
        over=perception.over,
        k=perception.k,
        under=perception.under,
        inside=perception.k - perception.over - perception.under,
    )


def _then_and_now(session: Session, measure: str) -> Words:
    """How well a figure was guessed round by round; empty where there is one only."""
    rows = perceptions.calibrations(session, measure)
    told = (
        say("{k} of {of} in round {n}, off by {error}", n=row.round, k=row.inside, of=row.guesses,
            error=number(row.error, 1))
        for row in rows
    )  # fmt: skip
    return say("Within the margin: {rounds}.", rounds="; ".join(map(str, told))) if len(rows) > 1 else ""


def _belief_note(session: Session, belief: DeliveryGap) -> Words:
    if why := perceptions.why_no_gap(session):
        return why
    if belief.gap is None:
        return NO_FIGURE
    told = (_gap_words(row) for row in perceptions.gap_over_rounds(session))
    gaps = say("Gap in percentage points: {rounds}.", rounds="; ".join(map(str, told)))
    return _sentences(belief.meaning, gaps)


def _gap_words(row: perceptions.GapInRound) -> Words:
    gap = "–" if row.gap.gap is None else number(row.gap.gap, 1)
    if row.is_broken:
        return say("{gap} in round {n}, by another measure, not to be compared", n=row.round, gap=gap)
    return say("{gap} in round {n}", n=row.round, gap=gap)


def _sentences(*parts: Words) -> Words:
    return " ".join(str(part) for part in parts if part)


GUESSED = SheetPlan(
    "gap",
    N_("Guess and measured"),
    (
        Column(subject, N_("Measure"), width=20, weight=3, importance=10),
        Column(guess, N_("Guess"), width=12, importance=9),
        Column(measured, N_("Customers said"), width=16, weight=1, importance=9),
        Column(verdict, N_("The guess was"), width=20, importance=8),
    ),
    rows=guessed,
    views=("guessed",),
    note=note,
    empty=N_("{ballot} keys the guesses in, blind; what customers said comes from 5 Measure."),
    elsewhere=N_("This list is computed from the guesses and the observations."),
    ballot="guesses",
)
