"""Reads the figures that were written into the blanks of a check sheet: value, how many answered, day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cxworkshop.documents import figure_text
from cxworkshop.documents.escape import one_line
from cxworkshop.editing.changes import Change, add
from cxworkshop.errors import quoted
from cxworkshop.importing.blanks import WrittenCell
from cxworkshop.importing.remarks import Calendar
from cxworkshop.language import Words, date_text, plural, say, speaking
from cxworkshop.method.intervals import fault_of
from cxworkshop.model.measures import SCALES, Measure, Observation
from cxworkshop.model.numbers import read_number, unit_in
from cxworkshop.model.session import Session

_ANSWERED = re.compile(
    r"\bn\s*[=:]?\s*(\d+)\b|\b(\d+)\s*(?:answers?|people|customers|vastausta|vastaajaa|asiakasta)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\d{2})?|\b\d{1,2}/\d{1,2}/\d{4}\b"
    r"|\b\d{1,2}\.?\s+[^\W\d_]{3,}\.?(?:\s+\d{4})\b"
)
_OF_SCALE = re.compile(r"\s*(?:of|/)\s*[57]\s*\Z", re.IGNORECASE)
_BETWEEN = " ,;:()·–\t"


class WrittenFigure(NamedTuple):
    """A figure that stands on a sheet and not in the workshop yet."""

    measure: Measure
    value: float
    n: int | None
    day: date

    def about(self, _session: Session) -> str:
        """Which measure it is of."""
        return self.measure.name_shown

    @property
    def news(self) -> str:
        """The figure with its answers and its day."""
        n = plural("{n} answer", "{n} answers", self.n) if self.n else ""
        return ", ".join(filter(None, (figure_text.amount(self.measure, self.value), n, date_text(self.day))))

    def change(self) -> Change:
        return add("observations", measure=self.measure.id, value=self.value, n=self.n, observed_on=self.day)


def read_figures(
    session: Session, written: Iterable[WrittenCell], calendar: Calendar
) -> tuple[list[WrittenFigure], list[Words]]:
    """What was written of measures, by their printed names; and what cannot be read, with why."""
    figures, unclear = list[WrittenFigure](), list[Words]()
    for name, text, may_be_printed in written:
        named = [measure for measure in session.measures if one_line(measure.name_shown) == name]
        if len(named) != 1:
            unclear.append(say("{name}: {text} – no measure has that name", name=name, text=quoted(text)))
            continue
        figure = _read(named[0], text, calendar._replace(is_past=True))
        if not isinstance(figure, WrittenFigure):
            unclear.append(say("{name}: {text} – {why}", name=name, text=quoted(text), why=figure))
        elif may_be_printed and _is_printed(session, figure):
            continue
        elif not _is_known(session, figure, calendar.printed):
            figures.append(figure)
    return figures, unclear


def _read(measure: Measure, text: str, calendar: Calendar) -> WrittenFigure | Words:
    """The figure that a text means, or why it means none."""
    counts = [int(one or other) for one, other in _ANSWERED.findall(text)]
    bare = _ANSWERED.sub(" ", text)
    days = [calendar.days(words.strip()) for words in _DAY.findall(bare)]
    bare = _DAY.sub(" ", bare).strip(_BETWEEN)
    if len(counts) > 1 or len(days) > 1 or (days and len(days[0]) != 1):
        return say("write one figure, n and a day: 84%, n 40, 3.2.2027")
    day = min(days[0]) if days else calendar.on
    if day > calendar.on:
        return say("its day is still to come")
    values = set(_values(measure, bare, calendar.languages))
    if len(values) != 1:
        return say("write one figure, n and a day: 84%, n 40, 3.2.2027")
    n = counts[0] if counts else None
    figure = WrittenFigure(measure, values.pop(), n, day)
    fault = fault_of(measure, Observation(id="?", value=figure.value, n=n))
    return fault or figure


def _values(measure: Measure, text: str, languages: Iterable[str]) -> Iterator[float]:
    """What a number may mean in the unit of its measure; nothing in another unit."""
    if measure.unit in SCALES:
        text = _OF_SCALE.sub("", text)
    for code in languages:
        with speaking(code):
            value = read_number(text)
            if value is not None and unit_in(text) in ("", measure.unit):
                yield value


def _is_printed(session: Session, figure: WrittenFigure) -> bool:
    """Whether a figure reads as one that the workshop has of its measure."""
    amount = figure_text.amount(figure.measure, figure.value)
    known = (row.value for row in session.round.observations if row.measure == figure.measure.id)
    return any(figure_text.amount(figure.measure, value) == amount for value in known)


def _is_known(session: Session, figure: WrittenFigure, printed: date | None) -> bool:
    """Whether the workshop has that figure already, of its day or since the sheet was written."""
    return any(
        row.measure == figure.measure.id
        and row.value == figure.value
        and (row.observed_on == figure.day or (printed and row.observed_on and row.observed_on >= printed))
        for row in session.round.observations
    )
