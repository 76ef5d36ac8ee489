"""Pictures: the matrix of priorities, the journey, guesses beside figures, the action board."""

from __future__ import annotations

from cxworkshop.language import _, rounded
from cxworkshop.method import charts, lookup, perceptions
from cxworkshop.method.charts import Axis
from cxworkshop.method.intervals import Interval
from cxworkshop.method.privacy import has_named
from cxworkshop.model.actions import Action
from cxworkshop.model.kinds import LEVELS, Reading
from cxworkshop.model.measures import UNITS
from cxworkshop.model.session import Session
from cxworkshop.room.parts import Board, Cell, Gap, Guessed, Journey, Matrix, Month, Point, Spot
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import MOST, Made, more_words, reading_of, tone_of, window
from cxworkshop.room.views.card import action_text
from cxworkshop.room.views.progress import progress
from cxworkshop.room.views.words import question
from cxworkshop.sheets.cells import Row
from cxworkshop.sheets.pictures.board import columns_by_date
from cxworkshop.sheets.pictures.levels import basis_sign
from cxworkshop.sheets.steps import guessed
from cxworkshop.sheets.steps.cells import known

MOST_SPOTS = 16
"""Touchpoints in a picture, as many as a full day has time for."""
MOST_GUESSED = 4
MOST_ACTIONS = 5
"""In a column of the board."""


def matrix(session: Session, here: Here, around: Around) -> Made:
    """Importance against what is missing, the highest scores first."""
    weights, lacking = charts.weights(session), tuple(charts.measure_first(session))
    if not weights and not lacking:
        return question(session, here, around)
    spots = tuple(
        Spot(
            name=session.name_of("touchpoints", weight.touchpoint),
            x=weight.missing,
            y=weight.importance,
            priority=weight.is_priority,
        )
        for weight in weights[:MOST_SPOTS]
    )
    names = tuple(session.name_of("touchpoints", id) for id in lacking[:MOST])
    return "", Matrix(
        across=_("levels to climb →"),
        up=_("↑ importance to the customer"),
        spots=spots,
        lacking=names,
        more=more_words(len(weights) + len(lacking) - len(spots) - len(names)),
    )


def journey(session: Session, here: Here, around: Around) -> Made:
    """The touchpoints as the customer meets them, with their levels."""
    stops = charts.journey(session, reading_of(session, around).on)
    if not stops:
        return question(session, here, around)
    at = next((i for i, stop in enumerate(stops) if stop.touchpoint == here.row), -1)
    within, _at, more = window(stops, at, MOST_SPOTS)
    points = tuple(
        Point(
            name=session.name_of("touchpoints", stop.touchpoint),
            stage=session.name_of("stages", stop.stage or ""),
            now=stop.now,
            target=stop.target,
            basis=basis_sign(stop.standing)[0],
            before=stop.was,
        )
        for stop in within
    )
    return "", Journey(levels=tuple(_(words) for _level, words in LEVELS), points=points, more=more)


# ---- guesses beside figures --------------------------------------------------------------------------------
def gap(session: Session, here: Here, around: Around) -> Made:
    """What we guessed beside what customers said, once the guesses are sealed."""
    if has_named(session, "guesses"):
        return progress(session, here, around)
    reading = reading_of(session, around)
    rows = (_guessed(reading, row) for row in guessed.guessed(session))
    lines = tuple(line for line in rows if line is not None)
    if not lines:
        return question(session, here, around)
    return "", Gap(lines=lines[:MOST_GUESSED])


def _guessed(reading: Reading, row: Row) -> Guessed | None:
    if "measures" not in row:
        return _believed(reading, row)
    measure = lookup.measure(reading.session, row["measures"].id)
    charted = charts.guessed(known(reading), measure) if measure else None
    if measure is None or charted is None:
        return None
    perception, unit = charted.perception, dict(UNITS).get(measure.guessed_in or "", "")
    return _line(
        reading,
        row,
        perception.measured,
        charted.axis,
        charted.guesses,
        perception.median,
        _(unit) if unit else "",
    )


def _believed(reading: Reading, row: Row) -> Guessed | None:
    """The share of us who believe that we exceed expectations beside that of customers who say so."""
    belief = perceptions.delivery_gap(known(reading))
    if belief is None:
        return None
    return _line(reading, row, belief.customers, charts.SHARES, (), belief.believers, _("%"))


def _line(
    reading: Reading,
    row: Row,
    said: Interval,
    axis: Axis,
    guesses: tuple[float, ...],
    middle: float,
    unit: str,
) -> Guessed:
    verdict = guessed.verdict(reading, row).text
    if said.value is not None:
        word = verdict.partition(" ")[2]
        verdict = f"{word[:1].upper()}{word[1:]}. {guessed.in_short(reading, row)}".strip()
    return Guessed(
        name=guessed.subject(reading, row).text,
        low=said.low,
        value=None if said.value is None else rounded(said.value, 1),
        high=said.high,
        guesses=guesses,
        middle=rounded(middle, 1),
        least=axis.low,
        most=axis.high,
        verdict=verdict,
        unit=unit,
    )


# ---- the board ---------------------------------------------------------------------------------------------
def board(session: Session, here: Here, around: Around) -> Made:
    """Who does what by when, a column a month."""
    actions: list[tuple[int, Action]] = list(enumerate(session.round.actions))
    columns = columns_by_date(actions, reading_of(session, around).on)
    months = tuple(
        Month(
            head=column.title,
            rows=tuple(
                Cell(
                    text=action_text(session, action),
                    tone=tone_of(column.tone) if column.tone == "bad" else "",
                )
                for _i, action in column.actions[:MOST_ACTIONS]
            ),
            more=more_words(len(column.actions) - MOST_ACTIONS),
        )
        for column in columns
    )
    return "", Board(months=months, empty="" if months else _("Nothing is written down yet."))
