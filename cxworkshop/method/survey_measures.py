"""Which measure a survey's figures go into: what can hold them, what is likely, and what a person must say.

`cxworkshop.method.surveys` keeps to what was said; the page of a survey file asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from cxworkshop.language import N_, _
from cxworkshop.method import lookup
from cxworkshop.method.sides import BY_METRIC
from cxworkshop.method.surveys import (
    ADD,
    Line,
    Survey,
    can_hold,
    choice_of,
    is_asked_by,
    is_of,
    lines_of,
    measures_of,
    plain,
    units_of,
)
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session

_ALIKE = 0.6
"""How alike a question and a measure are that is proposed for it."""
_EXCEEDED = ("exceed", "expect", "ylit", "odotu")
"""Of a question that asks whether expectations were exceeded."""


def choices_of(session: Session, survey: Survey) -> dict[Line, tuple[Measure, ...]]:
    """The lines for which a measure can be chosen, and those that can hold their figures: not those that are
    another line's. A measure of the very question is nobody's choice."""
    lines = lines_of(session, survey)
    of = measures_of(session, lines, survey.measures)
    settled = {
        measure.id: line
        for line, measure in of.items()
        if measure is not None and (is_asked_by(measure, line) or choice_of(session, line, survey.measures))
    }
    choices = {}
    for line in lines:
        if (measure := of[line]) is not None and is_asked_by(measure, line):
            continue
        fitting = (m for m in lookup.measures_in_use(session) if can_hold(m, line))
        if free := tuple(m for m in fitting if settled.get(m.id, line) == line):
            choices[line] = free
    return choices


def open_lines(session: Session, survey: Survey) -> dict[Line, tuple[Measure, ...]]:
    """The lines whose measure a person must say: one could hold them, none is of their question. Of
    recommendation the only one goes on."""
    return {
        line: measures
        for line, measures in choices_of(session, survey).items()
        if choice_of(session, line, survey.measures) is None
        and not (line.metric == "nps" and sum(is_of(measure, line) for measure in measures) == 1)
    }


def likely(line: Line, measures: tuple[Measure, ...]) -> str | None:
    """The measure that is proposed for a line, by its id: the marked one where expectations are asked about,
    else the one whose question or name is most alike; None where nothing but a person tells. `measures`:
    those that can hold it."""
    asked = plain(line.question)
    if any(word in asked for word in _EXCEEDED) and line.metric == "share":
        marked = [measure for measure in measures if measure.asks_exceeded]
        if len(marked) == 1:
            return marked[0].id
    ratios: Mapping[str, float] = {measure.id: _ratio(asked, measure) for measure in measures}
    best = max(ratios, key=lambda id: ratios[id])
    if ratios[best] >= _ALIKE:
        return best
    return ADD if all(measure.question for measure in measures) else None


def _ratio(asked: str, measure: Measure) -> float:
    texts = (plain(text) for text in (measure.question, measure.name) if text)
    return max((SequenceMatcher(None, asked, text).ratio() for text in texts), default=0.0)


# ---- a new one ---------------------------------------------------------------------------------------------
_NAMES = {
    "nps": N_("Recommendation (NPS)"),
    "csat": N_("Satisfaction"),
    "ces": N_("Ease"),
    "rating": N_("Rating"),
    "share": N_("Share"),
    "duration": N_("Duration"),
    "money": N_("Sum of money"),
}
_NAMED_BY_QUESTION = frozenset({"share", "duration", "money", "rating"})


def values_of_new(line: Line, name: str) -> dict[str, object]:
    """The first values of the measure that is made for a line; `name` is that of its touchpoint, empty for
    the whole. In the language in force."""
    units = units_of(line)
    of = _(_NAMES[line.metric]) if line.metric in _NAMES else line.metric
    question = line.question if line.metric in _NAMED_BY_QUESTION else ""
    return {
        "name": f"{question or of}: {name}" if name else question or of,
        "metric": line.metric,
        "unit": units[0] if len(units) == 1 else None,
        "direction": BY_METRIC.get(line.metric),
        "category": "business" if line.metric == "money" else "experience",
        "touchpoints": (line.touchpoint,) if line.touchpoint else (),
        "scale": line.scale,
        "question": line.question,
    }
