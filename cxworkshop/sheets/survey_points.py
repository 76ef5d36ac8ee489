"""What can be said of a survey file, on its page and in a line: rows, options, typed names and days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from cxworkshop.commands import keyed
from cxworkshop.commands.of_surveys import OPTION_KEYS
from cxworkshop.errors import NotUnderstood
from cxworkshop.importing.survey.preview import Preview, known_touchpoints
from cxworkshop.importing.survey.shapes import REASONS, BadLine
from cxworkshop.language import Words, _, date_text, language, plural, say
from cxworkshop.method.surveys import Clash, Figure
from cxworkshop.model.dates import read_day
from cxworkshop.model.kinds import Option
from cxworkshop.model.matching import match, several
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell

SAMPLES = 3
"""Texts of the file that are shown of one thing."""


class Point(NamedTuple):
    """Something that a person settles or says otherwise. Without options its answer is typed."""

    options: tuple[tuple[str, Words], ...]
    said: Callable[[str], Preview]
    """The file with one of the options said. May raise CxError."""
    now: str | None = None
    """The option in force; None while it is open."""
    proposed: str | None = None
    """The option that Enter takes; None where a person must choose."""
    touchpoint: str = ""
    """The touchpoint in the words of the file, where any of the workshop can be named."""

    def option_of(self, key: str) -> str | None:
        """The option of a key; None where there are fewer."""
        number = OPTION_KEYS.index(key)
        return self.options[number][0] if number < len(self.options) else None

    @property
    def next_option(self) -> str:
        """The option after the one in force."""
        values = [value for value, _words in self.options]
        return values[(values.index(self.now) + 1) % len(values)] if self.now in values else values[0]


class PageRow(NamedTuple):
    """A row of the page. A heading has no cell that anything can be done with."""

    cells: tuple[Cell, ...]
    point: Point | None = None
    is_heading: bool = False
    told: Words = ""
    """The whole words, for below."""

    @property
    def is_open(self) -> bool:
        """Whether a person must still say something here."""
        return self.point is not None and self.point.now is None


def heading(text: str) -> PageRow:
    return PageRow((Cell(text, "accent", spans=True),), is_heading=True)


def options_text(point: Point) -> str:
    """What a point can be said to be, each after the key that says it; the one in force is marked."""
    numbered = []
    for number, (value, words) in enumerate(point.options):
        sign = "●" if value == point.now else OPTION_KEYS[number] if number < len(OPTION_KEYS) else "·"
        text = say("{option} (proposed)", option=words) if value == point.proposed else words
        numbered.append(f"{sign} {text}".replace(" ", "\N{NO-BREAK SPACE}"))  # each on one line
    typed = point.touchpoint or not point.options
    return "   ".join([*numbered, *([str(keyed("{say_touchpoint} types it"))] if typed else [])])


def named_touchpoint(session: Session, text: str) -> str:
    """The id of the touchpoint in use that a typed name means. Raises NotUnderstood."""
    known = [Option(id, name) for id, name in known_touchpoints(session).items()]
    meant = match(known, text)
    if (chosen := meant.matched or meant.offered) is not None:
        return str(chosen.value)
    if meant.possible:
        raise NotUnderstood(several(text, meant))
    raise NotUnderstood(say("{value} is not on the list", value=text.strip()))


def typed_period(text: str, on: date) -> str:
    """A period that is typed, as two days of ISO: 1 Jan 2026 – 30 Jun 2026. Raises NotUnderstood."""
    days = [
        read_day(part.strip(), on, language()) for part in re.split(r"\.\.|–|—|\s-\s", text) if part.strip()
    ]
    if len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
        raise NotUnderstood(say("{value} is no period: write two days with .. between them.", value=text))
    return f"{days[0].isoformat()}..{days[1].isoformat()}"


def bad_line_text(line: BadLine) -> Words:
    """Where a row is that was not counted, and why."""
    why = _(REASONS[line.reason])
    if not line.column:
        return say("line {line}: {why}", line=line.line, why=why)
    return say(
        "line {line}, {column}: {text} – {why}", line=line.line, column=line.column, text=line.text, why=why
    )


def answers_text(figure: Figure) -> str:
    """Which answers a figure is made of."""
    groups = plural("{n} customer group", "{n} customer groups", figure.segments)
    events = plural("{n} situation", "{n} situations", figure.events)
    parts = [groups if figure.segments else "", events if figure.events else ""]
    n = plural("{n} answer", "{n} answers", int(figure.parts.get("n", 0)))
    return " · ".join([n, *filter(None, parts)])


def period_text(since: date | None, until: date | None) -> str:
    """From when to when: 1 Jan 2026 – 30 Jun 2026."""
    if since is None or until is None:
        return _("without a day")
    dash = "–" if language() == "fi" else " – "
    return f"{date_text(since, with_year=since.year != until.year)}{dash}{date_text(until)}"


def clash_words(session: Session, alike: Sequence[Clash]) -> Words:
    """What figures meet that are there already, with both numbers of answers."""
    if len(alike) > 1:
        return say(
            "{n} new figures meet others of the same time ({before} → {now} answers): {names}.",
            n=len(alike),
            before=sum(clash.before for clash in alike),
            now=sum(clash.now for clash in alike),
            names=", ".join(dict.fromkeys(session.name_of("measures", clash.measure) for clash in alike)),
        )
    [clash] = alike
    return say(
        "{measure}, {period}: a figure of {before} answers is there, the new one has {now}.",
        measure=session.name_of("measures", clash.measure),
        period=period_text(clash.figure.since, clash.figure.until),
        before=clash.before,
        now=clash.now,
    )
